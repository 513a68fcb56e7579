//! Cards of links, end to end: a page on a socket of its own, asked by the pod, shown to whoever has the post; and the
//! one page on which another server may be in a frame.

use samara::web::headers::CONTENT_SECURITY_POLICY;

use crate::support::browser::Answer;
use crate::support::origin::{Origin, Served, Then};
use crate::support::page::pieces;
use crate::support::world::playable;
use crate::support::{Browser, TestPod};

const PAGE: &str = "<!DOCTYPE html><title>Plums &amp; jam</title>\
    <meta property='og:description' content='Forty <b>jars</b>'>\
    <meta property='og:image' content='/plums.jpg'><body>";

/// A pod that may talk to that server and to no other of this machine.
async fn near(origin: &Origin) -> TestPod {
    TestPod::with(&[("reachable_also", &origin.address().to_string())]).await
}

async fn shared(browser: &Browser<'_>, text: &str, more: &[(&str, &str)]) -> String {
    let fields = [("text", text), ("reach", "public")];
    let answer = browser.post("/posts", &[&fields[..], more].concat()).await;
    assert_eq!(answer.status(), 303, "{}", answer.text());
    format!("/posts/{}", answer.location().rsplit("post-").next().unwrap())
}

/// The page of a post that leads there, once the pod has asked.
async fn page_of(served: Served) -> (String, Vec<String>) {
    let origin = Origin::always(served).await;
    let pod = near(&origin).await;
    let alice = pod.browser("alice").await;
    let post = shared(&alice, &format!("see {}", origin.url("/plums")), &[]).await;
    pod.settle().await;
    let page = pod.visitor().get(&post).await.text().to_owned();
    (page, origin.heard())
}

fn has_card(page: &str) -> bool {
    page.contains("class=\"preview")
}

#[rocket::async_test]
async fn a_link_gets_a_card_in_the_stream_and_on_the_post_s_page() {
    let origin = Origin::always(Served::ok("text/html", PAGE.as_bytes())).await;
    let pod = near(&origin).await;
    let alice = pod.browser("alice").await;
    let link = origin.url("/plums?a=1&b=2");
    let post = shared(&alice, &format!("see {link}"), &[]).await;
    assert!(!has_card(alice.get(&post).await.text()), "nobody has asked yet");
    pod.settle().await;
    for (browser, path) in [
        (&alice, post.as_str()),
        (&alice, "/stream"),
        (&pod.visitor(), post.as_str()),
        (&pod.visitor(), "/public"),
    ] {
        let page = browser.get(path).await;
        let page = page.text();
        assert!(
            page.contains("Plums &amp; jam") && page.contains("Forty &lt;b&gt;jars&lt;/b&gt;"),
            "{path}"
        );
        let card = pieces(page).into_iter().find(|piece| {
            piece.name == "a"
                && piece
                    .attributes
                    .iter()
                    .any(|(_, value)| value.contains("preview__link"))
        });
        let card = card.expect("a card is one link");
        let said = |name: &str| {
            card.attributes
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.as_str())
        };
        assert_eq!(said("href"), Some(link.as_str()));
        assert_eq!(said("rel"), Some("noopener noreferrer nofollow ugc"));
        assert_eq!(said("target"), Some("_blank"));
        let images: Vec<_> = pieces(page).into_iter().filter(|piece| piece.name == "img").collect();
        for image in images {
            let src = image.attributes.iter().find(|(key, _)| key == "src").unwrap();
            assert!(
                src.1.starts_with("/media/") || src.1.starts_with("/avatars/"),
                "{}",
                src.1
            );
        }
        assert!(
            !page.contains("/plums.jpg\""),
            "the picture's own address is in no page"
        );
    }
    assert_eq!(origin.asked(), 1);
}

#[rocket::async_test]
async fn the_page_that_is_asked_learns_nothing_of_who_shared_it() {
    let (page, heard) = page_of(Served::ok("text/html", PAGE.as_bytes())).await;
    assert!(has_card(&page));
    let [head] = heard.as_slice() else {
        panic!("asked once: {heard:?}")
    };
    let mut names: Vec<String> = head
        .lines()
        .skip(1)
        .filter_map(|line| Some(line.split_once(':')?.0.to_ascii_lowercase()))
        .collect();
    names.sort();
    for name in [
        "cookie",
        "referer",
        "accept-language",
        "x-forwarded-for",
        "forwarded",
        "authorization",
        "origin",
    ] {
        assert!(!names.contains(&name.to_owned()), "{head}");
    }
    assert!(!head.contains("alice") && !head.contains("/posts/"), "{head}");
}

