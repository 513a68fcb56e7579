//! Invitation links.

use std::time::Duration;

use samara::domain::account::invitation::{self, NewInvitation};
use samara::domain::house::{self, House, Join};

use super::entrance::{account, form};
use crate::support::pod::TestPod;

async fn invite(pod: &TestPod, uses: i64, aspect: Option<entity::AspectId>) -> entity::invitation::Model {
    let house = House {
        name: "Spec pod".to_owned(),
        join: Join::Invitation,
        set_up: true,
    };
    let alice = pod.user("alice").await;
    pod.act(async |tx| {
        house::save(tx, &house).await?;
        invitation::create(
            tx,
            alice.user,
            NewInvitation {
                note: "Bob",
                uses,
                days: 7,
                aspect,
            },
        )
        .await
    })
    .await
    .inspect(|_| pod.remembered.forget_all())
    .unwrap()
}

#[rocket::async_test]
async fn twenty_who_join_with_one_link_at_the_same_time_are_one() {
    let pod = TestPod::with(&[("limits.sign_up_per_address", "1000")]).await;
    let link = invite(&pod, 1, None).await;
    let tries = (0..20).map(|n| {
        let (pod, code) = (&pod, link.code.as_str());
        async move {
            let (name, email) = (format!("guest{n}"), format!("guest{n}@mail.example"));
            let mut form = form(&name, &email);
            form.push(("invitation", code));
            pod.visitor().post("/join", &form).await.status()
        }
    });
    let mut statuses = Vec::new();
    let tasks: Vec<_> = tries.collect();
    for status in rocket::futures::future::join_all(tasks).await {
        statuses.push(status);
    }
    assert_eq!(
        statuses.iter().filter(|status| **status == 303).count(),
        1,
        "{statuses:?}"
    );
    assert_eq!(
        statuses.iter().filter(|status| **status == 403).count(),
        19,
        "{statuses:?}"
    );
    let alice = pod.user("alice").await;
    let row = &invitation::list(pod.db.read(), alice.user).await.unwrap()[0];
    assert_eq!((row.uses_left, row.used), (0, 1));
}

#[rocket::async_test]
async fn who_was_invited_gets_into_the_aspect_and_the_inviter_is_told() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let family = alice.aspect(&pod, "family").await;
    let link = invite(&pod, 2, Some(family)).await;
    let visitor = pod.visitor();
    let page = visitor.get(&format!("/i/{}", link.code)).await;
    assert!(
        page.text().contains("alice") && page.text().contains(&link.code),
        "{}",
        page.text()
    );
    let mut form = form("bob", "bob@mail.example");
    form.push(("invitation", &link.code));
    assert_eq!(visitor.post("/join", &form).await.status(), 303);
    let bob = account(&pod, "bob").await.unwrap();
    assert_eq!(bob.invited_by, Some(alice.user));
    let standing = samara::domain::contact::standing(pod.db.read(), alice.user, bob.person_id)
        .await
        .unwrap();
    assert_eq!((standing.aspects, standing.receiving), (vec![family], true));
    let mine = samara::domain::contact::standing(pod.db.read(), bob.id, alice.person)
        .await
        .unwrap();
    assert!(mine.sharing && !mine.receiving, "what bob shares is for bob to say");
    let unread = samara::domain::notification::unread(pod.db.read(), alice.user, alice.person).await;
    assert_eq!(unread.unwrap().all(), 1);
}

#[rocket::async_test]
async fn a_link_that_was_taken_back_is_old_or_never_was_is_answered_alike() {
    let pod = TestPod::new().await;
    let revoked = invite(&pod, 5, None).await;
    let browser = pod.browser("alice").await;
    assert_eq!(
        browser
            .post(&format!("/invitations/{}/revoke", revoked.id), &[])
            .await
            .status(),
        303
    );
    let old = invite(&pod, 5, None).await;
    pod.advance(Duration::from_secs(8 * 86_400));
    for code in [revoked.code.as_str(), old.code.as_str(), "never"] {
        assert_eq!(pod.visitor().get(&format!("/i/{code}")).await.status(), 403);
        let mut form = form("bob", "bob@mail.example");
        form.push(("invitation", code));
        assert_eq!(pod.visitor().post("/join", &form).await.status(), 403);
    }
    assert!(account(&pod, "bob").await.is_none());
}

#[rocket::async_test]
async fn nobody_takes_back_or_sees_the_links_of_others_nor_invites_into_their_aspects() {
    let pod = TestPod::new().await;
    let link = invite(&pod, 5, None).await;
    let bob = pod.browser("bob").await;
    assert_eq!(
        bob.post(&format!("/invitations/{}/revoke", link.id), &[])
            .await
            .status(),
        404
    );
    assert!(!bob.get("/invitations").await.text().contains(&link.code));
    let family = pod.user("alice").await.aspect(&pod, "family").await.to_string();
    let fields = [("uses", "1"), ("days", "1"), ("aspect", family.as_str())];
    assert_eq!(bob.post("/invitations", &fields).await.status(), 404);
}

#[rocket::async_test]
async fn the_page_shows_the_link_and_its_code_and_refuses_numbers_that_cannot_be() {
    let pod = TestPod::new().await;
    let alice = pod.browser("alice").await;
    for (uses, days) in [
        ("0", "7"),
        ("26", "7"),
        ("1", "0"),
        ("1", "31"),
        ("x", "7"),
        ("-1", "7"),
    ] {
        let answer = alice
            .post("/invitations", &[("uses", uses), ("days", days), ("note", "Grandma")])
            .await;
        assert_eq!(answer.status(), 422, "{uses} {days}");
        assert!(answer.text().contains("Grandma"));
    }
    let answer = alice
        .post("/invitations", &[("uses", "3"), ("days", "7"), ("note", "Grandma <b>")])
        .await;
    assert_eq!(answer.status(), 303);
    let page = alice.get("/invitations").await;
    let page = page.text();
    assert!(page.contains("http://localhost:3000/i/") && page.contains("<svg class=\"qr\""));
    assert!(page.contains("Grandma &lt;b&gt;"));
}
