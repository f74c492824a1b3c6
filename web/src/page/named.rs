//! The summary above a refused form names each field by the words that stand
//! beside it: "Tên kỳ: mục này cần được điền." Only the page knows these words,
//! and the summary comes before them; so they are put in once the page is
//! written. What is wrong is not decided here.

use domain::text::fold;

/// Where the summary's macro keeps what it says with a label.
const MARK: &str = " data-named=\"";
const LABEL: &str = "%{label}";

/// The page with every field of its summary named. Where a field has no label,
/// or the sentence has its name already, the sentence stays as it is.
pub(super) fn with_names(html: String) -> String {
    if !html.contains(MARK) {
        return html;
    }
    let mut named = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while let Some((before, from)) = rest.split_once(MARK) {
        named.push_str(before);
        let parts = from
            .split_once("\">")
            .and_then(|(words, from)| Some((words, from.split_once("</a>")?)));
        let Some((words, (sentence, after))) = parts else {
            // Not written by the macro.
            named.push_str(MARK);
            rest = from;
            continue;
        };
        let field = before.rsplit_once("href=\"#f-").map_or("", |(_, f)| f);
        let label = label_of(&html, field.trim_end_matches('"'));
        let is_named = |label: &&str| !fold(sentence).contains(&fold(label));
        match label.as_deref().filter(is_named) {
            Some(label) => {
                named.push('>');
                named.push_str(&words.replace(LABEL, label));
            }
            None => {
                named.push('>');
                named.push_str(sentence);
            }
        }
        named.push_str("</a>");
        rest = after;
    }
    named.push_str(rest);
    named
}

/// What a field is called on the page: its label, its legend, or what is read
/// out for it.
fn label_of(html: &str, field: &str) -> Option<String> {
    let id = format!("id=\"f-{field}\"");
    let inside = |mark: &str, end: &str| -> Option<&str> {
        let (_, from) = html.split_once(mark)?;
        let (_, from) = from.split_once('>')?;
        Some(from.split_once(end)?.0)
    };
    let legend = || {
        let (before, from) = html.split_once(&id)?;
        let tag = before.rsplit_once('<')?.1;
        let from = tag.starts_with("fieldset").then_some(from)?;
        let (set, _) = from.split_once("</fieldset>")?;
        Some(set.split_once("<legend>")?.1.split_once("</legend>")?.0)
    };
    let spoken = || {
        let (_, from) = html.split_once(&id)?;
        let (tag, _) = from.split_once('>')?;
        Some(tag.split_once("aria-label=\"")?.1.split_once('"')?.0)
    };
    let found = inside(&format!("<label for=\"f-{field}\""), "</label>")
        .or_else(legend)
        .or_else(spoken)?;
    let words = without_tags(found);
    (!words.is_empty()).then_some(words)
}

/// The words of a label that may hold its box.
fn without_tags(html: &str) -> String {
    let mut is_tag = false;
    let mut words = String::new();
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            c if !is_tag => words.push(c),
            _ => {}
        }
    }
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ").trim_end_matches(':').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(field: &str, named: &str, sentence: &str) -> String {
        format!("<li><a href=\"#f-{field}\" data-named=\"{named}\">{sentence}</a></li>")
    }

    #[test]
    fn a_field_is_named_by_its_label_legend_or_spoken_name() {
        let page = |field: &str, control: &str| {
            let named = "%{label}: mục này cần được điền.";
            with_names(summary(field, named, "Mục này cần được điền.") + control)
        };
        let says = |field: &str, label: &str| {
            format!("<li><a href=\"#f-{field}\">{label}: mục này cần được điền.</a></li>")
        };
        for (field, control, label) in [
            (
                "title",
                "<label for=\"f-title\">Tên kỳ</label><input id=\"f-title\">",
                "Tên kỳ",
            ),
            (
                "ok",
                "<label for=\"f-ok\"><input id=\"f-ok\"> Vẫn mở</label>",
                "Vẫn mở",
            ),
            (
                "how",
                "<fieldset id=\"f-how\"><legend>Cách làm</legend></fieldset>",
                "Cách làm",
            ),
            (
                "n",
                "<input id=\"f-n\" aria-label=\"Số &#38; ngày\">",
                "Số &#38; ngày",
            ),
        ] {
            assert_eq!(page(field, control), says(field, label) + control);
        }
    }

    #[test]
    fn without_a_label_or_with_its_name_in_it_the_sentence_stays() {
        let bare = "<li><a href=\"#f-x\">Ngày chốt phải sau ngày mở.</a></li>";
        let line = summary(
            "x",
            "%{label}: ngày chốt phải sau ngày mở.",
            "Ngày chốt phải sau ngày mở.",
        );
        assert_eq!(with_names(line.clone()), bare);
        let control = "<label for=\"f-x\">Ngày chốt</label>";
        assert_eq!(with_names(line + control), bare.to_owned() + control);
        assert_eq!(
            with_names("<p>Không có lỗi</p>".into()),
            "<p>Không có lỗi</p>"
        );
    }
}
