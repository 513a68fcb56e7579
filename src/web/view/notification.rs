//! What I was told, by day.

use entity::own::notification::{Cursor, MANY, Told};
use entity::visible::post::Named;
use entity::{Moment, NotificationKind, person};
use serde::Serialize;

use super::View;
use super::face::Face;
use super::paging::Paging;
use crate::domain::notification::{PAGE, Sort, sentence};
use crate::domain::post::shield::{self, Title};
use crate::i18n::{Arg, time};
use crate::text::emoji::{Feeling, Pictures};
use crate::web::guard::{Say, Visit};

const DAY: std::time::Duration = std::time::Duration::from_secs(86_400);

/// The list of notifications.
#[derive(Clone, Debug, Serialize)]
pub struct NotificationsView {
    days: Vec<Day>,
    /// Lines of what is shown that are unread.
    unread: u64,
    tabs: Vec<Tab>,
    /// Code of the sort that is shown.
    sort: &'static str,
    /// Only one sort is shown.
    narrowed: bool,
    pager: Paging,
}

#[derive(Clone, Debug, Serialize)]
struct Tab {
    name: String,
    href: String,
    current: bool,
    /// How many lines of it are unread, or empty.
    unread: String,
    /// The same in words.
    unread_label: String,
}

#[derive(Clone, Debug, Serialize)]
struct Day {
    name: String,
    lines: Vec<Line>,
}

#[derive(Clone, Debug, Serialize)]
struct Line {
    person: Face,
    /// HTML: emoji in it are shown.
    sentence: String,
    /// Title of the post, or empty.
    excerpt: String,
    /// What a moderator wrote about it, or empty.
    note: String,
    url: String,
    icon: &'static str,
    unread: bool,
    iso: String,
    title: String,
    relative: String,
}

impl NotificationsView {
    /// A page of them; `before` is where it begins, if not with the newest.
    pub fn of(visit: &Visit, mut told: Vec<Told>, sort: Sort, before: Option<Cursor>) -> Self {
        let say = visit.say();
        let mut pager = Paging::default();
        if told.len() as u64 > PAGE {
            told.truncate(PAGE as usize);
            if let Some(last) = told.last() {
                let before = Cursor::after(last).encode();
                pager.next = format!("/notifications?show={}&before={before}", sort.code());
                pager.next_label = say.text("notification-older");
            }
        }
        if before.is_some() {
            pager.previous = format!("/notifications?show={}", sort.code());
            pager.previous_label = say.text("notification-newest");
        }
        let mut days: Vec<Day> = Vec::new();
        for told in &told {
            let name = day(visit, &say, told.notification.created_at);
            let line = Line::of(visit, &say, told);
            match days.last_mut() {
                Some(day) if day.name == name => day.lines.push(line),
                Some(_) | None => days.push(Day {
                    name,
                    lines: vec![line],
                }),
            }
        }
        Self {
            days,
            unread: visit.unread.of(sort),
            tabs: Sort::EVERY
                .into_iter()
                .map(|one| Tab::of(visit, &say, one, sort))
                .collect(),
            sort: sort.code(),
            narrowed: sort != Sort::All,
            pager,
        }
    }
}

impl Tab {
    fn of(visit: &Visit, say: &Say<'_>, one: Sort, shown: Sort) -> Self {
        let unread = match visit.unread.of(one) {
            0 => String::new(),
            many @ MANY.. => format!("{}+", many - 1),
            some => some.to_string(),
        };
        Self {
            name: say.text(&format!("notification-show-{}", one.code())),
            href: match one {
                Sort::All => "/notifications".to_owned(),
                Sort::Talk | Sort::Likes | Sort::Mentions | Sort::People => {
                    format!("/notifications?show={}", one.code())
                }
            },
            current: one == shown,
            unread_label: match unread.is_empty() {
                true => String::new(),
                false => say.with("notification-sort-unread", &[("number", Arg::Text(unread.clone()))]),
            },
            unread,
        }
    }
}

fn day(visit: &Visit, say: &Say<'_>, at: Moment) -> String {
    if at.date() == visit.now.date() {
        say.text("notification-today")
    } else if at.date() == visit.now.minus(DAY).date() {
        say.text("notification-yesterday")
    } else {
        time::date(at, visit.lang)
    }
}

impl Line {
    fn of(visit: &Visit, say: &Say<'_>, told: &Told) -> Self {
        let kind = told.notification.kind;
        let person = Face::of(&told.actor);
        let at = told.notification.created_at;
        let post = told.post.as_ref();
        let place = told
            .comment
            .as_ref()
            .map(|comment| format!("#comment-{}", comment.guid));
        let alone = told.others.people == 1;
        let emoji = told.notification.emoji.as_deref().filter(|_| alone).unwrap_or_default();
        let feeling = Feeling::of(emoji);
        let name = names(say, told);
        let people = i64::try_from(told.others.people).unwrap_or(i64::MAX);
        Self {
            sentence: pictures(told, feeling).line(&say.with(
                sentence(kind, emoji),
                &[
                    ("name", Arg::Text(name)),
                    ("people", Arg::Number(people)),
                    ("emoji", Arg::Text(feeling.plain())),
                ],
            )),
            note: told.notification.note.clone().unwrap_or_default(),
            excerpt: post.map(|post| heading(say, post)).unwrap_or_default(),
            url: match kind {
                NotificationKind::Applied => "/admin/applications".to_owned(),
                NotificationKind::Reported => "/admin/reports".to_owned(),
                NotificationKind::Approved => "/help".to_owned(),
                NotificationKind::AsksToFollow => "/contacts".to_owned(),
                NotificationKind::NotShared => "/posts/scheduled".to_owned(),
                NotificationKind::ReportClosed | NotificationKind::Warned | NotificationKind::Removed => post
                    .map_or_else(
                        || "/notifications".to_owned(),
                        |post| format!("/posts/{}{}", post.guid, place.unwrap_or_default()),
                    ),
                NotificationKind::Commented
                | NotificationKind::AlsoCommented
                | NotificationKind::Answered
                | NotificationKind::MentionedInComment
                | NotificationKind::Liked
                | NotificationKind::LikedComment
                | NotificationKind::Reshared
                | NotificationKind::PollEnded
                | NotificationKind::Mentioned
                | NotificationKind::ShownLater
                | NotificationKind::StartedSharing
                | NotificationKind::Moved
                | NotificationKind::Birthday
                | NotificationKind::Joined => post.map_or_else(
                    || person.url.clone(),
                    |post| format!("/posts/{}{}", post.guid, place.unwrap_or_default()),
                ),
            },
            icon: icon(kind),
            unread: told.others.unread,
            iso: at.iso(),
            title: visit.at(at),
            relative: visit.ago(at),
            person,
        }
    }
}

