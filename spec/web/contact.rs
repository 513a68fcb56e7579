//! Contacts, ignoring and the names that are offered, in a browser.

use samara::domain::{contact, ignore};

use crate::support::{Someone, TestPod};

async fn share(pod: &TestPod, from: &Someone, to: &Someone, aspect: &str) {
    let aspect = from.aspect(pod, aspect).await;
    pod.act(async |tx| contact::add_to(tx, from.user, to.person, aspect).await)
        .await
        .unwrap();
}

#[rocket::async_test]
async fn the_page_shows_contacts_by_aspect_and_by_name_and_how_we_stand() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    share(&pod, &alice, &bob, "family").await;
    share(&pod, &eve, &alice, "family").await;
    let browser = pod.browser("alice").await;
    let all = browser.get("/contacts").await.text().to_owned();
    assert!(all.contains(&bob.guid) && all.contains(&eve.guid));
    assert!(all.contains("All 2") && all.contains("family 1") && all.contains("Only sharing with you 1"));
    assert!(all.contains("You share with them") && all.contains("Shares with you"));
    let family = alice.aspect(&pod, "family").await;
    let only = browser
        .get(&format!("/contacts?aspect={family}"))
        .await
        .text()
        .to_owned();
    assert!(only.contains(&bob.guid) && !only.contains(&eve.guid));
    let sharing = browser.get("/contacts?aspect=only-sharing").await.text().to_owned();
    assert!(!sharing.contains(&bob.guid) && sharing.contains(&eve.guid));
    let found = browser.get("/contacts?q=BO").await.text().to_owned();
    assert!(found.contains(&bob.guid) && !found.contains(&eve.guid));
    assert!(
        browser
            .get("/contacts?q=nobody%25")
            .await
            .text()
            .contains("No contact has this name")
    );
    assert_eq!(browser.get("/contacts?page=99").await.status(), 200);
}

#[rocket::async_test]
async fn aspects_of_a_person_are_chosen_without_javascript_and_lead_back() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let (family, work) = (alice.aspect(&pod, "family").await, alice.aspect(&pod, "work").await);
    let browser = pod.browser("alice").await;
    let path = format!("/people/{}/aspects", bob.guid);
    let sheet = browser.get(&format!("{path}?to=/contacts")).await.text().to_owned();
    assert!(sheet.contains("name=\"to\" value=\"/contacts\""));
    let fields = [
        ("aspect", family.to_string()),
        ("aspect", work.to_string()),
        ("to", "/contacts?q=b".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let done = browser.post(&path, &fields).await;
    assert_eq!((done.status(), done.location()), (303, "/contacts?q=b"));
    let standing = contact::standing(pod.db.read(), alice.user, bob.person).await.unwrap();
    assert_eq!(standing.aspects, [family, work]);
    let away = browser.post(&path, &[("to", "//evil.example")]).await;
    assert_eq!(away.location(), format!("/people/{}", bob.guid));
    let standing = contact::standing(pod.db.read(), alice.user, bob.person).await.unwrap();
    assert!(standing.aspects.is_empty() && !standing.receiving);
}

#[rocket::async_test]
async fn nobody_gets_anothers_aspects_contacts_or_list_by_asking_with_their_ids() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    share(&pod, &alice, &bob, "family").await;
    pod.act(async |tx| ignore::add(tx, alice.user, eve.person).await)
        .await
        .unwrap();
    let hers = alice.aspect(&pod, "family").await.to_string();
    let browser = pod.browser("eve").await;
    for id in [hers.as_str(), "999999", "0", "-1"] {
        for path in [
            format!("/contacts?aspect={id}"),
            format!("/aspects/{id}/edit"),
            format!("/aspects/{id}/delete"),
        ] {
            let never = browser.get(&path.replace(id, "888888")).await;
            let answer = browser.get(&path).await;
            assert_eq!(answer.status(), 404, "{path}");
            assert_eq!(
                (answer.bytes(), answer.headers()),
                (never.bytes(), never.headers()),
                "{path}"
            );
        }
        for path in ["edit", "up", "down", "delete"] {
            let answer = browser
                .post(&format!("/aspects/{id}/{path}"), &[("name", "x"), ("hue", "1")])
                .await;
            assert_eq!(answer.status(), 404, "{path}");
        }
        let add = browser
            .post(&format!("/people/{}/aspects", bob.guid), &[("aspect", id)])
            .await;
        assert_eq!(add.status(), 404);
        let start = browser
            .post("/start/people", &[("person", &bob.guid), ("aspect", id)])
            .await;
        assert_eq!(start.status(), 404);
        let wishes = browser
            .post("/settings/sharing", &[("share-back", id), ("aspect", id)])
            .await;
        assert_eq!(wishes.status(), 404);
    }
    for path in ["/contacts", "/ignored"] {
        let text = browser.get(path).await.text().to_owned();
        assert!(!text.contains(&bob.guid) && !text.contains(&alice.guid), "{path}");
    }
    let page = browser.get(&format!("/people/{}", alice.guid)).await.text().to_owned();
    assert!(!page.contains("gnore this person") && !page.contains(&bob.guid));
    let standing = contact::standing(pod.db.read(), alice.user, bob.person).await.unwrap();
    assert_eq!(standing.aspects.len(), 1, "nothing of hers has changed");
    assert_eq!(alice.aspect(&pod, "family").await.to_string(), hers);
}

