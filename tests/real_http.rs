//! Responses over real HTTP on loopback: made-up bytes are read with reqwest, and errors are served with axum and read by
//! a client that does not use this crate.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeSet;
use std::net::SocketAddr;

use api_error_catalog::envelope::Field;
use api_error_catalog::{
    CatalogError, ErrorKind, UnresolvedReason, audixa, elevenlabs, faseeh, scriptix, ttsopenai,
};
use axum::extract::Path;
use serde_json::Value;
use support::answers::{Answer, answers};
use support::server::stand_in;
use support::{has_field, told, with_args};

/// The bytes of a response: with a length, or in chunks.
fn response(answer: &Answer, chunked: bool) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 {} -\r\nConnection: close\r\n", answer.how).into_bytes();
    for (name, value) in &answer.headers {
        bytes.extend(format!("{name}: {value}\r\n").bytes());
    }
    let body = answer.body.as_bytes();
    if chunked {
        let (first, second) = body.split_at(body.len() / 2);
        bytes.extend(b"Transfer-Encoding: chunked\r\n\r\n");
        for part in [first, second] {
            bytes.extend(format!("{:x}\r\n", part.len()).bytes());
            bytes.extend(part);
            bytes.extend(b"\r\n");
        }
        bytes.extend(b"0\r\n\r\n");
    } else {
        bytes.extend(format!("Content-Length: {}\r\n\r\n", body.len()).bytes());
        bytes.extend(body);
    }
    bytes
}

