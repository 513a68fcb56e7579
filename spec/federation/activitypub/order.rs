//! Whatever comes twice counts once, and in whatever order it comes it comes to the same.

use serde_json::{Value, json};

use super::{alice_follows_dave, answering, posts_here, reads, sees};
use crate::support::far::{Actor, Far, with};
use crate::support::rows::{column, count};

/// All orders of some things.
fn orders(things: &[Value]) -> Vec<Vec<Value>> {
    if things.len() < 2 {
        return vec![things.to_vec()];
    }
    let mut all = Vec::new();
    for at in 0..things.len() {
        let mut rest = things.to_vec();
        let one = rest.remove(at);
        for mut order in orders(&rest) {
            order.insert(0, one.clone());
            all.push(order);
        }
    }
    all
}

async fn all_of(far: &Far, by: &Actor, these: &[Value]) {
    for one in these {
        far.tells(by, one.clone()).await;
    }
}

#[rocket::async_test]
async fn what_comes_many_times_and_at_once_has_one_effect() {
    let (far, alice, dave) = alice_follows_dave().await;
    let post = posts_here(&far, &alice, "hello", None).await;
    let here = format!("https://one.example/posts/{post}");
    let these = [
        dave.makes(dave.note("1", "words")),
        dave.makes(answering(dave.note("2", "a word"), &here)),
        dave.does("Like", "1", json!(here)),
    ];
    for _ in 0..10 {
        for one in &these {
            assert_eq!(far.sends(&dave, "/inbox", one).await, 202);
        }
    }
    far.pod.settle().await;
    all_of(&far, &dave, &these).await;
    let db = far.pod.db.read();
    for (table, many) in [("post", 2), ("comment", 1), ("\"like\"", 1), ("activity", 0)] {
        assert_eq!(
            count(db, &format!("SELECT COUNT(*) FROM {table}")).await,
            many,
            "{table}"
        );
    }
    assert_eq!(count(db, "SELECT COUNT(*) FROM notification").await, 2);
}

#[rocket::async_test]
async fn a_comment_its_change_and_its_end_come_to_nothing_in_any_order() {
    let (far, alice, dave) = alice_follows_dave().await;
    let post = posts_here(&far, &alice, "hello", None).await;
    let here = format!("https://one.example/posts/{post}");
    for (number, _) in orders(&[json!(1), json!(2), json!(3)]).iter().enumerate() {
        let name = format!("n{number}");
        let note = answering(dave.note(&name, "first"), &here);
        let edit = with(
            answering(dave.note(&name, "second"), &here),
            json!({"updated": "2026-11-21T11:30:00Z"}),
        );
        let gone = json!({"type": "Tombstone", "id": dave.at(&format!("notes/{name}"))});
        let these = [
            dave.makes(note),
            dave.does("Update", &name, edit),
            dave.does("Delete", &name, gone),
        ];
        let order = &orders(&these)[number];
        all_of(&far, &dave, order).await;
        assert!(reads(&far.pod, &alice, &post).await.is_empty(), "{number}");
    }
    // Without its end it is the later word, whichever comes first.
    for (number, turned) in [false, true].into_iter().enumerate() {
        let name = format!("m{number}");
        let note = answering(dave.note(&name, "first"), &here);
        let edit = with(
            answering(dave.note(&name, "second"), &here),
            json!({"updated": "2026-11-21T11:30:00Z"}),
        );
        let mut these = [dave.makes(note), dave.does("Update", &name, edit)];
        if turned {
            these.reverse();
        }
        all_of(&far, &dave, &these).await;
        assert_eq!(reads(&far.pod, &alice, &post).await[number], "dave@far.example: second");
    }
}

