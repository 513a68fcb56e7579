//! Reports, by the model and by the pod: moderators have what was reported and nothing else, nobody else has a report, and
//! to look at what is not for all leaves a line in the log.

use std::collections::{BTreeMap, BTreeSet};

use entity::visible::comment::comments;
use entity::visible::post::posts;
use entity::visible::report as door;
use entity::write::report::About as Thing;
use entity::{NotificationKind as Kind, Reach, ReportId, own};
use samara::domain::{audit, report};
use samara::error::{OrNotFound, Outcome};

use super::act::{About, Act, MODERATOR, MODERATORS, Who};
use super::letter::{self, line};
use super::model::{Model, Told, Verdict, local};
use super::talk::{self, remark};
use super::world::{World, marker};

/// A report as it ought to be.
#[derive(Clone, Debug)]
pub struct Report {
    by: Who,
    about: About,
    whose: Who,
    closed: bool,
}

/// All of them, by number: which is also the order in which they were made.
#[derive(Default)]
pub struct Reports(pub BTreeMap<usize, Report>);

impl Model {
    /// Reports something, or sees to a report.
    pub fn report(&mut self, act: &Act) -> Verdict {
        match act {
            Act::Report { report, by, about } if self.active(*by) && self.ever(about) => match self.meant(*by, about) {
                None => Verdict::Refused,
                Some(whose) => self.ask(*report, *by, about, whose),
            },
            Act::Settle { report, delete } if self.active(MODERATOR) && self.reports.0.contains_key(report) => {
                match self.has_report(Some(MODERATOR), *report) {
                    true => self.settle(*report, *delete),
                    false => Verdict::Refused,
                }
            }
            _ => Verdict::Skipped,
        }
    }

    /// Whether somebody has a report: who moderates, and is not meant, unless nobody else is there.
    pub fn has_report(&self, viewer: Option<Who>, report: usize) -> bool {
        let whose = self.reports.0[&report].whose;
        viewer.is_some_and(|who| MODERATORS.contains(&who) && self.sees_to(who, whose))
    }

    fn sees_to(&self, moderator: Who, whose: Who) -> bool {
        moderator != whose || !MODERATORS.iter().any(|who| *who != whose && self.active(*who))
    }

    /// The world has an address for it.
    fn ever(&self, about: &About) -> bool {
        match about {
            About::Person(who) => self.active(*who),
            About::Post(id) => self.posts.contains_key(id) || self.gone.contains(id),
            About::Comment(id) => self.talk.ever(*id),
            About::Message(id) => self.letters.ever(*id),
        }
    }

    /// Whose it is; none when the reporter does not have it.
    fn meant(&self, by: Who, about: &About) -> Option<Who> {
        match about {
            About::Person(who) => Some(*who),
            About::Post(id) => self.sees(Some(by), *id).then(|| self.posts[id].author),
            About::Comment(id) => self.reads(Some(by), *id).then(|| self.talk.said[id].author),
            About::Message(id) => self.reads_message(by, *id).then(|| self.letters.messages[id].author),
        }
    }

    fn ask(&mut self, report: usize, by: Who, about: &About, whose: Who) -> Verdict {
        let again = |one: &Report| one.by == by && one.about == *about && !one.closed;
        if whose == by || self.reports.0.values().any(again) {
            return Verdict::Refused;
        }
        let made = Report {
            by,
            about: about.clone(),
            whose,
            closed: false,
        };
        self.reports.0.insert(report, made);
        for who in MODERATORS {
            if by != who && self.active(who) && self.sees_to(who, whose) {
                self.word(who, Kind::Reported, by);
            }
        }
        Verdict::Done
    }

    fn settle(&mut self, report: usize, delete: bool) -> Verdict {
        let Report {
            about, whose, closed, ..
        } = self.reports.0[&report].clone();
        if closed || (delete && !self.is_there(&about)) {
            return Verdict::Refused;
        }
        let same = |one: &&mut Report| one.about == about && !one.closed;
        let mut reporters = BTreeSet::new();
        for one in self.reports.0.values_mut().filter(same) {
            one.closed = true;
            reporters.insert(one.by);
        }
        if delete {
            self.take_away(&about);
            if local(whose) && whose != MODERATOR {
                self.word(whose, Kind::Removed, MODERATOR);
            }
        }
        for by in reporters.into_iter().filter(|by| *by != MODERATOR) {
            self.word(by, Kind::ReportClosed, MODERATOR);
        }
        Verdict::Done
    }

