//! The first visit: the pod's name, who may join, the first account.

use serde::Serialize;

use super::field::{Field, Password};
use super::{Errors, View};
use crate::domain::house::Join;
use crate::web::form::Fields;
use crate::web::guard::Say;

/// One of several.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    code: &'static str,
    label: String,
    hint: String,
    chosen: bool,
}

/// The ways of joining, one of them chosen.
pub fn ways(say: &Say<'_>, chosen: Join) -> Vec<Choice> {
    let words = |join| match join {
        Join::Invitation => ("admin-join-invitation", "admin-join-invitation-hint"),
        Join::Approval => ("admin-join-approval", "admin-join-approval-hint"),
        Join::Open => ("admin-join-open", "admin-join-open-hint"),
    };
    let choice = |join: Join| {
        let (label, hint) = words(join);
        Choice {
            code: join.code(),
            label: say.text(label),
            hint: say.text(hint),
            chosen: join == chosen,
        }
    };
    Join::ALL.into_iter().map(choice).collect()
}

/// The form of the first visit.
#[derive(Clone, Debug, Serialize)]
pub struct SetupView {
    key: Vec<Field>,
    name: Vec<Field>,
    ways: Vec<Choice>,
    account: Vec<Field>,
    errors: Errors,
}

/// Whether the key from the terminal has to be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskKey {
    /// The visitor is somewhere else, or may be.
    Yes,
    /// The visitor sits at this machine.
    No,
}

impl SetupView {
    /// With what was typed.
    pub fn new(say: &Say<'_>, ask: AskKey, typed: &Fields, errors: Errors) -> Self {
        let key = Field::new("key", say.text("admin-setup-key"), &errors).value(typed.text("key"));
        let key = key.hint(say.text("admin-setup-key-hint"));
        let name = Field::new("name", say.text("admin-pod-name"), &errors).value(typed.text("name"));
        let username = Field::new("username", say.text("account-username"), &errors).value(typed.text("username"));
        let email = Field::new("email", say.text("account-email"), &errors)
            .kind("email")
            .value(typed.text("email"));
        Self {
            key: if ask == AskKey::Yes { vec![key] } else { vec![] },
            name: vec![name.hint(say.text("admin-pod-name-hint"))],
            ways: ways(say, Join::parse(typed.text("join")).unwrap_or(Join::Invitation)),
            account: vec![
                username.completes("username").hint(say.text("account-username-hint")),
                email.completes("email"),
                Field::password(say, Password::New, &errors),
            ],
            errors,
        }
    }
}

impl View for SetupView {
    const TEMPLATE: &'static str = "page/setup";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("admin-setup-title")
    }

    fn samples() -> Vec<Self> {
        let field = |name| Field::new(name, name.to_owned(), &Errors::sample(name));
        let way = Choice {
            code: "open",
            label: "Anyone".into(),
            hint: "All.".into(),
            chosen: true,
        };
        let full = Self {
            key: vec![field("key")],
            name: vec![field("name")],
            ways: vec![way],
            account: vec![field("username"), field("email")],
            errors: Errors::sample("form"),
        };
        vec![
            Self {
                key: vec![],
                errors: Errors::none(),
                ..full.clone()
            },
            full,
        ]
    }
}
