//! Figures in the units of another day: as it was and re-cast, shares
//! only where stated, predecessors always named.

use crate::consolidation::desk::{Desk, shown};
use crate::path::codes;
use crate::unit::made::{act, commune, confirmed, merge, split, unit};
use app::consolidation::{Freeze, freeze};
use app::totals::{By, Comparability, TotalsView, Units, explain, totals_in};
use domain::id::RoundId;
use domain::unit::Step;
use jiff::civil::date;

const DAY: jiff::civil::Date = date(2026, 10, 6);

/// Both communes have reported for the third quarter.
async fn desk() -> Desk {
    let desk = Desk::new().await;
    for (unit, visits, good) in [("XTD", "120", "50"), ("XHS", "34,5", "1")] {
        let numbers = [("GN-03", visits), ("YT-05_NUM", good), ("YT-05_DEN", "53")];
        desk.send(desk.round, unit, &numbers, &[]).await;
        desk.accept(desk.round, unit).await;
    }
    desk
}

/// Carries an act out on the day after.
async fn reorganise(desk: &Desk, steps: Vec<Step>) {
    let mut input = act(DAY, steps);
    let general = &mut input.heirs.general;
    for step in &input.act.steps {
        if let Step::Split { from, into, .. } = step {
            general.insert(from.clone(), into[0].clone());
        }
    }
    confirmed(&desk.app, &input).await;
    desk.app.go_to(DAY);
    app::unit::apply_due(&desk.app.app).await.unwrap();
}

async fn view(desk: &Desk, round: RoundId, by: By, units: Units) -> TotalsView {
    totals_in(&desk.app.coordinator().await, round, by, units)
        .await
        .unwrap()
}

fn place(view: &TotalsView, code: &str) -> usize {
    view.indicators
        .iter()
        .position(|i| i.def.code == code)
        .unwrap()
}

///
#[tokio::test]
async fn r_1_4_merged_units_add_up_in_the_units_of_today_and_the_grand_total_is_the_same() {
    let desk = desk().await;
    let before = view(&desk, desk.round, By::Unit, Units::OfThePeriod).await;
    reorganise(&desk, merge()).await;
    let was = view(&desk, desk.round, By::Unit, Units::OfThePeriod).await;
    assert_eq!(was.indicators, before.indicators);
    assert_eq!(was.rows, before.rows);
    let is = view(&desk, desk.round, By::Unit, Units::OfToday).await;
    for (was, is) in was.indicators.iter().zip(&is.indicators) {
        assert_eq!(was.total, is.total, "{}", was.def.code);
    }
    let merged = unit(&desk.app, "XM").await;
    let row = is.rows.iter().find(|row| row.unit == merged).unwrap();
    assert_eq!(row.totals[place(&is, "GN-03")].value, Some(1545));
    let ratio = row.totals[place(&is, "YT-05")];
    assert_eq!((ratio.num, ratio.den), (Some(51), Some(106)));
    assert_eq!(row.predecessors, ["Xã Hạ Suối", "Xã Thượng Điền"]);
    assert_eq!(is.changes.len(), 1);
    // Nobody's row is there twice.
    let old = desk.app.unit("XTD");
    assert!(is.rows.iter().all(|row| row.unit != old));
}

/// Domain facts §5.4: the period before adds the predecessors and names them.
#[tokio::test]
async fn r_1_4_the_period_before_a_merger_is_the_sum_of_the_predecessors() {
    let desk = desk().await;
    reorganise(&desk, merge()).await;
    desk.app.go_to(date(2026, 12, 21));
    let next = crate::consolidation::desk::open(&desk.app, 2026, 4).await;
    let merged = unit(&desk.app, "XM").await;
    let shown = explain(&desk.app.coordinator().await, next, "GN-03")
        .await
        .unwrap();
    let part = shown.parts.iter().find(|p| p.unit == merged).unwrap();
    assert_eq!(part.previous.value, Some(1545));
    assert_eq!(part.previous.state, Comparability::Straight);
    assert_eq!(part.predecessors, ["Xã Hạ Suối", "Xã Thượng Điền"]);
    let whole = view(&desk, next, By::Province, Units::OfThePeriod).await;
    let figure = &whole.indicators[place(&whole, "GN-03")];
    assert_eq!(figure.previous, Some(1545));
    assert_eq!(whole.previous_changes.len(), 1);
}

