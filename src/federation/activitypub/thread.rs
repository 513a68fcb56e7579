//! What was there before the pod came to know of it: somebody's earlier public posts, and what is said below a post. Pages of
//! collections, few and short, and each thing on them verified like anything that is fetched.

use entity::actor;
use entity::person;
use entity::write::far_object;
use sea_orm::EntityTrait;

use super::super::Undone;
use super::fetch::{self, Budget};
use super::{gather, meet};
use crate::pod::Pod;
use crate::wire::activitypub::{Collection, Deed, Id, Item, Object};

/// Pages of a collection that are read.
const PAGES: usize = 10;
/// Things of one collection that are asked for.
const THINGS: usize = 50;
/// Of somebody's earlier posts.
const POSTS: usize = 15;

/// Reads somebody's earlier posts.
///
/// # Errors
/// Their server does not answer, or has no list of them.
pub(in crate::federation) async fn posts_of(pod: &Pod, who: &person::Model) -> Result<(), Undone> {
    let row = actor::Entity::find_by_id(who.id).one(pod.db.read()).await?;
    let Some(outbox) = row.and_then(|row| row.outbox).as_deref().and_then(Id::parse) else {
        return Ok(());
    };
    let mut budget = Budget::default();
    let made = listed(pod, &outbox, POSTS, &mut budget).await?;
    take_all(pod, made, &mut budget).await
}

/// Reads what is said below a post.
///
/// # Errors
/// Its server does not answer.
pub(in crate::federation) async fn below_post(pod: &Pod, guid: &str) -> Result<(), Undone> {
    let far = far_object::one(pod.db.read(), guid).await?;
    let Some(id) = far.and_then(|far| Id::parse(&far.uri)) else {
        return Ok(());
    };
    let mut budget = Budget::default();
    let made = below(pod, &id, &mut budget).await?;
    take_all(pod, made, &mut budget).await
}

async fn below(pod: &Pod, id: &Id, budget: &mut Budget) -> Result<Vec<Id>, Undone> {
    let object = fetch::verified::<Object>(pod, id, budget).await?;
    match object.and_then(|object| object.replies.clone()) {
        Some(replies) => listed(pod, &replies, THINGS, budget).await,
        None => Ok(Vec::new()),
    }
}

/// The things of a collection by their addresses, page by page.
async fn listed(pod: &Pod, id: &Id, most: usize, budget: &mut Budget) -> Result<Vec<Id>, Undone> {
    let (mut found, mut seen) = (Vec::new(), Vec::new());
    let mut next = Some(id.clone());
    while let Some(page) = next.take() {
        if seen.len() >= PAGES || seen.contains(&page) || found.len() >= most {
            break;
        }
        seen.push(page.clone());
        let Some(page) = fetch::verified::<Collection>(pod, &page, budget).await? else {
            break;
        };
        found.extend(page.items.iter().filter_map(made));
        next = page.first.clone().or_else(|| page.next.clone());
    }
    found.truncate(most);
    Ok(found)
}

/// What an entry is about: of what somebody has done, what they have made.
fn made(item: &Item) -> Option<Id> {
    let Some(activity) = item.activity() else {
        return item.id().cloned();
    };
    if let Deed::Create(items) = &activity.deed {
        items.iter().find_map(Item::id).cloned()
    } else {
        None
    }
}

/// Asks for each. What cannot be had now is left: whoever wants it may look again.
async fn take_all(pod: &Pod, made: Vec<Id>, budget: &mut Budget) -> Result<(), Undone> {
    for id in made {
        if meet::is_ours(pod, &id) {
            continue;
        }
        match gather::object(pod, &id, budget).await {
            Ok(_) => {}
            Err(Undone::Reject(why) | Undone::Retry(why)) => {
                tracing::info!(%id, why, "something earlier could not be had");
            }
            Err(undone @ Undone::Broke(_)) => return Err(undone),
        }
    }
    Ok(())
}
