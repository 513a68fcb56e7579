//! Every page that exists, and a pod where each of them has something to show.
//!
//! A new page: its address goes into [`PAGES`] or [`VISITOR_PAGES`], and the specs of all pages and the gallery visit it.

use sea_orm::{ConnectOptions, ConnectionTrait, Database};

use super::window::Window;
use super::world::{World, in_stream, put_into, share};

/// Every page of somebody who is signed in and runs the pod. `{…}` stands for what was made.
pub const PAGES: &[&str] = &[
    "/stream",
    "/activity",
    "/liked",
    "/commented",
    "/bookmarks",
    "/mentions",
    "/aspects",
    "/aspects?a={aspect}",
    "/followed-tags",
    "/spotlight",
    "/public",
    "/local",
    "/posts/new",
    "/posts/scheduled",
    "/posts/scheduled/{planned}/edit",
    "/posts/audience",
    "/posts/{post}",
    "/posts/{post}/edit",
    "/posts/{post}/history",
    "/posts/{post}/delete",
    "/posts/{post}/show",
    "/posts/{post}/withdraw",
    "/posts/{post}?answers={comment}",
    "/posts/{public}",
    "/posts/{shown}",
    "/posts/{public}/reshare",
    "/posts/{post}/likes",
    "/posts/{post}/react",
    "/comments/{comment}/likes",
    "/comments/{comment}/react",
    "/comments/{comment}/edit",
    "/comments/{comment}/history",
    "/comments/{comment}/delete",
    "/people/{me}",
    "/people/{other}",
    "/people/{other}/card",
    "/people/{other}/aspects",
    "/people/{other}/ignore",
    "/contacts",
    "/contacts?aspect={aspect}",
    "/contacts?aspect=only-sharing",
    "/contacts?q=nobody",
    "/aspects/new",
    "/aspects/{aspect}/edit",
    "/aspects/{aspect}/delete",
    "/ignored",
    "/tags/bread",
    "/tags/nothing",
    "/search",
    "/search?q=bread",
    "/search?q=bo",
    "/notifications",
    "/conversations",
    "/conversations/new",
    "{letters}",
    "/invitations",
    "/help",
    "/help/who-sees-what",
    "/help/bookmarklet",
    "/start/profile",
    "/start/tags",
    "/start/people",
    "/settings/profile",
    "/settings/account",
    "/settings/account/email",
    "/settings/sharing",
    "/settings/notifications",
    "/settings/filter",
    "/settings/security",
    "/settings/security/password",
    "/settings/security/code",
    "/settings/security/close",
    "/settings/moving",
    "/settings/security/confirm",
    "/admin",
    "/admin/applications",
    "/admin/emoji",
    "/admin/jobs",
    "/admin/people",
    "/admin/audit",
    "/admin/reports",
    "/admin/reports/{report}",
    "/posts/{shown}/report",
    "/comments/{comment}/report",
    "/messages/{message}/report",
    "/people/{other}/report",
    "/posts/0123456789abcdef0123456789abcdef",
];

/// Every page of a visitor.
pub const VISITOR_PAGES: &[&str] = &[
    "/",
    "/sign-in",
    "/join",
    "{invitation}",
    "/i/never",
    "/public",
    "/help",
    "/help/aspects",
    "/people/{me}",
    "/posts/{public}",
    "/posts/{post}",
    "/tags/bread",
    "/search",
    "/search?q=bread",
    "/password/forgot",
    "/password/reset/never",
    "/email/confirm/never",
    "/unsubscribe/never",
];

