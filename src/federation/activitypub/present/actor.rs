//! Somebody here as an actor: what anybody may know of them, and where servers write to them.

use entity::{Details, Viewer, actor as actor_row, former, person, person_key, user, visible};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::super::{instance, places};
use super::words::{Company, pictures, said};
use super::{address, time};
use crate::domain::{moved, moving};
use crate::federation::Undone;
use crate::pod::Pod;
use crate::text::emoji::Pictures;
use crate::wire::activitypub::{Actor, ActorKind, Consent, Field, Id, KeyClaim, KeyText};

/// Somebody here who has keys.
///
/// # Errors
/// They have no keys yet, or something broke.
pub(in crate::federation) async fn actor(pod: &Pod, who: &person::Model) -> Result<Actor, Undone> {
    let db = pod.db.read();
    let wait = || Undone::Retry("the keys of an account are not made yet".to_owned());
    let account = user::Entity::find()
        .filter(user::Column::PersonId.eq(who.id))
        .one(db)
        .await?
        .ok_or_else(wait)?;
    let key = person_key::Entity::find_by_id(who.id).one(db).await?;
    let pem = key.and_then(|key| key.actor_pem).ok_or_else(wait)?;
    let shown = visible::profile::extended(db, Viewer::Anyone, who.id).await?;
    let shown = shown.filter(|row| row.details == Details::Everyone);
    let bio = shown.as_ref().map(|row| row.bio.as_str()).unwrap_or_default();
    let mut tags = pictures(pod, &who.name).await?;
    let mut summary = None;
    if !bio.is_empty() {
        let said = said(pod, bio, Company::Everyone).await?;
        let known: Vec<_> = tags.clone();
        tags.extend(
            said.tags
                .into_iter()
                .filter(|tag| tag.mention().is_none() && !known.contains(tag)),
        );
        summary = Some(said.html);
    }
    let formers = moving::formers(db, account.id).await?;
    let settings = &pod.settings;
    let place = |what: &str| Some(places::of_person(settings, &who.guid, what));
    let id = places::person(settings, &who.guid);
    let icon = who
        .avatar
        .as_ref()
        .map(|key| settings.url(&format!("/avatars/{key}/300")));
    Ok(Actor {
        username: Some(account.username.clone()),
        webfinger: Some(who.handle.clone()),
        name: Some(who.name.clone()),
        summary,
        page: Some(address(settings.url(&format!("/u/{}", account.username)))?),
        inbox: place("inbox"),
        shared_inbox: Some(places::shared_inbox(settings)),
        outbox: place("outbox"),
        followers: place("followers"),
        following: place("following"),
        featured: place("featured"),
        keys: vec![claim(&id, pem)?],
        icon: icon.as_deref().and_then(Id::parse),
        locked: account.locked,
        discoverable: Some(who.searchable),
        indexable: Some(who.searchable),
        published: time(who.created_at),
        fields: fields(shown.as_ref().map(|row| (row.pronouns.as_str(), row.location.as_str()))),
        tags,
        aliases: formers
            .iter()
            .filter_map(|one| Id::parse(one.uri.as_deref()?))
            .collect(),
        consents: formers.into_iter().map(consent).collect(),
        moved_to: now(pod, who).await?,
        ..bare(id, ActorKind::Person)
    })
}

/// That somebody agrees to have moved here.
fn consent(from: former::Model) -> Consent {
    Consent {
        old: from.handle,
        signature: from.consent,
    }
}

/// Where somebody is who has moved to another pod. Whose account is open has not.
async fn now(pod: &Pod, who: &person::Model) -> Result<Option<Id>, Undone> {
    if who.closed_at.is_none() {
        return Ok(None);
    }
    let Some(new) = moved::to(pod.db.read(), who.id).await? else {
        return Ok(None);
    };
    let row = actor_row::Entity::find_by_id(new).one(pod.db.read()).await?;
    Ok(row.and_then(|row| Id::parse(&row.uri)))
}

/// What the profile says in a word or two. The names of the lines are those that others use.
fn fields(shown: Option<(&str, &str)>) -> Vec<Field> {
    let (pronouns, location) = shown.unwrap_or_default();
    let lines = [("Pronouns", pronouns), ("Location", location)];
    let lines = lines.into_iter().filter(|(_, value)| !value.is_empty());
    lines
        .map(|(name, value)| Field {
            name: name.to_owned(),
            value: Pictures::default().line(value),
        })
        .collect()
}

fn claim(owner: &Id, pem: String) -> Result<KeyClaim, Undone> {
    let unfit = || Undone::Reject("the address of a key is none".to_owned());
    Ok(KeyClaim {
        id: places::key(owner).ok_or_else(unfit)?,
        owner: owner.clone(),
        text: KeyText::Pem(pem),
    })
}

/// The pod itself: it asks for what is asked for nobody in particular, and tells other servers' moderators.
///
/// # Errors
/// Its key cannot be had.
pub(in crate::federation) async fn pod_itself(pod: &Pod) -> Result<Actor, Undone> {
    let settings = &pod.settings;
    let (_, key) = instance::key(pod).await?;
    let id = places::pod(settings);
    Ok(Actor {
        username: Some(settings.host()),
        webfinger: Some(format!("{0}@{0}", settings.host())),
        name: Some(pod.house().await?.name.clone()),
        page: Some(address(settings.url("/"))?),
        inbox: Some(places::shared_inbox(settings)),
        shared_inbox: Some(places::shared_inbox(settings)),
        outbox: Some(address(settings.url("/actor/outbox"))?),
        keys: vec![claim(&id, key.verifying()?.pem()?)?],
        locked: true,
        discoverable: Some(false),
        indexable: Some(false),
        ..bare(id, ActorKind::Application)
    })
}

fn bare(id: Id, kind: ActorKind) -> Actor {
    Actor {
        id,
        kind,
        username: None,
        webfinger: None,
        name: None,
        summary: None,
        page: None,
        inbox: None,
        shared_inbox: None,
        outbox: None,
        followers: None,
        following: None,
        featured: None,
        keys: Vec::new(),
        icon: None,
        image: None,
        locked: false,
        discoverable: None,
        indexable: None,
        published: None,
        fields: Vec::new(),
        tags: Vec::new(),
        aliases: Vec::new(),
        moved_to: None,
        consents: Vec::new(),
        moderators: None,
        restricted: false,
    }
}
