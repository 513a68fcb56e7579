//! Settings of the account: address, language, theme, what the publisher offers first; confirming an address.

use entity::{former, user};
use serde::Serialize;

use super::photo::RoomLine;
use super::{Errors, View};
use crate::domain::account;
use crate::domain::account::email::{Offer, Way};
use crate::domain::account::settings::{ORDERS, REACHES, THEMES};
use crate::domain::me::Me;
use crate::i18n::Language;
use crate::web::guard::Say;

/// One of several to choose from.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

/// `/settings/account`
#[derive(Clone, Debug, Serialize)]
pub struct AccountView {
    email: String,
    languages: Vec<Choice>,
    themes: Vec<Choice>,
    reaches: Vec<Choice>,
    errors: Errors,
    open_sensitive: bool,
    orders: Vec<Choice>,
    spotlight: bool,
    make_previews: bool,
    show_previews: bool,
    /// Of photos and recordings.
    room: RoomLine,
}

impl AccountView {
    /// With how much room is taken.
    pub fn taking(self, room: RoomLine) -> Self {
        Self { room, ..self }
    }
}

impl AccountView {
    /// What is set now.
    pub fn of(user: &user::Model, errors: Errors, say: &Say<'_>) -> Self {
        let choice = |value: &str, label: String, chosen: bool| Choice {
            value: value.to_owned(),
            label,
            chosen,
        };
        let language = |it: Language| choice(it.code(), it.native_name().to_owned(), it.code() == user.language);
        let theme = |it: &str| choice(it, say.text(&format!("settings-theme-{it}")), it == user.theme);
        let reach = |(code, reach)| {
            choice(
                code,
                say.text(&format!("settings-reach-{code}")),
                reach == user.default_reach,
            )
        };
        let order = |(code, order)| {
            let label = say.text(&format!("settings-order-{code}"));
            choice(code, label, order == user.stream_order)
        };
        Self {
            email: account::address(user).unwrap_or_default().to_owned(),
            open_sensitive: user.open_sensitive,
            orders: ORDERS.into_iter().map(order).collect(),
            spotlight: user.spotlight_in_stream,
            make_previews: user.make_previews,
            show_previews: user.show_previews,
            languages: Language::ALL.into_iter().map(language).collect(),
            themes: THEMES.into_iter().map(theme).collect(),
            reaches: REACHES.into_iter().map(reach).collect(),
            room: RoomLine::default(),
            errors,
        }
    }
}

impl View for AccountView {
    const TEMPLATE: &'static str = "page/account";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("settings-account-title")
    }

    fn current(&self) -> String {
        "settings-account".to_owned()
    }

    fn samples() -> Vec<Self> {
        let choices = vec![Choice {
            value: "a".to_owned(),
            label: "A".to_owned(),
            chosen: true,
        }];
        let full = Self {
            email: "alice@pod.example".to_owned(),
            open_sensitive: true,
            orders: choices.clone(),
            spotlight: true,
            make_previews: true,
            show_previews: true,
            languages: choices.clone(),
            themes: choices.clone(),
            reaches: choices,
            room: RoomLine::sample(),
            errors: Errors::sample("form"),
        };
        let none = Vec::new();
        let bare = Self {
            languages: none.clone(),
            themes: none.clone(),
            orders: none.clone(),
            room: RoomLine::default(),
            reaches: none,
            errors: Errors::none(),
            ..full.clone()
        };
        vec![full, bare]
    }
}

/// `/settings/account/email`
#[derive(Clone, Debug, Serialize)]
pub struct EmailView {
    /// The address that the account has.
    pub now: String,
    /// What was typed.
    pub email: String,
    /// Why it was refused.
    pub errors: Errors,
}

impl View for EmailView {
    const TEMPLATE: &'static str = "page/account_email";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("settings-email-title")
    }

    fn current(&self) -> String {
        "settings-account".to_owned()
    }

    fn samples() -> Vec<Self> {
        let now = "alice@pod.example".to_owned();
        let empty = Self {
            now: now.clone(),
            email: String::new(),
            errors: Errors::none(),
        };
        vec![
            empty,
            Self {
                now,
                email: "x".to_owned(),
                errors: Errors::sample("email"),
            },
        ]
    }
}

/// `/email/confirm/<token>`: a button, since mail scanners follow links.
#[derive(Clone, Debug, Serialize)]
pub struct EmailConfirmView {
    token: String,
    address: String,
    back: bool,
    errors: Errors,
}

impl EmailConfirmView {
    /// What the link would do.
    pub fn of(token: &str, offer: &Offer) -> Self {
        Self {
            token: token.to_owned(),
            address: offer.address.clone(),
            back: offer.way == Way::Back,
            errors: Errors::none(),
        }
    }
}

impl View for EmailConfirmView {
    const TEMPLATE: &'static str = "page/email_confirm";

    fn title(&self, say: &Say<'_>) -> String {
        say.text(if self.back {
            "settings-email-undo-title"
        } else {
            "settings-email-confirm-title"
        })
    }

    fn samples() -> Vec<Self> {
        let onwards = Offer {
            way: Way::Onwards,
            address: "alice@pod.example".to_owned(),
        };
        let back = Offer {
            way: Way::Back,
            ..onwards.clone()
        };
        vec![Self::of("sample", &onwards), Self::of("sample", &back)]
    }
}

/// `/settings/moving`: which accounts were mine before, and where I am from now on.
#[derive(Clone, Debug, Serialize)]
pub struct MovingView {
    /// My ID here.
    address: String,
    /// For the browser's own store of passwords.
    username: String,
    /// IDs of the accounts that were mine.
    formers: Vec<String>,
    /// Another one may be named.
    more: bool,
    former: String,
    new: String,
    errors: Errors,
}

impl MovingView {
    /// As it is; so many accounts may be named.
    pub fn of(me: &Me, formers: Vec<former::Model>, most: usize) -> Self {
        Self {
            address: me.person.handle.clone(),
            username: me.user.username.clone(),
            more: formers.len() < most,
            formers: formers.into_iter().map(|one| one.handle).collect(),
            former: String::new(),
            new: String::new(),
            errors: Errors::none(),
        }
    }

    /// With what was typed.
    pub fn typed(self, former: &str, new: &str) -> Self {
        Self {
            former: former.to_owned(),
            new: new.to_owned(),
            ..self
        }
    }

    /// With why it cannot be.
    pub fn refused(self, errors: Errors) -> Self {
        Self { errors, ..self }
    }
}

impl View for MovingView {
    const TEMPLATE: &'static str = "page/settings_moving";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("moving-title")
    }

    fn current(&self) -> String {
        "settings-account".to_owned()
    }

    fn samples() -> Vec<Self> {
        let sample = |formers: &[&str], error: Option<&str>| Self {
            address: "alice@pod.example".to_owned(),
            username: "alice".to_owned(),
            formers: formers.iter().map(ToString::to_string).collect(),
            more: formers.len() < 2,
            former: "x".to_owned(),
            new: "x".to_owned(),
            errors: error.map_or_else(Errors::none, Errors::sample),
        };
        let one = ["alice@old.example"];
        vec![
            sample(&[], None),
            sample(&one, Some("former")),
            sample(&one, Some("new")),
            sample(&["alice@old.example", "al@older.example"], Some("password")),
            sample(&[], Some("form")),
        ]
    }
}
