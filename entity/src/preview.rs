//! What a page of the web says of itself, for all posts whose first link leads there. Guarded: had with a post only,
//! since that somebody shared a link is for whoever has the post.

use sea_orm::entity::prelude::*;

use crate::{Moment, PreviewId};

/// What a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i32", db_type = "Integer")]
pub enum Kind {
    /// A page to read.
    Page = 0,
    /// A film that can be played here.
    Video = 1,
    /// A sound that can be played here.
    Audio = 2,
}

/// What a page of the web says of itself.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "preview")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: PreviewId,
    /// SHA-256 of the address, which may be too long for an index.
    pub digest: String,
    /// Its address.
    pub url: String,
    /// What it is called; empty while that is not known, or when there is nothing to show.
    pub title: String,
    /// What it is about, or who made it; may be empty.
    pub description: String,
    /// Address of its picture, to be shown through the media proxy only.
    pub image: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// Who plays it; empty for a page.
    pub provider: String,
    /// Address of what plays it; none for a page.
    pub player: Option<String>,
    /// When it was last asked, with or without success.
    pub fetched_at: Option<Moment>,
    /// It is not asked again before.
    pub next_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
