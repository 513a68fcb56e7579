//! Working on what other pods sent, many letters at once and in the order in which they came: opened and verified side by side,
//! off the threads that answer browsers, and applied in one transaction, each as a piece of its own that can be taken back.
//!
//! What the database alone cannot judge, because another pod has to be asked, is worked on by itself and keeps nobody waiting.
//! The table `received` is the queue: a letter goes with its effects, so whatever happens it is done once in effect.

mod hand;
mod letter;
mod together;

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex as Held};

use entity::write::lease;
use entity::{PersonId, ReceivedId, person, received, visible};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tokio::sync::Mutex;
use tokio::task::JoinSet;

use super::ask::Asking;
use super::letterbox::Incoming;
use super::receive::take;
use super::shelf::Shelf;
use super::{Undone, keyring, known};
use crate::arithmetic::patiently;
use crate::db::Tx;
use crate::error::Fault;
use crate::pod::Pod;
use crate::queue::{LEASE, LONGEST, TRIES, WAITING, back_off};
use crate::wire::diaspora::{Kept, Kind, PrivateKey, PublicKey, Rejected, Related, Route};
use crate::wire::{Guid, Handle};

use hand::Hand;
use letter::{Letter, Step, side_by_side};
use together::apply_all;

/// Letters in a batch: browsers' acts wait for it where there is one writer.
const MOST: usize = 64;
/// Letters whose text is read at once, and how much text a batch has before no more is read.
const READ: usize = 16;
const ROOM: usize = 4 << 20;
/// As so many tries it counts to have ended the program.
const FATAL: i32 = TRIES / 3;
/// While more than so many letters wait, none does for longer than its first tries take: each costs work every few hours.
pub(super) const CROWD: u64 = 10_000;

/// Whose turn it is, so that a batch is opened while the one before it is applied, and none overtakes another.
#[derive(Default)]
pub struct Desk {
    opening: Mutex<()>,
    applying: Mutex<()>,
    /// What is not on disk yet.
    pub(super) letterbox: Shelf<Incoming>,
    /// Whom letters that wait have us ask.
    pub(super) asking: Asking,
    /// Letters that this process has in hand.
    taken: Held<BTreeSet<ReceivedId>>,
    /// What processes before this one left behind was looked into.
    begun: AtomicBool,
}

/// What is done about one of a batch that cannot be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// All of the batch is taken back.
    Together,
    /// It alone is taken back.
    Each,
}

/// What has to be worked on alone, and who says to have sent it.
type Left = (Option<Handle>, Arc<received::Model>);

/// Works on a batch of what is due. Returns how many letters that were.
///
/// # Errors
/// The database cannot be reached.
pub async fn some(pod: &Pod) -> Result<u64, Fault> {
    if !pod.desk.begun.swap(true, Ordering::Relaxed) {
        look_into(pod).await?;
    }
    let opening = pod.desk.opening.lock().await;
    let (rows, _hand) = due(pod).await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let letters = {
        let (pod, rows) = (pod.clone(), rows.clone());
        // What is ready is applied first: that is one thread after the other, and would wait for these.
        guarded(async move { patiently(open(&pod, rows)).await }).await
    };
    let applying = pod.desk.applying.lock().await;
    drop(opening);
    let left = match letters {
        Ok(letters) => {
            let pod = pod.clone();
            guarded(async move { twice(&pod, letters).await }).await
        }
        Err(undone) => Err(undone),
    };
    drop(applying);
    let count = rows.len() as u64;
    let left = left.unwrap_or_else(|undone| {
        tracing::warn!(why = %undone, "letters could not be worked on together");
        rows.into_iter().map(|row| (None, row)).collect()
    });
    each(pod, left).await;
    Ok(count)
}

