//! What programs do with a note that is for a few people only. Known from their sources; a server's name for its program is a hint
//! and no promise, so whatever is not known gets the form that can widen least.

/// How a server is given a note that is for some of its people only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handling {
    /// One note for all of them, who do not learn of each other: the server shows nobody whom it is for.
    Together,
    /// One note for all of them, who may see each other's names there.
    Openly,
    /// The same, and who is not mentioned does not see it.
    Mentioned,
    /// A note for each of them, under an address of its own: of several names the server would keep the first, or show it to more.
    Alone,
    /// None at all: the server has no notes for a few, or would show it to others.
    Never,
}

/// The name of a program, as its server gives it in NodeInfo.
fn named(software: Option<&str>) -> String {
    software.unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a program takes what is said below a post from the post's author, who hands it on as an entry of a collection (FEP-171b).
pub fn keeps_containers(software: Option<&str>) -> bool {
    matches!(
        named(software).as_str(),
        "hubzilla" | "streams" | "forte" | "mitra" | "samara"
    )
}

/// What a program does, by the name that its server gives in NodeInfo.
pub fn handling(software: Option<&str>) -> Handling {
    match named(software).as_str() {
        "mastodon" | "glitch-soc" | "hometown" | "kmyblue" | "fedibird" | "ecko" => Handling::Together,
        "gotosocial" => Handling::Mentioned,
        "misskey" | "sharkey" | "firefish" | "calckey" | "iceshrimp" | "iceshrimp.net" | "foundkey" | "cherrypick"
        | "catodon" | "magnetar" | "pleroma" | "akkoma" | "friendica" | "hubzilla" | "streams" | "forte" | "mitra" => {
            Handling::Openly
        }
        "peertube" | "threads" | "bridgy-fed" | "bridgy fed" | "wordpress" | "writefreely" | "plume" | "owncast"
        | "funkwhale" | "castopod" | "bookwyrm" | "ghost" => Handling::Never,
        _ => Handling::Alone,
    }
}

impl Handling {
    /// Whether several people of one server may see there who else has it.
    pub fn shows_company(self) -> bool {
        matches!(self, Self::Openly | Self::Mentioned)
    }

    /// Whether it is addressed by mentions.
    pub fn mentions(self) -> bool {
        matches!(self, Self::Mentioned | Self::Alone)
    }
}
