//! Articles without HTTP: from the record to the public and back (R-10.1 to
//!

use app::article::{
    self, ArticleInput, Correction, Found, NewPhoto, add_photo, approve, correct, create_blank,
    draft_from_conference, publish, published, save, show, withdraw,
};
use app::conference::{self, ConferenceInput, Mark, NewDelegate, Seat};
use app::{AppError, Ctx};
use domain::article::{ArticleState, Category};
use domain::conference::{AttendanceState, ConclusionDraft};
use domain::id::{ArticleId, ConferenceId};
use jiff::civil::{date, time};
use testkit::TestApp;

/// A conference that sits: two units invited, one came; one public and one
/// internal conclusion.
async fn sitting(t: &TestApp) -> ConferenceId {
    let ctx = t.coordinator().await;
    let input = ConferenceInput {
        office: t.unit("BTGDV"),
        title: "Hội nghị giao ban công tác khoa giáo quý III năm 2026".into(),
        host: "Ban Tuyên giáo và Dân vận Tỉnh ủy".into(),
        held_on: Some(date(2026, 10, 5)),
        starts_at: Some(time(8, 0, 0, 0)),
        place: "Hội trường lớn".into(),
        chair_name: "Trần Thị Bình".into(),
        chair_title: "Phó Trưởng ban".into(),
        agenda: Vec::new(),
    };
    let id = conference::create(&ctx, None, input).await.unwrap();
    let seat = |code| Seat {
        unit: t.unit(code),
        seats: 1,
    };
    conference::invite(&ctx, id, &[seat("SYT"), seat("SGDDT")])
        .await
        .unwrap();
    conference::convene(&ctx, id, 1).await.unwrap();
    let mut marks = Vec::new();
    for (code, state) in [
        ("SYT", AttendanceState::Present),
        ("SGDDT", AttendanceState::Absent),
    ] {
        let new = NewDelegate {
            unit: t.unit(code),
            person_name: format!("Đại biểu của {code}"),
            person_title: "Phó Giám đốc".into(),
        };
        let delegate = conference::name_delegate(&ctx, id, new).await.unwrap();
        marks.push(Mark {
            delegate,
            state,
            reason: String::new(),
        });
    }
    conference::begin(&ctx, id, 2).await.unwrap();
    conference::mark_attendance(&ctx, id, &marks).await.unwrap();
    conclude(&ctx, t, id, "Sở Y tế hoàn thành kế hoạch tiêm chủng.", true).await;
    conclude(&ctx, t, id, "Rà soát nhân sự trước ngày 15.", false).await;
    id
}

async fn conclude(ctx: &Ctx, t: &TestApp, id: ConferenceId, text: &str, is_public: bool) {
    let draft = ConclusionDraft {
        text: text.into(),
        lead: Some(t.unit("SYT")),
        due_on: Some(date(2026, 11, 15)),
        is_public,
        ..ConclusionDraft::default()
    };
    conference::add_conclusion(ctx, id, draft).await.unwrap();
}

fn text(body: &str) -> ArticleInput {
    ArticleInput {
        title: "Tin thử".into(),
        lead: "Đoạn mở đầu.".into(),
        body: body.into(),
        category: Category::Activity,
    }
}

async fn version(ctx: &Ctx, id: ArticleId) -> i32 {
    show(ctx, id).await.unwrap().article.version
}

/// A published article without a record.
async fn public_article(t: &TestApp, ctx: &Ctx) -> ArticleId {
    let id = create_blank(ctx, t.unit("BTGDV"), "Tin thử").await.unwrap();
    save(ctx, id, 1, text("Nội dung."), false).await.unwrap();
    approve(ctx, id, 2, true).await.unwrap();
    publish(ctx, id, 3).await.unwrap();
    id
}

fn codes(err: AppError) -> Vec<(String, &'static str)> {
    match err {
        AppError::Invalid(errors) => errors.into_iter().map(|e| (e.field, e.code)).collect(),
        other => panic!("not a refusal: {other}"),
    }
}