#[rocket::async_test]
async fn a_change_is_taken_by_whatever_clock_its_author_goes() {
    let (far, alice, dave) = alice_follows_dave().await;
    let post = posts_here(&far, &alice, "hello", None).await;
    let here = format!("https://one.example/posts/{post}");
    let clocks = [
        // Ahead of ours, so that both times are still to come here.
        ("2031-01-01T00:00:00Z", "2031-01-01T00:00:01Z"),
        // Of seconds only, one of which was enough.
        ("2026-11-21T11:00:00Z", "2026-11-21T11:00:00Z"),
    ];
    for (number, (published, updated)) in clocks.into_iter().enumerate() {
        let (word, name) = (format!("c{number}"), format!("p{number}"));
        let first = |note: Value| with(note, json!({"published": published}));
        let second = |note: Value| with(note, json!({"published": published, "updated": updated}));
        let said = |text: &str| answering(dave.note(&word, text), &here);
        all_of(
            &far,
            &dave,
            &[
                dave.makes(first(said("first"))),
                dave.does("Update", &word, second(said("second"))),
                dave.makes(first(dave.note(&name, "plums"))),
                dave.does("Update", &name, second(dave.note(&name, "pears"))),
            ],
        )
        .await;
        assert_eq!(reads(&far.pod, &alice, &post).await[number], "dave@far.example: second");
        assert_eq!(
            column(far.pod.db.read(), "SELECT text FROM post ORDER BY id DESC LIMIT 1").await,
            ["pears"]
        );
    }
}

#[rocket::async_test]
async fn what_is_undone_before_it_comes_does_not_come() {
    let (far, alice, dave) = alice_follows_dave().await;
    let post = posts_here(&far, &alice, "hello", None).await;
    let here = json!(format!("https://one.example/posts/{post}"));
    let like = dave.does("Like", "1", here.clone());
    let announce = dave.does("Announce", "1", here.clone());
    for (name, whole) in [("1", like), ("2", announce)] {
        let by_name = json!(whole["id"]);
        far.tells(&dave, dave.does("Undo", name, by_name)).await;
        far.tells(&dave, whole).await;
    }
    let like = dave.does("Like", "2", here);
    far.tells(&dave, dave.does("Undo", "3", like.clone())).await;
    far.tells(&dave, like).await;
    assert_eq!(count(far.pod.db.read(), "SELECT COUNT(*) FROM \"like\"").await, 0);
    assert_eq!(count(far.pod.db.read(), "SELECT COUNT(*) FROM post").await, 1);
    let gone = json!({"type": "Tombstone", "id": dave.at("notes/1")});
    far.tells(&dave, dave.does("Delete", "1", gone)).await;
    far.tells(&dave, dave.makes(dave.note("1", "too late"))).await;
    assert!(sees(&far.pod, &alice, &dave.at("notes/1")).await.is_none());
}

#[rocket::async_test]
async fn a_follow_that_was_undone_before_it_comes_does_not_begin_and_the_next_one_does() {
    let (far, alice, dave) = alice_follows_dave().await;
    let me = json!(format!("https://one.example/people/{}", alice.guid));
    let (erin, frank) = (far.actor("erin", "far.example"), far.actor("frank", "far.example"));
    let db = far.pod.db.read();
    let begun = async || count(db, "SELECT COUNT(*) FROM follow WHERE way = 'in'").await;
    let sharing = async || count(db, "SELECT COUNT(*) FROM contact WHERE sharing").await;
    for (who, by_name) in [(&dave, false), (&erin, true), (&frank, false)] {
        let follow = who.does("Follow", "1", me.clone());
        let undone = match by_name {
            true => follow["id"].clone(),
            false => follow.clone(),
        };
        let these = [who.does("Undo", "1", undone), follow.clone(), follow.clone()];
        match who.name == "frank" {
            // All of it in one batch.
            true => {
                for one in &these {
                    assert_eq!(far.sends(who, "/inbox", one).await, 202);
                }
                far.pod.settle().await;
            }
            false => all_of(&far, who, &these).await,
        }
        assert_eq!((begun().await, sharing().await), (0, 0), "{}", who.name);
        let answers = far.sent_to(&format!("{}/inbox", who.id));
        assert!(answers.iter().all(|sent| sent["type"] == "Follow"), "{answers:?}");
        // What is asked for after that is another word.
        far.tells(who, who.does("Follow", "2", me.clone())).await;
        assert_eq!((begun().await, sharing().await), (1, 1), "{}", who.name);
        // The end of a third one comes before that, too.
        let third = who.does("Follow", "3", me.clone());
        all_of(&far, who, &[who.does("Undo", "3", third.clone()), third]).await;
        assert_eq!((begun().await, sharing().await), (0, 0), "{}", who.name);
    }
}

