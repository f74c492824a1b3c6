//! Documents without a number: laws, schemes and programmes are known by type
//! and name, stand once in the register and are accepted from a text.

use crate::papers::{accepted, defects, waiting};
use app::directive::EnterDirective;
use app::reading::Link;
use domain::directive::DirectiveState;
use domain::id::DirectiveId;
use jiff::civil::date;
use testkit::TestApp;

const PAGE: &str = "Giao ban công tác khoa giáo quý I năm 2024\n\nThứ tư, 10/04/2024 - 08:30\n\n\
Ngày 9/4, tại hội trường Tỉnh ủy, Ban Tuyên giáo Tỉnh ủy tổ chức Hội nghị giao ban công tác khoa giáo quý I năm 2024. \
Đồng chí Đặng Văn Thử, Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị.\n\n\
Hội nghị nghe tình hình thực hiện Luật Giáo dục 2019, kết quả triển khai Đề án “Xây dựng xã hội học tập giai đoạn 2021 - 2030” trên địa bàn tỉnh.\n";

fn stated(kind: &str, subject: &str) -> EnterDirective {
    EnterDirective {
        doc_type: kind.into(),
        subject: subject.into(),
        ..EnterDirective::default()
    }
}

async fn enter(app: &TestApp, input: EnterDirective) -> Result<DirectiveId, app::AppError> {
    let ctx = app.coordinator().await;
    app::directive::enter(&ctx, app.unit("BTGDV"), input).await
}

#[tokio::test]
async fn a_law_and_a_scheme_of_a_text_become_entries_without_a_number() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let id = waiting(&ctx, &app, PAGE).await;
    let mut wanted = accepted(&ctx, id).await;
    let facts = app::reading::show(&ctx, id).await.unwrap().facts;
    assert_eq!(facts.documents.len(), 2, "{:?}", facts.documents);
    for (document, said) in wanted.documents.iter_mut().zip(&facts.documents) {
        assert_eq!(said.number, None);
        document.directive.subject = said.subject.clone().unwrap();
    }
    let done = app::reading::confirm(&ctx, id, wanted).await.unwrap();
    assert_eq!((done.directives.len(), done.new_directives), (2, 2));
    let found = app::directive::list(&ctx, "luật giáo dục").await.unwrap();
    assert_eq!(found.len(), 1, "found by type and name");
    let law = &found[0];
    assert_eq!((law.symbol.as_str(), law.number.as_str()), ("", ""));
    assert_eq!(law.label(), "Luật Giáo dục 2019");
    assert_eq!(law.year, Some(2019));
    assert_eq!(
        law.state,
        DirectiveState::InForce,
        "its year tells it apart"
    );
    let page = app::directive::show(&ctx, law.id).await.unwrap();
    assert_eq!(page.citations.len(), 1, "the text that names it");
    assert!(page.namesakes.is_empty() && page.places.is_empty());
}

/// one entry for a document, however a text writes its name.
#[tokio::test]
async fn r_2_1_the_same_name_is_no_second_entry() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let law = enter(&app, stated("Luật", "Giáo dục năm 2019"))
        .await
        .unwrap();
    for again in ["Giáo dục 2019", "“Giáo dục” năm 2019", "Giáo dục"] {
        let twin = enter(&app, stated("Luật", again)).await.unwrap_err();
        assert_eq!(
            defects(twin),
            [("subject".to_owned(), "directive.known")],
            "{again}"
        );
    }
    // Another year is another law; the name alone is then open.
    let former = enter(&app, stated("Luật", "Giáo dục 2005")).await.unwrap();
    assert_ne!(law, former);
    let open = enter(&app, stated("Luật", "Giáo dục")).await.unwrap();
    let open = app::directive::show(&ctx, open).await.unwrap();
    assert_eq!(open.directive.state, DirectiveState::Unresolved);
    assert_eq!(open.namesakes.len(), 2);
    // A text that says the year means that one, without being asked.
    let id = waiting(&ctx, &app, PAGE).await;
    let found = app::reading::show(&ctx, id).await.unwrap();
    let proposed = app::reading::suggest(&ctx, &found).await.unwrap();
    assert_eq!(proposed.documents[1].link, Link::New, "the scheme is new");
    let candidates: Vec<_> = proposed.documents[0]
        .candidates
        .iter()
        .map(|d| d.id)
        .collect();
    assert!(candidates.contains(&law) && !candidates.contains(&former));
}

