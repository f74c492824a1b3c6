//! The page of days off, without scripts.

use crate::world::World;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// A form of the year 2028; the day and its name as a browser sends them.
fn form(world: &World, day: &str) -> String {
    format!(
        "_token={}&year=2028&version=0&status=official&source=TB+7&swaps=&holidays={}",
        world.token("quantri"),
        day.replace('/', "%2F").replace(' ', "+")
    )
}

#[tokio::test]
async fn r_3_2_a_year_is_entered_line_by_line_and_seen_by_everybody() {
    let world = World::new(&["quantri", "bc.xtd"]).await;
    let known = world.get("bc.xtd", "/ngay-nghi?nam=2027").await;
    for words in ["Tết Nguyên đán", "Dự kiến", "2027 mới là dự kiến"] {
        assert!(known.text().contains(words), "{words}: {}", known.text());
    }
    assert!(!known.text().contains("<textarea"));

    let bad = form(&world, "1/1 Ngay dau nam");
    let bad = world
        .ask("quantri", "POST", "/ngay-nghi", &[FORM], &bad)
        .await;
    assert_eq!(bad.status, 422);
    for words in ["Dòng 1: cần bắt đầu bằng ngày", "1/1 Ngay dau nam"] {
        assert!(bad.text().contains(words), "{words}: {}", bad.text());
    }
    let good = form(&world, "03/01/2028 Ngay dau nam");
    let stranger = world
        .ask("bc.xtd", "POST", "/ngay-nghi", &[FORM], &good)
        .await;
    assert!(stranger.status != 303 && !stranger.text().contains("TB 7"));
    let good = world
        .ask("quantri", "POST", "/ngay-nghi", &[FORM], &good)
        .await;
    assert_eq!(good.status, 303, "{}", good.text());
    let seen = world.get("bc.xtd", "/ngay-nghi?nam=2028").await;
    for words in ["Thứ hai, 03/01/2028", "Ngay dau nam", "TB 7"] {
        assert!(seen.text().contains(words), "{words}: {}", seen.text());
    }
}

/// who enters the year finds the page beside the units, and everybody is led
/// back from it, and from the groups, to a page that they may see.
#[tokio::test]
async fn r_3_2_days_off_are_found_by_who_enters_them_and_lead_back() {
    let world = World::new(&["quantri", "dieuphoi", "bc.xtd"]).await;
    let units = world.get("quantri", "/don-vi").await;
    for (login, path, back) in [
        ("quantri", "/ngay-nghi", "/don-vi"),
        ("quantri", "/khoi", "/don-vi"),
        ("dieuphoi", "/ngay-nghi", "/che-do"),
        ("dieuphoi", "/khoi", "/che-do"),
        ("bc.xtd", "/ngay-nghi", "/viec-cua-toi"),
    ] {
        if login == "quantri" {
            let way = format!("href=\"{path}\"");
            assert!(units.text().contains(&way), "{path}: {}", units.text());
        }
        let page = world.get(login, path).await;
        let way = format!("<p><a href=\"{back}\">");
        assert!(
            page.text().contains(&way),
            "{login} {path}: {}",
            page.text()
        );
        assert_eq!(world.get(login, back).await.status, 200, "{login} {back}");
    }
}
