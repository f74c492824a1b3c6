//! A conference and its tasks, for the tests of both.
use app::AppError;
use app::conference::{self, ConferenceInput, IssueNotice, Seat};
use app::round::OpenRound;
use domain::conference::{AgendaItem, AgendaKind, ConclusionDraft};
use domain::id::{ConferenceId, RoundId, TaskId};
use domain::numbering::IssuerKind;
use domain::period::{Period, PeriodKind, Scheme};
use domain::round::DateChoice;
use jiff::civil::{date, time};
use testkit::TestApp;

/// A conference that was held, with two conclusions.
pub struct Held {
    pub id: ConferenceId,
}

/// The codes of a refusal.
pub fn codes(err: &AppError) -> Vec<&'static str> {
    match err {
        AppError::Invalid(errors) => errors.iter().map(|e| e.code).collect(),
        other => panic!("{other:?}"),
    }
}

/// The round of the third quarter.
pub async fn round(app: &TestApp) -> RoundId {
    let office = app.coordinator().await;
    app::regime::create_standard(&app.system(), app.unit("BTGDV"), date(2026, 1, 1))
        .await
        .unwrap();
    let input = OpenRound {
        regime: app::regime::STANDARD_CODE.into(),
        period: Period::new(Scheme::Lich, PeriodKind::Quarter, 2026, 3).unwrap(),
        title: String::new(),
        area: None,
        dates: DateChoice::default(),
        accept_gaps: true,
    };
    app::round::open(&office, &input).await.unwrap()
}

/// A conference in preparation, without invitations.
pub async fn draft(app: &TestApp) -> ConferenceId {
    let input = ConferenceInput {
        office: app.unit("BTGDV"),
        title: "Hội nghị giao ban công tác khoa giáo quý III năm 2026".into(),
        host: "Ban Tuyên giáo và Dân vận Tỉnh ủy".into(),
        held_on: Some(date(2026, 10, 9)),
        starts_at: Some(time(8, 0, 0, 0)),
        place: "Hội trường Tỉnh ủy".into(),
        chair_name: "Đinh Văn Rừng".into(),
        chair_title: "Phó Trưởng ban".into(),
        agenda: vec![AgendaItem {
            title: "Khai mạc".into(),
            presenter: String::new(),
            minutes: 15,
            kind: AgendaKind::Open,
        }],
    };
    conference::create(&app.coordinator().await, None, input)
        .await
        .unwrap()
}

/// A conference to which two departments and a commune are invited.
pub async fn convened(app: &TestApp) -> ConferenceId {
    let id = draft(app).await;
    let office = app.coordinator().await;
    let seats = ["SGDDT", "SYT", "XTD"].map(|code| Seat {
        unit: app.unit(code),
        seats: 1,
    });
    conference::invite(&office, id, &seats).await.unwrap();
    conference::convene(&office, id, 1).await.unwrap();
    id
}

/// A conference held on 9 October 2026; the clock stands there afterwards.
pub async fn held(app: &TestApp) -> Held {
    let id = convened(app).await;
    app.go_to(date(2026, 10, 9));
    let office = app.coordinator().await;
    conference::begin(&office, id, 2).await.unwrap();
    conference::close(&office, id, 3).await.unwrap();
    let conclusions = [
        ConclusionDraft {
            text: "Rà soát mạng lưới trường lớp trên địa bàn.".into(),
            lead: Some(app.unit("SGDDT")),
            cooperating: vec![app.unit("XTD")],
            due_on: Some(date(2026, 11, 20)),
            output: "Báo cáo rà soát".into(),
            is_public: true,
            ..ConclusionDraft::default()
        },
        ConclusionDraft {
            text: "Tăng cường truyền thông phòng dịch.".into(),
            lead: Some(app.unit("SYT")),
            ..ConclusionDraft::default()
        },
    ];
    for draft in conclusions {
        conference::add_conclusion(&office, id, draft)
            .await
            .unwrap();
    }
    Held { id }
}

/// Issues the notice of a conference; the ids of its tasks.
pub async fn issue(app: &TestApp, held: &Held) -> Vec<TaskId> {
    let office = app.coordinator().await;
    let version = conference::show(&office, held.id)
        .await
        .unwrap()
        .conference
        .version;
    let input = IssueNotice {
        version,
        kind: IssuerKind::Party,
        issued_on: None,
        number: None,
        signer_name: "Lò Thị Mây".into(),
        signer_title: "TRƯỞNG BAN".into(),
    };
    conference::issue_notice(&office, held.id, input)
        .await
        .unwrap()
        .tasks
}
