//! Attacks that others have suffered from what strangers put into texts, names, files and links (security.md, A58 to A97): what
//! comes in is words, pictures and links that say where they lead, and nothing else.

use std::path::Path;
use std::time::Duration;

use samara::wire::signature::Scheme;
use serde_json::{Value, json};

use super::{alice_follows_dave, answering, named, said_in_all, sees};
use crate::support::far::{Actor, Far, with};
use crate::support::page::{assert_inert, without_bodies};
use crate::support::photo::{file, picture};
use crate::support::rows::{column, count};
use crate::text::html::{assert_harmless, tags};
use crate::text::injection::heaps;

/// All that an attack may be written into, of a post, of its poll and of what is attached to it.
fn filled(by: &Actor, name: &str, attack: &str) -> Value {
    let quoted = attack.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let content = format!(
        "<p>{attack}</p><p>{quoted}</p><a href=\"{quoted}\" title=\"{quoted}\">{quoted}</a><img src=\"https://far.example/a.png\" \
         alt=\"{quoted}\"><code>{quoted}</code><pre>{attack}</pre><iframe src=\"https://evil.example\" srcdoc=\"{quoted}\"></iframe>"
    );
    with(
        by.note(name, "x"),
        json!({
            "content": content, "summary": attack, "name": attack, "source": {"content": attack, "mediaType": "text/html"},
            "attachment": [
                {"type": "Image", "url": "https://far.example/b.png", "name": attack, "summary": attack, "mediaType": attack},
                {"type": "Document", "url": "https://far.example/c", "name": attack, "blurhash": attack},
                {"type": "Link", "href": attack, "name": attack},
            ],
            "tag": [
                {"type": "Hashtag", "name": attack, "href": attack},
                {"type": "Mention", "name": attack, "href": attack},
                {"type": "Emoji", "name": attack, "icon": {"type": "Image", "url": attack}},
            ],
            "location": {"type": "Place", "name": attack},
            "oneOf": [{"type": "Note", "name": attack}, {"type": "Note", "name": "no"}],
        }),
    )
}

/// A58 (CVE-2023-36459), A94, A95: whatever field it stands in, and whatever a page makes of it afterwards.
#[rocket::async_test]
async fn no_field_of_a_stranger_builds_anything_on_any_page() {
    let (far, alice, dave) = alice_follows_dave().await;
    let browser = far.pod.browser("alice").await;
    let person = far.known(&dave).await.unwrap();
    let here = json!({"cc": [format!("https://one.example/people/{}", alice.guid)]});
    let mut shown = 0;
    for (number, attack) in heaps().iter().enumerate() {
        let face = json!({
            "name": attack, "summary": attack, "url": attack, "icon": {"type": "Image", "url": attack}, "tag": [],
            "attachment": [{"type": "PropertyValue", "name": attack, "value": attack}],
        });
        far.publishes(&dave, "Person", face);
        far.tells(&dave, dave.does("Update", &format!("me{number}"), json!(dave.id)))
            .await;
        let mut pages = vec![format!("/people/{}", person.guid), "/contacts".to_owned()];
        for kind in ["Article", "Question"] {
            let name = format!("{kind}{number}");
            let object = with(filled(&dave, &name, attack), json!({"type": kind}));
            far.tells(&dave, dave.makes(with(object, here.clone()))).await;
            let post = sees(&far.pod, &alice, &dave.at(&format!("notes/{name}"))).await;
            pages.extend(post.map(|post| format!("/posts/{}", post.post.guid)));
        }
        pages.extend(["/stream", "/public", "/notifications"].map(str::to_owned));
        for path in &pages {
            let page = browser.get(path).await;
            assert_eq!(page.status(), 200, "{path}");
            let (frame, bodies) = without_bodies(page.text());
            assert_inert(&frame, path);
            for body in &bodies {
                assert_harmless(body, path);
            }
            shown += bodies.len();
        }
    }
    assert!(shown > 20, "they are shown: {shown}");
}

