//! A round as it was and in the units of today, on its pages: the opened total, the
//! units side by side, the mapping.

use crate::crowd::texts_of;
use crate::desk::{Answer, Browser};
use app::report::{
    AcceptReport, ReportTyped, SaveDraft, Saved, SignReport, accept, save_draft, submit,
};
use app::unit::{ActInput, Heirs};
use domain::field::Field;
use domain::id::RoundId;
use domain::report::TypedCells;
use domain::unit::{NewUnit, Step, Tier, UnitAct, UnitKind};
use jiff::civil::{Date, date};
use testkit::TestApp;

/// What is counted by GN-03.
pub const NAME: &str = "Kinh phí hỗ trợ an sinh xã hội";
const DAY: Date = date(2026, 10, 6);

/// Sends one figure of a commune's and accepts it.
pub async fn sent(test: &TestApp, round: RoundId, unit: &str, (code, value): (&str, &str)) {
    let typed = ReportTyped {
        cells: TypedCells {
            numbers: [(code.into(), value.into())].into(),
            ..TypedCells::default()
        },
        ..ReportTyped::default()
    };
    sent_report(test, round, unit, typed).await;
}

/// The same of a whole report.
pub async fn sent_report(test: &TestApp, round: RoundId, unit: &str, typed: ReportTyped) {
    let office = test.coordinator().await;
    let matrix = app::round::matrix(&office, round).await.unwrap();
    let of_unit = |row: &&app::round::MatrixRow| row.unit == test.unit(unit);
    let obligation = matrix.rows.iter().find(of_unit).unwrap().obligation;
    let draft = SaveDraft {
        obligation,
        version: 0,
        typed: testkit::saying_why_late(typed),
    };
    let saved = save_draft(&test.reporter(unit).await, draft).await;
    let Saved::Kept(kept) = saved.unwrap() else {
        panic!("the draft is kept")
    };
    let signing = SignReport {
        obligation,
        version: kept.version,
    };
    submit(&test.head(unit).await, signing).await.unwrap();
    let number = 1;
    let input = AcceptReport { obligation, number };
    accept(&office, input).await.unwrap();
}

/// Both communes of the small province have reported, and the round is closed.
pub async fn reported(test: &TestApp, round: RoundId, code: &str, values: [&str; 2]) {
    for (unit, value) in ["XTD", "XHS"].into_iter().zip(values) {
        sent(test, round, unit, (code, value)).await;
    }
    closed(test, round).await;
}

/// The office closes the round.
pub async fn closed(test: &TestApp, round: RoundId) {
    let office = test.coordinator().await;
    let version = app::round::get(&office, round).await.unwrap().version;
    app::round::close(&office, round, version).await.unwrap();
}

async fn small() -> (TestApp, RoundId) {
    let test = TestApp::new().await;
    let round = test.quarter().await;
    reported(&test, round, "GN-03", ["120", "34,5"]).await;
    (test, round)
}

pub fn commune(code: &str) -> Step {
    Step::Create(NewUnit {
        code: code.into(),
        name: format!("Xã {code}"),
        short_name: String::new(),
        symbol: "ĐU".into(),
        kind: UnitKind::Commune,
        tier: Tier::Commune,
        parent: "TU".into(),
        place: "Sông Thao Thượng".into(),
        fields: Vec::new(),
    })
}

fn split(weights: &[i64]) -> Vec<Step> {
    let divide = Step::Split {
        from: "XTD".into(),
        into: vec!["XA".into(), "XB".into()],
        weights: weights.to_vec(),
    };
    vec![commune("XA"), commune("XB"), divide]
}

/// Carries an act out on the day after.
pub async fn reorganise(test: &TestApp, steps: Vec<Step>) {
    let mut heirs = Heirs::default();
    for step in &steps {
        if let Step::Split { from, into, .. } = step {
            heirs.general.insert(from.clone(), into[0].clone());
        }
    }
    let act = UnitAct {
        decision: "983-QĐ/TU".into(),
        decided_on: date(2026, 9, 1),
        effective_on: DAY,
        steps,
    };
    let input = ActInput { act, heirs };
    app::unit::confirm(&test.administrator().await, &input)
        .await
        .unwrap();
    test.go_to(DAY);
    app::unit::apply_due(&test.app).await.unwrap();
}

