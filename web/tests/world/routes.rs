//! The routes, read from the sources: the router itself cannot be asked, and a
//! list kept by hand would miss exactly the route that somebody forgot.

use std::path::Path;

/// A route with its methods in lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    pub path: String,
    pub methods: Vec<String>,
}

/// Every `.route("…", …)` under `src`, by path.
pub fn routes() -> Vec<Route> {
    let mut found = Vec::new();
    scan(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    found.sort();
    assert!(found.len() > 60, "only {} routes were found", found.len());
    found
}

fn scan(folder: &Path, found: &mut Vec<Route>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            scan(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.extend(text.split(".route(").skip(1).map(route));
        }
    }
}

/// Reads what stands between the parentheses of `.route(`.
fn route(rest: &str) -> Route {
    let mut depth = 1;
    let end = rest.find(|c: char| {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    let inside = &rest[..end.expect("a closing parenthesis")];
    let path = inside.split('"').nth(1).expect("a path as text").to_owned();
    let methods = ["get", "post", "put", "delete", "patch"];
    let is_called = |m: &str| {
        [' ', '.']
            .iter()
            .any(|before| inside.contains(&format!("{before}{m}(")))
    };
    let methods: Vec<String> = methods
        .into_iter()
        .filter(|m| is_called(m))
        .map(str::to_owned)
        .collect();
    assert!(!methods.is_empty(), "no method at {path}");
    Route { path, methods }
}