/// A95: emoji, tags and mentions are made of words, and only of those.
#[rocket::async_test]
async fn what_stands_in_code_in_an_address_or_in_a_description_stays_as_it_is() {
    let (far, alice, dave) = alice_follows_dave().await;
    let here = format!("https://one.example/people/{}", alice.guid);
    let content = format!(
        "<p>:smile: <a href=\"https://far.example/tags/plums\" rel=\"tag\">#plums</a> <a href=\"{here}\">@alice</a></p>\
         <p><code>:smile: #plums @{{alice@one.example}}</code></p><pre>:smile: #plums @alice</pre>\
         <p><a href=\"https://far.example/:smile:/x\" title=\":smile: #plums\">a :smile: b</a></p>\
         <p><img src=\"https://far.example/:smile:.png\" alt=\"see :smile: #plums @{{alice@one.example}}\"></p>"
    );
    let note = with(
        dave.note("1", "x"),
        json!({"content": content, "tag": [
            {"type": "Emoji", "name": ":smile:", "icon": {"type": "Image", "url": "https://far.example/s.png"}},
            {"type": "Hashtag", "name": "#plums", "href": "https://far.example/tags/plums"},
            {"type": "Mention", "name": "@alice@one.example", "href": here},
        ]}),
    );
    far.tells(&dave, dave.makes(note)).await;
    let path = format!("/posts/{}", named(&dave.at("notes/1")));
    let page = far.pod.browser("alice").await.get(&path).await;
    let body = without_bodies(page.text()).1.concat();
    assert_harmless(&body, "a text");
    for (class, times) in [("emoji", 1), ("hashtag", 1), ("mention", 1)] {
        assert_eq!(
            body.matches(&format!("class=\"{class}\"")).count(),
            times,
            "{class}: {body}"
        );
    }
    assert!(
        body.contains("<code>:smile: #plums @{alice@one.example}</code>"),
        "{body}"
    );
    assert!(body.contains(":smile: #plums @alice\n</code></pre>"), "{body}");
    assert!(body.contains("href=\"https://far.example/:smile:/x\""), "{body}");
    assert!(
        body.contains("alt=\"see :smile: #plums @{alice@one.example}\""),
        "{body}"
    );
}

/// All files below a folder.
fn below(folder: &Path, into: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.path().is_dir() {
            true => below(&entry.path(), into),
            false => into.push(entry.path().display().to_string()),
        }
    }
}

/// What a page shows that comes from here.
fn pictures(page: &str) -> Vec<String> {
    let sources = page.split("src=\"").skip(1);
    let sources = sources.filter_map(|rest| rest.split('"').next());
    let pictures = sources.filter(|source| source.starts_with("/media/") || source.starts_with("/emoji/"));
    pictures.map(str::to_owned).collect()
}

/// A59 (CVE-2023-36460), A60 (GHSA-2c28-m2m7-mf55): the pod names files, and nobody else.
#[rocket::async_test]
async fn a_name_that_is_a_path_names_no_file_here() {
    let (far, alice, dave) = alice_follows_dave().await;
    let png = picture(40, 30, 7);
    let ways = [
        "https://far.example/../../../escaped-1.png",
        "https://far.example/..%2f..%2f..%2fescaped-2.png",
        "https://far.example/%2e%2e/%2e%2e/escaped-3.png",
        "https://far.example//etc/escaped-4.png",
        "https://far.example/CON/..\\..\\escaped-5.png",
    ];
    for way in ways {
        let asked = url::Url::parse(way).unwrap().to_string();
        for spelled in [asked.replace("%2f", "%2F"), asked] {
            far.serves_bytes(&spelled, (200, "image/png"), &png);
        }
    }
    let names = [
        "../../escaped-6",
        "..",
        "/etc/escaped-7",
        "C:\\escaped-8",
        "escaped-9\u{0}",
        "a/../../escaped-10",
    ];
    let attached = ways.iter().zip(names.iter().cycle());
    let attached: Vec<Value> = attached
        .map(|(way, name)| json!({"type": "Image", "url": way, "name": name, "mediaType": format!("image/{name}")}))
        .collect();
    let emoji: Vec<Value> = names
        .iter()
        .chain(&["smile"])
        .map(|name| json!({"type": "Emoji", "name": format!(":{name}:"), "icon": {"type": "Image", "url": ways[1]}}))
        .collect();
    let words: Vec<String> = names.iter().map(|name| format!(":{name}:")).collect();
    let text = format!("<p>{} :smile:</p>", words.join(" "));
    far.publishes(
        &dave,
        "Person",
        json!({"icon": {"type": "Image", "url": ways[1], "name": names[0]}}),
    );
    far.tells(&dave, dave.does("Update", "me", json!(dave.id))).await;
    let note = with(
        dave.note("1", "x"),
        json!({"content": text, "attachment": attached, "tag": emoji}),
    );
    far.tells(&dave, dave.makes(note)).await;
    let post = sees(&far.pod, &alice, &dave.at("notes/1")).await.unwrap();
    let browser = far.pod.browser("alice").await;
    let page = browser.get(&format!("/posts/{}", post.post.guid)).await;
    let pictures = pictures(page.text());
    assert!(
        pictures.iter().filter(|path| path.starts_with("/emoji/")).count() == 1,
        "{pictures:?}"
    );
    let mut had = 0;
    for path in &pictures {
        let answer = browser.get(path).await;
        had += usize::from(answer.status() == 200);
    }
    assert!(had >= 5, "they are fetched and shown: {had} of {pictures:?}");
    let mut files = Vec::new();
    below(far.pod.folder(), &mut files);
    assert!(files.iter().any(|path| path.contains("/media/")), "{files:?}");
    let beside = std::fs::read_dir(far.pod.folder().parent().unwrap()).unwrap().flatten();
    files.extend(beside.map(|entry| entry.path().display().to_string()));
    assert!(files.iter().all(|path| !path.contains("escaped")), "{files:?}");
}

