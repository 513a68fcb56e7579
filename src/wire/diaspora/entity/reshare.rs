//! A post that repeats another one. It is always public.

use crate::wire::diaspora::fields::Fields;
use crate::wire::diaspora::record::Record;
use crate::wire::diaspora::value::Timestamp;
use crate::wire::diaspora::xml::Element;
use crate::wire::diaspora::{Kind, Rejected};
use crate::wire::{Guid, Handle};

/// A reshare.
#[derive(Clone, Debug, PartialEq)]
pub struct Reshare {
    /// Who repeats.
    pub author: Handle,
    /// Its name.
    pub guid: Guid,
    /// When, if the sender said so in a form that can be read.
    pub created_at: Option<Timestamp>,
    /// What is repeated; none when that was deleted.
    pub root: Option<Root>,
}

/// The post that is repeated.
#[derive(Clone, Debug, PartialEq)]
pub struct Root {
    /// Its author.
    pub author: Handle,
    /// Its name.
    pub guid: Guid,
}

impl Reshare {
    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let fields = Fields::of(element, Kind::Reshare, &["author", "guid"])?;
        let (author, guid) = (fields.author()?, fields.guid("guid")?);
        let root_author = fields.maybe("root_author", Handle::parse)?;
        let root = match (root_author, fields.maybe("root_guid", Guid::parse)?) {
            (Some(author), Some(guid)) => Some(Root { author, guid }),
            (None, None) => None,
            (None, Some(_)) => return Err(fields.unfit("root_author")),
            (Some(_), None) => return Err(fields.unfit("root_guid")),
        };
        let created_at = fields.time("created_at");
        Ok(Self {
            author,
            guid,
            created_at,
            root,
        })
    }

    pub(super) fn check(&self) -> Result<(), Rejected> {
        Ok(())
    }

    pub(super) fn record(&self) -> Record {
        Record::new(Kind::Reshare)
            .with("author", &self.author)
            .with("guid", &self.guid)
            .maybe("created_at", self.created_at)
            .maybe("root_author", self.root.as_ref().map(|root| &root.author))
            .maybe("root_guid", self.root.as_ref().map(|root| &root.guid))
    }
}
