//! How I share unless I say otherwise.

use entity::Reach;
use serde::Serialize;

use super::aspect::{Choice, choices};
use super::{AspectChip, Errors, View};
use crate::domain::me::Me;
use crate::domain::sharing::Wishes;
use crate::web::guard::Say;

/// The page of settings for sharing.
#[derive(Clone, Debug, Serialize)]
pub struct SharingView {
    aspects: Vec<Choice>,
    all: Vec<AspectChip>,
    /// Row id; 0 for none.
    share_back: i64,
    reach: &'static str,
    follows_asked: bool,
    follows_shown: bool,
    errors: Errors,
}

/// As forms say it.
pub fn reach_code(reach: Reach) -> &'static str {
    match reach {
        Reach::Limited => "limited",
        Reach::Pod => "pod",
        Reach::Public => "public",
    }
}

/// From a form; what is not known is the narrowest.
pub fn reach_of(code: &str) -> Reach {
    [Reach::Public, Reach::Pod]
        .into_iter()
        .find(|reach| reach_code(*reach) == code)
        .unwrap_or(Reach::Limited)
}

impl SharingView {
    /// As it is, or as it was chosen.
    pub fn of(me: &Me, wishes: &Wishes, errors: Errors) -> Self {
        let all: Vec<_> = me.aspects.iter().map(|line| line.id).collect();
        Self {
            aspects: choices(me, &wishes.chosen),
            all: super::contact::chips(&all, me),
            share_back: wishes.share_back.map_or(0, |id| id.0),
            reach: reach_code(wishes.reach),
            follows_asked: wishes.follows.asked,
            follows_shown: wishes.follows.shown,
            errors,
        }
    }
}

impl View for SharingView {
    const TEMPLATE: &'static str = "page/settings_sharing";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("profile-sharing")
    }

    fn current(&self) -> String {
        "settings-sharing".to_owned()
    }

    fn samples() -> Vec<Self> {
        let chip = AspectChip {
            id: 1,
            name: "<b>Family".to_owned(),
            hue: 1,
            count: 3,
        };
        let full = Self {
            aspects: vec![Choice::sample()],
            all: vec![chip],
            share_back: 1,
            reach: "limited",
            follows_asked: true,
            follows_shown: true,
            errors: Errors::none(),
        };
        vec![
            Self {
                reach: "public",
                share_back: 0,
                errors: Errors::sample("form"),
                ..full.clone()
            },
            full,
        ]
    }
}
