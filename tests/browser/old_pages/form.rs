//! One paper in its form: read part by part against its label, corrected, confirmed.

use super::papers::{INSURED, PRINTED, Paper};
use crate::harness::Walk;
use domain::text::fold;
use std::collections::BTreeMap;

/// The button of the form: the next part, or at the last one everything.
const NEXT: &str = "form[data-guard] .actions .button";
/// The same while parts follow.
const MORE: &str = "form[data-guard] .actions .button[name='den']";
/// The venue of the printed page, as a person puts it.
pub const VENUE: &str = "Hội trường Tỉnh ủy, thành phố Sơn La";
/// A figure of the page of Tuy An: how many have health insurance.
pub const SHARE: &str = "94,8";

/// Reads one paper part by part against its label, corrects, confirms.
pub async fn confirm(walk: &Walk, paper: &Paper) {
    walk.open("/nhap-van-ban").await;
    walk.follow(paper.file).await;
    let mut shown = BTreeMap::new();
    for _ in 0..9 {
        shown.extend(fields(walk).await);
        correct(walk, paper).await;
        if !walk.has(MORE).await {
            break;
        }
        walk.press(NEXT).await;
    }
    says_what_the_label_says(paper, &shown);
    walk.press(NEXT).await;
    walk.says("Đã lưu những gì được xác nhận.").await;
}

/// What the fields of this part hold, by name.
async fn fields(walk: &Walk) -> BTreeMap<String, String> {
    let script = "const shown = 'input:not([type=hidden]):not([type=checkbox]), select, textarea'; \
                  const all = document.querySelector('#f-doc').querySelectorAll(shown); \
                  return Object.fromEntries([...all].map(f => [f.name, f.value]));";
    let told = walk.driver.execute(script, vec![]).await.expect("a form");
    told.convert().expect("names and values")
}

/// What a person changes on this part: a venue, and a figure that is kept.
async fn correct(walk: &Walk, paper: &Paper) {
    if paper.file == PRINTED && walk.has("#k-place").await {
        walk.look("van-ban-doc-pdf").await;
        walk.fill("place", VENUE).await;
    }
    if paper.file == INSURED {
        let script = "const field = [...document.querySelectorAll('#f-doc input[type=text]')] \
                        .find(f => f.name.startsWith('figures.') && f.value === arguments[0]); \
                      return field ? field.name.split('.')[1] : '';";
        let told = walk.driver.execute(script, vec![SHARE.into()]).await;
        let told = told.expect("a form");
        let n = told.json().as_str().unwrap_or_default();
        if !n.is_empty() {
            let tick = format!("[name='take_figures'][value='{n}']");
            walk.tap(&tick).await;
            walk.fill(&format!("figures.{n}.indicator"), "YT-04").await;
        }
    }
}

fn says_what_the_label_says(paper: &Paper, shown: &BTreeMap<String, String>) {
    let (label, file) = (paper.label(), paper.file);
    let value = |name: &str| shown.get(name).map_or("", String::as_str);
    assert_eq!(fold(value("title")), fold(&label.title), "{file}");
    assert_eq!(value("held_on"), label.day, "{file}");
    let all = |group: &str, name: &str| {
        let is_one = |field: &str| field.starts_with(group) && field.ends_with(name);
        let fields = shown.iter().filter(|(field, _)| is_one(field));
        fields.map(|(_, value)| value.clone()).collect::<Vec<_>>()
    };
    let sorted = |names: &[String]| {
        let mut names: Vec<String> = names.iter().map(|name| fold(name)).collect();
        names.sort();
        names
    };
    assert_eq!(
        sorted(&all("chairs.", ".name")),
        sorted(&label.chairs),
        "{file}"
    );
    let symbols: Vec<String> = all("documents.", ".symbol")
        .iter()
        .map(|s| bare(s))
        .collect();
    for symbol in &label.symbols {
        let is_there = symbols.contains(&bare(symbol));
        assert!(is_there, "{file} lacks {symbol}: {symbols:?}");
    }
}

/// Letters and digits of a symbol: "21/NQ-TW" and "21-NQ/TW" are one.
pub fn bare(symbol: &str) -> String {
    let signs = symbol.chars().filter(|c| c.is_alphanumeric());
    signs.flat_map(char::to_lowercase).collect()
}
