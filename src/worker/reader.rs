//! Somebody who is told of something away from the pod, and the words for it: one sentence, perhaps a quotation, and
//! where it leads. What is not for everyone is never quoted, and nobody but who did it is named.

use entity::own::conversation as letters;
use entity::own::notification::{self, Told};
use entity::user::State;
use entity::visible::post::{Authored, posts};
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
}

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
                Ok(told.and_then(|told| self.of_told(pod, &told)))
            }
            Matter::Message { id } => {
                let mine = letters::Mine { user: me, person };
                let found = letters::unread_message(db, mine, MessageId(id)).await?;
                Ok(found.map(|(_, author, of)| Found {
                    line: self.of_message(pod, &author, &format!("/conversations/{}", of.guid)),
                    stop: Stop::Topic(Topic::Message),
                    thread: Some(format!("conversation {}", of.guid)),
                }))
            }
            Matter::Post { id } => {
                let theirs = posts(Viewer::Local(me, person)).for_stream();
                let found = theirs.by_id(db, PostId(id)).await?;
                Ok(found.map(|found| Found {
                    line: self.of_post(pod, &found),
                    stop: Stop::Posts,
                    thread: Some(format!("post {}", found.post.guid)),
                }))
            }
        }
    }

    fn of_told(&self, pod: &Pod, told: &Told) -> Option<Found> {
        let topic = Topic::of(told.notification.kind)?;
        Some(Found {
            line: self.line(pod, told),
            stop: Stop::Topic(topic),
            thread: told.post.as_ref().map(|post| format!("post {}", post.guid)),
        })
    }

    /// A notification.
    pub(super) fn line(&self, pod: &Pod, told: &Told) -> Line {
        let row = &told.notification;
        let emoji = row.emoji.as_deref().unwrap_or_default();
        let args = [
            ("name", Arg::Text(told.actor.name.clone())),
            ("people", Arg::Number(1)),
            ("emoji", Arg::Text(Feeling::of(emoji).plain())),
        ];
        let quote = match (&told.post, &told.comment) {
            (Some(post), Some(comment)) if open(post.reach, shield::named(post)) => {
                cut(&markdown::plain(&comment.text))
            }
            (Some(post), None) if open(post.reach, shield::named(post)) => post.title.clone(),
            (Some(_) | None, _) => String::new(),
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
            quote: if open(post.reach, shield::sensitive(found)) {
                cut(&markdown::plain(&post.text))
            } else {
                String::new()
            },
            url: pod.settings.url(&format!("/posts/{}", post.guid)),
        }
    }
}

/// For everyone, and nothing stands before it.
fn open(reach: Reach, before: Option<&str>) -> bool {
    reach == Reach::Public && before.is_none()
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
    let seal = seal::sign(&pod.secret, &format!("mail thread {thread}"));
    format!("<{}@{}>", &seal[..32], pod.settings.host())
}