/// A61 (CVE-2023-36462): what is read is where it leads, in profiles and in posts.
#[rocket::async_test]
async fn no_link_of_a_stranger_hides_its_host() {
    let (far, alice, dave) = alice_follows_dave().await;
    let hiding = [
        "<a href=\"https://evil.example/1\" rel=\"me\">https://good.example</a>",
        "<a href=\"https://evil.example/2\">good.example</a>",
        "<a href=\"https://evil.example/3\"><span class=\"invisible\">https://</span>good.example<span class=\"invisible\">/evil.example</span></a>",
        "<a href=\"https://evil.example/4\">https://good.example/<b>a</b></a>",
        "<a href=\"https://evil.example/5\">\u{202E}https://good.example\u{202C}</a>",
        "<a href=\"https://evil.example/6\">https://good.example\u{2066}\u{200B}</a>",
        "<a href=\"https://good.example.evil.example/a/very/long/path\">good.example.e…</a>",
    ];
    let fields: Vec<Value> = hiding
        .iter()
        .map(|link| json!({"type": "PropertyValue", "name": "Home \u{202E}emoh", "value": link}))
        .collect();
    for (number, some) in fields.chunks(4).enumerate() {
        let face = json!({"name": "Dave \u{202E}evil", "summary": hiding.join(" "), "attachment": some});
        far.publishes(&dave, "Person", face);
        far.tells(&dave, dave.does("Update", &format!("me{number}"), json!(dave.id)))
            .await;
        let note = with(
            dave.note(&number.to_string(), "x"),
            json!({"content": hiding.join("<br>")}),
        );
        far.tells(&dave, dave.makes(note)).await;
        let post = sees(&far.pod, &alice, &dave.at(&format!("notes/{number}")))
            .await
            .unwrap();
        let person = far.known(&dave).await.unwrap();
        for path in [format!("/people/{}", person.guid), format!("/posts/{}", post.post.guid)] {
            let page = far.pod.browser("alice").await.get(&path).await;
            assert!(!page.text().contains(['\u{202A}', '\u{202E}', '\u{2066}']), "{path}");
            let body = without_bodies(page.text()).1.concat();
            let links: Vec<&str> = body
                .split("<a ")
                .skip(1)
                .filter_map(|rest| rest.split("</a>").next())
                .collect();
            let evil: Vec<&&str> = links
                .iter()
                .filter(|link| link.contains("href=\"https://evil.example"))
                .collect();
            assert!(evil.len() >= 6, "{path}: {body}");
            for link in links
                .iter()
                .filter(|link| link.starts_with("href=\"https://") && link.contains("evil.example"))
            {
                let words = link.split_once('>').unwrap().1;
                assert!(words.contains("evil.example"), "{path}: {link}");
            }
        }
    }
    // Whose name stands before the host is nobody's to say.
    let note = with(
        dave.note("who", "x"),
        json!({"content": "<a href=\"https://good.example@evil.example/\">good.example</a>"}),
    );
    far.tells(&dave, dave.makes(note)).await;
    let path = format!("/posts/{}", named(&dave.at("notes/who")));
    let page = far.pod.browser("alice").await.get(&path).await;
    let body = without_bodies(page.text()).1.concat();
    assert!(tags(&body).iter().all(|tag| tag.name != "a"), "{body}");
}

