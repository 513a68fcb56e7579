//! Three pods: everything that people do, over TLS, and once more while the power goes.

use std::sync::Arc;

use super::ready::soon;
use super::street::{House, street};
use crate::operation::process::Client;
use crate::operation::stored;
use crate::support::peer::Authority;
use crate::support::photo::picture;
use crate::support::pod::folder;

/// A post with a picture, and how it is shown on the two others.
async fn pictured(one: &House, others: [&House; 2], fields: &[(&str, &str)], words: &str) -> String {
    let got = one.client.upload("/photos", &picture(80, 60, 3)).await.unwrap();
    let photo = stored::guid(&got.text);
    let described = format!("alt-{photo}");
    let picture = [
        ("text", words),
        ("photo", photo.as_str()),
        (described.as_str(), "a plum tree"),
    ];
    let guid = one.posts(&[fields, &picture].concat()).await;
    for other in others {
        let path = format!("/posts/{guid}");
        other.will_read(&path, words).await;
        let page = other.reads(&path).await;
        assert!(page.contains("a plum tree"), "{page}");
        let after = page
            .split("src=\"/media/")
            .nth(1)
            .and_then(|after| after.split('"').next());
        let path = format!("/media/{}", after.expect("it is shown by the proxy"));
        let (status, bytes) = other.client.bytes(&path).await.unwrap();
        assert_eq!((status, bytes.is_empty()), (200, false), "the picture itself");
    }
    guid
}

/// Everybody finds everybody and shares with them; guids by house.
pub(super) async fn meet(street: &[House; 3]) -> Vec<String> {
    let mut guids = Vec::new();
    for house in street {
        let mut me = String::new();
        for other in street.iter().filter(|other| other.host != house.host) {
            me = other.finds(&format!("first@{}", house.host)).await;
            other.shares_with(&me).await;
        }
        guids.push(me);
    }
    for house in street {
        for other in street.iter().filter(|other| other.host != house.host) {
            house
                .will_read("/notifications", &format!("Keeper of {}", other.host))
                .await;
        }
    }
    guids
}

async fn talk(street: &[House; 3], post: &str) {
    let [one, two, three] = street;
    let path = format!("/posts/{post}");
    let to = two
        .does(&format!("{path}/comments"), &[("comment", "Said at **two**.")])
        .await;
    let comment = to.rsplit("#comment-").next().unwrap().to_owned();
    for house in [one, three] {
        house.will_read(&path, "Said at <strong>two</strong>.").await;
    }
    three.does(&format!("{path}/like"), &[]).await;
    for house in [one, two] {
        house
            .will_read(&format!("{path}/likes"), "Keeper of three.example")
            .await;
    }
    three.does(&format!("/comments/{comment}/like"), &[]).await;
    one.will_read(&format!("/comments/{comment}/likes"), "Keeper of three.example")
        .await;
    three.does(&format!("{path}/unlike"), &[]).await;
    soon("a like taken back", async || {
        !two.reads(&format!("{path}/likes"))
            .await
            .contains("Keeper of three.example")
    })
    .await;
    two.does(&format!("/comments/{comment}/delete"), &[]).await;
    for house in [one, three] {
        soon("a comment taken back", async || {
            !house.reads(&path).await.contains("Said at")
        })
        .await;
    }
}

