//! The API as a program meets it, and the document held against the server.

use crate::world::{Answer, World, routes};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn document() -> Value {
    serde_json::from_str(&web::openapi()).unwrap()
}

#[test]
fn the_committed_document_is_the_one_that_the_code_gives() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/openapi.json");
    let committed = std::fs::read_to_string(path).expect("docs/openapi.json");
    assert!(
        committed == web::openapi(),
        "run: giaoban openapi > docs/openapi.json"
    );
    assert!(document()["openapi"].as_str().unwrap().starts_with("3.1"));
}

#[test]
fn the_document_has_every_route_of_the_api_and_no_other() {
    let in_router: BTreeSet<(String, String)> = routes()
        .into_iter()
        .filter(|r| r.path.starts_with("/api/"))
        .flat_map(|r| r.methods.into_iter().map(move |m| (r.path.clone(), m)))
        .collect();
    let document = document();
    let in_document: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            item.as_object()
                .unwrap()
                .keys()
                .map(move |m| (path.clone(), m.clone()))
        })
        .collect();
    assert_eq!(in_router, in_document);
}

#[test]
fn every_operation_says_who_may_call_it_and_how_it_refuses() {
    for (path, item) in document()["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if path.ends_with("/openapi.json") {
                continue;
            }
            let problem = &operation["responses"]["403"]["content"]["application/problem+json"];
            assert_eq!(
                problem["schema"]["$ref"], "#/components/schemas/Problem",
                "{method} {path}"
            );
            let needs_token = operation["security"][0].get("form_token").is_some();
            assert_eq!(needs_token, method != "get", "{method} {path}");
            assert!(operation["summary"].is_string(), "{method} {path}");
        }
    }
}

/// Asserts that a value has the shape of a schema: every required property, no
/// unknown one, the right types all the way down.
fn conform(document: &Value, schema: &Value, value: &Value, at: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let schema = document
            .pointer(name.trim_start_matches('#'))
            .expect("the schema");
        return conform(document, schema, value, at);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let chosen = choices
            .iter()
            .find(|c| (c["type"] == "null") == value.is_null());
        return conform(
            document,
            chosen.unwrap_or_else(|| panic!("{at}: no choice")),
            value,
            at,
        );
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    let is = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    assert!(types.contains(&is), "{at}: {is} is none of {types:?}");
    if let Value::Array(items) = value {
        items
            .iter()
            .for_each(|item| conform(document, &schema["items"], item, &format!("{at}[]")));
    }
    if let Value::Object(map) = value {
        let properties = schema["properties"]
            .as_object()
            .unwrap_or_else(|| panic!("{at}: no properties"));
        for required in schema["required"].as_array().into_iter().flatten() {
            assert!(
                map.contains_key(required.as_str().unwrap()),
                "{at}: {required} is missing"
            );
        }
        for (name, inner) in map {
            let schema = properties
                .get(name)
                .unwrap_or_else(|| panic!("{at}: {name} is not described"));
            conform(document, schema, inner, &format!("{at}.{name}"));
        }
    }
}

fn conform_to(document: &Value, answer: &Answer, method: &str, route: &str) {
    let response = &document["paths"][route][method]["responses"][answer.status.as_str()];
    let media = answer.header("content-type").split(';').next().unwrap();
    let schema = &response["content"][media]["schema"];
    assert!(
        schema.is_object(),
        "{method} {route}: {} {media} is not described",
        answer.status
    );
    conform(document, schema, &answer.json(), route);
}

