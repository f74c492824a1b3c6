//! Who chairs and in which role, one way of telling it after the other.

use extract::reading::{Reading, read_text};

fn page(words: &str) -> Reading {
    read_text(&format!(
        "Quảng Ninh: Tổng kết công tác khoa giáo năm 2019\nCập nhật: 20/12/2019 16:22\nChiều 19-12, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị tổng kết công tác khoa giáo năm 2019.\n{words}\n"
    ))
    .value
}

fn chairs(words: &str) -> Vec<(String, Option<String>)> {
    let chairs = page(words).chairs;
    chairs.into_iter().map(|c| (c.name, c.role)).collect()
}

/// Each chair with the role, an empty one for none.
fn assert_chairs(words: &str, expected: &[(&str, &str)]) {
    let read = chairs(words);
    let read: Vec<(&str, &str)> = read
        .iter()
        .map(|(name, role)| (name.as_str(), role.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(read, expected, "{words}");
}

const TIEN: (&str, &str) = ("Vũ Quyết Tiến", "Phó Trưởng Ban Tuyên giáo Tỉnh ủy");
const HANH: (&str, &str) = ("Nguyễn Thị Hạnh", "Phó Chủ tịch UBND tỉnh");
const AN: (&str, &str) = ("Lê Ân", "Giám đốc Sở Y tế");

/// a role ends where the next person with a role begins.
#[test]
fn a_role_ends_before_the_next_person() {
    assert_chairs(
        "Các đồng chí: Vũ Quyết Tiến, Phó Trưởng Ban Thường trực Ban Tuyên giáo Tỉnh ủy và Trịnh Đăng Thanh, Phó Giám đốc Sở GD&ĐT đồng chủ trì hội nghị.",
        &[
            (
                "Vũ Quyết Tiến",
                "Phó Trưởng Ban Thường trực Ban Tuyên giáo Tỉnh ủy",
            ),
            ("Trịnh Đăng Thanh", "Phó Giám đốc Sở GD&ĐT"),
        ],
    );
    assert_chairs(
        "Đồng chí Vũ Quyết Tiến, Phó Trưởng Ban Tuyên giáo Tỉnh ủy và Lê Ân, Giám đốc Sở Y tế đồng chủ trì hội nghị.",
        &[TIEN, AN],
    );
    // What belongs to the role stays with it.
    assert_chairs(
        "Đồng chí Vũ Quyết Tiến, Trưởng Ban Tuyên giáo và Dân vận Tỉnh ủy chủ trì hội nghị.",
        &[("Vũ Quyết Tiến", "Trưởng Ban Tuyên giáo và Dân vận Tỉnh ủy")],
    );
}

/// a list of many ends at its verb alone.
#[test]
fn all_of_a_list_chair() {
    for words in [
        "Các đồng chí Vũ Quyết Tiến - Phó Trưởng Ban Tuyên giáo Tỉnh ủy, Nguyễn Thị Hạnh - Phó Chủ tịch UBND tỉnh, Lê Ân - Giám đốc Sở Y tế chủ trì.",
        "Chủ trì hội nghị có các ông, bà: Vũ Quyết Tiến, Phó Trưởng Ban Tuyên giáo Tỉnh ủy; Nguyễn Thị Hạnh, Phó Chủ tịch UBND tỉnh và Lê Ân, Giám đốc Sở Y tế.",
    ] {
        assert_chairs(words, &[TIEN, HANH, AN]);
    }
    assert_chairs(
        "Dự hội nghị có các đồng chí Vũ Quyết Tiến, Nguyễn Thị Hạnh; đồng chí Lê Ân, Giám đốc Sở Y tế chủ trì.",
        &[AN],
    );
}

/// roles before names, of both.
#[test]
fn two_persons_behind_their_roles_both_chair() {
    for words in [
        "Đồng chí Phó Trưởng Ban Tuyên giáo Tỉnh ủy Vũ Quyết Tiến và Giám đốc Sở Y tế Lê Hồng Ân đồng chủ trì.",
        "Phó Trưởng Ban Tuyên giáo Tỉnh ủy Vũ Quyết Tiến và Giám đốc Sở Y tế Lê Hồng Ân đồng chủ trì.",
    ] {
        assert_chairs(words, &[TIEN, ("Lê Hồng Ân", "Giám đốc Sở Y tế")]);
    }
}

/// a title stands for a form of address.
#[test]
fn a_chair_may_be_told_by_title() {
    assert_chairs(
        "Dưới sự chủ trì của PGS.TS Nguyễn Văn Thắng, Uỷ viên dự khuyết BCH Trung ương Đảng, Hội nghị nghe 4 báo cáo.",
        &[("Nguyễn Văn Thắng", "Uỷ viên dự khuyết BCH Trung ương Đảng")],
    );
}

/// what a bracket tells of a person hides no role behind it.
#[test]
fn a_note_in_brackets_keeps_the_role() {
    assert_chairs(
        "Đồng chí Lò Văn Ơn (dân tộc Thái), Trưởng ban Dân tộc tỉnh và Sùng A Hồ, Phó Trưởng Ban Tuyên giáo Tỉnh ủy đồng chủ trì.",
        &[
            ("Lò Văn Ơn", "Trưởng ban Dân tộc tỉnh"),
            ("Sùng A Hồ", "Phó Trưởng Ban Tuyên giáo Tỉnh ủy"),
        ],
    );
    for words in [
        "Đồng chí Vũ Quyết Tiến (ảnh), Phó Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị.",
        "Đồng chí Vũ Quyết Tiến (ảnh) - Phó Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị.",
    ] {
        assert_chairs(words, &[TIEN]);
    }
}

/// lines of minutes name the chair behind a colon.
#[test]
fn a_line_names_the_chair_behind_a_colon() {
    assert_chairs(
        "Chủ trì: Vũ Quyết Tiến, Phó Trưởng Ban Tuyên giáo Tỉnh ủy.\nThư ký: Lê Thị Hoa.",
        &[TIEN],
    );
    assert_chairs(
        "Chủ trì hội nghị: Vũ Quyết Tiến - Phó Trưởng Ban Tuyên giáo Tỉnh ủy và Lê Ân, Giám đốc Sở Y tế.",
        &[TIEN, AN],
    );
    assert_chairs("Chủ trì: Đoàn Thanh niên tỉnh.", &[]);
    assert_chairs("Cơ quan chủ trì: Sở Y tế.", &[]);
}
