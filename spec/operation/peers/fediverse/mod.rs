//! Our pod and a server that none of us wrote, over TLS: people of both follow each other, talk, vote, react, edit, delete and move,
//! and what is for a few reaches exactly them. Ours act through pages.
//!
//! Each part is tried whatever became of the others, so that one run tells all that does not fit.

mod world;

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use serde_json::{Value, json};

use self::world::{FIRST, PUBLIC, World, done, holds, made, says};
use super::fedify::{Fedify, Node, Taken, Ways};
use super::ready::soon;
use crate::operation::process::Client;
use crate::support::peer::Authority;
use crate::support::pod::folder;

/// Both ways, asked and answered; each is told.
async fn follow(world: &World) {
    let World { pod, fedi, other, .. } = world;
    let carol = pod.finds("carol@fedi.example").await;
    pod.shares_with(&carol).await;
    let asked = fedi.will_take("a Follow", |taken| taken.is("Follow")).await;
    assert_eq!(asked.about(), "https://fedi.example/users/carol");
    let first = world.first().await;
    assert_eq!(asked.activity["actor"], first.as_str());
    soon("it is accepted", async || {
        holds(&fedi.people("carol").await["followers"], &first)
    })
    .await;
    for (server, who) in [(fedi, "carol"), (fedi, "dora"), (other, "erin")] {
        server.does(json!({"who": who, "do": "follow", "whom": FIRST})).await;
        soon("an Accept", async || {
            server.people(who).await["following"][&first] == "accepted"
        })
        .await;
        pod.will_read("/notifications", who).await;
    }
}

/// A public post of ours goes once to each server, is talked about there, changes and ends.
async fn talk_here(world: &World) {
    let World { pod, fedi, other, .. } = world;
    let post = pod.posts(&[("reach", "public"), ("text", "Plums for **all**.")]).await;
    let mut address = String::new();
    for server in [fedi, other] {
        let taken = server.will_take("the post", made("Plums for")).await;
        assert_eq!(taken.who, None, "it is for everybody, so it comes to the inbox of all");
        assert!(holds(&taken.object()["to"], PUBLIC), "{}", taken.body);
        assert!(says(&taken, "<strong>all</strong>"), "{}", taken.body);
        address = taken.about().to_owned();
    }
    let looked = other.does(json!({"who": "erin", "do": "look", "what": address})).await;
    assert_eq!(
        looked["document"]["id"],
        address.as_str(),
        "it can be read at its address"
    );
    let path = format!("/posts/{post}");

    let reply = json!({"who": "carol", "do": "reply", "what": address, "reach": "public", "text": "Said at fedi."});
    let reply = fedi.makes(reply).await;
    pod.will_read(&path, "Said at fedi.").await;
    fedi.does(json!({"who": "carol", "do": "edit", "what": reply, "text": "Said otherwise."}))
        .await;
    pod.will_read(&path, "Said otherwise.").await;
    pod.does(&format!("{path}/comments"), &[("comment", "Answered here.")])
        .await;
    let answer = fedi.will_take("our comment", made("Answered here.")).await;
    assert_eq!(answer.object()["inReplyTo"], address.as_str(), "{}", answer.body);
    fedi.does(json!({"who": "carol", "do": "delete", "what": reply})).await;
    world.will_not_read(&path, "Said otherwise.").await;

    let likes = format!("{path}/likes");
    let like = fedi.does(json!({"who": "carol", "do": "like", "what": address})).await;
    pod.will_read(&likes, "carol@fedi.example").await;
    fedi.does(json!({"who": "dora", "do": "react", "what": address, "emoji": "🎉"}))
        .await;
    pod.will_read(&likes, "dora@fedi.example").await;
    pod.will_read(&likes, "🎉").await;
    fedi.does(json!({"who": "carol", "do": "undo", "what": like["id"]}))
        .await;
    world.will_not_read(&likes, "carol@fedi.example").await;

    let reshares = "SELECT count(*) FROM post WHERE root_id IS NOT NULL";
    let announce = fedi
        .does(json!({"who": "carol", "do": "announce", "what": address}))
        .await;
    world.will_count(1, "reshares", reshares).await;
    fedi.does(json!({"who": "carol", "do": "undo", "what": announce["id"]}))
        .await;
    world.will_count(0, "reshares", reshares).await;

    pod.does(&format!("{path}/edit"), &[("text", "Pears for all.")]).await;
    for server in [fedi, other] {
        let changed = |taken: &Taken| taken.is("Update") && says(taken, "Pears for all.");
        server.will_take("the change", changed).await;
    }
    pod.does(&format!("{path}/delete"), &[]).await;
    for server in [fedi, other] {
        server.will_take("the end", done("Delete", &address)).await;
    }
}

