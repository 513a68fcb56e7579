//! A person's page, and the settings of one's own, in a browser.

use entity::person;
use samara::domain::contact;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use crate::around::{limited, public};
use crate::support::{Browser, TestPod};

const WHOLE: [(&str, &str); 9] = [
    ("name", "Alice B."),
    ("bio", "Bread *and* bikes"),
    ("location", "Leipzig-Plagwitz"),
    ("pronouns", "she/her"),
    ("day", "29"),
    ("month", "2"),
    ("year", ""),
    ("tags", "#choir sourdough"),
    ("searchable", "yes"),
];

async fn save(browser: &Browser<'_>, more: &[(&str, &str)]) -> u16 {
    let named: Vec<(&str, &str)> = WHOLE
        .into_iter()
        .filter(|(name, _)| more.iter().all(|(other, _)| other != name))
        .chain(more.iter().copied())
        .collect();
    browser.post("/settings/profile", &named).await.status()
}

/// A picture as a camera would send it.
fn picture() -> Vec<u8> {
    let square = image::RgbImage::from_fn(320, 200, |x, y| image::Rgb([x as u8, y as u8, 90]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    square.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

#[rocket::async_test]
async fn everyone_sees_the_face_and_the_chosen_see_the_rest() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let browser = pod.browser("alice").await;
    assert_eq!(save(&browser, &[("details", "contacts")]).await, 303);
    let path = format!("/people/{}", alice.guid);
    let family = alice.aspect(&pod, "family").await;
    for reader in [pod.browser("bob").await, pod.visitor()] {
        let page = reader.get(&path).await.text().to_owned();
        assert!(page.contains("Alice B.") && page.contains("/tags/choir") && page.contains(&alice.handle));
        assert!(!page.contains("<em>and</em>") && !page.contains("Plagwitz") && !page.contains("she/her"));
        assert!(!page.contains("29 February"));
    }
    pod.act(async |tx| contact::add_to(tx, alice.user, bob.person, family).await)
        .await
        .unwrap();
    let page = pod.browser("bob").await.get(&path).await.text().to_owned();
    assert!(page.contains("<em>and</em>") && page.contains("Plagwitz") && page.contains("29 February"));
    assert!(page.contains("Shares with you") && page.contains("/stream?mention="));
    assert!(!pod.visitor().get(&path).await.text().contains("Plagwitz"));
    assert_eq!(save(&browser, &[("details", "everyone")]).await, 303);
    assert!(pod.visitor().get(&path).await.text().contains("Plagwitz"));
}

#[rocket::async_test]
async fn the_page_has_the_posts_that_its_reader_may_see() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    public(&pod, &alice, "For all to read").await;
    limited(&pod, &alice, &bob, "Only for Bob").await;
    let path = format!("/people/{}", alice.guid);
    let seen = async |browser: Browser<'_>| {
        let page = browser.get(&path).await.text().to_owned();
        (page.contains("For all to read"), page.contains("Only for Bob"))
    };
    assert_eq!(seen(pod.visitor()).await, (true, false));
    assert_eq!(seen(pod.browser("eve").await).await, (true, false));
    assert_eq!(seen(pod.browser("bob").await).await, (true, true));
    assert_eq!(seen(pod.browser("alice").await).await, (true, true));
    let fragment = pod
        .browser("bob")
        .await
        .with("X-Fragment", "posts")
        .get(&path)
        .await
        .text()
        .to_owned();
    assert!(fragment.contains("Only for Bob") && !fragment.contains("<html"));
}

#[rocket::async_test]
async fn who_closed_their_account_is_as_unknown_as_who_never_was() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let browser = pod.browser("bob").await;
    let path = format!("/people/{}", alice.guid);
    assert_eq!(browser.get("/u/alice").await.location(), path);
    let mut row = person::Entity::find_by_id(alice.person)
        .one(pod.db.read())
        .await
        .unwrap()
        .unwrap()
        .into_active_model();
    row.closed_at = Set(Some(pod.clock.now()));
    pod.act(async |tx| Ok(row.update(tx.sql()).await.map(drop)?))
        .await
        .unwrap();
    for reader in [browser, pod.visitor()] {
        for (path, never) in [
            (path.clone(), "/people/0000000000000000".to_owned()),
            ("/u/alice".into(), "/u/nobody".into()),
        ] {
            let (gone, never) = (reader.get(&path).await, reader.get(&never).await);
            assert_eq!((gone.status(), never.status()), (404, 404));
            assert_eq!((gone.bytes(), gone.headers()), (never.bytes(), never.headers()));
        }
    }
}

