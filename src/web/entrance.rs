//! The cookies of getting in and out, and where to go afterwards.

use rocket::http::{Cookie, CookieJar, SameSite};
use rocket::time::Duration;

use super::guard::session_cookie;
use super::reply::{Reply, Secure};
use crate::domain::account::pending;
use crate::pod::Pod;
use crate::text::redirect;

/// Name of the cookie between the password and what comes after it.
const SECOND: &str = "samara_second";

/// Where somebody goes who has just signed in: where they wanted to, if that is a page of this pod.
pub fn onwards(to: &str) -> String {
    redirect::local(to).unwrap_or("/stream").to_owned()
}

/// A device is signed in.
pub fn enter(pod: &Pod, to: &str, secret: String) -> Reply {
    let days = i64::from(pod.settings.sessions.absolute_days);
    let cookie = build(pod, session_cookie(pod), secret, Duration::days(days));
    Reply::to(onwards(to)).cookie(cookie).forget(SECOND, secure(pod))
}

/// The password was right and there is more to be done.
pub fn wait(pod: &Pod, to: String, note: String) -> Reply {
    let life = i64::try_from(pending::LIFE.as_secs()).expect("five minutes");
    Reply::to(to).cookie(build(pod, SECOND, note, Duration::seconds(life)))
}

/// The note of somebody between password and code; empty for none.
pub fn note(jar: &CookieJar<'_>) -> String {
    jar.get(SECOND)
        .map(|cookie| cookie.value().to_owned())
        .unwrap_or_default()
}

/// A device is signed out: its cookies are worth nothing, and over TLS the browser is told to drop what it kept.
pub fn leave(pod: &Pod) -> Reply {
    let reply = Reply::to("/")
        .forget(session_cookie(pod), secure(pod))
        .forget(SECOND, secure(pod));
    if pod.settings.secure() {
        reply.header("Clear-Site-Data", "\"cache\", \"cookies\"")
    } else {
        reply
    }
}

fn build(pod: &Pod, name: &'static str, value: String, life: Duration) -> Cookie<'static> {
    let cookie = Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax);
    cookie.secure(pod.settings.secure()).max_age(life).build()
}

fn secure(pod: &Pod) -> Secure {
    if pod.settings.secure() { Secure::Yes } else { Secure::No }
}
