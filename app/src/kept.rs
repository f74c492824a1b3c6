//! What is read once and kept in memory until the journal says that it may have
//! changed. Every server has its own; nothing here is ever the only copy.

use crate::AppError;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard};

/// Values by key, all forgotten when there would be more than `most`.
pub(crate) struct Kept<K, V> {
    inside: RwLock<Inside<K, V>>,
    most: usize,
}

struct Inside<K, V> {
    values: HashMap<K, Arc<V>>,
    /// Counts what was forgotten.
    age: u64,
}

impl<K: Eq + Hash, V> Kept<K, V> {
    pub(crate) fn new(most: usize) -> Self {
        let inside = Inside {
            values: HashMap::new(),
            age: 0,
        };
        Self {
            inside: RwLock::new(inside),
            most,
        }
    }

    /// The value from memory, or by `read`, which is not polled when it is there.
    ///
    /// # Errors
    /// Those of `read`; nothing is kept then.
    pub(crate) async fn or_read(
        &self,
        key: K,
        read: impl Future<Output = Result<V, AppError>>,
    ) -> Result<Arc<V>, AppError> {
        let age = {
            let inside = self.inside.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(value) = inside.values.get(&key) {
                return Ok(Arc::clone(value));
            }
            inside.age
        };
        let value = Arc::new(read.await?);
        let mut inside = self.write();
        // What changed while we read may be missing in it: not kept then.
        if inside.age == age {
            if inside.values.len() >= self.most {
                inside.values.clear();
            }
            inside.values.insert(key, Arc::clone(&value));
        }
        Ok(value)
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
    async fn no_more_is_kept_than_said() {
        let kept = Kept::new(2);
        for key in 0..5 {
            value(&kept, key, key).await;
        }
        assert!(kept.inside.read().unwrap().values.len() <= 2);
    }
}
