//! Photos in a browser: the plain form, adding one by itself, files and parts of them, albums, room.

use samara::domain::post::audience::Wanted;
use samara::domain::post::{self, Composed, Wishes};

use crate::support::browser::Answer;
use crate::support::photo::{added, noise, picked, picture};
use crate::support::{Browser, TestPod};

const PUBLIC: [(&str, &str); 2] = [("reach", "public"), ("place", "")];

/// Everything between two marks, for each time they are there.
pub(super) fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    let pieces = text.split(before).skip(1);
    pieces.filter_map(|piece| Some(piece.split_once(after)?.0)).collect()
}

pub(super) async fn uploaded(browser: &Browser<'_>, bytes: &[u8]) -> String {
    let answer = browser.files("/photos", &[], &[("file", "tree.png", bytes)]).await;
    assert_eq!(answer.status(), 200, "{}", answer.text());
    between(answer.text(), "\"guid\":\"", "\"")[0].to_owned()
}

/// Shares a post with one photo, whose file is a word, by the domain; returns the photo's guid and the post's.
pub(super) async fn shared(pod: &TestPod, name: &str, word: &str, wanted: &Wanted) -> (entity::OwnPhoto, String) {
    let me = pod.user(name).await.me(pod).await;
    let photo = added(pod, &me, word).await;
    let wishes = Wishes {
        photos: vec![picked(&photo)],
        ..Wishes::default()
    };
    let composed = Composed {
        text: "Look",
        wanted,
        wishes: &wishes,
    };
    let host = pod.settings.host();
    let post = pod
        .act(async |tx| post::compose(tx, &me, &host, composed).await)
        .await
        .unwrap();
    (photo, post.guid.clone())
}

pub(super) fn wanted(reach: &str, people: &[&str]) -> Wanted {
    Wanted {
        reach: reach.to_owned(),
        aspects: Vec::new(),
        people: people.iter().map(|one| (*one).to_owned()).collect(),
        except: Vec::new(),
    }
}

fn leaves_nothing(pod: &TestPod) {
    let folder = pod.settings.data.join("uploads");
    let left = std::fs::read_dir(folder).map_or(0, |files| files.count());
    assert_eq!(left, 0, "what came in goes with its request");
}

#[rocket::async_test]
async fn the_plain_form_shares_photos_and_asks_afterwards_what_is_to_be_seen() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let page = browser.get("/posts/new").await;
    assert!(page.text().contains("type=\"file\" name=\"photos\" multiple"));
    let (one, two) = (picture(900, 600, 10), picture(80, 60, 200));
    let files = [
        ("photos", "one.png", &one[..]),
        ("photos", "two.png", &two[..]),
        ("photos", "", &[][..]),
    ];
    let answer = browser
        .files("/posts", &[&PUBLIC[..], &[("text", "")]].concat(), &files)
        .await;
    assert_eq!(answer.status(), 303, "{}", answer.text());
    assert!(answer.location().ends_with("/edit"));
    leaves_nothing(&pod);
    let edit = browser.get(answer.location()).await;
    let guids = between(edit.text(), "name=\"photo\" value=\"", "\"");
    assert_eq!(guids.len(), 2);
    let (first, second) = (guids[0].to_owned(), guids[1].to_owned());
    let names = ["alt", "focus-x", "place"].map(|what| format!("{what}-{first}"));
    let (behind, left) = (format!("place-{second}"), format!("leave-{second}"));
    let fields = [
        ("text", ""),
        ("place", ""),
        ("photo", first.as_str()),
        ("photo", second.as_str()),
        (names[0].as_str(), "A <plum> tree"),
        (names[1].as_str(), "12"),
        (names[2].as_str(), "2"),
        (behind.as_str(), "1"),
    ];
    let saved = browser.post(answer.location(), &fields).await;
    assert_eq!(saved.status(), 303, "{}", saved.text());
    let shown = pod.visitor().get(saved.location()).await;
    let shown = shown.text();
    let order = between(shown, "<a class=\"photo\" href=\"/photos/", "\"");
    assert_eq!(order, [second.as_str(), first.as_str()]);
    assert!(shown.contains("alt=\"A &lt;plum&gt; tree\"") && shown.contains("data-fx=\"10\""));
    assert!(shown.contains("width=\"900\" height=\"600\"") && shown.contains("loading=\"lazy\""));
    assert!(
        shown.contains(&format!("/photos/{first}/300 300w")),
        "sizes to choose from"
    );
    let leave = [
        ("text", ""),
        ("place", ""),
        ("photo", first.as_str()),
        ("photo", second.as_str()),
        (left.as_str(), "on"),
    ];
    assert_eq!(browser.post(answer.location(), &leave).await.status(), 303);
    assert_eq!(pod.visitor().get(&format!("/photos/{second}/300")).await.status(), 404);
    let nothing = browser.post(answer.location(), &[("text", ""), ("place", "")]).await;
    assert_eq!(nothing.status(), 422, "something has to be left");
}

