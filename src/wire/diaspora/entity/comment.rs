//! Words below a post.

use crate::wire::diaspora::fields::Fields;
use crate::wire::diaspora::record::Record;
use crate::wire::diaspora::relayable::{AsSigned, relayable};
use crate::wire::diaspora::value::{Text, Timestamp};
use crate::wire::diaspora::xml::Element;
use crate::wire::diaspora::{Kind, Rejected};
use crate::wire::{Guid, Handle};

const KNOWN: [&str; 6] = ["author", "guid", "parent_guid", "text", "created_at", "edited_at"];
/// The comment that is answered: known to this pod, to the protocol's reference one of the unknown.
const ANSWERED: &str = "thread_parent_guid";

/// A comment.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    /// Who wrote it.
    pub author: Handle,
    /// Its name.
    pub guid: Guid,
    /// The post.
    pub parent_guid: Guid,
    /// The comment that it answers.
    pub thread_parent_guid: Option<Guid>,
    /// Markdown, exactly as it was signed.
    pub text: Text<1, 65_535>,
    /// When, if the sender said so in a form that can be read.
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    pub edited_at: Option<Timestamp>,
    /// What its author signed.
    pub as_signed: AsSigned,
}

relayable!(Comment, KNOWN, |_comment| Kind::Post);

impl Comment {
    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let fields = Fields::of(element, Kind::Comment, &["author", "guid", "parent_guid", "text"])?;
        let mut read = Self {
            author: fields.author()?,
            guid: fields.guid("guid")?,
            parent_guid: fields.guid("parent_guid")?,
            thread_parent_guid: fields.text(ANSWERED).and_then(Guid::parse),
            text: fields.must("text", Text::new)?,
            created_at: fields.time("created_at"),
            edited_at: fields.time("edited_at"),
            as_signed: AsSigned::default(),
        };
        // Unknown to the reference, so it is signed and relayed as it was written, whether it is a guid or not.
        let known = Self {
            thread_parent_guid: None,
            ..read.clone()
        };
        read.as_signed = AsSigned::read(&fields, &KNOWN, &known.plain());
        Ok(read)
    }

    fn plain(&self) -> Record {
        Record::new(Kind::Comment)
            .with("author", &self.author)
            .with("guid", &self.guid)
            .with("parent_guid", &self.parent_guid)
            .with("text", self.text.as_str())
            .maybe("created_at", self.created_at)
            .maybe("edited_at", self.edited_at)
            .maybe(ANSWERED, self.thread_parent_guid.as_ref())
    }
}
