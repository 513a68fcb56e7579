//! Reporting and moderating in a browser.

use entity::user::Role;
use sea_orm::Set;

use crate::around::{public, share};
use crate::support::TestPod;
use crate::support::world::change;

#[rocket::async_test]
async fn a_post_is_reported_looked_at_and_deleted_by_pages() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    pod.user("bob").await;
    let mod1 = pod.user("mod1").await;
    change(&pod, &mod1, |row| row.role = Set(Role::Moderator)).await;
    let post = public(&pod, &alice, "Rude & <b>loud</b>").await;
    let (b, m) = (pod.browser("bob").await, pod.browser("mod1").await);
    let path = format!("/posts/{}/report", post.guid);
    assert!(b.get(&path).await.text().contains("What is wrong with it?"));
    let empty = b.post(&path, &[("reason", " ")]).await;
    assert_eq!(empty.status(), 422);
    assert!(empty.text().contains("Say in a few words what is wrong"));
    let sent = b.post(&path, &[("reason", "It is <i>rude</i>")]).await;
    assert_eq!(sent.location(), format!("/posts/{}", post.guid));
    assert!(m.get("/stream").await.text().contains("href=\"/admin/reports\""));
    let queue = m.get("/admin/reports").await;
    assert!(queue.text().contains("It is &lt;i&gt;rude&lt;/i&gt;"));
    let one = queue.text().split("href=\"/admin/reports/").nth(1).unwrap();
    let one = format!("/admin/reports/{}", one.split('"').next().unwrap());
    assert!(m.get(&one).await.text().contains("Rude &amp; "));
    assert_eq!(b.get(&one).await.status(), 404);
    assert_eq!(b.get("/admin/reports").await.status(), 404);
    assert_eq!(m.get("/admin").await.status(), 404, "a moderator does not run the pod");
    assert_eq!(m.post(&format!("{one}/delete"), &[]).await.location(), "/admin/reports");
    assert_eq!(b.get(&format!("/posts/{}", post.guid)).await.status(), 404);
    let again = m.post(&format!("{one}/warn"), &[]).await;
    assert_eq!(again.status(), 422);
    assert!(m.get("/admin/reports").await.text().contains("Deleted"));
    assert!(
        b.get("/notifications")
            .await
            .text()
            .contains("have seen to what you reported")
    );
    let told = pod.browser("alice").await.get("/notifications").await;
    assert!(told.text().contains("took away something that you wrote"));
}

#[rocket::async_test]
async fn people_comments_and_messages_are_reported_by_those_who_see_them() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    pod.user("eve").await;
    share(&pod, &alice, &bob).await;
    share(&pod, &bob, &alice).await;
    let post = public(&pod, &alice, "plums").await;
    let (a, b, e) = (
        pod.browser("alice").await,
        pod.browser("bob").await,
        pod.browser("eve").await,
    );
    let said = a
        .post(&format!("/posts/{}/comments", post.guid), &[("comment", "rude")])
        .await;
    let comment = said.location().rsplit("comment-").next().unwrap().to_owned();
    let fields = [("people", bob.guid.as_str()), ("subject", "Jam"), ("text", "rude")];
    let talk = a.post("/conversations", &fields).await.location().to_owned();
    let page = b.get(&talk).await;
    let message = page
        .text()
        .split("id=\"message-")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    for path in [
        format!("/comments/{comment}/report"),
        format!("/messages/{message}/report"),
        format!("/people/{}/report", alice.guid),
    ] {
        assert_eq!(b.get(&path).await.status(), 200, "{path}");
        assert_eq!(b.post(&path, &[("reason", "rude")]).await.status(), 303, "{path}");
        let again = b.post(&path, &[("reason", "rude")]).await;
        assert!(
            again.status() == 422 && again.text().contains("reported this already"),
            "{path}"
        );
        assert_eq!(a.post(&path, &[("reason", "mine")]).await.status(), 422, "{path}");
    }
    let outside = format!("/messages/{message}/report");
    assert_eq!(e.get(&outside).await.status(), 404);
    assert_eq!(e.post(&outside, &[("reason", "rude")]).await.status(), 404);
}
