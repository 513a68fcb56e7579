//! Somebody here moves to another pod: where they are now says so, too, and everybody who knows them goes along.

use std::time::Duration;

use entity::{Details, person};
use samara::domain::account::close;
use samara::domain::contact::{self, Standing};
use samara::domain::ignore;
use samara::domain::moving::{self, Former};
use samara::error::{AccountRefusal, Refusal};
use samara::wire::diaspora::base64;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::moved::{migration, send};
use super::profile::describes;
use super::{posts_to, reads, says, sees};
use crate::support::cast::password;
use crate::support::network::Citizen;
use crate::support::rows::{column, count};
use crate::support::{Browser, Network};

const NAMING: &str = "/settings/moving/former";
const LEAVING: &str = "/settings/moving/away";

async fn standing(who: &Citizen<'_>, other: &Citizen<'_>) -> Standing {
    let found = person::Entity::find().filter(person::Column::Handle.eq(&other.who.handle));
    match found.one(who.pod.db.read()).await.unwrap() {
        Some(found) => contact::standing(who.pod.db.read(), who.who.user, found.id)
            .await
            .unwrap(),
        None => Standing::default(),
    }
}

async fn names<'n>(new: &Citizen<'n>, old: &str) -> Browser<'n> {
    let name = new.who.handle.split('@').next().unwrap_or_default();
    let browser = new.pod.browser(name).await;
    let named = browser.post(NAMING, &[("former", old)]).await;
    assert_eq!(
        (named.status(), named.location()),
        (303, "/settings/moving"),
        "{}",
        named.text()
    );
    browser
}

/// What somebody is answered who says that they move there.
async fn leaves(old: &Browser<'_>, name: &str, to: &str) -> (u16, String) {
    let answer = old.post(LEAVING, &[("new", to), ("password", &password(name))]).await;
    (answer.status(), answer.text().to_owned())
}

/// What an envelope holds.
fn payload(body: &str) -> String {
    let data = body.split("<me:data").nth(1).and_then(|rest| rest.split('>').nth(1));
    let data = data.and_then(|rest| rest.split('<').next()).unwrap_or_default();
    String::from_utf8_lossy(&base64::read_strict(data.trim()).unwrap_or_default()).into_owned()
}

/// Letters about a move that a pod was sent.
fn told(network: &Network, number: usize) -> usize {
    let sent = network.sent_to(number);
    sent.iter()
        .filter(|sent| sent.path == "/receive/public" && payload(&sent.body).contains("<account_migration>"))
        .count()
}

#[rocket::async_test]
async fn whoever_moves_to_another_pod_is_followed_there_by_all_who_know_them() {
    let network = Network::of(3).await;
    let (alice, carol) = (network.citizen(0, "alice").await, network.citizen(0, "carol").await);
    let (anew, dave) = (network.citizen(1, "alicia").await, network.citizen(1, "dave").await);
    let bob = network.citizen(2, "bob").await;
    for other in [&bob, &dave] {
        alice.shares_with(other).await;
        other.shares_with(&alice).await;
    }
    let family = carol.shares_with(&alice).await;
    let erin = network.citizen(0, "erin").await;
    erin.pod
        .act(async |tx| ignore::add(tx, erin.who.user, alice.who.person).await)
        .await
        .unwrap();
    network.settle().await;
    let posts = [
        posts_to(&alice, "for all", "public").await,
        posts_to(&alice, "for the family", "family").await,
    ];
    network.settle().await;
    says(&bob, &posts[1], "a word").await;
    network.settle().await;
    let there = names(&anew, "Alice@One.example").await;
    assert!(there.get("/settings/moving").await.text().contains("alice@one.example"));
    let old = alice.pod.browser("alice").await;
    let wrong = old
        .post(LEAVING, &[("new", "alicia@two.example"), ("password", "wrong")])
        .await;
    assert_eq!(wrong.status(), 422);
    let (status, said) = leaves(&old, "alice", "alicia@two.example").await;
    assert_eq!(status, 303, "{said}");
    network.settle().await;
    // On a third pod everything of hers is the new one's.
    let now = standing(&bob, &anew).await;
    assert!(now.receiving && now.aspects.len() == 1);
    for post in &posts {
        assert_eq!(sees(&bob, post).await.unwrap().author.handle, "alicia@two.example");
    }
    assert_eq!(reads(&bob, &posts[1]).await, ["bob: a word"]);
    // Who shares with her here, and where she is now, shares with the new one, and all three are told.
    let here = standing(&carol, &anew).await;
    assert!(here.receiving && here.aspects == [family]);
    assert!(standing(&dave, &anew).await.receiving);
    for (who, name) in [(&carol, "carol"), (&dave, "dave"), (&bob, "bob")] {
        let page = who.pod.browser(name).await.get("/notifications").await;
        assert_eq!(page.text().matches("has moved to another pod").count(), 1, "{name}");
    }
    assert!(standing(&anew, &bob).await.sharing && standing(&anew, &carol).await.sharing);
    let known = erin.knows(&anew).await;
    let since = entity::own::ignore::since(erin.pod.db.read(), erin.who.user, known.id).await;
    assert!(
        since.unwrap().is_some(),
        "whoever ignores the old one does not hear of the new one"
    );
    // Where she is now, what she said under the old name is hers no more.
    assert!(sees(&dave, &posts[0]).await.is_none());
    // The old page leads to the new one, and nobody signs in there.
    let there = format!("/people/{}", anew.who.guid);
    let pages = [format!("/people/{}", alice.who.guid), "/u/alice".to_owned()];
    for (who, name) in [(&carol, "carol"), (&dave, "dave"), (&bob, "bob")] {
        let browser = who.pod.browser(name).await;
        assert_eq!(browser.get(&pages[0]).await.location(), there, "{name}");
    }
    assert_eq!(carol.pod.browser("carol").await.get(&pages[1]).await.location(), there);
    let found = alice
        .pod
        .visitor()
        .get("/.well-known/webfinger?resource=acct:alice@one.example")
        .await;
    assert_eq!(found.status(), 200, "whoever asks for the name learns where she is");
    assert_eq!(old.get("/stream").await.status(), 303);
    let again = alice.pod.visitor();
    let again = again
        .post(
            "/sign-in",
            &[("username", "alice"), ("password", &password("alice")), ("to", "")],
        )
        .await;
    assert!(again.status() == 403 && again.text().contains("You have moved from this account"));
    // What is written to the old one is answered: they have moved. Once in a while.
    assert_eq!((told(&network, 1), told(&network, 2)), (1, 1));
    network.advance(Duration::from_secs(8 * 86_400));
    let path = format!("/receive/users/{}", alice.who.guid);
    for _ in 0..3 {
        let (status, ..) = alice.pod.server().asked(true, &path, &[], b"{}".to_vec()).await;
        assert_eq!(status, 404);
        network.settle().await;
    }
    assert_eq!((told(&network, 1), told(&network, 2)), (2, 2));
    // The old account is empty by now; what others have of it stays the new one's.
    assert_eq!(count(alice.pod.db.read(), "SELECT COUNT(*) FROM post").await, 0);
    for post in &posts {
        assert_eq!(sees(&bob, post).await.unwrap().author.handle, "alicia@two.example");
    }
    assert!(standing(&bob, &anew).await.receiving);
    let letter = posts_to(&carol, "for you", "family").await;
    network.settle().await;
    assert!(sees(&anew, &letter).await.is_some());
}

