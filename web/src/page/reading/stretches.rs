//! Where a long text is cut so that each stretch with its facts fits on a page.
//! Not here: turning the parts and what goes along hidden (`parts`).

use app::reading::Facts;
use std::ops::Range;

/// A fact, where it stands and about how many bytes it takes on the page.
pub(super) struct Weighed {
    pub(super) key: String,
    pub(super) at: Option<usize>,
    pub(super) weight: usize,
}

/// Every fact of a text with its weight; on a page that only shows, a mark each.
pub(super) fn facts_of(facts: &Facts, is_waiting: bool) -> Vec<Weighed> {
    let mut all = Vec::new();
    // What is only shown: a mark, and in the lists below its words once more.
    let mut add = |group: &str, n: usize, weight: usize, listed: usize| {
        let spans = facts.spans.get(&format!("{group}[{n}]"));
        let at = spans.and_then(|s| s.iter().map(|s| s.0).min());
        all.push(Weighed {
            key: format!("{group}.{n}"),
            at,
            weight: if is_waiting { weight } else { 140 + listed },
        });
    };
    for n in 0..facts.chairs.len() {
        add("chairs", n, 1_200, 0);
    }
    let words = |t: &Option<String>| t.as_ref().map_or(0, String::len);
    for (n, d) in facts.documents.iter().enumerate() {
        add(
            "documents",
            n,
            3_600 + words(&d.subject) + words(&d.issuer),
            0,
        );
    }
    for n in 0..facts.reviews.len() {
        add("reviews", n, 2_700 + 110 * facts.documents.len(), 0);
    }
    for (n, text) in facts.tasks.iter().enumerate() {
        // Where lead unit and due day are told, each with a way there and back.
        let details = ["lead", "due"].map(|detail| format!("task_details[{n}].{detail}"));
        let told = details.iter().filter(|d| facts.spans.contains_key(*d));
        add("tasks", n, 1_700 + text.len() + 150 * told.count(), 0);
    }
    for (n, figure) in facts.figures.iter().enumerate() {
        add("figures", n, 1_700 + figure.text.len(), 0);
    }
    for (n, text) in facts.limitations.iter().enumerate() {
        add("limitations", n, 900 + text.len(), 0);
    }
    for (n, person) in facts.people.iter().enumerate() {
        let role = words(&person.role);
        add("people", n, 950 + 2 * role, 100 + role);
    }
    for (n, result) in facts.results.iter().enumerate() {
        let text = result.text.len();
        add("results", n, 950 + text, 80 + text);
    }
    for (n, name) in facts.organisations.iter().enumerate() {
        add("organisations", n, 800 + name.len(), 70 + name.len());
    }
    // Their boxes stand on every part: only the mark and the way to it are here.
    for n in 0..facts.fields.len() {
        add("fields", n, 200, 100);
    }
    for n in 0..facts.authors.len() {
        add("authors", n, 580, 100);
    }
    // A chair without a place of its own stands where the person does.
    for (n, chair) in facts.chairs.iter().enumerate() {
        if all[n].at.is_none()
            && let Some(person) = facts.people.iter().position(|p| p.name == chair.name)
        {
            let spans = facts.spans.get(&format!("people[{person}]"));
            all[n].at = spans.and_then(|s| s.iter().map(|s| s.0).min());
        }
    }
    all
}

/// Stretches of the text that take about `room` bytes with their facts; the
/// first has `base` bytes besides. Cut at lines, a heavy line before a fact.
pub(super) fn cut(text: &str, facts: &[&Weighed], base: usize, room: usize) -> Vec<Range<usize>> {
    let mut facts: Vec<(usize, usize)> = facts
        .iter()
        .filter_map(|f| Some((f.at?, f.weight)))
        .collect();
    facts.sort_unstable();
    let weight = |range: &Range<usize>| -> usize {
        let from = facts.partition_point(|f| f.0 < range.start);
        let to = facts.partition_point(|f| f.0 < range.end);
        let marks = text[range.clone()]
            .bytes()
            .filter(|b| matches!(b, b'"' | b'&' | b'<' | b'>' | b'\''))
            .count();
        range.len() + marks * 4 + facts[from..to].iter().map(|f| f.1).sum::<usize>()
    };
    let mut atoms: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let line = at..at + line.len();
        at = line.end;
        if weight(&line) <= room / 2 {
            atoms.push(line);
            continue;
        }
        let mut from = line.start;
        let starts = facts.iter().map(|f| f.0);
        let ends = (line.start..line.end).step_by(4_000);
        let mut cuts: Vec<usize> = starts.chain(ends).filter(|c| line.contains(c)).collect();
        cuts.sort_unstable();
        for cut in cuts {
            if cut > from && text.is_char_boundary(cut) {
                atoms.push(from..cut);
                from = cut;
            }
        }
        atoms.push(from..line.end);
    }
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut taken = base;
    for atom in atoms {
        let own = weight(&atom);
        match parts.last_mut() {
            Some(last) if taken + own <= room => {
                last.end = atom.end;
                taken += own;
            }
            Some(_) => {
                parts.push(atom);
                taken = own;
            }
            None => {
                taken += own;
                parts.push(atom);
            }
        }
    }
    if parts.is_empty() {
        parts.push(0..text.len());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighed(at: usize, weight: usize) -> Weighed {
        Weighed {
            key: format!("figures.{at}"),
            at: Some(at),
            weight,
        }
    }

    #[test]
    fn parts_hold_the_whole_text_once_and_no_more_than_fits() {
        let line = "Toàn tỉnh có 312 trường học với 98.400 học sinh các cấp.\n";
        let text = line.repeat(60);
        let facts: Vec<Weighed> = (0..60)
            .map(|n| weighed(n * line.len() + 4, 1_000))
            .collect();
        let all: Vec<&Weighed> = facts.iter().collect();
        let parts = cut(&text, &all, 2_000, 12_000);
        assert!(parts.len() > 4);
        let mut at = 0;
        for part in &parts {
            assert_eq!(part.start, at, "no byte is left out");
            at = part.end;
            let inside = facts.iter().filter(|f| part.contains(&f.at.unwrap()));
            assert!(inside.count() * 1_000 + part.len() <= 12_000);
        }
        assert_eq!(at, text.len());
    }

    #[test]
    fn one_long_line_of_many_facts_is_cut_before_a_fact() {
        let text = "số liệu ".repeat(400);
        let facts: Vec<Weighed> = (0..40).map(|n| weighed(n * 40, 1_500)).collect();
        let parts = cut(&text, &facts.iter().collect::<Vec<_>>(), 0, 16_000);
        assert!(parts.len() >= 4);
        assert!(parts.iter().all(|p| text.is_char_boundary(p.start)));
    }
}
