//! Two tiers on one instance: the provinces' rounds go up into the centre's,
//! each with its own due day, consolidation and document; nothing is typed twice.

use crate::consolidation::desk::Desk;
use app::consolidation::{
    Add, Format, Freeze, Purpose, Sign, Take, add, file, freeze, link_up, overview, read, send_up,
    sign, take, tiers, unlink_up, workbench,
};
use app::regime::{NewRegime, standard_body};
use app::round::OpenRound;
use app::totals::{By, totals};
use app::{AppError, Ctx};
use domain::consolidation::Content;
use domain::id::RoundId;
use domain::numbering::IssuerKind;
use domain::period::{Period, PeriodKind, Scheme};
use domain::regime::UnitRule;
use domain::report::ReportState;
use domain::round::DateChoice;
use domain::unit::{Tier, UnitKind};
use jiff::civil::date;
use testkit::TestApp;

pub struct Nation {
    /// The first province with its round.
    pub desk: Desk,
    /// The round of the second province.
    pub other: RoundId,
    /// The round of the centre.
    pub centre: RoundId,
}

async fn regime(app: &TestApp, code: &str, office: &str, obligated: Option<UnitRule>) {
    let mut body = standard_body(office);
    if let Some(rule) = obligated {
        body.obligated = rule;
        body.units_due = domain::calendar::DueRule::WorkingDaysAfterClosing { days: 8 };
        body.office_due = domain::calendar::DueRule::WorkingDaysAfterClosing { days: 10 };
    }
    let new = NewRegime {
        code: code.into(),
        name: "Giao ban công tác khoa giáo".into(),
        owner: app.unit(office),
        valid_from: date(2025, 7, 1),
        body,
    };
    app::regime::create(&app.system(), new).await.unwrap();
}

async fn open(ctx: &Ctx, regime: &str, quarter: u8) -> RoundId {
    let input = OpenRound {
        regime: regime.into(),
        period: Period::new(Scheme::Lich, PeriodKind::Quarter, 2026, quarter).unwrap(),
        title: String::new(),
        area: None,
        dates: DateChoice::default(),
        accept_gaps: true,
    };
    app::round::open(ctx, &input).await.unwrap()
}

pub async fn nation() -> Nation {
    let app = TestApp::nation().await;
    regime(&app, "tinh-mot", "BTGDV", None).await;
    regime(&app, "tinh-hai", "BTGDV2", None).await;
    let provinces = UnitRule {
        kinds: vec![UnitKind::CoordinatingOffice],
        tiers: vec![Tier::Province],
        ..UnitRule::default()
    };
    regime(&app, "trung-uong", "BTGDVTW", Some(provinces)).await;
    let round = open(&app.coordinator().await, "tinh-mot", 3).await;
    let other = open(&app.foreign_coordinator().await, "tinh-hai", 3).await;
    let centre = open(&app.person("trunguong").await, "trung-uong", 3).await;
    let desk = Desk { app, round };
    let sections = [
        ("I.1", "Đã tham mưu 12 văn bản."),
        ("I.6.1", "Đã mở 5 lớp."),
    ];
    desk.send(round, "SGDDT", &[("GD-09", "1200")], &sections)
        .await;
    desk.send(
        other,
        "XBB",
        &[("GD-01", "")],
        &[("I.1", "Ban hành 3 kế hoạch.")],
    )
    .await;
    Nation {
        desk,
        other,
        centre,
    }
}

fn codes(err: AppError) -> Vec<&'static str> {
    let AppError::Invalid(errors) = err else {
        panic!("{err:?}")
    };
    errors.iter().map(|e| e.code).collect()
}

/// The first province takes its unit's text, freezes and signs.
async fn signed(nation: &Nation, ctx: &Ctx) {
    let (desk, round) = (&nation.desk, nation.desk.round);
    let taken = Take {
        round,
        section: "I.1".into(),
        unit: desk.app.unit("SGDDT"),
        sentence: None,
        report_version: 1,
        version: 0,
    };
    take(ctx, taken).await.unwrap();
    let own = Add {
        round,
        section: "I.1".into(),
        text: "Toàn tỉnh tuyển {{GD-09}} người.".into(),
        version: 1,
    };
    add(ctx, own).await.unwrap();
    let input = Freeze {
        round,
        version: 2,
        accept_stale: false,
    };
    freeze(ctx, input).await.unwrap();
    let head = desk.app.head_of_office().await;
    let sha256 = overview(&head, round).await.unwrap().snapshots[0]
        .sha256
        .clone();
    sign(&head, Sign { round, sha256 }).await.unwrap();
}

