//! What is felt about posts and comments, and what is passed on.

use entity::visible::comment::{Written, comments};
use entity::visible::like::{Given as GivenLike, likes};
use entity::visible::post::posts;
use entity::write::like::Target;
use entity::{GoneKind, PostId, SeenComment, SeenPost, own, person};

use super::audience::is_followed;
use super::{ALL, Came, Here, How, Stay, Want, found, found_ahead, keep, lock, nameless, not, seen};
use crate::db::Tx;
use crate::domain::emoji::Given;
use crate::domain::like::{self, Arrived as NewLike, On};
use crate::domain::post::arrive;
use crate::domain::reshare::{self, Arrived as NewReshare};
use crate::domain::speaker::Speaker;
use crate::domain::{emoji, gone};
use crate::federation::activitypub::{guid_of, places};
use crate::wire::activitypub::{Audience, Id, Liking, Reach};

/// A post, or a comment under it, through the eyes of whoever speaks about it. Where whose post it is says that it was spoken about, they see it.
async fn target(tx: &Tx, came: &Came<'_>, id: &Id, how: How) -> Result<(SeenPost, Option<SeenComment>), Stay> {
    let here = found_ahead(tx, came, id).await?;
    let here = here.ok_or_else(|| not("what it is about is not here"))?;
    let (post, comment): (PostId, Option<SeenComment>) = match here {
        Here::Post(post) => (post.post.id, None),
        Here::Comment(said) => (said.comment.post_id, Some(said.comment)),
    };
    let post = match how {
        How::Added => posts(ALL).by_id(tx.sql(), post).await?.map(|post| post.post),
        How::Pushed | How::Alone | How::Changed | How::Fetched | How::Shown => {
            seen(tx, &came.from.person, post).await?
        }
    };
    Ok((post.ok_or_else(|| not("they do not see what it is about"))?, comment))
}

pub(super) async fn liked(
    tx: &mut Tx,
    came: &Came<'_>,
    (id, liking): (Option<&Id>, &Liking),
    how: How,
) -> Result<(), Stay> {
    let guid = id.map_or_else(|| nameless(came, "likes", &liking.object), guid_of);
    lock(tx, &guid).await?;
    let (post, comment) = target(tx, came, &liking.object, how).await?;
    let who = &came.from.person;
    if let (Some(pod), Some(picture)) = (who.pod_id, &liking.picture) {
        let given = Given {
            name: picture.name.clone(),
            url: picture.picture.to_string(),
        };
        emoji::learn(tx, pod, &[given]).await?;
    }
    let feeling = emoji::felt(tx.sql(), who, liking.sign.as_deref()).await?;
    let on = On {
        post: &post,
        comment: comment.as_ref(),
    };
    let arrived = NewLike {
        guid: &guid,
        emoji: feeling,
        signed: None,
    };
    like::arrive(tx, who, on, arrived).await?;
    match id.filter(|id| is_handed_on(came, id, &on, liking)) {
        Some(id) => Ok(keep(tx, who, id, None).await?),
        None => Ok(()),
    }
}

/// Whether others may be told of a like by its address: it is of something here or of a comment, and others can ask for it by itself.
fn is_handed_on(came: &Came<'_>, id: &Id, on: &On<'_>, liking: &Liking) -> bool {
    let here = places::ours(came.settings, &liking.object).is_some() || on.comment.is_some();
    here && *id == id.document()
}

/// A like is taken back: by its address, or as the one that they have given.
pub(super) async fn unliked(
    tx: &mut Tx,
    came: &Came<'_>,
    (id, on): (Option<&Id>, Option<&Id>),
    how: How,
) -> Result<(), Stay> {
    let who = &came.from.person;
    let guid = match (id, on) {
        (Some(id), _) => guid_of(id),
        (None, Some(on)) => nameless(came, "likes", on),
        (None, None) => return Err(not("nothing is named that could be undone")),
    };
    lock(tx, &guid).await?;
    let mut given = likes(ALL).one(tx.sql(), &guid).await?;
    if given.is_none()
        && let Some(on) = on
        && let Ok((post, comment)) = target(tx, came, on, how).await
    {
        let target = comment.as_ref().map_or_else(|| Target::post(&post), Target::comment);
        given = likes(ALL).of(target).by(who.id).first(tx.sql()).await?;
    }
    let Some(given) = given else {
        gone::note_early(tx, &[GoneKind::Like], &guid, who.id).await?;
        return Ok(());
    };
    if given.author.id != who.id {
        return Err(not("somebody else has given it"));
    }
    let all = posts(ALL).by_id(tx.sql(), given.like.post_id).await?;
    let post = all.ok_or_else(|| not("what it is about is gone"))?.post;
    end_like(tx, who, (&given, &guid), &post).await
}

/// A like of a post, or of a comment below it, ends by the word of whoever has given it, or of whose post it is. `guid`: its name.
pub(super) async fn end_like(
    tx: &mut Tx,
    by: &person::Model,
    (given, guid): (&GivenLike, &str),
    post: &SeenPost,
) -> Result<(), Stay> {
    let comment = match given.like.comment_id {
        Some(id) => comments(ALL).by_id(tx.sql(), id).await?,
        None => None,
    };
    let on = On {
        post,
        comment: comment.as_ref().map(|said| &said.comment),
    };
    gone::note(tx, GoneKind::Like, guid, by.id).await?;
    Ok(like::take_away(tx, Speaker::elsewhere(by), given.author.id, on).await?)
}

