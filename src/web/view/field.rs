//! One field of a form, for `part/field.html`: its label, what was typed, what is wrong with it.

use serde::Serialize;

use super::Errors;
use crate::web::guard::Say;

/// A field.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    name: &'static str,
    label: String,
    kind: &'static str,
    value: String,
    hint: String,
    error: String,
    autocomplete: &'static str,
    required: bool,
}

impl Field {
    /// A line of text that has to be filled in.
    pub fn new(name: &'static str, label: String, errors: &Errors) -> Self {
        let error = errors.about(name).to_owned();
        Self {
            name,
            label,
            kind: "text",
            value: String::new(),
            hint: String::new(),
            error,
            autocomplete: "",
            required: true,
        }
    }

    /// A password; what was typed is not sent back.
    pub fn password(say: &Say<'_>, which: Password, errors: &Errors) -> Self {
        let field = Self::new("password", say.text("account-password"), errors).kind("password");
        match which {
            Password::Known => field.completes("current-password"),
            Password::New => field.completes("new-password").hint(say.text("account-password-hint")),
        }
    }

    /// Another type of `input`, or `textarea`.
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    /// What was typed.
    pub fn value(mut self, value: &str) -> Self {
        self.value = value.to_owned();
        self
    }

    /// A sentence below it.
    pub fn hint(mut self, hint: String) -> Self {
        self.hint = hint;
        self
    }

    /// What browsers may fill in.
    pub fn completes(mut self, autocomplete: &'static str) -> Self {
        self.autocomplete = autocomplete;
        self
    }

    /// May be left empty.
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }
}

/// Which password is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Password {
    /// The one that the account has.
    Known,
    /// One to choose.
    New,
}