#[rocket::async_test]
async fn two_hundred_posts_of_one_link_are_one_request() {
    let origin = Origin::always(Served::ok("text/html", PAGE.as_bytes())).await;
    let pod = near(&origin).await;
    let alice = pod.user("alice").await;
    let text = origin.url("/plums").to_string();
    let posts = async |count: usize| {
        for _ in 0..count {
            crate::around::public(&pod, &alice, &text).await;
        }
    };
    posts(100).await;
    pod.settle().await;
    posts(100).await;
    pod.settle().await;
    let heard = origin.heard();
    let asked = heard.iter().filter(|head| head.starts_with("GET /plums "));
    assert_eq!(asked.count(), 1, "{heard:#?}");
}

#[rocket::async_test]
async fn what_is_no_page_gets_no_card() {
    let html = "Content-Type: text/html\r\n";
    for served in [
        Served::with(404, html, PAGE.as_bytes()),
        Served::with(500, html, PAGE.as_bytes()),
        Served::ok("image/svg+xml", b"<svg><title>x</title></svg>"),
        Served::ok("text/plain", PAGE.as_bytes()),
        Served::with(200, "", PAGE.as_bytes()),
        Served::ok("text/html", b""),
        Served::ok("text/html", b"<p>no title</p>"),
        Served::raw(b"nonsense\r\n\r\n", Then::Close),
        Served::raw(b"", Then::Close),
        Served::redirect("http://127.0.0.1:1/"),
        Served::redirect("file:///etc/passwd"),
    ] {
        let (page, _) = page_of(served.clone()).await;
        assert!(!has_card(&page), "{}", String::from_utf8_lossy(&served.bytes));
    }
}

#[rocket::async_test]
async fn of_an_endless_page_the_beginning_is_enough() {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n{PAGE}x");
    let (page, heard) = page_of(Served::raw(head.as_bytes(), Then::Repeat(64 * 1024))).await;
    assert!(has_card(&page));
    assert_eq!(heard.len(), 1);
}

#[rocket::async_test]
async fn a_page_in_another_encoding_is_read() {
    let body = b"<title>Zwetschgenmus \x96 ok</title>";
    let (page, _) = page_of(Served::ok("text/html; charset=windows-1252", body)).await;
    assert!(page.contains("Zwetschgenmus – ok"));
}

#[rocket::async_test]
async fn what_a_page_says_is_text_in_ours() {
    let hostile = "<title>&lt;/strong>&lt;script>alert(1)&lt;/script>\u{202E}</title>\
        <meta name=description content='\"><img src=x onerror=alert(1)>'>\
        <meta property=og:image content='https://i.example/\"onload=\"x'>";
    let (page, _) = page_of(Served::ok("text/html; charset=utf-8", hostile.as_bytes())).await;
    assert!(has_card(&page) && !page.contains('\u{202E}'));
    for piece in pieces(&page) {
        assert!(piece.name != "script" || piece.closes || piece.attributes.iter().any(|(name, _)| name == "src"));
        assert!(
            !piece.attributes.iter().any(|(name, _)| name.starts_with("on")),
            "{piece:?}"
        );
    }
}

#[rocket::async_test]
async fn an_address_of_the_pod_s_own_network_is_not_asked_and_looks_like_any_other_without_a_card() {
    let canary = Origin::always(Served::ok("text/html", PAGE.as_bytes())).await;
    let pod = TestPod::new().await;
    let alice = pod.browser("alice").await;
    let inside = shared(&alice, canary.url("/admin").as_ref(), &[]).await;
    let nobody = shared(&alice, "http://127.0.0.2:1/admin", &[]).await;
    pod.settle().await;
    assert_eq!(canary.asked(), 0);
    for post in [&inside, &nobody] {
        assert!(!has_card(alice.get(post).await.text()));
    }
    let rows = |sql: &'static str| crate::support::rows::column(pod.db.read(), sql);
    let kept = rows("SELECT title || coalesce(image, '') || provider || CAST(next_at AS TEXT) FROM preview").await;
    assert!(kept.len() == 2 && kept[0] == kept[1], "{kept:?}");
    assert!(rows("SELECT kind FROM job").await.is_empty());
}

