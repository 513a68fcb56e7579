//! Servers that would have the pod ask, keep and show without end.

use serde_json::{Value, json};

use super::{alice_follows_dave, answering, posts_here, reads, sees};
use crate::support::far::{Far, with};
use crate::support::rows::{column, count};

#[rocket::async_test]
async fn a_thread_without_a_beginning_is_not_followed_for_ever() {
    let (far, alice, dave) = alice_follows_dave().await;
    for number in 0..120 {
        let up = format!("https://far.example/notes/up{}", number + 1);
        let note = answering(dave.note(&format!("up{number}"), "higher"), &up);
        far.serves(&dave.at(&format!("notes/up{number}")), &note);
    }
    let before = far.asked().len();
    far.tells(
        &dave,
        dave.makes(answering(dave.note("low", "deep down"), &dave.at("notes/up0"))),
    )
    .await;
    let asked = far.asked().len() - before;
    assert!(asked <= 33, "{asked}");
    // A thread that bites its own tail.
    far.serves(
        &dave.at("notes/a"),
        &answering(dave.note("a", "a"), &dave.at("notes/b")),
    );
    far.serves(
        &dave.at("notes/b"),
        &answering(dave.note("b", "b"), &dave.at("notes/a")),
    );
    let before = far.asked().len();
    far.tells(&dave, dave.makes(answering(dave.note("c", "c"), &dave.at("notes/a"))))
        .await;
    assert!(far.asked().len() - before <= 4);
    assert!(
        sees(&far.pod, &alice, &dave.at("notes/c")).await.is_some(),
        "it stands by itself"
    );
}

#[rocket::async_test]
async fn a_new_actor_on_a_new_host_for_each_step_costs_at_most_a_hundred_questions() {
    let (far, _, dave) = alice_follows_dave().await;
    for number in 0..60 {
        let host = format!("h{number}.evil.example");
        let actor = far.actor("dave", &host);
        let up = format!("https://h{}.evil.example/notes/x", number + 1);
        far.serves(
            &format!("https://{host}/notes/x"),
            &answering(actor.note("x", "up"), &up),
        );
    }
    let before = far.asked().len();
    far.tells(
        &dave,
        dave.makes(answering(dave.note("low", "x"), "https://h0.evil.example/notes/x")),
    )
    .await;
    let asked = far.asked().len() - before;
    assert!(asked <= 100, "{asked}");
    assert_eq!(
        count(far.pod.db.read(), "SELECT COUNT(*) FROM activity").await,
        0,
        "and it is over"
    );
}

#[rocket::async_test]
async fn strangers_with_whom_nobody_has_to_do_fill_nothing() {
    let (far, alice, _) = alice_follows_dave().await;
    let mallory = far.actor("mallory", "evil.example");
    let before = count(far.pod.db.read(), "SELECT COUNT(*) FROM post").await;
    for number in 0..20 {
        let name = number.to_string();
        far.tells(&mallory, mallory.makes(mallory.note(&name, "buy plums")))
            .await;
        far.tells(
            &mallory,
            mallory.makes(answering(mallory.note(&name, "buy plums"), &mallory.at("notes/none"))),
        )
        .await;
        far.tells(&mallory, mallory.does("Announce", &name, json!(mallory.at("notes/1"))))
            .await;
    }
    assert_eq!(count(far.pod.db.read(), "SELECT COUNT(*) FROM post").await, before);
    assert_eq!(far.asked_for(&mallory.at("notes/none")), 0);
    // But whom they name is told.
    let here = format!("https://one.example/people/{}", alice.guid);
    let note = with(
        mallory.note("named", "hello"),
        json!({"cc": [here], "tag": [{"type": "Mention", "href": here, "name": "@alice"}]}),
    );
    far.tells(&mallory, mallory.makes(note)).await;
    assert!(sees(&far.pod, &alice, &mallory.at("notes/named")).await.is_some());
}

