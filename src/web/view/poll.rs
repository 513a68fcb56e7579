//! A poll within a post.

use entity::visible::poll::SeenPoll;
use serde::Serialize;

use crate::i18n::Arg;
use crate::web::guard::Visit;

/// A poll.
#[derive(Clone, Debug, Serialize)]
pub struct PollCard {
    /// Guid of its post.
    pub guid: String,
    /// Where one votes.
    pub url: String,
    /// What is asked.
    pub question: String,
    /// More than one answer may be chosen.
    pub multiple: bool,
    /// In order.
    pub answers: Vec<AnswerLine>,
    /// The viewer may vote.
    pub open: bool,
    /// The viewer may see how it stands.
    pub results: bool,
    /// How many voted, in words.
    pub voters: String,
    /// When it ends or ended, in words; empty for never.
    pub ends: String,
    /// The viewer has voted.
    pub voted: bool,
    /// Why the vote was refused.
    pub error: String,
}

/// An answer.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerLine {
    /// Row id.
    pub id: i64,
    /// What it says.
    pub text: String,
    /// Share of those who voted, where it may be seen.
    pub percent: i64,
    /// The viewer chose it.
    pub mine: bool,
}

impl PollCard {
    /// Of a poll.
    pub fn of(visit: &Visit, post: &str, poll: &SeenPoll) -> Self {
        let say = visit.say();
        let line = |answer: &entity::visible::poll::SeenAnswer| AnswerLine {
            id: answer.id.0,
            text: answer.text.clone(),
            percent: answer.votes.map_or(0, |votes| share(votes, poll.voters)),
            mine: answer.mine,
        };
        let ends = match poll.ends_at {
            None => String::new(),
            Some(at) if poll.over => say.with("poll-ended", &[("when", Arg::Text(visit.at(at)))]),
            Some(at) => say.with("poll-ends", &[("when", Arg::Text(visit.at(at)))]),
        };
        Self {
            guid: post.to_owned(),
            url: format!("/posts/{post}/vote"),
            question: poll.question.clone(),
            multiple: poll.multiple,
            answers: poll.answers.iter().map(line).collect(),
            open: visit.me.is_some() && !poll.over,
            results: poll.over || poll.voted,
            voters: say.with("poll-voters", &[("count", Arg::Number(poll.voters))]),
            ends,
            voted: poll.voted,
            error: String::new(),
        }
    }

    /// For samples.
    pub fn sample() -> Self {
        let answer = |id, text: &str, percent, mine| AnswerLine {
            id,
            text: text.to_owned(),
            percent,
            mine,
        };
        Self {
            guid: "b40cbba0d6d6d6d65dff06d94e7a4a25".to_owned(),
            url: "/posts/b40cbba0d6d6d6d65dff06d94e7a4a25/vote".to_owned(),
            question: "Which evening?".to_owned(),
            multiple: false,
            answers: vec![answer(1, "Tuesday", 64, true), answer(2, "Thursday", 36, false)],
            open: true,
            results: true,
            voters: "11 people voted".to_owned(),
            ends: "Ends on 24 November 2026, 10:00 UTC".to_owned(),
            voted: true,
            error: "Choose an answer first.".to_owned(),
        }
    }
}

/// In whole per cent.
fn share(votes: i64, voters: i64) -> i64 {
    if voters == 0 {
        0
    } else {
        (votes * 100 + voters / 2) / voters
    }
}
