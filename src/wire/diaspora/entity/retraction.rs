//! The wire word for delete.

use crate::wire::diaspora::fields::Fields;
use crate::wire::diaspora::record::Record;
use crate::wire::diaspora::xml::Element;
use crate::wire::diaspora::{Kind, Rejected};
use crate::wire::{Guid, Handle};

/// Something is deleted.
#[derive(Clone, Debug, PartialEq)]
pub struct Retraction {
    /// The author of what is deleted. Who may delete is judged by the envelope's sender, not by this.
    pub author: Handle,
    /// The name of what is deleted.
    pub target_guid: Guid,
    /// What it is.
    pub target_type: Kind,
}

impl Retraction {
    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let fields = Fields::of(element, Kind::Retraction, &["author", "target_guid", "target_type"])?;
        Ok(Self {
            author: fields.author()?,
            target_guid: fields.guid("target_guid")?,
            target_type: fields.must("target_type", Kind::of_camel)?,
        })
    }

    pub(super) fn check(&self) -> Result<(), Rejected> {
        Ok(())
    }

    pub(super) fn record(&self) -> Record {
        Record::new(Kind::Retraction)
            .with("author", &self.author)
            .with("target_guid", &self.target_guid)
            .with("target_type", self.target_type.camel())
    }
}
