//! A small pod in which every route has something to be asked about: alice has one of everything.
//!
//! A new route with a form: its fields in [`World::fields`]. A new parameter in a path: [`World::path`].

use std::time::Duration;

use rocket::http::Method;
use samara::domain::abroad::asked::{self, About};
use samara::domain::block;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};

use super::pod::TestPod;
use super::rows;
use super::{Browser, Someone};

/// What alice has.
pub struct World {
    pub alice: Someone,
    pub bob: Someone,
    pub admin: Someone,
    pub applicant: Someone,
    pub(super) family: i64,
    limited: String,
    open: String,
    /// Alice's comment on the limited post.
    pub comment: String,
    /// Alice's report of a post by bob.
    report: i64,
    /// What alice wants to share later.
    scheduled: String,
    /// A photo of the limited post: guid and address.
    photo: (String, String),
    /// The album that it is in.
    album: String,
    /// A word that alice filters.
    filter: i64,
    /// An emoji of the pod's own: its row, and its key.
    emoji: (i64, String),
    /// Alice's conversation with bob, and her message in it.
    letters: (String, String),
    /// Somebody of another pod, which was asked about them just now.
    elsewhere: String,
    /// Their pod.
    pod: i64,
    /// A block of another one.
    block: i64,
    /// Jobs that were given up: one to do again, one to drop.
    jobs: [i64; 2],
    invitation: (i64, String),
    session: i64,
    avatar: String,
    reset: String,
    confirm: String,
    device: i64,
    stop: String,
}

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Anyone.
    Anyone,
    /// Who is signed in, for themselves.
    Oneself,
    /// Whom the thing that the path names belongs to.
    Owner,
    /// Administrators.
    Administrator,
}

/// The paths of all routes of a method, as they are mounted, without their queries.
pub fn routes(method: Method) -> Vec<String> {
    let of = |route: &rocket::Route| route.uri.to_string().split('?').next().unwrap_or_default().to_owned();
    let mut all: Vec<String> = samara::web::routes()
        .iter()
        .filter(|route| route.method == method)
        .map(of)
        .collect();
    all.sort();
    all.dedup();
    all
}

/// Whom a route is for.
pub fn whose(route: &str) -> For {
    let anyone = [
        "/setup",
        "/setup/first",
        "/join",
        "/sign-in",
        "/sign-in/code",
        "/sign-in/reopen",
        "/password/forgot",
    ];
    let owned = [
        "/aspects/<id>/",
        "/invitations/<id>/",
        "/settings/security/sessions/<id>/",
        "/settings/notifications/devices/<id>/",
        "/settings/filter/<id>/",
        "/posts/<guid>/",
        "/posts/scheduled/<guid>/",
        "/comments/<guid>/",
        "/conversations/<guid>/",
        "/messages/<guid>/",
        "/photos/<guid>/",
        "/albums/<guid>/",
    ];
    if route.starts_with("/admin") {
        For::Administrator
    } else if anyone.contains(&route) || route.contains("<token>") {
        For::Anyone
    } else if owned.iter().any(|beginning| route.starts_with(beginning)) {
        For::Owner
    } else {
        For::Oneself
    }
}

/// The form has a file in it.
pub fn has_file(route: &str) -> bool {
    [
        "/settings/avatar",
        "/start/profile",
        "/admin/emoji",
        "/photos",
        "/admin/blocks/preview",
    ]
    .contains(&route)
}

async fn posted(browser: &Browser<'_>, fields: &[(&str, &str)]) -> String {
    let answer = browser.post("/posts", fields).await;
    assert_eq!(answer.status(), 303, "{}", answer.text());
    answer.location().rsplit("post-").next().unwrap_or_default().to_owned()
}

/// A conversation between two, and its first message.
async fn letters(pod: &TestPod, one: &Someone, other: &Someone) -> (String, String) {
    crate::around::share(pod, other, one).await;
    let (me, host, people) = (
        crate::around::me(pod, one).await,
        pod.settings.host(),
        vec![other.guid.clone()],
    );
    let begun = pod
        .act(async |tx| samara::domain::conversation::begin(tx, &me, &host, &people, "Jam", "Two jars?").await)
        .await
        .unwrap();
    let found = entity::own::conversation::messages(pod.db.read(), me.letters(), &begun, None, 1)
        .await
        .unwrap();
    (begun.guid.clone(), found[0].0.guid.clone())
}

