//! Indicators that nobody types: their figures come from another part of the
//! platform, at a moment (CT-05, domain facts §2.2, §6.3).
//!
//! A form that holds one shows the figure and takes none. How tasks stand is said
//! by `task`; nothing is worked out here a second time.

use crate::task::Tally;

crate::codes! {
    /// Where a live figure comes from: a count of the tasks that a unit leads.
    LiveFigure {
        /// All with a deadline.
        Tasks = "tasks",
        /// Hoàn thành đúng hạn.
        TasksDoneOnTime = "tasks_done_on_time",
        /// Hoàn thành quá hạn.
        TasksDoneLate = "tasks_done_late",
        /// Chưa hoàn thành, trong hạn; those due soon are among them.
        TasksInTime = "tasks_in_time",
        /// Of them, sắp quá hạn.
        TasksDueSoon = "tasks_due_soon",
        /// Chưa hoàn thành, quá hạn.
        TasksOverdue = "tasks_overdue",
    }
}

impl LiveFigure {
    /// The figure in the table of the four-way status.
    #[must_use]
    pub fn of(self, tally: &Tally) -> i64 {
        let count = match self {
            LiveFigure::Tasks => tally.total(),
            LiveFigure::TasksDoneOnTime => tally.done_on_time,
            LiveFigure::TasksDoneLate => tally.done_late,
            LiveFigure::TasksInTime => tally.open_in_time,
            LiveFigure::TasksDueSoon => tally.due_soon,
            LiveFigure::TasksOverdue => tally.open_overdue,
        };
        i64::try_from(count).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::catalogue;

    /// Domain facts §10.3: 833 tasks = 585 done + 67 in time + 181 overdue.
    #[test]
    fn the_parts_of_ct_05_add_up_to_its_whole() {
        let tally = Tally {
            done_on_time: 500,
            done_late: 85,
            open_in_time: 67,
            due_soon: 9,
            open_overdue: 181,
            no_deadline: 40,
        };
        let parts = [
            LiveFigure::TasksDoneOnTime,
            LiveFigure::TasksDoneLate,
            LiveFigure::TasksInTime,
            LiveFigure::TasksOverdue,
        ];
        assert_eq!(parts.map(|part| part.of(&tally)).iter().sum::<i64>(), 833);
        assert_eq!(LiveFigure::Tasks.of(&tally), 833);
        assert_eq!(LiveFigure::TasksDueSoon.of(&tally), 9);
    }

    #[test]
    fn the_catalogue_has_every_live_figure_once() {
        for live in LiveFigure::ALL {
            let all = catalogue();
            let found = all.iter().filter(|def| def.live == Some(*live));
            assert_eq!(found.count(), 1, "{}", live.code());
        }
    }
}
