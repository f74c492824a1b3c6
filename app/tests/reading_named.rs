//! Who is named in a text read in: kept with name and role as printed, when a
//! person accepts it; what anybody said is not.

use crate::papers::{PAGE, accepted, waiting};
use testkit::TestApp;

#[tokio::test]
async fn who_is_named_is_kept_as_printed_with_a_conference_and_only_when_accepted() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let told = PAGE.replace(
        "chủ trì hội nghị.",
        "chủ trì hội nghị. Tham luận có đồng chí Lê Thị Hạ, Giám đốc Sở Y tế và đồng chí Trần Văn Bình, Phó Giám đốc Sở Giáo dục và Đào tạo.",
    );
    let id = waiting(&ctx, &app, &told).await;
    let facts = app::reading::show(&ctx, id).await.unwrap().facts;
    let her = facts
        .people
        .iter()
        .position(|p| p.name == "Lê Thị Hạ")
        .unwrap();
    let mut wanted = accepted(&ctx, id).await;
    wanted.people = vec![her, 999];
    wanted.fields = Vec::new();
    app::reading::confirm(&ctx, id, wanted).await.unwrap();
    let stored = app::reading::stored(&ctx, id).await.unwrap().unwrap();
    let people: Vec<_> = stored
        .record
        .people
        .iter()
        .map(|p| (p.name.as_str(), p.role.as_str()))
        .collect();
    assert_eq!(people, [("Lê Thị Hạ", "Giám đốc Sở Y tế")]);
    assert!(stored.record.fields.is_empty());
    // Without a conference nobody is kept.
    let other = waiting(&ctx, &app, &told.replace("quý I ", "quý một ")).await;
    let mut alone = accepted(&ctx, other).await;
    alone.with_conference = false;
    alone.tasks.clear();
    app::reading::confirm(&ctx, other, alone).await.unwrap();
    let stored = app::reading::stored(&ctx, other).await.unwrap().unwrap();
    assert!(stored.record.people.is_empty() && stored.record.fields.is_empty());
}
