//! What somebody does not want in their streams: hidden or collapsed there, and nowhere else, for nobody else.

use entity::OwnPost;
use entity::user::Order;
use entity::visible::post::{Cursor, posts};
use entity::visible::stream::Spotlight;
use samara::domain::account::settings::{StreamChoice, choose_stream};
use samara::domain::filter::{self, Why, Wish};
use samara::domain::stream::{self, PAGE, Page, Stream};
use samara::domain::{news, reshare, search, tag};
use samara::error::{FilterRefusal, Outcome, Refusal, Stop};

use crate::around::{limited, me, public, share};
use crate::support::{Someone, TestPod};

const GERMAN: &str = "Der Pflaumenbaum hat endlich nachgegeben, und wir haben mehr Marmelade, als wir essen können.";
const ENGLISH: &str = "The plum tree finally gave in, and we have more jam than anybody could eat before spring.";

async fn add(pod: &TestPod, who: &Someone, kind: &str, what: &str, how: &str) -> Outcome<()> {
    let (me, host) = (me(pod, who).await, pod.settings.host());
    pod.act(async |tx| {
        filter::add(
            tx,
            &me,
            &host,
            Wish {
                kind,
                what: vec![what],
                how,
            },
        )
        .await
    })
    .await
}

async fn page(pod: &TestPod, who: &Someone, stream: &Stream, before: Cursor) -> Page {
    let me = me(pod, who).await;
    stream::mine(pod.db.read(), &me, stream, before).await.unwrap()
}

async fn first(pod: &TestPod, who: &Someone, stream: &Stream) -> Page {
    page(pod, who, stream, Cursor::until(pod.clock.now())).await
}

fn texts(page: &Page) -> Vec<String> {
    page.posts.iter().map(|found| found.post.text.clone()).collect()
}

async fn read(pod: &TestPod, who: &Someone) -> Vec<String> {
    texts(&first(pod, who, &Stream::Main).await)
}

async fn again(pod: &TestPod, who: &Someone, of: &OwnPost) {
    let (me, host) = (me(pod, who).await, pod.settings.host());
    pod.advance(std::time::Duration::from_secs(1));
    let seen = posts(me.viewer())
        .one(pod.db.read(), &of.guid)
        .await
        .unwrap()
        .unwrap()
        .post;
    pod.act(async |tx| reshare::add(tx, &me, &host, &seen, "").await)
        .await
        .unwrap();
}

fn refused(outcome: Outcome<()>) -> Option<FilterRefusal> {
    match outcome {
        Err(Stop::Refused(Refusal::Filter(refusal))) => Some(refusal),
        Ok(()) | Err(_) => None,
    }
}

#[rocket::async_test]
async fn each_kind_is_hidden_from_the_stream_of_whoever_asked_and_of_nobody_else() {
    for (kind, what, text) in [
        ("words", "FootBall", "We play football"),
        ("words", "plum jam", "Plum, jam and bread"),
        ("tag", "#sports", "Look #Sports"),
        ("person", "alice", "anything"),
        ("language", "deu", GERMAN),
        ("reads", "eng", GERMAN),
    ] {
        let pod = TestPod::new().await;
        let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
        for reader in [&bob, &eve] {
            share(&pod, reader, &alice).await;
            share(&pod, reader, if reader.user == bob.user { &eve } else { &bob }).await;
        }
        public(&pod, &eve, ENGLISH).await;
        let post = limited(&pod, &alice, &bob, text).await;
        let open = public(&pod, &alice, text).await;
        public(&pod, &bob, text).await;
        add(&pod, &bob, kind, what, "hide").await.unwrap();
        assert_eq!(read(&pod, &bob).await, [text, ENGLISH], "{kind}: one's own stays");
        assert_eq!(read(&pod, &eve).await, [text, text, ENGLISH], "{kind}");
        let eyes = me(&pod, &bob).await;
        assert!(
            posts(eyes.viewer())
                .one(pod.db.read(), &post.guid)
                .await
                .unwrap()
                .is_some()
        );
        let now = Cursor::until(pod.clock.now());
        let profile = stream::of(pod.db.read(), eyes.viewer(), alice.person, now)
            .await
            .unwrap();
        assert_eq!(profile.posts.len(), 2, "{kind}: not from a profile");
        let shown = stream::public(pod.db.read(), eyes.viewer(), &eyes.filter, now)
            .await
            .unwrap();
        assert_eq!(texts(&shown), [text, ENGLISH], "{kind}");
        let shown = stream::local(pod.db.read(), eyes.viewer(), &eyes.filter, now)
            .await
            .unwrap();
        assert_eq!(texts(&shown), [text, ENGLISH], "{kind}");
        let aspects = eyes.aspects.iter().map(|line| line.id).collect();
        assert_eq!(
            texts(&first(&pod, &bob, &Stream::Aspects(aspects)).await),
            [ENGLISH],
            "{kind}"
        );
        again(&pod, &eve, &open).await;
        assert_eq!(
            read(&pod, &bob).await,
            [text, ENGLISH],
            "{kind}: nor is it let in by a reshare"
        );
        let entry = eyes.filter.entries()[0].id;
        pod.act(async |tx| filter::remove(tx, &eyes, entry).await)
            .await
            .unwrap();
        assert_eq!(read(&pod, &bob).await.len(), 5, "{kind}");
    }
}

