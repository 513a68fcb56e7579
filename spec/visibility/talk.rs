//! What is said under posts and what people are told, by the model and by the pod. Whoever sees the post sees its comments, except
//! those by people whom they ignore and by closed accounts.

use std::collections::{BTreeMap, BTreeSet};

use entity::visible::comment::{Cursor, comments, last_of};
use entity::visible::post::posts;
use entity::{CommentId, NotificationKind as Kind, PostId, own};
use samara::domain::comment::{self, Draft};
use samara::error::{OrNotFound, Outcome};

use super::act::{Act, LOCALS, Who};
use super::model::{Model, Told, Verdict, local};
use super::page::{bare, browser, readers};
use super::photo::Thing;
use super::world::World;

/// A comment as it ought to be.
#[derive(Clone, Debug)]
pub struct Said {
    pub author: Who,
    pub post: usize,
    pub answers: Option<usize>,
    pub at: i64,
    pub version: usize,
}

/// What is said, by number: which is also the order in which it was said.
#[derive(Default)]
pub struct Talk {
    pub said: BTreeMap<usize, Said>,
    ever: BTreeSet<usize>,
    /// Who is told of what is said about which post, because they said something there.
    takes_part: BTreeSet<(Who, usize)>,
}

impl Talk {
    /// It was said once, whatever became of it.
    pub fn ever(&self, comment: usize) -> bool {
        self.ever.contains(&comment)
    }

    pub fn forget(&mut self, post: usize) {
        self.said.retain(|_, said| said.post != post);
        self.takes_part.retain(|(_, about)| *about != post);
    }

    /// Everything that somebody said goes; returns what that was.
    pub fn leave(&mut self, who: Who) -> Vec<usize> {
        let said = self.said.iter().filter(|(_, one)| one.author == who);
        let gone: Vec<usize> = said.map(|(id, _)| *id).collect();
        gone.iter().for_each(|id| self.unsay(*id));
        self.takes_part.retain(|(one, _)| *one != who);
        gone
    }

    fn unsay(&mut self, comment: usize) {
        self.said.remove(&comment);
        let answers = self.said.values_mut().filter(|said| said.answers == Some(comment));
        answers.for_each(|said| said.answers = None);
    }
}

impl Model {
    /// Who may read a comment.
    pub fn reads(&self, viewer: Option<Who>, comment: usize) -> bool {
        self.talk.said.get(&comment).is_some_and(|said| {
            self.sees(viewer, said.post) && !self.closed.contains(&said.author) && !self.ignores(viewer, said.author)
        })
    }

    /// What a viewer may read under a post, oldest first.
    pub fn under(&self, viewer: Option<Who>, post: usize) -> Vec<usize> {
        let mut under: Vec<usize> = self.talk.said.keys().copied().collect();
        under.retain(|id| self.talk.said[id].post == post && self.reads(viewer, *id));
        under.sort_by_key(|id| (self.talk.said[id].at, *id));
        under
    }

    /// Says, changes or takes back.
    pub fn talk(&mut self, act: &Act) -> Verdict {
        match act {
            Act::Say {
                comment,
                author,
                post,
                answers,
            } if self.active(*author) && (self.posts.contains_key(post) || self.gone.contains(post)) => {
                if answers.is_some_and(|answered| !self.talk.ever.contains(&answered)) {
                    return Verdict::Skipped;
                }
                self.say(*comment, *author, *post, *answers)
            }
            Act::Resay { comment, by } | Act::Unsay { comment, by }
                if self.active(*by) && self.talk.ever.contains(comment) =>
            {
                self.change(act, *comment, *by)
            }
            _ => Verdict::Skipped,
        }
    }

    fn say(&mut self, comment: usize, author: Who, post: usize, answers: Option<usize>) -> Verdict {
        if !self.sees(Some(author), post) {
            return Verdict::Refused;
        }
        let writer = self.posts[&post].author;
        if local(writer) && self.ignores.contains(&(writer, author)) {
            return Verdict::Refused;
        }
        if answers.is_some_and(|id| !self.reads(Some(author), id) || self.talk.said[&id].post != post) {
            return Verdict::Refused;
        }
        let answered = answers.map(|id| (id, self.talk.said[&id].clone()));
        let said = Said {
            author,
            post,
            answers: answered.as_ref().map(|(id, said)| said.answers.unwrap_or(*id)),
            at: self.now,
            version: 0,
        };
        self.talk.said.insert(comment, said);
        let now = self.now;
        self.posts.entry(post).and_modify(|one| one.active = now);
        self.talk.ever.insert(comment);
        if author != writer {
            self.talk.takes_part.insert((author, post));
        }
        self.tell_said(comment, author, post, answered.map(|(_, said)| said.author));
        Verdict::Done
    }

