//! Telling an actor that somebody here follows it, or no longer, and whether it may follow somebody here.

use std::time::Duration;

use entity::visible::elsewhere;
use entity::write::follow::{self as write, Follow, State, Way};
use entity::{PersonId, UserId, actor, own, person, user, visible};
use sea_orm::EntityTrait;

use super::super::Undone;
use super::letter;
use super::places;
use crate::db::Tx;
use crate::error::{Fault, Outcome, Stop};
use crate::job::{Done, Job};
use crate::pod::Pod;
use crate::queue::Claimed;
use crate::wire::activitypub::{Activity, Address, Deed, Id, Item};

/// After so long an actor that has not answered is asked once more, each time from the time before on.
const REPEATED: [Duration; 3] = [
    Duration::from_secs(3_600),
    Duration::from_secs(86_400),
    Duration::from_secs(7 * 86_400),
];

/// Who is concerned: somebody here, and an actor.
struct Both {
    user: UserId,
    me: person::Model,
    own: Id,
    whom: person::Model,
    actor: actor::Model,
    their: Id,
}

async fn both(pod: &Pod, user: UserId, whom: PersonId) -> Result<Option<Both>, Undone> {
    let db = pod.db.read();
    let (account, row) = (
        user::Entity::find_by_id(user).one(db).await?,
        actor::Entity::find_by_id(whom).one(db).await?,
    );
    let (Some(account), Some(actor)) = (account, row) else {
        return Ok(None);
    };
    let me = person::Entity::find_by_id(account.person_id).one(db).await?;
    let whom = person::Entity::find_by_id(whom).one(db).await?;
    let their = Id::parse(&actor.uri).ok_or_else(|| Fault::new("the address of an actor is none"))?;
    Ok(me.zip(whom).map(|(me, whom)| Both {
        user,
        own: places::person(&pod.settings, &me.guid),
        me,
        whom,
        actor,
        their,
    }))
}

/// Whether somebody speaks ActivityPub and nothing else.
///
/// # Errors
/// The database cannot be read.
pub async fn is_actor_only(pod: &Pod, who: PersonId) -> Outcome<bool> {
    Ok(!visible::actor::only(pod.db.read(), &[who]).await?.is_empty())
}

/// How somebody stands with an actor has changed.
///
/// # Errors
/// Something broke here.
pub async fn contact(pod: &Pod, claimed: &Claimed, user: UserId, whom: PersonId) -> Result<Done, Stop> {
    let Some(both) = both(pod, user, whom).await.map_err(stop)? else {
        return Ok(Done::Done);
    };
    let mut tx = pod.db.begin().await?;
    let receives = elsewhere::receives(tx.sql(), user, whom).await?;
    let out = write::one(tx.sql(), Way::Out, user, whom).await?;
    if receives && out.as_ref().is_none_or(|out| out.state == State::Refused) {
        let uri = follow_uri(&both, tx.now().micros())?;
        let follow = Follow {
            user,
            person: whom,
            way: Way::Out,
            uri: uri.to_string(),
            state: State::Asked,
        };
        write::set(tx.sql(), &follow, tx.now()).await?;
        send(&mut tx, &both, following(&both, uri)).await?;
        plan(&mut tx, &follow, 0).await?;
    } else if let Some(out) = out.as_ref().filter(|out| receives && out.state == State::Asked) {
        repeat(&mut tx, &both, out).await?;
    } else if let Some(out) = out.filter(|_| !receives) {
        write::end(tx.sql(), Way::Out, user, whom).await?;
        if let Some(uri) = Id::parse(&out.uri) {
            let undone = Item::from(following(&both, uri.clone()));
            let id = places::deed(&both.own, &format!("undo/{}", name(&uri)));
            send(&mut tx, &both, activity(&both, id, Deed::Undo(undone))?).await?;
        }
    }
    // Whoever is ignored follows no longer.
    if own::ignore::since(tx.sql(), user, whom).await?.is_some()
        && let Some(into) = write::one(tx.sql(), Way::In, user, whom).await?
        && into.state != State::Refused
    {
        let refused = Follow {
            state: State::Refused,
            ..into
        };
        write::set(tx.sql(), &refused, tx.now()).await?;
        answer(&mut tx, &both, &refused).await?;
    }
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::Done)
}

/// Whoever has not answered whether somebody here may follow them is asked once more.
///
/// # Errors
/// Something broke here.
pub async fn again(
    pod: &Pod,
    claimed: &Claimed,
    (user, whom): (UserId, PersonId),
    (uri, turn): (&str, usize),
) -> Result<Done, Stop> {
    let Some(both) = both(pod, user, whom).await.map_err(stop)? else {
        return Ok(Done::Done);
    };
    let mut tx = pod.db.begin().await?;
    let out = write::one(tx.sql(), Way::Out, user, whom).await?;
    if let Some(out) = out.filter(|out| out.state == State::Asked && out.uri == uri) {
        repeat(&mut tx, &both, &out).await?;
        plan(&mut tx, &out, turn + 1).await?;
    }
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::Done)
}

