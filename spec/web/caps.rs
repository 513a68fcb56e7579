//! A21 (CVE-2026-23963): no list of anybody's own and no field grows without end, and where the end is is said in words.

use samara::domain::account::invitation::{self, NewInvitation};
use samara::domain::filter::{self, Wish};
use samara::domain::photo::album;
use samara::domain::{aspect, tag};

use crate::support::browser::Answer;
use crate::support::fields::DEVICE;
use crate::support::rows::{Reader, difference};
use crate::support::{Browser, Someone, TestPod, World};

/// What is told, in English, with numbers as they are written in code.
fn says(answer: &Answer, words: &str) -> bool {
    let plain = answer.text().replace(['\u{2068}', '\u{2069}', ','], "");
    plain.contains(&words.replace(',', ""))
}

/// A path, the fields of a form, and what is said to it.
type Sent<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

/// All lists of hers are as long as they may be.
async fn full(pod: &TestPod, alice: &Someone, browser: &Browser<'_>, later: &str) {
    let (me, host) = (alice.me(pod).await, pod.settings.host());
    pod.act(async |tx| {
        for number in 2..aspect::MOST {
            aspect::add(tx, alice.user, &format!("aspect {number}"), 1).await?;
        }
        for number in 0..200 {
            tag::follow(tx, alice.user, &format!("tag{number}")).await?;
        }
        for number in 0..album::MOST {
            album::make(tx, &me, &format!("album {number}")).await?;
        }
        for number in 0..invitation::MOST {
            let note = number.to_string();
            let new = NewInvitation {
                note: &note,
                uses: 1,
                days: 1,
                aspect: None,
            };
            invitation::create(tx, alice.user, new).await?;
        }
        for number in 0..filter::MOST {
            let word = format!("word{number}");
            let wish = Wish {
                kind: "words",
                what: vec![word.as_str()],
                how: "hide",
            };
            filter::add(tx, &me, &host, wish).await?;
        }
        Ok(())
    })
    .await
    .unwrap();
    let token = browser.token().await;
    for number in 0..20 {
        let body = format!(
            "csrf={token}&endpoint=https%3A%2F%2Fpush.example%2F{number}&p256dh={}&auth={}",
            DEVICE[1].1, DEVICE[2].1
        );
        let path = "/settings/notifications/devices";
        assert_eq!(browser.post_raw(path, body.into_bytes()).await.status(), 303);
    }
    for _ in 0..samara::domain::post::scheduled::MOST {
        let body = format!("csrf={token}&text=x&reach=public&later={later}");
        assert_eq!(browser.post_raw("/posts", body.into_bytes()).await.status(), 303);
    }
}

#[rocket::async_test]
async fn one_more_than_a_list_holds_is_refused_in_words_and_changes_nothing() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let at = pod.clock.now().plus(std::time::Duration::from_secs(7_200)).iso();
    let later = &at[..16];
    full(&pod, &alice, &browser, later).await;
    let reader = Reader::new(pod.db.read(), &[]).await;
    let before = reader.all(pod.db.read()).await;
    let another = [("endpoint", "https://push.example/more"), DEVICE[1], DEVICE[2]];
    let more: [Sent<'_>; 8] = [
        (
            "/aspects/new",
            &[("name", "One more"), ("hue", "1")],
            "You have 100 aspects",
        ),
        ("/tags/more/follow", &[], "You follow 200 tags"),
        ("/followed-tags", &[("tags", "#more #still")], "You follow 200 tags"),
        ("/albums", &[("name", "One more")], "200 albums is the most"),
        (
            "/settings/filter",
            &[("kind", "words"), ("what", "one more"), ("how", "hide")],
            "You can filter 200 things",
        ),
        (
            "/invitations",
            &[("note", "one more"), ("uses", "1"), ("days", "1")],
            "You have 50 links",
        ),
        (
            "/settings/notifications/devices",
            &another,
            "So many devices are told already",
        ),
        (
            "/posts",
            &[("text", "one more"), ("reach", "public"), ("later", later)],
            "100 posts wait already",
        ),
    ];
    for (path, fields, words) in more {
        let answer = browser.post(path, fields).await;
        assert_eq!(answer.status(), 422, "{path}");
        assert!(says(&answer, words), "{path}: {}", answer.text());
        let changed = difference(&before, &reader.all(pod.db.read()).await, &[]);
        assert!(changed.is_empty(), "{path}: {changed}");
    }
}

