//! Two texts of one meeting make one conference: the second adds to it what the first
//! does not have, and writes nothing over.

use crate::papers::{PAGE, RICH, accepted, defects, waiting};
use app::conference::ConferenceInput;
use app::reading::{AcceptedTask, Meeting, same_day, sole_read};
use domain::id::ReadingId;
use jiff::civil::date;
use std::collections::BTreeSet;
use testkit::TestApp;

fn task(n: usize, text: &str) -> AcceptedTask {
    AcceptedTask {
        n,
        text: text.into(),
        lead: None,
        due_on: None,
    }
}

/// conference, record, citations and observations are those of one meeting.
#[tokio::test]
async fn a_second_text_adds_to_the_conference_and_writes_nothing_over() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let page = waiting(&ctx, &app, RICH).await;
    let first = accepted(&ctx, page).await;
    let first = app::reading::confirm(&ctx, page, first).await.unwrap();
    let held = first.conference.unwrap();
    let before = app::conference::show(&ctx, held).await.unwrap();

    let notice = RICH.replace("Lượt xem: 120", "Lượt xem: 121");
    let notice = waiting(&ctx, &app, &notice).await;
    let mut wanted = accepted(&ctx, notice).await;
    wanted.title = "Thông báo kết luận".into();
    let found = same_day(&ctx, app.unit("BTGDV"), wanted.held_on).await;
    let found = found.unwrap();
    assert_eq!(sole_read(&found), Some(held));
    wanted.meeting = Meeting::Open;
    let refused = app::reading::confirm(&ctx, notice, wanted.clone()).await;
    let open = [("conference".to_owned(), "reading.choose_conference")];
    assert_eq!(defects(refused.unwrap_err()), open);

    wanted.meeting = Meeting::To(held);
    let known = &before.conclusions[0].conclusion.draft.text;
    let known = format!("{}.", known.to_uppercase());
    wanted.tasks = vec![task(0, &known), task(1, "Bố trí giáo viên tin học")];
    let head = store::journal::head(&ctx.read()).await.unwrap().0;
    let done = app::reading::confirm(&ctx, notice, wanted).await.unwrap();
    assert_eq!((done.conference, done.tasks), (Some(held), 1));
    let acts = store::journal::list_after(&ctx.read(), head, 100).await;
    assert_eq!(acts.unwrap()[0].entry.act, "conference.read_more");

    let after = app::conference::show(&ctx, held).await.unwrap();
    assert_eq!(after.conference, before.conference);
    assert_eq!(after.conclusions.len(), before.conclusions.len() + 1);
    let last = &after.conclusions[before.conclusions.len()].conclusion;
    assert_eq!(last.draft.text, "Bố trí giáo viên tin học");
    assert_eq!(last.number, i32::try_from(after.conclusions.len()).unwrap());
    let found = same_day(&ctx, app.unit("BTGDV"), Some(date(2024, 4, 9))).await;
    assert_eq!(found.unwrap().len(), 1, "no second conference");
    let stored = app::reading::of_conference(&ctx, held).await.unwrap();
    let stored = stored.expect("two records");
    // The clock of the tests stands still: which of the two is the first is open.
    let texts: BTreeSet<ReadingId> = stored.sources.iter().map(|(id, _)| *id).collect();
    assert_eq!(texts, BTreeSet::from([page, notice]));
    assert_eq!(
        stored.observations.len(),
        first.observations + done.observations
    );
    let entry = app::directive::show(&ctx, done.directives[0]).await;
    assert_eq!(entry.unwrap().citations.len(), 1, "cited once");
    let decided = app::reading::show(&ctx, notice).await.unwrap().reading;
    assert_eq!(decided.conference, Some(held));
}

/// a conference held with the program has its conclusions written on its page.
#[tokio::test]
async fn a_conference_held_with_the_program_takes_a_text_and_no_tasks() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let input = ConferenceInput {
        office: app.unit("BTGDV"),
        title: "Giao ban tháng".into(),
        host: "Ban Tuyên giáo và Dân vận".into(),
        held_on: Some(ctx.today()),
        starts_at: None,
        place: String::new(),
        chair_name: String::new(),
        chair_title: String::new(),
        agenda: Vec::new(),
    };
    let held = app::conference::create(&ctx, None, input).await.unwrap();
    let found = same_day(&ctx, app.unit("BTGDV"), Some(ctx.today())).await;
    assert_eq!(sole_read(&found.unwrap()), None, "a person must say");
    let id = waiting(&ctx, &app, PAGE).await;
    let mut wanted = accepted(&ctx, id).await;
    wanted.held_on = Some(ctx.today());
    wanted.meeting = Meeting::To(held);
    wanted.tasks = vec![task(0, "Rà soát trường lớp")];
    let refused = app::reading::confirm(&ctx, id, wanted.clone()).await;
    let tasks = [("conference".to_owned(), "reading.tasks_on_conference")];
    assert_eq!(defects(refused.unwrap_err()), tasks);
    // Of another day it is another meeting.
    wanted.tasks.clear();
    let mut other = wanted.clone();
    other.held_on = Some(date(2024, 4, 9));
    let refused = app::reading::confirm(&ctx, id, other).await;
    let unknown = [("conference".to_owned(), "reading.conference_unknown")];
    assert_eq!(defects(refused.unwrap_err()), unknown);
    let done = app::reading::confirm(&ctx, id, wanted).await.unwrap();
    assert_eq!(done.conference, Some(held));
    let stored = app::reading::of_conference(&ctx, held).await.unwrap();
    assert_eq!(stored.expect("a record").sources.len(), 1);
}
