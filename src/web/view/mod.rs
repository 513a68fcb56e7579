//! What templates are given: one typed view for each page, built from what the viewer may see.
//!
//! All keys are always there. A new page: a file here with its view and samples, a template of the same name, one
//! line in [`samples`]; a spec renders all samples in every language.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Context;

use super::draw::Draw;
use super::guard::{Say, Visit};
use crate::domain::me::Me;
use crate::error::{Fault, Refusal};
use crate::i18n::Direction;
use crate::pod::Pod;
use crate::text::emoji::Pictures;
use crate::text::media::{self, Variant};
use card::TagLink;

pub mod account;
pub mod admin;
pub mod around;
pub mod aspect;
pub mod blocks;
pub mod card;
pub mod comment;
pub mod comment_act;
pub mod contact;
pub mod conversation;
pub mod emoji;
pub mod error;
pub mod extras;
pub mod face;
pub mod feed;
pub mod field;
pub mod filter;
pub mod gate;
pub mod help;
pub mod invitation;
pub mod jobs;
pub mod like;
pub mod media_facts;
pub mod notification;
pub mod origin;
pub mod paging;
pub mod photo;
pub mod photo_page;
pub mod picked;
pub mod pods;
pub mod poll;
pub mod post;
pub mod post_act;
pub mod preview;
pub mod profile;
pub mod profile_form;
pub mod publisher;
pub mod report;
pub mod reshare;
pub mod scheduled;
pub mod search;
pub mod security;
pub mod setup;
pub mod sharing;
pub mod start;
pub mod stream;
pub mod tag;
pub mod telling;
pub mod welcome;
pub mod zone;

/// A page's own part.
pub trait View: Serialize {
    /// Its template, without `.html`.
    const TEMPLATE: &'static str;
    /// What is rendered when a script asks for the posts only.
    const FRAGMENT: Option<&'static str> = None;

    /// What stands in the browser's title.
    fn title(&self, say: &Say<'_>) -> String;

    /// Which entry of the navigation this is; empty for none.
    fn current(&self) -> String {
        String::new()
    }

    /// What search engines and other readers are told.
    fn head(&self) -> Head {
        Head::default()
    }

    /// Draws what many readers see alike.
    ///
    /// # Errors
    /// A template and its part do not fit.
    fn draw(&mut self, _: &Draw<'_>) -> Result<(), Fault> {
        Ok(())
    }

    /// Examples with everything and with nothing in them.
    fn samples() -> Vec<Self>
    where
        Self: Sized;
}

/// What search engines and other readers are told of a page.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    /// Content of the robots tag.
    pub robots: String,
    /// A sentence about the page; empty for none.
    pub description: String,
    /// Its one true address; empty for none.
    pub canonical: String,
    /// Address of a feed; empty for none.
    pub feed: String,
    /// OpenGraph type; empty for a page that has no card.
    pub card: String,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            robots: "noindex".to_owned(),
            description: String::new(),
            canonical: String::new(),
            feed: String::new(),
            card: String::new(),
        }
    }
}

/// Why a form was refused: the field it is about, or `form`, and the sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Errors(BTreeMap<String, String>);

impl Errors {
    /// None.
    pub fn none() -> Self {
        Self::default()
    }

    /// One refusal.
    pub fn of(refusal: &Refusal, say: &Say<'_>) -> Self {
        let field = refusal.sentence().field.unwrap_or("form");
        Self(BTreeMap::from([(field.to_owned(), Self::sentence(refusal, say))]))
    }

    /// A refusal in words.
    pub fn sentence(refusal: &Refusal, say: &Say<'_>) -> String {
        let sentence = refusal.sentence();
        say.with(sentence.key, &sentence.args)
    }

    /// For samples.
    pub fn sample(field: &str) -> Self {
        Self(BTreeMap::from([(field.to_owned(), "This cannot be.".to_owned())]))
    }

    /// There is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is said, whatever it is about; empty for nothing.
    pub fn any(&self) -> &str {
        self.0.values().next().map_or("", String::as_str)
    }

    /// What is said about a field; empty for nothing.
    pub fn about(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }
}

/// What every page has around its own part: `page` in the templates.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    title: String,
    lang: &'static str,
    dir: &'static str,
    theme: String,
    csrf: String,
    /// Path and question of the page, to come back to.
    here: String,
    pod_name: String,
    notice: String,
    current: String,
    local_stream: bool,
    me: Option<MeLine>,
    robots: String,
    description: String,
    canonical: String,
    feed: String,
    card: String,
}

