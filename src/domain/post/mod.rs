//! Posts: sharing them with the people they are for, and everything their author may do afterwards.
//!
//! The audience is written down when a post is shared (house.md, idea 1). What is shown to more people, or withdrawn
//! from someone, later is an act of its own; a limited post never becomes anything wider.

pub mod after;
pub mod arrive;
pub mod audience;
pub mod author;
pub mod draft;
pub mod extras;
pub mod publish;
pub mod scheduled;
pub mod shield;
pub(crate) mod words;

pub use after::{
    bookmark, delete, drop_preview, edit, expire, hide, pin, revise, show, unbookmark, unhide, unpin, withdraw,
};
pub use audience::{Audience, Preview, Wanted};
pub use extras::Wishes;
pub use publish::{Composed, compose, publish};
pub use words::{Mentioned, mention_of, outside, preview};

/// Longest text in characters, as in the diaspora* pod.
pub const LONGEST: usize = 65_535;
