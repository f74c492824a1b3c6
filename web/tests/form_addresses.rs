//! Addresses that only take what a form sends: pasted or taken from the history of
//! a browser they lead to the page on which the form stands.

use crate::world::{Made, World, routes};
use axum::http::StatusCode;

/// Who may open the page of a form, and the form's address.
fn address(route: &str, made: &Made) -> (&'static str, String) {
    let noun = route.split('/').nth(1).unwrap_or_default();
    let (login, own) = match noun {
        "bao-cao"
            if [
                "/chap-nhan",
                "/mien",
                "/bo-mien",
                "/mo-lai",
                "/ban-giay",
                "/ban-giay/bo",
            ]
            .iter()
            .any(|end| route.ends_with(end)) =>
        {
            ("dieuphoi", &made.report.own)
        }
        "bao-cao" => ("bc.syt", &made.report.own),
        "ky" => ("dieuphoi", &made.round),
        "tong-hop" => ("truongban", &made.round),
        "hoi-nghi" => ("dieuphoi", &made.conference.own),
        "nhiem-vu" => ("dieuphoi", &made.task.own),
        "tai-khoan" => ("quantri", &made.account.own),
        "uy-quyen" => ("tt.syt", &made.delegation),
        "khoi" => ("dieuphoi", &made.group),
        "che-do" => ("dieuphoi", &made.regime),
        "bien-tap" => ("bientap", &made.article),
        "hop-thu-di" => ("dieuphoi", &made.message.own),
        "nhap-van-ban" => ("dieuphoi", &made.reading),
        _ => ("dieuphoi", &made.round),
    };
    let path = match noun {
        "khoi" | "che-do" => route.replacen("{code}", own, 1),
        _ => route.replacen("{id}", own, 1),
    };
    let path = path.replace("/o/{code}", "/o/YT-09");
    let parts = path.split('/').map(|part| match part.strip_prefix('{') {
        Some(_) => "x",
        None => part,
    });
    (login, parts.collect::<Vec<_>>().join("/"))
}

#[tokio::test]
async fn an_address_that_only_takes_a_form_leads_to_the_page_of_the_form() {
    let logins = [
        "bc.syt",
        "tt.syt",
        "dieuphoi",
        "truongban",
        "bientap",
        "quantri",
    ];
    let world = World::new(&logins).await;
    let forms = routes()
        .into_iter()
        .filter(|r| r.methods.iter().any(|m| m == "post") && r.methods.iter().all(|m| m != "get"));
    let mut looked = 0;
    for route in forms.filter(|r| !r.path.starts_with("/api/")) {
        let (login, path) = address(&route.path, &world.made);
        let answer = world.get(login, &path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        let to = answer.header("location").to_owned();
        let page = world.get(login, &to).await;
        let is_there = page.status == StatusCode::OK || to == "/";
        assert!(is_there, "{path} as {login} leads to {to}: {}", page.status);
        looked += 1;
    }
    assert!(looked > 30, "{looked} addresses");
    // Nobody without an account learns anything by it.
    let path = format!("/khoi/{}/vao", world.made.group);
    let away = world.get("", &path).await;
    let page = world.get("", away.header("location")).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(page.header("location").starts_with("/dang-nhap"));
    // What takes no form stays refused.
    let put = world.ask("dieuphoi", "DELETE", &path, &[], "").await;
    assert_eq!(put.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_refused_form_names_its_fields_in_the_summary_in_both_languages() {
    let world = World::new(&["dieuphoi"]).await;
    let body = format!(
        "_token={}&kind=quarter&year=2026&index=3",
        world.token("dieuphoi")
    );
    for (language, words) in [
        ("vi", "Chế độ báo cáo: mục này cần được điền."),
        ("en", "Reporting regime: "),
    ] {
        let cookie = format!("ngon_ngu={language}");
        let headers = [
            ("cookie", cookie.as_str()),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        let refused = world
            .ask("dieuphoi", "POST", "/ky/moi", &headers, &body)
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let link = format!("<a href=\"#f-regime\">{words}");
        assert!(refused.text().contains(&link), "{}", refused.text());
        assert!(!refused.text().contains("data-named"));
    }
}
