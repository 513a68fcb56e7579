//! Web Push on the wire: what is told to a browser, encrypted so that its maker carries it and cannot read it (RFC 8291,
//! RFC 8188), and the signature by which the maker knows who sends (VAPID, RFC 8292).
//!
//! Pure: keys and salt are given, the time too.

use openssl::bn::BigNumContext;
use openssl::derive::Deriver;
use openssl::ec::{EcGroup, EcKey, EcPoint, PointConversionForm};
use openssl::ecdsa::EcdsaSig;
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private, Public};
use openssl::sign::Signer;
use openssl::symm::{Cipher, encrypt_aead};
use url::Url;

use super::bytes::{base64url, unbase64url};
use crate::error::Fault;

/// The record size that is announced; a message is one record.
const RECORD: u32 = 4_096;
/// Longest text that fits into it.
pub const LONGEST: usize = 3_800;
/// Every message is at least so long, so that its length tells nothing of what it says.
const PADDED: usize = 1_024;
/// How long a signature is good, in seconds: RFC 8292 allows a day.
const GOOD: i64 = 12 * 3_600;

fn curve() -> Result<EcGroup, ErrorStack> {
    EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)
}

/// The keys that a browser gave (RFC 8291, section 3.1).
#[derive(Clone, Debug)]
pub struct Subscription {
    public: EcKey<Public>,
    raw: Vec<u8>,
    secret: Vec<u8>,
}

impl Subscription {
    /// From base64url; none when these are no such keys.
    pub fn parse(p256dh: &str, auth: &str) -> Option<Self> {
        let raw = unbase64url(p256dh).filter(|raw| raw.len() == 65)?;
        let secret = unbase64url(auth).filter(|secret| secret.len() == 16)?;
        let curve = curve().ok()?;
        let mut context = BigNumContext::new().ok()?;
        let point = EcPoint::from_bytes(&curve, &raw, &mut context).ok()?;
        let public = EcKey::from_public_key(&curve, &point).ok()?;
        public.check_key().ok()?;
        Some(Self { public, raw, secret })
    }

    /// Encrypts a text for this browser, with a key and a salt that are used once. Its length is hidden.
    ///
    /// # Errors
    /// It is longer than [`LONGEST`] bytes.
    pub fn seal(&self, once: &EcKey<Private>, salt: [u8; 16], text: &[u8]) -> Result<Vec<u8>, Fault> {
        if text.len() > LONGEST {
            return Err(Fault::new("this is too long to be told to a device"));
        }
        let mut padded = text.to_vec();
        // RFC 8188, section 2: the last record ends with a 2, and zeros after it are padding.
        padded.push(2);
        padded.resize(padded.len().max(PADDED), 0);
        self.encrypt(once, salt, &padded).map_err(Fault::of)
    }

    /// The same with the padding as it is given, its delimiter included: RFC 8291, section 3.4.
    ///
    /// # Errors
    /// The keys do not fit.
    pub fn encrypt(&self, once: &EcKey<Private>, salt: [u8; 16], padded: &[u8]) -> Result<Vec<u8>, ErrorStack> {
        let mine = public_bytes(once)?;
        let (once, theirs) = (
            PKey::from_ec_key(once.clone())?,
            PKey::from_ec_key(self.public.clone())?,
        );
        let mut deriver = Deriver::new(&once)?;
        deriver.set_peer(&theirs)?;
        let shared = deriver.derive_to_vec()?;
        let key = hmac(&self.secret, &[&shared])?;
        let key = hmac(&key, &[b"WebPush: info\0", &self.raw, &mine, b"\x01"])?;
        let key = hmac(&salt, &[&key])?;
        let content = hmac(&key, &[b"Content-Encoding: aes128gcm\0\x01"])?;
        let nonce = hmac(&key, &[b"Content-Encoding: nonce\0\x01"])?;
        let mut tag = [0; 16];
        let cipher = Cipher::aes_128_gcm();
        let locked = encrypt_aead(cipher, &content[..16], Some(&nonce[..12]), &[], padded, &mut tag)?;
        let mut message = salt.to_vec();
        message.extend(RECORD.to_be_bytes());
        message.push(65);
        message.extend(mine);
        message.extend(locked);
        message.extend(tag);
        Ok(message)
    }
}

fn hmac(key: &[u8], parts: &[&[u8]]) -> Result<Vec<u8>, ErrorStack> {
    let key = PKey::hmac(key)?;
    let mut signer = Signer::new(MessageDigest::sha256(), &key)?;
    for part in parts {
        signer.update(part)?;
    }
    signer.sign_to_vec()
}

fn public_bytes(key: &EcKey<Private>) -> Result<Vec<u8>, ErrorStack> {
    let mut context = BigNumContext::new()?;
    let curve = curve()?;
    key.public_key()
        .to_bytes(&curve, PointConversionForm::UNCOMPRESSED, &mut context)
}

/// The pod's own key for Web Push.
pub struct Identity(EcKey<Private>);

impl Identity {
    /// From a key on P-256.
    pub fn new(key: EcKey<Private>) -> Self {
        Self(key)
    }

    /// From what [`Identity::pem`] wrote.
    ///
    /// # Errors
    /// It is no such key.
    pub fn from_pem(pem: &str) -> Result<Self, Fault> {
        EcKey::private_key_from_pem(pem.as_bytes()).map(Self).map_err(Fault::of)
    }

    /// To be kept, locked.
    ///
    /// # Errors
    /// There is no memory for it.
    pub fn pem(&self) -> Result<String, Fault> {
        let pem = self.0.private_key_to_pem().map_err(Fault::of)?;
        String::from_utf8(pem).map_err(Fault::of)
    }

    /// The public half as browsers want it: uncompressed, base64url.
    ///
    /// # Errors
    /// There is no memory for it.
    pub fn public(&self) -> Result<String, Fault> {
        Ok(base64url(&public_bytes(&self.0).map_err(Fault::of)?))
    }

    /// The `Authorization` of a request to a browser's maker (RFC 8292, section 3). `now` is in seconds since 1970;
    /// `contact` is where its operators find the pod's.
    ///
    /// # Errors
    /// The address has no origin.
    pub fn authorization(&self, endpoint: &Url, now: i64, contact: &str) -> Result<String, Fault> {
        let origin = endpoint.origin();
        if !origin.is_tuple() {
            return Err(Fault::new("a device's address has no origin"));
        }
        let claims = serde_json::json!({
            "aud": origin.ascii_serialization(),
            "exp": now + GOOD,
            "sub": contact,
        });
        let head = base64url(br#"{"typ":"JWT","alg":"ES256"}"#);
        let signed = format!("{head}.{}", base64url(claims.to_string().as_bytes()));
        let digest = openssl::sha::sha256(signed.as_bytes());
        let signature = EcdsaSig::sign(&digest, &self.0).map_err(Fault::of)?;
        let half = |number: &openssl::bn::BigNumRef| number.to_vec_padded(32).map_err(Fault::of);
        let signature = [half(signature.r())?, half(signature.s())?].concat();
        Ok(format!(
            "vapid t={signed}.{}, k={}",
            base64url(&signature),
            self.public()?
        ))
    }
}
