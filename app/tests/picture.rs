//! Pictures: who kept to the day over the rounds, an indicator over time, its
//! units in order and on the map; in the page and in the document.

use crate::consolidation::desk::{Desk, open};
use crate::unit::made::{act, confirmed, merge};
use app::AppError;
use app::consolidation::{Add, Format, Freeze, Purpose, add, file, freeze, read};
use app::picture::{became_words, indicator, timeliness};
use app::round::OpenRound;
use domain::consolidation::{ChartState, Content};
use domain::id::RoundId;
use domain::numbering::IssuerKind;
use domain::period::{Period, PeriodKind, Scheme};
use domain::report::Punctuality;
use domain::round::DateChoice;
use jiff::civil::date;
use testkit::TestApp;

/// The second quarter of 2026, just opened.
async fn second_quarter() -> (Desk, RoundId) {
    let app = TestApp::new().await;
    app.go_to(date(2026, 7, 1));
    let office = app.unit("BTGDV");
    app::regime::create_standard(&app.system(), office, date(2025, 7, 1))
        .await
        .unwrap();
    let before = open(&app, 2026, 2).await;
    let desk = Desk { app, round: before };
    (desk, before)
}

/// The second quarter with two reports, one of them late; then the third.
async fn two_quarters() -> (Desk, RoundId) {
    let (desk, before) = second_quarter().await;
    desk.send(before, "SYT", &[("YT-09", "100")], &[]).await;
    desk.send(before, "SGDDT", &[("GD-09", "1000")], &[]).await;
    desk.app.go_to(date(2026, 8, 20));
    desk.send(before, "CDCD", &[("GD-09", "300")], &[]).await;
    desk.app.go_to(date(2026, 10, 1));
    let round = open(&desk.app, 2026, 3).await;
    let app = desk.app;
    (Desk { app, round }, before)
}

fn cells(found: &app::picture::TimelinessPicture, unit: &str) -> Vec<Punctuality> {
    let row = found.table.rows.iter().find(|r| r.unit == unit);
    row.expect(unit).cells.clone()
}

#[tokio::test]
async fn r_3_5_the_heat_table_says_for_each_unit_and_round_whether_it_kept_to_its_day() {
    let (desk, _) = two_quarters().await;
    desk.send(desk.round, "SYT", &[("YT-09", "120")], &[]).await;
    let ctx = desk.app.coordinator().await;
    let found = timeliness(&ctx, desk.round, "", 1).await.unwrap();
    assert_eq!(found.table.periods, ["QII/26", "QIII/26"]);
    assert_eq!((found.page, found.pages, found.table.rows.len()), (1, 1, 6));
    assert_eq!(
        cells(&found, "Sở Y tế"),
        [Punctuality::OnTime, Punctuality::OnTime]
    );
    let late = cells(&found, "CĐ Cộng đồng")[0];
    assert!(
        matches!(late, Punctuality::Late(days) if days > 20),
        "{late:?}"
    );
    let missing = cells(&found, "Xã Hạ Suối")[0];
    assert!(
        matches!(missing, Punctuality::Missing(days) if days > 50),
        "{missing:?}"
    );
    assert_eq!(cells(&found, "Xã Hạ Suối")[1], Punctuality::Pending);
    // Never colour alone: each sign stands in the picture, with its meaning.
    for words in [
        ">Đ</text>",
        ">×</text>",
        ">muộn n ngày</text>",
        "role=\"img\"",
    ] {
        assert!(found.svg.contains(words), "{words}");
    }
    let far = timeliness(&ctx, desk.round, "", 99).await.unwrap();
    assert_eq!(far.page, 1);
    let foreign = desk.app.foreign_coordinator().await;
    let hidden = timeliness(&foreign, desk.round, "", 1).await.unwrap_err();
    assert!(matches!(hidden, AppError::NotFound), "{hidden:?}");
}

