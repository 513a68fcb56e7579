//! Files of other servers as browsers get them: under signed addresses of this pod, and never as they were sent.

use rocket::http::{ContentType, Header, Status};
use samara::domain::{aspect, contact};
use samara::media::{Variant, address};

use crate::around::public;
use crate::media::{noise, png, reaching};
use crate::support::browser::Browser;
use crate::support::{Origin, Served, TestPod, Then};

async fn origin() -> Origin {
    Origin::new(|path| match path {
        "/small.png" => Served::with(
            200,
            "Content-Type: image/png\r\nSet-Cookie: a=b\r\nX-Own: y\r\n",
            &png(120, 80),
        ),
        "/large.png" => Served::ok("image/png", &noise(700, 7)),
        "/slow.png" => Served::raw(b"", Then::Hang),
        _ => Served::with(404, "", b"not here"),
    })
    .await
}

fn at(pod: &TestPod, origin: &Origin, path: &str) -> String {
    address(pod, origin.url(path).as_str(), Variant::S700)
}

#[rocket::async_test]
async fn a_picture_is_shown_written_anew_with_these_headers_and_no_others() {
    let origin = origin().await;
    let pod = reaching(&origin, &[]).await;
    let answer = pod.visitor().get(&at(&pod, &origin, "/small.png")).await;
    assert_eq!(answer.status(), 200);
    assert_ne!(answer.bytes(), png(120, 80));
    let shown = image::load_from_memory(answer.bytes()).unwrap();
    assert_eq!((shown.width(), shown.height()), (120, 80));
    let mut names: Vec<String> = answer
        .headers()
        .into_iter()
        .map(|(name, _)| name.to_ascii_lowercase())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "accept-ranges",
            "cache-control",
            "content-disposition",
            "content-length",
            "content-security-policy",
            "content-type",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "etag",
            "origin-agent-cluster",
            "permissions-policy",
            "referrer-policy",
            "x-content-type-options",
            "x-frame-options",
            "x-robots-tag",
            "x-xss-protection",
        ]
        .into_iter()
        .filter(|name| *name != "content-length" || names.contains(&"content-length".to_owned()))
        .collect::<Vec<_>>()
    );
    for (name, value) in [
        ("Cache-Control", "private, max-age=86400, immutable"),
        ("Content-Security-Policy", "default-src 'none'; sandbox"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Content-Disposition", "inline; filename=\"media\""),
        ("X-Robots-Tag", "noindex"),
    ] {
        assert_eq!(answer.header(name), Some(value));
    }
}

#[rocket::async_test]
async fn an_address_that_was_not_made_here_is_refused_alike_and_asks_nobody() {
    let origin = origin().await;
    let pod = reaching(&origin, &[]).await;
    let good = at(&pod, &origin, "/small.png");
    let parts: Vec<&str> = good.split('/').collect();
    let (key, signature, url) = (parts[2], parts[3], parts[5]);
    let other = at(&pod, &origin, "/large.png");
    let other = other.rsplit('/').next().unwrap();
    let mut wrong = vec![
        format!("/media/{key}/{signature}/1600/{url}"),
        format!("/media/{key}/{signature}/700/{other}"),
        format!("/media/{key}/{signature}/700/{url}="),
        format!("/media/{key}/{}/700/{url}", signature.to_ascii_uppercase()),
        format!("/media/{key}/{}/700/{url}", &signature[..20]),
        format!("/media/{key}/{signature}0/700/{url}"),
        format!("/media/{key}/0/700/{url}"),
        format!("/media/00000000/{signature}/700/{url}"),
        format!("/media/~/{signature}/700/{url}"),
        format!("/media/{key}/{signature}/~/%00"),
        format!("/media/{key}/{signature}/700/%2e%2e"),
    ];
    for at in 0..signature.len() {
        let mut flipped = signature.as_bytes().to_vec();
        flipped[at] = if flipped[at] == b'0' { b'1' } else { b'0' };
        wrong.push(format!(
            "/media/{key}/{}/700/{url}",
            String::from_utf8(flipped).unwrap()
        ));
    }
    let visitor = pod.visitor();
    let first = visitor.get(&wrong[0]).await;
    assert_eq!((first.status(), first.text()), (403, ""));
    for path in wrong.iter().filter(|path| !path.contains("%00")) {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status(), 403, "{path}");
        assert_eq!(
            (answer.bytes(), answer.headers()),
            (first.bytes(), first.headers()),
            "{path}"
        );
    }
    for path in ["/media/~/700/abc", "/media/", "/media/a/b/c"] {
        assert_eq!(visitor.get(path).await.status(), 404, "{path}");
    }
    assert_eq!(origin.asked(), 0);
}

