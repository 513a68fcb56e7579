//! Who likes what, by the model and by the pod. Whoever sees a thing sees who likes it, except people whom they ignore
//! and closed accounts; the number is the number of those.

use std::collections::BTreeMap;

use entity::viewer::Reason;
use entity::visible::comment::comments;
use entity::visible::like::{Cursor, likes};
use entity::visible::post::posts;
use entity::write::like::Target;
use entity::{CommentId, NotificationKind as Kind, PostId, SeenComment, SeenPost, Viewer, own};
use samara::domain::like::{self, On};
use samara::error::{OrNotFound, Outcome};

use super::act::{Act, Who};
use super::model::{Model, Told, Verdict, local};
use super::world::World;

/// What can be drawn; the first is the heart.
pub const EMOJI: [&str; 3] = ["", "🎉", "👍"];

/// What is liked: a post, or a comment under it.
pub type Thing = (usize, Option<usize>);

/// Who likes what, with which emoji and since when.
#[derive(Default)]
pub struct Likes(pub BTreeMap<(Thing, Who), (usize, i64)>);

impl Likes {
    pub fn forget_post(&mut self, post: usize) {
        self.0.retain(|((about, _), _), _| *about != post);
    }

    pub fn forget_comment(&mut self, comment: usize) {
        self.0.retain(|((_, about), _), _| *about != Some(comment));
    }

    pub fn leave(&mut self, who: Who) {
        self.0.retain(|(_, liker), _| *liker != who);
    }
}

impl Model {
    fn reads_thing(&self, viewer: Option<Who>, (post, comment): Thing) -> bool {
        let under = |id| self.reads(viewer, id) && self.talk.said[&id].post == post;
        self.sees(viewer, post) && comment.is_none_or(under)
    }

    /// Who likes a thing, as far as a viewer may know, with which emoji.
    pub fn likers(&self, viewer: Option<Who>, thing: Thing) -> BTreeMap<Who, usize> {
        if !self.reads_thing(viewer, thing) {
            return BTreeMap::new();
        }
        let of =
            |((about, who), (emoji, _)): (&(Thing, Who), &(usize, i64))| (*about == thing).then_some((*who, *emoji));
        let mut found: BTreeMap<Who, usize> = self.likes.0.iter().filter_map(of).collect();
        found.retain(|who, _| !self.closed.contains(who) && !self.ignores(viewer, *who));
        found
    }

    pub fn like(&mut self, act: &Act) -> Verdict {
        match act {
            Act::Like {
                by,
                post,
                comment,
                emoji,
            } if self.active(*by) && self.known(*post, *comment) => self.give(*by, (*post, *comment), *emoji),
            Act::Unlike { by, post, comment } if self.active(*by) && self.known(*post, *comment) => {
                self.take_back(*by, (*post, *comment))
            }
            _ => Verdict::Skipped,
        }
    }

    /// The world has an address for it.
    fn known(&self, post: usize, comment: Option<usize>) -> bool {
        let ever = self.posts.contains_key(&post) || self.gone.contains(&post);
        ever && comment.is_none_or(|id| self.talk.ever(id))
    }

    fn give(&mut self, by: Who, thing: Thing, emoji: usize) -> Verdict {
        if !self.reads_thing(Some(by), thing) {
            return Verdict::Refused;
        }
        let (post, comment) = thing;
        let writer = self.posts[&post].author;
        let author = comment.map_or(writer, |id| self.talk.said[&id].author);
        let ignored = |who: Who| local(who) && self.ignores.contains(&(who, by));
        if ignored(writer) || ignored(author) {
            return Verdict::Refused;
        }
        let now = self.now;
        let new = !self.likes.0.contains_key(&(thing, by));
        self.likes.0.entry((thing, by)).or_insert((emoji, now)).0 = emoji;
        if new && author != by && local(author) && self.sees(Some(author), post) {
            self.told.push(Told {
                user: author,
                kind: kind(thing),
                actor: by,
                post: Some(post),
                comment,
                at: now,
                read: false,
            });
        }
        Verdict::Done
    }

    fn take_back(&mut self, by: Who, thing: Thing) -> Verdict {
        if !self.reads_thing(Some(by), thing) {
            return Verdict::Refused;
        }
        if self.likes.0.remove(&(thing, by)).is_some() {
            let (post, comment) = thing;
            let about = |told: &Told| (told.kind, told.actor, told.post, told.comment);
            let gone = (kind(thing), by, Some(post), comment);
            self.told.retain(|told| about(told) != gone);
        }
        Verdict::Done
    }
}

fn kind((_, comment): Thing) -> Kind {
    comment.map_or(Kind::Liked, |_| Kind::LikedComment)
}

