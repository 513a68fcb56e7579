//! What stands before a post that is to be opened first: where it does, no page, feed, mail or device shows its words by
//! themselves, nor its beginning as a title.
//!
//! Pure. Who has chosen to see everything opened is the page's to know: titles and what leaves the pod are for others too.

use entity::visible::post::{Authored, Named};

/// A beginning that may be shown by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Title<'p> {
    /// These words: the post's own, or its warning.
    Words(&'p str),
    /// Only that it is sensitive.
    Sensitive,
}

/// What stands before a post: its warning, or nothing in words where its author is marked; none for an open one.
pub fn sensitive(found: &Authored) -> Option<&str> {
    before(found.post.warning.as_deref(), found.author.nsfw.then_some(""))
}

/// The same of a post that is only named.
pub fn named(post: &Named) -> Option<&str> {
    before(post.warning.as_deref(), post.nsfw.then_some(""))
}

/// The title to show of a post, by what stands before it.
pub fn title<'p>(before: Option<&'p str>, title: &'p str) -> Title<'p> {
    match before {
        None => Title::Words(title),
        Some("") => Title::Sensitive,
        Some(warning) => Title::Words(warning),
    }
}

fn before<'p>(warning: Option<&'p str>, author: Option<&'p str>) -> Option<&'p str> {
    warning.or(author)
}
