//! One forward-only history, run on SQLite and PostgreSQL alike.

mod m0001_first;
mod m0002_units;
mod m0003_report;
mod m0004_consolidation;
mod m0005_reading;
mod m0006_regime;
mod m0007_posts;
mod m0008_unit_life;
mod m0009_days;
mod m0010_paper;
mod m0013_numbers;
mod m0014_mentions;
mod m0015_plan_pasts;
mod m0016_returns;
mod m0017_window;
mod m0018_named;
mod m0019_signed;
mod m0020_thresholds;
mod m0021_plan_notes;
mod m0022_opinions_named;
mod m0023_symbol_as_typed;
mod m0024_bodies_named;

use sea_orm_migration::prelude::*;

pub(crate) struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_first::Migration),
            Box::new(m0002_units::Migration),
            Box::new(m0003_report::Migration),
            Box::new(m0004_consolidation::Migration),
            Box::new(m0005_reading::Migration),
            Box::new(m0006_regime::Migration),
            Box::new(m0007_posts::Migration),
            Box::new(m0008_unit_life::Migration),
            Box::new(m0009_days::Migration),
            Box::new(m0010_paper::Migration),
            Box::new(m0013_numbers::Migration),
            Box::new(m0014_mentions::Migration),
            Box::new(m0015_plan_pasts::Migration),
            Box::new(m0016_returns::Migration),
            Box::new(m0017_window::Migration),
            Box::new(m0018_named::Migration),
            Box::new(m0019_signed::Migration),
            Box::new(m0020_thresholds::Migration),
            Box::new(m0021_plan_notes::Migration),
            Box::new(m0022_opinions_named::Migration),
            Box::new(m0023_symbol_as_typed::Migration),
            Box::new(m0024_bodies_named::Migration),
        ]
    }
}