impl World {
    pub async fn like(&mut self, act: &Act) -> Outcome<()> {
        let (Act::Like { by, post, comment, .. } | Act::Unlike { by, post, comment }) = act else {
            return Ok(());
        };
        let me = self.me(*by).await;
        let db = self.pod.db.read().clone();
        let found = posts(me.viewer()).one(&db, &self.posts[post].guid).await?;
        let found = found.or_not_found()?;
        let under = match comment {
            Some(id) => {
                let one = comments(me.viewer())
                    .under(found.post.id)
                    .one(&db, &self.comments[id].1);
                Some(one.await?.or_not_found()?.comment)
            }
            None => None,
        };
        let on = On {
            post: &found.post,
            comment: under.as_ref(),
        };
        self.pod
            .act(async |tx| match act {
                Act::Like { emoji, .. } => like::give(tx, &me, on, EMOJI[*emoji]).await,
                _ => like::take_back(tx, &me, on).await,
            })
            .await
    }
}

/// Everything that can be liked, as the pod itself knows it.
async fn things(world: &World) -> Vec<(Thing, Target)> {
    let (db, all) = (world.pod.db.read(), Viewer::Pod(Reason::Dispatch));
    let mut found = Vec::new();
    for (id, known) in &world.posts {
        if let Some(one) = posts(all).by_id(db, known.id).await.unwrap() {
            found.push(((*id, None), Target::post(&one.post)));
        }
    }
    for (id, (_, guid)) in &world.comments {
        if let Some(one) = comments(all).one(db, guid).await.unwrap() {
            let thing = (world.number(one.comment.post_id), Some(*id));
            found.push((thing, Target::comment(&one.comment)));
        }
    }
    found
}

/// The list and the number of those who like each thing, through every pair of eyes.
pub async fn look(world: &mut World) -> Result<(), String> {
    let db = world.pod.db.read().clone();
    let things = things(world).await;
    for viewer in World::viewers() {
        let eyes = world.eyes(viewer);
        for (thing, target) in &things {
            let given = likes(eyes).of(*target).page(&db, None, 100).await.unwrap();
            let count = likes(eyes).of(*target).count(&db).await.unwrap();
            let found: BTreeMap<Who, String> = given
                .iter()
                .map(|one| (world.who(one.author.id), one.like.emoji.clone()))
                .collect();
            let expected = world.model.likers(viewer, *thing);
            let expected: BTreeMap<Who, String> = expected
                .into_iter()
                .map(|(who, emoji)| (who, EMOJI[emoji].to_owned()))
                .collect();
            let right = (expected.clone(), expected.len(), expected.len() as u64);
            world.same(
                || format!("who likes {thing:?} for {viewer:?}"),
                (found, given.len(), count),
                right,
                1,
            )?;
            let mut turned = Vec::new();
            let mut before = None;
            while let Some(one) = likes(eyes).of(*target).page(&db, before, 1).await.unwrap().pop() {
                turned.push(one.like.id);
                before = Some(Cursor::after(&one));
            }
            let whole = given.iter().map(|one| one.like.id).collect();
            world.same(|| format!("pages of {thing:?} for {viewer:?}"), turned, whole, 1)?;
        }
        numbers(world, viewer).await?;
    }
    Ok(())
}

/// The number beside each post and comment, and what the viewer themselves feel.
async fn numbers(world: &mut World, viewer: Option<Who>) -> Result<(), String> {
    let (eyes, db) = (world.eyes(viewer), world.pod.db.read().clone());
    let seen = world.model.list(viewer, |_, _| true);
    let rows: Vec<PostId> = seen.iter().map(|id| world.posts[id].id).collect();
    let found = posts(eyes).among(&db, &rows).await.unwrap();
    let mut said = Vec::new();
    for (id, guid) in world.comments.values() {
        if let Some(one) = comments(eyes).one(&db, guid).await.unwrap() {
            said.push((*id, one));
        }
    }
    let ids: Vec<CommentId> = said.iter().map(|(id, _)| *id).collect();
    let (mut by_post, mut by_comment) = (BTreeMap::new(), BTreeMap::new());
    if let Some(user) = eyes.user() {
        let silent = own::ignore::around_posts(&db, user, &rows).await.unwrap();
        by_post.extend(silent.into_iter().map(|one| (one.id, one.likes)));
        let silent = own::ignore::around_comments(&db, user, &ids).await.unwrap();
        by_comment.extend(silent.into_iter().map(|one| (one.id, one.likes)));
    }
    let mut things: Vec<(Thing, i64, Option<String>)> = Vec::new();
    let of_post = |post: &SeenPost| post.likes - by_post.get(&post.id.0).copied().unwrap_or_default();
    for one in &found {
        things.push(((world.number(one.post.id), None), of_post(&one.post), one.liked.clone()));
    }
    let of_comment = |one: &SeenComment| one.likes - by_comment.get(&one.id.0).copied().unwrap_or_default();
    for (id, one) in &said {
        let thing = (world.number(one.comment.post_id), Some(world.comment(*id)));
        things.push((thing, of_comment(&one.comment), one.liked.clone()));
    }
    for (thing, count, mine) in things {
        let expected = world.model.likers(viewer, thing).len() as i64;
        let felt = viewer.and_then(|who| world.model.likes.0.get(&(thing, who)));
        let felt = felt.map(|(emoji, _)| EMOJI[*emoji].to_owned());
        world.same(
            || format!("likes of {thing:?} for {viewer:?}"),
            (count, mine),
            (expected, felt),
            1,
        )?;
    }
    Ok(())
}