#[tokio::test]
async fn a_signed_report_goes_up_with_its_texts_and_without_its_values() {
    let nation = nation().await;
    let (desk, centre) = (&nation.desk, nation.centre);
    let ctx = desk.app.coordinator().await;
    let early = send_up(&ctx, desk.round, 1, "").await.unwrap_err();
    assert_eq!(codes(early), ["consolidation.tier_not_linked"]);
    let shown = tiers(&ctx, desk.round).await.unwrap();
    assert_eq!(
        shown.candidates.iter().map(|c| c.0).collect::<Vec<_>>(),
        [centre]
    );
    link_up(&ctx, desk.round, centre).await.unwrap();
    let twice = link_up(&ctx, desk.round, centre).await.unwrap_err();
    assert_eq!(codes(twice), ["consolidation.tier_linked"]);
    let unsigned = send_up(&ctx, desk.round, 1, "").await.unwrap_err();
    assert_eq!(codes(unsigned), ["consolidation.tier_not_signed"]);
    signed(&nation, &ctx).await;
    assert_eq!(send_up(&ctx, desk.round, 1, "").await.unwrap(), 1);
    let again = send_up(&ctx, desk.round, 1, "").await.unwrap_err();
    assert_eq!(codes(again), ["consolidation.tier_sent"]);
    // Above it is the office's report, received by the clock of the server, due
    // on the centre's day.
    let owed = desk.obligation(centre, "BTGDV").await;
    let read = desk.app.app.store.read();
    let obligation = store::obligation::find(&read, owed).await.unwrap().unwrap();
    assert_eq!(obligation.state, ReportState::Received);
    assert_eq!(obligation.first_received_at, Some(ctx.now()));
    let own_due = store::round::find(&read, desk.round)
        .await
        .unwrap()
        .unwrap()
        .dates
        .office_due_on;
    assert!(own_due < obligation.due_on, "each tier has its own day");
    let version = store::report::find_version(&read, owed, 1)
        .await
        .unwrap()
        .unwrap();
    assert!(version.body.values.is_empty(), "no value is copied");
    // The centre sees the province's words and from whom they came.
    let centre_ctx = desk.app.person("trunguong").await;
    let bench = workbench(&centre_ctx, centre, Some("I.1")).await.unwrap();
    let unit = &bench.open.units[0];
    assert_eq!(unit.below, Some((desk.round, 1)));
    let sentences: Vec<(&str, Option<&str>)> = unit
        .sentences
        .iter()
        .map(|s| (s.text.as_str(), s.origin.as_deref()))
        .collect();
    assert_eq!(
        sentences,
        [
            ("Đã tham mưu 12 văn bản.", Some("Sở GD&ĐT")),
            (
                "Toàn tỉnh tuyển 1.200 (mới có báo cáo của 1/2 đơn vị) người.",
                None
            )
        ]
    );
    let province = desk.app.unit("BTGDV");
    let taken = Take {
        round: centre,
        section: "I.1".into(),
        unit: province,
        sentence: Some(0),
        report_version: 1,
        version: 0,
    };
    take(&centre_ctx, taken).await.unwrap();
}

#[tokio::test]
async fn figures_add_up_through_all_tiers_from_what_the_units_sent() {
    let nation = nation().await;
    let (desk, centre) = (&nation.desk, nation.centre);
    let centre_ctx = desk.app.person("trunguong").await;
    let value = |view: &app::totals::TotalsView| {
        let found = view
            .indicators
            .iter()
            .find(|i| i.def.code == "GD-09")
            .unwrap();
        found.total.value
    };
    let before = totals(&centre_ctx, centre, By::Province).await.unwrap();
    assert_eq!(value(&before), None, "nothing goes up yet");
    assert_eq!(
        before.coverage.sentence_vi(),
        "0/2 tỉnh, thành phố; chưa có: Ban TGDV, Ban TGDV Biển Bạc"
    );
    let ctx = desk.app.coordinator().await;
    link_up(&ctx, desk.round, centre).await.unwrap();
    link_up(&desk.app.foreign_coordinator().await, nation.other, centre)
        .await
        .unwrap();
    let linked = totals(&centre_ctx, centre, By::Province).await.unwrap();
    assert_eq!(value(&linked), Some(1200));
    // A report saved below is in the total above at once.
    desk.send(desk.round, "CDCD", &[("GD-09", "345")], &[])
        .await;
    let now = totals(&centre_ctx, centre, By::Province).await.unwrap();
    assert_eq!(value(&now), Some(1545));
    let provinces: Vec<&str> = now.rows.iter().map(|r| r.name.as_str()).collect();
    assert_eq!(provinces, ["Tỉnh ủy Biển Bạc", "Tỉnh ủy"]);
    signed(&nation, &ctx).await;
    send_up(&ctx, desk.round, 1, "").await.unwrap();
    let after = totals(&centre_ctx, centre, By::Province).await.unwrap();
    assert_eq!(
        value(&after),
        Some(1545),
        "the province itself sends no figure"
    );
    assert_eq!(
        after.coverage.sentence_vi(),
        "1/2 tỉnh, thành phố; chưa có: Ban TGDV Biển Bạc; cấp dưới: 3/7 đơn vị; cấp dưới chưa có: \
         Sở KH&CN (Ban TGDV), Sở Y tế (Ban TGDV), Xã Hạ Suối (Ban TGDV), Xã Thượng Điền (Ban TGDV)"
    );
    let explained = app::totals::explain(&centre_ctx, centre, "GD-09")
        .await
        .unwrap();
    let parts: Vec<(&str, Option<i64>)> = explained
        .parts
        .iter()
        .map(|p| (p.name.as_str(), p.own.value))
        .collect();
    assert!(parts.contains(&("Ban TGDV", Some(1545))), "{parts:?}");
}

