//! What was there before a pod came to know of it: the newest public posts of somebody, and what is said and felt below a post.
//!
//! Both are lists of guids; each thing on them is fetched by itself and judged like anything that is sent to all. The list of
//! posts is what diaspora* answers. That below a post is our own (docs/federation.md): who has no such list answers 404, and
//! is not asked again about this post.

use std::time::Duration;

use entity::visible::comment::comments;
use entity::visible::like::likes;
use entity::visible::post::{Authored, Cursor, posts};
use entity::write::like::Target;
use entity::{PersonId, PostId, Reach, Viewer, person, visible};
use serde::{Deserialize, Serialize};

use super::diaspora::{apply, present};
use super::fetch::{self, By, ENVELOPE, address};
use super::{Undone, activitypub, ask, known, letter, receive};
use crate::domain::abroad::asked::{self, About};
use crate::error::{OrNotFound, Outcome, Stop};
use crate::job::{Done, Job};
use crate::outbound::{Patience, Want};
use crate::pod::Pod;
use crate::queue::Claimed;
use crate::wire::diaspora::{Entity, Kind, Wanted};
use crate::wire::{Guid, Handle};

/// Posts of a list: as many as diaspora* has.
const POSTS: u64 = 15;
/// Comments and likes of a list, each.
const BELOW: u64 = 50;
/// Somebody's earlier posts are asked for so often at the most.
const APART: Duration = Duration::from_secs(30 * 86_400);

const LIST: Want = Want {
    accept: "application/json",
    most_bytes: 2 << 20,
    range: None,
    patience: Patience::PAGE,
};

/// A post in somebody's list.
#[derive(Debug, Serialize, Deserialize)]
pub struct Listed {
    /// Its name.
    pub guid: String,
    /// Everybody may see it.
    pub public: bool,
    /// Who wrote it.
    pub author: Author,
    /// `StatusMessage` or `Reshare`.
    #[serde(default)]
    pub post_type: String,
    /// When, as ISO 8601.
    #[serde(default)]
    pub created_at: String,
}

/// Who wrote a post in a list.
#[derive(Debug, Serialize, Deserialize)]
pub struct Author {
    /// Their name between pods.
    pub guid: String,
    /// Their diaspora ID.
    #[serde(default)]
    pub diaspora_id: String,
    /// What they call themselves.
    #[serde(default)]
    pub name: String,
}

/// What is said and felt below a post, by guid, newest last.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Below {
    /// Comments.
    #[serde(default)]
    pub comments: Vec<String>,
    /// Likes of the post itself.
    #[serde(default)]
    pub likes: Vec<String>,
}

/// The newest public posts of somebody here.
///
/// # Errors
/// There is nobody here with this guid.
pub async fn posts_of(pod: &Pod, guid: &str) -> Outcome<Vec<Listed>> {
    let db = pod.db.read();
    let person = visible::person::one(db, guid).await?;
    let person = person.filter(|person| person.pod_id.is_none()).or_not_found()?;
    let page = posts(Viewer::Anyone)
        .by(person.id)
        .public()
        .listed()
        .page(db, Cursor::until(pod.db.now()), POSTS)
        .await?;
    let listed = page.into_iter().map(|found| Listed {
        post_type: match found.post.root_id {
            Some(_) => "Reshare".to_owned(),
            None => "StatusMessage".to_owned(),
        },
        created_at: found.post.created_at.iso(),
        guid: found.post.guid.clone(),
        public: true,
        author: Author {
            guid: found.author.guid.clone(),
            diaspora_id: found.author.handle.clone(),
            name: found.author.name.clone(),
        },
    });
    Ok(listed.collect())
}

/// A public post of somebody here.
async fn ours(pod: &Pod, guid: &str) -> Outcome<Authored> {
    let found = posts(Viewer::Anyone).public().listed().one(pod.db.read(), guid).await?;
    found
        .filter(|post| post.author.pod_id.is_none() && post.post.created_at <= pod.db.now())
        .or_not_found()
}

/// What is below a public post of somebody here.
///
/// # Errors
/// There is no such post.
pub async fn below(pod: &Pod, guid: &str) -> Outcome<Below> {
    let on = ours(pod, guid).await?;
    let db = pod.db.read();
    let said = comments(Viewer::Anyone).under(on.post.id).page(db, None, BELOW).await?;
    let felt = likes(Viewer::Anyone)
        .of(Target::post(&on.post))
        .page(db, None, BELOW)
        .await?;
    Ok(Below {
        comments: said.iter().map(|said| said.comment.guid.clone()).collect(),
        likes: felt.iter().rev().map(|given| given.like.guid.clone()).collect(),
    })
}

/// One thing below a public post of somebody here, as it is relayed: signed by its own author, in an envelope of the post's.
///
/// # Errors
/// There is no such thing there.
pub async fn relayed(pod: &Pod, on: &str, kind: &str, guid: &str) -> Outcome<String> {
    let on = ours(pod, on).await?;
    let db = pod.db.read();
    let entity = match kind {
        "comment" => {
            let said = comments(Viewer::Anyone).under(on.post.id).one(db, guid).await?;
            present::comment(pod, &on, &said.or_not_found()?).await
        }
        "like" => {
            let given = likes(Viewer::Anyone).of(Target::post(&on.post)).one(db, guid).await?;
            present::like(pod, &on, &given.or_not_found()?).await
        }
        _ => return Err(crate::error::Refusal::NotFound.into()),
    };
    let entity = entity.map_err(fetch::gone)?;
    letter::envelope(pod, &on.author, entity).await.map_err(fetch::gone)
}

