//! People whom a text names. The pods of those of other pods whom something public of ours names are told; of those who have become
//! known only since, the names become links besides.

use entity::viewer::Reason;
use entity::visible::comment::comments;
use entity::visible::post::posts;
use entity::write::{elsewhere, post as write, version};
use entity::{CommentId, NotificationKind, OwnPost, PersonId, PodId, PostId, Reach, SeenPost, Viewer, own};

use super::comment::linked_people;
use super::emoji::Home;
use super::person as people;
use super::post::publish::notify;
use super::post::words::{self, Mentioned};
use crate::db::Tx;
use crate::error::{CommentRefusal, OrNotFound, Outcome, PostRefusal};
use crate::job::{Job, Subject};

const ALL: Viewer = Viewer::Pod(Reason::Arrival);

/// Has those looked for whom a text names and nobody here knows.
///
/// # Errors
/// The database cannot be written.
pub(super) async fn seek(tx: &mut Tx, said: &Mentioned, post: PostId, comment: Option<CommentId>) -> Outcome<()> {
    if said.unknown {
        let (post, comment) = (post.0, comment.map(|comment| comment.0));
        tx.enqueue(Job::FindNamed { post, comment }).await?;
    }
    Ok(())
}

/// Whom a public post of ours names, or what somebody here says below it, has to do with the post from now on, wherever they live.
/// Returns the pods of which that is new.
///
/// # Errors
/// The database cannot be written.
pub(super) async fn note(tx: &Tx, on: (PostId, Reach), said: &Mentioned) -> Outcome<Vec<PodId>> {
    let (post, reach) = on;
    if reach != Reach::Public {
        return Ok(Vec::new());
    }
    Ok(elsewhere::note_homes(tx.sql(), post, &said.far()).await?)
}

/// The same where that was said before and is changed: pods that had nothing to do with it get it as something new.
///
/// # Errors
/// The database cannot be written.
pub(super) async fn note_later(
    tx: &mut Tx,
    on: (PostId, Reach),
    comment: Option<CommentId>,
    said: &Mentioned,
) -> Outcome<()> {
    let new = note(tx, on, said).await?;
    tell_pods(tx, on.0, comment, &new).await
}

/// Links whom a post names. `pods` are those of whom we have just found.
///
/// # Errors
/// The database cannot be written.
pub async fn link_post(tx: &mut Tx, id: PostId, pods: &[PodId]) -> Outcome<()> {
    let Some(found) = posts(ALL).by_id(tx.sql(), id).await? else {
        return Ok(());
    };
    let post = own::post::one(tx.sql(), found.author.id, &found.post.guid).await?;
    let post: OwnPost = post.or_not_found()?;
    let said = words::arrived(tx.sql(), &post.text, Home::of(&found.author), PostRefusal::Text).await?;
    let named: Vec<PersonId> = said.people.iter().map(|person| person.id).collect();
    let inside = write::inside(tx.sql(), &post, &named).await?;
    write::rerender(tx.sql(), &post, words::render(&said, &inside)).await?;
    let new = write::set_mentions(tx.sql(), &post, &inside).await?;
    notify(tx, &post, NotificationKind::Mentioned, &new).await?;
    tell(tx, &found.post, None, pods).await
}

/// Links whom a comment names.
///
/// # Errors
/// The database cannot be written.
pub async fn link_comment(tx: &mut Tx, id: CommentId, pods: &[PodId]) -> Outcome<()> {
    let Some(found) = comments(ALL).by_id(tx.sql(), id).await? else {
        return Ok(());
    };
    let on = posts(ALL)
        .by_id(tx.sql(), found.comment.post_id)
        .await?
        .or_not_found()?
        .post;
    let comment = own::comment::of(tx.sql(), ALL, found.author.id, &found.comment.guid).await?;
    let comment = comment.or_not_found()?;
    let said = words::arrived(tx.sql(), &comment.text, Home::of(&found.author), CommentRefusal::Text).await?;
    let links = linked_people(tx, &found.author, &on, &said).await?;
    version::rerender_comment(tx.sql(), &comment, words::render(&said, &links)).await?;
    tx.tell_thread(on.id);
    tell(tx, &on, Some((id, found.author.id)), pods).await
}

/// Whom a public post of ours or a comment on it names gets it, as those do whom we knew before.
async fn tell(tx: &mut Tx, on: &SeenPost, comment: Option<(CommentId, PersonId)>, pods: &[PodId]) -> Outcome<()> {
    let ours = !people::accounts(tx.sql(), &[on.author_id]).await?.is_empty();
    let said_here = match comment {
        Some((_, author)) => !people::accounts(tx.sql(), &[author]).await?.is_empty(),
        None => ours,
    };
    if on.reach != Reach::Public || !ours || !said_here {
        return Ok(());
    }
    let mut new = Vec::new();
    for pod in pods {
        if elsewhere::note(tx.sql(), on.id, *pod).await? > 0 {
            new.push(*pod);
        }
    }
    tell_pods(tx, on.id, comment.map(|(id, _)| id), &new).await
}

async fn tell_pods(tx: &mut Tx, post: PostId, comment: Option<CommentId>, pods: &[PodId]) -> Outcome<()> {
    if pods.is_empty() {
        return Ok(());
    }
    let subject = Subject::Named {
        post: post.0,
        comment: comment.map(|id| id.0),
        pods: pods.iter().map(|pod| pod.0).collect(),
    };
    Ok(tx.enqueue(Job::Dispatch { subject }).await?)
}
