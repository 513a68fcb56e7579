//! A subscription to what happens below a post, sent to the pod of its author.

use crate::wire::diaspora::fields::Fields;
use crate::wire::diaspora::record::Record;
use crate::wire::diaspora::xml::Element;
use crate::wire::diaspora::{Kind, Rejected};
use crate::wire::{Guid, Handle};

/// A subscription.
#[derive(Clone, Debug, PartialEq)]
pub struct Participation {
    /// Who subscribes.
    pub author: Handle,
    /// Its name.
    pub guid: Guid,
    /// The post.
    pub parent_guid: Guid,
}

impl Participation {
    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let required = ["author", "guid", "parent_guid", "parent_type"];
        let fields = Fields::of(element, Kind::Participation, &required)?;
        let read = Self {
            author: fields.author()?,
            guid: fields.guid("guid")?,
            parent_guid: fields.guid("parent_guid")?,
        };
        let post = fields.text("parent_type") == Some(Kind::Post.camel());
        post.then_some(read).ok_or_else(|| fields.unfit("parent_type"))
    }

    pub(super) fn check(&self) -> Result<(), Rejected> {
        Ok(())
    }

    pub(super) fn record(&self) -> Record {
        Record::new(Kind::Participation)
            .with("author", &self.author)
            .with("guid", &self.guid)
            .with("parent_guid", &self.parent_guid)
            .with("parent_type", Kind::Post.camel())
    }
}