#[rocket::async_test]
async fn a_redirect_into_the_pod_s_own_network_is_not_followed() {
    let canary = Origin::always(Served::ok("text/html", PAGE.as_bytes())).await;
    let to = canary.url("/admin").to_string();
    let (page, heard) = page_of(Served::redirect(&to)).await;
    assert!(!has_card(&page));
    assert_eq!((heard.len(), canary.asked()), (1, 0));
}

#[rocket::async_test]
async fn the_card_stands_behind_the_warning_and_only_whoever_has_the_post_sees_it() {
    let origin = Origin::always(Served::ok("text/html", PAGE.as_bytes())).await;
    let pod = near(&origin).await;
    let (alice, bob, eve) = (
        pod.browser("alice").await,
        pod.browser("bob").await,
        pod.browser("eve").await,
    );
    let link = origin.url("/plums").to_string();
    let warned = shared(&alice, &link, &[("warning", "Blood")]).await;
    let bob_guid = pod.user("bob").await.guid;
    let fields = [("text", link.as_str()), ("reach", "limited"), ("people", &bob_guid)];
    let answer = alice.post("/posts", &fields).await;
    let limited = format!("/posts/{}", answer.location().rsplit("post-").next().unwrap());
    pod.settle().await;
    let page = bob.get(&warned).await;
    let shield = page.text().find("class=\"shield\"").expect("a shield");
    let card = page.text().find("class=\"preview").expect("a card");
    let end = page.text()[shield..].find("</details>").unwrap() + shield;
    assert!(shield < card && card < end);
    assert!(has_card(bob.get(&limited).await.text()));
    for browser in [&eve, &pod.visitor()] {
        let answer = browser.get(&limited).await;
        assert!(answer.status() == 404 && !has_card(answer.text()));
    }
    // The picture's address is in the page of those who have the post, and in no other.
    let image = pieces(bob.get(&limited).await.text())
        .into_iter()
        .flat_map(|piece| piece.attributes)
        .find(|(name, value)| name == "src" && value.starts_with("/media/"));
    let (_, image) = image.expect("the card has a picture");
    assert!(!eve.get(&limited).await.text().contains(&image));
}

#[rocket::async_test]
async fn a_card_is_not_made_or_not_shown_where_somebody_says_so() {
    let origin = Origin::always(Served::ok("text/html", PAGE.as_bytes())).await;
    let pod = near(&origin).await;
    let (alice, bob) = (pod.browser("alice").await, pod.browser("bob").await);
    let link = origin.url("/plums").to_string();
    shared(&alice, &link, &[("plain-link", "1")]).await;
    pod.settle().await;
    assert_eq!(origin.asked(), 0);
    let post = shared(&alice, &link, &[]).await;
    pod.settle().await;
    // Whoever wants to see none sees none; others do.
    assert!(bob.get(&post).await.text().contains("Plums"));
    assert_eq!(
        bob.post("/settings/links", &[("make-previews", "1")]).await.status(),
        303
    );
    assert!(!has_card(bob.get(&post).await.text()));
    assert!(has_card(pod.visitor().get(&post).await.text()));
    // Its author takes it away, and finds that in the form.
    assert!(!bob.get(&post).await.text().contains("/preview/remove"));
    assert!(
        alice
            .get(&post)
            .await
            .text()
            .contains(&format!("{post}/preview/remove"))
    );
    assert_eq!(alice.post(&format!("{post}/preview/remove"), &[]).await.status(), 303);
    assert!(!has_card(pod.visitor().get(&post).await.text()));
    let edit = alice.get(&format!("{post}/edit")).await;
    assert!(edit.text().contains("name=\"plain-link\" checked"));
    // Unticked, it comes back at once: the pod knows what is there.
    let again = [("text", link.as_str()), ("place", "")];
    assert_eq!(alice.post(&format!("{post}/edit"), &again).await.status(), 303);
    assert!(has_card(pod.visitor().get(&post).await.text()));
    assert_eq!(origin.asked(), 1);
}

#[rocket::async_test]
async fn nobody_is_asked_where_the_operator_wants_no_cards() {
    let origin = Origin::always(Served::ok("text/html", PAGE.as_bytes())).await;
    let also = origin.address().to_string();
    let pod = TestPod::with(&[("reachable_also", &also), ("previews", "off")]).await;
    let alice = pod.browser("alice").await;
    shared(&alice, origin.url("/plums").as_ref(), &[]).await;
    pod.settle().await;
    assert_eq!(origin.asked(), 0);
}

fn policy(answer: &Answer) -> String {
    answer.header("Content-Security-Policy").unwrap_or_default().to_owned()
}

