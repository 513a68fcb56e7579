//! A post that somebody wrote, with what belongs to it.

use super::{Embed, Event, Location, Photo, Poll};
use crate::wire::diaspora::fields::Fields;
use crate::wire::diaspora::record::Record;
use crate::wire::diaspora::value::{Text, Timestamp};
use crate::wire::diaspora::xml::Element;
use crate::wire::diaspora::{Kind, Rejected};
use crate::wire::{Guid, Handle};

/// A post.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusMessage {
    /// Who wrote it.
    pub author: Handle,
    /// Its name.
    pub guid: Guid,
    /// When, if the sender said so in a form that can be read.
    pub created_at: Option<Timestamp>,
    /// Whether everybody may see it.
    pub public: bool,
    /// With what it was written.
    pub provider_display_name: Option<Text<0, 65_535>>,
    /// Markdown; may be empty when there are photos.
    pub text: Text<0, 65_535>,
    /// When it was last changed.
    pub edited_at: Option<Timestamp>,
    /// Its pictures, all of the same author.
    pub photos: Vec<Photo>,
    /// Where it was written.
    pub location: Option<Location>,
    /// A question.
    pub poll: Option<Poll>,
    /// What takes place.
    pub event: Option<Box<Event>>,
    /// What is to be shown below it.
    pub embed: Option<Embed>,
    /// What pods like this one say besides.
    pub more: More,
}

/// What the protocol has no words for and pods like this one tell each other: elements that all others pass over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct More {
    /// It is opened first.
    pub sensitive: bool,
    /// What stands before it then.
    pub warning: Option<Text<1, 65_535>>,
    /// It is deleted then.
    pub expires_at: Option<Timestamp>,
    /// Where it was written, where that has no position.
    pub place: Option<Text<1, 65_535>>,
}

impl More {
    /// What cannot be read is none.
    fn read(fields: &Fields<'_>) -> Self {
        Self {
            sensitive: fields.loose_flag("sensitive").unwrap_or(false),
            warning: fields.text("warning").and_then(Text::new),
            expires_at: fields.time("expires_at"),
            place: fields.text("place").and_then(Text::new),
        }
    }

    fn record(&self, record: Record) -> Record {
        record
            .flag("sensitive", self.sensitive.then_some(true))
            .maybe("warning", self.warning.as_ref().map(Text::as_str))
            .maybe("expires_at", self.expires_at)
            .maybe("place", self.place.as_ref().map(Text::as_str))
    }
}

impl StatusMessage {
    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let fields = Fields::of(element, Kind::StatusMessage, &["author", "guid", "text"])?;
        let read = Self {
            author: fields.author()?,
            guid: fields.guid("guid")?,
            created_at: fields.time("created_at"),
            public: fields.flag("public")?.unwrap_or(false),
            provider_display_name: fields.maybe("provider_display_name", Text::new)?,
            text: fields.always("text", Text::new)?,
            edited_at: fields.time("edited_at"),
            photos: fields.all(Kind::Photo, Photo::read)?,
            location: fields.one(Kind::Location, Location::read)?,
            poll: fields.one(Kind::Poll, Poll::read)?,
            event: fields.one(Kind::Event, Event::read)?.map(Box::new),
            embed: fields.one(Kind::Embed, Embed::read)?,
            more: More::read(&fields),
        };
        read.check().map(|()| read)
    }

    pub(super) fn check(&self) -> Result<(), Rejected> {
        if self.photos.iter().any(|photo| photo.author != self.author) {
            return Err(Rejected::OtherAuthor(Kind::Photo));
        }
        self.poll.as_ref().map_or(Ok(()), Poll::check)?;
        self.embed.as_ref().map_or(Ok(()), Embed::check)
    }

    pub(super) fn record(&self) -> Record {
        let provider = self.provider_display_name.as_ref().map(Text::as_str);
        let record = Record::new(Kind::StatusMessage)
            .with("author", &self.author)
            .with("guid", &self.guid)
            .maybe("created_at", self.created_at)
            .flag("public", Some(self.public))
            .maybe("provider_display_name", provider)
            .with("text", self.text.as_str())
            .maybe("edited_at", self.edited_at)
            .many("photos", self.photos.iter().map(Photo::record).collect())
            .one("location", self.location.as_ref().map(Location::record))
            .one("poll", self.poll.as_ref().map(Poll::record))
            .one("event", self.event.as_deref().map(Event::record))
            .one("embed", self.embed.as_ref().map(Embed::record));
        self.more.record(record)
    }
}
