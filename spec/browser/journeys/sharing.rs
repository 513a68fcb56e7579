//! What the pod is for: a post reaches those it is for, and nobody else can find it anywhere.

use serde_json::json;

use crate::browser::program;
use crate::browser::window::Window;
use crate::browser::world::{World, in_stream, put_into, share};

const SECRET: &str = "The kittens were born this morning #kittens";

/// The address of the post with these words on the page that is open.
async fn address(window: &Window, words: &str) -> String {
    let script = "return [...document.querySelectorAll('article[data-post]')] \
                  .find((post) => post.innerText.includes(arguments[0])).dataset.post";
    let guid: String = window
        .ask(script, vec![json!(words)])
        .await
        .expect("the post is on the page");
    format!("/posts/{guid}")
}

/// Status, headers and body of an address, without what differs between any two answers.
async fn answer(window: &Window, path: &str) -> String {
    let script = "const path = arguments[0]; return fetch(path).then(async (answer) => { \
                  const headers = [...answer.headers].filter(([name]) => name !== 'date').sort(); \
                  return JSON.stringify([answer.status, headers, (await answer.text()).replaceAll(path, '…')]); })";
    window.ask(script, vec![json!(path)]).await.expect("the pod answers")
}

/// Looks wherever somebody would look.
async fn finds_nothing(window: &Window, author: &str, post: &str) {
    for path in [
        "/stream",
        "/public",
        "/local",
        "/mentions",
        "/followed-tags",
        author,
        "/tags/kittens",
        "/search?q=kittens",
        "/search?q=born",
    ] {
        window.go(path).await;
        window.find("main h1").await;
        let text = window.text().await.expect("a page has words");
        assert!(
            !text.contains("The kittens were born"),
            "{} found the post at {path}",
            window.name
        );
        assert!(
            !window
                .told::<bool>("return !!document.querySelector('article[data-post]')")
                .await,
            "a post at {path}"
        );
    }
    window.go(post).await;
    window.see("There is nothing at this address").await;
    let never = "/posts/00000000000000000000000000000000"
        .get(..post.len())
        .expect("guids are as long");
    assert_eq!(
        answer(window, post).await,
        answer(window, never).await,
        "as for a post that never was"
    );
}

#[tokio::test]
async fn a_post_shared_with_family_is_read_by_family_and_found_by_nobody_else() {
    World::run("sharing", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo", "eve"]).await;
        let [bo, eve] = &others[..] else {
            panic!("two have joined")
        };
        put_into(&ada, "bo", "Family").await;
        share(
            &ada,
            SECRET,
            &["Family"],
            "1 person will get this. Nobody else can open it.",
        )
        .await;
        let post = address(&ada, "kittens were born").await;

        bo.go("/notifications").await;
        bo.click(".told__what a").await;
        let author = bo.at("/people/*").await;
        in_stream(bo, "The kittens were born").await;
        put_into(bo, "ada", "Friends").await;
        bo.go("/stream").await;
        in_stream(bo, "The kittens were born").await;
        bo.go(&post).await;
        in_stream(bo, "The kittens were born").await;
        bo.go("/search?q=born").await;
        in_stream(bo, "The kittens were born").await;

        finds_nothing(eve, &author, &post).await;
        let stranger = world.window("a stranger").await;
        finds_nothing_outside(&stranger, &author, &post).await;

        ada.go(&post).await;
        ada.see("1 person has this post").await;
        ada.see("by aspect").await;
        ada.press("Withdraw it from someone").await;
        ada.choose("//form", "bo").await;
        ada.press("Withdraw it").await;
        ada.see("The post is withdrawn.").await;
        bo.go(&author).await;
        finds_nothing(bo, &author, &post).await;
    })
    .await;
}

/// What is left for somebody without an account.
async fn finds_nothing_outside(window: &Window, author: &str, post: &str) {
    for path in ["/public", author, "/tags/kittens"] {
        window.go(path).await;
        let text = window.text().await.expect("a page has words");
        assert!(
            !text.contains("The kittens were born"),
            "a stranger found the post at {path}"
        );
    }
    window.go(post).await;
    window.see("There is nothing at this address").await;
    let never = "/posts/00000000000000000000000000000000"
        .get(..post.len())
        .expect("guids are as long");
    assert_eq!(
        answer(window, post).await,
        answer(window, never).await,
        "as for a post that never was"
    );
}