#[rocket::async_test]
async fn what_was_stored_is_worked_on_by_whoever_comes_after_a_crash() {
    let (far, alice, dave) = alice_follows_dave().await;
    assert_eq!(
        far.sends(&dave, "/inbox", &dave.makes(dave.note("1", "words"))).await,
        202
    );
    // Nothing of this process is asked any more: another one of the same pod finds it.
    let other = far.pod.beside().await;
    samara::worker::drain(&other).await.unwrap();
    assert!(sees(&far.pod, &alice, &dave.at("notes/1")).await.is_some());
    assert_eq!(count(far.pod.db.read(), "SELECT COUNT(*) FROM activity").await, 0);
    assert_eq!(
        far.sends(&dave, "/inbox", &dave.makes(dave.note("1", "words"))).await,
        202
    );
    far.pod.settle().await;
    assert_eq!(count(far.pod.db.read(), "SELECT COUNT(*) FROM post").await, 1);
}

/// What the writer is asked for a batch of answers, one statement after the other: nobody else acts meanwhile.
async fn costs(far: &Far, by: &Actor, these: &[Value]) -> Vec<String> {
    for one in these {
        assert_eq!(far.sends(by, "/inbox", one).await, 202);
    }
    far.pod.acted();
    samara::federation::activitypub::take::some(&far.pod).await.unwrap();
    far.pod.acted()
}

#[rocket::async_test]
async fn what_actors_send_costs_the_writer_little() {
    if crate::support::database::server().is_some() {
        return;
    }
    let (far, alice, dave) = alice_follows_dave().await;
    let here = format!(
        "https://one.example/posts/{}",
        posts_here(&far, &alice, "hello", None).await
    );
    far.pod.settle().await;
    let answer = |number: usize| dave.makes(answering(dave.note(&number.to_string(), "a word"), &here));
    costs(&far, &dave, &[answer(0)]).await;
    let one = costs(&far, &dave, &[answer(1)]).await;
    let ten: Vec<Value> = (2..12).map(answer).collect();
    let ten = costs(&far, &dave, &ten).await;
    assert!(one.len() <= 15, "{} statements: {one:#?}", one.len());
    assert!(ten.len() <= 26, "{} statements: {ten:#?}", ten.len());
    assert_eq!(
        reads(&far.pod, &alice, here.rsplit('/').next().unwrap()).await.len(),
        12
    );
}

#[rocket::async_test]
async fn what_is_taken_back_before_it_comes_stays_away_also_where_both_come_at_once() {
    let (far, alice, dave) = alice_follows_dave().await;
    let here = format!(
        "https://one.example/posts/{}",
        posts_here(&far, &alice, "hello", None).await
    );
    let post = here.rsplit('/').next().unwrap();
    far.pod.settle().await;
    let like = dave.does("Like", "1", json!(here));
    let answer = dave.makes(answering(dave.note("2", "a word"), &here));
    let mut all = Vec::new();
    for undone in [like.clone(), json!(dave.at("did/dave/Like/2"))] {
        all.push(dave.does("Undo", &format!("{}", all.len()), undone));
    }
    all.push(dave.does("Delete", "9", json!(dave.at("notes/2"))));
    all.extend([like, dave.does("Like", "2", json!(here)), answer]);
    for one in &all {
        assert_eq!(far.sends(&dave, "/inbox", one).await, 202);
    }
    far.pod.settle().await;
    let likes = count(far.pod.db.read(), "SELECT COUNT(*) FROM \"like\"").await;
    assert_eq!((likes, reads(&far.pod, &alice, post).await.len()), (0, 0));
}

#[rocket::async_test]
async fn one_is_told_of_the_last_of_two_feelings_that_come_at_once() {
    let (far, alice, dave) = alice_follows_dave().await;
    let post = posts_here(&far, &alice, "hello", None).await;
    far.pod.settle().await;
    let feels = |name: &str, emoji: &str| {
        let felt = dave.does("Like", name, json!(format!("https://one.example/posts/{post}")));
        with(felt, json!({"content": emoji}))
    };
    for one in [feels("1", "🎉"), feels("2", "😮")] {
        assert_eq!(far.sends(&dave, "/inbox", &one).await, 202);
    }
    far.pod.settle().await;
    let db = far.pod.db.read();
    assert_eq!(column(db, "SELECT emoji FROM \"like\"").await, ["😮"]);
    assert_eq!(
        column(db, "SELECT emoji FROM notification WHERE kind = 9").await,
        ["😮"]
    );
}
