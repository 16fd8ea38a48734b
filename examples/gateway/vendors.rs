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
const ANSWERED: (&str, &str) = (
    "200 OK\r\nContent-Type: application/json",
    r#"{"text": "Yes."}"#,
);

pub(crate) const ANTHROPIC: &[Answer] = &[
    (
        "bad key",
        false,
        "401 Unauthorized",
        r#"{"type":"error","error":{"type":"authentication_error","message":"Not a key."},"request_id":"req_1"}"#,
    ),
    (
        "no credits",
        false,
        "402 Payment Required",
        r#"{"type":"error","error":{"type":"billing_error","message":"Please pay."},"request_id":"req_2"}"#,
    ),
    // A spend cap: the same type and status as a limit that passes, but without a delay.
    (
        "spend cap",
        false,
        "429 Too Many Requests",
        r#"{"type":"error","error":{"type":"rate_limit_error","message":"The cap is reached.","details":{"error_code":"enforced_spend_limit_reached"}},"request_id":"req_3"}"#,
    ),
    (
        "outage",
        false,
        "529 Overloaded",
        r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_4"}"#,
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
        r#"{"type":"error","error":{"type":"rate_limit_error","message":"Slow down."},"request_id":"req_5"}"#,
    ),
    (
        "no such model",
        false,
        "404 Not Found",
        r#"{"type":"error","error":{"type":"not_found_error","message":"model: no-such-model"},"request_id":"req_6"}"#,
    ),
];

pub(crate) const OPENAI: &[Answer] = &[
    (
        "outage",
        false,
        "503 Service Unavailable",
        r#"{"error":{"message":"Too much to do","type":"service_unavailable_error","param":null,"code":"server_is_overloaded"}}"#,
    ),
    // The header is rounded up; the delay in milliseconds counts.
    (
        "both busy",
        true,
        "429 Too Many Requests\r\nRetry-After: 4\r\nretry-after-ms: 3000",
        r#"{"error":{"message":"Rate limit reached for requests.","type":"requests","param":null,"code":"rate_limit_exceeded"}}"#,
    ),
    (
        "hour",
        false,
        "429 Too Many Requests\r\nRetry-After: 3600",
        r#"{"error":{"message":"Your traffic grows too fast","type":"rate_limit_error","param":null,"code":"slow_down"}}"#,
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
        .map_or(ANSWERED, |(_, _, head, body)| (*head, *body));
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
