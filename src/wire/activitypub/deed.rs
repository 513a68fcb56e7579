//! What somebody does, verb by verb, each with what it needs (ActivityStreams Vocabulary, section 3.1; ActivityPub,
//! sections 6 and 7). To add one: a variant, its arms in `read` and in `write`; the compiler names the rest.

use chrono::{DateTime, Utc};

use super::audience::Address;
use super::id::Id;
use super::item::Item;
use super::limits::{LONGEST_CONTENT, LONGEST_NAME, MOST_OBJECTS};
use super::node::{Node, cut};
use super::out::Out;
use super::rejected::Rejected;
use super::tag::{Emoji, Tag};

/// What an activity does.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Something new. Votes for several answers come in one.
    Create(Vec<Item>),
    /// Something is different now.
    Update(Item),
    /// Something is gone.
    Delete(Deletion),
    /// Something that was done is no more.
    Undo(Item),
    /// Somebody wants to hear of somebody; of relays, of everybody.
    Follow(Address),
    /// Yes, and the stamp that says so, if that was asked for.
    Accept(Item, Option<Id>),
    /// No.
    Reject(Item),
    /// Something is passed on; in a group, what somebody did there (FEP-1b12).
    Announce(Item),
    /// Something is liked, or answered with a picture.
    Like(Liking),
    /// The same in the words of Pleroma and its kin.
    EmojiReact(Liking),
    /// Something is not liked.
    Dislike(Id),
    /// Something is put into a collection: pinned, said in a conversation (FEP-171b), made a moderator.
    Add(Item, Item),
    /// Something is taken out of a collection.
    Remove(Item, Item),
    /// Somebody is shut out.
    Block(Ban),
    /// Somebody tells a server's moderators of something.
    Flag(Report),
    /// Somebody has moved; where to.
    Move(Id, Id),
    /// Somebody asks whether they may quote, answer, like or announce (FEP-044f).
    Request(Asking),
    /// Nobody may answer any more.
    Lock(Id),
    /// Another verb, by its name.
    Other(String, Vec<Item>),
}

/// What is gone, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deletion {
    /// What is gone; the same as the actor where they leave.
    pub object: Id,
    /// In whose group a moderator has removed it. Nothing is to be believed of that until the group names them.
    pub group: Option<Id>,
    /// Why, in the words of a moderator.
    pub reason: Option<String>,
}

/// What is liked, and with which sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Liking {
    /// What is liked.
    pub object: Id,
    /// The sign: an emoji, or the name of a picture between colons (FEP-c0e0).
    pub sign: Option<String>,
    /// The picture of that name.
    pub picture: Option<Emoji>,
}

/// Who is shut out, of what, until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ban {
    /// Who.
    pub object: Id,
    /// Of what; of the actor's own things where nothing is said.
    pub target: Option<Id>,
    /// Why.
    pub reason: Option<String>,
    /// Until when; for ever where nothing is said.
    pub until: Option<DateTime<Utc>>,
}

/// What moderators are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Whom and what it is about.
    pub objects: Vec<Id>,
    /// In the words of who tells it.
    pub words: Option<String>,
}

/// What somebody asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asking {
    /// Such as `QuoteRequest`.
    pub verb: String,
    /// What it is about.
    pub object: Id,
    /// What they have made.
    pub made: Item,
}

const REQUESTS: [&str; 4] = ["QuoteRequest", "ReplyRequest", "LikeRequest", "AnnounceRequest"];

/// Every verb that is known, save for the requests.
const VERBS: [&str; 17] = [
    "Create",
    "Update",
    "Delete",
    "Undo",
    "Follow",
    "Accept",
    "Reject",
    "Announce",
    "Like",
    "EmojiReact",
    "Dislike",
    "Add",
    "Remove",
    "Block",
    "Flag",
    "Move",
    "Lock",
];

impl Deed {
    /// Whether something of this type is an activity that is known.
    pub(super) fn is_verb(kind: &str) -> bool {
        VERBS.contains(&kind) || REQUESTS.contains(&kind)
    }

    /// The type on the wire.
    pub fn verb(&self) -> &str {
        match self {
            Deed::Create(_) => "Create",
            Deed::Update(_) => "Update",
            Deed::Delete(_) => "Delete",
            Deed::Undo(_) => "Undo",
            Deed::Follow(_) => "Follow",
            Deed::Accept(..) => "Accept",
            Deed::Reject(_) => "Reject",
            Deed::Announce(_) => "Announce",
            Deed::Like(_) => "Like",
            Deed::EmojiReact(_) => "EmojiReact",
            Deed::Dislike(_) => "Dislike",
            Deed::Add(..) => "Add",
            Deed::Remove(..) => "Remove",
            Deed::Block(_) => "Block",
            Deed::Flag(_) => "Flag",
            Deed::Move(..) => "Move",
            Deed::Request(asking) => &asking.verb,
            Deed::Lock(_) => "Lock",
            Deed::Other(verb, _) => verb,
        }
    }