#[rocket::async_test]
async fn what_the_new_account_shows_to_a_few_is_in_no_letter_about_the_move() {
    let network = Network::of(3).await;
    let (alice, carol) = (network.citizen(0, "alice").await, network.citizen(0, "carol").await);
    let (anew, bob) = (network.citizen(1, "alicia").await, network.citizen(2, "bob").await);
    let erin = network.citizen(2, "erin").await;
    // Carol's pod is told all of it, for her; so is Erin's.
    describes(&anew, Details::Contacts).await;
    anew.shares_with(&carol).await;
    anew.shares_with(&erin).await;
    alice.shares_with(&bob).await;
    network.settle().await;
    names(&anew, "alice@one.example").await;
    assert_eq!(
        leaves(&alice.pod.browser("alice").await, "alice", "alicia@two.example")
            .await
            .0,
        303
    );
    network.settle().await;
    let bio = "SELECT bio FROM profile JOIN person ON person.id = person_id WHERE handle = 'alicia@two.example'";
    assert_eq!(
        column(bob.pod.db.read(), bio).await,
        ["down the **hole**"],
        "what Erin may see is there"
    );
    let kept = column(alice.pod.db.read(), "SELECT body FROM farewell").await;
    let letter = payload(&kept[0]);
    assert!(letter.contains("<account_migration>"), "{letter}");
    assert!(letter.contains("alicia@two.example"), "{letter}");
    for secret in ["hole", "Oxford", "05-04", "she"] {
        assert!(!letter.contains(secret), "{secret} in {letter}");
    }
}

#[rocket::async_test]
async fn who_has_moved_is_given_back_by_nobody() {
    let network = Network::of(2).await;
    let (alice, anew) = (network.citizen(0, "alice").await, network.citizen(1, "alicia").await);
    let root = network.citizen(0, "root").await;
    names(&anew, "alice@one.example").await;
    assert_eq!(
        leaves(&alice.pod.browser("alice").await, "alice", "alicia@two.example")
            .await
            .0,
        303
    );
    network.settle().await;
    let (by, user) = (root.who.user, alice.who.user);
    alice
        .pod
        .act(async |tx| close::close_by(tx, by, user).await)
        .await
        .unwrap();
    let back = alice.pod.act(async |tx| close::give_back(tx, user).await).await;
    assert_eq!(
        back.unwrap_err().refusal(),
        Some(&Refusal::Account(AccountRefusal::Moved))
    );
}

