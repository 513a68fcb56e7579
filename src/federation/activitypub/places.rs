//! The addresses of what is ours, as other servers of the fediverse know it: those that people see, and below them those that
//! only programs ask for. An address once given stays.

use crate::settings::Settings;
use crate::wire::activitypub::Id;

/// The pod's own actor, in whose name is asked what is asked for nobody in particular.
pub fn pod(settings: &Settings) -> Id {
    id(settings, "/actor")
}

/// Where everything arrives that is for all of the pod.
pub fn shared_inbox(settings: &Settings) -> Id {
    id(settings, "/inbox")
}

/// Somebody of the pod.
pub fn person(settings: &Settings, guid: &str) -> Id {
    id(settings, &format!("/people/{guid}"))
}

/// Something that hangs on somebody: `inbox`, `outbox`, `followers`, `following`, `featured`, a like.
pub fn of_person(settings: &Settings, guid: &str, what: &str) -> Id {
    id(settings, &format!("/people/{guid}/{what}"))
}

/// The key of an actor of ours.
pub fn key(actor: &Id) -> Option<Id> {
    Id::parse(&format!("{actor}#main-key"))
}

/// A post.
pub fn post(settings: &Settings, guid: &str) -> Id {
    id(settings, &format!("/posts/{guid}"))
}

/// Something that hangs on a post: `replies`, `likes`, `shares`.
pub fn of_post(settings: &Settings, guid: &str, what: &str) -> Id {
    id(settings, &format!("/posts/{guid}/{what}"))
}

/// The collection of what is said below a post: its author's (FEP-171b).
pub fn container(settings: &Settings, guid: &str) -> Id {
    of_post(settings, guid, "context")
}

/// A copy of a post, comment or message that is for one person alone, by a name that tells nothing.
pub fn copy(of: &Id, name: &str) -> Option<Id> {
    Id::parse(&format!("{of}/copies/{name}"))
}

/// A message in a conversation. It is sent and never shown at its address.
pub fn message(settings: &Settings, guid: &str) -> Id {
    id(settings, &format!("/messages/{guid}"))
}

/// A conversation. What is written in it says that it belongs there.
pub fn conversation(settings: &Settings, guid: &str) -> Id {
    id(settings, &format!("/conversations/{guid}"))
}

/// What is found under a tag.
pub fn tag(settings: &Settings, path: &str) -> Id {
    id(settings, path)
}

/// A comment.
pub fn comment(settings: &Settings, guid: &str) -> Id {
    id(settings, &format!("/comments/{guid}"))
}

/// Something done to what has this address: another name after the sharp makes it another activity.
pub fn deed(of: &Id, what: &str) -> Option<Id> {
    Id::parse(&format!("{}#{what}", of.document()))
}

/// What of ours an address means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The pod's own actor.
    Pod,
    /// Somebody, by their guid.
    Person(String),
    /// The collection of who follows somebody, by their guid.
    Followers(String),
    /// A post, by its guid.
    Post(String),
    /// A comment, by its guid.
    Comment(String),
    /// A message, by its guid.
    Message(String),
    /// A conversation, by its guid.
    Conversation(String),
}

/// What of ours an address means; none: it is no address of this pod, or means nothing here.
pub fn ours(settings: &Settings, id: &Id) -> Option<Place> {
    let document = id.document();
    let base = self::pod(settings);
    if !document.is_beside(&base) {
        return None;
    }
    let segments: Vec<&str> = document.path().trim_start_matches('/').split('/').collect();
    Some(match segments.as_slice() {
        ["actor"] => Place::Pod,
        ["people", guid] => Place::Person((*guid).to_owned()),
        ["people", guid, "followers"] => Place::Followers((*guid).to_owned()),
        ["posts", guid] | ["posts", guid, "copies", _] => Place::Post((*guid).to_owned()),
        ["comments", guid] | ["comments", guid, "copies", _] => Place::Comment((*guid).to_owned()),
        ["messages", guid] | ["messages", guid, "copies", _] => Place::Message((*guid).to_owned()),
        ["conversations", guid] => Place::Conversation((*guid).to_owned()),
        _ => return None,
    })
}

fn id(settings: &Settings, path: &str) -> Id {
    Id::parse(&settings.url(path))
        .expect("the pod's address is one of the web, and guids hold no character that is none")
}
