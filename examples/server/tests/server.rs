//! The notes service over loopback: each error of its catalog, as it is sent and as it is logged.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use api_error_catalog::table::ErrorInfo;
use notes_server::notes::{Error, ErrorKind, TitleTakenDetails};
use notes_server::{Limits, Store, serve};
use reqwest::Method;

/// A running service, and what it logs.
struct Service {
    address: SocketAddr,
    directory: PathBuf,
    log: Arc<Mutex<Vec<u8>>>,
    _logging: tracing::subscriber::DefaultGuard,
}

impl Service {
    /// A service that allows three notes an hour.
    async fn start(name: &str) -> Service {
        let log = Arc::new(Mutex::new(Vec::new()));
        let writer = Arc::clone(&log);
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(move || Log(Arc::clone(&writer)));
        let logging = tracing::subscriber::set_default(subscriber.finish());
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("notes-{name}-{}", std::process::id()));
        let limits = Limits {
            notes: 3,
            per: Duration::from_secs(3600),
        };
        let store = Store::open(&directory, limits).expect("a directory");
        let (address, service) = serve("127.0.0.1:0", store).await.expect("a port");
        tokio::spawn(service);
        Service {
            address,
            directory,
            log,
            _logging: logging,
        }
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: &str,
        accept: &str,
    ) -> reqwest::Response {
        let url = format!("http://{}{path}", self.address);
        let request = reqwest::Client::new().request(method, url);
        let request = request.header("accept", accept).body(body.to_owned());
        request.send().await.expect("a response")
    }

    /// The error that a request gets.
    async fn error(&self, method: Method, path: &str, body: &str) -> Error {
        let response = self.send(method, path, body, "*/*").await;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let request_id = headers.get("x-request-id").expect("an ID").to_str();
        let mut known = vec![("X-Request-Id", request_id.expect("text"))];
        if let Some(delay) = headers.get("retry-after") {
            known.push(("Retry-After", delay.to_str().expect("text")));
        }
        let body = response.bytes().await.expect("a body").to_vec();
        Error::from_parts(status, known.as_slice(), body)
    }

    fn log(&self) -> String {
        String::from_utf8(self.log.lock().expect("one thread").clone()).expect("UTF-8")
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

/// Writes to memory.
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, text: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("one thread").write(text)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn every_error_of_the_catalog_is_sent_as_documented() {
    let service = Service::start("every").await;
    let milk = r#"{"title": "Milk", "text": "Two bottles"}"#;
    let added = service.send(Method::POST, "/notes", milk, "*/*").await;
    assert_eq!(added.status().as_u16(), 201);
    // A note that cannot be read.
    std::fs::create_dir(service.directory.join("7.json")).expect("a directory");

    let requests = [
        (Method::POST, "/notes", "Milk"),
        (Method::GET, "/notes/3", ""),
        (Method::POST, "/notes", milk),
        (Method::POST, "/notes", r#"{"title": "", "text": ""}"#),
        (
            Method::POST,
            "/notes",
            r#"{"title": "Bread", "text": "Two loaves"}"#,
        ),
        (
            Method::POST,
            "/notes",
            r#"{"title": "Eggs", "text": "Two dozen"}"#,
        ),
        (
            Method::POST,
            "/notes",
            r#"{"title": "Flour", "text": "Two pounds"}"#,
        ),
        (Method::GET, "/notes/7", ""),
    ];
    let mut kinds = Vec::new();
    for (method, path, body) in requests {
        let error = service.error(method, path, body).await;
        if error.status() == Some(201) {
            continue;
        }
        let kind = error.kind().expect("a documented error");
        assert_eq!(error.status_is_documented(), Some(true), "{error:?}");
        assert!(error.request_id().is_some(), "{error:?}");
        match kind {
            ErrorKind::NotJson => assert!(error.message_arg("problem").is_some(), "{error}"),
            ErrorKind::NoteNotFound => assert_eq!(error.message_arg("id"), Some("3")),
            ErrorKind::TitleTaken => {
                let details = error.details::<TitleTakenDetails>().expect("details");
                assert_eq!(
                    (details.id, details.title.as_deref()),
                    (Some(0), Some("Milk"))
                );
            }
            ErrorKind::NoteInvalid => {
                let violations = error.violations();
                let fields: Vec<&str> = violations
                    .iter()
                    .map(|found| found.field.as_str())
                    .collect();
                assert_eq!(fields, ["title", "text"]);
            }
            ErrorKind::TooManyNotes => {
                let delay = error.retry_after().expect("a delay");
                assert!(delay > Duration::from_secs(3000) && delay <= Duration::from_secs(3600));
            }
            _ => assert_eq!(error.message(), kind.info().more.user_message),
        }
        kinds.push(kind);
    }
    assert_eq!(
        kinds,
        ErrorKind::ALL.as_slice(),
        "each error, in the order of the catalog"
    );
}

#[tokio::test]
async fn the_cause_is_in_the_log_and_not_in_the_response() {
    let service = Service::start("log").await;
    std::fs::create_dir(service.directory.join("7.json")).expect("a directory");
    let error = service.error(Method::GET, "/notes/7", "").await;
    assert!(error.is(ErrorKind::InternalError));
    service
        .error(Method::POST, "/notes", r#"{"title": "", "text": "a"}"#)
        .await;

    let log = service.log();
    let cause = std::fs::read_to_string(&service.directory).expect_err("a directory");
    assert!(log.contains(&cause.to_string()), "{log}");
    assert!(log.contains(r#"code="internal_error""#), "{log}");
    assert!(log.contains(r#"violations="title""#), "{log}");
    let body = String::from_utf8_lossy(error.body());
    assert!(!body.contains(&cause.to_string()), "{body}");
}

#[tokio::test]
async fn a_client_that_asks_for_problem_details_gets_them() {
    let service = Service::start("problem").await;
    let accept = "application/problem+json";
    let response = service.send(Method::GET, "/notes/3", "", accept).await;
    assert_eq!(response.status().as_u16(), 404);
    let types: Vec<_> = response.headers().get_all("content-type").iter().collect();
    assert_eq!(types, [accept]);
    let body = response.bytes().await.expect("a body");
    let problem: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(problem["type"], "https://notes.example/errors#NoteNotFound");
    assert_eq!(problem["detail"], "There is no note 3.");
}

#[tokio::test]
async fn the_openapi_document_is_that_of_the_catalog() {
    use api_error_catalog_pages::write::openapi::{OpenApiVersion, openapi};

    let catalog = Path::new(env!("CARGO_MANIFEST_DIR")).join("notes.yaml");
    let loaded = api_error_catalog_model::open_file(&catalog).expect("a catalog");
    let service = Service::start("openapi").await;
    let response = service.send(Method::GET, "/openapi.json", "", "*/*").await;
    let body = response.bytes().await.expect("a body");
    let sent = std::str::from_utf8(&body).expect("UTF-8");
    let help = "run `cargo errcat export examples/server/notes.yaml --format openapi --out examples/server`";
    assert_eq!(
        sent.trim_end(),
        openapi(&loaded, OpenApiVersion::V3_1).trim_end(),
        "{help}"
    );
    let named = |info: ErrorInfo<'_>| sent.contains(&format!("\"{}\"", info.name));
    assert!(ErrorKind::ALL.iter().all(|kind| named(kind.info())));
}

/// `main.rs` shows requests with the beginning of each response.
#[tokio::test]
async fn the_text_of_the_example_is_true() {
    let service = Service::start("text").await;
    let text = include_str!("../src/main.rs").replace("//! ", "");
    let mut sessions = 0;
    for session in text.split("$ curl -s 127.0.0.1:8081").skip(1) {
        let (request, rest) = session.split_once('\n').expect("a response");
        let (path, options) = request.split_once(' ').expect("options");
        let option = options.split('\'').nth(1).expect("a value");
        let response = if options.starts_with("-d") {
            service.send(Method::POST, path, option, "*/*").await
        } else {
            let accept = option.trim_start_matches("Accept: ");
            service.send(Method::GET, path, "", accept).await
        };
        let body = response.bytes().await.expect("a body");
        let body = String::from_utf8_lossy(&body);
        let shown = rest
            .lines()
            .next()
            .expect("a response")
            .trim_end_matches("...");
        assert!(body.starts_with(shown), "{request}\n{body}");
        sessions += 1;
    }
    assert_eq!(sessions, 4);
}