#[rocket::async_test]
async fn visitors_are_sent_to_sign_in() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let visitor = pod.visitor();
    let aspects = format!("/people/{}/aspects", alice.guid);
    let ignore = format!("/people/{}/ignore", alice.guid);
    for path in [
        "/contacts",
        "/ignored",
        "/aspects/new",
        "/settings/profile",
        "/start/tags",
        &aspects,
        &ignore,
    ] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status(), 303, "{path}");
        assert!(answer.location().starts_with("/sign-in"), "{path}");
    }
    assert_ne!(visitor.get("/complete/people?q=a").await.status(), 200);
}

#[rocket::async_test]
async fn ignoring_says_what_it_means_and_is_undone_from_the_list() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    share(&pod, &alice, &bob, "family").await;
    let browser = pod.browser("alice").await;
    let path = format!("/people/{}/ignore", bob.guid);
    assert!(browser.get(&path).await.text().contains("They leave all your aspects"));
    assert_eq!(browser.post(&path, &[]).await.status(), 303);
    assert!(browser.get("/ignored").await.text().contains(&bob.guid));
    assert!(!browser.get("/contacts").await.text().contains(&bob.guid));
    let family = alice.aspect(&pod, "family").await.to_string();
    let refused = browser
        .post(&format!("/people/{}/aspects", bob.guid), &[("aspect", &family)])
        .await;
    assert_eq!(refused.status(), 422);
    assert!(
        refused
            .text()
            .contains("You ignore this person. Stop ignoring them first.")
    );
    let back = browser
        .post(&format!("/people/{}/unignore", bob.guid), &[("to", "/ignored")])
        .await;
    assert_eq!(back.location(), "/ignored");
    assert!(!browser.get("/ignored").await.text().contains(&bob.guid));
    assert_eq!(
        browser
            .post(&format!("/people/{}/ignore", alice.guid), &[])
            .await
            .status(),
        422
    );
}

#[rocket::async_test]
async fn names_are_offered_contacts_first_and_only_those_who_may_be_found() {
    let pod = TestPod::new().await;
    let (alice, zoe) = (pod.user("alice").await, pod.user("bzoe").await);
    pod.user("bob").await;
    share(&pod, &alice, &zoe, "family").await;
    let browser = pod.browser("alice").await;
    let offered: serde_json::Value = serde_json::from_str(browser.get("/complete/people?q=b").await.text()).unwrap();
    let names: Vec<_> = offered
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(names, ["bzoe", "bob"]);
    for key in ["guid", "name", "handle", "avatar", "hue", "initials"] {
        assert!(offered[0].get(key).is_some(), "{key}");
    }
    for nothing in ["", "%", "@", "zz", "%00", "_"] {
        let answer = browser
            .get(&format!(
                "/complete/people?q={}",
                nothing.replace('%', "%25").replace("%2500", "%00")
            ))
            .await;
        assert_eq!((answer.status(), answer.text()), (200, "[]"), "{nothing}");
    }
}
