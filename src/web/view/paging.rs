//! Ways to older rows and back, as `part/pager.html` takes them.

use serde::Serialize;

/// Ways to other pages of a list. Empty addresses are left out.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Paging {
    /// Address of the page before.
    pub previous: String,
    /// Its name.
    pub previous_label: String,
    /// Where one is, in words.
    #[serde(rename = "where")]
    pub place: String,
    /// Address of the page after.
    pub next: String,
    /// Its name.
    pub next_label: String,
    /// The page after loads by itself when it is scrolled to.
    pub more: bool,
}

impl Paging {
    /// Both ways, for samples.
    pub fn sample() -> Self {
        Self {
            previous: "/tags/plums".to_owned(),
            previous_label: "Back".to_owned(),
            place: "Page 2".to_owned(),
            next: "/tags/plums?before=1-1".to_owned(),
            next_label: "Older".to_owned(),
            more: true,
        }
    }
}

/// A value within an address.
pub fn escaped(value: &str) -> String {
    url::form_urlencoded::byte_serialize(value.as_bytes()).collect()
}
