//! What relayables have in common: the author signs the values in an order of their own software's choosing, and
//! everybody who relays keeps that order, what they do not know, and the signature.
//!
//! The audience is the business of the root's author; who that is, [`super::Related`] says.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::fields::Fields;
use super::key::{PrivateKey, PublicKey};
use super::record::{Record, Value};
use super::{Kind, Rejected, base64};
use crate::error::Fault;
use crate::wire::{Guid, Handle};

/// Every name that holds this is left out of what is signed.
const NEVER_SIGNED: &str = "signature";
/// The element of the author's signature.
pub(super) const AUTHOR_SIGNATURE: &str = "author_signature";

/// What the author has signed, as they signed it. It is kept with the row, and what is relayed is written from it and not
/// from the row: so it stays the same, whatever becomes of the text here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AsSigned {
    /// Names and values in the order that was signed, unknown ones too. Empty: nobody has signed it yet, it is written in
    /// the usual order.
    pub fields: Vec<(String, String)>,
    /// The author's signature in base64, as it came. None when the root's author is the author.
    pub signature: Option<String>,
}

impl AsSigned {
    /// The element's children in their order: known ones with the values that were read, unknown ones with their text.
    pub(super) fn read(fields: &Fields<'_>, known: &[&str], record: &Record) -> Self {
        let mut seen = HashSet::new();
        let children = fields.element().children.iter();
        let children =
            children.filter(|child| !child.local().contains(NEVER_SIGNED) && seen.insert(child.local().to_owned()));
        let value = |name: &str, text: &str| match record.value(name) {
            Some(value) => value.text(),
            None if known.contains(&name) => String::new(),
            None => super::value::clean(text),
        };
        Self {
            fields: children
                .map(|child| (child.local().to_owned(), value(child.local(), &child.text)))
                .collect(),
            signature: fields.text(AUTHOR_SIGNATURE).map(str::to_owned),
        }
    }

    /// Puts a record that was made in the usual order into the one that was signed.
    pub(super) fn arrange(&self, known: &[&str], usual: Record) -> Record {
        let mut record = Record::new(usual.kind);
        if self.fields.is_empty() {
            record.fields = usual.fields;
        } else {
            let value = |name: &str, text: &str| match usual.value(name) {
                Some(value) if value.text() == text => value.clone(),
                None if text.is_empty() && known.contains(&name) => Value::Nothing,
                Some(_) | None => Value::Text(text.to_owned()),
            };
            let fields = self.fields.iter();
            record.fields = fields
                .map(|(name, text)| (name.clone().into(), value(name, text)))
                .collect();
        }
        record.order = Some(record.fields.iter().map(|(name, _)| name.clone().into()).collect());
        record.maybe(AUTHOR_SIGNATURE, self.signature.as_ref())
    }
}

/// An entity that belongs to another one and is spread by the author of the root.
pub trait Relayable: Sized {
    /// Who wrote it.
    fn author(&self) -> &Handle;
    /// Its name.
    fn guid(&self) -> &Guid;
    /// What it belongs to: the kind of thing, and its name.
    fn parent(&self) -> (Kind, &Guid);
    /// What was signed.
    fn as_signed(&self) -> &AsSigned;
    /// The same with what was signed put in its place.
    fn with_signed(self, signed: AsSigned) -> Self;
    /// Names and values in the usual order.
    #[doc(hidden)]
    fn usual(&self) -> Vec<(String, String)>;

    /// The text that the author signs: the values, without their names, and `;` between them.
    fn signed_text(&self) -> String {
        let fields = &self.as_signed().fields;
        let values = |fields: &[(String, String)]| {
            let values: Vec<&str> = fields.iter().map(|(_, value)| value.as_str()).collect();
            values.join(";")
        };
        if fields.is_empty() {
            values(&self.usual())
        } else {
            values(fields)
        }
    }

    /// Signs it in the usual order, with its author's key.
    ///
    /// # Errors
    /// There is no memory for it.
    fn signed(self, key: &PrivateKey) -> Result<Self, Fault> {
        let unsigned = self.with_signed(AsSigned::default());
        let signature = base64::standard(&key.sign(unsigned.signed_text().as_bytes())?);
        let fields = unsigned.usual();
        Ok(unsigned.with_signed(AsSigned {
            fields,
            signature: Some(signature),
        }))
    }
}

/// Whether the author's signature within is the author's.
pub(super) fn verify(entity: &impl Relayable, key: Option<&PublicKey>) -> Result<(), Rejected> {
    let signature = entity.as_signed().signature.as_deref().ok_or(Rejected::Unsigned)?;
    let key = key.ok_or_else(|| Rejected::AuthorKeyUnknown(entity.author().clone()))?;
    let fits = key.verifies(entity.signed_text().as_bytes(), &base64::read_lenient(signature));
    fits.then_some(()).ok_or(Rejected::AuthorSignature)
}

/// What is the same for each: the macro takes the entity, the names that it knows, and its parent.
macro_rules! relayable {
    ($entity:ty, $known:expr, |$this:ident| $parent:expr) => {
        impl $crate::wire::diaspora::relayable::Relayable for $entity {
            fn author(&self) -> &Handle {
                &self.author
            }
            fn guid(&self) -> &Guid {
                &self.guid
            }
            fn parent(&self) -> (Kind, &Guid) {
                let $this = self;
                ($parent, &self.parent_guid)
            }
            fn as_signed(&self) -> &AsSigned {
                &self.as_signed
            }
            fn with_signed(mut self, signed: AsSigned) -> Self {
                self.as_signed = signed;
                self
            }
            fn usual(&self) -> Vec<(String, String)> {
                let fields = self.plain().fields.into_iter();
                fields
                    .map(|(name, value)| (name.into_owned(), value.text()))
                    .collect()
            }
        }

        impl $entity {
            pub(super) fn record(&self) -> Record {
                self.as_signed.arrange(&$known, self.plain())
            }
            pub(super) fn check(&self) -> Result<(), Rejected> {
                Ok(())
            }
        }
    };
}
pub(super) use relayable;
