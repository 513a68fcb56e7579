//! Other pods of a made-up pod, each with one person whom the first person here shares with, and all at a sink of this machine
//! (`super::sink`): of ten, one is dead and one never answers.

use entity::write::bulk::{self, Group, Relation};
use entity::write::delivery::{self, To};
use entity::{AspectId, Moment, PersonId, UserId};

use super::town::PEOPLE;
use crate::boot;
use crate::domain::abroad::{self, Found};
use crate::error::Fault;
use crate::job::Job;
use crate::pod::Pod;

/// In the first person's aspect of people elsewhere.
const CLOSE: usize = 100;
/// Pods with what waits for them get so many letters of about so many bytes.
const LETTER: usize = 3_000;
/// In a transaction.
const BATCH: usize = 500;

/// How a pod behaves, as the sink is told by its address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    Answers,
    Hangs,
    Dead,
}

/// With `sick`, one of ten pods is dead and one hangs.
fn manner(at: usize, sick: bool) -> Manner {
    match at % 10 {
        3 if sick => Manner::Hangs,
        7 if sick => Manner::Dead,
        _ => Manner::Answers,
    }
}

/// The diaspora ID of one of them.
pub(super) fn handle(at: usize) -> String {
    format!("neighbour{at}@n{at}.example")
}

fn found(at: usize, key: &str, port: u16, sick: bool) -> Found {
    let (net, port) = match manner(at, sick) {
        Manner::Answers => (1, port),
        Manner::Hangs => (2, port),
        Manner::Dead => (3, 9),
    };
    Found {
        guid: format!("{at:032x}"),
        handle: handle(at),
        name: format!("Neighbour {at}"),
        picture: None,
        searchable: false,
        key: key.to_owned(),
        host: format!("n{at}.example"),
        address: format!("http://127.{net}.{}.{}:{port}", at / 250, at % 250 + 1),
    }
}

/// Makes them. Returns the aspect of those who are close.
pub(super) async fn settle(pod: &Pod, count: usize, port: u16, sick: bool, key: &str) -> Result<AspectId, Fault> {
    let mut people: Vec<PersonId> = Vec::new();
    for first in (0..count).step_by(BATCH) {
        let mut tx = pod.db.begin().await?;
        for at in first..count.min(first + BATCH) {
            let person = abroad::learn(&mut tx, found(at, key, port, sick)).await;
            people.push(person.map_err(boot::words)?.id);
        }
        tx.commit().await?;
    }
    let close = AspectId(PEOPLE as i64 * 4 + 2);
    let group = Group {
        id: close,
        user: UserId(1),
        name: "Abroad".to_owned(),
        hue: 6,
        members: people.iter().copied().take(CLOSE).collect(),
    };
    let both = |person: &PersonId| Relation {
        user: UserId(1),
        person: *person,
        sharing: true,
        receiving: true,
    };
    let relations: Vec<Relation> = people.iter().map(both).collect();
    let tx = pod.db.begin().await?;
    let now = tx.now();
    bulk::aspects(tx.sql(), &[group], now).await?;
    bulk::contacts(tx.sql(), &relations, now).await?;
    tx.commit().await?;
    Ok(close)
}

/// Puts so many deliveries into the queue: all pods but the first hundred have the same number waiting.
pub(super) async fn queue(pod: &Pod, deliveries: usize) -> Result<(), Fault> {
    let mut tx = pod.db.begin().await?;
    let now: Moment = tx.now();
    let pods = bulk::pods(tx.sql()).await?;
    let behind = pods.get(CLOSE..).unwrap_or_default();
    let to: Vec<To> = behind
        .iter()
        .map(|pod| To {
            pod: *pod,
            person: None,
        })
        .collect();
    for _ in 0..deliveries / to.len().max(1) {
        delivery::post(tx.sql(), PersonId(1), "x".repeat(LETTER), &to, now).await?;
    }
    let jobs = behind.iter().map(|pod| (Job::Deliver { pod: pod.0 }, now));
    tx.enqueue_all(jobs.collect()).await?;
    tx.commit().await
}
