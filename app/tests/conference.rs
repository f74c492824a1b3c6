//! From the round to the notice of conclusions.

use crate::common::{Held, codes, convened, held};
use app::AppError;
use app::conference::{self, ConferenceInput, IssueNotice, Mark, NewDelegate, NoticeFormat, Seat};
use domain::conference::{AttendanceState, ConclusionDraft, ConferenceState};
use domain::journal::Noun;
use domain::numbering::IssuerKind;
use jiff::civil::date;
use testkit::TestApp;

fn notice(version: i32) -> IssueNotice {
    IssueNotice {
        version,
        kind: IssuerKind::Party,
        issued_on: None,
        number: None,
        signer_name: "Lò Thị Mây".into(),
        signer_title: "TRƯỞNG BAN".into(),
    }
}

async fn version(app: &TestApp, held: &Held) -> i32 {
    conference::show(&app.coordinator().await, held.id)
        .await
        .unwrap()
        .conference
        .version
}

#[tokio::test]
async fn a_conference_of_a_round_invites_its_units_and_has_an_agenda() {
    let app = TestApp::new().await;
    let round = crate::common::round(&app).await;
    let office = app.coordinator().await;
    let mut input = conference::prefill(&office, round).await.unwrap();
    assert!(input.agenda.len() >= 4 && !input.title.is_empty());
    input.held_on = Some(date(2026, 10, 9));
    let id = conference::create(&office, Some(round), input)
        .await
        .unwrap();
    let page = conference::show(&office, id).await.unwrap();
    assert_eq!(page.conference.state, ConferenceState::Draft);
    let units: Vec<_> = page.invitations.iter().map(|i| i.invitation.unit).collect();
    assert!(
        units.contains(&app.unit("SGDDT")) && units.contains(&app.unit("XTD")),
        "{units:?}"
    );
    assert!(!units.contains(&app.unit("BTGDV2")));
}

#[tokio::test]
async fn a_form_without_title_and_day_names_both() {
    let app = TestApp::new().await;
    let input = ConferenceInput {
        office: app.unit("BTGDV"),
        title: " ".into(),
        host: "Ban".into(),
        held_on: None,
        starts_at: None,
        place: String::new(),
        chair_name: String::new(),
        chair_title: String::new(),
        agenda: Vec::new(),
    };
    let err = conference::create(&app.coordinator().await, None, input)
        .await
        .unwrap_err();
    let AppError::Invalid(errors) = err else {
        panic!("{err:?}")
    };
    let fields: Vec<_> = errors.iter().map(|e| e.field.as_str()).collect();
    assert_eq!(fields, ["title", "held_on"]);
}

#[tokio::test]
async fn nobody_sees_a_draft_and_only_invited_units_see_it_convened() {
    let app = TestApp::new().await;
    let office = app.coordinator().await;
    let id = crate::common::draft(&app).await;
    conference::invite(
        &office,
        id,
        &[Seat {
            unit: app.unit("SGDDT"),
            seats: 1,
        }],
    )
    .await
    .unwrap();
    let guest = app.reporter("SGDDT").await;
    assert!(matches!(
        conference::show(&guest, id).await,
        Err(AppError::NotFound)
    ));
    conference::convene(&office, id, 1).await.unwrap();
    let page = conference::show(&guest, id).await.unwrap();
    assert!(page.invitations.len() == 1 && !page.may_write);
    for login in ["bc.syt", "dieuphoi2"] {
        let stranger = app.person(login).await;
        assert!(
            matches!(
                conference::show(&stranger, id).await,
                Err(AppError::NotFound)
            ),
            "{login}"
        );
    }
    let (mine, _) = conference::list(&guest, None, 0).await.unwrap();
    let (others, _) = conference::list(&app.reporter("SYT").await, None, 0)
        .await
        .unwrap();
    assert_eq!((mine.len(), others.len()), (1, 0));
}

