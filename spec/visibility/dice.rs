//! Draws what happens in a generated world. Knows who is concerned by what, so that most acts can be done and mean something.

use entity::Reach;
use samara::random::Random;

use super::act::{About, Act, LOCALS, PEOPLE, Share, TAGS, Who};

/// Draws acts.
pub struct Dice {
    random: Random,
    aspects: Vec<(Who, usize)>,
    posts: usize,
    /// Who wrote each post and whom it concerns: acts about a post are mostly theirs.
    concerned: Vec<(Who, Vec<Who>)>,
    emptied: usize,
    /// Each comment: who wrote it, and under which post.
    said: Vec<(Who, usize)>,
    /// Who likes what.
    liked: Vec<(Who, usize, Option<usize>)>,
    /// Who put whom into an aspect.
    contacts: Vec<(Who, Who)>,
    /// Who takes part in each conversation.
    letters: Vec<Vec<Who>>,
    /// Each message: who wrote it, and to whom.
    messages: Vec<(Who, Vec<Who>)>,
    reports: usize,
}

impl Dice {
    /// The acts of one world: its people find each other first, then all sorts of things happen.
    pub fn world(seed: u64, acts: usize) -> Vec<Act> {
        let mut dice = Self {
            random: Random::seeded(seed),
            aspects: Vec::new(),
            posts: 0,
            concerned: Vec::new(),
            emptied: 0,
            said: Vec::new(),
            liked: Vec::new(),
            contacts: Vec::new(),
            letters: Vec::new(),
            messages: Vec::new(),
            reports: 0,
        };
        let mut all = Vec::new();
        for owner in 0..LOCALS {
            for _ in 0..2 {
                all.push(dice.add_aspect(owner));
            }
            all.push(Act::Follow {
                viewer: owner,
                tag: dice.below(TAGS),
            });
        }
        for _ in 0..LOCALS * 4 {
            all.push(dice.put());
        }
        all.extend((0..acts).map(|_| dice.act()));
        all
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.random.below(n as u64) as usize
    }

    fn some(&mut self, most: usize, of: usize) -> Vec<usize> {
        let count = self.below(most + 1);
        let mut some: Vec<usize> = (0..count).map(|_| self.below(of)).collect();
        some.sort_unstable();
        some.dedup();
        some
    }

    fn local(&mut self) -> Who {
        self.below(LOCALS)
    }

    fn anybody(&mut self) -> Who {
        self.below(PEOPLE)
    }

    fn any_post(&mut self) -> usize {
        let posts = self.posts.max(1);
        self.below(posts)
    }

    fn add_aspect(&mut self, owner: Who) -> Act {
        let aspect = self.aspects.len();
        self.aspects.push((owner, aspect));
        Act::AddAspect { owner, aspect }
    }

    fn put(&mut self) -> Act {
        let place = self.below(self.aspects.len());
        let (owner, aspect) = self.aspects[place];
        // Every second time back to somebody who shares with them.
        let from: Vec<Who> = self
            .contacts
            .iter()
            .filter(|(_, to)| *to == owner)
            .map(|(from, _)| *from)
            .collect();
        let person = match from.is_empty() || self.below(2) == 0 {
            true => self.anybody(),
            false => from[self.below(from.len())],
        };
        self.contacts.push((owner, person));
        Act::Put { owner, person, aspect }
    }

    fn share(&mut self) -> Act {
        let author = if self.below(6) == 0 {
            LOCALS + self.below(PEOPLE - LOCALS)
        } else {
            self.local()
        };
        let reach = [
            Reach::Public,
            Reach::Pod,
            Reach::Limited,
            Reach::Limited,
            Reach::Limited,
        ][self.below(5)];
        let mine: Vec<usize> = self
            .aspects
            .iter()
            .filter(|(owner, _)| *owner == author)
            .map(|(_, id)| *id)
            .collect();
        let mut aspects: Vec<usize> = mine.into_iter().filter(|_| self.random.below(2) == 0).collect();
        if self.below(12) == 0 {
            // Somebody else's: it is as if it did not exist.
            let place = self.below(self.aspects.len());
            aspects.push(self.aspects[place].1);
        }
        let people = self.some(2, PEOPLE);
        let except = if reach == Reach::Public && self.below(8) > 0 {
            Vec::new()
        } else {
            self.some(1, PEOPLE)
        };
        let (tags, mentions) = (self.some(2, TAGS), self.some(2, PEOPLE));
        let post = self.posts;
        self.posts += 1;
        let others = mentions.iter().chain(&mentions).chain(&people).copied();
        self.concerned
            .push((author, others.filter(|who| *who < LOCALS).collect()));
        Act::Publish(Share {
            post,
            author,
            reach,
            aspects,
            people,
            except,
            tags,
            mentions,
        })
    }

    /// Somebody of this pod whom a post concerns, or its author, or anybody.
    fn reader(&mut self, post: usize) -> Who {
        let (author, others) = self.concerned.get(post).cloned().unwrap_or_default();
        match self.below(4) {
            0 if author < LOCALS => author,
            1 | 2 if !others.is_empty() => others[self.below(others.len())],
            _ => self.local(),
        }
    }

