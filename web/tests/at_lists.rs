//! Lists of another day as pages: the small form, what the list says of its
//! day, and what it shows of it.

use crate::world::World;

#[tokio::test]
async fn r_1_1_conferences_requests_and_members_of_a_group_are_listed_of_a_day() {
    let world = World::new(&["dieuphoi"]).await;
    let get = async |path: &str| world.get("dieuphoi", path).await.text().to_owned();
    let own = format!("href=\"/hoi-nghi/{}\"", world.made.conference.own);
    let group = format!("/khoi/{}", world.made.group);
    let member = "<th scope=\"row\">Sở Y tế";
    let request = "action=\"/gia-han/";
    let pages = [
        ("/hoi-nghi", own.as_str()),
        ("/gia-han", request),
        (group.as_str(), member),
    ];
    for (path, line) in pages {
        let today = get(path).await;
        assert!(today.contains(line), "{path}: {today}");
        assert!(today.contains("name=\"ngay\""), "{path}");
        let later = get(&format!("{path}?ngay=2026-12-31")).await;
        assert!(later.contains(line), "{path}: {later}");
        assert!(later.contains("value=\"2026-12-31\"") && later.contains("ngày 31/12/2026"));
        let before = get(&format!("{path}?ngay=2025-12-31")).await;
        assert!(!before.contains(line), "{path}: {before}");
        assert!(before.contains("ngày 31/12/2025"), "{path}: {before}");
    }
    let groups = get("/khoi?ngay=2025-12-31").await;
    assert!(groups.contains(&format!("href=\"{group}?ngay=2025-12-31\"")));
}
