//! The administrator's pages: the pod itself, applications, people, the audit log.

use entity::user::{self, Role, State};
use serde::Serialize;

use super::field::Field;
use super::media_facts::MediaFacts;
use super::setup::{Choice, ways};
use super::{Errors, View};
use crate::domain::account;
use crate::domain::administration::Facts;
use crate::domain::administration::application::Line as ApplicationLine;
use crate::domain::administration::member::{self, Members};
use crate::domain::audit::Line as AuditLine;
use crate::domain::house::{House, Join};
use crate::i18n::{Arg, number};
use crate::media;
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{Say, Visit};

/// The pod itself.
#[derive(Clone, Debug, Serialize)]
pub struct AdminView {
    fields: Vec<Field>,
    ways: Vec<Choice>,
    facts: Vec<Fact>,
    media: MediaFacts,
    mail: String,
    errors: Errors,
}

/// A line of how something stands.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) value: String,
}

impl AdminView {
    /// As the pod stands, with what was typed.
    pub fn new(
        visit: &Visit,
        pod: &Pod,
        (house, facts, media): (&House, Facts, media::Facts),
        typed: Option<&Fields>,
        errors: Errors,
    ) -> Self {
        let say = visit.say();
        let name = typed.map_or(house.name.as_str(), |typed| typed.text("name"));
        let join = typed
            .and_then(|typed| Join::parse(typed.text("join")))
            .unwrap_or(house.join);
        let field = Field::new("name", say.text("admin-pod-name"), &errors).value(name);
        let mail = match pod.mailer.folder() {
            Some(folder) => say.with(
                "admin-mail-folder",
                &[("folder", Arg::Text(folder.display().to_string()))],
            ),
            None => say.text("admin-mail-server"),
        };
        let fact = |label: &str, value: u64| Fact {
            label: say.text(label),
            value: number(i64::try_from(value).unwrap_or(i64::MAX), visit.lang),
        };
        let size = Fact {
            label: say.text("admin-size"),
            value: size(facts.bytes),
        };
        Self {
            fields: vec![field.hint(say.text("admin-pod-name-hint"))],
            ways: ways(&say, join),
            facts: vec![
                fact("admin-people-count", facts.people),
                fact("admin-posts", facts.posts),
                size,
                fact("admin-jobs", facts.jobs),
                fact("admin-dead", facts.dead),
            ],
            media: MediaFacts::of(visit, pod, media),
            mail,
            errors,
        }
    }
}

/// Bytes for people.
pub(super) fn size(bytes: u64) -> String {
    let mega = bytes.div_ceil(1_048_576);
    if mega < 10_240 {
        format!("{mega} MiB")
    } else {
        format!("{} GiB", mega / 1_024)
    }
}

impl View for AdminView {
    const TEMPLATE: &'static str = "page/admin";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("layout-admin")
    }

    fn current(&self) -> String {
        "admin".to_owned()
    }

    fn samples() -> Vec<Self> {
        let field = Field::new("name", "Name".into(), &Errors::sample("name"));
        let fact = Fact {
            label: "Posts".into(),
            value: "1".into(),
        };
        let errors = Errors::sample("form");
        vec![Self {
            fields: vec![field],
            ways: vec![],
            facts: vec![fact.clone()],
            media: MediaFacts::sample(fact),
            mail: "To a folder.".into(),
            errors,
        }]
    }
}

/// Those who wait for an answer.
#[derive(Clone, Debug, Serialize)]
pub struct ApplicationsView {
    rows: Vec<Application>,
}

#[derive(Clone, Debug, Serialize)]
struct Application {
    id: i64,
    username: String,
    text: String,
    inviter: String,
    when: String,
    at: String,
}

impl ApplicationsView {
    /// Of these lines.
    pub fn new(visit: &Visit, lines: Vec<ApplicationLine>) -> Self {
        let row = |(user, inviter): ApplicationLine| Application {
            id: user.id.0,
            username: user.username,
            text: user.application.unwrap_or_default(),
            inviter: inviter.unwrap_or_default(),
            when: visit.ago(user.created_at),
            at: visit.at(user.created_at),
        };
        Self {
            rows: lines.into_iter().map(row).collect(),
        }
    }
}

impl View for ApplicationsView {
    const TEMPLATE: &'static str = "page/admin_applications";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("admin-applications")
    }

    fn current(&self) -> String {
        "admin".to_owned()
    }

    fn samples() -> Vec<Self> {
        let row = Application {
            id: 1,
            username: "carol".into(),
            text: "I know Ada.".into(),
            inviter: "ada".into(),
            when: "today".into(),
            at: "2026".into(),
        };
        vec![Self { rows: vec![] }, Self { rows: vec![row] }]
    }
}

/// Accounts.
#[derive(Clone, Debug, Serialize)]
pub struct MembersView {
    q: String,
    rows: Vec<MemberRow>,
    total: u64,
    newer: String,
    older: String,
    link: String,
    link_for: String,
    errors: Errors,
}

#[derive(Clone, Debug, Serialize)]
struct MemberRow {
    id: i64,
    name: String,
    username: String,
    guid: String,
    email: String,
    state: String,
    role: &'static str,
    roles: Vec<RoleChoice>,
    active: bool,
    locked: bool,
    /// Closed by moderators, and not emptied yet.
    shut: bool,
    spotlight: bool,
    seen: String,
}

#[derive(Clone, Debug, Serialize)]
struct RoleChoice {
    code: &'static str,
    label: String,
    chosen: bool,
}

