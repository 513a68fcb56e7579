//! The sentence that says what became of an act, on the page that comes next: once, and nowhere else.

use samara::web::guard::NOTICE;

use crate::support::TestPod;
use crate::support::browser::Answer;

const SAVED: &str = "You follow this tag now.";

fn says(page: &Answer) -> bool {
    page.text().contains(SAVED)
}

fn carries(answer: &Answer) -> bool {
    let cookie = answer.header("Set-Cookie").unwrap_or_default();
    cookie.starts_with(&format!("{NOTICE}=tag-followed"))
}

#[rocket::async_test]
async fn what_became_of_an_act_stands_on_the_next_page_and_only_there() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let browser = pod.browser("alice").await;
    assert!(carries(&browser.post("/tags/plums/follow", &[]).await));
    assert!(says(&browser.get("/tags/plums").await));
    assert!(!says(&browser.get("/tags/plums").await), "once");
}

#[rocket::async_test]
async fn what_a_script_asks_for_meanwhile_takes_no_sentence_from_the_page_that_shows_it() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let token = browser.token().await;
    browser.post("/tags/plums/follow", &[]).await;
    // Who would get what is being written, the posts that are new, a picture that is gone.
    let fields = [("csrf", token.as_str()), ("text", "plums"), ("reach", "public")];
    assert_eq!(browser.send("/audience", &fields, false).await.status(), 200);
    let mut browser = browser.alone_with("X-Fragment", "posts");
    assert_eq!(browser.get("/stream").await.status(), 200);
    for dest in ["empty", "image"] {
        browser = browser.alone_with("Sec-Fetch-Dest", dest);
        assert!(!says(&browser.get("/help").await), "{dest}");
    }
    let browser = browser.alone_with("Sec-Fetch-Dest", "document");
    assert!(says(&browser.get("/stream").await));
    assert!(!says(&browser.get("/stream").await), "once");
}

#[rocket::async_test]
async fn a_script_that_stays_on_its_page_leaves_no_sentence_for_another() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let browser = pod.browser("alice").await.with("X-Stays", "yes");
    let answer = browser.post("/tags/plums/follow", &[]).await;
    assert!(answer.status() == 303 && !carries(&answer));
    assert!(!says(&browser.get("/stream").await));
}
