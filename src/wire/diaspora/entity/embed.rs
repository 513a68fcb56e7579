//! What a post wants to be shown below it: one address, or nothing.

use crate::wire::diaspora::fields::Fields;
use crate::wire::diaspora::record::Record;
use crate::wire::diaspora::value::Text;
use crate::wire::diaspora::xml::Element;
use crate::wire::diaspora::{FullAddress, HostAddress, Kind, Rejected};

/// What is to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Embed {
    /// The address; none when nothing is to be shown.
    pub url: Option<HostAddress>,
    /// What is there.
    pub title: Option<Text<0, 255>>,
    /// More of it.
    pub description: Option<Text<0, 65_535>>,
    /// A picture of it.
    pub image: Option<FullAddress>,
    /// Set instead of an address.
    pub nothing: Option<bool>,
}

impl Embed {
    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let fields = Fields::of(element, Kind::Embed, &[])?;
        let read = Self {
            url: fields.maybe("url", HostAddress::new)?,
            title: fields.maybe("title", Text::new)?,
            description: fields.maybe("description", Text::new)?,
            image: fields.maybe("image", FullAddress::new)?,
            nothing: fields.loose_flag("nothing"),
        };
        read.check().map(|()| read)
    }

    pub(super) fn check(&self) -> Result<(), Rejected> {
        let one = self.url.is_some() != (self.nothing == Some(true));
        one.then_some(()).ok_or(Rejected::Unfit(Kind::Embed, "url"))
    }

    pub(super) fn record(&self) -> Record {
        Record::new(Kind::Embed)
            .maybe("url", self.url.as_ref().map(HostAddress::as_str))
            .maybe("title", self.title.as_ref().map(Text::as_str))
            .maybe("description", self.description.as_ref().map(Text::as_str))
            .maybe("image", self.image.as_ref().map(FullAddress::as_str))
            .flag("nothing", self.nothing)
    }
}
