//! A client of the notes service. It reads the errors of the service by the service's catalog, repeats what is worth repeating,
//! and reports the rest as an error type of its own.
#![deny(missing_docs, unused_qualifications, clippy::nursery, clippy::pedantic)]

use api_error_catalog::{ApiErrorCatalog, RetryPolicy, Violation};
use reqwest::{RequestBuilder, Response};
use serde::{Deserialize, Serialize};

/// The errors of the service, from the service's catalog.
#[derive(ApiErrorCatalog)]
#[catalog(path = "../server/notes.yaml", module = notes)]
pub struct Notes;

/// An error of this client. It distinguishes what its users handle.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The note does not exist.
    #[error("the note does not exist")]
    NotFound,
    /// Another note has the title.
    #[error("note {0} already has this title")]
    TitleTaken(i64),
    /// The service rejected some fields of the note.
    #[error("the note has invalid fields")]
    Invalid(Vec<Violation>),
    /// The service reported another error.
    #[error("the notes service failed")]
    Service(#[source] notes::Error),
    /// The service cannot be reached.
    #[error("the notes service cannot be reached")]
    Unreachable(#[from] reqwest::Error),
}

impl From<notes::Error> for Error {
    fn from(error: notes::Error) -> Self {
        use notes::ErrorKind::{NoteInvalid, NoteNotFound, TitleTaken};

        match error.kind() {
            Some(NoteNotFound) => Self::NotFound,
            Some(NoteInvalid) => Self::Invalid(error.violations()),
            Some(TitleTaken) => match error.details::<notes::TitleTakenDetails>() {
                Some(notes::TitleTakenDetails { id: Some(id), .. }) => Self::TitleTaken(id),
                _ => Self::Service(error),
            },
            _ => Self::Service(error),
        }
    }
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The title, which no two notes share.
    pub title: String,
    /// The text.
    pub text: String,
}

#[derive(Deserialize)]
struct Added {
    id: u64,
}

/// A client of one service.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    address: String,
    retries: RetryPolicy,
}

impl Client {
    /// Makes a client of the service at this address, such as `http://127.0.0.1:8081`.
    #[must_use]
    pub fn new(address: impl Into<String>, retries: RetryPolicy) -> Self {
        Self {
            http: reqwest::Client::new(),
            address: address.into(),
            retries,
        }
    }

    /// Adds a note, and returns its ID.
    ///
    /// # Errors
    ///
    /// If the service rejects the note, or if it fails or cannot be reached.
    pub async fn add(&self, note: &Note) -> Result<u64, Error> {
        let url = format!("{}/notes", self.address);
        let response = self.send(|| self.http.post(&url).json(note)).await?;
        Ok(response.json::<Added>().await?.id)
    }

    /// Returns a note.
    ///
    /// # Errors
    ///
    /// If the note does not exist, or if the service fails or cannot be reached.
    pub async fn get(&self, id: u64) -> Result<Note, Error> {
        let url = format!("{}/notes/{id}", self.address);
        let response = self.send(|| self.http.get(&url)).await?;
        Ok(response.json().await?)
    }

    /// Sends a request until it succeeds, or until the policy gives up.
    async fn send(&self, request: impl Fn() -> RequestBuilder) -> Result<Response, Error> {
        let mut retries = self.retries.clone();
        loop {
            let response = request().send().await?;
            let error = match notes::Error::check(response).await {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            error.emit_event();
            let Some(delay) = retries.next(&error) else {
                return Err(error.into());
            };
            tracing::info!(?delay, "trying again");
            tokio::time::sleep(delay).await;
        }
    }
}
