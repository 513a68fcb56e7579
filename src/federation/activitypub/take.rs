//! Working on what actors have sent, many at once and in the order in which it came: applied in one transaction, each as a piece of
//! its own that can be taken back, and gone from the queue with its effects, so that whatever happens it is done once in effect.
//!
//! What has to be asked about first leaves the batch and keeps nobody waiting.

mod look;

use std::collections::{BTreeSet, HashMap};
use std::sync::Mutex as Held;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use entity::write::gone::alone_with;
use entity::write::inbox::{self as queue, Waiting};
use entity::{ActivityId, PersonId, actor, person, received};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tokio::sync::Mutex;
use tokio::task::JoinSet;

use super::super::batch::{CROWD, Care, guarded};
use super::super::receive::heard;
use super::super::{Undone, discover};
use super::apply::{self, Came, How, Stay, Want};
use super::fetch::Budget;
use super::gather::{self, Got};
use super::meet::Signer;
use crate::db::Tx;
use crate::domain::{gathered, seal};
use crate::error::{Fault, Outcome};
use crate::pod::Pod;
use crate::queue::{LEASE, TRIES, WAITING, back_off};
use crate::wire::Verified;
use crate::wire::activitypub::{Activity, Id, Provenance, Rejected, Thing};

/// Activities in a batch: browsers' acts wait for it where there is one writer.
const MOST: u64 = 64;
/// So long it is remembered what has come, and so long something is kept that cannot be worked on.
const KEPT: Duration = Duration::from_secs(30 * 86_400);
/// So often something is looked at again because another thing had to be asked for.
const TURNS: usize = 4;

/// Whose turn it is.
#[derive(Default)]
pub struct Desk {
    turn: Mutex<()>,
    /// Nothing of the last batch had to be taken back.
    smooth: AtomicBool,
    /// What this process has in hand.
    taken: Held<BTreeSet<ActivityId>>,
}

/// Activities in hand. Dropped, they are anybody's.
struct Hand<'a>(&'a Desk, Vec<ActivityId>);

impl Drop for Hand<'_> {
    fn drop(&mut self) {
        let mut taken = self.0.taken.lock().expect("no panic while holding it");
        for id in &self.1 {
            taken.remove(id);
        }
    }
}

/// Works on a batch of what is due. Returns how many that were.
///
/// # Errors
/// The database cannot be reached.
pub async fn some(pod: &Pod) -> Result<u64, Fault> {
    let turn = pod.fediverse.desk.turn.lock().await;
    let (rows, _hand) = due(pod).await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let count = rows.len() as u64;
    let together = {
        let (pod, rows) = (pod.clone(), rows.clone());
        guarded(async move { together(&pod, rows).await }).await
    };
    drop(turn);
    let alone = together.unwrap_or_else(|undone| {
        tracing::warn!(why = %undone, "activities could not be worked on together");
        rows
    });
    each(pod, alone).await;
    Ok(count)
}

async fn due(pod: &Pod) -> Result<(Vec<Waiting>, Hand<'_>), Fault> {
    let desk = &pod.fediverse.desk;
    let now = pod.db.now();
    let in_hand: Vec<ActivityId> = {
        let taken = desk.taken.lock().expect("no panic while holding it");
        taken.iter().copied().collect()
    };
    let rows = queue::due(pod.db.read(), (now, now.plus(LEASE)), MOST, &in_hand).await?;
    let ids: Vec<ActivityId> = rows.iter().map(|row| row.id).collect();
    let mut taken = desk.taken.lock().expect("no panic while holding it");
    taken.extend(ids.iter().copied());
    drop(taken);
    Ok((rows, Hand(desk, ids)))
}

