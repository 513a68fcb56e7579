//! Puts a person together from the two answers of discovery.

use super::{HCard, WebFinger};
use crate::wire::Handle;
use crate::wire::diaspora::entity::{Person, Profile};

/// The person with this ID. That the first answer is about them was asked of [`WebFinger::is_about`] before.
pub fn person(handle: &Handle, webfinger: &WebFinger, card: &HCard) -> Person {
    Person {
        guid: card.guid.clone(),
        author: handle.clone(),
        url: webfinger.seed.clone(),
        profile: Profile {
            first_name: card.first_name.clone(),
            last_name: card.last_name.clone(),
            image_url: Some(card.photo_large.clone()),
            image_url_medium: Some(card.photo_medium.clone()),
            image_url_small: Some(card.photo_small.clone()),
            searchable: card.searchable,
            ..Profile::bare(handle.clone())
        },
        exported_key: card.public_key.clone(),
    }
}
