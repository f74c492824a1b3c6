//! The map of tiles of an invented country: its provinces on the places of the
//! built-in layout, as a file like the one that an office may keep.

use super::{Plan, names};
use crate::{AppError, Ctx};
use domain::unit::{Tile, TileLayout, standard_tiles};
use serde::Serialize;

#[derive(Serialize)]
struct File {
    layouts: Vec<TileLayout>,
}

/// Writes the layout of a country; a single province has no map.
///
/// # Errors
/// When the data folder cannot be written.
pub(super) fn write(ctx: &Ctx, plan: &Plan) -> Result<(), AppError> {
    if plan.provinces < 2 {
        return Ok(());
    }
    let Some(built_in) = standard_tiles().pop() else {
        return Ok(());
    };
    let tiles = built_in.tiles.iter().take(plan.provinces).zip(0..);
    let layout = TileLayout {
        name: "Bản đồ của dữ liệu mẫu".into(),
        name_en: "Map of the demo data".into(),
        tiles: tiles
            .map(|(tile, n)| Tile {
                code: format!("{:02}", n + 1),
                short: short(&names::province(n)),
                name: names::province(n),
                ..tile.clone()
            })
            .collect(),
        ..built_in
    };
    let file = File {
        layouts: vec![layout],
    };
    let text = toml::to_string(&file).map_err(AppError::internal)?;
    let folder = ctx.app.options.data_dir.join(crate::picture::FOLDER);
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(folder.join("du-lieu-mau.toml"), text))
        .map_err(AppError::internal)
}

/// "Sông Lam Thượng" as "L.Thượng".
fn short(name: &str) -> String {
    let mut words = name.split(' ').skip(1);
    let river: String = words.next().unwrap_or_default().chars().take(1).collect();
    format!("{river}.{}", words.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_province_has_a_name_that_fits_into_its_tile() {
        let all: Vec<String> = (0..34).map(|n| short(&names::province(n))).collect();
        assert_eq!(all[0], "L.Thượng");
        assert!(all.iter().all(|name| name.chars().count() <= 8), "{all:?}");
        let different: std::collections::HashSet<_> = all.iter().collect();
        assert_eq!(different.len(), 34);
    }
}