#[tokio::test]
async fn the_server_answers_in_the_shapes_of_the_document() {
    let world = World::new(&["dieuphoi", "tt.syt", "bc.sgddt"]).await;
    let (document, made) = (document(), &world.made);
    let calls = [
        ("dieuphoi", "/api/v1/me", ""),
        ("dieuphoi", "/api/v1/rounds", ""),
        ("dieuphoi", "/api/v1/rounds/{id}", &made.round),
        ("dieuphoi", "/api/v1/rounds/{id}/matrix", &made.round),
        ("dieuphoi", "/api/v1/tasks", ""),
        ("tt.syt", "/api/v1/tasks/{id}", &made.task.own),
        ("dieuphoi", "/api/v1/directives", ""),
        ("dieuphoi", "/api/v1/units", ""),
        ("tt.syt", "/api/v1/obligations", ""),
        ("bc.sgddt", "/api/v1/reports/{id}/draft", &made.report.other),
    ];
    for (login, route, id) in calls {
        let answer = world.get(login, &route.replace("{id}", id)).await;
        assert_eq!(answer.status.as_u16(), 200, "{route}: {}", answer.text());
        conform_to(&document, &answer, "get", route);
        let refused = world.get("", &route.replace("{id}", id)).await;
        refused.assert_problem(403);
        conform_to(&document, &refused, "get", route);
    }
    let open = world.get("", "/api/v1/openapi.json").await;
    assert_eq!(open.json(), document);
}

#[tokio::test]
async fn lists_give_what_was_made_with_the_names_that_people_use() {
    let world = World::new(&["dieuphoi", "bc.syt"]).await;
    let rounds = world.get("dieuphoi", "/api/v1/rounds").await.json();
    assert_eq!(rounds["items"][0]["id"], world.made.round);
    assert_eq!(rounds["items"][0]["received"], 1);
    assert_eq!(rounds["next"], Value::Null);
    let matrix = format!("/api/v1/rounds/{}/matrix", world.made.round);
    let asking = world
        .get("dieuphoi", &format!("{matrix}?filter=asking"))
        .await
        .json();
    assert_eq!(asking["rows"].as_array().unwrap().len(), 1);
    assert_eq!(asking["rows"][0]["obligation"], world.made.report.other);
    let found = world
        .get("dieuphoi", "/api/v1/directives?q=29-nq/tw")
        .await
        .json();
    assert_eq!(found["items"][0]["symbol"], "29-NQ/TW");
    let none = world
        .get("dieuphoi", "/api/v1/directives?q=kh%C3%B4ng%20c%C3%B3")
        .await
        .json();
    assert_eq!(none["items"], json!([]));
    let own = world.get("bc.syt", "/api/v1/tasks").await.json();
    assert_eq!(own["items"].as_array().unwrap().len(), 1);
    assert_eq!(own["items"][0]["id"], world.made.task.own);
}

