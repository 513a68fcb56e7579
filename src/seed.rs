//! Made-up people and posts in an empty database, so that a pod can be measured: 200 people who live here, some with
//! two contacts and some with 150, each with four aspects, and posts over 200 days.
//!
//! The same numbers make the same pod. Rows are written in bulk (`entity::write::bulk`); what they say is rendered
//! by `text` as publishing does, once for each of a few thousand texts. Never for a pod that people use.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use entity::write::bulk::{self, Shared};
use entity::{Moment, PostId, Reach, UserId, user};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::boot;
use crate::domain::account::keys::{self, Pair};
use crate::domain::house::{self, House, Join};
use crate::domain::seal;
use crate::error::Fault;
use crate::pod::Pod;
use crate::random::Random;
use crate::settings::Settings;

mod activities;
mod actors;
mod letters;
pub mod measure;
mod neighbours;
mod sink;
mod texts;
mod town;

use texts::Texts;
use town::Town;

/// Posts in a transaction.
const BATCH: u64 = 10_000;
/// Posts are spread over so many microseconds: 200 days.
const SPAN: i64 = 200 * 86_400 * 1_000_000;
/// Who is named in what is measured as publishing to many.
const PEOPLE_NAMED: usize = 300;
/// Comments under the post with most.
const THREAD: i64 = 10_000;
/// Public posts whose addresses are written down.
const ADDRESSES: usize = 500;

/// Options of `samara seed`.
#[derive(Args)]
pub struct Seed {
    /// How many posts
    #[arg(long, default_value_t = 10_000)]
    posts: u64,
    /// Where to write sessions' cookies, tokens of forms and addresses of pages
    #[arg(long, value_name = "FILE")]
    cookie_file: PathBuf,
    /// How many other pods know the first person
    #[arg(long, default_value_t = 0)]
    neighbours: usize,
    /// Where `samara measure sink` listens for them
    #[arg(long, default_value_t = 4_800)]
    port: u16,
    /// Of ten other pods, one is dead and one never answers
    #[arg(long)]
    sick: bool,
    /// How many deliveries wait for them
    #[arg(long, default_value_t = 0)]
    queued: usize,
    /// They are servers of the fediverse, whose actors follow the first person
    #[arg(long)]
    fediverse: bool,
}

/// Fills the database.
///
/// # Errors
/// Somebody is there already, or the database or the file cannot be written.
pub async fn run(settings: Settings, seed: Seed) -> Result<(), Fault> {
    boot::log(&settings);
    let pod = boot::open(settings).await?;
    if user::Entity::find().count(pod.db.read()).await? > 0 {
        return Err(Fault::new(
            "There are people in this database. Seeding needs an empty one.",
        ));
    }
    let random = Random::seeded(2026);
    let now = pod.clock.now();
    let town = Town::of(&random, &pod.settings.host());
    let keys = settle(&pod, &town, now).await?;
    let texts = Texts::of(&random, &town);
    let guids = publish(&pod, &random, &town, &texts, seed.posts, now).await?;
    let tx = pod.db.begin().await?;
    bulk::finish(tx.sql()).await?;
    let thread = bulk::talk(tx.sql(), town::PEOPLE as i64, THREAD).await?;
    bulk::analyse(tx.sql()).await?;
    tx.commit().await?;
    write_down(&pod, &town, &guids, thread.as_deref(), &seed.cookie_file)?;
    abroad(&pod, &keys, &seed).await?;
    pod.db.close().await;
    Ok(())
}

/// What everybody signs with: as somebody of diaspora*, and as an actor.
struct Keys {
    identity: Pair,
    actor: Pair,
}

/// Other pods, and what waits for them. All of their people have the keys of those who live here.
async fn abroad(pod: &Pod, keys: &Keys, seed: &Seed) -> Result<(), Fault> {
    if seed.neighbours == 0 {
        return Ok(());
    }
    let write =
        |name, key: &Pair| std::fs::write(seed.cookie_file.with_extension(name), &key.private).map_err(Fault::of);
    write("pem", &keys.identity)?;
    write("actor.pem", &keys.actor)?;
    if seed.fediverse {
        return actors::settle(pod, seed.neighbours, seed.port, &keys.actor.public).await;
    }
    let key = &keys.identity;
    let close = neighbours::settle(pod, seed.neighbours, seed.port, seed.sick, &key.public).await?;
    if seed.queued > 0 {
        neighbours::queue(pod, seed.queued).await?;
    }
    let written = std::fs::read_to_string(&seed.cookie_file).map_err(Fault::of)?;
    std::fs::write(&seed.cookie_file, format!("{written}close={}\n", close.0)).map_err(Fault::of)
}

