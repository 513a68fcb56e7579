//! Reports: who may make one, who sees what was reported, and what a moderator can do.

use entity::own::notification::Cursor as Told;
use entity::user::{Role, State};
use entity::visible::report as door;
use entity::write::report::About;
use entity::{NotificationKind as Kind, OwnPost, ReportId, Viewer};
use samara::domain::account::{close, sign_in};
use samara::domain::administration::member;
use samara::domain::report::{self, Answer};
use samara::domain::{audit, comment, ignore, notification, post};
use samara::error::{AccountRefusal, Outcome, Refusal, ReportRefusal, Stop};
use sea_orm::{EntityTrait, Set};

use crate::around::{limited, me, public, withdraw};
use crate::support::world::change;
use crate::support::{Someone, TestPod};

async fn moderator(pod: &TestPod) -> Someone {
    let mod1 = pod.user("mod1").await;
    change(pod, &mod1, |row| row.role = Set(Role::Moderator)).await;
    mod1
}

async fn add(pod: &TestPod, who: &Someone, of: &OwnPost, reason: &str) -> Outcome<()> {
    let me = me(pod, who).await;
    let about = About::post(&of.clone().seen());
    pod.act(async |tx| report::add(tx, &me, about, reason).await).await
}

async fn queue(pod: &TestPod, who: &Someone) -> Vec<door::Told> {
    let eyes = me(pod, who).await.viewer();
    door::page(pod.db.read(), eyes, 100).await.unwrap()
}

async fn answer(pod: &TestPod, who: &Someone, id: ReportId, answer: Answer) -> Outcome<()> {
    let me = me(pod, who).await;
    pod.act(async |tx| report::answer(tx, &me, id, answer, "Be kind.").await)
        .await
}

async fn kinds(pod: &TestPod, who: &Someone) -> Vec<Kind> {
    let told = notification::page(pod.db.read(), who.user, who.person, Told::newest())
        .await
        .unwrap();
    told.iter().map(|told| told.notification.kind).collect()
}

async fn logged(pod: &TestPod) -> Vec<String> {
    let lines = audit::page(pod.db.read(), 0, 100).await.unwrap();
    lines.into_iter().map(|line| line.0.act).collect()
}

fn refused(outcome: Outcome<()>) -> Option<Refusal> {
    match outcome {
        Err(Stop::Refused(refusal)) => Some(refusal),
        Ok(()) | Err(Stop::Broke(_)) => None,
    }
}

const fn not(why: ReportRefusal) -> Option<Refusal> {
    Some(Refusal::Report(why))
}

#[rocket::async_test]
async fn moderators_see_what_was_reported_and_members_see_nothing() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let mod1 = moderator(&pod).await;
    let secret = limited(&pod, &alice, &bob, "for bob").await;
    let other = limited(&pod, &alice, &bob, "not reported").await;
    add(&pod, &bob, &secret, " rude ").await.unwrap();
    assert_eq!(
        refused(add(&pod, &bob, &secret, "rude again").await),
        not(ReportRefusal::Again)
    );
    assert_eq!(
        refused(add(&pod, &alice, &secret, "mine").await),
        not(ReportRefusal::Own)
    );
    assert!(matches!(
        refused(add(&pod, &bob, &other, "  ").await),
        Some(Refusal::Report(ReportRefusal::Reason(_)))
    ));
    assert_eq!(kinds(&pod, &mod1).await, [Kind::Reported]);
    for who in [&alice, &bob, &eve] {
        assert!(queue(&pod, who).await.is_empty());
        let me = me(&pod, who).await;
        let opened = pod
            .act(async |tx| report::open(tx, &me, ReportId(1)).await.map(|_| ()))
            .await;
        assert_eq!(refused(opened), Some(Refusal::NotFound));
    }
    let told = queue(&pod, &mod1).await;
    assert_eq!((told.len(), told[0].report.reason.as_str()), (1, "rude"));
    assert!(logged(&pod).await.is_empty(), "the list shows nothing of it");
    let me = me(&pod, &mod1).await;
    let id = told[0].report.id;
    let (_, thing) = pod.act(async |tx| report::open(tx, &me, id).await).await.unwrap();
    let thing = thing.unwrap();
    assert!(thing.limited && thing.html.contains("for bob"));
    assert_eq!(
        logged(&pod).await,
        ["admin-act-look"],
        "looking at what is limited is written down"
    );
    let eyes = Viewer::Moderator(mod1.user, mod1.person);
    let seen = entity::visible::post::posts(eyes)
        .one(pod.db.read(), &secret.guid)
        .await
        .unwrap();
    assert!(seen.is_none(), "nowhere else");
}

