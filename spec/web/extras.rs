//! Places, warnings, polls and bookmarks in a browser.

use crate::support::TestPod;

const FIELDS: [(&str, &str); 2] = [("text", "The plum tree"), ("reach", "public")];

async fn shared(browser: &crate::support::Browser<'_>, more: &[(&str, &str)]) -> String {
    let answer = browser.post("/posts", &[&FIELDS[..], more].concat()).await;
    assert_eq!(answer.status(), 303, "{}", answer.text());
    format!("/posts/{}", answer.location().rsplit("post-").next().unwrap())
}

#[rocket::async_test]
async fn a_place_is_words_and_leads_to_a_map_only_where_the_operator_chose_one() {
    for (map, leads) in [("", false), ("https://map.example/#16/{latitude}/{longitude}", true)] {
        let pod = TestPod::with(&[("map_link", map)]).await;
        pod.user("alice").await;
        let browser = pod.browser("alice").await;
        let fields = [
            ("place", "The <b>allotment"),
            ("latitude", "52.5"),
            ("longitude", "-1.25"),
        ];
        let page = browser.get(&shared(&browser, &fields).await).await;
        assert!(page.text().contains("The &lt;b&gt;allotment"));
        assert_eq!(
            page.text().contains("https://map.example/#16/52.5/-1.25"),
            leads,
            "{map}"
        );
    }
}

#[rocket::async_test]
async fn a_sensitive_post_is_shielded_until_it_is_opened_or_always_open_by_choice() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    pod.user("bob").await;
    let browser = pod.browser("alice").await;
    let path = shared(&browser, &[("warning", "Blood & bones")]).await;
    assert!(
        !browser.get(&path).await.text().contains("class=\"shield\""),
        "not for its author"
    );
    let visitor = pod.visitor().get(&path).await;
    assert!(visitor.text().contains("class=\"shield\"") && visitor.text().contains("Blood &amp; bones"));
    assert!(!visitor.text().contains("og:description\" content=\"The plum"));
    let bob = pod.browser("bob").await;
    assert!(bob.get(&path).await.text().contains("class=\"shield\""));
    let choice = [
        ("language", "en"),
        ("theme", "system"),
        ("reach", "aspects"),
        ("open-sensitive", "1"),
    ];
    assert_eq!(bob.post("/settings/account", &choice).await.status(), 303);
    assert!(!bob.get(&path).await.text().contains("class=\"shield\""));
    assert!(
        bob.get("/settings/account")
            .await
            .text()
            .contains("name=\"open-sensitive\" checked")
    );
}

#[rocket::async_test]
async fn a_poll_is_asked_voted_in_and_changed_by_pages() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    pod.user("bob").await;
    let (a, b) = (pod.browser("alice").await, pod.browser("bob").await);
    let fields = [
        ("question", "Which evening?"),
        ("answers", "Tuesday\nThursday <3"),
        ("poll-lasts", "24"),
    ];
    let path = shared(&a, &fields).await;
    let page = b.get(&path).await;
    assert!(page.text().contains("Which evening?") && page.text().contains("Thursday &lt;3"));
    assert!(page.text().contains("You see how it stands once you have voted.") && !page.text().contains("100 %"));
    let answer = page.text().split("name=\"answer\" value=\"").nth(1).unwrap();
    let answer = answer.split('"').next().unwrap().to_owned();
    let empty = b.post(&format!("{path}/vote"), &[]).await;
    assert_eq!(empty.status(), 422);
    assert!(empty.text().contains("Choose an answer first."));
    let voted = b.post(&format!("{path}/vote"), &[("answer", answer.as_str())]).await;
    assert_eq!(voted.status(), 303);
    let page = b.get(&path).await;
    assert!(page.text().contains("100 %") && page.text().contains("1 person voted"));
    assert!(page.text().contains("Change your vote"));
    let visitor = pod.visitor().get(&path).await;
    assert!(!visitor.text().contains("100 %") && !visitor.text().contains("type=\"radio\" name=\"answer\""));
    let refused = a
        .post(
            "/posts",
            &[&FIELDS[..], &[("question", "One?"), ("answers", "only one")]].concat(),
        )
        .await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().contains("2 to 20 different answers") && refused.text().contains("only one</textarea>"));
}

