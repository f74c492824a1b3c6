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

/// the board of a round and its list of late units as at the end of a day, with
/// nothing to be done there; `at` is the same as `ngay`.
#[tokio::test]
async fn r_1_1_the_board_and_the_late_units_of_a_round_are_those_of_the_day() {
    let world = World::new(&["dieuphoi"]).await;
    let get = async |path: &str| world.get("dieuphoi", path).await.text().to_owned();
    let board = format!("/ky/{}", world.made.round);
    let sent = format!("href=\"/bao-cao/{}\"", world.made.report.own);
    let chase = format!("href=\"{board}/don-doc\"");
    let today = get(&format!("{board}?loc=received")).await;
    assert!(today.contains(&sent) && today.contains(&chase), "{today}");
    assert!(today.contains("name=\"ngay\" value=\"\""), "{today}");
    let then = get(&format!("{board}?loc=received&ngay=2026-09-30")).await;
    assert!(!then.contains(&sent) && !then.contains(&chase), "{then}");
    assert!(
        then.contains("name=\"ngay\" value=\"2026-09-30\""),
        "{then}"
    );
    let alias = get(&format!("{board}?loc=received&at=2026-09-30")).await;
    assert!(alias.contains("name=\"ngay\" value=\"2026-09-30\"") && !alias.contains(&sent));
    let before = format!("{board}?ngay=2026-01-01");
    assert_eq!(world.get("dieuphoi", &before).await.status.as_u16(), 404);

    let late = format!("{board}/qua-han");
    let today = get(&late).await;
    assert!(!today.contains("class=\"empty\""), "{today}");
    let then = get(&format!("{late}?ngay=2026-09-30")).await;
    assert!(then.contains("class=\"empty\""), "nobody was late: {then}");
}

/// documents issued by a day, regimes with the version in force on it, and the
/// delegations that held on it, which are withdrawn on the page of today only.
#[tokio::test]
async fn r_1_1_documents_regimes_and_delegations_are_listed_of_a_day() {
    let world = World::new(&["dieuphoi", "tt.cdcd"]).await;
    let entry = format!("href=\"/van-ban/{}\"", world.made.directive);
    let regime = format!("href=\"/che-do/{}\"", world.made.regime);
    let withdraw = "/thu-hoi\"";
    let pages = [
        ("dieuphoi", "/van-ban", entry.as_str(), "2010-01-01"),
        ("dieuphoi", "/che-do", regime.as_str(), "2000-01-01"),
        ("tt.cdcd", "/uy-quyen", withdraw, "2026-01-01"),
    ];
    for (login, path, line, before) in pages {
        let today = world.get(login, path).await.text().to_owned();
        assert!(today.contains(line), "{path}: {today}");
        assert!(today.contains("name=\"ngay\" value=\"\""), "{path}");
        for name in ["ngay", "at"] {
            let then = world.get(login, &format!("{path}?{name}={before}")).await;
            let then = then.text();
            assert!(!then.contains(line), "{path}: {then}");
            let value = format!("name=\"ngay\" value=\"{before}\"");
            assert!(then.contains(&value), "{path}: {then}");
        }
    }
    let documents = world.get("dieuphoi", "/van-ban?ngay=2010-01-01").await;
    let said = "việc sơ kết, tổng kết sắp đến hạn hay quá hạn là xét tại ngày đó";
    assert!(documents.text().contains(said));
    let regimes = world.get("dieuphoi", "/che-do?ngay=2026-12-31").await;
    assert!(regimes.text().contains(&regime));
}

/// who looks at another day stays on it, with what was searched and chosen, from
/// the board of a round to its late units and back, and between the steps of delegating.
#[tokio::test]
async fn r_1_1_links_and_forms_of_another_day_keep_it_with_what_was_chosen() {
    let world = World::new(&["dieuphoi", "tt.cdcd"]).await;
    let get = async |login: &str, path: &str| world.get(login, path).await.text().to_owned();
    let hidden = |name: &str, value: &str| {
        format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">")
    };
    let day = "2026-10-04";
    let board = format!("/ky/{}", world.made.round);
    let late = format!("{board}/qua-han");
    let today = get("dieuphoi", &board).await;
    assert!(today.contains(&format!("href=\"{late}\"")), "{today}");
    let then = get("dieuphoi", &format!("{board}?ngay={day}")).await;
    let there = format!("href=\"{late}?ngay={day}\"");
    assert!(then.contains(&there), "{then}");
    let list = get("dieuphoi", &format!("{late}?tim=giao&ca=1&ngay={day}")).await;
    let back = format!("href=\"{board}?ngay={day}\"");
    for kept in [back, hidden("tim", "giao"), hidden("ca", "1")] {
        assert!(list.contains(&kept), "{kept}: {list}");
    }
    let list = get("dieuphoi", &late).await;
    assert!(list.contains(&format!("href=\"{board}\"")), "{list}");
    assert!(!list.contains("name=\"ca\"") && !list.contains("name=\"tim\" value=\"giao\""));

    let posts = get("tt.cdcd", &format!("/uy-quyen?ngay={day}")).await;
    assert!(posts.contains(&hidden("ngay", day)), "{posts}");
    let (_, post) = posts.split_once("<option value=\"").expect("a post");
    let post = post.split('"').next().unwrap();
    let second = get("tt.cdcd", &format!("/uy-quyen?chuc={post}&ngay={day}")).await;
    let other = format!("href=\"/uy-quyen?ngay={day}\"");
    for kept in [other, hidden("chuc", post)] {
        assert!(second.contains(&kept), "{kept}: {second}");
    }
}
