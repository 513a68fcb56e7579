//! The administrator's pages.

use entity::user::{Role, State};
use samara::domain::administration::member;
use samara::job::Job;
use sea_orm::Set;

use super::entrance::{account, change, letters};
use crate::support::browser::Browser;
use crate::support::pod::TestPod;
use crate::support::rows::{column, count};

pub async fn admin<'p>(pod: &'p TestPod, name: &str) -> Browser<'p> {
    let someone = pod.user(name).await;
    change(
        pod,
        someone.user,
        entity::user::ActiveModel {
            role: Set(Role::Administrator),
            ..Default::default()
        },
    )
    .await;
    pod.browser(name).await
}

#[rocket::async_test]
async fn for_everybody_else_the_pages_do_not_exist() {
    let pod = TestPod::new().await;
    let bob = pod.user("bob").await;
    let alice = pod.browser("alice").await;
    for path in [
        "/admin",
        "/admin/applications",
        "/admin/people",
        "/admin/audit",
        "/admin/jobs",
    ] {
        assert_eq!(alice.get(path).await.status(), 404, "{path}");
        assert!(
            pod.visitor().get(path).await.location().starts_with("/sign-in"),
            "{path}"
        );
    }
    let mut acts = vec!["/admin".to_owned(), "/admin/mail".to_owned()];
    acts.extend(["lock", "unlock", "reopen", "role", "link"].map(|act| format!("/admin/people/{}/{act}", bob.user)));
    acts.extend(["accept", "decline"].map(|act| format!("/admin/applications/{}/{act}", bob.user)));
    for path in acts {
        let answer = alice
            .post(&path, &[("role", "administrator"), ("name", "Mine"), ("join", "open")])
            .await;
        assert_eq!(answer.status(), 404, "{path}");
    }
    let bob = account(&pod, "bob").await.unwrap();
    assert_eq!((bob.role, bob.state), (Role::Member, State::Active));
}

#[rocket::async_test]
async fn an_administrator_names_the_pod_and_sees_how_it_stands() {
    let pod = TestPod::new().await;
    let noor = admin(&pod, "noor").await;
    let page = noor.get("/admin").await;
    assert_eq!(page.status(), 200, "{}", page.text());
    assert!(page.text().contains("letters are written to the folder"));
    assert_eq!(
        noor.post("/admin", &[("name", " "), ("join", "open")]).await.status(),
        422
    );
    assert_eq!(
        noor.post("/admin", &[("name", "New name"), ("join", "nobody")])
            .await
            .status(),
        422
    );
    assert_eq!(
        noor.post("/admin", &[("name", "New name"), ("join", "approval")])
            .await
            .status(),
        303
    );
    assert_eq!(pod.house().await.unwrap().name, "New name");
    assert_eq!(noor.post("/admin/mail", &[]).await.status(), 303);
    assert_eq!(letters(&pod).await.len(), 1);
    assert!(noor.get("/admin/audit").await.text().contains("New name"));
}