    fn is_there(&self, about: &About) -> bool {
        match about {
            About::Person(_) => false,
            About::Post(id) => self.posts.contains_key(id),
            About::Comment(id) => self.talk.said.contains_key(id),
            About::Message(id) => self.letters.messages.contains_key(id),
        }
    }

    fn take_away(&mut self, about: &About) {
        match about {
            About::Person(_) => {}
            About::Post(id) => self.forget(*id),
            About::Comment(id) => self.forget_comment(*id),
            About::Message(id) => drop(self.letters.messages.remove(id)),
        }
    }

    /// Told whoever is ignored: whether they may know is asked when they look.
    fn word(&mut self, user: Who, kind: Kind, actor: Who) {
        self.told.push(Told {
            user,
            kind,
            actor,
            post: None,
            comment: None,
            at: self.now,
            read: false,
        });
    }

    /// Not for all: whoever looks at it in the queue leaves a line.
    fn is_limited(&self, about: &About) -> bool {
        let open = |post: &usize| self.posts.get(post).is_some_and(|post| post.reach == Reach::Public);
        match about {
            About::Person(_) => false,
            About::Post(id) => !open(id),
            About::Comment(id) => self.talk.said.get(id).is_some_and(|said| !open(&said.post)),
            About::Message(_) => true,
        }
    }

    /// How many words a report leads to: those of the thing, if it has any and is there, and of what it shows.
    pub fn shows(&self, report: usize) -> usize {
        let about = &self.reports.0[&report].about;
        let root = match about {
            About::Post(id) => self.posts.get(id).and_then(|post| post.root),
            About::Person(_) | About::Comment(_) | About::Message(_) => None,
        };
        let there = |root: &usize| {
            self.posts
                .get(root)
                .is_some_and(|post| !self.closed.contains(&post.author))
        };
        usize::from(self.says(about).is_some()) + usize::from(root.filter(there).is_some())
    }

    /// The word by which it is known, as it is now.
    fn says(&self, about: &About) -> Option<String> {
        match about {
            About::Person(_) => None,
            About::Post(id) => self
                .posts
                .get(id)
                .filter(|post| post.words)
                .map(|post| marker(*id, post.version)),
            About::Comment(id) => self.talk.said.get(id).map(|said| remark(*id, said.version)),
            About::Message(id) => self.letters.messages.get(id).map(|_| line(*id)),
        }
    }
}

impl World {
    pub async fn report(&mut self, act: &Act) -> Outcome<()> {
        match act {
            Act::Report { report, by, about } => {
                let me = self.me(*by).await;
                let thing = self.thing(&me, about).await?;
                self.pod
                    .act(async |tx| report::add(tx, &me, thing, &format!("reason{report}z")).await)
                    .await?;
                let mut newest = None;
                for who in MODERATORS {
                    let queue = door::page(self.pod.db.read(), self.eyes(Some(who)), 1000).await?;
                    newest = newest.max(queue.iter().map(|told| told.report.id.0).max());
                }
                let newest = newest.map(ReportId);
                self.reports.insert(*report, newest.or_not_found()?);
            }
            Act::Settle { report, delete } => {
                let (me, id) = (self.me(MODERATOR).await, self.reports[report]);
                let answer = match delete {
                    true => report::Answer::Delete,
                    false => report::Answer::Dismiss,
                };
                self.pod
                    .act(async |tx| report::answer(tx, &me, id, answer, "").await)
                    .await?;
            }
            _ => {}
        }
        Ok(())
    }

    /// What is reported, as whoever reports it has it.
    async fn thing(&self, me: &samara::domain::me::Me, about: &About) -> Outcome<Thing> {
        let db = self.pod.db.read();
        Ok(match about {
            About::Person(who) => Thing::person(self.people[*who].person),
            About::Post(id) => {
                let found = posts(me.viewer()).one(db, &self.posts[id].guid).await?;
                Thing::post(&found.or_not_found()?.post)
            }
            About::Comment(id) => {
                let found = comments(me.viewer()).one(db, &self.comments[id].1).await?;
                Thing::comment(&found.or_not_found()?.comment)
            }
            About::Message(id) => {
                let guid = &self.rows.messages[id].1;
                let found = own::conversation::message(db, me.letters(), guid).await?;
                Thing::message(&found.or_not_found()?.0)
            }
        })
    }

