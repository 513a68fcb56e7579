//! Telling devices: a real endpoint that takes what is sent and decrypts it as a browser would.

use std::time::Duration;

use samara::domain::account::session;
use samara::domain::me::Me;

use super::telling::{says, wish};
use crate::around::{limited, me, public, withdraw};
use crate::support::device::Device;
use crate::support::{Someone, TestPod};

/// The device is somebody's.
async fn gives(device: &Device, pod: &TestPod, who: &Someone) -> Me {
    let me = me(pod, who).await;
    device.belongs_to(pod, &me).await;
    me
}

async fn pod() -> TestPod {
    TestPod::with(&[("reachable", "any")]).await
}

async fn soon(pod: &TestPod) {
    pod.advance(Duration::from_secs(6));
    pod.settle().await;
}

#[rocket::async_test]
async fn a_device_is_told_and_only_it_can_read_it() {
    let (pod, device) = (pod().await, Device::new("201 Created").await);
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    gives(&device, &pod, &alice).await;
    let post = public(&pod, &alice, "# Plums").await;
    says(&pod, &bob, &post.guid, "Eleven kilos").await;
    soon(&pod).await;
    let heard = device.heard();
    assert_eq!(heard.len(), 1);
    let (head, body) = &heard[0];
    assert!(head.starts_with(&format!("POST /{} ", alice.user)), "{head}");
    let head = head.to_lowercase();
    for line in ["content-encoding: aes128gcm", "ttl: 86400", "authorization: vapid t="] {
        assert!(head.contains(line), "{line} in {head}");
    }
    assert!(!head.contains("cookie") && !head.contains("referer"));
    let told = device.opens(body);
    assert_eq!(told["title"], "Spec pod");
    assert_eq!(told["body"], "bob commented on your post.\nEleven kilos");
    assert!(told["url"].as_str().unwrap().contains(&post.guid));
    soon(&pod).await;
    assert_eq!(device.heard().len(), 1, "once");
}

#[rocket::async_test]
async fn what_is_limited_is_told_without_a_word_of_it() {
    let (pod, device) = (pod().await, Device::new("201 Created").await);
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    gives(&device, &pod, &alice).await;
    let post = limited(&pod, &alice, &bob, "# Secretheading").await;
    says(&pod, &bob, &post.guid, "Secretcomment").await;
    soon(&pod).await;
    let told = device.opens(&device.heard()[0].1);
    assert_eq!(told["body"], "bob commented on your post.");
    assert!(!told.to_string().contains("Secret"));
}

#[rocket::async_test]
async fn a_device_is_not_told_of_what_its_owner_may_not_see_any_more() {
    let (pod, device) = (pod().await, Device::new("201 Created").await);
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    gives(&device, &pod, &bob).await;
    let post = limited(&pod, &alice, &bob, &format!("Look, @{{{}}}", bob.handle)).await;
    withdraw(&pod, &alice, &post, &bob).await;
    soon(&pod).await;
    assert_eq!(device.heard().len(), 0);
}

#[rocket::async_test]
async fn whoever_signs_out_is_told_nothing_there_any_more() {
    let (pod, device) = (pod().await, Device::new("201 Created").await);
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let there = gives(&device, &pod, &alice).await;
    let post = public(&pod, &alice, "# Plums").await;
    says(&pod, &bob, &post.guid, "One").await;
    pod.act(async |tx| session::end(tx, alice.user, there.session.id).await)
        .await
        .unwrap();
    soon(&pod).await;
    assert_eq!(device.heard().len(), 0);
}

#[rocket::async_test]
async fn a_device_that_its_maker_does_not_know_any_more_is_forgotten() {
    let (pod, device) = (pod().await, Device::new("410 Gone").await);
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    gives(&device, &pod, &alice).await;
    let post = public(&pod, &alice, "# Plums").await;
    for number in 0..3 {
        says(&pod, &bob, &post.guid, &format!("Comment {number}")).await;
        soon(&pod).await;
    }
    assert_eq!(device.heard().len(), 1);
    assert!(
        entity::own::telling::devices(pod.db.read(), alice.user)
            .await
            .unwrap()
            .is_empty()
    );
}

#[rocket::async_test]
async fn a_maker_that_is_overloaded_is_asked_again() {
    let (pod, device) = (pod().await, Device::new("503 Later").await);
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    gives(&device, &pod, &alice).await;
    let post = public(&pod, &alice, "# Plums").await;
    says(&pod, &bob, &post.guid, "One").await;
    soon(&pod).await;
    pod.advance(Duration::from_secs(60));
    pod.settle().await;
    assert_eq!(device.heard().len(), 2);
}

#[rocket::async_test]
async fn topics_that_are_off_and_quiet_hours_are_kept_for_devices_too() {
    let (pod, device) = (pod().await, Device::new("201 Created").await);
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    gives(&device, &pod, &alice).await;
    let post = public(&pod, &alice, "# Plums").await;
    wish(&pod, &alice, |wishes| wishes.push_only(&[])).await;
    says(&pod, &bob, &post.guid, "One").await;
    soon(&pod).await;
    assert_eq!(device.heard().len(), 0, "off");
    wish(&pod, &alice, |wishes| {
        wishes.push_only(&[samara::domain::telling::Topic::Commented]);
        wishes.set_quiet(Some(("11:00", "13:00"))).unwrap();
    })
    .await;
    says(&pod, &bob, &post.guid, "Two").await;
    soon(&pod).await;
    assert_eq!(device.heard().len(), 0, "quiet");
    pod.advance(Duration::from_secs(3_600));
    pod.settle().await;
    assert_eq!(device.heard().len(), 1, "afterwards");
}

#[rocket::async_test]
async fn nobody_has_the_pod_ask_its_own_network_by_naming_it_as_a_device() {
    let (pod, device) = (TestPod::new().await, Device::new("201 Created").await);
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    gives(&device, &pod, &alice).await;
    let post = public(&pod, &alice, "# Plums").await;
    says(&pod, &bob, &post.guid, "One").await;
    soon(&pod).await;
    assert_eq!(device.heard().len(), 0);
}
