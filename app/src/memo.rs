//! What was worked out last, kept with everything it was worked out from. It is
//! given again only to who comes with the very same inputs, so that nothing has
//! to be told when it is stale: other inputs find nothing (ADR 8).

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The last results of a function by its inputs.
pub(crate) struct Memo<K, V> {
    last: Mutex<VecDeque<(K, Arc<V>)>>,
    most: usize,
}

impl<K, V> Memo<K, V> {
    /// Keeps the `most` results that were asked for last.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            last: Mutex::default(),
            most,
        }
    }

    /// The result whose inputs are those meant, for who would have to copy them
    /// for asking.
    pub(crate) fn find(&self, is: impl Fn(&K) -> bool) -> Option<Arc<V>> {
        let mut last = self.lock();
        let place = last.iter().position(|(key, _)| is(key))?;
        let entry = last.remove(place)?;
        let found = Arc::clone(&entry.1);
        last.push_front(entry);
        Some(found)
    }

    /// Keeps a result; the one asked for longest ago goes.
    pub(crate) fn keep(&self, key: K, value: V) -> Arc<V> {
        let made = Arc::new(value);
        let mut last = self.lock();
        let gone = (last.len() >= self.most).then(|| last.pop_back());
        last.push_front((key, Arc::clone(&made)));
        // Freeing a whole report takes a while: nobody waits for it.
        drop(last);
        drop(gone);
        made
    }

    /// Forgets everything, for the memory alone.
    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(K, Arc<V>)>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: PartialEq, V> Memo<K, V> {
    /// The result for `key`, from memory or by `make`; none is not kept.
    pub(crate) fn get(&self, key: K, make: impl FnOnce() -> Option<V>) -> Option<Arc<V>> {
        if let Some(found) = self.find(|known| *known == key) {
            return Some(found);
        }
        Some(self.keep(key, make()?))
    }
}

/// One and the same value in memory, not one that looks like it.
pub(crate) struct Same<T>(pub(crate) Arc<T>);

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_inputs_are_worked_out_once_and_others_anew() {
        let memo = Memo::new(2);
        let ask = |key: u8, value: u8| *memo.get(key, || Some(value)).unwrap();
        assert_eq!((ask(1, 10), ask(1, 11), ask(2, 20)), (10, 10, 20));
        assert_eq!((ask(1, 12), ask(3, 30)), (10, 30), "1 was asked for again");
        assert_eq!((ask(1, 13), ask(2, 21)), (10, 21), "2 had to go");
        memo.clear();
        assert_eq!(ask(1, 14), 14);
    }

    #[test]
    fn what_only_looks_the_same_is_worked_out_anew() {
        let memo = Memo::new(2);
        let (one, other) = (Arc::new(5), Arc::new(5));
        let ask =
            |key: &Arc<i32>, value: u8| *memo.get(Same(Arc::clone(key)), || Some(value)).unwrap();
        assert_eq!((ask(&one, 1), ask(&other, 2), ask(&one, 3)), (1, 2, 1));
    }
}
