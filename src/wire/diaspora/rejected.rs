//! Why something that another pod sent is not taken. Sending the same again would not help, save for the few that
//! [`Rejected::later`] names: what they miss may still be on its way.
//!
//! Nobody outside of this pod is ever told which of these it was.

use std::fmt;

use super::Kind;
use crate::wire::Handle;

/// Why a message is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejected {
    /// The document can't be read.
    Xml(Broken),
    /// This part of the envelope is missing or empty.
    Envelope(Part),
    /// This part of the envelope is no base64 as it has to be.
    Base64(Part),
    /// The payload is something else than `application/xml`, or does not say.
    DataType,
    /// The encoding is something else than `base64url`, or is not said.
    Encoding,
    /// The algorithm is something else than `RSA-SHA256`, or is not said.
    Algorithm,
    /// The sealed envelope does not open. Why is not said to anybody, not even to ourselves.
    Sealed,
    /// No key of the envelope's sender is to be had.
    SenderKeyUnknown,
    /// The envelope's signature is not the sender's.
    Signature,
    /// The root element has a name that no entity can have.
    EntityName,
    /// There is no such entity.
    UnknownEntity,
    /// This entity comes within another one only, or not at all.
    NotAlone(Kind),
    /// A property that has to be there is not.
    Missing(Kind, &'static str),
    /// A property has a value that it can't have.
    Unfit(Kind, &'static str),
    /// What is within the entity has another author.
    OtherAuthor(Kind),
    /// The author of a relayable has not signed it.
    Unsigned,
    /// The signature within the entity is not that of the one who had to sign it.
    AuthorSignature,
    /// No key of the one who had to sign it is to be had.
    AuthorKeyUnknown(Handle),
    /// The sender has no right to say this.
    Sender,
    /// It came on the public route and is not public.
    NotPublic,
    /// It came on the public route and concerns one person only.
    PrivateOnly,
    /// It came on the private route and names nobody here.
    NoRecipient,
    /// It was sent to somebody else than the one it is about.
    OtherRecipient,
    /// What it belongs to is not known.
    ParentUnknown,
    /// What it subscribes to is not on this pod.
    ParentNotLocal,
    /// What it retracts is not known.
    TargetUnknown,
    /// What it reshares is not known.
    RootUnknown,
    /// What it reshares is by somebody else than it says.
    RootAuthor,
    /// The JSON form lacks one of its members.
    Json,
}

/// A part of the magic envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The root element.
    Root,
    /// `me:data`
    Data,
    /// `me:sig`
    Signature,
    /// The attribute `key_id` of `me:sig`.
    Signer,
}

/// Why a document is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It is no well-formed XML.
    Malformed,
    /// It is not UTF-8, or says that it is something else.
    Charset,
    /// It declares a document type, which nobody needs who means well.
    Doctype,
    /// Elements within elements within elements.
    TooDeep,
    /// Too many elements, attributes, comments.
    TooMany,
    /// More bytes than are read.
    TooLong,
}

impl Rejected {
    /// Whether it may be taken later: what it needs is not known yet.
    pub fn later(&self) -> bool {
        matches!(
            self,
            Rejected::ParentUnknown | Rejected::TargetUnknown | Rejected::RootUnknown
        )
    }

    /// Whether the signature was not the one of the key at hand: another key may have come since.
    pub fn stale_key(&self) -> bool {
        matches!(self, Rejected::Signature | Rejected::AuthorSignature)
    }
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rejected::Xml(broken) => write!(f, "the document can't be read: {broken:?}"),
            Rejected::Envelope(part) => write!(f, "the envelope lacks {part:?}"),
            Rejected::Base64(part) => write!(f, "{part:?} of the envelope is not base64"),
            Rejected::DataType => f.write_str("the payload is not application/xml"),
            Rejected::Encoding => f.write_str("the encoding is not base64url"),
            Rejected::Algorithm => f.write_str("the algorithm is not RSA-SHA256"),
            Rejected::Sealed => f.write_str("the sealed envelope does not open"),
            Rejected::SenderKeyUnknown => f.write_str("no key of the sender is known"),
            Rejected::Signature => f.write_str("the envelope is not signed by its sender"),
            Rejected::EntityName => f.write_str("no entity can be called so"),
            Rejected::UnknownEntity => f.write_str("there is no such entity"),
            Rejected::NotAlone(kind) => write!(f, "a {} does not come alone", kind.element()),
            Rejected::Missing(kind, property) => write!(f, "{}.{property} is missing", kind.element()),
            Rejected::Unfit(kind, property) => write!(f, "{}.{property} does not fit", kind.element()),
            Rejected::OtherAuthor(kind) => write!(f, "the {} within has another author", kind.element()),
            Rejected::Unsigned => f.write_str("its author has not signed it"),
            Rejected::AuthorSignature => f.write_str("it is not signed by who had to sign it"),
            Rejected::AuthorKeyUnknown(who) => write!(f, "no key of {who} is known"),
            Rejected::Sender => f.write_str("the sender may not say this"),
            Rejected::NotPublic => f.write_str("it came in public and is not"),
            Rejected::PrivateOnly => f.write_str("it came in public and is for one person"),
            Rejected::NoRecipient => f.write_str("it is for nobody here"),
            Rejected::OtherRecipient => f.write_str("it is about somebody else than its recipient"),
            Rejected::ParentUnknown => f.write_str("what it belongs to is not known"),
            Rejected::ParentNotLocal => f.write_str("what it subscribes to is elsewhere"),
            Rejected::TargetUnknown => f.write_str("what it retracts is not known"),
            Rejected::RootUnknown => f.write_str("what it reshares is not known"),
            Rejected::RootAuthor => f.write_str("what it reshares is by somebody else"),
            Rejected::Json => f.write_str("the JSON form lacks a member"),
        }
    }
}

impl std::error::Error for Rejected {}
