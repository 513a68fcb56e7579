//! What was reported here is passed on to the moderators of another server, and they do not learn who has reported it.

use entity::user::Role;
use samara::wire::activitypub::Id;
use sea_orm::Set;
use serde_json::json;

use super::{alice_follows_dave, named};
use crate::support::rows::{column, count};
use crate::support::world::change;

#[rocket::async_test]
async fn a_report_is_passed_on_once_in_the_name_of_the_pod_and_tells_nothing_of_who_made_it() {
    let (far, _alice, dave) = alice_follows_dave().await;
    let root = far.pod.user("root").await;
    change(&far.pod, &root, |row| row.role = Set(Role::Moderator)).await;
    far.tells(&dave, dave.makes(dave.note("1", "rude words"))).await;
    let reporter = far.pod.browser("alice").await;
    let guid = named(&dave.at("notes/1"));
    let why = [("reason", "He insults me, Alice of the bakery")];
    assert_eq!(
        reporter.post(&format!("/posts/{guid}/report"), &why).await.status(),
        303
    );
    let moderator = far.pod.browser("root").await;
    let id = count(far.pod.db.read(), "SELECT MAX(id) FROM report").await;
    let page = format!("/admin/reports/{id}");
    assert!(
        moderator
            .get(&page)
            .await
            .text()
            .contains("The moderators of far.example")
    );
    let shown = moderator.get(&page).await;
    assert!(
        !shown.text().contains(&format!("{page}/lock")),
        "he has no account here"
    );
    let pass = format!("{page}/pass");
    let note = [("note", "Please have a look")];
    assert_eq!(reporter.post(&pass, &note).await.status(), 404, "only moderators do");
    let long = "x".repeat(501);
    assert_eq!(moderator.post(&pass, &[("note", &long)]).await.status(), 422);
    assert_eq!(moderator.post(&pass, &note).await.status(), 303);
    far.pod.settle().await;
    assert_eq!(moderator.post(&pass, &note).await.status(), 422, "once");
    far.pod.settle().await;
    let inbox = "https://far.example/inbox";
    let flags: Vec<_> = far
        .asked()
        .into_iter()
        .filter(|asked| asked.url == inbox && asked.body.contains("Flag"))
        .collect();
    assert_eq!(flags.len(), 1);
    let sent: serde_json::Value = serde_json::from_str(&flags[0].body).unwrap();
    assert_eq!(sent["type"], "Flag");
    assert_eq!(sent["actor"], "https://one.example/actor");
    assert_eq!(sent["object"], json!([dave.id, dave.at("notes/1")]));
    assert_eq!(sent["content"], "Please have a look");
    let all = format!("{:?} {}", flags[0].headers, flags[0].body).to_lowercase();
    assert!(
        !all.contains("alice") && !all.contains("bakery") && !all.contains("root"),
        "{all}"
    );
    assert!(all.contains("https://one.example/actor#main-key"), "signed by the pod");
    assert!(moderator.get(&page).await.text().contains("Passed on to far.example"));
    let log = column(far.pod.db.read(), "SELECT act FROM audit ORDER BY id DESC LIMIT 1").await;
    assert_eq!(log, ["admin-act-pass"]);
    assert!(Id::parse(sent["id"].as_str().unwrap()).is_some());
}

#[rocket::async_test]
async fn a_server_that_is_away_is_told_later_and_who_lives_here_is_told_of_by_nobody() {
    let (far, alice, dave) = alice_follows_dave().await;
    let root = far.pod.user("root").await;
    change(&far.pod, &root, |row| row.role = Set(Role::Moderator)).await;
    let reporter = far.pod.browser("alice").await;
    let moderator = far.pod.browser("root").await;
    let person = far.known(&dave).await.unwrap();
    let bob = far.pod.user("bob").await;
    for guid in [&person.guid, &bob.guid] {
        let sent = reporter
            .post(&format!("/people/{guid}/report"), &[("reason", "rude")])
            .await;
        assert_eq!(sent.status(), 303);
    }
    let ids = column(far.pod.db.read(), "SELECT CAST(id AS TEXT) FROM report ORDER BY id").await;
    let pass = |id: &str| format!("/admin/reports/{id}/pass");
    let refused = moderator.post(&pass(&ids[1]), &[("note", "")]).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().contains("no reports are taken"));
    far.serves_as("https://far.example/inbox", 503, "text/plain", "");
    assert_eq!(moderator.post(&pass(&ids[0]), &[("note", "")]).await.status(), 303);
    far.pod.settle().await;
    let flags = |far: &crate::support::far::Far| {
        let sent = far.sent_to("https://far.example/inbox").into_iter();
        sent.filter(|sent| sent["type"] == "Flag").collect::<Vec<_>>()
    };
    let tried = flags(&far).len();
    assert!(tried >= 1);
    far.serves_as("https://far.example/inbox", 202, "text/plain", "");
    far.pod.clock.advance(std::time::Duration::from_secs(86_400));
    far.pod.settle().await;
    let all = flags(&far);
    assert!(all.len() > tried, "it is sent again");
    assert!(all.iter().all(|one| one["id"] == all[0]["id"]), "as the same");
    assert_eq!(all[0]["object"], json!([dave.id]), "{}", alice.guid);
}