#[tokio::test]
async fn a_draft_holds_what_is_public_of_the_record_and_nothing_else() {
    let t = TestApp::new().await;
    let conference = sitting(&t).await;
    let ctx = t.editor().await;
    let id = draft_from_conference(&ctx, conference).await.unwrap();
    let article = show(&ctx, id).await.unwrap().article;
    assert_eq!(article.state, ArticleState::Draft);
    assert_eq!(
        article.slug,
        "hoi-nghi-giao-ban-cong-tac-khoa-giao-quy-iii-nam-2026"
    );
    assert!(
        article.lead.contains("05/10/2026")
            && article.lead.contains("Phó Trưởng ban Trần Thị Bình")
    );
    assert!(article.body.contains("1/2") && article.body.contains("Sở Y tế"));
    assert!(
        article
            .body
            .contains("1. Sở Y tế hoàn thành kế hoạch tiêm chủng.")
    );
    assert!(!article.body.contains("nhân sự"), "an internal conclusion");
    assert!(!article.body.contains("Đại biểu của"), "a delegate's name");
    assert!(!article.body.contains("GD&ĐT"), "a unit that did not come");
}

#[tokio::test]
async fn a_change_of_the_record_after_publication_is_flagged_until_it_was_compared() {
    let t = TestApp::new().await;
    let conference = sitting(&t).await;
    let ctx = t.editor().await;
    let id = draft_from_conference(&ctx, conference).await.unwrap();
    approve(&ctx, id, 1, true).await.unwrap();
    publish(&ctx, id, 2).await.unwrap();
    assert!(show(&ctx, id).await.unwrap().changed.is_empty());

    conclude(
        &t.coordinator().await,
        &t,
        conference,
        "Bổ sung nội quy.",
        true,
    )
    .await;
    let editor = show(&ctx, id).await.unwrap();
    assert_eq!(editor.changed, ["conclusions"]);

    let a = editor.article;
    let correction = Correction {
        text: ArticleInput {
            title: a.title,
            lead: a.lead,
            body: format!("{}\n2. Bổ sung nội quy.", a.body),
            category: a.category,
        },
        note: "Bổ sung kết luận số 2.".into(),
        is_record_seen: true,
    };
    correct(&ctx, id, a.version, correction).await.unwrap();
    let editor = show(&ctx, id).await.unwrap();
    assert!(editor.changed.is_empty());
    assert_eq!(
        editor.article.correction.as_deref(),
        Some("05/10/2026: Bổ sung kết luận số 2.")
    );
    assert_eq!(editor.article.state, ArticleState::Published);
}

#[tokio::test]
async fn an_internal_conclusion_changes_no_flag() {
    let t = TestApp::new().await;
    let conference = sitting(&t).await;
    let ctx = t.editor().await;
    let id = draft_from_conference(&ctx, conference).await.unwrap();
    conclude(
        &t.coordinator().await,
        &t,
        conference,
        "Việc nội bộ.",
        false,
    )
    .await;
    assert!(show(&ctx, id).await.unwrap().changed.is_empty());
}

#[tokio::test]
async fn nothing_is_public_before_it_is_checked_approved_and_published() {
    let t = TestApp::new().await;
    let ctx = t.editor().await;
    let id = create_blank(&ctx, t.unit("BTGDV"), "Tin thử")
        .await
        .unwrap();
    assert_eq!(
        codes(approve(&ctx, id, 1, true).await.unwrap_err())[0].1,
        "article.incomplete"
    );
    save(&ctx, id, 1, text("Nội dung."), false).await.unwrap();
    assert_eq!(
        codes(publish(&ctx, id, 2).await.unwrap_err())[0].1,
        "article.wrong_state"
    );
    assert_eq!(
        codes(approve(&ctx, id, 2, false).await.unwrap_err()),
        [("cleared".to_owned(), "article.not_cleared")]
    );
    approve(&ctx, id, 2, true).await.unwrap();
    assert!(published(&t.app, "tin-thu").await.unwrap().is_none());
    publish(&ctx, id, 3).await.unwrap();
    assert!(matches!(
        published(&t.app, "tin-thu").await.unwrap(),
        Some(Found::Published(_))
    ));
}

