//! The words of thresholds in the language of the page.

use crate::desk::{Browser, open_quarter};
use app::plan::{SetPlan, set};
use app::unit::{ActInput, Heirs};
use axum::http::StatusCode;
use domain::field::Field;
use domain::id::ObligationId;
use domain::period::PeriodKind;
use domain::unit::{Step, UnitAct};
use jiff::civil::date;
use testkit::TestApp;

/// One person with the pages in both languages.
struct Reader {
    vietnamese: Browser,
    english: Browser,
}

impl Reader {
    async fn sign_in(test: &TestApp, login: &str) -> Self {
        Self {
            vietnamese: Browser::sign_in(test, login).await,
            english: Browser::sign_in(test, login).await.in_english(),
        }
    }

    /// Asserts that a page says the one in Vietnamese and the other in English, and
    /// neither in the other language.
    async fn assert_says(&self, path: &str, (vi, en): (&str, &str)) {
        for (browser, said, other) in [(&self.vietnamese, vi, en), (&self.english, en, vi)] {
            let page = browser.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            let html = page.html();
            assert!(html.contains(said), "{path} without {said}: {html}");
            assert!(!html.contains(other), "{path} with {other}: {html}");
        }
    }
}

/// §6.2: what a page shows of a threshold is in its language: the report as it is read,
/// the values before it, totals with the units behind them, pictures and plans.
#[tokio::test]
async fn a_threshold_is_said_in_the_language_of_the_page() {
    let test = TestApp::new().await;
    let writer = Reader::sign_in(&test, "bc.syt").await;
    let head = Browser::sign_in(&test, "tt.syt").await;
    let office = Reader::sign_in(&test, "dieuphoi").await;
    test.standard_regime().await;
    let ctx = test.coordinator().await;
    let open = async |quarter| {
        let round = test.open_round(PeriodKind::Quarter, 2026, quarter).await;
        let matrix = app::round::matrix(&ctx, round).await.unwrap();
        let row = matrix.rows.iter().find(|r| r.unit == test.unit("SYT"));
        (round, row.expect("the unit reports").obligation)
    };
    let sign = async |id: ObligationId, value: &'static str| {
        let fields = [
            ("version", "0"),
            ("v.YT-09", value),
            ("late_reason", testkit::LATE_REASON),
        ];
        let signed = head.post(&format!("/bao-cao/{id}/ky-gui"), &fields).await;
        assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.html());
    };
    let (_, before) = open(2).await;
    sign(before, "từ 71 trở lên").await;
    let (round, id) = open(3).await;
    // The period before, beside the cell of the form and on the sheet to be filled in.
    let least = ("từ 71 trở lên", "at least 71");
    for path in ["", "/mau-in"] {
        writer
            .assert_says(&format!("/bao-cao/{id}{path}"), least)
            .await;
    }

    sign(id, "dưới 95").await;
    let below = ("dưới 95", "below 95");
    for path in ["/xem", "/o/YT-09"] {
        let path = format!("/bao-cao/{id}{path}");
        writer.assert_says(&path, least).await;
        writer.assert_says(&path, below).await;
    }
    let review = format!("/bao-cao/{id}/duyet");
    office.assert_says(&review, below).await;

    let totals = format!("/tong-hop/{round}");
    office.assert_says(&totals, least).await;
    let at_most = ("không quá 95", "at most 95");
    office.assert_says(&totals, at_most).await;
    let units = format!("{totals}/chi-tieu/YT-09");
    office.assert_says(&units, below).await;
    let picture = format!("{units}/bieu-do");
    office.assert_says(&picture, below).await;
    let spoken = ("QIII/26: không quá 95", "QIII/26: at most 95");
    office.assert_says(&picture, spoken).await;

    let plan = SetPlan {
        unit: test.unit("XTD"),
        indicator: "GD-09".into(),
        year: 2026,
        value: "từ 80 trở lên".into(),
        note: "12-CTr/XTD".into(),
    };
    set(&ctx, plan).await.unwrap();
    let planned = (">từ 80 người trở lên<", ">at least 80 người<");
    office.assert_says("/ke-hoach?nam=2026", planned).await;

    // What a unit sent and is not added up, once its field of work is another's.
    let step = Step::Transfer {
        field: Field::YTe,
        from: "SYT".into(),
        to: "SKHCN".into(),
    };
    let act = UnitAct {
        decision: "12/QĐ-UBND".into(),
        decided_on: date(2026, 9, 1),
        effective_on: date(2026, 9, 15),
        steps: vec![step],
    };
    let heirs = Heirs::default();
    let moved = ActInput { act, heirs };
    let admin = test.administrator().await;
    app::unit::confirm(&admin, &moved).await.unwrap();
    let sent = ("đã gửi dưới 95, không cộng", "sent below 95, not added up");
    office.assert_says(&units, sent).await;
}

/// English words are read, and a field and what programs are told have one
/// notation whatever the language of the page; its script has the words to show.
#[tokio::test]
async fn r_3_9_a_field_has_the_vietnamese_words_on_an_english_page_too() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let writer = Browser::sign_in(&test, "bc.syt").await.in_english();
    let typed = [("version", "0"), ("v.YT-09", "above 95")];
    let kept = writer.post(&format!("/bao-cao/{id}/tu-luu"), &typed).await;
    let told = kept.json();
    assert_eq!(told["readings"]["v.YT-09"], "trên 95", "{told}");
    let page = writer.get(&format!("/bao-cao/{id}")).await;
    let html = page.html();
    assert!(html.contains("value=\"trên 95\""), "{html}");
    assert!(
        html.contains("\"threshold-above\":\"above %{number}\""),
        "{html}"
    );
}

/// §6.2: the journal says a plan that is a threshold in its words, and no code.
#[tokio::test]
async fn the_journal_says_the_threshold_of_a_plan_in_words() {
    let test = TestApp::new().await;
    test.standard_regime().await;
    let office = test.coordinator().await;
    for value in ["từ 80 trở lên", "trên 90", ""] {
        let plan = SetPlan {
            unit: test.unit("XTD"),
            indicator: "GD-09".into(),
            year: 2026,
            value: value.into(),
            note: String::new(),
        };
        set(&office, plan).await.unwrap();
    }
    let reader = Reader::sign_in(&test, "kiemtra").await;
    let journal = "/nhat-ky?loai=plan";
    for said in [
        (": từ 80 trở lên</div>", ": at least 80</div>"),
        (": trên 90</div>", ": above 90</div>"),
    ] {
        reader.assert_says(journal, said).await;
    }
    let page = reader.vietnamese.get(journal).await;
    for code in ["at_least", "above", "_bound"] {
        assert!(!page.html().contains(code), "{code}: {}", page.html());
    }
}
