//! Tables of tasks with any number of columns, of web pages and Word files: which unit
//! leads and by when is told by the head row.

// What other tests need is there too.
#[allow(dead_code)]
mod mutate;

use extract::{ReadOptions, Reading, read_document};
use mutate::{archive, document_xml};

/// Task, lead, words of the day, day.
type Told<'a> = (&'a str, Option<&'a str>, Option<&'a str>, Option<&'a str>);

const LETTERHEAD: &[&str] = &[
    "TỈNH ỦY HÀ TĨNH",
    "BAN TUYÊN GIÁO",
    "*",
    "Số 12-KH/BTGTU",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "Hà Tĩnh, ngày 15 tháng 4 năm 2022",
    "",
    "KẾ HOẠCH",
    "công tác khoa giáo quý II năm 2022",
    "",
    "Ban Tuyên giáo Tỉnh ủy ban hành Kế hoạch công tác khoa giáo quý II năm 2022 với những nội dung sau đây.",
];
const BEHIND: &[&str] = &[
    "Nơi nhận:",
    "- Các sở, ngành;",
    "- Lưu.",
    "TRƯỞNG BAN",
    "Nguyễn Văn An",
];

/// A cell of Word with what its form asks for.
struct Cell<'a>(&'a str, &'a str);

fn docx(rows: &[&[Cell<'_>]]) -> Vec<u8> {
    let p = |t: &&str| format!("<w:p><w:r><w:t>{t}</w:t></w:r></w:p>");
    let paragraphs = |all: &[&str]| all.iter().map(p).collect::<String>();
    let cell = |Cell(form, words): &Cell<'_>| {
        let words: String = words.split('\n').map(|t| p(&t)).collect();
        format!("<w:tc><w:tcPr><w:tcW w:w=\"900\"/>{form}</w:tcPr>{words}</w:tc>")
    };
    let rows: String = rows
        .iter()
        .map(|cells| {
            let cells: String = cells.iter().map(cell).collect();
            format!("<w:tr>{cells}</w:tr>")
        })
        .collect();
    let body = format!(
        "{}<w:tbl><w:tblPr/>{rows}</w:tbl>{}",
        paragraphs(LETTERHEAD),
        paragraphs(BEHIND)
    );
    archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", &document_xml(&body)),
    ])
}

fn plain<'a>(rows: &[&'a [&'a str]]) -> Vec<Vec<Cell<'a>>> {
    let cells = |row: &&'a [&'a str]| row.iter().map(|words| Cell("", words)).collect();
    rows.iter().map(cells).collect()
}

fn read(name: &str, bytes: &[u8]) -> Reading {
    let read = read_document(name, bytes, &ReadOptions::default());
    assert!(!read.is_refused(), "{:?}", read.findings);
    read.value
}

fn text(name: &str, bytes: &[u8]) -> String {
    extract::format::read_source(name, bytes, &ReadOptions::default())
        .value
        .text
}

