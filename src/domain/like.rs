//! Likes: that somebody likes a post that they see, or a comment that they read, with a heart or with another emoji.
//!
//! One for each person and thing. Whoever sees the thing sees who likes it.

use entity::write::like::{self as write, Change, NewLike, Target};
use entity::write::notification::About;
use entity::{NotificationKind, PersonId, SeenComment, SeenPost, UserId};

use super::emoji::{self, Home};
use super::me::Me;
use super::{ignore, notification, person};
use crate::db::Tx;
use crate::error::{LikeRefusal, OrNotFound, Outcome};

/// People on a page of those who like something.
pub const PAGE: u64 = 50;

/// What is liked: a post, or a comment under it.
#[derive(Clone, Copy, Debug)]
pub struct On<'a> {
    /// The post.
    pub post: &'a SeenPost,
    /// The comment under it; none for the post itself.
    pub comment: Option<&'a SeenComment>,
}

impl On<'_> {
    /// Of which row.
    pub fn target(&self) -> Target {
        self.comment.map_or_else(|| Target::post(self.post), Target::comment)
    }

    fn author(&self) -> PersonId {
        self.comment.map_or(self.post.author_id, |comment| comment.author_id)
    }
}

/// I like something, with this emoji from now on; empty for the heart.
///
/// # Errors
/// It is not one emoji, or whoever wrote it or the post ignores me.
pub async fn give(tx: &mut Tx, me: &Me, on: On<'_>, typed: &str) -> Outcome<()> {
    let emoji = emoji::feeling(tx.sql(), Home::Here, typed)
        .await?
        .ok_or(LikeRefusal::NoEmoji)?;
    let mine = on.comment.is_none_or(|comment| comment.post_id == on.post.id);
    mine.then_some(()).or_not_found()?;
    let authors = [on.post.author_id, on.author()];
    if ignore::ignored_by(tx, me.person.id, &authors).await? {
        return Err(LikeRefusal::NotTaken.into());
    }
    let new = NewLike {
        guid: tx.random().guid_hex(),
        author: me.person.id,
        emoji: emoji.clone(),
        at: tx.now(),
        signed: None,
    };
    match write::give(tx.sql(), on.target(), new).await? {
        Change::New => tell(tx, me, on, &emoji).await,
        Change::Other | Change::Nothing => Ok(()),
    }
}

/// I like it no longer; what was told of it is taken back.
///
/// # Errors
/// The database cannot be written.
pub async fn take_back(tx: &mut Tx, me: &Me, on: On<'_>) -> Outcome<()> {
    if write::take_back(tx.sql(), on.target(), me.person.id).await? {
        let author = account(tx, on.author()).await?;
        notification::changed(tx, author.as_slice());
    }
    Ok(())
}

async fn account(tx: &Tx, person: PersonId) -> Outcome<Option<UserId>> {
    let found = person::accounts(tx.sql(), &[person]).await?;
    Ok(found.first().map(|(_, user)| *user))
}

/// Whoever wrote it is told, if they still have the post and have not muted it.
async fn tell(tx: &mut Tx, me: &Me, on: On<'_>, emoji: &str) -> Outcome<()> {
    let author = on.author();
    if author == me.person.id {
        return Ok(());
    }
    let Some(user) = entity::own::comment::listener(tx.sql(), on.post, author).await? else {
        return Ok(());
    };
    let kind = match on.comment {
        Some(_) => NotificationKind::LikedComment,
        None => NotificationKind::Liked,
    };
    let about = About {
        post: Some(on.post.id),
        comment: on.comment.map(|comment| comment.id),
        emoji: Some(emoji.to_owned()),
        ..About::default()
    };
    notification::tell(tx, user, kind, me.person.id, about).await
}
