//! A vote: one answer to a poll, by one person.

use crate::wire::diaspora::fields::Fields;
use crate::wire::diaspora::record::Record;
use crate::wire::diaspora::relayable::{AsSigned, relayable};
use crate::wire::diaspora::value::{Status, Timestamp};
use crate::wire::diaspora::xml::Element;
use crate::wire::diaspora::{Kind, Rejected};
use crate::wire::{Guid, Handle};

const VOTE: [&str; 4] = ["author", "guid", "parent_guid", "poll_answer_guid"];
const EVENT: [&str; 5] = ["author", "guid", "parent_guid", "status", "edited_at"];

/// A vote.
#[derive(Clone, Debug, PartialEq)]
pub struct PollParticipation {
    /// Who votes.
    pub author: Handle,
    /// Its name.
    pub guid: Guid,
    /// The poll; not the post.
    pub parent_guid: Guid,
    /// The answer that was chosen.
    pub poll_answer_guid: Guid,
    /// What its author signed.
    pub as_signed: AsSigned,
}

relayable!(PollParticipation, VOTE, |_vote| Kind::Poll);

impl PollParticipation {
    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let fields = Fields::of(element, Kind::PollParticipation, &VOTE)?;
        let mut read = Self {
            author: fields.author()?,
            guid: fields.guid("guid")?,
            parent_guid: fields.guid("parent_guid")?,
            poll_answer_guid: fields.guid("poll_answer_guid")?,
            as_signed: AsSigned::default(),
        };
        read.as_signed = AsSigned::read(&fields, &VOTE, &read.plain());
        Ok(read)
    }

    fn plain(&self) -> Record {
        Record::new(Kind::PollParticipation)
            .with("author", &self.author)
            .with("guid", &self.guid)
            .with("parent_guid", &self.parent_guid)
            .with("poll_answer_guid", &self.poll_answer_guid)
    }
}

/// Whether somebody comes to an event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventParticipation {
    /// Who says so.
    pub author: Handle,
    /// Its name.
    pub guid: Guid,
    /// The event; not the post.
    pub parent_guid: Guid,
    /// Comes, may come, does not.
    pub status: Status,
    /// When the answer was last changed.
    pub edited_at: Option<Timestamp>,
    /// What its author signed.
    pub as_signed: AsSigned,
}

relayable!(EventParticipation, EVENT, |_answer| Kind::Event);

impl EventParticipation {
    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let required = ["author", "guid", "parent_guid", "status"];
        let fields = Fields::of(element, Kind::EventParticipation, &required)?;
        let mut read = Self {
            author: fields.author()?,
            guid: fields.guid("guid")?,
            parent_guid: fields.guid("parent_guid")?,
            status: fields.must("status", Status::parse)?,
            edited_at: fields.time("edited_at"),
            as_signed: AsSigned::default(),
        };
        read.as_signed = AsSigned::read(&fields, &EVENT, &read.plain());
        Ok(read)
    }

    fn plain(&self) -> Record {
        Record::new(Kind::EventParticipation)
            .with("author", &self.author)
            .with("guid", &self.guid)
            .with("parent_guid", &self.parent_guid)
            .with("status", self.status.as_str())
            .maybe("edited_at", self.edited_at)
    }
}
