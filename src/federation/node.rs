//! Asking other pods what they run, for those who run this one: once a week each, a few at a time, and when an administrator
//! wants to know. A pod that does not say so is asked again as seldom as one that does.

use std::time::Duration;

use entity::{PodId, pod as pod_row};
use sea_orm::sea_query::{Expr, ExprTrait, Order};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
};

use super::ask::{self, DOCUMENT};
use super::{Undone, base};
use crate::db::Tx;
use crate::error::{Outcome, Stop};
use crate::job::{Done, Job};
use crate::pod::Pod;
use crate::queue::Claimed;
use crate::text::clean;
use crate::wire::discovery::{NodeInfo, nodeinfo};

/// What is known is good for so long.
const WEEK: Duration = Duration::from_secs(7 * 86_400);
/// Pods asked in an hour.
const AT_ONCE: u64 = 200;
/// Longest name or version, in characters.
const LONGEST: usize = 60;

/// Asks a pod, and writes down what it says.
///
/// # Errors
/// The database cannot be reached.
pub async fn work(pod: &Pod, claimed: &Claimed, id: PodId) -> Result<Done, Stop> {
    let row = pod_row::Entity::find_by_id(id).one(pod.db.read()).await?;
    let Some(row) = row.filter(|row| !row.blocked) else {
        return Ok(Done::Done);
    };
    let said = match said(pod, &row).await {
        Ok(node) => Some(node),
        Err(Undone::Broke(fault)) => return Err(fault.into()),
        Err(undone @ (Undone::Reject(_) | Undone::Retry(_))) => {
            tracing::debug!(pod = row.host, why = %undone, "a pod does not say what it runs");
            None
        }
    };
    let mut tx = pod.db.begin().await?;
    let mut row = row.into_active_model();
    row.asked_at = Set(Some(tx.now()));
    if let Some(node) = said {
        row.software = Set(line(&node.software));
        row.version = Set(line(&node.version));
    }
    row.update(tx.sql()).await?;
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::Done)
}

async fn said(pod: &Pod, row: &pod_row::Model) -> Result<NodeInfo, Undone> {
    let list = format!("{}{}", base(row), nodeinfo::PATH);
    let (_, address) = nodeinfo::newest(&ask::get(pod, &list, &DOCUMENT).await?)?;
    let (_, node) = NodeInfo::read(&ask::get(pod, &address, &DOCUMENT).await?)?;
    Ok(node)
}

fn line(said: &str) -> Option<String> {
    let short: String = said.chars().take(LONGEST).collect();
    clean::optional_line(&short, LONGEST).ok().flatten()
}

/// Has pods asked that were not for a week, at some time in the next hour. For the timetable.
///
/// # Errors
/// The database cannot be written.
pub async fn plan(tx: &mut Tx) -> Outcome<()> {
    let now = tx.now();
    let due = Condition::any()
        .add(pod_row::Column::AskedAt.is_null())
        .add(pod_row::Column::AskedAt.lt(now.minus(WEEK)));
    let rows: Vec<PodId> = pod_row::Entity::find()
        .select_only()
        .column(pod_row::Column::Id)
        .filter(due)
        .filter(pod_row::Column::Blocked.eq(false))
        .filter(pod_row::Column::FailingSince.is_null())
        .order_by(Expr::col(pod_row::Column::AskedAt).if_null(0), Order::Asc)
        .order_by_asc(pod_row::Column::Id)
        .limit(AT_ONCE)
        .into_tuple()
        .all(tx.sql())
        .await?;
    let jobs = rows.into_iter().map(|id| {
        let at = now.plus(Duration::from_secs(tx.random().below(3_600)));
        (Job::AskPod { pod: id.0 }, at)
    });
    let jobs = jobs.collect();
    Ok(tx.enqueue_all(jobs).await?)
}
