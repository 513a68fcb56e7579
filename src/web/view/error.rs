//! The page that tells a refusal or a fault.

use serde::Serialize;

use super::View;
use crate::web::guard::Say;

/// What cannot be, in words.
#[derive(Clone, Debug, Serialize)]
pub struct ErrorView {
    sentence: String,
    status: u16,
}

impl ErrorView {
    /// A sentence and its status.
    pub fn new(sentence: String, status: u16) -> Self {
        Self { sentence, status }
    }
}

impl View for ErrorView {
    const TEMPLATE: &'static str = "page/error";

    fn title(&self, say: &Say<'_>) -> String {
        say.text(if self.status == 404 {
            "error-title-not-found"
        } else {
            "error-title"
        })
    }

    fn samples() -> Vec<Self> {
        vec![
            Self::new("There is nothing here.".to_owned(), 404),
            Self::new("It broke.".to_owned(), 500),
        ]
    }
}
