//! Who may see what, said plainly: sets and maps, no SQL, nothing of the program but its words for kinds.
//!
//! Written from house.md (ideas 1 and 2) and the words of each stream, not from the queries.

use std::collections::{BTreeMap, BTreeSet};

use entity::user::Order;
use entity::{Given, NotificationKind as Kind, Reach};

use super::act::{Act, LOCALS, PEOPLE, SHY, Who};
use super::letter::Letters;
use super::like::Likes;
use super::poll::Votes;
use super::report::Reports;
use super::talk::Talk;
use super::world::order;

/// What the pod is to answer to an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Done,
    Refused,
    /// Nobody is there to do it, or it is about something that is not there: not tried.
    Skipped,
}

/// A post.
#[derive(Clone, Debug)]
pub struct Post {
    pub author: Who,
    pub reach: Reach,
    pub at: i64,
    /// The newest of `at` and its comments, whoever made them and whatever became of them.
    pub active: i64,
    pub recipients: BTreeMap<Who, Given>,
    pub aspects: BTreeSet<usize>,
    pub tags: BTreeSet<usize>,
    pub mentions: BTreeSet<Who>,
    /// Whom the text names, inside the audience or not.
    pub named: BTreeSet<Who>,
    pub version: usize,
    pub pinned: bool,
    /// What it shows.
    pub root: Option<usize>,
    /// It has words of its own.
    pub words: bool,
}

impl Post {
    /// For all, without words.
    pub fn bare(author: Who, at: i64) -> Self {
        Self {
            author,
            reach: Reach::Public,
            at,
            active: at,
            recipients: BTreeMap::new(),
            aspects: BTreeSet::new(),
            tags: BTreeSet::new(),
            mentions: BTreeSet::new(),
            named: BTreeSet::new(),
            version: 0,
            pinned: false,
            root: None,
            words: false,
        }
    }
}

/// Something somebody was told of.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub user: Who,
    pub kind: Kind,
    pub actor: Who,
    pub post: Option<usize>,
    pub comment: Option<usize>,
    pub at: i64,
    pub read: bool,
}

/// An aspect.
pub struct Aspect {
    pub owner: Who,
    pub members: BTreeSet<Who>,
}

/// The world as it ought to be.
#[derive(Default)]
pub struct Model {
    pub now: i64,
    pub aspects: BTreeMap<usize, Aspect>,
    /// By number, which is also the order in which they were shared.
    pub posts: BTreeMap<usize, Post>,
    pub gone: BTreeSet<usize>,
    pub closed: BTreeSet<Who>,
    pub(super) emptied: BTreeSet<Who>,
    pub(super) ignores: BTreeSet<(Who, Who)>,
    pub(super) hidden: BTreeSet<(Who, usize)>,
    pub follows: BTreeSet<(Who, usize)>,
    /// In the community spotlight.
    pub lit: BTreeSet<Who>,
    /// Who wants it in their main stream.
    pub wants_spotlight: BTreeSet<Who>,
    pub(super) told: Vec<Told>,
    pub talk: Talk,
    pub likes: Likes,
    pub votes: Votes,
    pub letters: Letters,
    pub reports: Reports,
    /// Bookmarks.
    pub kept: BTreeSet<(Who, usize)>,
}

/// Told by the pod, whoever of those that look after it did it.
fn by_the_pod(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Warned | Kind::Removed | Kind::Reported | Kind::ReportClosed | Kind::Applied | Kind::Approved
    )
}

pub(super) fn local(who: Who) -> bool {
    who < LOCALS
}

pub(super) fn refused_if(not: bool) -> Verdict {
    if not { Verdict::Refused } else { Verdict::Done }
}

fn put(into: &mut BTreeSet<Who>, who: Who, inside: bool) {
    if inside {
        into.insert(who);
    } else {
        into.remove(&who);
    }
}

/// What is looked at.
impl Model {
    /// THE predicate.
    pub fn sees(&self, viewer: Option<Who>, post: usize) -> bool {
        let Some(post) = self.posts.get(&post) else {
            return false;
        };
        let given = match (post.reach, viewer) {
            (Reach::Public, _) => true,
            (Reach::Pod, Some(who)) if local(who) => true,
            (Reach::Pod | Reach::Limited, Some(who)) => who == post.author || post.recipients.contains_key(&who),
            (Reach::Pod | Reach::Limited, None) => false,
        };
        given && !self.closed.contains(&post.author)
    }

