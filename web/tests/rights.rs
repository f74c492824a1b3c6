//! Who may open what: every page and every read of the API × every
//! role × own and other objects, with the status of each answer held in a
//! snapshot.

use crate::world::{Made, Pair, World, routes};
use std::collections::BTreeSet;

/// The readers, one column each. "SYT" is the unit whose objects are "own".
const ACTORS: [(&str, &str); 12] = [
    ("anonymous", ""),
    ("reporter SYT", "bc.syt"),
    ("head SYT", "tt.syt"),
    ("reporter SGDDT", "bc.sgddt"),
    ("reporter XTD", "bc.xtd"),
    ("coordinator", "dieuphoi"),
    ("head of office", "truongban"),
    ("leader", "lanhdao"),
    ("inspector", "kiemtra"),
    ("editor", "bientap"),
    ("administrator", "quantri"),
    ("foreign coordinator", "dieuphoi2"),
];

/// An id that no row has.
const UNKNOWN: &str = "0199b2c0-0000-7000-8000-000000000000";

/// Fills the places of a route: the kind of object and the address.
type Example = fn(&str, &Made) -> Vec<(&'static str, String)>;

fn plain(route: &str, _: &Made) -> Vec<(&'static str, String)> {
    vec![("", route.to_owned())]
}

fn language(route: &str, _: &Made) -> Vec<(&'static str, String)> {
    vec![("", format!("{route}?ma=en"))]
}

fn one(route: &str, id: &str) -> Vec<(&'static str, String)> {
    vec![
        ("own", route.replace("{id}", id)),
        ("unknown", route.replace("{id}", UNKNOWN)),
    ]
}

fn two(route: &str, pair: &Pair) -> Vec<(&'static str, String)> {
    vec![
        ("SYT", route.replace("{id}", &pair.own)),
        ("SGDDT", route.replace("{id}", &pair.other)),
        ("unknown", route.replace("{id}", UNKNOWN)),
    ]
}

fn round(route: &str, made: &Made) -> Vec<(&'static str, String)> {
    let route = route
        .replace("{code}", "GD-09")
        .replace("{file}", "bao-cao.docx");
    one(&route, &made.round)
}

fn coded(route: &str, made: &Made) -> Vec<(&'static str, String)> {
    let is_group = route.starts_with("/khoi");
    let own = if is_group { &made.group } else { &made.regime };
    let at = |code: &str| route.replace("{code}", code);
    vec![("own", at(own)), ("unknown", at("khong-co"))]
}

fn regime_version(route: &str, made: &Made) -> Vec<(&'static str, String)> {
    let at = |code: &str, so: &str| route.replace("{code}", code).replace("{so}", so);
    vec![
        ("own", at(&made.regime, "1")),
        ("no such version", at(&made.regime, "99")),
        ("unknown", at("khong-co", "1")),
    ]
}

fn report(route: &str, made: &Made) -> Vec<(&'static str, String)> {
    two(route, &made.report)
}

/// A place or a file of a report.
fn report_place(route: &str, made: &Made) -> Vec<(&'static str, String)> {
    let code = if route.contains("/muc/") {
        "I.1"
    } else {
        "YT-09"
    };
    let route = route
        .replace("{code}", code)
        .replace("{sha256}", &"0".repeat(64));
    two(&route, &made.report)
}

fn conference(route: &str, made: &Made) -> Vec<(&'static str, String)> {
    two(route, &made.conference)
}

fn conclusion(route: &str, made: &Made) -> Vec<(&'static str, String)> {
    let at = |conference: &str, so: &str| route.replace("{id}", conference).replace("{so}", so);
    vec![
        ("SYT", at(&made.conference.own, &made.conclusion.own)),
        ("SGDDT", at(&made.conference.other, &made.conclusion.other)),
        ("mixed", at(&made.conference.own, &made.conclusion.other)),
        ("unknown", at(&made.conference.own, UNKNOWN)),
    ]
}

fn task(route: &str, made: &Made) -> Vec<(&'static str, String)> {
    two(route, &made.task)
}

fn message(route: &str, made: &Made) -> Vec<(&'static str, String)> {
    two(route, &made.message)
}

fn directive(route: &str, made: &Made) -> Vec<(&'static str, String)> {
    one(route, &made.directive)
}

fn reading(route: &str, made: &Made) -> Vec<(&'static str, String)> {
    one(route, &made.reading)
}

fn opinion(route: &str, made: &Made) -> Vec<(&'static str, String)> {
    one(route, &made.opinion)
}

fn article(route: &str, made: &Made) -> Vec<(&'static str, String)> {
    one(&route.replace("{sha256}", &made.photo), &made.article)
}

fn unit(route: &str, made: &Made) -> Vec<(&'static str, String)> {
    vec![
        ("SYT", route.replace("{id}", &made.unit.own)),
        ("other province", route.replace("{id}", &made.unit.other)),
        ("unknown", route.replace("{id}", UNKNOWN)),
    ]
}

fn account(route: &str, made: &Made) -> Vec<(&'static str, String)> {
    vec![
        ("SYT", route.replace("{id}", &made.account.own)),
        ("other province", route.replace("{id}", &made.account.other)),
        ("unknown", route.replace("{id}", UNKNOWN)),
    ]
}

fn act(route: &str, made: &Made) -> Vec<(&'static str, String)> {
    vec![
        ("draft", route.replace("{id}", &made.act.own)),
        ("confirmed", route.replace("{id}", &made.act.other)),
        ("unknown", route.replace("{id}", UNKNOWN)),
    ]
}

fn public(route: &str, made: &Made) -> Vec<(&'static str, String)> {
    let at = |slug: &str, photo: &str| route.replace("{slug}", slug).replace("{sha256}", photo);
    vec![
        ("public", at(&made.slug, &made.photo)),
        ("unknown", at("khong-co", &"0".repeat(64))),
    ]
}

/// Every GET route with the addresses under which it is asked.
const EXAMPLES: &[(&str, Example)] = &[
    ("/", plain),
    ("/anh/{sha256}", public),
    ("/api/v1/directives", plain),
    ("/api/v1/me", plain),
    ("/api/v1/obligations", plain),
    ("/api/v1/openapi.json", plain),
    ("/api/v1/reports/{id}/draft", report),
    ("/api/v1/rounds", plain),
    ("/api/v1/rounds/{id}", round),
    ("/api/v1/rounds/{id}/matrix", round),
    ("/api/v1/tasks", plain),
    ("/api/v1/tasks/{id}", task),
    ("/api/v1/units", plain),
    ("/bao-cao/{id}", report),
    ("/bao-cao/{id}/bieu-mau.xlsx", report),
    ("/bao-cao/{id}/duyet", report),
    ("/bao-cao/{id}/lich-su", report),
    ("/bao-cao/{id}/mau-in", report),
    ("/bao-cao/{id}/minh-chung/{sha256}", report_place),
    ("/bao-cao/{id}/muc/{code}", report_place),
    ("/bao-cao/{id}/o/{code}", report_place),
    ("/bao-cao/{id}/xem", report),
    ("/bien-tap", plain),
    ("/bien-tap/{id}", article),
    ("/bien-tap/{id}/anh/{sha256}", article),
    ("/ca-nhan", plain),
    ("/che-do", plain),
    ("/che-do/{code}", coded),
    ("/che-do/{code}/ban-hanh", coded),
    ("/che-do/{code}/ban/{so}", regime_version),
    ("/che-do/{code}/chi-tieu", coded),
    ("/che-do/{code}/chung", coded),
    ("/che-do/{code}/de-cuong", coded),
    ("/che-do/{code}/doi-tuong", coded),
    ("/che-do/{code}/kiem-tra", coded),
    ("/che-do/{code}/nhac-hen", coded),
    ("/che-do/{code}/thoi-han", coded),
    ("/dang-nhap", plain),
    ("/don-vi", plain),
    ("/don-vi/moi", plain),
    ("/don-vi/nhap", plain),
    ("/don-vi/nhap/mau-don-vi.xlsx", plain),
    ("/don-vi/nhap/mau-nguoi.xlsx", plain),
    ("/don-vi/sap-xep", plain),
    ("/don-vi/sap-xep/{id}", act),
    ("/don-vi/{id}", unit),
    ("/gia-han", plain),
    ("/hoi-nghi", plain),
    ("/hoi-nghi/moi", plain),
    ("/hoi-nghi/{id}", conference),
    ("/hoi-nghi/{id}/ket-luan/{so}", conclusion),
    ("/hoi-nghi/{id}/lich-su", conference),
    ("/hoi-nghi/{id}/lich.ics", conference),
    ("/hoi-nghi/{id}/sua", conference),
    ("/hoi-nghi/{id}/thong-bao.docx", conference),
    ("/hoi-nghi/{id}/thong-bao.pdf", conference),
    ("/hop-thu-di", plain),
    ("/hop-thu-di/{id}", message),
    ("/ke-hoach", plain),
    ("/khoi", plain),
    ("/khoi/{code}", coded),
    ("/ky", plain),
    ("/ky/moi", plain),
    ("/ky/{id}", round),
    ("/ky/{id}/bieu-do", round),
    ("/ky/{id}/don-doc", round),
    ("/ky/{id}/gia-han", round),
    ("/ky/{id}/lich-nhac", round),
    ("/ky/{id}/lich-su", round),
    ("/ky/{id}/qua-han", round),
    ("/ngay-nghi", plain),
    ("/so-van-ban", plain),
    ("/ngoai-tuyen", plain),
    ("/ngon-ngu", language),
    ("/nhap-van-ban", plain),
    ("/nhap-van-ban/{id}", reading),
    ("/nhat-ky", plain),
    ("/nhiem-vu", plain),
    ("/nhiem-vu/{id}", task),
    ("/rss", plain),
    ("/sitemap.xml", plain),
    ("/suc-khoe", plain),
    ("/tai-khoan", plain),
    ("/tai-khoan/{id}", account),
    ("/thong-bao", plain),
    ("/thong-bao/{id}", message),
    ("/tin", plain),
    ("/tin/{slug}", public),
    ("/tong-hop/{id}", round),
    ("/tong-hop/{id}/chi-tieu/{code}", round),
    ("/tong-hop/{id}/chi-tieu/{code}/bieu-do", round),
    ("/tong-hop/{id}/chot", round),
    ("/tong-hop/{id}/nhan", round),
    ("/tong-hop/{id}/so-sanh", round),
    ("/tong-hop/{id}/soan", round),
    ("/tong-hop/{id}/xem", round),
    ("/tong-hop/{id}/y-kien", round),
    ("/tong-hop/{id}/{file}", round),
    ("/uy-quyen", plain),
    ("/van-ban", plain),
    ("/van-ban/{id}", directive),
    ("/viec-cua-toi", plain),
    ("/y-kien/{id}", opinion),
];

#[test]
fn no_route_is_left_out() {
    let asked: BTreeSet<&str> = EXAMPLES.iter().map(|(route, _)| *route).collect();
    let routes = routes();
    let reads = routes
        .iter()
        .filter(|r| r.methods.iter().any(|m| m == "get"));
    // Assets are the same for everybody.
    let reads: BTreeSet<&str> = reads
        .map(|r| r.path.as_str())
        .filter(|p| !p.starts_with("/assets/"))
        .collect();
    assert_eq!(asked, reads);
}

#[tokio::test]
async fn every_reader_opens_exactly_what_the_table_says() {
    let logins: Vec<&str> = ACTORS
        .iter()
        .map(|(_, login)| *login)
        .filter(|l| !l.is_empty())
        .collect();
    let world = World::new(&logins).await;
    let mut table = String::new();
    for (name, login) in ACTORS {
        table.push_str(&format!(
            "{name}{}\n",
            if login.is_empty() {
                String::new()
            } else {
                format!(" ({login})")
            }
        ));
    }
    table.push('\n');
    for (route, example) in EXAMPLES {
        for (object, path) in example(route, &world.made) {
            let mut line = format!("{:<42}", format!("{route} {object}"));
            for (_, login) in ACTORS {
                let status = world.get(login, &path).await.status.as_u16();
                assert!(status < 500, "{login} GET {path}: {status}");
                line.push_str(&format!(" {status}"));
            }
            table.push_str(line.trim_end());
            table.push('\n');
        }
    }
    insta::assert_snapshot!(table);
}

#[tokio::test]
async fn nothing_is_changed_without_a_session_and_its_token() {
    let logins: Vec<&str> = ACTORS
        .iter()
        .map(|(_, login)| *login)
        .filter(|l| !l.is_empty())
        .collect();
    let world = World::new(&logins).await;
    let before = app::journal::list(&world.test.system(), None, None, 1)
        .await
        .unwrap()[0]
        .seq;
    for route in routes() {
        for method in route.methods.iter().filter(|m| *m != "get") {
            // Signing in and out are outside the session's protection.
            if matches!(route.path.as_str(), "/dang-nhap" | "/dang-xuat") {
                continue;
            }
            let path = route
                .path
                .replace("{id}", &example_id(&route.path, &world.made))
                .replace("{so}", &world.made.conclusion.own)
                .replace("{sha256}", &world.made.photo)
                .replace("{viec}", "ket-thuc")
                .replace(
                    "{verb}",
                    if route.path.contains("/chot/") {
                        "chot"
                    } else {
                        "lay"
                    },
                );
            for (name, login) in ACTORS {
                let headers = [("content-type", "application/x-www-form-urlencoded")];
                let answer = world
                    .ask(
                        login,
                        &method.to_uppercase(),
                        &path,
                        &headers,
                        "_token=x&version=1",
                    )
                    .await;
                let status = answer.status.as_u16();
                assert!(
                    status != 200 && status < 500,
                    "{name} {method} {path}: {status}"
                );
                if status == 303 {
                    assert!(
                        answer.header("location").starts_with("/dang-nhap"),
                        "{name} {method} {path} is done"
                    );
                }
            }
        }
    }
    let after = app::journal::list(&world.test.system(), None, None, 1)
        .await
        .unwrap()[0]
        .seq;
    assert_eq!(before, after, "something was written");
}

fn example_id(route: &str, made: &Made) -> String {
    let id = match route.split('/').nth(1).unwrap_or_default() {
        "ky" | "tong-hop" => &made.round,
        "bao-cao" | "api" => &made.report.other,
        "hoi-nghi" => &made.conference.own,
        "nhiem-vu" => &made.task.own,
        "hop-thu-di" => &made.message.own,
        "van-ban" => &made.directive,
        "nhap-van-ban" => &made.reading,
        "bien-tap" => &made.article,
        "tai-khoan" => &made.account.own,
        "uy-quyen" => &made.delegation,
        _ => UNKNOWN,
    };
    id.to_owned()
}
