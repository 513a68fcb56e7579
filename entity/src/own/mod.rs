//! "Mine": doors to what is private to one account. Nobody else ever gets these rows, whatever id they ask for.
//!
//! Each door takes the [`crate::UserId`] whose rows are meant and hands out [`crate::proof::Own`].

pub mod around;
pub mod aspect;
pub mod audience;
pub mod comment;
pub mod contact;
pub mod conversation;
pub mod draft;
pub mod filter;
pub mod ignore;
pub mod notification;
pub mod photo;
pub mod post;
pub mod profile;
pub mod scheduled;
pub mod sidebar;
pub mod tag;
pub mod telling;
