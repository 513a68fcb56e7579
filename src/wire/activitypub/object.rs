//! What people make: notes, articles, pages, polls, pictures, films, sounds, events, and what is left of them.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::attachment::Attachment;
use super::audience::Audience;
use super::id::Id;
use super::kind::ObjectKind;
use super::limits::LONGEST_CONTENT;
use super::node::{Node, cut};
use super::out::{Out, document};
use super::policy::Policy;
use super::poll::Poll;
use super::tag::{Emoji, Mention, Quote, Tag};

/// An object that has an author (ActivityStreams Vocabulary, sections 3.3 and 4).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    /// Its address; what comes within something else may have none.
    pub id: Option<Id>,
    /// What it is.
    pub kind: ObjectKind,
    /// Who has made it, the first one first; films have a person and a channel.
    pub authors: Vec<Id>,
    /// Whom it is for.
    pub audience: Audience,
    /// Its title; of a vote, the answer that is chosen.
    pub name: Option<String>,
    /// HTML: what it warns of, and of articles what they are about.
    pub summary: Option<String>,
    /// HTML.
    pub content: Option<String>,
    /// The language of the text, as BCP 47 names it.
    pub language: Option<String>,
    /// The text as its author wrote it.
    pub source: Option<Source>,
    /// When it was made.
    pub published: Option<DateTime<Utc>>,
    /// When its author changed it.
    pub updated: Option<DateTime<Utc>>,
    /// What it answers.
    pub in_reply_to: Option<Id>,
    /// The page where people see it.
    pub page: Option<Id>,
    /// A picture that stands above it.
    pub picture: Option<Id>,
    /// What belongs to it.
    pub attachments: Vec<Attachment>,
    /// The files that it is.
    pub files: Vec<Attachment>,
    /// What its text speaks of.
    pub tags: Vec<Tag>,
    /// Whether its pictures are shown only when asked for.
    pub sensitive: bool,
    /// Its answers, if it is a poll.
    pub poll: Option<Poll>,
    /// When and where it takes place, if it is an event.
    pub occasion: Option<Occasion>,
    /// What it quotes.
    pub quote: Option<Quote>,
    /// The thread that it belongs to (FEP-7888).
    pub context: Option<Id>,
    /// The older word for it, which leads nowhere.
    pub conversation: Option<String>,
    /// What was said in that thread, activity by activity (FEP-171b).
    pub history: Option<Id>,
    /// The wall that it stands on (FEP-400e).
    pub target: Option<Id>,
    /// Its answers.
    pub replies: Option<Id>,
    /// Who likes it.
    pub likes: Option<Id>,
    /// Who has announced it.
    pub shares: Option<Id>,
    /// Who may do what with it.
    pub policy: Option<Policy>,
    /// The stamp by which the author of what it answers has allowed that.
    pub approved_by: Option<Id>,
    /// Whether answers are taken, where that is said at all.
    pub comments: Option<bool>,
    /// Whether it is a message to those who are mentioned, where that is said at all.
    pub direct: Option<bool>,
    /// What it was before it was deleted.
    pub former: Option<String>,
    /// When it was deleted.
    pub deleted: Option<DateTime<Utc>>,
}

/// A text as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The text.
    pub content: String,
    /// In what it is written, such as `text/markdown`.
    pub media_type: Option<String>,
}

/// When and where an event takes place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Occasion {
    /// From.
    pub starts: Option<DateTime<Utc>>,
    /// Until.
    pub ends: Option<DateTime<Utc>>,
    /// Where, in words.
    pub place: Option<String>,
}

impl Object {
    pub(super) fn of(node: Node<'_>, kind: ObjectKind) -> Self {
        let (content, language) = localized(node, "content");
        Self {
            id: node.id(),
            authors: authors(node),
            audience: Audience::of(node),
            name: localized(node, "name").0.or_else(|| node.name("name")),
            summary: localized(node, "summary").0,
            content,
            language,
            source: Source::of(node),
            published: node.time("published"),
            updated: node.time("updated"),
            in_reply_to: node.first("inReplyTo"),
            page: page(node),
            picture: picture(node, "image"),
            attachments: Attachment::list(node),
            files: Attachment::own(node),
            tags: Tag::list(node),
            sensitive: node.flag("sensitive").unwrap_or(false),
            poll: Poll::of(node),
            occasion: (kind == ObjectKind::Event).then(|| Occasion::of(node)),
            quote: Quote::of(node),
            context: node.first("context"),
            conversation: conversation(node),
            history: node.first("contextHistory"),
            target: node.first("target"),
            replies: node.first("replies"),
            likes: node.first("likes"),
            shares: node.first("shares"),
            policy: Policy::of(node),
            approved_by: node.first("approvedBy").or_else(|| node.first("replyAuthorization")),
            comments: node.flag("commentsEnabled"),
            direct: node.flag("directMessage"),
            former: node.name("formerType"),
            deleted: node.time("deleted"),
            kind,
        }
    }

