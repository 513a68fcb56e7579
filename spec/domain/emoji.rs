//! Emoji of the pod's own and of others: who adds them, where they are shown, what becomes of them.

use entity::{EmojiId, emoji as rows_of};
use samara::domain::emoji::{self, Given, Home, New, Offer};
use samara::domain::profile::{self, Owner};
use samara::error::{EmojiRefusal, Outcome, Refusal, Stop};
use samara::text::emoji::{Feeling, Pictures};
use samara::text::markdown;
use sea_orm::{EntityTrait, QueryOrder};

use crate::around::public;
use crate::support::{Someone, TestPod, rows};

const KEY: &str = "0123456789abcdef0123456789abcdef";
const OTHER: &str = "fedcba9876543210fedcba9876543210";

async fn add(pod: &TestPod, by: &Someone, name: &str, key: &str) -> Outcome<()> {
    let new = New {
        name,
        category: "Food",
        key,
    };
    pod.act(async |tx| emoji::add(tx, by.user, new).await).await
}

async fn only(pod: &TestPod) -> rows_of::Model {
    let all = rows_of::Entity::find()
        .order_by_desc(rows_of::Column::Id)
        .one(pod.db.read())
        .await;
    all.unwrap().unwrap()
}

fn refused(outcome: Outcome<()>) -> Option<EmojiRefusal> {
    match outcome {
        Err(Stop::Refused(Refusal::Emoji(refusal))) => Some(refusal),
        _ => None,
    }
}

/// What the sanitizer adds to every picture is left out, wherever it puts it.
fn bare(html: &str) -> String {
    html.replace(" loading=\"lazy\"", "").replace(" decoding=\"async\"", "")
}

fn image(name: &str, key: &str) -> String {
    format!("<img class=\"emoji\" src=\"/emoji/{key}\" alt=\":{name}:\" title=\":{name}:\" width=\"24\" height=\"24\">")
}

#[rocket::async_test]
async fn names_are_short_plain_and_given_once() {
    let pod = TestPod::new().await;
    let root = pod.user("root").await;
    for name in [
        "",
        ":",
        "j",
        "Jam",
        "ja m",
        "jäm",
        "ja-m",
        "../jam",
        &"j".repeat(31),
        "jam\u{202E}",
    ] {
        assert_eq!(
            refused(add(&pod, &root, name, KEY).await),
            Some(EmojiRefusal::Name),
            "{name}"
        );
    }
    add(&pod, &root, " :jam: ", KEY).await.unwrap();
    assert_eq!(only(&pod).await.name, "jam");
    assert_eq!(refused(add(&pod, &root, "jam", OTHER).await), Some(EmojiRefusal::Taken));
    let long = New {
        name: "plum",
        category: &"x".repeat(41),
        key: OTHER,
    };
    let outcome = pod.act(async |tx| emoji::add(tx, root.user, long).await).await;
    assert_eq!(refused(outcome), Some(EmojiRefusal::Category));
}

#[rocket::async_test]
async fn a_text_shows_it_outside_code_and_links() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    add(&pod, &alice, "jam", KEY).await.unwrap();
    let html = async |text: &str| bare(&public(&pod, &alice, text).await.html);
    let jam = image("jam", KEY);
    assert_eq!(html("two :jam: jars").await, format!("<p>two {jam} jars</p>\n"));
    assert_eq!(html(":jam::jam:").await, format!("<p>{jam}{jam}</p>\n"));
    assert_eq!(html("x:no:jam:").await, format!("<p>x:no{jam}</p>\n"));
    assert_eq!(html("# :jam: #jam").await.matches("<img").count(), 1);
    assert_eq!(html("**:jam:**").await, format!("<p><strong>{jam}</strong></p>\n"));
    for text in [
        "`:jam:`",
        "```\n:jam:\n```",
        "[:jam:](https://a.example)",
        "https://a.example/:jam:/",
        "\\:jam:",
        ":plum:",
        ":JAM:",
        ": jam :",
        "12:30:45",
        "![:jam:](https://a.example/x.png)",
    ] {
        assert!(!html(text).await.contains("class=\"emoji\""), "{text}");
    }
}