fn word(rows: &[&[&str]]) -> Reading {
    let rows = plain(rows);
    let rows: Vec<&[Cell<'_>]> = rows.iter().map(Vec::as_slice).collect();
    read("a.docx", &docx(&rows))
}

#[track_caller]
fn tells(reading: &Reading, expected: &[Told<'_>]) {
    let details: Vec<(String, Option<String>, Option<String>, Option<String>)> = reading
        .tasks
        .iter()
        .enumerate()
        .map(|(at, task)| {
            let detail = reading.task_details.get(at).cloned().unwrap_or_default();
            let day = detail.due.as_ref().and_then(|d| d.date);
            (
                task.clone(),
                detail.lead,
                detail.due.map(|d| d.text),
                day.map(|d| d.to_string()),
            )
        })
        .collect();
    let told: Vec<Told<'_>> = details
        .iter()
        .map(|(task, lead, due, day)| {
            (
                task.as_str(),
                lead.as_deref(),
                due.as_deref(),
                day.as_deref(),
            )
        })
        .collect();
    assert_eq!(told, expected);
}

fn web(rows: &str) -> Vec<u8> {
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Hội nghị giao ban công tác khoa giáo quý I năm 2022</title></head><body><div><h1>Hội nghị giao ban công tác khoa giáo quý I năm 2022</h1><p>Ngày 8/4/2022, Ban Tuyên giáo Tỉnh ủy Hà Tĩnh tổ chức hội nghị giao ban công tác khoa giáo quý I năm 2022 tại Hội trường Tỉnh ủy. Đồng chí Trần Văn Nam, Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị.</p><p>Danh mục nhiệm vụ quý II năm 2022 ban hành kèm theo thông báo kết luận của hội nghị.</p>{rows}</div></body></html>"
    )
    .into_bytes()
}

/// Reading in (k): a row of a plan in a web page is a task with its lead and its day.
#[test]
fn a_plan_of_a_web_page_is_read_row_by_row() {
    let rows = "<table border=1><tbody><tr><td><p><strong>STT</strong></p></td><td><p><strong>Nhiệm vụ</strong></p></td><td><p><strong>Đơn vị chủ trì</strong></p></td><td><p><strong>Đơn vị phối hợp</strong></p></td><td><p><strong>Thời hạn</strong></p></td></tr>\
        <tr><td><p>1</p></td><td><p>Rà soát tình hình dịch bệnh,</p><p>báo cáo Ban Tuyên giáo</p></td><td><p>Sở Y tế</p></td><td><p>Sở Nội vụ</p></td><td><p>Trước ngày 20/5/2022</p></td></tr>\
        <tr><td>2</td><td>Triển khai Kế hoạch số 15-KH/TU</td><td>Sở Giáo dục và Đào tạo</td><td></td><td>Tháng 6/2022</td></tr></tbody></table>";
    let page = web(rows);
    let lines = text("a.html", &page);
    assert!(
        lines.contains("STT | Nhiệm vụ | Đơn vị chủ trì | Đơn vị phối hợp | Thời hạn\n"),
        "{lines}"
    );
    let reading = read("a.html", &page);
    tells(
        &reading,
        &[
            (
                "Rà soát tình hình dịch bệnh, báo cáo Ban Tuyên giáo",
                Some("Sở Y tế"),
                Some("Trước ngày 20/5/2022"),
                Some("2022-05-20"),
            ),
            (
                "Triển khai Kế hoạch số 15-KH/TU",
                Some("Sở Giáo dục và Đào tạo"),
                Some("Tháng 6/2022"),
                Some("2022-06-30"),
            ),
        ],
    );
    assert!(reading.spans.contains_key("task_details[1].lead"));
}

/// Reading in (k): columns beside them take nothing from lead and day, whatever their
/// order.
#[test]
fn a_plan_with_further_columns_keeps_lead_and_day() {
    let reading = word(&[
        &[
            "TT",
            "Nội dung công việc",
            "Sản phẩm",
            "Cơ quan phối hợp",
            "Cơ quan thực hiện",
            "Thời gian hoàn thành",
            "Ghi chú",
        ],
        &["I", "Lĩnh vực y tế", "", "", "", "", ""],
        &[
            "1",
            "Rà soát tình hình\ndịch bệnh",
            "Báo cáo",
            "Sở Nội vụ; UBND các huyện",
            "Sở Y tế",
            "20/5/2022",
            "Theo Kế hoạch số 15-KH/TU ngày 12/3/2022",
        ],
        &[
            "2",
            "Tham mưu sơ kết Chỉ thị số 28-CT/TU",
            "Tờ trình",
            "",
            "Giám đốc Sở Giáo dục và Đào tạo",
            "Quý II",
            "",
        ],
        &[
            "3",
            "Tuyên truyền về khoa học và công nghệ",
            "",
            "Sở Y tế",
            "Các sở, ngành",
            "Thường xuyên",
            "",
        ],
        &[
            "4",
            "Kiểm tra an toàn thực phẩm",
            "",
            "",
            "nt",
            "Từ ngày 1/6 đến ngày 30/6/2022",
            "",
        ],
    ]);
    tells(
        &reading,
        &[
            (
                "Rà soát tình hình dịch bệnh",
                Some("Sở Y tế"),
                Some("20/5/2022"),
                Some("2022-05-20"),
            ),
            (
                "Tham mưu sơ kết Chỉ thị số 28-CT/TU",
                Some("Sở Giáo dục và Đào tạo"),
                Some("Quý II"),
                Some("2022-06-30"),
            ),
            ("Tuyên truyền về khoa học và công nghệ", None, None, None),
            (
                "Kiểm tra an toàn thực phẩm",
                None,
                Some("Từ ngày 1/6 đến ngày 30/6/2022"),
                Some("2022-06-30"),
            ),
        ],
    );
}

/// Reading in (k): a head of two rows names its columns by the lower one, and a cell
/// over several rows holds for each of them.
#[test]
fn cells_that_reach_over_rows_and_columns_are_told() {
    let (first, below) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let two = "<w:gridSpan w:val=\"2\"/>";
    let bytes = docx(&[
        &[
            Cell(first, "TT"),
            Cell(first, "Nhiệm vụ"),
            Cell(two, "Đơn vị thực hiện"),
            Cell(first, "Thời hạn"),
        ],
        &[
            Cell(below, ""),
            Cell(below, ""),
            Cell("", "Phối hợp"),
            Cell("", "Chủ trì"),
            Cell(below, ""),
        ],
        &[
            Cell("", "1"),
            Cell("", "Rà soát dịch bệnh"),
            Cell("", "Sở Nội vụ"),
            Cell(first, "Sở Y tế"),
            Cell("", "Tháng 5/2022"),
        ],
        &[
            Cell("", "2"),
            Cell("", "Kiểm tra an toàn thực phẩm"),
            Cell("", ""),
            Cell(below, ""),
            Cell("", "Tháng 6/2022"),
        ],
    ]);
    let expected = [
        (
            "Rà soát dịch bệnh",
            Some("Sở Y tế"),
            Some("Tháng 5/2022"),
            Some("2022-05-31"),
        ),
        (
            "Kiểm tra an toàn thực phẩm",
            Some("Sở Y tế"),
            Some("Tháng 6/2022"),
            Some("2022-06-30"),
        ),
    ];
    tells(&read("a.docx", &bytes), &expected);
    let page = web(
        "<table><tr><td rowspan=2>TT</td><td rowspan=2>Nhiệm vụ</td><td colspan=2>Đơn vị thực hiện</td><td rowspan=2>Thời hạn</td></tr><tr><td>Phối hợp</td><td>Chủ trì</td></tr><tr><td>1</td><td>Rà soát dịch bệnh</td><td>Sở Nội vụ</td><td rowspan=2>Sở Y tế</td><td>Tháng 5/2022</td></tr><tr><td>2</td><td>Kiểm tra an toàn thực phẩm</td><td></td><td>Tháng 6/2022</td></tr></table>",
    );
    tells(&read("a.html", &page), &expected);
}

/// Reading in (k): the columns tell more than words without an announcement would.
#[test]
fn what_the_column_says_needs_no_words_of_its_own() {
    let head: &[&str] = &["TT", "Nhiệm vụ", "Chủ trì, phối hợp", "Thời hạn hoàn thành"];
    for (lead, due, expected) in [
        (
            "Sở Y tế chủ trì, Sở Nội vụ phối hợp",
            "6/2022",
            (Some("Sở Y tế"), Some("2022-06-30")),
        ),
        (
            "Chủ trì: Sở Y tế; phối hợp: Sở Nội vụ",
            "Trước 20/5",
            (Some("Sở Y tế"), Some("2022-05-20")),
        ),
        (
            "Sở Nội vụ, Sở Y tế",
            "Trước quý III",
            (None, Some("2022-06-30")),
        ),
        ("", "20/5/2022; 20/8/2022", (None, None)),
    ] {
        let r = word(&[head, &["1", "Rà soát dịch bệnh", lead, &format!("{due}.")]]);
        assert_eq!(r.tasks, ["Rà soát dịch bệnh"], "{lead}");
        let detail = r.task_details.first().cloned().unwrap_or_default();
        assert_eq!(detail.lead.as_deref(), expected.0, "{lead}");
        let told = detail.due.expect("the column tells by when");
        assert_eq!(told.text, due);
        assert_eq!(
            told.date.map(|d| d.to_string()).as_deref(),
            expected.1,
            "{due}"
        );
    }
    let r = word(&[
        &["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"],
        &[
            "1",
            "Rà soát dịch bệnh",
            "Phòng Lý luận chính trị",
            "Tháng 5",
        ],
    ]);
    assert_eq!(
        r.task_details[0].lead.as_deref(),
        Some("Phòng Lý luận chính trị")
    );
}

/// Reading in (k): programmes, and tables of what came of tasks, set none.
#[test]
fn a_table_of_results_or_a_programme_sets_no_task() {
    for rows in [
        [
            ["Thời gian", "Nội dung", "Người thực hiện"],
            ["8h00", "Báo cáo kết quả công tác khoa giáo", "Sở Y tế"],
        ],
        [
            ["Nhiệm vụ", "Đơn vị chủ trì", "Kết quả thực hiện"],
            ["Rà soát dịch bệnh", "Sở Y tế", "Đã hoàn thành tháng 3/2022"],
        ],
    ] {
        let rows: String = rows
            .iter()
            .map(|row| format!("<tr><td>{}</td></tr>", row.join("</td><td>")))
            .collect();
        let page = web(&format!("<table>{rows}</table>"));
        assert!(!text("a.html", &page).contains(" | "));
        assert_eq!(read("a.html", &page).tasks, Vec::<String>::new());
    }
}
