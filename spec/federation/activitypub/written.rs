//! What people of the fediverse write back: it stands in the conversation that it answers, for those who take part and nobody else.

use entity::own::conversation as mail;
use samara::domain::{contact, conversation};
use serde_json::{Value, json};

use super::contained::{at_home, runs};
use crate::support::Someone;
use crate::support::far::{Actor, Far, with};
use crate::support::rows::count;

/// Alice and Bob of a pod, with Dave of another server, in a conversation of Alice's; Eve of that server takes no part.
struct Letters {
    far: Far,
    alice: Someone,
    bob: Someone,
    dave: Actor,
    eve: Actor,
    guid: String,
}

impl Letters {
    /// Dave's server runs this program.
    async fn of(program: &str) -> Self {
        let far = Far::new().await;
        let (alice, bob) = (far.citizen("alice").await, far.citizen("bob").await);
        let (dave, eve) = (far.actor("dave", "far.example"), far.actor("eve", "far.example"));
        for who in [&dave, &eve] {
            far.follows(&alice, "alice", who).await;
            far.tells(who, who.does("Follow", "1", json!(at_home(&alice)))).await;
        }
        runs(&far, "far.example", program).await;
        for (who, whom) in [(&alice, &bob), (&bob, &alice)] {
            let aspect = who.aspect(&far.pod, "family").await;
            let put = far
                .pod
                .act(async |tx| contact::add_to(tx, who.user, whom.person, aspect).await);
            put.await.unwrap();
        }
        let people = [bob.handle.clone(), far.known(&dave).await.unwrap().handle];
        let (me, host) = (alice.me(&far.pod).await, far.pod.settings.host());
        let begun = far
            .pod
            .act(async |tx| conversation::begin(tx, &me, &host, &people, "Jam", "Ripe").await);
        let guid = begun.await.unwrap().guid.clone();
        far.pod.settle().await;
        Self {
            far,
            alice,
            bob,
            dave,
            eve,
            guid,
        }
    }

    /// The note that Dave was sent last.
    fn sent(&self) -> Value {
        let sent = self.far.sent_to(&format!("{}/inbox", self.dave.id));
        let created = sent.iter().rev().find(|sent| sent["type"] == "Create");
        created.expect("a message")["object"].clone()
    }

    /// What somebody reads in it.
    async fn reads(&self, who: &Someone) -> Vec<String> {
        let (me, db) = (who.me(&self.far.pod).await.letters(), self.far.pod.db.read());
        let of = mail::one(db, me, &self.guid).await.unwrap().expect("they take part");
        let found = mail::messages(db, me, &of, None, 100).await.unwrap();
        found.iter().map(|(message, _)| message.text.clone()).collect()
    }

    async fn posts(&self) -> i64 {
        count(self.far.pod.db.read(), "SELECT COUNT(*) FROM post").await
    }

    /// A note of somebody's for these people, in the thread of a note.
    fn answer(&self, by: &Actor, name: &str, (to, on): (&[&str], &Value)) -> Value {
        let tags: Vec<Value> = to.iter().map(|href| json!({"type": "Mention", "href": href})).collect();
        let note = by.note(name, name);
        with(
            note,
            json!({"to": to, "cc": [], "tag": tags, "inReplyTo": on["id"], "conversation": on["conversation"]}),
        )
    }
}

