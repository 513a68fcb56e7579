//! Other pods as an administrator sees them: how each stands, what waits for it, who is known there.

use std::collections::HashMap;

use entity::visible::standing;
use entity::{Moment, PodId, job, person, pod, write};
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr, Order};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use crate::db::Tx;
use crate::error::{OrNotFound, Outcome};
use crate::job::Job;

/// Pods on one page, and people on that of a pod.
pub const PAGE: u64 = 50;

/// Which pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// All of them.
    Any,
    /// Those that take what is sent to them.
    Well,
    /// Those that do not.
    Away,
    /// Those that a block covers.
    Blocked,
}

impl Standing {
    /// In the order of a form.
    pub const ALL: [Self; 4] = [Self::Any, Self::Well, Self::Away, Self::Blocked];

    /// As addresses say it; its sentence is `pods-state-…`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Well => "well",
            Self::Away => "away",
            Self::Blocked => "blocked",
        }
    }

    /// From an address; all of them where that says nothing.
    pub fn parse(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|one| one.code() == code)
            .unwrap_or(Self::Any)
    }

    /// That of a pod.
    pub fn of(pod: &pod::Model) -> Self {
        match pod.failing_since {
            _ if pod.blocked => Self::Blocked,
            Some(_) => Self::Away,
            None => Self::Well,
        }
    }

    fn narrow(self, found: Select<pod::Entity>) -> Select<pod::Entity> {
        let open = pod::Column::Blocked.eq(false);
        match self {
            Self::Any => found,
            Self::Well => found.filter(open).filter(pod::Column::FailingSince.is_null()),
            Self::Away => found.filter(open).filter(pod::Column::FailingSince.is_not_null()),
            Self::Blocked => found.filter(pod::Column::Blocked.eq(true)),
        }
    }
}

/// In which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// By name.
    Name,
    /// Heard from last first.
    Heard,
    /// Met last first.
    Met,
    /// Most people first.
    People,
    /// Most letters waiting first.
    Waiting,
    /// Most failures in a row first.
    Failures,
}

impl Sort {
    /// In the order of a form.
    pub const ALL: [Self; 6] = [
        Self::Name,
        Self::Heard,
        Self::Met,
        Self::People,
        Self::Waiting,
        Self::Failures,
    ];

    /// As addresses say it; its sentence is `pods-sort-…`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Heard => "heard",
            Self::Met => "met",
            Self::People => "people",
            Self::Waiting => "waiting",
            Self::Failures => "failures",
        }
    }

    /// From an address; by name where that says nothing.
    pub fn parse(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|one| one.code() == code)
            .unwrap_or(Self::Name)
    }

    fn order(self, found: Select<pod::Entity>) -> Select<pod::Entity> {
        let first = match self {
            Self::Name => return found.order_by_asc(pod::Column::Host),
            Self::Heard => Expr::col((pod::Entity, pod::Column::HeardAt)).if_null(0),
            Self::Met => Expr::col((pod::Entity, pod::Column::CreatedAt)),
            Self::People => standing::by_people(),
            Self::Waiting => standing::by_waiting(),
            Self::Failures => Expr::col((pod::Entity, pod::Column::Failures)),
        };
        found.order_by(first, Order::Desc).order_by_asc(pod::Column::Host)
    }
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Looked for in hosts and software.
    pub search: String,
    /// Which.
    pub standing: Standing,
    /// In which order.
    pub sort: Sort,
    /// Which page, from 1 on.
    pub page: u64,
}

/// A pod, and how it stands.
#[derive(Clone, Debug)]
pub struct Line {
    /// It.
    pub pod: pod::Model,
    /// People known there.
    pub people: i64,
    /// Letters that wait for it.
    pub waiting: i64,
    /// When it is sent to next.
    pub next: Option<Moment>,
}

