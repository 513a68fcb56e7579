//! What may be believed of a document, by whom it is from: the only place that makes verified values of this protocol.
//!
//! A signature speaks for one actor, an address for one server. What stands within something and belongs to anybody else
//! is only an address, to be asked for where it is. Whether the author of something known is still the same, and who
//! moderates a group, is not known here.

use super::activity::Activity;
use super::actor::Actor;
use super::collection::Collection;
use super::deed::{Deed, Deletion};
use super::id::Id;
use super::item::Item;
use super::object::Object;
use super::rejected::Rejected;
use super::thing::Thing;
use crate::wire::Verified;

/// What is known of where something came from.
#[derive(Clone, Copy, Debug)]
pub enum Provenance<'a> {
    /// It was sent with the signature of this actor.
    Signed(&'a Id),
    /// It was fetched, and this is the address that answered in the end.
    Fetched(&'a Id),
}

impl Provenance<'_> {
    /// Whether something may have this address and be by this actor.
    fn allows(self, id: Option<&Id>, actor: &Id, name: &'static str) -> Result<(), Rejected> {
        match self {
            Provenance::Signed(signer) if signer != actor => Err(Rejected::Signer),
            Provenance::Signed(_) => {
                let beside = id.is_none_or(|id| id.is_beside(actor));
                beside.then_some(()).ok_or(Rejected::OtherOrigin("id"))
            }
            Provenance::Fetched(address) => {
                is_at(id, address)?;
                let beside = actor.is_beside(address);
                beside.then_some(()).ok_or(Rejected::OtherOrigin(name))
            }
        }
    }
}

/// Whether something lies where it says: the address that answered is its own.
fn is_at(id: Option<&Id>, address: &Id) -> Result<(), Rejected> {
    let id = id.ok_or(Rejected::Missing("id"))?;
    if *id == *address || *id == address.document() {
        Ok(())
    } else {
        Err(Rejected::Address(id.clone()))
    }
}

impl Activity {
    /// Takes what this actor may say, with everything of others in it reduced to its address.
    ///
    /// # Errors
    /// It is by somebody else, or about something that this actor may not say this about.
    pub fn verify(mut self, from: Provenance<'_>) -> Result<Verified<Activity, Id>, Rejected> {
        from.allows(self.id.as_ref(), &self.actor, "actor")?;
        let actor = self.actor.clone();
        self.deed = judge(self.deed, &actor)?;
        Ok(Verified::new(self, actor))
    }
}

impl Object {
    /// Takes what lies at an address.
    ///
    /// # Errors
    /// It says that it lies elsewhere, or is by somebody of another server.
    pub fn verify(mut self, address: &Id) -> Result<Verified<Object, Id>, Rejected> {
        let author = self.author().cloned().ok_or(Rejected::Missing("attributedTo"))?;
        Provenance::Fetched(address).allows(self.id.as_ref(), &author, "attributedTo")?;
        self.settle(&author);
        Ok(Verified::new(self, author))
    }

    /// A page elsewhere would lead people astray, and so would authors of other servers.
    fn settle(&mut self, author: &Id) {
        self.page.take_if(|page| !page.is_beside(author));
        self.authors.retain(|other| other.is_beside(author));
    }
}

impl Actor {
    /// Takes an actor that lies at an address: what is of another server falls away, keys of others too.
    ///
    /// # Errors
    /// It says that it lies elsewhere, or is written to on another server.
    pub fn verify(mut self, address: &Id) -> Result<Verified<Actor, Id>, Rejected> {
        is_at(Some(&self.id), address)?;
        self.settle()?;
        let id = self.id.clone();
        Ok(Verified::new(self, id))
    }

    fn settle(&mut self) -> Result<(), Rejected> {
        let id = &self.id;
        if self.inbox.as_ref().is_some_and(|inbox| !inbox.is_beside(id)) {
            return Err(Rejected::OtherOrigin("inbox"));
        }
        for place in [
            &mut self.page,
            &mut self.shared_inbox,
            &mut self.outbox,
            &mut self.followers,
            &mut self.following,
            &mut self.featured,
            &mut self.moderators,
        ] {
            place.take_if(|place| !place.is_beside(id));
        }
        self.keys.retain(|key| key.owner == *id && key.id.is_beside(id));
        Ok(())
    }
}

impl Collection {
    /// Takes a collection, or a page of one, that lies at an address; entries of others are their addresses. It has no
    /// signer but the address itself.
    ///
    /// # Errors
    /// It says that it lies elsewhere.
    pub fn verify(mut self, address: &Id) -> Result<Verified<Collection, Id>, Rejected> {
        is_at(self.id.as_ref(), address)?;
        self.settle(address);
        Ok(Verified::new(self, address.clone()))
    }

