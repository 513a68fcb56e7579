//! Letters to other pods: written once, delivered to each, in order for each pod; and how each pod takes them.

use std::borrow::Borrow;
use std::time::Duration;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, LockType, Query};
use sea_orm::{Condition, DbBackend, QueryOrder, QuerySelect, Set, UpdateMany};

use crate::sql::{Sql, rounded};
use crate::{DeliveryId, EnvelopeId, Moment, PersonId, PodId, delivery, envelope, job, person, pod};

/// Rows in one statement.
const ROWS: usize = 1_000;

/// Who gets a letter: a pod, or somebody there, for whom it is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct To {
    /// The pod.
    pub pod: PodId,
    /// The person there; none for all of them.
    pub person: Option<PersonId>,
}

/// Who gets a letter, and at which address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Inbox {
    /// Who.
    pub to: To,
    /// The address to post an activity to; none for a letter of the diaspora* protocol, whose addresses are fixed.
    pub url: Option<String>,
}

/// Writes a letter, and to whom it goes. Whoever delivers to these pods and is about to end waits for this act. Pods that are
/// blocked get nothing. Returns those that do.
pub async fn post(
    db: &impl ConnectionTrait,
    sender: PersonId,
    body: String,
    to: &[To],
    now: Moment,
) -> Result<Vec<PodId>, DbErr> {
    let to: Vec<Inbox> = to.iter().map(|to| Inbox { to: *to, url: None }).collect();
    post_into(db, sender, body, to, now).await
}

/// The same for an activity, which goes to one of the addresses that its recipients have named.
pub async fn post_into(
    db: &impl ConnectionTrait,
    sender: PersonId,
    body: String,
    to: Vec<Inbox>,
    now: Moment,
) -> Result<Vec<PodId>, DbErr> {
    let mut pods: Vec<PodId> = to.iter().map(|inbox| inbox.to.pod).collect();
    pods.sort_unstable();
    pods.dedup();
    hold(db, &pods).await?;
    let blocked = blocked(db, &pods).await?;
    pods.retain(|pod| !blocked.contains(pod));
    let to: Vec<Inbox> = to
        .into_iter()
        .filter(|inbox| !blocked.contains(&inbox.to.pod))
        .collect();
    if to.is_empty() {
        return Ok(pods);
    }
    let row = envelope::ActiveModel {
        sender_id: Set(sender),
        body: Set(body),
        created_at: Set(now),
        ..Default::default()
    };
    let letter = row.insert(db).await?.id;
    for some in to.chunks(ROWS) {
        let rows = some.iter().map(|inbox| delivery::ActiveModel {
            envelope_id: Set(letter),
            pod_id: Set(inbox.to.pod),
            recipient_id: Set(inbox.to.person),
            refusals: Set(0),
            run_at: Set(now),
            inbox: Set(inbox.url.clone()),
            ..Default::default()
        });
        delivery::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(pods)
}

/// Those of some pods that are blocked.
async fn blocked(db: &impl ConnectionTrait, pods: &[PodId]) -> Result<Vec<PodId>, DbErr> {
    let mut found = Vec::new();
    for some in pods.chunks(ROWS) {
        let rows: Vec<PodId> = pod::Entity::find()
            .select_only()
            .column(pod::Column::Id)
            .filter(pod::Column::Id.is_in(rounded(some.to_vec())))
            .filter(pod::Column::Blocked.eq(true))
            .into_tuple()
            .all(db)
            .await?;
        found.extend(rows);
    }
    Ok(found)
}

/// Takes the rows of some pods, always in the same order, until the act is over. SQLite has one writer, who has all of them.
pub async fn hold(db: &impl ConnectionTrait, pods: &[PodId]) -> Result<(), DbErr> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    for some in pods.chunks(ROWS) {
        pod::Entity::find()
            .select_only()
            .column(pod::Column::Id)
            .filter(pod::Column::Id.is_in(rounded(some.to_vec())))
            .order_by_asc(pod::Column::Id)
            .lock(LockType::NoKeyUpdate)
            .into_tuple::<PodId>()
            .all(db)
            .await?;
    }
    Ok(())
}

