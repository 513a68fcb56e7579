//! The page of filters, and what streams look like with one.

use entity::person;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use crate::around::{public, share};
use crate::support::TestPod;

#[rocket::async_test]
async fn a_collapsed_post_is_one_line_that_says_why_and_opens_without_javascript() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    share(&pod, &bob, &alice).await;
    let post = public(&pod, &alice, "We play <b>football").await;
    let browser = pod.browser("bob").await;
    let fields = [("kind", "words"), ("what", "Foot<ball"), ("how", "collapse")];
    assert_eq!(
        browser.post("/settings/filter", &fields).await.location(),
        "/settings/filter"
    );
    let page = browser.get("/settings/filter").await;
    assert!(page.text().contains("Foot&lt;ball") && page.text().contains("Collapsed"));
    assert!(!browser.get("/stream").await.text().contains("class=\"card filtered\""));
    let fields = [("kind", "words"), ("what", "Football"), ("how", "collapse")];
    browser.post("/settings/filter", &fields).await;
    for path in ["/stream", "/public", "/local"] {
        let page = browser.get(path).await;
        let folded = page
            .text()
            .split("<details class=\"card filtered\">")
            .nth(1)
            .expect(path);
        assert!(
            folded.contains("You filter “Football”") && folded.contains(&post.guid),
            "{path}"
        );
        assert!(!pod.visitor().get(path).await.text().contains("You filter"));
    }
    let path = format!("/posts/{}", post.guid);
    assert!(!browser.get(&path).await.text().contains("card filtered"));
    let page = browser.get("/settings/filter").await;
    for remove in page
        .text()
        .split("action=\"")
        .filter(|rest| rest.starts_with("/settings/filter/"))
    {
        let act = remove.split('"').next().unwrap();
        assert_eq!(browser.post(act, &[]).await.status(), 303);
    }
    assert!(!browser.get("/stream").await.text().contains("card filtered"));
}

#[rocket::async_test]
async fn people_are_shown_by_name_and_face_and_several_languages_go_at_once() {
    let pod = TestPod::new().await;
    let (alice, _) = (pod.user("alice").await, pod.user("bob").await);
    let carol = pod.remote("carol", "remote.example").await;
    let browser = pod.browser("bob").await;
    let typed = format!("{}, @{}, ", alice.handle, carol.handle);
    let fields = [("kind", "person"), ("what", typed.as_str()), ("how", "hide")];
    assert_eq!(browser.post("/settings/filter", &fields).await.status(), 303);
    let fields = [("kind", "reads"), ("what", "deu"), ("what", "fra"), ("how", "collapse")];
    assert_eq!(browser.post("/settings/filter", &fields).await.status(), 303);
    let page = browser.get("/settings/filter").await;
    let lists = page.text().split("filterlist").skip(1).collect::<Vec<_>>().concat();
    for who in [&alice.guid, &carol.guid] {
        assert!(lists.contains(&format!("<a href=\"/people/{who}\"><bdi>")), "{lists}");
    }
    assert!(lists.contains("Remove<span class=\"visually-hidden\"> carol"));
    assert!(lists.contains("<bdi>Deutsch</bdi>") && lists.contains("<bdi>Français</bdi>"));
    let fields = [("kind", "person"), ("what", "alice, nobody-here"), ("how", "hide")];
    let refused = browser.post("/settings/filter", &fields).await;
    assert!(refused.status() == 422 && refused.text().contains("value=\"alice, nobody-here\""));
    let fields = [("kind", "language"), ("what", "spa"), ("what", "xx"), ("how", "hide")];
    let refused = browser.post("/settings/filter", &fields).await;
    assert!(refused.status() == 422 && refused.text().contains("value=\"spa\" checked"));
    let page = browser.get("/settings/filter").await;
    assert!(!page.text().contains("<bdi>Español</bdi>"), "nothing of it was kept");
    let none = [("kind", "language"), ("how", "hide")];
    assert_eq!(browser.post("/settings/filter", &none).await.status(), 422);
    pod.act(async |tx| {
        let mut row = person::Entity::find_by_id(alice.person)
            .one(tx.sql())
            .await?
            .unwrap()
            .into_active_model();
        row.closed_at = Set(Some(tx.now()));
        Ok(row.update(tx.sql()).await.map(drop)?)
    })
    .await
    .unwrap();
    let page = browser.get("/settings/filter").await;
    assert!(
        !page.text().contains(&alice.guid) && page.text().contains(&alice.handle),
        "gone, and still to be taken out"
    );
}

#[rocket::async_test]
async fn what_cannot_be_filtered_stays_typed_with_the_reason_beside_it() {
    let pod = TestPod::new().await;
    pod.user("bob").await;
    let browser = pod.browser("bob").await;
    for (kind, what, why) in [
        ("words", "!?", "Type a word or a few."),
        ("tag", "a b", "This can be no tag"),
        ("person", "nobody-here", "Nobody called “nobody-here” is known here."),
        ("language", "xx", "Choose one of the languages."),
    ] {
        let fields = [("kind", kind), ("what", what), ("how", "hide")];
        let answer = browser.post("/settings/filter", &fields).await;
        assert!(
            answer.status() == 422 && answer.text().contains(why),
            "{kind}: {}",
            answer.text()
        );
        assert!(
            kind == "language" || answer.text().contains(&format!("value=\"{what}\"")),
            "{kind}"
        );
    }
}