    fn hide(&mut self) -> Act {
        let post = self.any_post();
        let author = self.concerned.get(post).map_or(0, |(author, _)| *author);
        let viewer = if author < LOCALS && self.below(3) == 0 {
            author
        } else {
            self.reader(post)
        };
        Act::Hide { viewer, post }
    }

    fn ignore(&mut self) -> Act {
        let (post, person) = match self.below(3) {
            0 if !self.said.is_empty() => {
                let place = self.below(self.said.len());
                (self.said[place].1, self.said[place].0)
            }
            1 if !self.liked.is_empty() => {
                let place = self.below(self.liked.len());
                (self.liked[place].1, self.liked[place].0)
            }
            _ => {
                let post = self.any_post();
                (post, self.concerned.get(post).map_or(0, |(author, _)| *author))
            }
        };
        let owner = self.reader(post);
        let person = if person == owner { self.anybody() } else { person };
        Act::Ignore { owner, person }
    }

    fn say(&mut self) -> Act {
        let (comment, mut post) = (self.said.len(), self.any_post());
        let mut answers = None;
        if comment > 0 && self.below(3) == 0 {
            let other = self.below(comment);
            answers = Some(other);
            if self.below(8) > 0 {
                post = self.said[other].1;
            }
        }
        let author = self.reader(post);
        self.said.push((author, post));
        Act::Say {
            comment,
            author,
            post,
            answers,
        }
    }

    /// A comment, and mostly somebody who may do something to it.
    fn some_comment(&mut self) -> (usize, Who) {
        if self.said.is_empty() {
            return (0, self.local());
        }
        let comment = self.below(self.said.len());
        let (author, post) = self.said[comment];
        match self.below(4) {
            0 => (comment, self.local()),
            1 => (comment, self.reader(post)),
            _ => (comment, author),
        }
    }

    /// Likes something, or no longer what they like; now and then a comment that stands elsewhere.
    fn like(&mut self) -> Act {
        if !self.liked.is_empty() && self.below(4) == 0 {
            let place = self.below(self.liked.len());
            let (by, post, comment) = self.liked[place];
            return Act::Unlike { by, post, comment };
        }
        let (mut post, mut comment) = (self.any_post(), None);
        if !self.said.is_empty() && self.below(2) == 0 {
            let id = self.below(self.said.len());
            comment = Some(id);
            if self.below(12) > 0 {
                post = self.said[id].1;
            }
        }
        let by = self.reader(post);
        self.liked.push((by, post, comment));
        Act::Like {
            by,
            post,
            comment,
            emoji: self.below(3),
        }
    }

    fn vote(&mut self) -> Act {
        // Every third post asks something.
        let post = self.any_post() / 3 * 3;
        Act::Vote {
            by: self.reader(post),
            post,
            answer: self.below(3),
        }
    }

    /// Mostly of what concerns somebody.
    fn reshare(&mut self) -> Act {
        let of = self.any_post();
        let (post, author) = (self.posts, self.reader(of));
        self.posts += 1;
        self.concerned.push((author, Vec::new()));
        Act::Reshare {
            post,
            author,
            of,
            words: self.below(2) == 0,
        }
    }

    /// Somebody to close the account of: mostly somebody who has said or liked something.
    fn leaver(&mut self) -> Who {
        match self.below(3) {
            0 if !self.said.is_empty() => {
                let place = self.below(self.said.len());
                self.said[place].0
            }
            1 if !self.liked.is_empty() => {
                let place = self.below(self.liked.len());
                self.liked[place].0
            }
            _ => self.anybody(),
        }
    }

    /// Writes to somebody who shares with them, now and then to anybody else besides.
    fn write(&mut self) -> Act {
        let mutual = |(from, to): &(Who, Who)| from != to && self.contacts.contains(&(*to, *from));
        let pairs: Vec<(Who, Who)> = self.contacts.iter().copied().filter(mutual).collect();
        let elsewhere = LOCALS + self.below(PEOPLE - LOCALS);
        let knows = |(from, to): &(Who, Who)| (*to == elsewhere).then_some(*from);
        let theirs: Vec<Who> = self.contacts.iter().filter_map(knows).collect();
        let (author, mut to) = match pairs.is_empty() {
            _ if !theirs.is_empty() && self.below(3) == 0 => (elsewhere, theirs),
            true => (self.local(), vec![self.local()]),
            false => {
                let (author, first) = pairs[self.below(pairs.len())];
                let all = pairs.iter().filter(|(from, to)| *from == author && *to != first);
                let more: Vec<Who> = all.map(|(_, to)| *to).filter(|_| self.random.below(2) == 0).collect();
                (author, [vec![first], more].concat())
            }
        };
        if self.below(6) == 0 {
            to.push(self.anybody());
        }
        let (letter, message) = (self.letters.len(), self.messages.len());
        let parts = [vec![author], to.clone()].concat();
        self.letters.push(parts.clone());
        self.messages.push((author, parts));
        Act::Write {
            letter,
            message,
            author,
            to,
        }
    }

