//! Whom a comment may name: what is offered while a name is typed under a post, and what that must not give away.

use samara::domain::ignore;

use crate::around::{limited, public, share, withdraw};
use crate::support::{Browser, Someone, TestPod};

/// The names that are offered, for whoever types an "n" under a post; everyone's begins with it.
async fn offered(browser: &Browser<'_>, post: &str) -> Vec<String> {
    let answer = browser.get(&format!("/complete/people?q=n&on={post}")).await;
    assert_eq!(answer.status(), 200, "{}", answer.text());
    let people: Vec<serde_json::Value> = serde_json::from_str(answer.text()).unwrap();
    let name = |one: &serde_json::Value| one["name"].as_str().unwrap().to_owned();
    people.iter().map(name).collect()
}

async fn people(pod: &TestPod) -> [Someone; 5] {
    let mut all = Vec::new();
    for name in ["nora", "nick", "nina", "noel", "nelly"] {
        all.push(pod.user(name).await);
    }
    all.try_into().unwrap()
}

#[rocket::async_test]
async fn under_a_limited_post_its_author_is_offered_who_has_it_and_others_whom_the_thread_shows() {
    let pod = TestPod::new().await;
    let [nora, nick, nina, noel, nelly] = people(&pod).await;
    for friend in [&nina, &noel, &nelly] {
        share(&pod, &nick, friend).await;
    }
    share(&pod, &nora, &nelly).await;
    let author = pod.browser("nora").await;
    let mut form = vec![("text", "plums"), ("reach", "limited")];
    form.extend([&nick, &nina, &noel].map(|one| ("people", one.guid.as_str())));
    assert_eq!(author.post("/posts", &form).await.status(), 303);
    let page = author.get("/stream").await.text().to_owned();
    let post = page.split("data-post=\"").nth(1).unwrap()[..32].to_owned();
    assert_eq!(
        offered(&author, &post).await,
        ["nick", "nina", "noel"],
        "not nelly, a contact"
    );

    let reader = pod.browser("nick").await;
    assert_eq!(
        offered(&reader, &post).await,
        ["nora"],
        "contacts who have the post and say nothing are not given away"
    );
    let path = format!("/posts/{post}");
    let said = [("comment", "Two jars")];
    let said = pod.browser("nina").await.post(&format!("{path}/comments"), &said).await;
    assert_eq!(said.status(), 303);
    assert_eq!(offered(&reader, &post).await, ["nina", "nora"], "the contact first");
    pod.browser("noel").await.post(&format!("{path}/like"), &[]).await;
    assert_eq!(offered(&reader, &post).await, ["nina", "noel", "nora"]);

    let seen = entity::own::post::one(pod.db.read(), nora.person, &post)
        .await
        .unwrap()
        .unwrap();
    withdraw(&pod, &nora, &seen, &nina).await;
    assert_eq!(offered(&author, &post).await, ["nick", "noel"]);
    assert_eq!(
        offered(&reader, &post).await,
        ["nina", "noel", "nora"],
        "that it was withdrawn from somebody is the author's matter"
    );
    pod.act(async |tx| ignore::add(tx, nick.user, noel.person).await)
        .await
        .unwrap();
    assert_eq!(
        offered(&reader, &post).await,
        ["nina", "nora"],
        "whom one ignores one does not see"
    );
    let page = reader.get(&path).await;
    assert!(page.text().contains(&format!("data-complete-on=\"{post}\"")));
}

#[rocket::async_test]
async fn whoever_may_not_see_a_post_is_offered_nobody_and_cannot_tell_it_from_none() {
    let pod = TestPod::new().await;
    let [nora, nick, nina, ..] = people(&pod).await;
    share(&pod, &nina, &nick).await;
    let post = limited(&pod, &nora, &nick, "plums").await;
    let stranger = pod.browser("nina").await;
    let ask = async |guid: &str| {
        let answer = stranger.get(&format!("/complete/people?q=n&on={guid}")).await;
        (answer.status(), answer.text().replace(guid, ""))
    };
    let (status, body) = ask(&post.guid).await;
    assert_eq!((status, body), ask("0123456789abcdef0123456789abcdef").await);
    assert_eq!(status, 404);
    let path = format!("/complete/people?q=n&on={}", post.guid);
    assert_ne!(pod.visitor().get(&path).await.status(), 200);
}

