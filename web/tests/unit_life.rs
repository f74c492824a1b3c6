//! What happens to acts and units beside the plain way: an act withdrawn or dated
//! back, what a unit is and answers for, its codes elsewhere, units for programs.

use crate::unit::{post, press, version};
use crate::world::World;
use app::unit::{ActInput, Heirs, NewCode};
use domain::unit::{CodeScheme, Step, UnitAct, UnitKind};
use jiff::civil::date;
use serde_json::{Value, json};

#[tokio::test]
async fn r_1_2_a_confirmed_act_is_withdrawn_from_its_page_before_its_day_with_a_reason() {
    let world = World::new(&["quantri"]).await;
    let head = [
        ("decision", "90/NQ-HĐND"),
        ("decided_on", "2026-10-01"),
        ("effective_on", "2026-12-01"),
    ];
    let begun = post(&world, "/don-vi/sap-xep", &head).await;
    let act = begun.header("location").split('?').next().unwrap();
    let rename = [
        ("do", "add"),
        ("kind", "rename"),
        ("rename_unit", "XTD"),
        ("rename_name", "Phường Thượng Điền"),
    ];
    press(&world, act, &rename).await;
    let done = press(&world, act, &[("do", "confirm")]).await;
    assert_eq!(
        done.header("location"),
        format!("{act}?da=unit.act_confirmed")
    );
    let page = world.get("quantri", act).await;
    for said in [
        "Thu hồi quyết định",
        "name=\"reason\"",
        "value=\"withdraw\"",
        "chờ ngày hiệu lực",
    ] {
        assert!(page.text().contains(said), "{said}");
    }
    let carried = format!("name=\"version\" value=\"{}\"", version(&page));
    assert!(page.text().contains(&carried));
    let silent = press(&world, act, &[("do", "withdraw"), ("reason", "")]).await;
    assert_eq!(silent.status, 422);
    assert!(silent.text().contains("href=\"#f-reason\""));
    let reason = [("do", "withdraw"), ("reason", "Nghị quyết ghi nhầm ngày")];
    let back = press(&world, act, &reason).await;
    assert_eq!(
        back.header("location"),
        format!("{act}?da=unit.act_withdrawn")
    );
    let page = world.get("quantri", act).await;
    for said in ["Đã thu hồi, không có hiệu lực", "Nghị quyết ghi nhầm ngày"] {
        assert!(page.text().contains(said), "{said}");
    }
    // Nothing is left to do but to take it up again, without typing it again.
    let acts: Vec<_> = page.text().matches("name=\"do\"").collect();
    assert_eq!(acts.len(), 1, "{}", page.text());
    let draft = press(&world, act, &[("do", "again")]).await;
    let draft = draft.header("location").split('?').next().unwrap();
    assert!(
        draft != act && draft.starts_with("/don-vi/sap-xep/"),
        "{draft}"
    );
    let again = world.get("quantri", draft).await;
    for said in ["90/NQ-HĐND", "Phường Thượng Điền", "value=\"confirm\""] {
        assert!(again.text().contains(said), "{said}");
    }
    let later = world.get("quantri", "/don-vi?ngay=2026-12-01").await;
    assert!(!later.text().contains("Phường Thượng Điền"));
    let list = world.get("quantri", "/don-vi/sap-xep").await;
    assert!(list.text().contains("90/NQ-HĐND") && list.text().contains("Đã thu hồi"));
}

