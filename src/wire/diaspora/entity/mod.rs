//! Every entity of the protocol, one file each; they are read from XML or JSON, checked, and written again.
//!
//! To add one: its file with `read`, `check` and `record`, its name in [`Kind`], and a line in the macro below.

mod account;
mod comment;
mod contact;
mod conversation;
mod embed;
mod event;
mod like;
mod location;
mod participation;
mod photo;
mod poll;
mod profile;
mod reshare;
mod retraction;
mod status_message;
mod vote;

pub use account::{AccountDeletion, AccountMigration, consent, consents};
pub use comment::Comment;
pub use contact::Contact;
pub use conversation::{Conversation, Message};
pub use embed::Embed;
pub use event::Event;
pub use like::{Like, Liked};
pub use location::Location;
pub use participation::Participation;
pub use photo::Photo;
pub use poll::{Poll, PollAnswer};
pub use profile::{Pem, Person, Profile};
pub use reshare::{Reshare, Root};
pub use retraction::Retraction;
pub use status_message::{More, StatusMessage};
pub use vote::{EventParticipation, PollParticipation};

use super::record::Record;
pub use super::relayable::Relayable;
pub use super::value::{Participants, Status};
use super::xml::{self, Element};
use super::{Kind, Rejected, json};
use crate::wire::{Handle, Verified};

macro_rules! entities {
    (alone: $($alone:ident)*; within: $($within:ident)*;) => {
        /// An entity of the protocol.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Entity {
            $(#[doc = concat!("[`", stringify!($alone), "`]")] $alone($alone),)*
            $(#[doc = concat!("[`", stringify!($within), "`], within others only")] $within($within),)*
        }

        /// What came from another pod and was verified.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Received {
            $(#[doc = concat!("[`", stringify!($alone), "`]")] $alone(Verified<$alone>),)*
        }

        impl Entity {
            /// What it is.
            pub fn kind(&self) -> Kind {
                match self {
                    $(Entity::$alone(_) => Kind::$alone,)*
                    $(Entity::$within(_) => Kind::$within,)*
                }
            }

            /// Who wrote it. None for what comes within others only.
            pub fn author(&self) -> Option<&Handle> {
                match self {
                    $(Entity::$alone(entity) => Some(&entity.author),)*
                    $(Entity::$within(_) => None,)*
                }
            }

            fn of(kind: Kind, element: &Element) -> Result<Self, Rejected> {
                match kind {
                    $(Kind::$alone => $alone::read(element).map(Entity::$alone),)*
                    $(Kind::$within => $within::read(element).map(Entity::$within),)*
                    Kind::RelatedEntity | Kind::Post => Err(Rejected::NotAlone(kind)),
                }
            }

            fn check(&self) -> Result<(), Rejected> {
                match self {
                    $(Entity::$alone(entity) => entity.check(),)*
                    $(Entity::$within(entity) => entity.check(),)*
                }
            }

            pub(super) fn record(&self) -> Record {
                match self {
                    $(Entity::$alone(entity) => entity.record(),)*
                    $(Entity::$within(entity) => entity.record(),)*
                }
            }

            /// The last step of verification.
            pub(super) fn received(self, signer: Handle) -> Result<Received, Rejected> {
                match self {
                    $(Entity::$alone(entity) => Ok(Received::$alone(Verified::new(entity, signer))),)*
                    $(Entity::$within(_) => Err(Rejected::NotAlone(Kind::$within)),)*
                }
            }
        }

        impl Received {
            /// A copy without the proof, to be written again: relayed, or served to who fetches it.
            pub fn to_entity(&self) -> Entity {
                match self {
                    $(Received::$alone(entity) => Entity::$alone($alone::clone(entity)),)*
                }
            }

            /// Whose key signed the envelope.
            pub fn signer(&self) -> &Handle {
                match self {
                    $(Received::$alone(entity) => entity.signer(),)*
                }
            }
        }

        $(impl From<$alone> for Entity {
            fn from(entity: $alone) -> Entity {
                Entity::$alone(entity)
            }
        })*
        $(impl From<$within> for Entity {
            fn from(entity: $within) -> Entity {
                Entity::$within(entity)
            }
        })*
    };
}

entities! {
    alone: StatusMessage Photo Reshare Comment Like PollParticipation EventParticipation Participation Conversation
        Message Contact Profile Person Retraction AccountDeletion AccountMigration Event;
    within: Poll PollAnswer Location Embed;
}

impl Entity {
    /// Reads an entity from an element.
    ///
    /// # Errors
    /// There is no such entity, or it is not as it has to be.
    pub fn from_element(element: &Element) -> Result<Entity, Rejected> {
        Entity::of(Kind::of_element(element.local())?, element)
    }

    /// Reads a payload of at most `longest` bytes.
    ///
    /// # Errors
    /// It is no XML that is read here, there is no such entity, or it is not as it has to be.
    pub fn from_xml(payload: &[u8], longest: usize) -> Result<Entity, Rejected> {
        let element = Element::read(payload, longest).map_err(Rejected::Xml)?;
        Entity::from_element(&element)
    }

    /// The payload.
    ///
    /// # Errors
    /// What is within it does not belong together.
    pub fn xml(&self) -> Result<String, Rejected> {
        self.check()?;
        Ok(xml::write(&self.record().element()))
    }

    /// Reads the JSON form, which archives hold.
    ///
    /// # Errors
    /// A member is missing, there is no such entity, or it is not as it has to be.
    pub fn from_json(value: &serde_json::Value) -> Result<Entity, Rejected> {
        Entity::from_element(&json::element(value)?)
    }

    /// The JSON form.
    ///
    /// # Errors
    /// What is within it does not belong together.
    pub fn json(&self) -> Result<serde_json::Value, Rejected> {
        self.check()?;
        Ok(json::write(&self.record()))
    }

    /// The entity as one that was signed by its author and relayed, if it is one.
    pub fn relayable(&self) -> Option<Relayed<'_>> {
        match self {
            Entity::Comment(entity) => Some(Relayed::Comment(entity)),
            Entity::Like(entity) => Some(Relayed::Like(entity)),
            Entity::PollParticipation(entity) => Some(Relayed::PollParticipation(entity)),
            Entity::EventParticipation(entity) => Some(Relayed::EventParticipation(entity)),
            Entity::StatusMessage(_)
            | Entity::Photo(_)
            | Entity::Reshare(_)
            | Entity::Participation(_)
            | Entity::Conversation(_)
            | Entity::Message(_)
            | Entity::Contact(_)
            | Entity::Profile(_)
            | Entity::Person(_)
            | Entity::Retraction(_)
            | Entity::AccountDeletion(_)
            | Entity::AccountMigration(_)
            | Entity::Event(_)
            | Entity::Poll(_)
            | Entity::PollAnswer(_)
            | Entity::Location(_)
            | Entity::Embed(_) => None,
        }
    }
}

/// One of the four that are relayed.
#[derive(Clone, Copy, Debug)]
pub enum Relayed<'a> {
    /// A comment.
    Comment(&'a Comment),
    /// A like.
    Like(&'a Like),
    /// A vote.
    PollParticipation(&'a PollParticipation),
    /// An answer to an event.
    EventParticipation(&'a EventParticipation),
}
