//! "Nhập văn bản" as browsers meet it: many files in one form, the queue, the
//! page of one text, refusals that keep what was typed; and numbers as links.

use crate::world::{Answer, World};
use axum::http::StatusCode;

const PAGE: &str = "Giao ban công tác khoa giáo quý I năm 2024\n\nThứ tư, 10/04/2024 - 08:30\n\n\
Ngày 9/4, tại hội trường Tỉnh ủy, Ban Tuyên giáo Tỉnh ủy tổ chức Hội nghị giao ban công tác khoa giáo quý I năm 2024. \
Đồng chí Đặng Văn Thử, Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị.\n\n\
Hội nghị nghe tình hình thực hiện Kế hoạch số 85-KH/TU ngày 04/3/2022 của Ban Thường vụ Tỉnh ủy.\n\n\
Trong quý I, toàn tỉnh tạo việc làm mới cho 3.957 người; tỷ lệ bao phủ bảo hiểm y tế đạt 93,7%.\n";

const BOUNDARY: &str = "ranh-gioi";

/// A form with files, as browsers send it.
fn form(token: &str, files: &[(&str, &str)]) -> String {
    let mut body = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"_token\"\r\n\r\n{token}\r\n"
    );
    for (name, text) in files {
        body.push_str(&format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n{text}\r\n"
        ));
    }
    body.push_str(&format!("--{BOUNDARY}--\r\n"));
    body
}

async fn send(world: &World, files: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let mut all = vec![("content-type", kind.as_str())];
    all.extend_from_slice(headers);
    let body = form(world.token("dieuphoi"), files);
    world
        .ask("dieuphoi", "POST", "/nhap-van-ban", &all, &body)
        .await
}

async fn post(world: &World, path: &str, fields: &[(&str, &str)]) -> Answer {
    post_as(world, "dieuphoi", path, fields).await
}

async fn post_as(world: &World, login: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let encode = |text: &str| -> String {
        text.bytes()
            .map(|b| {
                if b.is_ascii_alphanumeric() {
                    (b as char).to_string()
                } else {
                    format!("%{b:02X}")
                }
            })
            .collect()
    };
    let mut body = format!("_token={}", encode(world.token(login)));
    for (name, value) in fields {
        body.push_str(&format!("&{}={}", encode(name), encode(value)));
    }
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    world.ask(login, "POST", path, &kind, &body).await
}

/// A text that was read; its path.
async fn read_in(world: &World) -> String {
    read_in_text(world, PAGE).await
}

