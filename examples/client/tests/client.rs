//! The client against the service, over loopback.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::error::Error as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use api_error_catalog::RetryPolicy;
use notes_client::{Client, Error, Note, notes};
use notes_server::{Limits, Store, serve};

/// A running service that allows two notes in a tenth of a second.
struct Service {
    address: SocketAddr,
    directory: PathBuf,
}

impl Service {
    async fn start(name: &str) -> Service {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("client-{name}-{}", std::process::id()));
        let limits = Limits {
            notes: 2,
            per: Duration::from_millis(100),
        };
        let store = Store::open(&directory, limits).expect("a directory");
        let (address, service) = serve("127.0.0.1:0", store).await.expect("a port");
        tokio::spawn(service);
        Service { address, directory }
    }

    fn client(&self, retries: RetryPolicy) -> Client {
        Client::new(format!("http://{}", self.address), retries)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

fn note(title: &str, text: &str) -> Note {
    let (title, text) = (title.to_owned(), text.to_owned());
    Note { title, text }
}

#[tokio::test]
async fn notes_are_added_and_read() {
    let service = Service::start("added").await;
    let client = service.client(RetryPolicy::new());
    let milk = note("Milk", "Two bottles");
    let id = client.add(&milk).await.expect("it is added");
    assert_eq!(client.get(id).await.expect("it is there"), milk);
}

#[tokio::test]
async fn documented_errors_become_the_clients_own() {
    let service = Service::start("own").await;
    let client = service.client(RetryPolicy::new());
    client
        .add(&note("Milk", "Two bottles"))
        .await
        .expect("it is added");

    assert!(matches!(client.get(7).await, Err(Error::NotFound)));
    let taken = client.add(&note("Milk", "Three bottles")).await;
    assert!(matches!(taken, Err(Error::TitleTaken(0))), "{taken:?}");
    let Err(Error::Invalid(violations)) = client.add(&note("", "")).await else {
        panic!("the note is invalid");
    };
    assert_eq!(violations.len(), 2);
    assert_eq!(violations[1].message, "must not be empty");
}

#[tokio::test]
async fn the_client_waits_as_long_as_the_service_asks() {
    let service = Service::start("waits").await;
    let client = service.client(RetryPolicy::new().jitter(false));
    let start = std::time::Instant::now();
    for title in ["Milk", "Bread", "Eggs"] {
        client.add(&note(title, "Two")).await.expect("it is added");
    }
    // `Retry-After` counts whole seconds.
    assert!(start.elapsed() >= Duration::from_secs(1), "{start:?}");

    let hasty = service.client(RetryPolicy::new().max_delay(Duration::from_millis(10)));
    for title in ["Flour", "Salt"] {
        let _ = hasty.add(&note(title, "Two")).await;
    }
    let error = hasty
        .add(&note("Oil", "Two"))
        .await
        .expect_err("too many notes");
    let source = error.source().expect("the service's error");
    let source = source
        .downcast_ref::<notes::Error>()
        .expect("an error of the catalog");
    assert!(source.is(notes::ErrorKind::TooManyNotes));
    assert!(
        source
            .to_string()
            .contains("faster than the service allows"),
        "{source}"
    );
}

#[tokio::test]
async fn a_service_that_is_not_there_is_unreachable() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let client = Client::new(format!("http://{address}"), RetryPolicy::new());
    assert!(matches!(client.get(0).await, Err(Error::Unreachable(_))));
}