#[rocket::async_test]
async fn only_getting_and_looking_is_answered() {
    let origin = origin().await;
    let pod = reaching(&origin, &[]).await;
    let path = at(&pod, &origin, "/small.png");
    let server = samara::web::server((*pod).clone(), samara::boot::figment(&pod.settings));
    let client = rocket::local::asynchronous::Client::untracked(server).await.unwrap();
    for request in [
        client.post(path.as_str()),
        client.put(path.as_str()),
        client.options(path.as_str()),
        client.delete(path.as_str()),
    ] {
        let answer = request.header(ContentType::Form).dispatch().await;
        assert!(answer.status().code >= 400, "{}", answer.status());
    }
    assert_eq!(origin.asked(), 0);
    let got = client.get(path.as_str()).dispatch().await;
    let looked = client.head(path.as_str()).dispatch().await;
    assert_eq!((got.status(), looked.status()), (Status::Ok, Status::Ok));
    let names = |answer: &rocket::local::asynchronous::LocalResponse<'_>| {
        let mut names: Vec<String> = answer.headers().iter().map(|header| header.to_string()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&got), names(&looked));
    assert_eq!(looked.into_bytes().await.unwrap_or_default(), b"");
}

#[rocket::async_test]
async fn another_pod_is_sent_to_where_it_came_from() {
    let origin = origin().await;
    let pod = reaching(&origin, &[]).await;
    let path = at(&pod, &origin, "/small.png");
    let peer = pod.visitor().with("Via", "1.1 front, 1.1 samara");
    assert_eq!(peer.get(&path).await.status(), 403);
    let proxied = pod.visitor().with("Via", "1.1 front");
    assert_eq!(proxied.get(&path).await.status(), 200);
}

async fn part(browser: &Browser<'_>, path: &str, range: &'static str) -> (u16, Option<String>, Vec<u8>) {
    let answer = browser
        .request(path)
        .header(Header::new("Range", range))
        .dispatch()
        .await;
    let status = answer.status().code;
    let stretch = answer.headers().get_one("Content-Range").map(str::to_owned);
    (status, stretch, answer.into_bytes().await.unwrap_or_default())
}

#[rocket::async_test]
async fn parts_are_given_one_at_a_time() {
    let origin = origin().await;
    let pod = reaching(&origin, &[]).await;
    let visitor = pod.visitor();
    // One is kept in memory, the other is read from the disk.
    for path in ["/small.png", "/large.png"] {
        let path = at(&pod, &origin, path);
        let whole = visitor.get(&path).await.bytes().to_vec();
        let (length, last) = (whole.len(), whole.len() - 1);
        for (range, from, to) in [
            ("bytes=0-", 0, last),
            ("bytes=0-0", 0, 0),
            ("bytes=5-9", 5, 9),
            ("bytes=5-99999999", 5, last),
            ("bytes=-4", length - 4, last),
            ("bytes=-99999999", 0, last),
        ] {
            let (status, stretch, bytes) = part(&visitor, &path, range).await;
            assert_eq!(status, 206, "{range}");
            assert_eq!(
                stretch.as_deref(),
                Some(format!("bytes {from}-{to}/{length}").as_str()),
                "{range}"
            );
            assert_eq!(bytes, whole[from..=to], "{range}");
        }
        for range in ["bytes=99999999-", "bytes=-0"] {
            let (status, stretch, bytes) = part(&visitor, &path, range).await;
            assert_eq!((status, bytes.len()), (416, 0), "{range}");
            assert_eq!(stretch, Some(format!("bytes */{length}")));
        }
        for range in [
            "bytes=0-1,3-4",
            "bytes=9-5",
            "bytes=a-b",
            "bytes=-",
            "lines=1-2",
            "bytes=0-1 ",
        ] {
            let (status, _, bytes) = part(&visitor, &path, range).await;
            assert!(
                status == 200 && bytes == whole || range.ends_with(' ') && status == 206,
                "{range}"
            );
        }
    }
    assert_eq!(origin.asked(), 2);
}

#[rocket::async_test]
async fn what_the_browser_has_already_is_not_sent_again() {
    let origin = origin().await;
    let pod = reaching(&origin, &[]).await;
    let path = at(&pod, &origin, "/small.png");
    let tag = pod.visitor().get(&path).await.header("ETag").unwrap().to_owned();
    for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
        let again = pod.visitor().with("If-None-Match", &known).get(&path).await;
        assert_eq!((again.status(), again.bytes().len()), (304, 0), "{known}");
        assert_eq!(again.header("ETag"), Some(tag.as_str()));
    }
    assert_eq!(
        pod.visitor().with("If-None-Match", "\"x\"").get(&path).await.status(),
        200
    );
    let fresh = pod
        .visitor()
        .with("If-Range", &tag)
        .with("Range", "bytes=0-1")
        .get(&path)
        .await;
    assert_eq!(fresh.status(), 206);
    let stale = pod
        .visitor()
        .with("If-Range", "\"x\"")
        .with("Range", "bytes=0-1")
        .get(&path)
        .await;
    assert_eq!(stale.status(), 200);
}

