//! Somebody who is told of something away from the pod, and the words for it: one sentence, perhaps a quotation, and
//! where it leads. What is not for everyone is never quoted, and nobody but who did it is named.

use entity::own::conversation as letters;
use entity::own::notification::{self, Told};
use entity::proof::Seen;
use entity::user::State;
use entity::visible::post::{Authored, Named, posts};
use entity::{MessageId, NotificationId, NotificationKind, PostId, Reach, UserId, Viewer, person, user};
use serde::Serialize;

use crate::domain::notification::sentence;
use crate::domain::post::shield;
use crate::domain::telling::unsubscribe::Stop;
use crate::domain::telling::{Topic, Wishes};
use crate::domain::{account, seal};
use crate::error::Outcome;
use crate::i18n::{Arg, Language};
use crate::job::Matter;
use crate::pod::Pod;
use crate::text::emoji::Feeling;
use crate::text::markdown;

/// Most characters of a quotation.
const QUOTED: usize = 280;

/// Somebody who is told.
pub(super) struct Reader {
    pub(super) user: user::Model,
    pub(super) name: String,
    pub(super) language: Language,
    pub(super) wishes: Wishes,
}

/// One thing, in words.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    /// What happened.
    pub(super) sentence: String,
    /// What was said, if it was said to everyone; else empty.
    pub(super) quote: String,
    /// Where it leads, whole.
    pub(super) url: String,
}

/// A matter as it is now.
pub(super) struct Found {
    pub(super) line: Line,
    /// What it is, for the link by which no more of it come.
    pub(super) stop: Stop,
    /// By what mail programs put mails about the same together; it says nothing by itself.
    pub(super) thread: Option<String>,
    /// On a device it takes the place of what was told under the same tag; where there is none, of the same thread.
    pub(super) tag: Option<String>,
    /// Whether a device draws attention to it.
    pub(super) call: Call,
}

/// How a device is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    /// With a sound, or whatever it does.
    Loud,
    /// It only takes the place of the one before: the reader was called for that within the hour.
    Quiet,
}

/// Most of what is mailed together that is looked at: there may be more.
const TOGETHER: u64 = 100;

impl Reader {
    /// None when there is no such account in use.
    pub(super) async fn load(pod: &Pod, id: i64) -> Outcome<Option<Self>> {
        let found = entity::own::telling::of_all(pod.db.read(), &[UserId(id)]).await?;
        let found = found.into_iter().find(|(user, _)| user.state == State::Active);
        let Some((user, telling)) = found else { return Ok(None) };
        let person = crate::domain::person::by_id(pod.db.read(), user.person_id).await?;
        Ok(person.map(|person| Self {
            name: person.name,
            language: Language::parse(&user.language).unwrap_or_default(),
            wishes: Wishes::of(telling.as_ref()),
            user,
        }))
    }

    /// Where mails go: none while the address is not confirmed, or when they come back.
    pub(super) fn address(&self) -> Option<&str> {
        account::address(&self.user).filter(|_| !self.wishes.stopped())
    }

    /// A sentence in their language.
    pub(super) fn say(&self, pod: &Pod, key: &str, args: &[(&str, Arg)]) -> String {
        pod.locales.text(self.language, key, args)
    }

    /// Looks at a matter with their eyes: none when it is no more, or they have seen it.
    pub(super) async fn look(&self, pod: &Pod, matter: Matter) -> Outcome<Option<Found>> {
        let (db, me, person) = (pod.db.read(), self.user.id, self.user.person_id);
        match matter {
            Matter::Notification { id } => {
                let told = notification::unseen(db, me, person, NotificationId(id)).await?;
                Ok(told.and_then(|told| self.of_told(pod, &told, 1)))
            }
            Matter::After { first } => {
                let told = notification::after(db, me, person, NotificationId(first), TOGETHER).await?;
                Ok(self.of_several(pod, &told))
            }
            Matter::Message { id } => {
                let mine = letters::Mine { user: me, person };
                let found = letters::unread_message(db, mine, MessageId(id)).await?;
                Ok(found.map(|(_, author, of)| Found {
                    line: self.of_message(pod, &author, &format!("/conversations/{}", of.guid)),
                    stop: Stop::Topic(Topic::Message),
                    thread: Some(format!("conversation {}", of.guid)),
                    tag: None,
                    call: Call::Loud,
                }))
            }
            Matter::Post { id } => {
                let theirs = posts(Viewer::Local(me, person)).for_stream();
                let found = theirs.by_id(db, PostId(id)).await?;
                Ok(found.map(|found| Found {
                    line: self.of_post(pod, &found),
                    stop: Stop::Posts,
                    thread: Some(format!("post {}", found.post.guid)),
                    tag: None,
                    call: Call::Loud,
                }))
            }
        }
    }