#[tokio::test]
async fn saving_an_approved_text_takes_the_approval_away() {
    let t = TestApp::new().await;
    let ctx = t.editor().await;
    let id = create_blank(&ctx, t.unit("BTGDV"), "Tin thử")
        .await
        .unwrap();
    save(&ctx, id, 1, text("Nội dung."), false).await.unwrap();
    approve(&ctx, id, 2, true).await.unwrap();
    save(&ctx, id, 3, text("Khác."), false).await.unwrap();
    assert_eq!(
        codes(publish(&ctx, id, 4).await.unwrap_err())[0].1,
        "article.wrong_state"
    );
}

#[tokio::test]
async fn a_public_text_changes_by_a_correction_with_a_note_only() {
    let t = TestApp::new().await;
    let ctx = t.editor().await;
    let id = public_article(&t, &ctx).await;
    assert_eq!(
        codes(save(&ctx, id, 4, text("Sửa."), false).await.unwrap_err())[0].1,
        "article.is_public"
    );
    let silent = Correction {
        text: text("Sửa."),
        note: " ".into(),
        is_record_seen: false,
    };
    assert_eq!(
        codes(correct(&ctx, id, 4, silent).await.unwrap_err()),
        [("note".to_owned(), "article.note_missing")]
    );
    assert_eq!(show(&ctx, id).await.unwrap().article.body, "Nội dung.");
}

#[tokio::test]
async fn a_withdrawn_article_keeps_its_reason_and_never_comes_back() {
    let t = TestApp::new().await;
    let ctx = t.editor().await;
    let id = public_article(&t, &ctx).await;
    assert_eq!(
        codes(withdraw(&ctx, id, 4, "").await.unwrap_err()),
        [("reason".to_owned(), "article.note_missing")]
    );
    withdraw(&ctx, id, 4, "Số liệu chưa được xác nhận.")
        .await
        .unwrap();
    match published(&t.app, "tin-thu").await.unwrap() {
        Some(Found::Withdrawn { reason }) => assert_eq!(reason, "Số liệu chưa được xác nhận."),
        other => panic!("{other:?}"),
    }
    assert_eq!(
        codes(publish(&ctx, id, 5).await.unwrap_err())[0].1,
        "article.wrong_state"
    );
    assert!(
        article::published_page(&t.app, None, 0)
            .await
            .unwrap()
            .lines
            .is_empty()
    );
}

#[tokio::test]
async fn the_second_of_two_editors_is_told() {
    let t = TestApp::new().await;
    let ctx = t.editor().await;
    let id = create_blank(&ctx, t.unit("BTGDV"), "Tin thử")
        .await
        .unwrap();
    save(&ctx, id, 1, text("Một."), false).await.unwrap();
    assert!(matches!(
        save(&ctx, id, 1, text("Hai."), false).await,
        Err(AppError::Conflict)
    ));
    assert_eq!(show(&ctx, id).await.unwrap().article.body, "Một.");
}

#[tokio::test]
async fn two_articles_with_one_title_have_two_addresses() {
    let t = TestApp::new().await;
    let ctx = t.editor().await;
    let mut slugs = Vec::new();
    for _ in 0..3 {
        let id = create_blank(&ctx, t.unit("BTGDV"), "Tin thử")
            .await
            .unwrap();
        slugs.push(show(&ctx, id).await.unwrap().article.slug);
    }
    assert_eq!(slugs, ["tin-thu", "tin-thu-2", "tin-thu-3"]);
}

#[tokio::test]
async fn others_neither_write_nor_see_drafts() {
    let t = TestApp::new().await;
    let id = create_blank(&t.editor().await, t.unit("BTGDV"), "Tin thử")
        .await
        .unwrap();
    let foreign = t.foreign_coordinator().await;
    assert!(matches!(show(&foreign, id).await, Err(AppError::NotFound)));
    let reporter = t.reporter("SYT").await;
    assert!(matches!(
        show(&reporter, id).await,
        Err(AppError::Forbidden)
    ));
    assert!(matches!(
        show(&t.anonymous(), id).await,
        Err(AppError::Forbidden)
    ));
    let writer = t.coordinator().await;
    save(&writer, id, 1, text("Nội dung."), false)
        .await
        .unwrap();
    assert!(matches!(
        approve(&writer, id, 2, true).await,
        Err(AppError::Forbidden)
    ));
}

