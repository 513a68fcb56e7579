//! Private mail: a conversation, and the messages in it or after it.

use crate::wire::diaspora::fields::Fields;
use crate::wire::diaspora::record::Record;
use crate::wire::diaspora::value::{Participants, Text, Timestamp};
use crate::wire::diaspora::xml::Element;
use crate::wire::diaspora::{Kind, Rejected};
use crate::wire::{Guid, Handle};

/// A conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversation {
    /// Who began it.
    pub author: Handle,
    /// Its name.
    pub guid: Guid,
    /// What it is about.
    pub subject: Text<1, 255>,
    /// When, if the sender said so in a form that can be read.
    pub created_at: Option<Timestamp>,
    /// Everybody in it, its author too.
    pub participants: Participants,
    /// The first messages, all of the same author.
    pub messages: Vec<Message>,
}

/// A message of a conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Who wrote it.
    pub author: Handle,
    /// Its name.
    pub guid: Guid,
    /// Markdown.
    pub text: Text<1, 65_535>,
    /// When, if the sender said so in a form that can be read.
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    pub edited_at: Option<Timestamp>,
    /// The conversation.
    pub conversation_guid: Guid,
}

impl Conversation {
    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let required = ["author", "guid", "subject", "participants"];
        let fields = Fields::of(element, Kind::Conversation, &required)?;
        let read = Self {
            author: fields.author()?,
            guid: fields.guid("guid")?,
            subject: fields.must("subject", Text::new)?,
            created_at: fields.time("created_at"),
            participants: fields.must("participants", Participants::parse)?,
            messages: fields.all(Kind::Message, Message::read)?,
        };
        read.check().map(|()| read)
    }

    pub(super) fn check(&self) -> Result<(), Rejected> {
        let same = self.messages.iter().all(|message| message.author == self.author);
        same.then_some(()).ok_or(Rejected::OtherAuthor(Kind::Message))
    }

    pub(super) fn record(&self) -> Record {
        Record::new(Kind::Conversation)
            .with("author", &self.author)
            .with("guid", &self.guid)
            .with("subject", self.subject.as_str())
            .maybe("created_at", self.created_at)
            .with("participants", &self.participants)
            .many("messages", self.messages.iter().map(Message::record).collect())
    }
}

impl Message {
    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let required = ["author", "guid", "text", "conversation_guid"];
        let fields = Fields::of(element, Kind::Message, &required)?;
        Ok(Self {
            author: fields.author()?,
            guid: fields.guid("guid")?,
            text: fields.must("text", Text::new)?,
            created_at: fields.time("created_at"),
            edited_at: fields.time("edited_at"),
            conversation_guid: fields.guid("conversation_guid")?,
        })
    }

    pub(super) fn check(&self) -> Result<(), Rejected> {
        Ok(())
    }

    pub(super) fn record(&self) -> Record {
        Record::new(Kind::Message)
            .with("author", &self.author)
            .with("guid", &self.guid)
            .with("text", self.text.as_str())
            .maybe("created_at", self.created_at)
            .maybe("edited_at", self.edited_at)
            .with("conversation_guid", &self.conversation_guid)
    }
}