#[rocket::async_test]
async fn a_file_that_is_no_picture_is_refused_by_name_and_the_others_stay_in_the_form() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let good = picture(40, 30, 1);
    let files = [
        ("photos", "good.png", &good[..]),
        ("photos", "<b>ad.png", &b"<html>not a picture"[..]),
    ];
    let answer = browser
        .files("/posts", &[&PUBLIC[..], &[("text", "Kept")]].concat(), &files)
        .await;
    assert_eq!(answer.status(), 422);
    assert!(answer.text().contains("&lt;b&gt;ad.png") && answer.text().contains("Kept"));
    assert_eq!(between(answer.text(), "name=\"photo\" value=\"", "\"").len(), 1);
    leaves_nothing(&pod);
    for hostile in [
        &b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"[..],
        b"%PDF-1.7",
        b"{\"@context\":\"https://www.w3.org/ns/activitystreams\"}",
    ] {
        let answer = browser.files("/photos", &[], &[("file", "a.png", hostile)]).await;
        assert_eq!(answer.status(), 422, "{}", answer.text());
    }
    let none = browser.files("/photos", &[], &[]).await;
    assert_eq!(none.status(), 422);
}

#[rocket::async_test]
async fn a_file_beyond_the_bound_is_refused_and_nothing_of_it_is_kept() {
    let pod = TestPod::with(&[("limits.upload_mb", "1")]).await;
    pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let large = vec![0xff; 1_500_000];
    let answer = browser
        .files("/photos", &[], &[("file", "large.jpg", &large[..])])
        .await;
    assert_eq!(answer.status(), 422, "{}", answer.text());
    assert!(answer.text().contains("large.jpg"));
    let endless = vec![0xff; 6_000_000];
    let answer = browser
        .files("/photos", &[], &[("file", "endless.jpg", &endless[..])])
        .await;
    assert_eq!(answer.status(), 413);
    leaves_nothing(&pod);
}

#[rocket::async_test]
async fn without_the_token_of_a_page_no_byte_of_a_file_is_taken() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let answer = browser.send("/photos", &[("csrf", "wrong")], true).await;
    assert_eq!(answer.status(), 403);
    let visitor = pod
        .visitor()
        .files("/photos", &[], &[("file", "a.png", &picture(4, 4, 1)[..])])
        .await;
    assert_eq!(visitor.status(), 303, "to sign in");
    leaves_nothing(&pod);
}

#[rocket::async_test]
async fn a_photo_waits_for_its_author_alone_until_it_is_shared() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    pod.user("bob").await;
    let (alice, bob) = (pod.browser("alice").await, pod.browser("bob").await);
    let guid = uploaded(&alice, &picture(400, 300, 1)).await;
    let file = format!("/photos/{guid}/300");
    assert_eq!(alice.get(&file).await.status(), 200);
    assert_eq!(bob.get(&file).await.status(), 404);
    assert_eq!(alice.get(&format!("/photos/{guid}")).await.status(), 200);
    let fields = [("text", ""), ("reach", "public"), ("photo", guid.as_str())];
    assert_eq!(alice.post("/posts", &fields).await.status(), 303);
    assert_eq!(pod.visitor().get(&file).await.status(), 200);
    let stolen = [("text", "Mine"), ("reach", "public"), ("photo", guid.as_str())];
    assert_eq!(bob.post("/posts", &stolen).await.status(), 422);
}

