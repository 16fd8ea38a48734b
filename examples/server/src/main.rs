//! Runs the notes service:
//!
//! ```text
//! $ cargo run -p notes-server
//! The notes service listens on http://127.0.0.1:8081.
//! ```
//!
//! and in another shell:
//!
//! ```text
//! $ curl -s 127.0.0.1:8081/notes -d '{"title": "Milk", "text": "Two bottles"}'
//! {"id":0}
//!
//! $ curl -s 127.0.0.1:8081/notes -d '{"title": "Milk", "text": "Three bottles"}'
//! {"error":{"code":"title_taken","message":"Note 0 already has the title \"Milk\".",...
//!
//! $ curl -s 127.0.0.1:8081/notes -d '{"title": "", "text": ""}'
//! {"error":{"code":"note_invalid","message":"Some fields of the note are invalid.","fields":[...
//!
//! $ curl -s 127.0.0.1:8081/notes/7 -H 'Accept: application/problem+json'
//! {"type":"https://notes.example/errors#NoteNotFound","title":"There is no note with this ID.","status":404,...
//! ```

#![deny(missing_docs, unused_qualifications, clippy::nursery, clippy::pedantic)]

use std::time::Duration;

use notes_server::{Limits, Store, serve};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .init();
    let limits = Limits {
        notes: 100,
        per: Duration::from_secs(60),
    };
    let store = Store::open(&std::env::temp_dir().join("notes"), limits)?;
    let address = std::env::args().nth(1);
    let address = address.as_deref().unwrap_or("127.0.0.1:8081");
    let (address, service) = serve(address, store).await?;
    tracing::info!("The notes service listens on http://{address}.");
    service.await
}