/// Who did it: two by name, of the others how many they are.
fn names(say: &Say<'_>, told: &Told) -> String {
    let first = isolated(&Face::of(&told.actor).name);
    let Some(next) = &told.others.next else { return first };
    let others = told.others.people.saturating_sub(2);
    let number = if told.others.at_least {
        format!("{others}+")
    } else {
        others.to_string()
    };
    let args = [
        ("first", Arg::Text(first)),
        ("second", Arg::Text(isolated(&Face::of(next).name))),
        ("count", Arg::Number(i64::try_from(others).unwrap_or(i64::MAX))),
        ("number", Arg::Text(number)),
    ];
    match others {
        0 => say.with("notification-two", &args),
        _ => say.with("notification-others", &args),
    }
}

/// Those of the names, and the one that somebody reacts with.
fn pictures(told: &Told, feeling: Feeling<'_>) -> Pictures {
    let of = |person: &person::Model| Pictures::parse(person.emoji.as_deref().unwrap_or_default());
    let named = match &told.others.next {
        Some(next) => of(&told.actor).and(of(next)),
        None => of(&told.actor),
    };
    match feeling {
        Feeling::Picture(name, key) => named.and(Pictures::of([(name.to_owned(), key.to_owned())])),
        Feeling::Heart | Feeling::Character(_) => named,
    }
}

/// The beginning of a post, or what stands before it.
fn heading(say: &Say<'_>, post: &Named) -> String {
    match shield::title(shield::named(post), &post.title) {
        Title::Words(words) => words.to_owned(),
        Title::Sensitive => say.text("post-shield"),
    }
}

fn icon(kind: NotificationKind) -> &'static str {
    match kind {
        NotificationKind::StartedSharing | NotificationKind::Moved | NotificationKind::AsksToFollow => "people",
        NotificationKind::Mentioned | NotificationKind::MentionedInComment => "at",
        NotificationKind::Commented | NotificationKind::AlsoCommented | NotificationKind::Answered => "bubble",
        NotificationKind::Liked | NotificationKind::LikedComment => "heart",
        NotificationKind::Reshared => "reshare",
        NotificationKind::PollEnded => "poll",
        NotificationKind::Reported | NotificationKind::ReportClosed => "flag",
        NotificationKind::NotShared => "calendar",
        NotificationKind::Warned | NotificationKind::Removed => "warning",
        NotificationKind::ShownLater => "eye",
        NotificationKind::Applied | NotificationKind::Joined | NotificationKind::Approved => "user-plus",
        NotificationKind::Birthday => "smile",
    }
}

/// A name within a sentence, so that one written from the right does not turn the sentence around.
fn isolated(name: &str) -> String {
    format!("\u{2068}{name}\u{2069}")
}

impl View for NotificationsView {
    const TEMPLATE: &'static str = "page/notifications";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("notification-title")
    }

    fn current(&self) -> String {
        "notifications".to_owned()
    }

    fn samples() -> Vec<Self> {
        let line = |unread, excerpt: &str| Line {
            person: Face::sample(),
            sentence: "Noor mentioned you in a post.".to_owned(),
            excerpt: excerpt.to_owned(),
            note: "Please be kind.".to_owned(),
            url: "/posts/f3a9c0de00000000".to_owned(),
            icon: "at",
            unread,
            iso: "2026-11-21T10:25:00Z".to_owned(),
            title: "21 November 2026, 10:25 UTC".to_owned(),
            relative: "5 minutes ago".to_owned(),
        };
        let days = vec![
            Day {
                name: "Today".to_owned(),
                lines: vec![line(true, "Plums"), line(false, "")],
            },
            Day {
                name: "Yesterday".to_owned(),
                lines: vec![line(false, "")],
            },
        ];
        vec![
            Self {
                days: Vec::new(),
                unread: 0,
                tabs: Vec::new(),
                sort: "likes",
                narrowed: true,
                pager: Paging::default(),
            },
            Self {
                days,
                unread: 1,
                tabs: vec![Tab {
                    name: "All".to_owned(),
                    href: "/notifications".to_owned(),
                    current: true,
                    unread: "3".to_owned(),
                    unread_label: "3 unread".to_owned(),
                }],
                sort: "all",
                narrowed: false,
                pager: Paging::sample(),
            },
        ]
    }
}
