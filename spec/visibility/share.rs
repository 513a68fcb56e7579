//! What authors do with their posts, and that they leave: the pod's part. The model's is in `author.rs`.

use std::collections::BTreeMap;

use entity::user;
use samara::domain::account::close;
use samara::domain::block;
use samara::domain::post;
use samara::domain::post::audience::{self, Wanted};
use samara::error::{OrNotFound, Outcome, Stop};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::act::{Act, LOCALS, PEOPLE, Share, Who};
use super::photo::Thing;
use super::world::{HOSTS, Known, World};

impl World {
    /// What a form would say.
    pub fn wanted(&self, share: &Share) -> Wanted {
        let named = |people: &[Who]| people.iter().map(|who| self.people[*who].handle.clone()).collect();
        let aspects = share
            .aspects
            .iter()
            .filter_map(|aspect| self.aspects.get(aspect))
            .map(|id| id.0)
            .collect();
        let reach = audience::reach_code(share.reach).to_owned();
        Wanted {
            reach,
            aspects,
            people: named(&share.people),
            except: named(&share.except),
        }
    }

    pub(super) async fn publish(&mut self, share: &Share) -> Outcome<()> {
        let me = self.me(share.author).await;
        let (wanted, host) = (self.wanted(share), self.pod.settings.host());
        let mut wishes = super::poll::wishes(share.post);
        let film = self.film(&me, share.author, Thing::Post(share.post)).await;
        wishes.photos.extend(film.iter().map(|(picked, ..)| picked.clone()));
        let text = self.text(share.post, 0, &share.tags, &share.mentions);
        let preview = match audience::resolve(self.pod.db.read(), &me, &wanted).await {
            Ok(audience) => Some(audience::preview(self.pod.db.read(), &me, &audience).await?),
            Err(Stop::Refused(_)) => None,
            Err(stop) => return Err(stop),
        };
        let shared = self
            .pod
            .act(async |tx| {
                let composed = post::Composed {
                    text: &text,
                    wanted: &wanted,
                    wishes: &wishes,
                };
                post::compose(tx, &me, &host, composed).await
            })
            .await?;
        self.filmed(film);
        let given = entity::own::post::recipient_count(self.pod.db.read(), &shared).await?;
        let preview = preview.expect("what can be shared can be looked at before");
        let pods: BTreeMap<Option<String>, i64> = preview.pods.into_iter().map(|pod| (pod.host, pod.people)).collect();
        let mut expected: BTreeMap<Option<String>, i64> = BTreeMap::new();
        for who in self.model.posts[&share.post].recipients.keys() {
            let host = who.checked_sub(LOCALS).map(|place| HOSTS[place].to_owned());
            *expected.entry(host).or_default() += 1;
        }
        let people = expected.values().sum::<i64>();
        let said = (preview.people, preview.shown.len() as i64, given as i64, pods);
        self.wrong = self
            .same(
                || "said before sharing".to_owned(),
                said,
                (people, people, people, expected),
                PEOPLE,
            )
            .err();
        self.posts.insert(
            share.post,
            Known {
                id: shared.id,
                guid: shared.guid.clone(),
            },
        );
        Ok(())
    }

    pub(super) async fn change(&mut self, act: &Act) -> Outcome<()> {
        let (Act::Show { post, .. } | Act::Withdraw { post, .. } | Act::Edit { post, .. }) = act else {
            return Ok(());
        };
        let (me, guid, host) = (
            self.author(*post).await,
            self.posts[post].guid.clone(),
            self.pod.settings.host(),
        );
        let handles = |people: &[Who]| {
            people
                .iter()
                .map(|who| self.people[*who].handle.clone())
                .collect::<Vec<_>>()
        };
        let version = self.model.posts.get(post).map_or(0, |post| post.version);
        self.pod
            .act(async |tx| match act {
                Act::Show { people, .. } => post::show(tx, &me, &host, &guid, &handles(people)).await.map(drop),
                Act::Withdraw { people, .. } => post::withdraw(tx, &me, &host, &guid, &handles(people)).await.map(drop),
                Act::Edit { tags, mentions, .. } => {
                    let text = self.text(*post, version, tags, mentions);
                    post::edit(tx, &me, &host, &guid, &text).await.map(drop)
                }
                _ => Ok(()),
            })
            .await
    }

    /// Somebody of another pod is not there because administrators here block them: some alone, others with their pod.
    async fn block(&self, act: &Act, who: Who) -> Outcome<()> {
        let (by, own) = (self.user(0), self.pod.settings.host());
        let name = match who % 2 {
            0 => self.people[who].handle.clone(),
            _ => HOSTS[who - LOCALS].to_owned(),
        };
        let there = entity::block::Entity::find()
            .filter(entity::block::Column::Name.eq(&name))
            .one(self.pod.db.read())
            .await?;
        let wanted = block::Wanted {
            name: &name,
            below: block::Below::Too,
            reason: "",
        };
        self.pod
            .act(async |tx| match (act, there) {
                (Act::Close { .. }, None) => block::add(tx, by, &own, wanted).await,
                (_, Some(there)) => block::lift(tx, by, there.id).await,
                (_, None) => Ok(()),
            })
            .await
    }

    pub(super) async fn leave(&mut self, act: &Act, who: Who) -> Outcome<()> {
        let Some(user) = self.people[who].user else {
            return self.block(act, who).await;
        };
        let account = user::Entity::find_by_id(user)
            .one(self.pod.db.read())
            .await?
            .or_not_found()?;
        self.pod
            .act(async |tx| match act {
                Act::Close { .. } => close::close(tx, user, close::When::Later).await,
                Act::Reopen { .. } => close::reopen(tx, &account).await,
                _ => {
                    close::close(tx, user, close::When::AtOnce).await?;
                    while close::empty_some(tx, user).await? == close::Left::Rows {}
                    close::empty_last(tx, user).await
                }
            })
            .await
    }
}
