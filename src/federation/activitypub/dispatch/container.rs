//! What is said below posts of people here, for servers that take it from whose post it is alone (FEP-171b): the post's author hands it on.
//!
//! What somebody here says is handed on as it was said. What others say is theirs: it is named, and had where it lies. Below a limited post
//! even the name would tell who else has it, so that it is handed on to nobody but the server that it came from.

use std::collections::HashSet;

use entity::visible::actor::{Which, speaking};
use entity::visible::comment::Written;
use entity::visible::post::Authored;
use entity::write::far_object;
use entity::{PodId, Reach, person, pod as pod_row};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{Outgoing, around, hearers};
use crate::federation::Undone;
use crate::federation::activitypub::letter::Inbox;
use crate::federation::activitypub::present::{deed, object};
use crate::federation::activitypub::{places, project};
use crate::pod::Pod;
use crate::wire::activitypub::software::keeps_containers;
use crate::wire::activitypub::{Activity, Audience, Id, Item};

/// Those of some inboxes whose servers keep containers.
async fn keeping(pod: &Pod, mut to: Vec<Inbox>) -> Result<Vec<Inbox>, Undone> {
    let pods: HashSet<PodId> = to.iter().map(|inbox| inbox.pod).collect();
    let rows = pod_row::Entity::find()
        .filter(pod_row::Column::Id.is_in(pods))
        .all(pod.db.read())
        .await?;
    to.retain(|inbox| {
        rows.iter()
            .any(|row| row.id == inbox.pod && keeps_containers(row.software.as_deref()))
    });
    Ok(to)
}

/// What an activity about a comment is called among all that is handed on of a post.
fn name(guid: &str, of: &Activity) -> String {
    let what = of.id.as_ref().and_then(|id| id.as_str().split_once('#'));
    format!("{guid}/{}", what.map_or("create", |(_, what)| what))
}

/// What was just said to some in person below a limited post of somebody here, for those of them whose servers keep containers.
pub(super) async fn beside(
    pod: &Pod,
    on: &Authored,
    (guid, said): (&str, &Outgoing),
) -> Result<Option<Outgoing>, Undone> {
    if on.author.pod_id.is_some() {
        return Ok(None);
    }
    let to = keeping(pod, said.to.clone()).await?;
    if to.is_empty() {
        return Ok(None);
    }
    let what = Item::from(said.activity.clone());
    let audience = said.activity.audience.clone();
    let added = deed::added(pod, on, (&name(guid, &said.activity), what), audience)?;
    Ok(Some(Outgoing::of(on.author.id, added, to)))
}

/// What somebody here has said or taken back below a public post of somebody here, for all who hear of the post.
pub(super) async fn openly(
    pod: &Pod,
    on: &Authored,
    (guid, said): (&str, &Activity),
) -> Result<Option<Outgoing>, Undone> {
    let Some((audience, to)) = everybody(pod, on).await? else {
        return Ok(None);
    };
    let what = Item::from(said.clone());
    let added = deed::added(pod, on, (&name(guid, said), what), audience)?;
    Ok(Some(Outgoing::of(on.author.id, added, to)))
}

/// For whom and where to everything goes that is below a public post of somebody here.
async fn everybody(pod: &Pod, on: &Authored) -> Result<Option<(Audience, Vec<Inbox>)>, Undone> {
    if on.author.pod_id.is_some() {
        return Ok(None);
    }
    let hearing = hearers(pod, &on.author, around(pod, on).await?).await?;
    let to = keeping(pod, hearing).await?;
    let audience = object::open_as(pod, (&on.author, Vec::new()), &on.post);
    Ok((!to.is_empty()).then_some((audience, to)))
}

/// For whom and where to it goes that somebody of another server has said something below a post of somebody here.
async fn of_theirs(pod: &Pod, on: &Authored, by: &person::Model) -> Result<Option<(Audience, Vec<Inbox>)>, Undone> {
    if on.post.reach == Reach::Public || on.author.pod_id.is_some() {
        return everybody(pod, on).await;
    }
    let people = speaking(pod.db.read(), Which::Recipients(&on.post)).await?;
    let of = places::post(&pod.settings, &on.post.guid);
    let parts = project::parts(pod, (&on.post.guid, &of), people).await?;
    let theirs = parts
        .iter()
        .find(|part| Some(part.pod) == by.pod_id && part.alone.is_none_or(|alone| alone == by.id));
    let Some(theirs) = theirs else { return Ok(None) };
    let to = keeping(pod, theirs.inboxes(None)).await?;
    Ok((!to.is_empty()).then(|| (theirs.audience(), to)))
}

/// Somebody of another server has said something below a post of somebody here, or has changed it.
pub(super) async fn theirs(pod: &Pod, on: &Authored, said: &Written) -> Result<Option<Outgoing>, Undone> {
    let guid = &said.comment.guid;
    let Some(id) = address(pod, guid).await? else {
        return Ok(None);
    };
    let Some((audience, to)) = of_theirs(pod, on, &said.author).await? else {
        return Ok(None);
    };
    let name = match said.comment.edited_at {
        Some(at) => format!("{guid}/updates/{}", at.0),
        None => format!("{guid}/create"),
    };
    let added = deed::added(pod, on, (&name, Item::Id(id)), audience)?;
    Ok(Some(Outgoing::of(on.author.id, added, to)))
}

/// What somebody of another server has said below a post of somebody here is gone, whoever took it away.
pub(super) async fn theirs_gone(
    pod: &Pod,
    on: &Authored,
    (guid, by): (&str, &person::Model),
) -> Result<Option<Outgoing>, Undone> {
    let Some(id) = address(pod, guid).await? else {
        return Ok(None);
    };
    let Some((audience, to)) = of_theirs(pod, on, by).await? else {
        return Ok(None);
    };
    let removed = deed::removed(pod, on, (guid, id), audience)?;
    Ok(Some(Outgoing::of(on.author.id, removed, to)))
}

/// Where something of another server lies, if it came over ActivityPub.
async fn address(pod: &Pod, guid: &str) -> Result<Option<Id>, Undone> {
    let far = far_object::one(pod.db.read(), guid).await?;
    Ok(far.and_then(|far| Id::parse(&far.uri)))
}
