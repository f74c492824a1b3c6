//! axe-core on the page that stands in the browser. `./check` installs it and
//! names the file in `GIAOBAN_AXE`.

use serde_json::Value;
use thirtyfour::prelude::*;

/// What axe-core finds against WCAG 2.2 A or AA or its best practices, one line
/// for each violation.
pub async fn check(driver: &WebDriver) -> Vec<String> {
    let path = std::env::var("GIAOBAN_AXE").expect("GIAOBAN_AXE names axe.min.js; run ./check");
    let axe = std::fs::read_to_string(&path).expect("axe.min.js");
    driver
        .execute(axe, vec![])
        .await
        .expect("axe-core in the page");
    let script = "const done = arguments[arguments.length - 1]; \
                  axe.run(document).then(r => done(r.violations)).catch(e => done([{id: String(e), nodes: []}]));";
    let result = driver
        .execute_async(script, vec![])
        .await
        .expect("a result");
    let violations = result.json().as_array().cloned().unwrap_or_default();
    violations.iter().map(line).collect()
}

fn line(violation: &Value) -> String {
    let nodes = violation["nodes"].as_array().cloned().unwrap_or_default();
    let places: Vec<String> = nodes
        .iter()
        .take(3)
        .map(|n| n["html"].to_string())
        .collect();
    format!(
        "{}: {} — {}",
        violation["id"],
        violation["help"],
        places.join(" | ")
    )
}
