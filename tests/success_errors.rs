//! Errors under a success status, over real HTTP on loopback: the body is read to decide, and given back if it is not an error.
#![cfg(feature = "derive")]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use std::net::SocketAddr;

use api_error_catalog::{ApiErrorCatalog, MAX_BODY};
use support::server::stand_in;

#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/streams/talk.yaml", module = talk)]
struct Talk;

#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/streams/plain.yaml", module = plain)]
struct Plain;

#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/streams/moved.yaml", module = moved)]
struct Moved;

const CROWDED: &str = r#"{"error": {"code": "CROWDED", "message": "Not now."}}"#;

/// The responses of the server: the path, the status, the headers, and the body. A path that ends in `-chunked` sends the same
/// body in chunks, and one that ends in `-cut` sends the first half of it.
fn responses() -> Vec<(&'static str, u16, &'static str, String)> {
    let long = format!(r#"{{"error": null, "text": "{}"}}"#, "x".repeat(MAX_BODY));
    let long_error = CROWDED.replace("Not now.", &"x".repeat(MAX_BODY));
    vec![
        (
            "/error",
            200,
            "Content-Type: application/json",
            CROWDED.to_owned(),
        ),
        (
            "/suffix",
            200,
            "Content-Type: application/vnd.api+json; charset=utf-8",
            CROWDED.to_owned(),
        ),
        (
            "/good",
            201,
            "Content-Type: application/json\r\nX-Own: a",
            r#"{"text": "Hi"}"#.to_owned(),
        ),
        (
            "/null",
            200,
            "Content-Type: application/json",
            r#"{"error": null}"#.to_owned(),
        ),
        (
            "/no-error",
            200,
            "Content-Type: application/json",
            CROWDED.replace("CROWDED", "NONE"),
        ),
        (
            "/broken",
            200,
            "Content-Type: application/json",
            "{\"error\": \u{fffd}".to_owned(),
        ),
        (
            "/empty",
            200,
            "Content-Type: application/json",
            String::new(),
        ),
        ("/long", 200, "Content-Type: application/json", long),
        (
            "/long-error",
            200,
            "Content-Type: application/json",
            long_error,
        ),
        (
            "/events",
            200,
            "Content-Type: text/event-stream",
            CROWDED.to_owned(),
        ),
        (
            "/lines",
            200,
            "Content-Type: application/x-ndjson",
            CROWDED.to_owned(),
        ),
        (
            "/file",
            200,
            "Content-Type: application/octet-stream",
            CROWDED.to_owned(),
        ),
        ("/untyped", 200, "X-Own: a", CROWDED.to_owned()),
        (
            "/moved",
            303,
            "Content-Type: application/json",
            r#"{"code": "CELL_MOVED"}"#.to_owned(),
        ),
        ("/header", 200, "X-Error: CELL_MOVED", "<html>".to_owned()),
    ]
}

/// The paths of responses that are passed on, although some look like an error.
const PASSED_ON: [&str; 12] = [
    "/good",
    "/null",
    "/no-error",
    "/broken",
    "/empty",
    "/long",
    "/long-error",
    "/events",
    "/lines",
    "/file",
    "/untyped",
    "/header",
];

fn server() -> SocketAddr {
    let responses = responses();
    stand_in(move |path| {
        let plain = path.trim_end_matches("-chunked").trim_end_matches("-cut");
        let found = responses.iter().find(|(known, ..)| *known == plain);
        let (_, status, headers, body) = found.expect("a known path");
        let head = format!("HTTP/1.1 {status} -\r\nConnection: close\r\n{headers}\r\n");
        if path.ends_with("-chunked") {
            let chunk = format!("{:x}\r\n{body}\r\n", body.len());
            let chunk = if body.is_empty() { "" } else { &chunk };
            return format!("{head}Transfer-Encoding: chunked\r\n\r\n{chunk}0\r\n\r\n")
                .into_bytes();
        }
        let sent = if path.ends_with("-cut") {
            body.len() / 2
        } else {
            body.len()
        };
        let mut bytes = format!("{head}Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        bytes.extend_from_slice(&body.as_bytes()[..sent]);
        bytes
    })
}

fn body_of(path: &str) -> String {
    let mut responses = responses().into_iter();
    let (.., body) = responses
        .find(|(known, ..)| *known == path)
        .expect("a path");
    body
}

/// Checks a response of each asynchronous client.
macro_rules! passes_on_what_is_no_error {
    ($test:ident, $reqwest:ident) => {
        #[tokio::test]
        async fn $test() {
            let address = server();
            let client = $reqwest::Client::builder().redirect($reqwest::redirect::Policy::none());
            let client = client.build().expect("a client");
            let get = |path: String| client.get(format!("http://{address}{path}")).send();
            for kind in ["", "-chunked"] {
                for path in ["/error", "/suffix"] {
                    let response = get([path, kind].concat()).await.expect("a response");
                    let error = talk::Error::check(response).await.expect_err("an error");
                    assert_eq!(error, talk::ErrorKind::Crowded);
                    assert_eq!(
                        (error.status(), error.body()),
                        (Some(200), CROWDED.as_bytes())
                    );
                }
                for path in PASSED_ON {
                    let url = [path, kind].concat();
                    let response = get(url.clone()).await.expect("a response");
                    let (status, headers) = (response.status(), response.headers().clone());
                    let checked = talk::Error::check(response).await;
                    let response = checked.unwrap_or_else(|error| panic!("{path}: {error}"));
                    assert_eq!((response.status(), response.headers()), (status, &headers));
                    assert_eq!(response.url().path(), url);
                    let body = response.text().await.expect("the body");
                    assert!(body == body_of(path), "{url}");
                }
            }
            // A body that ends early is passed on with its failure.
            let response = get("/good-cut".to_owned()).await.expect("a response");
            let response = talk::Error::check(response).await.expect("no error");
            assert!(response.bytes().await.is_err());
        }
    };
}

passes_on_what_is_no_error!(reqwest_0_13_passes_on_what_is_no_error, reqwest);
passes_on_what_is_no_error!(reqwest_0_12_passes_on_what_is_no_error, reqwest_0_12);

/// Checks a response of each blocking client.
macro_rules! passes_on_blocking {
    ($test:ident, $reqwest:ident) => {
        #[test]
        fn $test() {
            let address = server();
            let get = |path: &str| {
                $reqwest::blocking::get(format!("http://{address}{path}")).expect("a response")
            };
            for kind in ["", "-chunked"] {
                let checked = talk::Error::check_blocking(get(&["/error", kind].concat()));
                assert_eq!(checked.expect_err("an error"), talk::ErrorKind::Crowded);
                for path in PASSED_ON {
                    let url = [path, kind].concat();
                    let response = get(&url);
                    let (status, headers) = (response.status(), response.headers().clone());
                    let checked = talk::Error::check_blocking(response);
                    let response = checked.unwrap_or_else(|error| panic!("{path}: {error}"));
                    assert_eq!((response.status(), response.headers()), (status, &headers));
                    assert_eq!(response.url().path(), url);
                    assert!(response.text().expect("the body") == body_of(path), "{url}");
                }
            }
            let response = talk::Error::check_blocking(get("/good-cut")).expect("no error");
            assert!(response.bytes().is_err());
        }
    };
}

passes_on_blocking!(the_blocking_client_passes_on_what_is_no_error, reqwest);
passes_on_blocking!(
    the_blocking_client_0_12_passes_on_what_is_no_error,
    reqwest_0_12
);

#[tokio::test]
async fn a_redirect_or_a_header_can_be_an_error() {
    let address = server();
    let get = |path: &str| reqwest::get(format!("http://{address}{path}"));
    for path in ["/moved", "/header"] {
        let response = get(path).await.expect("a response");
        let error = moved::Error::check(response).await.expect_err("an error");
        assert_eq!(error, moved::ErrorKind::CellMoved, "{path}");
    }
    let response = get("/moved").await.expect("a response");
    assert!(talk::Error::check(response).await.is_ok());
}

#[test]
fn the_header_of_a_frame_states_an_error() {
    let frame = [
        (":message-type", "exception"),
        (":exception-type", "CELL_MOVED"),
    ];
    let error = moved::Error::try_from_parts(200, frame, "{}").expect("an error");
    assert_eq!(error, moved::ErrorKind::CellMoved);
    assert!(moved::Error::try_from_parts(200, [(":event-type", "CELL_MOVED")], "{}").is_none());
}

#[tokio::test]
async fn a_catalog_without_success_errors_reads_nothing() {
    let address = server();
    let response = reqwest::get(format!("http://{address}/error")).await;
    let response = plain::Error::check(response.expect("a response")).await;
    // The response is the same, so its length is known.
    let response = response.expect("no error");
    assert_eq!(response.content_length(), Some(CROWDED.len() as u64));
    assert_eq!(response.text().await.expect("the body"), CROWDED);
}

#[tokio::test]
async fn the_limit_counts_for_a_body_that_is_read_to_decide() {
    let address = server();
    for kind in ["", "-chunked"] {
        let get = || reqwest::get(format!("http://{address}/error{kind}"));
        let response = get().await.expect("a response");
        let read = talk::Error::check_with_limit(response, CROWDED.len()).await;
        assert!(read.is_err());
        let response = get().await.expect("a response");
        let read = talk::Error::check_with_limit(response, CROWDED.len() - 1).await;
        assert_eq!(
            read.expect("no error").text().await.expect("the body"),
            CROWDED
        );
    }
}

#[test]
fn a_response_at_hand_is_judged_by_its_body() {
    let response = |status: u16, body: &'static str| {
        let response = http::Response::builder().status(status).body(body);
        response.expect("a response")
    };
    let found = talk::Error::try_from_response(&response(200, CROWDED));
    assert_eq!(found.expect("an error"), talk::ErrorKind::Crowded);
    assert_eq!(talk::Error::try_from_response(&response(200, "{}")), None);
    assert!(talk::Error::try_from_response(&response(500, "{}")).is_some());
    assert_eq!(
        plain::Error::try_from_response(&response(200, CROWDED)),
        None
    );
}