    /// Who has made it.
    pub fn author(&self) -> Option<&Id> {
        self.authors.first()
    }

    /// Whether it chooses an answer of a poll, and is never to be shown as a text.
    pub fn is_vote(&self) -> bool {
        self.kind == ObjectKind::Note && self.name.is_some() && self.content.is_none() && self.in_reply_to.is_some()
    }

    /// The people that its text speaks of.
    pub fn mentions(&self) -> impl Iterator<Item = &Mention> {
        self.tags.iter().filter_map(Tag::mention)
    }

    /// The hashtags, without `#`.
    pub fn hashtags(&self) -> impl Iterator<Item = &str> {
        self.tags.iter().filter_map(Tag::hashtag)
    }

    /// The pictures that stand for words.
    pub fn emoji(&self) -> impl Iterator<Item = &Emoji> {
        self.tags.iter().filter_map(Tag::emoji)
    }

    /// The document that is served at its address.
    pub fn json(&self) -> Value {
        document(self.body())
    }

    /// The object as it stands within an activity.
    pub(super) fn body(&self) -> Value {
        let out = Out::of(self.kind.name()).text("id", self.id.as_ref());
        let out = self.words(self.origins(out));
        let out = self.surroundings(self.extras(out));
        out.end()
    }

    /// Who, for whom, when.
    fn origins(&self, out: Out) -> Out {
        let out = match self.authors.as_slice() {
            [] => out,
            [author] => out.put("attributedTo", author.as_str()),
            several => out.put("attributedTo", several.iter().map(Id::as_str).collect::<Vec<_>>()),
        };
        self.audience
            .write(out)
            .time("published", self.published.as_ref())
            .time("updated", self.updated.as_ref())
            .text("inReplyTo", self.in_reply_to.as_ref())
    }

    fn words(&self, out: Out) -> Out {
        let map = self
            .language
            .as_ref()
            .zip(self.content.as_ref())
            .map(|(language, content)| {
                let content = Value::from(content.as_str());
                Map::from_iter([(language.clone(), content)])
            });
        out.text("name", self.name.as_ref())
            .text("summary", self.summary.as_ref())
            .text("content", self.content.as_ref())
            .maybe("contentMap", map)
            .maybe("source", self.source.as_ref().map(Source::json))
            .maybe("sensitive", self.sensitive.then_some(true))
    }

    /// What belongs to the text.
    fn extras(&self, out: Out) -> Out {
        let mut tags: Vec<Value> = self.tags.iter().map(Tag::json).collect();
        tags.extend(self.quote.as_ref().map(Quote::link));
        let out = match &self.quote {
            Some(quote) => quote.write(out),
            None => out,
        };
        let out = match &self.poll {
            Some(poll) => poll.write(out),
            None => out,
        };
        let out = match &self.occasion {
            Some(occasion) => occasion.write(out),
            None => out,
        };
        let out = out
            .list("tag", tags)
            .list("attachment", self.attachments.iter().map(Attachment::json).collect());
        self.addresses(out)
    }

    /// Its page and its files share one member.
    fn addresses(&self, out: Out) -> Out {
        let picture = self.picture.as_ref();
        let picture = picture.map(|url| Out::of("Image").put("url", url.as_str()).end());
        let out = out.maybe("image", picture);
        if self.files.is_empty() {
            return out.text("url", self.page.as_ref());
        }
        let page = self.page.as_ref().map(|page| {
            let link = Out::of("Link").put("mediaType", "text/html");
            link.put("href", page.as_str()).end()
        });
        out.list(
            "url",
            page.into_iter()
                .chain(self.files.iter().map(Attachment::json))
                .collect(),
        )
    }

