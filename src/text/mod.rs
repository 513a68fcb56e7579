//! What people write, made safe and understood: cleaned, read as Markdown, shown as HTML.
//!
//! Pure functions over strings. This floor knows no row, no person and no page: who a mention means is asked
//! through `markdown::Links`. Text that came from another pod is treated exactly as text typed here.
//! To add a piece of the dialect: find it in `dialect` (on the tree, never on the HTML), show it in `markdown`.

mod dialect;
mod link;
mod plain;
mod sanitize;

pub use clean::Unfit;
pub use email::Email;
pub use link::escape;
pub use mention::Mention;
pub use tag::TagName;

pub mod clean;
pub mod device;
pub mod email;
pub mod emoji;
pub mod language;
pub mod markdown;
pub mod media;
pub mod mention;
pub mod password;
pub mod phrase;
pub mod preview;
pub mod redirect;
pub mod summary;
pub mod tag;
mod thing;
