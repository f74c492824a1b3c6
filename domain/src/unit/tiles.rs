//! The map of tiles: where each province stands on a grid of equal squares, as
//! data with days of validity. Not here: drawing it.

use super::UnitVersion;
use crate::text::fold;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One tile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tile {
    /// Official code of the unit that it stands for.
    pub code: String,
    /// Its name without its kind ("Lào Cai").
    pub name: String,
    /// What fits into a tile.
    pub short: String,
    /// From the north, from 0.
    pub row: u8,
    /// From the west, from 0.
    pub column: u8,
}

/// All tiles of one division of a country, or of a province into communes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TileLayout {
    /// What it shows.
    pub name: String,
    /// The same in English.
    pub name_en: String,
    /// First day on which it holds.
    pub valid_from: Date,
    /// First day on which it holds no more.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// The tiles.
    pub tiles: Vec<Tile>,
}

/// What is wrong with a file of layouts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TilesError {
    /// It is no such file.
    #[error("{0}")]
    Unreadable(String),
    /// Two tiles stand on one place or for one name.
    #[error("two tiles share a place or a name: {0}")]
    Twice(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    layouts: Vec<TileLayout>,
}

/// Reads a file of layouts.
///
/// # Errors
/// [`TilesError`].
pub fn parse_tiles(text: &str) -> Result<Vec<TileLayout>, TilesError> {
    let file: File = toml::from_str(text).map_err(|e| TilesError::Unreadable(e.to_string()))?;
    for layout in &file.layouts {
        for (at, tile) in layout.tiles.iter().enumerate() {
            let is_taken = |other: &Tile| {
                (other.row, other.column) == (tile.row, tile.column)
                    || fold(&other.name) == fold(&tile.name)
            };
            if layout.tiles[..at].iter().any(is_taken) {
                return Err(TilesError::Twice(tile.name.clone()));
            }
        }
    }
    Ok(file.layouts)
}

/// The layouts that come with the program.
#[must_use]
pub fn standard_tiles() -> Vec<TileLayout> {
    // A test reads the embedded file.
    parse_tiles(include_str!("../../data/tiles.toml")).unwrap_or_default()
}

impl TileLayout {
    /// Whether it holds on `day`.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|to| day < to)
    }

    /// The tile of a unit: the one whose name ends its own ("Tỉnh ủy Lào Cai"), or
    /// that of its place.
    #[must_use]
    pub fn tile_of(&self, unit: &UnitVersion) -> Option<&Tile> {
        let names = [fold(&unit.name), fold(&unit.short_name)];
        let ends = |name: &String, tile: &str| {
            let before = name.strip_suffix(tile);
            before.is_some_and(|before| before.is_empty() || before.ends_with(' '))
        };
        let by_name = self.tiles.iter().find(|tile| {
            let tile = fold(&tile.name);
            names.iter().any(|name| ends(name, &tile))
        });
        let place = fold(&unit.place);
        by_name.or_else(|| self.tiles.iter().find(|t| fold(&t.name) == place))
    }
}

/// The layout that holds on `day` and has a tile for most of these units: their
/// tiles in its order, and how many have none. None where it has less than half.
#[must_use]
pub fn choose_layout<'a>(
    layouts: &'a [TileLayout],
    units: &[&UnitVersion],
    day: Date,
) -> Option<(&'a TileLayout, Vec<Option<&'a Tile>>)> {
    let placed = |layout: &'a TileLayout| -> Vec<Option<&'a Tile>> {
        units.iter().map(|unit| layout.tile_of(unit)).collect()
    };
    layouts
        .iter()
        .filter(|layout| layout.holds_on(day))
        .map(|layout| (layout, placed(layout)))
        .filter(|(_, tiles)| tiles.iter().flatten().count() * 2 > units.len())
        .max_by_key(|(_, tiles)| tiles.iter().flatten().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::UnitId;
    use crate::unit::{Tier, UnitKind};
    use jiff::civil::date;
    use std::collections::HashSet;

    fn unit(name: &str, place: &str) -> UnitVersion {
        UnitVersion {
            unit: UnitId(uuid::Uuid::nil()),
            code: String::new(),
            name: name.into(),
            short_name: name.into(),
            symbol: String::new(),
            kind: UnitKind::PartyCommittee,
            tier: Tier::Province,
            parent: None,
            place: place.into(),
            valid_from: date(2025, 7, 1),
            valid_to: None,
        }
    }

    #[test]
    fn the_country_has_34_tiles_from_july_2025_each_on_its_own_place() {
        let layouts = standard_tiles();
        let [layout] = layouts.as_slice() else {
            panic!("one layout")
        };
        assert_eq!(layout.tiles.len(), 34);
        let of = |f: fn(&Tile) -> String| layout.tiles.iter().map(f).collect::<HashSet<_>>().len();
        assert_eq!(of(|t| t.code.clone()), 34);
        assert_eq!(of(|t| t.short.clone()), 34);
        assert!(layout.tiles.iter().all(|t| t.short.chars().count() <= 8));
        assert!(layout.holds_on(date(2025, 7, 1)) && !layout.holds_on(date(2025, 6, 30)));
    }

    #[test]
    fn a_unit_stands_on_the_tile_of_its_place_or_of_its_name() {
        let layouts = standard_tiles();
        let code = |u: &UnitVersion| layouts[0].tile_of(u).map(|t| t.code.as_str());
        assert_eq!(code(&unit("Tỉnh ủy", "Lào Cai")), Some("15"));
        assert_eq!(code(&unit("Tỉnh ủy Lào Cai", "")), Some("15"));
        assert_eq!(code(&unit("Thành ủy Huế", "Đà Nẵng")), Some("46"));
        assert_eq!(code(&unit("Thành ủy TP. Hồ Chí Minh", "")), Some("79"));
        assert_eq!(code(&unit("Tỉnh ủy Sông Thao", "")), None);
    }

    #[test]
    fn without_tiles_for_most_units_there_is_no_map() {
        let layouts = standard_tiles();
        let (real, other) = (unit("Tỉnh ủy Sơn La", ""), unit("Tỉnh ủy Sông Thao", ""));
        let day = date(2026, 9, 30);
        let (_, tiles) = choose_layout(&layouts, &[&real, &real, &other], day).unwrap();
        assert_eq!(tiles.iter().flatten().count(), 2);
        assert!(choose_layout(&layouts, &[&real, &other], day).is_none());
        assert!(choose_layout(&layouts, &[&real], date(2025, 6, 30)).is_none());
    }

    #[test]
    fn two_tiles_on_one_place_are_refused() {
        let text = r#"
            [[layouts]]
            name = "x"
            name_en = "x"
            valid_from = "2025-07-01"
            tiles = [
              { code = "1", name = "A", short = "A", row = 0, column = 0 },
              { code = "2", name = "B", short = "B", row = 0, column = 0 },
            ]"#;
        assert_eq!(parse_tiles(text), Err(TilesError::Twice("B".into())));
        assert!(matches!(parse_tiles("x"), Err(TilesError::Unreadable(_))));
    }
}
