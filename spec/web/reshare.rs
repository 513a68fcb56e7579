//! Reshares in a browser.

use crate::around::{public, share};
use crate::support::TestPod;

#[rocket::async_test]
async fn a_post_is_reshared_with_a_word_and_shown_within_the_reshare() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let post = public(&pod, &alice, "The **plum** tree").await;
    let browser = pod.browser("bob").await;
    let path = format!("/posts/{}", post.guid);
    assert!(browser.get(&path).await.text().contains(&format!("{path}/reshare")));
    let ask = browser.get(&format!("{path}/reshare")).await;
    assert!(ask.text().contains("A reshare is public") && ask.text().contains("<strong>plum</strong>"));
    let done = browser
        .post(&format!("{path}/reshare"), &[("text", "Look, *everyone*")])
        .await;
    assert_eq!(done.status(), 303);
    let page = pod.visitor().get(done.location()).await;
    assert!(page.text().contains("Look, <em>everyone</em>") && page.text().contains("<strong>plum</strong>"));
    let again = browser.post(&format!("{path}/reshare"), &[("text", "and again")]).await;
    assert_eq!(again.status(), 422);
    assert!(again.text().contains("You have reshared this post already.") && again.text().contains("and again"));
    let root = browser.get(&path).await;
    assert!(root.text().contains("1 reshare<") && root.text().contains(&format!("href=\"{}\"", done.location())));
    assert!(
        !pod.browser("alice")
            .await
            .get(&path)
            .await
            .text()
            .contains("/reshare\"")
    );
    let _ = bob;
}

#[rocket::async_test]
async fn several_who_show_the_same_without_a_word_are_one_card_in_a_stream() {
    let pod = TestPod::new().await;
    let (alice, eve) = (pod.user("alice").await, pod.user("eve").await);
    let post = public(&pod, &alice, "The plum tree").await;
    let friends = ["bob", "mia", "tom"];
    for name in friends {
        let friend = pod.user(name).await;
        share(&pod, &eve, &friend).await;
        let browser = pod.browser(name).await;
        browser
            .post(&format!("/posts/{}/reshare", post.guid), &[("text", "")])
            .await;
        pod.advance(std::time::Duration::from_secs(60));
    }
    let loud = pod.user("ida").await;
    share(&pod, &eve, &loud).await;
    pod.browser("ida")
        .await
        .post(&format!("/posts/{}/reshare", post.guid), &[("text", "mine too")])
        .await;
    let stream = pod.browser("eve").await.get("/stream").await;
    assert_eq!(stream.text().matches("data-post=").count(), 2, "{}", stream.text());
    assert_eq!(stream.text().matches("The plum tree").count(), 2);
    assert!(stream.text().contains("Also reshared by"));
    for name in friends {
        assert!(stream.text().contains(&format!("<bdi>{name}</bdi>")), "{name}");
    }
}

#[rocket::async_test]
async fn what_stood_on_an_earlier_page_is_no_card_of_its_own_on_a_later_one() {
    let pod = TestPod::new().await;
    let (alice, eve) = (pod.user("alice").await, pod.user("eve").await);
    let post = public(&pod, &alice, "The plum tree").await;
    let mut friends = Vec::new();
    for name in ["bob", "ida", "mia"] {
        let friend = pod.user(name).await;
        share(&pod, &eve, &friend).await;
        friends.push(friend);
    }
    let stranger = pod.browser("tom").await;
    let reshare = format!("/posts/{}/reshare", post.guid);
    for name in ["bob", "ida"] {
        pod.advance(std::time::Duration::from_secs(60));
        pod.browser(name).await.post(&reshare, &[("text", "")]).await;
    }
    for number in 0..16 {
        public(&pod, &friends[0], &format!("Basket {number}")).await;
    }
    pod.advance(std::time::Duration::from_secs(60));
    let newest = pod.browser("mia").await.post(&reshare, &[("text", "")]).await;
    let newest = newest.location().rsplit('/').next().unwrap().to_owned();
    pod.advance(std::time::Duration::from_secs(60));
    stranger.post(&reshare, &[("text", "")]).await;
    let browser = pod.browser("eve").await;
    let pages = async || {
        let first = browser.get("/stream").await.text().to_owned();
        let older = first
            .split("/stream?before=")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let second = browser.get(&format!("/stream?before={older}")).await.text().to_owned();
        [first, second]
    };
    let [first, second] = pages().await;
    assert!(
        first.contains("The plum tree") && first.contains("2 more people reshared it"),
        "{first}"
    );
    assert!(
        second.contains("Basket 0") && !second.contains("The plum tree"),
        "{second}"
    );
    let alone = pod.browser("bob").await.get("/stream").await;
    assert!(
        !alone.text().contains("more people reshared it"),
        "nobody else's friends count"
    );
    assert_eq!(browser.post(&format!("/posts/{newest}/hide"), &[]).await.status(), 303);
    let [first, second] = pages().await;
    assert!(!first.contains("The plum tree"), "what was hidden stands for nothing");
    assert_eq!(second.matches("The plum tree").count(), 1);
    assert!(
        second.contains("<bdi>ida</bdi>") && second.contains("Also reshared by") && !second.contains("more people")
    );
}

#[rocket::async_test]
async fn what_was_shown_and_is_gone_or_by_somebody_one_ignores_is_said_in_words() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    pod.user("eve").await;
    let post = public(&pod, &alice, "The plum tree").await;
    let browser = pod.browser("bob").await;
    let done = browser
        .post(&format!("/posts/{}/reshare", post.guid), &[("text", "look")])
        .await;
    let eve = pod.browser("eve").await;
    eve.post(&format!("/people/{}/ignore", alice.guid), &[]).await;
    let page = eve.get(done.location()).await;
    assert!(page.text().contains("This shows a post by somebody you ignore.") && !page.text().contains("plum"));
    let a = pod.browser("alice").await;
    a.post(&format!("/posts/{}/delete", post.guid), &[("confirmed", "1")])
        .await;
    let page = browser.get(done.location()).await;
    assert!(page.text().contains("is not there any more") && page.text().contains("look"));
    let _ = bob;
}