/// A letter on its way to a pod.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// Its row.
    pub id: DeliveryId,
    /// The letter's row.
    pub letter: EnvelopeId,
    /// In whose name it is.
    pub sender: PersonId,
    /// For whom it is to be sealed.
    pub recipient: Option<PersonId>,
    /// The address to post it to, where it is an activity.
    pub inbox: Option<String>,
    /// As it was signed; an activity is signed when it is sent.
    pub body: String,
    /// How often the pod did not take it.
    pub refusals: i32,
    /// When it was written.
    pub written: Moment,
}

/// What a pod is to get now, oldest first.
pub async fn due(db: &impl ConnectionTrait, pod: PodId, now: Moment, most: u64) -> Result<Vec<Parcel>, DbErr> {
    let of = delivery::Entity::belongs_to(envelope::Entity)
        .from(delivery::Column::EnvelopeId)
        .to(envelope::Column::Id)
        .into();
    let rows = delivery::Entity::find()
        .join(sea_orm::JoinType::InnerJoin, of)
        .filter(delivery::Column::PodId.eq(pod))
        .filter(delivery::Column::RunAt.lte(now))
        .select_also(envelope::Entity)
        .order_by_asc(delivery::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    let parcels = rows.into_iter().filter_map(|(row, letter)| {
        let letter = letter?;
        Some(Parcel {
            id: row.id,
            letter: row.envelope_id,
            sender: letter.sender_id,
            recipient: row.recipient_id,
            inbox: row.inbox,
            body: letter.body,
            refusals: row.refusals,
            written: letter.created_at,
        })
    });
    Ok(parcels.collect())
}

/// When each of these pods is to be sent to next. One that gets nothing is not among them.
pub async fn next(db: &impl ConnectionTrait, pods: &[PodId], now: Moment) -> Result<Vec<(PodId, Moment)>, DbErr> {
    // Of many letters most are due: the first one says so, without a look at all the others.
    let pods = rounded(pods.to_vec());
    let first = Sql::new(
        &format!(
            "SELECT p.id AS pod, (SELECT d.run_at FROM delivery d WHERE d.pod_id = p.id ORDER BY d.id LIMIT 1) AS at \
             FROM pod p WHERE p.id IN ({})",
            Sql::marks(pods.len())
        ),
        pods.iter().map(|pod| pod.0.into()),
    );
    let mut next = Vec::new();
    for row in db.query_all_raw(first.statement(db.get_database_backend())).await? {
        let (pod, at): (PodId, Option<Moment>) = (row.try_get("", "pod")?, row.try_get("", "at")?);
        let Some(at) = at else { continue };
        let earliest = match at <= now {
            true => None,
            false => {
                let theirs = delivery::Entity::find().filter(delivery::Column::PodId.eq(pod));
                theirs.order_by_asc(delivery::Column::RunAt).one(db).await?
            }
        };
        next.push((pod, earliest.map_or(at, |row| row.run_at)));
    }
    Ok(next)
}

/// These were delivered, or will never be. Letters that nobody is to get any more go with them.
pub async fn done<P: Borrow<Parcel>>(db: &impl ConnectionTrait, parcels: &[P]) -> Result<(), DbErr> {
    if parcels.is_empty() {
        return Ok(());
    }
    let all = parcels.iter().map(Borrow::borrow);
    let (ids, letters) = all.map(|parcel| (parcel.id, parcel.letter)).unzip();
    delivery::Entity::delete_many()
        .filter(delivery::Column::Id.is_in(rounded::<DeliveryId>(ids)))
        .exec(db)
        .await?;
    envelope::Entity::delete_many()
        .filter(envelope::Column::Id.is_in(rounded::<EnvelopeId>(letters)))
        .filter(nobody_waits())
        .exec(db)
        .await?;
    Ok(())
}

fn nobody_waits() -> Expr {
    let waiting = Query::select()
        .expr(Expr::val(1))
        .from(delivery::Entity)
        .and_where(
            delivery::Column::EnvelopeId
                .into_expr()
                .equals((envelope::Entity, envelope::Column::Id)),
        )
        .take();
    Expr::exists(waiting).not()
}

/// Letters that nobody is to get any more go.
pub(super) async fn drop_orphans(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    envelope::Entity::delete_many().filter(nobody_waits()).exec(db).await?;
    Ok(())
}

/// A pod that is there did not take this one: it gets it again later.
pub async fn refused(db: &impl ConnectionTrait, id: DeliveryId, run_at: Moment) -> Result<(), DbErr> {
    delivery::Entity::update_many()
        .col_expr(delivery::Column::Refusals, Expr::col(delivery::Column::Refusals).add(1))
        .col_expr(delivery::Column::RunAt, Expr::value(run_at))
        .filter(delivery::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Somebody has another address of their own than before: what waits for them goes there.
pub async fn readdress(db: &impl ConnectionTrait, whom: PersonId, (from, to): (&str, &str)) -> Result<(), DbErr> {
    delivery::Entity::update_many()
        .col_expr(delivery::Column::Inbox, Expr::value(to))
        .filter(delivery::Column::RecipientId.eq(whom))
        .filter(delivery::Column::Inbox.eq(from))
        .exec(db)
        .await?;
    Ok(())
}

/// Letters from before a moment reach nobody any more.
pub async fn forget(db: &impl ConnectionTrait, before: Moment) -> Result<(), DbErr> {
    envelope::Entity::delete_many()
        .filter(envelope::Column::CreatedAt.lt(before))
        .exec(db)
        .await?;
    Ok(())
}

/// Pods that are to get something, and when each is to be tried.
pub async fn waiting(db: &impl ConnectionTrait) -> Result<Vec<PodId>, DbErr> {
    // Asked of each pod, and not of each of a million letters.
    let waiting = Query::select()
        .expr(Expr::val(1))
        .from(delivery::Entity)
        .and_where(
            delivery::Column::PodId
                .into_expr()
                .equals((pod::Entity, pod::Column::Id)),
        )
        .take();
    pod::Entity::find()
        .select_only()
        .column(pod::Column::Id)
        .filter(Expr::exists(waiting))
        .into_tuple()
        .all(db)
        .await
}

/// Which way something went between a pod and us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It came from there.
    In,
    /// It reached it.
    Out,
    /// It was answered there, and not taken.
    Refused,
}

/// Pods were heard, or answered what was sent to them. That one says something does not mean that it takes anything, so what is known
/// of its failures stays then.
pub async fn heard(db: &impl ConnectionTrait, pods: &[PodId], way: Way, now: Moment) -> Result<(), DbErr> {
    let rows = pod::Entity::update_many()
        .col_expr(pod::Column::HeardAt, Expr::value(Some(now)))
        .filter(pod::Column::Id.is_in(rounded(pods.to_vec())));
    let well = |rows: UpdateMany<pod::Entity>| {
        rows.col_expr(pod::Column::FailingSince, Expr::value(None::<Moment>))
            .col_expr(pod::Column::Failures, Expr::value(0))
            .col_expr(pod::Column::LastError, Expr::value(None::<String>))
    };
    let rows = match way {
        Way::In => rows.col_expr(pod::Column::CameAt, Expr::value(Some(now))),
        Way::Out => well(rows).col_expr(pod::Column::ReachedAt, Expr::value(Some(now))),
        Way::Refused => well(rows),
    };
    rows.exec(db).await?;
    Ok(())
}

/// Pods were heard. Returns those that have not taken what was sent to them last and may be back: they say something for the first
/// time since, or for the first time in ten minutes. One that goes on talking while it takes nothing is not sent to for each word.
pub async fn back(db: &impl ConnectionTrait, pods: &[PodId], now: Moment) -> Result<Vec<PodId>, DbErr> {
    // Once a minute is often enough to know that one is there: its row is wanted by whoever posts to it.
    let (well, failing) = (Duration::from_secs(60), Duration::from_secs(600));
    let news = Condition::any()
        .add(pod::Column::CameAt.is_null())
        .add(pod::Column::CameAt.lte(now.minus(failing)))
        .add(Expr::col(pod::Column::CameAt).lte(Expr::col(pod::Column::FailingSince)))
        .add(
            pod::Column::FailingSince
                .is_null()
                .and(pod::Column::CameAt.lte(now.minus(well))),
        );
    let rows: Vec<(PodId, Option<Moment>)> = pod::Entity::find()
        .select_only()
        .column(pod::Column::Id)
        .column(pod::Column::FailingSince)
        .filter(pod::Column::Id.is_in(rounded(pods.to_vec())))
        .filter(news)
        .into_tuple()
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<PodId> = rows.iter().map(|(pod, _)| *pod).collect();
    hold(db, &ids).await?;
    heard(db, &ids, Way::In, now).await?;
    let failing = rows.into_iter().filter(|(_, since)| since.is_some());
    Ok(failing.map(|(pod, _)| pod).collect())
}

/// Whatever waits for a pod may go now.
pub async fn all_due(db: &impl ConnectionTrait, pod: PodId, now: Moment) -> Result<(), DbErr> {
    delivery::Entity::update_many()
        .col_expr(delivery::Column::RunAt, Expr::value(now))
        .filter(delivery::Column::PodId.eq(pod))
        .filter(delivery::Column::RunAt.gt(now))
        .exec(db)
        .await?;
    Ok(())
}

/// The job of this name, where it waits for its time, is due now.
pub async fn hasten(db: &impl ConnectionTrait, name: &str, now: Moment) -> Result<(), DbErr> {
    job::Entity::update_many()
        .col_expr(job::Column::RunAt, Expr::value(now))
        .filter(job::Column::Dedupe.eq(name))
        .filter(job::Column::RunAt.gt(now))
        .exec(db)
        .await?;
    Ok(())
}

/// The jobs of these names that are for pods which take what is sent to them: those that wait for a single letter, which was refused,
/// are due now, since something else is.
pub async fn hasten_awake(db: &impl ConnectionTrait, jobs: &[(PodId, String)], now: Moment) -> Result<(), DbErr> {
    for some in jobs.chunks(ROWS) {
        let failing: Vec<PodId> = pod::Entity::find()
            .select_only()
            .column(pod::Column::Id)
            .filter(pod::Column::Id.is_in(rounded(some.iter().map(|(pod, _)| *pod).collect())))
            .filter(pod::Column::FailingSince.is_not_null())
            .into_tuple()
            .all(db)
            .await?;
        let awake = some.iter().filter(|(pod, _)| !failing.contains(pod));
        let names: Vec<&str> = awake.map(|(_, name)| name.as_str()).collect();
        job::Entity::update_many()
            .col_expr(job::Column::RunAt, Expr::value(now))
            .filter(job::Column::Dedupe.is_in(rounded(names)))
            .filter(job::Column::RunAt.gt(now))
            .exec(db)
            .await?;
    }
    Ok(())
}

/// A pod did not take what was sent to it. Returns how often in a row that is now.
pub async fn failed(db: &impl ConnectionTrait, pod: PodId, why: &str, now: Moment) -> Result<i32, DbErr> {
    let since = Expr::col(pod::Column::FailingSince).if_null(now.0);
    pod::Entity::update_many()
        .col_expr(pod::Column::FailingSince, since)
        .col_expr(pod::Column::Failures, Expr::col(pod::Column::Failures).add(1))
        .col_expr(pod::Column::LastError, Expr::value(Some(why.to_owned())))
        .filter(pod::Column::Id.eq(pod))
        .exec(db)
        .await?;
    let found = pod::Entity::find_by_id(pod).one(db).await?;
    Ok(found.map_or(1, |row| row.failures))
}

/// Somebody who gets sealed letters, if they are still there.
pub async fn recipient(db: &impl ConnectionTrait, id: PersonId) -> Result<Option<person::Model>, DbErr> {
    person::Entity::find_by_id(id)
        .filter(person::Column::ClosedAt.is_null())
        .one(db)
        .await
}

/// How a server takes signed requests.
pub async fn signs(db: &impl ConnectionTrait, pod: PodId, scheme: &str) -> Result<(), DbErr> {
    pod::Entity::update_many()
        .col_expr(pod::Column::Signs, Expr::value(Some(scheme.to_owned())))
        .filter(pod::Column::Id.eq(pod))
        .exec(db)
        .await?;
    Ok(())
}
