//! The register of directives, their reviews and where they are cited.

mod citation;
mod lookup;
mod review;
mod search;

pub use citation::{Citation, citations_of, insert_citation};
pub use lookup::{list_by_number, list_by_symbols, list_issued};
pub use review::{Review, insert_review, list_reviews, note_review, reviews_of};

use crate::entity::directives;
use crate::time::{day, instant, opt_civil};
use crate::{Handle, StoreError, Write};
use domain::directive::DirectiveState;
use domain::id::DirectiveId;
use domain::text;
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
};
use search::matching_by;

/// An entry of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// Its id.
    pub id: DirectiveId,
    /// Type name ("Nghị quyết").
    pub doc_type: String,
    /// The digits; empty for a document without a number.
    pub number: String,
    /// Number and symbol in standard form; empty for a document without a number.
    pub symbol: String,
    /// The same as typed or printed; empty where that was not kept.
    pub symbol_as_typed: String,
    /// Issuer as written.
    pub issuer: String,
    /// Year, for State documents.
    pub year: Option<i16>,
    /// Congress term, for Party documents.
    pub term: Option<String>,
    /// Day of issue.
    pub issued_on: Option<Date>,
    /// What it is about.
    pub subject: String,
    /// Where it stands.
    pub state: DirectiveState,
    /// Key that is unique in the register.
    pub identity_key: String,
    /// Counter of changes.
    pub version: i32,
}

impl Directive {
    /// What people call it: type and symbol, or type and name where it has no
    /// number.
    #[must_use]
    pub fn label(&self) -> String {
        let name = [&self.symbol, &self.subject, &self.issuer]
            .into_iter()
            .find(|name| !name.is_empty());
        match name {
            Some(name) => format!("{} {name}", self.doc_type),
            None => self.doc_type.clone(),
        }
    }

    /// How its number was typed or printed, where that is not the standard form.
    #[must_use]
    pub fn typed_otherwise(&self) -> Option<&str> {
        let typed = self.symbol_as_typed.as_str();
        (!typed.is_empty() && typed != self.symbol).then_some(typed)
    }

    /// What stands in a column of symbols: of a document without a number its
    /// type, since the name stands beside it.
    #[must_use]
    pub fn symbol_or_type(&self) -> &str {
        if self.symbol.is_empty() {
            &self.doc_type
        } else {
            &self.symbol
        }
    }
}

/// Entries whose symbol or subject contains `query` (folded), newest first; where a
/// day is given, those that say that they were issued by it.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list(
    h: &impl Handle,
    query: &str,
    by: Option<Date>,
    limit: u64,
) -> Result<Vec<Directive>, StoreError> {
    let rows = directives::Entity::find()
        .filter(matching_by(query, by))
        .order_by_desc(directives::Column::IssuedOn)
        .order_by_asc(directives::Column::SymbolFold)
        .limit(limit)
        .all(h.conn())
        .await?;
    rows.into_iter().map(directive).collect()
}

/// The same entries in the order of their ids, after the one named: an order that
/// no change moves, for programs that walk through all of them.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn walk(
    h: &impl Handle,
    query: &str,
    by: Option<Date>,
    after: Option<DirectiveId>,
    limit: u64,
) -> Result<Vec<Directive>, StoreError> {
    let mut all = matching_by(query, by);
    if let Some(after) = after {
        all = all.add(directives::Column::Id.gt(after.0));
    }
    let rows = directives::Entity::find()
        .filter(all)
        .order_by_asc(directives::Column::Id)
        .limit(limit)
        .all(h.conn())
        .await?;
    rows.into_iter().map(directive).collect()
}

/// The entry with this id.
///
/// # Errors
/// When the database fails.
pub async fn find(h: &impl Handle, id: DirectiveId) -> Result<Option<Directive>, StoreError> {
    directives::Entity::find_by_id(id.0)
        .one(h.conn())
        .await?
        .map(directive)
        .transpose()
}

