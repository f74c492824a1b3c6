//! The rows, one struct per table. Compact on purpose: no relation fields
//! (dense chained ones overflow the compiler's recursion limit at about forty
//! tables); joins are written where they are used.

pub(crate) mod conference;
pub(crate) mod consolidation;
pub(crate) mod directive;
pub(crate) mod instance;
pub(crate) mod portal;
pub(crate) mod report;
pub(crate) mod task;
pub(crate) mod unit;

pub(crate) use conference::*;
pub(crate) use consolidation::*;
pub(crate) use directive::*;
pub(crate) use instance::*;
pub(crate) use portal::*;
pub(crate) use report::*;
pub(crate) use task::*;
pub(crate) use unit::*;

/// Declares an entity module: table, key and columns.
macro_rules! entity {
    ($module:ident $table:tt { key $key:ident : $kty:ty, $($field:ident : $ty:ty),* $(,)? }) => {
        pub(crate) mod $module {
            #[allow(unused_imports)]
            use sea_orm::entity::prelude::{Date, DateTimeUtc, Uuid};
            use sea_orm::entity::prelude::{
                ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter,
                PrimaryKeyTrait,
            };

            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub(crate) struct Model {
                #[sea_orm(primary_key, auto_increment = false)]
                pub(crate) $key: $kty,
                $(pub(crate) $field: $ty,)*
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub(crate) enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}
pub(crate) use entity;
