//! Keeping an account one's own: the second step, the list of devices, a forgotten password, closing.

use std::time::{SystemTime, UNIX_EPOCH};

use totp_rs::{Algorithm, Builder, Secret};

use crate::browser::program;
use crate::browser::served::Letter;
use crate::browser::window::Window;
use crate::browser::world::{PASSWORD, World, sign_in, sign_out};

/// What the app shows, so many steps from now.
fn code(secret: &str, steps: u64) -> String {
    let secret = Secret::try_from_base32(secret).expect("the page shows base32");
    let totp = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_secret(secret)
        .build()
        .expect("the secret is long enough");
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("1970 is past")
        .as_secs();
    totp.generate(now + 30 * steps).to_string()
}

/// Gives the password again where that is asked for.
async fn confirm(window: &Window) {
    window.see("Your password, please").await;
    window.fill("Your password now", PASSWORD).await;
    window.press("Go on").await;
    window.see_no("Your password, please").await;
}

async fn letter(world: &World, window: &Window, to: &str, path: &str) -> Letter {
    let found = async || {
        Ok(world
            .pod
            .letters()
            .into_iter()
            .rev()
            .find(|letter| letter.to.contains(to) && letter.text.contains(path)))
    };
    window
        .until(&format!("a letter to {to} with a link to {path}"), found)
        .await
}

#[tokio::test]
async fn a_code_of_the_app_is_asked_for_and_a_recovery_code_stands_in_for_it() {
    World::run("second_step", program(), async |world: &World| {
        let ada = world.set_up("ada").await;
        ada.go("/settings/security/code").await;
        let asked: bool = ada.told("return location.pathname.endsWith('/confirm')").await;
        if asked {
            confirm(&ada).await;
        }
        ada.press_in("//main", "Set it up").await;
        let secret = ada
            .find(".secret")
            .await
            .text()
            .await
            .expect("it can be read")
            .replace(' ', "");
        ada.find("main svg").await;
        ada.fill("The code that the app shows", "000000").await;
        ada.press("Switch the second step on").await;
        ada.see("This code is not right").await;
        ada.fill("The code that the app shows", &code(&secret, 0)).await;
        ada.press("Switch the second step on").await;
        ada.see("Your recovery codes").await;
        let codes: Vec<String> = ada
            .told("return [...document.querySelectorAll('.codes li')].map((code) => code.textContent)")
            .await;
        assert_eq!(codes.len(), 10);

        sign_out(&ada).await;
        sign_in(&ada, "ada", PASSWORD).await;
        ada.at("/sign-in/code*").await;
        ada.fill("Code", "123456").await;
        ada.press_in("//form", "Sign in").await;
        ada.see("This code is not right").await;
        ada.fill("Code", &code(&secret, 1)).await;
        ada.press_in("//form", "Sign in").await;
        ada.at("/stream").await;

        sign_out(&ada).await;
        sign_in(&ada, "ada", PASSWORD).await;
        ada.at("/sign-in/code*").await;
        ada.fill("Code", &codes[3]).await;
        ada.press_in("//form", "Sign in").await;
        ada.at("/stream").await;
        ada.go("/settings/security").await;
        ada.see("9 recovery codes are left.").await;
    })
    .await;
}

#[tokio::test]
async fn a_device_is_signed_out_from_another_and_hears_nothing_more() {
    World::run("devices", program(), async |world: &World| {
        let ada = world.set_up("ada").await;
        let phone = world.window("the phone of ada").await;
        sign_in(&phone, "ada", PASSWORD).await;
        phone.at("/stream").await;
        let _: bool = phone
            .told(
                "const stop = async () => { const reader = (await fetch('/events')).body.getReader(); window.listening = true; \
                 while (!(await reader.read().catch(() => ({ done: true }))).done); window.over = true; }; stop(); return true",
            )
            .await;
        phone.holds("the phone to listen", "return window.listening === true").await;
        ada.go("/settings/security").await;
        ada.see("Where you are signed in").await;
        ada.press_in("//main", "Sign out").await;
        if ada.path().await.is_ok_and(|path| path.contains("/confirm")) {
            confirm(&ada).await;
            ada.press_in("//main", "Sign out").await;
        }
        ada.see("That device is signed out.").await;
        phone.holds("the events to end", "return window.over === true").await;
        phone.go("/settings/account").await;
        phone.at("/sign-in*").await;
        ada.go("/stream").await;
        ada.at("/stream").await;
    })
    .await;
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_by_letter() {
    World::run("forgotten", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo"]).await;
        let bo = &others[0];
        let welcome = letter(world, bo, "bo@mail.example", "/email/confirm/").await;
        bo.go(&welcome.link("/email/confirm/")).await;
        bo.click("main form button").await;
        bo.find("main h1").await;
        sign_out(bo).await;
        bo.go("/sign-in").await;
        bo.press("Forgot your password?").await;
        bo.fill("E-mail", "bo@mail.example").await;
        bo.press("Send the link").await;
        bo.see("If an account has this address").await;
        let reset = letter(world, &ada, "bo@mail.example", "/password/reset/").await;
        bo.go(&reset.link("/password/reset/")).await;
        bo.fill("Password", "short").await;
        bo.press("Set the password").await;
        bo.see("At least 8 characters").await;
        bo.fill("Password", "four loud magpies").await;
        bo.press("Set the password").await;
        bo.see("Your password is set.").await;
        sign_in(bo, "bo", PASSWORD).await;
        bo.see("Name and password do not match.").await;
        sign_in(bo, "bo@mail.example", "four loud magpies").await;
        bo.at("/stream").await;
        bo.go(&reset.link("/password/reset/")).await;
        bo.see("This link was used or is too old.").await;
    })
    .await;
}

#[tokio::test]
async fn a_closed_account_opens_again_within_the_week() {
    World::run("closing", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo"]).await;
        let bo = &others[0];
        bo.go("/settings/security").await;
        bo.press("Close my account…").await;
        bo.see("Your name stays taken").await;
        bo.fill("Your password now", PASSWORD).await;
        bo.press("Close my account").await;
        bo.see("Your account is closed.").await;
        bo.go("/stream").await;
        bo.at("/sign-in*").await;
        ada.go("/u/bo").await;
        ada.see("There is nothing at this address").await;
        sign_in(bo, "bo", PASSWORD).await;
        bo.see("Your account is closing").await;
        bo.press("Open it again").await;
        bo.see("Your account is open again.").await;
        ada.go("/u/bo").await;
        ada.at("/people/*").await;
    })
    .await;
}
