//! Lists of another day as a program asks for them: `at=YYYY-MM-DD`.

use crate::world::World;

/// every list and report of the API takes a day, and says what is no day.
#[tokio::test]
async fn r_1_1_every_list_of_the_api_takes_a_day() {
    let world = World::new(&["dieuphoi", "bc.syt"]).await;
    let round = format!("/api/v1/rounds/{}", world.made.round);
    let matrix = format!("{round}/matrix");
    let calls = [
        ("dieuphoi", "/api/v1/units"),
        ("dieuphoi", "/api/v1/rounds"),
        ("dieuphoi", round.as_str()),
        ("dieuphoi", matrix.as_str()),
        ("dieuphoi", "/api/v1/tasks"),
        ("dieuphoi", "/api/v1/directives"),
        ("bc.syt", "/api/v1/obligations"),
    ];
    for (login, path) in calls {
        let plain = world.get(login, path).await.json();
        let later = world.get(login, &format!("{path}?at=2026-12-31")).await;
        assert_eq!(later.status.as_u16(), 200, "{path}");
        if path != "/api/v1/units" {
            assert_eq!(later.json(), plain, "{path}: of days to come as it stands");
        }
        for wrong in ["31/12/2026", "2026-02-30", "x"] {
            let refused = world.get(login, &format!("{path}?at={wrong}")).await;
            let problem = refused.assert_problem(422);
            assert_eq!(problem["errors"][0]["code"], "api.day", "{path}?at={wrong}");
        }
    }
}

/// of a day before anything was there is nothing.
#[tokio::test]
async fn r_1_1_of_a_day_before_the_first_round_the_api_gives_none() {
    let world = World::new(&["dieuphoi", "bc.syt"]).await;
    let round = format!("/api/v1/rounds/{}", world.made.round);
    let at = "at=2026-01-01";
    for path in ["/api/v1/rounds", "/api/v1/tasks"] {
        let list = world.get("dieuphoi", &format!("{path}?{at}")).await.json();
        assert_eq!(list["items"].as_array().map(Vec::len), Some(0), "{path}");
    }
    // Issued on 4 November 2013.
    for (day, entries) in [("2013-11-03", 0), ("2013-11-04", 1)] {
        let path = format!("/api/v1/directives?at={day}");
        let list = world.get("dieuphoi", &path).await.json();
        assert_eq!(
            list["items"].as_array().map(Vec::len),
            Some(entries),
            "{day}"
        );
    }
    let path = format!("/api/v1/obligations?{at}");
    let owed = world.get("bc.syt", &path).await.json();
    assert_eq!(owed.as_array().map(Vec::len), Some(0));
    for path in [round.clone(), format!("{round}/matrix")] {
        let gone = world.get("dieuphoi", &format!("{path}?{at}")).await;
        gone.assert_problem(404);
    }
}
