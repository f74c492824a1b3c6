//! Plans for school years and their halves.

use extract::reading::{Reading, read_text};

fn page(title: &str, paragraphs: &[&str]) -> Reading {
    read_text(&format!("{title}\n\n{}\n", paragraphs.join("\n"))).value
}

const YEAR: &str = "Ngày 10/8/2022, Sở Giáo dục và Đào tạo tỉnh Hà Tĩnh tổ chức Hội nghị tổng kết năm học 2021-2022, triển khai nhiệm vụ năm học 2022-2023.";
const NEXT: [&str; 2] = [
    "tiếp tục đổi mới phương pháp dạy học",
    "rà soát mạng lưới trường lớp",
];

#[test]
fn plans_for_a_school_year_are_tasks() {
    for plan in [
        "Nhiệm vụ trọng tâm năm học 2022-2023: tiếp tục đổi mới phương pháp dạy học; rà soát mạng lưới trường lớp.",
        "Nhiệm vụ năm học 2022-2023, toàn ngành tập trung thực hiện các nhiệm vụ trọng tâm sau: tiếp tục đổi mới phương pháp dạy học; rà soát mạng lưới trường lớp.",
        "Phương hướng, nhiệm vụ năm học 2022 - 2023: tiếp tục đổi mới phương pháp dạy học; rà soát mạng lưới trường lớp.",
        "Năm học 2022-2023, ngành tiếp tục đổi mới phương pháp dạy học; rà soát mạng lưới trường lớp.",
        "Trong năm học tới, ngành tiếp tục đổi mới phương pháp dạy học; rà soát mạng lưới trường lớp.",
    ] {
        let r = page("Tổng kết năm học 2021-2022", &[YEAR, plan]);
        assert_eq!(r.tasks, NEXT, "{plan}");
    }
    let quarter = "Ngày 10/10/2022, Ban Tuyên giáo Tỉnh ủy Hà Tĩnh tổ chức Hội nghị giao ban công tác khoa giáo quý III năm 2022.";
    let plan = "Phương hướng, nhiệm vụ năm học 2022-2023: tiếp tục đổi mới phương pháp dạy học; rà soát mạng lưới trường lớp.";
    let r = page(
        "Giao ban công tác khoa giáo quý III năm 2022",
        &[quarter, plan],
    );
    assert_eq!(r.tasks, NEXT);
}

#[test]
fn plans_for_the_second_half_of_a_school_year_are_tasks() {
    let half = "Ngày 10/1/2023, Sở Giáo dục và Đào tạo tỉnh Hà Tĩnh tổ chức Hội nghị sơ kết học kỳ I năm học 2022-2023.";
    for plan in [
        "Trong học kỳ II, ngành giáo dục tiếp tục đổi mới phương pháp dạy học; rà soát mạng lưới trường lớp.",
        "Học kỳ II năm học 2022-2023, toàn ngành tập trung: tiếp tục đổi mới phương pháp dạy học; rà soát mạng lưới trường lớp.",
    ] {
        let r = page("Sơ kết học kỳ I năm học 2022-2023", &[half, plan]);
        assert_eq!(r.tasks, NEXT, "{plan}");
    }
}

#[test]
fn what_a_school_year_has_brought_is_no_plan() {
    for told in [
        "Năm học 2021-2022, ngành tiếp tục duy trì phổ cập giáo dục; tập trung xây dựng trường chuẩn.",
        "Nhiệm vụ năm học 2021-2022 đã được toàn ngành tập trung thực hiện; kết quả tốt.",
        "Trong học kỳ I, ngành tiếp tục đổi mới phương pháp dạy học; rà soát mạng lưới trường lớp.",
    ] {
        let r = page("Tổng kết năm học 2021-2022", &[YEAR, told]);
        assert_eq!(r.tasks, Vec::<String>::new(), "{told}");
    }
}
