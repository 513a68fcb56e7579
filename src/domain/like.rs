//! Likes: that somebody likes a post that they see, or a comment that they read, with a heart or with another emoji.
//!
//! One for each person and thing. Whoever sees the thing sees who likes it.

use entity::own::around::{self, Around, Hearing};
use entity::viewer::Reason;
use entity::visible::like::likes;
use entity::write::activity::Move;
use entity::write::like::{self as write, Change, NewLike, Target};
use entity::write::notification::About;
use entity::{
    GoneKind, NotificationKind, PersonId, SeenComment, SeenPost, UserId, Viewer, person as person_row, visible,
};

use super::emoji::{self, Home};
use super::me::Me;
use super::speaker::Speaker;
use super::{elsewhere, gathered, gone, ignore, notification, participation, person};
use crate::db::Tx;
use crate::error::{LikeRefusal, OrNotFound, Outcome};
use crate::job::Subject;

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

    /// That somebody's like of it is no more.
    fn gone(&self, guid: String, author: PersonId) -> Subject {
        Subject::LikeGone {
            post: self.post.id.0,
            guid,
            author: author.0,
            comment: self.comment.map(|comment| comment.id.0),
        }
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
    let new = NewLike {
        guid: tx.random().guid_hex(),
        author: me.person.id,
        emoji,
        at: tx.now(),
        signed: None,
    };
    put(tx, Speaker::here(me), on, new).await
}

/// A like as another pod sent it.
#[derive(Clone, Debug)]
pub struct Arrived<'a> {
    /// Its address.
    pub guid: &'a str,
    /// With which emoji, as it is kept; empty for the heart.
    pub emoji: String,
    /// What has to be handed on unchanged (JSON).
    pub signed: Option<String>,
}

/// Somebody of another pod likes something that they see. One that is here already changes nothing.
///
/// # Errors
/// Somebody else's has this guid, or whoever wrote it or the post ignores them.
pub async fn arrive(tx: &mut Tx, who: &person_row::Model, on: On<'_>, arrived: Arrived<'_>) -> Outcome<()> {
    let all = Viewer::Pod(Reason::Arrival);
    if !tx.ahead().is_fresh(arrived.guid)
        && let Some(known) = likes(all).one(tx.sql(), arrived.guid).await?
    {
        return (known.author.id == who.id).then_some(()).or_not_found();
    }
    let may = [who.id, on.post.author_id];
    gone::let_in(tx, (GoneKind::Like, arrived.guid), &may, None).await?;
    if ignore::ignored_by(tx, who.id, &[on.post.author_id, on.author()]).await? {
        return Err(LikeRefusal::NotTaken.into());
    }
    gathered::settle_of(tx, who.id, on.post.id).await?;
    let new = NewLike {
        guid: arrived.guid.to_owned(),
        author: who.id,
        emoji: arrived.emoji,
        at: tx.now(),
        signed: arrived.signed,
    };
    put(tx, Speaker::elsewhere(who), on, new).await
}

