//! Documents that tests and the speed example write: a fictional province, no
//! real persons.

pub mod prose;

use docgen::model::{
    Align, Appendix, Block, Capacity, DocumentKind, Header, HeaderCell, Language, OfficialDocument,
    Recipients, Row, Run, Signature, Table,
};
use jiff::civil::{Date, date};

/// A quarter's consolidated report of a Party body on the given date.
pub fn party_report(on: Date) -> OfficialDocument {
    OfficialDocument {
        kind: DocumentKind::Report,
        header: Header {
            parent_body: Some("Tỉnh ủy Sông Lam".into()),
            issuer: "Ban Tuyên giáo và Dân vận".into(),
            number: Some(5),
            symbol: "BC/BTGDVTU".into(),
            place: "Sông Lam".into(),
            date: on,
        },
        type_name: "Báo cáo".into(),
        subject: "Kết quả công tác khoa giáo quý III, phương hướng quý IV năm 2026".into(),
        addressees: vec!["Ban Thường vụ Tỉnh ủy".into()],
        bases: Vec::new(),
        blocks: body(),
        signature: Some(Signature {
            capacity: Capacity::Deputy,
            office_lines: vec!["Trưởng ban".into(), "Phó Trưởng ban".into()],
            full_name: "Hoàng Thị Minh Khuê".into(),
        }),
        recipients: Recipients {
            lines: vec![
                "Ban Tuyên giáo và Dân vận Trung ương".into(),
                "Thường trực Tỉnh ủy".into(),
                "Các thành viên khối khoa giáo".into(),
            ],
            file_copy: Some("Ban Tuyên giáo và Dân vận".into()),
        },
        appendices: vec![appendix("Phụ lục I", false), appendix("Phụ lục II", true)],
        draft_mark: None,
        language: Language::Vietnamese,
    }
}

/// The same matter as a report of a State body.
pub fn state_report() -> OfficialDocument {
    let mut document = party_report(date(2026, 2, 5));
    document.header.parent_body = Some("Ủy ban nhân dân tỉnh Sông Lam".into());
    document.header.issuer = "Sở Giáo dục và Đào tạo".into();
    document.header.symbol = "BC-SGDĐT".into();
    document.bases = vec![
        "Căn cứ Nghị định số 09/2019/NĐ-CP ngày 24 tháng 01 năm 2019 của Chính phủ".into(),
        "Thực hiện chương trình công tác năm 2026".into(),
    ];
    document.addressees = vec![
        "Ủy ban nhân dân tỉnh Sông Lam".into(),
        "Ban Tuyên giáo và Dân vận Tỉnh ủy".into(),
    ];
    document.recipients.lines[0] = "Như trên".into();
    document.recipients.file_copy = Some("VP (03)".into());
    document
}

/// A draft of a letter with the subject under the number.
pub fn draft_letter() -> OfficialDocument {
    let mut document = state_report();
    document.kind = DocumentKind::Letter;
    document.type_name = String::new();
    document.header.symbol = "SGDĐT-VP".into();
    document.header.number = None;
    document.subject = "chuẩn bị báo cáo quý IV năm 2026".into();
    document.bases = Vec::new();
    document.blocks = vec![
        Block::paragraph("Sở đề nghị các đơn vị gửi báo cáo trước ngày 16/12/2026."),
        Block::List {
            first: None,
            below: false,
            items: vec!["Phần lời".into(), "Phần số liệu".into()],
        },
    ];
    document.appendices = Vec::new();
    document.draft_mark = Some("Dự thảo lần 2".into());
    document
}

/// A report with headings of every kind: in order, with the number above in it,
/// with a gap, without a number, and with one that no list can say.
pub fn numbered_report() -> OfficialDocument {
    let mut document = party_report(date(2026, 10, 9));
    document.appendices.clear();
    let headings = [
        (1, Some("I."), "Kết quả"),
        (2, Some("1."), "Tham mưu"),
        (2, Some("2."), "Khoa giáo"),
        (3, Some("2.1."), "Giáo dục"),
        (3, Some("2.2."), "Y tế"),
        (2, Some("4."), "Sau một mục bỏ trống"),
        (3, Some("4.1."), "Mục con"),
        (2, Some("5."), "Tiếp theo"),
        (1, None, "Không số"),
        (1, Some("II."), "Tồn tại"),
        (2, Some("1."), "Chủ quan"),
        (2, Some("đ)"), "Chữ của riêng tiếng Việt"),
        (2, Some("2."), "Khách quan"),
        (1, Some("IV."), "Kiến nghị"),
        (1, Some("V."), "Phương hướng"),
        (2, Some("1."), "Công tác & \"tham mưu\""),
    ];
    document.blocks = headings
        .iter()
        .flat_map(|(level, number, text)| {
            let heading = Block::heading(*level, *number, *text);
            [heading, Block::paragraph("Đã triển khai.")]
        })
        .collect();
    document
}

