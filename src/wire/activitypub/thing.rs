//! Whatever a document is: the one door for bytes of other servers.

use serde_json::Value;

use super::activity::Activity;
use super::actor::Actor;
use super::collection::Collection;
use super::deed::Deed;
use super::id::Id;
use super::json;
use super::key::KeyClaim;
use super::kind::{ActorKind, ObjectKind};
use super::node::Node;
use super::object::Object;
use super::out::{Out, document};
use super::policy::Stamp;
use super::rejected::Rejected;

/// What a document is. Nothing of it is believed before it is verified.
#[derive(Clone, Debug, PartialEq)]
pub enum Thing {
    /// Who acts.
    Actor(Box<Actor>),
    /// What somebody has made.
    Object(Box<Object>),
    /// What somebody does.
    Activity(Box<Activity>),
    /// A list.
    Collection(Box<Collection>),
    /// A key alone.
    Key(KeyClaim),
    /// An author's permission.
    Stamp(Stamp),
    /// Something else.
    Other(Unknown),
}

/// Something of a type that is not known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Its address.
    pub id: Option<Id>,
    /// Its types.
    pub kinds: Vec<String>,
}

impl Thing {
    /// Reads a document.
    ///
    /// # Errors
    /// It can't be read, or lacks what a thing of its kind must have.
    pub fn read(bytes: &[u8]) -> Result<Self, Rejected> {
        Self::of(Node(&json::read(bytes)?))
    }

    pub(super) fn of(node: Node<'_>) -> Result<Self, Rejected> {
        let kinds: Vec<&str> = node.kinds().collect();
        if let Some(kind) = kinds.iter().find_map(|kind| ActorKind::known(kind)) {
            return Actor::of(node, kind).map(|actor| Thing::Actor(Box::new(actor)));
        }
        if let Some(verb) = kinds.iter().find(|kind| Deed::is_verb(kind)) {
            return Activity::of(node, verb).map(|activity| Thing::Activity(Box::new(activity)));
        }
        if kinds.iter().any(|kind| Collection::is_kind(kind)) {
            return Ok(Thing::Collection(Box::new(Collection::of(node))));
        }
        if kinds.iter().any(|kind| Stamp::is_kind(kind)) {
            return Stamp::of(node).map(Thing::Stamp);
        }
        if let Some(kind) = kinds.iter().find_map(|kind| ObjectKind::known(kind)) {
            return Ok(Thing::Object(Box::new(Object::of(node, kind))));
        }
        Self::unknown(node, &kinds)
    }

    /// By its members, where its type says nothing.
    fn unknown(node: Node<'_>, kinds: &[&str]) -> Result<Self, Rejected> {
        if let Some(key) = KeyClaim::of(node) {
            return Ok(Thing::Key(key));
        }
        let Some(kind) = kinds.first() else {
            return Err(Rejected::Missing("type"));
        };
        let has = |name: &str| node.get(name).is_some();
        if has("inbox") && has("preferredUsername") {
            let kind = ActorKind::Other((*kind).to_owned());
            return Actor::of(node, kind).map(|actor| Thing::Actor(Box::new(actor)));
        }
        if has("actor") && has("object") {
            return Activity::of(node, kind).map(|activity| Thing::Activity(Box::new(activity)));
        }
        if has("attributedTo") || has("content") {
            let kind = ObjectKind::Other((*kind).to_owned());
            return Ok(Thing::Object(Box::new(Object::of(node, kind))));
        }
        Ok(Thing::Other(Unknown {
            id: node.id(),
            kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
        }))
    }

    /// Its address, if it has one.
    pub fn id(&self) -> Option<&Id> {
        match self {
            Thing::Actor(actor) => Some(&actor.id),
            Thing::Object(object) => object.id.as_ref(),
            Thing::Activity(activity) => activity.id.as_ref(),
            Thing::Collection(collection) => collection.id.as_ref(),
            Thing::Key(key) => Some(&key.id),
            Thing::Stamp(stamp) => Some(&stamp.id),
            Thing::Other(unknown) => unknown.id.as_ref(),
        }
    }

    /// Its type on the wire.
    pub fn kind(&self) -> &str {
        match self {
            Thing::Actor(actor) => actor.kind.name(),
            Thing::Object(object) => object.kind.name(),
            Thing::Activity(activity) => activity.deed.verb(),
            Thing::Collection(collection) => collection.name(),
            Thing::Key(_) => "Key",
            Thing::Stamp(stamp) => &stamp.kind,
            Thing::Other(unknown) => unknown.kinds.first().map_or("", String::as_str),
        }
    }

    /// Who says that it is theirs.
    pub fn author(&self) -> Option<&Id> {
        match self {
            Thing::Actor(actor) => Some(&actor.id),
            Thing::Object(object) => object.author(),
            Thing::Activity(activity) => Some(&activity.actor),
            Thing::Collection(collection) => collection.owner.as_ref(),
            Thing::Key(key) => Some(&key.owner),
            Thing::Stamp(stamp) => Some(&stamp.author),
            Thing::Other(_) => None,
        }
    }

    /// The actor, if it is one.
    pub fn actor(&self) -> Option<&Actor> {
        if let Thing::Actor(actor) = self {
            Some(actor)
        } else {
            None
        }
    }

    /// The object, if it is one.
    pub fn object(&self) -> Option<&Object> {
        if let Thing::Object(object) = self {
            Some(object)
        } else {
            None
        }
    }

    /// The activity, if it is one.
    pub fn activity(&self) -> Option<&Activity> {
        if let Thing::Activity(activity) = self {
            Some(activity)
        } else {
            None
        }
    }

    /// The collection, if it is one.
    pub fn collection(&self) -> Option<&Collection> {
        if let Thing::Collection(collection) = self {
            Some(collection)
        } else {
            None
        }
    }

    /// The document that is served at its address.
    pub fn json(&self) -> Value {
        document(self.body())
    }

    pub(super) fn body(&self) -> Value {
        match self {
            Thing::Actor(actor) => actor.body(),
            Thing::Object(object) => object.body(),
            Thing::Activity(activity) => activity.body(),
            Thing::Collection(collection) => collection.body(),
            Thing::Key(key) => key.json(),
            Thing::Stamp(stamp) => stamp.json(),
            Thing::Other(unknown) => {
                let kinds: Vec<&str> = unknown.kinds.iter().map(String::as_str).collect();
                let out = Out::default().text("id", unknown.id.as_ref());
                out.put("type", kinds).end()
            }
        }
    }
}
