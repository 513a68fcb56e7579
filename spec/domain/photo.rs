//! Photos: adding, using, describing, taking away, and that no file outlives what it belongs to.

use std::time::Duration;

use entity::own::photo as own;
use entity::visible::photo::{at_address, photos};
use entity::visible::post::posts;
use entity::{OwnPost, Viewer};
use samara::domain::account::close::{self, When};
use samara::domain::comment::{self, Draft};
use samara::domain::me::Me;
use samara::domain::photo::{self, File, Picked, album};
use samara::domain::post::audience::Wanted;
use samara::domain::post::{self, Composed, Wishes, draft, scheduled};
use samara::domain::{contact, conversation};
use samara::error::{Outcome, PhotoRefusal, PostRefusal, Refusal, Stop};
use samara::text::clean::Unfit;

use crate::support::photo::{added, picked};
use crate::support::{Someone, TestPod};

const DAY: Duration = Duration::from_secs(86_400);

fn public() -> Wanted {
    Wanted {
        reach: "public".to_owned(),
        aspects: Vec::new(),
        people: Vec::new(),
        except: Vec::new(),
    }
}

async fn share(pod: &TestPod, me: &Me, text: &str, photos: Vec<Picked>) -> Outcome<OwnPost> {
    let (host, wanted) = (pod.settings.host(), public());
    let wishes = Wishes {
        photos,
        ..Wishes::default()
    };
    let composed = Composed {
        text,
        wanted: &wanted,
        wishes: &wishes,
    };
    pod.act(async |tx| post::compose(tx, me, &host, composed).await).await
}

async fn revise(pod: &TestPod, me: &Me, guid: &str, text: &str, photos: Vec<Picked>) -> Outcome<OwnPost> {
    let host = pod.settings.host();
    let wishes = Wishes {
        photos,
        ..Wishes::default()
    };
    pod.act(async |tx| post::revise(tx, me, &host, guid, (text, &wishes)).await)
        .await
}