#[rocket::async_test]
async fn a_withheld_one_stays_where_it_is_and_is_not_used_anew() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    add(&pod, &alice, "jam", KEY).await.unwrap();
    let before = public(&pod, &alice, ":jam:").await;
    let id = only(&pod).await.id;
    pod.act(async |tx| emoji::offer(tx, alice.user, id, Offer::Withheld).await)
        .await
        .unwrap();
    assert!(before.html.contains(KEY));
    assert!(!public(&pod, &alice, ":jam:").await.html.contains("<img"));
    let db = pod.db.read();
    assert!(emoji::complete(db, "ja").await.unwrap().is_empty());
    assert!(emoji::offered(db).await.unwrap().is_empty());
    assert_eq!(emoji::feeling(db, Home::Here, ":jam:").await.unwrap(), None);
    assert_eq!(
        emoji::list(db, "", 1).await.unwrap().len(),
        1,
        "the administrator still finds it"
    );
    pod.act(async |tx| emoji::offer(tx, alice.user, id, Offer::Shown).await)
        .await
        .unwrap();
    assert!(public(&pod, &alice, ":jam:").await.html.contains(KEY));
}

#[rocket::async_test]
async fn a_deleted_one_is_gone_with_its_file_and_leaves_its_name() {
    let pod = TestPod::new().await;
    let root = pod.user("root").await;
    add(&pod, &root, "jam", KEY).await.unwrap();
    pod.storage
        .put(&format!("emoji/{KEY}"), b"\x89PNG".to_vec())
        .await
        .unwrap();
    let id = only(&pod).await.id;
    pod.act(async |tx| emoji::delete(tx, root.user, id).await)
        .await
        .unwrap();
    assert!(
        pod.storage.get(&format!("emoji/{KEY}")).await.unwrap().is_some(),
        "a job takes it away"
    );
    pod.settle().await;
    assert!(pod.storage.get(&format!("emoji/{KEY}")).await.unwrap().is_none());
    assert!(
        pod.act(async |tx| emoji::delete(tx, root.user, id).await)
            .await
            .is_err()
    );
    add(&pod, &root, "jam", OTHER).await.unwrap();
    let acts = rows::column(pod.db.read(), "SELECT act FROM audit ORDER BY id").await;
    assert_eq!(
        acts,
        ["admin-act-emoji-add", "admin-act-emoji-delete", "admin-act-emoji-add"]
    );
}

#[rocket::async_test]
async fn a_name_shows_it_and_is_escaped_all_the_same() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    add(&pod, &alice, "jam", KEY).await.unwrap();
    let owner = Owner {
        user: alice.user,
        person: alice.person,
    };
    let name = "<b>Al</b> :jam: & :plum:";
    pod.act(async |tx| profile::rename(tx, owner, name).await)
        .await
        .unwrap();
    let person = entity::person::Entity::find_by_id(alice.person)
        .one(pod.db.read())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(person.name, name);
    let expected = format!("&lt;b&gt;Al&lt;/b&gt; {} &amp; :plum:", image("jam", KEY));
    assert_eq!(samara::web::view::shown_name(&person), expected);
}

#[rocket::async_test]
async fn what_somebody_feels_is_one_of_the_pod_s_own_or_one_character() {
    let pod = TestPod::new().await;
    let root = pod.user("root").await;
    add(&pod, &root, "jam", KEY).await.unwrap();
    let db = pod.db.read();
    let feeling = async |typed: &str| emoji::feeling(db, Home::Here, typed).await.unwrap();
    assert_eq!(feeling("🎉").await.as_deref(), Some("🎉"));
    assert_eq!(feeling("").await.as_deref(), Some(""));
    let kept = feeling(" :jam: ").await.unwrap();
    assert_eq!(Feeling::of(&kept), Feeling::Picture("jam", KEY));
    assert_eq!(Feeling::of(&kept).plain(), ":jam:");
    assert_eq!(Feeling::of(&kept).html(), image("jam", KEY));
    for typed in [":plum:", "jam", ":jam: :jam:", ":jam:x", &kept, ":jam:\"><script>"] {
        assert_eq!(feeling(typed).await, None, "{typed}");
    }
}

