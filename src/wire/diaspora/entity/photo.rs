//! A picture, alone or within a post. Only its address travels.

use crate::wire::diaspora::fields::Fields;
use crate::wire::diaspora::record::Record;
use crate::wire::diaspora::value::{Text, Timestamp};
use crate::wire::diaspora::xml::Element;
use crate::wire::diaspora::{Kind, PathAddress, Rejected};
use crate::wire::{Guid, Handle};

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Photo {
    /// Its name.
    pub guid: Guid,
    /// Whose it is.
    pub author: Handle,
    /// Whether everybody may see it.
    pub public: bool,
    /// When it was uploaded, if the sender said so in a form that can be read.
    pub created_at: Option<Timestamp>,
    /// When its description was last changed.
    pub edited_at: Option<Timestamp>,
    /// The address up to the name of the file; may be relative to the author's pod.
    pub remote_photo_path: PathAddress,
    /// The name of the file.
    pub remote_photo_name: Text<1, 65_535>,
    /// What it shows, in words.
    pub text: Option<Text<0, 65_535>>,
    /// The post that it belongs to.
    pub status_message_guid: Option<Guid>,
    /// In pixels.
    pub height: Option<u32>,
    /// In pixels.
    pub width: Option<u32>,
}

impl Photo {
    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let required = ["guid", "author", "remote_photo_path", "remote_photo_name"];
        let fields = Fields::of(element, Kind::Photo, &required)?;
        Ok(Self {
            guid: fields.guid("guid")?,
            author: fields.author()?,
            public: fields.flag("public")?.unwrap_or(false),
            created_at: fields.time("created_at"),
            edited_at: fields.time("edited_at"),
            remote_photo_path: fields.must("remote_photo_path", PathAddress::new)?,
            remote_photo_name: fields.must("remote_photo_name", Text::new)?,
            text: fields.maybe("text", Text::new)?,
            status_message_guid: fields.maybe("status_message_guid", Guid::parse)?,
            height: fields.number("height"),
            width: fields.number("width"),
        })
    }

    pub(super) fn check(&self) -> Result<(), Rejected> {
        Ok(())
    }

    pub(super) fn record(&self) -> Record {
        Record::new(Kind::Photo)
            .with("guid", &self.guid)
            .with("author", &self.author)
            .flag("public", Some(self.public))
            .maybe("created_at", self.created_at)
            .maybe("edited_at", self.edited_at)
            .with("remote_photo_path", self.remote_photo_path.as_str())
            .with("remote_photo_name", self.remote_photo_name.as_str())
            .maybe("text", self.text.as_ref().map(Text::as_str))
            .maybe("status_message_guid", self.status_message_guid.as_ref())
            .number("height", self.height)
            .number("width", self.width)
    }
}