#[rocket::async_test]
async fn an_answer_to_a_message_stands_in_the_conversation_and_in_no_stream() {
    for program in ["mastodon", "pixelfed"] {
        let letters = Letters::of(program).await;
        let Letters {
            far,
            alice,
            bob,
            dave,
            eve,
            ..
        } = &letters;
        let (us, note) = ([at_home(alice), at_home(bob)], letters.sent());
        let us: Vec<&str> = us.iter().map(String::as_str).collect();
        let alone = note["id"].as_str().unwrap().contains("/copies/");
        assert_eq!(alone, program == "pixelfed");
        far.tells(dave, dave.makes(letters.answer(dave, "yes", (&us, &note))))
            .await;
        // Without what it answers the thread says where it belongs, and an answer may be one to an answer.
        let bare = with(
            letters.answer(dave, "context", (&us, &note)),
            json!({"inReplyTo": null}),
        );
        far.tells(dave, dave.makes(bare)).await;
        let deeper = json!({"id": dave.at("notes/yes"), "conversation": null});
        far.tells(dave, dave.makes(letters.answer(dave, "deeper", (&us, &deeper))))
            .await;
        let all = ["Ripe", "yes", "context", "deeper"];
        for who in [alice, bob] {
            let mut read = letters.reads(who).await;
            read.sort_by_key(|said| all.iter().position(|one| one == said));
            assert_eq!(read, all, "{program}");
        }
        assert_eq!(letters.posts().await, 0, "{program}");
        let called = count(far.pod.db.read(), "SELECT COUNT(*) FROM far_object").await;
        assert_eq!(called, 0, "how it is called there is told to nobody");
        // Twice is once, and an edit, for which the other protocol has no word, is neither a second one nor a post.
        far.tells(
            dave,
            with(
                dave.makes(letters.answer(dave, "yes", (&us, &note))),
                json!({"id": dave.at("did/again")}),
            ),
        )
        .await;
        let edited = with(
            letters.answer(dave, "yes", (&us, &note)),
            json!({"content": "<p>no</p>", "updated": "2026-11-21T11:30:00Z"}),
        );
        for (name, audience) in [
            ("1", json!({})),
            ("2", json!({"to": ["https://www.w3.org/ns/activitystreams#Public"]})),
        ] {
            far.tells(dave, dave.does("Update", name, with(edited.clone(), audience)))
                .await;
        }
        assert_eq!((letters.reads(bob).await.len(), letters.posts().await), (4, 0));
        // It is its author's to take back, and nobody else's; what was taken back does not come, before or after.
        let yes = json!({"id": dave.at("notes/yes"), "type": "Tombstone"});
        far.tells(eve, eve.does("Delete", "theirs", yes.clone())).await;
        assert_eq!(letters.reads(bob).await.len(), 4);
        far.tells(dave, dave.does("Delete", "own", yes)).await;
        far.tells(dave, dave.does("Delete", "early", json!(dave.at("notes/early"))))
            .await;
        for name in ["yes", "early"] {
            let again = with(
                dave.makes(letters.answer(dave, name, (&us, &note))),
                json!({"id": dave.at(&format!("did/late/{name}"))}),
            );
            far.tells(dave, again).await;
        }
        let mut read = letters.reads(alice).await;
        read.sort_by_key(|said| all.iter().position(|one| one == said));
        assert_eq!(read, ["Ripe", "context", "deeper"], "{program}");
        assert_eq!(letters.posts().await, 0, "{program}");
    }
}

#[rocket::async_test]
async fn what_is_not_for_all_who_take_part_or_by_somebody_who_does_not_stands_in_no_conversation() {
    let letters = Letters::of("mastodon").await;
    let Letters {
        far,
        alice,
        bob,
        dave,
        eve,
        ..
    } = &letters;
    let (here, there, note) = (at_home(alice), at_home(bob), letters.sent());
    let followers = format!("{}/followers", dave.id);
    let mara = far.citizen("mara").await;
    let mara = at_home(&mara);
    let cases: [(&str, &Actor, Vec<&str>); 5] = [
        ("for Alice alone", dave, vec![&here]),
        ("for one more there", dave, vec![&here, &there, &eve.id]),
        ("for one more here", dave, vec![&here, &there, &mara]),
        ("for all who follow", dave, vec![&here, &there, &followers]),
        ("by somebody else", eve, vec![&here, &there]),
    ];
    for (text, by, to) in &cases {
        let name = text.replace(' ', "-");
        far.tells(by, by.makes(letters.answer(by, &name, (to, &note)))).await;
        for who in [alice, bob] {
            assert_eq!(letters.reads(who).await, ["Ripe"], "{text}");
        }
    }
    // As before they are posts, each for those for whom it says that it is.
    assert_eq!(letters.posts().await, i64::try_from(cases.len()).unwrap());
    let first = dave.at("notes/for-Alice-alone");
    assert!(super::sees(&far.pod, alice, &first).await.is_some());
    assert!(super::sees(&far.pod, bob, &first).await.is_none());
    // Who has left is not written to any more, and keeps nobody from it.
    let me = bob.me(&far.pod).await;
    let left = far
        .pod
        .act(async |tx| conversation::leave(tx, &me, &letters.guid).await);
    left.await.unwrap();
    let both = [here.as_str(), there.as_str()];
    far.tells(dave, dave.makes(letters.answer(dave, "both", (&both, &note))))
        .await;
    far.tells(dave, dave.makes(letters.answer(dave, "one", (&both[..1], &note))))
        .await;
    let mut read = letters.reads(alice).await;
    read.sort();
    assert_eq!(read, ["Ripe", "both", "one"]);
    assert!(super::sees(&far.pod, bob, &dave.at("notes/both")).await.is_none());
}
