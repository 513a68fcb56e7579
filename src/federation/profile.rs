//! Who is told what somebody shows of themselves: all of it those to whom they show it, its public part the others who know
//! them.

use std::collections::BTreeSet;

use entity::visible::elsewhere::{self, Abroad};
use entity::write::delivery::To;
use entity::{Details, PodId, SeenProfile, UserId, person, user, visible};
use sea_orm::EntityTrait;

use super::Undone;
use super::diaspora::present::{self, ALL};
use super::dispatch::{sealed_for, to_all_of};
use super::letter::{Letter, sign};
use crate::pod::Pod;

struct Shown {
    extended: Option<SeenProfile>,
    tags: Vec<String>,
}

async fn shown(pod: &Pod, me: &person::Model) -> Result<Shown, Undone> {
    let db = pod.db.read();
    let extended = visible::profile::extended(db, ALL, me.id).await?;
    Ok(Shown {
        extended: extended.filter(|row| row.details != Details::Nobody),
        tags: visible::profile::tags(db, me.id).await?,
    })
}

/// To one person elsewhere with whom somebody here shares.
pub(super) async fn to_one(pod: &Pod, me: &person::Model, to: To) -> Result<Option<Letter>, Undone> {
    let shown = shown(pod, me).await?;
    let profile = present::profile(pod, me, shown.extended.as_ref(), &shown.tags)?;
    sign(pod, me, profile, vec![to]).await
}

/// To everybody elsewhere who knows somebody here. A pod keeps one profile for all its people: where one of them may see all of
/// it, the public part alone would take it away again, so it goes to pods where nobody may.
pub(super) async fn to_all(pod: &Pod, user: UserId) -> Result<Vec<Letter>, Undone> {
    let db = pod.db.read();
    let Some(account) = user::Entity::find_by_id(user).one(db).await? else {
        return Ok(Vec::new());
    };
    let Some(me) = person::Entity::find_by_id(account.person_id).one(db).await? else {
        return Ok(Vec::new());
    };
    let contacts = elsewhere::contacts(db, user).await?;
    let shown = shown(pod, &me).await?;
    let public = shown
        .extended
        .as_ref()
        .is_some_and(|row| row.details == Details::Everyone);
    if public || shown.extended.is_none() {
        let profile = present::profile(pod, &me, shown.extended.as_ref(), &shown.tags)?;
        return Ok(sign(pod, &me, profile, open(&contacts, &BTreeSet::new()))
            .await?
            .into_iter()
            .collect());
    }
    let trusted: Vec<&Abroad> = contacts.iter().filter(|abroad| abroad.receiving).collect();
    let pods: BTreeSet<PodId> = trusted.iter().filter_map(|abroad| abroad.person.pod_id).collect();
    let whole = present::profile(pod, &me, shown.extended.as_ref(), &shown.tags)?;
    let to = trusted.iter().filter_map(|abroad| sealed_for(&abroad.person)).collect();
    let whole = sign(pod, &me, whole, to).await?;
    let face = present::profile(pod, &me, None, &shown.tags)?;
    let face = sign(pod, &me, face, open(&contacts, &pods)).await?;
    Ok(whole.into_iter().chain(face).collect())
}

/// The pods of contacts, but for these.
fn open(contacts: &[Abroad], but: &BTreeSet<PodId>) -> Vec<To> {
    let pods: BTreeSet<PodId> = contacts.iter().filter_map(|abroad| abroad.person.pod_id).collect();
    to_all_of(&pods.difference(but).copied().collect::<Vec<_>>())
}
