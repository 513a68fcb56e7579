//! `diaspora://` links: what they lead to here, and fetching what is not here, a few for each text and no further.

use std::collections::BTreeSet;

use entity::visible::comment::comments;
use entity::visible::post::posts;
use entity::{Viewer, visible};

use super::fetch::{self, By};
use super::{Undone, discover, earlier};
use crate::db::Tx;
use crate::error::{Outcome, Stop};
use crate::job::{Done, Job};
use crate::pod::Pod;
use crate::queue::Claimed;
use crate::wire::diaspora::link::{self, Link};
use crate::wire::diaspora::{Kind, Received, Wanted};
use crate::wire::{Guid, Handle};

/// Links of one text that are fetched.
const MOST: usize = 5;

/// Has what the text of something links to fetched. Only of what everybody may see: whom a private text links to is not to
/// learn that it was read. What is fetched for a link has nothing fetched for its own.
pub(super) async fn want(tx: &mut Tx, host: &str, received: &Received) -> Outcome<()> {
    let text = match received {
        Received::StatusMessage(post) => post.text.as_str(),
        Received::Comment(said) => said.text.as_str(),
        Received::Photo(_)
        | Received::Reshare(_)
        | Received::Like(_)
        | Received::PollParticipation(_)
        | Received::EventParticipation(_)
        | Received::Participation(_)
        | Received::Conversation(_)
        | Received::Message(_)
        | Received::Contact(_)
        | Received::Profile(_)
        | Received::Person(_)
        | Received::Retraction(_)
        | Received::AccountDeletion(_)
        | Received::AccountMigration(_)
        | Received::Event(_) => return Ok(()),
    };
    let mut seen = BTreeSet::new();
    let links = link::find(text).into_iter();
    let links = links.filter(|link| link.author.host() != host && may_be_fetched(link));
    for link in links
        .filter(|link| seen.insert(link.guid.as_str().to_owned()))
        .take(MOST)
    {
        let job = Job::FetchLinked {
            author: link.author.as_str().to_owned(),
            kind: link.name,
            guid: link.guid.as_str().to_owned(),
        };
        tx.enqueue(job).await?;
    }
    Ok(())
}

fn may_be_fetched(link: &Link) -> bool {
    matches!(
        link.kind(),
        Some(Kind::Post | Kind::StatusMessage | Kind::Reshare | Kind::Comment)
    )
}

/// Fetches what a link leads to.
///
/// # Errors
/// Something broke here.
pub async fn work(pod: &Pod, claimed: &Claimed, (author, kind, guid): (&str, &str, &str)) -> Result<Done, Stop> {
    let link = match (Handle::parse(author), Guid::parse(guid)) {
        (Some(author), Some(guid)) => Link {
            author,
            name: kind.to_owned(),
            guid,
        },
        _ => return Ok(Done::Reject("this is no link".to_owned())),
    };
    earlier::ended(pod, claimed, ask(pod, &link).await).await
}

async fn ask(pod: &Pod, link: &Link) -> Result<(), Undone> {
    let Some(kind) = link.kind().filter(|_| may_be_fetched(link)) else {
        return Ok(());
    };
    let wanted = Wanted {
        kind,
        guid: link.guid.clone(),
        from: Some(link.author.clone()),
    };
    fetch::unless_known(pod, &wanted, By::Named).await
}

/// Whether another pod may be asked for what a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// Somebody who is signed in wants to see it.
    May,
    /// Nobody we know: no other server is asked for them.
    MustNot,
}

/// The page here to which a link leads, as far as the viewer may see it.
///
/// # Errors
/// The database cannot be read. That another pod does not answer is no error: then there is no page.
pub async fn page(pod: &Pod, viewer: Viewer, text: &str, asking: Asking) -> Outcome<Option<String>> {
    let Some(link) = link::find(text).into_iter().next() else {
        return Ok(None);
    };
    if let Some(found) = here(pod, viewer, &link).await? {
        return Ok(Some(found));
    }
    if asking == Asking::MustNot || link.author.host() == pod.settings.host() {
        return Ok(None);
    }
    let asked = match link.kind() {
        Some(Kind::Person | Kind::Profile) => discover::person(pod, &link.author).await.map(|_| ()),
        Some(_) | None => ask(pod, &link).await,
    };
    match asked {
        Ok(()) => here(pod, viewer, &link).await,
        Err(Undone::Broke(fault)) => Err(fault.into()),
        Err(undone @ (Undone::Reject(_) | Undone::Retry(_))) => {
            tracing::info!(guid = %link.guid, why = %undone, "what a link leads to could not be fetched");
            Ok(None)
        }
    }
}

/// Only what is by whom the link names.
async fn here(pod: &Pod, viewer: Viewer, link: &Link) -> Outcome<Option<String>> {
    let (db, guid, author) = (pod.db.read(), link.guid.as_str(), link.author.as_str());
    let kind = link.kind();
    if matches!(kind, Some(Kind::Person | Kind::Profile)) {
        let found = visible::person::by_handle(db, author).await?;
        let found = found.filter(|person| person.guid == guid);
        return Ok(found.map(|person| format!("/people/{}", person.guid)));
    }
    if kind == Some(Kind::Comment) {
        let Some(said) = comments(viewer).one(db, guid).await? else {
            return Ok(None);
        };
        let on = posts(viewer).by_id(db, said.comment.post_id).await?;
        let on = on.filter(|_| said.author.handle == author);
        return Ok(on.map(|_| format!("/comments/{guid}")));
    }
    if !may_be_fetched(link) {
        return Ok(None);
    }
    let found = posts(viewer).one(db, guid).await?;
    let found = found.filter(|found| found.author.handle == author && found.post.created_at <= pod.db.now());
    Ok(found.map(|found| format!("/posts/{}", found.post.guid)))
}
