//! Insert, change and remove guarded rows. Called by the domain inside its transaction; asks no rights of its own,
//! so each function takes the proof that somebody has them.

use sea_orm::{ConnectionTrait, DbErr};

use crate::PersonId;

pub mod account;
pub mod account_close;
pub mod activity;
pub mod aspect;
pub mod block;
pub mod bookmark;
pub mod bulk;
pub mod comment;
pub mod contact;
pub mod conversation;
pub mod delivery;
pub mod draft;
pub mod elsewhere;
pub mod far_object;
pub mod far_photo;
pub mod filter;
pub mod follow;
pub mod gone;
pub mod ignore;
pub mod inbox;
pub mod last_word;
pub mod lease;
pub mod like;
pub mod media;
pub mod moved;
pub mod notification;
pub mod numbers;
pub mod photo;
pub mod poll;
pub mod post;
pub mod preview;
pub mod profile;
pub mod projection;
pub mod quote;
pub mod report;
pub mod reshare;
pub mod scheduled;
mod search;
pub mod stored;
pub mod subscription;
pub mod sweep;
pub mod tag;
pub mod telling;
pub mod throttle;
pub mod version;

/// What somebody did around posts counts no longer because they have left, or counts again because they are back.
pub async fn recount(db: &impl ConnectionTrait, author: PersonId, there: bool) -> Result<(), DbErr> {
    comment::recount(db, author, there).await?;
    like::recount(db, author, there).await?;
    reshare::recount(db, author, there).await
}
