//! Groups after FEP-1b12 (communities, forums): what is said, liked and voted in one goes to it, and it hands it on.

use entity::visible::actor::{Reachable, Which};
use entity::visible::post::{Authored, posts};
use entity::{Reach, own};

use super::super::Undone;
use super::apply::{self, Here};
use super::fetch::{self, Budget};
use super::gather;
use super::letter::{self, Inbox};
use super::meet::Signer;
use super::present::ALL;
use super::{people, places};
use crate::domain::comment;
use crate::domain::post::arrive;
use crate::domain::speaker::Speaker;
use crate::pod::Pod;
use crate::wire::activitypub::{Actor, Address, Audience, Collection, Id, Item, Object};

/// Groups in which something happens.
#[derive(Debug, Default)]
pub(super) struct Groups(Vec<Reachable>);

/// The groups in which a post stands: those that show it, and those that it names. What is for a few is in none.
pub(super) async fn of(pod: &Pod, post: &Authored) -> Result<Groups, Undone> {
    if post.post.reach != Reach::Public {
        return Ok(Groups::default());
    }
    Ok(Groups(people::told(pod, &post.post, Which::Groups(&post.post)).await?))
}

impl Groups {
    fn ids(&self) -> impl Iterator<Item = Id> {
        self.0.iter().filter_map(|(_, actor)| Id::parse(&actor.uri))
    }

    /// Addresses a post to them: they are whom it is for.
    pub(super) fn given(&self, mut audience: Audience) -> Audience {
        let ids: Vec<Id> = self.ids().collect();
        let is_group = |address: &Address| address.id().is_some_and(|id| ids.contains(id));
        audience.cc.retain(|address| !is_group(address));
        audience.to.extend(ids.iter().cloned().map(Address::Id));
        audience.groups = ids;
        audience
    }

    /// Tells them, too, of what is for somebody there.
    pub(super) fn told(&self, mut audience: Audience) -> Audience {
        for id in self.ids() {
            let address = Address::Id(id.clone());
            if !audience.to.contains(&address) && !audience.cc.contains(&address) {
                audience.cc.push(address);
            }
            audience.groups.push(id);
        }
        audience
    }

    /// Where they get it.
    pub(super) fn inboxes(&self) -> Vec<Inbox> {
        let all = self
            .0
            .iter()
            .filter_map(|(person, actor)| letter::personal(person, actor));
        all.collect()
    }

    /// They themselves.
    pub(super) fn into_people(self) -> Vec<Reachable> {
        self.0
    }
}

/// Somebody takes something away that is not theirs, and the group says so. A moderator may: what they take away is not shown in
/// the group any more, and an answer below what was written for the group is gone. Whatever a group shows of others, what was not
/// written for it is not its to moderate.
pub(super) async fn removed(
    pod: &Pod,
    (group, by): (&Signer, &Signer),
    object: &Id,
    budget: &mut Budget,
) -> Result<(), Undone> {
    if !moderates(pod, (group, by), budget).await? {
        return Err(Undone::Reject("they are no moderator of this group".to_owned()));
    }
    let elsewhere = || Undone::Reject("it does not stand in this group".to_owned());
    let db = pod.db.read();
    match apply::found(db, &pod.settings, object).await?.ok_or_else(elsewhere)? {
        Here::Post(post) => {
            let shown = own::post::reshare_of_id(db, group.person.id, post.post.id).await?;
            let shown = shown.ok_or_else(elsewhere)?;
            Ok(pod
                .act(async |tx| arrive::retract(tx, &group.person, &shown.guid).await)
                .await?)
        }
        Here::Comment(said) => {
            let post = posts(ALL)
                .by_id(db, said.comment.post_id)
                .await?
                .ok_or_else(elsewhere)?;
            if !was_for(pod, group, &post, budget).await? {
                return Err(elsewhere());
            }
            let whose = Speaker::elsewhere(&post.author);
            Ok(pod
                .act(async |tx| comment::take_away(tx, whose, &said.comment.guid).await)
                .await?)
        }
    }
}

/// Whether a post of another server was written for a group, as its own server says. What is below a post of ours its author decides.
async fn was_for(pod: &Pod, group: &Signer, post: &Authored, budget: &mut Budget) -> Result<bool, Undone> {
    if post.author.pod_id.is_none() {
        return Ok(false);
    }
    let ours = places::post(&pod.settings, &post.post.guid);
    let Some(id) = people::thing(pod, (&post.post.guid, &post.author), ours).await? else {
        return Ok(false);
    };
    let group = gather::uri(group)?;
    let whole = fetch::verified::<Object>(pod, &id, budget).await?;
    Ok(whole.is_some_and(|whole| {
        whole.audience.groups.contains(&group) || whole.audience.named().any(|named| *named == group)
    }))
}

/// Whether somebody is among those whom a group names as its moderators, or lives where it does: whoever runs a server moderates.
async fn moderates(pod: &Pod, (group, by): (&Signer, &Signer), budget: &mut Budget) -> Result<bool, Undone> {
    let (id, who) = (gather::uri(group)?, gather::uri(by)?);
    if id.origin() == who.origin() {
        return Ok(true);
    }
    let whole = fetch::verified::<Actor>(pod, &id, budget).await?;
    let Some(list) = whole.and_then(|whole| whole.moderators.clone()) else {
        return Ok(false);
    };
    // A list elsewhere is not the group's word.
    if list.origin() != id.origin() {
        return Ok(false);
    }
    let list = fetch::verified::<Collection>(pod, &list, budget).await?;
    Ok(list.is_some_and(|list| list.items.iter().filter_map(Item::id).any(|id| *id == who)))
}
