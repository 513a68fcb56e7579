//! Reshares, by the model and by the pod: public posts of others, once for each person and root, shown through each
//! reader's own eyes.

use std::collections::BTreeMap;

use entity::visible::post::posts;
use entity::{NotificationKind as Kind, PostId, Reach, own};
use samara::domain::reshare;
use samara::error::{OrNotFound, Outcome};

use super::act::{Act, Who};
use super::model::{Model, Post, Told, Verdict, local};
use super::world::{Known, World};

impl Model {
    pub fn reshare(&mut self, act: &Act) -> Verdict {
        let Act::Reshare {
            post,
            author,
            of,
            words,
        } = act
        else {
            return Verdict::Skipped;
        };
        let ever = self.posts.contains_key(of) || self.gone.contains(of);
        if !self.active(*author) || !ever {
            return Verdict::Skipped;
        }
        if !self.sees(Some(*author), *of) {
            return Verdict::Refused;
        }
        let root = self.posts[of].root.unwrap_or(*of);
        if !self.sees(Some(*author), root) {
            return Verdict::Refused;
        }
        let shown = &self.posts[&root];
        let writer = shown.author;
        let again = self.reshares(root).any(|who| who == *author);
        let ignored = local(writer) && self.ignores.contains(&(writer, *author));
        if shown.reach != Reach::Public || writer == *author || again || ignored {
            return Verdict::Refused;
        }
        let new = Post {
            root: Some(root),
            words: *words,
            ..Post::bare(*author, self.now)
        };
        self.posts.insert(*post, new);
        if local(writer) {
            self.told.push(Told {
                user: writer,
                kind: Kind::Reshared,
                actor: *author,
                post: Some(root),
                comment: None,
                at: self.now,
                read: false,
            });
        }
        Verdict::Done
    }

    /// Who reshared a root.
    fn reshares(&self, root: usize) -> impl Iterator<Item = Who> {
        let of = move |post: &&Post| post.root == Some(root);
        self.posts.values().filter(of).map(|post| post.author)
    }

    /// What a reshare told goes with it.
    pub fn unreshare(&mut self, post: usize) {
        if let Some(Post {
            author,
            root: Some(root),
            ..
        }) = self.posts.get(&post)
        {
            let (author, root) = (*author, *root);
            self.told
                .retain(|told| (told.kind, told.actor, told.post) != (Kind::Reshared, author, Some(root)));
        }
    }

    /// The posts whose words stand on a page that lists these.
    pub fn worded(&self, viewer: Option<Who>, listed: &[usize]) -> Vec<usize> {
        let mut all: Vec<usize> = listed.iter().copied().filter(|id| self.posts[id].words).collect();
        let roots = listed.iter().filter_map(|id| self.posts[id].root);
        all.extend(roots.filter(|root| self.sees(viewer, *root) && !self.ignores(viewer, self.posts[root].author)));
        all.sort_unstable();
        all.dedup();
        all
    }
}

impl World {
    pub async fn reshare(&mut self, act: &Act) -> Outcome<()> {
        let Act::Reshare {
            post,
            author,
            of,
            words,
        } = act
        else {
            return Ok(());
        };
        let (me, host) = (self.me(*author).await, self.pod.settings.host());
        let text = if *words {
            self.text(*post, 0, &[], &[])
        } else {
            String::new()
        };
        let found = posts(me.viewer()).one(self.pod.db.read(), &self.posts[of].guid).await?;
        let found = found.or_not_found()?.post;
        let shared = self
            .pod
            .act(async |tx| reshare::add(tx, &me, &host, &found, &text).await)
            .await?;
        let known = Known {
            id: shared.id,
            guid: shared.guid.clone(),
        };
        self.posts.insert(*post, known);
        Ok(())
    }
}

/// The number beside each post, and the viewer's own.
pub async fn look(world: &mut World) -> Result<(), String> {
    let db = world.pod.db.read().clone();
    for viewer in World::viewers() {
        let eyes = world.eyes(viewer);
        let seen = world.model.list(viewer, |_, _| true);
        let rows: Vec<PostId> = seen.iter().map(|id| world.posts[id].id).collect();
        let found = posts(eyes).among(&db, &rows).await.unwrap();
        let roots = reshare::roots(&db, eyes, &found).await.unwrap();
        let mut silent: BTreeMap<i64, i64> = BTreeMap::new();
        if let Some(user) = eyes.user() {
            let quiet = own::ignore::around_posts(&db, user, &rows).await.unwrap();
            silent.extend(quiet.into_iter().map(|one| (one.id, one.reshares)));
        }
        for one in found {
            let id = world.number(one.post.id);
            let count = one.post.reshares - silent.get(&one.post.id.0).copied().unwrap_or_default();
            let model = &world.model;
            let there = |who: &Who| !model.closed.contains(who) && !model.ignores(viewer, *who);
            let counted = model.reshares(id).filter(there).count() as i64;
            let mine = viewer.is_some_and(|me| model.reshares(id).any(|who| who == me));
            let shown = one.post.root_id.and_then(|root| roots.get(&root));
            let shown = shown.map(|root| world.number(root.post.id));
            let root = model.posts[&id].root.filter(|root| model.sees(viewer, *root));
            world.same(
                || format!("reshares of {id} for {viewer:?}"),
                (count, one.reshared.is_some(), shown),
                (counted, mine, root),
                1,
            )?;
        }
    }
    Ok(())
}
