//! Changing a comment, and asking before one is taken away.

use serde::Serialize;

use super::View;
use super::comment::CommentCard;
use super::picked::PhotoFields;
use crate::web::guard::Say;

/// Changing a comment, or asking before it is taken away.
#[derive(Clone, Debug, Serialize)]
pub struct CommentActView {
    /// It.
    pub comment: CommentCard,
    /// Guid of its post.
    pub post: String,
    /// What it says, to be changed; none when it is to be taken away.
    pub text: Option<String>,
    /// What it lets be seen, to be changed.
    pub photos: PhotoFields,
    /// Why it was refused.
    pub error: String,
}

impl View for CommentActView {
    const TEMPLATE: &'static str = "page/comment";

    fn title(&self, say: &Say<'_>) -> String {
        say.text(if self.text.is_some() {
            "comment-edit-title"
        } else {
            "comment-delete-title"
        })
    }

    fn samples() -> Vec<Self> {
        let sample = |text| Self {
            comment: CommentCard {
                answer_at: String::new(),
                ..CommentCard::sample()
            },
            post: "b40cbba0d6d6d6d65dff06d94e7a4a25".to_owned(),
            text,
            photos: PhotoFields::sample(),
            error: "There is nothing to say yet.".to_owned(),
        };
        vec![sample(Some("Two jars, please.".to_owned())), sample(None)]
    }
}
