//! The routes. A handler uses `?`; here its errors are logged and sent.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::{FromRequestParts, Path, Request, State};
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::json;
use tokio::net::TcpListener;

use crate::notes::Error;
use crate::store::{Note, Store};

/// The document that `cargo errcat export --format openapi` writes.
const OPENAPI: &str = include_str!("../notes.openapi.json");

/// Binds the service to an address, such as `127.0.0.1:0` for any free port. Returns the address that it has, and a future that
/// serves requests.
///
/// # Errors
/// Fails if the address cannot be bound.
pub async fn serve(
    address: &str,
    store: Store,
) -> io::Result<(SocketAddr, impl Future<Output = io::Result<()>> + Send)> {
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    Ok((address, axum::serve(listener, router(store)).into_future()))
}

fn router(store: Store) -> Router {
    Router::new()
        .route("/notes", post(create))
        .route("/notes/{id}", get(read))
        .route("/openapi.json", get(openapi))
        .layer(from_fn(request_id))
        .with_state(Arc::new(store))
}

async fn create(
    State(store): State<Arc<Store>>,
    format: ErrorFormat,
    body: String,
) -> Result<impl IntoResponse, Response> {
    let id = store.add(&body).map_err(|error| format.send(error))?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

async fn read(
    State(store): State<Arc<Store>>,
    Path(id): Path<u32>,
    format: ErrorFormat,
) -> Result<Json<Note>, Response> {
    store.get(id).map(Json).map_err(|error| format.send(error))
}

async fn openapi() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], OPENAPI)
}

/// Numbers the requests. The catalog names this header, so clients find the ID in their errors.
async fn request_id(request: Request, next: Next) -> Response {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let id = NEXT.fetch_add(1, Ordering::Relaxed);
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .insert("x-request-id", HeaderValue::from(id));
    response
}

/// How the client wants errors: as the catalog's envelope, or as `application/problem+json`.
enum ErrorFormat {
    Envelope,
    ProblemDetails,
}

impl<S: Sync> FromRequestParts<S> for ErrorFormat {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let accepted = parts.headers.get(ACCEPT).map(HeaderValue::as_bytes);
        Ok(match accepted {
            Some(b"application/problem+json") => Self::ProblemDetails,
            _ => Self::Envelope,
        })
    }
}

impl ErrorFormat {
    /// Logs an error with its cause, and makes the response, which does not have the cause.
    fn send(&self, error: Error) -> Response {
        error.emit_event();
        match self {
            Self::Envelope => error.into_response(),
            Self::ProblemDetails => error.to_problem_details().into_response(),
        }
    }
}
