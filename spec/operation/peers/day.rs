//! Three pods, of which one is away for a day: what is decided and written to each other meanwhile is there when it is back, once.

use std::sync::Arc;

use sea_orm::ConnectionTrait;

use super::ready::soon;
use super::street::{House, street};
use super::three::meet;
use crate::operation::stored::looking;
use crate::support::peer::Authority;
use crate::support::pod::folder;

/// Microseconds.
const DAY: i64 = 86_400_000_000;

/// A day goes by for whoever waits here for another pod: all that they have written down about it is a day older.
async fn a_day_goes_by(house: &House) {
    let db = looking(&house.home).await;
    for (table, column) in [
        ("pod", "failing_since"),
        ("pod", "heard_at"),
        ("pod", "reached_at"),
        ("pod", "came_at"),
        ("envelope", "created_at"),
        ("delivery", "run_at"),
        ("job", "run_at"),
    ] {
        let older = format!("UPDATE {table} SET {column} = {column} - {DAY} WHERE {column} > {DAY}");
        db.execute_unprepared(&older).await.unwrap();
    }
    db.close().await.unwrap();
}

/// Votes for the answer with these words, and sees how it stands.
async fn votes(house: &House, path: &str, words: &str) {
    let page = house.reads(path).await;
    let before = page.split(words).next().unwrap();
    let answer = before
        .rsplit("name=\"answer\" value=\"")
        .next()
        .and_then(|after| after.split('"').next());
    house
        .does(&format!("{path}/vote"), &[("answer", answer.expect("an answer"))])
        .await;
}

/// A poll with three votes, in which everybody sees the same.
async fn polled(street: &[House; 3], fields: &[(&str, &str)]) {
    let [one, two, three] = street;
    let poll = [("question", "Which evening?"), ("answers", "Tuesday\nThursday")];
    let path = format!("/posts/{}", one.posts(&[fields, &poll].concat()).await);
    votes(one, &path, "Tuesday").await;
    for house in [two, three] {
        house.will_read(&path, "Which evening?").await;
        votes(house, &path, "Thursday").await;
    }
    for house in street {
        house.will_read(&path, "3 people voted").await;
        house.will_read(&path, "67 %").await;
    }
}

async fn writes(house: &House, path: &str, text: &str) {
    house.does(&format!("{path}/messages"), &[("text", text)]).await;
}

/// A conversation of the three in which each has written; where it is read.
async fn correspond(street: &[House; 3], guids: &[String]) -> String {
    let begun = [
        ("people", guids[1].as_str()),
        ("people", guids[2].as_str()),
        ("subject", "Jars"),
        ("text", "How many?"),
    ];
    let letters = street[0].does("/conversations", &begun).await;
    for (number, text) in [(1, "Two from two."), (2, "Three from three.")] {
        street[number].will_read(&letters, "How many?").await;
        writes(&street[number], &letters, text).await;
        for house in street {
            house.will_read(&letters, text).await;
        }
    }
    letters
}

/// What two of them say while the third is away: below posts that it gets, and in a conversation that it takes part in. Where the posts
/// are read.
async fn meanwhile(one: &House, two: &House, reaches: &[&[(&str, &str)]], letters: &str) -> Vec<String> {
    let mut said = Vec::new();
    for fields in reaches {
        let path = format!(
            "/posts/{}",
            one.posts(&[*fields, &[("text", "While away.")]].concat()).await
        );
        two.will_read(&path, "While away.").await;
        two.does(&format!("{path}/comments"), &[("comment", "Said meanwhile.")])
            .await;
        one.will_read(&path, "Said meanwhile.").await;
        one.does(&format!("{path}/edit"), &[("text", "While they were away.")])
            .await;
        said.push(path);
    }
    writes(one, letters, "One from one.").await;
    two.will_read(letters, "One from one.").await;
    writes(two, letters, "And two again.").await;
    one.will_read(letters, "And two again.").await;
    said
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pod_that_was_away_for_a_day_has_all_that_was_decided_and_written_meanwhile() {
    let folder = folder();
    let authority = Arc::new(Authority::new(&folder));
    let mut street = street(&authority).await;
    let guids = meet(&street).await;
    let aspect = street[0].aspect().await;
    let limited = [("reach", "limited"), ("aspect", aspect.as_str())];
    polled(&street, &[("reach", "public"), ("text", "Jam for all.")]).await;
    polled(&street, &[&limited[..], &[("text", "Jam for some.")]].concat()).await;

    let letters = correspond(&street, &guids).await;
    let taken_back = street[0]
        .posts(&[("reach", "public"), ("text", "Said too soon.")])
        .await;
    let taken_back = format!("/posts/{taken_back}");
    street[2].will_read(&taken_back, "Said too soon.").await;

    street[2].falls();
    let [one, two, _] = &street;
    let said = meanwhile(one, two, &[&[("reach", "public")], &limited], &letters).await;
    one.does(&format!("{taken_back}/delete"), &[]).await;
    let failing = "SELECT count(*) FROM pod WHERE host = 'three.example' AND failing_since IS NOT NULL";
    for house in [one, two] {
        soon("a pod that is away", async || house.counts(failing).await == 1).await;
        a_day_goes_by(house).await;
    }

    street[2].rises().await;
    for house in &street {
        house.hurries().await;
    }
    let three = &street[2];
    for path in &said {
        three.will_read(path, "While they were away.").await;
        three.will_read(path, "Said meanwhile.").await;
    }
    for text in ["One from one.", "And two again."] {
        three.will_read(&letters, text).await;
    }
    three.will_lose(&taken_back).await;
    for (what, times) in [("comment", 2), ("message", 5), ("poll_vote", 6), ("post", 4)] {
        let count = three.counts(&format!("SELECT count(*) FROM {what}")).await;
        assert_eq!(count, times, "each {what} once");
    }
    for house in street {
        house.leaves().await;
    }
    std::fs::remove_dir_all(folder).unwrap();
}
