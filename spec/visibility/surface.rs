//! Every door of the program through every pair of eyes, against the model. A comparison counts once for each post
//! that could have been in the answer.
//!
//! A new surface: one function here or in `page.rs`, one line in [`check`].

use std::collections::BTreeSet;

use entity::visible::person::{Among, Seeker};
use entity::visible::post::{Authored, Cursor, posts};
use entity::{Reach, Viewer, own, visible};
use samara::domain::filter::Filter;
use samara::domain::{feed, stream as paged, tag};
use sea_orm::DbErr;

use super::act::{LOCALS, PEOPLE, TAGS, Who};
use super::world::{World, marker, name, tag_name};
use super::{away, letter, like, line, page, photo, poll, report, reshare, stream, talk};

/// Where something can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    Acts,
    /// Looked at after each act.
    Events,
    Doors,
    Lists,
    Search,
    Streams,
    Told,
    Names,
    Receipts,
    Talk,
    Likes,
    Reshares,
    Polls,
    Letters,
    Photos,
    Reports,
    Pages,
    Missing,
    Away,
}

/// All of them.
pub const ALL: [Surface; 18] = [
    Surface::Events,
    Surface::Doors,
    Surface::Lists,
    Surface::Search,
    Surface::Streams,
    Surface::Told,
    Surface::Names,
    Surface::Receipts,
    Surface::Talk,
    Surface::Likes,
    Surface::Reshares,
    Surface::Polls,
    Surface::Letters,
    Surface::Photos,
    Surface::Reports,
    // Before pages are opened: that counts as having seen what was told.
    Surface::Away,
    Surface::Pages,
    Surface::Missing,
];

/// Looks at one surface as everyone.
pub async fn check(world: &mut World, surface: Surface) -> Result<(), String> {
    match surface {
        Surface::Acts | Surface::Events => Ok(()),
        Surface::Doors => doors(world).await,
        Surface::Lists => lists(world).await,
        Surface::Search => search(world).await,
        Surface::Streams => stream::look(world).await,
        Surface::Told => line::look(world).await,
        Surface::Names => names(world).await,
        Surface::Receipts => receipts(world).await,
        Surface::Talk => talk::look(world).await,
        Surface::Likes => like::look(world).await,
        Surface::Reshares => reshare::look(world).await,
        Surface::Polls => poll::look(world).await,
        Surface::Letters => letter::look(world).await,
        Surface::Photos => photo::look(world).await,
        Surface::Reports => report::look(world).await,
        Surface::Pages => page::bodies(world).await,
        Surface::Missing => page::missing(world).await,
        Surface::Away => away::look(world).await,
    }
}

/// One post by its address, by its row, its former versions; all of them by row; how many.
async fn doors(world: &mut World) -> Result<(), String> {
    let all: Vec<usize> = world.posts.keys().copied().collect();
    for viewer in World::viewers() {
        let eyes = world.eyes(viewer);
        for id in &all {
            let known = world.posts[id].clone();
            let sees = world.model.sees(viewer, *id);
            let db = world.pod.db.read().clone();
            let one = posts(eyes).one(&db, &known.guid).await.unwrap();
            let row = posts(eyes).by_id(&db, known.id).await.unwrap();
            let history = posts(eyes).history(&db, known.id).await.unwrap().len();
            let versions = if sees { world.model.posts[id].version } else { 0 };
            let found = (one.is_some(), row.is_some(), history);
            world.same(|| format!("post {id} for {viewer:?}"), found, (sees, sees, versions), 3)?;
            if let Some(one) = one {
                let expected = &world.model.posts[id];
                let said = (
                    one.post.text.contains(&marker(*id, expected.version)),
                    world.who(one.author.id),
                    one.chosen.is_some(),
                );
                let expected = (expected.words, expected.author, viewer == Some(expected.author));
                world.same(|| format!("what post {id} says to {viewer:?}"), said, expected, 1)?;
            }
        }
        let rows: Vec<_> = world.posts.values().map(|known| known.id).collect();
        let found = posts(eyes).among(world.pod.db.read(), &rows).await.unwrap();
        let found: BTreeSet<usize> = world.numbers(&found).into_iter().collect();
        let expected: BTreeSet<usize> = world.model.list(viewer, |_, _| true).into_iter().collect();
        let count = posts(eyes).count(world.pod.db.read()).await.unwrap();
        world.same(
            || format!("count for {viewer:?}"),
            count,
            expected.len() as u64,
            all.len(),
        )?;
        world.same(|| format!("among for {viewer:?}"), found, expected, all.len())?;
    }
    Ok(())
}

/// Pages of a door, joined by the cursor.
pub(super) async fn joined<F: AsyncFn(Cursor) -> Result<Vec<Authored>, DbErr>>(limit: usize, read: F) -> Vec<Authored> {
    let mut all: Vec<Authored> = Vec::new();
    let mut before = Cursor {
        at: entity::Moment(i64::MAX),
        id: entity::PostId(i64::MAX),
    };
    loop {
        let found = read(before).await.unwrap();
        let whole = found.len() == limit;
        all.extend(found);
        match all.last() {
            Some(last) if whole => before = Cursor::after(&last.post),
            _ => return all,
        }
    }
}