#[rocket::async_test]
async fn nobody_is_moved_to_somebody_here_who_does_not_say_so() {
    let network = Network::of(2).await;
    let (mallory, anew) = (network.citizen(0, "mallory").await, network.citizen(1, "alicia").await);
    let dave = network.citizen(1, "dave").await;
    dave.shares_with(&mallory).await;
    network.settle().await;
    let there = names(&anew, "mallory@one.example").await;
    there
        .post(&format!("{NAMING}/remove"), &[("former", "mallory@one.example")])
        .await;
    // What was signed then is still good as a signature.
    let letter = migration(&mallory, &anew, &mallory, "alicia");
    send(&network, &anew, &mallory, letter.clone()).await;
    assert!(!standing(&dave, &anew).await.receiving);
    names(&anew, "mallory@one.example").await;
    send(&network, &anew, &mallory, letter).await;
    assert!(standing(&dave, &anew).await.receiving);
}

#[rocket::async_test]
async fn what_is_written_to_the_old_account_by_who_has_not_heard_of_it_reaches_the_new_one() {
    let network = Network::of(3).await;
    let (alice, anew) = (network.citizen(0, "alice").await, network.citizen(1, "alicia").await);
    let bob = network.citizen(2, "bob").await;
    alice.shares_with(&bob).await;
    bob.shares_with(&alice).await;
    network.settle().await;
    names(&anew, "alice@one.example").await;
    // The third pod is away while she moves, and writes to her where she was.
    network.leave(2);
    let old = alice.pod.browser("alice").await;
    assert_eq!(leaves(&old, "alice", "alicia@two.example").await.0, 303);
    network.settle().await;
    let letter = posts_to(&bob, "for you", "family").await;
    samara::worker::drain(bob.pod).await.unwrap();
    assert_eq!(count(alice.pod.db.read(), "SELECT COUNT(*) FROM received").await, 0);
    network.come_back(2);
    network.advance(Duration::from_secs(86_400));
    network.settle().await;
    assert!(standing(&bob, &anew).await.receiving, "its pod is told when it is back");
    assert!(
        sees(&anew, &letter).await.is_some(),
        "and sends what waits to where she is"
    );
}

#[rocket::async_test]
async fn nobody_moves_to_an_account_that_does_not_say_so_itself() {
    let network = Network::of(3).await;
    let (alice, mallory) = (network.citizen(0, "alice").await, network.citizen(1, "mallory").await);
    let bob = network.citizen(2, "bob").await;
    bob.shares_with(&alice).await;
    network.settle().await;
    let old = alice.pod.browser("alice").await;
    let refused = async |to: &str, words: &str| {
        let (status, said) = leaves(&old, "alice", to).await;
        assert!(status == 422 && said.contains(words), "{to}: {status} {said}");
        assert!(said.contains("new-error"), "it stands beside the field");
    };
    refused("mallory@two.example", "does not say that this one was yours").await;
    refused("alice@one.example", "is on this pod").await;
    refused("somewhere else", "no address of an account").await;
    refused("nobody@two.example", "Nobody was found").await;
    // Named, and taken back before she moves.
    let there = names(&mallory, "alice@one.example").await;
    there
        .post(&format!("{NAMING}/remove"), &[("former", "alice@one.example")])
        .await;
    refused("mallory@two.example", "does not say that this one was yours").await;
    network.leave(1);
    network.advance(Duration::from_secs(60));
    refused("mallory@two.example", "does not answer").await;
    network.settle().await;
    assert!(standing(&bob, &alice).await.receiving);
    assert_eq!(count(alice.pod.db.read(), "SELECT COUNT(*) FROM farewell").await, 0);
    assert_eq!(old.get("/stream").await.status(), 200);
}

#[rocket::async_test]
async fn an_account_names_only_a_few_former_ones_and_none_that_is_not_there() {
    let network = Network::of(2).await;
    let (alice, anew) = (network.citizen(0, "alice").await, network.citizen(1, "alicia").await);
    let browser = anew.pod.browser("alicia").await;
    let refused = async |typed: &str, words: &str| {
        let answer = browser.post(NAMING, &[("former", typed)]).await;
        let said = answer.text();
        assert!(answer.status() == 422 && said.contains("former-error"), "{typed}");
        assert!(said.contains(words), "{typed}: {said}");
    };
    refused("alicia@two.example", "is on this pod").await;
    refused("nobody@one.example", "Nobody was found").await;
    refused("", "no address of an account").await;
    for number in 0..4 {
        let former = Former {
            handle: format!("alice{number}@one.example"),
            uri: None,
            consent: "x".to_owned(),
        };
        let user = anew.who.user;
        anew.pod
            .act(async |tx| moving::name(tx, user, former.clone()).await)
            .await
            .unwrap();
    }
    for _ in 0..2 {
        names(&anew, &alice.who.handle).await;
    }
    network.citizen(0, "bob").await;
    refused("bob@one.example", "You have named 5 accounts").await;
    let said = column(anew.pod.db.read(), "SELECT handle FROM former").await;
    assert_eq!(said.len(), 5);
}