/// A69: a picture is what it is, whatever is said of its size, its blur and its middle.
#[rocket::async_test]
async fn sizes_blurs_and_middles_out_of_all_reason_change_nothing() {
    let (far, alice, dave) = alice_follows_dave().await;
    let sane = json!({"type": "Image", "mediaType": "image/png", "name": "a tree"});
    let odd = [
        json!({"blurhash": "", "width": 0, "height": 0, "focalPoint": []}),
        json!({"blurhash": "~", "width": -1, "height": -9_000_000_000_000_000_000_i64, "focalPoint": [0]}),
        json!({"blurhash": "9".repeat(100_000), "width": u64::MAX, "height": u64::MAX, "focalPoint": [1e308, -1e308]}),
        json!({"blurhash": "\u{1F4A5}\u{0}\u{202E}", "width": 1e308, "height": 0.1, "focalPoint": ["x", null]}),
        json!({"blurhash": {"a": []}, "width": "100%", "height": "1;x", "focalPoint": "0,0"}),
        json!({"blurhash": "LEHV6nWB2yk8pyo0adR*.7kCMdnj", "width": [1, 2], "height": {}, "focalPoint": [[0], [0]]}),
        json!({"blurhash": "00000\"><script>", "width": true, "height": null, "focalPoint": {"x": 1}, "duration": "P1e9Y"}),
    ];
    let files = odd.iter().enumerate().map(|(number, odd)| {
        let place = json!({"url": format!("https://far.example/{number}.png")});
        with(with(sane.clone(), place), odd.clone())
    });
    let note = with(
        dave.note("1", "pictures"),
        json!({"attachment": files.collect::<Vec<_>>()}),
    );
    far.tells(&dave, dave.makes(note)).await;
    let post = sees(&far.pod, &alice, &dave.at("notes/1")).await.unwrap();
    let page = far
        .pod
        .browser("alice")
        .await
        .get(&format!("/posts/{}", post.post.guid))
        .await;
    assert_eq!(page.status(), 200);
    let (frame, bodies) = without_bodies(page.text());
    assert_inert(&frame, "a post");
    assert_harmless(&bodies.concat(), "a post");
    assert_eq!(bodies.concat().matches("<img src=\"/media/").count(), odd.len());
    // Those of the face likewise.
    let icon = with(
        odd[2].clone(),
        json!({"type": "Image", "url": "https://far.example/f.png"}),
    );
    far.publishes(&dave, "Person", json!({"icon": icon, "image": odd[1]}));
    far.tells(&dave, dave.does("Update", "me", json!(dave.id))).await;
    let person = far.known(&dave).await.unwrap();
    let page = far
        .pod
        .browser("alice")
        .await
        .get(&format!("/people/{}", person.guid))
        .await;
    assert_eq!(page.status(), 200);
}