#[derive(Clone, Debug, Serialize)]
struct MeLine {
    name: String,
    shown: String,
    initials: String,
    hue: i32,
    avatar: String,
    handle: String,
    guid: String,
    unread: u64,
    messages: u64,
    moderates: bool,
    spotlight: bool,
    reports: u64,
    admin: bool,
    applications: u64,
    aspects: Vec<AspectChip>,
    tags: Vec<TagLink>,
    /// The names of these tags.
    follows: Vec<String>,
}

/// An aspect of one's own, as lists show it.
#[derive(Clone, Debug, Serialize)]
pub struct AspectChip {
    /// Row id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// 1 to 8.
    pub hue: i32,
    /// People in it.
    pub count: i64,
}

impl Frame {
    /// Around samples: somebody signed in, and nobody.
    pub fn samples() -> Vec<Self> {
        let me = MeLine {
            name: "Noor Brandt".to_owned(),
            shown: "Noor Brandt".to_owned(),
            initials: "NB".to_owned(),
            hue: 6,
            avatar: String::new(),
            handle: "noor@brandt.family".to_owned(),
            guid: "d6d6d6d65dff06d94e7a4a25b40cbba0".to_owned(),
            unread: 3,
            messages: 2,
            moderates: true,
            spotlight: true,
            reports: 1,
            admin: true,
            applications: 1,
            aspects: vec![AspectChip {
                id: 1,
                name: "Family".to_owned(),
                hue: 1,
                count: 6,
            }],
            tags: vec![TagLink::of("allotment")],
            follows: vec!["allotment".to_owned()],
        };
        let nobody = Self {
            title: "A page".to_owned(),
            lang: "en",
            dir: "ltr",
            theme: "system".to_owned(),
            csrf: "token".to_owned(),
            here: "/search?q=plums&before=1".to_owned(),
            pod_name: "brandt.family".to_owned(),
            notice: "Saved.".to_owned(),
            current: "stream".to_owned(),
            local_stream: true,
            me: None,
            robots: "noindex".to_owned(),
            description: "A sentence.".to_owned(),
            canonical: "http://localhost:3000/".to_owned(),
            feed: "/feeds/noor.atom".to_owned(),
            card: "article".to_owned(),
        };
        vec![
            Self {
                me: Some(me),
                ..nobody.clone()
            },
            nobody,
        ]
    }

    /// Around a view.
    pub fn of<V: View>(visit: &Visit, pod: &Pod, view: &V) -> Self {
        let say = visit.say();
        let head = view.head();
        let me = visit.me.as_deref();
        Self {
            title: view.title(&say),
            lang: visit.lang.code(),
            dir: direction(visit),
            theme: me.map_or("system", |me| me.user.theme.as_str()).to_owned(),
            csrf: visit.csrf.clone(),
            here: visit.here.clone(),
            pod_name: visit.pod_name.clone(),
            notice: visit
                .notice
                .as_deref()
                .map(|key| notice(&say, pod, key))
                .unwrap_or_default(),
            current: view.current(),
            local_stream: true,
            me: me.map(|me| MeLine::of(me, visit.unread.all())),
            robots: head.robots,
            description: head.description,
            canonical: if head.canonical.is_empty() {
                String::new()
            } else {
                pod.settings.url(&head.canonical)
            },
            feed: head.feed,
            card: head.card,
        }
    }
}

fn direction(visit: &Visit) -> &'static str {
    match visit.lang.dir() {
        Direction::LeftToRight => "ltr",
        Direction::RightToLeft => "rtl",
    }
}

/// Only sentences that are there are shown: the key comes from a cookie.
fn notice(say: &Say<'_>, pod: &Pod, key: &str) -> String {
    let fits = key.len() < 60 && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    if fits && pod.locales.has(key) {
        say.text(key)
    } else {
        String::new()
    }
}