#[rocket::async_test]
async fn what_is_done_about_it_reaches_the_thing_its_author_and_all_who_reported_it() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let mod1 = moderator(&pod).await;
    let post = public(&pod, &alice, "rude words").await;
    for who in [&bob, &eve] {
        add(&pod, who, &post, "rude").await.unwrap();
    }
    let first = queue(&pod, &mod1).await[0].report.id;
    assert_eq!(
        refused(answer(&pod, &bob, first, Answer::Delete).await),
        Some(Refusal::NotFound)
    );
    answer(&pod, &mod1, first, Answer::Delete).await.unwrap();
    let there = entity::visible::post::posts(Viewer::Anyone)
        .one(pod.db.read(), &post.guid)
        .await
        .unwrap();
    assert!(there.is_none());
    assert_eq!(kinds(&pod, &alice).await, [Kind::Removed]);
    for who in [&bob, &eve] {
        assert_eq!(kinds(&pod, who).await, [Kind::ReportClosed]);
    }
    assert_eq!(
        refused(answer(&pod, &mod1, first, Answer::Warn).await),
        not(ReportRefusal::Done)
    );
    assert!(
        queue(&pod, &mod1)
            .await
            .iter()
            .all(|told| told.report.closed_at.is_some())
    );
    assert_eq!(logged(&pod).await, ["admin-act-delete"]);
}

#[rocket::async_test]
async fn a_warning_names_the_post_and_a_dismissal_tells_only_who_reported() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let mod1 = moderator(&pod).await;
    let (one, two) = (public(&pod, &alice, "one").await, public(&pod, &alice, "two").await);
    add(&pod, &bob, &one, "rude").await.unwrap();
    add(&pod, &bob, &two, "rude").await.unwrap();
    let waiting: Vec<ReportId> = queue(&pod, &mod1).await.iter().map(|told| told.report.id).collect();
    answer(&pod, &mod1, waiting[0], Answer::Dismiss).await.unwrap();
    assert!(kinds(&pod, &alice).await.is_empty());
    answer(&pod, &mod1, waiting[1], Answer::Warn).await.unwrap();
    let told = notification::page(pod.db.read(), alice.user, alice.person, Told::newest())
        .await
        .unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(
        told[0].post.as_ref().map(|post| post.guid.as_str()),
        Some(two.guid.as_str())
    );
    assert_eq!(kinds(&pod, &bob).await.len(), 2);
}

#[rocket::async_test]
async fn a_moderator_locks_and_closes_members_and_nobody_above_them() {
    let pod = TestPod::new().await;
    let (alice, bob, boss) = (pod.user("alice").await, pod.user("bob").await, pod.user("boss").await);
    let mod1 = moderator(&pod).await;
    change(&pod, &boss, |row| row.role = Set(Role::Administrator)).await;
    let by_boss = public(&pod, &boss, "an order").await;
    add(&pod, &bob, &by_boss, "bossy").await.unwrap();
    let id = queue(&pod, &mod1).await[0].report.id;
    for act in [Answer::Lock, Answer::Close] {
        assert_eq!(
            refused(answer(&pod, &mod1, id, act).await),
            not(ReportRefusal::NotForModerators)
        );
    }
    assert!(
        queue(&pod, &mod1).await[0].report.closed_at.is_none(),
        "what was refused is not done"
    );
    let state = async |who: &Someone| {
        let found = entity::user::Entity::find_by_id(who.user)
            .one(pod.db.read())
            .await
            .unwrap();
        found.unwrap().state
    };
    let rude = public(&pod, &alice, "rude").await;
    add(&pod, &bob, &rude, "rude").await.unwrap();
    let id = queue(&pod, &mod1)
        .await
        .iter()
        .find(|told| told.about.id == alice.person)
        .unwrap()
        .report
        .id;
    answer(&pod, &mod1, id, Answer::Lock).await.unwrap();
    assert_eq!(state(&alice).await, State::Locked);
    let rude = public(&pod, &bob, "rude too").await;
    add(&pod, &boss, &rude, "rude").await.unwrap();
    let id = queue(&pod, &mod1)
        .await
        .iter()
        .find(|told| told.about.id == bob.person)
        .unwrap()
        .report
        .id;
    answer(&pod, &mod1, id, Answer::Close).await.unwrap();
    assert_eq!(state(&bob).await, State::Closing);
}

