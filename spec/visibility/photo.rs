//! Photos, by the model and by the pod: each has the audience of what it belongs to, in pages, in albums and as a file;
//! what waits is its author's alone. An address given to other pods lasts as long as what it belongs to.

use std::collections::{BTreeMap, BTreeSet};

use entity::visible::photo::{self as door, at_address, photos};
use samara::domain::me::Me;
use samara::domain::photo::{Picked, album};

use super::act::{LOCALS, PEOPLE, Who};
use super::model::Model;
use super::page::{bare, browser, readers};
use super::world::World;
use crate::support::photo::{added, picked};

/// What a photo belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    Post(usize),
    Comment(usize),
    Message(usize),
    /// It waits for its author to use it.
    Nothing(Who),
}

/// What is known of a photo.
#[derive(Clone, Debug)]
pub struct Pictured {
    guid: String,
    address: String,
    author: Who,
}

/// All photos of a world, and the album of everyone who has one.
#[derive(Default)]
pub struct Photos {
    all: BTreeMap<Thing, Pictured>,
    albums: BTreeMap<Who, String>,
}

/// Some of everything that people of this pod say has a photo.
pub fn has(thing: Thing) -> bool {
    match thing {
        Thing::Post(post) => post % 3 == 1,
        Thing::Comment(comment) => comment.is_multiple_of(4),
        Thing::Message(message) => message.is_multiple_of(3),
        Thing::Nothing(who) => who < LOCALS,
    }
}

/// Every second post with a photo has it in its author's album.
fn in_album(thing: Thing) -> bool {
    match thing {
        Thing::Post(post) => post.is_multiple_of(2),
        Thing::Comment(_) | Thing::Message(_) | Thing::Nothing(_) => false,
    }
}

/// The word that only this photo's file has.
fn word(thing: Thing) -> String {
    match thing {
        Thing::Post(post) => format!("filmpost{post}z"),
        Thing::Comment(comment) => format!("filmcomment{comment}z"),
        Thing::Message(message) => format!("filmmessage{message}z"),
        Thing::Nothing(who) => format!("filmnothing{who}z"),
    }
}

impl Model {
    /// Who may see a photo.
    fn views(&self, viewer: Option<Who>, thing: Thing) -> bool {
        match thing {
            Thing::Post(post) => self.sees(viewer, post),
            Thing::Comment(comment) => self.reads(viewer, comment),
            Thing::Message(message) => viewer.is_some_and(|who| who < LOCALS && self.reads_message(who, message)),
            Thing::Nothing(who) => viewer == Some(who) && !self.closed.contains(&who),
        }
    }

    /// Whether what it belongs to is there, for whoever has its address.
    fn lasts(&self, thing: Thing) -> Option<bool> {
        match thing {
            Thing::Post(post) => Some(self.posts.contains_key(&post)),
            Thing::Comment(comment) => {
                let said = self.talk.said.get(&comment);
                let post = said.and_then(|said| self.posts.get(&said.post));
                Some(post.is_some_and(|post| !self.closed.contains(&post.author)))
            }
            // Its conversation may be gone with the last who took part.
            Thing::Message(_) => None,
            Thing::Nothing(_) => Some(false),
        }
    }
}

impl World {
    /// A photo for something that is about to be said; none where it has none.
    pub(super) async fn film(&mut self, me: &Me, author: Who, thing: Thing) -> Option<(Picked, Thing, Pictured)> {
        if !has(thing) {
            return None;
        }
        let photo = added(&self.pod, me, &word(thing)).await;
        let mut one = picked(&photo);
        if in_album(thing) {
            if !self.photos.albums.contains_key(&author) {
                let name = format!("film of {author}z");
                let made = self.pod.act(async |tx| album::make(tx, me, &name).await).await.unwrap();
                self.photos.albums.insert(author, made.guid.clone());
            }
            one.album = self.photos.albums[&author].clone();
        }
        let pictured = Pictured {
            guid: photo.guid.clone(),
            address: photo.address.clone(),
            author,
        };
        Some((one, thing, pictured))
    }

    /// It was said, and so it has the photo.
    pub(super) fn filmed(&mut self, film: Option<(Picked, Thing, Pictured)>) {
        if let Some((_, thing, pictured)) = film {
            self.photos.all.insert(thing, pictured);
        }
    }

    async fn leave_waiting(&mut self) {
        for who in 0..LOCALS {
            let thing = Thing::Nothing(who);
            if self.photos.all.contains_key(&thing) || !self.model.active(who) {
                continue;
            }
            let me = self.me(who).await;
            let film = self.film(&me, who, thing).await;
            self.filmed(film);
        }
    }
}

