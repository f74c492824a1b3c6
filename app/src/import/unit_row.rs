//! One row of an import of units: what its cells say, what a known unit says
//! instead, and the unit that a new one becomes.

use super::outside::SCHEMES;
use super::table::get;
use super::words::{Words, fields, kinds, tiers};
use super::{Outcome, day_vi};
use crate::text::t;
use crate::{Ctx, Locale};
use domain::calendar::read_day;
use domain::field::Field;
use domain::id::UnitId;
use domain::unit::{CodeScheme, History, Span, SpanError, Tier, UnitKind, UnitVersion};
use extract::table::TableRow;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The longest code, as in an act.
const MOST_OF_CODE: usize = 40;

/// The words that cells may hold.
pub(super) struct Dictionary {
    kinds: Words<UnitKind>,
    tiers: Words<Tier>,
    fields: Words<Field>,
}

impl Dictionary {
    pub(super) fn new() -> Self {
        Self {
            kinds: kinds(),
            tiers: tiers(),
            fields: fields(),
        }
    }
}

/// What a row says; empty texts and no day are what the file leaves open.
pub(super) struct UnitRow {
    pub(super) row: usize,
    pub(super) code: String,
    name: String,
    short_name: String,
    symbol: String,
    kind: UnitKind,
    tier: Tier,
    pub(super) parent: String,
    place: String,
    from: Option<Date>,
    fields: Vec<Field>,
    /// By which codes others know it.
    pub(super) codes: Vec<(CodeScheme, String)>,
}

/// Reads a row; every cell that says nothing usable is an error. Required cells
/// that are empty were told by the reader of the table.
pub(super) fn read_row(
    row: &TableRow<'_>,
    words: &Dictionary,
    outcome: &mut Outcome,
) -> Option<UnitRow> {
    let before = outcome.errors.len();
    let mut line = |key: &str| outcome.line(row.row, key, get(row, key));
    let (code, name, short_name) = (line("code"), line("name"), line("short_name"));
    let (symbol, parent, place) = (line("symbol"), line("parent"), line("place"));
    let codes = SCHEMES.map(|scheme| (scheme, line(scheme.code())));
    let codes = codes.into_iter().filter(|(_, value)| !value.is_empty());
    if code.contains(char::is_whitespace) || code.len() > MOST_OF_CODE {
        outcome.error(row.row, "code", "code_form", &*code);
    }
    let kind = words.kinds.get(get(row, "kind"));
    let tier = words.tiers.get(get(row, "tier"));
    let from = read_day(get(row, "from"));
    for (key, code, is_read) in [
        ("kind", "kind", kind.is_some()),
        ("tier", "tier", tier.is_some()),
        ("from", "date", from.is_some()),
    ] {
        let said = get(row, key);
        if !is_read && !said.is_empty() {
            outcome.error(row.row, key, code, said);
        }
    }
    let fields = read_fields(row, words, outcome);
    let is_whole = ![&code, &name, &parent].into_iter().any(String::is_empty);
    if outcome.errors.len() > before || !is_whole {
        return None;
    }
    Some(UnitRow {
        row: row.row,
        code,
        name,
        short_name,
        symbol,
        kind: kind?,
        tier: tier?,
        parent,
        place,
        from,
        fields,
        codes: codes.collect(),
    })
}