/// Whoever has signed these. Who is blocked or has left is not among them.
async fn signers(pod: &Pod, rows: &[Waiting]) -> Result<HashMap<PersonId, Signer>, Undone> {
    let db = pod.db.read();
    let ids: BTreeSet<PersonId> = rows.iter().map(|row| row.signer).collect();
    let people = person::Entity::find()
        .filter(person::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    let actors = actor::Entity::find()
        .filter(actor::Column::PersonId.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    let mut all = HashMap::new();
    for actor in actors {
        let person = people.iter().find(|person| person.id == actor.person_id).cloned();
        if let Some(person) = person.and_then(|person| discover::open(person).ok()) {
            all.insert(actor.person_id, Signer { person, actor });
        }
    }
    Ok(all)
}

/// What somebody has signed, verified; or what somebody else is said to have done.
enum Read {
    Own(Box<Verified<Activity, Id>>),
    PassedOn(Box<Activity>),
}

fn read(row: &Waiting, signer: &Signer) -> Result<Read, Rejected> {
    let Thing::Activity(activity) = Thing::read(row.body.as_bytes())? else {
        return Err(Rejected::OtherKind("activity"));
    };
    let uri = Id::parse(&signer.actor.uri).ok_or(Rejected::Signer)?;
    if activity.actor != uri {
        return Ok(Read::PassedOn(activity));
    }
    let verified = activity.verify(Provenance::Signed(&uri))?;
    Ok(Read::Own(Box::new(verified)))
}

/// An activity whose turn it is.
struct Ready<'a> {
    row: Waiting,
    signer: &'a Signer,
    activity: Box<Verified<Activity, Id>>,
    /// Under which it is remembered that it has come.
    name: Option<String>,
}

/// Applies a batch. Returns what has to be worked on alone.
async fn together(pod: &Pod, rows: Vec<Waiting>) -> Result<Vec<Waiting>, Undone> {
    let signers = signers(pod, &rows).await?;
    let (mut ready, mut alone, mut done) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        let Some(signer) = signers.get(&row.signer) else {
            rejected(row.id, "whoever has sent it is not there any more");
            done.push(row.id);
            continue;
        };
        match read(&row, signer) {
            Ok(Read::Own(activity)) => ready.push(Ready {
                name: name(&row, signer, &activity),
                row,
                signer,
                activity,
            }),
            Ok(Read::PassedOn(_)) => alone.push(row),
            Err(why) => {
                rejected(row.id, &why.to_string());
                done.push(row.id);
            }
        }
    }
    // Where nothing of the last batch had to be taken back, nothing of this one is likely to have to be.
    let smooth = &pod.fediverse.desk.smooth;
    let at_once = match smooth.load(Ordering::Relaxed) {
        true => applied(pod, &ready, &done, Care::Together).await?,
        false => None,
    };
    let left = match at_once {
        Some(left) => left,
        None => applied(pod, &ready, &done, Care::Each).await?.unwrap_or_default(),
    };
    smooth.store(left.refused == 0 && left.alone.is_empty(), Ordering::Relaxed);
    let mut left = left.alone.into_iter().peekable();
    for (at, Ready { row, .. }) in ready.into_iter().enumerate() {
        if left.next_if_eq(&at).is_some() {
            alone.push(row);
        }
    }
    Ok(alone)
}

/// What of a batch has not been done.
#[derive(Default)]
struct Left {
    /// What has to be worked on alone, by its place.
    alone: Vec<usize>,
    /// How many were never to be.
    refused: usize,
}