/// A page of pods, and how many there are.
///
/// # Errors
/// The database cannot be read.
pub async fn page(db: &impl ConnectionTrait, wanted: &Wanted) -> Outcome<(Vec<Line>, u64)> {
    let mut found = wanted.standing.narrow(pod::Entity::find());
    let search = wanted.search.trim().to_lowercase();
    if !search.is_empty() {
        let like = format!(
            "%{}%",
            search.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
        );
        let fits =
            |column: pod::Column| Expr::col((pod::Entity, column)).like(LikeExpr::new(like.clone()).escape('\\'));
        found = found.filter(fits(pod::Column::Host).or(fits(pod::Column::Software)));
    }
    let total = found.clone().count(db).await?;
    let offset = wanted.page.saturating_sub(1).saturating_mul(PAGE);
    let rows = wanted.sort.order(found).offset(offset).limit(PAGE).all(db).await?;
    Ok((lines(db, rows).await?, total))
}

/// One pod, and how it stands.
///
/// # Errors
/// There is none, or the database cannot be read.
pub async fn one(db: &impl ConnectionTrait, id: PodId) -> Outcome<Line> {
    let row = pod::Entity::find_by_id(id).one(db).await?.or_not_found()?;
    lines(db, vec![row]).await?.pop().or_not_found()
}

/// The same few questions for a page as for one pod.
async fn lines(db: &impl ConnectionTrait, rows: Vec<pod::Model>) -> Outcome<Vec<Line>> {
    let ids: Vec<PodId> = rows.iter().map(|row| row.id).collect();
    let people = standing::people(db, &ids).await?;
    let waiting = standing::waiting(db, &ids).await?;
    let next = next(db, &ids).await?;
    let line = |pod: pod::Model| Line {
        people: people.get(&pod.id).copied().unwrap_or_default(),
        waiting: waiting.get(&pod.id).copied().unwrap_or_default(),
        next: next.get(&name(pod.id)).copied(),
        pod,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// What the job that sends to a pod is called.
fn name(id: PodId) -> String {
    Job::Deliver { pod: id.0 }.dedupe().unwrap_or_default()
}

async fn next(db: &impl ConnectionTrait, pods: &[PodId]) -> Outcome<HashMap<String, Moment>> {
    let rows: Vec<(String, Moment)> = job::Entity::find()
        .select_only()
        .columns([job::Column::Dedupe, job::Column::RunAt])
        .filter(job::Column::Dedupe.is_in(pods.iter().map(|pod| name(*pod))))
        .filter(job::Column::DeadAt.is_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// A page of the people known on a pod, by name; who closed their account there is left out.
///
/// # Errors
/// The database cannot be read.
pub async fn people(db: &impl ConnectionTrait, id: PodId, page: u64) -> Outcome<Vec<person::Model>> {
    let there = person::Column::ClosedAt.is_null().or(person::Column::Blocked.eq(true));
    Ok(person::Entity::find()
        .filter(person::Column::PodId.eq(id))
        .filter(there)
        .order_by_asc(person::Column::Handle)
        .offset(page.saturating_sub(1).saturating_mul(PAGE))
        .limit(PAGE)
        .all(db)
        .await?)
}

/// Sends a pod now what waits for it, whenever that would have been.
///
/// # Errors
/// There is no such pod.
pub async fn try_now(tx: &mut Tx, id: PodId) -> Outcome<()> {
    let row = pod::Entity::find_by_id(id).one(tx.sql()).await?;
    row.filter(|row| !row.blocked).or_not_found()?;
    let now = tx.now();
    tx.enqueue(Job::Deliver { pod: id.0 }).await?;
    write::delivery::all_due(tx.sql(), id, now).await?;
    Ok(write::delivery::hasten(tx.sql(), &name(id), now).await?)
}

/// Asks a pod anew what it runs.
///
/// # Errors
/// There is no such pod.
pub async fn ask_now(tx: &mut Tx, id: PodId) -> Outcome<()> {
    let row = pod::Entity::find_by_id(id).one(tx.sql()).await?;
    row.filter(|row| !row.blocked).or_not_found()?;
    let job = Job::AskPod { pod: id.0 };
    let name = job.dedupe().unwrap_or_default();
    tx.enqueue(job).await?;
    let now = tx.now();
    Ok(write::delivery::hasten(tx.sql(), &name, now).await?)
}
