//! Which files in storage a row names: the others were left by a process that was killed, and are swept.
//!
//! Each kind of file has a beginning of its keys, and behind it what its row says. A new kind: a variant, and its arms.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use crate::{emoji, media_file, person, photo, photo_gone};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// Of a photo, video or sound.
    Photo,
    /// A person's picture.
    Avatar,
    /// An emoji of the pod's own.
    Emoji,
    /// Of another server.
    Media,
}

impl Stored {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Photo, Self::Avatar, Self::Emoji, Self::Media];

    /// What its key begins with.
    pub fn beginning(self) -> &'static str {
        match self {
            Self::Photo => "photos/",
            Self::Avatar => "avatars/",
            Self::Emoji => "emoji/",
            Self::Media => "media/",
        }
    }

    /// The part of a key that a row names, if it is the key of such a file.
    pub fn name(self, key: &str) -> Option<&str> {
        let name = key.strip_prefix(self.beginning())?;
        Some(name.split_once('/').map_or(name, |(name, _)| name))
    }

    /// Those of some names that a row has. What is to be deleted anyway is among them.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn known(self, db: &impl ConnectionTrait, names: &[String]) -> Result<Vec<String>, DbErr> {
        if names.is_empty() {
            return Ok(Vec::new());
        }
        match self {
            Self::Photo => {
                let mut known = having::<photo::Entity>(db, photo::Column::StorageKey, names).await?;
                known.extend(having::<photo_gone::Entity>(db, photo_gone::Column::StorageKey, names).await?);
                Ok(known)
            }
            Self::Avatar => having::<person::Entity>(db, person::Column::Avatar, names).await,
            Self::Emoji => having::<emoji::Entity>(db, emoji::Column::Key, names).await,
            Self::Media => having::<media_file::Entity>(db, media_file::Column::Folder, names).await,
        }
    }
}

async fn having<E: EntityTrait>(
    db: &impl ConnectionTrait,
    column: E::Column,
    names: &[String],
) -> Result<Vec<String>, DbErr> {
    let named = column.is_in(names.iter().map(String::as_str));
    E::find()
        .select_only()
        .column(column)
        .filter(named)
        .into_tuple()
        .all(db)
        .await
}