/// What everyone may see of an author, a tag, a person who is named, of all.
async fn lists(world: &mut World) -> Result<(), String> {
    let all = world.posts.len();
    for viewer in World::viewers() {
        let (eyes, db) = (world.eyes(viewer), world.pod.db.read().clone());
        for who in 0..PEOPLE {
            let author = world.people[who].person;
            let expected = world.model.list(viewer, |_, post| post.author == who);
            let count = posts(eyes).by(author).count(&db).await.unwrap();
            world.same(
                || format!("count of {who} for {viewer:?}"),
                count,
                expected.len() as u64,
                all,
            )?;
            let found = joined(2, async |at| posts(eyes).by(author).page(&db, at, 2).await).await;
            let found = world.numbers(&found);
            world.same(
                || format!("posts of {who} for {viewer:?}"),
                found,
                expected.clone(),
                all,
            )?;
            let page = paged::of(&db, eyes, author, Cursor::until(world.pod.clock.now()))
                .await
                .unwrap();
            let found = world.numbers(&page.posts);
            let pinned: Vec<usize> = expected
                .iter()
                .copied()
                .filter(|id| world.model.posts[id].pinned)
                .collect();
            let first = expected.iter().copied().take(paged::PAGE as usize).collect();
            world.same(|| format!("profile of {who} for {viewer:?}"), found, first, all)?;
            let found = paged::pinned(&db, eyes, author, Cursor::until(world.pod.clock.now()))
                .await
                .unwrap();
            let found = world.numbers(&found);
            world.same(|| format!("pinned by {who} for {viewer:?}"), found, pinned, all)?;
            let found = joined(3, async |at| {
                posts(eyes).mentioning(author).for_stream().page(&db, at, 3).await
            })
            .await;
            let found = world.numbers(&found);
            let expected = world.model.stream(viewer, |_, post| post.mentions.contains(&who));
            world.same(|| format!("naming {who} for {viewer:?}"), found, expected, all)?;
        }
        for topic in 0..TAGS {
            let row = world.tags[topic];
            let found = joined(3, async |at| {
                posts(eyes).tagged(row).for_stream().page(&db, at, 3).await
            })
            .await;
            let found = world.numbers(&found);
            let expected = world.model.stream(viewer, |_, post| post.tags.contains(&topic));
            world.same(|| format!("tag {topic} for {viewer:?}"), found, expected.clone(), all)?;
            let until = Cursor::until(world.pod.clock.now());
            let page = tag::look(&db, eyes, &Filter::default(), &tag_name(topic), until)
                .await
                .unwrap();
            let found = world.numbers(&page.page.posts);
            let first = expected.into_iter().take(tag::PAGE as usize).collect();
            world.same(|| format!("page of tag {topic} for {viewer:?}"), found, first, all)?;
        }
        let found = joined(4, async |at| posts(eyes).public().for_stream().page(&db, at, 4).await).await;
        let found = world.numbers(&found);
        let expected = world.model.stream(viewer, |_, post| post.reach == Reach::Public);
        world.same(|| format!("public for {viewer:?}"), found, expected, all)?;
        let found = joined(4, async |at| {
            posts(eyes).open().local().for_stream().page(&db, at, 4).await
        })
        .await;
        let found = world.numbers(&found);
        let expected = world
            .model
            .stream(viewer, |_, post| post.reach != Reach::Limited && post.author < LOCALS);
        world.same(|| format!("local for {viewer:?}"), found, expected, all)?;
    }
    for who in 0..LOCALS {
        let now = world.pod.clock.now();
        let found = feed::look(world.pod.db.read(), &name(who), now).await.ok();
        let found = found.map(|feed| world.numbers(&feed.posts));
        let mut expected = world
            .model
            .list(None, |_, post| post.author == who && post.reach == Reach::Public);
        expected.truncate(25);
        let expected = (!world.model.closed.contains(&who)).then_some(expected);
        world.same(|| format!("feed of {who}"), found, expected, all)?;
    }
    Ok(())
}

/// Each post by the word that only it has, by words it had before, and all by the word that all have.
async fn search(world: &mut World) -> Result<(), String> {
    let all: Vec<usize> = world.posts.keys().copied().collect();
    for viewer in World::viewers() {
        let (eyes, db) = (world.eyes(viewer), world.pod.db.read().clone());
        let expected = world.model.list(viewer, |_, post| {
            post.words && !world.model.ignores(viewer, post.author)
        });
        for id in &all {
            let version = world.model.posts.get(id).map_or(0, |post| post.version);
            for version in 0..=version {
                let until = Cursor::until(world.pod.clock.now());
                let found = visible::search::page(&db, eyes, &marker(*id, version), until, 9)
                    .await
                    .unwrap();
                let found = world.numbers(&found);
                let now = world.model.posts.get(id).is_some_and(|post| post.version == version);
                let one: Vec<usize> = if now && expected.contains(id) {
                    vec![*id]
                } else {
                    Vec::new()
                };
                world.same(
                    || format!("search of post {id} version {version} by {viewer:?}"),
                    found,
                    one,
                    1,
                )?;
            }
        }
        let found = joined(5, async |at| visible::search::page(&db, eyes, "gathering", at, 5).await).await;
        let found = world.numbers(&found);
        world.same(|| format!("search by {viewer:?}"), found, expected, all.len())?;
    }
    Ok(())
}

