//! Help in a browser: for everyone, in their language, and with links that lead somewhere.

use samara::i18n::help::Topic;

use crate::support::TestPod;

#[rocket::async_test]
async fn help_is_read_with_and_without_an_account_in_the_readers_language() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    for browser in [pod.visitor(), pod.browser("alice").await] {
        let index = browser.get("/help").await;
        assert_eq!(index.status(), 200);
        for topic in Topic::ALL {
            let path = format!("/help/{}", topic.code());
            assert!(
                index.text().contains(&format!("href=\"{path}\"")),
                "{path} is in the list"
            );
            let page = browser.get(&path).await;
            assert_eq!(page.status(), 200, "{path}");
            assert!(page.text().matches("<h2>").count() >= 3, "{path} has parts");
            assert!(!page.text().contains("noindex"), "search engines may find it");
        }
    }
    let german = pod.visitor().with("Accept-Language", "de").get("/help/leaving").await;
    assert!(german.text().contains("Niemand fragt, warum.") && german.text().contains("„Mein Konto schließen …“"));
    assert_eq!(pod.visitor().get("/help/nothing").await.status(), 404);
    assert_eq!(
        pod.visitor().get("/help/nothing").await.bytes(),
        pod.visitor().get("/nothing").await.bytes()
    );
}

#[rocket::async_test]
async fn every_link_of_help_leads_to_a_page() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let browser = pod.browser("alice").await;
    for topic in Topic::ALL {
        let page = browser.get(&format!("/help/{}", topic.code())).await;
        let article = page
            .text()
            .split("<article class=\"help\">")
            .nth(1)
            .expect("it has a text");
        let article = article.split("</article>").next().unwrap();
        let links = article.split("<a href=\"").skip(1);
        for link in links.filter_map(|rest| rest.split('"').next()) {
            let status = browser.get(link).await.status();
            assert_eq!(status, 200, "{} leads to {link}", topic.code());
        }
    }
}

#[rocket::async_test]
async fn help_is_linked_from_the_places_where_it_is_wanted() {
    let pod = TestPod::new().await;
    let (_, bob) = (pod.user("alice").await, pod.user("bob").await);
    let browser = pod.browser("alice").await;
    for (path, help) in [
        ("/stream".to_owned(), "/help\""),
        ("/stream".to_owned(), "/help/who-sees-what"),
        ("/contacts".to_owned(), "/help/aspects"),
        ("/aspects/new".to_owned(), "/help/aspects"),
        ("/start/people".to_owned(), "/help/sharing"),
        ("/settings/sharing".to_owned(), "/help/sharing"),
        ("/settings/security/close".to_owned(), "/help/leaving"),
        ("/settings/moving".to_owned(), "/help/leaving"),
        (format!("/people/{}/ignore", bob.guid), "/help/ignoring"),
        (format!("/people/{}/report", bob.guid), "/help/safety"),
    ] {
        let page = browser.get(&path).await;
        assert!(
            page.text().contains(&format!("href=\"{help}")),
            "{path} leads to {help}"
        );
    }
    assert!(pod.visitor().get("/").await.text().contains("href=\"/help\""));
}

#[rocket::async_test]
async fn the_bookmark_opens_the_publisher_of_this_pod_and_nothing_else() {
    let pod = TestPod::with(&[("address", "https://larch.example")]).await;
    let page = pod.visitor().get("/help/bookmarklet").await;
    let href = page
        .text()
        .split("href=\"javascript:")
        .nth(1)
        .expect("there is a bookmark");
    let href = href.split('"').next().unwrap();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"%-_.*".contains(&byte);
    assert!(href.bytes().all(plain), "it can stand in any address: {href}");
    let code = url::form_urlencoded::parse(format!("code={href}").as_bytes())
        .next()
        .unwrap()
        .1
        .into_owned();
    assert!(code.contains("'https://larch.example/posts/new?title='"), "{code}");
    assert_eq!(code.matches("://").count(), 1, "it talks to nobody else: {code}");
    for other in ["/help", "/help/aspects", "/posts/new", "/"] {
        assert!(
            !pod.visitor().get(other).await.text().contains("javascript:"),
            "{other}"
        );
    }
}