/// Somebody passes on a public post, or an answer below one: that is shown by what it stands below, with its address as words. Of what is
/// not here it is asked only if somebody here follows them, and it was not taken back before.
pub(in crate::federation::activitypub) async fn announce(
    tx: &mut Tx,
    came: &Came<'_>,
    (id, audience): (Option<&Id>, &Audience),
    of: &Id,
) -> Result<(), Stay> {
    let who = &came.from.person;
    let guid = id.map_or_else(|| nameless(came, "announces", of), guid_of);
    lock(tx, &guid).await?;
    let (root, text) = match found_ahead(tx, came, of).await? {
        Some(Here::Post(post)) => (post.post, String::new()),
        // What is answered in a group stands in the thread; the group is no stream of it.
        Some(Here::Comment(_)) if came.from.actor.kind == "Group" => {
            return Err(not("an answer is not shown by itself in a group"));
        }
        Some(Here::Comment(said)) => {
            let root = thread_of(tx, who, &said).await?;
            let root = root.ok_or_else(|| not("what it answers cannot be shown"))?;
            (root, words_of(came, of, &said))
        }
        None if is_followed(tx.sql(), who.id).await? => {
            gone::let_in(tx, (GoneKind::Post, &guid), &[who.id], None).await?;
            return Err(Stay::Want(Want::Announced(of.clone())));
        }
        None => return Err(not("nobody here has to do with it")),
    };
    let now = tx.now();
    let arrived = NewReshare {
        guid: &guid,
        at: Some(now),
        root: Some(&root.guid),
        quiet: is_quiet(audience),
        text: &text,
    };
    let host = came.settings.host();
    reshare::arrive(tx, who, &host, arrived).await?;
    if let Some(id) = id {
        keep(tx, who, id, None).await?;
    }
    Ok(())
}

/// What is shown of the thread in which an answer stands, if it is for everybody: the post, or what that shows itself.
async fn thread_of(tx: &Tx, who: &person::Model, said: &Written) -> Result<Option<SeenPost>, Stay> {
    let on = seen(tx, who, said.comment.post_id).await?;
    let Some(on) = on.filter(|on| on.reach == entity::Reach::Public) else {
        return Ok(None);
    };
    Ok(match on.root_id {
        Some(root) => seen(tx, who, root).await?,
        None => Some(on),
    })
}

/// The address of an answer, which leads to where it is read here.
fn words_of(came: &Came<'_>, of: &Id, said: &Written) -> String {
    let here = places::comment(came.settings, &said.comment.guid);
    if places::ours(came.settings, of).is_some() {
        return format!("<{here}>");
    }
    let mut words = String::new();
    for letter in of.as_str().chars() {
        if letter.is_ascii_punctuation() {
            words.push('\\');
        }
        words.push(letter);
    }
    format!("[{words}](<{here}>)")
}

/// Whether something is passed on to fewer than all: it shows what is public, and stands in no list.
fn is_quiet(audience: &Audience) -> bool {
    match audience.reach(|_| true, &[]) {
        Reach::Public | Reach::Unsaid => false,
        Reach::Quiet | Reach::Followers | Reach::Direct | Reach::Limited => true,
    }
}

/// It is passed on no longer: by its address, or as the one that shows this post.
pub(super) async fn unannounced(tx: &mut Tx, came: &Came<'_>, id: Option<&Id>, of: Option<&Id>) -> Result<(), Stay> {
    let who = &came.from.person;
    let guid = match (id, of) {
        (Some(id), _) => guid_of(id),
        (None, Some(of)) => nameless(came, "announces", of),
        (None, None) => return Err(not("nothing is named that could be undone")),
    };
    lock(tx, &guid).await?;
    let mut mine = own::post::one(tx.sql(), who.id, &guid)
        .await?
        .map(|post| post.guid.clone());
    if mine.is_none()
        && let Some(of) = of
    {
        let shown = match found(tx.sql(), came.settings, of).await? {
            Some(Here::Post(root)) => own::post::reshare_of_id(tx.sql(), who.id, root.post.id).await?,
            Some(Here::Comment(said)) => match thread_of(tx, who, &said).await? {
                Some(root) => {
                    let words = words_of(came, of, &said);
                    own::post::reshare_saying(tx.sql(), who.id, (root.id, &words)).await?
                }
                None => None,
            },
            None => None,
        };
        mine = shown.map(|post| post.guid.clone());
    }
    match mine {
        Some(mine) => Ok(arrive::retract(tx, who, &mine).await?),
        None => Ok(gone::note_early(tx, &[GoneKind::Post], &guid, who.id).await?),
    }
}

/// Something that has not come yet is undone: whatever it turns out to be, it does not come.
pub(super) async fn remember_undone(tx: &mut Tx, came: &Came<'_>, guid: &str) -> Result<(), Stay> {
    let either = [GoneKind::Like, GoneKind::Post, GoneKind::Follow];
    Ok(gone::note_early(tx, &either, guid, came.from.person.id).await?)
}