#[tokio::test]
async fn a_unit_names_its_own_delegates_up_to_its_seats() {
    let app = TestApp::new().await;
    let id = convened(&app).await;
    let unit = app.reporter("SGDDT").await;
    let delegate = |code: &str, name: &str| NewDelegate {
        unit: app.unit(code),
        person_name: name.into(),
        person_title: "Phó Giám đốc".into(),
    };
    let named = conference::name_delegate(&unit, id, delegate("SGDDT", "Hà Văn Núi"))
        .await
        .unwrap();
    let full = conference::name_delegate(&unit, id, delegate("SGDDT", "Vi Thị Suối"))
        .await
        .unwrap_err();
    assert_eq!(codes(&full), ["conference.seats_full"]);
    let foreign = conference::name_delegate(&unit, id, delegate("SYT", "Hà Văn Núi")).await;
    assert!(matches!(foreign, Err(AppError::NotFound)));
    conference::substitute(&unit, id, named, 1, "Vi Thị Suối", "Chánh Văn phòng")
        .await
        .unwrap();
    let page = conference::show(&unit, id).await.unwrap();
    let delegate = &page.invitations[0].delegates[0];
    assert_eq!(delegate.person_name, "Vi Thị Suối");
    assert_eq!(delegate.substitute_for.as_deref(), Some("Hà Văn Núi"));
}

#[tokio::test]
async fn attendance_is_taken_once_the_conference_sits() {
    let app = TestApp::new().await;
    let id = convened(&app).await;
    let unit = app.reporter("SGDDT").await;
    let named = NewDelegate {
        unit: app.unit("SGDDT"),
        person_name: "Hà Văn Núi".into(),
        person_title: String::new(),
    };
    let delegate = conference::name_delegate(&unit, id, named).await.unwrap();
    let office = app.coordinator().await;
    let mark = [Mark {
        delegate,
        state: AttendanceState::Late,
        reason: String::new(),
    }];
    let early = conference::mark_attendance(&office, id, &mark)
        .await
        .unwrap_err();
    assert_eq!(codes(&early), ["conference.attendance_early"]);
    let early = conference::begin(&office, id, 2).await.unwrap_err();
    assert_eq!(codes(&early), ["conference.too_early"]);
    app.go_to(date(2026, 10, 9));
    let office = app.coordinator().await;
    conference::begin(&office, id, 2).await.unwrap();
    conference::mark_attendance(&office, id, &mark)
        .await
        .unwrap();
    let heads = conference::show(&office, id).await.unwrap().heads;
    assert_eq!((heads.named, heads.here, heads.late), (1, 1, 1));
    let too_late = NewDelegate {
        unit: app.unit("SYT"),
        person_name: "X".into(),
        person_title: String::new(),
    };
    let err = conference::name_delegate(&app.reporter("SYT").await, id, too_late)
        .await
        .unwrap_err();
    assert_eq!(codes(&err), ["conference.too_late_to_name"]);
}

#[tokio::test]
async fn issuing_creates_the_notice_and_the_tasks_together() {
    let app = TestApp::new().await;
    let held = held(&app).await;
    let office = app.coordinator().await;
    let before = version(&app, &held).await;
    let issued = conference::issue_notice(&office, held.id, notice(before))
        .await
        .unwrap();
    assert_eq!(issued.symbol, "01-TB/BTGDVTU");
    assert_eq!(issued.tasks.len(), 2);
    let page = conference::show(&office, held.id).await.unwrap();
    let task = page.conclusions[0].task.as_ref().unwrap();
    assert_eq!(task.task.code, "NV-2026-001");
    assert_eq!(task.task.lead, app.unit("SGDDT"));
    assert_eq!(task.task.first_due_on, Some(date(2026, 11, 20)));
    let document = page.notice.unwrap();
    assert_eq!(document.subject, page.conference.title);
    let history = store::journal::list_of(&office.read(), Noun::Task, task.task.id.0)
        .await
        .unwrap();
    assert_eq!(history[0].entry.act, "task.issue");
    let again = conference::issue_notice(&office, held.id, notice(page.conference.version))
        .await
        .unwrap_err();
    assert_eq!(codes(&again), ["conference.notice_issued"]);
    let edit = conference::add_conclusion(&office, held.id, ConclusionDraft::default())
        .await
        .unwrap_err();
    assert_eq!(codes(&edit), ["conference.notice_issued"]);
}

