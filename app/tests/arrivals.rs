//! How far submission is: counted group by group, on the page and in the report.

use crate::consolidation::desk::{Desk, open};
use app::Locale;
use app::consolidation::{Add, Freeze, Purpose, add, freeze, read};
use app::picture::drawn_arrivals;
use domain::consolidation::{ArrivalTable, Arrived};
use domain::numbering::IssuerKind;
use domain::report::Arrival;
use domain::unit::UnitKind;
use jiff::Timestamp;
use jiff::civil::date;
use testkit::TestApp;

/// submission in counts that add up, on the page and in the
/// report, as it was when the report was frozen.
#[tokio::test]
async fn r_4_2_submission_is_counted_group_by_group_and_stays_as_it_was_when_frozen() {
    let app = TestApp::new().await;
    app.go_to(date(2026, 7, 1));
    let office = app.unit("BTGDV");
    app::regime::create_standard(&app.system(), office, date(2025, 7, 1))
        .await
        .unwrap();
    let round = open(&app, 2026, 2).await;
    let desk = Desk { app, round };
    desk.send(
        desk.round,
        "SYT",
        &[("YT-09", "100")],
        &[("I.1", "Đã làm.")],
    )
    .await;
    let coordinator = desk.app.coordinator().await;
    let exempt = app::report::ExemptUnit {
        obligation: desk.obligation(desk.round, "XTD").await,
        reason: "Xã vừa bị lũ, không có số liệu trong kỳ.".into(),
    };
    app::report::exempt(&coordinator, exempt).await.unwrap();
    let more = app::extension::GrantToMany {
        round: desk.round,
        units: vec![desk.app.unit("SGDDT")],
        to: date(2026, 8, 25),
        reason: "Chờ số liệu kỳ thi.".into(),
    };
    app::extension::grant_to_many(&coordinator, more)
        .await
        .unwrap();
    desk.app.go_to(date(2026, 8, 20));
    desk.send(desk.round, "SGDDT", &[("GD-09", "1000")], &[])
        .await;
    desk.send(desk.round, "CDCD", &[("GD-09", "300")], &[])
        .await;
    desk.return_unusable("SYT", 1).await;
    let ctx = desk.app.coordinator().await;
    let matrix = app::round::matrix(&ctx, desk.round).await.unwrap();
    let table = &matrix.arrivals;
    let whole = table.whole();
    let counted = Arrival::ALL.iter().map(|a| (a.code(), whole.of(*a)));
    let counted: Vec<_> = counted.filter(|(_, n)| *n > 0).collect();
    let expected = [
        ("extended", 1),
        ("late", 1),
        ("returned", 1),
        ("missing", 2),
        ("exempt", 1),
    ];
    assert_eq!(counted, expected);
    assert_eq!(whole.all(), matrix.rows.len());
    assert_eq!(whole.received(), matrix.received());
    assert_eq!(whole.expected(), matrix.expected());
    let drawn = drawn_arrivals(Locale::Vi, table, &table.rows, true);
    for said in [
        ">G 1 · + 1 · T 1 · × 2 · M 1</text>",
        ">2/5</text>",
        ">Xã, phường, đặc khu</text>",
        ">chưa nộp, quá hạn</text>",
        "role=\"img\"",
    ] {
        assert!(drawn.svg.contains(said), "{said}: {}", drawn.svg);
    }
    let text = Add {
        round: desk.round,
        section: "I.1".into(),
        text: "Các đơn vị đã triển khai.".into(),
        version: 0,
    };
    add(&ctx, text).await.unwrap();
    let input = Freeze {
        round: desk.round,
        version: 1,
        accept_stale: false,
    };
    freeze(&ctx, input).await.unwrap();
    desk.send(desk.round, "XHS", &[("GN-03", "34,5")], &[])
        .await;
    let sheet = read(&ctx, desk.round, Purpose::Snapshot(1), IssuerKind::Party)
        .await
        .unwrap();
    // The first round of a regime has no heat table; submission it has.
    let appendix = &sheet.appendices[4];
    assert_eq!(appendix.title[1].text, "TIẾN ĐỘ NỘP BÁO CÁO");
    let words = docgen::text::sheet_text(&sheet);
    let row = ["Toàn bộ", "2/5", "1", "1", "1", "2", "1"];
    let docgen::model::Block::Picture(picture) = &appendix.blocks[0] else {
        panic!("{:?}", appendix.blocks);
    };
    assert_eq!(
        picture.table.rows[0].cells, row,
        "the numbers of the moment"
    );
    assert!(words.contains("Đã nộp 2/5 đơn vị, tính đến"), "{words}");
    assert!(words.contains("1 báo cáo đang được trả lại"), "{words}");
    let live = read(&ctx, desk.round, Purpose::Live, IssuerKind::Party)
        .await
        .unwrap();
    let live = docgen::text::sheet_text(&live);
    assert!(live.contains("Đã nộp 3/5 đơn vị, tính đến"), "{live}");
}

/// A page has 60 KB: a country of 3,321 communes in 34 provinces takes two fifths.
#[test]
fn a_country_of_communes_is_drawn_province_by_province_in_few_bytes() {
    let names: Vec<String> = (1..=34).map(|n| format!("Tỉnh ủy Sông Đà {n}")).collect();
    let states = Arrival::ALL;
    let communes: Vec<Arrived<'_>> = (0..3_321)
        .map(|n| Arrived {
            kind: UnitKind::Commune,
            above: &names[n % names.len()],
            arrival: states[n / 7 % states.len()],
        })
        .collect();
    let table = ArrivalTable::new(Timestamp::UNIX_EPOCH, &communes);
    assert_eq!((table.rows.len(), table.whole().all()), (34, 3_321));
    let drawn = drawn_arrivals(Locale::Vi, &table, &table.rows, false);
    assert!(drawn.svg.len() < 24_000, "{}", drawn.svg.len());
}