fn same(one: &Answer, other: &Answer, guids: [&str; 2]) {
    let bare = |answer: &Answer, guid: &str| {
        let mut headers = answer.headers();
        headers.retain(|(name, _)| !name.eq_ignore_ascii_case("date"));
        (answer.status(), headers, answer.text().replace(guid, "GUID"))
    };
    assert_eq!(bare(one, guids[0]), bare(other, guids[1]));
}

#[rocket::async_test]
async fn a_file_ends_for_whoever_it_is_withdrawn_from_at_once_and_was_never_there_for_a_stranger() {
    let pod = TestPod::new().await;
    let bob = pod.user("bob").await;
    pod.user("eve").await;
    let (photo, post) = shared(&pod, "alice", "secret likeness", &wanted("limited", &[&bob.handle])).await;
    let never = "0123456789abcdef0123456789abcdef";
    let (alice, bobs, eve) = (
        pod.browser("alice").await,
        pod.browser("bob").await,
        pod.browser("eve").await,
    );
    let visitor = pod.visitor();
    let file = format!("/photos/{}/full", photo.guid);
    let nothing = format!("/photos/{never}/full");
    for good in [&alice, &bobs] {
        let answer = good.get(&file).await;
        assert_eq!((answer.status(), answer.text()), (200, "secret likeness"));
        assert_eq!(answer.header("Cache-Control"), Some("private, no-cache"));
        assert_eq!(answer.header("Content-Type"), Some("image/jpeg"));
        assert_eq!(
            answer.header("Content-Security-Policy"),
            Some("default-src 'none'; sandbox")
        );
        assert_eq!(answer.header("X-Content-Type-Options"), Some("nosniff"));
        assert_eq!(
            answer.header("Content-Disposition"),
            Some("inline; filename=\"photo.jpg\"")
        );
    }
    let tag = bobs.get(&file).await.header("ETag").unwrap().to_owned();
    assert!(!tag.contains(&photo.storage_key) && !tag.contains(&photo.address));
    for bad in [&eve, &visitor] {
        same(&bad.get(&file).await, &bad.get(&nothing).await, [&photo.guid, never]);
        let page = bad.get(&format!("/photos/{}", photo.guid)).await;
        same(&page, &bad.get(&format!("/photos/{never}")).await, [&photo.guid, never]);
    }
    let knows = pod.browser("bob").await.with("If-None-Match", &tag);
    assert_eq!(knows.get(&file).await.status(), 304);
    let withdrawn = alice
        .post(&format!("/posts/{post}/withdraw"), &[("people", bob.handle.as_str())])
        .await;
    assert_eq!(withdrawn.status(), 303, "{}", withdrawn.text());
    same(
        &knows.get(&file).await,
        &knows.get(&nothing).await,
        [&photo.guid, never],
    );
    // Another pod was given the address: it has no session, and needs none until the photo is gone.
    let bearer = format!("/p/{}/full", photo.address);
    let answer = visitor.get(&bearer).await;
    assert_eq!((answer.status(), answer.text()), (200, "secret likeness"));
    assert_eq!(answer.header("X-Robots-Tag"), Some("noindex"));
    assert_eq!(answer.header("Cross-Origin-Resource-Policy"), Some("cross-origin"));
    assert_eq!(alice.post(&format!("/posts/{post}/delete"), &[]).await.status(), 303);
    let gone = visitor.get(&format!("/p/{never}/full")).await;
    same(&visitor.get(&bearer).await, &gone, [&photo.address, never]);
    same(
        &alice.get(&file).await,
        &alice.get(&nothing).await,
        [&photo.guid, never],
    );
}