/// Past figures stay with the unit that sent them; the row of the heir shows what
/// its predecessors did, each in a row of its own below it.
#[tokio::test]
async fn r_1_4_the_heat_table_shows_the_periods_of_merged_units_below_their_heir() {
    let (desk, before) = second_quarter().await;
    desk.send(before, "XTD", &[("GN-03", "120")], &[]).await;
    desk.app.go_to(date(2026, 8, 3));
    desk.send(before, "XHS", &[("GN-03", "34,5")], &[]).await;
    desk.close(before).await;
    let merger = act(date(2026, 9, 10), merge());
    confirmed(&desk.app, &merger).await;
    desk.app.go_to(date(2026, 10, 1));
    app::unit::apply_due(&desk.app.app).await.unwrap();
    let round = open(&desk.app, 2026, 3).await;
    let ctx = desk.app.coordinator().await;
    let found = timeliness(&ctx, round, "", 1).await.unwrap();
    let rows = &found.table.rows;
    let at = rows.iter().position(|r| r.unit == "Xã XM").unwrap();
    assert_eq!(
        rows[at].cells,
        [Punctuality::NotAsked, Punctuality::Pending]
    );
    let former: Vec<&str> = rows[at + 1..at + 3]
        .iter()
        .map(|r| r.unit.as_str())
        .collect();
    assert_eq!(former, ["Xã Hạ Suối", "Xã Thượng Điền"]);
    assert!(matches!(rows[at + 1].cells[0], Punctuality::Late(_)));
    assert_eq!(rows[at + 2].cells[0], Punctuality::OnTime);
    for row in &rows[at + 1..at + 3] {
        assert_eq!(row.cells[1], Punctuality::NotAsked);
        let became = row.became.as_ref().unwrap();
        assert_eq!(became.heir, "Xã XM");
        assert_eq!(
            became_words(app::Locale::Vi, became),
            "nay là Xã XM từ 10/09/2026, theo 983-QĐ/TU ngày 01/09/2026"
        );
    }
    // Who is looked for by a former name is found with whom it became.
    let sought = timeliness(&ctx, round, "ha suoi", 1).await.unwrap();
    let names: Vec<&str> = sought.table.rows.iter().map(|r| r.unit.as_str()).collect();
    assert_eq!(names, ["Xã XM", "Xã Hạ Suối", "Xã Thượng Điền"]);
    // Nobody stands twice, and nothing is said of those who stayed.
    assert_eq!(rows.len(), 7);
    assert_eq!(rows.iter().filter(|r| r.became.is_some()).count(), 2);
    assert!(found.svg.contains("– Xã Hạ Suối (cũ)"), "{}", found.svg);
    // As it was: the round before the merger asked the former units themselves.
    let was = timeliness(&ctx, before, "", 1).await.unwrap();
    assert_eq!(was.table.rows.len(), 6);
    assert!(was.table.rows.iter().all(|r| r.became.is_none()));
}

/// R-3.5: what was returned as unusable counts anew.
#[tokio::test]
async fn r_3_5_an_unusable_report_is_missing_in_the_heat_table() {
    let (desk, _) = two_quarters().await;
    desk.send(desk.round, "SYT", &[("YT-09", "120")], &[]).await;
    desk.return_unusable("SYT", 1).await;
    desk.app.go_to(date(2026, 12, 1));
    let ctx = desk.app.coordinator().await;
    let found = timeliness(&ctx, desk.round, "", 1).await.unwrap();
    let cell = cells(&found, "Sở Y tế")[1];
    assert!(matches!(cell, Punctuality::Missing(_)), "{cell:?}");
}