/// Names while they are typed: tags of posts that one may see, people that may be found.
async fn names(world: &mut World) -> Result<(), String> {
    for viewer in World::viewers() {
        let eyes = world.eyes(viewer);
        for topic in 0..TAGS {
            let found = tag::complete(world.pod.db.read(), eyes, &tag_name(topic))
                .await
                .unwrap();
            let seen = !world
                .model
                .list(viewer, |_, post| post.tags.contains(&topic))
                .is_empty();
            let follows = viewer.is_some_and(|who| world.model.follows.contains(&(who, topic)));
            let expected = if seen || follows {
                vec![tag_name(topic)]
            } else {
                Vec::new()
            };
            let all = world.posts.len();
            world.same(|| format!("tag {topic} completed for {viewer:?}"), found, expected, all)?;
        }
        let Some(who) = viewer.filter(|who| *who < LOCALS) else {
            continue;
        };
        let found = visible::person::in_spotlight(world.pod.db.read(), world.user(who), 50)
            .await
            .unwrap();
        let found: BTreeSet<Who> = found.iter().map(|person| world.who(person.id)).collect();
        let expected = world.model.shown_to(who);
        world.same(|| format!("people in the spotlight for {who}"), found, expected, PEOPLE)?;
        let me = Seeker {
            user: world.user(who),
            person: world.people[who].person,
        };
        for (among, here) in [(Among::Everyone, false), (Among::Here, true)] {
            let found = visible::person::search(world.pod.db.read(), me, "person", among, 0, 50)
                .await
                .unwrap();
            let count = visible::person::count(world.pod.db.read(), me, "person", among)
                .await
                .unwrap();
            let found: BTreeSet<Who> = found.iter().map(|person| world.who(person.id)).collect();
            let expected = world.model.finds(who, here);
            world.same(
                || format!("people counted for {who}"),
                count,
                expected.len() as u64,
                PEOPLE,
            )?;
            world.same(|| format!("people found by {who}"), found, expected, PEOPLE)?;
        }
    }
    Ok(())
}

/// The true list of who has a post, for its author; nothing of it for anyone else.
async fn receipts(world: &mut World) -> Result<(), String> {
    let all: Vec<usize> = world.posts.keys().copied().collect();
    for id in all {
        let guid = world.posts[&id].guid.clone();
        let author = world.model.posts.get(&id).map(|post| post.author);
        for who in 0..PEOPLE {
            let person = world.people[who].person;
            let found = own::post::one(world.pod.db.read(), person, &guid).await.unwrap();
            world.same(
                || format!("post {id} as {who}'s own"),
                found.is_some(),
                author == Some(who),
                1,
            )?;
            let Some(own) = found else { continue };
            let found = own::post::recipients(world.pod.db.read(), &own).await.unwrap();
            let found: BTreeSet<_> = found
                .iter()
                .map(|one| (world.who(one.person.id), one.given as i32))
                .collect();
            let expected: BTreeSet<_> = world.model.posts[&id]
                .recipients
                .iter()
                .map(|(who, given)| (*who, *given as i32))
                .collect();
            world.same(|| format!("receipt of post {id}"), found, expected, PEOPLE)?;
            let listed = posts(world.eyes(Some(who))).by_id(world.pod.db.read(), own.id).await;
            let listed = listed.unwrap().and_then(|one| one.chosen);
            let kept = own::post::choice(world.pod.db.read(), &own).await.unwrap();
            let kept = kept.filter(|_| world.model.sees(Some(who), id));
            world.same(
                || format!("choice of post {id} as its author reads it"),
                listed,
                kept,
                1,
            )?;
            let listeners = own::post::listeners(world.pod.db.read(), &own).await.unwrap();
            let found: BTreeSet<_> = listeners
                .iter()
                .map(|user| world.people.iter().position(|one| one.user == Some(*user)))
                .collect();
            let expected: BTreeSet<_> = world
                .model
                .listeners(&world.model.posts[&id])
                .into_iter()
                .map(Some)
                .collect();
            world.same(|| format!("listeners of post {id}"), found, expected, PEOPLE)?;
        }
    }
    let nobody = posts(Viewer::Anyone).open().count(world.pod.db.read()).await.unwrap();
    let expected = world.model.list(None, |_, _| true).len() as u64;
    world.same(
        || "open posts for nobody in particular".to_owned(),
        nobody,
        expected,
        world.posts.len(),
    )
}