/// A public post of theirs is shown here, talked about here, changes and ends.
async fn talk_there(world: &World) {
    let World { pod, fedi, .. } = world;
    let address = fedi
        .makes(json!({"who": "carol", "do": "post", "reach": "public", "text": "Quinces from <b>fedi</b>."}))
        .await;
    let post = world.arrives("Quinces from", &address).await;
    let path = format!("/posts/{post}");
    pod.will_read("/stream", "Quinces from <strong>fedi</strong>.").await;

    let to = pod
        .does(&format!("{path}/comments"), &[("comment", "Said at *one*.")])
        .await;
    let comment = to.rsplit("#comment-").next().unwrap().to_owned();
    let said = fedi.will_take("the comment", made("Said at <em>one</em>.")).await;
    assert_eq!(said.object()["inReplyTo"], address.as_str(), "{}", said.body);
    pod.does(&format!("/comments/{comment}/delete"), &[]).await;
    fedi.will_take("the end of the comment", done("Delete", said.about()))
        .await;

    pod.does(&format!("{path}/like"), &[]).await;
    let like = fedi.will_take("the like", done("Like", &address)).await;
    pod.does(&format!("{path}/unlike"), &[]).await;
    let id = like.activity["id"].as_str().expect("an address");
    fedi.will_take("the end of the like", done("Undo", id)).await;
    pod.does(&format!("{path}/like"), &[("emoji", "🎉")]).await;
    fedi.will_take("the reaction", |taken| taken.body.contains('🎉')).await;
    let reshare = pod.does(&format!("{path}/reshare"), &[]).await;
    let announced = fedi.will_take("the reshare", done("Announce", &address)).await;
    assert!(holds(&announced.activity["to"], PUBLIC), "{}", announced.body);
    let reshare = reshare.rsplit(['/', '-']).next().unwrap().to_owned();
    pod.does(&format!("/posts/{reshare}/delete"), &[]).await;
    let id = announced.activity["id"].as_str().expect("an address");
    fedi.will_take("the end of the reshare", done("Undo", id)).await;

    fedi.does(json!({"who": "carol", "do": "edit", "what": address, "text": "Medlars."}))
        .await;
    pod.will_read(&path, "Medlars.").await;
    fedi.does(json!({"who": "carol", "do": "delete", "what": address}))
        .await;
    pod.will_lose(&path).await;
}

/// The form's name of one of the answers on a page.
fn choice(page: &str, answer: &str) -> String {
    let mut choices = page.split("name=\"answer\" value=\"").skip(1);
    let own = format!(">{answer}</span>");
    let found = choices.find(|rest| rest.contains(&own));
    let found = found.and_then(|rest| rest.split('"').next());
    found
        .unwrap_or_else(|| panic!("there is no {answer} in {page}"))
        .to_owned()
}

/// Polls of both: who votes, and what each is told of it.
async fn vote(world: &World) {
    let World { pod, fedi, other, .. } = world;
    let votes = "SELECT count(*) FROM poll_vote";
    let fields = [
        ("reach", "public"),
        ("text", "A question of ours."),
        ("question", "Which fruit?"),
        ("answers", "Plum\r\nBlue pear"),
    ];
    let post = pod.posts(&fields).await;
    let asked = fedi.will_take("the poll", |taken| {
        taken.is("Create") && taken.object()["type"] == "Question"
    });
    let asked = asked.await;
    let names: Vec<&Value> = asked.object()["oneOf"]
        .as_array()
        .expect("one of them")
        .iter()
        .map(|answer| &answer["name"])
        .collect();
    assert_eq!(names, ["Plum", "Blue pear"], "{}", asked.body);
    for (server, who) in [(fedi, "dora"), (other, "erin")] {
        server
            .does(json!({"who": who, "do": "vote", "what": asked.about(), "answers": ["Blue pear"]}))
            .await;
    }
    world.will_count(2, "votes", votes).await;
    assert!(
        !pod.reads(&format!("/posts/{post}")).await.contains("dora"),
        "nobody is told who has chosen what, and a vote is no comment"
    );

    let poll = json!({"who": "carol", "do": "post", "reach": "public", "text": "A question of theirs.",
                      "options": ["Quince", "Green fig"]});
    let address = fedi.makes(poll).await;
    let theirs = world.arrives("A question of theirs.", &address).await;
    let path = format!("/posts/{theirs}");
    let chosen = choice(&pod.reads(&path).await, "Green fig");
    pod.does(&format!("{path}/vote"), &[("answer", &chosen)]).await;
    let voted = fedi.will_take("our vote", |taken| {
        taken.is("Create") && taken.object()["inReplyTo"] == address.as_str() && taken.object()["name"] == "Green fig"
    });
    let voted = voted.await;
    assert!(
        voted.object()["content"].is_null(),
        "a vote is no reply: {}",
        voted.body
    );
    assert!(
        !voted.body.contains(PUBLIC) && !voted.body.contains("/followers"),
        "{}",
        voted.body
    );
    // What others have chosen is told by whoever asks.
    other
        .does(json!({"who": "erin", "do": "vote", "what": address, "answers": ["Quince"]}))
        .await;
    fedi.does(json!({"who": "carol", "do": "tally", "what": address})).await;
    pod.will_read(&path, "50 %").await;
}