#[rocket::async_test]
async fn a_post_of_everything_too_much_is_cut_and_stays_readable() {
    let (far, alice, dave) = alice_follows_dave().await;
    let many = |count: usize, make: &dyn Fn(usize) -> Value| (0..count).map(make).collect::<Vec<_>>();
    let tags = many(
        3_000,
        &|at| json!({"type": "Mention", "href": format!("https://h.example/u/{at}"), "name": format!("@u{at}@h.example")}),
    );
    let files = many(
        500,
        &|at| json!({"type": "Image", "url": format!("https://far.example/{at}.png")}),
    );
    let choices = many(1_000, &|at| json!({"type": "Note", "name": format!("answer {at}")}));
    let note = with(
        dave.note(
            "1",
            &format!("zalgo {} {}", "a\u{301}".repeat(20_000), "word ".repeat(30_000)),
        ),
        json!({"type": "Question", "tag": tags, "attachment": files, "oneOf": choices, "summary": "w".repeat(5_000)}),
    );
    let before = far.asked().len();
    far.tells(&dave, dave.makes(note)).await;
    let post = sees(&far.pod, &alice, &dave.at("notes/1"))
        .await
        .expect("it is cut, not refused");
    assert!(post.post.text.chars().count() <= 65_535);
    assert!(
        post.post
            .warning
            .as_ref()
            .is_some_and(|warning| warning.chars().count() <= 255)
    );
    assert_eq!(count(far.pod.db.read(), "SELECT COUNT(*) FROM poll_answer").await, 100);
    assert!(
        far.asked().len() - before <= 15,
        "five of those whom it names are looked for"
    );
    let page = far
        .pod
        .browser("alice")
        .await
        .get(&format!("/posts/{}", post.post.guid))
        .await;
    assert_eq!(page.status(), 200);
}

#[rocket::async_test]
async fn what_strangers_write_is_text_wherever_it_is_shown() {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let dave = far.actor("dave", "far.example");
    let evil = "<img src=x onerror=alert(1)><script>alert(1)</script>";
    far.publishes(
        &dave,
        "Person",
        json!({
            "name": evil, "summary": evil,
            "attachment": [{"type": "PropertyValue", "name": evil, "value": format!("<a href=\"javascript:alert(1)\">{evil}</a>")}],
            "icon": {"type": "Image", "url": "javascript:alert(1)"},
        }),
    );
    far.follows(&alice, "alice", &dave).await;
    let note = with(
        dave.note("1", "x"),
        json!({
            "content": format!("{evil}<a href=\"javascript:alert(1)\" onclick=\"x\">a</a><iframe src=\"https://evil.example\"></iframe>"),
            "summary": evil, "name": evil, "type": "Article",
            "attachment": [{"type": "Image", "url": "https://far.example/a.png", "name": format!("]({evil}")}],
        }),
    );
    far.tells(&dave, dave.makes(note)).await;
    let post = sees(&far.pod, &alice, &dave.at("notes/1")).await.unwrap();
    let browser = far.pod.browser("alice").await;
    let person = far.known(&dave).await.unwrap();
    for path in [
        format!("/posts/{}", post.post.guid),
        format!("/people/{}", person.guid),
        "/stream".to_owned(),
    ] {
        let page = browser.get(&path).await;
        assert_eq!(page.status(), 200, "{path}");
        for bad in [
            "<script>alert",
            "<img src=x",
            "href=\"javascript:",
            "src=\"javascript:",
            "<iframe",
        ] {
            assert!(!page.text().contains(bad), "{path} {bad}");
        }
    }
}

