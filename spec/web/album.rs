//! Albums, and profile pictures: photos in another place.

use super::photo::{between, shared, uploaded, wanted};
use crate::support::TestPod;
use crate::support::photo::picture;

#[rocket::async_test]
async fn an_album_is_seen_by_whoever_sees_a_photo_in_it() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    pod.user("eve").await;
    let (a, b, e) = (
        pod.browser("alice").await,
        pod.browser("bob").await,
        pod.browser("eve").await,
    );
    let made = a.post("/albums", &[("name", "Quiet <hours>")]).await;
    assert_eq!(made.status(), 303, "{}", made.text());
    let album = made.location().to_owned();
    assert!(a.get(&album).await.text().contains("Quiet &lt;hours&gt;"));
    assert_eq!(b.get(&album).await.status(), 404);
    assert_eq!(a.post("/albums", &[("name", " ")]).await.status(), 422);
    let (photo, _) = shared(&pod, "alice", "word", &wanted("limited", &[&bob.handle])).await;
    let guid = between(&(album.clone() + "&"), "album=", "&")[0].to_owned();
    let fields = [("alt", "A tree"), ("album", guid.as_str())];
    let saved = a.post(&format!("/photos/{}/describe", photo.guid), &fields).await;
    assert_eq!(saved.status(), 303, "{}", saved.text());
    let tab = format!("/people/{}/photos", alice.guid);
    assert!(b.get(&album).await.text().contains(&photo.guid));
    assert!(b.get(&tab).await.text().contains("Quiet"));
    assert!(
        b.get(&format!("/people/{}", alice.guid))
            .await
            .text()
            .contains(&photo.guid),
        "the strip"
    );
    for other in [&e, &pod.visitor()] {
        let page = other.get(&tab).await;
        assert!(page.status() == 200 && !page.text().contains("Quiet") && !page.text().contains(&photo.guid));
        assert_eq!(other.get(&album).await.status(), 404);
    }
    assert_eq!(
        a.post(&format!("/albums/{guid}/rename"), &[("name", "Loud")])
            .await
            .status(),
        303
    );
    assert!(b.get(&tab).await.text().contains("Loud"));
    assert_eq!(a.post(&format!("/albums/{guid}/delete"), &[]).await.status(), 303);
    assert!(!b.get(&tab).await.text().contains("Loud") && b.get(&tab).await.text().contains(&photo.guid));
}

#[rocket::async_test]
async fn a_profile_picture_is_a_copy_of_a_photo() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let guid = uploaded(&browser, &picture(400, 300, 1)).await;
    let done = browser.post(&format!("/photos/{guid}/avatar"), &[]).await;
    assert_eq!(done.status(), 303, "{}", done.text());
    let page = browser.get(&format!("/people/{}", alice.guid)).await;
    let face = between(page.text(), "src=\"/avatars/", "\"")[0].to_owned();
    assert_eq!(browser.post(&format!("/photos/{guid}/delete"), &[]).await.status(), 303);
    pod.settle().await;
    assert_eq!(browser.get(&format!("/photos/{guid}/300")).await.status(), 404);
    assert_eq!(browser.get(&format!("/avatars/{face}")).await.status(), 200);
}
