//! The hCard: HTML from which programs take a person's guid, key, name and pictures.

use super::markup::{Wanted, find};
use super::{LONGEST_ANSWER, Undiscovered};
use crate::wire::Guid;
use crate::wire::diaspora::entity::Pem;
use crate::wire::diaspora::{Name, PathAddress, Text};

/// What an hCard says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HCard {
    /// The person's name for programs.
    pub guid: Guid,
    /// The part of the ID before the `@`.
    pub nickname: Option<Text<1, 255>>,
    /// First and last name together.
    pub full_name: Name<70>,
    /// The name, or its first part.
    pub first_name: Option<Name<32>>,
    /// The rest of it.
    pub last_name: Option<Name<32>>,
    /// Whether they want to be found.
    pub searchable: bool,
    /// The public key.
    pub public_key: Pem,
    /// The picture, 300 pixels wide; may be relative to the pod.
    pub photo_large: PathAddress,
    /// The same, 100 pixels wide.
    pub photo_medium: PathAddress,
    /// The same, 50 pixels wide.
    pub photo_small: PathAddress,
}

const WANTED: [Wanted; 10] = [
    Wanted::Text("uid"),
    Wanted::Text("nickname"),
    Wanted::Text("fn"),
    Wanted::Text("given_name"),
    Wanted::Text("family_name"),
    Wanted::Text("searchable"),
    Wanted::Text("key"),
    Wanted::Source("entity_photo", "photo"),
    Wanted::Source("entity_photo_medium", "photo"),
    Wanted::Source("entity_photo_small", "photo"),
];

impl HCard {
    /// Reads an hCard.
    ///
    /// # Errors
    /// A part is missing or does not fit.
    pub fn read(document: &[u8]) -> Result<Self, Undiscovered> {
        if document.len() > LONGEST_ANSWER {
            return Err(Undiscovered::Unreadable);
        }
        let html = std::str::from_utf8(document).map_err(|_| Undiscovered::Unreadable)?;
        let found: [Option<String>; 10] = find(html, &WANTED).try_into().map_err(|_| Undiscovered::Unreadable)?;
        let [
            uid,
            nickname,
            full,
            given,
            family,
            searchable,
            key,
            large,
            medium,
            small,
        ] = found;
        let full = full.ok_or(Undiscovered::Incomplete("full_name"))?;
        let large = large.ok_or(Undiscovered::Incomplete("photo_large_url"))?;
        let key = key.ok_or(Undiscovered::Incomplete("public_key"))?;
        Ok(Self {
            guid: uid
                .and_then(|uid| Guid::parse(&uid))
                .ok_or(Undiscovered::Unfit("guid"))?,
            nickname: nickname.and_then(|name| Text::new(&name)),
            full_name: Name::new(&full).ok_or(Undiscovered::Unfit("full_name"))?,
            first_name: name(given, "first_name")?,
            last_name: name(family, "last_name")?,
            searchable: searchable.as_deref() == Some("true"),
            public_key: Pem::new(&key).ok_or(Undiscovered::Unfit("public_key"))?,
            photo_large: photo(Some(large), "photo_large_url")?,
            photo_medium: photo(medium, "photo_medium_url")?,
            photo_small: photo(small, "photo_small_url")?,
        })
    }

    /// The HTML that is answered for a person of this pod, as the protocol's reference writes it.
    pub fn html(&self) -> String {
        let text = |name: Option<&Name<32>>| name.map_or("", Name::as_str).to_owned();
        let span = |class: &str, value: &str| format!("<span class=\"{class}\">{}</span>", escaped(value));
        let picture = |side: u16, address: &PathAddress| {
            format!(
                "<img class=\"photo avatar\" width=\"{side}\" height=\"{side}\" src=\"{}\"/>",
                escaped(address.as_str())
            )
        };
        let key = format!(
            "<pre class=\"key\">{}\n</pre>",
            escaped(self.public_key.as_str().trim_end())
        );
        let nickname = self.nickname.as_ref().map_or("", Text::as_str);
        let fields = [
            ("uid", span("uid", self.guid.as_str())),
            ("nickname", span("nickname", nickname)),
            ("full_name", span("fn", self.full_name.as_str())),
            ("searchable", span("searchable", &self.searchable.to_string())),
            ("key", key),
            ("first_name", span("given_name", &text(self.first_name.as_ref()))),
            ("family_name", span("family_name", &text(self.last_name.as_ref()))),
            ("photo", picture(300, &self.photo_large)),
            ("photo_medium", picture(100, &self.photo_medium)),
            ("photo_small", picture(50, &self.photo_small)),
        ];
        page(self.full_name.as_str(), &fields)
    }
}

/// The name is missing in some cards, and empty in others: both are none.
fn name(raw: Option<String>, part: &'static str) -> Result<Option<Name<32>>, Undiscovered> {
    raw.filter(|name| !name.is_empty())
        .map(|name| Name::new(&name).ok_or(Undiscovered::Unfit(part)))
        .transpose()
}

fn photo(raw: Option<String>, part: &'static str) -> Result<PathAddress, Undiscovered> {
    let raw = raw.ok_or(Undiscovered::Incomplete(part))?;
    PathAddress::new(&raw).ok_or(Undiscovered::Unfit(part))
}

/// Text and attributes. No numbers for letters: HTML takes some of them for others.
fn escaped(raw: &str) -> String {
    let raw = raw.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    raw.replace('"', "&quot;").replace('\r', "&#13;")
}

fn page(title: &str, fields: &[(&str, String)]) -> String {
    let title = escaped(title);
    let mut html = format!(
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.0 Transitional//EN\" \"http://www.w3.org/TR/REC-html40/loose.dtd\">\n\
         <html>\n  <head>\n    <meta charset=\"UTF-8\"/>\n    <title>{title}</title>\n  </head>\n  <body>\n    \
         <div id=\"content\">\n      <h1>{title}</h1>\n      \
         <div id=\"content_inner\" class=\"entity_profile vcard author\">\n        <h2>User profile</h2>\n"
    );
    for (field, value) in fields {
        let mut label = (*field).to_owned();
        label[..1].make_ascii_uppercase();
        html.push_str(&format!(
            "        <dl class=\"entity_{field}\">\n          <dt>{label}</dt>\n          <dd>\n            {value}\n          \
             </dd>\n        </dl>\n"
        ));
    }
    html.push_str("      </div>\n    </div>\n  </body>\n</html>\n");
    html
}
