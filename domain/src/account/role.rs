//! The roles of the cycle.

/// Declares an enum whose values have a stable code.
#[macro_export]
#[doc(hidden)]
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant),* }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The code under which it is stored and named in texts.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// The value with this code, if there is one.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

crate::codes! {
    /// What a person does in the cycle (ui.md's table of people).
    Role {
        /// Chuyên viên who fills in a unit's report.
        Reporter = "reporter",
        /// Thủ trưởng of a unit, who signs.
        HeadOfUnit = "head_of_unit",
        /// Chuyên viên of the coordinating office.
        Coordinator = "coordinator",
        /// Head of the coordinating office.
        HeadOfOffice = "head_of_office",
        /// Leader above the office, who reads and decides.
        Leader = "leader",
        /// Inspection committee: reads, changes nothing (Quy chế 08-QC/TW).
        Inspector = "inspector",
        /// Editor of the portal.
        Editor = "editor",
        /// Keeps accounts, units and settings; has no right over matters.
        Administrator = "administrator",
    }
}