/// Somebody joins at the first house, is known at the second, and closes their account.
async fn come_and_go(one: &House, two: &House) {
    let mut visitor = Client::new(one.port);
    visitor.refresh("/join").await.unwrap();
    let fields = [
        ("username", "second"),
        ("email", "second@mail.example"),
        ("password", "correct horse battery"),
    ];
    assert_eq!(visitor.post("/join", &fields).await.unwrap().status, 303);
    one.can_sign("second").await;
    let guid = two.finds("second@one.example").await;
    two.shares_with(&guid).await;
    let closed = one.home.run(&["account", "close", "second", "--now"]);
    assert!(closed.status.success(), "{}", String::from_utf8_lossy(&closed.stderr));
    two.will_lose(&format!("/people/{guid}")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_pods_tell_each_other_everything_over_tls() {
    let folder = folder();
    let authority = Arc::new(Authority::new(&folder));
    let street = street(&authority).await;
    let [one, two, three] = &street;
    let guids = meet(&street).await;
    let aspect = one.aspect().await;
    let open = pictured(one, [two, three], &[("reach", "public")], "Plums for all.").await;
    let limited = [("reach", "limited"), ("aspect", aspect.as_str())];
    let closed = pictured(one, [two, three], &limited, "Plums for some.").await;
    talk(&street, &open).await;
    talk(&street, &closed).await;
    let reshared = three.does(&format!("/posts/{open}/reshare"), &[]).await;
    one.will_read(&reshared, "Plums for all.").await;
    for post in [&open, &closed] {
        let path = format!("/posts/{post}");
        one.does(&format!("{path}/edit"), &[("text", "Pears now.")]).await;
        two.will_read(&path, "Pears now.").await;
        three.will_read(&path, "Pears now.").await;
    }
    let profile = [
        ("name", "Ada of One"),
        ("bio", "Grows plums."),
        ("details", "contacts"),
        ("searchable", "on"),
    ];
    one.does("/settings/profile", &profile).await;
    two.will_read(&format!("/people/{}", guids[0]), "Grows plums.").await;
    two.will_read(&format!("/people/{}", guids[0]), "Ada of One").await;
    for post in [&open, &closed] {
        one.does(&format!("/posts/{post}/delete"), &[]).await;
        two.will_lose(&format!("/posts/{post}")).await;
        three.will_lose(&format!("/posts/{post}")).await;
    }
    come_and_go(one, two).await;
    for house in &street {
        let said = house.said();
        assert!(!said.is_empty(), "it is read");
        for secret in [
            "Plums",
            "Pears",
            "Said at",
            "Grows",
            "correct horse",
            "PRIVATE KEY",
            &house.client.cookie[16..],
        ] {
            let line = said.lines().find(|line| line.contains(secret));
            assert_eq!(line, None, "{} logs {secret}", house.host);
        }
    }
    for house in street {
        house.leaves().await;
    }
    std::fs::remove_dir_all(folder).unwrap();
}

/// Posts while the power goes here and there.
const POSTS: usize = 30;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_the_power_goes_while_letters_are_under_way_each_arrives_once() {
    let folder = folder();
    let authority = Arc::new(Authority::new(&folder));
    let mut street = street(&authority).await;
    meet(&street).await;
    let aspect = street[0].aspect().await;
    for number in 0..POSTS {
        let text = format!("power {number}.");
        let fields = match number % 2 {
            0 => vec![("reach", "public"), ("text", text.as_str())],
            _ => vec![
                ("reach", "limited"),
                ("aspect", aspect.as_str()),
                ("text", text.as_str()),
            ],
        };
        street[0].posts(&fields).await;
        // The one that sends, and one that receives; at once after it has answered.
        if let Some(house) = [(9, 0), (14, 1), (21, 0)]
            .iter()
            .find_map(|(at, house)| (*at == number).then_some(*house))
        {
            street[house].falls();
            street[house].rises().await;
        }
    }
    for house in &street {
        house.hurries().await;
    }
    for house in &street[1..] {
        soon("all posts", async || {
            house
                .counts("SELECT count(*) FROM post WHERE text LIKE 'power %'")
                .await
                >= POSTS as i64
        })
        .await;
        assert_eq!(
            house
                .counts("SELECT count(DISTINCT text) FROM post WHERE text LIKE 'power %'")
                .await,
            POSTS as i64,
            "each"
        );
        assert_eq!(house.counts("SELECT count(*) FROM post").await, POSTS as i64, "once");
    }
    soon("an end of sending", async || {
        street[0].counts("SELECT count(*) FROM delivery").await == 0
    })
    .await;
    for house in street {
        assert_eq!(
            house.counts("SELECT count(*) FROM job WHERE dead_at IS NOT NULL").await,
            0
        );
        house.leaves().await;
    }
    std::fs::remove_dir_all(folder).unwrap();
}
