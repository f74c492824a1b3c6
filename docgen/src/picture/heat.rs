//! The heat table unit × period: a sign in each cell, its ground as a help.

use super::svg::{ASIDE, Anchor, INK, Look, Svg, fit};
use super::{Caption, Tone};

const NAMES: i64 = 210;
pub(super) const CELL: (i64, i64) = (52, 26);
const HEAD: i64 = 30;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatCell {
    /// One to four characters.
    pub sign: String,
    /// What the sign means, in words.
    pub words: String,
    pub tone: Tone,
}

/// One unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatRow {
    pub name: String,
    /// One cell per column.
    pub cells: Vec<HeatCell>,
}

/// The table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatTable {
    pub caption: Caption,
    /// Short names of the periods, oldest first.
    pub columns: Vec<String>,
    pub rows: Vec<HeatRow>,
    /// Each sign once, with its words.
    pub legend: Vec<HeatCell>,
}

/// Draws the table: the grounds of one meaning as one shape and their signs as
/// one group, because a page has hundreds of cells.
pub fn heat_table(table: &HeatTable) -> String {
    let columns = i64::try_from(table.columns.len()).unwrap_or(0);
    let rows = i64::try_from(table.rows.len()).unwrap_or(0);
    let legend = legend_lines(&table.legend, LEGEND_WIDTH);
    let lines = i64::try_from(legend.len()).unwrap_or(0);
    let width = (NAMES + columns * CELL.0).max(LEGEND_WIDTH) + 2;
    let height = HEAD + rows * CELL.1 + 10 + lines * CELL.1;
    let mut svg = Svg::new("picture--heat", width, height, &table.caption);
    let centred = Look {
        anchor: Anchor::Middle,
        ..ASIDE
    };
    svg.texts(centred, |svg| {
        for (n, name) in (0..).zip(&table.columns) {
            let x = NAMES + n * CELL.0 + CELL.0 / 2;
            svg.line((x, HEAD - 10), &fit(name, CELL.0, centred.size));
        }
    });
    svg.texts(INK, |svg| {
        for (n, row) in (0..).zip(&table.rows) {
            let name = fit(&row.name, NAMES - 10, INK.size);
            svg.line((0, HEAD + n * CELL.1 + 18), &name);
        }
    });
    let top = HEAD + rows * CELL.1 + 10;
    let mut cells: Vec<Placed<'_>> = Vec::new();
    for (n, row) in (0..).zip(&table.rows) {
        for (m, cell) in (0..).zip(&row.cells) {
            cells.push((cell, (NAMES + m * CELL.0, HEAD + n * CELL.1)));
        }
    }
    cells.extend(places(&legend, top));
    grounds(&mut svg, &cells);
    words(&mut svg, &legend, top);
    svg.finish()
}

/// A legend in its lines, from `top` on.
pub(super) fn legend(svg: &mut Svg, lines: &[Vec<(i64, &HeatCell)>], top: i64) {
    grounds(svg, &places(lines, top));
    words(svg, lines, top);
}

/// A cell and where it stands.
type Placed<'a> = (&'a HeatCell, (i64, i64));

fn places<'a>(lines: &[Vec<(i64, &'a HeatCell)>], top: i64) -> Vec<Placed<'a>> {
    let lines = (0..).zip(lines);
    lines
        .flat_map(|(n, line)| {
            line.iter()
                .map(move |(x, cell)| (*cell, (*x, top + n * CELL.1)))
        })
        .collect()
}

fn words(svg: &mut Svg, lines: &[Vec<(i64, &HeatCell)>], top: i64) {
    svg.texts(ASIDE, |svg| {
        for (cell, (x, y)) in places(lines, top) {
            svg.line((x + CELL.0 + 4, y + 18), &cell.words);
        }
    });
}

