//! Settings of security: password, second step, devices, closing; and the password asked for again.

use entity::session;
use serde::Serialize;

use super::{Errors, View};
use crate::domain::account::second_step::{self, Setup};
use crate::domain::me::Me;
use crate::qr;
use crate::web::guard::{Say, Visit};

/// A device that is signed in.
#[derive(Clone, Debug, Serialize)]
pub struct Device {
    id: i64,
    name: String,
    seen: String,
    seen_title: String,
    here: bool,
}

/// `/settings/security`
#[derive(Clone, Debug, Serialize)]
pub struct SecurityView {
    email: String,
    second_step: bool,
    since: String,
    codes_left: u64,
    tell_devices: bool,
    devices: Vec<Device>,
    several: bool,
    errors: Errors,
}

impl SecurityView {
    /// How the account is kept safe now.
    pub fn of(visit: &Visit, me: &Me, sessions: Vec<session::Model>, codes_left: u64) -> Self {
        let device = |row: &session::Model| Device {
            id: row.id.0,
            name: row.device.clone(),
            seen: visit.ago(row.seen_at),
            seen_title: visit.at(row.seen_at),
            here: row.id == me.session.id,
        };
        Self {
            email: me.user.email.clone(),
            second_step: second_step::is_on(&me.user),
            since: me.user.totp_since.map(|since| visit.at(since)).unwrap_or_default(),
            codes_left,
            tell_devices: me.user.tell_devices,
            devices: sessions.iter().map(device).collect(),
            several: sessions.len() > 1,
            errors: Errors::none(),
        }
    }
}

impl View for SecurityView {
    const TEMPLATE: &'static str = "page/security";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("settings-security-title")
    }

    fn current(&self) -> String {
        "settings-security".to_owned()
    }

    fn samples() -> Vec<Self> {
        let device = |id, here| Device {
            id,
            name: "Firefox, Linux".to_owned(),
            seen: "just now".to_owned(),
            seen_title: "21 November 2026, 10:25 UTC".to_owned(),
            here,
        };
        let full = Self {
            email: "alice@pod.example".to_owned(),
            second_step: true,
            since: "21 November 2026".to_owned(),
            codes_left: 8,
            tell_devices: true,
            devices: vec![device(1, true), device(2, false)],
            several: true,
            errors: Errors::none(),
        };
        let bare = Self {
            second_step: false,
            since: String::new(),
            codes_left: 0,
            tell_devices: false,
            devices: vec![device(1, true)],
            several: false,
            ..full.clone()
        };
        vec![full, bare]
    }
}

/// `/settings/security/password`
#[derive(Clone, Debug, Serialize)]
pub struct PasswordView {
    /// For the browser's own store of passwords.
    pub username: String,
    /// Why it was refused.
    pub errors: Errors,
}

impl View for PasswordView {
    const TEMPLATE: &'static str = "page/security_password";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("settings-password-title")
    }

    fn current(&self) -> String {
        "settings-security".to_owned()
    }

    fn samples() -> Vec<Self> {
        ["none", "password", "new", "again"]
            .map(|field| Self {
                username: "alice".to_owned(),
                errors: Errors::sample(field),
            })
            .into()
    }
}

/// `/settings/security/code`: not set up, being set up, or on.
#[derive(Clone, Debug, Serialize)]
pub struct CodeView {
    on: bool,
    codes_left: u64,
    secret: String,
    uri: String,
    qr: String,
    errors: Errors,
}

impl CodeView {
    /// It is on.
    pub fn on(codes_left: u64) -> Self {
        Self {
            on: true,
            codes_left,
            secret: String::new(),
            uri: String::new(),
            qr: String::new(),
            errors: Errors::none(),
        }
    }

    /// It is off, and perhaps being set up.
    pub fn off(setup: Option<Setup>, errors: Errors, say: &Say<'_>) -> Self {
        let bare = Self {
            on: false,
            errors,
            ..Self::on(0)
        };
        match setup {
            None => bare,
            Some(Setup { secret, uri }) => {
                let qr = qr::svg(&uri, &say.text("settings-code-picture")).unwrap_or_default();
                Self {
                    secret: groups(&secret),
                    uri,
                    qr,
                    ..bare
                }
            }
        }
    }
}

/// In groups of four, for typing.
fn groups(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters
        .chunks(4)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join(" ")
}

impl View for CodeView {
    const TEMPLATE: &'static str = "page/security_code";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("settings-code-title")
    }

    fn current(&self) -> String {
        "settings-security".to_owned()
    }

    fn samples() -> Vec<Self> {
        let off = Self {
            on: false,
            ..Self::on(0)
        };
        let setting_up = Self {
            secret: "ABCD EFGH".to_owned(),
            uri: "otpauth://totp/sample".to_owned(),
            qr: "<svg class=\"qr\"></svg>".to_owned(),
            errors: Errors::sample("code"),
            ..off.clone()
        };
        vec![Self::on(8), off, setting_up]
    }
}

/// The recovery codes, this once.
#[derive(Clone, Debug, Serialize)]
pub struct CodesView {
    /// All ten.
    pub codes: Vec<String>,
}

impl View for CodesView {
    const TEMPLATE: &'static str = "page/security_codes";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("settings-codes-title")
    }

    fn current(&self) -> String {
        "settings-security".to_owned()
    }

    fn samples() -> Vec<Self> {
        vec![Self {
            codes: vec!["abcd-efgh-ijkm-npqr".to_owned(); 10],
        }]
    }
}

/// `/settings/security/close`
#[derive(Clone, Debug, Serialize)]
pub struct CloseView {
    /// For the browser's own store of passwords.
    pub username: String,
    /// Why it was refused.
    pub errors: Errors,
}

impl View for CloseView {
    const TEMPLATE: &'static str = "page/security_close";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("settings-close-title")
    }

    fn current(&self) -> String {
        "settings-security".to_owned()
    }

    fn samples() -> Vec<Self> {
        ["none", "password", "form"]
            .map(|field| Self {
                username: "alice".to_owned(),
                errors: Errors::sample(field),
            })
            .into()
    }
}

/// `/settings/security/confirm`: the password again, before what matters.
#[derive(Clone, Debug, Serialize)]
pub struct ConfirmView {
    /// Where to go on to.
    pub to: String,
    /// For the browser's own store of passwords.
    pub username: String,
    /// Why it was refused.
    pub errors: Errors,
}

impl View for ConfirmView {
    const TEMPLATE: &'static str = "page/security_confirm";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("settings-confirm-title")
    }

    fn current(&self) -> String {
        "settings-security".to_owned()
    }

    fn samples() -> Vec<Self> {
        let of = |errors| Self {
            to: "/settings/security".to_owned(),
            username: "alice".to_owned(),
            errors,
        };
        vec![of(Errors::none()), of(Errors::sample("password"))]
    }
}