#[rocket::async_test]
async fn what_is_gone_cannot_be_deleted_and_its_report_stays() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let mod1 = moderator(&pod).await;
    let rude = public(&pod, &alice, "rude").await;
    add(&pod, &bob, &rude, "rude").await.unwrap();
    let her = me(&pod, &alice).await;
    pod.act(async |tx| post::delete(tx, &her, &rude.guid).await)
        .await
        .unwrap();
    let told = queue(&pod, &mod1).await;
    assert_eq!(told.len(), 1);
    let me = me(&pod, &mod1).await;
    let id = told[0].report.id;
    let (_, thing) = pod.act(async |tx| report::open(tx, &me, id).await).await.unwrap();
    assert!(thing.is_none());
    assert_eq!(
        refused(answer(&pod, &mod1, id, Answer::Delete).await),
        not(ReportRefusal::Gone)
    );
    answer(&pod, &mod1, id, Answer::Dismiss).await.unwrap();
}

#[rocket::async_test]
async fn reports_of_two_things_that_are_gone_stay_two_and_moderators_are_not_told_what_they_did() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let mod1 = moderator(&pod).await;
    let her = me(&pod, &alice).await;
    for text in ["one", "two"] {
        let post = public(&pod, &alice, text).await;
        add(&pod, &bob, &post, "rude").await.unwrap();
        pod.act(async |tx| post::delete(tx, &her, &post.guid).await)
            .await
            .unwrap();
    }
    let waiting: Vec<ReportId> = queue(&pod, &mod1).await.iter().map(|told| told.report.id).collect();
    answer(&pod, &mod1, waiting[0], Answer::Dismiss).await.unwrap();
    let open = queue(&pod, &mod1).await;
    let open = open.iter().filter(|told| told.report.closed_at.is_none());
    assert_eq!(open.map(|told| told.report.id).collect::<Vec<_>>(), [waiting[1]]);
    assert_eq!(kinds(&pod, &bob).await, [Kind::ReportClosed]);
    let third = public(&pod, &alice, "three").await;
    add(&pod, &mod1, &third, "seen by myself").await.unwrap();
    let before = kinds(&pod, &mod1).await;
    let newest = queue(&pod, &mod1).await;
    let newest = newest.iter().map(|told| told.report.id).max().unwrap();
    answer(&pod, &mod1, newest, Answer::Delete).await.unwrap();
    assert_eq!(kinds(&pod, &mod1).await, before);
}

#[rocket::async_test]
async fn a_moderator_who_is_reported_neither_learns_of_it_nor_sees_to_it() {
    let pod = TestPod::new().await;
    let (bob, boss, mod1) = (pod.user("bob").await, pod.user("boss").await, moderator(&pod).await);
    let rude = public(&pod, &mod1, "rude").await;
    let about = |of: &OwnPost| About::post(&of.clone().seen());
    let readers = report::readers(pod.db.read(), &about(&rude)).await.unwrap();
    assert_eq!(readers, report::Readers::Meant, "nobody else looks after this pod");
    change(&pod, &boss, |row| row.role = Set(Role::Administrator)).await;
    let readers = report::readers(pod.db.read(), &about(&rude)).await.unwrap();
    assert_eq!(readers, report::Readers::Moderators);
    add(&pod, &bob, &rude, "rude").await.unwrap();
    assert!(kinds(&pod, &mod1).await.is_empty());
    assert_eq!(kinds(&pod, &boss).await, [Kind::Reported]);
    assert!(queue(&pod, &mod1).await.is_empty());
    let me = me(&pod, &mod1).await;
    assert_eq!(door::waiting(pod.db.read(), me.viewer()).await.unwrap(), 0);
    let id = queue(&pod, &boss).await[0].report.id;
    let opened = pod.act(async |tx| report::open(tx, &me, id).await.map(|_| ())).await;
    assert_eq!(refused(opened), Some(Refusal::NotFound));
    assert_eq!(
        refused(answer(&pod, &mod1, id, Answer::Dismiss).await),
        Some(Refusal::NotFound)
    );
    change(&pod, &boss, |row| row.role = Set(Role::Member)).await;
    assert_eq!(queue(&pod, &mod1).await.len(), 1, "somebody has to");
}

