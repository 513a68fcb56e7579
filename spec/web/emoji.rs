//! Emoji of the pod's own in a browser: the administrator's list, pictures, proposals, reactions, names.

use entity::emoji;
use sea_orm::{EntityTrait, Set};

use crate::support::world::{change, picture};
use crate::support::{Browser, TestPod};

async fn administrator(pod: &TestPod) -> Browser<'_> {
    let root = pod.user("root").await;
    change(pod, &root, |row| row.role = Set(entity::user::Role::Administrator)).await;
    pod.browser("root").await
}

async fn add(root: &Browser<'_>, name: &str) {
    let fields = [("name", name), ("category", "Food")];
    let answer = root.upload("/admin/emoji", &fields, &picture()).await;
    assert_eq!(answer.status(), 303, "{}", answer.text());
}

async fn key(pod: &TestPod) -> String {
    emoji::Entity::find().one(pod.db.read()).await.unwrap().unwrap().key
}

#[rocket::async_test]
async fn an_administrator_adds_sorts_withholds_and_deletes_and_nobody_else_finds_the_page() {
    let pod = TestPod::new().await;
    let root = administrator(&pod).await;
    assert_eq!(pod.browser("alice").await.get("/admin/emoji").await.status(), 404);
    assert!(root.get("/admin/emoji").await.text().contains("No emoji yet"));
    add(&root, "jam").await;
    let id = emoji::Entity::find().one(pod.db.read()).await.unwrap().unwrap().id;
    let page = root.get("/admin/emoji?q=ja").await;
    assert!(page.text().contains(":jam:") && page.text().contains("value=\"Food\""));
    assert!(
        root.get("/admin/emoji?q=plum")
            .await
            .text()
            .contains("No emoji of that name")
    );
    let sorted = root
        .post(&format!("/admin/emoji/{id}/category"), &[("category", "Trees")])
        .await;
    assert_eq!(sorted.status(), 303);
    let long = "x".repeat(60);
    let refused = root
        .post(&format!("/admin/emoji/{id}/category"), &[("category", &long)])
        .await;
    assert_eq!(refused.status(), 422);
    assert_eq!(root.post(&format!("/admin/emoji/{id}/offer"), &[]).await.status(), 303);
    assert!(root.get("/admin/emoji").await.text().contains("Not offered"));
    assert_eq!(root.post(&format!("/admin/emoji/{id}/delete"), &[]).await.status(), 303);
    assert_eq!(root.post(&format!("/admin/emoji/{id}/delete"), &[]).await.status(), 404);
    let log = root.get("/admin/audit").await;
    assert!(log.text().contains("Added the emoji :jam:") && log.text().contains("Deleted the emoji :jam:"));
}

#[rocket::async_test]
async fn what_is_no_picture_or_no_name_is_refused_in_words_and_leaves_nothing() {
    let pod = TestPod::new().await;
    let root = administrator(&pod).await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    for (name, file, sentence) in [
        ("Jam", picture(), "A name has 2 to 30"),
        ("jam", svg.to_vec(), "no picture that can be read"),
        ("jam", Vec::new(), "no picture that can be read"),
        ("jam", vec![0; 3 * 1024 * 1024], "too large"),
    ] {
        let answer = root
            .upload("/admin/emoji", &[("name", name), ("category", "")], &file)
            .await;
        assert_eq!(answer.status(), 422);
        assert!(answer.text().contains(sentence), "{name}: {sentence}");
    }
    add(&root, "jam").await;
    let again = root
        .upload("/admin/emoji", &[("name", "jam"), ("category", "")], &picture())
        .await;
    assert!(again.status() == 422 && again.text().contains("There is an emoji of that name"));
    assert_eq!(emoji::Entity::find().all(pod.db.read()).await.unwrap().len(), 1);
}