#[rocket::async_test]
async fn inboxes_that_lead_nowhere_leave_no_row_for_each_of_them() {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let here = format!("https://one.example/people/{}", alice.guid);
    for number in 0..30 {
        let dave = far.actor(&format!("dave{}", number % 3), "far.example");
        let other = json!({"inbox": format!("https://far.example/dead/{number}")});
        far.publishes(&dave, "Person", other);
        far.tells(&dave, dave.does("Follow", &number.to_string(), json!(here)))
            .await;
    }
    assert_eq!(count(far.pod.db.read(), "SELECT COUNT(*) FROM pod").await, 1);
    // An inbox elsewhere is none.
    let eve = far.actor("eve", "far.example");
    far.publishes(&eve, "Person", json!({"inbox": "https://victim.example/inbox"}));
    assert_eq!(
        far.sends(&eve, "/inbox", &eve.does("Follow", "1", json!(here))).await,
        401
    );
}

#[rocket::async_test]
async fn knowing_an_address_early_keeps_nobody_from_being_heard() {
    let (far, alice, dave) = alice_follows_dave().await;
    let mallory = far.actor("mallory", "evil.example");
    let at = dave.at("notes/1");
    for (number, verb) in ["Like", "Announce", "Undo", "Delete", "Add"].iter().enumerate() {
        far.sends(&mallory, "/inbox", &mallory.does(verb, &number.to_string(), json!(at)))
            .await;
    }
    far.pod.settle().await;
    far.tells(&dave, dave.makes(dave.note("1", "heard"))).await;
    assert!(sees(&far.pod, &alice, &at).await.is_some());
}

#[rocket::async_test]
async fn who_is_blocked_does_not_come_back_by_others() {
    let (far, alice, dave) = alice_follows_dave().await;
    let mallory = far.actor("mallory", "evil.example");
    let post = posts_here(&far, &alice, "hello", None).await;
    let here = format!("https://one.example/posts/{post}");
    far.tells(&mallory, mallory.makes(answering(mallory.note("1", "rude"), &here)))
        .await;
    assert_eq!(reads(&far.pod, &alice, &post).await.len(), 1);
    far.pod
        .act(async |tx| {
            let wanted = samara::domain::block::Wanted {
                name: "evil.example",
                below: samara::domain::block::Below::Too,
                reason: "",
            };
            samara::domain::block::add(tx, alice.user, "one.example", wanted).await
        })
        .await
        .unwrap();
    far.pod.remembered.forget_all();
    assert!(reads(&far.pod, &alice, &post).await.is_empty());
    far.serves(&mallory.at("notes/2"), &answering(mallory.note("2", "ruder"), &here));
    let before = far.asked().len();
    far.sends(
        &dave,
        "/inbox",
        &mallory.makes(answering(mallory.note("2", "ruder"), &here)),
    )
    .await;
    far.sends(
        &dave,
        "/inbox",
        &dave.does("Announce", "1", json!(mallory.at("notes/2"))),
    )
    .await;
    far.tells(
        &dave,
        dave.makes(answering(dave.note("3", "see"), &mallory.at("notes/2"))),
    )
    .await;
    assert_eq!(far.asked().len(), before);
    assert!(reads(&far.pod, &alice, &post).await.is_empty());
    let handles = column(
        far.pod.db.read(),
        "SELECT handle FROM person WHERE closed_at IS NULL AND pod_id IS NOT NULL",
    )
    .await;
    assert_eq!(handles, ["dave@far.example"]);
}

