//! What people do in a generated world, as plain values: small numbers for people, aspects, posts and tags, so that
//! an act can be taken out of a list without the others losing their meaning. Knows no database and no rule.
//!
//! A new act: a variant here, drawn in `dice.rs`, what it means in `model.rs`, how it is done in `world.rs`.

use std::fmt::Write as _;

use entity::Reach;

/// Somebody of the world: below [`LOCALS`] with an account here, the others on other pods.
pub type Who = usize;
/// People of this pod. The last two of them moderate it.
pub const LOCALS: usize = 10;
/// Everyone.
pub const PEOPLE: usize = 12;
/// Who moderates, and sees to what is reported.
pub const MODERATOR: Who = LOCALS - 1;
/// Everyone who moderates.
pub const MODERATORS: [Who; 2] = [LOCALS - 2, MODERATOR];
/// Who does not want to be found by others than their contacts.
pub const SHY: [Who; 2] = [3, 7];
/// Tags there are.
pub const TAGS: usize = 4;

/// What somebody shares.
#[derive(Clone, Debug)]
pub struct Share {
    pub post: usize,
    pub author: Who,
    pub reach: Reach,
    pub aspects: Vec<usize>,
    pub people: Vec<Who>,
    pub except: Vec<Who>,
    pub tags: Vec<usize>,
    pub mentions: Vec<Who>,
}

/// What is reported.
#[derive(Clone, Debug, PartialEq)]
pub enum About {
    Person(Who),
    Post(usize),
    Comment(usize),
    Message(usize),
}

/// Something that somebody does.
#[derive(Clone, Debug)]
pub enum Act {
    AddAspect {
        owner: Who,
        aspect: usize,
    },
    DropAspect {
        owner: Who,
        aspect: usize,
    },
    Put {
        owner: Who,
        person: Who,
        aspect: usize,
    },
    Take {
        owner: Who,
        person: Who,
        aspect: usize,
    },
    Ignore {
        owner: Who,
        person: Who,
    },
    Unignore {
        owner: Who,
        person: Who,
    },
    Publish(Share),
    Show {
        post: usize,
        people: Vec<Who>,
    },
    Withdraw {
        post: usize,
        people: Vec<Who>,
    },
    Edit {
        post: usize,
        tags: Vec<usize>,
        mentions: Vec<Who>,
    },
    Delete {
        post: usize,
    },
    Pin {
        post: usize,
    },
    Unpin {
        post: usize,
    },
    Hide {
        viewer: Who,
        post: usize,
    },
    Unhide {
        viewer: Who,
        post: usize,
    },
    Follow {
        viewer: Who,
        tag: usize,
    },
    Unfollow {
        viewer: Who,
        tag: usize,
    },
    /// Comments on a post, or answers a comment.
    Say {
        comment: usize,
        author: Who,
        post: usize,
        answers: Option<usize>,
    },
    /// Changes a comment.
    Resay {
        comment: usize,
        by: Who,
    },
    /// Takes a comment away.
    Unsay {
        comment: usize,
        by: Who,
    },
    /// Shows a post of somebody else to everyone.
    Reshare {
        post: usize,
        author: Who,
        of: usize,
        words: bool,
    },
    /// Votes in the poll of a post.
    Vote {
        by: Who,
        post: usize,
        answer: usize,
    },
    /// Likes a post or a comment under it.
    Like {
        by: Who,
        post: usize,
        comment: Option<usize>,
        emoji: usize,
    },
    /// Likes it no longer.
    Unlike {
        by: Who,
        post: usize,
        comment: Option<usize>,
    },
    /// Into the community spotlight, or out of it.
    Light {
        person: Who,
        shown: bool,
    },
    /// Wants the people in the spotlight in the main stream, or not.
    WantSpotlight {
        viewer: Who,
        shown: bool,
    },
    /// Keeps a post among their bookmarks, or no longer.
    Keep {
        viewer: Who,
        post: usize,
    },
    Drop {
        viewer: Who,
        post: usize,
    },
    ReadAll {
        viewer: Who,
    },
    /// Begins a conversation with its first message.
    Write {
        letter: usize,
        message: usize,
        author: Who,
        to: Vec<Who>,
    },
    /// Writes one more message in a conversation.
    Answer {
        letter: usize,
        message: usize,
        author: Who,
    },
    /// Reads a conversation to its end.
    Read {
        letter: usize,
        by: Who,
    },
    /// Takes part in a conversation no longer.
    Part {
        letter: usize,
        by: Who,
    },
    /// Takes a message back.
    TakeBack {
        message: usize,
        by: Who,
    },
    /// Asks the moderators to look at something.
    Report {
        report: usize,
        by: Who,
        about: About,
    },
    /// The moderator sees to a report: dismisses it, or deletes what it is about.
    Settle {
        report: usize,
        delete: bool,
    },
    Close {
        person: Who,
    },
    Reopen {
        person: Who,
    },
    Empty {
        person: Who,
    },
    Wait {
        seconds: u64,
    },
}

/// Acts as lines of Rust, to be pasted into a spec of their own.
pub fn lines(acts: &[Act]) -> String {
    let mut out = String::new();
    for act in acts {
        let _ = writeln!(out, "    {act:?},");
    }
    out
}
