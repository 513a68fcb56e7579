//! Closing an account: nothing visible at once, a week to think, then nothing left.

use std::time::Duration;

use entity::user::{Role, State};
use entity::write::filter::NewEntry;
use entity::write::post::{Chosen, Extras, NewPost, Words};
use entity::write::telling::NewTelling;
use entity::{FilterHow, FilterKind, NotificationKind, Reach, job, person, user};
use samara::domain::account::close::{self, When};
use samara::domain::{contact, ignore, notification};
use samara::error::{AccountRefusal, Refusal, Stop};
use samara::job::Job;
use samara::worker;
use sea_orm::{ActiveModelTrait, ConnectionTrait, DbBackend, EntityTrait, Set, Statement};

use crate::support::{Someone, TestPod};

const WEEK: Duration = Duration::from_secs(7 * 86_400);

async fn account(pod: &TestPod, of: &Someone) -> user::Model {
    user::Entity::find_by_id(of.user)
        .one(pod.db.read())
        .await
        .unwrap()
        .unwrap()
}

async fn closed_at(pod: &TestPod, of: &Someone) -> Option<entity::Moment> {
    person::Entity::find_by_id(of.person)
        .one(pod.db.read())
        .await
        .unwrap()
        .unwrap()
        .closed_at
}

async fn close(pod: &TestPod, of: &Someone, when: When) -> Result<(), Stop> {
    pod.act(async |tx| close::close(tx, of.user, when).await).await
}

/// Rows of a table that belong to somebody.
async fn rows(pod: &TestPod, table: &str, column: &str, id: i64) -> i64 {
    let db = pod.db.read();
    let sql = format!("SELECT COUNT(*) AS n FROM {table} WHERE {column} = {id}");
    let row = db
        .query_one_raw(Statement::from_string(db.get_database_backend(), sql))
        .await
        .unwrap()
        .unwrap();
    row.try_get("", "n").unwrap()
}

/// Columns by which rows are somebody's, in whatever table: a table that is new is looked at without being named here.
const WHOSE: [&str; 4] = ["user_id", "person_id", "author_id", "actor_id"];

/// What stays of an account that is closed: its name, a profile without a word, what others were asked to look at and
/// did, and that it once took part in a conversation.
const STAYS: [&str; 8] = [
    "audit.user_id",
    "conversation.author_id",
    "conversation_member.person_id",
    "profile.person_id",
    "report.person_id",
    "report.user_id",
    "person_key.person_id",
    "user.person_id",
];

/// What belongs to an account and its person, column by column.
async fn holdings(pod: &TestPod, of: &Someone) -> Vec<(String, i64)> {
    let db = pod.db.read();
    let columns = match db.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = current_schema()"
        }
        _ => {
            "SELECT m.name AS t, p.name AS c FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'"
        }
    };
    let all = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), columns))
        .await
        .unwrap();
    let mut found = Vec::new();
    for row in all {
        let (table, column): (String, String) = (row.try_get("", "t").unwrap(), row.try_get("", "c").unwrap());
        let name = format!("{table}.{column}");
        if !WHOSE.contains(&column.as_str()) || STAYS.contains(&name.as_str()) {
            continue;
        }
        let id = if column == "user_id" { of.user.0 } else { of.person.0 };
        let count = rows(pod, &format!("\"{table}\""), &column, id).await;
        if count > 0 {
            found.push((name, count));
        }
    }
    found.sort();
    found
}