/// Somebody was found: what they posted before is asked for, once.
///
/// # Errors
/// The database cannot be written.
pub async fn want(pod: &Pod, who: &person::Model) -> Outcome<()> {
    if who.pod_id.is_none() {
        return Ok(());
    }
    pod.act(async |tx| {
        if asked::ask(tx, who.id, About::Posts, APART).await? {
            tx.enqueue(Job::FetchPosts { person: who.id.0 }).await?;
        }
        Ok(())
    })
    .await
}

/// Reads the list of somebody's newest posts, and fetches those that are not here.
///
/// # Errors
/// Something broke here.
pub async fn read_posts(pod: &Pod, claimed: &Claimed, who: PersonId) -> Result<Done, Stop> {
    ended(pod, claimed, posts_there(pod, who).await).await
}

async fn posts_there(pod: &Pod, who: PersonId) -> Result<(), Undone> {
    let who = visible::person::among(pod.db.read(), &[who]).await?.pop();
    let Some(who) = who else { return Ok(()) };
    if who.guid.starts_with(activitypub::FAR) {
        return activitypub::posts_of(pod, &who).await;
    }
    let (Some(base), Some(handle)) = (address(pod, &who).await?, Handle::parse(&who.handle)) else {
        return Ok(());
    };
    let list = ask::get(pod, &format!("{base}/people/{}/stream", who.guid), &LIST).await?;
    let list: Vec<Listed> = serde_json::from_slice(&list).map_err(|_| Undone::Reject("it is no list".to_owned()))?;
    let theirs = list.into_iter().filter(|one| one.public && one.author.guid == who.guid);
    for one in theirs.take(usize::try_from(POSTS).unwrap_or_default()) {
        let Some(guid) = Guid::parse(&one.guid) else { continue };
        let wanted = Wanted {
            kind: Kind::Post,
            guid,
            from: Some(handle.clone()),
        };
        fetch::unless_known(pod, &wanted, By::Named).await?;
    }
    Ok(())
}

/// Reads the list of what is below a post that was fetched, and has each of it.
///
/// # Errors
/// Something broke here.
pub async fn read_thread(pod: &Pod, claimed: &Claimed, post: PostId) -> Result<Done, Stop> {
    ended(pod, claimed, thread_there(pod, post).await).await
}

async fn thread_there(pod: &Pod, post: PostId) -> Result<(), Undone> {
    let Some(on) = posts(present::ALL).by_id(pod.db.read(), post).await? else {
        return Ok(());
    };
    if on.post.guid.starts_with(activitypub::FAR) {
        return activitypub::below_post(pod, &on.post.guid).await;
    }
    let base = address(pod, &on.author)
        .await?
        .filter(|_| on.post.reach == Reach::Public);
    let Some(base) = base else { return Ok(()) };
    let list = format!("{base}/fetch/thread/{}", on.post.guid);
    let list = ask::get(pod, &list, &LIST).await?;
    let list: Below = serde_json::from_slice(&list).map_err(|_| Undone::Reject("it is no list".to_owned()))?;
    let most = usize::try_from(BELOW).unwrap_or_default();
    let said = list.comments.iter().take(most).map(|guid| (Kind::Comment, guid));
    let felt = list.likes.iter().take(most).map(|guid| (Kind::Like, guid));
    for (kind, guid) in said.chain(felt) {
        match thing(pod, &on, &base, kind, guid).await {
            Ok(()) => {}
            Err(undone @ Undone::Broke(_)) => return Err(undone),
            Err(undone @ (Undone::Reject(_) | Undone::Retry(_))) => {
                tracing::info!(guid, why = %undone, "what is below a fetched post could not be fetched");
            }
        }
    }
    Ok(())
}

async fn thing(pod: &Pod, on: &Authored, base: &str, kind: Kind, guid: &str) -> Result<(), Undone> {
    let unfit = || Undone::Reject("something else was answered".to_owned());
    let wanted = Wanted {
        kind,
        guid: Guid::parse(guid).ok_or_else(unfit)?,
        from: None,
    };
    if known::related(pod.db.read(), &wanted).await?.is_some() {
        return Ok(());
    }
    let path = format!("{base}/fetch/thread/{}/{}/{guid}", on.post.guid, kind.element());
    let document = ask::get(pod, &path, &ENVELOPE).await?;
    let document = String::from_utf8(document).map_err(|_| unfit())?;
    let received = receive::judged(pod, None, &document, fetch::DEEPEST).await?;
    let entity = received.to_entity();
    let (guid, parent) = if let Entity::Comment(said) = &entity {
        (&said.guid, &said.parent_guid)
    } else if let Entity::Like(given) = &entity {
        (&given.guid, &given.parent_guid)
    } else {
        return Err(unfit());
    };
    let there = *guid == wanted.guid && parent.as_str() == on.post.guid;
    if !there || received.signer().as_str() != on.author.handle {
        return Err(unfit());
    }
    let mut tx = pod.db.begin().await?;
    apply::apply(&mut tx, &pod.settings.host(), apply::Came::default(), &received).await?;
    tx.commit().await?;
    Ok(())
}

/// What could not be had now is not asked for again: it is nothing that anybody has sent to us.
pub(super) async fn ended(pod: &Pod, claimed: &Claimed, what: Result<(), Undone>) -> Result<Done, Stop> {
    match what {
        Ok(()) => {}
        Err(Undone::Broke(fault)) => return Err(Stop::Broke(fault)),
        Err(Undone::Reject(why) | Undone::Retry(why)) => {
            tracing::info!(why, "what was there before could not be fetched");
        }
    }
    let mut tx = pod.db.begin().await?;
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::Done)
}
