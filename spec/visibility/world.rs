//! The same world in a real pod: each act through the function of the domain that a page would call.
//!
//! What the pod answers must be what the model says: done, or refused. Posts of people elsewhere are written by hand.

use std::collections::BTreeMap;
use std::time::Duration;

use entity::user::Role;
use entity::visible::post::{Authored, posts};
use entity::visible::stream::Spotlight;
use entity::{AspectId, PersonId, PostId, ReportId, TagId, UserId, Viewer, person, user};
use samara::db::Tx;
use samara::domain::account::session;
use samara::domain::account::settings::{self, StreamChoice};
use samara::domain::administration::member::{self, Place};
use samara::domain::me::{self, Me};
use samara::domain::{aspect, contact, ignore, notification, post, tag};
use samara::error::{OrNotFound, Outcome, Stop};
use samara::random::Random;
use sea_orm::{ActiveModelTrait, Set};

use super::act::{Act, LOCALS, MODERATOR, MODERATORS, PEOPLE, SHY, TAGS, Who};
use super::letter;
use super::model::{Model, Verdict};
use crate::support::{TestPod, cast, pod::NOON};

/// Hosts of the others.
pub const HOSTS: [&str; PEOPLE - LOCALS] = ["far.example", "away.example"];

/// Somebody, with their rows.
pub struct Member {
    pub user: Option<UserId>,
    pub person: PersonId,
    pub guid: String,
    pub handle: String,
    secret: Option<String>,
}

/// A post, with its row.
#[derive(Clone)]
pub struct Known {
    pub id: PostId,
    pub guid: String,
}

/// A pod in which it all happens, and the model of it.
pub struct World {
    pub pod: TestPod,
    pub model: Model,
    pub people: Vec<Member>,
    /// All that were ever shared.
    pub posts: BTreeMap<usize, Known>,
    /// All comments that were ever added: row and guid.
    pub comments: BTreeMap<usize, (entity::CommentId, String)>,
    /// All that people ever wrote to each other.
    pub rows: letter::Rows,
    /// All photos that were ever added.
    pub photos: super::photo::Photos,
    /// All that was ever reported.
    pub reports: BTreeMap<usize, ReportId>,
    pub aspects: BTreeMap<usize, AspectId>,
    pub tags: Vec<TagId>,
    pub(super) guids: Random,
    /// Comparisons made so far: a viewer, a post, a surface.
    pub cases: usize,
    pub(super) wrong: Option<String>,
}

/// Name for signing in.
pub fn name(who: Who) -> String {
    format!("person{who}")
}

/// A name of a tag.
pub fn tag_name(tag: usize) -> String {
    format!("topic{tag}")
}

/// In which order somebody reads their main stream: every second one by activity.
pub fn order(who: Who) -> user::Order {
    if who.is_multiple_of(2) {
        user::Order::Active
    } else {
        user::Order::Posted
    }
}

/// The word that only this version of this post has.
pub fn marker(post: usize, version: usize) -> String {
    format!("mark{post}q{version}z")
}

impl World {
    /// Its people, and nothing done yet.
    pub async fn new() -> Self {
        // Their devices are told on this machine.
        let pod = TestPod::with(&[("reachable", "any")]).await;
        let mut people = Vec::new();
        for who in 0..LOCALS {
            let someone = pod.user(&name(who)).await;
            let (user, person) = (Some(someone.user), someone.person);
            people.push(Member {
                user,
                person,
                guid: someone.guid,
                handle: someone.handle,
                secret: None,
            });
        }
        for who in LOCALS..PEOPLE {
            let found = pod.remote(&name(who), HOSTS[who - LOCALS]).await;
            people.push(Member {
                user: None,
                person: found.id,
                guid: found.guid,
                handle: found.handle,
                secret: None,
            });
        }
        let tx = pod.db.begin().await.unwrap();
        for who in SHY {
            let shy = person::ActiveModel {
                id: Set(people[who].person),
                searchable: Set(false),
                ..Default::default()
            };
            shy.update(tx.sql()).await.unwrap();
        }
        for (who, member) in people.iter().enumerate() {
            let Some(id) = member.user else { continue };
            let row = user::ActiveModel {
                id: Set(id),
                stream_order: Set(order(who)),
                ..Default::default()
            };
            row.update(tx.sql()).await.unwrap();
        }
        for who in MODERATORS {
            let role = user::ActiveModel {
                id: Set(people[who].user.expect("they live here")),
                role: Set(Role::Moderator),
                ..Default::default()
            };
            role.update(tx.sql()).await.unwrap();
        }
        let names: Vec<String> = (0..TAGS).map(tag_name).collect();
        let mut tags = Vec::new();
        for name in &names {
            tags.extend(entity::write::tag::ensure(tx.sql(), &[name]).await.unwrap());
        }
        tx.commit().await.unwrap();
        let model = Model {
            now: NOON.0,
            ..Model::default()
        };
        let (posts, aspects, guids) = (BTreeMap::new(), BTreeMap::new(), Random::seeded(1));
        Self {
            pod,
            model,
            people,
            posts,
            comments: BTreeMap::new(),
            rows: letter::Rows::default(),
            photos: super::photo::Photos::default(),
            reports: BTreeMap::new(),
            aspects,
            tags,
            guids,
            cases: 0,
            wrong: None,
        }
    }