    /// Only pages of the same server are followed. An entry that is here counts only with an address and an author
    /// there; without one, nobody would know whose it is.
    fn settle(&mut self, address: &Id) {
        for page in [&mut self.first, &mut self.next, &mut self.before, &mut self.part_of] {
            page.take_if(|page| !page.is_beside(address));
        }
        let items = std::mem::take(&mut self.items);
        let kept = items.into_iter().filter_map(|item| match item {
            Item::Id(id) => Some(Item::Id(id)),
            Item::Thing(thing) => {
                let id = thing.id().cloned()?;
                let author = thing.author().filter(|author| author.is_beside(address)).cloned();
                let own = author.filter(|_| id.is_beside(address));
                Some(own.and_then(|author| prune(*thing, &author)).unwrap_or(Item::Id(id)))
            }
        });
        self.items = kept.collect();
    }
}

/// What an actor may do, verb by verb.
fn judge(deed: Deed, actor: &Id) -> Result<Deed, Rejected> {
    Ok(match deed {
        Deed::Create(items) => {
            let made = items.into_iter().map(|item| made(item, actor));
            Deed::Create(made.collect::<Result<_, _>>()?)
        }
        Deed::Update(item) => Deed::Update(made(item, actor)?),
        Deed::Delete(deletion) => Deed::Delete(gone(deletion, actor)?),
        Deed::Undo(item) => Deed::Undo(undone(item, actor)?),
        Deed::Accept(item, result) => {
            let result = result.filter(|stamp| stamp.is_beside(actor));
            Deed::Accept(answered(item, actor)?, result)
        }
        Deed::Reject(item) => Deed::Reject(answered(item, actor)?),
        Deed::Announce(item) => Deed::Announce(known(item, actor)?),
        Deed::Add(item, target) => {
            let target = known(target, actor)?;
            match taken_out(&item) {
                Some(id) => Deed::Remove(Item::Id(id), target),
                None => Deed::Add(added(item, actor)?, target),
            }
        }
        Deed::Remove(item, target) => Deed::Remove(known(item, actor)?, known(target, actor)?),
        Deed::Move(object, target) if object == *actor || target == *actor => Deed::Move(object, target),
        Deed::Move(..) => return Err(Rejected::OtherActor("object")),
        Deed::Request(mut asking) => {
            asking.made = made(asking.made, actor)?;
            Deed::Request(asking)
        }
        Deed::Other(verb, items) => {
            let items = items.into_iter().filter_map(|item| known(item, actor).ok());
            Deed::Other(verb, items.collect())
        }
        Deed::Follow(_)
        | Deed::Like(_)
        | Deed::EmojiReact(_)
        | Deed::Dislike(_)
        | Deed::Block(_)
        | Deed::Flag(_)
        | Deed::Lock(_) => deed,
    })
}

/// A thing that stays because it is this actor's own; else its address, and without one nothing.
fn prune(thing: Thing, actor: &Id) -> Option<Item> {
    let id = thing.id().cloned();
    let here = id.as_ref().is_none_or(|id| id.is_beside(actor));
    let own = here && thing.author().is_some_and(|author| author == actor);
    if own && let Some(item) = settled(thing, actor) {
        return Some(item);
    }
    id.map(Item::Id)
}

/// An own thing without what in it is of others.
fn settled(thing: Thing, actor: &Id) -> Option<Item> {
    let thing = match thing {
        Thing::Object(mut object) => {
            object.settle(actor);
            Thing::Object(object)
        }
        Thing::Actor(mut own) => {
            own.settle().ok()?;
            Thing::Actor(own)
        }
        Thing::Activity(mut activity) => {
            activity.deed = judge(activity.deed, actor).ok()?;
            Thing::Activity(activity)
        }
        Thing::Collection(mut collection) => {
            collection.settle(actor);
            Thing::Collection(collection)
        }
        Thing::Key(_) | Thing::Stamp(_) | Thing::Other(_) => thing,
    };
    Some(Item::Thing(Box::new(thing)))
}

/// Anything, of which only what is the actor's own is believed.
fn known(item: Item, actor: &Id) -> Result<Item, Rejected> {
    match item {
        Item::Id(id) => Ok(Item::Id(id)),
        Item::Thing(thing) => prune(*thing, actor).ok_or(Rejected::OtherActor("object")),
    }
}

