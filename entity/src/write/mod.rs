//! Insert, change and remove guarded rows. Called by the domain inside its transaction; asks no rights of its own,
//! so each function takes the proof that somebody has them.

pub mod account;
pub mod account_close;
pub mod aspect;
pub mod bookmark;
pub mod bulk;
pub mod comment;
pub mod contact;
pub mod conversation;
pub mod draft;
pub mod ignore;
pub mod like;
pub mod notification;
pub mod poll;
pub mod post;
pub mod profile;
pub mod report;
pub mod reshare;
pub mod sweep;
pub mod tag;
pub mod throttle;