/// Works by itself on each letter that was in hand when a process ended. One that was alone then is the likely reason, and counts as
/// tried several times: a process that ends takes everything else with it.
async fn look_into(pod: &Pod) -> Result<(), Fault> {
    let batches = hand::left_behind(pod).map_err(Fault::of)?;
    let ids: Vec<ReceivedId> = batches.iter().flatten().copied().collect();
    if ids.is_empty() {
        return Ok(());
    }
    // Nobody else takes them meanwhile.
    let tx = pod.db.begin().await?;
    received::Entity::update_many()
        .col_expr(received::Column::RunAt, Expr::value(tx.now().plus(LEASE)))
        .filter(received::Column::Id.is_in(ids.iter().copied()))
        .exec(tx.sql())
        .await?;
    tx.commit().await?;
    for batch in batches {
        for id in &batch {
            let Some(row) = received::Entity::find_by_id(*id).one(pod.db.read()).await? else {
                continue;
            };
            let row = Arc::new(row);
            let _hand = Hand::of(pod, vec![row.id]);
            if batch.len() > 1 {
                one_by_one(pod.clone(), vec![row]).await;
                continue;
            }
            let ended = Undone::Retry("the program ended while it was worked on".to_owned());
            if let Err(error) = settle(pod, &row, ended, FATAL).await {
                tracing::error!(letter = %row.id, why = %error, "what became of a letter could not be written down");
            }
        }
    }
    Ok(())
}

/// Does something that may break off, or take too long.
pub(super) async fn guarded<T: Send + 'static>(
    work: impl Future<Output = Result<T, Undone>> + Send + 'static,
) -> Result<T, Undone> {
    let mut alone = JoinSet::new();
    alone.spawn(tokio::time::timeout(LONGEST, work));
    match alone.join_next().await.expect("one was put in") {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => Err(Undone::Retry("it took too long".to_owned())),
        Err(panic) => Err(Undone::Broke(Fault::new(format!("it broke off: {panic}")))),
    }
}

/// Takes what is due, oldest first.
async fn due(pod: &Pod) -> Result<(Vec<Arc<received::Model>>, Hand<'_>), Fault> {
    let ids = match pod.db.read().get_database_backend() {
        DbBackend::Postgres => leased(pod).await?,
        DbBackend::MySql | DbBackend::Sqlite | _ => look(pod).await?,
    };
    let mut rows = Vec::new();
    let (mut room, mut read) = (ROOM, 0);
    for some in ids.chunks(READ) {
        let found = received::Entity::find()
            .filter(received::Column::Id.is_in(some.iter().copied()))
            .order_by_asc(received::Column::Id)
            .all(pod.db.read())
            .await?;
        let size: usize = found.iter().map(|row| row.body.len()).sum();
        rows.extend(found.into_iter().map(Arc::new));
        read += some.len();
        if size >= room {
            break;
        }
        room -= size;
    }
    give_back(pod, &ids[read..]).await?;
    // The order is that of their coming, also of those that are looked at again.
    rows.sort_by_key(|row: &Arc<received::Model>| row.id);
    let ids: Vec<ReceivedId> = rows.iter().map(|row| row.id).collect();
    Ok((rows, Hand::of(pod, ids)))
}

/// SQLite has one writer, who is busy with the batch before: what is in hand is known to this process alone. Another one may
/// take it as well, and only one of them deletes the row.
async fn look(pod: &Pod) -> Result<Vec<ReceivedId>, Fault> {
    let taken = pod.desk.taken.lock().expect("no panic while holding it").clone();
    let found: Vec<ReceivedId> = received::Entity::find()
        .select_only()
        .column(received::Column::Id)
        .filter(received::Column::RunAt.lte(pod.db.now()))
        .order_by_asc(received::Column::RunAt)
        .order_by_asc(received::Column::Id)
        .limit((MOST + taken.len()) as u64)
        .into_tuple()
        .all(pod.db.read())
        .await?;
    let free = found.into_iter().filter(|id| !taken.contains(id));
    Ok(free.take(MOST).collect())
}

/// On PostgreSQL several processes work beside each other: each takes what no other has, for the time of a lease.
async fn leased(pod: &Pod) -> Result<Vec<ReceivedId>, Fault> {
    let now = pod.db.now();
    let (columns, until) = ((received::Column::Id, received::Column::RunAt), now.plus(LEASE));
    let ids = lease::oldest::<received::Entity>(pod.db.read(), columns, (now, until), MOST as u64).await?;
    let mut ids: Vec<ReceivedId> = ids.into_iter().map(ReceivedId).collect();
    ids.sort_unstable();
    Ok(ids)
}

/// What was leased and is too much for this batch is anybody's at once.
async fn give_back(pod: &Pod, ids: &[ReceivedId]) -> Result<(), Fault> {
    let db = pod.db.read();
    if ids.is_empty() || db.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    received::Entity::update_many()
        .col_expr(received::Column::RunAt, Expr::value(pod.db.now()))
        .filter(received::Column::Id.is_in(ids.iter().copied()))
        .exec(db)
        .await?;
    Ok(())
}