#[tokio::test]
async fn a_cursor_walks_through_every_row_once() {
    let world = World::new(&["dieuphoi"]).await;
    let mut path = "/api/v1/tasks?limit=1".to_owned();
    let mut seen = Vec::new();
    loop {
        let page = world.get("dieuphoi", &path).await.json();
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 1);
        seen.extend(items.iter().map(|t| t["id"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else {
            break;
        };
        path = format!("/api/v1/tasks?limit=1&cursor={next}");
    }
    assert_eq!(
        seen,
        [world.made.task.own.clone(), world.made.task.other.clone()]
    );
    for path in [
        "/api/v1/tasks",
        "/api/v1/directives",
        "/api/v1/rounds",
        "/api/v1/units",
    ] {
        let wrong = world
            .get("dieuphoi", &format!("{path}?cursor=x"))
            .await
            .assert_problem(422);
        assert_eq!(wrong["errors"][0]["code"], "api.cursor");
    }
    let stranger = format!("/api/v1/rounds?cursor={}", world.made.task.own);
    world.get("dieuphoi", &stranger).await.assert_problem(422);
}

#[tokio::test]
async fn what_was_read_is_not_sent_twice_and_a_change_is_noticed() {
    let world = World::new(&["bc.sgddt"]).await;
    let path = format!("/api/v1/reports/{}/draft", world.made.report.other);
    let first = world.get("bc.sgddt", &path).await;
    let tag = first.header("etag").to_owned();
    let again = world
        .ask("bc.sgddt", "GET", &path, &[("if-none-match", &tag)], "")
        .await;
    assert_eq!(
        (
            again.status.as_u16(),
            again.bytes.len(),
            again.header("etag")
        ),
        (304, 0, tag.as_str())
    );
    let token = world.token("bc.sgddt");
    let headers = [
        ("x-form-token", token),
        ("if-match", &tag),
        ("content-type", "application/json"),
    ];
    let body = json!({ "sections": [{ "code": "I.1", "text": "Đã triển khai." }] }).to_string();
    let kept = world.ask("bc.sgddt", "PUT", &path, &headers, &body).await;
    assert_eq!(kept.status.as_u16(), 200, "{}", kept.text());
    let changed = world
        .ask("bc.sgddt", "GET", &path, &[("if-none-match", &tag)], "")
        .await;
    assert_eq!(changed.status.as_u16(), 200);
    assert_ne!(changed.header("etag"), tag);
    assert_eq!(changed.json()["sections"][1]["text"], "Đã triển khai.");
    let stale = world
        .ask("bc.sgddt", "PUT", &path, &headers, &body)
        .await
        .assert_problem(412);
    assert_eq!(stale["errors"][0]["code"], "api.stale");
    let tags = format!("W/\"khac\", {}", changed.header("etag"));
    let one_of = world
        .ask("bc.sgddt", "GET", &path, &[("if-none-match", &tags)], "")
        .await;
    assert_eq!(one_of.status.as_u16(), 304);
}

#[tokio::test]
async fn a_change_without_the_form_token_is_refused_before_anything_is_read() {
    let world = World::new(&["bc.sgddt", "tt.syt"]).await;
    let path = format!("/api/v1/reports/{}/draft", world.made.report.other);
    let foreign = world.token("tt.syt").to_owned();
    for sent in [None, Some(""), Some("x"), Some(foreign.as_str())] {
        let mut headers = vec![("if-match", "\"0\""), ("content-type", "application/json")];
        headers.extend(sent.map(|token| ("x-form-token", token)));
        let refused = world
            .ask("bc.sgddt", "PUT", &path, &headers, "{}")
            .await
            .assert_problem(403);
        assert_eq!(refused["errors"][0]["code"], "api.form_token");
    }
    let me = world.get("bc.sgddt", "/api/v1/me").await.json();
    let headers = [
        ("x-form-token", me["form_token"].as_str().unwrap()),
        ("if-match", "\"0\""),
        ("content-type", "application/json"),
    ];
    assert_eq!(
        world
            .ask("bc.sgddt", "PUT", &path, &headers, "{}")
            .await
            .status
            .as_u16(),
        200
    );
    let empty = [("x-form-token", ""), ("if-match", "\"0\"")];
    world
        .ask("", "PUT", &path, &empty, "{}")
        .await
        .assert_problem(403);
}

#[tokio::test]
async fn whatever_is_wrong_is_answered_with_a_problem_document() {
    let world = World::new(&["bc.sgddt", "dieuphoi"]).await;
    let draft = format!("/api/v1/reports/{}/draft", world.made.report.other);
    let submit = format!("/api/v1/reports/{}/submit", world.made.report.other);
    let token = ("x-form-token", world.token("bc.sgddt"));
    let json = ("content-type", "application/json");
    let tag = ("if-match", "\"0\"");
    world
        .ask("bc.sgddt", "PUT", &draft, &[token, json], "{}")
        .await
        .assert_problem(428);
    world
        .ask("bc.sgddt", "PUT", &draft, &[token, json, tag], "{")
        .await
        .assert_problem(400);
    world
        .ask("bc.sgddt", "PUT", &draft, &[token, tag], "{}")
        .await
        .assert_problem(415);
    world
        .ask("bc.sgddt", "POST", &submit, &[token, json], "{}")
        .await
        .assert_problem(422);
    world
        .ask("bc.sgddt", "DELETE", &draft, &[token], "")
        .await
        .assert_problem(405);
    world
        .get("bc.sgddt", "/api/v1/nothing")
        .await
        .assert_problem(404);
    world.get("", "/api/v1/nothing").await.assert_problem(404);
    world
        .get("dieuphoi", "/api/v1/tasks?limit=x")
        .await
        .assert_problem(400);
    world
        .get("dieuphoi", "/api/v1/tasks?state=x")
        .await
        .assert_problem(422);
    world
        .get("dieuphoi", "/api/v1/rounds/x")
        .await
        .assert_problem(404);
    let matrix = format!("/api/v1/rounds/{}/matrix?filter=x", world.made.round);
    world.get("dieuphoi", &matrix).await.assert_problem(422);
}
