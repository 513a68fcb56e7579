//! What people write: cleaned, understood, shown, and never dangerous.

mod clean;
mod email;
mod emoji;
pub mod html;
pub mod injection;
mod language;
mod markdown;
mod media;
mod mention;
mod password;
mod phrase;
mod preview;
mod redirect;
mod summary;
mod tag;