/// A post for an aspect with Carol alone: Dora, who follows and lives on the same server, and Erin get and see nothing of it.
async fn limited_here(world: &World) {
    let World { pod, fedi, other, .. } = world;
    let aspect = pod.aspect().await;
    let limited = [
        ("reach", "limited"),
        ("aspect", aspect.as_str()),
        ("text", "Sloes for some."),
    ];
    let post = pod.posts(&limited).await;
    let path = format!("/posts/{post}");
    let got = fedi.will_take("the post", made("Sloes for some.")).await;
    let address = got.about().to_owned();
    let look = async |server: &Fedify, who: Option<&str>| {
        let looked = server.tries(&json!({"who": who, "do": "look", "what": address})).await;
        looked["document"]["id"] == address.as_str()
    };
    assert!(look(fedi, Some("carol")).await, "she may read it");
    assert!(!look(fedi, Some("dora")).await, "Dora may not");
    assert!(!look(other, Some("erin")).await, "nor may Erin");
    assert!(!look(fedi, None).await, "nor whoever does not say who they are");

    fedi.makes(json!({"who": "carol", "do": "reply", "what": address, "text": "Thanks for the sloes."}))
        .await;
    pod.will_read(&path, "Thanks for the sloes.").await;
    pod.does(&format!("{path}/edit"), &[("text", "Sloes, but fewer.")])
        .await;
    fedi.will_take("the change", |taken| {
        taken.is("Update") && says(taken, "Sloes, but fewer.")
    })
    .await;
    pod.does(&format!("{path}/delete"), &[]).await;
    fedi.will_take("the end", done("Delete", &address)).await;
    world.quiet().await;
    let about = |taken: &Taken| taken.body.contains(&address) || taken.body.contains("loes");
    for taken in fedi.taken().await.iter().filter(|taken| about(taken)) {
        assert_eq!(taken.who.as_deref(), Some("carol"), "{}", taken.body);
        for secret in ["dora", "erin", "other.example", "/followers", "#Public", "as:Public"] {
            assert!(!taken.body.contains(secret), "it names {secret}: {}", taken.body);
        }
    }
    assert!(
        !other.taken().await.iter().any(about),
        "not a word goes to Erin's server"
    );
}

/// What is for followers or for one person there is for exactly them here.
async fn limited_there(world: &World) {
    let World { pod, second, fedi, .. } = world;
    for (reach, to, text) in [
        ("followers", json!([]), "Rowans for followers."),
        ("direct", json!([FIRST]), "Rowans for one."),
    ] {
        let address = fedi
            .makes(json!({"who": "carol", "do": "post", "reach": reach, "to": to, "text": text}))
            .await;
        let post = world.arrives(text, &address).await;
        let path = format!("/posts/{post}");
        assert!(pod.reads(&path).await.contains(text), "{reach}");
        assert_eq!(
            second.get(&path).await.unwrap().status,
            404,
            "{reach}: who does not follow"
        );
        let anybody = Client::new(pod.port).get(&path).await.unwrap().status;
        assert_eq!(anybody, 404, "{reach}: who is not signed in");
        pod.does(&format!("{path}/comments"), &[("comment", &format!("Re: {text}"))])
            .await;
        let reply = fedi.will_take("the reply", made(&format!("Re: {text}"))).await;
        assert!(
            !reply.body.contains("#Public") && !reply.body.contains("/followers"),
            "an answer goes no further than what it answers: {}",
            reply.body
        );
    }
}

