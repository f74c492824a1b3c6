//! A short way to write down tables so that both databases get the same ones.
//!
//! Column types are the few that SQLite and PostgreSQL agree on (ADR 2): uuid,
//! text, int, bigint, bool, date, timestamp, and JSON kept as text that SQL
//! never looks into. There is no float and no decimal: SQLite rounds silently.

use sea_orm::sea_query::{Alias, ColumnDef, Expr, ForeignKey, ForeignKeyAction, Index, Table};
use sea_orm::sea_query::{IndexCreateStatement, TableCreateStatement};

/// One table being written down.
pub(crate) struct Draft {
    name: &'static str,
    table: TableCreateStatement,
    indexes: Vec<IndexCreateStatement>,
}

/// Starts a table with a `uuid` primary key named `id`.
pub(crate) fn table(name: &'static str) -> Draft {
    let mut draft = bare(name);
    draft.table.col(
        ColumnDef::new(Alias::new("id"))
            .uuid()
            .not_null()
            .primary_key(),
    );
    draft
}

/// Starts a table without columns.
pub(crate) fn bare(name: &'static str) -> Draft {
    let mut table = Table::create();
    table.table(Alias::new(name));
    Draft {
        name,
        table,
        indexes: Vec::new(),
    }
}

macro_rules! columns {
    ($($name:ident, $optional:ident => $kind:ident;)*) => {$(
        pub(crate) fn $name(mut self, column: &'static str) -> Self {
            self.table.col(ColumnDef::new(Alias::new(column)).$kind().not_null());
            self
        }

        #[allow(dead_code)]
        pub(crate) fn $optional(mut self, column: &'static str) -> Self {
            self.table.col(ColumnDef::new(Alias::new(column)).$kind());
            self
        }
    )*};
}

impl Draft {
    columns! {
        text, opt_text => text;
        int, opt_int => integer;
        bigint, opt_bigint => big_integer;
        bool, opt_bool => boolean;
        date, opt_date => date;
        instant, opt_instant => timestamp_with_time_zone;
        uuid, opt_uuid => uuid;
    }

    /// JSON kept as text.
    pub(crate) fn json(self, column: &'static str) -> Self {
        self.text(column)
    }

    /// The counter that every update of a mutable row checks.
    pub(crate) fn version(self) -> Self {
        self.int("version")
    }

    /// A text primary key.
    pub(crate) fn text_key(mut self, column: &'static str) -> Self {
        self.table.col(
            ColumnDef::new(Alias::new(column))
                .text()
                .not_null()
                .primary_key(),
        );
        self
    }

    /// A bigint primary key given by the writer, not by the database.
    pub(crate) fn bigint_key(mut self, column: &'static str) -> Self {
        self.table.col(
            ColumnDef::new(Alias::new(column))
                .big_integer()
                .not_null()
                .primary_key(),
        );
        self
    }

    /// A foreign key with its index.
    pub(crate) fn refs(self, column: &'static str, to: &'static str) -> Self {
        self.uuid(column).foreign(column, to)
    }

    /// A foreign key that may be empty, with its index.
    pub(crate) fn opt_refs(self, column: &'static str, to: &'static str) -> Self {
        self.opt_uuid(column).foreign(column, to)
    }

    fn foreign(mut self, column: &'static str, to: &'static str) -> Self {
        self.table.foreign_key(
            ForeignKey::create()
                .name(format!("fk_{}_{column}", self.name))
                .from(Alias::new(self.name), Alias::new(column))
                .to(Alias::new(to), Alias::new("id"))
                .on_delete(ForeignKeyAction::Restrict),
        );
        self.index(&[column])
    }

    /// A text column that takes only these codes.
    pub(crate) fn code(mut self, column: &'static str, codes: &[&str]) -> Self {
        let list = codes
            .iter()
            .map(|c| format!("'{c}'"))
            .collect::<Vec<_>>()
            .join(", ");
        self.table.col(
            ColumnDef::new(Alias::new(column))
                .text()
                .not_null()
                .check(Expr::cust(format!("{column} IN ({list})"))),
        );
        self
    }

    /// An index.
    pub(crate) fn index(self, columns: &[&'static str]) -> Self {
        self.any_index(columns, false)
    }

    /// A unique index.
    pub(crate) fn unique(self, columns: &[&'static str]) -> Self {
        self.any_index(columns, true)
    }

    fn any_index(mut self, columns: &[&'static str], unique: bool) -> Self {
        let prefix = if unique { "uq" } else { "ix" };
        let mut index = Index::create();
        index.name(format!("{prefix}_{}_{}", self.name, columns.join("_")));
        index.table(Alias::new(self.name));
        for column in columns {
            index.col(Alias::new(*column));
        }
        if unique {
            index.unique();
        }
        self.indexes.push(index);
        self
    }

    /// The statements, table first.
    pub(crate) fn done(self) -> (TableCreateStatement, Vec<IndexCreateStatement>) {
        (self.table, self.indexes)
    }
}
