//! One's invitation links.

use serde::Serialize;

use super::field::Field;
use super::{Errors, View};
use crate::domain::house::Join;
use crate::domain::me::Me;
use crate::i18n::Arg;
use crate::pod::Pod;
use crate::qr;
use crate::web::form::Fields;
use crate::web::guard::{Say, Visit};

/// The page of invitations.
#[derive(Clone, Debug, Serialize)]
pub struct InvitationsView {
    rows: Vec<Row>,
    fields: Vec<Field>,
    aspects: Vec<Aspect>,
    approval: bool,
    errors: Errors,
}

#[derive(Clone, Debug, Serialize)]
struct Row {
    id: i64,
    note: String,
    link: String,
    qr: String,
    aspect: String,
    state: String,
    open: bool,
}

#[derive(Clone, Debug, Serialize)]
struct Aspect {
    id: i64,
    name: String,
    chosen: bool,
}

impl InvitationsView {
    /// With what was typed.
    pub fn new(
        visit: &Visit,
        pod: &Pod,
        me: &Me,
        rows: Vec<entity::invitation::Model>,
        join: Join,
        typed: &Fields,
        errors: Errors,
    ) -> Self {
        let say = visit.say();
        let number = |name, label: &str, preset| {
            let typed = typed.text(name);
            Field::new(name, say.text(label), &errors)
                .kind("number")
                .value(if typed.is_empty() { preset } else { typed })
        };
        let note = Field::new("note", say.text("account-invite-note"), &errors)
            .value(typed.text("note"))
            .optional();
        let fields = vec![
            note.hint(say.text("account-invite-note-hint")),
            number("uses", "account-invite-uses", "1"),
            number("days", "account-invite-days", "7"),
        ];
        let chosen = typed.id("aspect");
        let aspect = |line: &entity::own::sidebar::AspectLine| Aspect {
            id: line.id.0,
            name: line.name.clone(),
            chosen: chosen == Some(line.id.0),
        };
        Self {
            rows: rows.into_iter().map(|row| Row::new(visit, pod, me, row)).collect(),
            fields,
            aspects: me.aspects.iter().map(aspect).collect(),
            approval: join == Join::Approval,
            errors,
        }
    }
}

impl Row {
    fn new(visit: &Visit, pod: &Pod, me: &Me, row: entity::invitation::Model) -> Self {
        let say = visit.say();
        let open = row.uses_left > 0 && row.expires_at > visit.now;
        let link = pod.settings.url(&format!("/i/{}", row.code));
        let aspect = me.aspects.iter().find(|aspect| Some(aspect.id) == row.aspect_id);
        let used = ("used", Arg::Number(row.used.into()));
        let state = if open {
            let left = ("left", Arg::Number(row.uses_left.into()));
            say.with(
                "account-invite-open",
                &[left, used, ("until", Arg::Text(visit.at(row.expires_at)))],
            )
        } else {
            say.with("account-invite-over", &[used])
        };
        Self {
            id: row.id.0,
            qr: if open {
                qr::svg(&link, &say.text("account-invite-qr")).unwrap_or_default()
            } else {
                String::new()
            },
            link,
            note: row.note,
            aspect: aspect.map(|aspect| aspect.name.clone()).unwrap_or_default(),
            state,
            open,
        }
    }
}

impl View for InvitationsView {
    const TEMPLATE: &'static str = "page/invitations";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("account-invite-title")
    }

    fn current(&self) -> String {
        "invitations".to_owned()
    }

    fn samples() -> Vec<Self> {
        let row = Row {
            id: 1,
            note: "Ada".into(),
            link: "https://pod.example/i/abc".into(),
            qr: "<svg></svg>".into(),
            aspect: "Family".into(),
            state: "Open.".into(),
            open: true,
        };
        let over = Row {
            qr: String::new(),
            note: String::new(),
            aspect: String::new(),
            open: false,
            ..row.clone()
        };
        let field = Field::new("note", "Note".into(), &Errors::sample("note"));
        let none = Self {
            rows: vec![],
            fields: vec![field],
            aspects: vec![],
            approval: false,
            errors: Errors::none(),
        };
        let aspect = Aspect {
            id: 1,
            name: "Family".into(),
            chosen: true,
        };
        let errors = Errors::sample("form");
        vec![
            Self {
                rows: vec![row, over],
                aspects: vec![aspect],
                approval: true,
                errors,
                ..none.clone()
            },
            none,
        ]
    }
}
