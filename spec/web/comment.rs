//! Comments in a browser.

use entity::person;
use entity::visible::photo::photos;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use super::photo::{between, uploaded};
use crate::around::{limited, public};
use crate::support::TestPod;
use crate::support::photo::picture;

#[rocket::async_test]
async fn a_comment_is_written_answered_changed_and_taken_away_by_pages() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let post = limited(&pod, &alice, &bob, "plums").await;
    let (a, b) = (pod.browser("alice").await, pod.browser("bob").await);
    let path = format!("/posts/{}", post.guid);
    assert!(
        b.get(&path)
            .await
            .text()
            .contains("The people who have this post will see it.")
    );
    let said = b.post(&format!("{path}/comments"), &[("comment", "Two *jars*")]).await;
    assert_eq!(said.status(), 303);
    let guid = said.location().rsplit("comment-").next().unwrap().to_owned();
    assert_eq!(said.location(), format!("{path}#comment-{guid}"));
    let page = a.get(&path).await;
    assert!(page.text().contains("Two <em>jars</em>") && page.text().contains("1 comment"));
    let answering = a.get(&format!("{path}?answers={guid}")).await;
    assert!(answering.text().contains(&format!("name=\"answers\" value=\"{guid}\"")));
    assert!(answering.text().contains("You answer bob."));
    let fields = [("comment", "They are yours"), ("answers", guid.as_str())];
    assert_eq!(a.post(&format!("{path}/comments"), &fields).await.status(), 303);
    assert_eq!(a.get(&path).await.text().matches("comment--answer").count(), 1);
    assert!(a.get("/stream").await.text().contains("2 comments"));
    let edit = format!("/comments/{guid}/edit");
    assert!(b.get(&edit).await.text().contains("Two *jars*"));
    assert_eq!(b.post(&edit, &[("comment", "Three jars")]).await.status(), 303);
    let history = a.get(&format!("/comments/{guid}/history")).await;
    assert!(history.text().contains("Three jars") && history.text().contains("Two <em>jars</em>"));
    assert_eq!(
        a.get(&edit).await.status(),
        404,
        "the post's author changes nobody's words"
    );
    let delete = format!("/comments/{guid}/delete");
    assert!(a.get(&delete).await.text().contains("Delete this comment?"));
    assert_eq!(a.post(&delete, &[]).await.location(), format!("{path}#comments"));
    assert_eq!(b.get(&format!("/comments/{guid}")).await.status(), 404);
    assert!(b.get(&path).await.text().contains("1 comment"));
}

#[rocket::async_test]
async fn a_refused_comment_says_why_and_keeps_what_was_typed() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let post = public(&pod, &alice, "plums").await;
    let browser = pod.browser("alice").await;
    let path = format!("/posts/{}/comments", post.guid);
    let empty = browser.post(&path, &[("comment", "  ")]).await;
    assert_eq!(empty.status(), 422);
    assert!(empty.text().contains("There is nothing to say yet."));
    let long = format!("begins so {}", "x".repeat(65_536));
    let long = browser.post(&path, &[("comment", &long)]).await;
    assert_eq!(long.status(), 422);
    assert!(long.text().contains("at most 65,535 characters") && long.text().contains("begins so xxx"));
}

#[rocket::async_test]
async fn many_comments_are_turned_page_by_page_and_each_has_an_address() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let post = public(&pod, &alice, "plums").await;
    let browser = pod.browser("alice").await;
    let path = format!("/posts/{}", post.guid);
    let mut guids = Vec::new();
    for n in 0..120 {
        pod.advance(std::time::Duration::from_secs(1));
        let text = format!("comment number {n}.");
        let said = browser.post(&format!("{path}/comments"), &[("comment", &text)]).await;
        guids.push(said.location().rsplit("comment-").next().unwrap().to_owned());
    }
    let shown = |html: &str| {
        (0..120)
            .filter(|n| html.contains(&format!("comment number {n}.")))
            .collect::<Vec<_>>()
    };
    let mut next = path.clone();
    let mut all = Vec::new();
    loop {
        let page = browser.get(&next).await;
        all.splice(0..0, shown(page.text()));
        let Some(at) = page.text().find(&format!("{path}?before=")) else {
            break;
        };
        next = page.text()[at..].split(['"', '#']).next().unwrap().to_owned();
    }
    assert_eq!(all, (0..120).collect::<Vec<_>>(), "each once, in order");
    for n in [0, 19, 20, 69, 70, 119] {
        let there = browser.get(&format!("/comments/{}", guids[n])).await;
        let place = there.location().split('#').next().unwrap().to_owned();
        assert!(
            shown(browser.get(&place).await.text()).contains(&n),
            "{n} is on {place}"
        );
    }
    let stream = browser.get("/stream").await;
    assert_eq!(shown(stream.text()), [117, 118, 119], "a stream shows the last three");
    assert!(stream.text().contains("120 comments"));
}

