//! What is read once and kept in memory until the journal says that it may have
//! changed. Every server has its own; nothing here is ever the only copy.

use crate::AppError;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard, Weak};
use tokio::sync::OnceCell;

/// Values by key, all forgotten when there would be more than `most`.
pub(crate) struct Kept<K, V> {
    inside: RwLock<Inside<K, V>>,
    most: usize,
}

/// One reading, which all who ask meanwhile wait for.
type Reading<V> = OnceCell<Arc<V>>;

struct Inside<K, V> {
    values: HashMap<K, Arc<V>>,
    /// What is being read, and the age at which it was begun.
    readings: HashMap<K, (u64, Weak<Reading<V>>)>,
    /// Counts what was forgotten.
    age: u64,
}

impl<K: Eq + Hash + Clone, V> Kept<K, V> {
    pub(crate) fn new(most: usize) -> Self {
        let inside = Inside {
            values: HashMap::new(),
            readings: HashMap::new(),
            age: 0,
        };
        Self {
            inside: RwLock::new(inside),
            most,
        }
    }

    /// The value from memory, or by `read`, which is not polled when it is there.
    /// Who asks for what somebody is reading waits for that reading: a hundred
    /// units that save in one second do not read a tree a hundred times. A reading
    /// begun before something was forgotten is not shared with who comes after.
    ///
    /// # Errors
    /// Those of `read`; nothing is kept then, and whoever waited reads by itself.
    pub(crate) async fn or_read(
        &self,
        key: K,
        read: impl Future<Output = Result<V, AppError>>,
    ) -> Result<Arc<V>, AppError> {
        if let Some(value) = self.find(&key) {
            return Ok(value);
        }
        let (age, reading) = self.join(&key);
        // On the heap: readings ask for other kept values, and one inside the other they
        // would fill the stack of a thread.
        let read = Box::pin(read);
        let value = reading
            .get_or_try_init(|| async { Ok::<_, AppError>(Arc::new(read.await?)) })
            .await?;
        let mut inside = self.write();
        // What changed while we read may be missing in it: not kept then.
        if inside.age == age && !inside.values.contains_key(&key) {
            if inside.values.len() >= self.most {
                inside.values.clear();
            }
            inside.values.insert(key, Arc::clone(value));
        }
        Ok(Arc::clone(value))
    }

    fn find(&self, key: &K) -> Option<Arc<V>> {
        let inside = self.inside.read().unwrap_or_else(PoisonError::into_inner);
        inside.values.get(key).map(Arc::clone)
    }

    /// The reading of a value, and the age at which it began.
    fn join(&self, key: &K) -> (u64, Arc<Reading<V>>) {
        let mut inside = self.write();
        let age = inside.age;
        let begun = inside.readings.get(key);
        let begun = begun.filter(|(begun, _)| *begun == age);
        if let Some(reading) = begun.and_then(|(_, reading)| reading.upgrade()) {
            return (age, reading);
        }
        inside.readings.retain(|_, (_, r)| r.strong_count() > 0);
        let reading = Arc::new(OnceCell::new());
        let waited = (age, Arc::downgrade(&reading));
        inside.readings.insert(key.clone(), waited);
        (age, reading)
    }

    /// Forgets one value.
    pub(crate) fn forget(&self, key: &K) {
        let mut inside = self.write();
        inside.age += 1;
        inside.values.remove(key);
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        let mut inside = self.write();
        inside.age += 1;
        inside.values.clear();
    }

    fn write(&self) -> RwLockWriteGuard<'_, Inside<K, V>> {
        self.inside.write().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn value(kept: &Kept<u8, u8>, key: u8, value: u8) -> u8 {
        *kept.or_read(key, async { Ok(value) }).await.unwrap()
    }

    #[tokio::test]
    async fn a_value_is_read_once_until_it_is_forgotten() {
        let kept = Kept::new(2);
        assert_eq!(value(&kept, 1, 10).await, 10);
        assert_eq!(value(&kept, 1, 11).await, 10);
        kept.forget(&1);
        assert_eq!(value(&kept, 1, 12).await, 12);
        kept.clear();
        assert_eq!(value(&kept, 1, 13).await, 13);
    }

    #[tokio::test]
    async fn what_was_forgotten_while_it_was_read_is_not_kept() {
        let kept = Kept::new(2);
        let read = async {
            kept.forget(&1);
            Ok(10)
        };
        assert_eq!(*kept.or_read(1, read).await.unwrap(), 10);
        assert_eq!(value(&kept, 1, 11).await, 11);
    }

    #[tokio::test]
    async fn who_asks_meanwhile_waits_for_the_first() {
        let kept = Kept::new(2);
        let (go, wait) = tokio::sync::oneshot::channel::<()>();
        let first = kept.or_read(1, async {
            wait.await.unwrap();
            Ok(10)
        });
        let second = value(&kept, 1, 11);
        let third = async {
            tokio::task::yield_now().await;
            go.send(()).unwrap();
        };
        let (first, second, ()) = tokio::join!(first, second, third);
        assert_eq!((*first.unwrap(), second), (10, 10));
    }

    #[tokio::test]
    async fn who_comes_after_a_change_does_not_get_what_was_read_before_it() {
        let kept = Kept::new(2);
        let (go, wait) = tokio::sync::oneshot::channel::<()>();
        let first = kept.or_read(1, async {
            wait.await.unwrap();
            Ok(10)
        });
        let second = async {
            tokio::task::yield_now().await;
            kept.forget(&1);
            let second = value(&kept, 1, 11).await;
            go.send(()).unwrap();
            second
        };
        let (first, second) = tokio::join!(first, second);
        assert_eq!((*first.unwrap(), second), (10, 11));
        assert_eq!(value(&kept, 1, 12).await, 11);
    }

    #[tokio::test]
    async fn who_waited_for_a_reading_that_failed_reads_by_itself() {
        let kept = Kept::new(2);
        let failing = kept.or_read(1, async { Err(AppError::NotFound) });
        let (first, second) = tokio::join!(failing, value(&kept, 1, 11));
        assert!(first.is_err());
        assert_eq!(second, 11);
    }

    #[tokio::test]
    async fn no_more_is_kept_than_said() {
        let kept = Kept::new(2);
        for key in 0..5 {
            value(&kept, key, key).await;
        }
        assert!(kept.inside.read().unwrap().values.len() <= 2);
    }
}
