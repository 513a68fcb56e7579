//! What acts that share a transaction leave to be written together, as each statement costs the way to the database and back: whom to
//! tell of what, how things are called elsewhere, and what stands beside new posts. `domain::gathered` writes it.

use entity::write::activity::Move;
use entity::write::far_object::FarObject;
use entity::write::like::Later;
use entity::write::notification::Telling;
use entity::write::post::Beside;
use entity::{OwnComment, OwnPost, PersonId, PodId, PostId};

/// How much of each there is.
pub(super) type Lengths = [usize; 11];

/// What is still to be written.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// Whom to tell of what, in this order.
    pub told: Vec<Telling>,
    /// How things of the fediverse are called there.
    pub called: Vec<FarObject>,
    /// What stands beside posts that are new.
    pub beside: Vec<Beside>,
    /// Which pods have to do with posts.
    pub at: Vec<(PostId, PodId)>,
    /// Posts of which those who wait for them hear.
    pub shared: Vec<OwnPost>,
    /// Posts that somebody was given, who hears of it.
    pub given: Vec<OwnPost>,
    /// What happened at posts.
    pub moves: Vec<Move>,
    /// The rows of posts that are new.
    pub posts: Vec<OwnPost>,
    /// Which of them are for whom, where they are for a few.
    pub shown: Vec<(OwnPost, PersonId)>,
    /// The rows of comments.
    pub comments: Vec<OwnComment>,
    /// The rows of likes.
    pub likes: Vec<Later>,
}

impl Gathered {
    /// Whether all is written.
    pub fn is_empty(&self) -> bool {
        self.len() == Lengths::default()
    }

    /// How much of each there is.
    pub(super) fn len(&self) -> Lengths {
        [
            self.told.len(),
            self.called.len(),
            self.beside.len(),
            self.at.len(),
            self.shared.len(),
            self.given.len(),
            self.moves.len(),
            self.posts.len(),
            self.shown.len(),
            self.comments.len(),
            self.likes.len(),
        ]
    }

    /// What came later has not happened.
    pub(super) fn truncate(&mut self, to: Lengths) {
        let [
            told,
            called,
            beside,
            at,
            shared,
            given,
            moves,
            posts,
            shown,
            comments,
            likes,
        ] = to;
        self.told.truncate(told);
        self.called.truncate(called);
        self.beside.truncate(beside);
        self.at.truncate(at);
        self.shared.truncate(shared);
        self.given.truncate(given);
        self.moves.truncate(moves);
        self.posts.truncate(posts);
        self.shown.truncate(shown);
        self.comments.truncate(comments);
        self.likes.truncate(likes);
    }
}
