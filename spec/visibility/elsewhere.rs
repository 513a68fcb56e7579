//! What comes from other pods: written as their protocols will write it, by the same doors.

use entity::write::post::{self as write, Chosen, Extras, NewPost, Words};
use entity::{Moment, Reach, TagId, UserId};
use samara::error::Outcome;

use super::act::{Share, Who};
use super::world::{Known, World};

impl World {
    /// As if it had come from another pod.
    pub(super) async fn publish_from_elsewhere(&mut self, share: &Share) -> Outcome<()> {
        let text = self.text(share.post, 0, &share.tags, &share.mentions);
        let rows = |people: &[Who]| people.iter().map(|who| self.people[*who].person).collect::<Vec<_>>();
        let guid = self.guids.guid_hex();
        let limited = share.reach != Reach::Public;
        let new = NewPost {
            guid: guid.clone(),
            author: self.people[share.author].person,
            reach: if limited { Reach::Limited } else { Reach::Public },
            words: Words {
                html: format!("<p>{text}</p>"),
                title: text.clone(),
                plain: text.clone(),
                language: None,
                text,
            },
            at: Moment(self.model.now),
            edited_at: None,
            chosen: "{}".to_owned(),
            root: None,
            extras: Extras::default(),
        };
        let chosen = Chosen {
            aspects: Vec::new(),
            people: rows(&share.people),
            except: rows(&share.except),
        };
        let tags: Vec<TagId> = share.tags.iter().map(|tag| self.tags[*tag]).collect();
        let there = share
            .mentions
            .iter()
            .filter(|who| !self.model.closed.contains(who))
            .copied()
            .collect::<Vec<_>>();
        let named = rows(&there);
        let id = self
            .pod
            .act(async |tx| {
                let post = write::insert(tx.sql(), new).await?;
                if limited && !chosen.people.is_empty() {
                    write::give(tx.sql(), UserId(0), &post, &chosen).await?;
                }
                write::set_tags(tx.sql(), &post, &tags).await?;
                write::set_mentions(tx.sql(), &post, &named).await?;
                Ok(post.id)
            })
            .await?;
        self.posts.insert(share.post, Known { id, guid });
        Ok(())
    }
}