#[rocket::async_test]
async fn naming_somebody_does_not_show_a_commenter_whether_they_have_the_post() {
    let pod = TestPod::new().await;
    let [nora, nick, nina, noel, nelly] = people(&pod).await;
    let author = pod.browser("nora").await;
    let mut form = vec![("text", "plums"), ("reach", "limited")];
    form.extend([&nick, &nina, &noel].map(|one| ("people", one.guid.as_str())));
    assert_eq!(author.post("/posts", &form).await.status(), 303);
    let page = author.get("/stream").await.text().to_owned();
    let path = format!("/posts/{}", &page.split("data-post=\"").nth(1).unwrap()[..32]);
    let reader = pod.browser("nick").await;
    pod.browser("noel")
        .await
        .post(&format!("{path}/comments"), &[("comment", "Two")])
        .await;
    let all = "@nora @nina @noel @nelly";
    let said = reader.post(&format!("{path}/comments"), &[("comment", all)]).await;
    let link = |page: &str, who: &Someone| {
        let bodies = crate::support::page::without_bodies(page).1;
        bodies
            .iter()
            .any(|body| body.contains(&format!("/people/{}", who.guid)))
    };
    let page = reader.get(&path).await.text().to_owned();
    assert!(
        link(&page, &nora) && link(&page, &noel),
        "whom the thread shows is a link"
    );
    assert!(
        !link(&page, &nina) && !link(&page, &nelly),
        "who is silent is none, like a stranger"
    );
    let comment = said.location().rsplit("comment-").next().unwrap().to_owned();
    let edit = format!("/comments/{comment}/edit");
    assert_eq!(reader.post(&edit, &[("comment", "@nina @nelly")]).await.status(), 303);
    let page = reader.get(&path).await.text().to_owned();
    assert!(!link(&page, &nina) && !link(&page, &nelly), "nor by an edit");
    let told = pod.browser("nina").await.get("/notifications").await;
    assert!(told.text().contains(&path), "she is told all the same");
    author.post(&format!("{path}/comments"), &[("comment", "@nina")]).await;
    assert!(
        link(author.get(&path).await.text(), &nina),
        "who has it is the author's to say"
    );
}

#[rocket::async_test]
async fn under_a_post_for_all_names_are_offered_as_anywhere_and_under_one_of_the_pod_those_of_the_pod() {
    let pod = TestPod::new().await;
    let [nora, nick, ..] = people(&pod).await;
    let far = pod.remote("nadine", "remote.example").await;
    pod.act(async |tx| {
        let aspect = samara::domain::aspect::add(tx, nick.user, "far", 1).await?.id;
        samara::domain::contact::set_aspects(tx, nick.user, far.id, &[aspect]).await?;
        Ok(())
    })
    .await
    .unwrap();
    let reader = pod.browser("nick").await;
    let post = public(&pod, &nora, "plums").await;
    assert_eq!(
        offered(&reader, &post.guid).await,
        ["nadine", "nelly", "nina", "noel", "nora"]
    );
    let author = pod.browser("nora").await;
    assert_eq!(
        author
            .post("/posts", &[("text", "jam"), ("reach", "pod")])
            .await
            .status(),
        303
    );
    let page = reader.get("/local").await.text().to_owned();
    let house = page.split("data-post=\"").nth(1).unwrap()[..32].to_owned();
    assert_ne!(house, post.guid);
    assert_eq!(offered(&reader, &house).await, ["nelly", "nina", "noel", "nora"]);
}