#[rocket::async_test]
async fn the_bell_of_a_post_is_pressed_and_let_go() {
    let pod = TestPod::new().await;
    let (alice, _) = (pod.user("alice").await, pod.user("bob").await);
    let post = public(&pod, &alice, "plums").await;
    let path = format!("/posts/{}", post.guid);
    let (a, b) = (pod.browser("alice").await, pod.browser("bob").await);
    assert!(
        a.get(&path).await.text().contains(&format!("{path}/mute")),
        "authors are told unless they say otherwise"
    );
    assert!(b.get(&path).await.text().contains(&format!("{path}/follow")));
    assert_eq!(b.post(&format!("{path}/follow"), &[]).await.status(), 303);
    assert!(b.get(&path).await.text().contains(&format!("{path}/mute")));
    assert_eq!(b.post(&format!("{path}/mute"), &[]).await.status(), 303);
    assert!(b.get(&path).await.text().contains(&format!("{path}/follow")));
}

#[rocket::async_test]
async fn visitors_read_what_is_said_on_a_public_post_and_have_nowhere_to_write() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let post = public(&pod, &alice, "plums").await;
    let path = format!("/posts/{}", post.guid);
    let said = pod.browser("alice").await;
    said.post(&format!("{path}/comments"), &[("comment", "Come and get them")])
        .await;
    let page = pod.visitor().get(&path).await;
    assert!(page.text().contains("Come and get them"));
    assert!(!page.text().contains("<textarea") && !page.text().contains("/edit"));
}

#[rocket::async_test]
async fn an_answer_whose_comment_is_not_shown_names_it_and_stands_under_no_other() {
    let pod = TestPod::new().await;
    let (alice, _) = (pod.user("alice").await, pod.user("bob").await);
    let post = public(&pod, &alice, "plums").await;
    let (a, b) = (pod.browser("alice").await, pod.browser("bob").await);
    let path = format!("/posts/{}/comments", post.guid);
    let first = b.post(&path, &[("comment", "the first of them")]).await;
    let first = first.location().rsplit("comment-").next().unwrap().to_owned();
    for text in ["second", "third"] {
        a.post(&path, &[("comment", text)]).await;
    }
    a.post(&path, &[("comment", "an answer"), ("answers", first.as_str())])
        .await;
    let stream = a.get(&format!("/people/{}", alice.guid)).await;
    assert!(stream.text().contains("an answer") && !stream.text().contains("the first of them"));
    assert!(!stream.text().contains("comment--answer"));
    assert!(stream.text().contains(&format!("{first}\">answers bob</a>")));
    let whole = a.get(&format!("/posts/{}", post.guid)).await;
    assert!(whole.text().contains("comment--answer") && !whole.text().contains(">answers"));
}

/// A comment of bob's with one photo under a public post of alice's: where it is changed, and the photo.
async fn pictured(pod: &TestPod) -> (String, String) {
    let alice = pod.user("alice").await;
    let post = public(pod, &alice, "plums").await;
    let bob = pod.browser("bob").await;
    let photo = uploaded(&bob, &picture(90, 60, 10)).await;
    let fields = [("comment", ""), ("photo", photo.as_str())];
    let said = bob.post(&format!("/posts/{}/comments", post.guid), &fields).await;
    assert_eq!(said.status(), 303, "{}", said.text());
    let comment = said.location().rsplit("comment-").next().unwrap();
    (format!("/comments/{comment}/edit"), photo)
}

