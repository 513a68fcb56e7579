//! Forty people on one thread at once, for a minute (`SAMARA_TEST_CROWD`: for so many seconds): afterwards every number is
//! that of its rows, nothing was refused by the database, and nobody was told of the same twice.

use std::time::{Duration, Instant};

use entity::visible::comment::comments;
use entity::visible::poll as polls;
use entity::visible::post::posts;
use samara::domain::like::{self, On};
use samara::domain::me::Me;
use samara::domain::post::{self, Composed, Wanted, Wishes};
use samara::domain::{comment, ignore, poll};
use samara::error::{OrNotFound, Outcome, Stop};
use samara::random::Random;

use crate::around::me;
use crate::support::rows::count;
use crate::support::{Someone, TestPod};

const PEOPLE: usize = 40;

/// Numbers that are not those of their rows.
const CHECKS: [(&str, &str); 9] = [
    (
        "comments of the post",
        "SELECT COUNT(*) FROM post p WHERE p.comments <> (SELECT COUNT(*) FROM comment c WHERE c.post_id = p.id)",
    ),
    (
        "likes of the post",
        "SELECT COUNT(*) FROM post p WHERE p.likes <> (SELECT COUNT(*) FROM \"like\" l WHERE l.post_id = p.id \
         AND l.comment_id IS NULL)",
    ),
    (
        "likes of comments",
        "SELECT COUNT(*) FROM comment c WHERE c.likes <> (SELECT COUNT(*) FROM \"like\" l WHERE l.comment_id = c.id)",
    ),
    (
        "votes of answers",
        "SELECT COUNT(*) FROM poll_answer a WHERE a.votes <> (SELECT COUNT(*) FROM poll_vote v WHERE v.answer_id = a.id)",
    ),
    (
        "people who voted",
        "SELECT COUNT(*) FROM poll p WHERE p.voters <> (SELECT COUNT(DISTINCT v.author_id) FROM poll_vote v \
         WHERE v.poll_id = p.id)",
    ),
    (
        "things told twice",
        "SELECT COUNT(*) FROM (SELECT 1 FROM notification n GROUP BY n.user_id, n.kind, n.actor_id, n.post_id, \
         COALESCE(n.comment_id, 0) HAVING COUNT(*) > 1) d",
    ),
    (
        "lines without one newest row",
        "SELECT COUNT(*) FROM (SELECT 1 FROM notification n WHERE n.subject_id IS NOT NULL GROUP BY n.user_id, n.kind, \
         n.subject_id HAVING SUM(CASE WHEN n.newest THEN 1 ELSE 0 END) <> 1) d",
    ),
    (
        "lines that are unread and are not counted",
        "SELECT COUNT(*) FROM notification n WHERE n.newest AND NOT n.fresh AND EXISTS (SELECT 1 FROM notification p \
         WHERE p.user_id = n.user_id AND p.kind = n.kind AND p.subject_id = n.subject_id AND p.read_at IS NULL)",
    ),
    (
        "things told of comments that are gone",
        "SELECT COUNT(*) FROM notification n WHERE n.comment_id IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM comment c WHERE c.id = n.comment_id)",
    ),
];

fn lasting() -> Duration {
    let seconds = std::env::var("SAMARA_TEST_CROWD")
        .ok()
        .and_then(|text| text.parse().ok());
    Duration::from_secs(seconds.unwrap_or(60))
}

#[rocket::async_test]
async fn forty_people_at_once_for_a_minute_leave_every_number_right() {
    let pod = TestPod::with(&[("database_connections", "12")]).await;
    let alice = pod.user("alice").await;
    let guid = ask(&pod, &alice).await;
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        let who = pod.user(&format!("p{number}")).await;
        people.push((me(&pod, &who).await, who));
    }
    let until = Instant::now() + lasting();
    let everyone = people.iter().enumerate().map(|(number, (me, _))| {
        let others: Vec<_> = people.iter().map(|(_, who)| who.person).collect();
        let (pod, guid, dice) = (&pod, guid.as_str(), Random::seeded(number as u64));
        async move {
            let mut done = 0_u64;
            while Instant::now() < until {
                match step(pod, me, guid, &others, &dice).await {
                    // That something was deleted or somebody ignores somebody meanwhile is part of it.
                    Ok(()) | Err(Stop::Refused(_)) => done += 1,
                    Err(Stop::Broke(fault)) => panic!("the database refused an act: {fault}"),
                }
            }
            done
        }
    });
    let done: u64 = rocket::futures::future::join_all(everyone).await.into_iter().sum();
    assert!(done > 10 * PEOPLE as u64, "{done} acts are too few to show anything");
    for (what, sql) in CHECKS {
        assert_eq!(count(pod.db.read(), sql).await, 0, "{what}, after {done} acts");
    }
}

/// A public post with a poll.
async fn ask(pod: &TestPod, who: &Someone) -> String {
    let (me, host) = (me(pod, who).await, pod.settings.host());
    let wanted = &Wanted {
        reach: "public".to_owned(),
        aspects: vec![],
        people: vec![],
        except: vec![],
    };
    let wishes = &Wishes {
        question: "Which evening?".to_owned(),
        answers: "Tuesday\nThursday\nSunday".to_owned(),
        multiple: true,
        ..Wishes::default()
    };
    let text = "The meeting";
    let made = pod.act(async |tx| post::compose(tx, &me, &host, Composed { text, wanted, wishes }).await);
    made.await.unwrap().guid.clone()
}

/// One thing that somebody does.
async fn step(pod: &TestPod, me: &Me, guid: &str, others: &[entity::PersonId], dice: &Random) -> Outcome<()> {
    let (db, eyes, host) = (pod.db.read(), me.viewer(), pod.settings.host());
    let on = &posts(eyes).one(db, guid).await?.or_not_found()?.post;
    let said = comments(eyes).under(on.id).page(db, None, 20).await?;
    let any = (!said.is_empty()).then(|| &said[dice.below(said.len() as u64) as usize].comment);
    let what = dice.below(100);
    pod.act(async |tx| match what {
        0..25 => {
            let draft = comment::Draft {
                text: "me too",
                answers: any.map(|comment| comment.guid.as_str()).filter(|_| what < 10),
            };
            comment::add(tx, me, &host, on, draft).await.map(drop)
        }
        25..40 => comment::retract(tx, me, &any.or_not_found()?.guid).await,
        40..52 => {
            like::give(
                tx,
                me,
                On {
                    post: on,
                    comment: None,
                },
                if what < 46 { "" } else { "🎉" },
            )
            .await
        }
        52..60 => {
            like::take_back(
                tx,
                me,
                On {
                    post: on,
                    comment: None,
                },
            )
            .await
        }
        60..72 => like::give(tx, me, On { post: on, comment: any }, "").await,
        72..78 => like::take_back(tx, me, On { post: on, comment: any }).await,
        78..90 => {
            let mut found = polls::of(tx.sql(), eyes, &[on.id], tx.now()).await?;
            let poll = found.remove(&on.id).or_not_found()?;
            let chosen = poll
                .answers
                .iter()
                .filter(|_| dice.below(2) == 0)
                .map(|answer| answer.id.0);
            poll::vote(tx, me, on, &chosen.collect::<Vec<_>>()).await
        }
        90..95 => ignore::add(tx, me.user.id, others[dice.below(others.len() as u64) as usize]).await,
        _ => ignore::remove(tx, me.user.id, others[dice.below(others.len() as u64) as usize]).await,
    })
    .await
}
