//! What a post may have besides its words and its audience: a place, a warning, an end, a poll, no card for its link.

use entity::write::post::Extras;
use entity::{Moment, OwnPost};
use serde::{Deserialize, Serialize};

use crate::domain::photo::Picked;
use crate::error::{Outcome, PostRefusal, Stop};
use crate::text::clean;

/// Longest name of a place, warning, question and answer, in characters.
pub const SHORT: usize = 255;
/// How long a post may last, in hours: an hour to a year.
pub const LASTS: [u64; 8] = [1, 6, 24, 72, 168, 720, 2_160, 8_760];
/// How long a poll may be open, in hours.
pub const POLL_LASTS: [u64; 6] = [1, 6, 24, 72, 168, 720];
/// Fewest and most answers of a poll.
pub const ANSWERS: (usize, usize) = (2, 20);

const HOUR: std::time::Duration = std::time::Duration::from_secs(3_600);

/// What the publisher's form says besides text and audience, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wishes {
    /// Where, as its author calls it.
    pub place: String,
    /// Degrees north, from the browser.
    pub latitude: String,
    /// Degrees east, from the browser.
    pub longitude: String,
    /// To be opened first.
    pub sensitive: bool,
    /// What stands before it is opened.
    pub warning: String,
    /// Hours until it is deleted; empty for never.
    pub lasts: String,
    /// What is asked.
    pub question: String,
    /// Answers, one in a line.
    pub answers: String,
    /// More than one may be chosen.
    pub multiple: bool,
    /// Hours until the poll is over; empty for never.
    pub poll_lasts: String,
    /// When to share it, `2026-11-22T18:30`; empty for now.
    pub later: String,
    /// By how many minutes UTC is ahead of the clock that `later` was read from; empty for not at all.
    pub later_offset: String,
    /// No card is to be made for its link.
    pub plain_link: bool,
    /// Its photos, in order.
    pub photos: Vec<Picked>,
}

/// A poll that can be asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What is asked.
    pub question: String,
    /// Two to twenty, each another.
    pub answers: Vec<String>,
    /// More than one may be chosen.
    pub multiple: bool,
    /// When it ends.
    pub ends_at: Option<Moment>,
}

impl Wishes {
    /// What can be done of it.
    ///
    /// # Errors
    /// Something is too long, no such span of time, or no poll.
    pub fn resolve(&self, now: Moment) -> Outcome<(Extras, Option<Question>)> {
        let warning = line(&self.warning, PostRefusal::WarningLong)?;
        let typed = line(&self.place, PostRefusal::PlaceLong)?;
        let position = self.position()?;
        let extras = Extras {
            place: place(typed, position),
            position,
            warning: (self.sensitive || !warning.is_empty()).then_some(warning),
            expires_at: span(&self.lasts, &LASTS, now)?,
            plain_link: self.plain_link,
        };
        Ok((extras, self.poll(now)?))
    }

    /// What a post has now, for the form in which its author changes it: place and warning.
    pub fn of(post: &OwnPost) -> Self {
        let degrees = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
        Self {
            place: post.place.clone().unwrap_or_default(),
            latitude: degrees(post.latitude),
            longitude: degrees(post.longitude),
            sensitive: post.warning.is_some(),
            warning: post.warning.clone().unwrap_or_default(),
            plain_link: post.plain_link,
            ..Self::default()
        }
    }

    /// Place and warning as the author wants them from now on. A position that stood beside another name, and was not
    /// looked up anew, goes with that name.
    ///
    /// # Errors
    /// Something is too long, or no position.
    pub fn changed(&self, post: &OwnPost) -> Outcome<Extras> {
        let typed = line(&self.place, PostRefusal::PlaceLong)?;
        let warning = line(&self.warning, PostRefusal::WarningLong)?;
        let former = post.latitude.zip(post.longitude);
        let renamed = typed != post.place.clone().unwrap_or_default();
        let position = self.position()?.filter(|now| !renamed || Some(*now) != former);
        Ok(Extras {
            place: place(typed, position),
            position,
            warning: (self.sensitive || !warning.is_empty()).then_some(warning),
            expires_at: post.expires_at,
            plain_link: self.plain_link,
        })
    }

    /// Four digits behind the point: about ten metres.
    fn position(&self) -> Outcome<Option<(f64, f64)>> {
        let (north, east) = (self.latitude.trim(), self.longitude.trim());
        if north.is_empty() && east.is_empty() {
            return Ok(None);
        }
        let degrees = |text: &str, most: f64| {
            let number: f64 = text.parse().ok()?;
            (number.abs() <= most).then_some((number * 10_000.0).round() / 10_000.0)
        };
        let both = degrees(north, 90.0).zip(degrees(east, 180.0));
        both.map(Some).ok_or_else(|| PostRefusal::Position.into())
    }

    fn poll(&self, now: Moment) -> Outcome<Option<Question>> {
        let question = line(&self.question, PostRefusal::PollLong)?;
        let lines = self.answers.lines().map(|text| line(text, PostRefusal::PollLong));
        let mut answers = Vec::new();
        for answer in lines {
            answers.push(answer?);
        }
        answers.retain(|answer| !answer.is_empty());
        if question.is_empty() && answers.is_empty() {
            return Ok(None);
        }
        if question.is_empty() {
            return Err(PostRefusal::PollQuestion.into());
        }
        let (fewest, most) = ANSWERS;
        let different: std::collections::HashSet<&str> = answers.iter().map(String::as_str).collect();
        if answers.len() < fewest || answers.len() > most || different.len() < answers.len() {
            return Err(PostRefusal::PollAnswers.into());
        }
        Ok(Some(Question {
            question,
            answers,
            multiple: self.multiple,
            ends_at: span(&self.poll_lasts, &POLL_LASTS, now)?,
        }))
    }
}

/// As its author calls it, or where it is.
fn place(typed: String, position: Option<(f64, f64)>) -> Option<String> {
    match (typed.is_empty(), position) {
        (false, _) => Some(typed),
        (true, Some((north, east))) => Some(format!("{north:.4}, {east:.4}")),
        (true, None) => None,
    }
}

fn line(text: &str, long: PostRefusal) -> Outcome<String> {
    match clean::line(text, SHORT) {
        Ok(text) => Ok(text),
        Err(clean::Unfit::Empty) => Ok(String::new()),
        Err(clean::Unfit::TooLong { .. } | clean::Unfit::Unreadable) => Err(Stop::from(long)),
    }
}

/// So many hours from now, if it is one of the choices.
fn span(hours: &str, choices: &[u64], now: Moment) -> Outcome<Option<Moment>> {
    if hours.trim().is_empty() {
        return Ok(None);
    }
    let found = hours.trim().parse().ok().filter(|hours| choices.contains(hours));
    let hours = found.ok_or(PostRefusal::Span)?;
    Ok(Some(now.plus(HOUR * u32::try_from(hours).unwrap_or(u32::MAX))))
}
