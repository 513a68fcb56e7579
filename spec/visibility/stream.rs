//! Streams over many posts, their pages joined, and what is announced of them, against the model.

use entity::user::Order;
use entity::visible::filter::{Hidden, NOTHING};
use entity::visible::post::{Authored, Cursor, posts};
use entity::visible::stream::{self as door, Wanted};
use entity::{AspectId, Reach};
use samara::domain::account::settings::{self, StreamChoice};
use samara::domain::news;
use samara::domain::stream::{self, Stream};

use super::act::{LOCALS, PEOPLE, TAGS, Who};
use super::model::Model;
use super::surface::joined;
use super::world::{World, order};

/// The second shape of the predicate, in pages of several sizes; what is announced.
pub async fn look(world: &mut World) -> Result<(), String> {
    let all = world.posts.len();
    for who in 0..LOCALS {
        let (user, person, db) = (world.user(who), world.people[who].person, world.pod.db.read().clone());
        let aspects: Vec<usize> = world.aspects.keys().copied().collect();
        let mine: Vec<usize> = aspects
            .iter()
            .copied()
            .filter(|id| world.model.aspects.get(id).is_some_and(|a| a.owner == who))
            .collect();
        let mut subsets: Vec<Vec<usize>> = vec![Vec::new(), mine.clone(), aspects];
        subsets.extend(mine.iter().map(|id| vec![*id]));
        // Whoever has left turns no pages; that nothing of theirs comes back is asked all the same.
        // Whoever does not read by activity begins to for a moment.
        read_by(world, who, Order::Active).await;
        let limits: &[usize] = if world.model.closed.contains(&who) {
            &[1000]
        } else {
            &[1, 2, 3, 7, 16]
        };
        for &limit in limits {
            let page = |before| Wanted {
                user,
                person,
                before,
                limit: limit as u64,
                hidden: &NOTHING,
            };
            let lit = match world.model.wants_spotlight.contains(&who) {
                true => door::Spotlight::Shown,
                false => door::Spotlight::Left,
            };
            let found = joined(limit, async |at| door::spotlight(&db, page(at)).await).await;
            let listed = world.numbers(&found);
            again(world, who, "spotlight", &found)?;
            world.same(
                || format!("spotlight for {who} by {limit}"),
                listed,
                world.model.spotlight(who),
                all,
            )?;
            let found = by_activity(limit, async |at| {
                door::main(&db, page(at), Order::Active, lit).await.unwrap()
            })
            .await;
            let listed = world.numbers(&found);
            again(world, who, "main stream by activity", &found)?;
            world.same(
                || format!("main stream of {who} by activity by {limit}"),
                listed,
                world.model.main_by_activity(who),
                all,
            )?;
            let found = joined(limit, async |at| door::main(&db, page(at), Order::Posted, lit).await).await;
            let listed = world.numbers(&found);
            again(world, who, "main stream", &found)?;
            world.same(
                || format!("main stream of {who} by {limit}"),
                listed,
                world.model.main(who),
                all,
            )?;
            let found = joined(limit, async |at| door::followed_tags(&db, page(at)).await).await;
            let found = world.numbers(&found);
            world.same(
                || format!("tags of {who} by {limit}"),
                found,
                world.model.followed(who),
                all,
            )?;
            for subset in &subsets {
                let rows: Vec<AspectId> = subset.iter().map(|id| world.aspects[id]).collect();
                let found = joined(limit, async |at| door::aspects(&db, page(at), &rows).await).await;
                let listed = world.numbers(&found);
                again(world, who, "aspects", &found)?;
                let expected = world.model.in_aspects(who, subset);
                world.same(
                    || format!("aspects {subset:?} of {who} by {limit}"),
                    listed,
                    expected,
                    all,
                )?;
            }
        }
        if !world.model.closed.contains(&who) {
            filtered(world, who).await?;
        }
        read_by(world, who, order(who)).await;
        let news = news::since(&db, user, person, world.pod.clock.now(), None)
            .await
            .unwrap();
        let main = world.model.main(who);
        let others = main
            .iter()
            .take(50)
            .filter(|id| world.model.posts[id].author != who)
            .count();
        world.same(|| format!("announced to {who}"), news.posts, others as u64, all)?;
        if !world.model.closed.contains(&who) {
            mine_joined(world, who).await?;
        }
    }
    Ok(())
}