/// the term in which a law was passed says no more than its year.
#[tokio::test]
async fn r_2_1_a_law_with_its_term_is_the_law_of_its_year() {
    let app = TestApp::new().await;
    let with_term = EnterDirective {
        term: "khóa XIV".into(),
        ..stated("Luật", "Giáo dục 2019")
    };
    enter(&app, with_term).await.unwrap();
    let twin = enter(&app, stated("Luật", "Giáo dục 2019")).await;
    assert_eq!(
        defects(twin.unwrap_err()),
        [("subject".to_owned(), "directive.known")]
    );
}

#[tokio::test]
async fn a_law_known_by_its_name_alone_is_completed_with_its_year_not_entered_again() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let id = enter(&app, stated("Luật", "Giáo dục")).await.unwrap();
    let of_year = stated("Luật", "Giáo dục 2019");
    let again = enter(&app, of_year.clone()).await.unwrap_err();
    assert_eq!(
        defects(again),
        [("subject".to_owned(), "directive.complete_known")]
    );
    let version = app::directive::show(&ctx, id).await.unwrap();
    let version = version.directive.version;
    app::directive::complete(&ctx, app.unit("BTGDV"), id, version, of_year)
        .await
        .unwrap();
    // Then another year is another law.
    let former = enter(&app, stated("Luật", "Giáo dục 2005")).await.unwrap();
    assert_ne!(former, id);
}

#[tokio::test]
async fn two_offices_may_call_their_schemes_the_same_and_a_person_says_which_is_meant() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let by = |issuer: &str| EnterDirective {
        issuer: issuer.into(),
        ..stated("Đề án", "“Xây dựng xã hội học tập giai đoạn 2021 - 2030”")
    };
    let central = enter(&app, by("Thủ tướng Chính phủ")).await.unwrap();
    let own = enter(&app, by("Ủy ban nhân dân tỉnh")).await.unwrap();
    assert_ne!(central, own);
    let id = waiting(&ctx, &app, PAGE).await;
    let mut wanted = accepted(&ctx, id).await;
    assert_eq!(wanted.documents[1].link, Link::Open);
    wanted.documents.remove(0);
    wanted.documents[0].directive.subject =
        "“Xây dựng xã hội học tập giai đoạn 2021 - 2030”".into();
    let errors = defects(
        app::reading::confirm(&ctx, id, wanted.clone())
            .await
            .unwrap_err(),
    );
    assert_eq!(
        errors,
        [("documents.1.link".to_owned(), "reading.choose_link")]
    );
    wanted.documents[0].link = Link::To(own);
    let done = app::reading::confirm(&ctx, id, wanted).await.unwrap();
    assert_eq!((done.directives, done.new_directives), (vec![own], 0));
}

/// what a person chose is not linked to another document without a word.
#[tokio::test]
async fn a_new_entry_of_a_known_name_must_say_what_tells_it_apart() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let name = "“Xây dựng xã hội học tập giai đoạn 2021 - 2030”";
    let foreign = EnterDirective {
        issuer: "Ủy ban nhân dân tỉnh Sông Lô".into(),
        issued_on: Some(date(2022, 1, 5)),
        ..stated("Đề án", name)
    };
    let foreign = enter(&app, foreign).await.unwrap();
    let id = waiting(&ctx, &app, PAGE).await;
    let mut wanted = accepted(&ctx, id).await;
    wanted.documents.remove(0);
    wanted.documents[0].link = Link::New;
    wanted.documents[0].directive = stated("Đề án", name);
    let refused = app::reading::confirm(&ctx, id, wanted.clone()).await;
    assert_eq!(
        defects(refused.unwrap_err()),
        [("documents.1.link".to_owned(), "reading.name_alone")]
    );
    wanted.documents[0].directive.issuer = "Thủ tướng Chính phủ".into();
    let done = app::reading::confirm(&ctx, id, wanted).await.unwrap();
    assert_eq!(done.new_directives, 1);
    assert!(!done.directives.contains(&foreign));
}

