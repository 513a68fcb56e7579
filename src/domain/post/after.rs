//! What may be done with a post once it is shared: by its author, and by who sees it.

use entity::own::post as own;
use entity::visible::projection;
use entity::write::{elsewhere, post as write, tag};
use entity::{GoneKind, Moment, NotificationKind, OwnPost, PersonId, PostId, Reach, SeenPost};

use super::extras::Wishes;
use super::publish::{SENSITIVE, notify};
use super::{audience, words};
use crate::db::Tx;
use crate::domain::gone;
use crate::domain::me::Me;
use crate::domain::named;
use crate::domain::preview::{self, Origin};
use crate::domain::{person, photo};
use crate::error::{OrNotFound, Outcome, PostRefusal};
use crate::job::{Job, Subject};
use crate::live::What;

/// One of my own posts, or the same refusal as for one that never was.
async fn mine(tx: &Tx, me: &Me, guid: &str) -> Outcome<OwnPost> {
    own::one(tx.sql(), me.person.id, guid).await?.or_not_found()
}

/// Changes what a post says; the former version is kept, and those newly named are told. The audience stays.
///
/// # Errors
/// It is not mine, or the text cannot be.
pub async fn edit(tx: &mut Tx, me: &Me, host: &str, guid: &str, text: &str) -> Outcome<OwnPost> {
    let post = mine(tx, me, guid).await?;
    let photos = usize::try_from(post.photos).unwrap_or(usize::MAX);
    let said = words::beside(tx.sql(), text, host, photos, PostRefusal::Text).await?;
    if said.text == post.text {
        return Ok(post);
    }
    let people: Vec<PersonId> = said.people.iter().map(|person| person.id).collect();
    let inside = write::inside(tx.sql(), &post, &people).await?;
    let (words, tags) = words::words(&said, &inside);
    let at = later(tx.now(), post.edited_at);
    let post = write::edit(tx.sql(), post, words, at).await?;
    words::fetch_ahead(tx, &post.html).await?;
    let names: Vec<&str> = tags.iter().map(|tag| tag.as_str()).collect();
    let tags = tag::ensure(tx.sql(), &names).await?;
    write::set_tags(tx.sql(), &post, &tags).await?;
    if names.contains(&SENSITIVE) {
        write::shield(tx.sql(), &post).await?;
    }
    let named = write::set_mentions(tx.sql(), &post, &inside).await?;
    notify(tx, &post, NotificationKind::Mentioned, &named).await?;
    named::seek(tx, &said, post.id, None).await?;
    named::note_later(tx, (post.id, post.reach), None, &said).await?;
    preview::wanted(tx, &post, host, Origin::Here(me.user.id)).await?;
    tell_elsewhere(tx, &post).await?;
    Ok(post)
}

/// Whoever has a post elsewhere is told how it is now.
async fn tell_elsewhere(tx: &mut Tx, post: &OwnPost) -> Outcome<()> {
    if entity::visible::elsewhere::any(tx.sql(), post.id).await? {
        let subject = Subject::Post { post: post.id.0 };
        tx.enqueue(Job::Dispatch { subject }).await?;
    }
    Ok(())
}

/// When a version was written that follows one of this time: other pods know whole seconds only.
pub(in crate::domain) fn later(now: Moment, former: Option<Moment>) -> Moment {
    const SECOND: i64 = 1_000_000;
    former.map_or(now, |former| {
        now.max(Moment((former.0.div_euclid(SECOND) + 1) * SECOND))
    })
}

/// Changes what a post says, and where it is, what stands before it, and which photos it has. With the tag for what is
/// sensitive it stays shielded.
///
/// # Errors
/// It is not mine, or the text, the place or the warning cannot be.
pub async fn revise(tx: &mut Tx, me: &Me, host: &str, guid: &str, composed: (&str, &Wishes)) -> Outcome<OwnPost> {
    let (text, wishes) = composed;
    let post = mine(tx, me, guid).await?;
    let former = entity::own::photo::of_post(tx.sql(), &post).await?;
    let photos = photo::ready(tx, me, &wishes.photos, former, photo::IN_POST).await?;
    let pictures = match post.photos > 0 || !photos.is_empty() {
        true => photo::rearrange(tx, &post, &photos).await?.is_any(),
        false => false,
    };
    let former = post.edited_at;
    let post = edit(tx, me, host, guid, text).await?;
    let mut extras = wishes.changed(&post)?;
    if crate::text::tag::find(&post.text)
        .iter()
        .any(|tag| tag.as_str() == SENSITIVE)
    {
        extras.warning.get_or_insert_default();
    }
    let besides = extras.warning != post.warning
        || extras.place != post.place
        || extras.position != post.latitude.zip(post.longitude);
    // Whoever has it elsewhere takes what is later for the truth.
    let later = ((besides || pictures) && post.edited_at == former).then(|| later(tx.now(), former));
    let at = later.or(post.edited_at);
    let post = write::detail(tx.sql(), post, extras, at).await?;
    match later {
        Some(_) if besides => tell_elsewhere(tx, &post).await?,
        Some(_) => photo::told::post(tx, post.id).await?,
        None => {}
    }
    preview::wanted(tx, &post, host, Origin::Here(me.user.id)).await?;
    Ok(post)
}

