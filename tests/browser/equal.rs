//! The browser reads numbers and pasted blocks and evaluates rules as the server
//! does (R-3.7, R-3.9, R-16.2): random cases are answered by `domain` here and by the
//! page's own modules in Chromium, and every answer must be the same.

mod blocks;
mod rules;
mod texts;

use crate::harness::Walk;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::Value;

/// Rule sets, each with the figures of several periods.
const RULE_SETS: usize = 2_000;
/// Typed texts.
const TEXTS: usize = 10_000;
/// Pasts of one indicator.
const PASTS: usize = 1_000;
/// Blocks of a spreadsheet.
const BLOCKS: usize = 6_000;

/// The same cases in every run.
fn cases<T>(strategy: &impl Strategy<Value = T>, count: usize) -> Vec<T> {
    let mut runner = TestRunner::deterministic();
    (0..count)
        .map(|_| strategy.new_tree(&mut runner).expect("a case").current())
        .collect()
}

/// Answers of a module of the page to each case; `body` is the inside of a
/// function of `m` (the modules) and `c` (the case) that gives a text.
async fn answers(walk: &Walk, cases: &[Value], body: &str) -> Vec<String> {
    let script = format!(
        "const [json, done] = arguments; \
         Promise.all([import('/assets/number.js'), import('/assets/rules.js'), \
                      import('/assets/table.js')]).then(modules => {{ \
           const m = Object.assign({{}}, ...modules); \
           const answer = c => {{ {body} }}; \
           done(m.parseExact(json).map(answer)); \
         }}).catch(e => done([String(e.stack || e)]));"
    );
    let json = serde_json::to_string(cases).expect("cases");
    let told = walk.driver.execute_async(&script, vec![json.into()]).await;
    let told = told.expect("answers of the page").json().clone();
    serde_json::from_value(told).expect("a list of texts")
}

/// Both lists are equal; the first case that differs is shown.
fn compare(cases: &[Value], here: &[String], there: &[String]) {
    assert_eq!(here.len(), there.len(), "{:?}", there.first());
    for ((case, here), there) in cases.iter().zip(here).zip(there) {
        assert_eq!(here, there, "domain, then the browser, on {case}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_3_7_the_browser_gives_the_same_answers_as_the_domain_on_random_rules_and_numbers() {
    let walk = Walk::start().await;
    walk.open("/dang-nhap").await;
    let (cases, here) = rules::made(RULE_SETS);
    let found = here.iter().filter(|answer| !answer.is_empty()).count();
    assert!(
        found > RULE_SETS / 4 && found < RULE_SETS,
        "{found} find something"
    );
    compare(&cases, &here, &answers(&walk, &cases, rules::SCRIPT).await);
    let (cases, here) = rules::outliers(PASTS);
    for answer in ["usual", "unusual", "not_enough_history"] {
        let count = here.iter().filter(|a| *a == answer).count();
        assert!(count > PASTS / 20, "{count} are {answer}");
    }
    compare(
        &cases,
        &here,
        &answers(&walk, &cases, rules::OUTLIER_SCRIPT).await,
    );
    let (cases, here) = texts::made(TEXTS);
    let codes = "exact,empty,number.doubtful,number.malformed,number.too_precise,number.overflow";
    for code in codes.split(',') {
        let count = here.iter().filter(|a| a.starts_with(code)).count();
        assert!(count > TEXTS / 100, "{count} are {code}");
    }
    compare(&cases, &here, &answers(&walk, &cases, texts::SCRIPT).await);
    let (cases, here) = texts::parts(TEXTS);
    let codes = "exact,number.doubtful,number.malformed,number.other_measure";
    let bounds = "at_least,above,at_most,below,number.no_threshold";
    let least = |code: &str, share: usize| {
        let count = here.iter().filter(|a| a.starts_with(code)).count();
        assert!(count > TEXTS / share, "{count} are {code}");
    };
    codes.split(',').for_each(|code| least(code, 100));
    bounds.split(',').for_each(|code| least(code, 500));
    compare(
        &cases,
        &here,
        &answers(&walk, &cases, texts::PART_SCRIPT).await,
    );
    let (cases, here) = texts::written(TEXTS / 4);
    compare(
        &cases,
        &here,
        &answers(&walk, &cases, texts::WRITE_SCRIPT).await,
    );
    walk.end().await;
}

/// R-3.9, §6.2: names of age groups and figures that are thresholds are told apart, and
/// a level is taken by its name or its place.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_3_9_the_browser_puts_a_pasted_block_where_the_domain_puts_it() {
    let walk = Walk::start().await;
    walk.open("/dang-nhap").await;
    let (cases, here) = blocks::made(BLOCKS);
    for seen in [
        "row-unknown",
        "too-many-rows",
        "other-measure",
        "many-numbers",
        "ratio-parts",
        "parts-disagree",
        "no-level",
        r#"["GD-05","mức độ 1"]"#,
        r#"["GD-05","MUC  DO 2"]"#,
        r#"["GD-05","2"]"#,
        r#"["YT-09","từ 1.200 lượt trở lên"]"#,
        r#"["GD-02_NUM",""#,
    ] {
        assert!(here.iter().any(|a| a.contains(seen)), "{seen}");
    }
    compare(&cases, &here, &answers(&walk, &cases, blocks::SCRIPT).await);
    walk.end().await;
}
