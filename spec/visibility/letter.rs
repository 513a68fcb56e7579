//! Conversations, by the model and by the pod: those who take part read what is written, except by people whom they
//! ignore and by closed accounts; nobody else has any of it, whoever moderates neither.

use std::collections::{BTreeMap, BTreeSet};

use entity::own::conversation::{self as own, Cursor, Mine};
use entity::{ConversationId, MessageId, Moment};
use samara::domain::conversation;
use samara::error::{OrNotFound, Outcome};

use super::act::{Act, LOCALS, PEOPLE, Who};
use super::model::{Model, Verdict, refused_if};
use super::photo::Thing;
use super::world::World;

/// Somebody's part in a conversation.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    seen: i64,
    left: bool,
}

/// A conversation as it ought to be.
#[derive(Clone, Debug)]
pub struct Letter {
    parts: BTreeMap<Who, Part>,
    last: i64,
}

/// A message as it ought to be.
#[derive(Clone, Debug)]
pub struct Message {
    pub author: Who,
    pub letter: usize,
    at: i64,
}

/// What people write to each other, by number: which is also the order in which it was written.
#[derive(Default)]
pub struct Letters {
    letters: BTreeMap<usize, Letter>,
    pub messages: BTreeMap<usize, Message>,
    /// All that were ever begun, and written.
    begun: BTreeSet<usize>,
    written: BTreeSet<usize>,
}

/// Their rows and guids.
#[derive(Default)]
pub struct Rows {
    pub letters: BTreeMap<usize, (ConversationId, String)>,
    pub messages: BTreeMap<usize, (MessageId, String)>,
}

/// The word that only this message has.
pub fn line(message: usize) -> String {
    format!("penned{message}z")
}

/// The messages whose words are in a page.
pub fn lines(world: &World, body: &str) -> Vec<usize> {
    let ever = world.rows.messages.keys().copied();
    ever.filter(|id| body.contains(&line(*id))).collect()
}

impl Letters {
    fn takes_part(&self, who: Who, letter: usize) -> bool {
        let part = self.letters.get(&letter).and_then(|letter| letter.parts.get(&who));
        part.is_some_and(|part| !part.left)
    }

    fn put(&mut self, message: usize, letter: usize, author: Who, at: i64) {
        self.written.insert(message);
        self.messages.insert(message, Message { author, letter, at });
        if let Some(letter) = self.letters.get_mut(&letter) {
            letter.last = at;
            letter
                .parts
                .entry(author)
                .and_modify(|part| part.seen = part.seen.max(at));
        }
    }

    fn part(&mut self, letter: usize, who: Who) {
        let Some(of) = self.letters.get_mut(&letter) else {
            return;
        };
        of.parts.entry(who).and_modify(|part| part.left = true);
        // Nobody reads any more what those of other pods still have.
        if of.parts.iter().all(|(who, part)| part.left || *who >= LOCALS) {
            self.letters.remove(&letter);
            self.messages.retain(|_, message| message.letter != letter);
        }
    }

    /// It was written once, whatever became of it.
    pub fn ever(&self, message: usize) -> bool {
        self.written.contains(&message)
    }

    /// An account is closed for good.
    pub fn leave(&mut self, who: Who) {
        self.messages.retain(|_, message| message.author != who);
        let all: Vec<usize> = self.letters.keys().copied().collect();
        all.into_iter().for_each(|letter| self.part(letter, who));
    }
}

impl Model {
    /// Who may read a message.
    pub fn reads_message(&self, who: Who, message: usize) -> bool {
        self.letters.messages.get(&message).is_some_and(|message| {
            self.letters.takes_part(who, message.letter)
                && !self.closed.contains(&message.author)
                && !self.ignores(Some(who), message.author)
        })
    }

    /// What somebody reads in a conversation, oldest first.
    pub fn messages_in(&self, who: Who, letter: usize) -> Vec<usize> {
        let there = |(id, message): &(&usize, &Message)| message.letter == letter && self.reads_message(who, **id);
        let mut found: Vec<_> = self.letters.messages.iter().filter(there).collect();
        found.sort_by_key(|(id, message)| (message.at, **id));
        found.into_iter().map(|(id, _)| *id).collect()
    }

    /// What is on the page of a conversation: its messages, and the last one of each of the others beside it.
    pub fn shown_beside(&self, who: Who, letter: usize) -> Vec<usize> {
        let others = self.letters_of(who).into_iter();
        let last = others.filter_map(|other| self.messages_in(who, other).pop());
        let mut shown: Vec<usize> = self.messages_in(who, letter).into_iter().chain(last).collect();
        shown.sort_unstable();
        shown.dedup();
        shown
    }

