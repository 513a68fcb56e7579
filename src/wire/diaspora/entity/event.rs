//! Something that takes place, within a post.

use super::Location;
use crate::wire::diaspora::fields::Fields;
use crate::wire::diaspora::record::Record;
use crate::wire::diaspora::value::{Text, TimeZone, Timestamp};
use crate::wire::diaspora::xml::Element;
use crate::wire::diaspora::{Kind, Rejected};
use crate::wire::{Guid, Handle};

/// Something that takes place.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Who invites.
    pub author: Handle,
    /// Its name.
    pub guid: Guid,
    /// When it was last changed.
    pub edited_at: Option<Timestamp>,
    /// What it is.
    pub summary: Text<1, 255>,
    /// More of it.
    pub description: Option<Text<0, 65_535>>,
    /// From when.
    pub start: Timestamp,
    /// Until when.
    pub end: Option<Timestamp>,
    /// Whole days; hours do not count.
    pub all_day: bool,
    /// The zone in which the place keeps its time.
    pub timezone: Option<TimeZone>,
    /// Where.
    pub location: Option<Location>,
}

impl Event {
    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let fields = Fields::of(element, Kind::Event, &["author", "guid", "summary", "start"])?;
        Ok(Self {
            author: fields.author()?,
            guid: fields.guid("guid")?,
            edited_at: fields.time("edited_at"),
            summary: fields.must("summary", Text::new)?,
            description: fields.maybe("description", Text::new)?,
            start: fields.must("start", Timestamp::parse)?,
            end: fields.time("end"),
            all_day: fields.flag("all_day")?.unwrap_or(false),
            timezone: fields.maybe("timezone", TimeZone::new)?,
            location: fields.one(Kind::Location, Location::read)?,
        })
    }

    pub(super) fn check(&self) -> Result<(), Rejected> {
        Ok(())
    }

    pub(super) fn record(&self) -> Record {
        Record::new(Kind::Event)
            .with("author", &self.author)
            .with("guid", &self.guid)
            .maybe("edited_at", self.edited_at)
            .with("summary", self.summary.as_str())
            .maybe("description", self.description.as_ref().map(Text::as_str))
            .with("start", self.start)
            .maybe("end", self.end)
            .flag("all_day", Some(self.all_day))
            .maybe("timezone", self.timezone.as_ref().map(TimeZone::as_str))
            .one("location", self.location.as_ref().map(Location::record))
    }
}
