//! What its author does with one other person: shares with them, follows them, blocks them.

use crate::wire::Handle;
use crate::wire::diaspora::fields::Fields;
use crate::wire::diaspora::record::Record;
use crate::wire::diaspora::xml::Element;
use crate::wire::diaspora::{Kind, Rejected};

/// Sharing, following, blocking.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// Who does.
    pub author: Handle,
    /// With whom.
    pub recipient: Handle,
    /// Wants to see the recipient's posts.
    pub following: bool,
    /// Has the recipient in an aspect.
    pub sharing: bool,
    /// Wants to see nothing of the recipient.
    pub blocking: bool,
}

impl Contact {
    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let fields = Fields::of(element, Kind::Contact, &["author", "recipient"])?;
        let read = Self {
            author: fields.author()?,
            recipient: fields.must("recipient", Handle::parse)?,
            following: fields.flag("following")?.unwrap_or(true),
            sharing: fields.flag("sharing")?.unwrap_or(true),
            blocking: fields.flag("blocking")?.unwrap_or(false),
        };
        read.check().map(|()| read)
    }

    pub(super) fn check(&self) -> Result<(), Rejected> {
        let torn = self.blocking && (self.following || self.sharing);
        (!torn).then_some(()).ok_or(Rejected::Unfit(Kind::Contact, "blocking"))
    }

    pub(super) fn record(&self) -> Record {
        Record::new(Kind::Contact)
            .with("author", &self.author)
            .with("recipient", &self.recipient)
            .flag("following", Some(self.following))
            .flag("sharing", Some(self.sharing))
            .flag("blocking", Some(self.blocking))
    }
}
