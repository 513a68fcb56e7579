//! Two processes that serve the pages of one pod: what one has fetched of other servers, the other has, too.

use samara::wire::bytes::base64url;

use super::process::{Client, Home, free_port};
use crate::support::photo::picture;
use crate::support::{Origin, Served};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_have_one_cache() {
    let origin = Origin::always(Served::ok("image/png", &picture(60, 40, 7))).await;
    let mut home = Home::new().await.with("reachable_also", &origin.address().to_string());
    if let Ok(redis) = std::env::var("SAMARA_TEST_REDIS") {
        home = home.with("redis", &redis);
    }
    let one = home.start(free_port(), &["serve", "--web"]);
    one.answers().await;
    let other = home.start(free_port(), &["serve", "--web"]);
    other.answers().await;
    let first = Client::set_up(one.port).await;
    let second = first.at(other.port);
    let mut paths = Vec::new();
    for number in 0..6 {
        paths.push(first.proxied(origin.url(&format!("/{number}.png")).as_str()).await);
    }
    // All at once, at both.
    let looks = (0..60).map(|turn| {
        let (client, path) = (if turn % 2 == 0 { &first } else { &second }, &paths[turn % 6]);
        async move { client.bytes(path).await.unwrap() }
    });
    let shown = rocket::futures::future::join_all(looks).await;
    for (turn, (status, bytes)) in shown.iter().enumerate() {
        assert_eq!((*status, bytes), (200, &shown[turn % 6].1), "{turn}");
    }
    assert_eq!(origin.asked(), 6, "each was fetched once");
    // What one fetches now, the other shows.
    let path = second.proxied(origin.url("/late.png").as_str()).await;
    assert_eq!(first.bytes(&path).await.unwrap().0, 200);
    assert_eq!(second.bytes(&path).await.unwrap(), first.bytes(&path).await.unwrap());
    assert_eq!(origin.asked(), 7);
    one.kill();
    assert_eq!(second.bytes(&path).await.unwrap().0, 200);
    other.kill();
    home.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_key_of_addresses_is_changed_from_the_command_line() {
    let origin = Origin::always(Served::ok("image/png", &picture(60, 40, 8))).await;
    let home = Home::new().await.with("reachable_also", &origin.address().to_string());
    let url = origin.url("/a.png").to_string();
    let mut running = home.serve(free_port()).await;
    let mut client = Client::set_up(running.port).await;
    let first = client.proxied(&url).await;
    let end = base64url(url.as_bytes());
    let mut all = vec![first.clone()];
    for _ in 0..2 {
        assert_eq!(client.bytes(&first).await.unwrap().0, 200, "the former key is good");
        let output = home.run(&["media", "rotate-key"]);
        assert!(output.status.success());
        assert!(String::from_utf8_lossy(&output.stdout).contains("signed with a new key"));
        running.kill();
        running = home.serve(free_port()).await;
        client = client.at(running.port);
        let next = client.proxied(&url).await;
        assert!(next.ends_with(&end) && !all.contains(&next), "{next}");
        assert_eq!(client.bytes(&next).await.unwrap().0, 200);
        all.push(next);
    }
    assert_eq!(client.bytes(&all[0]).await.unwrap().0, 403, "the one before it is not");
    assert_eq!(client.bytes(&all[1]).await.unwrap().0, 200);
    assert_eq!(origin.asked(), 1);
    running.kill();
    home.remove().await;
}
