//! Rows of a table apart by the sum they go into. A sum is made from all its
//! rows before it is put in its place: rows stand in the order of the alphabet,
//! and adding each to a place in memory would wait for that memory every time.

/// Rows by their slot.
#[derive(Debug)]
pub(super) struct Runs {
    rows: Vec<u32>,
    /// Behind the last row of each slot.
    ends: Vec<usize>,
}

impl Runs {
    /// Of rows with their slots below `slots`; each row keeps its place among
    /// those of its slot.
    pub(super) fn new(slots: usize, rows: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut ends = vec![0; slots];
        for (_, slot) in rows.clone() {
            ends[slot as usize] += 1;
        }
        let mut all = 0;
        for end in &mut ends {
            // First where the slot begins; each row moves it on by one.
            let count = std::mem::replace(end, all);
            all += count;
        }
        let mut placed = vec![0; all];
        for (row, slot) in rows {
            let end = &mut ends[slot as usize];
            placed[*end] = row;
            *end += 1;
        }
        Self { rows: placed, ends }
    }

    /// Every slot with its rows; slots without any are left out.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &[u32])> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let runs = starts.zip(&self.ends).enumerate();
        runs.map(|(slot, (start, end))| (slot, &self.rows[start..*end]))
            .filter(|(_, rows)| !rows.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_by_slot_in_their_order() {
        let rows = [(0, 2), (1, 0), (2, 2), (3, 0), (7, 2)];
        let runs = Runs::new(4, rows.into_iter());
        let found: Vec<_> = runs.iter().map(|(s, rows)| (s, rows.to_vec())).collect();
        assert_eq!(found, [(0, vec![1, 3]), (2, vec![0, 2, 7])]);
        assert_eq!(Runs::new(0, std::iter::empty()).iter().count(), 0);
    }
}
