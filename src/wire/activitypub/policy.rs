//! Who may answer, like, announce or quote, as its author says (GoToSocial's `interactionPolicy`, FEP-044f for quotes).

use serde_json::Value;

use super::Id;
use super::audience::Address;
use super::node::Node;
use super::out::Out;
use super::rejected::Rejected;

/// What an author allows. What is not said is as it always was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Who may like.
    pub like: Option<Permit>,
    /// Who may answer.
    pub reply: Option<Permit>,
    /// Who may announce.
    pub announce: Option<Permit>,
    /// Who may quote.
    pub quote: Option<Permit>,
}

/// Who may do something at once, and who has to ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permit {
    /// These need not ask.
    pub at_once: Vec<Address>,
    /// These are answered.
    pub asked: Vec<Address>,
}

impl Permit {
    /// Nobody but the author: there is no word for nobody.
    pub fn only(author: Id) -> Self {
        Self {
            at_once: vec![Address::Id(author)],
            asked: Vec::new(),
        }
    }

    /// Everybody.
    pub fn all() -> Self {
        Self {
            at_once: vec![Address::Public],
            asked: Vec::new(),
        }
    }

    fn of(node: Node<'_>) -> Self {
        let either = |new: &str, old: &str| {
            let list = Address::list(node, new);
            if list.is_empty() {
                Address::list(node, old)
            } else {
                list
            }
        };
        Self {
            at_once: either("automaticApproval", "always"),
            asked: either("manualApproval", "approvalRequired"),
        }
    }

    fn json(&self) -> Value {
        let list = |addresses: &[Address]| addresses.iter().map(Address::json).collect::<Vec<_>>();
        Out::default()
            .put("automaticApproval", list(&self.at_once))
            .list("manualApproval", list(&self.asked))
            .end()
    }
}

impl Policy {
    pub(super) fn of(node: Node<'_>) -> Option<Self> {
        let policy = node.node("interactionPolicy")?;
        let permit = |name: &str| policy.node(name).map(Permit::of);
        Some(Self {
            like: permit("canLike"),
            reply: permit("canReply"),
            announce: permit("canAnnounce"),
            quote: permit("canQuote"),
        })
    }

    pub(super) fn json(&self) -> Value {
        Out::default()
            .maybe("canLike", self.like.as_ref().map(Permit::json))
            .maybe("canReply", self.reply.as_ref().map(Permit::json))
            .maybe("canAnnounce", self.announce.as_ref().map(Permit::json))
            .maybe("canQuote", self.quote.as_ref().map(Permit::json))
            .end()
    }
}

/// The author's word that something of theirs may be quoted, answered, liked or announced (`QuoteAuthorization`,
/// `ReplyApproval` and their kin).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Its address.
    pub id: Id,
    /// What it allows, such as `QuoteAuthorization`.
    pub kind: String,
    /// Who allows it.
    pub author: Id,
    /// What was made.
    pub made: Id,
    /// What it is about.
    pub about: Id,
}

impl Stamp {
    /// Whether a type on the wire is that of a stamp.
    pub(super) fn is_kind(kind: &str) -> bool {
        kind == "QuoteAuthorization"
            || ["Like", "Reply", "Announce"].iter().any(|deed| {
                let end = kind.strip_prefix(deed);
                matches!(end, Some("Approval" | "Authorization"))
            })
    }

    pub(super) fn of(node: Node<'_>) -> Result<Self, Rejected> {
        let kind = node.kinds().find(|kind| Self::is_kind(kind));
        let made = node.first("interactingObject").or_else(|| node.first("object"));
        let about = node.first("interactionTarget").or_else(|| node.first("target"));
        Ok(Self {
            id: node.id().ok_or(Rejected::Missing("id"))?,
            kind: kind.ok_or(Rejected::OtherKind("stamp"))?.to_owned(),
            author: node
                .first("attributedTo")
                .or_else(|| node.first("actor"))
                .ok_or(Rejected::Missing("attributedTo"))?,
            made: made.ok_or(Rejected::Missing("interactingObject"))?,
            about: about.ok_or(Rejected::Missing("interactionTarget"))?,
        })
    }

    pub(super) fn json(&self) -> Value {
        Out::of(&self.kind)
            .put("id", self.id.as_str())
            .put("attributedTo", self.author.as_str())
            .put("interactingObject", self.made.as_str())
            .put("interactionTarget", self.about.as_str())
            .end()
    }

    /// Whether it allows that `made`, about `about` of `author`: all must be the same, and the stamp lie at its author's.
    ///
    /// # Errors
    /// It allows something else.
    pub fn allows(&self, made: &Id, about: &Id, author: &Id) -> Result<(), Rejected> {
        if !self.id.is_beside(author) {
            return Err(Rejected::OtherOrigin("stamp"));
        }
        if self.author != *author {
            return Err(Rejected::OtherActor("stamp"));
        }
        let same = self.made == *made && self.about == *about;
        same.then_some(()).ok_or(Rejected::Unfit("stamp"))
    }
}
