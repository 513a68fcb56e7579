//! What is looked up at once for all activities of a batch, and what follows from it.

use std::collections::{BTreeSet, HashSet};

use entity::write::inbox as queue;
use entity::write::numbers::Wanted;

use super::super::apply;
use super::super::guid_of;
use super::{Ready, Undone};
use crate::db::Tx;
use crate::db::ahead::{self, Batch};
use crate::settings::Settings;
use crate::wire::activitypub::{Activity, Deed, Id, Item};

/// Looks up at once what is asked for each of these. Returns the names under which something has come before.
pub(super) async fn ahead(tx: &mut Tx, settings: &Settings, all: &[Ready<'_>]) -> Result<HashSet<String>, Undone> {
    let names: Vec<String> = all.iter().filter_map(|ready| ready.name.clone()).collect();
    let mut guids: Vec<String> = all.iter().flat_map(|ready| named(&ready.activity)).collect();
    guids.extend(names.iter().cloned());
    let guids: Vec<&str> = guids.iter().map(String::as_str).collect();
    let people = all.iter().map(|ready| ready.signer.person.clone()).collect();
    let about: BTreeSet<String> = all
        .iter()
        .flat_map(|ready| about(&ready.activity))
        .filter_map(|id| apply::name_here(settings, id))
        .collect();
    let about: Vec<&str> = about.iter().map(String::as_str).collect();
    let batch = Batch {
        guids: &guids,
        people,
        about: &about,
        rows: rows(all),
    };
    ahead::look(tx, batch).await?;
    Ok(queue::seen(tx.sql(), &names).await?)
}

/// How many rows come of these, if all of it is new.
fn rows(all: &[Ready<'_>]) -> Wanted {
    let mut rows = Wanted::default();
    for ready in all {
        if let Deed::Create(items) = &ready.activity.deed {
            for object in items.iter().filter_map(Item::object) {
                match object.in_reply_to {
                    Some(_) => rows.comments += 1,
                    None => rows.posts += 1,
                }
            }
        } else if let Deed::Like(_) | Deed::EmojiReact(_) = &ready.activity.deed {
            rows.likes += 1;
        } else if let Deed::Announce(_) = &ready.activity.deed {
            rows.posts += 1;
        }
    }
    rows
}

/// What comes to be by an activity or is taken back by it, by its name here: what does both in one batch is not new.
fn named(activity: &Activity) -> Vec<String> {
    let ids: Vec<&Id> = if let Deed::Create(items) = &activity.deed {
        items.iter().filter_map(Item::id).collect()
    } else if let Deed::Update(item) | Deed::Undo(item) = &activity.deed {
        item.id().into_iter().collect()
    } else if let Deed::Delete(deletion) = &activity.deed {
        vec![&deletion.object]
    } else if let Deed::Like(_) | Deed::EmojiReact(_) | Deed::Announce(_) | Deed::Follow(_) = &activity.deed {
        activity.id.iter().collect()
    } else {
        Vec::new()
    };
    ids.into_iter().map(guid_of).collect()
}

/// What is answered, quoted, liked or passed on by an activity.
fn about(activity: &Activity) -> Vec<&Id> {
    if let Deed::Create(items) = &activity.deed {
        let objects = items.iter().filter_map(Item::object);
        let both = objects.flat_map(|object| {
            [
                object.in_reply_to.as_ref(),
                object.quote.as_ref().map(|quote| &quote.of),
            ]
        });
        both.flatten().collect()
    } else if let Deed::Like(liking) | Deed::EmojiReact(liking) = &activity.deed {
        vec![&liking.object]
    } else if let Deed::Announce(item) = &activity.deed {
        item.id().into_iter().collect()
    } else {
        Vec::new()
    }
}

/// Whether an activity only comes to what is here: it changes and takes back nothing of which somebody may have been told, or may
/// know.
pub(super) fn adds(tx: &Tx, activity: &Activity) -> bool {
    match &activity.deed {
        Deed::Create(_) => named(activity).iter().all(|name| tx.ahead().is_fresh(name)),
        Deed::Like(_) | Deed::EmojiReact(_) | Deed::Announce(_) => true,
        Deed::Update(_)
        | Deed::Delete(_)
        | Deed::Undo(_)
        | Deed::Follow(_)
        | Deed::Accept(..)
        | Deed::Reject(_)
        | Deed::Block(_)
        | Deed::Flag(_)
        | Deed::Move(..)
        | Deed::Dislike(_)
        | Deed::Add(..)
        | Deed::Remove(..)
        | Deed::Request(_)
        | Deed::Lock(_)
        | Deed::Other(..) => false,
    }
}
