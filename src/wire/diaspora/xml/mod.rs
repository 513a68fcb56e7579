//! XML as other pods write it, read behind a guard, and as this pod writes it.
//!
//! What an element means is not known here.

mod element;
mod guard;
mod write;

pub use element::Element;
pub use guard::{DEEPEST, MOST_NODES};
pub(in crate::wire::diaspora) use write::may_stand;
pub use write::{text, write};