    /// What it belongs to, and what may be done with it.
    fn surroundings(&self, out: Out) -> Out {
        out.text("context", self.context.as_ref())
            .text("conversation", self.conversation.as_ref())
            .text("contextHistory", self.history.as_ref())
            .text("target", self.target.as_ref())
            .text("replies", self.replies.as_ref())
            .text("likes", self.likes.as_ref())
            .text("shares", self.shares.as_ref())
            .maybe("interactionPolicy", self.policy.as_ref().map(Policy::json))
            .text("approvedBy", self.approved_by.as_ref())
            .maybe("commentsEnabled", self.comments)
            .maybe("directMessage", self.direct)
            .text("formerType", self.former.as_ref())
            .time("deleted", self.deleted.as_ref())
    }
}

/// Who has made it. Some servers name an actor here where others have an author.
fn authors(node: Node<'_>) -> Vec<Id> {
    let mut authors: Vec<Id> = Vec::new();
    for author in node.ids("attributedTo").chain(node.ids("actor")).take(8) {
        if !authors.contains(&author) {
            authors.push(author);
        }
    }
    authors
}

/// The older name of a thread; some write it where others have the newer.
fn conversation(node: Node<'_>) -> Option<String> {
    let context = || node.name("context").filter(|name| Id::parse(name).is_none());
    node.name("conversation").or_else(context)
}

/// The text of a member and its language: the one whose text is the same, or the first one where there is no other text.
fn localized(node: Node<'_>, name: &str) -> (Option<String>, Option<String>) {
    let map = node.get(&format!("{name}Map")).and_then(Value::as_object);
    let plain = node.text(name).filter(|text| !is_blank(text));
    let texts = || {
        map.into_iter()
            .flatten()
            .filter_map(|(language, text)| Some((language, text.as_str()?)))
            .filter(|(_, text)| !is_blank(text))
    };
    let (text, language) = match plain {
        Some(text) => (
            Some(text),
            texts().find(|(_, other)| *other == text).map(|(language, _)| language),
        ),
        None => texts()
            .next()
            .map_or((None, None), |(language, text)| (Some(text), Some(language))),
    };
    let fits =
        |language: &&String| language.len() <= 35 && language.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    // A cut text is no longer the one that the map has.
    let text = text.map(|text| cut(text, LONGEST_CONTENT).to_owned());
    (text, language.filter(fits).cloned())
}

/// Nothing that anybody would see: some servers send a space without width where there is no warning.
fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200D}' | '\u{FEFF}'))
}

/// The page among the entries of `url`: a bare address, or the link that says it is HTML.
fn page(node: Node<'_>) -> Option<Id> {
    let html = node.nodes("url").find(|link| {
        let kind = link.text("mediaType").unwrap_or("text/html");
        kind.starts_with("text/html")
    });
    let bare = node.all("url").find_map(|entry| entry.as_str().and_then(Id::parse));
    html.and_then(|link| link.text("href").and_then(Id::parse)).or(bare)
}

/// The address of a picture of which a member has one or several; the last one is the largest.
pub(super) fn picture(node: Node<'_>, name: &str) -> Option<Id> {
    let pictures = node.all(name).filter_map(|entry| match entry {
        Value::Object(object) => Node(object).first("url").or_else(|| Node(object).first("href")),
        Value::String(url) => Id::parse(url),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
    });
    pictures.last()
}

impl Source {
    fn of(node: Node<'_>) -> Option<Self> {
        let source = node.node("source")?;
        Some(Self {
            content: cut(source.text("content")?, LONGEST_CONTENT).to_owned(),
            media_type: source.name("mediaType"),
        })
    }

    fn json(&self) -> Value {
        Out::default()
            .put("content", self.content.as_str())
            .text("mediaType", self.media_type.as_ref())
            .end()
    }
}

impl Occasion {
    fn of(node: Node<'_>) -> Self {
        let place = node.node("location").and_then(|place| place.name("name"));
        Self {
            starts: node.time("startTime"),
            ends: node.time("endTime"),
            place: place.or_else(|| node.name("location")),
        }
    }

    fn write(&self, out: Out) -> Out {
        let place = self.place.as_ref();
        let place = place.map(|name| Out::of("Place").put("name", name.as_str()).end());
        out.time("startTime", self.starts.as_ref())
            .time("endTime", self.ends.as_ref())
            .maybe("location", place)
    }
}
