//! Which column of a table of tasks is which, told by the names in its head row:
//! "STT | Nhiệm vụ | Đơn vị chủ trì | Đơn vị phối hợp | Thời hạn". Tables that tell
//! what came of tasks, and programmes of a meeting, are none. Not here: rows as lines
//! (`format::rows`), what stands in the cells (`reading::plan_rows`).

use crate::text::{begins_with, normalise, unify_tones};

/// Between the cells of a row of such a table, so that empty ones are seen.
pub(crate) const BETWEEN: &str = " | ";
/// Columns of a table of tasks at most.
pub(crate) const MOST: usize = 16;
/// Bytes of the longest name of a column.
const LONGEST_NAME: usize = 120;

/// The columns of a table of tasks, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Columns {
    pub width: usize,
    pub task: usize,
    pub lead: Option<Lead>,
    pub due: Option<usize>,
}

/// The column of the unit in the lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lead {
    pub at: usize,
    /// Its name is that of those who join in as well: "Đơn vị chủ trì, phối hợp".
    pub shared: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Task,
    /// "Nội dung", "Hoạt động": of a table of tasks only beside lead and day.
    Content,
    Lead {
        shared: bool,
    },
    Due,
    /// What came of it: these tasks were set before.
    Result,
    Other,
}

/// The columns that a row names; `None` for a row that is no head of such a table.
pub(crate) fn told(cells: &[&str]) -> Option<Columns> {
    if !(2..=MOST).contains(&cells.len()) || cells.iter().any(|c| c.len() > LONGEST_NAME) {
        return None;
    }
    let names: Vec<Name> = cells.iter().map(|cell| name(cell)).collect();
    if names.contains(&Name::Result) {
        return None;
    }
    let place = |wanted: Name| names.iter().position(|n| *n == wanted);
    let lead = names.iter().enumerate().find_map(|(at, n)| match n {
        Name::Lead { shared } => Some(Lead {
            at,
            shared: *shared,
        }),
        _ => None,
    });
    let due = place(Name::Due);
    let task = match place(Name::Task) {
        Some(task) if lead.is_some() || due.is_some() => task,
        None if lead.is_some() && due.is_some() => place(Name::Content)?,
        _ => return None,
    };
    Some(Columns {
        width: cells.len(),
        task,
        lead,
        due,
    })
}

/// The row names two columns or more of a list of documents: "Số, ký hiệu | Ngày ban
/// hành | Trích yếu".
pub(crate) fn lists_documents(cells: &[&str]) -> bool {
    const NAMES: &[&str] = &[
        "số, ký hiệu",
        "số ký hiệu",
        "số/ký hiệu",
        "số văn bản",
        "số hiệu",
        "ký hiệu",
        "ngày ban hành",
        "ngày văn bản",
        "trích yếu",
        "tên văn bản",
        "loại văn bản",
        "cơ quan ban hành",
    ];
    let known = |cell: &&&str| {
        cell.len() <= LONGEST_NAME && {
            let cell = folded(cell);
            NAMES.iter().any(|n| begins(&cell, n))
        }
    };
    cells.len() <= MOST && cells.iter().filter(known).count() >= 2
}

