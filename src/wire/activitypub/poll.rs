//! The questions of polls (ActivityStreams, `Question`). A vote is a note with a name and no text.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::limits::MOST_CHOICES;
use super::node::Node;
use super::out::{Out, written};

/// What can be chosen, until when, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// Whether several answers may be chosen.
    pub several: bool,
    /// The answers.
    pub choices: Vec<Choice>,
    /// When it ends.
    pub ends: Option<DateTime<Utc>>,
    /// Whether it has ended.
    pub closed: bool,
    /// How many people have voted.
    pub voters: Option<u64>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its words.
    pub name: String,
    /// How many have chosen it.
    pub votes: Option<u64>,
}

impl Poll {
    pub(super) fn of(node: Node<'_>) -> Option<Self> {
        let member = ["anyOf", "oneOf"]
            .into_iter()
            .find(|name| node.nodes(name).next().is_some())?;
        let choices = node.nodes(member).filter_map(|choice| {
            let votes = choice.node("replies").and_then(|replies| replies.count("totalItems"));
            Some(Choice {
                name: choice.name("name")?,
                votes,
            })
        });
        // `closed` is a time or a flag.
        let closed_at = node.time("closed");
        Some(Self {
            several: member == "anyOf",
            choices: choices.take(MOST_CHOICES).collect(),
            ends: node.time("endTime").or(closed_at),
            closed: closed_at.is_some() || node.flag("closed") == Some(true),
            voters: node.count("votersCount"),
        })
    }

    pub(super) fn write(&self, out: Out) -> Out {
        let choices = self.choices.iter().map(|choice| {
            let replies = choice
                .votes
                .map(|votes| json!({"type": "Collection", "totalItems": votes}));
            Out::of("Note")
                .put("name", choice.name.as_str())
                .maybe("replies", replies)
                .end()
        });
        let closed = self
            .ends
            .as_ref()
            .map_or(Value::Bool(true), |time| written(time).into());
        out.put(
            if self.several { "anyOf" } else { "oneOf" },
            choices.collect::<Vec<_>>(),
        )
        .time("endTime", self.ends.as_ref())
        .maybe("closed", self.closed.then_some(closed))
        .maybe("votersCount", self.voters)
    }
}
