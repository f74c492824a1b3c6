//! Who signs in which capacity, and who receives a copy.

use serde::{Deserialize, Serialize};

/// In which capacity someone signs; the profile spells it (`TM.` or `T/M`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// The head signs as such: no mark.
    Own,
    /// On behalf of a collective (thay mặt).
    Collective,
    /// A deputy for the head (ký thay).
    Deputy,
    /// By order (thừa lệnh).
    ByOrder,
    /// By authorisation (thừa ủy quyền).
    ByAuthorisation,
    /// Acting head (quyền).
    Acting,
}

/// The signature block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    pub capacity: Capacity,
    /// The first line follows the capacity mark ("BAN THƯỜNG VỤ"), the others
    /// name the signer's own office ("PHÓ BÍ THƯ").
    pub office_lines: Vec<String>,
    /// Without academic titles; may be empty while there is no number.
    pub full_name: String,
}

/// Nơi nhận.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Recipients {
    /// One receiver per line, without dash and without end mark.
    pub lines: Vec<String>,
    /// Where the file copy stays: the drafting unit and copies of a State
    /// document ("KGVX (03)"), the keeping body of a Party document
    /// ("Đảng ủy"). `None` takes the profile's usual line.
    pub file_copy: Option<String>,
}
