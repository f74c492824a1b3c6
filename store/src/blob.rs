//! Files: the bytes in a folder, named by their SHA-256; a row says what they
//! are. A file is written before the act that refers to it commits, so a
//! committed reference never lacks its file; a file without a row is harmless.
//!
//! Who may read a file is a matter of the object that refers to it (`app`).

use crate::entity::blobs::{ActiveModel, Column, Entity};
use crate::time::{instant, timestamp};
use crate::{Handle, StoreError, Write};
use bytes::Bytes;
use jiff::Timestamp;
use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;
use object_store::{ObjectStore, PutPayload};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Where the bytes are.
#[derive(Debug, Clone)]
pub struct Blobs {
    folder: PathBuf,
}

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// Lower-case hexadecimal SHA-256 of the bytes.
    pub sha256: String,
    /// Name under which it came.
    pub name: String,
    /// Media type by content.
    pub media_type: String,
    /// Length in bytes.
    pub size: i64,
    /// When it came.
    pub created_at: Timestamp,
}

impl Blobs {
    /// Files below `folder`, which is made when the first file comes.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    fn open(&self) -> Result<LocalFileSystem, StoreError> {
        std::fs::create_dir_all(&self.folder).map_err(unavailable)?;
        LocalFileSystem::new_with_prefix(&self.folder).map_err(unavailable)
    }

    /// Keeps the bytes and gives their name. The same bytes are kept once.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the folder cannot be written.
    pub async fn put(&self, bytes: Bytes) -> Result<String, StoreError> {
        let sha256 = hex::encode(Sha256::digest(&bytes));
        self.open()?
            .put(&place(&sha256), PutPayload::from_bytes(bytes))
            .await
            .map_err(unavailable)?;
        Ok(sha256)
    }

    /// The bytes with this name, if there are any. Bytes that no longer give
    /// their name are reported, not served.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] for damaged bytes, else as [`Self::put`].
    pub async fn get(&self, sha256: &str) -> Result<Option<Bytes>, StoreError> {
        if sha256.len() != 64 || !sha256.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Ok(None);
        }
        let found = match self.open()?.get(&place(sha256)).await {
            Ok(found) => found.bytes().await.map_err(unavailable)?,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(err) => return Err(unavailable(err)),
        };
        if hex::encode(Sha256::digest(&found)) == sha256 {
            Ok(Some(found))
        } else {
            Err(StoreError::corrupt("file", sha256))
        }
    }
}

/// Two levels, so that no folder grows without bound.
fn place(sha256: &str) -> ObjectPath {
    ObjectPath::from(format!("{}/{sha256}", &sha256[..2]))
}

fn unavailable(err: impl std::fmt::Display) -> StoreError {
    StoreError::Unavailable(err.to_string())
}

/// Writes down what a file is, unless that is known.
///
/// # Errors
/// When the database fails.
pub async fn insert(w: &Write, id: Uuid, blob: &Blob) -> Result<(), StoreError> {
    if find(w, &blob.sha256).await?.is_some() {
        return Ok(());
    }
    let row = ActiveModel {
        id: Set(id),
        sha256: Set(blob.sha256.clone()),
        name: Set(blob.name.clone()),
        media_type: Set(blob.media_type.clone()),
        size: Set(blob.size),
        created_at: Set(instant(blob.created_at)),
    };
    Entity::insert(row).exec_without_returning(w.conn()).await?;
    Ok(())
}

/// What the file with this name is.
///
/// # Errors
/// When the database fails.
pub async fn find(h: &impl Handle, sha256: &str) -> Result<Option<Blob>, StoreError> {
    let row = Entity::find()
        .filter(Column::Sha256.eq(sha256))
        .one(h.conn())
        .await?;
    row.map(|r| {
        Ok(Blob {
            sha256: r.sha256,
            name: r.name,
            media_type: r.media_type,
            size: r.size,
            created_at: timestamp(r.created_at)?,
        })
    })
    .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_is_found_by_its_hash_and_a_damaged_one_is_not_served() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::new(&folder.path().join("blobs"));
        let sha = blobs.put(Bytes::from_static(b"giao ban")).await.unwrap();
        assert_eq!(blobs.get(&sha).await.unwrap().unwrap(), "giao ban");
        assert_eq!(blobs.get(&"0".repeat(64)).await.unwrap(), None);
        assert_eq!(blobs.get("../../etc/passwd").await.unwrap(), None);
        let file = folder.path().join("blobs").join(&sha[..2]).join(&sha);
        std::fs::write(file, b"khac").unwrap();
        assert!(matches!(blobs.get(&sha).await, Err(StoreError::Corrupt(_))));
    }
}
