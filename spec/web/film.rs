//! Films and sounds from end to end: sent, shown and played by parts; and those of other servers through this pod.

use crate::around::public;
use crate::media::reaching;
use crate::recording::build::{self, MARKER, SAMPLE, holds};
use crate::support::{Browser, Origin, Served, TestPod};

use super::photo::between;

/// Of each kind: what it is called, its type when it is given out, and the file.
fn recordings() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    vec![
        (
            "a.mp4",
            "video/mp4",
            build::mp4(
                b"isom",
                &[(b"vide", b"avc1"), (b"soun", b"mp4a"), (b"meta", b"gpmd")],
                true,
            ),
        ),
        ("a.webm", "video/webm", build::webm(b"webm", false)),
        ("a.opus", "audio/ogg", build::opus()),
        ("a.mp3", "audio/mpeg", build::mp3()),
    ]
}

/// Plays a file as a browser does: the head, the end, then part after part.
async fn played(pod: &TestPod, browser: &Browser<'_>, path: &str, media_type: &str) -> Vec<u8> {
    let whole = browser.get(path).await;
    assert_eq!(whole.status(), 200, "{path}");
    assert_eq!(whole.header("Accept-Ranges"), Some("bytes"));
    assert!(
        whole
            .header("Content-Type")
            .is_some_and(|kind| kind.starts_with(media_type)),
        "{:?}",
        whole.headers()
    );
    let length = whole.bytes().len();
    assert!(length > 200);
    let mut parts = Vec::new();
    for from in (0..length).step_by(150) {
        let range = format!("bytes={from}-{}", from + 149);
        let part = pod.visitor().with("Range", &range).get(path).await;
        assert_eq!(part.status(), 206, "{range}");
        let last = (from + 149).min(length - 1);
        assert_eq!(
            part.header("Content-Range"),
            Some(format!("bytes {from}-{last}/{length}").as_str())
        );
        parts.extend_from_slice(part.bytes());
    }
    assert_eq!(parts, whole.bytes());
    let end = pod.visitor().with("Range", "bytes=-20").get(path).await;
    assert_eq!((end.status(), end.bytes()), (206, &parts[length - 20..]));
    assert!(!holds(&parts, MARKER), "nothing that was said about it goes on");
    assert!(holds(&parts, SAMPLE), "what plays does");
    parts
}

#[rocket::async_test]
async fn a_film_that_is_sent_plays_by_parts_and_says_nothing_of_where_it_was_made() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let browser = pod.browser("alice").await;
    for (name, media_type, file) in recordings() {
        let sent = browser.files("/photos", &[], &[("file", name, &file)]).await;
        assert_eq!(sent.status(), 200, "{name}: {}", sent.text());
        let guid = between(sent.text(), "\"guid\":\"", "\"")[0].to_owned();
        let path = format!("/photos/{guid}/full");
        assert_eq!(pod.visitor().get(&path).await.status(), 404, "not shared yet");
        let fields = [("text", ""), ("reach", "public"), ("photo", guid.as_str())];
        let shared = browser.post("/posts", &fields).await;
        assert_eq!(shared.status(), 303, "{}", shared.text());
        let page = pod.visitor().get("/public").await;
        let tag = if media_type.starts_with("video") {
            "<video"
        } else {
            "<audio"
        };
        let player = page
            .text()
            .split(tag)
            .nth(1)
            .unwrap_or_else(|| panic!("{name}: {}", page.text()));
        assert!(
            player
                .split('>')
                .next()
                .is_some_and(|player| player.contains("controls"))
        );
        assert!(page.text().contains(&path));
        played(&pod, &pod.visitor(), &path, media_type).await;
    }
    for (path, _) in stored(&pod) {
        assert!(!holds(&std::fs::read(&path).unwrap(), MARKER), "{path}");
    }
}

/// All files of the pod.
fn stored(pod: &TestPod) -> Vec<(String, u64)> {
    let storage = pod.folder().join("files");
    let mut open = vec![storage];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.metadata().unwrap() {
                about if about.is_dir() => open.push(entry.path()),
                about => found.push((entry.path().display().to_string(), about.len())),
            }
        }
    }
    found
}

#[rocket::async_test]
async fn a_film_of_another_server_plays_through_this_pod_and_is_asked_for_once() {
    let all = recordings();
    let served = all.clone();
    let origin = Origin::new(move |path| {
        let found = served.iter().find(|(name, _, _)| path == format!("/{name}"));
        // What it is said to be is not believed.
        found.map_or_else(
            || Served::with(404, "", b""),
            |(_, _, file)| Served::ok("text/html", file),
        )
    })
    .await;
    let pod = reaching(&origin, &[]).await;
    let alice = pod.user("alice").await;
    for (number, (name, media_type, _)) in all.iter().enumerate() {
        public(&pod, &alice, &format!("![{name}]({})", origin.url(&format!("/{name}")))).await;
        let page = pod.visitor().get("/public").await;
        let shown = between(page.text(), " src=\"/media/", "\"");
        let path = format!("/media/{}", shown[0]);
        played(&pod, &pod.visitor(), &path, media_type).await;
        assert_eq!(origin.asked(), number + 1, "{name}");
    }
    for (path, _) in stored(&pod) {
        assert!(!holds(&std::fs::read(&path).unwrap(), MARKER), "{path}");
    }
}
