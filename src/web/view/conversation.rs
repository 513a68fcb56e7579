//! Conversations: the list of mine beside the one that is open, and beginning one.

use entity::own::conversation::{Cursor, Line, MessageCursor};
use entity::{Moment, OwnConversation, OwnMessage, person};
use serde::Serialize;

use super::face::Face;
use super::paging::{Paging, escaped};
use super::photo::{Gallery, Photos, Span};
use super::picked::PhotoFields;
use super::{Errors, View, shown_name};
use crate::domain::conversation::{MESSAGES, PAGE, Unreached};
use crate::domain::photo::{IN_MESSAGE, Picked};
use crate::i18n::Arg;
use crate::text::summary;
use crate::web::guard::{Me, Say, Visit};

/// A conversation in the list.
#[derive(Clone, Debug, Serialize)]
struct LineView {
    url: String,
    subject: String,
    face: Face,
    people: String,
    excerpt: String,
    when: String,
    when_iso: String,
    when_title: String,
    unread: bool,
    current: bool,
}

/// A message.
#[derive(Clone, Debug, Serialize)]
struct MessageView {
    guid: String,
    name: String,
    shown: String,
    url: String,
    html: String,
    photos: Option<Gallery>,
    when: String,
    when_iso: String,
    when_title: String,
    mine: bool,
}

/// The conversation that is open.
#[derive(Clone, Debug, Serialize)]
pub struct Thread {
    url: String,
    subject: String,
    who: String,
    messages: Vec<MessageView>,
    /// Earlier ones; empty when all are shown.
    more: String,
    /// The newest, when these are not; else empty.
    newest: String,
    /// Who does not get what is written, or not at once.
    notes: Vec<String>,
    /// Somebody else is there.
    open: bool,
    text: String,
    photos: PhotoFields,
    error: String,
}

/// My conversations, and perhaps one of them.
#[derive(Clone, Debug, Serialize)]
pub struct ConversationsView {
    lines: Vec<LineView>,
    thread: Option<Thread>,
    search: String,
    pager: Paging,
}

fn names(say: &Say<'_>, people: &[&person::Model]) -> String {
    match people {
        [] => say.text("conversation-nobody"),
        [one] => one.name.clone(),
        [first, rest @ ..] => say.with(
            "post-and-others",
            &[
                ("name", Arg::Text(first.name.clone())),
                ("count", Arg::Number(rest.len() as i64)),
            ],
        ),
    }
}

impl LineView {
    fn of(visit: &Visit, me: &Me, line: &Line) -> Self {
        let say = visit.say();
        let others: Vec<&person::Model> = line.others.iter().collect();
        let excerpt = match &line.last {
            Some((message, author)) => {
                let words = match message.text.is_empty() {
                    true => say.text("photo-heading"),
                    false => summary::excerpt(&message.text, 80),
                };
                if author.id == me.person.id {
                    say.with("conversation-you", &[("words", Arg::Text(words))])
                } else {
                    say.with(
                        "conversation-they",
                        &[("name", Arg::Text(author.name.clone())), ("words", Arg::Text(words))],
                    )
                }
            }
            None => say.text("conversation-nothing"),
        };
        Self {
            url: format!("/conversations/{}", line.conversation.guid),
            subject: line.conversation.subject.clone(),
            face: Face::of(others.first().copied().unwrap_or(&me.person)),
            people: names(&say, &others),
            excerpt,
            when: visit.ago(line.last_at),
            when_iso: line.last_at.iso(),
            when_title: visit.at(line.last_at),
            unread: line.unread,
            current: false,
        }
    }

    fn sample(unread: bool) -> Self {
        Self {
            url: "/conversations/f3a9c0de00000000".to_owned(),
            subject: "Jam handover".to_owned(),
            face: Face::sample(),
            people: "Oskar and 1 more".to_owned(),
            excerpt: "Oskar: Saturday at ten?".to_owned(),
            when: "5 minutes ago".to_owned(),
            when_iso: "2026-11-21T10:25:00Z".to_owned(),
            when_title: "21 November 2026, 10:25 UTC".to_owned(),
            unread,
            current: unread,
        }
    }
}

