//! What is said and liked below posts of people here, for servers that take it from whose post it is alone (FEP-171b): the post's author hands it on.
//!
//! What somebody here says is handed on as it was said. What others say is theirs: it is named, and had where it lies. Below a limited post
//! even the name would tell who else has it, so that it is handed on to nobody but the server that it came from.

use std::collections::HashSet;

use entity::visible::comment::{Written, comments};
use entity::visible::like::Given;
use entity::visible::post::Authored;
use entity::write::far_object;
use entity::{CommentId, PodId, PostId, Reach, person, pod as pod_row};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::post::parts_of;
use super::{Outgoing, around, found, hearers};
use crate::federation::Undone;
use crate::federation::activitypub::letter::Inbox;
use crate::federation::activitypub::present::{ALL, deed, object};
use crate::federation::activitypub::{people, places, project};
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
    let whose = (&on.author, people::tongues(&on.post));
    let hearing = hearers(pod, whose, around(pod, on).await?).await?;
    let to = keeping(pod, hearing).await?;
    let audience = object::open_as(pod, (&on.author, Vec::new()), &on.post);
    Ok((!to.is_empty()).then_some((audience, to)))
}

/// For whom and where to it goes that somebody of another server has said something below a post of somebody here.
async fn of_theirs(pod: &Pod, on: &Authored, by: &person::Model) -> Result<Option<(Audience, Vec<Inbox>)>, Undone> {
    if on.post.reach == Reach::Public || on.author.pod_id.is_some() {
        return everybody(pod, on).await;
    }
    let parts = parts_of(pod, on).await?;
    let beside = || parts.iter().filter(|part| Some(part.pod) == by.pod_id);
    let own = beside().find(|part| part.has(by.id));
    let theirs = own.or_else(|| beside().find(|part| part.alone.is_none()));
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

/// What is liked in a conversation of somebody here.
struct Liked {
    on: Authored,
    comment: Option<Written>,
}

async fn in_ours(pod: &Pod, (post, comment): (PostId, Option<CommentId>)) -> Result<Option<Liked>, Undone> {
    let on = found(pod, post).await?.filter(|on| on.author.pod_id.is_none());
    let Some(on) = on else { return Ok(None) };
    let Some(id) = comment else {
        return Ok(Some(Liked { on, comment: None }));
    };
    let comment = comments(ALL).by_id(pod.db.read(), id).await?;
    Ok(comment.map(|comment| Liked {
        on,
        comment: Some(comment),
    }))
}

/// By which address some know what is liked, and how they are told.
struct Way {
    of: Id,
    audience: Audience,
    to: Vec<Inbox>,
}

/// Who is told what somebody here likes: below a public post who hears of that, below a limited one who was given it, as they know it.
async fn ways(pod: &Pod, liked: &Liked) -> Result<Vec<Way>, Undone> {
    let (on, said) = (&liked.on, liked.comment.as_ref());
    if on.post.reach == Reach::Public {
        let of = match said {
            None => Some(places::post(&pod.settings, &on.post.guid)),
            Some(said) => {
                let guid = &said.comment.guid;
                people::thing(pod, (guid, &said.author), places::comment(&pod.settings, guid)).await?
            }
        };
        let told = everybody(pod, on).await?;
        let way = of.zip(told).map(|(of, (audience, to))| Way { of, audience, to });
        return Ok(way.into_iter().collect());
    }
    let mut ways = Vec::new();
    for part in parts_of(pod, on).await? {
        let to = keeping(pod, part.inboxes(None)).await?;
        let of = match said {
            None => part.known.then(|| part.uri.clone()),
            Some(said) => known_as(pod, &part, said).await?,
        };
        if let Some(of) = of.filter(|_| !to.is_empty()) {
            let audience = part.audience();
            ways.push(Way { of, audience, to });
        }
    }
    Ok(ways)
}

/// The address of a comment for those who hold a part: what another server's people have said is known to themselves alone.
async fn known_as(pod: &Pod, part: &project::Part, said: &Written) -> Result<Option<Id>, Undone> {
    match said.author.pod_id {
        None => project::held(pod, part, &said.comment.guid).await,
        Some(home) if home == part.pod && part.alone.is_none_or(|alone| alone == said.author.id) => {
            address(pod, &said.comment.guid).await
        }
        Some(_) => Ok(None),
    }
}

/// What a like is called among all that is handed on of a post.
fn name_of_like(guid: &str) -> String {
    format!("likes/{guid}")
}

/// Somebody likes something in a conversation of somebody here. What another server's people like is named and had where it lies.
pub(super) async fn liked(pod: &Pod, given: &Given) -> Result<Vec<Outgoing>, Undone> {
    let target = (given.like.post_id, given.like.comment_id);
    let (Some(liked), guid) = (in_ours(pod, target).await?, &given.like.guid) else {
        return Ok(Vec::new());
    };
    let (on, name) = (&liked.on, name_of_like(guid));
    let mut out = Vec::new();
    if given.author.pod_id.is_some() {
        if let Some(id) = address(pod, guid).await?
            && let Some((audience, to)) = of_theirs(pod, on, &given.author).await?
        {
            let added = deed::added(pod, on, (&name, Item::Id(id)), audience)?;
            out.push(Outgoing::of(on.author.id, added, to));
        }
        return Ok(out);
    }
    for way in ways(pod, &liked).await? {
        let mut like = deed::like(pod, given, (way.of, places::person(&pod.settings, &on.author.guid)))?;
        like.audience = way.audience.clone();
        let added = deed::added(pod, on, (&name, Item::from(like)), way.audience)?;
        out.push(Outgoing::of(on.author.id, added, way.to));
    }
    Ok(out)
}

/// They like it no more, or the owner of the conversation has taken it out.
pub(super) async fn like_gone(
    pod: &Pod,
    target: (PostId, Option<CommentId>),
    (guid, author): (&str, &person::Model),
) -> Result<Vec<Outgoing>, Undone> {
    let Some(liked) = in_ours(pod, target).await? else {
        return Ok(Vec::new());
    };
    let (on, name) = (&liked.on, name_of_like(guid));
    let mut out = Vec::new();
    if author.pod_id.is_some() {
        if let Some(id) = address(pod, guid).await?
            && let Some((audience, to)) = of_theirs(pod, on, author).await?
        {
            let removed = deed::removed(pod, on, (&name, id), audience)?;
            out.push(Outgoing::of(on.author.id, removed, to));
        }
        return Ok(out);
    }
    for way in ways(pod, &liked).await? {
        let owner = places::person(&pod.settings, &on.author.guid);
        let mut like = deed::liked(pod, (author, guid), (way.of, owner))?;
        like.audience = way.audience.clone();
        let undone = Item::from(deed::undo(like)?);
        let added = deed::added(pod, on, (&format!("{name}/undo"), undone), way.audience)?;
        out.push(Outgoing::of(on.author.id, added, way.to));
    }
    Ok(out)
}

/// Where something of another server lies, if it came over ActivityPub.
async fn address(pod: &Pod, guid: &str) -> Result<Option<Id>, Undone> {
    let far = far_object::one(pod.db.read(), guid).await?;
    Ok(far.and_then(|far| Id::parse(&far.uri)))
}