    /// Who takes part in a conversation.
    pub fn members(&self, letter: usize) -> BTreeSet<Who> {
        let takes_part = |who: &Who| self.letters.takes_part(*who, letter);
        (0..PEOPLE).filter(takes_part).collect()
    }

    /// Somebody's conversations, the newest first.
    pub fn letters_of(&self, who: Who) -> Vec<usize> {
        let mine = |(id, _): &(&usize, &Letter)| self.letters.takes_part(who, **id);
        let mut found: Vec<_> = self.letters.letters.iter().filter(mine).collect();
        found.sort_by_key(|(id, letter)| std::cmp::Reverse((letter.last, **id)));
        found.into_iter().map(|(id, _)| *id).collect()
    }

    /// Somebody reads it, and has not yet.
    pub fn is_news(&self, who: Who, message: usize) -> bool {
        self.reads_message(who, message) && {
            let one = &self.letters.messages[&message];
            one.author != who && one.at > self.letters.letters[&one.letter].parts[&who].seen
        }
    }

    /// Writes, reads, leaves, takes back.
    pub fn letter(&mut self, act: &Act) -> Verdict {
        match act {
            Act::Write {
                letter,
                message,
                author,
                to,
            } if self.active(*author) => self.write(*letter, *message, *author, to),
            Act::Answer { letter, author, .. } if *author >= LOCALS && !self.letters.letters.contains_key(letter) => {
                Verdict::Skipped
            }
            Act::Read { by, .. } | Act::Part { by, .. } if *by >= LOCALS => Verdict::Skipped,
            Act::Answer {
                letter,
                message,
                author,
            } if self.active(*author) && self.letters.begun.contains(letter) => {
                let there = |(who, part): (&Who, &Part)| who != author && !part.left && !self.closed.contains(who);
                let heard = |letter: &Letter| letter.parts.iter().any(there);
                let may = self.letters.takes_part(*author, *letter);
                if !may || !self.letters.letters.get(letter).is_some_and(heard) {
                    return Verdict::Refused;
                }
                self.letters.put(*message, *letter, *author, self.now);
                Verdict::Done
            }
            Act::Read { letter, by } | Act::Part { letter, by }
                if self.active(*by) && self.letters.begun.contains(letter) =>
            {
                if !self.letters.takes_part(*by, *letter) {
                    return Verdict::Refused;
                }
                if matches!(act, Act::Part { .. }) {
                    self.letters.part(*letter, *by);
                } else if let Some(part) = self
                    .letters
                    .letters
                    .get_mut(letter)
                    .and_then(|one| one.parts.get_mut(by))
                {
                    part.seen = part.seen.max(self.now);
                }
                Verdict::Done
            }
            Act::TakeBack { message, by } if self.active(*by) && self.letters.written.contains(message) => {
                let mine = self.letters.messages.get(message).is_some_and(|one| one.author == *by);
                let may = mine && self.reads_message(*by, *message);
                if may {
                    self.letters.messages.remove(message);
                }
                refused_if(!may)
            }
            _ => Verdict::Skipped,
        }
    }

    fn write(&mut self, letter: usize, message: usize, author: Who, to: &[Who]) -> Verdict {
        if author >= LOCALS {
            return self.write_from_elsewhere(letter, message, author, to);
        }
        let others: BTreeSet<Who> = to.iter().copied().filter(|who| *who != author).collect();
        let friends = |who: &Who| {
            let mutual = self.shares_with(author, *who) && self.shares_with(*who, author);
            mutual && self.active(*who) && *who < LOCALS && !self.ignores.contains(&(*who, author))
        };
        if others.is_empty() || !others.iter().all(friends) {
            return Verdict::Refused;
        }
        self.begin(letter, message, author, others);
        Verdict::Done
    }

    /// It comes to each by themselves: whoever shares with its author takes part, the others of this pod do not.
    fn write_from_elsewhere(&mut self, letter: usize, message: usize, author: Who, to: &[Who]) -> Verdict {
        let takes = |who: &Who| *who >= LOCALS || (self.active(*who) && self.shares_with(*who, author));
        let others: BTreeSet<Who> = to.iter().copied().filter(takes).collect();
        if !others.iter().any(|who| *who < LOCALS) {
            return Verdict::Refused;
        }
        self.begin(letter, message, author, others);
        Verdict::Done
    }