/// The link of a post leads to a film, as a job would have found.
pub async fn playable(pod: &TestPod, author: &Someone, guid: &str) {
    use entity::write::preview::{self, Said};
    let own = entity::own::post::one(pod.db.read(), author.person, guid)
        .await
        .unwrap();
    let said = Said {
        title: "Plums & <jam>".to_owned(),
        description: "Forty jars".to_owned(),
        image: Some("https://i.tube.example/plums.jpg".to_owned()),
        kind: entity::PreviewKind::Video,
        provider: "PeerTube".to_owned(),
        player: Some("https://tube.example/videos/embed/plums".to_owned()),
    };
    pod.act(async |tx| {
        let (now, address) = (tx.now(), "https://tube.example/w/plums");
        let wanted = preview::want(tx.sql(), &samara::domain::seal::digest(address), address, now).await?;
        preview::keep(
            tx.sql(),
            wanted.id,
            Some(said),
            now,
            now.plus(std::time::Duration::from_secs(86_400)),
        )
        .await?;
        Ok(preview::show(tx.sql(), &own.unwrap(), Some(wanted.id)).await?)
    })
    .await
    .unwrap();
}

/// An emoji of the pod's own.
async fn emoji(pod: &TestPod) -> (i64, String) {
    let root = pod.browser("root1").await;
    let fields = [("name", "jam"), ("category", "Food")];
    let added = root.upload("/admin/emoji", &fields, &picture()).await;
    assert_eq!(added.status(), 303, "{}", added.text());
    let row = entity::emoji::Entity::find().one(pod.db.read()).await.unwrap().unwrap();
    (row.id.0, row.key)
}

/// Somebody elsewhere waits for somebody here to say whether they may follow them.
async fn asks_to_follow(pod: &TestPod, whom: &Someone, who: entity::PersonId) {
    use entity::write::follow::{Follow, State, Way, set};
    let follow = Follow {
        user: whom.user,
        person: who,
        way: Way::In,
        uri: "https://elsewhere.example/follows/1".to_owned(),
        state: State::Waiting,
    };
    pod.act(async |tx| Ok(set(tx.sql(), &follow, tx.now()).await?))
        .await
        .unwrap();
}

/// A block of a pod that nobody here knows.
async fn blocked(pod: &TestPod, by: &Someone) -> i64 {
    let wanted = block::Wanted {
        name: "blocked.example",
        below: block::Below::Not,
        reason: "",
    };
    pod.act(async |tx| block::add(tx, by.user, "pod.example", wanted).await)
        .await
        .unwrap();
    rows::count(pod.db.read(), "SELECT max(id) FROM block").await
}

/// A small picture.
pub fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let image = image::DynamicImage::ImageRgb8(image::RgbImage::from_pixel(64, 64, image::Rgb([200, 80, 40])));
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

async fn done(browser: &Browser<'_>, path: &str, fields: &[(&str, &str)]) {
    let answer = browser.post(path, fields).await;
    assert!(
        [200, 204, 303].contains(&answer.status()),
        "{path}: {} {}",
        answer.status(),
        answer.text()
    );
}