/// Something that is put into a collection. What somebody beside the collection's owner has done is theirs, since one server speaks for both
/// (FEP-171b); of others it is an address, and that of what they have made rather than that of making it, which often leads nowhere.
fn added(item: Item, owner: &Id) -> Result<Item, Rejected> {
    let author = item.thing().and_then(Thing::author);
    if let Some(author) = author.filter(|author| author.is_beside(owner)).cloned() {
        return known(item, &author);
    }
    let made = if let Some(Deed::Create(items)) = item.activity().map(|activity| &activity.deed) {
        items.first().and_then(Item::id)
    } else if let Some(Deed::Update(item)) = item.activity().map(|activity| &activity.deed) {
        item.id()
    } else {
        None
    };
    match made.cloned() {
        Some(id) => Ok(Item::Id(id)),
        None => known(item, owner),
    }
}

/// That something was deleted, said in a collection, takes it out there: its owner may do so, whoever has deleted it.
fn taken_out(item: &Item) -> Option<Id> {
    if let Deed::Delete(deletion) = &item.activity()?.deed {
        Some(deletion.object.clone())
    } else {
        None
    }
}

/// Something that the actor says to have made: it lies beside them and is by nobody else.
fn made(item: Item, actor: &Id) -> Result<Item, Rejected> {
    if item.id().is_some_and(|id| !id.is_beside(actor)) {
        return Err(Rejected::OtherOrigin("object"));
    }
    match item {
        Item::Id(id) => Ok(Item::Id(id)),
        Item::Thing(thing) => match *thing {
            Thing::Object(mut object) => {
                if object.authors.is_empty() {
                    object.authors.push(actor.clone());
                }
                // Of several authors, such as a person and their channel, the one who signs has to be one.
                let at = object.authors.iter().position(|author| author == actor);
                object.authors.swap(0, at.ok_or(Rejected::OtherActor("object"))?);
                object.settle(actor);
                Ok(object.into_item())
            }
            Thing::Actor(_)
            | Thing::Activity(_)
            | Thing::Collection(_)
            | Thing::Key(_)
            | Thing::Stamp(_)
            | Thing::Other(_) => own(*thing, actor),
        },
    }
}

/// Something other than an object that the actor says to be theirs.
fn own(thing: Thing, actor: &Id) -> Result<Item, Rejected> {
    if thing.author().is_some_and(|author| author != actor) {
        return Err(Rejected::OtherActor("object"));
    }
    settled(thing, actor).ok_or(Rejected::Unfit("object"))
}

impl Object {
    fn into_item(self: Box<Self>) -> Item {
        Item::Thing(Box::new(Thing::Object(self)))
    }
}

/// One deletes what lies on one's own server. A moderator of a group may speak of others' things: then the group stays
/// named, as the one who has to know them.
fn gone(mut deletion: Deletion, actor: &Id) -> Result<Deletion, Rejected> {
    if deletion.object.is_beside(actor) {
        deletion.group = None;
    } else if deletion.group.is_none() {
        return Err(Rejected::OtherOrigin("object"));
    }
    Ok(deletion)
}

/// One undoes what one has done. Servers write its address anew, so what it was stays readable.
fn undone(item: Item, actor: &Id) -> Result<Item, Rejected> {
    if item.id().is_some_and(|id| !id.is_beside(actor)) {
        return Err(Rejected::OtherOrigin("object"));
    }
    match item {
        Item::Id(id) => Ok(Item::Id(id)),
        Item::Thing(thing) => own(*thing, actor),
    }
}

/// An answer names what was asked, which is by whoever asked. It is matched with what was asked by its address, or by
/// who and whom where the address was written anew; it is never stored. It has to be about the one who answers.
fn answered(item: Item, actor: &Id) -> Result<Item, Rejected> {
    let Some(activity) = item.activity() else {
        return known(item, actor);
    };
    let asks = match &activity.deed {
        Deed::Follow(whom) => Some(whom.id() == Some(actor)),
        Deed::Request(asking) => Some(asking.object.is_beside(actor)),
        Deed::Create(_)
        | Deed::Update(_)
        | Deed::Delete(_)
        | Deed::Undo(_)
        | Deed::Accept(..)
        | Deed::Reject(_)
        | Deed::Announce(_)
        | Deed::Like(_)
        | Deed::EmojiReact(_)
        | Deed::Dislike(_)
        | Deed::Add(..)
        | Deed::Remove(..)
        | Deed::Block(_)
        | Deed::Flag(_)
        | Deed::Move(..)
        | Deed::Lock(_)
        | Deed::Other(..) => None,
    };
    match asks {
        Some(true) => Ok(item),
        Some(false) => Err(Rejected::OtherActor("object")),
        None => known(item, actor),
    }
}
