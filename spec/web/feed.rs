//! The Atom feed of somebody's public posts.

use rocket::http::Header;
use serde::Deserialize;

use entity::user::State;

use super::photo::uploaded;
use crate::around::{limited, public, set_state};
use crate::support::TestPod;
use crate::support::photo::picture;

#[derive(Deserialize)]
struct Feed {
    id: String,
    title: String,
    updated: String,
    author: Author,
    link: Vec<Link>,
    #[serde(default)]
    entry: Vec<Entry>,
}

#[derive(Deserialize)]
struct Author {
    name: String,
}

#[derive(Deserialize)]
struct Link {
    #[serde(rename = "@rel")]
    rel: String,
    #[serde(rename = "@href")]
    href: String,
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    title: String,
    updated: String,
    published: String,
    content: Content,
}

#[derive(Deserialize)]
struct Content {
    #[serde(rename = "@type")]
    kind: String,
    #[serde(rename = "#text", default)]
    html: String,
}

async fn feed(pod: &TestPod) -> Feed {
    let answer = pod.visitor().get("/feeds/alice.atom").await;
    assert_eq!(answer.status(), 200);
    assert!(answer.text().contains("xmlns=\"http://www.w3.org/2005/Atom\""));
    serde_xml_rs::from_str(answer.text()).expect("it is XML with the elements of a feed")
}

#[rocket::async_test]
async fn it_holds_what_anyone_may_see_and_nothing_else() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    limited(&pod, &alice, &bob, "A secret quince").await;
    let post = public(
        &pod,
        &alice,
        "# Plums & <pears>\n\nSee #plum and **more** \u{1F351} `<a href=\"/x\">`",
    )
    .await;
    let feed = feed(&pod).await;
    assert_eq!(feed.entry.len(), 1);
    assert_eq!(feed.author.name, "alice");
    assert!(feed.title.starts_with("alice") && feed.id.contains("/people/"));
    assert_eq!(
        feed.link.iter().map(|link| link.rel.as_str()).collect::<Vec<_>>(),
        ["self", "alternate"]
    );
    assert!(feed.link[0].href.ends_with("/feeds/alice.atom"));
    let entry = &feed.entry[0];
    assert!(entry.id.ends_with(&post.guid) && entry.id.starts_with("http"));
    assert!(entry.title.contains("Plums & <pears>"), "{}", entry.title);
    assert_eq!(
        (entry.content.kind.as_str(), entry.published.as_str()),
        ("html", entry.updated.as_str())
    );
    assert!(entry.content.html.contains("<strong>more</strong>"));
    assert!(
        entry
            .content
            .html
            .contains(&format!("href=\"{}\"", pod.settings.url("/tags/plum"))),
        "{}",
        entry.content.html
    );
    assert!(entry.content.html.contains("href=\"/x\"&gt;"), "{}", entry.content.html);
    assert_eq!(feed.updated, entry.updated);
}

#[rocket::async_test]
async fn a_feed_without_posts_is_a_feed() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    assert!(feed(&pod).await.entry.is_empty());
}

#[rocket::async_test]
async fn who_has_it_already_is_told_so_until_it_changes() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    public(&pod, &alice, "one").await;
    let visitor = pod.visitor();
    let first = visitor.get("/feeds/alice.atom").await;
    let (tag, date) = (
        first.header("ETag").unwrap().to_owned(),
        first.header("Last-Modified").unwrap().to_owned(),
    );
    assert!(date.ends_with(" GMT") && date.len() == 29, "{date}");
    let status = async |name: &'static str, value: &str| {
        let request = visitor
            .request("/feeds/alice.atom")
            .header(Header::new(name, value.to_owned()));
        request.dispatch().await.status().code
    };
    assert_eq!(status("If-None-Match", &tag).await, 304);
    assert_eq!(status("If-None-Match", &format!("\"x\", W/{tag}")).await, 304);
    assert_eq!(status("If-Modified-Since", &date).await, 304);
    assert_eq!(status("If-None-Match", "\"x\"").await, 200);
    limited(&pod, &alice, &bob, "nothing to see").await;
    assert_eq!(
        status("If-None-Match", &tag).await,
        304,
        "what is limited does not show, not even as a change"
    );
    public(&pod, &alice, "two").await;
    assert_eq!(status("If-None-Match", &tag).await, 200);
    assert_eq!(status("If-Modified-Since", &date).await, 200);
}

