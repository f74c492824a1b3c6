//! Who and what is named in a text read in: kept as printed or as a person corrects
//! it, when that person accepts it; what anybody said is not.

use crate::papers::{PAGE, accepted, defects, waiting};
use app::reading::{AcceptedPerson, AcceptedResult, AcceptedText};
use store::reading::RecordedResult;
use testkit::TestApp;

fn told() -> String {
    PAGE.replace(
        "chủ trì hội nghị.",
        "chủ trì hội nghị. Tham luận có đồng chí Lê Thị Hạ, Giám đốc Sở Y tế và đồng chí Trần Văn Bình, Phó Giám đốc Sở Giáo dục và Đào tạo. \
         Tỷ lệ bao phủ bảo hiểm y tế đạt 93,7%.",
    )
}

#[tokio::test]
async fn who_is_named_is_kept_as_corrected_with_a_conference_and_only_when_accepted() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let id = waiting(&ctx, &app, &told()).await;
    let facts = app::reading::show(&ctx, id).await.unwrap().facts;
    let mut wanted = accepted(&ctx, id).await;
    // One is corrected, one dropped, one added that the reader missed.
    wanted.people.retain(|p| p.name == "Lê Thị Hạ");
    assert_eq!(wanted.people[0].role, "Giám đốc Sở Y tế");
    wanted.people[0].name = " Lê  Thị Hà ".into();
    wanted.people[0].role = "Phó Giám đốc Sở Y tế".into();
    wanted.people.push(AcceptedPerson {
        n: facts.people.len(),
        name: "Phạm Văn Sót".into(),
        role: String::new(),
    });
    // A field that was not read; what is no field of work is none.
    assert!(!facts.fields.contains(&"khuyen_hoc".to_owned()));
    wanted.fields = ["khuyen_hoc", "khong_co", "khuyen_hoc"]
        .map(str::to_owned)
        .into();
    app::reading::confirm(&ctx, id, wanted).await.unwrap();
    let stored = app::reading::stored(&ctx, id).await.unwrap().unwrap();
    let people: Vec<_> = stored
        .record
        .people
        .iter()
        .map(|p| (p.name.as_str(), p.role.as_str()))
        .collect();
    assert_eq!(
        people,
        [("Lê Thị Hà", "Phó Giám đốc Sở Y tế"), ("Phạm Văn Sót", "")]
    );
    assert_eq!(stored.record.fields, ["khuyen_hoc"]);
    // Without a conference nobody is kept.
    let other = waiting(&ctx, &app, &told().replace("quý I ", "quý một ")).await;
    let mut alone = accepted(&ctx, other).await;
    alone.with_conference = false;
    alone.tasks.clear();
    alone.people.clear();
    app::reading::confirm(&ctx, other, alone).await.unwrap();
    let stored = app::reading::stored(&ctx, other).await.unwrap().unwrap();
    assert!(stored.record.people.is_empty() && stored.record.fields.is_empty());
}

#[tokio::test]
async fn bodies_and_results_are_kept_as_accepted_with_the_record_of_the_text() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let id = waiting(&ctx, &app, &told()).await;
    let facts = app::reading::show(&ctx, id).await.unwrap().facts;
    assert!(facts.organisations.len() > 1 && !facts.results.is_empty());
    let mut wanted = accepted(&ctx, id).await;
    wanted.with_conference = false;
    wanted.tasks.clear();
    wanted.people.clear();
    wanted.organisations.truncate(1);
    wanted.organisations.push(AcceptedText {
        n: facts.organisations.len(),
        text: " Hội Khuyến học  tỉnh".into(),
    });
    wanted.results.truncate(1);
    wanted.results[0].text = "Bao phủ bảo hiểm y tế đạt 93,7%.".into();
    wanted.results.push(AcceptedResult {
        n: facts.results.len(),
        field: "giáo dục và đào tạo".into(),
        text: "Trường lớp được rà soát.".into(),
    });
    app::reading::confirm(&ctx, id, wanted).await.unwrap();
    let record = app::reading::stored(&ctx, id)
        .await
        .unwrap()
        .unwrap()
        .record;
    let first = facts.organisations[0].as_str();
    assert_eq!(record.organisations, [first, "Hội Khuyến học tỉnh"]);
    let result = |field: &str, text: &str| RecordedResult {
        field: field.to_owned(),
        text: text.to_owned(),
    };
    assert_eq!(
        record.results,
        [
            result(&facts.results[0].field, "Bao phủ bảo hiểm y tế đạt 93,7%."),
            result("giao_duc_dao_tao", "Trường lớp được rà soát."),
        ]
    );
}

#[tokio::test]
async fn what_is_accepted_of_the_named_without_its_words_is_told_with_its_field() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let id = waiting(&ctx, &app, &told()).await;
    let mut wanted = accepted(&ctx, id).await;
    wanted.people.truncate(2);
    wanted.people[1].name = " ".into();
    wanted.organisations.truncate(1);
    wanted.organisations[0].text = String::new();
    let result = |n, field: &str, text: &str| AcceptedResult {
        n,
        field: field.to_owned(),
        text: text.to_owned(),
    };
    wanted.results = vec![result(0, "Ngành lạ", "Đạt 93,7%."), result(1, "", " ")];
    let found = defects(app::reading::confirm(&ctx, id, wanted).await.unwrap_err());
    let expected = [
        ("people.1.name", "required"),
        ("organisations.0.text", "required"),
        ("results.0.field", "reading.field_unknown"),
        ("results.1.text", "required"),
        ("results.1.field", "required"),
    ];
    assert_eq!(
        found,
        expected.map(|(field, code)| (field.to_owned(), code))
    );
    let stored = app::reading::stored(&ctx, id).await.unwrap();
    assert!(stored.is_none(), "nothing is stored");
}
