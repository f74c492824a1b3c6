//! In which capacity a person signs who acts in another's post. The papers' marks
//! for it (KT., TL., TUQ.; K/T, T/L, T/UQ) are data of the format profiles.

use crate::text::fold;

/// How a delegate signs for the holder of the post (Decree 30/2020, Article 13).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActingForm {
    /// A deputy for the head (*ký thay*).
    Deputy,
    /// By order (*thừa lệnh*).
    ByOrder,
    /// By authorisation (*thừa ủy quyền*): what a delegation is unless it says
    /// otherwise.
    Authorised,
}

impl ActingForm {
    /// What the delegation says in its reason; where it says nothing, a deputy of
    /// the head signs for the head, and everybody else by authorisation.
    #[must_use]
    pub fn of(reason: &str, own_title: &str) -> Self {
        let (reason, title) = (fold(reason), fold(own_title));
        let says = |words: &str| reason.contains(words);
        if says("thua lenh") {
            Self::ByOrder
        } else if says("uy quyen") {
            Self::Authorised
        } else if says("ky thay") || title == "pho" || title.starts_with("pho ") {
            Self::Deputy
        } else {
            Self::Authorised
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_1_6_a_delegate_signs_as_the_delegation_says_else_by_title() {
        let of = ActingForm::of;
        assert_eq!(of("Đi công tác.", "Chuyên viên"), ActingForm::Authorised);
        assert_eq!(of("Đi công tác.", "Phó Trưởng ban"), ActingForm::Deputy);
        assert_eq!(of("Giao ký thừa lệnh", "Trưởng phòng"), ActingForm::ByOrder);
        assert_eq!(of("Ký thay khi đi họp", "Ủy viên"), ActingForm::Deputy);
        let deputy = "Phó Trưởng ban";
        assert_eq!(of("Ký thừa ủy quyền", deputy), ActingForm::Authorised);
        // "Phong" is no deputy.
        assert_eq!(of("", "Phòng Khoa giáo"), ActingForm::Authorised);
    }
}
