//! The read doors: whatever has an audience is had through somebody's eyes, here.
//!
//! Each door takes a [`crate::Viewer`] and hands out [`crate::proof::Seen`] rows. There is one predicate, in
//! [`post`]; what hangs on a post joins it. A new guarded table gets a file here, and its viewer comes first.

pub mod actor;
pub mod again;
pub(crate) mod cells;
pub mod comment;
pub mod elsewhere;
pub mod filter;
pub mod house;
pub mod letter;
pub mod like;
pub mod naming;
pub mod person;
pub mod photo;
pub mod poll;
pub mod post;
pub mod preview;
pub mod profile;
pub mod projection;
pub mod quote;
pub mod report;
pub mod search;
pub mod standing;
pub mod stream;
pub mod tag;
pub mod vote;
pub(crate) mod whose;
