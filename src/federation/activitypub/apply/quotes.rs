//! Somebody asks whether they may quote a post of ours.

use entity::Viewer;
use entity::visible::post::posts;

use super::super::places::{self, Place};
use super::super::quote::{LONGEST, REQUEST};
use super::{Came, Stay, not};
use crate::db::Tx;
use crate::job::{Job, Subject};
use crate::wire::activitypub::{Activity, Asking};

/// What is not for everybody is as if it were not here: nothing is answered. Nothing else is asked for here.
pub(super) async fn asked(tx: &mut Tx, came: &Came<'_>, (activity, asking): (&Activity, &Asking)) -> Result<(), Stay> {
    if asking.verb != REQUEST {
        return Ok(());
    }
    let Some(Place::Post(guid)) = places::ours(came.settings, &asking.object) else {
        return Err(not("what is to be quoted is not ours"));
    };
    let found = posts(Viewer::Anyone).public().one(tx.sql(), &guid).await?;
    let found = found.filter(|found| found.author.pod_id.is_none());
    let found = found.ok_or_else(|| not("what is to be quoted is not here"))?;
    let (Some(asked), Some(made)) = (&activity.id, asking.made.id()) else {
        return Err(not("it has no address"));
    };
    if made.as_str().len() > LONGEST {
        return Err(not("its address is too long"));
    }
    let subject = Subject::Quoted {
        post: found.post.id.0,
        by: came.from.person.id.0,
        made: made.to_string(),
        asked: asked.to_string(),
    };
    Ok(tx.enqueue(Job::Dispatch { subject }).await?)
}
