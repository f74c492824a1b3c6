//! Names of bodies as officials shorten them, and short forms that a text
//! introduces. Small inputs, one habit each.

use extract::reading::{Reading, read_text};

fn page(paragraphs: &[&str]) -> Reading {
    read_text(&format!(
        "Trang chủ | Tin tức\n\nGiao ban công tác khoa giáo quý I năm 2022\n\n08/04/2022\n\n{}\n\nThống kê truy cập\nHôm nay: 1.204\n",
        paragraphs.join("\n\n")
    ))
    .value
}

const OPENING: &str =
    "Ngày 7/4/2022, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý I.";

fn body(words: &str) -> Reading {
    page(&[OPENING, words])
}

/// offices and departments as officials shorten them are hosts and bodies.
#[test]
fn shortened_names_of_offices_are_bodies_of_their_own() {
    for name in [
        "BTG Tỉnh ủy",
        "BTGDV Tỉnh ủy",
        "Ban TG&DV Tỉnh ủy",
        "BTGTU",
        "BTGDVTU",
        "SGDĐT",
        "UBKTTU",
    ] {
        let opening =
            format!("Ngày 7/4/2022, {name} tổ chức hội nghị giao ban công tác khoa giáo quý I.");
        let r = page(&[&opening]);
        assert_eq!(r.host.as_deref(), Some(name));
        assert_eq!(r.organisations, [name]);
    }
    let told = "Tại buổi làm việc, SYT và VPTU phối hợp; Công văn số 45/SYT-NVY được gửi đi.";
    let r = body(told);
    for name in ["SYT", "VPTU"] {
        assert!(
            r.organisations.iter().any(|o| o == name),
            "{:?}",
            r.organisations
        );
    }
    // The same body in both spellings is one.
    let r = body("Tại buổi làm việc, Sở Y tế báo cáo; SYT và BTG Tỉnh ủy phối hợp.");
    assert_eq!(r.organisations, ["Ban Tuyên giáo Tỉnh ủy", "Sở Y tế"]);
}

/// A short form stands for the body it is introduced for and hides it nowhere.
#[test]
fn a_short_form_that_the_text_introduces_leaves_its_body_listed_once() {
    for (words, expected) in [
        (
            "Sở Giáo dục và Đào tạo (gọi tắt là Sở GDĐT) báo cáo; Sở GDĐT đề nghị quan tâm.",
            "Sở Giáo dục và Đào tạo",
        ),
        (
            "Trung tâm Kiểm soát bệnh tật tỉnh (CDC) báo cáo; CDC tỉnh đề nghị quan tâm.",
            "Trung tâm Kiểm soát bệnh tật tỉnh",
        ),
        (
            "Sở Giáo dục và Đào tạo (sau đây gọi là Sở GD) báo cáo; Sở GD đề nghị quan tâm.",
            "Sở Giáo dục và Đào tạo",
        ),
        (
            "Sở Giáo dục và Đào tạo (sau đây viết tắt là “Sở GD”) báo cáo; Sở GD đề nghị quan tâm.",
            "Sở Giáo dục và Đào tạo",
        ),
    ] {
        let line = format!("Tại buổi làm việc, nhiều nội dung đã được trao đổi. {words}");
        let r = body(&line);
        assert_eq!(
            r.organisations,
            ["Ban Tuyên giáo Tỉnh ủy", expected],
            "{words}"
        );
    }
}

/// A body in its usual short form and in full is listed once, in full.
#[test]
fn a_short_form_and_the_full_name_are_one_body_in_full() {
    for (short, full) in [
        ("Sở VHTTDL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở VH,TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở LĐTB&XH", "Sở Lao động, Thương binh và Xã hội"),
        ("Sở NN&PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Sở NN&MT", "Sở Nông nghiệp và Môi trường"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
        ("Sở Giáo dục - Đào tạo", "Sở Giáo dục và Đào tạo"),
        ("LĐLĐ tỉnh", "Liên đoàn Lao động tỉnh"),
        ("UBMTTQ tỉnh", "Ủy ban Mặt trận Tổ quốc tỉnh"),
        (
            "Đoàn TNCS Hồ Chí Minh tỉnh",
            "Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh",
        ),
        ("TTYT huyện", "Trung tâm Y tế huyện"),
        ("CDC tỉnh", "Trung tâm Kiểm soát bệnh tật tỉnh"),
        ("Trạm Y tế", "Trạm Y tế phường"),
    ] {
        for (first, second) in [(short, full), (full, short)] {
            let r = body(&format!(
                "Dự hội nghị và trao đổi các nội dung phối hợp có {first} và {second}."
            ));
            assert_eq!(
                r.organisations,
                ["Ban Tuyên giáo Tỉnh ủy", full],
                "{first}, {second}"
            );
        }
    }
}
