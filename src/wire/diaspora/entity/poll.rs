//! A question within a post, and the answers to choose from.

use crate::wire::Guid;
use crate::wire::diaspora::fields::Fields;
use crate::wire::diaspora::record::Record;
use crate::wire::diaspora::value::{Text, Timestamp};
use crate::wire::diaspora::xml::Element;
use crate::wire::diaspora::{Kind, Rejected};

/// A question.
#[derive(Clone, Debug, PartialEq)]
pub struct Poll {
    /// Its name.
    pub guid: Guid,
    /// The question.
    pub question: Text<1, 255>,
    /// Two answers at the least.
    pub poll_answers: Vec<PollAnswer>,
    /// More than one may be chosen. Only pods like this one say so.
    pub multiple: bool,
    /// When it ends. Only pods like this one say so.
    pub ends_at: Option<Timestamp>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub struct PollAnswer {
    /// Its name.
    pub guid: Guid,
    /// The answer.
    pub answer: Text<1, 255>,
}

impl Poll {
    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let fields = Fields::of(element, Kind::Poll, &["guid", "question", "poll_answer"])?;
        let read = Self {
            guid: fields.guid("guid")?,
            question: fields.must("question", Text::new)?,
            poll_answers: fields.all(Kind::PollAnswer, PollAnswer::read)?,
            multiple: fields.loose_flag("multiple").unwrap_or(false),
            ends_at: fields.time("ends_at"),
        };
        read.check().map(|()| read)
    }

    pub(super) fn check(&self) -> Result<(), Rejected> {
        let enough = self.poll_answers.len() >= 2;
        enough.then_some(()).ok_or(Rejected::Unfit(Kind::Poll, "poll_answers"))
    }

    pub(super) fn record(&self) -> Record {
        Record::new(Kind::Poll)
            .with("guid", &self.guid)
            .with("question", self.question.as_str())
            .many(
                "poll_answers",
                self.poll_answers.iter().map(PollAnswer::record).collect(),
            )
            .flag("multiple", self.multiple.then_some(true))
            .maybe("ends_at", self.ends_at)
    }
}

impl PollAnswer {
    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let fields = Fields::of(element, Kind::PollAnswer, &["guid", "answer"])?;
        Ok(Self {
            guid: fields.guid("guid")?,
            answer: fields.must("answer", Text::new)?,
        })
    }

    pub(super) fn check(&self) -> Result<(), Rejected> {
        Ok(())
    }

    pub(super) fn record(&self) -> Record {
        Record::new(Kind::PollAnswer)
            .with("guid", &self.guid)
            .with("answer", self.answer.as_str())
    }
}