    /// Each is told once, of what concerns them most.
    fn tell_said(&mut self, comment: usize, author: Who, post: usize, answered: Option<Who>) {
        let writer = self.posts[&post].author;
        let mut told: Vec<(Who, Kind)> = Vec::new();
        told.extend(answered.map(|who| (who, Kind::Answered)));
        for who in 0..LOCALS {
            let kind = if who == writer {
                Kind::Commented
            } else {
                Kind::AlsoCommented
            };
            let concerned = who == writer || self.talk.takes_part.contains(&(who, post));
            if concerned && !self.hides(Some(who), post) {
                told.push((who, kind));
            }
        }
        let mut done = BTreeSet::from([author]);
        for (who, kind) in told {
            let may = local(who) && self.sees(Some(who), post) && !self.ignores.contains(&(who, author));
            if may && done.insert(who) {
                self.told.push(Told {
                    user: who,
                    kind,
                    actor: author,
                    post: Some(post),
                    comment: Some(comment),
                    at: self.now,
                    read: false,
                });
            }
        }
    }

    fn change(&mut self, act: &Act, comment: usize, by: Who) -> Verdict {
        if !self.reads(Some(by), comment) {
            return Verdict::Refused;
        }
        let said = self.talk.said[&comment].clone();
        if matches!(act, Act::Resay { .. }) {
            if said.author != by {
                return Verdict::Refused;
            }
            self.talk.said.get_mut(&comment).expect("it is read").version += 1;
            return Verdict::Done;
        }
        if said.author != by && self.posts[&said.post].author != by {
            return Verdict::Refused;
        }
        self.forget_comment(comment);
        Verdict::Done
    }

    pub(super) fn forget_comment(&mut self, comment: usize) {
        self.talk.unsay(comment);
        self.likes.forget_comment(comment);
        self.told.retain(|told| told.comment != Some(comment));
    }
}

/// The word that only this version of this comment has.
pub fn remark(comment: usize, version: usize) -> String {
    format!("uttered{comment}q{version}z")
}

/// The comments whose words are in a page, in the order of their numbers.
pub fn remarked(world: &World, body: &str) -> Vec<usize> {
    let said = |id: &usize| (0..9).any(|version| body.contains(&remark(*id, version)));
    world.comments.keys().copied().filter(said).collect()
}

impl World {
    /// The number of a comment.
    pub fn comment(&self, row: CommentId) -> usize {
        self.comments
            .iter()
            .find(|(_, (id, _))| *id == row)
            .map_or(usize::MAX, |(id, _)| *id)
    }

    pub async fn talk(&mut self, act: &Act) -> Outcome<()> {
        let (Act::Say { author: by, .. } | Act::Resay { by, .. } | Act::Unsay { by, .. }) = act else {
            return Ok(());
        };
        let (me, host) = (self.me(*by).await, self.pod.settings.host());
        let db = self.pod.db.read().clone();
        match act {
            Act::Say {
                comment, post, answers, ..
            } => {
                let found = posts(me.viewer())
                    .one(&db, &self.posts[post].guid)
                    .await?
                    .or_not_found()?;
                let answers = answers.map(|id| self.comments[&id].1.clone());
                let text = remark(*comment, 0);
                let draft = Draft {
                    text: &text,
                    answers: answers.as_deref(),
                };
                let film = self.film(&me, *by, Thing::Comment(*comment)).await;
                let photos: Vec<_> = film.iter().map(|(picked, ..)| picked.clone()).collect();
                let said = self
                    .pod
                    .act(async |tx| comment::add_with(tx, &me, &host, &found.post, draft, &photos).await)
                    .await?;
                self.filmed(film);
                self.comments.insert(*comment, (said.id, said.guid.clone()));
            }
            Act::Resay { comment, .. } => {
                let guid = self.comments[comment].1.clone();
                let version = self.model.talk.said.get(comment).map_or(0, |said| said.version);
                let found = comments(me.viewer()).one(&db, &guid).await?.or_not_found()?;
                let on = posts(me.viewer())
                    .by_id(&db, found.comment.post_id)
                    .await?
                    .or_not_found()?;
                let text = remark(*comment, version);
                self.pod
                    .act(async |tx| comment::edit(tx, &me, &host, &on.post, &guid, &text).await)
                    .await?;
            }
            Act::Unsay { comment, .. } => {
                let guid = self.comments[comment].1.clone();
                self.pod.act(async |tx| comment::retract(tx, &me, &guid).await).await?;
            }
            _ => {}
        }
        Ok(())
    }
}