#[rocket::async_test]
async fn whoever_is_not_there_has_no_feed() {
    let pod = TestPod::new().await;
    let (_, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    set_state(&pod, &bob, State::Closed).await;
    set_state(&pod, &eve, State::Waiting).await;
    let visitor = pod.visitor();
    let nobody = visitor.get("/feeds/nobody.atom").await;
    assert_eq!(nobody.status(), 404);
    for path in [
        "/feeds/bob.atom",
        "/feeds/eve.atom",
        "/feeds/alice",
        "/feeds/.atom",
        "/feeds/%25.atom",
    ] {
        let answer = visitor.get(path).await;
        assert_eq!((answer.status(), answer.text()), (404, nobody.text()), "{path}");
    }
}

#[rocket::async_test]
async fn robots_are_kept_out_of_what_is_about_people() {
    let pod = TestPod::new().await;
    let rules = pod.visitor().get("/robots.txt").await;
    assert_eq!(rules.status(), 200);
    for path in [
        "/people/",
        "/u/",
        "/stream",
        "/notifications",
        "/search",
        "/settings",
        "/media/",
        "/emoji/",
    ] {
        assert!(rules.text().contains(&format!("Disallow: {path}\n")), "{path}");
    }
}

#[rocket::async_test]
async fn a_sensitive_post_stands_behind_its_warning() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let fields = [
        ("text", "The nail went through"),
        ("reach", "public"),
        ("warning", "Blood & <b>bones"),
    ];
    assert_eq!(browser.post("/posts", &fields).await.status(), 303);
    let feed = pod.visitor().get("/feeds/alice.atom").await;
    assert!(
        feed.text().contains("<title>Blood &amp; &lt;b>bones")
            || feed.text().contains("<title>Blood &amp; &lt;b&gt;bones")
    );
    let content = feed.text().split("<content").nth(1).unwrap();
    assert!(content.contains("details") && content.contains("The nail went through"));
    assert!(
        !content.contains("&lt;b>bones") && !content.contains("&lt;b&gt;bones"),
        "its words are no markup: {content}"
    );
}

#[rocket::async_test]
async fn a_post_without_words_is_called_by_what_it_has() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let (alice, bob) = (pod.browser("alice").await, pod.browser("bob").await);
    let photo = uploaded(&alice, &picture(90, 60, 10)).await;
    let fields = [("text", ""), ("reach", "public"), ("photo", photo.as_str())];
    assert_eq!(alice.post("/posts", &fields).await.status(), 303);
    let titles = async |name: &str| {
        let feed = pod.visitor().get(&format!("/feeds/{name}.atom")).await;
        let feed: Feed = serde_xml_rs::from_str(feed.text()).unwrap();
        feed.entry.into_iter().map(|entry| entry.title).collect::<Vec<_>>()
    };
    assert_eq!(titles("alice").await, ["Photo by alice"]);
    let stream = bob.get("/public").await.text().to_owned();
    let post = stream.split("data-post=\"").nth(1).unwrap()[..32].to_owned();
    let page = bob.get(&format!("/posts/{post}")).await;
    assert!(page.text().contains("<title>Photo by alice"), "{}", page.text());
    let reshare = bob.post(&format!("/posts/{post}/reshare"), &[("text", "")]).await;
    assert_eq!(reshare.status(), 303);
    assert_eq!(titles("bob").await, ["Photo by alice"]);
}