#[tokio::test]
async fn r_1_2_kind_place_and_fields_of_a_unit_change_by_steps_of_the_form() {
    let world = World::new(&["quantri"]).await;
    let head = [
        ("decision", "91/NQ-HĐND"),
        ("decided_on", "2026-10-01"),
        ("effective_on", "2026-10-05"),
    ];
    let begun = post(&world, "/don-vi/sap-xep", &head).await;
    let act = begun.header("location").split('?').next().unwrap();
    let change = [
        ("do", "add"),
        ("kind", "change"),
        ("change_unit", "Xã Thượng Điền"),
        ("change_kind", "service_unit"),
        ("change_tier", ""),
        ("change_place", "Phường Thượng Điền"),
    ];
    assert_eq!(press(&world, act, &change).await.status, 303);
    for kind in ["charge", "discharge"] {
        let (unit, field) = (format!("{kind}_unit"), format!("{kind}_field"));
        let no_field = [
            ("do", "add"),
            ("kind", kind),
            (unit.as_str(), "XHS"),
            (field.as_str(), ""),
        ];
        let refused = press(&world, act, &no_field).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains(&format!("href=\"#f-{field}\"")));
    }
    let charge = [
        ("do", "add"),
        ("kind", "charge"),
        ("charge_unit", "XHS"),
        ("charge_field", "khoa_hoc_cong_nghe"),
    ];
    assert_eq!(press(&world, act, &charge).await.status, 303);
    let page = world.get("quantri", act).await;
    for said in [
        "XTD → Đơn vị sự nghiệp; Phường Thượng Điền",
        "Loại đơn vị: Xã, phường, đặc khu → Đơn vị sự nghiệp",
        "→ Phường Thượng Điền",
        "Giao thêm lĩnh vực",
        "phụ trách Khoa học, công nghệ, chuyển đổi số",
        // What it has open stays with the office that asked for it.
        "báo cáo chưa xong. Báo cáo và đề nghị gia hạn",
        "do Ban Tuyên giáo và Dân vận",
    ] {
        assert!(page.text().contains(said), "{said}: {}", page.text());
    }
    press(&world, act, &[("do", "confirm")]).await;
    let life = format!("/don-vi/{}", world.test.unit("XTD"));
    let life = world.get("quantri", &life).await;
    for said in [
        "Đơn vị sự nghiệp; Xã, phường, đặc khu; Phường Thượng Điền",
        "91/NQ-HĐND",
    ] {
        assert!(life.text().contains(said), "{said}");
    }
}

#[tokio::test]
async fn r_1_2_the_page_of_a_back_dated_act_says_what_was_sent_since_its_day() {
    let world = World::new(&["quantri"]).await;
    let begin = async |day: &str| {
        let head = [
            ("decision", "92/NQ-HĐND"),
            ("decided_on", "2026-09-01"),
            ("effective_on", day),
        ];
        let begun = post(&world, "/don-vi/sap-xep", &head).await;
        let act = begun.header("location").split('?').next().unwrap();
        let rename = [
            ("do", "add"),
            ("kind", "rename"),
            ("rename_unit", "SYT"),
            ("rename_name", "Sở Y tế và Dân số"),
        ];
        press(&world, act, &rename).await;
        world.get("quantri", act).await.text().to_owned()
    };
    let past = begin("2026-09-15").await;
    for said in [
        "Ngày có hiệu lực 15/09/2026 đã qua.",
        "<li>Sở Y tế",
        ": báo cáo ",
    ] {
        assert!(past.contains(said), "{said}: {past}");
    }
    assert!(
        !past.contains("Còn vướng"),
        "it informs and hinders nothing"
    );
    assert!(!begin("2026-12-01").await.contains("đã qua."));
}

