//! Who sets tasks: the head of an office who concludes a meeting.

use extract::reading::{Reading, read_text};

fn page(title: &str, paragraphs: &[&str]) -> Reading {
    read_text(&format!("{title}\n\n{}\n", paragraphs.join("\n"))).value
}

/// Who concludes a meeting sets tasks, whatever the office; who takes part does not.
#[test]
fn the_head_of_an_office_who_concludes_sets_tasks() {
    let opening =
        "Ngày 10/10/2022, Sở Y tế tổ chức Hội nghị giao ban công tác y tế quý III năm 2022.";
    for (said, tasks) in [
        (
            "Kết luận hội nghị, đồng chí Nguyễn Văn An, Giám đốc Sở Y tế yêu cầu các đơn vị rà soát trang thiết bị trong tháng 11; đề nghị Bệnh viện Đa khoa tỉnh hoàn thành đề án. Đồng chí cũng đề nghị các trung tâm y tế tăng cường giám sát dịch bệnh.",
            3,
        ),
        (
            "Kết luận hội nghị, đồng chí Nguyễn Văn An, Hiệu trưởng nhà trường đề nghị các khoa rà soát chương trình.",
            1,
        ),
        (
            "Phát biểu tại hội nghị, đồng chí Nguyễn Văn An, Giám đốc Sở Nội vụ đề nghị Sở Y tế rà soát biên chế.",
            0,
        ),
    ] {
        let r = page("Giao ban công tác y tế quý III năm 2022", &[opening, said]);
        assert_eq!(r.tasks.len(), tasks, "{said}: {:?}", r.tasks);
    }
}
