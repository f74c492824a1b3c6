//! The register of issued documents, without scripts.

use crate::world::World;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

#[tokio::test]
async fn r_4_6_the_register_shows_how_an_office_counts_and_takes_its_decision() {
    let world = World::new(&["dieuphoi", "lanhdao"]).await;
    let page = world.get("dieuphoi", "/so-van-ban").await;
    let text = page.text();
    for words in [
        "Đánh liên tục trong nhiệm kỳ đại hội",
        "01/10/2025",
        "-BC/BTGDVTU",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let office = text.split("name=\"office\" value=\"").nth(1).unwrap();
    let office = &office[..36];
    let form = |from: &str, terms: &str| {
        format!(
            "_token={}&office={office}&kind=party&from={from}&scope=per_type&restart=term&terms={terms}&basis=Quy+che+7",
            world.token("dieuphoi")
        )
    };
    let bad = form("2099-01-01", "1%2F10%2F2025%0Asau");
    let bad = world
        .ask("dieuphoi", "POST", "/so-van-ban", &[FORM], &bad)
        .await;
    assert_eq!(bad.status, 422);
    for words in ["Dòng 2: cần một ngày", "sau</textarea>", "Quy che 7"] {
        assert!(bad.text().contains(words), "{words}: {}", bad.text());
    }
    let good = form("2099-01-01", "18%2F09%2F2025");
    let good = world
        .ask("dieuphoi", "POST", "/so-van-ban", &[FORM], &good)
        .await;
    assert_eq!(good.status, 303, "{}", good.text());
    let read = world.get("lanhdao", "/so-van-ban").await;
    for words in ["01/01/2099", "18/09/2025", "Quy che 7"] {
        assert!(read.text().contains(words), "{words}: {}", read.text());
    }
    assert!(!read.text().contains("/rut"), "a leader only reads");

    let page = world.get("dieuphoi", "/so-van-ban").await;
    let text = page.text();
    let act = text.split("action=\"/so-van-ban/").nth(1).unwrap();
    let act = format!("/so-van-ban/{}", act.split('"').next().unwrap());
    let gone = format!("_token={}&office={office}", world.token("dieuphoi"));
    let gone = world.ask("dieuphoi", "POST", &act, &[FORM], &gone).await;
    assert_eq!(gone.status, 303, "{}", gone.text());
    let page = world.get("dieuphoi", "/so-van-ban").await;
    assert!(!page.text().contains("Quy che 7"));
}