    /// Through whose eyes.
    pub fn eyes(&self, viewer: Option<Who>) -> Viewer {
        let Some(who) = viewer else { return Viewer::Anyone };
        let Member { user, person, .. } = self.people[who];
        match user {
            None => Viewer::Remote(person),
            Some(user) if MODERATORS.contains(&who) => Viewer::Moderator(user, person),
            Some(user) => Viewer::Local(user, person),
        }
    }

    /// Everyone who can look: nobody in particular first.
    pub fn viewers() -> impl Iterator<Item = Option<Who>> {
        std::iter::once(None).chain((0..PEOPLE).map(Some))
    }

    /// The number of a row.
    pub fn number(&self, row: PostId) -> usize {
        self.posts
            .iter()
            .find(|(_, known)| known.id == row)
            .map_or(usize::MAX, |(id, _)| *id)
    }

    /// The number of a person.
    pub fn who(&self, row: PersonId) -> Who {
        self.people
            .iter()
            .position(|member| member.person == row)
            .unwrap_or(usize::MAX)
    }

    /// What a post says.
    pub fn text(&self, post: usize, version: usize, tags: &[usize], named: &[Who]) -> String {
        let tags: String = tags.iter().map(|tag| format!(" #{}", tag_name(*tag))).collect();
        let named: String = named
            .iter()
            .map(|who| format!(" @{{{}}}", self.people[*who].handle))
            .collect();
        format!("{} gathering{tags}{named}", marker(post, version))
    }

    /// All that pages know of somebody who is signed in.
    pub async fn me(&mut self, who: Who) -> Me {
        let pod = &self.pod;
        let user = self.people[who].user.expect("they live here");
        let secret = match &self.people[who].secret {
            Some(secret) => secret.clone(),
            None => cast::sign_in(pod, user).await,
        };
        let hash = samara::domain::seal::digest(&secret);
        let found = session::by_hash(pod.db.read(), &hash, pod.clock.now(), &pod.settings.sessions)
            .await
            .unwrap();
        let (session, user) = found.expect("their session holds");
        let me = me::load(pod.db.read(), session, user)
            .await
            .unwrap()
            .expect("they are there");
        self.people[who].secret = Some(secret);
        me
    }

    /// Does an act in both worlds.
    pub async fn act(&mut self, act: &Act) -> Result<(), String> {
        let verdict = self.model.act(act);
        if verdict == Verdict::Skipped {
            return Ok(());
        }
        let done = self.attempt(act).await;
        if let Some(wrong) = self.wrong.take() {
            return Err(format!("{act:?}: {wrong}"));
        }
        match (verdict, done) {
            (Verdict::Done, Ok(())) | (Verdict::Refused, Err(Stop::Refused(_))) => Ok(()),
            (expected, found) => Err(format!("{act:?}: {expected:?} by the model, {found:?} by the pod")),
        }
    }

