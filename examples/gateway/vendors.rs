//! Stand-ins of two vendors: bytes written by hand, by what the vendors' pages show.

use std::collections::HashSet;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A rule of a stand-in: a word of the text that triggers it, whether it applies only once, the status line and further
/// headers, and the body.
pub(crate) type Answer = (&'static str, bool, &'static str, &'static str);

/// The response if no rule applies.
const SPOKEN: (&str, &str) = ("200 OK\r\nContent-Type: audio/mpeg", "ID3 (sound)");

pub(crate) const ELEVENLABS: &[Answer] = &[
    (
        "bad key",
        false,
        "401 Unauthorized",
        r#"{"detail":{"type":"authentication_error","code":"invalid_api_key","message":"Not a key.","status":"invalid_api_key","request_id":"e1"}}"#,
    ),
    (
        "no credits",
        false,
        "402 Payment Required",
        r#"{"detail":{"type":"payment_required","code":"insufficient_credits","message":"None left.","status":"insufficient_credits","request_id":"e2"}}"#,
    ),
    (
        "outage",
        false,
        "503 Service Unavailable",
        r#"{"detail":{"type":"service_unavailable","code":"service_unavailable","message":"Later.","status":"service_unavailable","request_id":"e3"}}"#,
    ),
    (
        "proxy",
        false,
        "502 Bad Gateway\r\nContent-Type: text/html",
        "<html><title>Bad gateway</title></html>",
    ),
    (
        "too fast",
        true,
        "429 Too Many Requests\r\nRetry-After: 2",
        r#"{"detail":{"type":"rate_limit_error","code":"rate_limit_exceeded","message":"Slow down.","status":"rate_limit_exceeded","request_id":"e4"}}"#,
    ),
    (
        "crowded",
        true,
        "429 Too Many Requests",
        r#"{"detail":{"type":"rate_limit_error","code":"concurrent_limit_exceeded","message":"Too many at once.","status":"concurrent_limit_exceeded","request_id":"e5"}}"#,
    ),
    (
        "no such voice",
        false,
        "404 Not Found",
        r#"{"detail":{"type":"not_found","code":"voice_not_found","message":"There is no voice like that.","status":"voice_not_found","request_id":"e6"}}"#,
    ),
];

pub(crate) const AUDIXA: &[Answer] = &[
    (
        "outage",
        false,
        "503 Service Unavailable",
        r#"{"detail":"Down"}"#,
    ),
    (
        "both busy",
        true,
        "429 Too Many Requests",
        r#"{"detail":"Rate limit exceeded. Please retry after 3 seconds."}"#,
    ),
    (
        "hour",
        false,
        "429 Too Many Requests",
        r#"{"detail":"Rate limit exceeded. Please retry after 3600 seconds."}"#,
    ),
];

/// Starts a stand-in on a port of its own.
pub(crate) async fn start(answers: &'static [Answer]) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let given = Arc::new(Mutex::new(HashSet::new()));
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            tokio::spawn(answer(connection, answers, Arc::clone(&given)));
        }
    });
    Ok(address)
}

async fn answer(
    mut connection: TcpStream,
    answers: &[Answer],
    given: Arc<Mutex<HashSet<&str>>>,
) -> io::Result<()> {
    let request = read(&mut connection).await?;
    let fits = |(word, once, ..): &&Answer| {
        let first = || given.lock().is_ok_and(|mut given| given.insert(word));
        request.contains(word) && (!once || first())
    };
    let (head, body) = answers
        .iter()
        .find(fits)
        .map_or(SPOKEN, |(_, _, head, body)| (*head, *body));
    let length = body.len();
    let response =
        format!("HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}");
    connection.write_all(response.as_bytes()).await
}

/// The whole request: its head, and as much of a body as it says.
async fn read(connection: &mut TcpStream) -> io::Result<String> {
    let mut request = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&request);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().filter_map(|line| line.split_once(':'));
            let length = length.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
            let length = length
                .filter_map(|(_, length)| length.trim().parse().ok())
                .next()
                .unwrap_or(0);
            if body.len() >= length {
                return Ok(text.into_owned());
            }
        }
        if connection.read_buf(&mut request).await? == 0 {
            return Ok(String::new());
        }
    }
}
