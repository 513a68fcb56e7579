//! Who lives where, and what can be waited for.

use serde_json::Value;

use super::super::fedify::{Fedify, Node, Taken, Ways};
use super::super::ready::soon;
use super::super::street::{Begun, House, Place, others};
use crate::operation::process::{Client, Home};
use crate::support::browser::encode;
use crate::support::peer::Authority;

pub(super) const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";
/// Somebody of ours, as others look for them.
pub(super) const FIRST: &str = "@first@one.example";

/// Our pod with `first` and `second`; a server with Carol, Dora and, later, Carla; and one with Erin.
pub(super) struct World {
    pub(super) pod: House,
    pub(super) second: Client,
    pub(super) fedi: Fedify,
    pub(super) other: Fedify,
}

impl World {
    pub(super) async fn new(node: &Node, ways: Ways, authority: &Authority) -> Self {
        let mut places = Vec::new();
        for host in ["one.example", "fedi.example", "other.example"] {
            places.push(Place::new(host).await);
        }
        let known: Vec<String> = places.iter().map(|place| others(&places, place.host)).collect();
        let mut places = places.into_iter().zip(&known);
        let (one, known) = places.next().expect("three");
        let begun = Begun::new(one, Home::new().await, known, authority);
        let (place, known) = places.next().expect("three");
        let fedi = Fedify::start(node, place, "carol,dora,carla", ways, (known.as_str(), authority));
        let (place, known) = places.next().expect("three");
        let other = Fedify::start(node, place, "erin", ways, (known.as_str(), authority));
        let pod = begun.set_up().await;
        pod.can_sign("first").await;
        let mut second = Client::new(pod.port);
        second.refresh("/join").await.unwrap();
        let fields = [
            ("username", "second"),
            ("email", "second@mail.example"),
            ("password", "correct horse second"),
        ];
        let joined = second.post("/join", &fields).await.unwrap();
        let second = second.signed_in(&joined).await.unwrap();
        Self {
            pod,
            second,
            fedi,
            other,
        }
    }

    /// Waits until our pod has said all that it has to say.
    pub(super) async fn quiet(&self) {
        soon("an end of sending", async || {
            let letters = self.pod.counts("SELECT count(*) FROM delivery").await;
            let jobs = "SELECT count(*) FROM job WHERE kind IN ('dispatch', 'pass-on', 'deliver')";
            letters + self.pod.counts(jobs).await == 0
        })
        .await;
    }

    /// Waits until a post with this text has come; how our pod calls what has this address elsewhere.
    pub(super) async fn arrives(&self, text: &str, address: &str) -> String {
        let what = format!("{text} here");
        let sql = format!("SELECT count(*) FROM post WHERE text LIKE '%{text}%'");
        soon(&what, async || self.pod.counts(&sql).await == 1).await;
        let found = self
            .pod
            .client
            .get(&format!("/search?{}", encode(&[("q", address)])))
            .await;
        let found = found.unwrap();
        let guid = found.location.strip_prefix("/posts/");
        guid.unwrap_or_else(|| panic!("{address} is not opened: {} {}", found.status, found.text))
            .to_owned()
    }

    /// Waits until there are so many of something here.
    pub(super) async fn will_count(&self, many: i64, what: &str, sql: &str) {
        let what = format!("{many} {what}");
        soon(&what, async || self.pod.counts(sql).await == many).await;
    }

    /// Waits until a page no longer says something.
    pub(super) async fn will_not_read(&self, path: &str, words: &str) {
        let what = format!("an end of {words} at {path}");
        soon(&what, async || !self.pod.reads(path).await.contains(words)).await;
    }

    /// What everybody has seen, for whoever wants to know why something did not happen.
    pub(super) async fn told(&self) -> String {
        let said = self.pod.said();
        let words = said
            .lines()
            .filter(|line| !line.contains("TRACE") && !line.contains("DEBUG"));
        let words: Vec<&str> = words.collect();
        let (fedi, other) = (self.fedi.summary().await, self.other.summary().await);
        format!("{fedi}\n{other}\n-- our pod\n{}", words.join("\n"))
    }

    /// What `first` is called in the fediverse.
    pub(super) async fn first(&self) -> String {
        let path = format!("/.well-known/webfinger?resource=acct:{}", &FIRST[1..]);
        let found: Value = serde_json::from_str(&self.pod.reads(&path).await).expect("WebFinger");
        let links = found["links"].as_array().expect("links");
        let link = links.iter().find(|link| link["rel"] == "self");
        let link = link.unwrap_or_else(|| panic!("there is no actor in {found}"));
        link["href"].as_str().expect("an address").to_owned()
    }
}

/// Whether an activity's thing holds these words.
pub(super) fn says(taken: &Taken, words: &str) -> bool {
    taken.object()["content"]
        .as_str()
        .is_some_and(|text| text.contains(words))
}

/// Something new with these words.
pub(super) fn made(words: &str) -> impl Fn(&Taken) -> bool {
    move |taken| taken.is("Create") && says(taken, words)
}

/// Something done to what has this address.
pub(super) fn done(kind: &str, address: &str) -> impl Fn(&Taken) -> bool {
    move |taken| taken.is(kind) && taken.about() == address
}

/// Whether this is in a list, or is what stands in its place.
pub(super) fn holds(list: &Value, one: &str) -> bool {
    list == one
        || list
            .as_array()
            .is_some_and(|list| list.iter().any(|entry| entry == one))
}