    pub fn ignores(&self, viewer: Option<Who>, person: Who) -> bool {
        viewer.is_some_and(|viewer| self.ignores.contains(&(viewer, person)))
    }

    pub fn hides(&self, viewer: Option<Who>, post: usize) -> bool {
        viewer.is_some_and(|viewer| self.hidden.contains(&(viewer, post)))
    }

    /// What the viewer may see of what fits, newest first.
    pub fn list(&self, viewer: Option<Who>, fits: impl Fn(usize, &Post) -> bool) -> Vec<usize> {
        let mut found: Vec<_> = self
            .posts
            .iter()
            .filter(|(id, post)| self.sees(viewer, **id) && fits(**id, post))
            .collect();
        found.sort_by_key(|(id, post)| std::cmp::Reverse((post.at, **id)));
        found.into_iter().map(|(id, _)| *id).collect()
    }

    /// The same without what the viewer ignores or has hidden.
    pub fn stream(&self, viewer: Option<Who>, fits: impl Fn(usize, &Post) -> bool) -> Vec<usize> {
        self.list(viewer, |id, post| {
            fits(id, post) && !self.ignores(viewer, post.author) && !self.hides(viewer, id)
        })
    }

    pub fn shares_with(&self, owner: Who, person: Who) -> bool {
        self.aspects
            .values()
            .any(|aspect| aspect.owner == owner && aspect.members.contains(&person))
    }

    fn follows_one(&self, me: Who, post: &Post) -> bool {
        post.tags.iter().any(|tag| self.follows.contains(&(me, *tag)))
    }

    pub fn main(&self, me: Who) -> Vec<usize> {
        self.stream(Some(me), |_, post| {
            post.author == me
                || self.shares_with(me, post.author)
                || post.mentions.contains(&me)
                || (post.reach == Reach::Public && self.follows_one(me, post))
                || (self.wants_spotlight.contains(&me) && self.in_spotlight(post))
        })
    }

    /// The same posts, by the newest of their creation and their comments.
    pub fn main_by_activity(&self, me: Who) -> Vec<usize> {
        let mut main = self.main(me);
        main.sort_by_key(|id| std::cmp::Reverse((self.posts[id].active, *id)));
        main
    }

    /// In the order in which they read.
    pub fn main_as_read(&self, me: Who) -> Vec<usize> {
        match order(me) {
            Order::Posted => self.main(me),
            Order::Active => self.main_by_activity(me),
        }
    }

    fn in_spotlight(&self, post: &Post) -> bool {
        post.reach == Reach::Public && self.lit.contains(&post.author)
    }

    pub fn spotlight(&self, me: Who) -> Vec<usize> {
        self.stream(Some(me), |_, post| self.in_spotlight(post))
    }

    /// Whom somebody finds in the spotlight.
    pub fn shown_to(&self, me: Who) -> BTreeSet<Who> {
        let there = |who: &&Who| !self.closed.contains(who) && !self.ignores.contains(&(me, **who));
        self.lit.iter().filter(there).copied().collect()
    }

    pub fn in_aspects(&self, me: Who, chosen: &[usize]) -> Vec<usize> {
        let mine: Vec<usize> = chosen
            .iter()
            .copied()
            .filter(|id| self.aspects.get(id).is_some_and(|aspect| aspect.owner == me))
            .collect();
        self.stream(Some(me), |_, post| {
            mine.iter().any(|id| match post.author == me {
                true => post.aspects.contains(id),
                false => self.aspects[id].members.contains(&post.author),
            })
        })
    }

    pub fn followed(&self, me: Who) -> Vec<usize> {
        self.stream(Some(me), |_, post| self.follows_one(me, post))
    }

    /// Whether somebody may still know of what they were told.
    pub fn stands(&self, me: Who, told: &Told) -> bool {
        told.user == me
            && (by_the_pod(told.kind)
                || (!self.closed.contains(&told.actor) && !self.ignores.contains(&(me, told.actor))))
            && (told.kind != Kind::StartedSharing || self.shares_with(told.actor, me))
            && told.post.is_none_or(|post| self.sees(Some(me), post))
    }

