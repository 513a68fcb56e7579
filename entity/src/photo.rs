//! A photo, a moving picture, a video or a sound. Guarded: who sees what it belongs to sees it, and nobody else does.

use sea_orm::entity::prelude::*;

use crate::{AlbumId, CommentId, MessageId, Moment, PersonId, PhotoId, PostId};

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i32", db_type = "Integer")]
pub enum Kind {
    /// A picture.
    Picture = 0,
    /// A picture that moves.
    Moving = 1,
    /// A video.
    Video = 2,
    /// A sound.
    Audio = 3,
}

/// A photo, or another recording.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "photo")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: PhotoId,
    /// Address on this pod and name between pods.
    pub guid: String,
    /// Who added it.
    pub author_id: PersonId,
    /// The post that it belongs to.
    pub post_id: Option<PostId>,
    /// The comment that it belongs to.
    pub comment_id: Option<CommentId>,
    /// The message that it belongs to.
    pub message_id: Option<MessageId>,
    /// The album that its author put it into.
    pub album_id: Option<AlbumId>,
    /// Its place in what it belongs to.
    pub position: i32,
    /// 128 unguessable bits in hex: for other pods, and whoever has it may have the photo. Never given twice.
    pub address: String,
    /// Where its files are: no part of any address, and never given twice.
    pub storage_key: String,
    /// What it is.
    pub kind: Kind,
    /// Of the file in full.
    pub media_type: String,
    /// In pixels, upright; 0 where there is nothing to see or it is not known.
    pub width: i32,
    /// In pixels, upright; 0 where there is nothing to see or it is not known.
    pub height: i32,
    /// A blurred likeness in a few letters; empty for none.
    pub blurhash: String,
    /// What is to be seen or heard, for those who cannot; empty where its author did not say.
    pub alt: String,
    /// The point that matters, from the left, in hundredths.
    pub focus_x: i32,
    /// The point that matters, from the top, in hundredths.
    pub focus_y: i32,
    /// Its files (JSON).
    pub files: String,
    /// Bytes of all its files.
    pub bytes: i64,
    /// When it was added.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
