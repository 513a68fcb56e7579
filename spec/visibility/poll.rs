//! Polls, by the model and by the pod: whoever sees the post sees the question; how it stands is for those who voted, and
//! what somebody chose for nobody but themselves.

use std::collections::BTreeMap;

use entity::viewer::Reason;
use entity::visible::poll as door;
use entity::visible::post::posts;
use entity::visible::vote::votes;
use entity::{PostId, Viewer};
use samara::domain::poll;
use samara::domain::post::Wishes;
use samara::error::{OrNotFound, Outcome};

use super::act::{Act, Who};
use super::model::{Model, Verdict};
use super::world::World;

/// Answers of each poll.
pub const ANSWERS: usize = 3;

/// Who chose which answer of the poll on which post.
#[derive(Default)]
pub struct Votes(pub BTreeMap<(usize, Who), usize>);

/// Every third post asks something.
pub fn asks(post: usize) -> bool {
    post.is_multiple_of(3)
}

/// What such a post asks.
pub fn wishes(post: usize) -> Wishes {
    if !asks(post) {
        return Wishes::default();
    }
    Wishes {
        question: "Which?".to_owned(),
        answers: "one\ntwo\nthree".to_owned(),
        ..Wishes::default()
    }
}

impl Model {
    /// There is a poll on it that the viewer may see.
    fn asked(&self, viewer: Option<Who>, post: usize) -> bool {
        self.sees(viewer, post) && self.posts[&post].root.is_none() && asks(post)
    }

    pub fn vote(&mut self, act: &Act) -> Verdict {
        let Act::Vote { by, post, answer } = act else {
            return Verdict::Skipped;
        };
        let ever = self.posts.contains_key(post) || self.gone.contains(post);
        if !self.active(*by) || !ever {
            return Verdict::Skipped;
        }
        if !self.asked(Some(*by), *post) {
            return Verdict::Refused;
        }
        if self.ignores.contains(&(self.posts[post].author, *by)) {
            return Verdict::Refused;
        }
        self.votes.0.insert((*post, *by), *answer);
        Verdict::Done
    }
}

impl World {
    pub async fn vote(&mut self, act: &Act) -> Outcome<()> {
        let Act::Vote { by, post, answer } = act else {
            return Ok(());
        };
        let me = self.me(*by).await;
        let (db, now) = (self.pod.db.read().clone(), self.pod.clock.now());
        let found = posts(me.viewer()).one(&db, &self.posts[post].guid).await?;
        let found = found.or_not_found()?.post;
        let poll = door::of(&db, me.viewer(), &[found.id], now).await?.remove(&found.id);
        let chosen = poll.map_or(0, |poll| poll.answers[*answer].id.0);
        self.pod
            .act(async |tx| poll::vote(tx, &me, &found, &[chosen]).await)
            .await
    }
}

/// Every poll through every pair of eyes.
pub async fn look(world: &mut World) -> Result<(), String> {
    let (db, now) = (world.pod.db.read().clone(), world.pod.clock.now());
    let rows: Vec<PostId> = world.posts.values().map(|known| known.id).collect();
    for viewer in World::viewers() {
        let eyes = world.eyes(viewer);
        let found = door::of(&db, eyes, &rows, now).await.unwrap();
        let found: BTreeMap<usize, _> = found
            .into_iter()
            .map(|(row, poll)| {
                let votes: Vec<Option<i64>> = poll.answers.iter().map(|answer| answer.votes).collect();
                let mine = poll.answers.iter().position(|answer| answer.mine);
                (world.number(row), (poll.voters, votes, mine))
            })
            .collect();
        let model = &world.model;
        let asked = world.posts.keys().filter(|post| model.asked(viewer, **post));
        let expected: BTreeMap<usize, _> = asked
            .map(|post| {
                let given: Vec<(Who, usize)> = model
                    .votes
                    .0
                    .iter()
                    .filter(|((on, _), _)| on == post)
                    .map(|((_, who), answer)| (*who, *answer))
                    .collect();
                let mine = given
                    .iter()
                    .find(|(who, _)| Some(*who) == viewer)
                    .map(|(_, answer)| *answer);
                let of = |answer: usize| given.iter().filter(|(_, chosen)| *chosen == answer).count() as i64;
                let votes = (0..ANSWERS).map(|answer| mine.map(|_| of(answer))).collect();
                (*post, (given.len() as i64, votes, mine))
            })
            .collect();
        let cases = rows.len();
        world.same(|| format!("polls for {viewer:?}"), found, expected, cases)?;
    }
    single(world).await
}

/// Who chose what, vote by vote: for whoever gave it, and for telling other pods of it as long as they are there.
async fn single(world: &mut World) -> Result<(), String> {
    let db = world.pod.db.read().clone();
    let given: Vec<((usize, Who), usize)> = world
        .model
        .votes
        .0
        .iter()
        .map(|(vote, answer)| (*vote, *answer))
        .collect();
    let mut names = BTreeMap::new();
    for ((post, who), answer) in given {
        let on = world.posts[&post].id;
        let all = Viewer::Pod(Reason::Dispatch);
        let polls = door::of(&db, all, &[on], world.pod.clock.now()).await.unwrap();
        let Some(poll) = polls.get(&on) else { continue };
        let there = !world.model.closed.contains(&who);
        let found = votes(all).of(&db, poll.id, world.people[who].person).await.unwrap();
        let chosen: Vec<&str> = found.iter().map(|cast| cast.answer.as_str()).collect();
        let expected = if there {
            vec![poll.answers[answer].guid.as_str()]
        } else {
            Vec::new()
        };
        world.same(|| format!("the vote of {who} on {post}"), &chosen, &expected, 1)?;
        if let Some(cast) = found.first() {
            names.insert((post, who), cast.vote.guid.clone());
        }
    }
    for viewer in World::viewers() {
        let eyes = world.eyes(viewer);
        let mut found = Vec::new();
        for (vote, name) in &names {
            if votes(eyes).one(&db, name).await.unwrap().is_some() {
                found.push(*vote);
            }
        }
        let expected: Vec<_> = names.keys().copied().filter(|(_, who)| viewer == Some(*who)).collect();
        world.same(|| format!("single votes for {viewer:?}"), found, expected, names.len())?;
    }
    Ok(())
}