impl Thread {
    /// One of mine, with a page of its messages; one more than [`MESSAGES`] when there are earlier ones.
    pub fn new(
        visit: &Visit,
        me: &Me,
        of: &OwnConversation,
        members: &[(person::Model, Option<Moment>)],
        (mut found, photos): (Vec<(OwnMessage, person::Model)>, Photos),
        before: Option<MessageCursor>,
    ) -> Self {
        let say = visit.say();
        let url = format!("/conversations/{}", of.guid);
        let mut more = String::new();
        if found.len() as u64 > MESSAGES {
            found.remove(0);
            if let Some((first, _)) = found.first() {
                more = format!("{url}?before={}", MessageCursor::before(first).encode());
            }
        }
        let message = |(message, author): &(OwnMessage, person::Model)| MessageView {
            guid: message.guid.clone(),
            name: author.name.clone(),
            shown: shown_name(author),
            url: format!("/people/{}", author.guid),
            html: message.html.clone(),
            photos: photos.of(message.id.0, Span::Whole),
            when: visit.ago(message.created_at),
            when_iso: message.created_at.iso(),
            when_title: visit.at(message.created_at),
            mine: author.id == me.person.id,
        };
        let here = |(person, left): &&(person::Model, Option<Moment>)| {
            left.is_none() && person.closed_at.is_none() && person.id != me.person.id
        };
        let others: Vec<&person::Model> = members.iter().filter(here).map(|(person, _)| person).collect();
        let list: Vec<&str> = others.iter().map(|person| person.name.as_str()).collect();
        let who = if others.is_empty() {
            say.text("conversation-alone")
        } else {
            say.with(
                "conversation-who",
                &[
                    ("names", Arg::Text(list.join(", "))),
                    ("count", Arg::Number(others.len() as i64 + 1)),
                ],
            )
        };
        Self {
            subject: of.subject.clone(),
            who,
            messages: found.iter().map(message).collect(),
            more,
            notes: Vec::new(),
            newest: before.map_or_else(String::new, |_| url.clone()),
            open: !others.is_empty(),
            text: String::new(),
            photos: PhotoFields::none(IN_MESSAGE),
            error: String::new(),
            url,
        }
    }

    /// With who does not get what is written.
    pub fn noting(mut self, say: &Say<'_>, unreached: &Unreached) -> Self {
        let notes = [
            ("conversation-guests", &unreached.guests),
            ("conversation-away", &unreached.away),
            ("conversation-withheld", &unreached.withheld),
        ];
        for (key, names) in notes {
            if !names.is_empty() {
                let names = ("names", Arg::Text(names.join(", ")));
                self.notes.push(say.with(key, &[names]));
            }
        }
        self
    }

    /// With what was typed and why it was refused.
    pub fn refused(mut self, text: &str, picked: &[Picked], errors: &Errors) -> Self {
        self.text = text.to_owned();
        self.photos = PhotoFields::of(picked, IN_MESSAGE);
        self.error = ["text", "photos", "form"].map(|field| errors.about(field)).concat();
        self
    }

    fn sample() -> Self {
        let message = |mine| MessageView {
            guid: "5dff06d94e7a4a25b40cbba0d6d6d6d6".to_owned(),
            name: "Oskar".to_owned(),
            shown: "Oskar".to_owned(),
            url: "/people/f3a9c0de00000000".to_owned(),
            html: "<p>Two jars, you said?</p>".to_owned(),
            photos: Some(Gallery::sample()),
            when: "5 minutes ago".to_owned(),
            when_iso: "2026-11-21T10:25:00Z".to_owned(),
            when_title: "21 November 2026, 10:25 UTC".to_owned(),
            mine,
        };
        Self {
            url: "/conversations/f3a9c0de00000000".to_owned(),
            subject: "Jam handover".to_owned(),
            who: "Oskar Meyer and you. Only the two of you can read this.".to_owned(),
            messages: vec![message(false), message(true)],
            more: "/conversations/f3a9c0de00000000?before=1-1".to_owned(),
            newest: "/conversations/f3a9c0de00000000".to_owned(),
            notes: vec!["Carol: their pod does not answer.".to_owned()],
            open: true,
            text: "Three.".to_owned(),
            photos: PhotoFields::sample(),
            error: "There is nothing to send yet.".to_owned(),
        }
    }
}