    fn begin(&mut self, letter: usize, message: usize, author: Who, others: BTreeSet<Who>) {
        let unread = Part {
            seen: self.now - 1,
            left: false,
        };
        let begun = Letter {
            parts: others.into_iter().chain([author]).map(|who| (who, unread)).collect(),
            last: self.now,
        };
        self.letters.begun.insert(letter);
        self.letters.letters.insert(letter, begun);
        self.letters.put(message, letter, author, self.now);
    }
}

impl World {
    pub async fn letter(&mut self, act: &Act) -> Outcome<()> {
        let (Act::Write { author: by, .. }
        | Act::Answer { author: by, .. }
        | Act::Read { by, .. }
        | Act::Part { by, .. }
        | Act::TakeBack { by, .. }) = act
        else {
            return Ok(());
        };
        if *by >= LOCALS {
            return self.letter_from_elsewhere(act, *by).await;
        }
        let (me, host) = (self.me(*by).await, self.pod.settings.host());
        let guid_of = |letter: &usize| self.rows.letters[letter].1.clone();
        match act {
            Act::Write {
                letter, message, to, ..
            } => {
                let people: Vec<String> = to.iter().map(|who| self.people[*who].handle.clone()).collect();
                let (subject, text) = (format!("matter{letter}z"), line(*message));
                let film = self.film(&me, *by, Thing::Message(*message)).await;
                let photos: Vec<_> = film.iter().map(|(picked, ..)| picked.clone()).collect();
                let begun = self
                    .pod
                    .act(async |tx| conversation::begin_with(tx, &me, &host, &people, &subject, (&text, &photos)).await)
                    .await?;
                self.filmed(film);
                let first = own::messages(self.pod.db.read(), me.letters(), &begun, None, 1).await?;
                let first = &first[0].0;
                self.rows.messages.insert(*message, (first.id, first.guid.clone()));
                self.rows.letters.insert(*letter, (begun.id, begun.guid.clone()));
            }
            Act::Answer { letter, message, .. } => {
                let (guid, text) = (guid_of(letter), line(*message));
                let film = self.film(&me, *by, Thing::Message(*message)).await;
                let photos: Vec<_> = film.iter().map(|(picked, ..)| picked.clone()).collect();
                let sent = self
                    .pod
                    .act(async |tx| conversation::send_with(tx, &me, &host, &guid, (&text, &photos)).await)
                    .await?;
                self.filmed(film);
                self.rows.messages.insert(*message, (sent.id, sent.guid.clone()));
            }
            Act::Read { letter, .. } => {
                let of = own::one(self.pod.db.read(), me.letters(), &guid_of(letter)).await?;
                let of = of.or_not_found()?;
                self.pod.act(async |tx| conversation::seen(tx, &me, &of).await).await?;
            }
            Act::Part { letter, .. } => {
                let guid = guid_of(letter);
                self.pod
                    .act(async |tx| conversation::leave(tx, &me, &guid).await)
                    .await?;
            }
            Act::TakeBack { message, .. } => {
                let guid = self.rows.messages[message].1.clone();
                self.pod
                    .act(async |tx| conversation::take_back(tx, &me, &guid).await)
                    .await?;
            }
            _ => {}
        }
        Ok(())
    }

    fn message_number(&self, row: MessageId) -> usize {
        let found = self.rows.messages.iter().find(|(_, (id, _))| *id == row);
        found.map_or(usize::MAX, |(id, _)| *id)
    }

    fn letter_number(&self, row: ConversationId) -> usize {
        let found = self.rows.letters.iter().find(|(_, (id, _))| *id == row);
        found.map_or(usize::MAX, |(id, _)| *id)
    }
}

/// Everyone's conversations, as everyone.
pub async fn look(world: &mut World) -> Result<(), String> {
    for who in 0..LOCALS {
        if world.model.closed.contains(&who) {
            continue;
        }
        let mine = Mine {
            user: world.user(who),
            person: world.people[who].person,
        };
        lists(world, who, mine).await?;
        threads(world, who, mine).await?;
        messages(world, who, mine).await?;
    }
    Ok(())
}

