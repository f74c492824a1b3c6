//! What a program sends for a report and the form does not have.

use crate::desk::{Browser, open_quarter};
use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::TestApp;

/// Path and code of everything that an answer names.
fn named(answer: &Value) -> Vec<(&str, &str)> {
    let errors = answer["errors"].as_array().unwrap().iter();
    errors
        .map(|e| {
            let detail = e["detail"].as_str().unwrap();
            assert!(
                !detail.is_empty() && !detail.starts_with("error."),
                "{detail}"
            );
            (e["field"].as_str().unwrap(), e["code"].as_str().unwrap())
        })
        .collect()
}

/// a code that cannot be read and one that the form does not have are refused
/// together, each with its path and reason, and nothing is saved.
#[tokio::test]
async fn r_3_9_a_program_is_told_every_code_that_the_form_does_not_have() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    let path = format!("/api/v1/reports/{id}/draft");
    let two = json!({ "numbers": { "YT-99": "5", "YT-09": "7" }, "natures": { "YT-09": "uoc" } });
    let refused = reporter.json("PUT", &path, Some("\"0\""), two).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.media, "application/problem+json");
    let told = refused.json();
    let expected = [
        ("natures.YT-09", "api.code"),
        ("numbers.YT-99", "api.not_asked"),
    ];
    assert_eq!(named(&told), expected);

    let stranger = "01890000-0000-7000-8000-000000000000";
    let all = json!({
        "sections": [{ "code": "I.1", "text": "Có." }, { "code": "IX.9", "text": "Không." }],
        "numbers": { "YT-04": "94", "YT-04_NUM": "94" },
        "notes": { "GD-02": "Không hỏi." },
        "natures": { "YT-98": "estimate" },
        "style": "fr",
        "tasks": [{ "task": "NV-1" }, { "task": stranger, "percent": 120 }],
    });
    let refused = reporter.json("PUT", &path, Some("\"0\""), all).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = refused.json();
    let (share, task) = (
        format!("tasks.{stranger}.percent"),
        format!("tasks.{stranger}"),
    );
    let expected = [
        ("style", "api.code"),
        ("tasks.NV-1", "api.code"),
        (share.as_str(), "task.percent_range"),
        ("sections.IX.9", "api.not_asked"),
        ("numbers.YT-04", "api.ratio_parts"),
        ("notes.GD-02", "api.not_asked"),
        ("natures.YT-98", "api.not_asked"),
        (task.as_str(), "api.not_asked"),
    ];
    assert_eq!(named(&told), expected);

    // What only the form can tell is refused as well.
    let one = json!({ "numbers": { "YT-09": "7" }, "notes": { "YT-97": "Không hỏi." } });
    let refused = reporter.json("PUT", &path, Some("\"0\""), one).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(named(&refused.json()), [("notes.YT-97", "api.not_asked")]);
    let read = reporter.get(&path).await.json();
    assert_eq!(read["version"], 0);

    let good = json!({ "numbers": { "YT-09": "7" }, "natures": { "YT-09": "estimate" } });
    let kept = reporter.json("PUT", &path, Some("\"0\""), good).await;
    assert_eq!(kept.status, StatusCode::OK);
    let kept = kept.json();
    let mut cells = kept["cells"].as_array().unwrap().iter();
    let cell = cells.find(|c| c["code"] == "YT-09").unwrap();
    assert_eq!(cell["nature"], "estimate");
}

/// a page that was opened before its form changed is saved as ever.
#[tokio::test]
async fn r_3_9_a_page_of_an_older_form_is_saved_without_what_the_form_lost() {
    let test = TestApp::new().await;
    let id = open_quarter(&test).await;
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    let fields = [
        ("version", "0"),
        ("v.YT-09", "7"),
        ("v.YT-99", "5"),
        ("k.YT-09", "uoc"),
    ];
    let saved = reporter.post(&format!("/bao-cao/{id}/luu"), &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html());
    let read = reporter.get(&format!("/api/v1/reports/{id}/draft")).await;
    let read = read.json();
    let codes = read["cells"].as_array().unwrap().iter().map(|c| &c["code"]);
    assert!(codes.clone().any(|code| code == "YT-09"));
    assert!(codes.clone().all(|code| code != "YT-99"));
}