fn given(name: &str, url: &str) -> Given {
    Given {
        name: name.to_owned(),
        url: url.to_owned(),
    }
}

#[rocket::async_test]
async fn those_of_another_pod_are_learned_and_meant_by_its_people_only() {
    let pod = TestPod::new().await;
    let (root, carol) = (pod.user("root").await, pod.remote("carol", "other.example").await);
    let dave = pod.remote("dave", "third.example").await;
    add(&pod, &root, "jam", KEY).await.unwrap();
    let (other, third) = (carol.pod_id.unwrap(), dave.pod_id.unwrap());
    let all = [
        given("jam", "https://other.example/jam.png"),
        given("Blob_Cat", "https://cdn.other.example/cat.gif"),
        given("bad name", "https://other.example/x.png"),
        given("js", "javascript:alert(1)"),
        given("file", "file:///etc/passwd"),
        given("", "https://other.example/x.png"),
    ];
    pod.act(async |tx| emoji::learn(tx, other, &all).await).await.unwrap();
    let db = pod.db.read();
    let meant = async |home| emoji::in_text(db, home, ":jam: :Blob_Cat: :js: :file:").await.unwrap();
    let theirs = meant(Home::Pod(other)).await;
    assert!(theirs.key("jam").is_some_and(|key| key != KEY) && theirs.key("Blob_Cat").is_some());
    assert_eq!((theirs.key("js"), theirs.key("file")), (None, None));
    assert_eq!(meant(Home::Pod(third)).await, Pictures::default());
    assert_eq!(meant(Home::Here).await.key("jam"), Some(KEY));
    // Nothing of the other pod's address is in what is rendered.
    let html = bare(&markdown::render("hello :Blob_Cat:", &theirs));
    assert_eq!(
        html,
        format!("<p>hello {}</p>\n", image("Blob_Cat", theirs.key("Blob_Cat").unwrap()))
    );
    let cat = theirs.key("Blob_Cat").unwrap();
    let address = emoji::elsewhere(db, cat).await.unwrap();
    assert_eq!(address.as_deref(), Some("https://cdn.other.example/cat.gif"));
    assert_eq!(
        emoji::elsewhere(db, KEY).await.unwrap(),
        None,
        "our own have no address elsewhere"
    );
    assert!(
        emoji::list(db, "", 1)
            .await
            .unwrap()
            .iter()
            .all(|row| row.pod_id.is_none())
    );
}

#[rocket::async_test]
async fn a_picture_that_moved_is_another_one_and_the_same_is_the_same() {
    let pod = TestPod::new().await;
    let carol = pod.remote("carol", "other.example").await;
    let home = carol.pod_id.unwrap();
    let learn = async |url: &str| {
        let all = [given("cat", url), given("cat", url)];
        pod.act(async |tx| emoji::learn(tx, home, &all).await).await.unwrap();
        only(&pod).await
    };
    let first = learn("https://other.example/1.png").await;
    assert_eq!(learn("https://other.example/1.png").await.key, first.key);
    let moved = learn("https://other.example/2.png").await;
    assert!(moved.id == first.id && moved.key != first.key);
}

#[rocket::async_test]
async fn nobody_changes_one_of_another_pod() {
    let pod = TestPod::new().await;
    let (root, carol) = (pod.user("root").await, pod.remote("carol", "other.example").await);
    let all = [given("cat", "https://other.example/1.png")];
    pod.act(async |tx| emoji::learn(tx, carol.pod_id.unwrap(), &all).await)
        .await
        .unwrap();
    let id: EmojiId = only(&pod).await.id;
    assert!(
        pod.act(async |tx| emoji::delete(tx, root.user, id).await)
            .await
            .is_err()
    );
    assert!(
        pod.act(async |tx| emoji::sort(tx, root.user, id, "x").await)
            .await
            .is_err()
    );
}