/// what was issued after the meeting the text cannot mean, also when
/// the register knows no other of that name.
#[tokio::test]
async fn r_2_1_a_namesake_that_was_issued_after_the_meeting_is_not_the_one_that_a_text_names() {
    let name = "“Xây dựng xã hội học tập giai đoạn 2021 - 2030”";
    for link in [Link::New, Link::Open] {
        let app = TestApp::new().await;
        let ctx = app.coordinator().await;
        let later = EnterDirective {
            issuer: "Ủy ban nhân dân tỉnh Sông Lô".into(),
            issued_on: Some(date(2026, 1, 5)),
            ..stated("Đề án", name)
        };
        let later = enter(&app, later).await.unwrap();
        let id = waiting(&ctx, &app, PAGE).await;
        let found = app::reading::show(&ctx, id).await.unwrap();
        let proposed = app::reading::suggest(&ctx, &found).await.unwrap();
        assert!(proposed.documents[1].candidates.is_empty());
        assert_eq!(proposed.documents[1].link, Link::New);
        let mut wanted = accepted(&ctx, id).await;
        wanted.documents.remove(0);
        wanted.documents[0].link = link;
        wanted.documents[0].directive = stated("Đề án", name);
        // The page without a day of the meeting has its own.
        if link == Link::Open {
            wanted.with_conference = false;
            wanted.tasks.clear();
            wanted.people.clear();
            wanted.held_on = None;
        }
        let done = app::reading::confirm(&ctx, id, wanted).await.unwrap();
        assert_eq!(done.new_directives, 1, "{link:?}");
        let page = app::directive::show(&ctx, done.directives[0])
            .await
            .unwrap();
        assert_eq!(page.directive.state, DirectiveState::Unresolved);
        let namesakes: Vec<_> = page.namesakes.iter().map(|d| d.id).collect();
        assert_eq!(namesakes, [later]);
        let later = app::directive::show(&ctx, later).await.unwrap();
        assert!(later.citations.is_empty(), "{link:?}");
    }
}

/// an entry without day, or issued before, is the one that is meant.
#[tokio::test]
async fn r_2_1_the_only_namesake_that_existed_is_the_one_that_a_text_names() {
    let name = "“Xây dựng xã hội học tập giai đoạn 2021 - 2030”";
    for issued_on in [None, Some(date(2021, 7, 30))] {
        let app = TestApp::new().await;
        let ctx = app.coordinator().await;
        let known = EnterDirective {
            issued_on,
            ..stated("Đề án", name)
        };
        let known = enter(&app, known).await.unwrap();
        let id = waiting(&ctx, &app, PAGE).await;
        let mut wanted = accepted(&ctx, id).await;
        assert_eq!(wanted.documents[1].link, Link::To(known));
        wanted.documents.remove(0);
        let done = app::reading::confirm(&ctx, id, wanted).await.unwrap();
        assert_eq!((done.directives, done.new_directives), (vec![known], 0));
    }
}

#[tokio::test]
async fn neither_number_nor_name_is_refused_and_so_is_a_name_without_type() {
    let app = TestApp::new().await;
    let nothing = enter(&app, stated("Kế hoạch", " ")).await.unwrap_err();
    assert_eq!(
        defects(nothing),
        [("symbol".to_owned(), "directive.number_or_name")]
    );
    let untyped = enter(&app, stated("", "Giáo dục 2019")).await.unwrap_err();
    assert_eq!(defects(untyped), [("doc_type".to_owned(), "required")]);
    let marks = enter(&app, stated("Đề án", "“…”")).await.unwrap_err();
    assert_eq!(
        defects(marks),
        [("subject".to_owned(), "directive.number_or_name")]
    );
}

#[tokio::test]
async fn completing_keeps_an_entry_without_a_number_findable_by_its_name() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let office = app.unit("BTGDV");
    let id = enter(&app, stated("Luật", "Giao dịch")).await.unwrap();
    let found = app::directive::show(&ctx, id).await.unwrap().directive;
    assert_eq!(found.state, DirectiveState::Unresolved);
    let better = EnterDirective {
        issued_on: Some(date(2019, 6, 14)),
        issuer: "Quốc hội".into(),
        ..stated("", "Giáo dục")
    };
    app::directive::complete(&ctx, office, id, found.version, better)
        .await
        .unwrap();
    let page = app::directive::show(&ctx, id).await.unwrap();
    assert_eq!(page.directive.state, DirectiveState::InForce);
    assert!(!page.reviews.is_empty(), "anniversaries of its day");
    // Its day says the year that others write behind the name.
    let twin = enter(&app, stated("Luật", "Giáo dục 2019"))
        .await
        .unwrap_err();
    assert_eq!(defects(twin), [("subject".to_owned(), "directive.known")]);
    let unnamed =
        app::directive::complete(&ctx, office, id, page.directive.version, stated("", ""));
    let unnamed = unnamed.await.unwrap_err();
    assert_eq!(
        defects(unnamed),
        [("subject".to_owned(), "directive.number_or_name")]
    );
}
