//! That something of the network is gone, by whose word. Guarded: what is gone never was, for whoever looks.

use sea_orm::entity::prelude::*;

use crate::{Moment, PersonId};

/// What is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i32", db_type = "Integer")]
pub enum Kind {
    /// A post or a reshare.
    Post = 0,
    /// A comment.
    Comment = 1,
    /// A like.
    Like = 2,
    /// A vote.
    Vote = 3,
    /// A picture.
    Photo = 4,
    /// That an actor follows somebody here.
    Follow = 5,
}

/// That something is gone.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "gone")]
pub struct Model {
    /// Its name between pods.
    #[sea_orm(primary_key, auto_increment = false)]
    pub guid: String,
    /// What it was.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: Kind,
    /// By whose word ([`Model::MODERATORS`]: theirs).
    #[sea_orm(primary_key, auto_increment = false)]
    pub by_id: PersonId,
    /// It was here, and they could take it away. Else it was said beforehand, and has to be judged when it comes.
    pub settled: bool,
    /// When that was said.
    pub gone_at: Moment,
    /// It was of somebody here and for everybody, so that whoever asks for it may know that it is gone.
    pub open: bool,
}

impl Model {
    /// In the place of a person: the moderators of this pod, whose word does not end.
    pub const MODERATORS: PersonId = PersonId(0);
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
