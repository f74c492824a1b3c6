//! One object of each kind for two units, so that each unit can be asked for
//! what is its own and what is another's.

use app::article::NewPhoto;
use app::conference::{self, ConferenceInput, IssueNotice, Seat};
use app::directive::EnterDirective;
use app::extension::AskExtension;
use app::message::ChaseScope;
use app::reading::Taken;
use app::report::{ReportTyped, SaveDraft, Saved, SignReport};
use app::unit::{ActInput, Heirs};
use domain::conference::ConclusionDraft;
use domain::id::{ArticleId, ConclusionId, ConferenceId, ObligationId, TaskId};
use domain::unit::{Step, UnitAct};
use jiff::civil::date;
use testkit::TestApp;

/// Ids for addresses: of the health department's thing and of the education
/// department's.
#[derive(Debug, Clone, Default)]
pub struct Pair {
    pub own: String,
    pub other: String,
}

/// Everything made.
#[derive(Debug, Clone, Default)]
pub struct Made {
    pub round: String,
    pub report: Pair,
    pub conference: Pair,
    /// Number or id in the address of a conclusion.
    pub conclusion: Pair,
    pub task: Pair,
    pub message: Pair,
    pub directive: String,
    pub reading: String,
    pub article: String,
    pub photo: String,
    pub slug: String,
    /// A unit, and one of another province.
    pub unit: Pair,
    /// A drafted act and a confirmed one.
    pub act: Pair,
    /// An opinion round that asks the health department.
    pub opinion: String,
    /// Code of the regime, which has a draft.
    pub regime: String,
    /// Code of a group.
    pub group: String,
    /// The reporter's account, and one of another province.
    pub account: Pair,
    /// A delegation in a unit of none of the readers.
    pub delegation: String,
}

/// A round with one report sent and one begun, a chase, a request for more time,
/// two conferences with their tasks, a directive, a text read in, an article.
pub async fn make(test: &TestApp) -> Made {
    let office = test.coordinator().await;
    let round = test.quarter().await;
    let (own, other) = (duty(test, "SYT").await, duty(test, "SGDDT").await);
    app::message::chase(&office, round, ChaseScope::Owing)
        .await
        .unwrap();
    ask_more_time(test, other).await;
    send(test, own).await;
    let opinion = ask_opinion(test, round).await;
    let (health, health_conclusion, health_task) = meeting(test, "SYT", date(2026, 10, 9)).await;
    let (school, school_conclusion, school_task) = meeting(test, "SGDDT", date(2026, 10, 10)).await;
    let (article, photo, slug) = publish(test, health).await;
    let pair = |own: &dyn ToString, other: &dyn ToString| Pair {
        own: own.to_string(),
        other: other.to_string(),
    };
    Made {
        round: round.to_string(),
        report: pair(&own, &other),
        conference: pair(&health, &school),
        conclusion: pair(&health_conclusion, &school_conclusion),
        task: pair(&health_task, &school_task),
        message: Pair {
            own: letter(test, "SYT").await,
            other: letter(test, "SGDDT").await,
        },
        directive: directive(test).await,
        reading: reading(test).await,
        article: article.to_string(),
        photo,
        slug,
        opinion,
        unit: pair(&test.unit("SYT"), &test.unit("TU2")),
        act: acts(test).await,
        regime: app::regime::STANDARD_CODE.into(),
        group: design(test).await,
        account: pair(
            &test.province.accounts["bc.syt"],
            &test.province.accounts["dieuphoi2"],
        ),
        delegation: delegate(test).await,
    }
}

/// A merger being drafted, and a confirmed renaming whose day is still to come.
async fn acts(test: &TestApp) -> Pair {
    let admin = test.administrator().await;
    let act = |step: Step| ActInput {
        act: UnitAct {
            decision: "12/NQ-HĐND".into(),
            decided_on: date(2026, 10, 1),
            effective_on: date(2026, 12, 1),
            steps: vec![step],
        },
        heirs: Heirs::default(),
    };
    let merger = Step::Merge {
        from: vec!["XTD".into()],
        into: "XHS".into(),
    };
    let renaming = Step::Rename {
        unit: "SKHCN".into(),
        name: "Sở Khoa học và Công nghệ tỉnh".into(),
        short_name: String::new(),
        symbol: String::new(),
    };
    let drafted = app::unit::save(&admin, None, &act(merger)).await.unwrap();
    let confirmed = app::unit::confirm(&admin, &act(renaming)).await.unwrap();
    Pair {
        own: drafted.to_string(),
        other: confirmed.id.to_string(),
    }
}

