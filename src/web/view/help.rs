//! Help: what there is, and one thing of it.

use serde::Serialize;

use super::paging::escaped;
use super::{Head, View};
use crate::i18n::help::{Help, Topic, help};
use crate::i18n::{Language, Locales};
use crate::text::markdown::{self, Known};
use crate::web::guard::Say;

/// A topic in a list.
#[derive(Clone, Debug, Serialize)]
struct Entry {
    url: String,
    icon: &'static str,
    title: String,
    lead: String,
    current: bool,
}

fn entries(locales: &Locales, language: Language, current: Option<Topic>) -> Vec<Entry> {
    let entry = |topic: Topic| {
        let Help { title, lead, .. } = help(locales, language, topic)?;
        Some(Entry {
            url: url(topic),
            icon: icon(topic),
            title,
            lead,
            current: current == Some(topic),
        })
    };
    Topic::ALL.into_iter().filter_map(entry).collect()
}

fn url(topic: Topic) -> String {
    format!("/help/{}", topic.code())
}

fn icon(topic: Topic) -> &'static str {
    match topic {
        Topic::Aspects => "people",
        Topic::WhoSeesWhat => "eye",
        Topic::Sharing => "send",
        Topic::Ignoring => "user-off",
        Topic::Notifications => "bell",
        Topic::Safety => "shield",
        Topic::Bookmarklet => "bookmark",
        Topic::Keyboard => "keyboard",
        Topic::Leaving => "sign-out",
        Topic::Photos => "image",
    }
}

fn head(canonical: String, description: String) -> Head {
    Head {
        robots: String::new(),
        canonical,
        description,
        ..Head::default()
    }
}

/// All topics.
#[derive(Clone, Debug, Serialize)]
pub struct HelpIndexView {
    topics: Vec<Entry>,
}

impl HelpIndexView {
    /// In a language.
    pub fn of(locales: &Locales, language: Language) -> Self {
        Self {
            topics: entries(locales, language, None),
        }
    }
}

impl View for HelpIndexView {
    const TEMPLATE: &'static str = "page/help_index";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("help-title")
    }

    fn current(&self) -> String {
        "help".to_owned()
    }

    fn head(&self) -> Head {
        head("/help".to_owned(), String::new())
    }

    fn samples() -> Vec<Self> {
        vec![Self {
            topics: vec![Entry::sample()],
        }]
    }
}

impl Entry {
    fn sample() -> Self {
        Self {
            url: "/help/aspects".to_owned(),
            icon: "people",
            title: "Aspects".to_owned(),
            lead: "Groups of <people>.".to_owned(),
            current: true,
        }
    }
}

/// A part of what there is to say.
#[derive(Clone, Debug, Serialize)]
struct Part {
    heading: String,
    /// Rendered and sanitised.
    html: String,
}

/// What there is to say about a topic.
#[derive(Clone, Debug, Serialize)]
pub struct HelpView {
    title: String,
    lead: String,
    parts: Vec<Part>,
    /// Address of the bookmark that begins a post from elsewhere; empty on other pages.
    bookmark: String,
    topics: Vec<Entry>,
    #[serde(skip)]
    url: String,
}

/// What the bookmark does on the page where it is pressed: a small window with a post that has the page's title, what is
/// marked as a quotation, and the page's address. `POD` is where the pod is.
const BOOKMARK: &str = "(function(){var e=encodeURIComponent,s=String(getSelection()).trim().slice(0,2000),\
    u='POD?title='+e(document.title)+'&text='+e(s&&s.replace(/^/gm,'> '))+'&url='+e(location.href);\
    window.open(u,'samara','width=680,height=760')||(location.href=u)})()";

/// The bookmark for a pod, as the address of a link. Everything in it is percent-encoded, so it can stand anywhere.
fn bookmark(publisher: &str) -> String {
    let code = escaped(&BOOKMARK.replace("POD", publisher));
    format!("javascript:{}", code.replace('+', "%20"))
}

impl HelpView {
    /// In a language; none when nothing is written. `publisher` is where posts are written on this pod, as a whole address.
    pub fn of(locales: &Locales, language: Language, topic: Topic, publisher: &str) -> Option<Self> {
        let help = help(locales, language, topic)?;
        let part = |section: crate::i18n::help::Section| Part {
            heading: section.heading,
            html: markdown::render(&section.text, &Known::default()),
        };
        Some(Self {
            title: help.title,
            lead: help.lead,
            parts: help.sections.into_iter().map(part).collect(),
            bookmark: if topic == Topic::Bookmarklet {
                bookmark(publisher)
            } else {
                String::new()
            },
            topics: entries(locales, language, Some(topic)),
            url: url(topic),
        })
    }
}

impl View for HelpView {
    const TEMPLATE: &'static str = "page/help";

    fn title(&self, _say: &Say<'_>) -> String {
        self.title.clone()
    }

    fn current(&self) -> String {
        "help".to_owned()
    }

    fn head(&self) -> Head {
        head(self.url.clone(), self.lead.clone())
    }

    fn samples() -> Vec<Self> {
        vec![Self {
            title: "Aspects".to_owned(),
            lead: "Groups of <people>.".to_owned(),
            parts: vec![Part {
                heading: "What they are good for".to_owned(),
                html: "<p>This.</p>".to_owned(),
            }],
            bookmark: bookmark("http://localhost:3000/posts/new"),
            topics: vec![Entry::sample()],
            url: "/help/aspects".to_owned(),
        }]
    }
}
