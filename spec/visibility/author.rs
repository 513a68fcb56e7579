//! What authors do with their posts, and that they leave: the model's part.

use std::collections::{BTreeMap, BTreeSet};

use entity::{Given, NotificationKind as Kind, Reach};

use super::act::{LOCALS, Share, Who};
use super::model::{Model, Post, Verdict, local, refused_if};

impl Model {
    pub(super) fn publish(&mut self, share: &Share) -> Verdict {
        let Share {
            author, people, except, ..
        } = share;
        let mut reach = share.reach;
        let mut people = people.clone();
        if local(*author) {
            let unknown = people.iter().chain(except).any(|who| !self.active(*who));
            if unknown || (reach == Reach::Public && !except.is_empty()) {
                return Verdict::Refused;
            }
        } else if reach == Reach::Pod {
            reach = Reach::Limited;
        }
        let aspects: BTreeSet<usize> = share
            .aspects
            .iter()
            .copied()
            .filter(|id| reach == Reach::Limited && local(*author) && self.mine(*author, *id))
            .collect();
        if local(*author) && reach == Reach::Limited && aspects.is_empty() && people.is_empty() {
            return Verdict::Refused;
        }
        if reach == Reach::Pod && !except.is_empty() {
            reach = Reach::Limited;
            people.extend(0..LOCALS);
        }
        if reach == Reach::Public {
            people.clear();
        }
        let mut recipients: BTreeMap<Who, Given> = people.iter().map(|who| (*who, Given::Named)).collect();
        for id in &aspects {
            recipients.extend(self.aspects[id].members.iter().map(|who| (*who, Given::Aspect)));
        }
        recipients.retain(|who, _| who != author && !except.contains(who) && self.active(*who));
        let post = Post {
            reach,
            recipients,
            aspects,
            tags: share.tags.iter().copied().collect(),
            named: share.mentions.iter().copied().collect(),
            words: true,
            ..Post::bare(*author, self.now)
        };
        self.posts.insert(share.post, post);
        self.mention(share.post, local(*author));
        Verdict::Done
    }

    /// Of those whom its text names, those who may see it are mentioned.
    pub(super) fn mention(&mut self, id: usize, telling: bool) {
        let Some(post) = self.posts.get(&id) else { return };
        let inside: BTreeSet<Who> = post
            .named
            .iter()
            .copied()
            .filter(|who| *who != post.author && self.active(*who) && self.sees(Some(*who), id))
            .collect();
        let (author, former) = (post.author, post.mentions.clone());
        for who in inside.difference(&former).filter(|_| telling) {
            self.tell(*who, Kind::Mentioned, author, Some(id));
        }
        if let Some(post) = self.posts.get_mut(&id) {
            post.mentions = inside;
        }
    }

    pub(super) fn edit(&mut self, id: usize, tags: &[usize], named: &[Who]) -> Verdict {
        if let Some(post) = self.posts.get_mut(&id) {
            post.version += 1;
            post.words = true;
            post.tags = tags.iter().copied().collect();
            post.named = named.iter().copied().collect();
        }
        self.mention(id, true);
        Verdict::Done
    }

    pub(super) fn giving(&self, id: usize, people: &[Who]) -> Verdict {
        let limited = self.posts.get(&id).is_some_and(|post| post.reach == Reach::Limited);
        refused_if(!limited || people.is_empty() || people.iter().any(|who| !self.active(*who)))
    }

    pub(super) fn show(&mut self, id: usize, people: &[Who]) -> Verdict {
        let verdict = self.giving(id, people);
        if let (Verdict::Done, Some(post)) = (verdict, self.posts.get_mut(&id)) {
            let author = post.author;
            let new = |who: &&Who| **who != author && !post.recipients.contains_key(who);
            let new: Vec<Who> = people.iter().filter(new).copied().collect();
            post.recipients.extend(new.iter().map(|who| (*who, Given::Later)));
            self.mention(id, false);
            for who in new {
                self.tell(who, Kind::ShownLater, author, Some(id));
            }
        }
        verdict
    }

    pub(super) fn withdraw(&mut self, id: usize, people: &[Who]) -> Verdict {
        let verdict = self.giving(id, people);
        if let (Verdict::Done, Some(post)) = (verdict, self.posts.get_mut(&id)) {
            post.recipients.retain(|who, _| !people.contains(who));
            self.mention(id, false);
        }
        verdict
    }

    pub(super) fn forget(&mut self, id: usize) {
        self.unreshare(id);
        self.posts.remove(&id);
        self.gone.insert(id);
        self.told.retain(|told| told.post != Some(id));
        self.talk.forget(id);
        self.likes.forget_post(id);
        self.votes.0.retain(|(post, _), _| *post != id);
        self.hidden.retain(|(_, post)| *post != id);
        self.kept.retain(|(_, post)| *post != id);
    }

    /// An account is closed for good.
    pub(super) fn empty(&mut self, person: Who) -> Verdict {
        let posts: Vec<usize> = self
            .posts
            .iter()
            .filter(|(_, post)| post.author == person)
            .map(|(id, _)| *id)
            .collect();
        posts.into_iter().for_each(|id| self.forget(id));
        self.aspects.retain(|_, aspect| aspect.owner != person);
        self.aspects
            .values_mut()
            .for_each(|aspect| _ = aspect.members.remove(&person));
        for post in self.posts.values_mut() {
            post.recipients.remove(&person);
            post.mentions.remove(&person);
        }
        self.ignores
            .retain(|(owner, ignored)| *owner != person && *ignored != person);
        self.hidden.retain(|(owner, _)| *owner != person);
        self.kept.retain(|(owner, _)| *owner != person);
        self.letters.leave(person);
        self.follows.retain(|(owner, _)| *owner != person);
        self.told.retain(|told| told.user != person && told.actor != person);
        for comment in self.talk.leave(person) {
            self.likes.forget_comment(comment);
        }
        self.likes.leave(person);
        self.votes.0.retain(|(_, who), _| *who != person);
        self.closed.insert(person);
        self.emptied.insert(person);
        Verdict::Done
    }
}
