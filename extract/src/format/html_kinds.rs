//! What the parser of web pages does differently for which elements, as bits of
//! their names. Not here: what is open (`html_depth`).

use std::collections::HashMap;
use std::sync::LazyLock;

pub(super) const VOID: u64 = 1;
/// Part of every page, whether told or not.
pub(super) const PAGE: u64 = 1 << 1;
/// Elements of form, which go on behind the end of a paragraph.
pub(super) const FORM: u64 = 1 << 2;
/// Those that end a paragraph and are ended by their own tag.
pub(super) const BLOCK: u64 = 1 << 3;
pub(super) const HEADING: u64 = 1 << 4;
pub(super) const CELL: u64 = 1 << 5;
pub(super) const ROWS: u64 = 1 << 6;
pub(super) const TR: u64 = 1 << 7;
pub(super) const CAPTION: u64 = 1 << 8;
pub(super) const COLUMNS: u64 = 1 << 9;
pub(super) const TABLE: u64 = 1 << 10;
pub(super) const TEMPLATE: u64 = 1 << 11;
/// Elements of form opened in these end with them.
pub(super) const CLOSING: u64 = 1 << 12;
/// No end tag reaches past these.
pub(super) const BOUND: u64 = 1 << 13;
/// Ends a drawing that is open.
pub(super) const BREAK_OUT: u64 = 1 << 14;
pub(super) const SVG: u64 = 1 << 15;
pub(super) const MATH: u64 = 1 << 16;
/// What stands in these of a drawing, or of a formula, is of the page again.
pub(super) const OF_SVG: u64 = 1 << 17;
pub(super) const OF_MATH: u64 = 1 << 18;
pub(super) const P: u64 = 1 << 19;
pub(super) const LI: u64 = 1 << 20;
pub(super) const TERM: u64 = 1 << 21;
pub(super) const OPTION: u64 = 1 << 22;
pub(super) const OPTIONS: u64 = 1 << 23;
pub(super) const BUTTON: u64 = 1 << 24;
pub(super) const SELECT: u64 = 1 << 25;
pub(super) const LIST: u64 = 1 << 26;
/// Tags within it are text.
pub(super) const RAW: u64 = 1 << 27;
pub(super) const SCRIPT: u64 = 1 << 28;
/// End tags of words stop at these.
pub(super) const SPECIAL: u64 = 1 << 29;
pub(super) const FORMULA_NOTE: u64 = 1 << 30;
pub(super) const FONT: u64 = 1 << 31;
pub(super) const FIELDS: u64 = 1 << 32;
/// What an item of a list may stand in.
pub(super) const PASSED: u64 = 1 << 33;
pub(super) const LINK: u64 = 1 << 34;
pub(super) const BR: u64 = 1 << 35;

const LISTS: &[(u64, &str)] = &[
    (
        VOID,
        "area base br col embed hr img image input keygen link meta param source track wbr frame",
    ),
    (PAGE, "html head body frameset"),
    (
        FORM,
        "a b big code em font i nobr s small strike strong tt u",
    ),
    (
        BLOCK | SPECIAL,
        "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup listing main menu nav ol pre search section summary ul",
    ),
    (HEADING | SPECIAL, "h1 h2 h3 h4 h5 h6"),
    (CELL | BOUND, "td th"),
    (ROWS | SPECIAL, "tbody thead tfoot"),
    (TR | SPECIAL, "tr"),
    (CAPTION | BOUND, "caption"),
    (COLUMNS | SPECIAL, "colgroup"),
    (TABLE | BOUND, "table"),
    (TEMPLATE, "template"),
    (CLOSING | BOUND, "applet marquee object template"),
    (
        BREAK_OUT,
        "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var",
    ),
    (SVG, "svg"),
    (MATH, "math"),
    (OF_SVG | BOUND, "foreignobject desc title"),
    (OF_MATH | BOUND, "mi mo mn ms mtext"),
    (P | SPECIAL, "p"),
    (LI | SPECIAL, "li"),
    (TERM | SPECIAL, "dd dt"),
    (OPTION, "option"),
    (OPTIONS, "optgroup"),
    (BUTTON | SPECIAL, "button"),
    (SELECT | SPECIAL, "select"),
    (LIST, "ol ul"),
    (
        RAW,
        "script style title textarea xmp iframe noembed noframes noscript plaintext",
    ),
    (SCRIPT, "script"),
    (FORMULA_NOTE, "annotation-xml"),
    (FONT, "font"),
    (FIELDS | SPECIAL, "form"),
    (PASSED, "address div p"),
    (LINK, "a"),
    (BR, "br"),
];

static KINDS: LazyLock<HashMap<&'static str, u64>> = LazyLock::new(|| {
    let mut all: HashMap<&'static str, u64> = HashMap::new();
    for (bits, names) in LISTS {
        for name in names.split(' ') {
            *all.entry(name).or_default() |= bits;
        }
    }
    all
});

/// What is known of the elements of a name.
pub(super) fn kinds_of(name: &str) -> u64 {
    let mut small = [0_u8; 16];
    let Some(small) = small.get_mut(..name.len()) else {
        return 0;
    };
    small.copy_from_slice(name.as_bytes());
    small.make_ascii_lowercase();
    std::str::from_utf8(small)
        .ok()
        .and_then(|name| KINDS.get(name).copied())
        .unwrap_or(0)
}