    pub(super) fn of(node: Node<'_>, verb: &str) -> Result<Self, Rejected> {
        Ok(match verb {
            "Create" => Deed::Create(items(node)?),
            "Update" => Deed::Update(item(node, "object")?),
            "Delete" => Deed::Delete(Deletion::of(node)?),
            "Undo" => Deed::Undo(item(node, "object")?),
            "Follow" => {
                let whom = Address::list(node, "object").into_iter().next();
                Deed::Follow(whom.ok_or(Rejected::Missing("object"))?)
            }
            "Accept" => Deed::Accept(item(node, "object")?, node.first("result")),
            "Reject" => Deed::Reject(item(node, "object")?),
            "Announce" => Deed::Announce(item(node, "object")?),
            "Like" => Deed::Like(Liking::of(node)?),
            "EmojiReact" => Deed::EmojiReact(Liking::of(node)?),
            "Dislike" => Deed::Dislike(object(node)?),
            "Add" => Deed::Add(item(node, "object")?, item(node, "target")?),
            "Remove" => Deed::Remove(item(node, "object")?, item(node, "target")?),
            "Block" => Deed::Block(Ban::of(node)?),
            "Flag" => Deed::Flag(Report::of(node)?),
            "Move" => {
                let target = node.first("target").ok_or(Rejected::Missing("target"))?;
                Deed::Move(object(node)?, target)
            }
            "Lock" => Deed::Lock(object(node)?),
            request if REQUESTS.contains(&request) => Deed::Request(Asking {
                verb: request.to_owned(),
                object: object(node)?,
                made: item(node, "instrument")?,
            }),
            other => Deed::Other(other.to_owned(), items(node).unwrap_or_default()),
        })
    }

    /// Writes what it needs; who does it and for whom is written around it.
    pub(super) fn write(&self, out: Out) -> Out {
        match self {
            Deed::Create(items) | Deed::Other(_, items) => match items.as_slice() {
                [] => out,
                [item] => out.put("object", item.json()),
                several => out.list("object", several.iter().map(Item::json).collect()),
            },
            Deed::Update(item) | Deed::Undo(item) | Deed::Reject(item) | Deed::Announce(item) => {
                out.put("object", item.json())
            }
            Deed::Accept(item, result) => out.put("object", item.json()).text("result", result.as_ref()),
            Deed::Delete(deletion) => deletion.write(out),
            Deed::Follow(whom) => out.put("object", whom.json()),
            Deed::Like(liking) | Deed::EmojiReact(liking) => liking.write(out),
            Deed::Dislike(object) | Deed::Lock(object) => out.put("object", object.as_str()),
            Deed::Add(item, target) | Deed::Remove(item, target) => {
                out.put("object", item.json()).put("target", target.json())
            }
            Deed::Block(ban) => out
                .put("object", ban.object.as_str())
                .text("target", ban.target.as_ref())
                .text("summary", ban.reason.as_ref())
                .time("endTime", ban.until.as_ref()),
            Deed::Flag(report) => out
                .put("object", report.objects.iter().map(Id::as_str).collect::<Vec<_>>())
                .text("content", report.words.as_ref()),
            Deed::Move(object, target) => out.put("object", object.as_str()).put("target", target.as_str()),
            Deed::Request(asking) => out
                .put("object", asking.object.as_str())
                .put("instrument", asking.made.json()),
        }
    }
}

/// The address of what it is about.
fn object(node: Node<'_>) -> Result<Id, Rejected> {
    node.first("object").ok_or(Rejected::Missing("object"))
}

fn item(node: Node<'_>, name: &'static str) -> Result<Item, Rejected> {
    node.all(name).find_map(Item::of).ok_or(Rejected::Missing(name))
}

fn items(node: Node<'_>) -> Result<Vec<Item>, Rejected> {
    let items: Vec<Item> = node.all("object").take(MOST_OBJECTS).filter_map(Item::of).collect();
    (!items.is_empty()).then_some(items).ok_or(Rejected::Missing("object"))
}

fn words(node: Node<'_>, name: &str) -> Option<String> {
    let text = node.text(name)?;
    (!text.trim().is_empty()).then(|| cut(text, LONGEST_CONTENT).to_owned())
}

impl Deletion {
    fn of(node: Node<'_>) -> Result<Self, Rejected> {
        Ok(Self {
            object: object(node)?,
            group: node.first("audience"),
            reason: words(node, "summary"),
        })
    }

    /// A tombstone stands for what is gone, for those who look at nothing else.
    fn write(&self, out: Out) -> Out {
        let tombstone = Out::of("Tombstone").put("id", self.object.as_str());
        out.put("object", tombstone.end()).text("summary", self.reason.as_ref())
    }
}

impl Liking {
    fn of(node: Node<'_>) -> Result<Self, Rejected> {
        let sign = ["content", "_misskey_reaction"].iter().find_map(|name| node.name(name));
        let sign = sign.map(|sign| cut(&sign, LONGEST_NAME).to_owned());
        let named = sign.as_deref().map(|sign| sign.trim_matches(':').to_owned());
        let picture = Tag::list(node).iter().find_map(Tag::emoji).cloned();
        Ok(Self {
            object: object(node)?,
            // A name may carry the host after an `@` that the picture leaves out.
            picture: picture.filter(|picture| named.as_deref().is_some_and(|named| named.starts_with(&picture.name))),
            sign,
        })
    }

    fn write(&self, out: Out) -> Out {
        let picture = self.picture.clone().map(|emoji| Tag::Emoji(emoji).json());
        out.put("object", self.object.as_str())
            .text("content", self.sign.as_ref())
            .list("tag", picture.into_iter().collect())
    }
}

impl Ban {
    fn of(node: Node<'_>) -> Result<Self, Rejected> {
        Ok(Self {
            object: object(node)?,
            target: node.first("target"),
            reason: words(node, "summary"),
            until: node.time("endTime").or_else(|| node.time("expires")),
        })
    }
}

impl Report {
    fn of(node: Node<'_>) -> Result<Self, Rejected> {
        let objects: Vec<Id> = node.ids("object").take(MOST_OBJECTS).collect();
        if objects.is_empty() {
            return Err(Rejected::Missing("object"));
        }
        let words = words(node, "content").or_else(|| words(node, "summary"));
        Ok(Self { objects, words })
    }
}
