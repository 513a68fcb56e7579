//! Servers that would have the pod ask, keep and show without end.

use serde_json::{Value, json};

use super::{alice_follows_dave, answering, posts_here, reads, sees};
use crate::support::far::{Far, actor_pair, with};
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
    let shared = actor_pair("shared");
    for number in 0..60 {
        let host = format!("h{number}.evil.example");
        let mut actor = far.actor("dave", &host);
        actor.pair = shared.clone();
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
        for bad in ["onerror=alert", "<script>alert", "\"javascript:", "<iframe", "onclick="] {
            let text = page.text().replace("&lt;", "‹");
            assert!(
                !text.contains(&format!("<img src=x {bad}")) && !text.contains(&format!(" {bad}\"")),
                "{path} {bad}"
            );
        }
        assert!(!page.text().contains("<script>alert"), "{path}");
        assert!(!page.text().contains("href=\"javascript:"), "{path}");
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
