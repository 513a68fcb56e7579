//! A04 (activitypub_federation before 0.6.6): what is sent to an inbox without an end is cut off at its bound, and takes no memory.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::process::{Client, Home, Running, free_port};

/// The most that one sender gets rid of, in bytes: the bound, and what lies between two sockets of one machine.
const CUT: usize = 16 << 20;

/// What a process holds in memory, in bytes.
fn held(running: &Running) -> usize {
    let about = std::fs::read_to_string(format!("/proc/{}/status", running.id())).unwrap();
    let line = about.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    let kilobytes: usize = line.trim().trim_end_matches(" kB").parse().unwrap();
    kilobytes << 10
}

/// Sends until nobody takes it any more; how much was taken, and the first line of what was answered.
async fn sends_without_end(port: u16, path: &str, kind: &str, length: &str) -> (usize, String) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let head = format!("POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\n{length}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let (mut from, mut to) = stream.split();
    let chunked = length.starts_with("Transfer-Encoding");
    let piece = match chunked {
        true => [b"10000\r\n".as_slice(), &[b' '; 65_536], b"\r\n"].concat(),
        false => vec![b' '; 65_536],
    };
    let mut taken = 0;
    let sending = async {
        while taken < 4 * CUT && to.write_all(&piece).await.is_ok() {
            taken += piece.len();
        }
    };
    // Whoever takes no more reads no more: that ends it as well.
    let _ = tokio::time::timeout(Duration::from_secs(3), sending).await;
    let mut answer = [0; 64];
    let read = tokio::time::timeout(Duration::from_secs(3), from.read(&mut answer)).await;
    let read = read.ok().and_then(Result::ok).unwrap_or_default();
    let line = String::from_utf8_lossy(&answer[..read])
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned();
    (taken, line)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_no_end_is_cut_off_at_its_bound_and_takes_no_memory() {
    let home = Home::new().await;
    let running = home.serve(free_port()).await;
    Client::set_up_with(running.port, &running.key().await).await;
    let (activity, letter) = ("application/activity+json", "application/magic-envelope+xml");
    let chunked = "Transfer-Encoding: chunked";
    // What is needed once is there after the first.
    sends_without_end(running.port, "/inbox", activity, chunked).await;
    let before = held(&running);
    for (path, kind) in [
        ("/inbox", activity),
        ("/receive/public", letter),
        ("/receive/public", activity),
    ] {
        for length in [chunked, "Content-Length: 2147483648"] {
            let (taken, line) = sends_without_end(running.port, path, kind, length).await;
            assert!(taken < CUT, "{path} with {length} takes {taken} bytes: {line}");
            assert!(
                line.is_empty() || line.contains(" 413 "),
                "{path} with {length}: {line}"
            );
        }
    }
    let grown = held(&running).saturating_sub(before);
    assert!(grown < 12 << 20, "it has grown by {grown} bytes");
    running.answers().await;
    running.kill();
    home.remove().await;
}

/// Whoever answers while a browser is still sending, and closes, is a broken connection to it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_that_is_too_large_is_heard_to_its_end_before_that_is_told() {
    let home = Home::new().await;
    let running = home.serve(free_port()).await;
    let client = Client::set_up_with(running.port, &running.key().await).await;
    // More than the system holds between the two.
    let (head, answer) = client
        .upload_raw("/settings/avatar", &vec![7; 30_000_000])
        .await
        .unwrap();
    assert!(head.starts_with("HTTP/1.1 413 "), "{head}");
    assert!(answer.contains("more than this pod takes in at once"), "{answer}");
    running.kill();
    home.remove().await;
}
