//! That somebody does something: who, what, for whom, when (ActivityStreams, section 4; ActivityPub, section 3).

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::audience::Audience;
use super::deed::Deed;
use super::id::Id;
use super::node::Node;
use super::out::{Out, document};
use super::rejected::Rejected;

/// An activity.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// Its address. Some servers give none to what is over at once.
    pub id: Option<Id>,
    /// Who does it.
    pub actor: Id,
    /// What is done.
    pub deed: Deed,
    /// For whom.
    pub audience: Audience,
    /// When.
    pub published: Option<DateTime<Utc>>,
    /// The thread that it belongs to.
    pub context: Option<Id>,
    /// Whether it is for those alone who are mentioned, where that is said at all.
    pub direct: Option<bool>,
}

impl Activity {
    /// Something that somebody does, for nobody yet.
    pub fn new(id: Id, actor: Id, deed: Deed) -> Self {
        Self {
            id: Some(id),
            actor,
            deed,
            audience: Audience::default(),
            published: None,
            context: None,
            direct: None,
        }
    }

    pub(super) fn of(node: Node<'_>, verb: &str) -> Result<Self, Rejected> {
        let actor = node.first("actor").or_else(|| node.first("attributedTo"));
        Ok(Self {
            id: node.id(),
            actor: actor.ok_or(Rejected::Missing("actor"))?,
            deed: Deed::of(node, verb)?,
            audience: Audience::of(node),
            published: node.time("published"),
            context: node.first("context"),
            direct: node.flag("directMessage"),
        })
    }

    /// The document that is sent.
    pub fn json(&self) -> Value {
        document(self.body())
    }

    /// The activity as it stands within another one.
    pub(super) fn body(&self) -> Value {
        let out = Out::of(self.deed.verb())
            .text("id", self.id.as_ref())
            .put("actor", self.actor.as_str());
        let out = self.audience.write(self.deed.write(out));
        out.time("published", self.published.as_ref())
            .text("context", self.context.as_ref())
            .maybe("directMessage", self.direct)
            .end()
    }
}
