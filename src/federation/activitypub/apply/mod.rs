//! What was verified is done, with what the database knows: by the same functions that a browser's acts call, through the eyes of
//! whoever sent it. What is not known is not asked for here: it is said what is wanted, and nothing has happened.

mod apart;
mod audience;
mod container;
mod follows;
mod letters;
mod object;
mod people;
mod quotes;
mod talk;

use entity::viewer::Reason;
use entity::visible::comment::{Written, comments};
use entity::visible::like::likes;
use entity::visible::post::{Authored, posts};
use entity::write::far_object::{self, FarObject};
use entity::write::gone::alone;
use entity::{PersonId, PostId, Reach, SeenPost, Viewer, person};
use sea_orm::ConnectionTrait;

use super::super::Undone;
use super::meet::Signer;
use super::places::{self, Place};
use super::{guid_of, name_of};
use crate::db::Tx;
use crate::domain::follow::May;
use crate::error::{Fault, Outcome, Stop};
use crate::pod::Pod;
use crate::settings::Settings;
use crate::wire::activitypub::{Activity, Deed, Id, Item, Object};

pub(super) use audience::{account, reader};
pub(super) use container::taken_out;
pub(super) use object::{How, object, taken_back};
pub(super) use talk::announce;

/// Everything, for work that has to know what is here.
const ALL: Viewer = Viewer::Pod(Reason::Arrival);

/// How something came.
#[derive(Clone, Copy)]
pub(super) struct Came<'a> {
    pub(super) settings: &'a Settings,
    /// With which words of ours are sealed.
    pub(super) secret: &'a str,
    /// Who has signed it, or whose it is.
    pub(super) from: &'a Signer,
    /// To whose inbox; none: to that of the pod, or it was fetched.
    pub(super) recipient: Option<PersonId>,
}

/// What is not known here and has to be asked for first.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Want {
    /// An object and what it answers.
    Object(Id),
    /// An object of whoever has sent this, of which only the address was said.
    Made(Id),
    /// The same of one that is here and was changed.
    Changed(Id),
    /// What is announced, be it an object or something that was done.
    Announced(Id),
    /// What its owner says to belong to a conversation.
    Added(Box<Item>),
    /// The word that a post of ours may quote what it quotes.
    Stamp(PostId, Id),
    /// Whoever has sent it, anew.
    Again,
    /// Who they say that they are now.
    Moved(Id),
}

/// Why nothing has happened.
#[derive(Debug)]
pub(super) enum Stay {
    /// Something has to be asked for first.
    Want(Want),
    /// It cannot be, or not now.
    Undone(Undone),
}

impl From<Undone> for Stay {
    fn from(undone: Undone) -> Self {
        Self::Undone(undone)
    }
}

impl From<Stop> for Stay {
    fn from(stop: Stop) -> Self {
        Self::Undone(stop.into())
    }
}

impl From<Fault> for Stay {
    fn from(fault: Fault) -> Self {
        Self::Undone(fault.into())
    }
}

impl From<sea_orm::DbErr> for Stay {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Undone(error.into())
    }
}

fn not(why: &str) -> Stay {
    Stay::Undone(Undone::Reject(why.to_owned()))
}

/// Does what an actor says, in the order in which it is understood. What is not meant for a pod such as this changes nothing.
pub(super) async fn activity(tx: &mut Tx, came: &Came<'_>, activity: &Activity, how: How) -> Result<(), Stay> {
    match &activity.deed {
        Deed::Create(items) => created(tx, came, (activity, items), how).await,
        Deed::Update(item) => updated(tx, came, (activity, item)).await,
        Deed::Delete(deletion) => people::deleted(tx, came, &deletion.object).await,
        Deed::Undo(item) => undone(tx, came, item, how).await,
        Deed::Follow(whom) => follows::asked(tx, came, activity, whom).await,
        Deed::Accept(item, stamp) => match quotes::answered(came, item) {
            Some(quote) => quotes::granted(tx, came, &quote, stamp.as_ref()).await,
            None => follows::answered(tx, came, item, May::Yes).await,
        },
        Deed::Reject(item) => match quotes::answered(came, item) {
            Some(quote) => quotes::refused(tx, came, &quote).await,
            None => follows::answered(tx, came, item, May::No).await,
        },
        Deed::Announce(item) => match item.id() {
            Some(id) => talk::announce(tx, came, (activity.id.as_ref(), &activity.audience), id).await,
            None => Err(not("what is announced has no address")),
        },
        Deed::Like(liking) | Deed::EmojiReact(liking) => {
            talk::liked(tx, came, (activity.id.as_ref(), liking), how).await
        }
        Deed::Block(ban) => follows::blocked(tx, came, ban).await,
        Deed::Move(object, target) if object.as_str() == came.from.actor.uri => {
            Err(Stay::Want(Want::Moved(target.clone())))
        }
        Deed::Request(asking) => quotes::asked(tx, came, (activity, asking)).await,
        Deed::Flag(report) => people::flagged(tx, came, report).await,
        Deed::Add(item, target) => container::added(tx, came, (item, target)).await,
        Deed::Remove(item, target) => container::removed(tx, came, (item, target)).await,
        Deed::Move(..) | Deed::Dislike(_) | Deed::Lock(_) | Deed::Other(..) => Ok(()),
    }
}