/// What was made, to be put in the place of `{…}`.
#[derive(Default)]
pub struct Made(Vec<(&'static str, String)>);

impl Made {
    /// A page with everything put in.
    pub fn path(&self, page: &str) -> String {
        self.0.iter().fold(page.to_owned(), |path, (name, value)| {
            path.replace(&format!("{{{name}}}"), value)
        })
    }
}

/// A pod where every page has something to show. Ada runs it; bo is in her Family.
pub async fn furnish(world: &World) -> (Window, Window, Made) {
    let (ada, mut others) = world.with(&["bo", "eve"]).await;
    let bo = others.swap_remove(0);
    put_into(&ada, "bo", "Family").await;
    put_into(&bo, "ada", "Friends").await;
    for one in [&ada, &bo] {
        one.go("/settings/profile").await;
        one.fill("Tags about you", "#bread #choir").await;
        one.press_in("//main", "Save").await;
        one.see("Saved.").await;
    }
    ada.go("/tags/bread").await;
    ada.press("Follow this tag").await;
    ada.see("You follow this tag now.").await;
    share(
        &ada,
        "Bread and butter at noon, as always #bread",
        &["Family"],
        "1 person",
    )
    .await;
    let post = guid(&ada).await;
    share(&bo, "Good morning", &["Friends"], "1 person").await;
    ada.go("/stream").await;
    ada.find("#publisher-text")
        .await
        .send_keys("To everyone: **bread** #bread\n\n> Man does not live by it alone.\n\n- flour\n- water\n- `salt`\n")
        .await
        .expect("it takes keys");
    ada.click("summary[aria-label='Add a poll']").await;
    ada.fill("Question", "Which flour?").await;
    ada.fill("Answers", "Rye\nWheat\nSpelt").await;
    ada.click("summary[aria-label='Add a place']").await;
    ada.fill("Place", "The bakery").await;
    ada.click("[data-audience] > summary").await;
    ada.choose("//dialog", "Public").await;
    ada.press_in("//dialog", "Use this audience").await;
    ada.press("Share").await;
    in_stream(&ada, "To everyone").await;
    let public = guid(&ada).await;
    bo.go(&format!("/posts/{public}/reshare")).await;
    bo.fill("A word of your own, if you like", "Well said.").await;
    bo.press("Reshare").await;
    bo.see("You have reshared the post.").await;
    let shown = bo.told("return location.pathname.split('/').at(-1)").await;
    comment(&bo, &post, "Two loaves, please.").await;
    comment(&ada, &post, "They are in the oven.").await;
    bo.press("Like").await;
    bo.see("1 like").await;
    let comment = ada
        .told("return [...document.querySelectorAll('.comment')].at(-1).id.replace('comment-', '')")
        .await;
    let aspect = ada
        .told("return document.querySelector('.aspectlist a').href.split('a=')[1]")
        .await;
    let me = ada.told("return document.body.dataset.me").await;
    let other = bo.told("return document.body.dataset.me").await;
    ada.go(&format!("/conversations/new?to={other}")).await;
    ada.fill("Subject", "The bread for Sunday").await;
    ada.fill("Message", "How many loaves shall we bake?").await;
    ada.press("Send").await;
    ada.see("Your message is sent.").await;
    let letters = ada.told("return location.pathname").await;
    let message = ada
        .told("return document.querySelector('[id^=message-]').id.replace('message-', '')")
        .await;
    let report = reported(&ada, &bo, &public).await;
    let planned = arrange(&ada).await;
    given_up(world).await;
    let invitation = world.invite_again(&ada).await;
    let made = vec![
        ("aspect", aspect),
        ("post", post),
        ("planned", planned),
        ("public", public),
        ("shown", shown),
        ("letters", letters),
        ("message", message),
        ("report", report),
        ("comment", comment),
        ("me", me),
        ("other", other),
        ("invitation", invitation),
    ];
    (ada, bo, Made(made))
}

/// A post of ada's that bo reports; she alone runs the pod, so it is hers to see to. The number of the report.
async fn reported(ada: &Window, bo: &Window, post: &str) -> String {
    bo.go(&format!("/posts/{post}/report")).await;
    bo.fill(
        "What is wrong with it?",
        &format!("Not by {}", "averylongwordwithoutanyspace".repeat(8)),
    )
    .await;
    bo.press("Report").await;
    bo.see("The moderators will look at it.").await;
    ada.go("/admin/reports").await;
    ada.told("return document.querySelector('.row__name a').pathname.split('/').at(-1)")
        .await
}

/// A job that has failed until it was given up, which takes days.
async fn given_up(world: &World) {
    let file = world.file("data").join("pod.sqlite");
    let rows = ConnectOptions::new(format!("sqlite://{}", file.display()));
    let rows = Database::connect(rows).await.expect("the pod's rows are there");
    let given_up = "INSERT INTO job (kind, lane, payload, attempts, run_at, last_error, dead_at, created_at) \
        SELECT 'find-guest', 2, '{}', 68, created_at, 'the other pod has not answered in time', created_at, created_at \
        FROM post LIMIT 1";
    rows.execute_unprepared(given_up).await.expect("it is given up");
    rows.close().await.expect("it closes");
}

/// Somebody in the spotlight, something filtered, something that waits for its time: its address.
async fn arrange(ada: &Window) -> String {
    ada.go("/admin/people?q=bo").await;
    ada.press("Into the spotlight bo").await;
    ada.see("Everyone on this pod now finds this person").await;
    ada.go("/settings/filter").await;
    ada.fill("Word or phrase", "morning").await;
    ada.press("Add").await;
    ada.see("Filtered from now on.").await;
    ada.go("/posts/new").await;
    ada.fill("Your post", "Sourdough at the market on Saturday").await;
    later(ada, 3).await;
    ada.click("[data-audience] > summary").await;
    ada.choose("//dialog", "Public").await;
    ada.press_in("//dialog", "Use this audience").await;
    ada.press("Share").await;
    ada.see("It waits for its time.").await;
    ada.go("/posts/scheduled").await;
    ada.told("return document.querySelector('.waiting__due').id.replace('due-', '')")
        .await
}

/// Chooses a time some days from now, and returns it as the field has it. Keys into such a field differ by language.
pub async fn later(window: &Window, days: u32) -> String {
    window.click("summary[aria-label='Share later']").await;
    window
        .told(&format!(
            "const field = document.querySelector('[data-later]'); const then = new Date(Date.now() + {days} * 864e5);
             const two = (number) => String(number).padStart(2, '0');
             field.value = `${{then.getFullYear()}}-${{two(then.getMonth() + 1)}}-${{two(then.getDate())}}T18:30`;
             field.dispatchEvent(new Event('change', {{ bubbles: true }})); return field.value"
        ))
        .await
}

async fn guid(window: &Window) -> String {
    window
        .told("return document.querySelector('article[data-post]').dataset.post")
        .await
}

/// Says something about a post.
pub async fn comment(window: &Window, post: &str, words: &str) {
    window.go(&format!("/posts/{post}")).await;
    window.fill("Write a comment", words).await;
    window.press_in("//section", "Comment").await;
    window.see("Your comment is there.").await;
    window.see(words).await;
}
