//! Empty files to fill in for an import: a workbook with the head, one example
//! row and a second sheet of the words that its columns take. The sheets are
//! Vietnamese, whoever downloads them. The example row is refused when it comes
//! back, since a code is never given up again.

use super::{people, units};
use crate::text::t;
use crate::{AppError, Ctx, Locale};
use docgen::xlsx::{Cell, SheetColumn, SheetRow, TableSheet, table_workbook};
use domain::account::{Right, Role};
use domain::field::Field;
use domain::unit::{Tier, UnitKind};
use extract::table::Column;

/// Code of the example row of units.
pub(super) const EXAMPLE_CODE: &str = "VI-DU";
/// Login of the example row of people.
pub(super) const EXAMPLE_LOGIN: &str = "vi.du";

/// A workbook to fill in with units.
///
/// # Errors
/// [`AppError::Forbidden`] without the right to keep units.
pub async fn units_template(ctx: &Ctx) -> Result<Vec<u8>, AppError> {
    ctx.require_any(Right::ManageUnits)?;
    let top = top(ctx, Right::ManageUnits).await?;
    let example = |key: &str| match key {
        "code" => EXAMPLE_CODE.to_owned(),
        "name" => "Xã Ví Dụ".into(),
        "symbol" => "ĐU".into(),
        "kind" => word("unit.kind", UnitKind::Commune.code()),
        "tier" => word("unit.tier", Tier::Commune.code()),
        "parent" => top.clone(),
        "place" => "Ví Dụ".into(),
        "fields" => Field::YTe.name_vi().into(),
        _ => String::new(),
    };
    let kinds = UnitKind::ALL.iter().map(|k| k.code());
    let tiers = Tier::ALL.iter().map(|k| k.code());
    let mut words: Vec<SheetRow> = Vec::new();
    words.extend(kinds.map(|code| taken_word("kind", &word("unit.kind", code), code)));
    words.extend(tiers.map(|code| taken_word("tier", &word("unit.tier", code), code)));
    let fields = Field::ALL.iter();
    words.extend(fields.map(|f| taken_word("fields", f.name_vi(), f.code())));
    workbook(
        ctx,
        "import.template.units",
        &units::COLUMNS,
        example,
        words,
    )
}

/// A workbook to fill in with people.
///
/// # Errors
/// [`AppError::Forbidden`] without the right to keep accounts.
pub async fn people_template(ctx: &Ctx) -> Result<Vec<u8>, AppError> {
    ctx.require_any(Right::ManageAccounts)?;
    let top = top(ctx, Right::ManageAccounts).await?;
    let example = |key: &str| match key {
        "login" => EXAMPLE_LOGIN.to_owned(),
        "full_name" => "Nguyễn Thị Ví Dụ".into(),
        "unit" => top.clone(),
        "role" => word("role", Role::Reporter.code()),
        "title" => "Chuyên viên".into(),
        _ => String::new(),
    };
    let roles = Role::ALL.iter().map(|r| r.code());
    let words = roles.map(|code| taken_word("role", &word("role", code), code));
    let words = words.collect();
    workbook(
        ctx,
        "import.template.people",
        &people::COLUMNS,
        example,
        words,
    )
}

/// A unit of the actor for the example, by its code.
async fn top(ctx: &Ctx, right: Right) -> Result<String, AppError> {
    let tree = ctx.tree().await?;
    let mut areas = ctx.actor.areas(right).into_iter();
    let top = areas.find_map(|area| tree.get(area));
    Ok(top.map(|u| u.code.clone()).unwrap_or_default())
}

fn word(texts: &str, code: &str) -> String {
    t(Locale::Vi, &format!("{texts}.{code}")).into_owned()
}

fn column(key: &str) -> String {
    word("import.column", key)
}

fn taken_word(key: &str, word: &str, code: &str) -> SheetRow {
    let cells = [&*column(key), word, code];
    SheetRow {
        cells: cells.map(|text| Cell::Text(text.to_owned())).to_vec(),
        strong: false,
    }
}

fn workbook(
    ctx: &Ctx,
    title: &str,
    columns: &[Column<'_>],
    example: impl Fn(&str) -> String,
    words: Vec<SheetRow>,
) -> Result<Vec<u8>, AppError> {
    let head = |title: String, width: u16| SheetColumn { title, width };
    let columns_of_file = columns.iter().map(|c| {
        let name = column(c.key);
        // What stands in brackets does not count when the file comes back.
        match c.required {
            true => head(
                format!("{name} ({})", word("import.template", "required")),
                22,
            ),
            false => head(name, 18),
        }
    });
    let cells = columns.iter().map(|c| match (c.key, example(c.key)) {
        ("from", _) => Cell::Date(ctx.today()),
        (_, text) if text.is_empty() => Cell::Empty,
        (_, text) => Cell::Text(text),
    });
    let file = TableSheet {
        name: word("import.template", "sheet"),
        title: t(Locale::Vi, title).into_owned(),
        note: Some(word("import.template", "note")),
        columns: columns_of_file.collect(),
        rows: vec![SheetRow {
            cells: cells.collect(),
            strong: false,
        }],
    };
    let heads = [("column", 20), ("word", 44), ("code", 28)];
    let taken = TableSheet {
        name: word("import.template", "words"),
        title: word("import.template", "words"),
        note: Some(word("import.template", "words_note")),
        columns: heads
            .map(|(key, width)| head(word("import.template", key), width))
            .to_vec(),
        rows: words,
    };
    let title = file.title.clone();
    table_workbook(&title, ctx.today(), &[file, taken]).map_err(AppError::internal)
}