/// A71 (and the other side of A02): who uploads a document has uploaded nothing, and what is a document as well as a picture is
/// the picture alone.
#[rocket::async_test]
async fn what_somebody_here_uploads_is_never_a_document() {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let browser = far.pod.browser("alice").await;
    let actor = json!({
        "@context": "https://www.w3.org/ns/activitystreams", "id": "https://one.example/uploaded", "type": "Person",
        "preferredUsername": "uploaded", "inbox": "https://evil.example/inbox",
    })
    .to_string();
    let envelope = "<?xml version=\"1.0\"?><me:env xmlns:me=\"http://salmon-protocol.org/ns/magic-env\"/>";
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    for bytes in [
        actor.as_str(),
        envelope,
        svg,
        "<!doctype html><script>alert(1)</script>",
    ] {
        let answer = browser
            .files("/photos", &[], &[("file", "a.png", bytes.as_bytes())])
            .await;
        assert!((400..500).contains(&answer.status()), "{bytes}");
        let answer = browser.upload("/settings/avatar", &[], bytes.as_bytes()).await;
        assert_eq!(answer.status(), 422, "{bytes}");
    }
    assert_eq!(count(far.pod.db.read(), "SELECT COUNT(*) FROM photo").await, 0);
    let plain = image::DynamicImage::ImageRgb8(image::RgbImage::from_pixel(64, 48, image::Rgb([9, 99, 9])));
    let mut faces = Vec::new();
    for form in [
        image::ImageFormat::Png,
        image::ImageFormat::Jpeg,
        image::ImageFormat::Gif,
    ] {
        let both = [file(&plain, form), actor.clone().into_bytes()].concat();
        let fields = [("reach", "public"), ("text", "look"), ("place", "")];
        let answer = browser.files("/posts", &fields, &[("photos", "a.json", &both)]).await;
        assert!(answer.status() < 400, "{form:?}: {}", answer.text());
        assert_eq!(browser.upload("/settings/avatar", &[], &both).await.status(), 303);
        let face = format!("SELECT avatar FROM person WHERE id = {}", alice.person);
        let key = column(far.pod.db.read(), &face).await.remove(0);
        faces = ["original", "100"]
            .map(|size| format!("/avatars/{key}/{size}"))
            .to_vec();
    }
    let mut addresses = faces;
    for guid in column(far.pod.db.read(), "SELECT guid FROM photo").await {
        addresses.extend(["full", "300"].map(|side| format!("/photos/{guid}/{side}")));
    }
    for address in column(far.pod.db.read(), "SELECT address FROM photo").await {
        addresses.extend(["full", "thumb_large_full"].map(|side| format!("/p/{address}/{side}")));
    }
    assert!(addresses.len() >= 10, "{addresses:?}");
    for path in &addresses {
        for accept in [
            "application/activity+json",
            "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
            "application/json, text/html;q=0.1",
            "*/*",
        ] {
            let got = far.pod.visitor().with("Accept", accept).get(path).await;
            if path.starts_with("/photos/") && got.status() == 404 {
                continue;
            }
            assert_eq!(got.status(), 200, "{path}");
            let kind = got.header("Content-Type").unwrap_or_default();
            assert!(kind.starts_with("image/"), "{path} for {accept}: {kind}");
            assert_eq!(got.header("X-Content-Type-Options"), Some("nosniff"));
            assert!(!got.text().contains("preferredUsername"), "{path} was written anew");
        }
    }
    // Nor is anybody met by the address of a file of ours.
    assert_eq!(
        far.opens("alice", &format!("https://one.example{}", addresses[0]))
            .await,
        ""
    );
}

/// A97 (CVE-2026-33869): words about what has not come yet fill nothing, and keep it from nobody.
#[rocket::async_test]
async fn what_is_spoken_of_before_it_comes_is_remembered_within_bounds_and_comes_all_the_same() {
    let (far, alice, dave) = alice_follows_dave().await;
    let mallory = far.actor("mallory", "evil.example");
    let at = dave.at("notes/1");
    let before = said_in_all(&far.pod).await;
    for number in 0..20 {
        let name = number.to_string();
        for verb in ["Like", "Announce", "Flag", "Add", "Block"] {
            far.sends(&mallory, "/inbox", &mallory.does(verb, &name, json!(at)))
                .await;
        }
        let answer = answering(mallory.note(&name, "first"), &at);
        far.sends(&mallory, "/inbox", &mallory.makes(answer)).await;
    }
    far.pod.settle().await;
    assert_eq!(
        said_in_all(&far.pod).await,
        before,
        "nothing is kept of what is about nothing"
    );
    // What is taken back before it comes has to be remembered, and not without end.
    let kept = "SELECT COUNT(*) FROM gone WHERE NOT settled";
    for number in 0..450 {
        let gone = mallory.does(
            "Delete",
            &number.to_string(),
            json!(dave.at(&format!("notes/{number}"))),
        );
        let own = mallory.does(
            "Delete",
            &format!("own{number}"),
            json!(mallory.at(&format!("notes/{number}"))),
        );
        for activity in [gone, own] {
            let body = activity.to_string();
            let headers = far.signed(&mallory, "/inbox", Scheme::Cavage, body.as_bytes());
            far.posts("/inbox", &headers, body.as_bytes()).await;
        }
        if number % 20 == 0 {
            far.pod.settle().await;
            far.pod.advance(Duration::from_millis(5));
        }
    }
    far.pod.settle().await;
    let remembered = count(far.pod.db.read(), kept).await;
    assert!((900..=1_100).contains(&remembered), "{remembered}");
    let last = mallory.note("449", "taken back already");
    far.follows(&alice, "alice", &mallory).await;
    far.tells(&mallory, mallory.makes(last)).await;
    assert!(
        sees(&far.pod, &alice, &mallory.at("notes/449")).await.is_none(),
        "what is newest is"
    );
    far.tells(&dave, dave.makes(dave.note("1", "heard"))).await;
    let post = sees(&far.pod, &alice, &at).await.expect("it is taken");
    assert_eq!((post.post.likes, post.post.reshares, post.post.comments), (0, 0, 0));
}