/// The figures of cells added up, in tenths.
pub fn added(cells: &[String]) -> i64 {
    let tenths = |text: &String| -> Option<i64> {
        let number = text.split(' ').next()?.replace('.', "");
        let (whole, part) = number.split_once(',').unwrap_or((number.as_str(), "0"));
        Some(whole.parse::<i64>().ok()? * 10 + part.parse::<i64>().ok()?)
    };
    cells.iter().filter_map(tenths).sum()
}

/// The line that begins with a name.
pub fn line<'a>(lines: &'a [String], name: &str) -> &'a str {
    let found = lines.iter().find(|line| line.starts_with(name));
    found.unwrap_or_else(|| panic!("{name}: {lines:?}"))
}

/// The page on which the indicator of this name stands beside others, the address of
/// its group, and its place among the columns.
pub async fn side_by_side(
    browser: &Browser,
    round: RoundId,
    name: &str,
) -> (Answer, String, usize) {
    for group in 1..100 {
        let path = format!("/tong-hop/{round}?theo=nay&bang=don-vi&nhom={group}");
        let page = browser.get(&path).await;
        let heads = texts_of(&page, "thead th");
        if let Some(place) = heads.iter().position(|head| head.starts_with(name)) {
            return (page, path, place);
        }
    }
    panic!("no group has it")
}

/// the opened total has other units in the two views and the same sum, and each
/// view leads to the other; the page of totals keeps the view and says per column what
/// was added up.
#[tokio::test]
async fn r_1_4_the_two_views_differ_unit_by_unit_and_agree_in_the_sum() {
    let (test, round) = small().await;
    let merger = Step::Merge {
        from: vec!["XTD".into(), "XHS".into()],
        into: "XM".into(),
    };
    reorganise(&test, vec![commune("XM"), merger]).await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let at = format!("/tong-hop/{round}/chi-tieu/GN-03");
    let was = browser.get(&at).await;
    let is = browser.get(&format!("{at}?theo=nay")).await;
    let names = texts_of(&was, "tbody th");
    for name in ["Xã Thượng Điền", "Xã Hạ Suối"] {
        assert!(names.contains(&name.to_owned()), "{names:?}");
    }
    assert!(names.iter().all(|name| !name.starts_with("Xã XM")));
    let lines = texts_of(&is, "tbody tr");
    let merged = line(&lines, "Xã XM");
    for said in ["Đơn vị trước đây: Xã Hạ Suối, Xã Thượng Điền", "154,5"] {
        assert!(merged.contains(said), "{said}: {merged}");
    }
    let is_old = |line: &String| line.starts_with("Xã Thượng Điền");
    assert!(!lines.iter().any(is_old), "{lines:?}");
    assert_eq!(added(&texts_of(&was, "tbody td:nth-child(2)")), 1545);
    assert!(was.html().contains("<strong>154,5</strong>"));
    assert_eq!(added(&texts_of(&is, "tbody td")), 1545);
    assert_eq!(texts_of(&is, "tfoot td"), ["154,5"]);
    // Lines are not units that were added up: the label counts nothing.
    assert_eq!(texts_of(&is, "tfoot th"), ["Toàn địa bàn"]);
    assert!(was.html().contains(&format!("href=\"{at}?theo=nay\"")));
    assert!(is.html().contains(&format!("href=\"{at}\"")));

    let totals = browser.get(&format!("/tong-hop/{round}?theo=nay")).await;
    assert!(totals.html().contains(&format!("href=\"{at}?theo=nay\"")));
    let of_this = "Cột Kỳ này: số của kỳ này quy đổi theo đơn vị hiện nay";
    assert!(totals.html().contains(of_this), "{}", totals.html());
    assert!(!totals.html().contains("số so sánh cộng"));
    let plain = browser.get(&format!("/tong-hop/{round}")).await;
    assert!(plain.html().contains(&format!("href=\"{at}\"")));

    // Side by side with other indicators the unit has the same figure.
    let (beside, ..) = side_by_side(&browser, round, NAME).await;
    assert!(line(&texts_of(&beside, "tbody tr"), "Xã XM").contains("154,5"));
    let sums = texts_of(&beside, "tfoot tr:last-child td");
    assert!(sums.contains(&"154,5".to_owned()), "{sums:?}");
}

