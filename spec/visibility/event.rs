//! Who hears that something happened: a page of everyone's is open while the world goes on, and is told after each act what
//! its event stream would say. What changes nothing of what somebody may see is no event for them, whatever it is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use samara::web::page::events::Page;

use super::act::{Act, LOCALS, Who};
use super::world::World;

/// The pages that are open, and how many notifications are unread as each was told last.
pub struct Ears(BTreeMap<Who, (Page, usize)>);

/// A conversation, the messages in it and whether they are news, and who takes part.
type Letter = (usize, Vec<(usize, bool)>, BTreeSet<Who>);

/// What somebody sees of what events tell of.
#[derive(PartialEq)]
pub struct Sight {
    main: Vec<usize>,
    unread: usize,
    letters: Vec<Letter>,
}

/// As everyone sees it by the model.
pub fn sights(world: &World) -> BTreeMap<Who, Sight> {
    let model = &world.model;
    let sight = |who: Who| {
        let letters = model.letters_of(who).into_iter().map(|letter| {
            let messages = model.messages_in(who, letter).into_iter();
            let messages = messages.map(|message| (message, model.is_news(who, message)));
            (letter, messages.collect(), model.members(letter))
        });
        let sight = Sight {
            main: model.main(who),
            unread: model.lines(who).iter().filter(|line| line.unread).count(),
            letters: letters.collect(),
        };
        (who, sight)
    };
    let there = (0..LOCALS).filter(|who| !model.closed.contains(who));
    there.map(sight).collect()
}

impl Ears {
    /// Opens a page of everyone's. What is so already is told first.
    pub async fn open(world: &mut World) -> Self {
        let mut pages = BTreeMap::new();
        for who in 0..LOCALS {
            let me = Arc::new(world.me(who).await);
            let mut page = Page::of((*world.pod).clone(), me);
            let told = page.told().await.unwrap();
            assert_eq!(
                told.len(),
                2,
                "how many notifications and messages are unread: {told:?}"
            );
            pages.insert(who, (page, 0));
        }
        Self(pages)
    }

    /// An act was done: who hears of it.
    pub async fn hear(&mut self, world: &mut World, act: &Act, before: &BTreeMap<Who, Sight>) -> Result<(), String> {
        let after = sights(world);
        for (who, (page, unread)) in &mut self.0 {
            let (Some(before), Some(after)) = (before.get(who), after.get(who)) else {
                // Their session ended with their account.
                continue;
            };
            let told: Vec<String> = page
                .told()
                .await
                .unwrap()
                .iter()
                .map(|event| format!("{event:?}"))
                .collect();
            let heard = |of: &str| told.iter().any(|event| event.contains(&format!("\"{of}\"")));
            // What was hidden meanwhile is not told: the number may be right again without a word.
            let news = after.unread != *unread;
            let concerned = matches!(act, Act::Publish(_) | Act::Say { .. } | Act::Like { .. });
            let told_of = concerned && news && after.unread > before.unread;
            if heard("notifications") {
                *unread = after.unread;
            }
            // What one has read oneself is told to all of one's pages.
            let own = matches!(act, Act::Read { by, .. } if by == who);
            let found = [
                told_of && !heard("notifications"),
                heard("posts") && before.main == after.main,
                heard("notifications") && !news,
                heard("messages") && !own && before.letters == after.letters,
            ];
            let what = format!(
                "told and not heard of; posts, notifications, messages that {who} hears of and does not see: {told:?}"
            );
            world.same(|| what, found, [false; 4], 4)?;
        }
        Ok(())
    }
}