/// Opens letters and looks up who has sent them.
async fn open(pod: &Pod, rows: Vec<Arc<received::Model>>) -> Result<Vec<Letter>, Undone> {
    let whom: BTreeSet<PersonId> = rows.iter().filter_map(|row| row.recipient_id).collect();
    let whom: Vec<PersonId> = whom.into_iter().collect();
    let mut doors = HashMap::new();
    for one in visible::person::among(pod.db.read(), &whom).await? {
        doors.insert(one.id, door_of(pod, &one).await?);
    }
    let came = |row: Arc<received::Model>| {
        let step = match row.recipient_id {
            None => Step::Came(Ok((Route::Public, None))),
            Some(id) => doors.get(&id).map_or(Step::Alone, |door| match door {
                Ok((route, Some(key))) => Step::Came(Ok((route.clone(), Some(key.clone())))),
                Ok((_, None)) => Step::Alone,
                Err(why) => Step::Came(Err(why.clone())),
            }),
        };
        Letter {
            row,
            from: None,
            sender: None,
            step,
        }
    };
    let mut letters = side_by_side(rows.into_iter().map(came).collect(), |_, letter| letter.read(), pod).await?;
    let unknown: HashSet<&Handle> = letters
        .iter()
        .filter_map(|letter| letter.from.as_ref())
        .filter(|sender| pod.keyring.sender(sender).is_none())
        .collect();
    if !unknown.is_empty() {
        keyring::meet(pod, &unknown.into_iter().collect::<Vec<_>>()).await?;
    }
    for letter in &mut letters {
        letter.sender = letter.from.as_ref().and_then(|from| pod.keyring.sender(from));
    }
    side_by_side(letters, |pod, letter| letter.opened(pod), pod).await
}

type Door = Result<(Route, Option<PrivateKey>), Rejected>;

/// The way to somebody here, and the key that opens what is sealed for them. Whose account is closed, be it for now, has no door.
async fn door_of(pod: &Pod, whom: &person::Model) -> Result<Door, Undone> {
    match Route::private(Handle::parse(&whom.handle)) {
        Ok(route) => Ok(Ok((route, keyring::own(pod, whom.id).await?))),
        Err(why) => Ok(Err(why)),
    }
}

/// Applies a batch, and once more what was about something that came with it. Returns what has to be worked on alone.
async fn twice(pod: &Pod, letters: Vec<Letter>) -> Result<Vec<Left>, Undone> {
    let (mut alone, later) = apply_all(pod, judge(pod, letters).await?).await?;
    if later.is_empty() {
        return Ok(alone);
    }
    let (more, unknown) = apply_all(pod, judge(pod, later).await?).await?;
    alone.extend(more);
    alone.extend(unknown.into_iter().map(|letter| (letter.from, letter.row)));
    alone.sort_by_key(|(_, row)| row.id);
    Ok(alone)
}

/// Looks up what letters are about, as far as it is known here, and judges them.
async fn judge(pod: &Pod, letters: Vec<Letter>) -> Result<Vec<Letter>, Undone> {
    let mut things = posts_of(pod, &letters).await?;
    let mut all = Vec::with_capacity(letters.len());
    for mut letter in letters {
        let Step::Arrived(arrival) = letter.step else {
            all.push(letter);
            continue;
        };
        let wanted = arrival.wanted();
        let related = match &wanted {
            None => None,
            Some(wanted) => match things.entry((wanted.kind, wanted.guid.clone())) {
                Entry::Occupied(thing) => thing.get().clone(),
                // Why nothing is known is found out where it is worked on alone.
                Entry::Vacant(thing) => thing
                    .insert(known::related(pod.db.read(), wanted).await.ok().flatten())
                    .clone(),
            },
        };
        letter.step = if wanted.is_some() && related.is_none() {
            Step::Arrived(arrival)
        } else {
            match arrival.signer(related.as_ref()) {
                None => Step::Related(arrival, related, None),
                Some(signer) => match key_of(pod, signer).await? {
                    Some(key) => Step::Related(arrival, related, Some(key)),
                    None => Step::Alone,
                },
            }
        };
        all.push(letter);
    }
    side_by_side(all, |pod, letter| letter.judged(pod), pod).await
}

