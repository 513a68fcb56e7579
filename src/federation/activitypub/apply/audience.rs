//! For whom of ours something is: who is named, who follows its author and may, to whose inbox it came.

use entity::visible::post::Authored;
use entity::write::follow;
use entity::{PersonId, SeenPost, person, pod, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::Came;
use crate::error::Outcome;
use crate::federation::activitypub::places::{self, Place};
use crate::settings::Settings;
use crate::wire::activitypub::software::keeps_containers;
use crate::wire::activitypub::{Activity, Audience, Deed, Id, Item, Object, Reach, Tag};

/// For whom something is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Whom {
    /// Everybody.
    Everyone,
    /// Everybody, and in no list.
    Quietly,
    /// These people here, and whoever else elsewhere.
    These(Vec<PersonId>),
}

impl Whom {
    /// Whether everybody may have it.
    pub(super) fn is_open(&self) -> bool {
        match self {
            Self::Everyone | Self::Quietly => true,
            Self::These(_) => false,
        }
    }
}

/// For whom of ours an object is.
pub(super) async fn of(db: &impl ConnectionTrait, came: &Came<'_>, object: &Object) -> Outcome<Whom> {
    let audience = &object.audience;
    let own = came.from.actor.followers.as_deref();
    let is_followers = |id: &Id| Some(id.as_str()) == own;
    let mentioned: Vec<&Id> = object
        .tags
        .iter()
        .filter_map(Tag::mention)
        .map(|one| &one.actor)
        .collect();
    let mut people = named(db, came.settings, audience).await?;
    people.extend(came.recipient);
    match audience.reach(is_followers, &mentioned) {
        Reach::Public => return Ok(Whom::Everyone),
        Reach::Quiet => return Ok(Whom::Quietly),
        Reach::Followers => people.extend(follow::followers_here(db, came.from.person.id).await?),
        Reach::Direct | Reach::Limited | Reach::Unsaid => {}
    }
    people.sort_unstable();
    people.dedup();
    Ok(Whom::These(people))
}

/// In whose name may be asked for what a letter names: whose inbox it came to, else whom of ours it names, else somebody here who follows
/// whoever has sent it. None: it is for everybody, so that what it names is so, too, or nobody here has to do with it.
pub(in crate::federation::activitypub) async fn reader(
    db: &impl ConnectionTrait,
    came: &Came<'_>,
    activity: &Activity,
) -> Outcome<Option<PersonId>> {
    let made = if let Deed::Create(items) = &activity.deed {
        items.iter().find_map(Item::object)
    } else if let Deed::Update(item) = &activity.deed {
        item.object()
    } else {
        None
    };
    let audience = made.map(|made| &made.audience).filter(|audience| !audience.is_empty());
    let audience = audience.unwrap_or(&activity.audience);
    match audience.reach(|_| true, &[]) {
        Reach::Public | Reach::Quiet => return Ok(None),
        Reach::Followers | Reach::Direct | Reach::Limited | Reach::Unsaid => {}
    }
    if came.recipient.is_some() {
        return Ok(came.recipient);
    }
    if let Some(named) = named(db, came.settings, audience).await?.into_iter().min() {
        return Ok(Some(named));
    }
    let own = came.from.actor.followers.as_deref();
    if !audience.named().any(|id| Some(id.as_str()) == own) {
        return Ok(None);
    }
    let followers = follow::followers_here(db, came.from.person.id).await?;
    Ok(followers.into_iter().min())
}

/// The people here whom an audience names, hidden or not.
async fn named(db: &impl ConnectionTrait, settings: &Settings, audience: &Audience) -> Outcome<Vec<PersonId>> {
    let hidden = audience.hidden.iter().filter_map(|address| address.id());
    let guids: Vec<String> = audience
        .named()
        .chain(hidden)
        .filter_map(|id| match places::ours(settings, id) {
            Some(Place::Person(guid)) => Some(guid),
            Some(
                Place::Pod
                | Place::Followers(_)
                | Place::Post(_)
                | Place::Comment(_)
                | Place::Message(_)
                | Place::Conversation(_),
            )
            | None => None,
        })
        .collect();
    here(db, &guids).await
}

