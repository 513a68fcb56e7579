//! The keys that actors say are theirs. A key counts only where both sides say so: it names its owner, and the owner
//! names it (sections 2.2 of the draft of HTTP signatures and of FEP-521a).

use serde_json::Value;

use super::id::Id;
use super::limits::MOST_KEYS;
use super::node::Node;
use super::out::Out;
use super::rejected::Rejected;
use super::thing::Thing;

/// A key and whose it is said to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyClaim {
    /// The address that signatures name.
    pub id: Id,
    /// Whose it is.
    pub owner: Id,
    /// The key.
    pub text: KeyText,
}

/// How a key is written. Whether it is one is seen when it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyText {
    /// PEM (`publicKeyPem`).
    Pem(String),
    /// Multikey (`publicKeyMultibase`, FEP-521a).
    Multibase(String),
}

impl KeyClaim {
    pub(super) fn list(node: Node<'_>) -> Vec<Self> {
        let keys = node.nodes("publicKey").chain(node.nodes("assertionMethod"));
        keys.filter_map(Self::of).take(MOST_KEYS).collect()
    }

    pub(super) fn of(node: Node<'_>) -> Option<Self> {
        let pem = || node.text("publicKeyPem").map(|pem| KeyText::Pem(pem.to_owned()));
        let multibase = || {
            let key = node.text("publicKeyMultibase")?;
            Some(KeyText::Multibase(key.to_owned()))
        };
        Some(Self {
            id: node.id()?,
            owner: node.first("owner").or_else(|| node.first("controller"))?,
            text: pem().or_else(multibase)?,
        })
    }

    /// Whether it stands where every server looks.
    pub(super) fn is_main(&self) -> bool {
        matches!(self.text, KeyText::Pem(_))
    }

    pub(super) fn json(&self) -> Value {
        let id = self.id.as_str();
        let owner = self.owner.as_str();
        match &self.text {
            KeyText::Pem(pem) => Out::default()
                .put("id", id)
                .put("owner", owner)
                .put("publicKeyPem", pem.as_str()),
            KeyText::Multibase(key) => Out::of("Multikey")
                .put("id", id)
                .put("controller", owner)
                .put("publicKeyMultibase", key.as_str()),
        }
        .end()
    }

    /// Whose key `asked` is, by the document that was had from its address: the key alone, or an actor who has it. The
    /// owner has to be on the same server and is to be asked next, with [`Actor::key`](super::Actor::key).
    ///
    /// # Errors
    /// The document is about another key, or about one of another server.
    pub fn owner(document: &Thing, asked: &Id) -> Result<Id, Rejected> {
        let owner = match document {
            Thing::Key(key) if key.id == *asked => Some(&key.owner),
            Thing::Actor(actor) => actor.key(asked).map(|key| &key.owner),
            Thing::Key(_)
            | Thing::Object(_)
            | Thing::Activity(_)
            | Thing::Collection(_)
            | Thing::Stamp(_)
            | Thing::Other(_) => None,
        };
        let owner = owner.ok_or(Rejected::Key)?;
        let beside = owner.is_beside(asked);
        beside.then(|| owner.clone()).ok_or(Rejected::OtherOrigin("owner"))
    }
}