async fn write_posts(pod: &TestPod, author: &Someone, count: usize, to: &Someone) {
    let tx = pod.db.begin().await.unwrap();
    for _ in 0..count {
        let words = Words {
            text: "t".into(),
            html: "<p>t</p>".into(),
            title: "t".into(),
            plain: "t".into(),
            language: None,
        };
        let (guid, at) = (pod.random.guid_hex(), tx.now());
        let new = NewPost {
            guid,
            author: author.person,
            reach: Reach::Limited,
            words,
            at,
            edited_at: None,
            chosen: "{}".into(),
            root: None,
            quiet: false,
            extras: Extras::default(),
        };
        let (post, beside) = entity::write::post::insert(tx.sql(), new).await.unwrap();
        entity::write::post::complete(tx.sql(), &[beside]).await.unwrap();
        let chosen = Chosen {
            people: vec![to.person],
            ..Chosen::default()
        };
        entity::write::post::give(tx.sql(), author.user, &post, &chosen)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

const DAILY: NewTelling = NewTelling {
    at_once: 0,
    daily: 1,
    weekly: 0,
    push: 0,
    zone: String::new(),
    hour: 7,
    weekday: 0,
    quiet: None,
};

/// Alice with something in every place, and a picture.
async fn full(pod: &TestPod) -> (Someone, Someone) {
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    write_posts(pod, &alice, 450, &bob).await;
    write_posts(pod, &bob, 250, &alice).await;
    let (mine, his) = (alice.aspect(pod, "family").await, bob.aspect(pod, "work").await);
    pod.act(async |tx| {
        contact::add_to(tx, alice.user, bob.person, mine).await?;
        contact::add_to(tx, bob.user, alice.person, his).await?;
        ignore::add(tx, alice.user, eve.person).await?;
        notification::tell(tx, alice.user, NotificationKind::Joined, bob.person, None).await?;
        notification::tell(tx, bob.user, NotificationKind::Joined, alice.person, None).await?;
        entity::write::draft::keep(tx.sql(), alice.user, "d".into(), "{}".into(), tx.now()).await?;
        let picture = person::ActiveModel {
            id: Set(alice.person),
            avatar: Set(Some("pic".into())),
            ..Default::default()
        };
        picture.update(tx.sql()).await?;
        entity::write::telling::keep(tx.sql(), alice.user, DAILY, tx.now()).await?;
        let unwanted = NewEntry {
            kind: FilterKind::Person,
            what: "eve".into(),
            folded: eve.handle.clone(),
            tag: None,
            person: Some(eve.person),
            how: FilterHow::Hide,
        };
        entity::write::filter::keep(tx.sql(), alice.user, unwanted, tx.now()).await?;
        Ok(())
    })
    .await
    .unwrap();
    for size in ["50", "100", "300", "original"] {
        pod.storage.put(&format!("avatars/pic/{size}"), vec![1]).await.unwrap();
    }
    pod.browser("alice").await;
    (alice, bob)
}

#[rocket::async_test]
async fn closing_hides_at_once_and_opening_brings_all_back() {
    let pod = TestPod::new().await;
    let (alice, _) = full(&pod).await;
    let before = holdings(&pod, &alice).await;
    close(&pod, &alice, When::Later).await.unwrap();
    assert_eq!(account(&pod, &alice).await.state, State::Closing);
    assert_eq!(closed_at(&pod, &alice).await, Some(pod.db.now()));
    pod.advance(WEEK - Duration::from_secs(60));
    worker::drain(&pod).await.unwrap();
    let user = account(&pod, &alice).await;
    pod.act(async |tx| close::reopen(tx, &user).await).await.unwrap();
    assert_eq!(
        (account(&pod, &alice).await.state, closed_at(&pod, &alice).await),
        (State::Active, None)
    );
    pod.advance(WEEK);
    worker::drain(&pod).await.unwrap();
    let sessions = |all: Vec<(String, i64)>| {
        all.into_iter()
            .filter(|(name, _)| name != "session.user_id")
            .collect::<Vec<_>>()
    };
    assert_eq!(sessions(holdings(&pod, &alice).await), sessions(before));
    assert!(
        pod.act(async |tx| close::reopen(tx, &user).await).await.is_err(),
        "it is open"
    );
}

#[rocket::async_test]
async fn closing_again_gives_another_whole_week() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    close(&pod, &alice, When::Later).await.unwrap();
    pod.advance(WEEK / 2);
    let user = account(&pod, &alice).await;
    pod.act(async |tx| close::reopen(tx, &user).await).await.unwrap();
    close(&pod, &alice, When::Later).await.unwrap();
    pod.advance(WEEK / 2);
    worker::drain(&pod).await.unwrap();
    assert_eq!(account(&pod, &alice).await.state, State::Closing);
    pod.advance(WEEK / 2);
    worker::drain(&pod).await.unwrap();
    assert_eq!(account(&pod, &alice).await.state, State::Closed);
}

#[rocket::async_test]
async fn an_emptied_account_leaves_its_name_and_nothing_else() {
    let pod = TestPod::new().await;
    let (alice, bob) = full(&pod).await;
    let bobs = rows(&pod, "post", "author_id", bob.person.0).await;
    close(&pod, &alice, When::Later).await.unwrap();
    pod.advance(WEEK);
    worker::drain(&pod).await.unwrap();
    assert_eq!(holdings(&pod, &alice).await, []);
    let user = account(&pod, &alice).await;
    assert_eq!(
        (user.state, user.username.as_str(), user.password.as_str()),
        (State::Closed, "alice", "")
    );
    assert!(user.email.ends_with(".invalid"), "{}", user.email);
    for size in ["50", "100", "300", "original"] {
        assert_eq!(pod.storage.get(&format!("avatars/pic/{size}")).await.unwrap(), None);
    }
    assert_eq!(
        rows(&pod, "post", "author_id", bob.person.0).await,
        bobs,
        "what others wrote stays theirs"
    );
    assert!(job::Entity::find().all(pod.db.read()).await.unwrap().is_empty());
    assert!(
        pod.act(async |tx| close::reopen(tx, &user).await).await.is_err(),
        "too late"
    );
}

#[rocket::async_test]
async fn emptying_goes_on_after_a_crash_between_any_two_steps() {
    let pod = TestPod::new().await;
    let (alice, _) = full(&pod).await;
    close(&pod, &alice, When::AtOnce).await.unwrap();
    let mut steps = 0;
    while pod
        .act(async |tx| close::empty_some(tx, alice.user).await)
        .await
        .unwrap()
        == close::Left::Rows
    {
        steps += 1;
        let user = account(&pod, &alice).await;
        assert!(
            pod.act(async |tx| close::reopen(tx, &user).await).await.is_err(),
            "half an account is not opened"
        );
    }
    assert!(steps >= 2);
    for _ in 0..2 {
        pod.act(async |tx| close::empty_last(tx, alice.user).await)
            .await
            .unwrap();
    }
    worker::drain(&pod).await.unwrap();
    assert_eq!(holdings(&pod, &alice).await, []);
    pod.act(async |tx| Ok(tx.enqueue(Job::EmptyAccount { user: alice.user.0 }).await?))
        .await
        .unwrap();
    worker::drain(&pod).await.unwrap();
    let letters = std::fs::read_dir(pod.mailer.folder().unwrap()).unwrap().count();
    assert_eq!(letters, 1, "the farewell is written once");
}

#[rocket::async_test]
async fn the_last_administrator_stays() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let run = async |who: &Someone| {
        let id = who.user;
        let change = user::ActiveModel {
            id: Set(id),
            role: Set(Role::Administrator),
            ..Default::default()
        };
        pod.act(async |tx| Ok(change.clone().update(tx.sql()).await?))
            .await
            .unwrap();
    };
    run(&alice).await;
    let refused = close(&pod, &alice, When::Later).await;
    assert!(matches!(
        refused,
        Err(Stop::Refused(Refusal::Account(AccountRefusal::LastAdministrator)))
    ));
    run(&bob).await;
    close(&pod, &alice, When::Later).await.unwrap();
}
