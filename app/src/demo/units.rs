//! The units of the demo: one province, or several below a centre.

use super::bodies::{BODIES, COMMUNE_FIELDS};
use super::chance::Chance;
use super::{Plan, former, names};
use crate::{AppError, Ctx};
use domain::field::Field;
use domain::id::UnitId;
use domain::journal::Noun;
use domain::unit::{Tier, UnitKind, UnitVersion};
use jiff::civil::{Date, date};
use serde_json::json;

/// From when the demo's units exist: before the first of eight quarters.
pub(super) const BEGIN: Date = date(2023, 1, 1);

/// A unit with what the generator needs to know of it.
#[derive(Debug, Clone)]
pub(super) struct DemoUnit {
    pub(super) version: UnitVersion,
    pub(super) fields: Vec<Field>,
    /// People served; decides the size of its figures.
    pub(super) people: i64,
    /// Where it stood before the reorganisation, if elsewhere.
    pub(super) parent_before: Option<UnitId>,
}

impl DemoUnit {
    /// Whether the unit exists on a day.
    pub(super) fn lives_on(&self, day: Date) -> bool {
        // The version kept here may be the second one, after a move.
        BEGIN <= day && self.version.valid_to.is_none_or(|to| day < to)
    }
}

/// All units, and the ones that have a part of their own.
pub(super) struct Units {
    pub(super) all: Vec<DemoUnit>,
    /// Top of the area of the rounds.
    pub(super) root: UnitId,
    /// The coordinating office.
    pub(super) office: UnitId,
    /// The inspection committee.
    pub(super) inspection: UnitId,
    /// The unit of the reporter and the head among the stated logins.
    pub(super) reporting: UnitId,
}

impl Units {
    pub(super) fn get(&self, id: UnitId) -> Option<&DemoUnit> {
        self.all.iter().find(|u| u.version.unit == id)
    }

    /// The units that report for a period ending on `day`.
    pub(super) fn reporting_on(&self, kinds: &[UnitKind], day: Date) -> Vec<&DemoUnit> {
        let reports = |u: &&DemoUnit| kinds.contains(&u.version.kind) && u.lives_on(day);
        self.all.iter().filter(reports).collect()
    }

    pub(super) fn by_code(&self, code: &str) -> Option<&DemoUnit> {
        self.all.iter().find(|u| u.version.code == code)
    }
}

pub(super) struct Maker<'a> {
    ctx: &'a Ctx,
    pub(super) all: Vec<DemoUnit>,
}

impl Maker<'_> {
    #[allow(clippy::too_many_arguments, reason = "one call per row of a table")]
    pub(super) fn add(
        &mut self,
        code: String,
        name: &str,
        short: &str,
        symbol: &str,
        kind: UnitKind,
        tier: Tier,
        parent: Option<UnitId>,
        place: &str,
    ) -> UnitId {
        let unit = UnitId(self.ctx.new_id());
        let version = UnitVersion {
            unit,
            code,
            name: name.into(),
            short_name: short.into(),
            symbol: symbol.into(),
            kind,
            tier,
            parent,
            place: place.into(),
            valid_from: BEGIN,
            valid_to: None,
        };
        self.all.push(DemoUnit {
            version,
            fields: Vec::new(),
            people: 0,
            parent_before: None,
        });
        unit
    }

    pub(super) fn charge(&mut self, fields: &[Field], people: i64) {
        if let Some(last) = self.all.last_mut() {
            last.fields = fields.to_vec();
            // Advice, making directives known and visits are everybody's.
            if !last.fields.contains(&Field::Khac) {
                last.fields.push(Field::Khac);
            }
            last.people = people;
        }
    }
}

/// Makes and stores the units.
///
/// # Errors
/// When the database fails.
pub(super) async fn build(ctx: &Ctx, plan: &Plan) -> Result<Units, AppError> {
    let mut maker = Maker {
        ctx,
        all: Vec::new(),
    };
    let centre = (plan.provinces > 1).then(|| {
        maker.add(
            "TW".into(),
            "Cơ quan Trung ương (dữ liệu mẫu)",
            "Trung ương",
            "TW",
            UnitKind::Central,
            Tier::Central,
            None,
            "Hà Nội",
        )
    });
    let mut office = centre.map(|top| {
        let name = "Ban Tuyên giáo và Dân vận (dữ liệu mẫu)";
        maker.add(
            "BTGDVTW".into(),
            name,
            "Ban TGDV",
            "BTGDVTW",
            UnitKind::CoordinatingOffice,
            Tier::Central,
            Some(top),
            "Hà Nội",
        )
    });
    let mut first = None;
    for province in 0..plan.provinces.max(1) {
        let share = plan.communes / plan.provinces.max(1)
            + usize::from(province < plan.communes % plan.provinces.max(1));
        let (top, own_office, inspection, reporting) =
            add_province(&mut maker, plan, province, centre, share);
        office = office.or(Some(own_office));
        first = first.or(Some((top, inspection, reporting)));
    }
    let (top, inspection, reporting) = first.ok_or(AppError::NotFound)?;
    let successions = match centre {
        Some(centre) => former::add(&mut maker, plan, centre),
        None => Vec::new(),
    };
    let units = Units {
        all: maker.all,
        root: centre.unwrap_or(top),
        office: office.ok_or(AppError::NotFound)?,
        inspection,
        reporting,
    };
    write(ctx, &units).await?;
    former::write(ctx, &units, &successions).await?;
    Ok(units)
}