    fn report_number(&self, row: ReportId) -> usize {
        let found = self.reports.iter().find(|(_, id)| **id == row);
        found.map_or(usize::MAX, |(number, _)| *number)
    }
}

/// The queue through every pair of eyes, and what stands in it when it is opened.
pub async fn look(world: &mut World) -> Result<(), String> {
    let (db, all) = (world.pod.db.read().clone(), world.reports.len());
    for viewer in World::viewers() {
        let eyes = world.eyes(viewer);
        let queue = door::page(&db, eyes, 1000).await.unwrap();
        let line = |told: &door::Told| {
            let (by, about) = (world.who(told.by.id), world.who(told.about.id));
            let closed = told.report.closed_at.is_some();
            (world.report_number(told.report.id), (by, about, closed))
        };
        let found: BTreeMap<usize, _> = queue.iter().map(line).collect();
        let reports = world.model.reports.0.iter();
        let reports = reports.filter(|(id, _)| world.model.has_report(viewer, **id));
        let expected = reports.map(|(id, one)| (*id, (one.by, one.whose, one.closed)));
        let expected: BTreeMap<usize, _> = expected.collect();
        let waiting = expected.values().filter(|(_, _, closed)| !closed).count() as u64;
        world.same(|| format!("reports for {viewer:?}"), found, expected, all)?;
        let counted = door::waiting(&db, eyes).await.unwrap();
        world.same(|| format!("reports that wait for {viewer:?}"), counted, waiting, all)?;
        for (id, row) in world.reports.clone() {
            let one = door::one(&db, eyes, row).await.unwrap();
            let has = world.model.has_report(viewer, id);
            world.same(|| format!("report {id} for {viewer:?}"), one.is_some(), has, 1)?;
        }
    }
    opened(world).await
}

/// What a moderator reads in a report, and the line that it leaves.
async fn opened(world: &mut World) -> Result<(), String> {
    if world.model.closed.contains(&MODERATOR) {
        return Ok(());
    }
    let me = world.me(MODERATOR).await;
    for (id, row) in world.reports.clone() {
        if !world.model.has_report(Some(MODERATOR), id) {
            continue;
        }
        let about = world.model.reports.0[&id].about.clone();
        let before = looks(world).await;
        let (_, thing) = world
            .pod
            .act(async |tx| report::open(tx, &me, row).await)
            .await
            .map_err(|stop| format!("report {id}: {stop:?}"))?;
        let there = world.model.is_there(&about);
        let logged = looks(world).await - before;
        let expected = usize::from(there && world.model.is_limited(&about));
        world.same(|| format!("lines in the log for report {id}"), logged, expected, 1)?;
        let html = thing.as_ref().map(|thing| thing.html.clone()).unwrap_or_default();
        let said = (thing.is_some(), words(world, &html));
        let says: Vec<String> = world.model.says(&about).into_iter().collect();
        world.same(|| format!("what report {id} shows"), said, (there, says), 1)?;
    }
    Ok(())
}

async fn looks(world: &World) -> usize {
    let lines = audit::page(world.pod.db.read(), 0, 10_000).await.unwrap();
    let looked = |line: &&audit::Line| line.0.act == audit::Act::Look.key();
    lines.iter().filter(looked).count()
}

/// Every word of the world by which something is known that stands in a text.
pub fn words(world: &World, text: &str) -> Vec<String> {
    let versions = |post: &usize| world.model.posts.get(post).map_or(9, |post| post.version);
    let posts = world.posts.keys();
    let posts = posts.flat_map(|post| (0..=versions(post)).map(|version| marker(*post, version)));
    let mut found: Vec<String> = posts.filter(|word| text.contains(word)).collect();
    for comment in talk::remarked(world, text) {
        let version = world.model.talk.said.get(&comment).map_or(0, |said| said.version);
        found.push(remark(comment, version));
    }
    found.extend(letter::lines(world, text).into_iter().map(line));
    found
}
