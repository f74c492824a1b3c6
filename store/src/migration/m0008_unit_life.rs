//! Acts of reorganisation taken back before their day, and the two rules
//! of dated versions that the databases did not hold yet: no gap inside a life
//! and no cycle on any day. Overlaps are refused since `m0002_units`.
//!
//! Both databases check row by row and at once, not when the transaction ends:
//! SQLite has no deferred triggers, and none are needed. Whoever changes units
//! ends a version before it adds the next and takes the last away before it lets
//! the one before go on, so that every moment between is free of gaps; and the
//! units above on a day, taken in any order, are part of what stands at the end,
//! which has no cycle. A parent that ends before its child is left to the rules
//! of `domain` and to `giaoban doctor`: in an act the unit above may end some rows
//! before those below it move.

use sea_orm::DbBackend;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite cannot widen the check of `state`, and the table cannot be built
        // anew while others refer to it: an act that was taken back is a confirmed
        // one with the instant at which that happened.
        let columns = [
            ColumnDef::new(Alias::new("withdrawn_by"))
                .uuid()
                .extra("REFERENCES accounts (id)")
                .to_owned(),
            ColumnDef::new(Alias::new("withdrawn_at"))
                .timestamp_with_time_zone()
                .to_owned(),
            ColumnDef::new(Alias::new("withdraw_reason"))
                .text()
                .to_owned(),
        ];
        for column in columns {
            let alter = Table::alter()
                .table(Alias::new("unit_acts"))
                .add_column(column)
                .to_owned();
            manager.alter_table(alter).await?;
        }
        let index = Index::create()
            .name("ix_unit_acts_withdrawn_by")
            .table(Alias::new("unit_acts"))
            .col(Alias::new("withdrawn_by"))
            .to_owned();
        manager.create_index(index).await?;
        // Whether the holder of a post votes in its unit.
        let voting = ColumnDef::new(Alias::new("is_voting"))
            .boolean()
            .not_null()
            .default(false)
            .to_owned();
        let alter = Table::alter()
            .table(Alias::new("posts"))
            .add_column(voting)
            .to_owned();
        manager.alter_table(alter).await?;
        let guards: &[&str] = match manager.get_database_backend() {
            DbBackend::Sqlite => &SQLITE,
            _ => &POSTGRES,
        };
        for sql in guards {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

/// Whether the new row leaves days without a version before or behind it.
macro_rules! gap {
    () => {
        "((EXISTS (SELECT 1 FROM unit_versions v WHERE v.unit_id = NEW.unit_id \
            AND v.id <> NEW.id AND v.valid_from < NEW.valid_from) \
          AND NOT EXISTS (SELECT 1 FROM unit_versions v WHERE v.unit_id = NEW.unit_id \
            AND v.id <> NEW.id AND v.valid_to = NEW.valid_from)) \
         OR (EXISTS (SELECT 1 FROM unit_versions v WHERE v.unit_id = NEW.unit_id \
            AND v.id <> NEW.id AND v.valid_from > NEW.valid_from) \
          AND NOT EXISTS (SELECT 1 FROM unit_versions v WHERE v.unit_id = NEW.unit_id \
            AND v.id <> NEW.id AND v.valid_from = NEW.valid_to)))"
    };
}

/// Whether the old row stands between others.
macro_rules! middle {
    () => {
        "EXISTS (SELECT 1 FROM unit_versions v WHERE v.unit_id = OLD.unit_id \
            AND v.valid_from < OLD.valid_from) \
         AND EXISTS (SELECT 1 FROM unit_versions v WHERE v.unit_id = OLD.unit_id \
            AND v.valid_from > OLD.valid_from)"
    };
}

/// Whether the way up from the new row, through the days that all units on it
/// have in common, comes back to its unit. The words of the two databases for the
/// end of time, the later and the earlier of two days differ.
macro_rules! cycle {
    ($never:literal, $later:literal, $earlier:literal) => {
        concat!(
            "EXISTS (WITH RECURSIVE up(unit_id, f, t) AS ( \
               SELECT NEW.parent_id, NEW.valid_from, coalesce(NEW.valid_to, ",
            $never,
            ") UNION SELECT v.parent_id, ",
            $later,
            "(up.f, v.valid_from), ",
            $earlier,
            "(up.t, coalesce(v.valid_to, ",
            $never,
            ")) FROM up JOIN unit_versions v ON v.unit_id = up.unit_id \
               WHERE v.parent_id IS NOT NULL AND up.unit_id <> NEW.unit_id \
               AND v.valid_from < up.t AND coalesce(v.valid_to, ",
            $never,
            ") > up.f) SELECT 1 FROM up WHERE up.unit_id = NEW.unit_id)"
        )
    };
}

const SQLITE: [&str; 5] = [
    concat!(
        "CREATE TRIGGER unit_versions_gap_insert BEFORE INSERT ON unit_versions WHEN ",
        gap!(),
        " BEGIN SELECT RAISE(ABORT, 'unit versions leave a gap'); END"
    ),
    concat!(
        "CREATE TRIGGER unit_versions_gap_update \
         BEFORE UPDATE OF unit_id, valid_from, valid_to ON unit_versions WHEN ",
        gap!(),
        " BEGIN SELECT RAISE(ABORT, 'unit versions leave a gap'); END"
    ),
    concat!(
        "CREATE TRIGGER unit_versions_gap_delete BEFORE DELETE ON unit_versions WHEN ",
        middle!(),
        " BEGIN SELECT RAISE(ABORT, 'unit versions leave a gap'); END"
    ),
    concat!(
        "CREATE TRIGGER unit_versions_cycle_insert BEFORE INSERT ON unit_versions \
         WHEN NEW.parent_id IS NOT NULL BEGIN \
         SELECT RAISE(ABORT, 'a unit above itself') WHERE ",
        cycle!("'9999-12-31'", "max", "min"),
        "; END"
    ),
    concat!(
        "CREATE TRIGGER unit_versions_cycle_update \
         BEFORE UPDATE OF unit_id, parent_id, valid_from, valid_to ON unit_versions \
         WHEN NEW.parent_id IS NOT NULL BEGIN \
         SELECT RAISE(ABORT, 'a unit above itself') WHERE ",
        cycle!("'9999-12-31'", "max", "min"),
        "; END"
    ),
];

const POSTGRES: [&str; 4] = [
    concat!(
        "CREATE FUNCTION unit_versions_whole() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF ",
        gap!(),
        " THEN RAISE EXCEPTION 'unit versions leave a gap'; END IF; \
         IF NEW.parent_id IS NOT NULL AND ",
        cycle!("'infinity'::date", "greatest", "least"),
        " THEN RAISE EXCEPTION 'a unit above itself'; END IF; RETURN NEW; END $$"
    ),
    "CREATE TRIGGER unit_versions_whole \
     BEFORE INSERT OR UPDATE OF unit_id, parent_id, valid_from, valid_to ON unit_versions \
     FOR EACH ROW EXECUTE FUNCTION unit_versions_whole()",
    concat!(
        "CREATE FUNCTION unit_versions_middle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF ",
        middle!(),
        " THEN RAISE EXCEPTION 'unit versions leave a gap'; END IF; RETURN OLD; END $$"
    ),
    "CREATE TRIGGER unit_versions_middle BEFORE DELETE ON unit_versions \
     FOR EACH ROW EXECUTE FUNCTION unit_versions_middle()",
];
