//! What is known here of the thing that a message belongs to, takes back or reshares: whose it is, and of what it is a part.

use entity::viewer::Reason;
use entity::visible::comment::comments;
use entity::visible::letter;
use entity::visible::like::likes;
use entity::visible::post::{Authored, posts};
use entity::{PostId, Reach, Viewer, person};

use super::Undone;
use crate::pod::Pod;
use crate::wire::Handle;
use crate::wire::diaspora::{Kind, Related, Wanted};

const ALL: Viewer = Viewer::Pod(Reason::Arrival);

/// What is known of a thing. None: nothing.
pub(super) async fn related(pod: &Pod, wanted: &Wanted) -> Result<Option<Related>, Undone> {
    let (db, guid) = (pod.db.read(), wanted.guid.as_str());
    match wanted.kind {
        Kind::Post | Kind::StatusMessage | Kind::Reshare => {
            let found = posts(ALL).one(db, guid).await?;
            Ok(found.as_ref().and_then(post))
        }
        Kind::Comment => {
            let Some(found) = comments(ALL).one(db, guid).await? else {
                return Ok(None);
            };
            let parent = parent(pod, found.comment.post_id).await?;
            Ok(below(&found.author, parent))
        }
        Kind::Like => {
            let Some(found) = likes(ALL).one(db, guid).await? else {
                return Ok(None);
            };
            let parent = parent(pod, found.like.post_id).await?;
            Ok(below(&found.author, parent))
        }
        Kind::Message => {
            let found = letter::named(db, guid).await?;
            Ok(found.and_then(|(_, author, _)| private(&author)))
        }
        Kind::Photo
        | Kind::Poll
        | Kind::PollAnswer
        | Kind::PollParticipation
        | Kind::Participation
        | Kind::Conversation
        | Kind::Contact
        | Kind::Profile
        | Kind::Person
        | Kind::Retraction
        | Kind::AccountDeletion
        | Kind::AccountMigration
        | Kind::Event
        | Kind::EventParticipation
        | Kind::Location
        | Kind::Embed
        | Kind::RelatedEntity => Err(Undone::Reject(format!(
            "this pod keeps no {} of others",
            wanted.kind.element()
        ))),
    }
}

async fn parent(pod: &Pod, id: PostId) -> Result<Option<Related>, Undone> {
    let found = posts(ALL).by_id(pod.db.read(), id).await?;
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
