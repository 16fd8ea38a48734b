//! The example gateway: failover through all faults, and waiting through every 429.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "../examples/gateway/service.rs"]
mod service;
#[path = "../examples/gateway/vendors.rs"]
mod vendors;

use std::net::SocketAddr;

use service::{Api, Gateway, Vendor};

async fn gateway() -> SocketAddr {
    let vendors = vec![
        Vendor {
            api: Api::Anthropic,
            address: vendors::start(vendors::ANTHROPIC)
                .await
                .expect("a stand-in"),
        },
        Vendor {
            api: Api::OpenAi,
            address: vendors::start(vendors::OPENAI).await.expect("a stand-in"),
        },
    ];
    serve(vendors).await
}

async fn serve(vendors: Vec<Vendor>) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, Gateway::new(vendors).router()).await });
    address
}

/// The status, what was done, and the body.
async fn ask(address: SocketAddr, text: &str) -> (u16, String, String) {
    let body = serde_json::json!({ "text": text }).to_string();
    let response = reqwest::Client::new()
        .post(format!("http://{address}/ask"))
        .body(body)
        .send()
        .await
        .expect("a response");
    let steps = response
        .headers()
        .get("x-steps")
        .map(|steps| steps.to_str().expect("text").to_owned())
        .unwrap_or_default();
    (
        response.status().as_u16(),
        steps,
        response.text().await.expect("a body"),
    )
}

// Waiting takes no time on a paused clock; the steps show how long it was.
#[tokio::test(start_paused = true)]
async fn faults_of_account_credential_and_vendor_go_to_the_next_vendor() {
    let address = gateway().await;
    for (text, steps) in [
        ("hello", "anthropic: answered"),
        (
            "bad key",
            "anthropic: AuthenticationError (401), openai: answered",
        ),
        (
            "no credits",
            "anthropic: BillingError (402), openai: answered",
        ),
        (
            "spend cap",
            "anthropic: SpendCapReached (429), openai: answered",
        ),
        ("proxy", "anthropic: not JSON (502), openai: answered"),
    ] {
        assert_eq!(
            ask(address, text).await,
            (200, steps.to_owned(), r#"{"text": "Yes."}"#.to_owned())
        );
    }
}

/// What follows `curl` in the example's text is what the gateway answers.
#[tokio::test(start_paused = true)]
async fn the_text_of_the_example_is_true() {
    let text = include_str!("../examples/gateway/main.rs");
    let shown = text
        .split("$ curl ")
        .skip(1)
        .map(|session| session.split("//!\n").next().unwrap_or_default());
    let address = gateway().await;
    let mut sessions = 0;
    for session in shown {
        let mut lines = session.lines().map(|line| line.trim_start_matches("//! "));
        let call = lines.next().expect("a call");
        let said = call
            .split(r#"{"text": ""#)
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("a text");
        let (status, steps, body) = ask(address, said).await;
        for line in lines.take_while(|line| !line.starts_with("```")) {
            if let Some(expected) = line.strip_prefix("HTTP/1.1 ") {
                assert!(
                    expected.starts_with(&status.to_string()),
                    "{said}: {status}"
                );
            } else if let Some(expected) = line.strip_prefix("x-steps: ") {
                assert_eq!(steps, expected, "{said}");
            } else {
                assert!(
                    body.starts_with(line.trim_end_matches("...")),
                    "{said}: {body}"
                );
            }
        }
        sessions += 1;
    }
    assert_eq!(sessions, 5);
}

#[tokio::test(start_paused = true)]
async fn a_fault_of_the_request_is_passed_on() {
    let (status, steps, body) = ask(gateway().await, "no such model").await;
    assert_eq!(
        (status, steps.as_str()),
        (404, "anthropic: NotFoundError (404)")
    );
    let problem: serde_json::Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(problem["detail"], "model: no-such-model");
    assert_eq!(
        (&problem["code"], &problem["request_id"]),
        (&"not_found_error".into(), &"req_6".into())
    );
}

#[tokio::test(start_paused = true)]
async fn problem_details_have_one_content_type() {
    let url = format!("http://{}/ask", gateway().await);
    let body = r#"{"text": "no such model"}"#;
    let response = reqwest::Client::new().post(url).body(body).send().await;
    let response = response.expect("a response");
    let types: Vec<_> = response.headers().get_all("content-type").iter().collect();
    assert_eq!(types, ["application/problem+json"]);
}

#[tokio::test(start_paused = true)]
async fn limits_are_waited_for_as_told() {
    let address = gateway().await;
    for (text, steps) in [
        (
            "too fast",
            "anthropic: RateLimitError (429), waited 2s, anthropic: answered",
        ),
        (
            "bad key, both busy",
            "anthropic: AuthenticationError (401), openai: RateLimitReached (429), waited 3s, openai: answered",
        ),
    ] {
        assert_eq!(
            ask(address, text).await,
            (200, steps.to_owned(), r#"{"text": "Yes."}"#.to_owned())
        );
    }
    let (status, steps, _) = ask(address, "bad key, an hour").await;
    assert_eq!(
        (status, steps.as_str()),
        (
            503,
            "anthropic: AuthenticationError (401), openai: SlowDown (429)"
        )
    );
}

#[tokio::test(start_paused = true)]
async fn the_gateways_own_errors_are_of_its_own_catalog() {
    let address = gateway().await;
    let (status, _, body) = ask(address, "").await;
    assert_eq!(status, 400);
    assert_eq!(
        body,
        r#"{"error":{"code":"text_missing","message":"The request has no text to answer."}}"#
    );
    let (status, _, body) = ask(address, "outage").await;
    assert_eq!(status, 503);
    let json: serde_json::Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(json["error"]["code"], "no_vendor_left");
    assert_eq!(
        json["error"]["tried"],
        serde_json::json!(["OverloadedError (529)", "ModelOverloaded (503)"])
    );
}

#[tokio::test(start_paused = true)]
async fn a_vendor_that_is_not_there_is_passed_over() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0")
        .expect("a port")
        .local_addr()
        .expect("an address");
    let openai = vendors::start(vendors::OPENAI).await.expect("a stand-in");
    let vendors = vec![
        Vendor {
            api: Api::Anthropic,
            address: nobody,
        },
        Vendor {
            api: Api::OpenAi,
            address: openai,
        },
    ];
    let (status, steps, _) = ask(serve(vendors).await, "hello").await;
    assert_eq!(
        (status, steps.as_str()),
        (200, "anthropic: unreachable, openai: answered")
    );
}