fn frames(answer: &Answer) -> usize {
    pieces(answer.text())
        .iter()
        .filter(|piece| piece.name == "iframe")
        .count()
}

#[rocket::async_test]
async fn a_film_plays_once_a_button_was_pressed_that_says_whom_the_browser_talks_to() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let post = shared(&browser, "a film", &[]).await;
    playable(&pod, &alice, post.rsplit('/').next().unwrap()).await;
    let visitor = pod.visitor();
    let watch = format!("{post}/watch");
    let page = visitor.get(&post).await;
    assert!(page.text().contains("Your browser will then talk to tube.example"));
    assert!(page.text().contains(&format!("action=\"{watch}\"")));
    // Nothing of it before: not on the post, not in the stream, not by following a link to where it plays.
    for path in [post.as_str(), "/public", watch.as_str()] {
        let answer = visitor.get(path).await;
        assert_eq!(
            (frames(&answer), policy(&answer)),
            (0, CONTENT_SECURITY_POLICY.to_owned()),
            "{path}"
        );
    }
    assert!(
        visitor
            .get(&watch)
            .await
            .text()
            .contains("Your browser will then talk to tube.example")
    );
    let playing = visitor.post(&watch, &[]).await;
    assert_eq!(playing.status(), 200);
    let frame = pieces(playing.text())
        .into_iter()
        .find(|piece| piece.name == "iframe")
        .unwrap();
    let said = |name: &str| {
        frame
            .attributes
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    };
    assert_eq!(said("src"), "https://tube.example/videos/embed/plums");
    let sandbox: Vec<&str> = said("sandbox").split(' ').collect();
    assert!(sandbox.contains(&"allow-scripts"));
    for never in [
        "allow-top-navigation",
        "allow-forms",
        "allow-popups",
        "allow-modals",
        "allow-downloads",
    ] {
        assert!(!sandbox.contains(&never), "{never}");
    }
    assert_eq!(said("referrerpolicy"), "strict-origin");
    let expected = CONTENT_SECURITY_POLICY.replace("frame-src 'none'", "frame-src https://tube.example");
    assert_eq!(policy(&playing), expected, "that server and no other");
    assert!(playing.header("X-Samara-Framing").is_none());
}

#[rocket::async_test]
async fn no_other_site_presses_the_button_and_nobody_without_the_post() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let (browser, eve) = (pod.browser("alice").await, pod.browser("eve").await);
    let aspect = alice.aspect(&pod, "family").await.to_string();
    let fields = [("text", "a film"), ("reach", "limited"), ("aspect", &aspect)];
    let answer = browser.post("/posts", &fields).await;
    let post = format!("/posts/{}", answer.location().rsplit("post-").next().unwrap());
    playable(&pod, &alice, post.rsplit('/').next().unwrap()).await;
    let watch = format!("{post}/watch");
    assert_eq!(browser.post(&watch, &[]).await.status(), 200);
    let never = eve.post("/posts/0123456789abcdef0123456789abcdef/watch", &[]).await;
    for other in [&eve, &pod.visitor()] {
        assert_eq!(other.get(&watch).await.status(), 404);
        let refused = other.post(&watch, &[]).await;
        assert_eq!(
            (refused.status(), policy(&refused)),
            (404, CONTENT_SECURITY_POLICY.to_owned())
        );
    }
    assert_eq!(eve.post(&watch, &[]).await.text().len(), never.text().len());
    let forged = browser.post_raw(&watch, b"csrf=".to_vec()).await;
    assert_eq!((forged.status(), frames(&forged)), (403, 0));
    let token = browser.token().await;
    let elsewhere = browser.alone_with("Sec-Fetch-Site", "cross-site");
    let forged = elsewhere.post_raw(&watch, format!("csrf={token}").into_bytes()).await;
    assert_eq!((forged.status(), frames(&forged)), (403, 0));
}

#[rocket::async_test]
async fn a_link_that_cannot_be_played_has_no_page_to_play_it() {
    let origin = Origin::always(Served::ok("text/html", PAGE.as_bytes())).await;
    let pod = near(&origin).await;
    let alice = pod.browser("alice").await;
    let post = shared(&alice, origin.url("/plums").as_ref(), &[]).await;
    pod.settle().await;
    assert!(has_card(alice.get(&post).await.text()));
    assert_eq!(alice.get(&format!("{post}/watch")).await.status(), 404);
    assert_eq!(alice.post(&format!("{post}/watch"), &[]).await.status(), 404);
}