    /// Something in a conversation, mostly by somebody who takes part.
    fn letter(&mut self) -> Act {
        if self.letters.is_empty() {
            return self.write();
        }
        let letter = self.below(self.letters.len());
        let parts = self.letters[letter].clone();
        let by = match self.below(8) {
            0 => self.local(),
            _ => parts[self.below(parts.len())],
        };
        match self.below(14) {
            0..3 => Act::Read { letter, by },
            3..5 => Act::Part { letter, by },
            5..7 => {
                let message = self.below(self.messages.len());
                let by = match self.below(4) {
                    0 => by,
                    _ => self.messages[message].0,
                };
                Act::TakeBack { message, by }
            }
            _ => {
                let message = self.messages.len();
                self.messages.push((by, parts));
                Act::Answer {
                    letter,
                    message,
                    author: by,
                }
            }
        }
    }

    fn report(&mut self) -> Act {
        let (about, by) = match self.below(5) {
            0 => (About::Person(self.anybody()), self.local()),
            1 if !self.said.is_empty() => {
                let id = self.below(self.said.len());
                (About::Comment(id), self.reader(self.said[id].1))
            }
            2 | 3 if !self.messages.is_empty() => {
                let id = self.below(self.messages.len());
                let mut parts = self.messages[id].1.clone();
                parts.retain(|who| *who < LOCALS);
                (About::Message(id), parts[self.below(parts.len())])
            }
            _ => {
                let post = self.any_post();
                (About::Post(post), self.reader(post))
            }
        };
        let report = self.reports;
        self.reports += 1;
        Act::Report { report, by, about }
    }

    fn taken(&mut self) -> (Who, usize) {
        let place = self.below(self.aspects.len());
        self.aspects[place]
    }

    /// One of all that can happen.
    fn act(&mut self) -> Act {
        match self.below(216) {
            0..38 => self.share(),
            38..44 => self.put(),
            44..49 => {
                let (owner, aspect) = self.taken();
                Act::Take {
                    owner,
                    person: self.anybody(),
                    aspect,
                }
            }
            49..51 => {
                let owner = self.local();
                self.add_aspect(owner)
            }
            51..53 => {
                let (owner, aspect) = self.taken();
                Act::DropAspect { owner, aspect }
            }
            53..58 => self.ignore(),
            58..60 => Act::Unignore {
                owner: self.local(),
                person: self.anybody(),
            },
            60..65 => Act::Show {
                post: self.any_post(),
                people: self.some(2, PEOPLE),
            },
            65..71 => Act::Withdraw {
                post: self.any_post(),
                people: self.some(4, PEOPLE),
            },
            71..76 => Act::Edit {
                post: self.any_post(),
                tags: self.some(2, TAGS),
                mentions: self.some(2, PEOPLE),
            },
            76..78 => Act::Delete { post: self.any_post() },
            78..80 => Act::Pin { post: self.any_post() },
            80..81 => Act::Unpin { post: self.any_post() },
            81..88 => self.hide(),
            88..89 => Act::Unhide {
                viewer: self.local(),
                post: self.any_post(),
            },
            89..91 => Act::Follow {
                viewer: self.local(),
                tag: self.below(TAGS),
            },
            91..92 => Act::Unfollow {
                viewer: self.local(),
                tag: self.below(TAGS),
            },
            92..93 => Act::ReadAll { viewer: self.local() },
            93..96 => Act::Close { person: self.leaver() },
            96..97 => Act::Reopen { person: self.anybody() },
            97..98 if self.emptied == 0 => {
                self.emptied += 1;
                Act::Empty { person: self.local() }
            }
            100..117 => self.say(),
            117..120 => {
                let (comment, by) = self.some_comment();
                Act::Resay { comment, by }
            }
            120..124 => {
                let (comment, by) = self.some_comment();
                Act::Unsay { comment, by }
            }
            124..140 => self.like(),
            140..144 => Act::Close { person: self.leaver() },
            144..146 => Act::Reopen { person: self.leaver() },
            146..154 => self.like(),
            154..166 => self.reshare(),
            166..174 => self.vote(),
            174..177 => Act::Light {
                person: self.local(),
                shown: self.below(4) > 0,
            },
            177..180 => Act::WantSpotlight {
                viewer: self.local(),
                shown: self.below(3) > 0,
            },
            180..186 => self.write(),
            186..199 => self.letter(),
            199..207 => self.report(),
            207..211 => Act::Settle {
                report: self.reports.saturating_sub(1 + self.below(3)),
                delete: self.below(3) == 0,
            },
            211..215 => {
                let post = self.any_post();
                let viewer = self.reader(post);
                Act::Keep { viewer, post }
            }
            215..216 => Act::Drop {
                viewer: self.local(),
                post: self.any_post(),
            },
            _ => Act::Wait {
                seconds: self.below(3) as u64,
            },
        }
    }
}
