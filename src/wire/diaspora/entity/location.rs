//! A place, within a post or an event.

use crate::wire::diaspora::fields::Fields;
use crate::wire::diaspora::record::Record;
use crate::wire::diaspora::value::Text;
use crate::wire::diaspora::xml::Element;
use crate::wire::diaspora::{Kind, Rejected};

/// A place.
#[derive(Clone, Debug, PartialEq)]
pub struct Location {
    /// In words; may be empty.
    pub address: Text<0, 65_535>,
    /// Degrees north, as text.
    pub lat: Text<1, 255>,
    /// Degrees east, as text.
    pub lng: Text<1, 255>,
}

impl Location {
    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let fields = Fields::of(element, Kind::Location, &["address", "lat", "lng"])?;
        Ok(Self {
            address: fields.always("address", Text::new)?,
            lat: fields.must("lat", Text::new)?,
            lng: fields.must("lng", Text::new)?,
        })
    }

    pub(super) fn check(&self) -> Result<(), Rejected> {
        Ok(())
    }

    pub(super) fn record(&self) -> Record {
        Record::new(Kind::Location)
            .with("address", self.address.as_str())
            .with("lat", self.lat.as_str())
            .with("lng", self.lng.as_str())
    }
}