    /// What somebody was told and may still know of, newest first.
    pub fn told(&self, me: Who) -> Vec<Told> {
        let stands = |told: &&Told| self.stands(me, told);
        let mut found: Vec<(usize, Told)> = self.told.iter().filter(stands).cloned().enumerate().collect();
        found.sort_by_key(|(order, told)| std::cmp::Reverse((told.at, *order)));
        found.into_iter().map(|(_, told)| told).collect()
    }

    /// Whom somebody finds by name.
    pub fn finds(&self, me: Who, here: bool) -> BTreeSet<Who> {
        let contact = |who: Who| self.shares_with(me, who) || (local(who) && self.shares_with(who, me));
        let open = |who: Who| !SHY.contains(&who) && (!here || local(who));
        (0..PEOPLE)
            .filter(|who| *who != me && !self.closed.contains(who) && !self.ignores.contains(&(me, *who)))
            .filter(|who| contact(*who) || open(*who))
            .collect()
    }

    /// Accounts that are told of a new post.
    pub fn listeners(&self, post: &Post) -> BTreeSet<Who> {
        (0..LOCALS)
            .filter(|who| {
                let lit = self.in_spotlight(post) && self.wants_spotlight.contains(who) && *who != post.author;
                let given = post.reach != Reach::Limited || post.recipients.contains_key(who);
                lit || (self.shares_with(*who, post.author) && given)
            })
            .collect()
    }
}

/// What is done.
impl Model {
    pub(super) fn active(&self, who: Who) -> bool {
        !self.closed.contains(&who)
    }

    pub(super) fn mine(&self, owner: Who, aspect: usize) -> bool {
        self.active(owner) && self.aspects.get(&aspect).is_some_and(|aspect| aspect.owner == owner)
    }

    pub(super) fn tell(&mut self, user: Who, kind: Kind, actor: Who, post: Option<usize>) {
        if local(user) && !self.ignores.contains(&(user, actor)) {
            self.told.push(Told {
                user,
                kind,
                actor,
                post,
                comment: None,
                at: self.now,
                read: false,
            });
        }
    }

