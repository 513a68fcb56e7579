//! Quoting what somebody here has said to everybody (FEP-044f): who asks for it may, unless its author ignores them, and gets an address
//! at which that can be read. Nothing is kept of it: the address holds what was allowed, sealed, and is good as long as all of it is so.

use entity::visible::actor::{Tongues, Which, told};
use entity::visible::post::{Authored, posts};
use entity::{PersonId, PostId, Viewer, own, person};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;

use super::super::Undone;
use super::dispatch::Outgoing;
use super::{letter, places};
use crate::domain::seal;
use crate::error::{OrNotFound, Outcome};
use crate::pod::Pod;
use crate::settings::Settings;
use crate::wire::activitypub::{Activity, Address, Asking, Deed, Id, Item, Stamp, Thing};
use crate::wire::bytes::{base64url, unbase64url};

/// What is asked for and what is given.
pub(super) const REQUEST: &str = "QuoteRequest";
pub(super) const STAMP: &str = "QuoteAuthorization";
/// Characters of an address that is quoted from: those of the stamp are more.
pub(super) const LONGEST: usize = 500;
/// The word of this purpose.
const PURPOSE: &str = "quote";

/// Whether somebody may quote a post here. One that stands in no list is not made louder.
async fn may(pod: &Pod, post: &Authored, who: PersonId) -> Outcome<bool> {
    let open = post.author.pod_id.is_none() && !post.post.quiet && post.post.created_at <= pod.db.now();
    Ok(open && !own::ignore::by_any(pod.db.read(), who, &[post.author.id]).await?)
}

/// What somebody is answered who has asked to quote a post. `made`: with what; `asked`: the address of the question.
pub(super) async fn answered(
    pod: &Pod,
    (post, who): (PostId, PersonId),
    (made, asked): (&str, &str),
) -> Result<Vec<Outgoing>, Undone> {
    let found = posts(Viewer::Anyone).public().by_id(pod.db.read(), post).await?;
    // Whatever else they speak, it was asked in this protocol.
    let asker = told(pod.db.read(), Which::People(&[who]), Tongues::Any).await?.pop();
    let (Some(found), Some((person, actor))) = (found, asker) else {
        return Ok(Vec::new());
    };
    let ids = (Id::parse(made), Id::parse(asked), Id::parse(&actor.uri));
    let (Some(made), Some(asked), Some(their)) = ids else {
        return Ok(Vec::new());
    };
    let of = places::post(&pod.settings, &found.post.guid);
    let asking = Deed::Request(Asking {
        verb: REQUEST.to_owned(),
        object: of.clone(),
        made: Item::from(made.clone()),
    });
    let question = Item::from(Activity::new(asked.clone(), their.clone(), asking));
    let (verb, deed) = match may(pod, &found, who).await? {
        true => {
            let stamp = address((&pod.settings, &pod.secret), (&found.post.guid, &person.guid), &made);
            ("accept", Deed::Accept(question, stamp))
        }
        false => ("reject", Deed::Reject(question)),
    };
    let name = seal::digest(asked.as_str());
    let Some(id) = places::deed(&of, &format!("{verb}/{}", &name[..16])) else {
        return Ok(Vec::new());
    };
    let mut activity = Activity::new(id, places::person(&pod.settings, &found.author.guid), deed);
    activity.audience.to = vec![Address::Id(their)];
    let to = letter::personal(&person, &actor).into_iter().collect();
    Ok(vec![Outgoing::of(found.author.id, activity, to)])
}

fn sealed(secret: &str, (post, by): (&str, &str), made: &str) -> String {
    seal::sign(secret, &format!("{PURPOSE} {post} {by} {made}"))[..32].to_owned()
}

/// The word that a post of somebody here may quote another one here, if it may.
pub(super) async fn between_us(pod: &Pod, made: &Authored, of: &Authored) -> Outcome<Option<Id>> {
    let (guid, from) = (&of.post.guid, places::post(&pod.settings, &made.post.guid));
    match may(pod, of, made.author.id).await? {
        true => Ok(address((&pod.settings, &pod.secret), (guid, &made.author.guid), &from)),
        false => Ok(None),
    }
}

/// Where the word lies that something may quote a post here.
pub(super) fn address((settings, secret): (&Settings, &str), (post, by): (&str, &str), made: &Id) -> Option<Id> {
    let made = base64url(made.as_str().as_bytes());
    let seal = sealed(secret, (post, by), &made);
    let what = format!("quotes/{by}/{made}/{seal}");
    Some(places::of_post(settings, post, &what))
}

/// The word that something may quote a post.
///
/// # Errors
/// It was never given, or is not meant any more: the post is gone, or who quotes it is ignored or blocked.
pub async fn stamp(pod: &Pod, guid: &str, (by, made, seal): (&str, &str, &str)) -> Outcome<Value> {
    seal::equal(&sealed(&pod.secret, (guid, by), made), seal)
        .then_some(())
        .or_not_found()?;
    let from = unbase64url(made).and_then(|bytes| String::from_utf8(bytes).ok());
    let from = from.and_then(|from| Id::parse(&from)).or_not_found()?;
    let post = posts(Viewer::Anyone)
        .public()
        .one(pod.db.read(), guid)
        .await?
        .or_not_found()?;
    let who = person::Entity::find().filter(person::Column::Guid.eq(by));
    let who = who.one(pod.db.read()).await?.or_not_found()?;
    let fits = may(pod, &post, who.id).await? && !who.blocked && !pod.blocks().await?.cover(from.authority());
    fits.then_some(()).or_not_found()?;
    let stamp = Stamp {
        id: address((&pod.settings, &pod.secret), (guid, by), &from).or_not_found()?,
        kind: STAMP.to_owned(),
        author: places::person(&pod.settings, &post.author.guid),
        made: from,
        about: places::post(&pod.settings, guid),
    };
    Ok(Thing::Stamp(stamp).json())
}