/// nobody's share is guessed: the heirs are *không so sánh được*, the figure
/// stays with the unit that ended, and the sum is the total.
#[tokio::test]
async fn r_1_5_heirs_without_stated_weights_are_said_to_be_incomparable() {
    let (test, round) = small().await;
    reorganise(&test, split(&[])).await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let at = format!("/tong-hop/{round}/chi-tieu/GN-03?theo=nay");
    let page = browser.get(&at).await;
    let lines = texts_of(&page, "tbody tr");
    for heir in ["Xã XA", "Xã XB"] {
        let heir = line(&lines, heir);
        let from = "Xã Thượng Điền (không nêu tỷ trọng, không so sánh được)";
        assert!(heir.contains(from), "{heir}");
        assert!(heir.ends_with("không so sánh được"), "{heir}");
    }
    let old = line(&lines, "Xã Thượng Điền");
    assert!(
        old.contains("đã kết thúc") && old.ends_with("120,0"),
        "{old}"
    );
    assert_eq!(added(&texts_of(&page, "tbody td")), 1545);
    assert_eq!(texts_of(&page, "tfoot td"), ["154,5"]);
}

/// by stated weights each heir has its share, marked as an estimate; the shares
/// add up to the last digit.
#[tokio::test]
async fn r_1_5_stated_weights_show_the_share_and_the_mark_of_an_estimate() {
    let (test, round) = small().await;
    reorganise(&test, split(&[1, 6])).await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let at = format!("/tong-hop/{round}/chi-tieu/GN-03?theo=nay");
    let page = browser.get(&at).await;
    let lines = texts_of(&page, "tbody tr");
    for (heir, percent, value) in [("Xã XA", "14,3 %", "17,1"), ("Xã XB", "85,7 %", "102,9")] {
        let heir = line(&lines, heir);
        let from = format!("Xã Thượng Điền ({percent}, ước theo tỷ trọng)");
        let figure = format!("{value} (ước theo tỷ trọng)");
        assert!(heir.contains(&from) && heir.ends_with(&figure), "{heir}");
    }
    assert_eq!(added(&texts_of(&page, "tbody td")), 1545);
    assert_eq!(texts_of(&page, "tfoot td"), ["154,5"]);
}

/// the mapping names former unit, units of today, kind, decision with its day,
/// and the share where one is stated; also a new name and a field of work that moved.
#[tokio::test]
async fn r_1_4_the_mapping_has_splits_new_names_and_fields_that_moved() {
    let (test, round) = small().await;
    let path = format!("/tong-hop/{round}?theo=nay&bang=doi-chieu");
    let before = Browser::sign_in(&test, "dieuphoi").await.get(&path).await;
    let none = "Không có đơn vị nào của kỳ này đổi tên, hợp nhất, chia tách hay chuyển lĩnh vực.";
    assert!(before.html().contains(none));
    let mut steps = split(&[1, 6]);
    steps.push(Step::Rename {
        unit: "SKHCN".into(),
        name: "Sở Khoa học và Công nghệ tỉnh".into(),
        short_name: String::new(),
        symbol: String::new(),
    });
    steps.push(Step::Transfer {
        field: Field::AnToanThucPham,
        from: "SYT".into(),
        to: "SGDDT".into(),
    });
    reorganise(&test, steps).await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let page = browser.get(&path).await;
    let lines = texts_of(&page, "tbody tr");
    assert_eq!(lines.len(), 3, "{lines:?}");
    for (name, told) in [
        (
            "Xã Thượng Điền XTD",
            [
                "Xã XA XA (14,3 %, ước theo tỷ trọng)",
                "Xã XB XB (85,7 %, ước theo tỷ trọng)",
                "chia, tách",
            ],
        ),
        (
            "Sở Khoa học và Công nghệ SKHCN",
            ["Sở Khoa học và Công nghệ tỉnh", "đổi tên", "983-QĐ/TU"],
        ),
        (
            "Sở Y tế SYT",
            [
                "lĩnh vực: An toàn thực phẩm",
                "Sở Giáo dục và Đào tạo SGDDT",
                "chuyển lĩnh vực",
            ],
        ),
    ] {
        let line = line(&lines, name);
        assert!(line.contains("983-QĐ/TU, từ 06/10/2026"), "{line}");
        for said in told {
            assert!(line.contains(said), "{said}: {line}");
        }
    }
    let english = browser.in_english().get(&path).await;
    assert!(english.html().contains("estimated by weights"));
    let foreign = Browser::sign_in(&test, "dieuphoi2").await;
    assert_eq!(foreign.get(&path).await.status.as_u16(), 404);
}
