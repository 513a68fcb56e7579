//! Telling the moderators of another server of something that was reported here: in the name of the pod, so that nobody there learns
//! who has reported it.

use entity::{PersonId, actor, person, pod as pod_row};
use sea_orm::EntityTrait;

use super::super::Undone;
use super::deliver::{self, Sent};
use super::{people, places};
use crate::error::Stop;
use crate::job::Done;
use crate::outbound::may_pass;
use crate::pod::Pod;
use crate::wire::activitypub::{Activity, Address, Audience, Deed, Id, Report};

/// Sends it. Somebody who has left meanwhile is nobody's business any more.
///
/// # Errors
/// Something broke here.
pub async fn work(pod: &Pod, of: (&str, PersonId), what: (Option<&str>, &str)) -> Result<Done, Stop> {
    match sent(pod, of, what).await {
        Ok(done) => Ok(done),
        Err(undone) => undone.done(),
    }
}

async fn sent(pod: &Pod, (name, whom): (&str, PersonId), (thing, note): (Option<&str>, &str)) -> Result<Done, Undone> {
    let db = pod.db.read();
    let whose = person::Entity::find_by_id(whom).one(db).await?;
    let at = actor::Entity::find_by_id(whom).one(db).await?;
    let (Some(whose), Some(at)) = (whose.filter(|whose| whose.closed_at.is_none()), at) else {
        return Ok(Done::Done);
    };
    let Some(home) = whose.pod_id else {
        return Ok(Done::Done);
    };
    let home = pod_row::Entity::find_by_id(home).one(db).await?;
    let Some(home) = home.filter(|home| !home.blocked) else {
        return Ok(Done::Done);
    };
    let nowhere = || Undone::Reject("an address of theirs is none".to_owned());
    let meant = Id::parse(&at.uri).ok_or_else(nowhere)?;
    let mut objects = vec![meant.clone()];
    if let Some(guid) = thing {
        objects.extend(people::thing(pod, (guid, &whose), places::post(&pod.settings, guid)).await?);
    }
    let us = places::pod(&pod.settings);
    let id = places::deed(&us, &format!("flags/{name}")).ok_or_else(nowhere)?;
    let report = Report {
        objects,
        words: (!note.is_empty()).then(|| note.to_owned()),
    };
    let mut activity = Activity::new(id, us, Deed::Flag(report));
    activity.audience = Audience {
        to: vec![Address::Id(meant)],
        ..Audience::default()
    };
    let inbox = at.shared_inbox.unwrap_or(at.inbox);
    let answer = match deliver::send_as_pod(pod, &home, (&activity.json().to_string(), &inbox)).await? {
        Sent::Answered(answer) => answer.status,
        Sent::Away(why) => return Ok(Done::Retry(why.code())),
    };
    Ok(match answer {
        200..300 => Done::Done,
        status if may_pass(status) => Done::Retry(format!("status {status}")),
        _ => Done::Reject(format!("status {answer}")),
    })
}