fn grounds(svg: &mut Svg, cells: &[Placed<'_>]) {
    for tone in [Tone::Ok, Tone::Info, Tone::Warn, Tone::Late, Tone::Muted] {
        let of_tone = || cells.iter().filter(|(cell, _)| cell.tone == tone);
        if of_tone().next().is_some() {
            draw(svg, tone, of_tone());
        }
    }
}

/// All cells of one meaning.
fn draw<'a>(
    svg: &mut Svg,
    tone: Tone,
    cells: impl Iterator<Item = &'a (&'a HeatCell, (i64, i64))> + Clone,
) {
    let (class, ground, ink) = tone.look();
    let (w, h) = (CELL.0 - 2, CELL.1 - 2);
    let square = |(x, y): (i64, i64)| format!("M{} {}h{w}v{h}h-{w}z", x + 1, y + 1);
    let shape: String = cells.clone().map(|(_, at)| square(*at)).collect();
    let ground_class = format!("p-{class}");
    svg.element(
        "path",
        &[("class", &ground_class), ("fill", &ground), ("d", &shape)],
    );
    let ink_class = format!("p-{class}-ink");
    let look = Look {
        class: &ink_class,
        fill: ink,
        anchor: Anchor::Middle,
        is_bold: true,
        ..INK
    };
    svg.texts(look, |svg| {
        for (cell, at) in cells {
            svg.line((at.0 + CELL.0 / 2, at.1 + 18), &cell.sign);
        }
    });
}

/// Room of the legend, whatever the number of columns.
const LEGEND_WIDTH: i64 = 560;

/// The legend in lines that fit into `room`, with the place of each entry.
pub(super) fn legend_lines(legend: &[HeatCell], room: i64) -> Vec<Vec<(i64, &HeatCell)>> {
    let mut lines: Vec<Vec<(i64, &HeatCell)>> = Vec::new();
    let mut x = room;
    for cell in legend {
        let letters = i64::try_from(cell.words.chars().count()).unwrap_or(0);
        let width = CELL.0 + 4 + letters * 7 + 12;
        if x + width > room {
            lines.push(Vec::new());
            x = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push((x, cell));
        }
        x += width;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(sign: &str, words: &str, tone: Tone) -> HeatCell {
        HeatCell {
            sign: sign.into(),
            words: words.into(),
            tone,
        }
    }

    #[test]
    fn every_cell_has_its_sign_and_its_words_beside_its_colour() {
        let table = HeatTable {
            caption: Caption {
                title: "Đúng hạn <theo kỳ>".into(),
                text: "Một đơn vị".into(),
            },
            columns: vec!["QII/26".into(), "QIII/26".into()],
            rows: vec![HeatRow {
                name: "Sở \"A\" & B".into(),
                cells: vec![
                    cell("Đ", "đúng hạn", Tone::Ok),
                    cell("+3", "muộn 3 ngày", Tone::Warn),
                ],
            }],
            legend: vec![cell("Đ", "đúng hạn", Tone::Ok)],
        };
        let svg = heat_table(&table);
        assert!(svg.contains("role=\"img\""));
        assert!(svg.contains("<title>Đúng hạn &lt;theo kỳ&gt;</title><desc>Một đơn vị</desc>"));
        assert!(svg.contains(">Sở &quot;A&quot; &amp; B</text>"));
        assert!(svg.contains(">+3</text>") && svg.contains("class=\"p-warn\""));
        assert!(
            svg.contains(">đúng hạn</text>"),
            "the legend says it in words"
        );
        assert!(!svg.contains("style="), "strict CSP");
    }

    #[test]
    fn a_legend_is_broken_into_lines_that_fit() {
        let long = cell("M", &"x".repeat(40), Tone::Muted);
        let legend = vec![long.clone(), long.clone(), long];
        assert_eq!(legend_lines(&legend, LEGEND_WIDTH).len(), 3);
        assert!(legend_lines(&[], LEGEND_WIDTH).is_empty());
    }
}