fn png() -> bytes::Bytes {
    let mut out = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(8, 4, image::Rgb([155, 28, 28]));
    picture.write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner().into()
}

fn photo(alt: &str, bytes: bytes::Bytes) -> NewPhoto {
    NewPhoto {
        bytes,
        name: "anh.png".into(),
        caption: "Quang cảnh hội nghị".into(),
        credit: "Lê Văn C".into(),
        alt: alt.into(),
    }
}

#[tokio::test]
async fn a_photo_without_alternative_text_is_refused_and_nothing_is_kept() {
    let t = TestApp::new().await;
    let ctx = t.editor().await;
    let id = create_blank(&ctx, t.unit("BTGDV"), "Tin thử")
        .await
        .unwrap();
    let refused = add_photo(&ctx, id, 1, photo("  ", png()))
        .await
        .unwrap_err();
    assert_eq!(codes(refused), [("alt".to_owned(), "photo.alt_missing")]);
    assert!(show(&ctx, id).await.unwrap().article.photos.is_empty());
    let both = add_photo(&ctx, id, 1, photo("", "không phải ảnh".into()))
        .await
        .unwrap_err();
    assert_eq!(
        codes(both),
        [
            ("alt".to_owned(), "photo.alt_missing"),
            ("file".to_owned(), "photo.not_a_photo")
        ]
    );
}

#[tokio::test]
async fn a_photo_is_public_only_while_a_public_article_shows_it() {
    let t = TestApp::new().await;
    let ctx = t.editor().await;
    let id = create_blank(&ctx, t.unit("BTGDV"), "Tin thử")
        .await
        .unwrap();
    save(&ctx, id, 1, text("Nội dung."), false).await.unwrap();
    add_photo(&ctx, id, 2, photo("Đại biểu ngồi quanh bàn", png()))
        .await
        .unwrap();
    let kept = show(&ctx, id).await.unwrap().article.photos.remove(0);
    assert_eq!((kept.width, kept.height), (8, 4));
    assert!(
        article::public_photo(&t.app, &kept.sha256)
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(
        article::photo_for_editor(&ctx, id, &kept.sha256)
            .await
            .unwrap()
            .0,
        "image/png"
    );
    approve(&ctx, id, version(&ctx, id).await, true)
        .await
        .unwrap();
    publish(&ctx, id, version(&ctx, id).await).await.unwrap();
    assert!(
        article::public_photo(&t.app, &kept.sha256)
            .await
            .unwrap()
            .is_some()
    );
    withdraw(&ctx, id, version(&ctx, id).await, "Theo đề nghị.")
        .await
        .unwrap();
    assert!(
        article::public_photo(&t.app, &kept.sha256)
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn the_feed_names_public_articles_only() {
    let t = TestApp::new().await;
    let ctx = t.editor().await;
    create_blank(&ctx, t.unit("BTGDV"), "Bản nháp kín")
        .await
        .unwrap();
    public_article(&t, &ctx).await;
    let feed = article::feed(&t.app, None).await.unwrap();
    assert!(feed.contains("<title>Tin thử</title>") && feed.contains("/tin/tin-thu"));
    assert!(!feed.contains("Bản nháp kín"));
    let other = article::feed(&t.app, Some(Category::Guidance))
        .await
        .unwrap();
    assert!(!other.contains("Tin thử"));
}

#[tokio::test]
async fn each_act_is_in_the_history_and_the_public_pages_grow_old() {
    let t = TestApp::new().await;
    let ctx = t.editor().await;
    let before = t.app.portal_age();
    let id = public_article(&t, &ctx).await;
    assert!(t.app.portal_age() > before);
    let acts: Vec<String> = app::journal::history(
        &ctx,
        domain::journal::Noun::Article,
        id.0,
        domain::account::Right::WriteArticle,
        t.unit("BTGDV"),
    )
    .await
    .unwrap()
    .into_iter()
    .map(|s| s.entry.act)
    .collect();
    assert_eq!(
        acts,
        [
            "article.publish",
            "article.approve",
            "article.save",
            "article.create"
        ]
    );
}