#[tokio::test]
async fn everything_missing_in_any_conclusion_is_told_at_once() {
    let app = TestApp::new().await;
    let held = held(&app).await;
    let office = app.coordinator().await;
    let draft = ConclusionDraft {
        text: "Chưa rõ đơn vị.".into(),
        ..ConclusionDraft::default()
    };
    conference::add_conclusion(&office, held.id, draft.clone())
        .await
        .unwrap();
    conference::add_conclusion(&office, held.id, draft)
        .await
        .unwrap();
    let input = IssueNotice {
        number: None,
        signer_name: String::new(),
        ..notice(version(&app, &held).await)
    };
    let err = conference::issue_notice(&office, held.id, input)
        .await
        .unwrap_err();
    let AppError::Invalid(errors) = &err else {
        panic!("{err:?}")
    };
    let fields: Vec<_> = errors.iter().map(|e| e.field.as_str()).collect();
    assert_eq!(fields, ["conclusion.3", "conclusion.4", "signer_name"]);
    let page = conference::show(&office, held.id).await.unwrap();
    assert!(page.notice.is_none() && page.conclusions.iter().all(|c| c.task.is_none()));
}

#[tokio::test]
async fn when_a_task_cannot_be_written_there_is_no_notice_and_no_number_either() {
    let app = TestApp::new().await;
    let held = held(&app).await;
    let office = app.coordinator().await;
    // The second task of the year has its code taken already.
    let first = crate::common::issue(&app, &held).await;
    let other = crate::common::held(&app).await;
    let w = office.begin().await.unwrap();
    let mut stray = store::task::find(&w, first[0]).await.unwrap().unwrap();
    stray.id = domain::id::TaskId(office.new_id());
    stray.code = "NV-2026-004".into();
    store::task::insert(&w, &[stray]).await.unwrap();
    office
        .commit(
            w,
            office.entry(
                "task.issue",
                Noun::Task,
                held.id.0,
                None,
                serde_json::json!({}),
            ),
        )
        .await
        .unwrap();
    let input = notice(version(&app, &other).await);
    assert!(
        conference::issue_notice(&office, other.id, input)
            .await
            .is_err()
    );
    let page = conference::show(&office, other.id).await.unwrap();
    assert!(page.notice.is_none());
    assert!(page.conclusions.iter().all(|c| c.task.is_none()));
    let w = office.begin().await.unwrap();
    let series = format!("{}|TB|T2025", app.unit("BTGDV"));
    assert_eq!(
        store::setting::next_number(&w, &series).await.unwrap(),
        2,
        "the number was given back"
    );
}

#[tokio::test]
async fn the_notice_is_a_word_file_and_units_read_it_once_it_is_issued() {
    let app = TestApp::new().await;
    let held = held(&app).await;
    let unit = app.reporter("SGDDT").await;
    let before = conference::notice_file(&unit, held.id, NoticeFormat::Docx).await;
    assert!(matches!(before, Err(AppError::NotFound)));
    let draft = conference::notice_file(&app.coordinator().await, held.id, NoticeFormat::Docx)
        .await
        .unwrap();
    assert!(draft.name.contains("du-thao"));
    crate::common::issue(&app, &held).await;
    let file = conference::notice_file(&unit, held.id, NoticeFormat::Docx)
        .await
        .unwrap();
    assert_eq!(file.name, "thong-bao-ket-luan-01-btgdvtu.docx");
    assert_eq!(&file.bytes[..2], b"PK");
    let again = conference::notice_file(&unit, held.id, NoticeFormat::Docx)
        .await
        .unwrap();
    assert_eq!(again.bytes, file.bytes);
}

#[tokio::test]
async fn the_calendar_file_begins_at_the_hour_of_viet_nam() {
    let app = TestApp::new().await;
    let id = convened(&app).await;
    let text = conference::calendar(&app.reporter("SGDDT").await, id)
        .await
        .unwrap();
    assert!(text.contains("DTSTART:20261009T010000Z"), "{text}");
    let foreign = conference::calendar(&app.foreign_coordinator().await, id).await;
    assert!(matches!(foreign, Err(AppError::NotFound)));
}

#[tokio::test]
async fn an_inspector_reads_and_changes_nothing() {
    let app = TestApp::new().await;
    let held = held(&app).await;
    let inspector = app.inspector().await;
    assert!(conference::show(&inspector, held.id).await.is_ok());
    let err = conference::issue_notice(&inspector, held.id, notice(1))
        .await
        .unwrap_err();
    assert!(matches!(err, AppError::Forbidden), "{err:?}");
}
