//! Whoever has something on another server is told that its photos are others than before, or are described otherwise: it is another
//! version of what they belong to, although the words are the same.

use entity::viewer::Reason;
use entity::visible::comment::comments;
use entity::visible::post::posts;
use entity::write::photo::Placed;
use entity::write::version;
use entity::{CommentId, OwnPhoto, PostId, Viewer};

use crate::db::Tx;
use crate::domain::elsewhere;
use crate::domain::me::Me;
use crate::domain::post::after::later;
use crate::domain::speaker::Speaker;
use crate::error::{OrNotFound, Outcome};
use crate::job::{Job, Subject};

const ALL: Viewer = Viewer::Pod(Reason::Dispatch);

/// What has become of the photos of something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::domain) struct Change {
    /// Those that it was given, or that are described otherwise, by their guids.
    pub(super) new: Vec<String>,
    /// Those that it has no more.
    pub(super) gone: Vec<String>,
    /// They stand in another order, or another point of one matters.
    pub(super) arranged: bool,
}

impl Change {
    /// From these photos to those.
    pub(super) fn of(former: &[OwnPhoto], placed: &[Placed]) -> Self {
        let was = |guid: &str| former.iter().find(|photo| photo.guid == guid);
        let is = |guid: &str| placed.iter().any(|one| one.photo.guid == guid);
        let same = |one: &&Placed| was(&one.photo.guid).is_some_and(|was| was.alt == one.said.alt);
        let before: Vec<_> = former
            .iter()
            .map(|photo| (photo.guid.as_str(), (photo.focus_x, photo.focus_y)))
            .collect();
        let now: Vec<_> = placed
            .iter()
            .map(|one| (one.photo.guid.as_str(), one.said.focus))
            .collect();
        let new = placed.iter().filter(|one| !same(one));
        let gone = former.iter().filter(|photo| !is(&photo.guid));
        Self {
            new: new.map(|one| one.photo.guid.clone()).collect(),
            gone: gone.map(|photo| photo.guid.clone()).collect(),
            arranged: before != now,
        }
    }

    /// Whether there is any.
    pub(in crate::domain) fn is_any(&self) -> bool {
        self.arranged || !self.new.is_empty() || !self.gone.is_empty()
    }
}

/// Each photo that a post was given or has no more is told by itself to pods that know them by name.
pub(super) async fn each(tx: &mut Tx, post: PostId, change: &Change) -> Outcome<()> {
    if !entity::visible::elsewhere::any(tx.sql(), post).await? {
        return Ok(());
    }
    let post = post.0;
    for guid in change.gone.iter().cloned() {
        let subject = Subject::PhotoGone { post, guid };
        tx.enqueue(Job::Dispatch { subject }).await?;
    }
    for guid in change.new.iter().cloned() {
        let subject = Subject::Photo { post, guid };
        tx.enqueue(Job::Dispatch { subject }).await?;
    }
    Ok(())
}

/// A post is told as a later version of itself.
pub(in crate::domain) async fn post(tx: &mut Tx, post: PostId) -> Outcome<()> {
    if entity::visible::elsewhere::any(tx.sql(), post).await? {
        let subject = Subject::Pictures { post: post.0 };
        tx.enqueue(Job::Dispatch { subject }).await?;
    }
    Ok(())
}

/// The photos of a post have changed, and nothing else of it.
pub(super) async fn of_post(tx: &mut Tx, id: PostId, change: &Change) -> Outcome<()> {
    let found = posts(ALL).by_id(tx.sql(), id).await?.or_not_found()?;
    let at = later(tx.now(), found.post.edited_at);
    version::touch(tx.sql(), id, at).await?;
    each(tx, id, change).await?;
    post(tx, id).await
}

/// The photos of a comment of mine have changed, and nothing else of it.
pub(in crate::domain) async fn of_comment(tx: &mut Tx, me: &Me, id: CommentId) -> Outcome<()> {
    let found = comments(ALL).by_id(tx.sql(), id).await?.or_not_found()?;
    let on = posts(ALL)
        .by_id(tx.sql(), found.comment.post_id)
        .await?
        .or_not_found()?;
    let at = later(tx.now(), found.comment.edited_at);
    version::touch_comment(tx.sql(), id, at).await?;
    elsewhere::spread(tx, Speaker::here(me), &on.post, Subject::Comment { comment: id.0 }).await
}