/// A link that was just made, and for whom.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// Its address; empty for none.
    pub link: String,
    /// Username.
    pub of: String,
}

impl MembersView {
    /// A page of accounts.
    pub fn new(visit: &Visit, members: Members, q: &str, page: u64, made: Made, errors: Errors) -> Self {
        let query: String = url::form_urlencoded::byte_serialize(q.as_bytes()).collect();
        let way = |page: u64| format!("/admin/people?q={query}&page={page}");
        let more = page.saturating_mul(member::PAGE) < members.total;
        Self {
            q: q.to_owned(),
            total: members.total,
            newer: if page > 1 { way(page - 1) } else { String::new() },
            older: if more { way(page + 1) } else { String::new() },
            rows: members.rows.into_iter().map(|row| MemberRow::new(visit, row)).collect(),
            link: made.link,
            link_for: made.of,
            errors,
        }
    }
}

impl MemberRow {
    fn new(visit: &Visit, (user, person): (user::Model, entity::person::Model)) -> Self {
        let say = visit.say();
        let all = [
            (Role::Member, "admin-role-member"),
            (Role::Moderator, "admin-role-moderator"),
            (Role::Administrator, "admin-role-administrator"),
        ];
        let choice = |(role, label): (Role, &str)| RoleChoice {
            code: member::code(role),
            label: say.text(label),
            chosen: role == user.role,
        };
        Self {
            id: user.id.0,
            name: person.name,
            guid: person.guid,
            email: account::address(&user).unwrap_or_default().to_owned(),
            state: say.text(match user.closed_by {
                Some(_) if user.state == State::Closing => "admin-state-shut",
                Some(_) | None => state(user.state),
            }),
            role: member::code(user.role),
            roles: all.into_iter().map(choice).collect(),
            active: user.state == State::Active,
            locked: user.state == State::Locked,
            shut: user.state == State::Closing && user.closed_by.is_some(),
            spotlight: user.spotlight,
            seen: visit.ago(user.seen_at),
            username: user.username,
        }
    }
}

fn state(state: State) -> &'static str {
    match state {
        State::Waiting => "admin-state-waiting",
        State::Active => "admin-state-active",
        State::Locked => "admin-state-locked",
        State::Closing => "admin-state-closing",
        State::Closed => "admin-state-closed",
    }
}

impl View for MembersView {
    const TEMPLATE: &'static str = "page/admin_people";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("admin-people")
    }

    fn current(&self) -> String {
        "admin".to_owned()
    }

    fn samples() -> Vec<Self> {
        let row = MemberRow {
            id: 1,
            name: "Ada".into(),
            username: "ada".into(),
            guid: "0123456789abcdef".into(),
            email: "ada@mail.example".into(),
            state: "In use".into(),
            role: "member",
            roles: vec![RoleChoice {
                code: "member",
                label: "Member".into(),
                chosen: true,
            }],
            active: true,
            locked: false,
            shut: false,
            spotlight: true,
            seen: "today".into(),
        };
        let locked = MemberRow {
            active: false,
            locked: true,
            shut: true,
            email: String::new(),
            ..row.clone()
        };
        let empty = Self {
            q: String::new(),
            rows: vec![],
            total: 0,
            newer: String::new(),
            older: String::new(),
            link: String::new(),
            link_for: String::new(),
            errors: Errors::none(),
        };
        let full = Self {
            q: "a".into(),
            rows: vec![row, locked],
            total: 120,
            newer: "/admin/people?page=1".into(),
            older: "/admin/people?page=3".into(),
            link: "https://pod.example/password/reset/x".into(),
            link_for: "ada".into(),
            errors: Errors::sample("form"),
        };
        vec![empty, full]
    }
}

/// The audit log.
#[derive(Clone, Debug, Serialize)]
pub struct AuditView {
    rows: Vec<AuditRow>,
    newer: String,
    older: String,
}

#[derive(Clone, Debug, Serialize)]
struct AuditRow {
    at: String,
    by: String,
    words: String,
}

impl AuditView {
    /// A page of lines; `more` of them may follow.
    pub fn new(visit: &Visit, lines: Vec<AuditLine>, page: u64, most: u64) -> Self {
        let say = visit.say();
        let more = lines.len() as u64 == most;
        let row = |(line, by): AuditLine| AuditRow {
            at: visit.at(line.created_at),
            by: by.unwrap_or_else(|| say.text("admin-by-terminal")),
            words: say.with(&line.act, &[("subject", Arg::Text(line.subject))]),
        };
        Self {
            rows: lines.into_iter().map(row).collect(),
            newer: if page > 1 {
                format!("/admin/audit?page={}", page - 1)
            } else {
                String::new()
            },
            older: if more {
                format!("/admin/audit?page={}", page + 1)
            } else {
                String::new()
            },
        }
    }
}

impl View for AuditView {
    const TEMPLATE: &'static str = "page/admin_audit";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("admin-audit")
    }

    fn current(&self) -> String {
        "admin".to_owned()
    }

    fn samples() -> Vec<Self> {
        let row = AuditRow {
            at: "today".into(),
            by: "ada".into(),
            words: "Locked carol".into(),
        };
        let older = "/admin/audit?page=2".to_owned();
        vec![
            Self {
                rows: vec![],
                newer: String::new(),
                older: String::new(),
            },
            Self {
                rows: vec![row],
                newer: older.clone(),
                older,
            },
        ]
    }
}
