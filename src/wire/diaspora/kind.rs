//! The names of entities: in lower case with `_` as elements and in addresses, in camel case as `parent_type` and
//! `target_type`.
//!
//! What an entity holds is not known here. A new one: a variant and a line in `NAMES`.

use super::rejected::Rejected;

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A post that somebody wrote.
    StatusMessage,
    /// A picture.
    Photo,
    /// A post that repeats another one.
    Reshare,
    /// Words below a post.
    Comment,
    /// A like of a post or a comment.
    Like,
    /// A question within a post.
    Poll,
    /// One answer to choose in a poll.
    PollAnswer,
    /// A vote.
    PollParticipation,
    /// A subscription to a post.
    Participation,
    /// Private mail: subject and participants.
    Conversation,
    /// One message of a conversation.
    Message,
    /// Sharing, following, blocking.
    Contact,
    /// What a person shows.
    Profile,
    /// What discovery finds; not sent.
    Person,
    /// The wire word for delete.
    Retraction,
    /// An account is gone.
    AccountDeletion,
    /// An account has moved.
    AccountMigration,
    /// Something that takes place, within a post.
    Event,
    /// Whether one comes to an event.
    EventParticipation,
    /// A place.
    Location,
    /// What a post wants to be shown below it.
    Embed,
    /// What is known of a parent or target. Never on the wire.
    RelatedEntity,
    /// Status message or reshare: in `parent_type`, `target_type` and addresses, never a payload.
    Post,
}

const NAMES: [(Kind, &str, &str); 23] = [
    (Kind::StatusMessage, "status_message", "StatusMessage"),
    (Kind::Photo, "photo", "Photo"),
    (Kind::Reshare, "reshare", "Reshare"),
    (Kind::Comment, "comment", "Comment"),
    (Kind::Like, "like", "Like"),
    (Kind::Poll, "poll", "Poll"),
    (Kind::PollAnswer, "poll_answer", "PollAnswer"),
    (Kind::PollParticipation, "poll_participation", "PollParticipation"),
    (Kind::Participation, "participation", "Participation"),
    (Kind::Conversation, "conversation", "Conversation"),
    (Kind::Message, "message", "Message"),
    (Kind::Contact, "contact", "Contact"),
    (Kind::Profile, "profile", "Profile"),
    (Kind::Person, "person", "Person"),
    (Kind::Retraction, "retraction", "Retraction"),
    (Kind::AccountDeletion, "account_deletion", "AccountDeletion"),
    (Kind::AccountMigration, "account_migration", "AccountMigration"),
    (Kind::Event, "event", "Event"),
    (Kind::EventParticipation, "event_participation", "EventParticipation"),
    (Kind::Location, "location", "Location"),
    (Kind::Embed, "embed", "Embed"),
    (Kind::RelatedEntity, "related_entity", "RelatedEntity"),
    (Kind::Post, "post", "Post"),
];

/// What a pod keeps of others under a name of its own: other things belong to it, or it is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kept {
    /// A post or a reshare.
    Post,
    /// A comment.
    Comment,
    /// A like.
    Like,
    /// A question; it goes with its post.
    Poll,
    /// A vote.
    Vote,
    /// A picture.
    Photo,
    /// A subscription to a post.
    Participation,
    /// A message.
    Message,
}

impl Kind {
    /// As what a pod keeps it; none: it keeps no such thing under its name.
    pub fn kept(self) -> Option<Kept> {
        match self {
            Kind::Post | Kind::StatusMessage | Kind::Reshare => Some(Kept::Post),
            Kind::Comment => Some(Kept::Comment),
            Kind::Like => Some(Kept::Like),
            Kind::Poll => Some(Kept::Poll),
            Kind::PollParticipation => Some(Kept::Vote),
            Kind::Photo => Some(Kept::Photo),
            Kind::Participation => Some(Kept::Participation),
            Kind::Message => Some(Kept::Message),
            Kind::PollAnswer
            | Kind::Conversation
            | Kind::Contact
            | Kind::Profile
            | Kind::Person
            | Kind::Retraction
            | Kind::AccountDeletion
            | Kind::AccountMigration
            | Kind::Event
            | Kind::EventParticipation
            | Kind::Location
            | Kind::Embed
            | Kind::RelatedEntity => None,
        }
    }

    /// The name as an element and in addresses.
    pub fn element(self) -> &'static str {
        NAMES
            .iter()
            .find(|(kind, ..)| *kind == self)
            .map_or("", |(_, element, _)| element)
    }

    /// The name as a type.
    pub fn camel(self) -> &'static str {
        NAMES
            .iter()
            .find(|(kind, ..)| *kind == self)
            .map_or("", |(.., camel)| camel)
    }

    /// From a type: `Post`, `Comment`.
    pub fn of_camel(name: &str) -> Option<Kind> {
        NAMES.iter().find(|(.., camel)| *camel == name).map(|(kind, ..)| *kind)
    }

    /// From the name of an element, read as the protocol's reference reads it: `_comment` is a comment as well.
    ///
    /// # Errors
    /// It is no name of an entity, or of none that is known.
    pub fn of_element(name: &str) -> Result<Kind, Rejected> {
        if !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            return Err(Rejected::EntityName);
        }
        Kind::of_camel(&camel(name)).ok_or(Rejected::UnknownEntity)
    }
}

/// The first letter and each one after a `_` in upper case; a `_` before no letter stays.
fn camel(element: &str) -> String {
    let mut camel = String::with_capacity(element.len());
    let mut letters = element.chars().peekable();
    let mut upper = true;
    while let Some(letter) = letters.next() {
        let starts = letter == '_' && letters.peek().is_some_and(char::is_ascii_lowercase);
        if !starts {
            camel.push(if upper { letter.to_ascii_uppercase() } else { letter });
        }
        upper = starts;
    }
    camel
}
