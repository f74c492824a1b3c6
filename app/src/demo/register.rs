//! The starter register of directives (domain facts §6.5). These are public
//! papers; their dates are as far as known and marked for checking where not.

use super::history::moment;
use super::meeting::{Table, acting};
use crate::directive::{EnterDirective, enter};
use crate::{AppError, Ctx};
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Symbol, term, date, type, issuer, subject.
const STARTER: [(&str, &str, Date, &str, &str, &str); 15] = [
    (
        "20-NQ/TW",
        "khóa XI",
        date(2012, 11, 1),
        "Nghị quyết",
        "Ban Chấp hành Trung ương",
        "Phát triển khoa học và công nghệ",
    ),
    (
        "11-CT/TW",
        "khóa X",
        date(2007, 4, 13),
        "Chỉ thị",
        "Bộ Chính trị",
        "Khuyến học, khuyến tài, xây dựng xã hội học tập",
    ),
    (
        "49-KL/TW",
        "khóa XII",
        date(2019, 5, 10),
        "Kết luận",
        "Ban Bí thư",
        "Tiếp tục thực hiện Chỉ thị về khuyến học",
    ),
    (
        "19-CT/TW",
        "khóa XI",
        date(2012, 11, 5),
        "Chỉ thị",
        "Ban Bí thư",
        "Dạy nghề cho lao động nông thôn",
    ),
    (
        "08-NQ/TW",
        "khóa XI",
        date(2011, 12, 1),
        "Nghị quyết",
        "Bộ Chính trị",
        "Phát triển thể dục, thể thao",
    ),
    (
        "29-NQ/TW",
        "khóa XI",
        date(2013, 11, 4),
        "Nghị quyết",
        "Ban Chấp hành Trung ương",
        "Đổi mới căn bản, toàn diện giáo dục và đào tạo",
    ),
    (
        "33-NQ/TW",
        "khóa XI",
        date(2014, 6, 9),
        "Nghị quyết",
        "Ban Chấp hành Trung ương",
        "Xây dựng và phát triển văn hóa, con người",
    ),
    (
        "20-NQ/TW",
        "khóa XII",
        date(2017, 10, 25),
        "Nghị quyết",
        "Ban Chấp hành Trung ương",
        "Bảo vệ, chăm sóc và nâng cao sức khỏe nhân dân",
    ),
    (
        "21-NQ/TW",
        "khóa XII",
        date(2017, 10, 25),
        "Nghị quyết",
        "Ban Chấp hành Trung ương",
        "Công tác dân số",
    ),
    (
        "45-NQ/TW",
        "khóa XIII",
        date(2023, 11, 24),
        "Nghị quyết",
        "Ban Chấp hành Trung ương",
        "Xây dựng đội ngũ trí thức",
    ),
    (
        "57-NQ/TW",
        "khóa XIII",
        date(2024, 12, 22),
        "Nghị quyết",
        "Bộ Chính trị",
        "Đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số",
    ),
    (
        "71-NQ/TW",
        "khóa XIII",
        date(2025, 8, 22),
        "Nghị quyết",
        "Bộ Chính trị",
        "Đột phá phát triển giáo dục và đào tạo",
    ),
    (
        "72-NQ/TW",
        "khóa XIII",
        date(2025, 9, 9),
        "Nghị quyết",
        "Bộ Chính trị",
        "Bảo vệ, chăm sóc và nâng cao sức khỏe nhân dân",
    ),
    (
        "52-CT/TW",
        "khóa XIII",
        date(2025, 10, 3),
        "Chỉ thị",
        "Ban Bí thư",
        "Bảo hiểm y tế toàn dân",
    ),
    (
        "192-KL/TW",
        "khóa XIII",
        date(2025, 9, 19),
        "Kết luận",
        "Bộ Chính trị",
        "Kết luận về công tác khoa giáo",
    ),
];

/// Enters those that exist by the plan's day.
///
/// # Errors
/// When the database fails, or an act is refused.
pub(super) async fn build(ctx: &Ctx, table: &Table<'_>) -> Result<(), AppError> {
    let day = table.plan.today.saturating_sub(30.days());
    let office = acting(ctx, table.people.login("dieuphoi")?, moment(day, 9, 0)).await?;
    for (symbol, term, issued_on, doc_type, issuer, subject) in STARTER.iter().filter(|d| d.2 < day)
    {
        let input = EnterDirective {
            doc_type: (*doc_type).into(),
            symbol: (*symbol).into(),
            issuer: (*issuer).into(),
            term: (*term).into(),
            issued_on: Some(*issued_on),
            subject: (*subject).into(),
        };
        enter(&office, table.units.office, input).await?;
    }
    Ok(())
}
