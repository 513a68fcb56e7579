//! What comes from other pods: written as their protocols will write it, by the same doors.

use std::collections::HashMap;

use entity::visible::letter;
use entity::write::far_photo::{self, FarPhoto};
use entity::write::poll::NewPoll;
use entity::write::post::{self as write, Chosen, Extras, NewPost, Words};
use entity::{Moment, Reach, TagId, UserId, person};
use samara::domain::conversation::arrive::{self, Begun, Said};
use samara::error::{OrNotFound, Outcome};
use samara::text::markdown;
use sea_orm::EntityTrait;

use super::act::{Act, LOCALS, Share, Who};
use super::letter::line;
use super::poll;
use super::world::{Known, World, marker};

/// Where the picture is that only this post has.
pub(super) fn picture(post: usize) -> String {
    format!("https://far.example/pictures/{}.png", marker(post, 0))
}

/// What stands below the words of a post of another pod: what takes place, a link to be shown with its title, a picture.
fn below(post: usize) -> String {
    format!(
        "**Choir**\n\n[2026-12-24 17:30 UTC](time:2026-12-24T17:30:00Z)\n\n[News](<https://news.example/{}>)\n\n![A lake](<{}>)",
        marker(post, 0),
        picture(post)
    )
}

impl World {
    /// As if it had come from another pod.
    pub(super) async fn publish_from_elsewhere(&mut self, share: &Share) -> Outcome<()> {
        let words = self.text(share.post, 0, &share.tags, &share.mentions);
        let (photo, below) = (picture(share.post), below(share.post));
        let (text, html) = (
            format!("{words}\n\n{below}"),
            format!(
                "<p>{words}</p>\n{}",
                markdown::render(&below, &markdown::Known(HashMap::new()))
            ),
        );
        let rows = |people: &[Who]| people.iter().map(|who| self.people[*who].person).collect::<Vec<_>>();
        let guid = self.guids.guid_hex();
        let limited = share.reach != Reach::Public;
        let new = NewPost {
            guid: guid.clone(),
            author: self.people[share.author].person,
            reach: if limited { Reach::Limited } else { Reach::Public },
            words: Words {
                html,
                title: words.clone(),
                plain: words,
                language: None,
                text,
            },
            at: Moment(self.model.now),
            edited_at: None,
            chosen: "{}".to_owned(),
            root: None,
            quiet: false,
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
        let poll = poll::asks(share.post).then(|| NewPoll {
            guid: self.guids.guid_hex(),
            question: "Which?".to_owned(),
            answers: ["one", "two", "three"]
                .map(|text| (self.guids.guid_hex(), text.to_owned()))
                .to_vec(),
            multiple: false,
            ends_at: None,
        });
        let photo = FarPhoto {
            guid: self.guids.guid_hex(),
            author: self.people[share.author].person,
            post: guid.clone(),
            public: !limited,
            address: photo,
            alt: "A lake".to_owned(),
        };
        let id = self
            .pod
            .act(async |tx| {
                let (post, beside) = write::insert(tx.sql(), new).await?;
                write::complete(tx.sql(), &[beside]).await?;
                if limited && !chosen.people.is_empty() {
                    write::give(tx.sql(), UserId(0), &post, &chosen).await?;
                }
                if let Some(poll) = poll.clone() {
                    entity::write::poll::insert(tx.sql(), &post, poll).await?;
                }
                let now = tx.now();
                far_photo::keep(tx.sql(), &photo, now).await?;
                write::set_tags(tx.sql(), &post, &tags).await?;
                write::set_mentions(tx.sql(), &post, &named).await?;
                Ok(post.id)
            })
            .await?;
        self.posts.insert(share.post, Known { id, guid });
        Ok(())
    }

    /// Private mail that came from another pod, to each of those whom it names.
    pub(super) async fn letter_from_elsewhere(&mut self, act: &Act, by: Who) -> Outcome<()> {
        let author = person::Entity::find_by_id(self.people[by].person);
        let author = author.one(self.pod.db.read()).await?.or_not_found()?;
        match act {
            Act::Write {
                letter, message, to, ..
            } => {
                let (name, first) = (self.guids.guid_hex(), self.guids.guid_hex());
                self.begun_elsewhere(&author, to, (*letter, &name), (*message, &first))
                    .await?;
                let db = self.pod.db.read();
                let of = letter::conversation(db, &name).await?.or_not_found()?;
                self.rows.letters.insert(*letter, (of.id, name));
                let (sent, ..) = letter::named(db, &first).await?.or_not_found()?;
                self.rows.messages.insert(*message, (sent.id, first));
            }
            Act::Answer { letter, message, .. } => {
                let (guid, text) = (self.guids.guid_hex(), line(*message));
                let said = Said {
                    guid: &guid,
                    text: &text,
                    at: None,
                };
                let name = &self.rows.letters[letter].1;
                let of = letter::conversation(self.pod.db.read(), name).await?.or_not_found()?;
                self.pod
                    .act(async |tx| arrive::said(tx, &author, &of, said.clone()).await)
                    .await?;
                let (sent, ..) = letter::named(self.pod.db.read(), &guid).await?.or_not_found()?;
                self.rows.messages.insert(*message, (sent.id, guid));
            }
            Act::TakeBack { message, .. } => {
                let guid = &self.rows.messages[message].1;
                self.pod
                    .act(async |tx| arrive::taken_back(tx, &author, guid).await)
                    .await?;
            }
            _ => {}
        }
        Ok(())
    }

    async fn begun_elsewhere(
        &self,
        author: &person::Model,
        to: &[Who],
        (letter, name): (usize, &str),
        (message, first): (usize, &str),
    ) -> Outcome<()> {
        let (subject, text) = (format!("matter{letter}z"), line(message));
        let named = to.iter().map(|who| self.people[*who].handle.as_str());
        let begun = Begun {
            guid: name,
            subject: &subject,
            at: None,
            people: named.chain([author.handle.as_str()]).collect(),
            messages: vec![Said {
                guid: first,
                text: &text,
                at: None,
            }],
        };
        let host = self.pod.settings.host();
        let mut came = Err(samara::error::Refusal::NotFound.into());
        for whom in to.iter().filter(|who| **who < LOCALS) {
            let whom = self.people[*whom].person;
            let act = self
                .pod
                .act(async |tx| arrive::begun(tx, &host, author, whom, begun.clone()).await);
            let one = act.await;
            if came.is_err() {
                came = one;
            }
        }
        came
    }
}