async fn created(tx: &mut Tx, came: &Came<'_>, (activity, items): (&Activity, &[Item]), how: How) -> Result<(), Stay> {
    for item in items {
        match (item.object(), item.id()) {
            (Some(object), _) => {
                object::object(tx, came, &for_whom(object, activity), how).await?;
            }
            (None, Some(id)) => match found(tx.sql(), came.settings, id).await? {
                Some(_) => {}
                None => return Err(Stay::Want(Want::Made(id.clone()))),
            },
            (None, None) => return Err(not("what was made has no address")),
        }
    }
    Ok(())
}

/// What an object does not say of whom it is for, the activity does.
fn for_whom(object: &Object, activity: &Activity) -> Object {
    let mut object = object.clone();
    if object.audience.is_empty() {
        object.audience = activity.audience.clone();
    }
    object
}

async fn updated(tx: &mut Tx, came: &Came<'_>, (activity, item): (&Activity, &Item)) -> Result<(), Stay> {
    if item.id().is_some_and(|id| id.as_str() == came.from.actor.uri) {
        return people::described(tx, came, item).await;
    }
    match (item.object(), item.id()) {
        (Some(object), _) => object::object(tx, came, &for_whom(object, activity), How::Changed).await,
        (None, Some(id)) => match found(tx.sql(), came.settings, id).await? {
            Some(_) => Err(Stay::Want(Want::Changed(id.clone()))),
            None => Err(not("what was changed is not here")),
        },
        (None, None) => Err(not("what was changed has no address")),
    }
}

async fn undone(tx: &mut Tx, came: &Came<'_>, item: &Item, how: How) -> Result<(), Stay> {
    let Some(was) = item.activity() else {
        return match item.id() {
            Some(id) => undone_by_name(tx, came, id).await,
            None => Err(not("what is undone has no address")),
        };
    };
    if let Deed::Follow(whom) = &was.deed {
        follows::ended(tx, came, was.id.as_ref(), whom).await
    } else if let Deed::Like(liking) | Deed::EmojiReact(liking) = &was.deed {
        talk::unliked(tx, came, (was.id.as_ref(), Some(&liking.object)), how).await
    } else if let Deed::Announce(what) = &was.deed {
        talk::unannounced(tx, came, was.id.as_ref(), what.id()).await
    } else {
        // A block that ends begins nothing anew, and of the rest nothing is kept.
        Ok(())
    }
}

/// Only its address is said: it is one of those things that may be undone, or has not come yet.
async fn undone_by_name(tx: &mut Tx, came: &Came<'_>, id: &Id) -> Result<(), Stay> {
    lock(tx, &guid_of(id)).await?;
    if follows::ended_by_name(tx, came, id).await? {
        return Ok(());
    }
    let guid = guid_of(id);
    if posts(ALL).one(tx.sql(), &guid).await?.is_some() {
        return talk::unannounced(tx, came, Some(id), None).await;
    }
    if likes(ALL).one(tx.sql(), &guid).await?.is_some() {
        return talk::unliked(tx, came, (Some(id), None), How::Pushed).await;
    }
    talk::remember_undone(tx, came, &guid).await
}

/// Something that is here, by its address.
pub(super) enum Here {
    /// A post.
    Post(Box<Authored>),
    /// A comment.
    Comment(Box<Written>),
}