fn add_province(
    maker: &mut Maker<'_>,
    plan: &Plan,
    n: usize,
    centre: Option<UnitId>,
    communes: usize,
) -> (UnitId, UnitId, UnitId, UnitId) {
    let name = names::province(n);
    let prefix = if n == 0 {
        String::new()
    } else {
        format!("P{:02}-", n + 1)
    };
    let tier = Tier::Province;
    let top = maker.add(
        format!("{prefix}TU"),
        &format!("Tỉnh ủy {name}"),
        &format!("Tỉnh ủy {name}"),
        "TU",
        UnitKind::PartyCommittee,
        tier,
        centre,
        &name,
    );
    let office_name = format!("Ban Tuyên giáo và Dân vận Tỉnh ủy {name}");
    let office = maker.add(
        format!("{prefix}BTGDV"),
        &office_name,
        "Ban TGDV Tỉnh ủy",
        "BTGDVTU",
        UnitKind::CoordinatingOffice,
        tier,
        Some(top),
        &name,
    );
    let inspection = maker.add(
        format!("{prefix}UBKT"),
        &format!("Ủy ban Kiểm tra Tỉnh ủy {name}"),
        "UBKT Tỉnh ủy",
        "UBKTTU",
        UnitKind::Inspection,
        tier,
        Some(top),
        &name,
    );
    let mut reporting = top;
    for body in &BODIES {
        let full = body.name.replace("{province}", &name);
        let id = maker.add(
            format!("{prefix}{}", body.code),
            &full,
            body.short,
            body.symbol,
            body.kind,
            tier,
            Some(top),
            &name,
        );
        maker.charge(body.fields, 900_000);
        if body.code == "SGDDT" {
            reporting = id;
        }
    }
    for k in 0..communes {
        // Numbers go through the whole country, so that no name comes twice.
        let number = n * communes.max(plan.communes / plan.provinces.max(1) + 1) + k;
        let own = names::commune(number);
        let mut chance = Chance::of(plan.seed, &["commune", &number.to_string()]);
        let kind = if chance.percent(18) {
            "Phường"
        } else {
            "Xã"
        };
        let code = format!("{prefix}X{:03}", k + 1);
        maker.add(
            code,
            &format!("{kind} {own}"),
            &format!("{kind} {own}"),
            "ĐU",
            UnitKind::Commune,
            Tier::Commune,
            Some(top),
            &own,
        );
        // A centre gets the whole form from its communes.
        let fields = match centre {
            Some(_) => &Field::ALL[..],
            None => &COMMUNE_FIELDS[..],
        };
        maker.charge(fields, chance.between(6_000, 42_000));
    }
    (top, office, inspection, reporting)
}

async fn write(ctx: &Ctx, units: &Units) -> Result<(), AppError> {
    let rows: Vec<_> = units
        .all
        .iter()
        .map(|u| {
            // Who moved stood elsewhere first; who ended is ended afterwards.
            let mut first = u.version.clone();
            if u.parent_before.is_some() {
                first.parent = u.parent_before;
                (first.valid_from, first.valid_to) = (BEGIN, Some(former::DAY));
            }
            (ctx.new_id(), first)
        })
        .collect();
    let functions: Vec<_> = units
        .all
        .iter()
        .flat_map(|u| {
            u.fields
                .iter()
                .map(|f| (ctx.new_id(), u.version.unit, f.code(), BEGIN))
        })
        .collect();
    let w = ctx.begin().await?;
    store::bulk::insert_units(&w, &rows).await?;
    store::bulk::insert_functions(&w, &functions).await?;
    let entries: Vec<_> = units
        .all
        .iter()
        .map(|u| {
            ctx.entry(
                "unit.create",
                Noun::Unit,
                u.version.unit.0,
                Some(u.version.unit),
                json!({ "code": u.version.code }),
            )
        })
        .collect();
    ctx.commit_all(w, &entries).await
}