/// Fields stand between semicolons, or codes between commas: the names of some
/// have commas of their own.
fn read_fields(row: &TableRow<'_>, words: &Dictionary, outcome: &mut Outcome) -> Vec<Field> {
    let mut found = Vec::new();
    for part in get(row, "fields").split(';').map(str::trim) {
        if let Some(field) = words.fields.get(part) {
            found.push(field);
            continue;
        }
        for one in part.split(',').map(str::trim).filter(|c| !c.is_empty()) {
            match words.fields.get(one) {
                Some(field) => found.push(field),
                None => outcome.error(row.row, "fields", "field", one),
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

impl UnitRow {
    pub(super) fn error(
        &self,
        outcome: &mut Outcome,
        column: &str,
        code: &'static str,
        known: impl Into<String>,
    ) {
        let said = match column {
            "code" => self.code.clone(),
            "name" => self.name.clone(),
            "from" => self.from.map(day_vi).unwrap_or_default(),
            _ => self.parent.clone(),
        };
        outcome.error_with(self.row, column, code, said, known);
    }

    /// Says where the row differs from the unit that has its code, on `day`. `above`
    /// is the code of the unit above it. Another name is an
    /// error, since one of the two units may be meant; answers whether they
    /// are the same.
    pub(super) fn compare(
        &self,
        known: &UnitVersion,
        above: &str,
        (history, day): (&History, Date),
        locale: Locale,
        outcome: &mut Outcome,
    ) -> bool {
        if self.name != known.name {
            self.error(outcome, "name", "unit_differs", &*known.name);
            return false;
        }
        outcome.known += 1;
        let kind = |k: UnitKind| t(locale, &format!("unit.kind.{}", k.code())).into_owned();
        let tier = |k: Tier| t(locale, &format!("unit.tier.{}", k.code())).into_owned();
        let list = |fields: &BTreeSet<Field>| {
            let names = fields.iter().map(|f| match locale {
                Locale::Vi => f.name_vi(),
                Locale::En => f.name_en(),
            });
            names.collect::<Vec<_>>().join("; ")
        };
        let said_fields: BTreeSet<Field> = self.fields.iter().copied().collect();
        let known_fields: BTreeSet<Field> = history
            .functions()
            .iter()
            .filter(|s| s.unit == known.unit && s.from <= day && s.to.is_none_or(|to| day < to))
            .map(|s| s.field)
            .collect();
        let birth = Span::of(history.life(known.unit)).map(|s| day_vi(s.from));
        let cells = [
            ("kind", kind(self.kind), kind(known.kind)),
            ("tier", tier(self.tier), tier(known.tier)),
            ("parent", self.parent.clone(), above.to_owned()),
            (
                "short_name",
                self.short_name.clone(),
                known.short_name.clone(),
            ),
            ("symbol", self.symbol.clone(), known.symbol.clone()),
            ("place", self.place.clone(), known.place.clone()),
            (
                "from",
                self.from.map(day_vi).unwrap_or_default(),
                birth.unwrap_or_default(),
            ),
            ("fields", list(&said_fields), list(&known_fields)),
        ];
        for (column, said, known) in cells {
            if !said.is_empty() && said != known {
                outcome.remark(self.row, column, "differs", said, known);
            }
        }
        true
    }

    /// The unit below `parent` that the row becomes. Without a day of its own it
    /// is as old as the unit above, whatever that was called then.
    pub(super) fn version(
        &self,
        ctx: &Ctx,
        (parent, span): (UnitId, Span),
        outcome: &mut Outcome,
    ) -> Option<(UnitVersion, Vec<Field>)> {
        let from = self.from.unwrap_or(span.from);
        match span.check_child(from) {
            Ok(()) => {}
            Err(SpanError::Ends(last)) => {
                self.error(outcome, "parent", "parent_ends", day_vi(last));
                return None;
            }
            Err(SpanError::BeforeBirth(birth)) => {
                self.error(outcome, "from", "before_parent", day_vi(birth));
                return None;
            }
        }
        let short_name = match self.short_name.as_str() {
            "" => self.name.clone(),
            short => short.to_owned(),
        };
        let version = UnitVersion {
            unit: UnitId(ctx.new_id()),
            code: self.code.clone(),
            name: self.name.clone(),
            short_name,
            symbol: self.symbol.clone(),
            kind: self.kind,
            tier: self.tier,
            parent: Some(parent),
            place: self.place.clone(),
            valid_from: from,
            valid_to: None,
        };
        Some((version, self.fields.clone()))
    }
}