fn body() -> Vec<Block> {
    vec![
        Block::note("Tổng hợp từ 38/41 đơn vị; chưa có: xã Ba Đèo, xã Nậm Nhùn, Hội Đông y."),
        Block::heading(1, Some("I."), "KẾT QUẢ CÔNG TÁC QUÝ III"),
        Block::heading(2, Some("1."), "Giáo dục và đào tạo"),
        Block::Paragraph {
            runs: vec![
                run("Toàn tỉnh có "),
                Run { bold: true, ..run("16.051") },
                run(" học sinh lớp 6, tăng 2,5% so với cùng kỳ; tỷ lệ trường đạt chuẩn quốc gia là 87,09%. \
                     Các ký hiệu #set, $x$, *đậm*, _nghiêng_, @nhãn, <thẻ> & \"ngoặc\" là chữ thường."),
            ],
        },
        Block::heading(3, Some("a)"), "Kết quả nổi bật"),
        Block::List {
            first: None,
            below: false,
            items: vec![
                "Hoàn thành kế hoạch tuyển sinh đầu cấp, không để xảy ra khiếu kiện kéo dài tại các địa bàn đông dân cư".into(),
                "Phối hợp với ngành y tế tiêm chủng cho 14.068 trẻ".into(),
            ],
        },
        Block::Table(figures()),
        Block::heading(1, Some("II."), "PHƯƠNG HƯỚNG QUÝ IV"),
        Block::List {
            first: Some(1),
            below: false,
            items: vec![
                "Rà soát quy hoạch mạng lưới trường lớp".into(),
                "Chuẩn bị tổng kết 5 năm thực hiện Chỉ thị".into(),
            ],
        },
        Block::paragraph("Trên đây là báo cáo kết quả công tác khoa giáo quý III năm 2026."),
    ]
}

fn run(text: &str) -> Run {
    Run {
        text: text.into(),
        bold: false,
        italic: false,
    }
}

/// A table of figures with a two-row head and a total row.
pub fn figures() -> Table {
    let mut table = Table::new(&[
        ("Chỉ tiêu", Align::Left, 5),
        ("Đơn vị tính", Align::Center, 2),
        ("Quý II", Align::Right, 2),
        ("Quý III", Align::Right, 2),
    ]);
    table.caption = Some("Bảng 1. Một số chỉ tiêu chủ yếu".into());
    let over = |text: &str, span| HeaderCell {
        text: text.into(),
        span,
    };
    table
        .header
        .insert(0, vec![over("Nội dung", 2), over("Kết quả", 2)]);
    table.push(["Học sinh lớp 6", "người", "15.660", "16.051"]);
    table.push(["Trường đạt chuẩn quốc gia", "trường", "2.585", "2.590"]);
    table.push(["Số ca sốt xuất huyết", "ca", "", "223"]);
    table.rows.push(Row {
        cells: ["Cộng", "", "18.245", "18.864"].map(String::from).to_vec(),
        strong: true,
    });
    table.note = Some("Ô trống: đơn vị chưa báo cáo.".into());
    table
}

fn appendix(label: &str, landscape: bool) -> Appendix {
    Appendix {
        label: label.into(),
        title: "Tiến độ nhiệm vụ kỳ trước".into(),
        reference: Some("(Kèm theo Báo cáo số 05-BC/BTGDVTU)".into()),
        blocks: vec![Block::Table(tasks(24))],
        landscape,
    }
}

/// A table of tasks long enough to cross pages.
pub fn tasks(rows: usize) -> Table {
    let mut table = Table::new(&[
        ("TT", Align::Center, 1),
        ("Nhiệm vụ", Align::Left, 6),
        ("Đơn vị chủ trì", Align::Left, 3),
        ("Thời hạn", Align::Center, 2),
        ("Kết quả", Align::Left, 3),
    ]);
    for index in 1..=rows {
        table.push([
            index.to_string(),
            format!("Kiểm tra việc thực hiện kết luận số {index} của hội nghị giao ban kỳ trước tại cơ sở"),
            "Sở Khoa học và Công nghệ".to_owned(),
            "30/9/2026".to_owned(),
            "Hoàn thành đúng hạn".to_owned(),
        ]);
    }
    table
}

/// A report with a section, a list and a table for each of `units` units.
pub fn report_of_units(units: usize) -> OfficialDocument {
    report_of(units, &["Giáo dục", "Y tế", "Khoa học", "Văn hóa"], 1)
}

/// A round of 400 units that write twelve sections each, with 80 tables.
pub fn report_of_a_great_round() -> OfficialDocument {
    let sections = [
        "Giáo dục",
        "Y tế",
        "Dân số",
        "Khoa học",
        "Công nghệ",
        "Văn hóa",
        "Gia đình",
        "Thể thao",
        "Trẻ em",
        "Giảm nghèo",
        "Môi trường",
        "Tuyên giáo",
    ];
    report_of(400, &sections, 5)
}

/// Every `one_in`th unit has a table.
fn report_of(units: usize, sections: &[&str], one_in: usize) -> OfficialDocument {
    let mut document = party_report(date(2026, 10, 9));
    document.appendices.clear();
    document.blocks.clear();
    for unit in 1..=units {
        let number = format!("{unit}.");
        document.blocks.push(Block::heading(
            2,
            Some(&number),
            format!("Xã Đơn Vị {unit}"),
        ));
        for section in sections {
            document.blocks.push(Block::paragraph(format!(
                "{section}: đơn vị {unit} đã hoàn thành kế hoạch quý III, phối hợp chặt chẽ với các \
                 ngành, tổ chức 12 lớp tập huấn cho 345 lượt người; tỷ lệ đạt 97,5%, tăng 1,2 điểm phần \
                 trăm so với cùng kỳ năm trước; còn hai nhiệm vụ chậm tiến độ do thiếu nhân lực."
            )));
        }
        if unit % one_in == 0 {
            document.blocks.push(Block::Table(figures()));
        }
    }
    document
}