impl Here {
    /// Whose it is.
    pub(super) fn author(&self) -> PersonId {
        match self {
            Self::Post(post) => post.author.id,
            Self::Comment(said) => said.author.id,
        }
    }
}

/// What a thing with this address is called here, be it ours or another's. None: it is the address of somebody, or of a
/// message, which is shown at none.
pub(super) fn name_here(settings: &Settings, id: &Id) -> Option<String> {
    match places::ours(settings, id) {
        Some(Place::Post(guid) | Place::Comment(guid)) => Some(guid),
        Some(Place::Pod | Place::Person(_) | Place::Followers(_) | Place::Message(_) | Place::Conversation(_)) => None,
        None => Some(guid_of(id)),
    }
}

/// What has this address, as it was looked up for all that comes with it, or as it is now.
async fn found_ahead(tx: &Tx, came: &Came<'_>, id: &Id) -> Outcome<Option<Here>> {
    let name = name_here(came.settings, id);
    match name.and_then(|name| tx.ahead().post(&name).cloned()) {
        Some(post) => Ok(Some(Here::Post(Box::new(post)))),
        None => found(tx.sql(), came.settings, id).await,
    }
}

/// What has this address, be it ours or another's.
pub(super) async fn found(db: &impl ConnectionTrait, settings: &Settings, id: &Id) -> Outcome<Option<Here>> {
    seen_by(db, ALL, settings, id).await
}

/// The same through somebody's eyes.
pub(super) async fn seen_by(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    settings: &Settings,
    id: &Id,
) -> Outcome<Option<Here>> {
    let Some(guid) = name_here(settings, id) else {
        return Ok(None);
    };
    if let Some(post) = posts(viewer).one(db, &guid).await? {
        return Ok(Some(Here::Post(Box::new(post))));
    }
    let comment = comments(viewer).one(db, &guid).await?;
    Ok(comment.map(|comment| Here::Comment(Box::new(comment))))
}

/// A post through somebody's eyes.
async fn seen(tx: &Tx, who: &person::Model, post: PostId) -> Outcome<Option<SeenPost>> {
    if let Some(found) = tx.ahead().post_of(post) {
        return Ok(Some(found.post.clone()));
    }
    let found = posts(Viewer::Remote(who.id)).by_id(tx.sql(), post).await?;
    Ok(found.map(|found| found.post))
}

/// Whether something with this address is here.
pub(super) async fn is_here(pod: &Pod, id: &Id) -> Result<bool, Undone> {
    Ok(found(pod.db.read(), &pod.settings, id).await?.is_some())
}

/// Whether something with this address is here and for everybody.
pub(super) async fn is_open(pod: &Pod, id: &Id) -> Result<bool, Undone> {
    let db = pod.db.read();
    let post = match found(db, &pod.settings, id).await? {
        Some(Here::Post(post)) => Some(*post),
        Some(Here::Comment(said)) => posts(ALL).by_id(db, said.comment.post_id).await?,
        None => None,
    };
    Ok(post.is_some_and(|post| post.post.reach == Reach::Public))
}

/// Who of another server has made what has this address, if it is here.
pub(super) async fn author_of(pod: &Pod, id: &Id) -> Result<Option<PersonId>, Undone> {
    let object = far_object::one(pod.db.read(), &guid_of(id)).await?;
    Ok(object.map(|object| object.author))
}

/// Keeps how something is called there, and has nobody else work on it meanwhile.
async fn keep(tx: &mut Tx, who: &person::Model, id: &Id, page: Option<&Id>) -> Outcome<()> {
    let object = FarObject {
        guid: guid_of(id),
        uri: id.to_string(),
        url: page.map(ToString::to_string),
        author: who.id,
    };
    match tx.gathered() {
        Some(gathered) => gathered.called.push(object),
        None => far_object::keep(tx.sql(), &[object]).await?,
    }
    Ok(())
}

/// What something without an address is called: by who has done what to what.
fn nameless(came: &Came<'_>, verb: &str, on: &Id) -> String {
    name_of(&format!("{} {verb} {on}", came.from.actor.uri))
}

async fn lock(tx: &Tx, guid: &str) -> Outcome<()> {
    match tx.ahead().holds(guid) {
        true => Ok(()),
        false => Ok(alone(tx.sql(), guid).await?),
    }
}