    /// Does it here. What is said must be what the pod says.
    pub fn act(&mut self, act: &Act) -> Verdict {
        match act {
            Act::AddAspect { owner, aspect } if self.active(*owner) => {
                self.aspects.insert(
                    *aspect,
                    Aspect {
                        owner: *owner,
                        members: BTreeSet::new(),
                    },
                );
                Verdict::Done
            }
            Act::DropAspect { owner, aspect } if self.mine(*owner, *aspect) => {
                self.aspects.remove(aspect);
                self.posts.values_mut().for_each(|post| _ = post.aspects.remove(aspect));
                Verdict::Done
            }
            Act::Put { owner, person, aspect } if self.mine(*owner, *aspect) => self.put(*owner, *person, *aspect),
            Act::Take { owner, person, aspect } if self.mine(*owner, *aspect) => {
                self.aspects.get_mut(aspect).map(|aspect| aspect.members.remove(person));
                refused_if(owner == person)
            }
            Act::Ignore { owner, person } if self.active(*owner) => self.ignore(*owner, *person),
            Act::Unignore { owner, person } if self.active(*owner) => {
                self.ignores.remove(&(*owner, *person));
                Verdict::Done
            }
            Act::Publish(share) if self.active(share.author) => self.publish(share),
            Act::Show { post, people } if self.by_a_local(*post) => self.show(*post, people),
            Act::Withdraw { post, people } if self.by_a_local(*post) => self.withdraw(*post, people),
            Act::Edit { post, tags, mentions } if self.by_a_local(*post) => self.edit(*post, tags, mentions),
            Act::Delete { post } if self.by_a_local(*post) => {
                self.forget(*post);
                Verdict::Done
            }
            Act::Pin { post } if self.by_a_local(*post) => self.pin(*post, true),
            Act::Unpin { post } if self.by_a_local(*post) => self.pin(*post, false),
            Act::Hide { viewer, post } if self.active(*viewer) && self.sees(Some(*viewer), *post) => {
                self.hidden.insert((*viewer, *post));
                Verdict::Done
            }
            Act::Unhide { viewer, post } if self.active(*viewer) && self.sees(Some(*viewer), *post) => {
                self.hidden.remove(&(*viewer, *post));
                Verdict::Done
            }
            Act::Follow { viewer, tag } if self.active(*viewer) => {
                self.follows.insert((*viewer, *tag));
                Verdict::Done
            }
            Act::Unfollow { viewer, tag } if self.active(*viewer) => {
                self.follows.remove(&(*viewer, *tag));
                Verdict::Done
            }
            Act::Say { .. } | Act::Resay { .. } | Act::Unsay { .. } => self.talk(act),
            Act::Like { .. } | Act::Unlike { .. } => self.like(act),
            Act::Reshare { .. } => self.reshare(act),
            Act::Vote { .. } => self.vote(act),
            Act::Write { .. } | Act::Answer { .. } | Act::Read { .. } | Act::Part { .. } | Act::TakeBack { .. } => {
                self.letter(act)
            }
            Act::Report { .. } | Act::Settle { .. } => self.report(act),
            Act::Keep { viewer, post } if self.active(*viewer) && self.sees(Some(*viewer), *post) => {
                self.kept.insert((*viewer, *post));
                Verdict::Done
            }
            Act::Drop { viewer, post } if self.active(*viewer) && self.sees(Some(*viewer), *post) => {
                self.kept.remove(&(*viewer, *post));
                Verdict::Done
            }
            Act::Light { person, shown } if self.active(*person) => {
                put(&mut self.lit, *person, *shown);
                Verdict::Done
            }
            Act::WantSpotlight { viewer, shown } if self.active(*viewer) => {
                put(&mut self.wants_spotlight, *viewer, *shown);
                Verdict::Done
            }
            Act::ReadAll { viewer } if self.active(*viewer) => {
                self.told
                    .iter_mut()
                    .filter(|told| told.user == *viewer)
                    .for_each(|told| told.read = true);
                Verdict::Done
            }
            Act::Close { person } if self.active(*person) => {
                self.closed.insert(*person);
                Verdict::Done
            }
            Act::Reopen { person } if self.closed.contains(person) && !self.emptied.contains(person) => {
                self.closed.remove(person);
                Verdict::Done
            }
            Act::Empty { person } if self.active(*person) => self.empty(*person),
            Act::Wait { seconds } => {
                self.now += *seconds as i64 * 1_000_000;
                Verdict::Done
            }
            _ => Verdict::Skipped,
        }
    }

    fn by_a_local(&self, post: usize) -> bool {
        self.posts
            .get(&post)
            .is_some_and(|post| local(post.author) && self.active(post.author))
    }

    fn pin(&mut self, post: usize, pinned: bool) -> Verdict {
        if let Some(post) = self.posts.get_mut(&post) {
            post.pinned = pinned;
        }
        Verdict::Done
    }

    fn put(&mut self, owner: Who, person: Who, aspect: usize) -> Verdict {
        if owner == person || !self.active(person) || self.ignores.contains(&(owner, person)) {
            return Verdict::Refused;
        }
        let before = self.shares_with(owner, person);
        self.aspects
            .get_mut(&aspect)
            .map(|aspect| aspect.members.insert(person));
        if !before {
            let about = |told: &&mut Told| told.user == owner && told.actor == person && told.post.is_none();
            self.told.iter_mut().filter(about).for_each(|told| told.read = true);
            if !self.ignores.contains(&(person, owner)) {
                self.told
                    .retain(|told| !(told.user == person && told.actor == owner && told.kind == Kind::StartedSharing));
                self.tell(person, Kind::StartedSharing, owner, None);
            }
        }
        Verdict::Done
    }

    fn ignore(&mut self, owner: Who, person: Who) -> Verdict {
        if owner == person || !self.active(person) {
            return Verdict::Refused;
        }
        let mine = |aspect: &&mut Aspect| aspect.owner == owner;
        self.aspects
            .values_mut()
            .filter(mine)
            .for_each(|aspect| _ = aspect.members.remove(&person));
        self.ignores.insert((owner, person));
        let by = |told: &&mut Told| told.user == owner && told.actor == person;
        self.told.iter_mut().filter(by).for_each(|told| told.read = true);
        Verdict::Done
    }
}