#[rocket::async_test]
async fn a_refused_field_keeps_what_was_typed_and_says_why_beside_it() {
    let pod = TestPod::new().await;
    let browser = pod.browser("alice").await;
    let long = "x".repeat(300);
    for (field, value, id) in [
        ("name", long.as_str(), "name-error"),
        ("location", &long, "location-error"),
        ("pronouns", &long, "pronouns-error"),
        ("day", "32", "birthday-error"),
        ("year", "2099", "birthday-error"),
        ("tags", "a b c d e f", "tags-error"),
        ("tags", "a<b", "tags-error"),
    ] {
        let mut fields = WHOLE.to_vec();
        fields.retain(|(name, _)| *name != field);
        fields.push((field, value));
        let answer = browser.post("/settings/profile", &fields).await;
        let text = answer.text();
        assert_eq!(answer.status(), 422, "{field}");
        assert!(
            text.contains(&format!("id=\"{id}\"")) && text.contains("Bread *and* bikes"),
            "{field}"
        );
    }
}

#[rocket::async_test]
async fn a_picture_is_cut_kept_in_four_sizes_and_its_address_never_used_again() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let key = async || {
        person::Entity::find_by_id(alice.person)
            .one(pod.db.read())
            .await
            .unwrap()
            .unwrap()
            .avatar
    };
    let crop = [("x", "10"), ("y", "10"), ("size", "100")];
    assert_eq!(
        browser.upload("/settings/avatar", &crop, &picture()).await.status(),
        303
    );
    let first = key().await.expect("a picture");
    for size in ["original", "300", "100", "50"] {
        let answer = pod.visitor().get(&format!("/avatars/{first}/{size}")).await;
        assert_eq!(
            (answer.status(), answer.header("Content-Type")),
            (200, Some("image/jpeg"))
        );
        assert!(
            answer
                .header("Cache-Control")
                .is_some_and(|words| words.contains("immutable"))
        );
    }
    assert!(
        browser
            .get(&format!("/people/{}", alice.guid))
            .await
            .text()
            .contains(&format!("/avatars/{first}/"))
    );
    assert_eq!(browser.upload("/settings/avatar", &[], &picture()).await.status(), 303);
    let second = key().await.expect("another picture");
    assert_ne!(first, second);
    assert_eq!(pod.visitor().get(&format!("/avatars/{first}/100")).await.status(), 404);
    for path in [
        format!("/avatars/{second}/99"),
        "/avatars/x/100".into(),
        format!("/avatars/{}/100", "0".repeat(32)),
    ] {
        assert_eq!(pod.visitor().get(&path).await.status(), 404, "{path}");
    }
    let broken = browser
        .upload("/settings/avatar", &[], b"<script>alert(1)</script>")
        .await;
    assert_eq!(broken.status(), 422);
    assert!(broken.text().contains("id=\"file-error\""));
    assert_eq!(
        browser
            .upload("/settings/avatar", &[("remove", "yes")], b"")
            .await
            .status(),
        303
    );
    assert_eq!(key().await, None);
    assert_eq!(pod.visitor().get(&format!("/avatars/{second}/50")).await.status(), 404);
}

/// The opening tags that a browser would build, each up to its `>` outside of quotes.
fn tags(page: &str) -> Vec<String> {
    let pieces = page
        .split('<')
        .skip(1)
        .filter(|piece| piece.starts_with(|c: char| c.is_ascii_alphabetic()));
    let whole = |piece: &str| {
        let mut quoted = false;
        let ends = |c: char| {
            quoted ^= c == '"';
            c == '>' && !quoted
        };
        let end = piece.find(ends).unwrap_or(piece.len());
        piece[..end].to_lowercase()
    };
    pieces.map(whole).collect()
}