    /// The same for a device, where what came last of the same thing is told instead of what came before, with how many
    /// they are. None when something came later: that is told.
    pub(super) async fn glance(&self, pod: &Pod, matter: Matter) -> Outcome<Option<Found>> {
        let (db, me, person) = (pod.db.read(), self.user.id, self.user.person_id);
        match matter {
            Matter::Notification { id } => {
                let Some(told) = notification::unseen(db, me, person, NotificationId(id)).await? else {
                    return Ok(None);
                };
                let (others, later) = notification::beside(db, me, &told).await?;
                let first = told.notification.first_id.is_none();
                Ok(match later && !first {
                    true => None,
                    false => self.of_told(pod, &told, others.saturating_add(1)),
                })
            }
            Matter::After { .. } | Matter::Message { .. } | Matter::Post { .. } => self.look(pod, matter).await,
        }
    }

    fn of_told(&self, pod: &Pod, told: &Told, people: u64) -> Option<Found> {
        let row = &told.notification;
        let topic = Topic::of(row.kind)?;
        let same = match (row.subject_id, row.post_id) {
            (Some(subject), _) => Some(format!("told {} {subject}", row.kind as i32)),
            (None, Some(_)) => None,
            (None, None) => Some(format!("told by itself {}", row.id)),
        };
        Some(Found {
            line: self.told_by(pod, told, people),
            stop: Stop::Topic(topic),
            thread: told.post.as_ref().map(|post| format!("post {}", post.guid)),
            tag: same,
            call: match row.first_id {
                Some(_) => Call::Quiet,
                None => Call::Loud,
            },
        })
    }

    /// All that came after the first of the same thing, newest first. One of them alone is told as ever; of several it is
    /// said how many they are and by nobody whom.
    fn of_several(&self, pod: &Pod, told: &[Told]) -> Option<Found> {
        let newest = told.first()?;
        let found = self.of_told(pod, newest, 1)?;
        if told.len() == 1 {
            return Some(found);
        }
        let many = told.len() as u64 == TOGETHER;
        let count = i64::try_from(told.len()).unwrap_or(i64::MAX);
        let args = [
            ("count", Arg::Number(count)),
            ("number", Arg::Text(format!("{count}{}", if many { "+" } else { "" }))),
        ];
        let sentence = self.say(pod, more(newest.notification.kind)?, &args);
        let post = newest.post.as_ref();
        let title = |post: &Seen<Named>| self.quote(pod, post.reach, shield::named(post), || post.title.clone());
        Some(Found {
            line: Line {
                sentence,
                quote: post.map(title).unwrap_or_default(),
                url: found.line.url,
            },
            ..found
        })
    }

    /// A notification.
    pub(super) fn line(&self, pod: &Pod, told: &Told) -> Line {
        self.told_by(pod, told, 1)
    }

