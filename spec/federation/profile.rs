//! What people show of themselves, to whom.

use entity::{Details, Viewer};
use samara::domain::profile::{self, Day, Draft, Owner};

use crate::support::Network;
use crate::support::network::Citizen;

pub(super) async fn describes(who: &Citizen<'_>, details: Details) {
    let draft = Draft {
        name: "Alice; née Lidell".to_owned(),
        bio: "down the **hole**".to_owned(),
        location: "Oxford".to_owned(),
        pronouns: "she".to_owned(),
        birthday: Day {
            day: "4".to_owned(),
            month: "5".to_owned(),
            year: String::new(),
        },
        tags: "#rabbits #tea".to_owned(),
        searchable: false,
        nsfw: false,
        details,
    };
    let owner = Owner {
        user: who.who.user,
        person: who.who.person,
    };
    who.pod
        .act(async |tx| profile::save(tx, owner, draft).await)
        .await
        .unwrap();
}

/// Bio and birthday as somebody sees them.
async fn sees(who: &Citizen<'_>, whom: &Citizen<'_>) -> Option<(String, String)> {
    let person = who.knows(whom).await;
    let viewer = Viewer::Local(who.who.user, who.who.person);
    let shown = profile::shown(who.pod.db.read(), viewer, person.id).await.unwrap();
    let extended = shown.extended.filter(|row| !row.bio.is_empty());
    extended.map(|row| (row.bio.clone(), row.birthday.clone()))
}

#[rocket::async_test]
async fn the_extended_part_goes_only_to_those_to_whom_it_is_shown() {
    let network = Network::of(3).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let mara = network.citizen(2, "mara").await;
    // Bob is in one of alice's aspects. Mara shares with alice, who does not share with her; so does Erin on Bob's pod, which
    // is told all of it for him.
    let erin = network.citizen(1, "erin").await;
    alice.shares_with(&bob).await;
    mara.shares_with(&alice).await;
    erin.shares_with(&alice).await;
    network.settle().await;
    let all = Some(("down the **hole**".to_owned(), "--05-04".to_owned()));
    describes(&alice, Details::Contacts).await;
    network.settle().await;
    for reader in [&bob, &mara] {
        let known = reader.knows(&alice).await;
        assert_eq!((known.name.as_str(), known.searchable), ("Alice, née Lidell", false));
    }
    assert_eq!(
        (sees(&bob, &alice).await, sees(&mara, &alice).await),
        (all.clone(), None)
    );
    assert_eq!(sees(&erin, &alice).await, None);
    let page = format!("/people/{}", alice.who.guid);
    for surface in [page.clone(), format!("{page}/card")] {
        let shown = erin.pod.browser("erin").await.get(&surface).await;
        assert!(shown.status() == 200 && !shown.text().contains("Oxford"), "{surface}");
    }
    let viewer = Viewer::Local(bob.who.user, bob.who.person);
    let person = bob.knows(&alice).await;
    let tags = profile::shown(bob.pod.db.read(), viewer, person.id).await.unwrap().tags;
    assert_eq!(tags, ["rabbits", "tea"]);
    describes(&alice, Details::Everyone).await;
    network.settle().await;
    assert_eq!(
        (sees(&bob, &alice).await, sees(&mara, &alice).await),
        (all.clone(), all)
    );
    describes(&alice, Details::Nobody).await;
    network.settle().await;
    assert_eq!((sees(&bob, &alice).await, sees(&mara, &alice).await), (None, None));
}
