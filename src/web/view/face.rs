//! A person as lists show them: picture, name, diaspora ID, and which of my aspects they are in.

use entity::own::aspect::Membership;
use entity::own::sidebar::AspectLine;
use entity::person;
use serde::Serialize;

use super::{AspectChip, avatar, initials, shown_name};
use crate::media;
use crate::pod::Pod;

/// Picture, name and address of somebody.
#[derive(Clone, Debug, Serialize)]
pub struct Face {
    /// Address between pods.
    pub guid: String,
    /// Their page.
    pub url: String,
    /// Display name.
    pub name: String,
    /// The same as HTML, its emoji shown.
    pub shown: String,
    /// diaspora ID.
    pub handle: String,
    /// Address of the picture; empty for none.
    pub avatar: String,
    /// 1 to 8.
    pub hue: i32,
    /// Instead of a picture.
    pub initials: String,
}

impl Face {
    /// Of a person.
    pub fn of(person: &person::Model) -> Self {
        Self {
            guid: person.guid.clone(),
            url: format!("/people/{}", person.guid),
            name: person.name.clone(),
            shown: shown_name(person),
            handle: person.handle.clone(),
            avatar: avatar(person.avatar.as_deref(), 100),
            hue: person.hue,
            initials: initials(&person.name),
        }
    }

    /// With the address of the picture as it is had from this pod, where no page is rendered around it.
    pub fn had_from(mut self, pod: &Pod) -> Self {
        self.avatar = media::plain(pod, self.avatar);
        self
    }

    /// Somebody to show in samples.
    pub fn sample() -> Self {
        Self {
            guid: "f3a9c0de00000000".to_owned(),
            url: "/people/f3a9c0de00000000".to_owned(),
            name: "Noor & <Jan> Brandt".to_owned(),
            shown: "Noor &amp; &lt;Jan&gt; Brandt".to_owned(),
            handle: "noor@pod.example".to_owned(),
            avatar: String::new(),
            hue: 6,
            initials: "NB".to_owned(),
        }
    }
}

/// A line in a list of people, as `part/person_row.html` takes it.
#[derive(Clone, Debug, Serialize)]
pub struct FaceRow {
    person: Face,
    aspects: Vec<AspectChip>,
    none: String,
    standing: String,
    choose: bool,
}

impl FaceRow {
    /// Somebody, and the aspects of mine that they are in.
    pub fn of(person: &person::Model, memberships: &[Membership], mine: &[AspectLine]) -> Self {
        let theirs = memberships.iter().filter(|one| one.person_id == person.id);
        let lines = theirs.filter_map(|one| mine.iter().find(|line| line.id == one.aspect_id));
        let chip = |line: &AspectLine| AspectChip {
            id: line.id.0,
            name: line.name.clone(),
            hue: line.hue,
            count: line.count,
        };
        Self {
            person: Face::of(person),
            aspects: lines.map(chip).collect(),
            none: String::new(),
            standing: String::new(),
            choose: true,
        }
    }

    /// Somebody to show in samples.
    pub fn sample() -> Self {
        let aspects = vec![AspectChip {
            id: 1,
            name: "Family".to_owned(),
            hue: 1,
            count: 0,
        }];
        Self {
            person: Face::sample(),
            aspects,
            none: String::new(),
            standing: String::new(),
            choose: true,
        }
    }
}
