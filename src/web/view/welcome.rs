//! The front page for whoever is not signed in: what this pod is, and one form, to sign in or to join.

use entity::person;
use serde::Serialize;

use super::field::{Field, Password};
use super::{Errors, Head, View};
use crate::domain::account::work;
use crate::domain::house::Join;
use crate::web::form::Fields;
use crate::web::guard::Say;

/// The front page.
#[derive(Clone, Debug, Serialize)]
pub struct WelcomeView {
    people: u64,
    hosts: Vec<HostLine>,
    how: String,
    tab: &'static str,
    fields: Vec<Field>,
    errors: Errors,
    to: String,
    task: String,
    bits: u32,
    invitation: String,
    inviter: String,
    may_join: bool,
    index: bool,
}

#[derive(Clone, Debug, Serialize)]
struct HostLine {
    name: String,
    guid: String,
}

/// What every form of the page needs to know of the pod.
#[derive(Clone, Debug)]
pub struct Ground {
    /// Accounts in use.
    pub people: u64,
    /// Who runs the pod.
    pub hosts: Vec<person::Model>,
    /// Who may join.
    pub join: Join,
}

/// By whom somebody was invited.
#[derive(Clone, Debug, Default)]
pub struct Invited {
    /// The code; empty for none.
    pub code: String,
    /// Name of who invites; empty when the code lets nobody in.
    pub by: String,
}

impl WelcomeView {
    fn new(say: &Say<'_>, ground: Ground, errors: Errors) -> Self {
        let hosts = ground
            .hosts
            .into_iter()
            .map(|person| HostLine {
                name: person.name,
                guid: person.guid,
            })
            .collect();
        Self {
            people: ground.people,
            hosts,
            how: say.text(how(ground.join)),
            tab: "sign-in",
            fields: Vec::new(),
            errors,
            to: String::new(),
            task: String::new(),
            bits: work::BITS,
            invitation: String::new(),
            inviter: String::new(),
            may_join: true,
            index: false,
        }
    }

    /// To sign in.
    pub fn sign_in(say: &Say<'_>, ground: Ground, login: &str, to: &str, errors: Errors) -> Self {
        let name = Field::new("username", say.text("account-login"), &errors)
            .value(login)
            .completes("username");
        let password = Field::password(say, Password::Known, &errors);
        let view = Self::new(say, ground, errors);
        Self {
            fields: vec![name, password],
            to: to.to_owned(),
            ..view
        }
    }

    /// The same at the pod's own address, where search engines may come.
    pub fn front(self) -> Self {
        Self { index: true, ..self }
    }

    /// To join, with what was typed. `task` is the work that the browser does meanwhile.
    pub fn join(say: &Say<'_>, ground: Ground, invited: Invited, task: String, typed: &Fields, errors: Errors) -> Self {
        let may_join = ground.join != Join::Invitation || !invited.by.is_empty();
        let username = Field::new("username", say.text("account-username"), &errors).value(typed.text("username"));
        let email = Field::new("email", say.text("account-email"), &errors)
            .kind("email")
            .value(typed.text("email"));
        let mut fields = vec![
            username.completes("username").hint(say.text("account-username-hint")),
            email.completes("email").hint(say.text("account-email-hint")),
            Field::password(say, Password::New, &errors),
        ];
        if ground.join == Join::Approval {
            let line = Field::new("application", say.text("account-application"), &errors).kind("textarea");
            let line = line.hint(say.text("account-application-hint"));
            fields.push(line.value(typed.text("application")));
        }
        let view = Self::new(say, ground, errors);
        Self {
            tab: "join",
            fields,
            task,
            invitation: invited.code,
            inviter: invited.by,
            may_join,
            ..view
        }
    }
}

/// The key of the sentence that says who may join.
fn how(join: Join) -> &'static str {
    match join {
        Join::Invitation => "account-how-invitation",
        Join::Approval => "account-how-approval",
        Join::Open => "account-how-open",
    }
}

impl View for WelcomeView {
    const TEMPLATE: &'static str = "page/welcome";

    fn title(&self, say: &Say<'_>) -> String {
        match self.tab {
            "join" => say.text("account-join"),
            _ if self.index => String::new(),
            _ => say.text("account-sign-in"),
        }
    }

    fn head(&self) -> Head {
        if !self.index {
            return Head::default();
        }
        Head {
            robots: String::new(),
            canonical: "/".to_owned(),
            ..Head::default()
        }
    }

    fn samples() -> Vec<Self> {
        let field = Field::new("username", "Username".into(), &Errors::sample("username"));
        let bare = Self {
            people: 1,
            hosts: vec![],
            how: "By invitation.".into(),
            tab: "sign-in",
            fields: vec![],
            errors: Errors::none(),
            to: String::new(),
            task: String::new(),
            bits: 18,
            invitation: String::new(),
            inviter: String::new(),
            may_join: false,
            index: true,
        };
        let host = HostLine {
            name: "Noor".into(),
            guid: "0123456789abcdef".into(),
        };
        let full = Self {
            people: 14,
            hosts: vec![host.clone(), host],
            tab: "join",
            fields: vec![field.clone()],
            errors: Errors::sample("form"),
            task: "1.2.3".into(),
            invitation: "code".into(),
            inviter: "Noor".into(),
            may_join: true,
            index: false,
            ..bare.clone()
        };
        let sign_in = Self {
            fields: vec![field],
            to: "/stream".into(),
            errors: Errors::sample("form"),
            ..bare.clone()
        };
        vec![
            Self {
                tab: "join",
                ..bare.clone()
            },
            bare,
            sign_in,
            full,
        ]
    }
}