/// What a filter leaves out is left out with what shows it, and nothing else; pages are as full as without it.
async fn filtered(world: &mut World, who: Who) -> Result<(), String> {
    let (user, person, db) = (world.user(who), world.people[who].person, world.pod.db.read().clone());
    let (topic, other) = (who % TAGS, (who + 1) % PEOPLE);
    let hidden = Hidden {
        people: vec![world.people[other].person],
        tags: vec![world.tags[topic]],
        ..Hidden::default()
    };
    let all = world.posts.len();
    let kept = |list: Vec<usize>, model: &Model| -> Vec<usize> {
        let fits = |id: &usize| {
            model
                .posts
                .get(id)
                .is_some_and(|post| post.author == other || post.tags.contains(&topic))
        };
        let left_out = |id: &usize| fits(id) || model.posts[id].root.is_some_and(|root| fits(&root));
        list.into_iter()
            .filter(|id| model.posts[id].author == who || !left_out(id))
            .collect()
    };
    let lit = match world.model.wants_spotlight.contains(&who) {
        true => door::Spotlight::Shown,
        false => door::Spotlight::Left,
    };
    let mine: Vec<usize> = world
        .aspects
        .keys()
        .copied()
        .filter(|id| world.model.mine(who, *id))
        .collect();
    let rows: Vec<AspectId> = mine.iter().map(|id| world.aspects[id]).collect();
    let page = |before| Wanted {
        user,
        person,
        before,
        limit: 3,
        hidden: &hidden,
    };
    let eyes = world.eyes(Some(who));
    let model = &world.model;
    let open = model.stream(Some(who), |_, post| post.reach == Reach::Public);
    let found = [
        (
            "main stream",
            joined(3, async |at| door::main(&db, page(at), Order::Posted, lit).await).await,
            kept(model.main(who), model),
        ),
        (
            "main stream by activity",
            by_activity(3, async |at| {
                door::main(&db, page(at), Order::Active, lit).await.unwrap()
            })
            .await,
            kept(model.main_by_activity(who), model),
        ),
        (
            "tags",
            joined(3, async |at| door::followed_tags(&db, page(at)).await).await,
            kept(model.followed(who), model),
        ),
        (
            "spotlight",
            joined(3, async |at| door::spotlight(&db, page(at)).await).await,
            kept(model.spotlight(who), model),
        ),
        (
            "aspects",
            joined(3, async |at| door::aspects(&db, page(at), &rows).await).await,
            kept(model.in_aspects(who, &mine), model),
        ),
        (
            "public stream",
            joined(3, async |at| {
                posts(eyes)
                    .public()
                    .for_stream()
                    .filtered(&hidden)
                    .page(&db, at, 3)
                    .await
            })
            .await,
            kept(open, model),
        ),
    ];
    for (stream, found, expected) in found {
        let listed = world.numbers(&found);
        if stream != "public stream" {
            again(world, who, stream, &found)?;
        }
        world.same(|| format!("filtered {stream} of {who}"), listed, expected, all)?;
    }
    Ok(())
}

/// Of several in a whole stream who show the same without a word, each says whether one stood before it and how many
/// come after it, on whatever page.
fn again(world: &mut World, who: Who, stream: &str, found: &[Authored]) -> Result<(), String> {
    let listed = world.numbers(found);
    let posts = &world.model.posts;
    let same = |one: &usize, other: &usize| {
        let root = posts[one].root;
        root.is_some() && posts[other].root == root && !posts[one].words && !posts[other].words
    };
    let theirs = |id: &&usize| posts[*id].author != who;
    let expected: Vec<(bool, i64)> = (0..listed.len())
        .map(|place| {
            let (before, after) = (&listed[..place], &listed[place + 1..]);
            let one = &listed[place];
            let newer = theirs(&one) && before.iter().any(|other| same(one, other));
            let older = after.iter().filter(theirs).filter(|other| same(one, other)).count();
            (newer, older as i64)
        })
        .collect();
    let said: Vec<(bool, i64)> = found.iter().map(|one| (one.again.newer, one.again.older)).collect();
    let all = world.posts.len();
    world.same(|| format!("again in the {stream} of {who}"), said, expected, all)
}

async fn read_by(world: &World, who: Who, order: Order) {
    let spotlight = match world.model.wants_spotlight.contains(&who) {
        true => door::Spotlight::Shown,
        false => door::Spotlight::Left,
    };
    let choice = StreamChoice { order, spotlight };
    let user = world.user(who);
    world
        .pod
        .act(async |tx| settings::choose_stream(tx, user, choice).await)
        .await
        .unwrap();
}

/// Pages in the order by activity, joined by the cursor.
async fn by_activity<F: AsyncFn(Cursor) -> Vec<Authored>>(limit: usize, read: F) -> Vec<Authored> {
    let mut all: Vec<Authored> = Vec::new();
    let mut before = Cursor::until(entity::Moment(i64::MAX));
    loop {
        let found = read(before).await;
        let whole = found.len() == limit;
        all.extend(found);
        match all.last() {
            Some(last) if whole => before = Order::Active.after(&last.post),
            _ => return all,
        }
    }
}

/// As the pages ask for them: cut by the domain, and joined by what it says is older.
async fn mine_joined(world: &mut World, who: Who) -> Result<(), String> {
    let me = world.me(who).await;
    let db = world.pod.db.read().clone();
    let mine: Vec<usize> = world
        .model
        .aspects
        .iter()
        .filter(|(_, aspect)| aspect.owner == who)
        .map(|(id, _)| *id)
        .collect();
    let rows = mine.iter().map(|id| world.aspects[id]).collect();
    let model = &world.model;
    let expected = [
        (Stream::Main, model.main_as_read(who)),
        (Stream::Activity, model.stream(Some(who), |_, post| post.author == who)),
        (
            Stream::Liked,
            model.stream(Some(who), |id, _| model.likes.0.contains_key(&((id, None), who))),
        ),
        (
            Stream::Commented,
            model.stream(Some(who), |id, _| {
                model
                    .talk
                    .said
                    .values()
                    .any(|said| said.post == id && said.author == who)
            }),
        ),
        (
            Stream::Bookmarks,
            model.list(Some(who), |id, _| model.kept.contains(&(who, id))),
        ),
        (
            Stream::Mentions,
            model.stream(Some(who), |_, post| post.mentions.contains(&who)),
        ),
        (Stream::Aspects(rows), model.in_aspects(who, &mine)),
        (Stream::FollowedTags, model.followed(who)),
        (Stream::Spotlight, model.spotlight(who)),
    ];
    for (stream, expected) in expected {
        let mut found = Vec::new();
        let mut before = Some(Cursor::until(world.pod.clock.now()));
        while let Some(at) = before {
            let page = stream::mine(&db, &me, &stream, at).await.unwrap();
            found.extend(world.numbers(&page.posts));
            before = page.older;
        }
        let all = world.posts.len();
        world.same(|| format!("{stream:?} of {who}"), found, expected, all)?;
    }
    Ok(())
}
