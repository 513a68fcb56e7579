//! What people here do, as activities: who, what, for whom.

use entity::visible::like::Given;
use entity::visible::post::Authored;
use entity::{SeenPost, person};

use super::super::places;
use super::words::picture;
use super::{object, time};
use crate::federation::Undone;
use crate::pod::Pod;
use crate::text::emoji::Feeling;
use crate::wire::activitypub::{Activity, Audience, Collection, Deed, Deletion, Id, Item, Liking, Object};

fn named(of: &Id, what: &str) -> Result<Id, Undone> {
    places::deed(of, what).ok_or_else(|| Undone::Reject("the address of an activity is none".to_owned()))
}

/// Somebody's activity for the same people as what it is about.
fn about(actor: Id, (id, deed): (Id, Deed), audience: Audience) -> Activity {
    Activity {
        audience,
        ..Activity::new(id, actor, deed)
    }
}

/// Something new, or what has changed of it.
pub(in crate::federation::activitypub) fn say(of: Object, news: News) -> Result<Activity, Undone> {
    let nameless = || Undone::Reject("an object of ours has no address or no author".to_owned());
    let id = of.id.clone().ok_or_else(nameless)?;
    let actor = of.author().cloned().ok_or_else(nameless)?;
    let (audience, published, direct) = (of.audience.clone(), of.published, of.direct);
    let changed = of.updated.map(|time| time.timestamp_micros()).unwrap_or_default();
    let (name, deed) = match news {
        News::New => ("create".to_owned(), Deed::Create(vec![Item::from(of)])),
        News::Changed => (format!("updates/{changed}"), Deed::Update(Item::from(of))),
    };
    Ok(Activity {
        published: published.filter(|_| news == News::New),
        direct,
        ..about(actor, (named(&id, &name)?, deed), audience)
    })
}

/// What is made or changed. None: something else is done.
pub(in crate::federation::activitypub) fn made(said: &Activity) -> Option<&Item> {
    if let Deed::Create(items) = &said.deed {
        items.last()
    } else if let Deed::Update(item) = &said.deed {
        Some(item)
    } else {
        None
    }
}

/// The same as the last word on a poll, whose words have not changed.
pub(in crate::federation::activitypub) fn ended(said: Activity) -> Result<Activity, Undone> {
    refreshed(said, "ended")
}

/// The same where something stands beside its words that has changed. `name`: of the change.
pub(in crate::federation::activitypub) fn refreshed(said: Activity, name: &str) -> Result<Activity, Undone> {
    let item = made(&said).cloned();
    let of = item.as_ref().and_then(Item::id).cloned();
    let (Some(item), Some(of)) = (item, of) else {
        return Err(Undone::Reject("what has changed says nothing".to_owned()));
    };
    Ok(Activity {
        id: Some(named(&of, &format!("updates/{name}"))?),
        published: None,
        deed: Deed::Update(item),
        ..said
    })
}

/// Whether somebody may have it already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::federation::activitypub) enum News {
    /// They have not.
    New,
    /// They may have a former version.
    Changed,
}

/// That something of somebody here is gone.
pub(in crate::federation::activitypub) fn gone(actor: Id, of: Id, audience: Audience) -> Result<Activity, Undone> {
    let name = named(&of, "delete")?;
    let deletion = Deletion {
        object: of,
        group: None,
        reason: None,
    };
    Ok(about(actor, (name, Deed::Delete(deletion)), audience))
}

/// That something belongs to what is said below a post of somebody here, by the word of whose post it is (FEP-171b). `name`: of this word,
/// among all about the post.
pub(in crate::federation::activitypub) fn added(
    pod: &Pod,
    on: &Authored,
    (name, what): (&str, Item),
    audience: Audience,
) -> Result<Activity, Undone> {
    let owner = places::person(&pod.settings, &on.author.guid);
    let container = places::container(&pod.settings, &on.post.guid);
    let target = Collection {
        id: Some(container.clone()),
        ordered: true,
        owner: Some(owner.clone()),
        ..Collection::default()
    };
    let id = named(&container, &format!("added/{name}"))?;
    Ok(Activity {
        context: Some(container),
        ..about(owner, (id, Deed::Add(what, Item::from(target))), audience)
    })
}

