//! Comparing a reading with its gold: true positives, predictions, gold, F1.

use extract::text::fold_tone_placement;
use serde_json::Value;
use std::collections::BTreeMap;

pub const FIELDS: [&str; 17] = [
    "title",
    "published",
    "event_date",
    "event_kind",
    "period",
    "host",
    "place",
    "chairs",
    "people",
    "documents",
    "reviews",
    "organisations",
    "fields",
    "figures",
    "tasks",
    "limitations",
    "authors",
];

/// Token overlap from which free text counts as the same.
const OVERLAP: f64 = 0.6;

/// F1 of one field, micro-averaged over pages.
pub fn f1<'a>(field: &str, pages: impl Iterator<Item = &'a (Value, Value)>) -> f64 {
    let (mut hit, mut predicted, mut gold) = (0, 0, 0);
    for (g, p) in pages {
        let (h, n, m) = count(field, &g[field], &p[field]);
        hit += h;
        predicted += n;
        gold += m;
    }
    share(hit, predicted + gold)
}

/// The same where names count as the same from the overlap of free text on: a
/// body or a place that is named a little longer or shorter is no mistake.
pub fn lenient<'a>(field: &str, pages: impl Iterator<Item = &'a (Value, Value)>) -> f64 {
    let names = |page: &Value| match &page[field] {
        Value::Null => Vec::new(),
        Value::Array(all) => all.clone(),
        one => vec![one.clone()],
    };
    let text = |v: &Value| v.as_str().unwrap_or("").to_owned();
    let (mut hit, mut all) = (0, 0);
    for (g, p) in pages {
        let (g, p) = (names(g), names(p));
        hit += pairs(&g, &p, OVERLAP, |a, b| overlap(&text(a), &text(b)));
        all += g.len() + p.len();
    }
    share(hit, all)
}

/// F1 of hits among all values, read and labelled; nothing to read is read well.
fn share(hit: usize, all: usize) -> f64 {
    if all == 0 {
        1.0
    } else {
        2.0 * hit as f64 / all as f64
    }
}

fn count(field: &str, g: &Value, p: &Value) -> (usize, usize, usize) {
    if !g.is_array() && !p.is_array() {
        let same = match (g.as_str(), p.as_str()) {
            (Some(a), Some(b)) => norm(a) == norm(b),
            _ => !g.is_null() && g == p,
        };
        return (
            usize::from(same),
            usize::from(!p.is_null()),
            usize::from(!g.is_null()),
        );
    }
    let empty = Vec::new();
    let (g, p) = (
        g.as_array().unwrap_or(&empty),
        p.as_array().unwrap_or(&empty),
    );
    let least = match field {
        "tasks" | "limitations" => OVERLAP,
        _ => 0.5,
    };
    (
        pairs(g, p, least, |a, b| alike(field, a, b)),
        p.len(),
        g.len(),
    )
}

/// Best pairs first, each entry used once.
fn pairs(g: &[Value], p: &[Value], least: f64, alike: impl Fn(&Value, &Value) -> f64) -> usize {
    let mut all: Vec<(f64, usize, usize)> = Vec::new();
    for (i, a) in g.iter().enumerate() {
        for (j, b) in p.iter().enumerate() {
            let s = alike(a, b);
            if s >= least {
                all.push((s, i, j));
            }
        }
    }
    all.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)).then(x.2.cmp(&y.2)));
    let (mut left, mut right) = (vec![false; g.len()], vec![false; p.len()]);
    let mut hit = 0;
    for (_, i, j) in all {
        if !left[i] && !right[j] {
            left[i] = true;
            right[j] = true;
            hit += 1;
        }
    }
    hit
}

fn alike(field: &str, a: &Value, b: &Value) -> f64 {
    let same = |x: bool| if x { 1.0 } else { 0.0 };
    let text = |v: &Value| v.as_str().unwrap_or("").to_owned();
    match field {
        "tasks" | "limitations" => overlap(&text(a), &text(b)),
        "chairs" | "people" => same(norm(&text(&a["name"])) == norm(&text(&b["name"]))),
        "reviews" => same(
            a["kind"] == b["kind"]
                && a["years"] == b["years"]
                && number(&a["document_number"]) == number(&b["document_number"]),
        ),
        "documents" => {
            if kind(&text(&a["type"])) != kind(&text(&b["type"]))
                || a["number"].is_null() != b["number"].is_null()
            {
                0.0
            } else if a["number"].is_null() {
                let name = |d: &Value| format!("{} {}", text(&d["subject"]), text(&d["issuer"]));
                overlap(&name(a), &name(b))
            } else {
                same(number(&a["number"]) == number(&b["number"]))
            }
        }
        "figures" => {
            let (v, w) = (
                a["value"].as_f64().unwrap_or(f64::NAN),
                b["value"].as_f64().unwrap_or(f64::NAN),
            );
            if (v - w).abs() > 1e-9 * v.abs().max(1.0) || v.is_nan() || w.is_nan() {
                return 0.0;
            }
            let (u, x) = (norm(&text(&a["unit"])), norm(&text(&b["unit"])));
            let prefix = !u.is_empty()
                && !x.is_empty()
                && (format!("{u} ").starts_with(&format!("{x} "))
                    || format!("{x} ").starts_with(&format!("{u} ")));
            if u == x {
                1.0
            } else if prefix {
                0.9
            } else {
                0.0
            }
        }
        _ => same(!text(a).is_empty() && norm(&text(a)) == norm(&text(b))),
    }
}

/// The labels count sorts of a type as the type.
fn kind(word: &str) -> String {
    let word = norm(word);
    for plain in ["thông báo", "chương trình", "quy chế"] {
        let longer = ["kết luận", "hành động", "phối hợp"]
            .iter()
            .any(|more| word == norm(&format!("{plain} {more}")));
        if longer {
            return norm(plain);
        }
    }
    word
}

/// Case, spaces, tone placement, dashes and quotes unified.
fn norm(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|c| !"\"'‘’“”«»\u{ad}\u{200b}".contains(*c))
        .map(|c| {
            if "‐‑‒–—−".contains(c) {
                '-'
            } else {
                c
            }
        })
        .collect();
    let folded = fold_tone_placement(&plain);
    folded
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .trim_matches([' ', '.', ',', ';', ':', '-'])
        .to_owned()
}

fn number(value: &Value) -> Option<String> {
    let text = value.as_str()?.to_lowercase();
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || "-–/.".contains(c))
        .filter(|p| !p.is_empty())
        .collect();
    Some(parts.join("-").trim_start_matches('0').to_owned())
}

fn overlap(a: &str, b: &str) -> f64 {
    let bag = |s: &str| {
        let mut bag: BTreeMap<String, usize> = BTreeMap::new();
        for word in norm(s)
            .split(|c: char| {
                !(c.is_alphanumeric() || c == '%' || ('\u{300}'..='\u{36f}').contains(&c))
            })
            .filter(|w| !w.is_empty())
        {
            *bag.entry(word.to_owned()).or_default() += 1;
        }
        bag
    };
    let (a, b) = (bag(a), bag(b));
    let total: usize = a.values().sum::<usize>() + b.values().sum::<usize>();
    let common: usize = a.iter().map(|(w, n)| n.min(b.get(w).unwrap_or(&0))).sum();
    if total == 0 {
        0.0
    } else {
        2.0 * common as f64 / total as f64
    }
}