/// Fields, how many characters fit, and what is said to more.
const FIELDS: [(&str, &str, usize, &str); 17] = [
    ("/aspects/new", "name", 20, "at most 20 characters"),
    ("/albums", "name", 100, "100 characters at most"),
    ("/settings/filter", "what", 100, "at most 100 characters"),
    ("/invitations", "note", 100, "at most 100 characters"),
    ("/settings/profile", "name", 64, "at most 64 characters"),
    ("/settings/profile", "bio", 65_535, "at most 65535 characters"),
    ("/settings/profile", "location", 255, "at most 255 characters"),
    ("/settings/profile", "pronouns", 255, "at most 255 characters"),
    ("/posts", "text", 65_535, "at most 65535 characters"),
    ("/posts", "warning", 255, "at most 255 characters"),
    ("/posts", "place", 255, "at most 255 characters"),
    ("/posts", "question", 255, "at most 255 characters"),
    ("/posts/<guid>/edit", "text", 65_535, "at most 65535 characters"),
    ("/posts/<guid>/comments", "comment", 65_535, "at most 65535 characters"),
    ("/conversations", "subject", 255, "at most 255 characters"),
    ("/conversations", "text", 65_535, "at most 65535 characters"),
    ("/photos/<guid>/describe", "alt", 1_500, "1500 characters"),
];

#[rocket::async_test]
async fn one_letter_more_than_a_field_holds_is_refused_in_words_and_changes_nothing() {
    let pod = TestPod::new().await;
    let world = World::new(&pod).await;
    let reader = Reader::new(pod.db.read(), &[]).await;
    for (route, name, most, words) in FIELDS {
        let browser = world.entitled(&pod, route).await;
        let path = world.path(route);
        let before = reader.all(pod.db.read()).await;
        // Two bytes each: it is letters that are counted.
        let (long, endless) = ("ä".repeat(most + 1), "ä".repeat(400_000));
        for (value, told) in [(long.as_str(), true), (endless.as_str(), false)] {
            let mut fields = world.fields(route).unwrap();
            fields.retain(|(field, _)| *field != name);
            if route == "/settings/filter" {
                fields
                    .iter_mut()
                    .filter(|(field, _)| *field == "kind")
                    .for_each(|(_, kind)| *kind = "words".to_owned());
            }
            if name == "question" {
                fields.push(("answers", "one\ntwo".to_owned()));
            }
            if name == "warning" {
                fields.push(("sensitive", "1".to_owned()));
            }
            let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            fields.push((name, value));
            let answer = browser.post(&path, &fields).await;
            if told {
                assert_eq!(answer.status(), 422, "{route} {name}");
                assert!(says(&answer, words), "{route} {name}: {}", answer.text());
            } else {
                assert!(
                    matches!(answer.status(), 413 | 422),
                    "{route} {name}: {}",
                    answer.status()
                );
            }
            let changed = difference(&before, &reader.all(pod.db.read()).await, &["session"]);
            assert!(changed.is_empty(), "{route} {name}: {changed:.200}");
        }
    }
    let browser = pod.browser("alice").await;
    let tags = [
        ("name", "Alice"),
        ("tags", "#a1 #b2 #c3 #d4 #e5 #f6"),
        ("details", "nobody"),
    ];
    let answer = browser.post("/settings/profile", &tags).await;
    assert!(
        answer.status() == 422 && says(&answer, "At most 5 tags"),
        "{}",
        answer.text()
    );
}