/// Every photo through every pair of eyes: by itself, among those of its author, in their album, as a file.
pub async fn look(world: &mut World) -> Result<(), String> {
    world.leave_waiting().await;
    let all: Vec<(Thing, Pictured)> = world.photos.all.clone().into_iter().collect();
    let db = world.pod.db.read().clone();
    for viewer in World::viewers() {
        let eyes = world.eyes(viewer);
        let gone = viewer.is_some_and(|who| world.model.closed.contains(&who));
        for (thing, pictured) in &all {
            if let (Thing::Message(_), true) = (thing, gone) {
                continue;
            }
            let found = photos(eyes).one(&db, &pictured.guid).await.unwrap().is_some();
            let expected = world.model.views(viewer, *thing);
            world.same(|| format!("photo of {thing:?} for {viewer:?}"), found, expected, 1)?;
        }
        for who in 0..PEOPLE {
            let person = world.people[who].person;
            let found = photos(eyes).posted_by(person).page(&db, None, 500).await.unwrap();
            let found: BTreeSet<String> = found.iter().map(|photo| photo.guid.clone()).collect();
            let seen = |thing: &Thing, one: &Pictured| {
                let posted = matches!(thing, Thing::Post(_));
                posted && one.author == who && world.model.views(viewer, *thing)
            };
            let posted = all.iter().filter(|(thing, one)| seen(thing, one));
            let expected: BTreeSet<String> = posted.map(|(_, one)| one.guid.clone()).collect();
            let inside = all.iter().filter(|(thing, one)| seen(thing, one) && in_album(*thing));
            let inside = inside.count() as i64;
            world.same(|| format!("photos of {who} for {viewer:?}"), found, expected, all.len())?;
            let found = door::albums(&db, eyes, person).await.unwrap();
            let found: Vec<i64> = found.iter().map(|(_, count)| *count).collect();
            let expected: Vec<i64> = Some(inside).filter(|count| *count > 0).into_iter().collect();
            world.same(|| format!("album of {who} for {viewer:?}"), found, expected, 1)?;
            let Some(guid) = world.photos.albums.get(&who).cloned() else {
                continue;
            };
            let emptied = world.model.emptied.contains(&who);
            let found = door::album(&db, eyes, person, &guid).await.unwrap().is_some();
            let expected = inside > 0 || (viewer == Some(who) && !emptied);
            world.same(|| format!("album of {who} by name for {viewer:?}"), found, expected, 1)?;
        }
    }
    for (thing, pictured) in &all {
        let Some(there) = world.model.lasts(*thing) else {
            continue;
        };
        let found = at_address(&db, &pictured.address).await.unwrap().is_some();
        let expected = there && !world.model.closed.contains(&pictured.author);
        world.same(|| format!("photo of {thing:?} by its address"), found, expected, 1)?;
    }
    files(world, &all).await
}

/// The files themselves, by whoever has a browser; what is not for them answers like what never was.
async fn files(world: &mut World, all: &[(Thing, Pictured)]) -> Result<(), String> {
    let never = "0123456789abcdef0123456789abcdef";
    for (place, viewer) in readers(world).into_iter().enumerate() {
        let mut found = Vec::new();
        {
            let browser = browser(&world.pod, viewer).await;
            let nothing = bare(&browser.get(&format!("/photos/{never}/full")).await, never);
            let page = bare(&browser.get(&format!("/photos/{never}")).await, never);
            for (number, (thing, pictured)) in all.iter().enumerate() {
                let address = format!("/photos/{}/full", pictured.guid);
                let file = browser.get(&address).await;
                if world.model.views(viewer, *thing) {
                    let got = (file.status(), file.text().to_owned());
                    found.push((*thing, got == (200, word(*thing)), format!("{got:?}")));
                    continue;
                }
                let same = bare(&file, &pictured.guid) == nothing;
                found.push((*thing, same, format!("{} {}", file.status(), file.text())));
                // The page as well, some of them for each reader.
                if number % 4 == place % 4 {
                    let answer = browser.get(&format!("/photos/{}", pictured.guid)).await;
                    let same = bare(&answer, &pictured.guid) == page;
                    found.push((*thing, same, format!("page: {} {}", answer.status(), answer.text())));
                }
            }
        }
        for (thing, fits, got) in found {
            world.same(|| format!("file of {thing:?} for {viewer:?}: {got}"), fits, true, 1)?;
        }
    }
    Ok(())
}