#[rocket::async_test]
async fn the_photos_of_a_comment_are_changed_where_its_words_are() {
    let pod = TestPod::new().await;
    let (edit, first) = pictured(&pod).await;
    let bob = pod.browser("bob").await;
    let form = bob.get(&edit).await;
    assert!(form.text().contains(&format!("name=\"photo\" value=\"{first}\"")));
    assert!(form.text().contains("enctype=\"multipart/form-data\"") && form.text().contains("name=\"photos\""));
    let second = uploaded(&bob, &picture(60, 90, 20)).await;
    let alt = format!("alt-{first}");
    let fields = [
        ("comment", "Two jars"),
        ("photos-too", "yes"),
        ("photo", second.as_str()),
        ("photo", first.as_str()),
        (alt.as_str(), "A <jar>"),
    ];
    let saved = bob.post(&edit, &fields).await;
    assert_eq!(saved.status(), 303, "{}", saved.text());
    let page = pod.visitor().get(saved.location().split('#').next().unwrap()).await;
    let order = between(page.text(), "<a class=\"photo\" href=\"/photos/", "\"");
    assert_eq!(order, [second.as_str(), first.as_str()]);
    assert!(page.text().contains("alt=\"A &lt;jar&gt;\"") && page.text().contains("Two jars"));
    let fields = [("comment", "Three jars")];
    assert_eq!(bob.post(&edit, &fields).await.status(), 303);
    let page = pod.visitor().get(saved.location().split('#').next().unwrap()).await;
    assert!(
        page.text().contains(&first),
        "a form about the words leaves photos alone"
    );
    let fields = [("comment", ""), ("photos-too", "yes"), ("photo", first.as_str())];
    assert_eq!(bob.post(&edit, &fields).await.status(), 303, "photos may stand alone");
    assert_eq!(pod.visitor().get(&format!("/photos/{second}/300")).await.status(), 404);
    let nothing = bob.post(&edit, &[("comment", " "), ("photos-too", "yes")]).await;
    assert_eq!(nothing.status(), 422, "something has to be left");
    assert_eq!(
        bob.get(&format!("/photos/{first}/300")).await.status(),
        200,
        "and nothing is gone"
    );
    let files = [("photos", "more.png", &picture(30, 30, 30)[..])];
    let fields = [("comment", ""), ("photos-too", "yes"), ("photo", first.as_str())];
    let plain = bob.files(&edit, &fields, &files).await;
    assert_eq!(
        (plain.status(), plain.location()),
        (303, edit.as_str()),
        "{}",
        plain.text()
    );
    let fields = [
        ("comment", "x"),
        ("photos-too", "yes"),
        ("photo", "0123456789abcdef0123456789abcdef"),
    ];
    assert_eq!(bob.post(&edit, &fields).await.status(), 422, "nor one that never was");
    let alice = pod.browser("alice").await;
    assert_eq!(alice.post(&edit, &fields).await.status(), 404);
}

#[rocket::async_test]
async fn the_address_of_a_comment_s_photo_ends_with_the_post_s_author() {
    let pod = TestPod::new().await;
    let (_, photo) = pictured(&pod).await;
    let bob = pod.user("bob").await.me(&pod).await;
    let photo = photos(bob.viewer()).one(pod.db.read(), &photo).await.unwrap().unwrap();
    let there = async |address: &str| {
        let answer = pod.visitor().get(&format!("/p/{address}/full")).await;
        (answer.status(), answer.text().replace(address, ""))
    };
    let never = there("0123456789abcdef0123456789abcdef").await;
    assert_eq!((there(&photo.address).await.0, never.0), (200, 404));
    let alice = pod.user("alice").await;
    let closed = async |at| {
        let act = pod.act(async |tx| {
            let row = person::Entity::find_by_id(alice.person).one(tx.sql()).await?.unwrap();
            let mut row = row.into_active_model();
            row.closed_at = Set(at);
            Ok(row.update(tx.sql()).await.map(drop)?)
        });
        act.await.unwrap();
    };
    closed(Some(pod.clock.now())).await;
    assert_eq!(there(&photo.address).await, never);
    closed(None).await;
    assert_eq!(there(&photo.address).await.0, 200);
}