impl ConversationsView {
    /// A page of mine, one more than [`PAGE`] when there are more, and the one that is open.
    pub fn new(
        visit: &Visit,
        me: &Me,
        mut lines: Vec<Line>,
        search: &str,
        before: Option<Cursor>,
        thread: Option<Thread>,
    ) -> Self {
        let say = visit.say();
        let mut pager = Paging::default();
        let query = if search.is_empty() {
            String::new()
        } else {
            format!("&q={}", escaped(search))
        };
        if lines.len() as u64 > PAGE {
            lines.truncate(PAGE as usize);
            if let Some(last) = lines.last() {
                pager.next = format!("/conversations?before={}{query}", Cursor::after(last).encode());
                pager.next_label = say.text("conversation-older");
            }
        }
        if before.is_some() {
            pager.previous = "/conversations".to_owned();
            pager.previous_label = say.text("conversation-newest");
        }
        let mut shown: Vec<LineView> = lines.iter().map(|line| LineView::of(visit, me, line)).collect();
        if let Some(thread) = &thread {
            shown.iter_mut().for_each(|line| line.current = line.url == thread.url);
        }
        Self {
            lines: shown,
            thread,
            search: search.to_owned(),
            pager,
        }
    }
}

impl ConversationsView {
    /// With another state of the one that is open.
    pub fn with(self, thread: Thread) -> Self {
        Self {
            thread: Some(thread),
            ..self
        }
    }
}

impl View for ConversationsView {
    const TEMPLATE: &'static str = "page/conversations";
    const FRAGMENT: Option<&'static str> = Some("part/messages");

    fn title(&self, say: &Say<'_>) -> String {
        match &self.thread {
            Some(thread) => thread.subject.clone(),
            None => say.text("conversation-title"),
        }
    }

    fn current(&self) -> String {
        "conversations".to_owned()
    }

    fn samples() -> Vec<Self> {
        let sample = |lines, thread, search: &str| Self {
            lines,
            thread,
            search: search.to_owned(),
            pager: Paging::sample(),
        };
        let lines = vec![LineView::sample(true), LineView::sample(false)];
        vec![
            sample(Vec::new(), None, ""),
            sample(Vec::new(), None, "jam"),
            sample(lines.clone(), None, ""),
            sample(lines.clone(), Some(Thread::sample()), ""),
            sample(
                lines,
                Some(Thread {
                    messages: Vec::new(),
                    open: false,
                    ..Thread::sample()
                }),
                "",
            ),
        ]
    }
}

/// Beginning a conversation.
#[derive(Clone, Debug, Serialize)]
pub struct NewConversationView {
    /// People picked already.
    pub people: Vec<Face>,
    /// People typed by hand.
    pub typed: String,
    /// What it is about.
    pub subject: String,
    /// The first message.
    pub text: String,
    /// Its photos.
    pub photos: PhotoFields,
    /// Why it was refused.
    pub errors: Errors,
}

impl Default for NewConversationView {
    fn default() -> Self {
        Self {
            people: Vec::new(),
            typed: String::new(),
            subject: String::new(),
            text: String::new(),
            photos: PhotoFields::none(IN_MESSAGE),
            errors: Errors::none(),
        }
    }
}

impl View for NewConversationView {
    const TEMPLATE: &'static str = "page/conversation_new";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("conversation-new")
    }

    fn current(&self) -> String {
        "conversations".to_owned()
    }

    fn samples() -> Vec<Self> {
        vec![
            Self::default(),
            Self {
                people: vec![Face::sample()],
                typed: "oskar@pod.example".to_owned(),
                subject: "Jam".to_owned(),
                text: "Two jars?".to_owned(),
                photos: PhotoFields::sample(),
                errors: Errors::sample("people"),
            },
        ]
    }
}
