use samara::hashing::Hashing;
use samara::random::Random;
use samara::settings::{Settings, Sources};

fn hashing(memory_kib: &str) -> Hashing {
    let overrides = vec![
        ("password.memory_kib".into(), memory_kib.into()),
        ("password.passes".into(), "1".into()),
    ];
    let settings = Settings::load(&Sources {
        overrides,
        cores: 2,
        ..Sources::default()
    })
    .unwrap();
    Hashing::from_settings(&settings, Random::seeded(1))
}

#[tokio::test]
async fn a_password_fits_its_own_hash_only() {
    let hashing = hashing("8192");
    let hash = hashing.hash("vierzehn Möwen").await;
    assert!(hash.starts_with("$argon2id$v=19$m=8192,t=1,p=1$"), "{hash}");
    assert!(hashing.verify("vierzehn Möwen", Some(&hash)).await);
    assert!(hashing.verify("vierzehn Mo\u{308}wen", Some(&hash)).await);
    assert!(!hashing.verify("vierzehn möwen", Some(&hash)).await);
    assert!(!hashing.verify("", Some(&hash)).await);
    assert!(!hashing.verify("vierzehn Möwen", None).await);
    assert!(!hashing.verify("vierzehn Möwen", Some("no hash at all")).await);
    assert_ne!(hash, hashing.hash("vierzehn Möwen").await);
}

#[tokio::test]
async fn a_hash_of_other_costs_still_fits_and_is_to_be_made_anew() {
    let (former, today) = (hashing("8192"), hashing("9216"));
    let hash = former.hash("vierzehn Möwen").await;
    assert!(today.verify("vierzehn Möwen", Some(&hash)).await);
    assert!(today.needs_rehash(&hash));
    assert!(!former.needs_rehash(&hash));
    assert!(today.needs_rehash("$2a$10$abcdefghijklmnopqrstuv"));
}

#[tokio::test]
async fn nobody_costs_as_much_work_as_somebody() {
    let hashing = hashing("19456");
    let hash = hashing.hash("vierzehn Möwen").await;
    for hash in [Some(hash.as_str()), None, Some("no hash at all")] {
        let before = hashing.work();
        assert!(!hashing.verify("dreizehn Möwen", hash).await);
        assert_eq!(hashing.work() - before, 19_456, "{hash:?}");
    }
}
