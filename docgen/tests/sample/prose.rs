//! A report whose sections have headings below the outline, lists on two levels,
//! counted lists that begin anywhere, and a table.

use docgen::model::{Align, Block, OfficialDocument, Table};

/// The pieces that people write in a section.
pub fn report_of_prose() -> OfficialDocument {
    let mut document = super::state_report();
    document.appendices.clear();
    let list = |first, below, items: &[&str]| Block::List {
        first,
        below,
        items: items.iter().map(|item| (*item).to_owned()).collect(),
    };
    let mut communes = Table::new(&[
        ("Xã, phường", Align::Left, 14),
        ("Số lớp", Align::Right, 6),
        ("Ghi chú", Align::Left, 20),
    ]);
    for n in 1..=3 {
        communes.push([format!("Xã Số {n:02}"), format!("{}", n * 3), String::new()]);
    }
    document.blocks = vec![
        Block::heading(1, Some("I."), "KẾT QUẢ"),
        Block::heading(2, None, "Tiêu đề nhỏ của mục cấp một"),
        Block::paragraph("Một đoạn."),
        Block::heading(2, Some("1."), "Giáo dục"),
        Block::heading(3, None, "Tiêu đề nhỏ của mục cấp hai"),
        list(None, false, &["Mở 12 lớp.", "Tuyển 340 học viên."]),
        list(None, true, &["Nữ 210 người;", "Dân tộc thiểu số 95 người."]),
        list(None, false, &["Đạt 97,5% kế hoạch."]),
        Block::heading(3, Some("1.1."), "Mầm non"),
        Block::heading(4, None, "Tiêu đề nhỏ dưới đề cương"),
        list(Some(1), false, &["Rà soát", "Bổ sung"]),
        Block::paragraph("Lời xen giữa."),
        list(Some(3), false, &["Tổng kết"]),
        list(Some(1), true, &["Ở xã", "Ở tỉnh"]),
        list(Some(1), false, &["Đếm lại từ đầu"]),
        Block::Table(communes),
        Block::heading(2, Some("2."), "Y tế"),
        Block::paragraph("Trên đây là báo cáo của Sở."),
    ];
    document
}