/// Every comment through every pair of eyes.
pub async fn look(world: &mut World) -> Result<(), String> {
    let db = world.pod.db.read().clone();
    let all = world.comments.len();
    for viewer in World::viewers() {
        let eyes = world.eyes(viewer);
        for (id, (row, guid)) in world.comments.clone() {
            let one = comments(eyes).one(&db, &guid).await.unwrap();
            let history = comments(eyes).history(&db, row).await.unwrap().len();
            let reads = world.model.reads(viewer, id);
            let said = world.model.talk.said.get(&id).filter(|_| reads);
            let expected = (reads, said.map_or(0, |said| said.version), said.map(|said| said.author));
            let words = said.map(|said| remark(id, said.version)).unwrap_or_default();
            let right = one.as_ref().is_none_or(|one| one.comment.text == words);
            let found = (one.is_some(), history, one.map(|one| world.who(one.author.id)));
            world.same(
                || format!("comment {id} for {viewer:?}"),
                (found, right),
                (expected, true),
                2,
            )?;
        }
        let seen = world.model.list(viewer, |_, _| true);
        let rows: Vec<PostId> = seen.iter().map(|id| world.posts[id].id).collect();
        let found = posts(eyes).among(&db, &rows).await.unwrap();
        let mut ignored = BTreeMap::new();
        if let Some(user) = eyes.user() {
            let silent = own::ignore::around_posts(&db, user, &rows).await.unwrap();
            ignored.extend(silent.into_iter().map(|one| (PostId(one.id), one.comments)));
        }
        for one in &found {
            let id = world.number(one.post.id);
            let expected = world.model.under(viewer, id);
            let counted = one.post.comments - ignored.get(&one.post.id).copied().unwrap_or_default();
            let count = comments(eyes).under(one.post.id).count(&db).await.unwrap();
            let counts = (counted, count as i64);
            let right = (expected.len() as i64, expected.len() as i64);
            world.same(
                || format!("comments counted under {id} for {viewer:?}"),
                counts,
                right,
                2,
            )?;
            let mut turned = Vec::new();
            let mut before: Option<Cursor> = None;
            loop {
                let page = comments(eyes).under(one.post.id).page(&db, before, 2).await.unwrap();
                let numbers: Vec<usize> = page.iter().map(|one| world.comment(one.comment.id)).collect();
                turned.splice(0..0, numbers);
                match page.first() {
                    Some(first) if page.len() == 2 => before = Some(Cursor::before(&first.comment)),
                    _ => break,
                }
            }
            world.same(|| format!("comments under {id} for {viewer:?}"), turned, expected, all)?;
        }
        let seen: Vec<PostId> = found.iter().map(|one| one.post.id).collect();
        let last = last_of(&db, eyes, &seen, 3).await.unwrap();
        let mut last: Vec<usize> = last.iter().map(|one| world.comment(one.comment.id)).collect();
        last.sort_unstable();
        let mut expected: Vec<usize> = Vec::new();
        for one in &found {
            let post = world.number(one.post.id);
            let mut under: Vec<usize> = world.model.talk.said.keys().copied().collect();
            under.retain(|id| world.model.talk.said[id].post == post);
            under.sort_by_key(|id| std::cmp::Reverse((world.model.talk.said[id].at, *id)));
            expected.extend(under.into_iter().take(3).filter(|id| world.model.reads(viewer, *id)));
        }
        expected.sort_unstable();
        world.same(|| format!("last comments for {viewer:?}"), last, expected, all)?;
    }
    Ok(())
}

/// A comment that one may not read, or may read but not touch, against a guid that never was.
pub async fn missing(world: &mut World) -> Result<(), String> {
    let never = "0123456789abcdef0123456789abcdef";
    for (place, viewer) in readers(world).into_iter().enumerate() {
        let mut found = Vec::new();
        {
            let browser = browser(&world.pod, viewer).await;
            let ids = || world.comments.keys().copied();
            let unread: Vec<usize> = ids()
                .filter(|id| !world.model.reads(viewer, *id))
                .skip(place % 3)
                .take(2)
                .collect();
            let foreign = |id: &usize| {
                let said = &world.model.talk.said[id];
                Some(said.author) != viewer && Some(world.model.posts[&said.post].author) != viewer
            };
            let read = ids().filter(|id| world.model.reads(viewer, *id));
            let foreign: Vec<usize> = read.filter(foreign).skip(place % 2).take(1).collect();
            for look in ["", "/history", "/edit", "/delete", "/likes", "/react"] {
                let nothing = bare(&browser.get(&format!("/comments/{never}{look}")).await, never);
                let touches = ["/edit", "/delete"].contains(&look);
                for id in unread.iter().chain(foreign.iter().filter(|_| touches)) {
                    let guid = &world.comments[id].1;
                    let answer = bare(&browser.get(&format!("/comments/{guid}{look}")).await, guid);
                    found.push((format!("GET {look} of comment {id}"), answer, nothing.clone()));
                }
            }
            let token = browser.token().await;
            let form = format!("csrf={token}&comment=changed").into_bytes();
            for act in ["/edit", "/delete", "/like", "/unlike"] {
                let nothing = bare(
                    &browser.post_raw(&format!("/comments/{never}{act}"), form.clone()).await,
                    never,
                );
                let touches = ["/edit", "/delete"].contains(&act);
                for id in unread.iter().chain(foreign.iter().filter(|_| touches)) {
                    let guid = &world.comments[id].1;
                    let answer = bare(
                        &browser.post_raw(&format!("/comments/{guid}{act}"), form.clone()).await,
                        guid,
                    );
                    found.push((format!("POST {act} of comment {id}"), answer, nothing.clone()));
                }
            }
        }
        for (what, answer, nothing) in found {
            world.same(|| format!("{what} for {viewer:?}"), answer, nothing, 1)?;
        }
    }
    Ok(())
}