#[tokio::test]
async fn an_indicator_is_drawn_over_its_periods_and_unit_by_unit_in_the_order_of_figures() {
    let (desk, _) = two_quarters().await;
    desk.send(desk.round, "CDCD", &[("GD-09", "500")], &[])
        .await;
    let ctx = desk.app.coordinator().await;
    let found = indicator(&ctx, desk.round, "GD-09").await.unwrap();
    let points: Vec<_> = found
        .chart
        .points
        .iter()
        .map(|p| (p.period.as_str(), p.value, p.state))
        .collect();
    assert_eq!(
        points,
        [
            ("QII/26", Some(1_300), ChartState::Straight),
            ("QIII/26", Some(500), ChartState::Straight)
        ]
    );
    // R-4.2: a period of which reports are missing looks different and says n/N.
    let given: Vec<_> = found
        .chart
        .points
        .iter()
        .map(|p| p.coverage.unwrap())
        .collect();
    assert_eq!(
        given.iter().map(|c| c.shown()).collect::<Vec<_>>(),
        ["2/2", "1/2"]
    );
    assert_eq!(given.iter().map(|c| c.missing).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(found.chart.missing, ["Sở GD&ĐT"]);
    for said in [
        ">1/2</text>",
        "<title>QIII/26: 500 (1/2)</title>",
        ">chưa đủ báo cáo của các đơn vị</text>",
        "QIII/26: 500 (1/2 đơn vị).",
        "chưa có: Sở GD&amp;ĐT",
    ] {
        assert!(found.trend.contains(said), "{said}: {}", found.trend);
    }
    assert!(
        found.ranking.contains(">Tính theo báo cáo của 1/2 đơn vị;"),
        "{}",
        found.ranking
    );
    assert!(found.ranking.contains(">chưa có số liệu</text>"));
    let rows: Vec<_> = found
        .chart
        .rows
        .iter()
        .map(|r| (r.unit.as_str(), r.value))
        .collect();
    assert_eq!(rows, [("CĐ Cộng đồng", Some(500)), ("Sở GD&ĐT", None)]);
    assert!(found.map.is_none(), "a province is drawn on no map");
    assert!(found.ranking.contains("Sở GD&amp;ĐT"));
    assert!(matches!(
        indicator(&ctx, desk.round, "XX-99").await.unwrap_err(),
        AppError::NotFound
    ));
}

/// The office may keep a map of its own: here of the two provinces.
#[tokio::test]
async fn provinces_stand_on_the_map_of_tiles_that_the_office_keeps() {
    let app = TestApp::nation().await;
    for (code, office) in [("tinh", "BTGDV"), ("trung-uong", "BTGDVTW")] {
        let new = app::regime::NewRegime {
            code: code.into(),
            name: "Giao ban".into(),
            owner: app.unit(office),
            valid_from: date(2025, 7, 1),
            body: app::regime::standard_body(office),
        };
        app::regime::create(&app.system(), new).await.unwrap();
    }
    let centre = app.person("trunguong").await;
    let input = OpenRound {
        regime: "trung-uong".into(),
        period: Period::new(Scheme::Lich, PeriodKind::Quarter, 2026, 3).unwrap(),
        title: String::new(),
        area: None,
        dates: DateChoice::default(),
        accept_gaps: true,
    };
    let round = app::round::open(&centre, &input).await.unwrap();
    let found = indicator(&centre, round, "GD-09").await.unwrap();
    assert_eq!(found.chart.rows.len(), 2);
    assert!(
        found.map.is_none(),
        "invented provinces are on no built-in tile"
    );
    let folder = app.app.options.data_dir.join(app::picture::FOLDER);
    std::fs::create_dir_all(&folder).unwrap();
    let own = r#"
        [[layouts]]
        name = "Hai tỉnh"
        name_en = "Two provinces"
        valid_from = "2025-07-01"
        tiles = [
          { code = "01", name = "Sông Thao Thượng", short = "S.Thao", row = 0, column = 0 },
          { code = "02", name = "Biển Bạc", short = "B.Bạc", row = 1, column = 1 },
        ]"#;
    std::fs::write(folder.join("hai-tinh.toml"), own).unwrap();
    let found = indicator(&centre, round, "GD-09").await.unwrap();
    let map = found.map.expect("a map");
    assert!(
        map.contains(">S.Thao</text>") && map.contains(">B.Bạc</text>"),
        "{map}"
    );
    assert!(map.contains(">chưa có số liệu</text>"));
    assert!(map.contains(">Tính theo báo cáo của 0/"), "R-4.2: {map}");
    // A file that cannot be read is named, never passed over.
    std::fs::write(folder.join("hong.toml"), "x").unwrap();
    let broken = indicator(&centre, round, "GD-09").await.unwrap_err();
    assert!(matches!(broken, AppError::Internal(_)), "{broken:?}");
}

#[tokio::test]
async fn r_4_5_a_frozen_report_carries_its_pictures_with_their_tables() {
    let (desk, _) = two_quarters().await;
    desk.send(
        desk.round,
        "SGDDT",
        &[("GD-09", "1200")],
        &[("I.1", "Đã làm.")],
    )
    .await;
    let ctx = desk.app.coordinator().await;
    let text = Add {
        round: desk.round,
        section: "I.1".into(),
        text: "Toàn tỉnh tuyển {{GD-09}} người.".into(),
        version: 0,
    };
    add(&ctx, text).await.unwrap();
    let input = Freeze {
        round: desk.round,
        version: 1,
        accept_stale: false,
    };
    freeze(&ctx, input).await.unwrap();
    // What comes later changes no picture of the snapshot.
    desk.send(desk.round, "CDCD", &[("GD-09", "777")], &[])
        .await;
    let party = IssuerKind::Party;
    let json = file(&ctx, desk.round, Purpose::Snapshot(1), party, Format::Json)
        .await
        .unwrap();
    let content: Content = serde_json::from_slice(&json.bytes).unwrap();
    let kept = content.timeliness.expect("the heat table");
    assert_eq!(kept.periods, ["QII/26", "QIII/26"]);
    assert_eq!(content.charts.len(), 1);
    assert_eq!(content.charts[0].points.last().unwrap().value, Some(1_200));
    let sheet = read(&ctx, desk.round, Purpose::Snapshot(1), party)
        .await
        .unwrap();
    let labels: Vec<_> = sheet.appendices.iter().map(|a| &a.title[0].text).collect();
    assert_eq!(labels[4..], ["Phụ lục 5", "Phụ lục 6", "Phụ lục 7"]);
    let drawn = &sheet.appendices[4..];
    // The heat table has a column for each round and lies on its side.
    let asides: Vec<bool> = drawn.iter().map(|a| a.landscape).collect();
    assert_eq!(asides, [false, true, false]);
    let pictures = drawn.iter().flat_map(|a| &a.blocks);
    let pictures = pictures.filter_map(|block| match block {
        docgen::model::Block::Picture(picture) => Some(picture),
        _ => None,
    });
    let captions: Vec<_> = pictures.filter_map(|p| p.table.caption.clone()).collect();
    assert_eq!(captions.len(), 4, "{captions:?}");
    assert_eq!(captions[0], "Tiến độ nộp báo cáo");
    assert_eq!(captions[1], "Đúng hạn của từng đơn vị qua các kỳ");
    let words = docgen::text::sheet_text(&sheet);
    assert!(words.contains("chưa nộp, quá"), "{words}");
    // R-4.2: each picture of an indicator says how complete it is, with names.
    let said = "Kỳ này tính theo báo cáo của 1/2 đơn vị; chưa có: CĐ Cộng đồng.";
    assert_eq!(words.matches(said).count(), 2, "{words}");
    for format in [Format::Docx, Format::Pdf] {
        let made = file(&ctx, desk.round, Purpose::Snapshot(1), party, format).await;
        assert!(made.unwrap().bytes.len() > 10_000);
    }
}