#[rocket::async_test]
async fn what_was_given_up_is_shown_with_its_reason_and_is_done_again_or_dropped() {
    let pod = TestPod::new().await;
    let noor = admin(&pod, "noor").await;
    assert!(noor.get("/admin").await.text().contains("/admin/jobs"));
    assert!(noor.get("/admin/jobs").await.text().contains("Nothing was given up"));
    let (one, other) = (pod.given_up("birthdays").await, pod.given_up("empty-media").await);
    let unreadable = pod.given_up("of-a-later-version").await;
    let page = noor.get("/admin/jobs").await.text().to_owned();
    for words in [
        "birthdays",
        "empty-media",
        "of-a-later-version",
        "it took too long",
        "3 jobs",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let act = async |id: i64, act: &str| noor.post(&format!("/admin/jobs/{id}/{act}"), &[]).await.status();
    assert_eq!((act(one, "again").await, act(other, "drop").await), (303, 303));
    assert_eq!(act(unreadable, "again").await, 404, "this program cannot do it");
    assert_eq!((act(one, "again").await, act(other, "drop").await), (404, 404), "once");
    let db = pod.db.read();
    let waiting =
        "SELECT kind FROM job WHERE dead_at IS NULL AND attempts = 0 AND kind IN ('birthdays', 'empty-media')";
    assert_eq!(column(db, waiting).await, ["birthdays"]);
    let dead = "SELECT kind FROM job WHERE dead_at IS NOT NULL";
    assert_eq!(column(db, dead).await, ["of-a-later-version"], "it is kept");
    let log = noor.get("/admin/audit").await.text().to_owned();
    assert!(
        log.contains("Had a job done again: ") && log.contains("Dropped a job: "),
        "{log}"
    );
    // One that waits for its time is in no list, and nobody's to drop.
    pod.act(async |tx| Ok(tx.enqueue(Job::Sweep).await?)).await.unwrap();
    let sweep = count(db, "SELECT id FROM job WHERE kind = 'sweep'").await;
    assert_eq!((act(sweep, "again").await, act(sweep, "drop").await), (404, 404));
}

#[rocket::async_test]
async fn who_is_locked_is_signed_out_at_once() {
    let pod = TestPod::new().await;
    let noor = admin(&pod, "noor").await;
    let bob = pod.browser("bob").await;
    assert_eq!(bob.get("/stream").await.status(), 200);
    let id = pod.user("bob").await.user;
    assert_eq!(noor.post(&format!("/admin/people/{id}/lock"), &[]).await.status(), 303);
    assert_eq!(bob.get("/stream").await.status(), 303);
    let page = noor.get("/admin/people?q=BOB").await;
    let page = page.text();
    let root = pod.user("noor").await.user;
    assert!(page.contains("Locked") && page.contains("/unlock"), "{page}");
    assert!(
        !page.contains(&format!("/admin/people/{root}/")),
        "only whom one looks for"
    );
    assert_eq!(
        noor.post(&format!("/admin/people/{id}/unlock"), &[]).await.status(),
        303
    );
    assert_eq!(account(&pod, "bob").await.unwrap().state, State::Active);
}

#[rocket::async_test]
async fn the_last_administrator_cannot_be_removed() {
    let pod = TestPod::new().await;
    let noor = admin(&pod, "noor").await;
    let id = pod.user("noor").await.user;
    assert_eq!(noor.post(&format!("/admin/people/{id}/lock"), &[]).await.status(), 409);
    assert_eq!(
        noor.post(&format!("/admin/people/{id}/role"), &[("role", "member")])
            .await
            .status(),
        409
    );
    admin(&pod, "bob").await;
    let bob = pod.user("bob").await.user;
    let fall = async |id| {
        pod.act(async |tx| member::set_role(tx, None, id, Role::Member).await)
            .await
    };
    let (one, other) = tokio::join!(fall(id), fall(bob));
    assert_eq!(
        [one.is_ok(), other.is_ok()].iter().filter(|done| **done).count(),
        1,
        "not even both at the same time"
    );
}

#[rocket::async_test]
async fn roles_and_links_ask_for_the_password_again() {
    let pod = TestPod::new().await;
    let noor = admin(&pod, "noor").await;
    let device = pod.browser("bob").await;
    let id = pod.user("bob").await.user;
    pod.advance(std::time::Duration::from_secs(601));
    let asked = noor
        .post(&format!("/admin/people/{id}/role"), &[("role", "moderator")])
        .await;
    assert_eq!(asked.location(), "/settings/security/confirm?to=/admin/people");
    assert_eq!(account(&pod, "bob").await.unwrap().role, Role::Member);
    let noor = pod.browser("noor").await;
    assert_eq!(
        noor.post(&format!("/admin/people/{id}/role"), &[("role", "moderator")])
            .await
            .status(),
        303
    );
    assert_eq!(account(&pod, "bob").await.unwrap().role, Role::Moderator);
    let page = noor.post(&format!("/admin/people/{id}/link"), &[]).await;
    assert!(
        page.text().contains("http://localhost:3000/password/reset/"),
        "{}",
        page.text()
    );
    assert_eq!(device.get("/stream").await.status(), 303, "every device is signed out");
    assert!(noor.get("/admin/audit").await.text().contains("bob"));
}