/// Another name and another account: contacts stay what they were.
async fn move_on(world: &World) {
    let World { pod, fedi, .. } = world;
    let carol = pod.finds("carol@fedi.example").await;
    let profile = json!({"who": "carol", "do": "profile", "shown": "Carol of Fedi", "summary": "Grows figs."});
    fedi.does(profile).await;
    pod.will_read(&format!("/people/{carol}"), "Carol of Fedi").await;
    pod.will_read(&format!("/people/{carol}"), "Grows figs.").await;
    fedi.does(json!({"who": "carol", "do": "move", "to": "carla"})).await;
    let carla = "https://fedi.example/users/carla";
    fedi.will_take("a Follow of the new account", done("Follow", carla))
        .await;
    let guid = pod.finds("carla@fedi.example").await;
    pod.will_read("/contacts", &guid).await;
    // Not wanted any more.
    pod.does(&format!("/people/{guid}/aspects"), &[]).await;
    fedi.will_take("an end of following", |taken| {
        taken.is("Undo") && taken.object()["type"] == "Follow" && taken.object()["object"] == carla
    })
    .await;
    soon("an end of following", async || {
        fedi.people("carla").await["followers"] == json!([])
    })
    .await;
}

/// Who no longer follows gets nothing more; who has left is no longer there.
async fn part(world: &World) {
    let World { pod, fedi, other, .. } = world;
    let follow = other.taken().await.into_iter().find(|taken| taken.is("Accept"));
    let follow = follow.expect("an Accept").about().to_owned();
    other.does(json!({"who": "erin", "do": "undo", "what": follow})).await;
    let first = world.first().await;
    assert!(other.people("erin").await["following"][&first].is_null());
    let sharing = "SELECT count(*) FROM contact JOIN person ON person.id = contact.person_id \
                   WHERE contact.sharing AND person.handle = 'erin@other.example'";
    world.will_count(0, "contacts with Erin", sharing).await;
    pod.posts(&[("reach", "public"), ("text", "Elderberries.")]).await;
    fedi.will_take("the post", made("Elderberries.")).await;
    world.quiet().await;
    let told = other.taken().await;
    assert!(
        !told.iter().any(|taken| taken.body.contains("Elderberries")),
        "she does not follow"
    );

    let dora = pod.finds("dora@fedi.example").await;
    fedi.does(json!({"who": "dora", "do": "leave"})).await;
    pod.will_lose(&format!("/people/{dora}")).await;
}

/// Every request was signed in the one way that was asked for, by us and by them.
async fn in_these_ways(world: &World, ways: Ways) {
    for server in [&world.fedi, &world.other] {
        let taken = server.taken().await;
        assert!(!taken.is_empty(), "{} took something", server.host);
        let others: Vec<&Taken> = taken.iter().filter(|taken| taken.signed != ways.takes).collect();
        assert!(others.is_empty(), "{others:?}");
        let signed = server.signed().await;
        let again = signed.iter().filter(|way| *way != ways.knocks).count();
        assert_eq!(
            again, 0,
            "our pod takes what {} has signed at the first knock",
            server.host
        );
    }
}

/// How a part says what did not fit.
fn first_words(why: &(dyn std::any::Any + Send)) -> String {
    let words = why.downcast_ref::<String>().map(String::as_str);
    let words = words.or(why.downcast_ref::<&str>().copied()).unwrap_or("no words");
    words.chars().take(600).collect()
}

async fn journey(ways: Ways) {
    let Some(node) = Node::there() else { return };
    let folder = folder();
    let authority = Authority::new(&folder);
    let world = World::new(&node, ways, &authority).await;
    let mut misfits = Vec::new();
    macro_rules! parts {
        ($($part:expr),* $(,)?) => {
            $(if let Err(why) = AssertUnwindSafe($part).catch_unwind().await {
                misfits.push(format!("{}: {}", stringify!($part), first_words(why.as_ref())));
            })*
        };
    }
    parts!(
        follow(&world),
        talk_here(&world),
        talk_there(&world),
        vote(&world),
        // Before anybody is refused what is not for them: whoever is knocks in the other way as well.
        in_these_ways(&world, ways),
        limited_here(&world),
        limited_there(&world),
        move_on(&world),
        part(&world),
    );
    if !misfits.is_empty() {
        // What fails stands last: of a long log the end is kept.
        panic!("{}\n\n{}", world.told().await, misfits.join("\n"));
    }
    world.pod.leaves().await;
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_none_of_us_wrote_understands_everything_and_is_understood_with_the_older_signatures() {
    journey(Ways {
        knocks: "cavage",
        takes: "cavage",
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_none_of_us_wrote_understands_everything_and_is_understood_with_the_newer_signatures() {
    journey(Ways {
        knocks: "rfc9421",
        takes: "rfc9421",
    })
    .await;
}
