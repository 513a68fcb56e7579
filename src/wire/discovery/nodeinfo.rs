//! NodeInfo: what a pod says of itself, in the versions 1.0, 2.0 and 2.1.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use super::{LONGEST_ANSWER, Undiscovered};

/// Where a pod lists its documents, below its own address.
pub const PATH: &str = "/.well-known/nodeinfo";
const SCHEMA: &str = "http://nodeinfo.diaspora.software/ns/schema/";

/// A version of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Protocols in and out apart.
    V1_0,
    /// One list of protocols.
    V2_0,
    /// With repository and homepage.
    V2_1,
}

impl Version {
    /// All of them, oldest first.
    pub const ALL: [Version; 3] = [Version::V1_0, Version::V2_0, Version::V2_1];

    /// From its number.
    pub fn parse(raw: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|version| version.number() == raw)
    }

    /// Its number.
    pub fn number(self) -> &'static str {
        match self {
            Self::V1_0 => "1.0",
            Self::V2_0 => "2.0",
            Self::V2_1 => "2.1",
        }
    }

    /// What the document is.
    pub fn media_type(self) -> String {
        format!("application/json; profile={SCHEMA}{}#", self.number())
    }
}

/// The list of documents. `pod` is its address without a slash at the end.
pub fn list(pod: &str) -> Json {
    let link = |version: Version| {
        let number = version.number();
        json!({"rel": format!("{SCHEMA}{number}"), "href": format!("{pod}/nodeinfo/{number}")})
    };
    json!({"links": Version::ALL.map(link)})
}

/// The address of the newest document that a list names and that is read here.
///
/// # Errors
/// It is no such list, or names none.
pub fn newest(list: &[u8]) -> Result<(Version, String), Undiscovered> {
    #[derive(Deserialize)]
    struct List {
        links: Vec<Json>,
    }
    let list: List = read_json(list)?;
    let named = list.links.iter().filter_map(|link| {
        let version = link.get("rel")?.as_str()?.strip_prefix(SCHEMA)?;
        Some((Version::parse(version)?, link.get("href")?.as_str()?.to_owned()))
    });
    named
        .max_by_key(|(version, _)| *version)
        .ok_or(Undiscovered::Incomplete("links"))
}

fn read_json<T: for<'de> Deserialize<'de>>(document: &[u8]) -> Result<T, Undiscovered> {
    if document.len() > LONGEST_ANSWER {
        return Err(Undiscovered::Unreadable);
    }
    serde_json::from_slice(document).map_err(|_| Undiscovered::Unreadable)
}

/// What a pod says of itself. What it does not want to say is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeInfo {
    /// The name of its software, in lower case.
    pub software: String,
    /// The version of that.
    pub version: String,
    /// Where its source is.
    pub repository: Option<String>,
    /// Where people read about it.
    pub homepage: Option<String>,
    /// The protocols that it speaks.
    pub protocols: Vec<String>,
    /// Whether anybody may join.
    pub open_registrations: bool,
    /// People.
    pub users: Users,
    /// Posts that were written there.
    pub local_posts: Option<u64>,
    /// Comments that were written there.
    pub local_comments: Option<u64>,
    /// Everything else, as it is.
    pub metadata: Map<String, Json>,
}

/// How many people a pod has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Users {
    /// All of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// Those who were there within 180 days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_halfyear: Option<u64>,
    /// Those who were there within 30 days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_month: Option<u64>,
}

impl NodeInfo {
    /// The document in a version.
    pub fn write(&self, version: Version) -> Json {
        let mut software = json!({"name": self.software, "version": self.version});
        if version == Version::V2_1 {
            for (name, value) in [("repository", &self.repository), ("homepage", &self.homepage)] {
                if let Some(value) = value {
                    software[name] = json!(value);
                }
            }
        }
        let protocols = match version {
            Version::V1_0 => json!({"inbound": self.protocols, "outbound": self.protocols}),
            Version::V2_0 | Version::V2_1 => json!(self.protocols),
        };
        let mut usage = json!({"users": self.users});
        for (name, value) in [("localPosts", self.local_posts), ("localComments", self.local_comments)] {
            if let Some(value) = value {
                usage[name] = json!(value);
            }
        }
        json!({
            "version": version.number(),
            "software": software,
            "protocols": protocols,
            "services": {"inbound": [], "outbound": []},
            "openRegistrations": self.open_registrations,
            "usage": usage,
            "metadata": self.metadata,
        })
    }

    /// Reads a document of any version. Numbers that are none are not told.
    ///
    /// # Errors
    /// It is no JSON, or does not name a software.
    pub fn read(document: &[u8]) -> Result<(Version, Self), Undiscovered> {
        let json: Json = read_json(document)?;
        let version = json.get("version").and_then(Json::as_str).and_then(Version::parse);
        let version = version.ok_or(Undiscovered::Unfit("version"))?;
        let software = |name: &str| json.pointer(&format!("/software/{name}")).and_then(Json::as_str);
        let number = |path: &str| json.pointer(path).and_then(Json::as_u64);
        let read = Self {
            software: software("name").ok_or(Undiscovered::Incomplete("software"))?.to_owned(),
            version: software("version").unwrap_or_default().to_owned(),
            repository: software("repository").map(str::to_owned),
            homepage: software("homepage").map(str::to_owned),
            protocols: protocols(&json),
            open_registrations: json.get("openRegistrations").and_then(Json::as_bool).unwrap_or(false),
            users: Users {
                total: number("/usage/users/total"),
                active_halfyear: number("/usage/users/activeHalfyear"),
                active_month: number("/usage/users/activeMonth"),
            },
            local_posts: number("/usage/localPosts"),
            local_comments: number("/usage/localComments"),
            metadata: json
                .get("metadata")
                .and_then(Json::as_object)
                .cloned()
                .unwrap_or_default(),
        };
        Ok((version, read))
    }
}

/// One list, or two of which the one inwards counts first.
fn protocols(json: &Json) -> Vec<String> {
    let lists = ["/protocols", "/protocols/inbound", "/protocols/outbound"];
    let mut names = Vec::new();
    for list in lists {
        let listed = json.pointer(list).and_then(Json::as_array);
        for name in listed.into_iter().flatten().filter_map(Json::as_str) {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}