#[rocket::async_test]
async fn what_is_collapsed_stays_where_it_is_and_says_why() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    share(&pod, &bob, &alice).await;
    let post = public(&pod, &alice, "We play football #sports").await;
    for (kind, what, why) in [
        ("words", "Football", Why::Words("Football".to_owned())),
        ("tag", "sports", Why::Tag("sports".to_owned())),
    ] {
        add(&pod, &bob, kind, what, "collapse").await.unwrap();
        let page = first(&pod, &bob, &Stream::Main).await;
        assert_eq!((page.posts.len(), &page.folded), (1, &vec![(post.id, why)]));
        let me = me(&pod, &bob).await;
        for entry in me.filter.entries() {
            pod.act(async |tx| filter::remove(tx, &me, entry.id).await)
                .await
                .unwrap();
        }
    }
    add(&pod, &bob, "words", "football", "collapse").await.unwrap();
    add(&pod, &bob, "words", "FOOTBALL", "hide").await.unwrap();
    assert_eq!(
        me(&pod, &bob).await.filter.entries().len(),
        1,
        "the same word again changes how"
    );
    assert!(read(&pod, &bob).await.is_empty());
}

#[rocket::async_test]
async fn pages_are_full_however_much_of_them_is_filtered() {
    for (kind, what) in [("words", "football"), ("tag", "sports"), ("person", "alice")] {
        let pod = TestPod::new().await;
        let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
        share(&pod, &bob, &alice).await;
        share(&pod, &bob, &eve).await;
        let mut expected = Vec::new();
        for number in 0..PAGE * 2 {
            for _ in 0..2 {
                public(&pod, &alice, "football #sports").await;
            }
            let text = format!("plums {number}");
            public(&pod, &eve, &text).await;
            expected.insert(0, text);
        }
        add(&pod, &bob, kind, what, "hide").await.unwrap();
        for order in [Order::Posted, Order::Active] {
            let choice = StreamChoice {
                order,
                spotlight: Spotlight::Left,
            };
            pod.act(async |tx| choose_stream(tx, bob.user, choice).await)
                .await
                .unwrap();
            let one = first(&pod, &bob, &Stream::Main).await;
            assert_eq!(one.posts.len() as u64, PAGE, "{kind}");
            let two = page(&pod, &bob, &Stream::Main, one.older.unwrap()).await;
            let all = [texts(&one), texts(&two)].concat();
            assert_eq!(all, expected, "{kind}");
        }
        let news = news::since(pod.db.read(), bob.user, bob.person, pod.clock.now(), None)
            .await
            .unwrap();
        assert!(news.posts <= PAGE * 2, "{kind}: what is hidden is not announced");
    }
}

#[rocket::async_test]
async fn a_page_on_which_nearly_all_is_filtered_ends_and_leads_on() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    share(&pod, &bob, &alice).await;
    public(&pod, &alice, "plums").await;
    for _ in 0..PAGE * 12 {
        public(&pod, &alice, "football").await;
    }
    add(&pod, &bob, "words", "football", "hide").await.unwrap();
    let one = first(&pod, &bob, &Stream::Main).await;
    assert!(one.posts.is_empty() && one.older.is_some());
    let two = page(&pod, &bob, &Stream::Main, one.older.unwrap()).await;
    assert_eq!((texts(&two), two.older.is_none()), (vec!["plums".to_owned()], true));
}

#[rocket::async_test]
async fn a_tag_s_page_is_filtered_and_a_search_is_not() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    public(&pod, &alice, "football #sports").await;
    public(&pod, &alice, "chess #sports").await;
    add(&pod, &bob, "words", "football", "hide").await.unwrap();
    let (me, now) = (me(&pod, &bob).await, Cursor::until(pod.clock.now()));
    let page = tag::look(pod.db.read(), me.viewer(), &me.filter, "sports", now)
        .await
        .unwrap();
    assert_eq!(texts(&page.page), ["chess #sports"]);
    let found = entity::visible::search::page(pod.db.read(), me.viewer(), "football", now, search::PAGE).await;
    assert_eq!(found.unwrap().len(), 1);
}

#[rocket::async_test]
async fn what_cannot_be_filtered_is_said_in_words_of_its_own() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let bob = pod.user("bob").await;
    let long = "x".repeat(101);
    for (kind, what, how, why) in [
        (
            "words",
            " !? ",
            "hide",
            FilterRefusal::Words(samara::text::Unfit::Empty),
        ),
        (
            "words",
            &long,
            "hide",
            FilterRefusal::Words(samara::text::Unfit::TooLong { most: 100 }),
        ),
        ("tag", "#a b", "hide", FilterRefusal::NoTag),
        ("person", "Nobody", "hide", FilterRefusal::NoPerson("nobody".to_owned())),
        ("person", "bob", "hide", FilterRefusal::Oneself),
        ("language", "xx", "hide", FilterRefusal::NoLanguage),
        ("words", "football", "burn", FilterRefusal::NoSuchChoice),
        ("moon", "football", "hide", FilterRefusal::NoSuchChoice),
    ] {
        assert_eq!(
            refused(add(&pod, &bob, kind, what, how).await),
            Some(why),
            "{kind} {what}"
        );
    }
    for number in 0..filter::MOST {
        add(&pod, &bob, "words", &format!("word{number}"), "hide")
            .await
            .unwrap();
    }
    let more = refused(add(&pod, &bob, "words", "one more", "hide").await);
    assert_eq!(more, Some(FilterRefusal::TooMany(filter::MOST)));
    add(&pod, &bob, "words", "word7", "collapse").await.unwrap();
}