async fn ask_opinion(test: &TestApp, round: domain::id::RoundId) -> String {
    use app::consolidation::{Add, AskOpinion};
    let office = test.coordinator().await;
    let paragraph = Add {
        round,
        section: "I.1".into(),
        text: "Nhìn chung các đơn vị thực hiện tốt.".into(),
        version: 0,
    };
    app::consolidation::add(&office, paragraph).await.unwrap();
    let ask = AskOpinion {
        round,
        version: 1,
        units: vec![test.unit("SYT")],
        opens_at: office.now(),
        closes_at: office.now() + jiff::ToSpan::hours(24),
    };
    let asked = app::consolidation::ask_opinion(&office, ask).await;
    asked.unwrap().to_string()
}

/// A draft of the regime and a group with one unit.
async fn design(test: &TestApp) -> String {
    let office = test.coordinator().await;
    app::regime::start_draft(&office, app::regime::STANDARD_CODE)
        .await
        .unwrap();
    let code = "van-xa";
    app::group::create(&office, test.unit("BTGDV"), code, "Khối văn xã")
        .await
        .unwrap();
    app::group::join(&office, code, &[test.unit("SYT")], date(2026, 1, 1))
        .await
        .unwrap();
    code.into()
}

async fn duty(test: &TestApp, unit: &str) -> ObligationId {
    app::report::duties(&test.reporter(unit).await)
        .await
        .unwrap()
        .open[0]
        .id
}

async fn ask_more_time(test: &TestApp, obligation: ObligationId) {
    let ask = AskExtension {
        obligation,
        asked_due_on: date(2026, 10, 30),
        reason: "Chờ số liệu của các trường.".into(),
    };
    app::extension::ask(&test.head("SGDDT").await, ask)
        .await
        .unwrap();
}

/// "Không phát sinh" for the whole form, signed by the head.
async fn send(test: &TestApp, obligation: ObligationId) {
    let head = test.head("SYT").await;
    let typed = ReportTyped {
        is_nil: true,
        ..ReportTyped::default()
    };
    let kept = app::report::save_draft(
        &head,
        SaveDraft {
            obligation,
            version: 0,
            typed,
        },
    )
    .await
    .unwrap();
    let Saved::Kept(kept) = kept else {
        panic!("nobody else writes")
    };
    app::report::submit(
        &head,
        SignReport {
            obligation,
            version: kept.version,
        },
    )
    .await
    .unwrap();
}

/// A conference with one invited unit, closed, its notice issued; then one more
/// conclusion cannot be added, so the one that it has is asked for.
pub async fn meeting(
    test: &TestApp,
    unit: &str,
    day: jiff::civil::Date,
) -> (ConferenceId, ConclusionId, TaskId) {
    test.go_to(day);
    let office = test.coordinator().await;
    let input = ConferenceInput {
        office: test.unit("BTGDV"),
        title: format!("Hội nghị giao ban ngày {}", day.strftime("%d/%m/%Y")),
        host: "Ban Tuyên giáo và Dân vận Tỉnh ủy".into(),
        held_on: Some(day),
        starts_at: Some(jiff::civil::time(8, 0, 0, 0)),
        place: "Phòng họp A".into(),
        chair_name: "Đinh Văn Rừng".into(),
        chair_title: "Trưởng ban".into(),
        agenda: Vec::new(),
    };
    let id = conference::create(&office, None, input).await.unwrap();
    conference::invite(
        &office,
        id,
        &[Seat {
            unit: test.unit(unit),
            seats: 1,
        }],
    )
    .await
    .unwrap();
    conference::convene(&office, id, 1).await.unwrap();
    conference::begin(&office, id, 2).await.unwrap();
    conference::close(&office, id, 3).await.unwrap();
    let draft = ConclusionDraft {
        text: "Rà soát mạng lưới cơ sở.".into(),
        lead: Some(test.unit(unit)),
        due_on: Some(date(2026, 11, 20)),
        is_public: true,
        ..ConclusionDraft::default()
    };
    let conclusion = conference::add_conclusion(&office, id, draft)
        .await
        .unwrap();
    let notice = IssueNotice {
        version: conference::show(&office, id)
            .await
            .unwrap()
            .conference
            .version,
        kind: domain::numbering::IssuerKind::Party,
        issued_on: Some(day),
        number: None,
        signer_name: "Đinh Văn Rừng".into(),
        signer_title: "TRƯỞNG BAN".into(),
    };
    let issued = conference::issue_notice(&test.head_of_office().await, id, notice)
        .await
        .unwrap();
    (id, conclusion, issued.tasks[0])
}

