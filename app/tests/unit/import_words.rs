//! What files may say and how they are answered: words of the pages,
//! differences from what is known, templates, files that are no tables.

use super::import::told;
use super::made::*;
use app::import::{people, people_template, units, units_template};
use app::{AppError, Locale};
use domain::field::Field;
use jiff::civil::date;
use std::io::{Cursor, Read, Write};
use testkit::TestApp;

#[tokio::test]
async fn r_1_9_a_file_in_the_words_of_the_pages_is_taken() {
    let app = TestApp::new().await;
    let admin = app.administrator().await;
    let text = "\u{feff}Mã đơn vị;Tên;Loại đơn vị;Cấp;Mã cấp trên;Từ ngày;Lĩnh vực\n\
        XN1;Xã Nhập Một;Xã, phường, đặc khu;XÃ;TU;01/07/2026;\"Y tế; Khuyến học, khuyến tài\"\n\
        XN2;Trường Hai;don vi su nghiep;tỉnh;TU;1/8/2026;y_te,khac\n";
    let outcome = units(&admin, text.as_bytes(), false).await.unwrap();
    assert_eq!(told(&outcome.errors), []);
    assert!(outcome.is_written);
    let history = store::unit::history(&app.app.store.read()).await.unwrap();
    let born = |code: &str| history.life(history.by_code(code).unwrap())[0].clone();
    assert_eq!(born("XN1").kind.code(), "commune");
    assert_eq!(born("XN1").valid_from, date(2026, 7, 1));
    assert_eq!(born("XN2").kind.code(), "service_unit");
    assert_eq!(born("XN2").tier.code(), "province");
    assert_eq!(born("XN2").valid_from, date(2026, 8, 1));
    for (code, expected) in [
        ("XN1", [Field::YTe, Field::KhuyenHoc]),
        ("XN2", [Field::YTe, Field::Khac]),
    ] {
        let unit = history.by_code(code).unwrap();
        let spans = history.functions().iter().filter(|s| s.unit == unit);
        let mut fields: Vec<_> = spans.map(|s| s.field).collect();
        fields.sort_unstable();
        assert_eq!(fields, expected, "{code}");
    }
    let text = "Tên đăng nhập,Họ và tên,Đơn vị,Vai trò,Từ ngày\n\
        nhap.mot,Lê Thị Thoa,XN1,Thủ trưởng đơn vị,1/7/2026\n\
        nhap.hai,Trần Văn Đoài,XN2,nguoi lap bao cao,01/08/26\n\
        nhap.ba,Hoàng Thị Sim,XN2,trưởng thôn,\n";
    let outcome = people(&admin, text.as_bytes(), true).await.unwrap();
    assert_eq!(
        told(&outcome.errors),
        [
            (3, "from", "date", "01/08/26", ""),
            (4, "role", "role", "trưởng thôn", ""),
        ]
    );
    assert!(outcome.errors[0].words(Locale::Vi).contains("01/07/2026"));
    assert_eq!(outcome.errors[1].column_words(Locale::Vi), "Vai trò");
}

#[tokio::test]
async fn r_1_9_a_known_unit_that_the_file_describes_otherwise_is_remarked_on_and_kept() {
    let app = TestApp::new().await;
    let admin = app.administrator().await;
    let head = "code,name,short_name,kind,tier,parent,from,fields\n";
    let text = format!(
        "{head}XTD,Xã Thượng Điền,,department,province,SYT,1/1/2026,y_te\n\
        XHS,Xã Hạ Suối,Xã Hạ Suối,commune,commune,TU,2025-07-01,giam_ngheo_an_sinh;y_te;giao_duc_dao_tao\n"
    );
    let before = store::unit::history(&app.app.store.read()).await.unwrap();
    let outcome = units(&admin, text.as_bytes(), false).await.unwrap();
    assert_eq!((outcome.new, outcome.known), (0, 2));
    assert_eq!(told(&outcome.errors), []);
    let fields = "Giáo dục và đào tạo; Y tế; Giảm nghèo, an sinh xã hội";
    let commune = "Xã, phường, đặc khu";
    assert_eq!(
        told(&outcome.remarks),
        [
            (2, "kind", "differs", "Sở, ban, ngành", commune),
            (2, "tier", "differs", "Tỉnh, thành phố", commune),
            (2, "parent", "differs", "SYT", "TU"),
            (2, "from", "differs", "01/01/2026", "01/07/2025"),
            (2, "fields", "differs", "Y tế", fields),
        ]
    );
    let after = store::unit::history(&app.app.store.read()).await.unwrap();
    let xtd = app.unit("XTD");
    assert_eq!(after.life(xtd), before.life(xtd));
    let other = format!("{head}XTD,Xã Khác,,commune,commune,TU,,\n");
    let outcome = units(&admin, other.as_bytes(), true).await.unwrap();
    assert_eq!(
        told(&outcome.errors),
        [(2, "name", "unit_differs", "Xã Khác", "Xã Thượng Điền")]
    );
}

