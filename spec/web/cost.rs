//! How often pages ask the database: as often for a page full of posts as for two, whatever is said around them.

use std::time::Duration;

use crate::support::{Browser, TestPod};

/// A public post with a poll, a comment and an answer to it, liked by both; and its reshare by bob.
async fn post(pod: &TestPod, alice: &Browser<'_>, bob: &Browser<'_>, number: usize) {
    pod.advance(Duration::from_secs(1));
    let text = format!("Plums, basket {number}");
    let poll = [("question", "Which evening?"), ("answers", "Tuesday\nThursday")];
    let form = [("text", text.as_str()), ("reach", "public"), poll[0], poll[1]];
    assert_eq!(alice.post("/posts", &form).await.status(), 303);
    let stream = alice.get("/public").await;
    let guid = stream.text().split("data-post=\"").nth(1).unwrap()[..32].to_owned();
    let path = format!("/posts/{guid}");
    pod.advance(Duration::from_secs(1));
    let said = bob.post(&format!("{path}/comments"), &[("comment", "Two jars")]).await;
    let comment = said.location().rsplit("comment-").next().unwrap().to_owned();
    let answer = [("comment", "Three"), ("answers", comment.as_str())];
    assert_eq!(alice.post(&format!("{path}/comments"), &answer).await.status(), 303);
    for browser in [alice, bob] {
        for thing in [path.clone(), format!("/comments/{comment}")] {
            assert_eq!(browser.post(&format!("{thing}/like"), &[]).await.status(), 303);
        }
    }
    let word = [("text", "Go and get some")];
    assert_eq!(bob.post(&format!("{path}/reshare"), &word).await.status(), 303);
}

/// The newest post that is no reshare.
async fn newest(browser: &Browser<'_>) -> String {
    let page = browser.get("/search?q=basket").await;
    page.text().split("data-post=\"").nth(1).expect("it is found")[..32].to_owned()
}

/// How often a page asks when nothing of a moment ago is remembered, and what it says.
async fn asks(pod: &TestPod, browser: &Browser<'_>, path: &str) -> (usize, String) {
    pod.advance(Duration::from_secs(1));
    let before = pod.asked();
    let page = browser.get(path).await;
    assert_eq!(page.status(), 200);
    (pod.asked() - before, page.text().to_owned())
}

#[rocket::async_test]
async fn a_full_page_asks_as_often_as_one_with_two_posts() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.browser("alice").await, pod.browser("bob").await);
    post(&pod, &alice, &bob, 0).await;
    let pages = ["/public", "/activity", "/notifications"];
    let mut few = Vec::new();
    for path in pages {
        few.push(asks(&pod, &alice, path).await.0);
    }
    for number in 1..8 {
        post(&pod, &alice, &bob, number).await;
    }
    // And sixty comments under one of them are one line, which is read like any other.
    for number in 0..60 {
        let said = [("comment", "One more")];
        let path = format!("/posts/{}/comments", newest(&alice).await);
        let who = if number % 2 == 0 { &bob } else { &alice };
        assert_eq!(who.post(&path, &said).await.status(), 303);
    }
    for (path, few) in pages.into_iter().zip(few) {
        let (many, text) = asks(&pod, &alice, path).await;
        assert!(
            text.matches("<article").count() > 20 || path == "/notifications",
            "{path}"
        );
        assert_eq!(many, few, "{path}");
        assert!(many <= 21, "{path} asks {many} times");
    }
}

/// What an act asks and writes, one statement after the other, while nobody else acts.
async fn costs(pod: &TestPod, browser: &Browser<'_>, path: &str, form: &[(&str, &str)]) -> Vec<String> {
    pod.acted();
    assert_eq!(browser.post(path, form).await.status(), 303);
    pod.acted()
}

#[rocket::async_test]
async fn what_others_wait_for_is_as_short_as_it_can_be() {
    if crate::support::database::server().is_some() {
        return;
    }
    let pod = TestPod::new().await;
    let (alice, bob, carol) = (
        pod.browser("alice").await,
        pod.browser("bob").await,
        pod.browser("carol").await,
    );
    let form = [("text", "Plums"), ("reach", "public")];
    assert_eq!(alice.post("/posts", &form).await.status(), 303);
    let stream = alice.get("/public").await;
    let guid = stream.text().split("data-post=\"").nth(1).unwrap()[..32].to_owned();
    let comments = format!("/posts/{guid}/comments");
    // One is told: the author. Then two: who has commented as well.
    for (browser, most) in [(&bob, 9), (&carol, 9)] {
        let said = costs(&pod, browser, &comments, &[("comment", "Two jars")]).await;
        assert!(said.len() <= most, "{} statements: {said:#?}", said.len());
    }
    let liked = costs(&pod, &bob, &format!("/posts/{guid}/like"), &[]).await;
    assert!(liked.len() <= 8, "{} statements: {liked:#?}", liked.len());
}