async fn read_in_text(world: &World, text: &str) -> String {
    let answer = send(world, &[("trang.txt", text)], &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let path = answer
        .header("location")
        .split('?')
        .next()
        .unwrap()
        .to_owned();
    let queued = world.get("dieuphoi", &path).await;
    assert_eq!(queued.header("refresh"), "2");
    assert!(queued.text().contains("Chờ đọc"));
    app::reading::read_queued(&world.test.app).await.unwrap();
    path
}

#[tokio::test]
async fn a_hundred_files_in_one_form_are_queued_and_bad_ones_say_why() {
    let world = World::new(&["dieuphoi"]).await;
    let texts: Vec<(String, String)> = (0..98)
        .map(|n| (format!("trang-{n}.txt"), format!("{PAGE}\nTrang {n}\n")))
        .collect();
    let mut files: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    files.push(("mat.txt", "TỈNH ỦY\nMẬT\nBáo cáo"));
    files.push(("trang-0-lan-hai.txt", files[0].1));
    let answer = send(&world, &files, &[]).await;
    assert_eq!(answer.status, StatusCode::OK);
    let page = answer.text();
    assert_eq!(page.matches("Đã nhận, chờ đọc").count(), 98);
    assert!(page.contains("Tệp này đã được đọc trước đây"));
    assert!(page.contains("Văn bản có dấu mật"));
    app::reading::read_queued(&world.test.app).await.unwrap();
    let queue = world.get("dieuphoi", "/nhap-van-ban").await;
    assert!(
        queue.text().contains("Đã đọc 99/99 văn bản."),
        "with the one made before"
    );
    assert!(
        !queue.text().contains("mat.txt"),
        "nothing of a secret file is kept"
    );
}

#[tokio::test]
async fn a_program_that_sends_one_file_is_told_in_json() {
    let world = World::new(&["dieuphoi"]).await;
    let json = [("accept", "application/json")];
    let told = send(&world, &[("trang.txt", PAGE)], &json).await.json();
    assert_eq!(told[0]["tag"], "ok");
    let href = told[0]["href"].as_str().unwrap().to_owned();
    let again = send(&world, &[("khac.txt", PAGE)], &json).await.json();
    assert_eq!(
        (again[0]["tag"].as_str(), again[0]["href"].as_str()),
        (Some("info"), Some(href.as_str()))
    );
    let bad = send(&world, &[("trong.txt", " ")], &json).await.json();
    assert_eq!(bad[0]["tag"], "late");
    let none = send(&world, &[], &json).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_form_without_the_sessions_token_takes_nothing_in() {
    let world = World::new(&["dieuphoi"]).await;
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let body = form("cua-nguoi-khac", &[("trang.txt", PAGE)]);
    let answer = world
        .ask(
            "dieuphoi",
            "POST",
            "/nhap-van-ban",
            &[("content-type", &kind)],
            &body,
        )
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let queue = world.get("dieuphoi", "/nhap-van-ban").await;
    assert!(!queue.text().contains("trang.txt"));
}

#[tokio::test]
async fn a_file_that_is_refused_alone_is_a_422_with_its_reason() {
    let world = World::new(&["dieuphoi"]).await;
    let answer = send(&world, &[("trong.txt", "  ")], &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("Tệp trống"));
}

#[tokio::test]
async fn every_fact_has_a_way_to_its_place_and_back() {
    let world = World::new(&["dieuphoi"]).await;
    let path = read_in(&world).await;
    let page = world.get("dieuphoi", &path).await;
    let text = page.text();
    let id = path.rsplit('/').next().unwrap().parse().unwrap();
    let office = world.test.coordinator().await;
    let facts = app::reading::show(&office, id).await.unwrap().facts;
    for kind in [
        "title",
        "event_date",
        "event_kind",
        "host",
        "chairs",
        "documents",
        "figures",
        "results",
    ] {
        let has = |path: &String| path.split('[').next() == Some(kind);
        assert!(facts.spans.keys().any(has), "the page tells no {kind}");
    }
    for path in facts.spans.keys() {
        let key = path.replace('[', "-").replace(']', "");
        for (way, what) in [
            (format!("id=\"p-{key}\""), "place"),
            (format!("href=\"#k-{key}\""), "way back"),
            (format!("href=\"#p-{key}\""), "way to its place"),
            (format!("id=\"k-{key}\""), "fact"),
        ] {
            assert_eq!(text.matches(&way).count(), 1, "{what} of {path}");
        }
    }
    // And no way leads to nothing.
    for part in text.split("href=\"#p-").skip(1) {
        let key = part.split('"').next().unwrap();
        assert!(
            text.contains(&format!("id=\"p-{key}\"")),
            "no place for {key}"
        );
    }
    // The figures say which field of work they belong to.
    assert!(text.contains("Lĩnh vực: Y tế"), "93,7 % insured");
    assert!(text.contains("Kết quả theo lĩnh vực"));
}

#[tokio::test]
async fn a_wrong_entry_comes_back_with_everything_typed() {
    let world = World::new(&["dieuphoi"]).await;
    let path = read_in(&world).await;
    let fields = [
        ("version", "1"),
        ("with_conference", "1"),
        ("title", "Tên do người sửa"),
        ("held_on", "hôm nọ"),
        ("take_documents", "0"),
        ("documents.0.symbol", "số lạ"),
        ("documents.0.subject", "Về việc đã gõ"),
        ("take_figures", "0"),
        ("figures.0.value", "nhiều lắm"),
        ("figures.0.indicator", "XX-99"),
    ];
    let answer = post(&world, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = answer.text();
    for typed in [
        "Tên do người sửa",
        "hôm nọ",
        "số lạ",
        "Về việc đã gõ",
        "nhiều lắm",
        "XX-99",
    ] {
        assert!(text.contains(typed), "{typed} was lost");
    }
    for error in [
        "held_on",
        "documents.0.symbol",
        "figures.0.value",
        "figures.0.indicator",
    ] {
        assert!(
            text.contains(&format!("href=\"#f-{error}\"")),
            "{error} is not told"
        );
    }
}

/// school years, their halves and congress terms are offered beside the
/// contract's periods, and what the reader found of them is filled in.
#[tokio::test]
async fn r_3_1_the_half_of_a_school_year_is_offered_filled_in_and_stored() {
    let world = World::new(&["dieuphoi"]).await;
    let text = PAGE.replace(
        "Giao ban công tác khoa giáo quý I năm 2024",
        "Sơ kết học kỳ I năm học 2023-2024",
    );
    let text = text.replace(
        "Hội nghị giao ban công tác khoa giáo quý I năm 2024",
        "Hội nghị sơ kết học kỳ I năm học 2023-2024",
    );
    let path = read_in_text(&world, &text).await;
    let form = world.get("dieuphoi", &path).await;
    for expected in [
        "<option value=\"school_year\">Năm học</option>",
        "<option value=\"semester\" selected>Học kỳ</option>",
        "<option value=\"term\">Nhiệm kỳ</option>",
        "name=\"period_index\" type=\"number\" value=\"1\"",
        "name=\"period_year\" type=\"number\" value=\"2023\"",
    ] {
        assert!(form.text().contains(expected), "{expected}");
    }
    // The row of the period leads to the words, as the list below does.
    let (_, row) = form.text().split_once("id=\"k-period\"").expect("row");
    let (row, _) = row.split_once("id=\"k-host\"").expect("next row");
    assert!(row.contains("href=\"#p-other_period\""));
    assert!(form.text().contains("id=\"p-other_period\""));
    let fields = [
        ("version", "1"),
        ("with_conference", "1"),
        ("title", "Sơ kết học kỳ I"),
        ("held_on", "2024-04-09"),
        ("period_kind", "semester"),
        ("period_index", "1"),
        ("period_year", "2023"),
    ];
    let answer = post(&world, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let page = world.get("dieuphoi", &path).await;
    assert!(page.text().contains("<dd>học kỳ I năm học 2023-2024</dd>"));

    // What a page names in passing is not what it reviews.
    let passing = PAGE.replace(
        " quý I năm 2024",
        " thực hiện Nghị quyết Đại hội Đảng bộ tỉnh nhiệm kỳ 2020-2025",
    );
    let path = read_in_text(&world, &passing).await;
    let form = world.get("dieuphoi", &path).await;
    assert!(!form.text().contains("<option value=\"term\" selected>"));
    let (_, row) = form.text().split_once("id=\"k-period\"").expect("row");
    let (row, _) = row.split_once("id=\"k-host\"").expect("next row");
    assert!(!row.contains("p-other_period"), "nothing is filled in");
}

#[tokio::test]
async fn what_is_confirmed_stands_on_the_page_of_the_conference_with_its_source() {
    let world = World::new(&["dieuphoi", "bc.syt"]).await;
    let path = read_in(&world).await;
    let fields = [
        ("version", "1"),
        ("with_conference", "1"),
        ("title", "Giao ban quý I năm 2024"),
        ("held_on", "2024-04-09"),
        ("period_kind", "quarter"),
        ("period_index", "1"),
        ("period_year", "2024"),
        ("take_documents", "0"),
        ("documents.0.link", "moi"),
        ("documents.0.symbol", "85-KH/TU"),
        ("documents.0.issued_on", "2022-03-04"),
        ("take_figures", "1"),
        ("figures.1.value", "93,7"),
        ("figures.1.measure", "%"),
        ("figures.1.indicator", "YT-04 Bao phủ BHYT"),
        ("take_fields", "y_te"),
    ];
    let form = world.get("dieuphoi", &path).await;
    let form = form.text();
    for tick in [
        "name=\"take_fields\" value=\"y_te\" checked",
        "name=\"take_fields\" value=\"khuyen_hoc\">",
        "name=\"take_people\" value=\"0\">",
        "name=\"take_organisations\" value=\"0\">",
        "name=\"take_results\" value=\"0\">",
    ] {
        assert!(form.contains(tick), "{tick}");
    }
    let answer = post(&world, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let page = world.get("dieuphoi", &path).await;
    let text = page.text();
    assert!(text.contains("YT-04") && text.contains("quý I năm 2024"));
    let conference = text
        .split("href=\"/hoi-nghi/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let held = world
        .get("dieuphoi", &format!("/hoi-nghi/{conference}"))
        .await;
    assert!(held.text().contains("Từ văn bản cũ") && held.text().contains("93,7"));
    assert!(
        held.text().contains("<dt>Lĩnh vực</dt><dd>Y tế</dd>"),
        "as ticked"
    );
    // Decided once: the form is gone, and a second answer is refused.
    assert!(!text.contains("take_documents"));
    let again = post(&world, &path, &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn numbers_in_texts_are_links_and_a_missing_one_can_be_entered() {
    let world = World::new(&["dieuphoi", "bc.syt", "quantri"]).await;
    let text = "Thực hiện Kế hoạch số 85-KH/TU và Kế hoạch số 99-KH/TU <script>";
    let fields = [("symbol", "85-KH/TU"), ("issued_on", "2022-03-04")];
    let entered = post(&world, "/van-ban", &fields).await;
    let href = entered
        .header("location")
        .split('?')
        .next()
        .unwrap()
        .to_owned();
    let told = post(&world, "/van-ban/nhan-so", &[("text", text)])
        .await
        .json();
    assert_eq!(told[0]["href"], href.as_str());
    assert_eq!(told[1]["href"], serde_json::Value::Null);
    let create = told[1]["create"].as_str().unwrap();
    let form = world
        .get("dieuphoi", create.split('#').next().unwrap())
        .await;
    assert!(form.text().contains("value=\"99-KH/TU\""));
    // A unit sees the register and cannot enter; an administrator sees none.
    let asked = [("text", "Kế hoạch số 99-KH/TU")];
    let unit = post_as(&world, "bc.syt", "/van-ban/nhan-so", &asked).await;
    assert_eq!(unit.json()[0]["create"], serde_json::Value::Null);
    let admin = post_as(&world, "quantri", "/van-ban/nhan-so", &asked).await;
    assert_eq!(admin.status, StatusCode::FORBIDDEN);
}

/// what is typed is not what the keyboard of the register would give.
#[tokio::test]
async fn numbers_are_told_while_typing_whatever_their_letters_and_hyphens() {
    let world = World::new(&["dieuphoi"]).await;
    let fields = [("symbol", "85-KH/TU"), ("issued_on", "2022-03-04")];
    let entered = post(&world, "/van-ban", &fields).await;
    let href = entered.header("location").split('?').next().unwrap();
    let text = "Thư\u{323}c hiê\u{323}n Kê\u{301} hoa\u{323}ch  số 85\u{2011}KH/TU\u{ad} va\u{300} Quyê\u{301}t đi\u{323}nh số\u{a0}12/Q\u{d0}\u{2010}UBND";
    let told = post(&world, "/van-ban/nhan-so", &[("text", text)])
        .await
        .json();
    assert_eq!(told[0]["href"], href);
    assert_eq!(told[0]["text"], "85\u{2011}KH/TU");
    assert_eq!(told[1]["text"], "12/Q\u{d0}\u{2010}UBND");
    let create = told[1]["create"].as_str().unwrap();
    let form = world
        .get("dieuphoi", create.split('#').next().unwrap())
        .await;
    assert!(form.text().contains("value=\"12/Q\u{d0}\u{2010}UBND\""));
}

#[tokio::test]
async fn a_law_without_a_number_is_accepted_from_a_text_and_stands_in_the_register() {
    let world = World::new(&["dieuphoi"]).await;
    let text = PAGE.replace(
        "Kế hoạch số 85-KH/TU ngày 04/3/2022 của Ban Thường vụ Tỉnh ủy",
        "Luật Giáo dục 2019 trên địa bàn tỉnh",
    );
    let path = read_in_text(&world, &text).await;
    let page = world.get("dieuphoi", &path).await;
    let page = page.text();
    assert!(
        page.contains("value=\"Giáo dục 2019\""),
        "its name is offered"
    );
    assert!(page.contains("Để trống nếu văn bản không có số"));
    let fields = [
        ("version", "1"),
        ("take_documents", "0"),
        ("documents.0.link", "moi"),
        ("documents.0.doc_type", "Luật"),
        ("documents.0.symbol", ""),
        ("documents.0.subject", "Giáo dục 2019"),
    ];
    let stored = post(&world, &path, &fields).await;
    assert_eq!(stored.status, StatusCode::SEE_OTHER, "{}", stored.text());
    let register = world
        .get("dieuphoi", "/van-ban?tim=gi%C3%A1o+d%E1%BB%A5c+2019")
        .await;
    let register = register.text();
    let href = register.split("href=\"/van-ban/").nth(1).unwrap();
    let (id, rest) = href.split_once('"').unwrap();
    assert!(
        rest.starts_with(">Luật Giáo dục 2019</a>"),
        "{}",
        &rest[..60]
    );
    let entry = world.get("dieuphoi", &format!("/van-ban/{id}")).await;
    let entry = entry.text();
    assert!(
        entry.contains("<h1>Luật Giáo dục 2019</h1>"),
        "its name is its title"
    );
    assert!(entry.contains("Không có số"));
    // By hand the same law is known, and the form says at which field.
    let typed = [("doc_type", "Luật"), ("subject", "Giáo dục năm 2019")];
    let again = post(&world, "/van-ban", &typed).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = again.text();
    assert!(again.contains("href=\"#f-subject\"") && again.contains("Sổ đã có văn bản này"));
    let nothing = post(&world, "/van-ban", &[("doc_type", "Đề án")]).await;
    assert!(
        nothing
            .text()
            .contains("ghi loại văn bản và tên ở ô Trích yếu")
    );
}

#[tokio::test]
async fn what_the_reader_missed_is_added_without_a_script_and_stored_by_the_same_act() {
    let world = World::new(&["dieuphoi"]).await;
    let path = read_in(&world).await;
    let typed = [
        ("version", "1"),
        ("with_conference", "1"),
        ("title", "Tên đang gõ dở"),
        ("held_on", "2024-04-09"),
        ("them", "tasks"),
    ];
    // A button of the form asks for a row: nothing is stored, nothing is lost.
    let page = world.get("dieuphoi", &path).await;
    assert!(page.text().contains("name=\"them\" value=\"tasks\""));
    let with_row = post(&world, &path, &typed).await;
    assert_eq!(with_row.status, StatusCode::OK);
    let text = with_row.text();
    for expected in [
        "Tên đang gõ dở",
        "name=\"more.tasks\" value=\"1\"",
        "name=\"tasks.0.text\"",
    ] {
        assert!(text.contains(expected), "{expected}");
    }
    // The row is filled in, another is left empty, and a figure is added too.
    let fields = [
        ("version", "1"),
        ("with_conference", "1"),
        ("title", "Giao ban quý I năm 2024"),
        ("held_on", "2024-04-09"),
        ("more.tasks", "2"),
        ("tasks.0.text", "Rà soát cơ sở vật chất trường lớp"),
        ("tasks.0.lead", "Sở Giáo dục và Đào tạo"),
        ("tasks.0.due_on", "2024-06-30"),
        ("tasks.1.text", " "),
        ("more.chairs", "1"),
        ("chairs.1.name", "Lê Thị Mẫu"),
        ("more.documents", "1"),
        ("documents.1.doc_type", "Kế hoạch"),
        ("documents.1.symbol", "91-KH/TU"),
        ("documents.1.issued_on", "2022-05-06"),
        ("more.reviews", "1"),
        ("reviews.0.kind", "so_ket"),
        ("reviews.0.years", "5"),
        ("reviews.0.document", "1"),
        ("more.figures", "1"),
        ("figures.2.value", "41"),
        ("figures.2.measure", "trường"),
        ("more.limitations", "1"),
        ("limitations.0.text", "Thiếu giáo viên ở vùng cao"),
    ];
    let stored = post(&world, &path, &fields).await;
    assert_eq!(stored.status, StatusCode::SEE_OTHER, "{}", stored.text());
    let page = world.get("dieuphoi", &path).await;
    let text = page.text();
    for expected in ["Lê Thị Mẫu", "Thiếu giáo viên ở vùng cao", "trường"] {
        assert!(text.contains(expected), "{expected} is not stored");
    }
    let conference = text.split("href=\"/hoi-nghi/").nth(1).unwrap();
    let conference = conference.split('"').next().unwrap();
    let held = world
        .get("dieuphoi", &format!("/hoi-nghi/{conference}"))
        .await;
    assert!(held.text().contains("Rà soát cơ sở vật chất trường lớp"));
    let register = world.get("dieuphoi", "/van-ban").await;
    assert!(register.text().contains("91-KH/TU"));
}
