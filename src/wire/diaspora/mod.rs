//! The diaspora* federation protocol as values: entities, their XML and JSON, the two envelopes, the signatures.
//!
//! The way in: [`Sealed`] is opened with the recipient's key, [`Envelope`] with the sender's, the payload is read into an
//! [`Arrival`], which says what has to be known of other things and whose key, and gives a [`Received`] when all is as it
//! must be. The way out: an [`Entity`] is written, enveloped, sealed. No socket, no row, no clock; what has to be looked
//! up is asked for and handed in. To add an entity: one file in `entity/`, a variant in `entity/mod.rs`; the compiler
//! names the rest.

pub mod address;
mod arrival;
pub mod base64;
pub mod entity;
mod envelope;
mod fields;
mod json;
pub mod key;
mod kind;
pub mod link;
mod record;
mod rejected;
mod related;
mod relayable;
mod sealed;
pub mod value;
pub mod xml;

pub use address::{FullAddress, HostAddress, PathAddress};
pub use arrival::{Arrival, Known, Route, Wanted};
pub use entity::{Entity, Received};
pub use envelope::{Envelope, LONGEST_ENVELOPE, Opened};
pub use key::{PrivateKey, PublicKey};
pub use kind::{Kept, Kind};
pub use rejected::{Broken, Part, Rejected};
pub use related::Related;
pub use relayable::AsSigned;
pub use sealed::{LONGEST_SEALED, Sealed};
pub use value::{Birthday, Name, Tags, Text, TimeZone, Timestamp};