#[tokio::test]
async fn r_4_2_the_document_of_the_centre_says_how_complete_every_tier_is() {
    let nation = nation().await;
    let (desk, centre) = (&nation.desk, nation.centre);
    link_up(&desk.app.coordinator().await, desk.round, centre)
        .await
        .unwrap();
    let ctx = desk.app.person("trunguong").await;
    let sheet = read(&ctx, centre, Purpose::Live, IssuerKind::Party)
        .await
        .unwrap();
    let page = docgen::text::sheet_text(&sheet);
    assert!(page.contains("cấp dưới: 1/6 đơn vị"), "{page}");
    let json = file(&ctx, centre, Purpose::Live, IssuerKind::Party, Format::Json)
        .await
        .unwrap();
    let content: Content = serde_json::from_slice(&json.bytes).unwrap();
    assert_eq!(content.coverage.below[0].above, "Ban TGDV");
    assert_eq!(content.coverage.below[0].missing.len(), 5);
}

#[tokio::test]
async fn a_round_goes_up_only_where_period_area_and_duty_fit() {
    let nation = nation().await;
    let desk = &nation.desk;
    let ctx = desk.app.coordinator().await;
    let centre_ctx = desk.app.person("trunguong").await;
    let second = open(&centre_ctx, "trung-uong", 2).await;
    let period = link_up(&ctx, desk.round, second).await.unwrap_err();
    assert_eq!(codes(period), ["consolidation.tier_period"]);
    let area = link_up(&ctx, desk.round, nation.other).await.unwrap_err();
    assert_eq!(codes(area), ["consolidation.tier_area"]);
    let foreign = link_up(
        &desk.app.foreign_coordinator().await,
        desk.round,
        nation.centre,
    )
    .await;
    assert!(matches!(foreign, Err(AppError::NotFound)));
    let head = desk.app.head("SYT").await;
    assert!(matches!(
        link_up(&head, desk.round, nation.centre).await,
        Err(AppError::Forbidden)
    ));
}

/// a link to the wrong round is taken away, and with it the figures in the totals
/// above, until a report has gone up it.
#[tokio::test]
async fn r_4_1_a_link_is_taken_away_until_a_report_has_gone_up_it() {
    let nation = nation().await;
    let (desk, centre) = (&nation.desk, nation.centre);
    let ctx = desk.app.coordinator().await;
    let none = unlink_up(&ctx, desk.round).await.unwrap_err();
    assert_eq!(codes(none), ["consolidation.tier_not_linked"]);
    let above = desk.app.person("trunguong").await;
    let coverage = async || {
        let sheet = read(&above, centre, Purpose::Live, IssuerKind::Party).await;
        docgen::text::sheet_text(&sheet.unwrap())
    };
    link_up(&ctx, desk.round, centre).await.unwrap();
    assert!(coverage().await.contains("cấp dưới: 1/6 đơn vị"));
    let head = desk.app.head("SYT").await;
    let stranger = unlink_up(&head, desk.round).await;
    assert!(matches!(stranger, Err(AppError::Forbidden)), "{stranger:?}");
    unlink_up(&ctx, desk.round).await.unwrap();
    let shown = tiers(&ctx, desk.round).await.unwrap();
    assert!(shown.above.is_none());
    assert_eq!(shown.candidates.first().map(|c| c.0), Some(centre));
    assert!(!coverage().await.contains("cấp dưới: 1/6 đơn vị"));

    link_up(&ctx, desk.round, centre).await.unwrap();
    signed(&nation, &ctx).await;
    send_up(&ctx, desk.round, 1, "").await.unwrap();
    let used = unlink_up(&ctx, desk.round).await.unwrap_err();
    assert_eq!(codes(used), ["consolidation.tier_used"]);
}

#[tokio::test]
async fn r_3_5_a_report_that_goes_up_late_says_why() {
    let nation = nation().await;
    let (desk, centre) = (&nation.desk, nation.centre);
    let ctx = desk.app.coordinator().await;
    link_up(&ctx, desk.round, centre).await.unwrap();
    signed(&nation, &ctx).await;
    let above = tiers(&ctx, desk.round).await.unwrap().above.unwrap();
    assert!(!above.needs_late_reason, "in time");
    desk.app.go_to(jiff::civil::date(2026, 11, 2));
    let ctx = desk.app.coordinator().await;
    let above = tiers(&ctx, desk.round).await.unwrap().above.unwrap();
    assert!(above.needs_late_reason);
    let label = send_up(&ctx, desk.round, 1, "Bận họp").await.unwrap_err();
    assert_eq!(codes(label), ["report.late_reason_missing"]);
    let sent = send_up(&ctx, desk.round, 1, testkit::LATE_REASON).await;
    assert_eq!(sent.unwrap(), 1);
    let owed = desk.obligation(centre, "BTGDV").await;
    let kept = store::report::list_versions(&ctx.read(), owed).await;
    let said = kept.unwrap().remove(0).late_reason;
    assert_eq!(said.as_deref(), Some(testkit::LATE_REASON));
}
