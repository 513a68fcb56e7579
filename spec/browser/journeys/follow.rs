//! Following that waits for a word: a person of the fediverse asks one who wants to be asked, and is asked by them.

use samara::wire::activitypub::Id;
use samara::wire::signature::{Request, Scheme, SigningKey, sign};
use serde_json::{Value, json};

use super::pods::{comes, goes};
use crate::browser::program;
use crate::browser::served::free_port;
use crate::browser::window::Window;
use crate::browser::world::World;
use crate::support::network::actor_pair;
use crate::support::origin::{Origin, Served};

const ACTIVITY: &str = "application/activity+json";

/// People of a server of the fediverse on this machine, who want to be asked before somebody follows them.
struct Server {
    host: String,
    origin: Origin,
}

impl Server {
    async fn begin(port: u16) -> Self {
        let host = format!("far.localhost:{port}");
        let there = host.clone();
        let answer = move |path: &str| -> Served {
            let json = |kind: &str, value: Value| Served::ok(kind, value.to_string().as_bytes());
            if let Some(who) = path.strip_prefix("/.well-known/webfinger?resource=acct") {
                let name = ["dave", "mel"]
                    .into_iter()
                    .find(|name| who.contains(name))
                    .unwrap_or("dave");
                let link = json!({"rel": "self", "type": ACTIVITY, "href": format!("http://{there}/users/{name}")});
                let subject = format!("acct:{name}@{there}");
                return json("application/jrd+json", json!({"subject": subject, "links": [link]}));
            }
            match path.strip_prefix("/users/") {
                Some(name @ ("dave" | "mel")) => json(ACTIVITY, actor(&there, name)),
                Some(name) if name.ends_with("/inbox") => Served::with(202, "", b""),
                Some(_) | None => Served::with(404, "", b""),
            }
        };
        let origin = Origin::at(&format!("127.0.0.1:{port}"), answer).await;
        Self { host, origin }
    }

    fn id(&self, name: &str) -> String {
        format!("http://{}/users/{name}", self.host)
    }

    /// Waits until something was posted to somebody.
    async fn hears(&self, name: &str, times: usize) {
        let line = format!("POST /users/{name}/inbox ");
        for _ in 0..1_200 {
            let heard = self.origin.heard();
            if heard.iter().filter(|head| head.starts_with(&line)).count() >= times {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("{name} hears nothing: {:?}", self.origin.heard());
    }

    /// One of its people sends an activity to a pod.
    async fn sends(&self, name: &str, pod: &str, (verb, number): (&str, u32), object: Value) {
        let me = self.id(name);
        let id = format!("http://{}/did/{name}/{number}", self.host);
        let activity = json!({"@context": "https://www.w3.org/ns/activitystreams", "id": id, "type": verb,
            "actor": me, "object": object, "to": [], "cc": []});
        let body = activity.to_string();
        let address = Id::parse(&format!("{pod}/inbox")).unwrap();
        let given = [("host", address.authority()), ("content-type", ACTIVITY)];
        let request = Request {
            method: "POST",
            address: &address,
            headers: &given,
            body: Some(body.as_bytes()),
        };
        let key = SigningKey::from_pem(&actor_pair("far").private).unwrap();
        let key_id = Id::parse(&format!("{me}#main-key")).unwrap();
        let added = sign(&request, Scheme::Cavage, &key_id, &key, chrono::Utc::now()).unwrap();
        let mut posted = reqwest::Client::new()
            .post(address.as_str())
            .header("content-type", ACTIVITY);
        for (name, value) in added {
            posted = posted.header(name, value);
        }
        let answer = posted.body(body).send().await.unwrap();
        assert_eq!(answer.status(), 202, "{}", answer.text().await.unwrap_or_default());
    }
}

fn actor(host: &str, name: &str) -> Value {
    let id = format!("http://{host}/users/{name}");
    json!({
        "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
        "id": id, "type": "Person", "preferredUsername": name, "name": name, "manuallyApprovesFollowers": true,
        "inbox": format!("{id}/inbox"), "outbox": format!("{id}/outbox"), "followers": format!("{id}/followers"),
        "publicKey": {"id": format!("{id}#main-key"), "owner": id, "publicKeyPem": actor_pair("far").public},
    })
}

/// The row of somebody who has asked.
fn asking(host: &str, name: &str) -> String {
    format!("//li[contains(., '{name}@{host}')]")
}

/// Puts the one whose page is open into an aspect.
async fn puts_into(window: &Window, aspect: &str) {
    window.click("a[data-membership]").await;
    window.choose("//dialog", aspect).await;
    window.press_in("//dialog", "Save").await;
    window.see("Saved.").await;
}

#[tokio::test]
async fn who_asks_to_follow_waits_for_a_yes_or_a_no_and_so_do_we() {
    let port = free_port();
    let server = Server::begin(port).await;
    let also = format!("127.0.0.1:{port}");
    let settings = [("SAMARA_REACHABLE_ALSO", also.as_str())];
    World::run_with("follow", program(), &settings, async |world: &World| {
        let ada = world.set_up("ada").await;
        let pod = world.pod.address();
        ada.go("/settings/sharing").await;
        ada.choose("", "Ask me before somebody follows me").await;
        ada.press("Save").await;
        ada.see("Saved.").await;
        let guid: String = ada
            .told("return document.querySelector('.topbar a[href^=\"/people/\"]').pathname.split('/')[2]")
            .await;
        let here = json!(format!("{pod}/people/{guid}"));

        // Two ask; nobody is told anything before she has decided.
        for (number, name) in [(1, "dave"), (2, "mel")] {
            server.sends(name, &pod, ("Follow", number), here.clone()).await;
            comes(&ada, "/contacts", &format!("{name}@{}", server.host)).await;
        }
        comes(&ada, "/notifications", "wants to follow you").await;
        ada.go("/contacts").await;
        ada.see("They want to follow you").await;
        ada.press_in(&asking(&server.host, "dave"), "Accept").await;
        ada.see("They follow you from now on.").await;
        server.hears("dave", 1).await;
        ada.press_in(&asking(&server.host, "mel"), "Refuse").await;
        ada.see("They do not follow you.").await;
        server.hears("mel", 1).await;
        ada.see_no("They want to follow you").await;

        // She asks; it waits until they have said so, or is over when they do not want it.
        const WAITS: &str = "You will follow them once they allow it.";
        for (number, name, answer) in [(3, "dave", "Accept"), (4, "mel", "Reject")] {
            ada.go(&format!("/search?q={name}@{}", server.host)).await;
            let page = ada.at("/people/*").await;
            puts_into(&ada, "Friends").await;
            server.hears(name, 2).await;
            ada.go(&page).await;
            ada.see(WAITS).await;
            let follow = json!({"type": "Follow", "actor": here, "object": server.id(name)});
            server.sends(name, &pod, (answer, number), follow).await;
            goes(&ada, &page, WAITS).await;
        }
    })
    .await;
}