fn refusal<T: std::fmt::Debug>(outcome: Outcome<T>) -> Refusal {
    match outcome {
        Err(Stop::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

/// Whether the file of a photo is there.
async fn kept(pod: &TestPod, photo: &entity::OwnPhoto) -> bool {
    let file = photo::files(&photo.files).remove(0);
    let key = file.key(&photo.storage_key);
    pod.storage.get(&key).await.unwrap().is_some()
}

async fn someone(pod: &TestPod, name: &str) -> (Someone, Me) {
    let someone = pod.user(name).await;
    let me = someone.me(pod).await;
    (someone, me)
}

#[rocket::async_test]
async fn a_post_may_be_photos_alone_each_described_and_in_order() {
    let pod = TestPod::new().await;
    let (_, me) = someone(&pod, "alice").await;
    let (a, b) = (added(&pod, &me, "a").await, added(&pod, &me, "b").await);
    let said = Picked {
        alt: "  A plum tree ".to_owned(),
        focus: ("20".to_owned(), "many".to_owned()),
        ..picked(&b)
    };
    let post = share(&pod, &me, "", vec![said, picked(&a)]).await.unwrap();
    let found = own::of_post(pod.db.read(), &post).await.unwrap();
    let lines: Vec<_> = found
        .iter()
        .map(|photo| (photo.guid.as_str(), photo.alt.as_str(), photo.focus_x, photo.focus_y))
        .collect();
    let expected = [(b.guid.as_str(), "A plum tree", 20, 50), (a.guid.as_str(), "", 50, 50)];
    assert_eq!(lines, expected);
    let seen = posts(Viewer::Anyone)
        .one(pod.db.read(), &post.guid)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((seen.post.photos, seen.post.text.as_str()), (2, ""));
}

#[rocket::async_test]
async fn what_is_not_mine_used_already_or_too_much_is_refused() {
    let pod = TestPod::new().await;
    let (_, me) = someone(&pod, "alice").await;
    let (_, other) = someone(&pod, "bob").await;
    let foreign = added(&pod, &other, "bobs").await;
    let gone = Refusal::Photo(PhotoRefusal::Gone);
    assert_eq!(refusal(share(&pod, &me, "t", vec![picked(&foreign)]).await), gone);
    let mine = added(&pod, &me, "mine").await;
    share(&pod, &me, "t", vec![picked(&mine)]).await.unwrap();
    assert_eq!(refusal(share(&pod, &me, "t", vec![picked(&mine)]).await), gone);
    let twice = added(&pod, &me, "twice").await;
    assert_eq!(
        refusal(share(&pod, &me, "t", vec![picked(&twice), picked(&twice)]).await),
        gone
    );
    let long = Picked {
        alt: "x".repeat(photo::LONGEST_ALT + 1),
        ..picked(&twice)
    };
    let most = photo::LONGEST_ALT;
    assert_eq!(
        refusal(share(&pod, &me, "t", vec![long]).await),
        Refusal::Photo(PhotoRefusal::AltLong(most))
    );
    let many = vec![picked(&twice); photo::IN_POST + 1];
    let most = photo::IN_POST;
    assert_eq!(
        refusal(share(&pod, &me, "t", many).await),
        Refusal::Photo(PhotoRefusal::TooMany(most))
    );
    let empty = Refusal::Post(PostRefusal::Text(Unfit::Empty));
    assert_eq!(refusal(share(&pod, &me, " ", Vec::new()).await), empty);
}

#[rocket::async_test]
async fn an_author_describes_reorders_and_removes_photos_but_leaves_something() {
    let pod = TestPod::new().await;
    let (_, me) = someone(&pod, "alice").await;
    let (a, b) = (added(&pod, &me, "a").await, added(&pod, &me, "b").await);
    let post = share(&pod, &me, "", vec![picked(&a), picked(&b)]).await.unwrap();
    let c = added(&pod, &me, "c").await;
    revise(&pod, &me, &post.guid, "", vec![picked(&c), picked(&a)])
        .await
        .unwrap();
    let found = own::of_post(pod.db.read(), &post).await.unwrap();
    let guids: Vec<&str> = found.iter().map(|photo| photo.guid.as_str()).collect();
    assert_eq!(guids, [c.guid.as_str(), a.guid.as_str()]);
    pod.settle().await;
    assert!(!kept(&pod, &b).await && kept(&pod, &a).await);
    assert_eq!(
        refusal(revise(&pod, &me, &post.guid, "", Vec::new()).await),
        Refusal::Post(PostRefusal::Text(Unfit::Empty))
    );
    assert_eq!(own::of_post(pod.db.read(), &post).await.unwrap().len(), 2);
    pod.act(async |tx| photo::remove(tx, &me, &c.guid).await).await.unwrap();
    let last = pod.act(async |tx| photo::remove(tx, &me, &a.guid).await).await;
    assert_eq!(refusal(last), Refusal::Photo(PhotoRefusal::Last));
    revise(&pod, &me, &post.guid, "Words", Vec::new()).await.unwrap();
    pod.settle().await;
    assert!(!kept(&pod, &a).await);
}

#[rocket::async_test]
async fn editing_the_words_alone_keeps_the_photos() {
    let pod = TestPod::new().await;
    let (_, me) = someone(&pod, "alice").await;
    let photo = added(&pod, &me, "a").await;
    let post = share(&pod, &me, "Words", vec![picked(&photo)]).await.unwrap();
    let host = pod.settings.host();
    pod.act(async |tx| post::edit(tx, &me, &host, &post.guid, "Others").await)
        .await
        .unwrap();
    assert_eq!(own::of_post(pod.db.read(), &post).await.unwrap().len(), 1);
}

#[rocket::async_test]
async fn however_something_goes_its_files_go() {
    let pod = TestPod::new().await;
    let (_, alice) = someone(&pod, "alice").await;
    let (bob, bobs) = someone(&pod, "bob").await;
    let host = pod.settings.host();
    let on_post = added(&pod, &alice, "post").await;
    let shared = share(&pod, &alice, "t", vec![picked(&on_post)]).await.unwrap();
    let on_comment = added(&pod, &bobs, "comment").await;
    let seen = posts(bobs.viewer())
        .one(pod.db.read(), &shared.guid)
        .await
        .unwrap()
        .unwrap()
        .post;
    let draft = Draft {
        text: "",
        answers: None,
    };
    let said = [picked(&on_comment)];
    pod.act(async |tx| comment::add_with(tx, &bobs, &host, &seen, draft, &said).await)
        .await
        .unwrap();
    // A post takes its comments along, and both their photos.
    pod.act(async |tx| post::delete(tx, &alice, &shared.guid).await)
        .await
        .unwrap();
    pod.settle().await;
    assert!(!kept(&pod, &on_post).await && !kept(&pod, &on_comment).await);
    // One that ends by itself.
    let ends = added(&pod, &alice, "ends").await;
    let wishes = Wishes {
        lasts: "1".to_owned(),
        photos: vec![picked(&ends)],
        ..Wishes::default()
    };
    let wanted = public();
    let composed = Composed {
        text: "",
        wanted: &wanted,
        wishes: &wishes,
    };
    pod.act(async |tx| post::compose(tx, &alice, &host, composed).await)
        .await
        .unwrap();
    pod.advance(Duration::from_secs(3_601));
    pod.settle().await;
    assert!(!kept(&pod, &ends).await);
    // A message that is taken back.
    for (one, other) in [(&alice, &bob), (&bobs, &pod.user("alice").await)] {
        let family = entity::own::sidebar::aspects(pod.db.read(), one.user.id).await.unwrap()[0].id;
        let (user, person) = (one.user.id, other.person);
        pod.act(async |tx| contact::add_to(tx, user, person, family).await)
            .await
            .unwrap();
    }
    let in_message = added(&pod, &alice, "message").await;
    let (people, photos) = ([bob.handle.clone()], [picked(&in_message)]);
    let begun = pod
        .act(async |tx| conversation::begin_with(tx, &alice, &host, &people, "Jam", ("", &photos)).await)
        .await
        .unwrap();
    let found = entity::own::conversation::messages(pod.db.read(), bobs.letters(), &begun, None, 5)
        .await
        .unwrap();
    let message = found[0].0.guid.clone();
    let door = || entity::visible::photo::photos(bobs.viewer());
    assert!(door().one(pod.db.read(), &in_message.guid).await.unwrap().is_some());
    pod.act(async |tx| conversation::take_back(tx, &alice, &message).await)
        .await
        .unwrap();
    assert!(door().one(pod.db.read(), &in_message.guid).await.unwrap().is_none());
    pod.settle().await;
    assert!(!kept(&pod, &in_message).await);
    // A whole account, with what waits.
    let (posted, waits) = (added(&pod, &bobs, "posted").await, added(&pod, &bobs, "waits").await);
    share(&pod, &bobs, "", vec![picked(&posted)]).await.unwrap();
    pod.act(async |tx| close::close(tx, bob.user, When::AtOnce).await)
        .await
        .unwrap();
    assert!(at_address(pod.db.read(), &posted.address).await.unwrap().is_none());
    pod.settle().await;
    assert!(!kept(&pod, &posted).await && !kept(&pod, &waits).await);
}

#[rocket::async_test]
async fn what_waits_too_long_is_swept_unless_a_draft_or_a_plan_has_it() {
    let pod = TestPod::new().await;
    let (_, me) = someone(&pod, "alice").await;
    let host = pod.settings.host();
    let (old, drafted) = (added(&pod, &me, "old").await, added(&pod, &me, "drafted").await);
    let planned = added(&pod, &me, "planned").await;
    let wanted = public();
    let keep = Wishes {
        photos: vec![picked(&drafted)],
        ..Wishes::default()
    };
    let later = Wishes {
        later: "2026-12-01T18:30".to_owned(),
        photos: vec![picked(&planned)],
        ..Wishes::default()
    };
    let composed = |wishes| Composed {
        text: "",
        wanted: &wanted,
        wishes,
    };
    pod.act(async |tx| scheduled::keep(tx, &me, &host, composed(&later)).await)
        .await
        .unwrap();
    pod.act(async |tx| draft::keep(tx, &me, composed(&keep)).await)
        .await
        .unwrap();
    pod.advance(DAY + Duration::from_secs(60));
    let fresh = added(&pod, &me, "fresh").await;
    pod.act(async |tx| photo::sweep(tx).await).await.unwrap();
    pod.settle().await;
    assert!(!kept(&pod, &old).await, "nobody has used it");
    assert!(kept(&pod, &drafted).await && kept(&pod, &planned).await && kept(&pod, &fresh).await);
    let found = draft::of(pod.db.read(), me.user.id).await.unwrap().unwrap();
    assert_eq!(found.wishes.photos[0].guid, drafted.guid);
    pod.advance(DAY * 12);
    pod.settle().await;
    let shared = photos(Viewer::Anyone).one(pod.db.read(), &planned.guid).await.unwrap();
    assert!(shared.is_some(), "its time has come");
}

#[rocket::async_test]
async fn files_that_no_row_names_are_swept_once_they_are_old() {
    let pod = TestPod::new().await;
    let (_, me) = someone(&pod, "alice").await;
    let named = added(&pod, &me, "named").await;
    let stray = File {
        side: "300".to_owned(),
        ending: "jpg".to_owned(),
        media_type: "image/jpeg".to_owned(),
        width: 1,
        height: 1,
        bytes: 5,
    };
    let key = stray.key(&pod.random.guid_hex());
    pod.storage.put(&key, b"stray".to_vec()).await.unwrap();
    let part = pod.settings.data.join("uploads/left.part");
    std::fs::create_dir_all(part.parent().unwrap()).unwrap();
    std::fs::write(&part, "half").unwrap();
    // The clock of this pod stands; files are as old as the machine says.
    let made = std::fs::metadata(&part).unwrap().modified().unwrap();
    let made = made.duration_since(std::time::UNIX_EPOCH).unwrap().as_micros() as i64;
    let now = pod.clock.now().0;
    pod.advance(Duration::from_micros((made - now).max(0) as u64));
    pod.act(async |tx| photo::sweep(tx).await).await.unwrap();
    pod.settle().await;
    let there = pod.storage.get(&key).await.unwrap().is_some() && part.exists();
    assert!(there || made < now, "they may be on their way");
    pod.advance(Duration::from_secs(7 * 3_600));
    pod.act(async |tx| photo::sweep(tx).await).await.unwrap();
    pod.settle().await;
    assert!(pod.storage.get(&key).await.unwrap().is_none() && !part.exists());
    let there = own::one(pod.db.read(), me.viewer(), &named.guid)
        .await
        .unwrap()
        .is_some();
    assert_eq!(there, kept(&pod, &named).await);
}

#[rocket::async_test]
async fn an_address_that_leaked_is_changed_and_the_former_one_ends() {
    let pod = TestPod::new().await;
    let (_, me) = someone(&pod, "alice").await;
    let photo = added(&pod, &me, "a").await;
    assert!(
        at_address(pod.db.read(), &photo.address).await.unwrap().is_none(),
        "it waits"
    );
    share(&pod, &me, "", vec![picked(&photo)]).await.unwrap();
    assert!(at_address(pod.db.read(), &photo.address).await.unwrap().is_some());
    pod.act(async |tx| photo::change_address(tx, &me, &photo.guid).await)
        .await
        .unwrap();
    assert!(at_address(pod.db.read(), &photo.address).await.unwrap().is_none());
    let now = own::one(pod.db.read(), me.viewer(), &photo.guid)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(now.address.len(), 32);
    assert!(at_address(pod.db.read(), &now.address).await.unwrap().is_some());
    let (_, bob) = someone(&pod, "bob").await;
    let foreign = pod
        .act(async |tx| photo::change_address(tx, &bob, &photo.guid).await)
        .await;
    assert_eq!(refusal(foreign), Refusal::NotFound);
}

#[rocket::async_test]
async fn an_album_is_a_name_on_photos_and_goes_without_them() {
    let pod = TestPod::new().await;
    let (_, me) = someone(&pod, "alice").await;
    let made = pod
        .act(async |tx| album::make(tx, &me, " Allotment ").await)
        .await
        .unwrap();
    assert_eq!(made.name, "Allotment");
    let again = pod.act(async |tx| album::make(tx, &me, "Allotment").await).await;
    assert_eq!(
        refusal(again),
        Refusal::Photo(PhotoRefusal::AlbumTaken("Allotment".to_owned()))
    );
    let none = pod.act(async |tx| album::make(tx, &me, " ").await).await;
    assert_eq!(refusal(none), Refusal::Photo(PhotoRefusal::AlbumName(Unfit::Empty)));
    let photo = added(&pod, &me, "a").await;
    let inside = Picked {
        album: made.guid.clone(),
        ..picked(&photo)
    };
    share(&pod, &me, "", vec![inside]).await.unwrap();
    let found = own::one(pod.db.read(), me.viewer(), &photo.guid)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.album_id, Some(made.id));
    let (_, bob) = someone(&pod, "bob").await;
    for act in ["rename", "delete"] {
        let foreign = pod.act(async |tx| match act {
            "rename" => album::rename(tx, &bob, &made.guid, "Mine").await,
            _ => album::delete(tx, &bob, &made.guid).await,
        });
        assert_eq!(refusal(foreign.await), Refusal::NotFound);
    }
    pod.act(async |tx| album::rename(tx, &me, &made.guid, "Garden").await)
        .await
        .unwrap();
    pod.act(async |tx| album::delete(tx, &me, &made.guid).await)
        .await
        .unwrap();
    let found = own::one(pod.db.read(), me.viewer(), &photo.guid)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.album_id, None);
}

#[rocket::async_test]
async fn whoever_has_no_room_left_is_refused_and_keeps_what_they_have() {
    let pod = TestPod::new().await;
    let (_, me) = someone(&pod, "alice").await;
    let kept = |bytes: u64| photo::Kept {
        storage_key: pod.random.guid_hex(),
        kind: entity::PhotoKind::Video,
        size: (0, 0),
        blurhash: String::new(),
        files: vec![File {
            side: "full".to_owned(),
            ending: "mp4".to_owned(),
            media_type: "video/mp4".to_owned(),
            width: 0,
            height: 0,
            bytes,
        }],
    };
    let add = async |bytes: u64, quota: u64| {
        let kept = kept(bytes);
        pod.act(async |tx| photo::add(tx, &me, &kept, quota).await).await
    };
    add(600_000, 1).await.unwrap();
    assert_eq!(refusal(add(400_001, 1).await), Refusal::Photo(PhotoRefusal::NoRoom(1)));
    add(400_000, 1).await.unwrap();
    add(9_000_000, 0).await.unwrap();
    let room = photo::room(pod.db.read(), me.person.id, 20).await.unwrap();
    assert_eq!((room.used, room.most, room.hundredths()), (10_000_000, 20_000_000, 50));
}

#[test]
fn a_side_that_was_not_made_is_the_next_larger_one() {
    let file = |side: &str| File {
        side: side.to_owned(),
        ending: "jpg".to_owned(),
        media_type: "image/jpeg".to_owned(),
        width: 1,
        height: 1,
        bytes: 1,
    };
    let files = [file("100"), file("300"), file("full")];
    let fits = |side: &str| photo::fitting(&files, side).map(|file| file.side);
    for (wanted, found) in [
        ("100", "100"),
        ("300", "300"),
        ("700", "full"),
        ("1600", "full"),
        ("full", "full"),
    ] {
        assert_eq!(fits(wanted).as_deref(), Some(found), "{wanted}");
    }
    assert_eq!(fits("../100"), None);
    assert_eq!(
        photo::fitting(&files[..2], "1600").map(|file| file.side).as_deref(),
        Some("300")
    );
}
