//! Whom something is for (ActivityStreams, section 5; ActivityPub, section 6).
//!
//! `bto` and `bcc` are read, since some servers forget to take them off, and never written.

use serde_json::Value;

use super::Id;
use super::json::STREAMS;
use super::limits::MOST_ADDRESSEES;
use super::node::{Node, address};
use super::out::Out;

/// The collection that everybody is in.
pub const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// One addressee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// Everybody.
    Public,
    /// An actor or a collection of actors.
    Id(Id),
}

impl Address {
    /// Reads an addressee. Words of other software that mean "on this server only" are none, as are all names that
    /// lead nowhere.
    pub(super) fn of(entry: &Value) -> Option<Self> {
        if matches!(entry.as_str(), Some(PUBLIC | "as:Public" | "Public")) {
            return Some(Address::Public);
        }
        let id = address(entry)?;
        match id.as_str() {
            PUBLIC => Some(Address::Public),
            other => (!other.starts_with(STREAMS)).then_some(Address::Id(id)),
        }
    }

    /// Reads a list of addressees, each once.
    pub(super) fn list(node: Node<'_>, name: &str) -> Vec<Self> {
        let mut list = Vec::new();
        for address in node.all(name).take(MOST_ADDRESSEES).filter_map(Self::of) {
            if !list.contains(&address) {
                list.push(address);
            }
        }
        list
    }

    /// Who is named, if it is not everybody.
    pub fn id(&self) -> Option<&Id> {
        match self {
            Address::Public => None,
            Address::Id(id) => Some(id),
        }
    }

    pub(super) fn json(&self) -> Value {
        self.id().map_or(PUBLIC, Id::as_str).into()
    }
}

/// Everybody whom something is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// Whom it is mainly for.
    pub to: Vec<Address>,
    /// Who gets it, too.
    pub cc: Vec<Address>,
    /// Who gets it without the others being told: `bto` and `bcc`. Never written.
    pub hidden: Vec<Address>,
    /// The groups it is for (FEP-1b12).
    pub groups: Vec<Id>,
}

/// How far something reaches, in the words that the network's servers have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everybody, in every list.
    Public,
    /// Everybody, but not in lists of what is new.
    Quiet,
    /// Whoever follows the author, and who is named.
    Followers,
    /// Only people who are mentioned.
    Direct,
    /// Only people who are named, mentioned or not.
    Limited,
    /// Nobody is named: only whom it was delivered to.
    Unsaid,
}

impl Audience {
    pub(super) fn of(node: Node<'_>) -> Self {
        let mut hidden = Address::list(node, "bto");
        hidden.extend(Address::list(node, "bcc"));
        Self {
            to: Address::list(node, "to"),
            cc: Address::list(node, "cc"),
            hidden,
            groups: node.ids("audience").take(MOST_ADDRESSEES).collect(),
        }
    }

    /// Whether it says nothing, so that what it is about has to be asked.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether everybody is meant.
    pub fn is_public(&self) -> bool {
        self.to.contains(&Address::Public) || self.cc.contains(&Address::Public)
    }

    /// The actors and collections that are named openly.
    pub fn named(&self) -> impl Iterator<Item = &Id> {
        self.to.iter().chain(&self.cc).filter_map(Address::id)
    }

    /// How far it reaches. `is_followers` knows the collections of followers; `mentioned` are the people in the text.
    pub fn reach(&self, is_followers: impl Fn(&Id) -> bool, mentioned: &[&Id]) -> Reach {
        if self.to.contains(&Address::Public) {
            Reach::Public
        } else if self.cc.contains(&Address::Public) {
            Reach::Quiet
        } else if self.named().any(is_followers) {
            Reach::Followers
        } else if self.named().next().is_none() {
            Reach::Unsaid
        } else if self.named().all(|id| mentioned.contains(&id)) {
            Reach::Direct
        } else {
            Reach::Limited
        }
    }

    /// Both lists are always there and always lists: some servers ask whether they are.
    pub(super) fn write(&self, out: Out) -> Out {
        let list = |addresses: &[Address]| addresses.iter().map(Address::json).collect::<Vec<_>>();
        let groups = self.groups.iter().map(|id| id.as_str().into()).collect();
        out.put("to", list(&self.to))
            .put("cc", list(&self.cc))
            .list("audience", groups)
    }
}