/// A17 (CVE-2025-32947 and its kin): a collection that has no end has one here.
#[rocket::async_test]
async fn a_collection_without_an_end_is_left_after_ten_pages_and_fifty_things() {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let dave = far.actor("dave", "far.example");
    let [around, many, bare] = ["around", "many", "bare"].map(|name| dave.at(&format!("notes/{name}")));
    let list = |of: &str| format!("{of}/replies");
    for of in [&around, &many, &bare] {
        let name = of.rsplit('/').next().unwrap();
        far.serves(of, &with(dave.note(name, "a post"), json!({"replies": list(of)})));
        far.serves(
            &list(of),
            &json!({"id": list(of), "type": "Collection", "totalItems": u64::MAX, "first": format!("{}?page=1", list(of))}),
        );
    }
    // Two pages that lead to each other; pages without end, each with more than is read of it, or with nothing.
    for page in 1..=60_u32 {
        let next = if page == 2 { 1 } else { page + 1 };
        for (of, items) in [(&around, 1), (&many, 600), (&bare, 0)] {
            let next = if *of == around { next } else { page + 1 };
            let at = format!("{}?page={page}", list(of));
            let items: Vec<String> = (0..items)
                .map(|item| dave.at(&format!("notes/{page}-{item}")))
                .collect();
            let body = json!({
                "id": at, "type": "CollectionPage", "partOf": list(of), "items": items, "next": format!("{}?page={next}", list(of)),
            });
            far.serves(&at, &body);
        }
    }
    for of in [&around, &many, &bare] {
        let before = far.asked().len();
        far.opens("alice", of).await;
        far.pod.settle().await;
        let asked: Vec<String> = far.asked()[before..].iter().map(|asked| asked.url.clone()).collect();
        let pages = asked.iter().filter(|url| url.contains("page=")).count();
        let things = asked.iter().filter(|url| url.contains("-")).count();
        assert!(
            (1..=10).contains(&pages) && things <= 50,
            "{pages} pages, {things} things: {asked:?}"
        );
        assert!(
            sees(&far.pod, &alice, of).await.is_some(),
            "the post is there all the same"
        );
        // It is remembered: looked at once more, nothing is asked for.
        let before = far.asked().len();
        far.opens("alice", of).await;
        far.pod.settle().await;
        assert!(far.asked().len() - before <= 1, "{:?}", &far.asked()[before..]);
    }
}

/// A19 (PeerTube 8.2.3): what is deep, broad, double or no text is read by nobody, be it sent or asked for.
#[rocket::async_test]
async fn a_document_that_is_a_trap_is_refused_at_the_inbox_and_where_it_is_asked_for() {
    let (far, alice, dave) = alice_follows_dave().await;
    let note = |member: &str| {
        let whole = dave.note("trap", "x").to_string();
        format!("{},{member}}}", whole.strip_suffix('}').unwrap())
    };
    let traps = [
        note(&format!("\"x\":{}1{}", "[".repeat(100_000), "]".repeat(100_000))),
        note(&format!("\"x\":{}1{}", "{\"a\":".repeat(40), "}".repeat(40))),
        note(&format!("\"x\":[{}0]", "0,".repeat(200_000))),
        note("\"attributedTo\":\"https://evil.example/users/mallory\""),
        note("\"x\":\"\\ud800\""),
        note(&format!("\"x\":{}", "9".repeat(500_000))),
        note(&format!("\"x\":\"{}\"", "y".repeat(2_000_000))),
        note("\"x\":1e"),
        note("\"@graph\":[]"),
    ];
    for (number, trap) in traps.iter().enumerate() {
        let at = dave.at("notes/trap");
        let activity = format!(
            "{{\"id\":\"{}\",\"type\":\"Create\",\"actor\":\"{}\",\"object\":{trap}}}",
            dave.at(&format!("did/{number}")),
            dave.id
        );
        let headers = far.signed(
            &dave,
            "/inbox",
            samara::wire::signature::Scheme::Cavage,
            activity.as_bytes(),
        );
        let status = far.posts("/inbox", &headers, activity.as_bytes()).await;
        assert!(matches!(status, 400 | 413), "{number}: {status}");
        far.serves_as(&at, 200, "application/activity+json", trap);
        assert_eq!(far.opens("alice", &at).await, "", "{number}");
        far.pod.settle().await;
        assert!(sees(&far.pod, &alice, &at).await.is_none(), "{number}");
    }
    assert_eq!(count(far.pod.db.read(), "SELECT COUNT(*) FROM activity").await, 0);
    far.serves(&dave.at("notes/trap"), &dave.note("trap", "none any more"));
    assert_ne!(
        far.opens("alice", &dave.at("notes/trap")).await,
        "",
        "it is the form that is refused"
    );
}