/// Takes a post back from everyone.
///
/// # Errors
/// It is not mine.
pub async fn delete(tx: &mut Tx, me: &Me, guid: &str) -> Outcome<()> {
    let post = mine(tx, me, guid).await?;
    tell_who_has(tx, &post).await?;
    gone::note_open(tx, GoneKind::Post, &post.guid).await?;
    take_away(tx, post).await
}

/// Takes a post away here.
pub(super) async fn take_away(tx: &mut Tx, post: OwnPost) -> Outcome<()> {
    let listeners = own::listeners(tx.sql(), &post).await?;
    write::delete(tx.sql(), post).await?;
    photo::take_files(tx).await?;
    // What they have been told of it is gone with it.
    tx.tell(&listeners, What::Account);
    Ok(())
}

/// A post of somebody here is about to go, whoever takes it away: who has it elsewhere is to be told, wherever they stand by now.
///
/// # Errors
/// The database cannot be written.
pub(in crate::domain) async fn tell_who_has(tx: &mut Tx, post: &OwnPost) -> Outcome<()> {
    let (pods, people) = elsewhere::who_has(tx.sql(), post).await?;
    let given = match post.reach {
        Reach::Public => elsewhere::given(tx.sql(), post).await?,
        Reach::Pod | Reach::Limited => Vec::new(),
    };
    if pods.is_empty() && given.is_empty() {
        return Ok(());
    }
    let subject = Subject::PostGone {
        guid: post.guid.clone(),
        author: post.author_id.0,
        pods: match post.reach {
            Reach::Public => pods.iter().map(|pod| pod.0).collect(),
            Reach::Pod | Reach::Limited => Vec::new(),
        },
        given: Some(given.iter().map(|pod| pod.0).collect()),
        people: people.iter().map(|person| person.id.0).collect(),
        // With words of its own it is a post like any other.
        root: post.root_id.filter(|_| post.text.is_empty()).map(|root| root.0),
        quoted: post.root_id.filter(|_| !post.text.is_empty()).map(|root| root.0),
    };
    Ok(tx.enqueue(Job::Dispatch { subject }).await?)
}

/// Shows a post to more people: they get it now, and are told. Returns how many did not have it before.
///
/// # Errors
/// It is not mine, is for all anyway, or somebody named is not known.
pub async fn show(tx: &mut Tx, me: &Me, host: &str, guid: &str, people: &[String]) -> Outcome<usize> {
    let post = held(tx, limited(mine(tx, me, guid).await?)?).await?;
    let people: Vec<PersonId> = audience::named(tx.sql(), people)
        .await?
        .iter()
        .map(|person| person.id)
        .collect();
    if people.is_empty() {
        return Err(PostRefusal::NobodyChosen.into());
    }
    let now = tx.now();
    let new = write::show(tx.sql(), &post, &people, now).await?;
    refresh(tx, &post, host).await?;
    notify(tx, &post, NotificationKind::ShownLater, &new).await?;
    elsewhere::note_recipients(tx.sql(), &post).await?;
    if entity::visible::elsewhere::any(tx.sql(), post.id).await? {
        let subject = Subject::Shown {
            post: post.id.0,
            people: new.iter().map(|person| person.0).collect(),
        };
        tx.enqueue(Job::Dispatch { subject }).await?;
    }
    Ok(new.len())
}

/// Withdraws a post from some people. Returns how many had it.
///
/// # Errors
/// It is not mine, is for all anyway, or nobody was chosen.
pub async fn withdraw(tx: &mut Tx, me: &Me, host: &str, guid: &str, people: &[String]) -> Outcome<usize> {
    let post = held(tx, limited(mine(tx, me, guid).await?)?).await?;
    let people = audience::named(tx.sql(), people).await?;
    if people.is_empty() {
        return Err(PostRefusal::NobodyChosen.into());
    }
    let mut gone = 0;
    let mut abroad = Vec::new();
    for person in &people {
        if write::withdraw(tx.sql(), &post, person.id).await?.is_some() {
            gone += 1;
            abroad.extend(person.pod_id.map(|_| person.id.0));
        }
    }
    take_back(tx, &post, abroad).await?;
    refresh(tx, &post, host).await?;
    let listeners = own::listeners(tx.sql(), &post).await?;
    tx.tell(&listeners, What::Account);
    Ok(gone)
}

