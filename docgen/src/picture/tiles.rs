//! The map of tiles: equal squares roughly where the units lie, shaded by
//! quantile, with the number in each.

use super::Caption;
use super::svg::{ASIDE, Anchor, INK, Look, Svg, fit, wrapped};

const TILE: (i64, i64) = (58, 44);

/// Grounds from low to high; dark ink keeps a contrast over 4.5 on each.
const SHADES: [&str; 5] = ["#eef4fc", "#d3e3f6", "#b5d0ef", "#95bbe7", "#78a7de"];

/// One tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapTile {
    pub row: u8,
    pub column: u8,
    /// What fits into the tile.
    pub short: String,
    /// The whole name.
    pub name: String,
    /// The number as it stands in the tile.
    pub shown: String,
    /// The number in words, for who points at it.
    pub said: String,
    /// How many units below it are in it ("90/91"), where that is known.
    pub units: String,
    /// From 0 (lowest) to 4; none where there is no number.
    pub class: Option<u8>,
}

/// The map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileMap {
    pub caption: Caption,
    pub tiles: Vec<MapTile>,
    /// The classes that occur, with their bounds in words; none is "no number".
    pub legend: Vec<(Option<u8>, String)>,
    /// Said below the legend: what a sign beside a number means, how many units
    /// there are figures of.
    pub notes: Vec<String>,
}

/// Draws the map.
pub fn tile_map(map: &TileMap) -> String {
    let most = |of: fn(&MapTile) -> u8| map.tiles.iter().map(of).max().map_or(0, i64::from) + 1;
    let lines = i64::try_from(map.legend.len()).unwrap_or(0);
    let width = (most(|t| t.column) * TILE.0).max(348);
    let top = most(|t| t.row) * TILE.1 + 12;
    let notes = map.notes.iter();
    let notes: Vec<String> = notes.flat_map(|n| wrapped(n, width, ASIDE.size)).collect();
    let foot = top + lines * 24;
    let height = foot + i64::try_from(notes.len()).unwrap_or(0) * 20;
    let mut svg = Svg::new("picture--tiles", width, height, &map.caption);
    for tile in &map.tiles {
        let at = (
            i64::from(tile.column) * TILE.0,
            i64::from(tile.row) * TILE.1,
        );
        let units = match tile.units.as_str() {
            "" => String::new(),
            units => format!(" ({units})"),
        };
        svg.open(&format!("{}: {}{units}", tile.name, tile.said));
        ground(
            &mut svg,
            tile.class,
            (at.0 + 1, at.1 + 1),
            (TILE.0 - 2, TILE.1 - 2),
        );
        let middle = at.0 + TILE.0 / 2;
        let look = |size, is_bold| Look {
            class: "p-tile-ink",
            anchor: Anchor::Middle,
            size,
            is_bold,
            ..INK
        };
        svg.text(
            look(12, false),
            (middle, at.1 + 18),
            &fit(&tile.short, TILE.0, 12),
        );
        let size = match i64::try_from(tile.shown.chars().count()).unwrap_or(i64::MAX) {
            ..=8 => 13,
            9..=11 => 10,
            // As large as its tile lets it be.
            length => (TILE.0 * 2 / length).max(7),
        };
        svg.text(
            look(size, true),
            (middle, at.1 + 35),
            &fit(&tile.shown, TILE.0, size),
        );
        svg.close();
    }
    for (n, (class, words)) in (0..).zip(&map.legend) {
        let y = top + n * 24;
        ground(&mut svg, *class, (1, y + 1), (34, 18));
        svg.text(ASIDE, (44, y + 15), words);
    }
    for (n, note) in (0..).zip(&notes) {
        svg.text(ASIDE, (0, foot + 15 + n * 20), note);
    }
    svg.finish()
}

fn ground(svg: &mut Svg, class: Option<u8>, at: (i64, i64), size: (i64, i64)) {
    let shade = class.and_then(|class| Some((class, *SHADES.get(usize::from(class))?)));
    let (name, fill) = match shade {
        Some((class, fill)) => (format!("p-tile p-tile-{}", class + 1), fill),
        None => ("p-tile p-tile-none".to_owned(), "#ffffff"),
    };
    svg.element(
        "rect",
        &[
            ("class", &name),
            ("fill", &fill),
            ("stroke", &"#857e75"),
            (
                "stroke-dasharray",
                &if shade.is_some() { "none" } else { "3 3" },
            ),
            ("x", &at.0),
            ("y", &at.1),
            ("width", &size.0),
            ("height", &size.1),
        ],
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tile_stands_on_its_place_with_its_number_and_an_empty_one_looks_different() {
        let tile = |row, column, shown: &str, class: Option<u8>| MapTile {
            row,
            column,
            short: "L.Cai".into(),
            name: "Lào Cai".into(),
            shown: shown.into(),
            said: shown.into(),
            units: if class.is_some() {
                "90/91".into()
            } else {
                String::new()
            },
            class,
        };
        let svg = tile_map(&TileMap {
            caption: Caption::default(),
            tiles: vec![tile(0, 0, "1.915.509", Some(4)), tile(2, 1, "–", None)],
            legend: vec![(Some(4), "từ 1.000".into()), (None, "chưa có số".into())],
            notes: vec!["33/34 tỉnh có số liệu".into()],
        });
        assert!(svg.contains("<title>Lào Cai: 1.915.509 (90/91)</title>"));
        assert!(svg.contains("<title>Lào Cai: –</title>"));
        assert!(svg.contains(">33/34 tỉnh có số liệu</text>"), "R-4.2");
        assert!(svg.contains("p-tile-5") && svg.contains("p-tile-none"));
        assert!(svg.contains("x=\"59\" y=\"89\""), "{svg}");
        assert!(svg.contains("stroke-dasharray=\"3 3\""));
        assert!(svg.contains(">chưa có số</text>"));
    }
}
