//! What a person shows, and the person as discovery finds them.

use crate::wire::diaspora::fields::Fields;
use crate::wire::diaspora::record::Record;
use crate::wire::diaspora::value::{Birthday, Name, Tags, Text, Timestamp, clean};
use crate::wire::diaspora::xml::Element;
use crate::wire::diaspora::{HostAddress, Kind, PathAddress, Rejected, key};
use crate::wire::{Guid, Handle};

/// A profile.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Whose it is.
    pub author: Handle,
    /// When it was last changed.
    pub edited_at: Option<Timestamp>,
    /// First and last name together.
    pub full_name: Option<Name<70>>,
    /// The name, or its first part.
    pub first_name: Option<Name<32>>,
    /// The rest of it.
    pub last_name: Option<Name<32>>,
    /// The picture, 300 pixels wide; may be relative to the author's pod.
    pub image_url: Option<PathAddress>,
    /// The same, 100 pixels wide.
    pub image_url_medium: Option<PathAddress>,
    /// The same, 50 pixels wide.
    pub image_url_small: Option<PathAddress>,
    /// About the person.
    pub bio: Option<Text<0, 65_535>>,
    /// When they were born.
    pub birthday: Option<Birthday>,
    /// In their own words.
    pub gender: Option<Text<0, 255>>,
    /// Where they live.
    pub location: Option<Text<0, 255>>,
    /// Whether they want to be found.
    pub searchable: bool,
    /// Whether everybody may see bio, birthday, gender and location.
    pub public: bool,
    /// Whether all that they post is not safe for work.
    pub nsfw: bool,
    /// What they are interested in.
    pub tag_string: Option<Tags>,
}

impl Profile {
    /// A profile of which only its author is known.
    pub fn bare(author: Handle) -> Self {
        Self {
            author,
            edited_at: None,
            full_name: None,
            first_name: None,
            last_name: None,
            image_url: None,
            image_url_medium: None,
            image_url_small: None,
            bio: None,
            birthday: None,
            gender: None,
            location: None,
            searchable: true,
            public: false,
            nsfw: false,
            tag_string: None,
        }
    }

    /// Whether it may come on the public route: nothing in it is for contacts only.
    pub fn may_be_public(&self) -> bool {
        let only_base =
            self.bio.is_none() && self.birthday.is_none() && self.gender.is_none() && self.location.is_none();
        self.public || only_base
    }

    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let fields = Fields::of(element, Kind::Profile, &["author"])?;
        Ok(Self {
            author: fields.author()?,
            edited_at: fields.time("edited_at"),
            full_name: fields.maybe("full_name", Name::new)?,
            first_name: fields.maybe("first_name", Name::new)?,
            last_name: fields.maybe("last_name", Name::new)?,
            image_url: fields.maybe("image_url", PathAddress::new)?,
            image_url_medium: fields.maybe("image_url_medium", PathAddress::new)?,
            image_url_small: fields.maybe("image_url_small", PathAddress::new)?,
            bio: fields.maybe("bio", Text::new)?,
            birthday: fields.maybe("birthday", Birthday::parse)?,
            gender: fields.maybe("gender", Text::new)?,
            location: fields.maybe("location", Text::new)?,
            searchable: fields.flag("searchable")?.unwrap_or(true),
            public: fields.flag("public")?.unwrap_or(false),
            nsfw: fields.flag("nsfw")?.unwrap_or(false),
            tag_string: fields.maybe("tag_string", Tags::new)?,
        })
    }

    pub(super) fn check(&self) -> Result<(), Rejected> {
        Ok(())
    }

    pub(super) fn record(&self) -> Record {
        Record::new(Kind::Profile)
            .with("author", &self.author)
            .maybe("edited_at", self.edited_at)
            .maybe("full_name", self.full_name.as_ref().map(Name::as_str))
            .maybe("first_name", self.first_name.as_ref().map(Name::as_str))
            .maybe("last_name", self.last_name.as_ref().map(Name::as_str))
            .maybe("image_url", self.image_url.as_ref().map(PathAddress::as_str))
            .maybe(
                "image_url_medium",
                self.image_url_medium.as_ref().map(PathAddress::as_str),
            )
            .maybe(
                "image_url_small",
                self.image_url_small.as_ref().map(PathAddress::as_str),
            )
            .maybe("bio", self.bio.as_ref().map(Text::as_str))
            .maybe("birthday", self.birthday.as_ref().map(Birthday::as_str))
            .maybe("gender", self.gender.as_ref().map(Text::as_str))
            .maybe("location", self.location.as_ref().map(Text::as_str))
            .flag("searchable", Some(self.searchable))
            .flag("public", Some(self.public))
            .flag("nsfw", Some(self.nsfw))
            .maybe("tag_string", self.tag_string.as_ref().map(Tags::as_str))
    }
}

/// A person as discovery finds them. Pods do not send it.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Their name for programs.
    pub guid: Guid,
    /// Their ID.
    pub author: Handle,
    /// Their pod.
    pub url: HostAddress,
    /// What they show.
    pub profile: Profile,
    /// Their public key.
    pub exported_key: Pem,
}

/// A public key as text: it has the first and the last line of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pem(String);

impl Pem {
    /// Takes the text of a key; white space around it becomes one line end. Whether it can be used, [`key::PublicKey::parse`] says.
    pub fn new(raw: &str) -> Option<Self> {
        key::looks_public(raw).then(|| Self(format!("{}\n", clean(raw.trim()))))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Person {
    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let required = ["guid", "author", "url", "profile", "exported_key"];
        let fields = Fields::of(element, Kind::Person, &required)?;
        let profile = fields.one(Kind::Profile, Profile::read)?;
        Ok(Self {
            guid: fields.guid("guid")?,
            author: fields.author()?,
            url: fields.must("url", HostAddress::new)?,
            profile: profile.ok_or_else(|| fields.unfit("profile"))?,
            exported_key: fields.must("exported_key", Pem::new)?,
        })
    }

    pub(super) fn check(&self) -> Result<(), Rejected> {
        Ok(())
    }

    pub(super) fn record(&self) -> Record {
        Record::new(Kind::Person)
            .with("guid", &self.guid)
            .with("author", &self.author)
            .with("url", self.url.as_str())
            .one("profile", Some(self.profile.record()))
            .with("exported_key", self.exported_key.as_str())
    }
}