/// All entries with this folded symbol, or of this folded name: candidates that a
/// person tells apart.
///
/// # Errors
/// When the database fails.
pub async fn list_by_symbol(
    h: &impl Handle,
    symbol_fold: &str,
) -> Result<Vec<Directive>, StoreError> {
    let rows = directives::Entity::find()
        .filter(directives::Column::SymbolFold.eq(symbol_fold))
        .all(h.conn())
        .await?;
    rows.into_iter().map(directive).collect()
}

/// Which of these folded symbols the register has. One query.
///
/// # Errors
/// When the database fails.
pub async fn known_symbols(
    h: &impl Handle,
    symbol_folds: &[String],
) -> Result<std::collections::BTreeSet<String>, StoreError> {
    let found: Vec<String> = directives::Entity::find()
        .select_only()
        .column(directives::Column::SymbolFold)
        .filter(directives::Column::SymbolFold.is_in(symbol_folds))
        .into_tuple()
        .all(h.conn())
        .await?;
    Ok(found.into_iter().collect())
}

/// Adds an entry.
///
/// # Errors
/// [`StoreError::Duplicate`] when the register has this document.
pub async fn insert(
    w: &Write,
    new: &Directive,
    symbol_fold: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    let row = directives::ActiveModel {
        id: Set(new.id.0),
        doc_type: Set(new.doc_type.clone()),
        number: Set(new.number.clone()),
        symbol: Set(new.symbol.clone()),
        symbol_fold: Set(symbol_fold.into()),
        symbol_as_typed: Set(new.symbol_as_typed.clone()),
        issuer: Set(new.issuer.clone()),
        year: Set(new.year.map(i32::from)),
        term: Set(new.term.clone()),
        issued_on: Set(new.issued_on.map(day)),
        subject: Set(new.subject.clone()),
        subject_fold: Set(text::fold(&new.subject)),
        state: Set(new.state.code().into()),
        identity_key: Set(new.identity_key.clone()),
        created_at: Set(instant(at)),
        version: Set(1),
    };
    directives::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Changes an entry, save its number, if nobody changed it meanwhile.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody did; [`StoreError::Duplicate`] when
/// it would become another entry's twin.
pub async fn update(w: &Write, d: &Directive, symbol_fold: &str) -> Result<(), StoreError> {
    use directives::Column as C;
    let changed = directives::Entity::update_many()
        .col_expr(C::SymbolFold, Expr::value(symbol_fold))
        .col_expr(C::Issuer, Expr::value(d.issuer.clone()))
        .col_expr(C::Year, Expr::value(d.year.map(i32::from)))
        .col_expr(C::Term, Expr::value(d.term.clone()))
        .col_expr(C::IssuedOn, Expr::value(d.issued_on.map(day)))
        .col_expr(C::Subject, Expr::value(d.subject.clone()))
        .col_expr(C::SubjectFold, Expr::value(text::fold(&d.subject)))
        .col_expr(C::State, Expr::value(d.state.code()))
        .col_expr(C::IdentityKey, Expr::value(d.identity_key.clone()))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(d.id.0))
        .filter(C::Version.eq(d.version))
        .exec(w.conn())
        .await?;
    if changed.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

fn directive(row: directives::Model) -> Result<Directive, StoreError> {
    Ok(Directive {
        id: DirectiveId(row.id),
        doc_type: row.doc_type,
        number: row.number,
        symbol: row.symbol,
        symbol_as_typed: row.symbol_as_typed,
        issuer: row.issuer,
        year: row.year.and_then(|y| i16::try_from(y).ok()),
        term: row.term,
        issued_on: opt_civil(row.issued_on)?,
        subject: row.subject,
        state: DirectiveState::from_code(&row.state)
            .ok_or_else(|| StoreError::corrupt("state", &row.state))?,
        identity_key: row.identity_key,
        version: row.version,
    })
}
