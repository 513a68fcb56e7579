//! Who may see what: generated worlds of people, aspects and posts, looked at by everyone through every surface that
//! there is, and compared with a plain model.
//!
//! Seeds are fixed; `SAMARA_TEST_SEED` adds one, `SAMARA_TEST_WORLDS` says how many more after it. A world that fails
//! is made smaller, act by act, until nothing can be left out (`SAMARA_TEST_SHRINK=0`: not); what is left is printed.

mod act;
mod author;
mod away;
mod dice;
mod each;
mod elsewhere;
mod event;
mod letter;
mod like;
mod line;
mod model;
mod page;
mod photo;
mod poll;
mod report;
mod reshare;
mod share;
mod stream;
mod surface;
mod talk;
mod world;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use act::Act;
use dice::Dice;
use entity::user::Order;
use entity::visible::filter::NOTHING;
use entity::visible::post::Cursor;
use entity::visible::stream as door;
use event::Ears;
use surface::Surface;
use world::World;

/// Acts of a world, besides those by which its people find each other.
const ACTS: usize = 172;
const SEEDS: [u64; 6] = [1, 2, 3, 4, 5, 6];
/// Longest time spent on making a failing world smaller.
const SHRINKING: Duration = Duration::from_secs(120);

/// What went wrong, and where.
struct Failure {
    surface: Surface,
    what: String,
}

/// Lives a world and looks at these surfaces, half way through and at the end. Returns how many comparisons that was.
async fn live(acts: &[Act], surfaces: &[Surface]) -> Result<usize, Failure> {
    let mut world = World::new().await;
    let fail = |surface: Surface| move |what: String| Failure { surface, what };
    let listens = surfaces.contains(&Surface::Events);
    let mut ears = if listens {
        Some(Ears::open(&mut world).await)
    } else {
        None
    };
    for (place, act) in acts.iter().enumerate() {
        let before = if listens {
            event::sights(&world)
        } else {
            BTreeMap::new()
        };
        world.act(act).await.map_err(fail(Surface::Acts))?;
        if let Some(ears) = &mut ears {
            ears.hear(&mut world, act, &before)
                .await
                .map_err(fail(Surface::Events))?;
        }
        if place + 1 == acts.len() / 2 + act::LOCALS {
            for surface in [Surface::Streams, Surface::Told]
                .iter()
                .filter(|one| surfaces.contains(one))
            {
                surface::check(&mut world, *surface).await.map_err(fail(*surface))?;
            }
        }
    }
    for surface in surfaces {
        surface::check(&mut world, *surface).await.map_err(fail(*surface))?;
    }
    Ok(world.cases)
}

/// Leaves out whatever can be left out while the same surface still fails.
async fn shrink(mut acts: Vec<Act>, surface: Surface) -> (Vec<Act>, Option<Failure>) {
    let (begun, mut last) = (Instant::now(), None);
    let mut size = acts.len() / 2;
    while size > 0 {
        let mut from = 0;
        let mut smaller = false;
        while from < acts.len() && begun.elapsed() < SHRINKING {
            let until = (from + size).min(acts.len());
            let fewer = [&acts[..from], &acts[until..]].concat();
            match live(&fewer, &[surface]).await {
                Err(failure) if failure.surface == surface => {
                    (acts, last, smaller) = (fewer, Some(failure), true);
                }
                Err(_) | Ok(_) => from = until,
            }
        }
        if !smaller || size > 1 {
            size /= 2;
        }
        if begun.elapsed() >= SHRINKING {
            break;
        }
    }
    (acts, last)
}

async fn hold(seed: u64) -> usize {
    let acts = Dice::world(seed, ACTS);
    let failure = match live(&acts, &surface::ALL).await {
        Ok(cases) => return cases,
        Err(failure) => failure,
    };
    let whole = failure.what.clone();
    if std::env::var("SAMARA_TEST_SHRINK").is_ok_and(|value| value == "0") {
        panic!("world {seed}, {:?}: {whole}", failure.surface);
    }
    let (acts, smaller) = shrink(acts, failure.surface).await;
    let what = smaller.map_or(whole, |smaller| smaller.what);
    panic!(
        "world {seed}, {:?}: {what}\nafter these acts:\n{}",
        failure.surface,
        act::lines(&acts)
    );
}

async fn hold_all(seeds: impl IntoIterator<Item = u64>) {
    let begun = Instant::now();
    let mut cases = 0;
    let mut worlds = 0;
    for seed in seeds {
        cases += hold(seed).await;
        worlds += 1;
    }
    println!(
        "{worlds} worlds, {cases} comparisons of (viewer, post, surface), {:.1} s",
        begun.elapsed().as_secs_f32()
    );
}

#[rocket::async_test]
async fn everyone_sees_what_is_for_them_and_nothing_else() {
    hold_all([SEEDS[0], SEEDS[1]]).await;
}

#[rocket::async_test]
async fn nobody_sees_more_in_another_world_either() {
    hold_all([SEEDS[2], SEEDS[3]]).await;
}

#[rocket::async_test]
async fn nor_in_a_third_one() {
    hold_all([SEEDS[4], SEEDS[5]]).await;
}

#[rocket::async_test]
async fn what_is_hidden_left_or_ignored_is_nowhere_and_makes_no_page_shorter() {
    if let Err(failure) = live(&each::acts(), &surface::ALL).await {
        panic!("world 0, {:?}: {}", failure.surface, failure.what);
    }
}

#[rocket::async_test]
async fn a_world_of_ones_own_holds_as_well() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let Some(seed) = number("SAMARA_TEST_SEED") else { return };
    hold_all(seed..seed + number("SAMARA_TEST_WORLDS").unwrap_or(1)).await;
}

/// Two windows at once, one adding somebody to an aspect and one ignoring them, can leave both rows on PostgreSQL.
#[rocket::async_test]
async fn whom_i_ignore_is_in_no_stream_even_when_they_are_still_in_an_aspect() {
    let mut world = World::new().await;
    let acts = [
        Act::AddAspect { owner: 0, aspect: 0 },
        Act::Put {
            owner: 0,
            person: 1,
            aspect: 0,
        },
        Act::Publish(act::Share {
            post: 0,
            author: 1,
            reach: entity::Reach::Limited,
            aspects: Vec::new(),
            people: vec![0],
            except: Vec::new(),
            tags: Vec::new(),
            mentions: Vec::new(),
        }),
    ];
    for act in &acts {
        world.act(act).await.unwrap();
    }
    let (user, person, ignored) = (world.user(0), world.people[0].person, world.people[1].person);
    let db = world.pod.db.read().clone();
    let before = Cursor::until(world.pod.clock.now());
    let wanted = door::Wanted {
        user,
        person,
        before,
        limit: 5,
        hidden: &NOTHING,
    };
    let rows = [world.aspects[&0]];
    assert_eq!(
        door::main(&db, wanted, Order::Posted, door::Spotlight::Left)
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(door::aspects(&db, wanted, &rows).await.unwrap().len(), 1);
    let now = world.pod.clock.now();
    world
        .pod
        .act(async |tx| Ok(entity::write::ignore::insert(tx.sql(), user, ignored, now).await?))
        .await
        .unwrap();
    for order in [Order::Posted, Order::Active] {
        assert_eq!(
            door::main(&db, wanted, order, door::Spotlight::Left)
                .await
                .unwrap()
                .len(),
            0
        );
    }
    assert_eq!(door::aspects(&db, wanted, &rows).await.unwrap().len(), 0);
}