async fn directive(test: &TestApp) -> String {
    let input = EnterDirective {
        symbol: "29-NQ/TW".into(),
        issuer: "Ban Chấp hành Trung ương".into(),
        term: "khóa XI".into(),
        issued_on: Some(date(2013, 11, 4)),
        subject: "Đổi mới căn bản, toàn diện giáo dục và đào tạo".into(),
        ..EnterDirective::default()
    };
    let office = test.coordinator().await;
    app::directive::enter(&office, test.unit("BTGDV"), input)
        .await
        .unwrap()
        .to_string()
}

async fn reading(test: &TestApp) -> String {
    let text = "Sáng 09/10/2026, Ban Tuyên giáo và Dân vận Tỉnh ủy tổ chức Hội nghị giao ban quý III năm 2026. \
        Đồng chí Đinh Văn Rừng, Trưởng ban chủ trì hội nghị. Hội nghị nghe báo cáo kết quả thực hiện Nghị quyết số 29-NQ/TW.";
    let office = test.coordinator().await;
    let taken =
        app::reading::take_in(&office, test.unit("BTGDV"), "tin.txt".into(), text.into()).await;
    app::reading::read_queued(&test.app).await.unwrap();
    match taken.unwrap() {
        Taken::Queued(id) | Taken::Known(id) => id.to_string(),
    }
}

/// An article from the conference, with a photo, public.
async fn publish(test: &TestApp, conference: ConferenceId) -> (ArticleId, String, String) {
    let editor = test.editor().await;
    let id = app::article::draft_from_conference(&editor, conference)
        .await
        .unwrap();
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(40, 30)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    let photo = NewPhoto {
        bytes: bytes.into_inner().into(),
        name: "hoi-nghi.png".into(),
        caption: "Toàn cảnh hội nghị".into(),
        credit: "Ban Tuyên giáo và Dân vận".into(),
        alt: "Các đại biểu ngồi quanh bàn họp".into(),
    };
    app::article::add_photo(&editor, id, 1, photo)
        .await
        .unwrap();
    app::article::approve(&editor, id, 2, true).await.unwrap();
    app::article::publish(&editor, id, 3).await.unwrap();
    let article = app::article::show(&editor, id).await.unwrap().article;
    (id, article.photos[0].sha256.clone(), article.slug)
}

async fn letter(test: &TestApp, unit: &str) -> String {
    app::message::mine(&test.reporter(unit).await)
        .await
        .unwrap()[0]
        .id
        .to_string()
}

/// The head of a college lets the reporter act.
async fn delegate(test: &TestApp) -> String {
    let head = test.head("CDCD").await;
    let new = app::account::NewDelegation {
        post: head.actor.person().unwrap().posts[0].id,
        to: "bc.cdcd".into(),
        from: head.today(),
        last_day: head.today() + jiff::ToSpan::days(4),
        rights: Vec::new(),
        reason: "Đi công tác.".into(),
    };
    let id = app::account::delegate(&head, new).await.unwrap();
    id.to_string()
}