#[rocket::async_test]
async fn parts_of_a_file_are_had_as_the_browser_asks() {
    let pod = TestPod::new().await;
    let (photo, _) = shared(&pod, "alice", "0123456789", &wanted("public", &[])).await;
    let file = format!("/photos/{}/full", photo.guid);
    let visitor = pod.visitor();
    let whole = visitor.get(&file).await;
    assert_eq!(
        (whole.status(), whole.text(), whole.header("Accept-Ranges")),
        (200, "0123456789", Some("bytes"))
    );
    let tag = whole.header("ETag").unwrap().to_owned();
    for (range, status, body, of) in [
        ("bytes=0-", 206, "0123456789", "bytes 0-9/10"),
        ("bytes=2-4", 206, "234", "bytes 2-4/10"),
        ("bytes=8-99", 206, "89", "bytes 8-9/10"),
        ("bytes=-3", 206, "789", "bytes 7-9/10"),
        ("bytes=10-", 416, "", "bytes */10"),
        ("bytes=-0", 416, "", "bytes */10"),
        ("bytes=4-2", 200, "0123456789", ""),
        ("bytes=0-1,3-4", 200, "0123456789", ""),
        ("lines=1-2", 200, "0123456789", ""),
        ("bytes=99999999999999999999999-", 416, "", "bytes */10"),
    ] {
        let answer = pod.visitor().with("Range", range).get(&file).await;
        let found = (
            answer.status(),
            answer.text(),
            answer.header("Content-Range").unwrap_or_default(),
        );
        assert_eq!(found, (status, body, of), "{range}");
    }
    let fresh = pod.visitor().with("Range", "bytes=2-4").with("If-Range", &tag);
    assert_eq!(fresh.get(&file).await.status(), 206);
    let stale = pod.visitor().with("Range", "bytes=2-4").with("If-Range", "\"another\"");
    assert_eq!(stale.get(&file).await.status(), 200);
    for side in ["400", "FULL", "..", "full.jpg"] {
        assert_eq!(
            visitor.get(&format!("/photos/{}/{side}", photo.guid)).await.status(),
            404,
            "{side}"
        );
    }
}

#[rocket::async_test]
async fn comments_and_messages_have_photos_too() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let (a, b) = (pod.browser("alice").await, pod.browser("bob").await);
    let (_, post) = shared(&pod, "alice", "word", &wanted("public", &[])).await;
    let bytes = picture(60, 40, 9);
    let answer = b
        .files(
            &format!("/posts/{post}/comments"),
            &[("comment", "")],
            &[("photos", "c.png", &bytes[..])],
        )
        .await;
    assert_eq!(answer.status(), 303, "{}", answer.text());
    let page = pod.visitor().get(&format!("/posts/{post}")).await;
    let photos = between(page.text(), "<a class=\"photo\" href=\"/photos/", "\"");
    assert_eq!(photos.len(), 2);
    assert_eq!(
        pod.visitor().get(&format!("/photos/{}/full", photos[1])).await.status(),
        200
    );
    let one = b.get(&format!("/photos/{}", photos[1])).await;
    assert!(one.text().contains(&format!("/photos/{}/describe", photos[1])));
    for (one, other) in [(&a, &bob), (&b, &alice)] {
        let me = if other.guid == bob.guid { &alice } else { &bob };
        let aspect = me.aspect(&pod, "family").await.0.to_string();
        let fields = [("aspect", aspect.as_str())];
        assert_eq!(
            one.post(&format!("/people/{}/aspects", other.guid), &fields)
                .await
                .status(),
            303
        );
    }
    let fields = [("people", bob.handle.as_str()), ("subject", "Jam"), ("text", "")];
    let begun = a
        .files("/conversations", &fields, &[("photos", "m.png", &bytes[..])])
        .await;
    assert_eq!(begun.status(), 303, "{}", begun.text());
    let thread = b.get(begun.location()).await;
    let sent = between(thread.text(), "<a class=\"photo\" href=\"/photos/", "\"");
    assert_eq!(sent.len(), 1, "{}", thread.text());
    assert_eq!(b.get(&format!("/photos/{}/full", sent[0])).await.status(), 200);
    assert_eq!(
        pod.visitor().get(&format!("/photos/{}/full", sent[0])).await.status(),
        404
    );
    let many: Vec<(&str, &str, &[u8])> = (0..5).map(|_| ("photos", "c.png", &bytes[..])).collect();
    let refused = b
        .files(&format!("/posts/{post}/comments"), &[("comment", "")], &many)
        .await;
    assert_eq!(refused.status(), 422);
}

