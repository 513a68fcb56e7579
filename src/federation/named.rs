//! People whom a text names by their ID and whom nobody here knows yet: their pods are asked who they are, a few for each text, and
//! the names become links. Of what was said here their pods are told, so that they are.

use entity::visible::comment::comments;
use entity::visible::post::posts;
use entity::{CommentId, PodId, PostId, person};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::ask::Turn;
use super::diaspora::present::ALL;
use super::discover::Useless;
use super::{Undone, discover};
use crate::domain::named as domain;
use crate::error::Stop;
use crate::job::Done;
use crate::pod::Pod;
use crate::queue::Claimed;
use crate::text::mention;
use crate::wire::Handle;

/// So many people of one text are looked for.
const MOST: usize = 5;

/// Finds them and links them.
///
/// # Errors
/// Something broke here.
pub async fn work(pod: &Pod, claimed: &Claimed, post: PostId, comment: Option<CommentId>) -> Result<Done, Stop> {
    let db = pod.db.read();
    let text = match comment {
        Some(id) => comments(ALL).by_id(db, id).await?.map(|said| said.comment.text.clone()),
        None => posts(ALL).by_id(db, post).await?.map(|post| post.post.text.clone()),
    };
    let Some(text) = text else {
        return Ok(Done::Done);
    };
    let mut pods: Vec<PodId> = Vec::new();
    let mut later = None;
    let turn = Turn::after(claimed.attempts - 1);
    for handle in unknown(pod, &text).await? {
        let found = discover::awaited(pod, &handle, turn, Useless::Final).await;
        match found.and_then(discover::heard).and_then(discover::open) {
            Ok(person) => pods.extend(person.pod_id),
            Err(Undone::Reject(why)) => tracing::info!(who = %handle, why, "nobody was found for a name"),
            Err(Undone::Retry(why)) => later = Some(why),
            Err(Undone::Broke(fault)) => return Err(Stop::Broke(fault)),
        }
    }
    pods.sort_unstable();
    pods.dedup();
    let mut tx = pod.db.begin().await?;
    match comment {
        Some(id) => domain::link_comment(&mut tx, id, &pods).await?,
        None => domain::link_post(&mut tx, post, &pods).await?,
    }
    match later {
        Some(why) if !claimed.is_last(pod.db.now()) => {
            tx.commit().await?;
            Ok(Done::Retry(why))
        }
        Some(_) | None => {
            claimed.finish(&mut tx).await?;
            tx.commit().await?;
            Ok(Done::Done)
        }
    }
}

/// The first people of other pods whom a text names and who are not known here.
async fn unknown(pod: &Pod, text: &str) -> Result<Vec<Handle>, Stop> {
    let mut named: Vec<Handle> = mention::find(text).into_iter().map(|found| found.handle).collect();
    named.retain(|handle| handle.host() != pod.settings.host());
    named.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
    named.dedup();
    let handles = named.iter().map(Handle::as_str);
    let known = person::Entity::find().filter(person::Column::Handle.is_in(handles));
    let known = known.all(pod.db.read()).await?;
    named.retain(|handle| known.iter().all(|person| person.handle != handle.as_str()));
    named.truncate(MOST);
    Ok(named)
}
