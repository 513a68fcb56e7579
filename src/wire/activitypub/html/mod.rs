//! Texts on their way between HTML, which the network writes, and Markdown, which this pod keeps.
//!
//! In: a small tree of what was sent (`tree`), turned into Markdown in which nothing but real markup is markup (`read`,
//! `escape`). Who is mentioned and what is a hashtag is said by the object's `tag`, never by the look of a link. Out: the
//! HTML that a page here would show, with addresses that hold elsewhere (`write`).

mod escape;
mod read;
mod tree;
mod write;

pub use read::markdown;
pub use write::html;
