//! A page with one form and nothing beside it: a code, a forgotten password, a link from a letter.

use serde::Serialize;

use super::field::{Field, Password};
use super::{Errors, View};
use crate::web::guard::Say;

/// One form.
#[derive(Clone, Debug, Serialize)]
pub struct GateView {
    title: String,
    lead: String,
    action: String,
    button: String,
    fields: Vec<Field>,
    hidden: Vec<Hidden>,
    beside: Vec<Way>,
    errors: Errors,
}

#[derive(Clone, Debug, Serialize)]
struct Hidden {
    name: &'static str,
    value: String,
}

#[derive(Clone, Debug, Serialize)]
struct Way {
    href: &'static str,
    label: String,
}

impl GateView {
    fn new(title: String, lead: String, action: impl Into<String>, button: String, errors: Errors) -> Self {
        let action = action.into();
        Self {
            title,
            lead,
            action,
            button,
            fields: Vec::new(),
            hidden: Vec::new(),
            beside: Vec::new(),
            errors,
        }
    }

    fn field(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }

    fn beside(mut self, href: &'static str, label: String) -> Self {
        self.beside.push(Way { href, label });
        self
    }

    fn hidden(mut self, name: &'static str, value: &str) -> Self {
        self.hidden.push(Hidden {
            name,
            value: value.to_owned(),
        });
        self
    }

    /// The code of the second step.
    pub fn code(say: &Say<'_>, to: &str, errors: Errors) -> Self {
        let code = Field::new("code", say.text("account-code"), &errors);
        let code = code.completes("one-time-code").hint(say.text("account-code-hint"));
        let (title, lead) = (say.text("account-code-title"), say.text("account-code-lead"));
        Self::new(title, lead, "/sign-in/code", say.text("account-sign-in"), errors)
            .field(code)
            .hidden("to", to)
            .beside("/sign-in", say.text("account-sign-in-again"))
    }

    /// Whether a closing account is to be opened again.
    pub fn reopen(say: &Say<'_>, errors: Errors) -> Self {
        let (title, lead) = (say.text("account-reopen-title"), say.text("account-reopen-lead"));
        Self::new(title, lead, "/sign-in/reopen", say.text("account-reopen"), errors)
            .beside("/", say.text("account-reopen-not"))
    }

    /// Which address to send a link to.
    pub fn forgotten(say: &Say<'_>, email: &str, errors: Errors) -> Self {
        let field = Field::new("email", say.text("account-email"), &errors)
            .kind("email")
            .value(email);
        let (title, lead) = (say.text("account-forgotten-title"), say.text("account-forgotten-lead"));
        Self::new(
            title,
            lead,
            "/password/forgot",
            say.text("account-forgotten-send"),
            errors,
        )
        .field(field.completes("email"))
        .beside("/sign-in", say.text("account-sign-in"))
    }

    /// A new password by a link. The name is there for programs that keep passwords.
    pub fn reset(say: &Say<'_>, token: &str, username: &str, errors: Errors) -> Self {
        let password = Field::password(say, Password::New, &errors);
        let (title, lead) = (say.text("account-reset-title"), say.text("account-reset-lead"));
        Self::new(
            title,
            lead,
            format!("/password/reset/{token}"),
            say.text("account-reset-set"),
            errors,
        )
        .hidden("username", username)
        .field(password)
    }
}

impl View for GateView {
    const TEMPLATE: &'static str = "page/gate";

    fn title(&self, _: &Say<'_>) -> String {
        self.title.clone()
    }

    fn samples() -> Vec<Self> {
        let plain = Self::new(
            "Title".into(),
            "Lead.".into(),
            "/sign-in/code",
            "Go".into(),
            Errors::none(),
        );
        let full = Self::new(
            "Title".into(),
            "Lead.".into(),
            "/sign-in/code",
            "Go".into(),
            Errors::sample("form"),
        );
        let field = Field::new("code", "Code".into(), &Errors::sample("code")).completes("one-time-code");
        vec![
            plain,
            full.field(field)
                .hidden("to", "/stream")
                .beside("/sign-in", "Sign in".into()),
        ]
    }
}
