//! Telling devices: a real endpoint that takes what is sent and decrypts it as a browser would.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use openssl::bn::BigNumContext;
use openssl::derive::Deriver;
use openssl::ec::{EcGroup, EcKey, EcPoint, PointConversionForm};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::sign::Signer;
use openssl::symm::{Cipher, decrypt_aead};
use samara::domain::account::session;
use samara::domain::telling::device::{self, Offer};
use samara::wire::bytes::base64url;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::telling::{says, wish};
use crate::around::{limited, me, public, withdraw};
use crate::support::{Someone, TestPod};

const SECRET: [u8; 16] = *b"sixteen bytes ok";

/// Head and body.
type Request = (String, Vec<u8>);

/// A browser and its maker's server: what arrives is kept as it came.
struct Device {
    key: EcKey<Private>,
    port: u16,
    heard: Arc<Mutex<Vec<Request>>>,
}

impl Device {
    async fn new(status: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let kept = heard.clone();
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let mut bytes = Vec::new();
                let (head, length) = loop {
                    let mut some = [0; 4_096];
                    let read = socket.read(&mut some).await.unwrap_or(0);
                    bytes.extend_from_slice(&some[..read]);
                    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
                        assert!(read > 0, "a request ended before its head did");
                        continue;
                    };
                    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
                    let length: usize = head
                        .lines()
                        .find_map(|line| line.strip_prefix("content-length: "))
                        .unwrap()
                        .parse()
                        .unwrap();
                    if bytes.len() >= end + 4 + length {
                        break (String::from_utf8_lossy(&bytes[..end]).into_owned(), end + 4);
                    }
                };
                kept.lock().unwrap().push((head, bytes.split_off(length)));
                let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                let _ = socket.write_all(answer.as_bytes()).await;
            }
        });
        Self {
            key: device::new_key().unwrap(),
            port,
            heard,
        }
    }

    fn heard(&self) -> Vec<Request> {
        self.heard.lock().unwrap().clone()
    }

    fn public(&self) -> Vec<u8> {
        let curve = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
        let mut context = BigNumContext::new().unwrap();
        let form = PointConversionForm::UNCOMPRESSED;
        self.key.public_key().to_bytes(&curve, form, &mut context).unwrap()
    }

    async fn belongs_to(&self, pod: &TestPod, who: &Someone) -> samara::domain::me::Me {
        let me = me(pod, who).await;
        let endpoint = format!("http://127.0.0.1:{}/{}", self.port, who.user);
        let (p256dh, auth) = (base64url(&self.public()), base64url(&SECRET));
        let offer = Offer {
            endpoint: &endpoint,
            p256dh: &p256dh,
            auth: &auth,
        };
        pod.act(async |tx| device::add(tx, &me, offer).await).await.unwrap();
        me
    }

    /// As a browser reads it: RFC 8291, section 3.4, from the other side.
    fn opens(&self, message: &[u8]) -> serde_json::Value {
        let (salt, rest) = message.split_at(16);
        let (size, rest) = rest.split_at(4);
        assert_eq!(u32::from_be_bytes(size.try_into().unwrap()), 4_096);
        let (sender, rest) = rest[1..].split_at(usize::from(rest[0]));
        let (locked, tag) = rest.split_at(rest.len() - 16);
        let curve = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
        let mut context = BigNumContext::new().unwrap();
        let point = EcPoint::from_bytes(&curve, sender, &mut context).unwrap();
        let theirs = PKey::from_ec_key(EcKey::from_public_key(&curve, &point).unwrap()).unwrap();
        let mine = PKey::from_ec_key(self.key.clone()).unwrap();
        let mut deriver = Deriver::new(&mine).unwrap();
        deriver.set_peer(&theirs).unwrap();
        let shared = deriver.derive_to_vec().unwrap();
        let info = [b"WebPush: info\0", self.public().as_slice(), sender, b"\x01"].concat();
        let key = hmac(salt, &hmac(&hmac(&SECRET, &shared), &info));
        let content = hmac(&key, b"Content-Encoding: aes128gcm\0\x01");
        let nonce = hmac(&key, b"Content-Encoding: nonce\0\x01");
        let cipher = Cipher::aes_128_gcm();
        let text = decrypt_aead(cipher, &content[..16], Some(&nonce[..12]), &[], locked, tag).unwrap();
        let end = text.iter().rposition(|byte| *byte != 0).unwrap();
        assert_eq!(text[end], 2);
        serde_json::from_slice(&text[..end]).unwrap()
    }
}

fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let key = PKey::hmac(key).unwrap();
    let mut signer = Signer::new(MessageDigest::sha256(), &key).unwrap();
    signer.update(text).unwrap();
    signer.sign_to_vec().unwrap()
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
    device.belongs_to(&pod, &alice).await;
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
    device.belongs_to(&pod, &alice).await;
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
    device.belongs_to(&pod, &bob).await;
    let post = limited(&pod, &alice, &bob, &format!("Look, @{{{}}}", bob.handle)).await;
    withdraw(&pod, &alice, &post, &bob).await;
    soon(&pod).await;
    assert_eq!(device.heard().len(), 0);
}

#[rocket::async_test]
async fn whoever_signs_out_is_told_nothing_there_any_more() {
    let (pod, device) = (pod().await, Device::new("201 Created").await);
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let there = device.belongs_to(&pod, &alice).await;
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
    device.belongs_to(&pod, &alice).await;
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
    device.belongs_to(&pod, &alice).await;
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
    device.belongs_to(&pod, &alice).await;
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
    device.belongs_to(&pod, &alice).await;
    let post = public(&pod, &alice, "# Plums").await;
    says(&pod, &bob, &post.guid, "One").await;
    soon(&pod).await;
    assert_eq!(device.heard().len(), 0);
}