impl World {
    /// Makes it.
    pub async fn new(pod: &TestPod) -> Self {
        let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
        let (admin, applicant) = (pod.user("root1").await, pod.user("applicant").await);
        change(pod, &admin, |row| row.role = Set(entity::user::Role::Administrator)).await;
        change(pod, &applicant, |row| {
            row.state = Set(entity::user::State::Waiting);
            row.application = Set(Some("Let me in".to_owned()));
        })
        .await;
        let family = alice.aspect(pod, "family").await.0;
        let (a, b) = (pod.browser("alice").await, pod.browser("bob").await);
        let aspect = family.to_string();
        done(&a, &format!("/people/{}/aspects", bob.guid), &[("aspect", &aspect)]).await;
        done(&a, "/albums", &[("name", "Film")]).await;
        let album = rows::column(pod.db.read(), "SELECT guid FROM album").await.remove(0);
        let photo = super::photo::added(pod, &alice.me(pod).await, "film").await;
        let limited = posted(
            &a,
            &[
                ("text", "# Limited\n\nfor the family #rust"),
                ("question", "Which?"),
                ("answers", "this\nthat"),
                ("photo", &photo.guid),
                ("album", &album),
                ("reach", "limited"),
                ("aspect", &aspect),
            ],
        )
        .await;
        let open = posted(&a, &[("text", "For all #rust"), ("reach", "public")]).await;
        done(&a, &format!("/posts/{open}/edit"), &[("text", "For all, edited #rust")]).await;
        let hello = posted(
            &b,
            &[
                ("text", &format!("hello @{{alice; {}}}", alice.handle)),
                ("reach", "public"),
            ],
        )
        .await;
        let said = a
            .post(&format!("/posts/{limited}/comments"), &[("comment", "Two jars")])
            .await;
        assert_eq!(said.status(), 303, "{}", said.text());
        let comment = said.location().rsplit("comment-").next().unwrap_or_default().to_owned();
        done(&a, &format!("/comments/{comment}/edit"), &[("comment", "Three jars")]).await;
        let letters = letters(pod, &alice, &bob).await;
        done(&a, &format!("/posts/{hello}/report"), &[("reason", "rude")]).await;
        let report = rows::count(pod.db.read(), "SELECT max(id) FROM report").await;
        done(
            &a,
            "/settings/filter",
            &[("kind", "words"), ("what", "football"), ("how", "hide")],
        )
        .await;
        let later = [("text", "later"), ("reach", "public"), ("later", "2026-12-24T18:30")];
        done(&a, "/posts", &later).await;
        let scheduled = rows::column(pod.db.read(), "SELECT guid FROM scheduled_post")
            .await
            .remove(0);
        let filter = rows::count(pod.db.read(), "SELECT max(id) FROM filter_entry").await;
        playable(pod, &alice, &limited).await;
        let emoji = emoji(pod).await;
        let elsewhere = pod.remote("carla", "elsewhere.example").await;
        pod.act(async |tx| asked::ask(tx, elsewhere.id, About::Person, Duration::ZERO).await)
            .await
            .unwrap();
        asks_to_follow(pod, &alice, elsewhere.id).await;
        let block = blocked(pod, &admin).await;
        done(&a, &format!("/people/{}/ignore", admin.guid), &[]).await;
        done(&a, "/tags/rust/follow", &[]).await;
        done(
            &a,
            "/posts/draft",
            &[("text", "a draft"), ("reach", "limited"), ("aspect", &aspect)],
        )
        .await;
        done(
            &a,
            "/invitations",
            &[("note", "for my aunt"), ("uses", "2"), ("days", "7")],
        )
        .await;
        assert_eq!(a.upload("/settings/avatar", &[], &picture()).await.status(), 303);
        // With a session of its own: the other one is ended by a spec.
        done(
            &pod.browser("alice").await,
            "/settings/notifications/devices",
            &super::fields::DEVICE,
        )
        .await;
        let device = rows::count(pod.db.read(), "SELECT max(id) FROM push_device").await;
        let topic = samara::domain::telling::Topic::Liked;
        let stop = samara::domain::telling::unsubscribe::Stop::Topic(topic);
        let stop = samara::domain::telling::unsubscribe::token(&pod.secret, alice.user, stop);
        done(&a, "/settings/account/email", &[("email", "alice.new@mail.example")]).await;
        pod.settle().await;
        let mails = pod.mails();
        let letter = mails
            .iter()
            .rev()
            .find(|mail| mail.text.contains("/email/confirm/"))
            .expect("a letter with a link");
        let confirm = letter
            .text
            .split("/email/confirm/")
            .nth(1)
            .and_then(|rest| rest.split_whitespace().next());
        let reset = pod
            .act(async |tx| samara::domain::account::reset::link(tx, alice.user).await)
            .await
            .unwrap();
        let db = pod.db.read();
        let invitation = entity::invitation::Entity::find().one(db).await.unwrap().unwrap();
        let person = entity::person::Entity::find_by_id(alice.person)
            .one(db)
            .await
            .unwrap()
            .unwrap();
        let sessions = format!("SELECT min(id) FROM session WHERE user_id = {}", alice.user);
        Self {
            session: rows::count(db, &sessions).await,
            avatar: person.avatar.expect("alice has a picture"),
            invitation: (invitation.id.0, invitation.code),
            confirm: confirm.expect("the link ends").to_owned(),
            device,
            stop,
            reset,
            family,
            limited,
            open,
            comment,
            photo: (photo.guid.clone(), photo.address.clone()),
            album,
            letters,
            report,
            filter,
            emoji,
            elsewhere: elsewhere.guid,
            pod: elsewhere.pod_id.expect("somebody of another pod").0,
            block,
            jobs: [pod.given_up("sweep").await, pod.given_up("birthdays").await],
            scheduled,
            alice,
            bob,
            admin,
            applicant,
        }
    }

