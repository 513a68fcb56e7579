//! What stands in a member that may hold an address or the whole thing.

use serde_json::Value;

use super::activity::Activity;
use super::collection::Collection;
use super::id::Id;
use super::node::{Node, address};
use super::object::Object;
use super::thing::Thing;

/// An address, or the thing itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Only where it is.
    Id(Id),
    /// The thing, which is to be believed only after [`verify`](super::Activity::verify).
    Thing(Box<Thing>),
}

impl Item {
    /// Reads a value. A thing that can't be read is its address, if it has one.
    pub(super) fn of(value: &Value) -> Option<Self> {
        let thing = || Thing::of(Node(value.as_object()?)).ok();
        let read = thing().map(|thing| Item::Thing(Box::new(thing)));
        read.or_else(|| address(value).map(Item::Id))
    }

    /// Its address, if it has one.
    pub fn id(&self) -> Option<&Id> {
        match self {
            Item::Id(id) => Some(id),
            Item::Thing(thing) => thing.id(),
        }
    }

    /// The object, if it is here.
    pub fn object(&self) -> Option<&Object> {
        match self {
            Item::Thing(thing) => thing.object(),
            Item::Id(_) => None,
        }
    }

    /// The activity, if it is here.
    pub fn activity(&self) -> Option<&Activity> {
        match self {
            Item::Thing(thing) => thing.activity(),
            Item::Id(_) => None,
        }
    }

    /// The thing, if it is here.
    pub fn thing(&self) -> Option<&Thing> {
        match self {
            Item::Thing(thing) => Some(thing),
            Item::Id(_) => None,
        }
    }

    pub(super) fn json(&self) -> Value {
        match self {
            Item::Id(id) => id.as_str().into(),
            Item::Thing(thing) => thing.body(),
        }
    }
}

impl From<Id> for Item {
    fn from(id: Id) -> Self {
        Item::Id(id)
    }
}

impl From<Object> for Item {
    fn from(object: Object) -> Self {
        Item::Thing(Box::new(Thing::Object(Box::new(object))))
    }
}

impl From<Collection> for Item {
    fn from(collection: Collection) -> Self {
        Item::Thing(Box::new(Thing::Collection(Box::new(collection))))
    }
}

impl From<Activity> for Item {
    fn from(activity: Activity) -> Self {
        Item::Thing(Box::new(Thing::Activity(Box::new(activity))))
    }
}
