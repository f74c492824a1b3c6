//! Kinds and tiers of units.

crate::codes! {
    /// What a unit is. Obligations are rules over kinds and fields, never lists
    /// of fixed units.
    UnitKind {
        /// The territory's Party committee (Tỉnh ủy): the top of an area.
        PartyCommittee = "party_committee",
        /// The coordinating office (Ban Tuyên giáo và Dân vận).
        CoordinatingOffice = "coordinating_office",
        /// A department of the province (sở) or an equal body.
        Department = "department",
        /// University, college, hospital: a public service unit.
        ServiceUnit = "service_unit",
        /// Association or union (hội, liên hiệp hội).
        Association = "association",
        /// Front and mass organisations.
        MassOrganisation = "mass_organisation",
        /// Press, radio and television.
        Press = "press",
        /// Commune, ward or special zone (xã, phường, đặc khu).
        Commune = "commune",
        /// Inspection committee.
        Inspection = "inspection",
        /// The centre above the provinces.
        Central = "central",
        /// A body that no longer exists in this form (district offices).
        Former = "former",
    }
}

crate::codes! {
    /// Tiers; the district one is kept for history (ended 1/7/2025).
    Tier {
        /// Trung ương.
        Central = "central",
        /// Tỉnh, thành phố.
        Province = "province",
        /// Huyện (until 30/6/2025).
        District = "district",
        /// Xã, phường, đặc khu.
        Commune = "commune",
    }
}