/// That something of another server is gone from below a post of somebody here, by the word of whose post it is.
pub(in crate::federation::activitypub) fn removed(
    pod: &Pod,
    on: &Authored,
    (guid, of): (&str, Id),
    audience: Audience,
) -> Result<Activity, Undone> {
    let owner = places::person(&pod.settings, &on.author.guid);
    let container = places::container(&pod.settings, &on.post.guid);
    let deletion = Deletion {
        object: of,
        group: None,
        reason: None,
    };
    let id = named(&container, &format!("deleted/{guid}"))?;
    let gone = about(owner, (id, Deed::Delete(deletion)), audience.clone());
    added(pod, on, (&format!("{guid}/delete"), Item::from(gone)), audience)
}

/// That something is no more done. `done` is embedded, as some look at nothing else.
pub(in crate::federation::activitypub) fn undo(done: Activity) -> Result<Activity, Undone> {
    let nameless = || Undone::Reject("an activity of ours has no address".to_owned());
    let id = done.id.clone().ok_or_else(nameless)?;
    let name = Id::parse(&format!(
        "{id}{}undo",
        if id.as_str().contains('#') { "/" } else { "#" }
    ));
    let audience = done.audience.clone();
    let actor = done.actor.clone();
    Ok(about(
        actor,
        (name.ok_or_else(nameless)?, Deed::Undo(Item::from(done))),
        audience,
    ))
}

/// That somebody here shows something public to those who follow them, as quietly as that is. `guid`: of the reshare.
pub(in crate::federation::activitypub) fn announce(
    pod: &Pod,
    (author, guid): (&person::Model, &str),
    (root, of): (Id, Option<Id>),
    quiet_as: &SeenPost,
) -> Activity {
    let actor = places::person(&pod.settings, &author.guid);
    let audience = object::open_as(pod, (author, of.into_iter().collect()), quiet_as);
    let id = places::post(&pod.settings, guid);
    about(actor, (id, Deed::Announce(Item::Id(root))), audience)
}

/// The same with its time.
pub(in crate::federation::activitypub) fn announced(pod: &Pod, post: &Authored, root: (Id, Option<Id>)) -> Activity {
    Activity {
        published: time(post.post.created_at),
        ..announce(pod, (&post.author, &post.post.guid), root, &post.post)
    }
}

/// That somebody here likes something.
pub(in crate::federation::activitypub) fn like(
    pod: &Pod,
    given: &Given,
    (of, whose): (Id, Id),
) -> Result<Activity, Undone> {
    let mut activity = liked(pod, (&given.author, &given.like.guid), (of, whose))?;
    if let Deed::Like(liking) = &mut activity.deed {
        match Feeling::of(&given.like.emoji) {
            Feeling::Heart => {}
            Feeling::Character(character) => liking.sign = Some(character.to_owned()),
            Feeling::Picture(name, key) => {
                liking.sign = Some(format!(":{name}:"));
                liking.picture = picture(pod, name, key).and_then(|tag| tag.emoji().cloned());
            }
        }
    }
    Ok(activity)
}

/// The same without the sign, as it is when it is taken back.
pub(in crate::federation::activitypub) fn liked(
    pod: &Pod,
    (author, guid): (&person::Model, &str),
    (of, whose): (Id, Id),
) -> Result<Activity, Undone> {
    let actor = places::person(&pod.settings, &author.guid);
    let liking = Liking {
        object: of,
        sign: None,
        picture: None,
    };
    let id = places::of_person(&pod.settings, &author.guid, &format!("likes/{guid}"));
    Ok(about(actor, (id, Deed::Like(liking)), object::only([whose])))
}

/// That somebody here chooses an answer of a poll: a note with a name and no words.
pub(in crate::federation::activitypub) fn vote(
    pod: &Pod,
    (author, guid): (&person::Model, &str),
    (poll, whose, answer): (Id, Id, String),
) -> Result<Activity, Undone> {
    let actor = places::person(&pod.settings, &author.guid);
    let note = Object {
        id: Some(named(&actor, &format!("votes/{guid}"))?),
        authors: vec![actor],
        audience: object::only([whose]),
        name: Some(answer),
        in_reply_to: Some(poll),
        ..Object::default()
    };
    let id = note.id.clone();
    let mut activity = say(note, News::New)?;
    activity.id = id.and_then(|id| Id::parse(&format!("{id}/activity")));
    Ok(activity)
}
