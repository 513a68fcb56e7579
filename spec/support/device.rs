//! A browser that wants to be told, and its maker's server: what arrives is kept as it came, and decrypted as a browser would.

use std::sync::{Arc, Mutex};

use openssl::bn::BigNumContext;
use openssl::derive::Deriver;
use openssl::ec::{EcGroup, EcKey, EcPoint, PointConversionForm};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::sign::Signer;
use openssl::symm::{Cipher, decrypt_aead};
use samara::domain::me::Me;
use samara::domain::telling::device::{self, Offer};
use samara::wire::bytes::base64url;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::TestPod;

const SECRET: [u8; 16] = *b"sixteen bytes ok";

/// Head and body.
pub type Request = (String, Vec<u8>);

/// A browser and its maker's server.
pub struct Device {
    key: EcKey<Private>,
    port: u16,
    heard: Arc<Mutex<Vec<Request>>>,
}

impl Device {
    /// Its maker's server answers everything with this status.
    pub async fn new(status: &'static str) -> Self {
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

    /// All that arrived so far.
    pub fn heard(&self) -> Vec<Request> {
        self.heard.lock().unwrap().clone()
    }

    fn public(&self) -> Vec<u8> {
        let curve = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
        let mut context = BigNumContext::new().unwrap();
        let form = PointConversionForm::UNCOMPRESSED;
        self.key.public_key().to_bytes(&curve, form, &mut context).unwrap()
    }

    /// From now on somebody is told there, as long as they are signed in here.
    pub async fn belongs_to(&self, pod: &TestPod, me: &Me) {
        let endpoint = format!("http://127.0.0.1:{}/{}", self.port, me.user.id);
        let (p256dh, auth) = (base64url(&self.public()), base64url(&SECRET));
        let offer = Offer {
            endpoint: &endpoint,
            p256dh: &p256dh,
            auth: &auth,
        };
        pod.act(async |tx| device::add(tx, me, offer).await).await.unwrap();
    }

    /// As a browser reads it: RFC 8291, section 3.4, from the other side.
    pub fn opens(&self, message: &[u8]) -> serde_json::Value {
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