/// A page on which something runs, or is asked of another host, that is not the pod's own.
fn harmful(page: &str) -> bool {
    tags(page).iter().any(|tag| {
        let names: String = tag.split('"').step_by(2).collect();
        let handler = names.split_whitespace().skip(1).any(|name| name.starts_with("on"));
        let script = tag.starts_with("script") && !tag.starts_with("script type=\"module\" src=\"/assets/");
        let strange = ["iframe", "object", "embed", "base", "style"]
            .iter()
            .any(|name| tag.starts_with(name));
        let leads = ["href", "src", "action"]
            .iter()
            .any(|name| tag.contains(&format!("{name}=\"javascript:")));
        handler || script || strange || leads || tag.contains(" src=\"http")
    })
}

#[rocket::async_test]
async fn nothing_typed_into_any_field_runs_on_any_page() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let browser = pod.browser("alice").await;
    let reader = pod.browser("bob").await;
    let choir = pod
        .act(async |tx| Ok(samara::domain::aspect::add(tx, alice.user, "choir", 1).await?.id))
        .await
        .unwrap();
    pod.act(async |tx| {
        contact::add_to(tx, alice.user, bob.person, choir).await?;
        contact::add_to(tx, bob.user, alice.person, bob.aspect(&pod, "family").await).await
    })
    .await
    .unwrap();
    let corpus = include_str!("../fixtures/injection.txt")
        .lines()
        .filter(|line| !line.trim().is_empty());
    for line in corpus {
        let short: String = line.chars().take(64).collect();
        let shorter: String = line.chars().take(20).collect();
        let fields = [
            ("bio", line),
            ("location", line),
            ("pronouns", line),
            ("details", "everyone"),
            ("name", &short),
        ];
        let saved = save(&browser, &fields).await;
        assert!(matches!(saved, 303 | 422), "{line}: {saved}");
        let named = browser
            .post(&format!("/aspects/{choir}/edit"), &[("name", &shorter), ("hue", "1")])
            .await;
        assert!(matches!(named.status(), 303 | 422), "{line}: {}", named.status());
        assert!(!harmful(named.text()), "{line}");
        let hers = [
            "/contacts",
            "/settings/profile",
            "/settings/sharing",
            "/start/profile",
            "/aspects/new",
        ];
        for path in hers.iter().map(|path| (*path).to_owned()).chain([
            format!("/aspects/{choir}/edit"),
            format!("/aspects/{choir}/delete"),
            format!("/people/{}/aspects", bob.guid),
        ]) {
            let page = browser.get(&path).await;
            assert_eq!(page.status(), 200, "{path}");
            assert!(!harmful(page.text()), "{path}: {line}");
        }
        let his = ["", "/aspects", "/ignore"].map(|end| format!("/people/{}{end}", alice.guid));
        for path in his
            .into_iter()
            .chain(["/contacts".to_owned(), "/start/people".to_owned()])
        {
            let page = reader.get(&path).await;
            assert_eq!(page.status(), 200, "{path}");
            assert!(!harmful(page.text()), "{path}: {line}");
        }
    }
}

#[rocket::async_test]
async fn names_that_pretend_or_break_are_cleaned_or_refused() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let browser = pod.browser("alice").await;
    assert_eq!(save(&browser, &[("name", "evil\u{202e}ecila\u{2066}\u{7}")]).await, 303);
    let page = browser.get(&format!("/people/{}", alice.guid)).await.text().to_owned();
    assert!(page.contains("<bdi>evilecila</bdi>") && !page.contains('\u{202e}') && !page.contains('\u{7}'));
    assert_eq!(save(&browser, &[("name", "a\0b")]).await, 400);
    assert_eq!(
        browser
            .post_raw("/settings/profile", b"csrf=x&name=%ff%fe".to_vec())
            .await
            .status(),
        400
    );
    assert_eq!(save(&browser, &[("bio", &"ä".repeat(65_536))]).await, 422);
}