#[tokio::test]
async fn codes_of_other_systems_are_entered_ended_and_searched_for_without_scripts() {
    let world = World::new(&["quantri", "dieuphoi"]).await;
    let unit = world.test.unit("XTD");
    let life = format!("/don-vi/{unit}");
    let bad = [("do", "code"), ("code_scheme", ""), ("code_value", "00123")];
    let refused = post(&world, &life, &bad).await;
    assert_eq!(refused.status, 422);
    for said in [
        "href=\"#f-code_scheme\"",
        "value=\"00123\"",
        "value=\"Xã Thượng Điền\"",
    ] {
        assert!(refused.text().contains(said), "{said}");
    }
    let good = [
        ("do", "code"),
        ("code_scheme", "dvhc"),
        ("code_value", "00123"),
        ("code_from", "01/07/2026"),
    ];
    let done = post(&world, &life, &good).await;
    assert_eq!(
        done.header("location"),
        format!("{life}?da=unit.code_entered")
    );
    let page = world.get("quantri", &life).await;
    let row = "<th scope=\"row\">Mã đơn vị hành chính</th><td>00123</td><td>01/07/2026</td>";
    assert!(page.text().contains(row), "{}", page.text());
    let found = world.get("quantri", "/don-vi?tim=00123").await;
    assert!(found.text().contains(&format!("href=\"{life}\"")));
    assert!(
        found
            .text()
            .contains("<small>Mã đơn vị hành chính 00123</small>")
    );
    // Who only reads sees the code and no form.
    let read = world.get("dieuphoi", &life).await;
    assert!(read.text().contains(row) && !read.text().contains("code_value"));
    let id = page.text().split("name=\"end_code\"").nth(1).unwrap();
    let id = id.split("<option value=\"").nth(2).unwrap();
    let id = id.split('"').next().unwrap();
    let end = [("do", "end"), ("end_code", id), ("end_day", "30/9/2026")];
    assert_eq!(
        post(&world, &life, &end).await.header("location"),
        format!("{life}?da=unit.code_ended")
    );
    let page = world.get("quantri", &life).await;
    assert!(page.text().contains("<td>30/09/2026</td>"));
    let drop = [("do", "drop"), ("drop_code", id), ("drop_reason", "")];
    let silent = post(&world, &life, &drop).await;
    assert!(silent.status == 422 && silent.text().contains("href=\"#f-drop_reason\""));
    let drop = [
        ("do", "drop"),
        ("drop_code", id),
        ("drop_reason", "Ghi nhầm"),
    ];
    assert_eq!(post(&world, &life, &drop).await.status, 303);
    let page = world.get("quantri", &life).await;
    assert!(!page.text().contains("00123"));
}

#[tokio::test]
async fn r_1_1_units_are_given_as_of_a_day_with_what_they_are_and_answer_for_then() {
    let world = World::new(&["dieuphoi"]).await;
    let admin = world.test.administrator().await;
    let day = date(2026, 12, 1);
    let change = Step::Change {
        unit: "XTD".into(),
        kind: Some(UnitKind::ServiceUnit),
        tier: None,
        place: "Phường Thượng Điền".into(),
    };
    let act = UnitAct {
        decision: "93/NQ-HĐND".into(),
        decided_on: date(2026, 10, 1),
        effective_on: day,
        steps: vec![change],
    };
    let heirs = Heirs::default();
    app::unit::confirm(&admin, &ActInput { act, heirs })
        .await
        .unwrap();
    let code = NewCode {
        unit: world.test.unit("XTD"),
        scheme: CodeScheme::AdminUnit,
        value: "00123".into(),
        from: day,
    };
    app::unit::enter_code(&admin, &code).await.unwrap();
    let on = async |query: &str| -> Value {
        let path = format!("/api/v1/units{query}");
        let page = world.get("dieuphoi", &path).await.json();
        let mut items = page["items"].as_array().unwrap().iter();
        let is_it = |u: &&Value| u["code"] == "XTD";
        items.find(is_it).expect("the unit").clone()
    };
    let (now, later) = (on("").await, on("?at=2026-12-01").await);
    assert_eq!(
        (&now["kind"], &later["kind"]),
        (&json!("commune"), &json!("service_unit"))
    );
    assert_eq!(now["valid_to"], "2026-12-01");
    assert_eq!(
        (&later["valid_from"], &later["valid_to"]),
        (&now["valid_to"], &Value::Null)
    );
    assert_eq!(later["place"], "Phường Thượng Điền");
    assert_eq!(now["outside_codes"], json!([]));
    assert_eq!(
        later["outside_codes"],
        json!([{ "scheme": "dvhc", "value": "00123" }])
    );
    let tree = world.test.system().tree().await.unwrap();
    let parent = tree.get(world.test.unit("XTD")).unwrap().parent.unwrap();
    assert_eq!(now["parent"], parent.to_string());
    // Nothing before the units were born, and no day that is none.
    let early = world.get("dieuphoi", "/api/v1/units?at=1975-04-30").await;
    assert_eq!(early.json()["items"], json!([]));
    let wrong = world.get("dieuphoi", "/api/v1/units?at=hom-nay").await;
    let wrong = wrong.assert_problem(422);
    assert_eq!(wrong["errors"][0]["code"], "api.day");
    // Units of another area are not the caller's.
    let all = world.get("dieuphoi", "/api/v1/units").await.json();
    let others = all["items"].as_array().unwrap().iter();
    assert!(others.clone().all(|u| u["code"] != "BTGDV2") && others.count() > 3);
}