/// Those of some guids who live here.
pub(super) async fn here(db: &impl ConnectionTrait, guids: &[String]) -> Outcome<Vec<PersonId>> {
    if guids.is_empty() {
        return Ok(Vec::new());
    }
    let found = person::Entity::find()
        .filter(person::Column::Guid.is_in(guids.iter().map(String::as_str)))
        .filter(person::Column::PodId.is_null())
        .filter(person::Column::ClosedAt.is_null())
        .all(db)
        .await?;
    Ok(found.into_iter().map(|person| person.id).collect())
}

/// The account of somebody here, by the address of the actor.
pub(in crate::federation::activitypub) async fn account(
    db: &impl ConnectionTrait,
    settings: &Settings,
    id: &Id,
) -> Outcome<Option<user::Model>> {
    let Some(Place::Person(guid)) = places::ours(settings, id) else {
        return Ok(None);
    };
    let Some(person) = here(db, &[guid]).await?.pop() else {
        return Ok(None);
    };
    let found = user::Entity::find().filter(user::Column::PersonId.eq(person));
    Ok(found.one(db).await?)
}

/// Whether something for these people may stand below a post: all of ours who have the post are among them, so that nobody
/// reads there what was not for them; and whoever of ours it names has the post, so that it is lost to nobody to whom it speaks.
pub(super) async fn fits_below(
    db: &impl ConnectionTrait,
    (came, object): (&Came<'_>, &Object),
    whom: &Whom,
    post: &SeenPost,
) -> Outcome<bool> {
    let Whom::These(people) = whom else { return Ok(true) };
    if post.reach != entity::Reach::Limited {
        return Ok(false);
    }
    let readers = entity::visible::elsewhere::readers_here(db, post).await?;
    let named = named(db, came.settings, &object.audience).await?;
    Ok(readers.iter().all(|reader| people.contains(reader)) && named.iter().all(|named| readers.contains(named)))
}

/// These people, and those to whom it came before.
pub(super) async fn with_those_who_have(db: &impl ConnectionTrait, whom: &Whom, known: &Authored) -> Outcome<Whom> {
    let Whom::These(people) = whom else {
        return Ok(whom.clone());
    };
    let mut people = people.clone();
    people.extend(entity::visible::elsewhere::readers_here(db, &known.post).await?);
    people.sort_unstable();
    people.dedup();
    Ok(Whom::These(people))
}

/// Whether something is for all who have a limited post of ours, whomever it names: it says that it belongs to the conversation below
/// the post, and its server is one that leaves it to the post's author to hand on what is said there (FEP-171b).
pub(super) async fn is_for_all_below(
    db: &impl ConnectionTrait,
    came: &Came<'_>,
    object: &Object,
    post: &SeenPost,
) -> Outcome<bool> {
    let container = places::container(came.settings, &post.guid);
    if post.reach != entity::Reach::Limited || object.context.as_ref() != Some(&container) {
        return Ok(false);
    }
    let Some(home) = came.from.person.pod_id else {
        return Ok(false);
    };
    let home = pod::Entity::find_by_id(home).one(db).await?;
    Ok(home.is_some_and(|home| keeps_containers(home.software.as_deref())))
}

/// Whether anybody here has to do with what somebody says to all: follows them, or is named.
pub(super) async fn concerns(db: &impl ConnectionTrait, came: &Came<'_>, object: &Object) -> Outcome<bool> {
    if came.recipient.is_some() || !named(db, came.settings, &object.audience).await?.is_empty() {
        return Ok(true);
    }
    is_followed(db, came.from.person.id).await
}

/// Whether anybody here follows an actor, or shares with them.
pub(super) async fn is_followed(db: &impl ConnectionTrait, who: PersonId) -> Outcome<bool> {
    Ok(entity::visible::elsewhere::any_contact(db, who).await?)
}