/// without stated weights only the nearest common superior compares.
#[tokio::test]
async fn a_divided_unit_is_not_comparable_and_its_superior_is() {
    let desk = desk().await;
    let split = |weights: Vec<i64>| {
        vec![
            commune("XA"),
            commune("XB"),
            Step::Split {
                from: "XTD".into(),
                into: vec!["XA".into(), "XB".into()],
                weights,
            },
        ]
    };
    desk.close(desk.round).await;
    reorganise(&desk, split(Vec::new())).await;
    let is = view(&desk, desk.round, By::Unit, Units::OfToday).await;
    let visits = place(&is, "GN-03");
    let kept = is.rows.iter().find(|r| r.unit == desk.app.unit("XTD"));
    assert_eq!(kept.unwrap().totals[visits].value, Some(1200));
    for code in ["XA", "XB"] {
        let heir = unit(&desk.app, code).await;
        let row = is.rows.iter().find(|r| r.unit == heir).unwrap();
        assert_eq!(row.states[visits], Comparability::No);
        assert_eq!(row.totals[visits].value, None);
    }
    assert_eq!(is.indicators[visits].total.value, Some(1545));
    assert_eq!(is.indicators[visits].state, Comparability::Straight);
}

/// stated weights make estimates that add up.
#[tokio::test]
async fn r_1_5_stated_weights_share_a_figure_and_mark_it_as_an_estimate() {
    let desk = desk().await;
    desk.close(desk.round).await;
    let steps = vec![
        commune("XA"),
        commune("XB"),
        Step::Split {
            from: "XTD".into(),
            into: vec!["XA".into(), "XB".into()],
            weights: vec![1, 6],
        },
    ];
    reorganise(&desk, steps).await;
    let is = view(&desk, desk.round, By::Unit, Units::OfToday).await;
    let visits = place(&is, "GN-03");
    let mut shares = Vec::new();
    for code in ["XA", "XB"] {
        let heir = unit(&desk.app, code).await;
        let row = is.rows.iter().find(|r| r.unit == heir).unwrap();
        assert_eq!(row.states[visits], Comparability::Estimated);
        shares.push(row.totals[visits].value.unwrap());
    }
    assert_eq!(shares, [171, 1029]);
    assert_eq!(is.indicators[visits].total.value, Some(1545));
    assert_eq!(is.indicators[visits].total.estimated, 0);
}

/// a sentence says that a divided unit cannot be compared, and freezing does not
/// promise that a report will mend it; what can be compared is written.
#[tokio::test]
async fn r_1_4_what_cannot_be_compared_is_said_in_the_sentence_and_refused_when_freezing() {
    let desk = desk().await;
    desk.close(desk.round).await;
    reorganise(&desk, split()).await;
    desk.app.go_to(date(2026, 12, 21));
    let next = crate::consolidation::desk::open(&desk.app, 2026, 4).await;
    let ctx = desk.app.coordinator().await;
    let text = "Kỳ trước {{GN-03|truoc}}, riêng xã mới {{GN-03@XA|truoc}}.";
    assert_eq!(
        shown(&ctx, next, text).await,
        "Kỳ trước 154,5, riêng xã mới [không so sánh được: GN-03]."
    );
    let input = Freeze {
        round: next,
        version: 1,
        accept_stale: false,
    };
    let refused = freeze(&ctx, input).await.unwrap_err();
    assert_eq!(codes(refused), ["consolidation.number_incomparable"]);
}