/// When it is to be asked once more, if there is no answer by then.
async fn plan(tx: &mut Tx, asked: &Follow, turn: usize) -> Outcome<()> {
    let Some(wait) = REPEATED.get(turn) else {
        return Ok(());
    };
    let job = Job::FollowAgain {
        user: asked.user.0,
        person: asked.person.0,
        uri: asked.uri.clone(),
        turn,
    };
    let at = tx.now().plus(*wait);
    Ok(tx.enqueue_at(job, at).await?)
}

/// The same is asked once more under an address of its own below the first one: there are servers that answer nothing twice that has
/// the same address. Any of them may be answered.
async fn repeat(tx: &mut Tx, both: &Both, asked: &Follow) -> Outcome<()> {
    match Id::parse(&format!("{}/{}", asked.uri, tx.now().micros())) {
        Some(uri) => send(tx, both, following(both, uri)).await,
        None => Ok(()),
    }
}

/// What was asked first, by the address under which it was repeated.
pub(super) fn first(id: &Id) -> Option<&str> {
    id.as_str().rsplit_once('/').map(|(first, _)| first)
}

/// What was decided about somebody who wants to follow somebody here is said.
///
/// # Errors
/// Something broke here.
pub async fn follower(pod: &Pod, claimed: &Claimed, user: UserId, whom: PersonId) -> Result<Done, Stop> {
    let Some(both) = both(pod, user, whom).await.map_err(stop)? else {
        return Ok(Done::Done);
    };
    let mut tx = pod.db.begin().await?;
    if let Some(follow) = write::one(tx.sql(), Way::In, user, whom).await? {
        answer(&mut tx, &both, &follow).await?;
    }
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::Done)
}

/// The whole `Follow` is in it: there are servers that know it by nothing else.
async fn answer(tx: &mut Tx, both: &Both, follow: &Follow) -> Outcome<()> {
    let Some(uri) = Id::parse(&follow.uri) else {
        return Ok(());
    };
    let asked = Activity::new(
        uri.clone(),
        both.their.clone(),
        Deed::Follow(Address::Id(both.own.clone())),
    );
    let asked = Item::from(asked);
    let (verb, deed) = match follow.state {
        State::Accepted => ("accept", Deed::Accept(asked, None)),
        State::Refused => ("reject", Deed::Reject(asked)),
        State::Asked | State::Waiting => return Ok(()),
    };
    let id = places::deed(&both.own, &format!("{verb}/{}", name(&uri)));
    send(tx, both, activity(both, id, deed)?).await
}

/// A server thinks that somebody here follows an actor, who does not: it is told.
///
/// # Errors
/// Something broke here.
pub(super) async fn not_following(pod: &Pod, user: UserId, whom: PersonId) -> Result<(), Undone> {
    let Some(both) = both(pod, user, whom).await? else {
        return Ok(());
    };
    let mut tx = pod.db.begin().await?;
    let uri = follow_uri(&both, tx.now().micros())?;
    let id = places::deed(&both.own, &format!("undo/{}", name(&uri)));
    let undone = Deed::Undo(Item::from(following(&both, uri)));
    send(&mut tx, &both, activity(&both, id, undone)?).await?;
    Ok(tx.commit().await?)
}

fn follow_uri(both: &Both, at: i64) -> Result<Id, Fault> {
    let uri = places::deed(&both.own, &format!("follow/{}/{at}", both.whom.guid));
    uri.ok_or_else(|| Fault::new("an address of ours is too long"))
}

fn following(both: &Both, uri: Id) -> Activity {
    let mut follow = Activity::new(uri, both.own.clone(), Deed::Follow(Address::Id(both.their.clone())));
    follow.audience.to = vec![Address::Id(both.their.clone())];
    follow
}

fn activity(both: &Both, id: Option<Id>, deed: Deed) -> Result<Activity, Fault> {
    let id = id.ok_or_else(|| Fault::new("an address of ours is too long"))?;
    let mut activity = Activity::new(id, both.own.clone(), deed);
    activity.audience.to = vec![Address::Id(both.their.clone())];
    Ok(activity)
}

/// A short name of what an address names, for the address of what is said about it.
fn name(uri: &Id) -> String {
    super::guid_of(uri)
}

async fn send(tx: &mut Tx, both: &Both, activity: Activity) -> Outcome<()> {
    let Some(to) = letter::personal(&both.whom, &both.actor) else {
        return Ok(());
    };
    tracing::debug!(user = %both.user, verb = activity.deed.verb(), "an actor is told");
    letter::post(tx, both.me.id, &activity, &[to]).await
}

fn stop(undone: Undone) -> Stop {
    match undone {
        Undone::Broke(fault) => Stop::Broke(fault),
        Undone::Reject(why) | Undone::Retry(why) => Stop::Broke(Fault::new(why)),
    }
}