#[rocket::async_test]
async fn what_is_gone_and_what_is_not_there_yet_are_empty_answers() {
    let origin = origin().await;
    let pod = reaching(&origin, &[]).await;
    let gone = pod.visitor().get(&at(&pod, &origin, "/gone.png")).await;
    assert_eq!((gone.status(), gone.bytes().len()), (404, 0));
    let pod = reaching(&origin, &[("media.patience", "30")]).await;
    let slow = pod.visitor().get(&at(&pod, &origin, "/slow.png")).await;
    assert_eq!((slow.status(), slow.bytes().len()), (504, 0));
    assert_eq!(slow.header("Cache-Control"), Some("no-store"));
}

/// All addresses that a page has its browser load by itself.
fn loaded(html: &str) -> Vec<String> {
    let sources = html.split(" src=\"").skip(1).chain(html.split(" srcset=\"").skip(1));
    sources
        .filter_map(|after| after.split('"').next())
        .map(str::to_owned)
        .collect()
}

#[rocket::async_test]
async fn on_no_page_stands_an_address_that_would_be_loaded_from_elsewhere() {
    let origin = origin().await;
    let pod = reaching(&origin, &[]).await;
    let (alice, remote) = (pod.user("alice").await, pod.remote("carol", "far.example").await);
    let picture = origin.url("/small.png").to_string();
    let shown = entity::person::ActiveModel {
        id: sea_orm::Set(remote.id),
        avatar: sea_orm::Set(Some(picture.clone())),
        ..Default::default()
    };
    let tx = pod.db.begin().await.unwrap();
    sea_orm::ActiveModelTrait::update(shown, tx.sql()).await.unwrap();
    tx.commit().await.unwrap();
    pod.act(async |tx| {
        let aspect = aspect::add(tx, alice.user, "Far", 1).await?.id;
        contact::set_aspects(tx, alice.user, remote.id, &[aspect]).await
    })
    .await
    .unwrap();
    let text = format!(
        "![a]({picture})\n\n{}\n\n{}",
        origin.url("/v.mp4"),
        origin.url("/s.mp3")
    );
    let post = public(&pod, &alice, &text).await;
    let (visitor, browser) = (pod.visitor(), pod.browser("alice").await);
    let commented = browser
        .post(
            &format!("/posts/{}/comments", post.guid),
            &[("comment", &format!("![b]({picture})")), ("answers", "")],
        )
        .await;
    assert!(commented.status() < 400, "{}", commented.text());
    let page = format!("/posts/{}", post.guid);
    let person = format!("/people/{}", remote.guid);
    let mut signed = 0;
    for path in [
        "/public",
        "/stream",
        page.as_str(),
        person.as_str(),
        "/complete/people?q=carol",
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        assert!(!answer.text().contains("/media/~/"), "{path}");
        for address in loaded(answer.text()) {
            assert!(
                address.starts_with('/') && !address.starts_with("//"),
                "{path}: {address}"
            );
            if address.starts_with("/media/") && address.contains("/700/") {
                assert_eq!(visitor.get(&address).await.status(), 200, "{address}");
                signed += 1;
            }
        }
    }
    assert!(signed >= 3, "{signed}");
    let person = browser.get("/complete/people?q=carol").await;
    assert!(person.text().contains("\"avatar\":\"/media/"), "{}", person.text());
    let feed = browser.get("/feeds/alice.atom").await;
    assert!(feed.text().contains(&pod.settings.url("/media/")), "{}", feed.text());
    let preview = browser.post("/posts/preview", &[("text", text.as_str())]).await;
    assert!(preview.text().contains("<img src=\"/media/") && !preview.text().contains("/media/~/"));
}

#[rocket::async_test]
async fn an_administrator_sees_how_it_stands_and_empties_it() {
    let origin = origin().await;
    let pod = reaching(&origin, &[]).await;
    let noor = super::admin::admin(&pod, "noor").await;
    pod.visitor().get(&at(&pod, &origin, "/small.png")).await;
    pod.visitor().get(&at(&pod, &origin, "/gone.png")).await;
    let page = noor.get("/admin").await;
    for said in [
        "Files of other servers",
        "No longer there, or not for everybody",
        "127.0.0.2",
        "1,024 MiB",
    ] {
        let said = said.replace("1,024", "1024");
        assert!(page.text().contains(&said), "{said}: {}", page.text());
    }
    assert_eq!(noor.post("/admin/media/empty", &[]).await.location(), "/admin");
    pod.settle().await;
    assert_eq!(crate::media::files(&pod), []);
    assert!(
        noor.get("/admin/audit")
            .await
            .text()
            .contains("Emptied the files of other servers")
    );
    assert_eq!(
        pod.browser("alice")
            .await
            .post("/admin/media/empty", &[])
            .await
            .status(),
        404
    );
}
