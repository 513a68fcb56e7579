//! ActivityPub as values: actors, objects, activities, collections, in the JSON that servers send each other.
//!
//! The way in: a body or an answer is read as a [`Thing`] from its bytes, whatever form its members came in; then
//! `verify`, with the actor who signed it or the address that answered, gives a `Verified` value in which everything of
//! others is only an address. The way out: the structs are filled and written by `json`, strictly. Signatures are
//! `wire::signature`'s. No socket, no row, no clock; JSON-LD contexts are neither fetched nor applied.
//! To add a type: `kind` for actors and objects, `deed` for verbs; the compiler names the rest.

mod activity;
mod actor;
mod attachment;
mod audience;
mod collection;
mod deed;
pub mod html;
mod id;
mod item;
pub mod json;
mod key;
mod kind;
pub mod limits;
mod node;
mod object;
mod out;
mod policy;
mod poll;
mod rejected;
pub mod software;
mod tag;
mod thing;
mod trust;

pub use activity::Activity;
pub use actor::{Actor, Consent, Field};
pub use attachment::{Attachment, Medium};
pub use audience::{Address, Audience, PUBLIC, Reach};
pub use collection::Collection;
pub use deed::{Asking, Ban, Deed, Deletion, Liking, Report};
pub use id::Id;
pub use item::Item;
pub use json::is_ours;
pub use key::{KeyClaim, KeyText};
pub use kind::{ActorKind, ObjectKind};
pub use object::{Object, Occasion, Source};
pub use policy::{Permit, Policy, Stamp};
pub use poll::{Choice, Poll};
pub use rejected::{Broken, Rejected};
pub use tag::{Emoji, Link, Mention, OBJECT_TYPE, Quote, Tag};
pub use thing::{Thing, Unknown};
pub use trust::Provenance;
