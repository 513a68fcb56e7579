//! Web Push on the wire: the example of RFC 8291 byte for byte, and the signature of RFC 8292.

use openssl::bn::{BigNum, BigNumContext};
use openssl::ec::{EcGroup, EcKey, EcPoint};
use openssl::ecdsa::EcdsaSig;
use openssl::nid::Nid;
use openssl::pkey::Private;
use samara::domain::telling::device::new_key;
use samara::wire::bytes::{base64url, unbase64url};
use samara::wire::push::{Identity, LONGEST, Subscription};
use url::Url;

const BROWSER: &str = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const SECRET: &str = "BTBZMqHH6r4Tts7J_aSIgg";

fn key(private: &str, public: &str) -> EcKey<Private> {
    let curve = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    let mut context = BigNumContext::new().unwrap();
    let point = EcPoint::from_bytes(&curve, &unbase64url(public).unwrap(), &mut context).unwrap();
    let number = BigNum::from_slice(&unbase64url(private).unwrap()).unwrap();
    EcKey::from_private_components(&curve, &number, &point).unwrap()
}

#[test]
fn the_example_of_rfc_8291_comes_out_byte_for_byte() {
    let sender = key(
        "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
        "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
    );
    let salt: [u8; 16] = unbase64url("DGv6ra1nlYgDCS1FRnbzlw").unwrap().try_into().unwrap();
    let browser = Subscription::parse(BROWSER, SECRET).unwrap();
    let sealed = browser
        .encrypt(&sender, salt, b"When I grow up, I want to be a watermelon\x02")
        .unwrap();
    assert_eq!(
        base64url(&sealed),
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3\
         jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    );
}

#[test]
fn how_long_a_text_is_cannot_be_told_from_outside() {
    let browser = Subscription::parse(BROWSER, SECRET).unwrap();
    let sealed = |text: &[u8]| browser.seal(&new_key().unwrap(), [7; 16], text).unwrap().len();
    assert_eq!(sealed(b"no"), sealed(&[b'a'; 700]));
    assert!(sealed(&[b'a'; LONGEST]) <= 4_096);
    assert!(
        browser
            .seal(&new_key().unwrap(), [7; 16], &[b'a'; LONGEST + 1])
            .is_err()
    );
}

#[test]
fn keys_that_are_none_are_refused() {
    let flipped = BROWSER.replacen("BCVx", "BCVy", 1);
    for (public, secret) in [
        ("", SECRET),
        (BROWSER, ""),
        (BROWSER, "AAAA"),
        (flipped.as_str(), SECRET),
        (&BROWSER[..40], SECRET),
        ("<script>", SECRET),
        (SECRET, SECRET),
    ] {
        assert!(Subscription::parse(public, secret).is_none(), "{public} {secret}");
    }
}

#[test]
fn the_maker_of_a_browser_can_check_who_sends() {
    let identity = Identity::new(new_key().unwrap());
    let kept = Identity::from_pem(&identity.pem().unwrap()).unwrap();
    assert_eq!(kept.public().unwrap(), identity.public().unwrap());
    let to = Url::parse("https://push.example:8443/a/secret/address").unwrap();
    let header = kept.authorization(&to, 1_000, "https://pod.example/").unwrap();
    let (token, public) = header.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    assert_eq!(public, identity.public().unwrap());
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let (_, claims) = signed.split_once('.').unwrap();
    let claims: serde_json::Value = serde_json::from_slice(&unbase64url(claims).unwrap()).unwrap();
    assert_eq!(claims["aud"], "https://push.example:8443");
    assert_eq!(claims["exp"], 1_000 + 12 * 3_600);
    assert_eq!(claims["sub"], "https://pod.example/");
    let signature = unbase64url(signature).unwrap();
    assert_eq!(signature.len(), 64);
    let half = |bytes: &[u8]| BigNum::from_slice(bytes).unwrap();
    let signature = EcdsaSig::from_private_components(half(&signature[..32]), half(&signature[32..])).unwrap();
    let curve = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    let mut context = BigNumContext::new().unwrap();
    let point = EcPoint::from_bytes(&curve, &unbase64url(public).unwrap(), &mut context).unwrap();
    let public = EcKey::from_public_key(&curve, &point).unwrap();
    let digest = openssl::sha::sha256(signed.as_bytes());
    assert!(signature.verify(&digest, &public).unwrap());
    let other = openssl::sha::sha256(format!("{signed}x").as_bytes());
    assert!(!signature.verify(&other, &public).unwrap());
}
