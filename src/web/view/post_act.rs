//! What is done with a post besides reading it: looking at former versions, deleting it, showing it to more people or to fewer.

use serde::Serialize;

use super::View;
use super::comment::CommentCard;
use super::post::{PersonLine, PostCard};
use crate::web::guard::{Say, Visit};

/// A former version of a post.
#[derive(Clone, Debug, Serialize)]
pub struct EditLine {
    /// When it was written.
    pub created_iso: String,
    /// In full.
    pub created_title: String,
    /// Rendered.
    pub html: String,
}

/// The versions of a post or of a comment.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryView {
    /// Where it stands.
    pub url: String,
    /// It is a comment.
    pub comment: bool,
    /// Newest first; the first is the present one.
    pub versions: Vec<EditLine>,
}

impl EditLine {
    /// A version: when it was written, and what it says.
    pub fn new(visit: &Visit, at: entity::Moment, html: &str) -> Self {
        Self {
            created_iso: at.iso(),
            created_title: visit.at(at),
            html: html.to_owned(),
        }
    }
}

impl View for HistoryView {
    const TEMPLATE: &'static str = "page/history";

    fn title(&self, say: &Say<'_>) -> String {
        say.text(if self.comment {
            "comment-history"
        } else {
            "post-history"
        })
    }

    fn samples() -> Vec<Self> {
        let line = EditLine {
            created_iso: "2026-11-21T10:00:00Z".to_owned(),
            created_title: "21 November 2026".to_owned(),
            html: "<p>Two jars.</p>".to_owned(),
        };
        let sample = |url: String, comment| Self {
            url,
            comment,
            versions: vec![line.clone(), line.clone()],
        };
        vec![
            sample(PostCard::sample().url, false),
            sample(CommentCard::sample().url, true),
        ]
    }
}

/// "Delete this post?"
#[derive(Clone, Debug, Serialize)]
pub struct DeleteView {
    /// It.
    pub post: PostCard,
}

impl View for DeleteView {
    const TEMPLATE: &'static str = "page/post_delete";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("post-delete-title")
    }

    fn samples() -> Vec<Self> {
        vec![Self {
            post: PostCard::sample(),
        }]
    }
}

/// Showing a post to more people, or withdrawing it from some.
#[derive(Clone, Debug, Serialize)]
pub struct GiveView {
    /// It.
    pub post: PostCard,
    /// Show or withdraw.
    pub withdraw: bool,
    /// Who has it, to be ticked.
    pub people: Vec<PersonLine>,
    /// People typed by hand.
    pub typed: String,
    /// What cannot be.
    pub error: String,
}

impl View for GiveView {
    const TEMPLATE: &'static str = "page/post_give";

    fn title(&self, say: &Say<'_>) -> String {
        say.text(if self.withdraw {
            "post-withdraw-title"
        } else {
            "post-show-title"
        })
    }

    fn samples() -> Vec<Self> {
        let sample = |withdraw| Self {
            post: PostCard::sample(),
            withdraw,
            people: vec![PersonLine::sample()],
            typed: String::new(),
            error: "Nobody was chosen.".to_owned(),
        };
        vec![sample(true), sample(false)]
    }
}