#[rocket::async_test]
async fn its_picture_is_written_anew_small_and_is_there_for_anyone() {
    let pod = TestPod::new().await;
    let root = administrator(&pod).await;
    let mut large = std::io::Cursor::new(Vec::new());
    image::DynamicImage::ImageRgb8(image::RgbImage::from_pixel(640, 320, image::Rgb([9, 90, 9])))
        .write_to(&mut large, image::ImageFormat::Png)
        .unwrap();
    let mut file = large.into_inner();
    file.extend_from_slice(b"GPS of the allotment");
    let answer = root
        .upload("/admin/emoji", &[("name", "jam"), ("category", "")], &file)
        .await;
    assert_eq!(answer.status(), 303, "{}", answer.text());
    let path = format!("/emoji/{}", key(&pod).await);
    let shown = pod.visitor().get(&path).await;
    assert_eq!(shown.status(), 200);
    assert!(shown.header("Content-Type").unwrap_or_default().starts_with("image/"));
    assert!(!String::from_utf8_lossy(shown.bytes()).contains("allotment"));
    let read = image::load_from_memory(shown.bytes()).unwrap();
    assert_eq!((read.width(), read.height()), (100, 50));
    for missing in [
        "/emoji/x",
        "/emoji/..%2f..%2fkey",
        "/emoji/00000000000000000000000000000000",
    ] {
        assert_eq!(pod.visitor().get(missing).await.status(), 404, "{missing}");
    }
}

#[rocket::async_test]
async fn it_is_proposed_while_somebody_writes() {
    let pod = TestPod::new().await;
    let root = administrator(&pod).await;
    for name in ["jam", "plum_jam", "plum"] {
        add(&root, name).await;
    }
    let names = async |q: &str| {
        let alice = pod.browser("alice").await;
        let answer = alice.get(&format!("/complete/emoji?q={q}")).await;
        let found: Vec<serde_json::Value> = serde_json::from_str(answer.text()).unwrap();
        let names = found.iter().map(|one| one["name"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(
        names("ja").await,
        ["jam", "plum_jam"],
        "what begins like this comes first"
    );
    assert_eq!(names("PLUM").await, ["plum", "plum_jam"]);
    assert!(names("cherry").await.is_empty());
    assert_eq!(names("%25").await.len(), 3, "what no name has in it is left out");
    assert_ne!(pod.visitor().get("/complete/emoji?q=ja").await.status(), 200);
}

#[rocket::async_test]
async fn somebody_reacts_with_it_and_everyone_who_sees_the_post_sees_it() {
    let pod = TestPod::new().await;
    let root = administrator(&pod).await;
    add(&root, "jam").await;
    let (alice, bob) = (pod.browser("alice").await, pod.browser("bob").await);
    let shared = alice
        .post("/posts", &[("text", "plums :jam:"), ("reach", "public")])
        .await;
    let post = format!("/posts/{}", shared.location().rsplit("post-").next().unwrap());
    let image = format!("src=\"/emoji/{}\"", key(&pod).await);
    assert!(pod.visitor().get(&post).await.text().contains(&image), "in the text");
    let sheet = bob.get(&format!("{post}/react")).await;
    assert!(sheet.text().contains("value=\":jam:\"") && sheet.text().contains(&image));
    let like = format!("{post}/like");
    for wrong in [":plum:", ":jam:x", ":jam: :jam:"] {
        assert_eq!(bob.post(&like, &[("emoji", wrong)]).await.status(), 422, "{wrong}");
    }
    assert_eq!(bob.post(&like, &[("emoji", ":jam:")]).await.status(), 303);
    let likes = pod.visitor().get(&format!("{post}/likes")).await;
    assert!(likes.text().contains(&image) && likes.text().contains(">bob<"));
    let page = bob.get(&post).await;
    assert!(page.text().contains("1 like") && page.text().matches(&image).count() > 1);
    let told = alice.get("/notifications").await;
    assert!(
        told.text().contains("reacted to your post with <img class=\"emoji\""),
        "{}",
        told.text()
    );
}

#[rocket::async_test]
async fn a_name_shows_it_in_the_page_and_stays_text_in_titles() {
    let pod = TestPod::new().await;
    let root = administrator(&pod).await;
    add(&root, "jam").await;
    let alice = pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let saved = browser.post("/start/profile", &[]).await.status();
    assert!(saved < 500);
    let named = browser.upload("/start/profile", &[("name", "Al <i> :jam:")], &[]).await;
    assert_eq!(named.status(), 303, "{}", named.text());
    let page = browser.get(&format!("/people/{}", alice.guid)).await;
    let shown = format!(
        "<h1><bdi>Al &lt;i&gt; <img class=\"emoji\" src=\"/emoji/{}\"",
        key(&pod).await
    );
    assert!(page.text().contains(&shown), "{}", page.text());
    let title = page
        .text()
        .split("<title>")
        .nth(1)
        .unwrap()
        .split("</title>")
        .next()
        .unwrap();
    assert!(title.contains(":jam:") && !title.contains("<img"), "{title}");
}