/// People of other pods do not have a post any more. A pod keeps it once for all there, so it is told when nobody else of
/// its people has it: who does would lose it, too.
async fn take_back(tx: &mut Tx, post: &OwnPost, from: Vec<i64>) -> Outcome<()> {
    if from.is_empty() {
        return Ok(());
    }
    let (_, left) = elsewhere::who_has(tx.sql(), post).await?;
    let among: Vec<PersonId> = from.into_iter().map(PersonId).collect();
    let people = crate::domain::person::there(tx.sql(), &among).await?;
    // Some have a copy of their own: it goes with them, and holds none that was for all there.
    let copies = projection::copies(tx.sql(), &post.guid).await?;
    let has_own = |person: &entity::person::Model| copies.iter().any(|copy| copy.person == Some(person.id));
    let alone = people.into_iter().filter(|person| {
        let mut others = left.iter().filter(|other| other.pod_id == person.pod_id);
        has_own(person) || others.all(has_own)
    });
    // Told that it is gone, they take it again only as a later word.
    gone::note(tx, GoneKind::Post, &post.guid, post.author_id).await?;
    let subject = Subject::PostGone {
        guid: post.guid.clone(),
        author: post.author_id.0,
        pods: Vec::new(),
        given: None,
        people: alone.map(|person| person.id.0).collect(),
        root: None,
        quoted: None,
    };
    Ok(tx.enqueue(Job::Dispatch { subject }).await?)
}

async fn held(tx: &Tx, post: OwnPost) -> Outcome<OwnPost> {
    write::hold(tx.sql(), post).await?.or_not_found()
}

fn limited(post: OwnPost) -> Outcome<OwnPost> {
    if post.reach == Reach::Limited {
        Ok(post)
    } else {
        Err(PostRefusal::NotLimited.into())
    }
}

/// Who has the post has changed, and with it who may be linked in it.
async fn refresh(tx: &mut Tx, post: &OwnPost, host: &str) -> Outcome<()> {
    if !post.text.contains('@') {
        return Ok(());
    }
    let said = words::read(tx.sql(), &post.text, host, PostRefusal::Text).await?;
    let people: Vec<PersonId> = said.people.iter().map(|person| person.id).collect();
    let inside = write::inside(tx.sql(), post, &people).await?;
    write::rerender(tx.sql(), post, words::render(&said, &inside)).await?;
    write::set_mentions(tx.sql(), post, &inside).await?;
    Ok(())
}

/// Takes the card of a post's link away, for good.
///
/// # Errors
/// It is not mine.
pub async fn drop_preview(tx: &mut Tx, me: &Me, guid: &str) -> Outcome<()> {
    let post = mine(tx, me, guid).await?;
    Ok(entity::write::preview::refuse(tx.sql(), &post).await?)
}

/// Pins a post of mine to my profile.
///
/// # Errors
/// It is not mine.
pub async fn pin(tx: &mut Tx, me: &Me, guid: &str) -> Outcome<()> {
    let post = mine(tx, me, guid).await?;
    let now = tx.now();
    write::pin(tx.sql(), post, Some(now)).await?;
    Ok(())
}

/// Takes a post of mine off my profile's top.
///
/// # Errors
/// It is not mine.
pub async fn unpin(tx: &mut Tx, me: &Me, guid: &str) -> Outcome<()> {
    let post = mine(tx, me, guid).await?;
    write::pin(tx.sql(), post, None).await?;
    Ok(())
}

/// Hides a post from my streams. It stays where it is for everyone else.
///
/// # Errors
/// The database cannot be written.
pub async fn hide(tx: &mut Tx, me: &Me, post: &SeenPost) -> Outcome<()> {
    Ok(write::hide(tx.sql(), me.user.id, post).await?)
}

/// Shows a hidden post in my streams again.
///
/// # Errors
/// The database cannot be written.
pub async fn unhide(tx: &mut Tx, me: &Me, post: &SeenPost) -> Outcome<()> {
    Ok(write::unhide(tx.sql(), me.user.id, post).await?)
}

/// Keeps a post among my bookmarks. Nobody else learns of it.
///
/// # Errors
/// The database cannot be written.
pub async fn bookmark(tx: &mut Tx, me: &Me, post: &SeenPost) -> Outcome<()> {
    let now = tx.now();
    Ok(entity::write::bookmark::keep(tx.sql(), me.user.id, post, now).await?)
}

/// Takes a post out of my bookmarks.
///
/// # Errors
/// The database cannot be written.
pub async fn unbookmark(tx: &mut Tx, me: &Me, post: &SeenPost) -> Outcome<()> {
    Ok(entity::write::bookmark::drop(tx.sql(), me.user.id, post).await?)
}

/// Deletes a post whose time is over.
///
/// # Errors
/// The database cannot be written.
pub async fn expire(tx: &mut Tx, post: PostId) -> Outcome<()> {
    let now = tx.now();
    if let Some(post) = own::over(tx.sql(), post, now).await? {
        // What came from elsewhere ends there by itself, and nobody else speaks for its author.
        if !person::accounts(tx.sql(), &[post.author_id]).await?.is_empty() {
            tell_who_has(tx, &post).await?;
            gone::note_open(tx, GoneKind::Post, &post.guid).await?;
        }
    }
    write::expire(tx.sql(), post, now).await?;
    photo::take_files(tx).await
}