    fn told_by(&self, pod: &Pod, told: &Told, people: u64) -> Line {
        let row = &told.notification;
        let others = i64::try_from(people.saturating_sub(1)).unwrap_or(i64::MAX);
        let emoji = row.emoji.as_deref().filter(|_| others == 0).unwrap_or_default();
        let name = match others {
            0 => told.actor.name.clone(),
            count => {
                let args = [
                    ("name", Arg::Text(told.actor.name.clone())),
                    ("count", Arg::Number(count)),
                ];
                self.say(pod, "post-and-others", &args)
            }
        };
        let args = [
            ("name", Arg::Text(name)),
            ("people", Arg::Number(others.saturating_add(1))),
            ("emoji", Arg::Text(Feeling::of(emoji).plain())),
        ];
        let quote = match (&told.post, &told.comment) {
            (Some(post), comment) => self.quote(pod, post.reach, shield::named(post), || match comment {
                Some(comment) => cut(&markdown::plain(&comment.text)),
                None => post.title.clone(),
            }),
            (None, _) => String::new(),
        };
        let place = told
            .comment
            .as_ref()
            .map(|comment| format!("#comment-{}", comment.guid));
        let path = match (row.kind, &told.post) {
            (NotificationKind::Reported, _) => "/admin/reports".to_owned(),
            (NotificationKind::NotShared, _) => "/posts/scheduled".to_owned(),
            (_, Some(post)) => format!("/posts/{}{}", post.guid, place.unwrap_or_default()),
            (NotificationKind::ReportClosed | NotificationKind::Warned | NotificationKind::Removed, None) => {
                "/notifications".to_owned()
            }
            (_, None) => format!("/people/{}", told.actor.guid),
        };
        Line {
            sentence: self.say(pod, sentence(row.kind, emoji), &args),
            quote,
            url: pod.settings.url(&path),
        }
    }

    /// What may be quoted of a post, or of what is said under it: of one for everyone the words, or what stands before
    /// them; of any other nothing.
    fn quote(&self, pod: &Pod, reach: Reach, before: Option<&str>, words: impl FnOnce() -> String) -> String {
        match (reach, before) {
            (Reach::Public, None) => words(),
            (Reach::Public, Some("")) => self.say(pod, "post-shield", &[]),
            (Reach::Public, Some(warning)) => warning.to_owned(),
            (Reach::Pod | Reach::Limited, _) => String::new(),
        }
    }

    /// That somebody wrote: neither what nor about what.
    pub(super) fn of_message(&self, pod: &Pod, author: &person::Model, path: &str) -> Line {
        let name = [("name", Arg::Text(author.name.clone()))];
        Line {
            sentence: self.say(pod, "telling-wrote", &name),
            quote: String::new(),
            url: pod.settings.url(path),
        }
    }

    /// That somebody shared a post; what it says only if it is for everyone.
    pub(super) fn of_post(&self, pod: &Pod, found: &Authored) -> Line {
        let post = &found.post;
        let key = match post.reach {
            Reach::Public => "telling-shared-public",
            Reach::Pod | Reach::Limited => "telling-shared",
        };
        let name = [("name", Arg::Text(found.author.name.clone()))];
        Line {
            sentence: self.say(pod, key, &name),
            quote: self.quote(pod, post.reach, shield::sensitive(found), || {
                cut(&markdown::plain(&post.text))
            }),
            url: pod.settings.url(&format!("/posts/{}", post.guid)),
        }
    }
}

/// The sentence that says how many more there are of what happens to the same thing.
fn more(kind: NotificationKind) -> Option<&'static str> {
    match kind {
        NotificationKind::Commented => Some("telling-more-commented"),
        NotificationKind::AlsoCommented => Some("telling-more-also-commented"),
        NotificationKind::Answered => Some("telling-more-answered"),
        NotificationKind::MentionedInComment => Some("telling-more-mentioned"),
        NotificationKind::Liked => Some("telling-more-liked"),
        NotificationKind::LikedComment => Some("telling-more-liked-comment"),
        NotificationKind::Reshared => Some("telling-more-reshared"),
        NotificationKind::StartedSharing
        | NotificationKind::Moved
        | NotificationKind::AsksToFollow
        | NotificationKind::Mentioned
        | NotificationKind::ShownLater
        | NotificationKind::Applied
        | NotificationKind::Joined
        | NotificationKind::PollEnded
        | NotificationKind::Reported
        | NotificationKind::ReportClosed
        | NotificationKind::Warned
        | NotificationKind::Approved
        | NotificationKind::Birthday
        | NotificationKind::Removed
        | NotificationKind::NotShared => None,
    }
}

fn cut(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}

/// An id of a thread of mails that nobody can trace back to what it is about.
pub(super) fn thread_id(pod: &Pod, thread: &str) -> String {
    format!("<{}@{}>", traceless(pod, thread), pod.settings.host())
}

/// 32 characters that are the same for the same and say nothing else.
pub(super) fn traceless(pod: &Pod, same: &str) -> String {
    let mut seal = seal::sign(&pod.secret, &format!("mail thread {same}"));
    seal.truncate(32);
    seal
}
