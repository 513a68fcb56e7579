//! Changing my profile and my picture.

use entity::{Details, person};
use serde::Serialize;

use super::face::Face;
use super::{Errors, View};
use crate::domain::profile::{Draft, LONGEST_BIO, LONGEST_LINE, LONGEST_NAME, MOST_TAGS};
use crate::web::guard::Say;

/// The page of settings for the profile.
#[derive(Clone, Debug, Serialize)]
pub struct ProfileFormView {
    person: Face,
    name: String,
    bio: String,
    location: String,
    pronouns: String,
    day: String,
    month: String,
    year: String,
    tags: String,
    searchable: bool,
    nsfw: bool,
    details: &'static str,
    most_name: usize,
    most_bio: usize,
    most_line: usize,
    most_tags: usize,
    errors: Errors,
}

/// As forms say it.
pub fn details_code(details: Details) -> &'static str {
    match details {
        Details::Nobody => "nobody",
        Details::Contacts => "contacts",
        Details::Everyone => "everyone",
    }
}

/// From a form; what is not known is the narrowest.
pub fn details_of(code: &str) -> Details {
    [Details::Everyone, Details::Contacts]
        .into_iter()
        .find(|details| details_code(*details) == code)
        .unwrap_or(Details::Nobody)
}

impl ProfileFormView {
    /// Mine, as it is or as it was typed.
    pub fn of(me: &person::Model, draft: Draft, errors: Errors) -> Self {
        Self {
            person: Face::of(me),
            name: draft.name,
            bio: draft.bio,
            location: draft.location,
            pronouns: draft.pronouns,
            day: draft.birthday.day,
            month: draft.birthday.month,
            year: draft.birthday.year,
            tags: draft.tags,
            searchable: draft.searchable,
            nsfw: draft.nsfw,
            details: details_code(draft.details),
            most_name: LONGEST_NAME,
            most_bio: LONGEST_BIO,
            most_line: LONGEST_LINE,
            most_tags: MOST_TAGS,
            errors,
        }
    }
}

impl View for ProfileFormView {
    const TEMPLATE: &'static str = "page/settings_profile";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("profile-settings")
    }

    fn current(&self) -> String {
        "settings-profile".to_owned()
    }

    fn samples() -> Vec<Self> {
        let full = Self {
            person: Face {
                avatar: "/avatars/00/100".to_owned(),
                ..Face::sample()
            },
            name: "\"><script>".to_owned(),
            bio: "</textarea><script>".to_owned(),
            location: "Leipzig".to_owned(),
            pronouns: "they".to_owned(),
            day: "29".to_owned(),
            month: "2".to_owned(),
            year: String::new(),
            tags: "#choir #bread".to_owned(),
            searchable: true,
            nsfw: false,
            details: "contacts",
            most_name: LONGEST_NAME,
            most_bio: LONGEST_BIO,
            most_line: LONGEST_LINE,
            most_tags: MOST_TAGS,
            errors: Errors::none(),
        };
        let refused = |field: &str| Self {
            errors: Errors::sample(field),
            ..full.clone()
        };
        let fields = [
            "name", "bio", "location", "pronouns", "birthday", "tags", "file", "form",
        ];
        std::iter::once(Self {
            person: Face::sample(),
            ..full.clone()
        })
        .chain(fields.map(refused))
        .collect()
    }
}