impl MeLine {
    fn of(me: &Me, unread: u64) -> Self {
        let Me {
            person,
            aspects,
            tags,
            messages,
            applications,
            ..
        } = me;
        Self {
            name: person.name.clone(),
            shown: shown_name(person),
            initials: initials(&person.name),
            hue: person.hue,
            avatar: avatar(person.avatar.as_deref(), 50),
            handle: person.handle.clone(),
            guid: person.guid.clone(),
            unread,
            messages: *messages,
            moderates: me.moderates(),
            spotlight: me.spotlight,
            reports: me.reports,
            admin: me.admin(),
            applications: *applications,
            aspects: aspects
                .iter()
                .map(|line| AspectChip {
                    id: line.id.0,
                    name: line.name.clone(),
                    hue: line.hue,
                    count: line.count,
                })
                .collect(),
            tags: tags.iter().map(|name| TagLink::of(name)).collect(),
            follows: tags.clone(),
        }
    }
}

/// A person's name as HTML, its emoji shown. Titles, mails and labels have the name itself.
pub fn shown_name(person: &entity::person::Model) -> String {
    Pictures::parse(person.emoji.as_deref().unwrap_or_default()).line(&person.name)
}

/// Up to two letters for who has no picture.
pub fn initials(name: &str) -> String {
    // A picture within a name is no letter of it.
    let picture = |word: &&str| word.len() > 2 && word.starts_with(':') && word.ends_with(':');
    let letters = name
        .split_whitespace()
        .filter(|word| !picture(word))
        .filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let letters: Vec<char> = letters.collect();
    let ends = match letters.as_slice() {
        [] => vec![],
        [only] => vec![*only],
        [first, .., last] => vec![*first, *last],
    };
    ends.into_iter().flat_map(char::to_uppercase).collect()
}

/// Address of a picture in a size; empty when there is none. Of somebody of another pod it is a marker, signed when the
/// page is shown.
pub fn avatar(key: Option<&str>, size: u16) -> String {
    let Some(key) = key else { return String::new() };
    if !key.contains(':') {
        return format!("/avatars/{key}/{size}");
    }
    let variant = if size > 100 { Variant::S300 } else { Variant::Avatar };
    media::marker(key, variant).unwrap_or_default()
}

/// A view and its frame, for the templates.
///
/// # Errors
/// The view cannot be serialised.
pub fn context<V: View>(view: &V, frame: &Frame) -> Result<Context, Fault> {
    let mut context = Context::from_serialize(view).map_err(Fault::of)?;
    context.insert("page", frame);
    Ok(context)
}

/// Everyone's samples: template and a context that has everything but `page`.
pub fn samples() -> Vec<(&'static str, serde_json::Value)> {
    let mut all = Vec::new();
    macro_rules! samples {
        ($($view:ty),* $(,)?) => {$(
            for sample in <$view as View>::samples() {
                all.push((<$view as View>::TEMPLATE, serde_json::to_value(&sample).expect("views are plain values")));
            }
        )*};
    }
    samples![
        emoji::EmojiView,
        error::ErrorView,
        aspect::AspectDeleteView,
        aspect::AspectFormView,
        aspect::MembershipView,
        contact::ContactsView,
        contact::IgnoredView,
        card::CardView,
        profile::IgnoreView,
        profile::ProfileView,
        profile_form::ProfileFormView,
        sharing::SharingView,
        start::StartPeopleView,
        start::StartProfileView,
        start::StartTagsView,
        welcome::WelcomeView,
        gate::GateView,
        help::HelpIndexView,
        help::HelpView,
        setup::SetupView,
        invitation::InvitationsView,
        admin::AdminView,
        admin::ApplicationsView,
        admin::MembersView,
        admin::AuditView,
        jobs::JobsView,
        blocks::BlockListView,
        blocks::BlocksView,
        pods::PodView,
        pods::PodsView,
        account::AccountView,
        filter::FilterView,
        account::EmailView,
        account::EmailConfirmView,
        account::MovingView,
        security::SecurityView,
        security::PasswordView,
        security::CodeView,
        security::CodesView,
        security::CloseView,
        security::ConfirmView,
        comment_act::CommentActView,
        like::LikesView,
        like::ReactView,
        photo_page::PhotoView,
        photo_page::PhotosView,
        post::PostView,
        post_act::HistoryView,
        post_act::DeleteView,
        post_act::GiveView,
        preview::WatchView,
        reshare::ReshareView,
        report::ReportFormView,
        report::ReportsView,
        report::ReportView,
        publisher::PublisherView,
        scheduled::ScheduledView,
        stream::StreamView,
        notification::NotificationsView,
        conversation::ConversationsView,
        conversation::NewConversationView,
        search::SearchView,
        tag::TagView,
        telling::TellingView,
        telling::UnsubscribeView,
    ];
    all
}