#[rocket::async_test]
async fn how_much_room_is_left_is_shown_and_what_is_beyond_it_refused() {
    let pod = TestPod::with(&[("limits.photos_mb_per_person", "1")]).await;
    let alice = pod.user("alice").await;
    let browser = pod.browser("alice").await;
    assert!(
        browser
            .get("/settings/account")
            .await
            .text()
            .contains("0 of 1 megabytes")
    );
    let warning = "Room for photos is running out:";
    assert!(!browser.get("/posts/new").await.text().contains(warning));
    let mut refused = false;
    // Large ones while there is room for them, then small ones until there is none.
    for seed in 1..80 {
        let bytes = noise(if seed < 8 { 300 } else { 80 }, seed);
        let answer = browser.files("/photos", &[], &[("file", "a.png", &bytes[..])]).await;
        refused = answer.status() == 422;
        if refused && seed >= 8 {
            break;
        }
    }
    assert!(refused);
    assert!(
        browser.get("/posts/new").await.text().contains(warning),
        "before anything is added"
    );
    assert!(
        browser
            .get(&format!("/people/{}/photos", alice.guid))
            .await
            .text()
            .contains("<meter")
    );
}

#[rocket::async_test]
async fn a_reported_photo_is_seen_by_moderators_through_the_report_and_in_no_other_way() {
    use entity::user::{Role, State};
    use sea_orm::{ActiveModelTrait, Set};
    let pod = TestPod::new().await;
    let (bob, mona) = (pod.user("bob").await, pod.user("mona").await);
    let tx = pod.db.begin().await.unwrap();
    let row = entity::user::ActiveModel {
        id: Set(mona.user),
        role: Set(Role::Moderator),
        state: Set(State::Active),
        ..Default::default()
    };
    row.update(tx.sql()).await.unwrap();
    tx.commit().await.unwrap();
    let (photo, post) = shared(&pod, "alice", "reported likeness", &wanted("limited", &[&bob.handle])).await;
    let (b, m) = (pod.browser("bob").await, pod.browser("mona").await);
    assert_eq!(
        b.post(&format!("/posts/{post}/report"), &[("reason", "Rude")])
            .await
            .status(),
        303
    );
    let page = m.get("/admin/reports/1").await;
    let file = format!("/admin/reports/1/photos/{}/full", photo.guid);
    assert!(page.text().contains(&file), "{}", page.text());
    assert_eq!(m.get(&file).await.text(), "reported likeness");
    assert_eq!(m.get(&format!("/photos/{}/full", photo.guid)).await.status(), 404);
    assert_eq!(b.get(&file).await.status(), 404);
}

#[rocket::async_test]
async fn a_feed_names_the_photos_of_public_posts() {
    let pod = TestPod::new().await;
    let (photo, _) = shared(&pod, "alice", "word", &wanted("public", &[])).await;
    let feed = pod.visitor().get("/feeds/alice.atom").await;
    assert!(feed.text().contains(&format!("/p/{}/full", photo.address)));
    let pod = TestPod::new().await;
    let bob = pod.user("bob").await;
    let (photo, _) = shared(&pod, "alice", "word", &wanted("limited", &[&bob.handle])).await;
    let feed = pod.visitor().get("/feeds/alice.atom").await;
    assert!(!feed.text().contains(&photo.address));
}