fn name(cell: &str) -> Name {
    const RESULTS: &[&str] = &[
        "kết quả",
        "tình hình thực hiện",
        "tình trạng",
        "trạng thái",
        "mức độ hoàn thành",
        "tỷ lệ hoàn thành",
        "đánh giá",
        "ngày hoàn thành",
        "đã thực hiện",
        "lý do",
        "nguyên nhân",
    ];
    /// A result that is yet to come.
    const PRODUCTS: &[&str] = &["sản phẩm", "dự kiến", "đầu ra", "cần đạt", "phải đạt"];
    const DUE: &[&str] = &[
        "thời hạn",
        "hạn hoàn thành",
        "hạn thực hiện",
        "hạn báo cáo",
        "hạn chót",
        "thời gian hoàn thành",
        "thời gian thực hiện",
        "thời điểm hoàn thành",
        "hoàn thành trước",
        "tiến độ hoàn thành",
    ];
    const TASKS: &[&str] = &[
        "nhiệm vụ",
        "tên nhiệm vụ",
        "nội dung nhiệm vụ",
        "nội dung công việc",
        "nội dung thực hiện",
        "nội dung triển khai",
        "nội dung, nhiệm vụ",
        "nội dung giao",
        "công việc",
        "tên công việc",
        "đầu việc",
    ];
    const CONTENTS: &[&str] = &["nội dung", "hoạt động", "tên hoạt động", "giải pháp"];
    const BODIES: &[&str] = &["đơn vị", "cơ quan", "các đơn vị", "các cơ quan"];
    /// What the body does that leads.
    const LEADS: &[&str] = &[
        "thực hiện",
        "phụ trách",
        "chịu trách nhiệm",
        "được giao",
        "đầu mối",
        "tham mưu",
    ];
    let cell = folded(cell);
    let opens = |list: &[&str]| list.iter().any(|w| begins(&cell, w));
    let holds = |list: &[&str]| list.iter().any(|w| cell.contains(w));
    if opens(RESULTS) {
        if holds(PRODUCTS) {
            return Name::Other;
        }
        return Name::Result;
    }
    if opens(DUE) || cell == "hạn" {
        return Name::Due;
    }
    let joins = cell.contains("phối hợp");
    // Persons lead as well: "Lãnh đạo chủ trì", "Người chủ trì".
    if begins(&cell, "chủ trì") || opens(BODIES) && cell.contains("chủ trì") {
        return Name::Lead { shared: joins };
    }
    if joins {
        return Name::Other;
    }
    if opens(BODIES) && holds(LEADS) || begins(&cell, "đầu mối") {
        return Name::Lead { shared: false };
    }
    if opens(TASKS) {
        Name::Task
    } else if opens(CONTENTS) {
        Name::Content
    } else {
        Name::Other
    }
}

/// In small letters with tones in their new place, marks around and blanks within
/// taken away.
fn folded(cell: &str) -> String {
    let words = unify_tones(&normalise(cell));
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
    bare.to_owned()
}

/// `cell` begins with `words`, not with a part of a longer word.
fn begins(cell: &str, words: &str) -> bool {
    begins_with(cell, words)
        .is_some_and(|length| !cell[length..].starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(head: &str) -> Option<(usize, Option<usize>, Option<usize>)> {
        let cells: Vec<&str> = head.split('|').collect();
        told(&cells).map(|c| (c.task, c.lead.map(|l| l.at), c.due))
    }

    #[test]
    fn columns_are_told_by_their_names() {
        for (head, expected) in [
            (
                "STT|Nhiệm vụ|Đơn vị chủ trì|Đơn vị phối hợp|Thời hạn",
                Some((1, Some(2), Some(4))),
            ),
            (
                "TT | NỘI DUNG CÔNG VIỆC | Sản phẩm | Cơ quan phối hợp | Cơ quan thực hiện | Thời gian hoàn thành (tháng) | Ghi chú",
                Some((1, Some(4), Some(5))),
            ),
            (
                "Thời gian thực hiện|Nội dung|Cơ quan chủ trì",
                Some((1, Some(2), Some(0))),
            ),
            ("Nhiệm vụ|Thời hạn", Some((0, None, Some(1)))),
            (
                "TT|Nhiệm vụ|Chủ trì|Phối hợp|Kết quả dự kiến",
                Some((1, Some(2), None)),
            ),
        ] {
            assert_eq!(columns(head), expected, "{head}");
        }
    }

    #[test]
    fn programmes_results_and_figures_are_no_tables_of_tasks() {
        for head in [
            "Thời gian|Nội dung|Người thực hiện",
            "Thời gian|Nội dung|Chủ trì",
            "STT|Nhiệm vụ|Đơn vị chủ trì|Kết quả thực hiện",
            "STT|Nhiệm vụ|Thời hạn|Tình trạng",
            "STT|Chỉ tiêu|Đơn vị tính|Kế hoạch|Thực hiện",
            "STT|Họ và tên|Đơn vị|Nhiệm vụ",
            "STT|Số, ký hiệu|Ngày ban hành|Trích yếu",
            "1|Nhiệm vụ một|Sở Y tế|Quý II",
            "Nhiệm vụ",
            "",
        ] {
            assert_eq!(columns(head), None, "{head}");
        }
    }
}