    async fn attempt(&mut self, act: &Act) -> Outcome<()> {
        match act {
            Act::Publish(share) if share.author < LOCALS => return self.publish(share).await,
            Act::Publish(share) => return self.publish_from_elsewhere(share).await,
            Act::Wait { seconds } => {
                self.pod.advance(Duration::from_secs(*seconds));
                return Ok(());
            }
            Act::AddAspect { owner, aspect } => {
                let user = self.user(*owner);
                let name = format!("aspect {aspect}");
                let made = self.pod.act(async |tx| aspect::add(tx, user, &name, 3).await).await?;
                self.aspects.insert(*aspect, made.id);
                return Ok(());
            }
            Act::Close { person } | Act::Reopen { person } | Act::Empty { person } => {
                self.people[*person].secret = None;
                return self.leave(act, *person).await;
            }
            Act::Show { .. } | Act::Withdraw { .. } | Act::Edit { .. } => return self.change(act).await,
            Act::Say { .. } | Act::Resay { .. } | Act::Unsay { .. } => return self.talk(act).await,
            Act::Like { .. } | Act::Unlike { .. } => return self.like(act).await,
            Act::Reshare { .. } => return self.reshare(act).await,
            Act::Vote { .. } => return self.vote(act).await,
            Act::Write { .. } | Act::Answer { .. } | Act::Read { .. } | Act::Part { .. } | Act::TakeBack { .. } => {
                return self.letter(act).await;
            }
            Act::Report { .. } | Act::Settle { .. } => return self.report(act).await,
            Act::Delete { post } | Act::Pin { post } | Act::Unpin { post } => {
                let (me, guid) = (self.author(*post).await, self.posts[post].guid.clone());
                return self
                    .pod
                    .act(async |tx| match act {
                        Act::Delete { .. } => post::delete(tx, &me, &guid).await,
                        Act::Pin { .. } => post::pin(tx, &me, &guid).await,
                        _ => post::unpin(tx, &me, &guid).await,
                    })
                    .await;
            }
            Act::Hide { viewer, post }
            | Act::Unhide { viewer, post }
            | Act::Keep { viewer, post }
            | Act::Drop { viewer, post } => {
                let (me, guid) = (self.me(*viewer).await, self.posts[post].guid.clone());
                let found = posts(me.viewer()).one(self.pod.db.read(), &guid).await?;
                let seen = found.or_not_found()?.post;
                return self
                    .pod
                    .act(async |tx| match act {
                        Act::Hide { .. } => post::hide(tx, &me, &seen).await,
                        Act::Keep { .. } => post::bookmark(tx, &me, &seen).await,
                        Act::Drop { .. } => post::unbookmark(tx, &me, &seen).await,
                        _ => post::unhide(tx, &me, &seen).await,
                    })
                    .await;
            }
            _ => {}
        }
        self.pod.act(async |tx| self.relate(tx, act).await).await
    }

    pub fn user(&self, who: Who) -> UserId {
        self.people[who].user.expect("they live here")
    }

    pub(super) async fn author(&mut self, post: usize) -> Me {
        let id = self.posts[&post].id;
        let viewer = Viewer::Pod(entity::viewer::Reason::Dispatch);
        let found = posts(viewer)
            .by_id(self.pod.db.read(), id)
            .await
            .unwrap()
            .expect("it is there");
        self.me(self.who(found.author.id)).await
    }

    /// What is between two people, or between somebody and a tag.
    async fn relate(&self, tx: &mut Tx, act: &Act) -> Outcome<()> {
        let row = |person: &Who| self.people[*person].person;
        let aspect_of = |aspect: &usize| self.aspects[aspect];
        match act {
            Act::DropAspect { owner, aspect } => aspect::delete(tx, self.user(*owner), aspect_of(aspect)).await,
            Act::Put { owner, person, aspect } => {
                contact::add_to(tx, self.user(*owner), row(person), aspect_of(aspect)).await
            }
            Act::Take { owner, person, aspect } => {
                contact::remove_from(tx, self.user(*owner), row(person), aspect_of(aspect)).await
            }
            Act::Ignore { owner, person } => ignore::add(tx, self.user(*owner), row(person)).await,
            Act::Unignore { owner, person } => ignore::remove(tx, self.user(*owner), row(person)).await,
            Act::Follow { viewer, tag } => tag::follow(tx, self.user(*viewer), &tag_name(*tag)).await.map(drop),
            Act::Unfollow { viewer, tag } => tag::unfollow(tx, self.user(*viewer), &tag_name(*tag)).await.map(drop),
            Act::ReadAll { viewer } => notification::seen_all(tx, self.user(*viewer)).await,
            Act::Light { person, shown } => {
                let place = if *shown { Place::Spotlight } else { Place::Aside };
                member::set_spotlight(tx, self.user(MODERATOR), self.user(*person), place).await
            }
            Act::WantSpotlight { viewer, shown } => {
                let spotlight = if *shown { Spotlight::Shown } else { Spotlight::Left };
                settings::choose_stream(
                    tx,
                    self.user(*viewer),
                    StreamChoice {
                        order: order(*viewer),
                        spotlight,
                    },
                )
                .await
            }
            _ => unreachable!("{act:?} is done elsewhere"),
        }
    }

    /// The numbers of what a door gave, in its order.
    pub fn numbers(&self, found: &[Authored]) -> Vec<usize> {
        found.iter().map(|one| self.number(one.post.id)).collect()
    }

    /// Compares one answer with the model's.
    pub fn same<T: PartialEq + std::fmt::Debug>(
        &mut self,
        what: impl FnOnce() -> String,
        found: T,
        expected: T,
        cases: usize,
    ) -> Result<(), String> {
        self.cases += cases;
        if found == expected {
            Ok(())
        } else {
            Err(format!("{}: {found:?}, but it ought to be {expected:?}", what()))
        }
    }
}