    /// A route's path with what is alice's in the place of its parameters.
    pub fn path(&self, route: &str) -> String {
        let person = if route.ends_with("look") || route.ends_with("follower") {
            &self.elsewhere
        } else if route.ends_with("aspects") || route.ends_with("ignore") {
            &self.bob.guid
        } else {
            &self.alice.guid
        };
        let id = match route {
            _ if route.starts_with("/aspects") => self.family,
            _ if route.starts_with("/invitations") => self.invitation.0,
            _ if route.starts_with("/settings/security/sessions") => self.session,
            _ if route.starts_with("/settings/notifications") => self.device,
            _ if route.starts_with("/settings/filter") => self.filter,
            _ if route.starts_with("/admin/reports") => self.report,
            _ if route.starts_with("/admin/emoji") => self.emoji.0,
            _ if route.starts_with("/admin/pods") => self.pod,
            _ if route.starts_with("/admin/blocks") => self.block,
            _ if route.starts_with("/admin/jobs") => self.jobs[usize::from(route.ends_with("drop"))],
            _ if route.starts_with("/admin/applications") => self.applicant.user.0,
            _ => self.bob.user.0,
        };
        let token = match route {
            _ if route.starts_with("/email") => &self.confirm,
            _ if route.starts_with("/unsubscribe") => &self.stop,
            _ => &self.reset,
        };
        let guid = match route {
            _ if route.starts_with("/people") => person,
            _ if route.starts_with("/posts/scheduled") => &self.scheduled,
            _ if route.starts_with("/comments") => &self.comment,
            _ if route.starts_with("/conversations") => &self.letters.0,
            _ if route.starts_with("/messages") => &self.letters.1,
            _ if route.starts_with("/photos") || route.contains("/photos/<guid>") => &self.photo.0,
            _ if route.starts_with("/albums") => &self.album,
            "/events/posts/<guid>" => &self.open,
            "/posts/<guid>/pin" | "/posts/<guid>/unpin" | "/posts/<guid>/history" => &self.open,
            _ => &self.limited,
        };
        let stylesheet = samara::web::asset::address("css/all.css");
        let filled = route
            .replace("<_version>/<path..>", stylesheet.trim_start_matches("/assets/"))
            .replace("<guid>", guid)
            .replace("<id>", &id.to_string())
            .replace("<token>", token)
            .replace("<code>", &self.invitation.1)
            .replace("<username>", "alice")
            .replace("<file>", "alice.atom")
            .replace("<name>", "rust")
            .replace("<topic>", "aspects")
            .replace("<signature>/<variant>/<url>", "0/700/aHR0cDovL2EuZXhhbXBsZS8")
            .replace(
                "<key>",
                if route.starts_with("/emoji") {
                    &self.emoji.1
                } else {
                    &self.avatar
                },
            )
            .replace("<size>", "100")
            .replace("<address>", &self.photo.1)
            .replace("<side>", "300");
        assert!(
            !filled.contains('<'),
            "{route}: a parameter that the world does not know"
        );
        filled
    }

    /// A browser of whom a route is for.
    pub async fn entitled<'p>(&self, pod: &'p TestPod, route: &str) -> Browser<'p> {
        match whose(route) {
            For::Anyone => pod.visitor(),
            For::Oneself | For::Owner => pod.browser("alice").await,
            For::Administrator => pod.browser("root1").await,
        }
    }
}

pub async fn change(pod: &TestPod, whom: &Someone, how: impl FnOnce(&mut entity::user::ActiveModel)) {
    let mut row = entity::user::ActiveModel {
        id: Set(whom.user),
        ..Default::default()
    };
    how(&mut row);
    let tx = pod.db.begin().await.unwrap();
    row.update(tx.sql()).await.unwrap();
    tx.commit().await.unwrap();
    pod.remembered.forget_all();
}
