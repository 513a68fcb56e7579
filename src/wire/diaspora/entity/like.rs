//! A like of a post or a comment.

use crate::wire::diaspora::fields::Fields;
use crate::wire::diaspora::record::Record;
use crate::wire::diaspora::relayable::{AsSigned, relayable};
use crate::wire::diaspora::value::Text;
use crate::wire::diaspora::xml::Element;
use crate::wire::diaspora::{Kind, Rejected};
use crate::wire::{Guid, Handle};

const KNOWN: [&str; 5] = ["author", "guid", "parent_guid", "parent_type", "positive"];

/// A like.
#[derive(Clone, Debug, PartialEq)]
pub struct Like {
    /// Who likes.
    pub author: Handle,
    /// Its name.
    pub guid: Guid,
    /// What is liked.
    pub parent_guid: Guid,
    /// Whether that is a post or a comment.
    pub parent: Liked,
    /// False for a dislike; none when the sender wrote neither.
    pub positive: Option<bool>,
    /// With which sign, where it is not the heart. Only pods like this one say so; the others hand it on with what was signed.
    pub emoji: Option<Text<1, 100>>,
    /// What its author signed.
    pub as_signed: AsSigned,
}

/// What can be liked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Liked {
    /// A post.
    Post,
    /// A comment.
    Comment,
}

impl Liked {
    fn parse(raw: &str) -> Option<Self> {
        [Self::Post, Self::Comment]
            .into_iter()
            .find(|liked| liked.kind().camel() == raw)
    }

    fn kind(self) -> Kind {
        match self {
            Self::Post => Kind::Post,
            Self::Comment => Kind::Comment,
        }
    }
}

relayable!(Like, KNOWN, |like| like.parent.kind());

impl Like {
    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let fields = Fields::of(element, Kind::Like, &KNOWN)?;
        let mut read = Self {
            author: fields.author()?,
            guid: fields.guid("guid")?,
            parent_guid: fields.guid("parent_guid")?,
            parent: fields.must("parent_type", Liked::parse)?,
            positive: fields.loose_flag("positive"),
            emoji: fields.text("emoji").and_then(Text::new),
            as_signed: AsSigned::default(),
        };
        read.as_signed = AsSigned::read(&fields, &KNOWN, &read.plain());
        Ok(read)
    }

    fn plain(&self) -> Record {
        Record::new(Kind::Like)
            .with("author", &self.author)
            .with("guid", &self.guid)
            .with("parent_guid", &self.parent_guid)
            .with("parent_type", self.parent.kind().camel())
            .flag("positive", self.positive)
            .maybe("emoji", self.emoji.as_ref().map(Text::as_str))
    }
}