/// The posts that letters are about, asked for at once.
async fn posts_of(pod: &Pod, letters: &[Letter]) -> Result<HashMap<(Kind, Guid), Option<Related>>, Undone> {
    let wanted = letters.iter().filter_map(|letter| match &letter.step {
        Step::Arrived(arrival) => arrival.wanted(),
        Step::Came(_) | Step::Read(..) | Step::Related(..) | Step::Judged(_) | Step::Rejected(_) | Step::Alone => None,
    });
    let wanted: HashSet<(Kind, Guid)> = wanted
        .filter(|wanted| wanted.kind.kept() == Some(Kept::Post))
        .map(|wanted| (wanted.kind, wanted.guid.clone()))
        .collect();
    let guids: Vec<&str> = wanted.iter().map(|(_, guid)| guid.as_str()).collect();
    let found = known::related_posts(pod.db.read(), &guids).await?;
    let thing = |(kind, guid): (Kind, Guid)| {
        let known = found.get(guid.as_str()).cloned();
        ((kind, guid), known)
    };
    Ok(wanted.into_iter().map(thing).collect())
}

async fn key_of(pod: &Pod, handle: &Handle) -> Result<Option<PublicKey>, Undone> {
    if pod.keyring.sender(handle).is_none() {
        keyring::meet(pod, &[handle]).await?;
    }
    Ok(pod.keyring.sender(handle).map(|sender| sender.key))
}

fn rejected(id: ReceivedId, why: &str) {
    tracing::warn!(letter = %id, why, "what another pod sent is not taken");
}

/// Works on letters by themselves: those of one sender in their order, beside those of others. One that has to wait keeps none
/// of them back: it may wait for the next.
async fn each(pod: &Pod, letters: Vec<Left>) {
    let mut senders: HashMap<Option<Handle>, Vec<Arc<received::Model>>> = HashMap::new();
    for (from, row) in letters {
        senders.entry(from).or_default().push(row);
    }
    let mut running = JoinSet::new();
    for (_, rows) in senders {
        running.spawn(one_by_one(pod.clone(), rows));
    }
    while running.join_next().await.is_some() {}
}

async fn one_by_one(pod: Pod, rows: Vec<Arc<received::Model>>) {
    for row in rows {
        let alone = {
            let (pod, row) = (pod.clone(), row.clone());
            guarded(async move { take(&pod, &row).await })
        };
        let Err(undone) = alone.await else { continue };
        if let Err(error) = settle(&pod, &row, undone, 1).await {
            tracing::error!(letter = %row.id, why = %error, "what became of a letter could not be written down");
        }
    }
}

/// Writes down what became of a letter that was not taken: it goes, or waits for its time, or is kept to be looked at. `tries`: as so
/// many it counts.
async fn settle(pod: &Pod, row: &received::Model, undone: Undone, tries: i32) -> Result<(), Undone> {
    let tx = pod.db.begin().await?;
    match undone {
        Undone::Reject(why) => {
            rejected(row.id, &why);
            received::Entity::delete_by_id(row.id).exec(tx.sql()).await?;
        }
        undone @ (Undone::Retry(_) | Undone::Broke(_)) => {
            let attempts = row.attempts + tries;
            let run_at = if attempts >= TRIES && (tries == FATAL || is_over(&tx, row).await?) {
                tracing::error!(letter = %row.id, why = %undone, "a letter was given up");
                received::NEVER
            } else {
                tracing::info!(letter = %row.id, why = %undone, attempts, "a letter is looked at again later");
                tx.now().plus(back_off(attempts, tx.random()))
            };
            received::Entity::update_many()
                .col_expr(received::Column::RunAt, Expr::value(run_at))
                .col_expr(received::Column::Attempts, Expr::value(attempts))
                .filter(received::Column::Id.eq(row.id))
                .exec(tx.sql())
                .await?;
        }
    }
    Ok(tx.commit().await?)
}

/// Whether a letter that has had its first tries waits no longer.
async fn is_over(tx: &Tx, row: &received::Model) -> Result<bool, Fault> {
    let now = tx.now();
    if row.created_at.plus(WAITING) <= now {
        return Ok(true);
    }
    let columns = (received::Column::Id, received::Column::RunAt);
    let times = (now, received::NEVER);
    Ok(lease::is_crowded::<received::Entity>(tx.sql(), columns, times, CROWD).await?)
}
