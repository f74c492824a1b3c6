//! The pages of units as a browser without scripts walks them: an act from the
//! first line to its confirmation, the tree before and after, imports.

use crate::world::{Answer, World};

/// A form as a browser encodes it.
fn form(world: &World, pairs: &[(&str, &str)]) -> String {
    let encode = |text: &str| {
        let mut out = String::new();
        for b in text.bytes() {
            match b {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => out.push(b as char),
                _ => out.push_str(&format!("%{b:02X}")),
            }
        }
        out
    };
    let mut parts = vec![format!("_token={}", world.token("quantri"))];
    parts.extend(
        pairs
            .iter()
            .map(|(n, v)| format!("{}={}", encode(n), encode(v))),
    );
    parts.join("&")
}

pub async fn post(world: &World, path: &str, pairs: &[(&str, &str)]) -> Answer {
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let body = form(world, pairs);
    world.ask("quantri", "POST", path, &headers, &body).await
}

/// The version that the act's forms carry.
pub fn version(page: &Answer) -> String {
    let rest = page
        .text()
        .split("name=\"version\" value=\"")
        .nth(1)
        .unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// Sends one form of the act's page, with the version that stands there.
pub async fn press(world: &World, act: &str, pairs: &[(&str, &str)]) -> Answer {
    let page = world.get("quantri", act).await;
    let version = version(&page);
    let mut all = vec![("version", version.as_str())];
    all.extend_from_slice(pairs);
    post(world, act, &all).await
}

#[tokio::test]
async fn an_act_is_written_previewed_and_confirmed_on_one_page() {
    let world = World::new(&["quantri", "bc.xtd"]).await;
    let head = [
        ("decision", "88/NQ-HĐND"),
        ("decided_on", "2026-10-01"),
        ("effective_on", "05/10/2026"),
    ];
    let begun = post(&world, "/don-vi/sap-xep", &head).await;
    assert_eq!(begun.status, 303, "{}", begun.text());
    let act = begun
        .header("location")
        .split('?')
        .next()
        .unwrap()
        .to_owned();
    let create = [
        ("do", "add"),
        ("kind", "create"),
        ("create_code", "XM"),
        ("create_name", "Xã Thượng Suối"),
        ("create_kind", "commune"),
        ("create_tier", "commune"),
        ("create_parent", "Tỉnh ủy"),
    ];
    assert_eq!(press(&world, &act, &create).await.status, 303);
    // Units may be named as people know them.
    let merge = [
        ("do", "add"),
        ("kind", "merge"),
        ("merge_from", "Xã Thượng Điền, XHS"),
        ("merge_into", "XM"),
    ];
    assert_eq!(press(&world, &act, &merge).await.status, 303);
    let page = world.get("quantri", &act).await;
    for said in [
        "XTD + XHS → XM",
        "Báo cáo phải nộp",
        "Chức trách của người",
        "Người dùng bc.xtd",
        "kế thừa: Xã Thượng Suối (XM)",
    ] {
        assert!(page.text().contains(said), "{said}");
    }
    assert!(
        world
            .get("bc.xtd", "/viec-cua-toi")
            .await
            .text()
            .contains("Xã Thượng Điền")
    );
    let done = press(&world, &act, &[("do", "confirm")]).await;
    assert_eq!(
        done.header("location"),
        format!("{act}?da=unit.act_applied")
    );
    // The open session has the heir's rights at its next request.
    assert_eq!(world.get("bc.xtd", "/viec-cua-toi").await.status, 200);
    let tree = async |day: &str| {
        let page = world.get("quantri", &format!("/don-vi?ngay={day}")).await;
        page.text().to_owned()
    };
    let (before, after) = (tree("2026-10-04").await, tree("2026-10-05").await);
    assert!(before.contains("Xã Hạ Suối") && !before.contains("Xã Thượng Suối"));
    assert!(after.contains("Xã Thượng Suối") && !after.contains("Xã Hạ Suối"));
    let shown = world.get("quantri", &act).await;
    assert!(shown.text().contains("Đã thực hiện") && !shown.text().contains("name=\"do\""));
    let life = format!("/don-vi/{}", world.test.unit("XTD"));
    let life = world.get("quantri", &life).await;
    assert!(life.text().contains("88/NQ-HĐND") && life.text().contains("Xã Thượng Suối"));
    // from unit to heir by links, and by a search for the old code.
    let heir = {
        let tree = app::unit::life(&world.test.administrator().await, world.test.unit("XTD")).await;
        tree.unwrap().after[0].unit
    };
    assert!(life.text().contains(&format!("href=\"/don-vi/{heir}\"")));
    let found = world.get("quantri", "/don-vi?tim=xtd").await;
    let ended = world.test.unit("XTD");
    assert!(found.text().contains(&format!("href=\"/don-vi/{ended}\"")));
    assert!(
        found
            .text()
            .contains("Đã kết thúc, hết ngày 04/10/2026; kế thừa: Xã Thượng Suối."),
        "{}",
        found.text()
    );
    let done = world.get("quantri", &act).await;
    assert!(done.text().contains(&format!("href=\"/don-vi/{ended}\"")));
}

#[tokio::test]
async fn what_hinders_is_said_on_the_page_and_confirming_is_refused_with_it() {
    let world = World::new(&["quantri"]).await;
    let act = format!("/don-vi/sap-xep/{}", world.made.act.own);
    let bad = [
        ("do", "add"),
        ("kind", "abolish"),
        ("abolish_unit", "KHONGCO"),
        ("abolish_heir", ""),
    ];
    assert_eq!(press(&world, &act, &bad).await.status, 303);
    let page = world.get("quantri", &act).await;
    assert!(
        page.text()
            .contains("Nội dung 2: “KHONGCO” kết thúc mà chưa có đơn vị kế thừa.")
    );
    let refused = press(&world, &act, &[("do", "confirm")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("href=\"#f-step_1\""));
    let removed = press(&world, &act, &[("do", "remove_1")]).await;
    assert_eq!(removed.status, 303);
    assert!(!world.get("quantri", &act).await.text().contains("KHONGCO"));
    let typed = [
        ("do", "add"),
        ("kind", "split"),
        ("split_from", "XTD"),
        ("split_into", "XHS, SYT"),
        ("split_weights", "một nửa"),
    ];
    let refused = press(&world, &act, &typed).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.text().contains("value=\"một nửa\""),
        "what was typed stays"
    );
    // Two people on one draft: the second one is told.
    let stale = post(&world, &act, &[("do", "heirs"), ("version", "1")]).await;
    assert_eq!(stale.status, 409);
}

#[tokio::test]
async fn an_act_of_units_that_one_does_not_keep_and_a_form_of_another_session_are_refused() {
    let world = World::new(&["quantri", "dieuphoi"]).await;
    let act = format!("/don-vi/sap-xep/{}", world.made.act.own);
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let body = format!("_token={}&do=confirm&version=1", world.token("dieuphoi"));
    let stranger = world.ask("dieuphoi", "POST", &act, &headers, &body).await;
    assert_eq!(stranger.status, 403);
    let foreign = world.ask("quantri", "POST", &act, &headers, &body).await;
    assert_eq!(foreign.status, 422);
    let foreign = format!("/don-vi/{}", world.made.unit.other);
    assert_eq!(world.get("quantri", &foreign).await.status, 404);
}

fn multipart(world: &World, parts: &[(&str, Option<&str>, &str)]) -> (String, String) {
    let edge = "----giaoban";
    let token = world.token("quantri");
    let mut body =
        format!("--{edge}\r\ncontent-disposition: form-data; name=\"_token\"\r\n\r\n{token}\r\n");
    for (name, file, value) in parts {
        let file = file.map_or(String::new(), |f| format!("; filename=\"{f}\""));
        body.push_str(&format!(
            "--{edge}\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str(&format!("--{edge}--\r\n"));
    (format!("multipart/form-data; boundary={edge}"), body)
}

async fn send(world: &World, parts: &[(&str, Option<&str>, &str)]) -> Answer {
    let (kind, body) = multipart(world, parts);
    let headers = [("content-type", kind.as_str())];
    world
        .ask("quantri", "POST", "/don-vi/nhap", &headers, &body)
        .await
}

const UNITS: &str = "code,name,kind,tier,parent\nXN1,Xã Nhập Một,commune,commune,TU\nXN2,Xã Nhập Hai,commune,commune,TU\n";

#[tokio::test]
async fn r_1_9_units_are_imported_after_a_preview_all_or_nothing_and_once() {
    //
    let world = World::new(&["quantri"]).await;
    let bad = UNITS.replace("Xã Nhập Hai,commune", "Xã Nhập Hai,lang");
    let refused = send(
        &world,
        &[
            ("what", None, "units"),
            ("do", None, "preview"),
            ("file", Some("don-vi.csv"), &bad),
        ],
    )
    .await;
    assert_eq!(refused.status, 422);
    for said in [
        "<th scope=\"row\">3</th>",
        "không có loại đơn vị này",
        "lang",
    ] {
        assert!(refused.text().contains(said), "{said}");
    }
    assert!(!refused.text().contains("value=\"import\""));
    let preview = send(
        &world,
        &[
            ("what", None, "units"),
            ("do", None, "preview"),
            ("file", Some("don-vi.csv"), UNITS),
        ],
    )
    .await;
    assert_eq!(preview.status, 200);
    assert!(preview.text().contains("2 dòng: 2 dòng mới, 0 dòng đã có."));
    let tree = world.get("quantri", "/don-vi").await;
    assert!(
        !tree.text().contains("Xã Nhập Một"),
        "a preview writes nothing"
    );
    let content = preview
        .text()
        .split("name=\"content\" value=\"")
        .nth(1)
        .unwrap();
    let content = content.split('"').next().unwrap().to_owned();
    let parts = [
        ("what", None, "units"),
        ("do", None, "import"),
        ("content", None, content.as_str()),
    ];
    assert_eq!(send(&world, &parts).await.status, 303);
    assert!(
        world
            .get("quantri", "/don-vi")
            .await
            .text()
            .contains("Xã Nhập Một")
    );
    // Again: everything is known, nothing is written twice.
    let again = send(&world, &parts).await;
    assert!(again.text().contains("2 dòng: 0 dòng mới, 2 dòng đã có."));
    let people = "login,name,unit,role\nbc.xn1,Lò Văn Suối,XN1,reporter\n";
    let preview = send(
        &world,
        &[
            ("what", None, "people"),
            ("do", None, "preview"),
            ("file", Some("nguoi.csv"), people),
        ],
    )
    .await;
    assert!(preview.text().contains("1 dòng: 1 dòng mới, 0 dòng đã có."));
    let nothing = send(&world, &[("what", None, "units"), ("do", None, "preview")]).await;
    assert_eq!(nothing.status, 422);
}

#[tokio::test]
async fn r_1_9_the_preview_says_in_words_what_differs_and_what_the_file_is_not() {
    let world = World::new(&["quantri"]).await;
    let preview = async |what, name, file| {
        let parts = [
            ("what", None, what),
            ("do", None, "preview"),
            ("file", Some(name), file),
        ];
        send(&world, &parts).await
    };
    let known = "Mã,Tên,Loại đơn vị,Cấp,Cấp trên\n\
        XHS,Xã Hạ Suối,Sở,xã,TU\nXN1,Xã Nhập Một,xã,xã,TU\n";
    let answer = preview("units", "don-vi.csv", known).await;
    assert_eq!(answer.status, 200);
    for said in [
        "2 dòng: 1 dòng mới, 1 dòng đã có.",
        "nhập tệp không thay đổi những gì đã có",
        "<th scope=\"row\">2</th><td>Loại đơn vị</td>",
        "đang ghi “Xã, phường, đặc khu”",
        "value=\"import\"",
    ] {
        assert!(answer.text().contains(said), "{said}");
    }
    let post = "login,name,unit,role\nbc.syt,Người dùng bc.syt,XHS,Thủ trưởng đơn vị\n";
    let answer = preview("people", "nguoi.csv", post).await;
    for said in [
        "Người lập báo cáo – SYT",
        "không thêm, không đổi chức danh",
        "Không có dòng nào mới để nhập.",
    ] {
        assert!(answer.text().contains(said), "{said}");
    }
    let answer = preview("units", "don-vi.pdf", "%PDF-1.7").await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("không phải tệp csv hoặc xlsx"));
}

#[tokio::test]
async fn r_1_9_the_page_of_the_import_gives_files_to_fill_in() {
    let world = World::new(&["quantri"]).await;
    let page = world.get("quantri", "/don-vi/nhap").await;
    for name in ["mau-don-vi.xlsx", "mau-nguoi.xlsx"] {
        let path = format!("/don-vi/nhap/{name}");
        assert!(page.text().contains(&format!("href=\"{path}\"")), "{name}");
        let file = world.get("quantri", &path).await;
        assert_eq!(file.status, 200, "{name}");
        let disposition = file.header("content-disposition");
        assert_eq!(disposition, format!("attachment; filename=\"{name}\""));
        assert!(file.header("content-type").ends_with("spreadsheetml.sheet"));
    }
}
