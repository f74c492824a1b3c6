//! Tables of web pages: what belongs together in a row stays on one line, as in Word
//! files; tables that lay a page out are read cell by cell, as ever.

use extract::{ReadOptions, Reading, read_document};

const OPENING: &str = "<p>Ngày 8/4/2022, Ban Tuyên giáo Tỉnh ủy Hà Tĩnh tổ chức hội nghị giao ban công tác khoa giáo quý I năm 2022 tại Hội trường Tỉnh ủy. Đồng chí Trần Văn Nam, Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị.</p>";

fn page(body: &str) -> Vec<u8> {
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Hội nghị giao ban công tác khoa giáo quý I năm 2022</title></head><body><div class=\"noi-dung\"><h1>Hội nghị giao ban công tác khoa giáo quý I năm 2022</h1>{OPENING}{body}</div></body></html>"
    )
    .into_bytes()
}

fn lines(body: &str) -> Vec<String> {
    let read = extract::format::read_source("a.html", &page(body), &ReadOptions::default());
    assert!(!read.is_refused(), "{:?}", read.findings);
    let lines = read.value.text.lines().map(str::to_owned);
    lines
        .filter(|l| !l.is_empty())
        .skip_while(|l| !l.starts_with("Ngày 8/4/2022"))
        .skip(1)
        .collect()
}

fn facts(body: &str) -> Reading {
    let read = read_document("a.html", &page(body), &ReadOptions::default());
    assert!(!read.is_refused(), "{:?}", read.findings);
    read.value
}

/// Rows of a table, each cell within `<p>`, as editors paste them from Word.
fn table(rows: &[&[&str]]) -> String {
    let row = |cells: &&[&str]| {
        let cells: String = cells
            .iter()
            .map(|c| format!("<td>\n<p><span>{c}</span></p>\n</td>\n"))
            .collect();
        format!("<tr>\n{cells}</tr>\n")
    };
    let rows: String = rows.iter().map(row).collect();
    format!("<table border=\"1\">\n<tbody>\n{rows}</tbody>\n</table>\n")
}

/// Reading in (k): a row of figures is one line, with or without a head row of its own kind.
#[test]
fn a_row_of_figures_is_one_line() {
    let figures = table(&[
        &["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện"],
        &["1", "Tỷ lệ bao phủ bảo hiểm y tế", "%", "92", "90,4"],
        &[
            "2",
            "Số xã đạt tiêu chí<br>quốc gia về y tế",
            "xã",
            "210",
            "198",
        ],
    ]);
    assert_eq!(
        lines(&figures),
        [
            "TT\tChỉ tiêu\tĐVT\tKế hoạch\tThực hiện",
            "1\tTỷ lệ bao phủ bảo hiểm y tế\t%\t92\t90,4",
            "2\tSố xã đạt tiêu chí quốc gia về y tế\txã\t210\t198",
        ]
    );
    let told = facts(&figures).figures;
    let told: Vec<_> = told.iter().map(|f| (f.value, f.unit.as_deref())).collect();
    assert!(told.contains(&(90.4, Some("%"))), "{told:?}");
    assert!(told.contains(&(198.0, Some("xã"))), "{told:?}");
    let bare = table(&[&["Số trường", "412"], &["Số học sinh", "98.400"]]);
    assert_eq!(lines(&bare), ["Số trường\t412", "Số học sinh\t98.400"]);
    let headed = "<table><thead><tr><th>Cấp học</th><th>Số lớp</th></tr></thead><tbody><tr><td>Tiểu học</td><td>98</td></tr></tbody></table>";
    assert_eq!(lines(headed), ["Cấp học\tSố lớp", "Tiểu học\t98"]);
}

/// Reading in (k): number, day and subject of a document stand together, also when the page
/// links each of them.
#[test]
fn a_document_of_a_list_is_one_line() {
    let list = table(&[
        &["STT", "Số, ký hiệu", "Ngày ban hành", "Trích yếu"],
        &[
            "1",
            "<a href=\"/1\">15-KH/TU</a>",
            "12/4/2022",
            "<a href=\"/1\">Kế hoạch triển khai công tác khoa giáo</a>",
        ],
        &[
            "2",
            "<a href=\"/2\">28-CT/TU</a>",
            "20/4/2022",
            "<a href=\"/2\">Tăng cường phòng, chống dịch</a>",
        ],
    ]);
    let lines = lines(&list);
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert_eq!(
        lines[2],
        "2\t28-CT/TU\t20/4/2022\tTăng cường phòng, chống dịch"
    );
    // In a row, as in a sentence, a number is a document's behind the word for its type.
    let typed = table(&[
        &["Số, ký hiệu", "Ngày ban hành", "Trích yếu"],
        &[
            "<a href=\"/1\">Kế hoạch số 15-KH/TU</a>",
            "ngày 12/4/2022",
            "về triển khai công tác khoa giáo của Đảng bộ tỉnh",
        ],
    ]);
    let documents = facts(&format!("{typed}{OPENING}")).documents;
    let told: Vec<_> = documents
        .iter()
        .map(|d| (d.number.as_deref(), d.date.map(|d| d.to_string())))
        .collect();
    assert_eq!(told, [(Some("15-KH/TU"), Some("2022-04-12".to_owned()))]);
}