/// What is in the list, in pages; how many are unread, and who wrote.
async fn lists(world: &mut World, who: Who, mine: Mine) -> Result<(), String> {
    let (db, all) = (world.pod.db.read().clone(), world.rows.letters.len());
    let mut found = Vec::new();
    let mut before: Option<Cursor> = None;
    loop {
        let page = own::page(&db, mine, "", before, 2).await.unwrap();
        before = page.last().filter(|_| page.len() == 2).map(Cursor::after);
        for one in page {
            let mut others: Vec<Who> = one.others.iter().map(|person| world.who(person.id)).collect();
            others.sort_unstable();
            let last = one.last.map(|(message, _)| world.message_number(message.id));
            found.push((world.letter_number(one.conversation.id), one.unread, last, others));
        }
        if before.is_none() {
            break;
        }
    }
    let model = &world.model;
    let expected = model.letters_of(who).into_iter().map(|letter| {
        let last = model.messages_in(who, letter).pop();
        let parts = model.letters.letters[&letter].parts.keys();
        let others: Vec<Who> = parts.copied().filter(|one| *one != who).collect();
        let unread = model
            .messages_in(who, letter)
            .into_iter()
            .any(|one| model.is_news(who, one));
        (letter, unread, last, others)
    });
    let expected: Vec<_> = expected.collect();
    let fresh: Vec<usize> = model
        .letters
        .messages
        .keys()
        .copied()
        .filter(|id| model.is_news(who, *id))
        .collect();
    let authors: BTreeSet<Who> = fresh.iter().map(|id| model.letters.messages[id].author).collect();
    let behind: BTreeSet<usize> = fresh.iter().map(|id| model.letters.messages[id].letter).collect();
    world.same(|| format!("conversations of {who}"), found, expected, all)?;
    let unread = own::unread(&db, mine).await.unwrap();
    world.same(|| format!("unread for {who}"), unread, behind.len() as u64, all)?;
    let wrote = own::unread_since(&db, mine, Moment(0)).await.unwrap();
    let wrote: BTreeSet<Who> = wrote.iter().map(|person| world.who(person.id)).collect();
    world.same(|| format!("who wrote to {who}"), wrote, authors, all)
}

/// Each conversation by its guid, and what is said in it, in pages.
async fn threads(world: &mut World, who: Who, mine: Mine) -> Result<(), String> {
    let db = world.pod.db.read().clone();
    for (letter, (_, guid)) in world.rows.letters.clone() {
        let one = own::one(&db, mine, &guid).await.unwrap();
        let takes_part = world.model.letters.takes_part(who, letter);
        world.same(
            || format!("conversation {letter} for {who}"),
            one.is_some(),
            takes_part,
            1,
        )?;
        let Some(of) = one else { continue };
        let mut turned = Vec::new();
        let mut before = None;
        loop {
            let page = own::messages(&db, mine, &of, before, 2).await.unwrap();
            before = page
                .first()
                .filter(|_| page.len() == 2)
                .map(|(first, _)| own::MessageCursor::before(first));
            let numbers: Vec<usize> = page
                .iter()
                .map(|(message, _)| world.message_number(message.id))
                .collect();
            turned.splice(0..0, numbers);
            if before.is_none() {
                break;
            }
        }
        let expected = world.model.messages_in(who, letter);
        world.same(|| format!("messages in {letter} for {who}"), turned, expected, 1)?;
    }
    Ok(())
}

/// Each message by its guid, by its row and by its words.
async fn messages(world: &mut World, who: Who, mine: Mine) -> Result<(), String> {
    let db = world.pod.db.read().clone();
    for (id, (row, guid)) in world.rows.messages.clone() {
        let reads = world.model.reads_message(who, id);
        let author = world.model.letters.messages.get(&id).map(|message| message.author);
        let there = own::message(&db, mine, &guid).await.unwrap().is_some();
        let own = own::my_message(&db, mine, &guid).await.unwrap().is_some();
        let fresh = own::unread_message(&db, mine, row).await.unwrap().is_some();
        let found = own::page(&db, mine, &line(id), None, 9).await.unwrap();
        let found: Vec<usize> = found
            .iter()
            .map(|one| world.letter_number(one.conversation.id))
            .collect();
        let expected = (
            reads,
            reads && author == Some(who),
            reads && world.model.is_news(who, id),
            world
                .model
                .letters
                .messages
                .get(&id)
                .filter(|_| reads)
                .map(|one| one.letter)
                .into_iter()
                .collect::<Vec<_>>(),
        );
        world.same(
            || format!("message {id} for {who}"),
            (there, own, fresh, found),
            expected,
            4,
        )?;
    }
    Ok(())
}
