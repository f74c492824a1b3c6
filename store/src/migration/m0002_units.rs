//! Acts of reorganisation, what they move, and the rules of dated versions that
//! the databases can hold themselves.

use crate::schema::table;
use sea_orm::DbBackend;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let acts = table("unit_acts")
            .text("decision")
            .date("decided_on")
            .date("effective_on")
            .json("body")
            .code("state", &["draft", "confirmed", "applied"])
            .refs("written_by", "accounts")
            .instant("written_at")
            .opt_refs("confirmed_by", "accounts")
            .opt_instant("confirmed_at")
            .opt_instant("applied_at")
            .version()
            .index(&["state", "effective_on"]);
        let moves = table("unit_moves")
            .refs("act_id", "unit_acts")
            .text("kind")
            .uuid("subject_id")
            .refs("from_id", "units")
            .refs("to_id", "units")
            .opt_instant("applied_at")
            .index(&["kind", "subject_id"]);
        for draft in [acts, moves] {
            let (table, indexes) = draft.done();
            manager.create_table(table).await?;
            for index in indexes {
                manager.create_index(index).await?;
            }
        }
        for (name, column, to) in [
            ("unit_versions", "act_id", "unit_acts"),
            ("unit_lineages", "act_id", "unit_acts"),
            ("function_assignments", "act_id", "unit_acts"),
            // Who answers for an obligation in place of the unit that owed it.
            ("obligations", "heir_id", "units"),
        ] {
            add_reference(manager, name, column, to).await?;
        }
        // What a decision states for a split; nothing is ever guessed.
        let weight = ColumnDef::new(Alias::new("weight"))
            .big_integer()
            .to_owned();
        manager
            .alter_table(
                Table::alter()
                    .table(Alias::new("unit_lineages"))
                    .add_column(weight)
                    .to_owned(),
            )
            .await?;
        let db = manager.get_connection();
        for sql in UNIQUE {
            db.execute_unprepared(sql).await?;
        }
        let guards = match manager.get_database_backend() {
            DbBackend::Sqlite => SQLITE,
            _ => POSTGRES,
        };
        for sql in guards {
            db.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

async fn add_reference(
    manager: &SchemaManager<'_>,
    name: &'static str,
    column: &'static str,
    to: &'static str,
) -> Result<(), DbErr> {
    let new = ColumnDef::new(Alias::new(column))
        .uuid()
        .extra(format!("REFERENCES {to} (id)"))
        .to_owned();
    let alter = Table::alter()
        .table(Alias::new(name))
        .add_column(new)
        .to_owned();
    manager.alter_table(alter).await?;
    let index = Index::create()
        .name(format!("ix_{name}_{column}"))
        .table(Alias::new(name))
        .col(Alias::new(column))
        .to_owned();
    manager.create_index(index).await
}

/// A life has one version per first day and one without an end.
const UNIQUE: [&str; 3] = [
    "CREATE UNIQUE INDEX uq_unit_versions_from ON unit_versions (unit_id, valid_from)",
    "CREATE UNIQUE INDEX uq_unit_versions_open ON unit_versions (unit_id) WHERE valid_to IS NULL",
    "CREATE UNIQUE INDEX uq_functions_open ON function_assignments (unit_id, field) WHERE valid_to IS NULL",
];

/// Neither database lets two versions of a unit hold on one day, nor a version
/// that ends before it begins. SQLite knows no exclusion constraint and
/// PostgreSQL needs an extension for it, so both have a trigger.
const SQLITE: [&str; 2] = [
    "CREATE TRIGGER unit_versions_insert BEFORE INSERT ON unit_versions \
     WHEN NEW.valid_to <= NEW.valid_from OR EXISTS (SELECT 1 FROM unit_versions v \
       WHERE v.unit_id = NEW.unit_id AND v.id <> NEW.id \
       AND (v.valid_to IS NULL OR v.valid_to > NEW.valid_from) \
       AND (NEW.valid_to IS NULL OR v.valid_from < NEW.valid_to)) \
     BEGIN SELECT RAISE(ABORT, 'unit versions overlap'); END",
    "CREATE TRIGGER unit_versions_update BEFORE UPDATE ON unit_versions \
     WHEN NEW.valid_to <= NEW.valid_from OR EXISTS (SELECT 1 FROM unit_versions v \
       WHERE v.unit_id = NEW.unit_id AND v.id <> NEW.id \
       AND (v.valid_to IS NULL OR v.valid_to > NEW.valid_from) \
       AND (NEW.valid_to IS NULL OR v.valid_from < NEW.valid_to)) \
     BEGIN SELECT RAISE(ABORT, 'unit versions overlap'); END",
];

const POSTGRES: [&str; 2] = [
    "CREATE FUNCTION unit_versions_guard() RETURNS trigger LANGUAGE plpgsql AS $$ \
     BEGIN \
       IF NEW.valid_to <= NEW.valid_from OR EXISTS (SELECT 1 FROM unit_versions v \
         WHERE v.unit_id = NEW.unit_id AND v.id <> NEW.id \
         AND (v.valid_to IS NULL OR v.valid_to > NEW.valid_from) \
         AND (NEW.valid_to IS NULL OR v.valid_from < NEW.valid_to)) THEN \
         RAISE EXCEPTION 'unit versions overlap'; \
       END IF; \
       RETURN NEW; \
     END $$",
    "CREATE TRIGGER unit_versions_guard BEFORE INSERT OR UPDATE ON unit_versions \
     FOR EACH ROW EXECUTE FUNCTION unit_versions_guard()",
];
