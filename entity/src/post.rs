//! A post. Guarded: seen through the doors in `visible` only.

use sea_orm::entity::prelude::*;

use crate::{Moment, PersonId, PostId, PreviewId};

/// Whom a post is for, in the large. It never widens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i32", db_type = "Integer")]
pub enum Reach {
    /// The people in `post_recipient`, and nobody else.
    Limited = 0,
    /// Everyone who has an account on this pod.
    Pod = 1,
    /// Anyone, search engines too.
    Public = 2,
}

/// A post.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "post")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: PostId,
    /// Address between pods.
    pub guid: String,
    /// Who wrote it.
    pub author_id: PersonId,
    /// Whom it is for, in the large.
    pub reach: Reach,
    /// Markdown as written.
    pub text: String,
    /// The same, rendered and sanitised when it was written.
    pub html: String,
    /// First heading or the beginning, plain.
    pub title: String,
    /// The author's time, to the microsecond.
    pub created_at: Moment,
    /// Last change.
    pub edited_at: Option<Moment>,
    /// Pinned to the author's profile.
    pub pinned_at: Option<Moment>,
    /// How many comments it has by people who are there, those whom a reader ignores among them.
    pub comments: i64,
    /// How many like it of those who are there, whom a reader ignores among them.
    pub likes: i64,
    /// The public post that this one shows; it may be gone. None for a post of one's own words.
    pub root_id: Option<PostId>,
    /// How many reshared it of those who are there, whom a reader ignores among them.
    pub reshares: i64,
    /// Where, as its author calls it.
    pub place: Option<String>,
    /// Where, in degrees north.
    pub latitude: Option<f64>,
    /// Where, in degrees east.
    pub longitude: Option<f64>,
    /// What stands before it is opened; empty for no words. None when it is open.
    pub warning: Option<String>,
    /// It is deleted then.
    pub expires_at: Option<Moment>,
    /// It has a poll.
    pub poll: bool,
    /// The newest of its creation and its comments, those among them that are gone or that a reader ignores.
    pub active_at: Moment,
    /// In which language it is (ISO 639-3), as far as that could be told from its words.
    pub language: Option<String>,
    /// What its first link leads to, once that is known.
    pub preview_id: Option<PreviewId>,
    /// Its author wants no card for its link.
    pub plain_link: bool,
    /// How many photos it has.
    pub photos: i64,
    /// For everybody, and in no list: who follows its author has it in their stream, others find it at its author's and by its address.
    pub quiet: bool,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