/// Reading in (k): where a cell reaches over several rows, those below it keep their columns.
#[test]
fn a_cell_over_several_rows_leaves_its_place_empty_in_the_others() {
    let figures = "<table><tr><th rowspan=\"2\">Cấp học</th><th colspan=\"2\">Số học sinh</th></tr><tr><th>Kế hoạch</th><th>Thực hiện</th></tr><tr><td rowspan=2>Tiểu học</td><td>120</td><td>118</td></tr><tr><td>80</td><td>79</td></tr></table>";
    assert_eq!(
        lines(figures),
        [
            "Cấp học\tSố học sinh",
            "\tKế hoạch\tThực hiện",
            "Tiểu học\t120\t118",
            "\t80\t79",
        ]
    );
}

/// Reading in (k): tables that lay a page out, pictures with their words, menus and what one
/// table holds of the other stay cell by cell.
#[test]
fn tables_that_lay_a_page_out_are_read_cell_by_cell() {
    let words = "Hội nghị đánh giá kết quả công tác khoa giáo quý I và bàn nhiệm vụ quý II.";
    for (body, expected) in [
        // One cell with the whole page.
        (
            format!("<table><tr><td><p>{words}</p><p>{words} Hết.</p></td></tr></table>"),
            vec![words.to_owned(), format!("{words} Hết.")],
        ),
        // A picture with its words.
        (
            format!("<table><tr><td><img src=a.jpg></td></tr><tr><td>Quang cảnh hội nghị</td></tr></table><p>{words}</p>"),
            vec!["Quang cảnh hội nghị".to_owned(), words.to_owned()],
        ),
        // Columns without figures or a head.
        (
            format!("<table><tr><td>Tin tức</td><td>{words}</td></tr><tr><td>Văn bản</td><td>Liên kết</td></tr></table>"),
            ["Tin tức", words, "Văn bản", "Liên kết"].map(str::to_owned).to_vec(),
        ),
        // A letterhead beside the name of the State.
        (
            "<table><tr><td>TỈNH ỦY HÀ TĨNH<br>BAN TUYÊN GIÁO</td><td>ĐẢNG CỘNG SẢN VIỆT NAM</td></tr></table>".to_owned(),
            ["TỈNH ỦY HÀ TĨNH", "BAN TUYÊN GIÁO", "ĐẢNG CỘNG SẢN VIỆT NAM"].map(str::to_owned).to_vec(),
        ),
        // A table of data within one that lays out: the inner one has rows.
        (
            format!("<table><tr><td>Mục lục</td><td><p>{words}</p><table><tr><th>Xã</th><th>Số hộ</th></tr><tr><td>An Hòa</td><td>12</td></tr></table></td></tr><tr><td>a</td><td>b</td></tr></table>"),
            ["Mục lục", words, "Xã\tSố hộ", "An Hòa\t12", "a", "b"].map(str::to_owned).to_vec(),
        ),
    ] {
        assert_eq!(lines(&body), expected, "{body}");
    }
    let menu = "<table><tr><th>Chuyên mục</th><th>Liên kết</th></tr><tr><td><ul><li><a href=/>Trang chủ</a></li></ul></td><td><a href=/x>Tỉnh ủy</a></td></tr></table>";
    let lines = lines(menu);
    assert!(lines.iter().any(|l| l == "- Trang chủ"), "{lines:?}");
}

/// a stamp in a cell keeps its line, so that it is seen.
#[test]
fn a_stamp_in_a_table_of_data_is_seen() {
    let stamped = table(&[&["TT", "Nội dung"], &["1", "Số liệu"], &["2", "MẬT"]]);
    let read = read_document("a.html", &page(&stamped), &ReadOptions::default());
    assert_eq!(read.findings.first().map(|f| f.code), Some("state-secret"));
}

/// cells without end, or over thousands of rows, are read at once.
#[test]
fn spans_of_any_size_are_bounded() {
    let rows = "<tr><td rowspan=65000 colspan=65000>a<td>1".repeat(2_000);
    let text = lines(&format!("<table><tr><th>x<th>y{rows}</table>"));
    assert!(text.concat().len() < 400_000, "{}", text.len());
}