#[tokio::test]
async fn r_1_9_another_post_for_a_known_person_is_remarked_on_and_not_given() {
    let app = TestApp::new().await;
    let admin = app.administrator().await;
    let before = posts(&app, TODAY).await;
    let text = "login,name,unit,role,from\n\
        bc.xtd,Người dùng bc.xtd,SYT,head_of_unit,\n\
        bc.xhs,Người dùng bc.xhs,XHS,reporter,\n\
        dieuphoi2,Người dùng dieuphoi2,TU,leader,\n";
    let outcome = people(&admin, text.as_bytes(), false).await.unwrap();
    assert_eq!((outcome.new, outcome.known), (0, 3));
    let (said, known) = ("Thủ trưởng đơn vị – SYT", "Người lập báo cáo – XTD");
    assert_eq!(
        told(&outcome.remarks),
        [
            (2, "role", "post_differs", said, known),
            // Of another province: what the person is there is not told.
            (4, "login", "person_elsewhere", "dieuphoi2", ""),
        ]
    );
    assert_eq!(posts(&app, TODAY).await, before);
    // Two posts of somebody new in one file: the second row is told.
    let text = "login,name,unit,role\n\
        nhap.mot,Lê Thị Thoa,XTD,reporter\n\
        nhap.mot,Lê Thị Thoa,XHS,reporter\n";
    let outcome = people(&admin, text.as_bytes(), false).await.unwrap();
    assert_eq!(
        told(&outcome.errors),
        [(3, "login", "twice", "nhap.mot", "")]
    );
    assert!(!outcome.is_written);
}

/// a row is refused for what the page refuses for a post given by hand.
#[tokio::test]
async fn r_1_9_a_row_with_a_wrong_address_or_a_post_before_its_unit_is_told() {
    let app = TestApp::new().await;
    let admin = app.administrator().await;
    let before = posts(&app, TODAY).await;
    let text = "login,name,email,unit,role,from\n\
        nhap.mot,Lê Thị Thoa,abc,XTD,reporter,\n\
        nhap.hai,Trần Văn Đoài,hai@xa.vn,XTD,reporter,30/06/2025\n\
        nhap.ba,Hoàng Thị Sim,,XTD,reporter,01/07/2026\n\
        nhap.tu,Vi Văn Tư,tu@xa.vn,XTD,reporter,\n";
    for is_dry in [true, false] {
        let outcome = people(&admin, text.as_bytes(), is_dry).await.unwrap();
        assert_eq!(
            told(&outcome.errors),
            [
                (2, "email", "account.email_form", "abc", ""),
                (3, "unit", "account.unit_not_there", "XTD", "30/06/2025"),
            ]
        );
        assert!(!outcome.is_written);
        let words = outcome.errors[1].words(Locale::Vi);
        assert!(words.contains("30/06/2025"), "{words}");
    }
    assert_eq!(posts(&app, TODAY).await, before);
}

/// The workbook with one of its texts replaced, as a person fills it in.
fn filled(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut book = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..book.len() {
        let mut part = book.by_index(n).unwrap();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        if part.name().ends_with("sharedStrings.xml") {
            let strings = String::from_utf8(text).unwrap();
            assert!(strings.contains(from), "{from}");
            text = strings.replace(from, to).into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(part.name(), options).unwrap();
        out.write_all(&text).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[tokio::test]
async fn r_1_9_a_template_is_taken_once_its_example_row_was_replaced() {
    let app = TestApp::new().await;
    let admin = app.administrator().await;
    let template = units_template(&admin).await.unwrap();
    let outcome = units(&admin, &template, true).await.unwrap();
    assert_eq!(told(&outcome.errors), [(5, "code", "example", "VI-DU", "")]);
    let done = filled(&template, "VI-DU", "XN1");
    let outcome = units(&admin, &done, false).await.unwrap();
    assert_eq!(told(&outcome.errors), []);
    assert_eq!((outcome.rows, outcome.is_written), (1, true));
    let template = people_template(&admin).await.unwrap();
    let outcome = people(&admin, &template, true).await.unwrap();
    assert_eq!(
        told(&outcome.errors),
        [(5, "login", "example", "vi.du", "")]
    );
    let done = filled(&template, "vi.du", "nhap.mot");
    let outcome = people(&admin, &done, false).await.unwrap();
    assert_eq!(told(&outcome.errors), []);
    assert_eq!((outcome.rows, outcome.is_written), (1, true));
    let stranger = app.coordinator().await;
    for refused in [
        units_template(&stranger).await,
        people_template(&stranger).await,
    ] {
        assert!(matches!(refused, Err(AppError::Forbidden)));
    }
}

#[tokio::test]
async fn r_1_9_a_file_that_is_no_table_is_refused_in_words() {
    let app = TestApp::new().await;
    let admin = app.administrator().await;
    for bytes in [
        &b"%PDF-1.7 x"[..],
        b"{\\rtf1 x}",
        b"\x89PNG\r\n\x1a\n\0\0\0\0",
    ] {
        let outcome = units(&admin, bytes, true).await.unwrap();
        assert_eq!(told(&outcome.errors), [(0, "", "file_type", "", "")]);
        let words = outcome.errors[0].words(Locale::Vi);
        assert_eq!(words, "không phải tệp csv hoặc xlsx");
    }
    let outcome = people(&admin, b"chao cac dong chi\n", true).await.unwrap();
    let codes: Vec<_> = outcome.errors.iter().map(|e| e.code).collect();
    assert_eq!(codes, ["header_missing"]);
    assert!(outcome.errors[0].value.contains("tên đăng nhập"));
}