/// Applies what can be read, in one transaction in which what is `done` is finished with. None: one of them could not be, and nothing
/// of any has happened.
async fn applied(pod: &Pod, ready: &[Ready<'_>], done: &[ActivityId], care: Care) -> Result<Option<Left>, Undone> {
    let mut tx = pod.db.begin_many().await?;
    tx.gather();
    let (mut new, mut homes) = (Vec::new(), BTreeSet::new());
    let (mut done, mut left) = (done.to_vec(), Left::default());
    let mut seen = look::ahead(&mut tx, &pod.settings, ready).await?;
    for (at, one) in ready.iter().enumerate() {
        let (row, signer) = (&one.row, one.signer);
        if one.name.as_ref().is_some_and(|name| !seen.insert(name.clone())) {
            done.push(row.id);
            continue;
        }
        if !look::adds(&tx, &one.activity) {
            gathered::settle(&mut tx).await?;
            tx.forget_posts();
        }
        if care == Care::Each {
            tx.mark().await?;
        }
        match apply::activity(&mut tx, &came(pod, row, signer), &one.activity, How::Pushed).await {
            Ok(()) => {
                new.extend(one.name.clone());
                homes.extend(signer.person.pod_id);
                done.push(row.id);
            }
            Err(_) if care == Care::Together => return Ok(None),
            Err(Stay::Undone(Undone::Reject(why))) => {
                tx.back().await?;
                rejected(row.id, &why);
                done.push(row.id);
                left.refused += 1;
            }
            Err(Stay::Want(_) | Stay::Undone(Undone::Retry(_) | Undone::Broke(_))) => {
                tx.back().await?;
                left.alone.push(at);
            }
        }
    }
    if done.is_empty() {
        return Ok(Some(left));
    }
    if let Err(stop) = gathered::settle(&mut tx).await {
        // Which of them it was shows only where each is a piece of its own.
        return match care {
            Care::Together => Ok(None),
            Care::Each => Err(stop.into()),
        };
    }
    let now = tx.now();
    queue::note(tx.sql(), new, now).await?;
    heard(&mut tx, &homes.into_iter().collect::<Vec<_>>()).await?;
    finish(&tx, &done).await?;
    tx.commit().await?;
    Ok(Some(left))
}

fn came<'a>(pod: &'a Pod, row: &Waiting, from: &'a Signer) -> Came<'a> {
    Came {
        settings: &pod.settings,
        secret: &pod.secret,
        from,
        recipient: row.recipient,
    }
}

/// Under which name it is remembered that an activity has come.
fn name(row: &Waiting, signer: &Signer, activity: &Activity) -> Option<String> {
    let id = activity.id.as_ref()?;
    let to = row.recipient.map(|to| to.to_string()).unwrap_or_default();
    Some(seal::digest(&format!("{} {id} {to}", signer.actor.uri)))
}

/// Does it, unless it was done before.
async fn once(
    tx: &mut Tx,
    pod: &Pod,
    (row, signer): (&Waiting, &Signer),
    activity: &Activity,
    how: How,
) -> Result<(), Stay> {
    if let Some(name) = name(row, signer, activity) {
        alone_with(tx.sql(), &BTreeSet::from([name.as_str()])).await?;
        let names = [name];
        if !queue::seen(tx.sql(), &names).await?.is_empty() {
            return Ok(());
        }
        let now = tx.now();
        queue::note(tx.sql(), names.into(), now).await?;
    }
    apply::activity(tx, &came(pod, row, signer), activity, how).await
}

/// Deletes what was worked on in the transaction that did so: either both are on disk or neither.
async fn finish(tx: &Tx, ids: &[ActivityId]) -> Result<(), Fault> {
    match queue::finish(tx.sql(), ids).await? == ids.len() as u64 {
        true => Ok(()),
        false => Err(Fault::new("another one has worked on this activity")),
    }
}

fn rejected(id: ActivityId, why: &str) {
    tracing::info!(activity = %id, why, "what an actor sent is not taken");
}

/// Works on activities by themselves: those of one signer in their order, beside those of others.
async fn each(pod: &Pod, rows: Vec<Waiting>) {
    let mut signers: HashMap<PersonId, Vec<Waiting>> = HashMap::new();
    for row in rows {
        signers.entry(row.signer).or_default().push(row);
    }
    let mut running = JoinSet::new();
    for (_, rows) in signers {
        running.spawn(one_by_one(pod.clone(), rows));
    }
    while running.join_next().await.is_some() {}
}

async fn one_by_one(pod: Pod, rows: Vec<Waiting>) {
    for row in rows {
        let done = {
            let (pod, row) = (pod.clone(), row.clone());
            guarded(async move { alone(&pod, &row).await }).await
        };
        let Err(undone) = done else { continue };
        if let Err(error) = settle(&pod, &row, undone).await {
            tracing::error!(activity = %row.id, why = %error, "what became of an activity could not be written down");
        }
    }
}

/// Works on one, asking others for what it needs.
async fn alone(pod: &Pod, row: &Waiting) -> Result<(), Undone> {
    let signers = signers(pod, std::slice::from_ref(row)).await?;
    let gone = || Undone::Reject("whoever has sent it is not there any more".to_owned());
    let signer = signers.get(&row.signer).ok_or_else(gone)?;
    let mut budget = Budget::default();
    let activity = match read(row, signer)? {
        Read::Own(activity) => activity,
        Read::PassedOn(activity) => {
            gather::passed_on(pod, &activity, &mut budget).await?;
            return end(pod, row, signer).await;
        }
    };
    let (mut asked, mut how) = (Vec::new(), How::Pushed);
    for _ in 0..TURNS {
        let mut tx = pod.db.begin().await?;
        let want = match once(&mut tx, pod, (row, signer), &activity, how).await {
            Ok(()) => {
                if let Some(home) = signer.person.pod_id {
                    heard(&mut tx, &[home]).await?;
                }
                finish(&tx, &[row.id]).await?;
                return Ok(tx.commit().await?);
            }
            Err(Stay::Want(want)) => want,
            Err(Stay::Undone(undone)) => return Err(undone),
        };
        drop(tx);
        let before = asked.contains(&want);
        asked.push(want.clone());
        if let Want::Object(_) | Want::Made(_) | Want::Changed(_) = want
            && let Some(reader) = apply::reader(pod.db.read(), &came(pod, row, signer), &activity).await?
        {
            budget.in_the_name_of(reader);
        }
        match gather::get(pod, &came(pod, row, signer), want.clone(), &mut budget).await {
            Ok(Got::Done) => return end(pod, row, signer).await,
            Ok(Got::Here) if !before => {}
            // What it answers is not to be had: it stands by itself.
            Ok(Got::Here) | Err(Undone::Reject(_)) if matches!(want, Want::Object(_)) => how = How::Alone,
            Ok(Got::Here) => return Err(Undone::Reject("what it is about is not to be had".to_owned())),
            Err(Undone::Retry(_)) if matches!(want, Want::Object(_)) && row.attempts >= 2 => how = How::Alone,
            Err(undone) => return Err(undone),
        }
    }
    Err(Undone::Reject("too much had to be asked for".to_owned()))
}

/// It is done already.
async fn end(pod: &Pod, row: &Waiting, signer: &Signer) -> Result<(), Undone> {
    let mut tx = pod.db.begin().await?;
    if let Some(home) = signer.person.pod_id {
        heard(&mut tx, &[home]).await?;
    }
    finish(&tx, &[row.id]).await?;
    Ok(tx.commit().await?)
}

/// Writes down what became of something that was not taken: it goes, or waits for its time, or is kept to be looked at.
async fn settle(pod: &Pod, row: &Waiting, undone: Undone) -> Result<(), Undone> {
    let tx = pod.db.begin().await?;
    match undone {
        Undone::Reject(why) => {
            rejected(row.id, &why);
            queue::finish(tx.sql(), &[row.id]).await?;
        }
        undone @ (Undone::Retry(_) | Undone::Broke(_)) => {
            let attempts = row.attempts + 1;
            let run_at = if attempts >= TRIES && is_over(&tx, row).await? {
                tracing::error!(activity = %row.id, why = %undone, "an activity was given up");
                received::NEVER
            } else {
                tracing::info!(activity = %row.id, why = %undone, attempts, "an activity is looked at again later");
                tx.now().plus(back_off(attempts, tx.random()))
            };
            queue::later(tx.sql(), row.id, run_at, attempts).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// Whether what has had its first tries waits no longer: it is as old as nobody's letter becomes, or too many wait.
async fn is_over(tx: &Tx, row: &Waiting) -> Result<bool, Fault> {
    let now = tx.now();
    Ok(row.came.plus(WAITING) <= now || queue::is_crowded(tx.sql(), (now, received::NEVER), CROWD).await?)
}

/// Forgets what came so long ago that nobody sends it again.
///
/// # Errors
/// The database cannot be written.
pub async fn sweep(tx: &mut Tx) -> Outcome<()> {
    let before = tx.now().minus(KEPT);
    Ok(queue::sweep(tx.sql(), before).await?)
}