async fn put(tx: &mut Tx, who: Speaker, on: On<'_>, new: NewLike) -> Outcome<()> {
    let mine = on.comment.is_none_or(|comment| comment.post_id == on.post.id);
    mine.then_some(()).or_not_found()?;
    let authors = [on.post.author_id, on.author()];
    let (guid, emoji, signed) = (new.guid.clone(), new.emoji.clone(), new.signed.clone());
    let held = on.comment.is_none() && gathered::moves(tx, on.post.id).is_some();
    let heard = Hearing::Author(on.author());
    let (change, around) = match held {
        // Where the post's row is held all is known before; else whoever is quicker is seen only once the row is written.
        true => {
            let around = gathered::around(tx, on.post, who.person, (&authors, heard)).await?;
            let around = taken(around)?;
            (gathered::like(tx, on.post, new).await?, around)
        }
        false => {
            let change = write::give(tx.sql(), on.target(), new).await?;
            let around = around::of(tx.sql(), on.post, who.person, &authors, heard).await?;
            (change, taken(around)?)
        }
    };
    match change {
        Change::New(_) => {
            if held && let Some(moves) = gathered::moves(tx, on.post.id) {
                moves.push(Move::liked(on.post));
            }
            for listener in &around.told {
                tell(tx, who, on, &emoji, listener.user).await?;
            }
            if around.elsewhere && who.user().is_some() {
                participation::begin(tx, who.person, on.post).await?;
            }
            if let Some(home) = who.home.filter(|_| around.ours) {
                gathered::took_part(tx, on.post.id, home).await?;
            }
        }
        // Theirs under another name: that the former one was taken back is still on its way.
        Change::Other | Change::Nothing if signed.is_some() => {
            write::rename(tx.sql(), on.target(), who.person, &guid, signed).await?;
        }
        // Nobody can say that a like has changed: elsewhere it is taken back, and there is another one.
        Change::Other if around.elsewhere && who.user().is_some() => {
            let former = likes(who.viewer).of(on.target()).by(who.person).first(tx.sql()).await?;
            let former = former.or_not_found()?.like.guid.clone();
            gone::note(tx, GoneKind::Like, &former, who.person).await?;
            elsewhere::spread(tx, who, on.post, on.gone(former, who.person)).await?;
            write::rename(tx.sql(), on.target(), who.person, &guid, None).await?;
        }
        Change::Other | Change::Nothing => return Ok(()),
    }
    if !around.elsewhere {
        return Ok(());
    }
    let id = match change {
        Change::New(id) => Some(id),
        Change::Other | Change::Nothing => likes(who.viewer).one(tx.sql(), &guid).await?.map(|given| given.like.id),
    };
    let Some(id) = id else { return Ok(()) };
    elsewhere::hand_on(tx, who, around.ours, Subject::Like { like: id.0 }).await
}

/// Nobody is liked by whom they ignore.
fn taken(around: Around) -> Outcome<Around> {
    match around.refused {
        true => Err(LikeRefusal::NotTaken.into()),
        false => Ok(around),
    }
}

/// I like it no longer; what was told of it is taken back.
///
/// # Errors
/// The database cannot be written.
pub async fn take_back(tx: &mut Tx, me: &Me, on: On<'_>) -> Outcome<()> {
    take_away(tx, Speaker::here(me), me.person.id, on).await
}

/// Somebody's like is taken back: by themselves, or by whose post it is below.
///
/// # Errors
/// The database cannot be written.
pub async fn take_away(tx: &mut Tx, who: Speaker, whose: PersonId, on: On<'_>) -> Outcome<()> {
    let far = visible::elsewhere::any(tx.sql(), on.post.id).await?;
    let given = match far {
        true => likes(who.viewer).of(on.target()).by(whose).first(tx.sql()).await?,
        false => None,
    };
    if !write::take_back(tx.sql(), on.target(), whose).await? {
        return Ok(());
    }
    if let Some(given) = given {
        gone::note(tx, GoneKind::Like, &given.like.guid, who.person).await?;
        let subject = on.gone(given.like.guid.clone(), whose);
        elsewhere::spread(tx, who, on.post, subject).await?;
    }
    let author = account(tx, on.author()).await?;
    notification::changed(tx, author.as_slice());
    Ok(())
}

async fn account(tx: &Tx, person: PersonId) -> Outcome<Option<UserId>> {
    let found = person::accounts(tx.sql(), &[person]).await?;
    Ok(found.first().map(|(_, user)| *user))
}

/// Whoever wrote it is told, unless they like it themselves.
async fn tell(tx: &mut Tx, who: Speaker, on: On<'_>, emoji: &str, user: UserId) -> Outcome<()> {
    if on.author() == who.person {
        return Ok(());
    }
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
    notification::tell(tx, user, kind, who.person, about).await
}
