//! Adds a note, or shows one, with the server of the other example running:
//!
//! ```text
//! $ cargo run -p notes-client -- Milk 'Two bottles'
//! $ cargo run -p notes-client -- 0
//! ```
#![deny(missing_docs, unused_qualifications, clippy::nursery, clippy::pedantic)]

use api_error_catalog::RetryPolicy;
use notes_client::{Client, Error, Note};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .init();
    let client = Client::new("http://127.0.0.1:8081", RetryPolicy::new());
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Err(error) = run(&client, &arguments).await {
        tracing::error!(error = &error as &dyn std::error::Error);
        std::process::exit(1);
    }
}

async fn run(client: &Client, arguments: &[String]) -> Result<(), Error> {
    match arguments {
        [id] => {
            let note = client.get(id.parse().unwrap_or_default()).await?;
            tracing::info!("{}: {}", note.title, note.text);
        }
        [title, text] => {
            let (title, text) = (title.clone(), text.clone());
            let id = client.add(&Note { title, text }).await?;
            tracing::info!("added note {id}");
        }
        _ => tracing::warn!("name the ID of a note, or its title and text"),
    }
    Ok(())
}
