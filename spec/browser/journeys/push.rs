//! What a device is told while no page is open: the worker that the browser wakes, with what the pod sends once the browser
//! has decrypted it.

use std::time::Duration;

use serde_json::{Value, json};

use crate::around::{limited, me, public};
use crate::browser::program;
use crate::browser::window::Window;
use crate::browser::world::World;
use crate::domain::says;
use crate::support::TestPod;
use crate::support::device::Device;

/// What the pod sends of a comment on a post for everyone, of a second one, and of one on a limited post.
async fn sent() -> Vec<String> {
    let (pod, device) = (
        TestPod::with(&[("reachable", "any")]).await,
        Device::new("201 Created").await,
    );
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    device.belongs_to(&pod, &me(&pod, &alice).await).await;
    let open = public(&pod, &alice, "# Plums").await;
    let closed = limited(&pod, &alice, &bob, "# Secretheading").await;
    for (who, on, text) in [
        (&bob, &open, "Eleven kilos"),
        (&eve, &open, "Twelve"),
        (&bob, &closed, "Secretcomment"),
    ] {
        says(&pod, who, &on.guid, text).await;
        pod.advance(Duration::from_secs(6));
        pod.settle().await;
    }
    let heard = device.heard();
    heard.iter().map(|(_, body)| device.opens(body).to_string()).collect()
}

/// The browser's maker delivers something.
async fn deliver(window: &Window, origin: &str, data: &str) {
    // A browser numbers what registers with it; it has met this pod only.
    for number in ["0", "1"] {
        let message = json!({ "origin": origin, "registrationId": number, "data": data });
        window.tool("ServiceWorker.deliverPushMessage", message).await;
    }
}

/// What the system shows.
const SHOWN: &str = "return navigator.serviceWorker.ready.then((worker) => worker.getNotifications()).then((all) => all.map((one) => \
     ({ title: one.title, body: one.body, lang: one.lang, url: one.data.url })))";

#[tokio::test]
async fn what_a_device_is_told_is_shown_and_of_what_is_limited_no_word() {
    let sent = sent().await;
    assert_eq!(sent.len(), 3);
    World::run("push", program(), async |world: &World| {
        let ada = world.set_up("ada").await;
        let origin = world.pod.address();
        let may = json!({ "origin": origin, "permissions": ["notifications"] });
        ada.tool("Browser.grantPermissions", may).await;
        ada.go("/settings/notifications").await;
        ada.press("Tell me on this device").await;
        // No maker of browsers can be reached from here, so nothing comes of the rest; the worker is there all the same.
        ada.holds(
            "the worker is awake",
            "return navigator.serviceWorker.ready.then(() => true)",
        )
        .await;
        ada.tool("ServiceWorker.enable", json!({})).await;
        let shown = async |wanted: Vec<(&str, &str)>| {
            let what = format!("{wanted:?} is shown");
            ada.until(&what, async || {
                let all: Vec<Value> = ada.ask(SHOWN, vec![]).await?;
                let words = |one: &Value| (one["title"].clone(), one["body"].clone());
                let mut found: Vec<_> = all.iter().map(words).collect();
                found.sort_by_key(|(_, body)| body.to_string());
                let right = found.len() == wanted.len()
                    && found
                        .iter()
                        .zip(&wanted)
                        .all(|(one, two)| one.0 == two.0 && one.1 == two.1);
                Ok(right.then_some(()))
            })
            .await;
        };
        deliver(&ada, &origin, &sent[0]).await;
        shown(vec![("Spec pod", "bob commented on your post.\nEleven kilos")]).await;
        // The next about the same takes its place.
        deliver(&ada, &origin, &sent[1]).await;
        let second = ("Spec pod", "eve and 1 more commented on your post.\nTwelve");
        shown(vec![second]).await;
        deliver(&ada, &origin, &sent[2]).await;
        shown(vec![("Spec pod", "bob commented on your post."), second]).await;
        let all: Value = ada.told(SHOWN).await;
        assert!(!all.to_string().contains("Secret"), "{all}");
        // That the maker cannot be reached is said in the console at some time, and is no fault of the page.
        ada.complaints().await;
    })
    .await;
}