#[tokio::test]
async fn every_error_is_read_from_a_stand_in() {
    let all = answers();
    let served = all.clone();
    let address = stand_in(move |path| {
        let at: usize = path.trim_start_matches('/').parse().expect("a number");
        response(&served[at], at % 3 == 0)
    });
    let client = reqwest::Client::new();
    let mut faults = Vec::new();
    for (at, answer) in all
        .iter()
        .enumerate()
        .filter(|(_, answer)| answer.is_http())
    {
        let response = client
            .get(format!("http://{address}/{at}"))
            .send()
            .await
            .expect("a response");
        faults.extend(match &*answer.catalog {
            "audixa" => read::<audixa::Error>(answer, response).await,
            "elevenlabs" => read::<elevenlabs::Error>(answer, response).await,
            "faseeh" => read::<faseeh::Error>(answer, response).await,
            "scriptix" => read::<scriptix::Error>(answer, response).await,
            "ttsopenai" => read::<ttsopenai::Error>(answer, response).await,
            other => panic!("no catalog for {other}"),
        });
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

async fn read<E: CatalogError>(answer: &Answer, response: reqwest::Response) -> Vec<String> {
    let error = E::check(response).await.expect_err("an error");
    answer.faults(&error)
}

#[tokio::test]
async fn reqwest_0_12_reads_the_same() {
    let answer = answers()
        .into_iter()
        .find(|answer| answer.is_http())
        .expect("an answer");
    let documented = response(&answer, true);
    let address = stand_in(move |path| match path {
        "/good" => b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok".to_vec(),
        "/long" => [
            b"HTTP/1.1 502 -\r\nConnection: close\r\n\r\n",
            &[b'x'; 99][..],
        ]
        .concat(),
        _ => documented.clone(),
    });
    let get = async |path: &str| {
        let response = reqwest_0_12::get(format!("http://{address}{path}")).await;
        elevenlabs::Error::check_with_limit(response.expect("a response"), 90).await
    };
    let good = get("/good").await.expect("a good response");
    assert_eq!(good.text().await.expect("a body"), "ok");
    let long = get("/long").await.expect_err("an error");
    assert!(long.is_truncated() && long.body().len() == 90);

    let response = reqwest_0_12::get(format!("http://{address}/")).await;
    let error = elevenlabs::Error::check(response.expect("a response")).await;
    assert_eq!(
        answer.faults(&error.expect_err("an error")),
        Vec::<String>::new()
    );
    let blocking = std::thread::spawn(move || {
        let response = reqwest_0_12::blocking::get(format!("http://{address}/"));
        elevenlabs::Error::check_blocking(response.expect("a response"))
    });
    let error = blocking.join().expect("a result").expect_err("an error");
    assert_eq!(answer.faults(&error), Vec::<String>::new());
}

#[test]
fn the_blocking_client_reads_the_same() {
    let answer = answers()
        .into_iter()
        .find(|answer| answer.is_http())
        .expect("an answer");
    let bytes = response(&answer, true);
    let address = stand_in(move |_| bytes.clone());
    let response = reqwest::blocking::get(format!("http://{address}/")).expect("a response");
    let error = elevenlabs::Error::check_blocking(response).expect_err("an error");
    assert_eq!(answer.faults(&error), Vec::<String>::new());
}

#[test]
fn the_table_has_every_error_of_every_catalog() {
    let all = answers();
    let complete = |catalog: &str, kinds: Vec<String>| {
        let told: BTreeSet<&str> = all
            .iter()
            .filter(|row| row.catalog == catalog)
            .map(|row| &*row.kind)
            .collect();
        for kind in kinds {
            assert!(told.contains(&*kind), "{catalog} {kind}");
        }
    };
    complete(
        "audixa",
        audixa::ErrorKind::ALL
            .iter()
            .map(|kind| kind.to_string())
            .collect(),
    );
    complete(
        "elevenlabs",
        elevenlabs::ErrorKind::ALL
            .iter()
            .map(|kind| kind.to_string())
            .collect(),
    );
    complete(
        "faseeh",
        faseeh::ErrorKind::ALL
            .iter()
            .map(|kind| kind.to_string())
            .collect(),
    );
    complete(
        "scriptix",
        scriptix::ErrorKind::ALL
            .iter()
            .map(|kind| kind.to_string())
            .collect(),
    );
    complete(
        "ttsopenai",
        ttsopenai::ErrorKind::ALL
            .iter()
            .map(|kind| kind.to_string())
            .collect(),
    );
}

#[tokio::test]
async fn a_good_response_is_handed_on_and_a_broken_one_is_an_error() {
    let begun = r#"{"detail":{"code":"voice_not_found","message":"There is no vo"#;
    let address = stand_in(move |path| match path {
        "/good" => b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok".to_vec(),
        "/cut" => {
            format!("HTTP/1.1 404 -\r\nConnection: close\r\nContent-Length: 999\r\n\r\n{begun}")
                .into_bytes()
        }
        _ => format!(
            "HTTP/1.1 502 -\r\nConnection: close\r\n\r\n{}",
            "x".repeat(5 << 20)
        )
        .into_bytes(),
    });
    let get = async |path: &str| {
        reqwest::get(format!("http://{address}{path}"))
            .await
            .expect("a response")
    };
    let good = elevenlabs::Error::check(get("/good").await)
        .await
        .expect("a good response");
    assert_eq!(good.text().await.expect("a body"), "ok");
    let cut = elevenlabs::Error::check(get("/cut").await)
        .await
        .expect_err("an error");
    assert_eq!(cut.kind(), Some(elevenlabs::ErrorKind::VoiceNotFound));
    assert_eq!(cut.body_text(), Some(begun));
    assert!(cut.is_truncated(), "the body broke off");
    let endless = elevenlabs::Error::check(get("/endless").await)
        .await
        .expect_err("an error");
    assert_eq!(endless.unresolved_reason(), Some(UnresolvedReason::NotJson));
    assert_eq!(endless.body().len(), api_error_catalog::MAX_BODY);
    let short = elevenlabs::Error::check_with_limit(get("/endless").await, 10)
        .await
        .expect_err("an error");
    assert_eq!(short.body(), b"xxxxxxxxxx");
    assert!(short.is_truncated() && endless.is_truncated());
}

/// A handler that responds with an error of a kind, by `?`.
async fn fail(
    Path((catalog, kind)): Path<(String, String)>,
) -> Result<(), axum::response::Response> {
    use axum::response::IntoResponse;

    fn made<E: CatalogError + IntoResponse>(kind: &str) -> axum::response::Response {
        let fail = || -> Result<(), E> {
            let kind = E::Kind::from_name(kind).expect("a kind");
            let mut builder = with_args::<E>(kind);
            if kind.info().more.message.is_none() {
                builder = builder.message("Made \"here\"");
            }
            if has_field(kind, Field::REQUEST_ID) {
                builder = builder.request_id("r1");
            }
            if has_field(kind, Field::PARAM) {
                builder = builder.param("text");
            }
            if has_field(kind, Field::VIOLATIONS) {
                builder = builder.violation("text", "none");
            }
            Err(builder.build().expect("a documented error"))
        };
        fail().into_response()
    }
    Err(match &*catalog {
        "audixa" => made::<audixa::Error>(&kind),
        "elevenlabs" => made::<elevenlabs::Error>(&kind),
        "faseeh" => made::<faseeh::Error>(&kind),
        "scriptix" => made::<scriptix::Error>(&kind),
        _ => made::<ttsopenai::Error>(&kind),
    })
}

/// The message that an error of this kind is served with.
fn message<E: CatalogError>(kind: E::Kind) -> String {
    let made: E = with_args(kind).build().expect("a documented error");
    match kind.info().more.message {
        Some(_) => made.message().expect("a message").to_owned(),
        None => "Made \"here\"".to_owned(),
    }
}

async fn served() -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    let app = axum::Router::new().route("/{catalog}/{kind}", axum::routing::get(fail));
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

#[tokio::test]
async fn axum_serves_every_error_in_the_documented_envelope() {
    let address = served().await;
    tried::<audixa::Error>(address, |body, kind| {
        assert_eq!(body["detail"], message::<audixa::Error>(kind))
    })
    .await;
    tried::<elevenlabs::Error>(address, |body, kind| {
        let detail = &body["detail"];
        assert_eq!(detail["code"].as_str(), kind.code());
        assert_eq!(
            detail["status"].as_str(),
            kind.code(),
            "the older field has the code again"
        );
        assert_eq!(detail["type"].as_str(), kind.info().error_type);
        assert_eq!(
            (&detail["message"], &detail["request_id"]),
            (&message::<elevenlabs::Error>(kind).into(), &"r1".into())
        );
        assert_eq!(detail["param"], "text");
    })
    .await;
    tried::<faseeh::Error>(address, |body, kind| match kind.code() {
        Some(code) => {
            assert_eq!(
                body["errorCode"]
                    .as_i64()
                    .map(|code| code.to_string())
                    .as_deref(),
                Some(code)
            );
            assert_eq!(body["errorMessage"], message::<faseeh::Error>(kind));
        }
        None => assert_eq!(
            (&body["type"], &body["message"]),
            (&"error".into(), &message::<faseeh::Error>(kind).into())
        ),
    })
    .await;
    tried::<scriptix::Error>(address, |body, kind| {
        assert_eq!(body["error_code"].as_str(), kind.code());
        assert_eq!(body["error"].as_str(), kind.info().error_type);
        assert_eq!(body["message"], message::<scriptix::Error>(kind));
        if kind.code().is_none() {
            assert_eq!(body["details"]["text"], "none");
        }
    })
    .await;
    tried::<ttsopenai::Error>(address, |body, kind| {
        assert_eq!(body["detail"]["error_code"].as_str(), kind.code());
        assert_eq!(body["detail"]["message"], message::<ttsopenai::Error>(kind));
    })
    .await;
}

/// Asks for every kind of a catalog; the body is read by serde_json alone.
async fn tried<E: CatalogError>(address: SocketAddr, envelope: impl Fn(&Value, E::Kind)) {
    for kind in E::Kind::ALL {
        let catalog = E::Kind::catalog().name;
        let response = reqwest::get(format!("http://{address}/{catalog}/{kind}"))
            .await
            .expect("a response");
        let status = response.status().as_u16();
        match kind.statuses() {
            [first, ..] => assert_eq!(status, *first, "{kind}"),
            [] => assert_eq!(status, kind.category().default_status(), "{kind}"),
        }
        assert_eq!(response.headers()["content-type"], "application/json");
        if catalog == "scriptix" {
            assert_eq!(response.headers()["x-request-id"], "r1");
        }
        let body = response.bytes().await.expect("a body");
        envelope(&serde_json::from_slice(&body).expect("JSON"), kind);
        let back = E::from_parts(status, [], &*body);
        if kind.code().is_some()
            || !kind.statuses().is_empty()
                && kind.info().more.shape == 0
                && E::Kind::catalog().name == "audixa"
        {
            assert_eq!(told(&back), kind.to_string());
        }
    }
}

#[test]
fn a_response_of_the_http_crate_is_read_and_made() {
    let body = r#"{"errorCode":40401,"errorMessage":"gone"}"#;
    let response = http::Response::builder()
        .status(404)
        .header("retry-after", "3")
        .body(body.to_owned())
        .expect("a response");
    let error = faseeh::Error::from_response(response);
    assert_eq!(error.kind(), Some(faseeh::ErrorKind::NotFoundError));
    assert_eq!(error.status_code(), Some(http::StatusCode::NOT_FOUND));
    let made: http::Response<Vec<u8>> = error.into();
    assert_eq!(
        (made.status().as_u16(), &made.headers()["retry-after"]),
        (404, &http::HeaderValue::from_static("3"))
    );
    assert_eq!(made.body(), body.as_bytes());
    let page: http::Response<Vec<u8>> = faseeh::Error::from_parts(502, [], "<html><script>").into();
    assert_eq!(
        page.headers()["content-type"],
        "text/plain; charset=utf-8",
        "no page of a proxy becomes ours"
    );
    let unknown: http::Response<Vec<u8>> = ttsopenai::Error::from(ttsopenai::TextTooLong).into();
    assert_eq!(unknown.status(), http::StatusCode::PAYLOAD_TOO_LARGE);
}
