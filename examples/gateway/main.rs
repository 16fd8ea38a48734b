//! A small gateway in front of two vendors of language models, in a shell:
//!
//! ```text
//! $ cargo run --example gateway
//! The gateway listens on http://127.0.0.1:8080, and two stand-ins of vendors behind it.
//! ```
//!
//! In another shell, send texts to it. The text decides how the first vendor fails:
//!
//! ```text
//! $ curl -si 127.0.0.1:8080/ask -d '{"text": "hello"}' | grep -e HTTP -e x-steps
//! HTTP/1.1 200 OK
//! x-steps: anthropic: answered
//!
//! $ curl -si 127.0.0.1:8080/ask -d '{"text": "spend cap"}' | grep -e HTTP -e x-steps        # the account's fault
//! HTTP/1.1 200 OK
//! x-steps: anthropic: SpendCapReached (429), openai: answered
//!
//! $ curl -si 127.0.0.1:8080/ask -d '{"text": "too fast"}' | grep -e HTTP -e x-steps         # waits as stated
//! HTTP/1.1 200 OK
//! x-steps: anthropic: RateLimitError (429), waited 2s, anthropic: answered
//!
//! $ curl -s 127.0.0.1:8080/ask -d '{"text": "no such model"}'                               # the request's fault
//! {"type":"https://platform.claude.com/docs/en/api/errors#NotFoundError","title":"The requested resource does not exist,...
//!
//! $ curl -s 127.0.0.1:8080/ask -d '{"text": "outage"}'                                      # all vendors fail
//! {"error":{"code":"no_vendor_left","message":"No vendor could serve the request; ...
//! ```
//!
//! `service.rs` is the gateway, `gateway.yaml` the catalog of its own errors, `vendors.rs` the stand-ins: bytes written
//! by hand, as the vendors' pages show them.

#![allow(missing_docs, reason = "an example, and no library")]

mod service;
mod vendors;

use service::{Api, Gateway, Vendor};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let vendors = vec![
        Vendor {
            api: Api::Anthropic,
            address: vendors::start(vendors::ANTHROPIC).await?,
        },
        Vendor {
            api: Api::OpenAi,
            address: vendors::start(vendors::OPENAI).await?,
        },
    ];
    let address = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!(
        "The gateway listens on http://{}, and two stand-ins of vendors behind it.",
        listener.local_addr()?
    );
    axum::serve(listener, Gateway::new(vendors).router()).await
}