#[rocket::async_test]
async fn a_bookmark_is_set_found_and_removed_by_the_menu() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let path = shared(&browser, &[]).await;
    assert!(browser.get("/bookmarks").await.text().contains("No bookmarks yet"));
    assert_eq!(browser.post(&format!("{path}/bookmark"), &[]).await.location(), path);
    let page = browser.get("/bookmarks").await;
    assert!(page.text().contains("The plum tree") && page.text().contains(&format!("{path}/unbookmark")));
    browser.post(&format!("{path}/unbookmark"), &[]).await;
    assert!(!browser.get("/bookmarks").await.text().contains("The plum tree"));
}

#[rocket::async_test]
async fn a_draft_keeps_what_else_was_said() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let more = [
        ("question", "Which evening?"),
        ("answers", "Tuesday"),
        ("lasts", "24"),
        ("place", "Here"),
    ];
    browser.post("/posts/draft", &[&FIELDS[..], &more].concat()).await;
    let page = browser.get("/stream").await;
    assert!(page.text().contains("value=\"Which evening?\"") && page.text().contains(">Tuesday</textarea>"));
    assert!(page.text().contains("value=\"24\" selected") && page.text().contains("value=\"Here\""));
}

#[rocket::async_test]
async fn place_and_warning_stand_on_the_page_for_editing_and_nothing_else_does() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let path = shared(&browser, &[("place", "The allotment"), ("warning", "Blood")]).await;
    let edit = format!("{path}/edit");
    let page = browser.get(&edit).await;
    assert!(page.text().contains("value=\"The allotment\"") && page.text().contains("value=\"Blood\""));
    assert!(page.text().contains("name=\"sensitive\" checked") && !page.text().contains("name=\"lasts\""));
    assert!(!page.text().contains("name=\"question\""));
    let plain = browser.post(&edit, &[("text", "The plum tree, again")]).await;
    assert_eq!(plain.status(), 303);
    let page = browser.get(&path).await;
    assert!(page.text().contains("The allotment"), "not asked for, not changed");
    let long = "x".repeat(300);
    let refused = browser
        .post(&edit, &[("text", "The plum tree"), ("place", &long)])
        .await;
    assert!(refused.status() == 422 && refused.text().contains(&long));
    let none = [("text", "The plum tree"), ("place", ""), ("warning", "")];
    assert_eq!(browser.post(&edit, &none).await.status(), 303);
    assert!(!browser.get(&path).await.text().contains("The allotment"));
    assert!(!pod.visitor().get(&path).await.text().contains("class=\"shield\""));
}

#[rocket::async_test]
async fn the_words_of_a_sensitive_post_are_no_title_of_its_page_its_feed_or_what_is_told() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    pod.user("bob").await;
    let (a, b) = (pod.browser("alice").await, pod.browser("bob").await);
    let head = |page: &str| page.split("</head>").next().unwrap().to_owned();
    let warned = shared(&a, &[("warning", "Blood")]).await;
    let page = head(pod.visitor().get(&warned).await.text());
    assert!(!page.contains("The plum tree") && page.contains("<title>Blood · "));
    let open = shared(&a, &[]).await;
    assert!(head(pod.visitor().get(&open).await.text()).contains("<title>The plum tree · "));
    b.post(&format!("{open}/like"), &[]).await;
    assert!(a.get("/notifications").await.text().contains("The plum tree"));
    let row = entity::person::ActiveModel {
        id: sea_orm::Set(alice.person),
        nsfw: sea_orm::Set(true),
        ..Default::default()
    };
    pod.act(async |tx| {
        sea_orm::ActiveModelTrait::update(row, tx.sql()).await?;
        Ok(())
    })
    .await
    .unwrap();
    let page = head(pod.visitor().get(&open).await.text());
    assert!(!page.contains("The plum tree") && page.contains("<title>Sensitive post · "));
    assert!(!a.get("/notifications").await.text().contains("The plum tree"));
    let feed = pod.visitor().get("/feeds/alice.atom").await;
    assert!(feed.text().contains("<title>#nsfw</title>") && feed.text().contains("<title>Blood</title>"));
    assert!(!feed.text().contains("<title>The plum tree"));
}