/// The house and the people in it. Returns the keys that all of them have.
async fn settle(pod: &Pod, town: &Town, now: Moment) -> Result<Keys, Fault> {
    // One pair of each kind for all of them: two hundred would take minutes of arithmetic, beside what is measured.
    let (identity, actor) = (keys::generate(keys::IDENTITY_BITS)?, keys::generate(keys::ACTOR_BITS)?);
    let mut tx = pod.db.begin().await?;
    let house = House {
        name: "Measured".to_owned(),
        join: Join::Invitation,
        set_up: true,
    };
    house::save(&tx, &house).await.map_err(boot::words)?;
    bulk::begin(tx.sql()).await?;
    bulk::people(tx.sql(), &town.people, now).await?;
    for person in &town.people {
        let (identity, actor) = (identity.clone(), actor.clone());
        let kept = keys::keep(&mut tx, &pod.vault, UserId(person.id), identity, actor).await;
        kept.map_err(boot::words)?;
    }
    bulk::aspects(tx.sql(), &town.groups, now).await?;
    bulk::contacts(tx.sql(), &town.relations, now).await?;
    bulk::tags(tx.sql(), &town.tags, &town.follows).await?;
    tx.commit().await?;
    Ok(Keys { identity, actor })
}

/// All posts, oldest first. Returns the guids of the newest public ones.
async fn publish(
    pod: &Pod,
    random: &Random,
    town: &Town,
    texts: &Texts,
    posts: u64,
    now: Moment,
) -> Result<Guids, Fault> {
    let step = SPAN / i64::try_from(posts.max(1)).unwrap_or(i64::MAX);
    let mut guids = Guids::default();
    for first in (1..=posts).step_by(BATCH as usize) {
        let last = posts.min(first + BATCH - 1);
        let batch: Vec<Shared<'_>> = (first..=last)
            .map(|number| {
                let back = i64::try_from(posts - number).unwrap_or(0) * step + random.below(step.max(1) as u64) as i64;
                one(random, town, texts, number as i64, Moment(now.0 - back - 1))
            })
            .collect();
        newest(&mut guids.public, &batch, Reach::Public);
        newest(&mut guids.limited, &batch, Reach::Limited);
        let tx = pod.db.begin().await?;
        bulk::posts(tx.sql(), &batch).await?;
        tx.commit().await?;
        if last.is_multiple_of(100_000) {
            tracing::info!(posts = last, "seeded");
        }
    }
    Ok(guids)
}

/// Some of the newest posts, by who may see them.
#[derive(Default)]
struct Guids {
    public: Vec<String>,
    limited: Vec<String>,
}

/// Adds the posts of a batch that have this reach, and keeps the newest only.
fn newest(guids: &mut Vec<String>, batch: &[Shared<'_>], reach: Reach) {
    let fit = batch.iter().filter(|post| post.reach == reach);
    guids.extend(fit.map(|post| post.guid.clone()));
    let keep_from = guids.len().saturating_sub(ADDRESSES);
    guids.drain(..keep_from);
}

/// A post: 60 % to aspects that have somebody in them, 10 % pod-wide, 30 % public.
fn one<'a>(random: &Random, town: &'a Town, texts: &'a Texts, id: i64, at: Moment) -> Shared<'a> {
    let author = &town.homes[town::popular(random)];
    let reach = match random.below(10) {
        0..6 => Reach::Limited,
        6 => Reach::Pod,
        _ => Reach::Public,
    };
    let choice = match reach {
        Reach::Limited => &author.choices[random.below(author.choices.len() as u64) as usize],
        Reach::Pod | Reach::Public => &town.open,
    };
    let names = (random.below(50) == 0).then(|| choice.people[random.below(choice.people.len() as u64) as usize]);
    let names = names.filter(|person| *person != author.id);
    let text = texts.pick(random, names);
    Shared {
        id: PostId(id),
        guid: random.guid_hex(),
        author: author.id,
        reach,
        words: &text.words,
        at,
        chosen: &choice.json,
        aspects: &choice.aspects,
        tags: &text.tags,
        names,
    }
}

/// What the load generator needs, as lines `name=value`.
fn write_down(pod: &Pod, town: &Town, guids: &Guids, thread: Option<&str>, file: &Path) -> Result<(), Fault> {
    let mut lines = String::new();
    for (person, secret) in town.people.iter().zip(&town.secrets).take(town::PEOPLE as usize) {
        let csrf = seal::sign(&pod.secret, &format!("form {}", person.session));
        let aspect = town.homes[person.id as usize - 1].fullest.0;
        let _ = writeln!(lines, "cookie=samara={secret}\ncsrf={csrf}");
        let _ = writeln!(lines, "aspects=/aspects?a={aspect}\nprofile=/people/{}", person.guid);
        let _ = writeln!(lines, "account={}", person.handle);
    }
    let _ = writeln!(lines, "aspect={}\nhundreds={}", town.fifty.0, town.hundreds.0);
    if let Some(thread) = thread {
        let _ = writeln!(lines, "thread=/posts/{thread}");
    }
    let _ = writeln!(lines, "named={}", town.people[PEOPLE_NAMED].handle);
    for guid in &guids.public {
        let _ = writeln!(lines, "post=/posts/{guid}");
    }
    for guid in &guids.limited {
        let _ = writeln!(lines, "limited=/posts/{guid}");
    }
    std::fs::write(file, lines).map_err(Fault::of)
}