#[rocket::async_test]
async fn a_warning_reaches_whoever_ignores_the_moderator_and_says_what_about() {
    let pod = TestPod::new().await;
    let (alice, bob, mod1) = (pod.user("alice").await, pod.user("bob").await, moderator(&pod).await);
    let (her, host) = (me(&pod, &alice).await, pod.settings.host());
    pod.act(async |tx| ignore::add(tx, alice.user, mod1.person).await)
        .await
        .unwrap();
    let secret = limited(&pod, &bob, &alice, "for alice").await;
    let seen = entity::visible::post::posts(her.viewer());
    let seen = seen.one(pod.db.read(), &secret.guid).await.unwrap().unwrap();
    let said = pod
        .act(async |tx| {
            let draft = comment::Draft {
                text: "rude",
                answers: None,
            };
            comment::add(tx, &her, &host, &seen.post, draft).await
        })
        .await
        .unwrap();
    let his = me(&pod, &bob).await;
    let about = About::comment(&said.seen());
    pod.act(async |tx| report::add(tx, &his, about, "rude").await)
        .await
        .unwrap();
    let id = queue(&pod, &mod1).await[0].report.id;
    answer(&pod, &mod1, id, Answer::Warn).await.unwrap();
    let page = async || {
        let told = notification::page(pod.db.read(), alice.user, alice.person, Told::newest());
        told.await.unwrap()
    };
    let warnings = async || {
        let mut told = page().await;
        told.retain(|told| told.notification.kind == Kind::Warned);
        told
    };
    let told = warnings().await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].notification.note.as_deref(), Some("Be kind."));
    assert!(told[0].post.is_some() && told[0].comment.is_some());
    withdraw(&pod, &bob, &secret, &alice).await;
    let told = warnings().await;
    assert_eq!(told.len(), 1, "the warning stays");
    assert!(told[0].post.is_none() && told[0].comment.is_none());
    let unread = notification::unread(pod.db.read(), alice.user, alice.person)
        .await
        .unwrap()
        .all();
    assert_eq!(page().await.len() as u64, unread, "and is counted");
}

#[rocket::async_test]
async fn what_moderators_closed_only_an_administrator_opens_again() {
    let pod = TestPod::new().await;
    let (alice, bob, boss) = (pod.user("alice").await, pod.user("bob").await, pod.user("boss").await);
    let mod1 = moderator(&pod).await;
    change(&pod, &boss, |row| row.role = Set(Role::Administrator)).await;
    let account = async || {
        let found = entity::user::Entity::find_by_id(alice.user).one(pod.db.read()).await;
        found.unwrap().unwrap()
    };
    for act in [Answer::Lock, Answer::Lock, Answer::Close] {
        let his = me(&pod, &bob).await;
        let about = About::person(alice.person);
        pod.act(async |tx| report::add(tx, &his, about, "rude").await)
            .await
            .unwrap();
        let waiting = queue(&pod, &mod1).await;
        let waiting = waiting.iter().find(|told| told.report.closed_at.is_none()).unwrap();
        answer(&pod, &mod1, waiting.report.id, act).await.unwrap();
    }
    assert_eq!(
        logged(&pod).await,
        ["admin-act-close", "admin-act-lock", "admin-act-lock"]
    );
    let hers = account().await;
    assert_eq!((hers.state, hers.closed_by), (State::Closing, Some(mod1.user)));
    let entered = pod
        .act(async |tx| sign_in::after_code(tx, &hers, "Firefox").await.map(|_| ()))
        .await;
    assert_eq!(refused(entered), Some(Refusal::Account(AccountRefusal::Shut)));
    let opened = pod.act(async |tx| close::reopen(tx, &hers).await).await;
    assert_eq!(refused(opened), Some(Refusal::NotFound));
    pod.act(async |tx| member::reopen(tx, boss.user, alice.user).await)
        .await
        .unwrap();
    let hers = account().await;
    assert_eq!((hers.state, hers.closed_by), (State::Active, None));
    assert_eq!(logged(&pod).await[0], "admin-act-reopen");
}
