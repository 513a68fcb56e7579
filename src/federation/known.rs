//! What is known here of the thing that a message belongs to, takes back or reshares: whose it is, and of what it is a part.

use std::collections::HashMap;

use entity::viewer::Reason;
use entity::visible::comment::comments;
use entity::visible::letter;
use entity::visible::like::likes;
use entity::visible::post::{Authored, posts};
use entity::visible::vote::votes;
use entity::write::{far_photo, subscription};
use entity::{GoneKind, PersonId, PostId, Reach, Viewer, person, visible};
use sea_orm::ConnectionTrait;

use super::Undone;
use crate::domain;
use crate::domain::account::close;
use crate::pod::Pod;
use crate::wire::Handle;
use crate::wire::diaspora::entity::Liked;
use crate::wire::diaspora::{Kept, Kind, Received, Related, Wanted};

const ALL: Viewer = Viewer::Pod(Reason::Arrival);

/// What is known of a thing. None: nothing.
pub(super) async fn related(db: &impl ConnectionTrait, wanted: &Wanted) -> Result<Option<Related>, Undone> {
    let guid = wanted.guid.as_str();
    let Some(kept) = wanted.kind.kept() else {
        let element = wanted.kind.element();
        return Err(Undone::Reject(format!("this pod keeps no {element} of others")));
    };
    match kept {
        Kept::Post => {
            let found = posts(ALL).one(db, guid).await?;
            Ok(found.as_ref().and_then(post))
        }
        Kept::Comment => {
            let Some(found) = comments(ALL).one(db, guid).await? else {
                return Ok(None);
            };
            let parent = parent(db, found.comment.post_id).await?;
            Ok(below(&found.author, parent))
        }
        Kept::Like => {
            let Some(found) = likes(ALL).one(db, guid).await? else {
                return Ok(None);
            };
            let parent = parent(db, found.like.post_id).await?;
            Ok(below(&found.author, parent))
        }
        Kept::Message => {
            let found = letter::named(db, guid).await?;
            Ok(found.and_then(|(_, author, _)| private(&author)))
        }
        Kept::Poll => {
            let Some(on) = visible::poll::post_of(db, ALL, guid).await? else {
                return Ok(None);
            };
            Ok(parent(db, on).await?.map(|parent| Related {
                author: parent.author.clone(),
                local: parent.local,
                public: parent.public,
                parent: Some(Box::new(parent)),
            }))
        }
        Kept::Vote => {
            let Some(found) = votes(ALL).one(db, guid).await? else {
                return Ok(None);
            };
            let parent = parent(db, found.post).await?;
            Ok(below(&found.author, parent))
        }
        Kept::Participation => {
            let Some((who, post)) = subscription::of(db, guid).await? else {
                return Ok(None);
            };
            let parent = parent(db, post).await?;
            Ok(below(&who, parent))
        }
        Kept::Photo => {
            let found = far_photo::one(db, guid).await?;
            Ok(found.and_then(|(photo, author)| {
                Some(Related {
                    author: Handle::parse(&author.handle)?,
                    local: author.pod_id.is_none(),
                    public: photo.public,
                    parent: None,
                })
            }))
        }
    }
}

/// What is known of posts with these guids, by them.
pub(super) async fn related_posts(
    db: &impl ConnectionTrait,
    guids: &[&str],
) -> Result<HashMap<String, Related>, Undone> {
    let found = posts(ALL).called(db, guids).await?;
    let known = found
        .iter()
        .filter_map(|found| Some((found.post.guid.clone(), post(found)?)));
    Ok(known.collect())
}

/// As what such a thing is remembered when it is gone.
pub(super) fn gone(kind: Kind) -> Option<GoneKind> {
    match kind.kept()? {
        Kept::Post => Some(GoneKind::Post),
        Kept::Comment => Some(GoneKind::Comment),
        Kept::Like => Some(GoneKind::Like),
        Kept::Vote => Some(GoneKind::Vote),
        Kept::Photo => Some(GoneKind::Photo),
        Kept::Poll | Kept::Participation | Kept::Message => None,
    }
}

/// Whether a thing was here and was taken back for good.
pub(super) async fn is_gone(pod: &Pod, wanted: &Wanted) -> Result<bool, Undone> {
    match gone(wanted.kind) {
        Some(kind) => Ok(domain::gone::is(pod.db.read(), kind, wanted.guid.as_str()).await?),
        None => Ok(false),
    }
}

/// Why something was not taken, where that may be because somebody of this pod has closed their account and may open it again: then it
/// waits for that.
///
/// # Errors
/// The database cannot be read.
pub(super) async fn resting(db: &impl ConnectionTrait, received: &Received, undone: Undone) -> Result<Undone, Undone> {
    let Undone::Reject(_) = undone else {
        return Ok(undone);
    };
    for author in authors(db, received).await? {
        if close::closing(db, author).await?.is_some() {
            let why = "whose account hides what it is about may open it again";
            return Ok(Undone::Retry(why.to_owned()));
        }
    }
    Ok(undone)
}

/// Who wrote what something is said of, and whose post that stands below.
async fn authors(db: &impl ConnectionTrait, received: &Received) -> Result<Vec<PersonId>, Undone> {
    let mut authors = Vec::new();
    let on = match received {
        Received::Comment(said) => posts(ALL).one(db, said.parent_guid.as_str()).await?,
        Received::Participation(part) => posts(ALL).one(db, part.parent_guid.as_str()).await?,
        Received::Like(felt) if felt.parent == Liked::Post => posts(ALL).one(db, felt.parent_guid.as_str()).await?,
        Received::Like(felt) => match comments(ALL).one(db, felt.parent_guid.as_str()).await? {
            Some(said) => {
                authors.push(said.author.id);
                posts(ALL).by_id(db, said.comment.post_id).await?
            }
            None => None,
        },
        Received::PollParticipation(vote) => match visible::poll::post_of(db, ALL, vote.parent_guid.as_str()).await? {
            Some(on) => posts(ALL).by_id(db, on).await?,
            None => None,
        },
        Received::Reshare(shown) => match &shown.root {
            Some(root) => posts(ALL).one(db, root.guid.as_str()).await?,
            None => None,
        },
        Received::StatusMessage(_)
        | Received::Photo(_)
        | Received::EventParticipation(_)
        | Received::Conversation(_)
        | Received::Message(_)
        | Received::Contact(_)
        | Received::Profile(_)
        | Received::Person(_)
        | Received::Retraction(_)
        | Received::AccountDeletion(_)
        | Received::AccountMigration(_)
        | Received::Event(_) => None,
    };
    authors.extend(on.map(|on| on.author.id));
    Ok(authors)
}

async fn parent(db: &impl ConnectionTrait, id: PostId) -> Result<Option<Related>, Undone> {
    let found = posts(ALL).by_id(db, id).await?;
    Ok(found.as_ref().and_then(post))
}

fn post(found: &Authored) -> Option<Related> {
    Some(Related {
        author: Handle::parse(&found.author.handle)?,
        local: found.author.pod_id.is_none(),
        public: found.post.reach == Reach::Public,
        parent: None,
    })
}

/// What only a few people have, and hangs on nothing.
fn private(author: &person::Model) -> Option<Related> {
    Some(Related {
        author: Handle::parse(&author.handle)?,
        local: author.pod_id.is_none(),
        public: false,
        parent: None,
    })
}

fn below(author: &person::Model, parent: Option<Related>) -> Option<Related> {
    let parent = parent?;
    Some(Related {
        author: Handle::parse(&author.handle)?,
        local: author.pod_id.is_none(),
        public: parent.public,
        parent: Some(Box::new(parent)),
    })
}
