//! A client reads back everything that a builder accepts: kind, arguments, details, violations, headers and delay.
#![cfg(feature = "derive")]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use api_error_catalog::table::{Detail, ValueType};
use api_error_catalog::{
    ApiErrorCatalog, Builder, CatalogError, ErrorKind, ErrorParts, Transport, Violation,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::{Value, json};

#[allow(dead_code, reason = "it stands for the module")]
#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/till/till.yaml", module = till)]
struct Till;

/// The values from which a server may build an error.
#[derive(Clone, Debug)]
struct Given {
    kind: usize,
    status: Option<u16>,
    message: Option<String>,
    request_id: Option<String>,
    param: Option<String>,
    delay_ms: Option<u64>,
    violations: Vec<(String, String)>,
    args: Vec<(String, Value)>,
}

fn text() -> BoxedStrategy<String> {
    prop_oneof![4 => "[!-~]([ -~]{0,8}[!-~])?", 1 => ".{0,8}"].boxed()
}

fn value(ty: ValueType<'static>) -> BoxedStrategy<Value> {
    match ty {
        ValueType::String => text().prop_map(Value::from).boxed(),
        ValueType::Integer => any::<i64>().prop_map(Value::from).boxed(),
        ValueType::Number => (-1e9..1e9).prop_map(|number: f64| json!(number)).boxed(),
        ValueType::Decimal => (any::<i32>(), 0..100u8)
            .prop_map(|(whole, cents)| json!(format!("{whole}.{cents:02}")))
            .boxed(),
        ValueType::Boolean => any::<bool>().prop_map(Value::from).boxed(),
        ValueType::Any => Just(json!({ "any": [1, null] })).boxed(),
        ValueType::Object(members) => object(members)
            .prop_map(|members| Value::Object(members.into_iter().collect()))
            .boxed(),
        ValueType::List(item) => prop::collection::vec(value(*item), 0..3)
            .prop_map(Value::from)
            .boxed(),
        ValueType::Map(item) => prop::collection::btree_map(text(), value(*item), 0..3)
            .prop_map(|members| Value::Object(members.into_iter().collect()))
            .boxed(),
    }
}

fn object(members: &'static [Detail<'static>]) -> BoxedStrategy<Vec<(String, Value)>> {
    let members: Vec<_> = members.iter().map(argument_of).collect();
    members
        .prop_map(|members| members.into_iter().flatten().collect())
        .boxed()
}

fn argument_of(member: &Detail<'static>) -> BoxedStrategy<Option<(String, Value)>> {
    let (name, likely) = (
        member.name.to_owned(),
        if member.optional { 0.5 } else { 0.97 },
    );
    let given = prop::option::weighted(likely, value(member.ty));
    given
        .prop_map(move |value| Some((name.clone(), value?)))
        .boxed()
}

/// Mostly the arguments that the message and the details have.
fn arguments<K: ErrorKind>(kind: K) -> BoxedStrategy<Vec<(String, Value)>> {
    let more = kind.info().more;
    let parameters: Vec<(&str, ValueType<'_>)> = more
        .message
        .map_or_else(Vec::new, |message| message.parameters().collect());
    let is_parameter = |name: &str| parameters.iter().any(|(known, _)| *known == name);
    let mut all: Vec<BoxedStrategy<Option<(String, Value)>>> = Vec::new();
    for (name, ty) in &parameters {
        all.push(argument_of(&Detail::required(name, *ty)));
    }
    for member in more.details {
        let name: &'static str = match (is_parameter(member.name), member.ty.is_text()) {
            (true, true) => continue,
            (true, false) => Box::leak(["details.", member.name].concat().into_boxed_str()),
            (false, _) => member.name,
        };
        all.push(argument_of(&Detail { name, ..*member }));
    }
    all.prop_map(|all| all.into_iter().flatten().collect())
        .boxed()
}

fn given<K: ErrorKind>() -> impl Strategy<Value = Given> {
    (0..K::ALL.len()).prop_flat_map(|at| {
        let kind = K::ALL[at];
        let mut statuses = vec![None];
        statuses.extend(kind.statuses().iter().copied().map(Some));
        let seldom = |text| prop::option::weighted(0.2, text);
        let violation = (text(), text());
        (
            prop::sample::select(statuses),
            prop::option::weighted(0.1, text()),
            seldom(text()),
            seldom(text()),
            prop::option::weighted(0.2, 0..5_000_000u64),
            prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(violation, 1..3)],
            arguments(kind),
        )
            .prop_map(
                move |(status, message, request_id, param, delay_ms, violations, args)| Given {
                    kind: at,
                    status,
                    message,
                    request_id,
                    param,
                    delay_ms,
                    violations,
                    args,
                },
            )
    })
}

fn builder<E: CatalogError>(given: &Given) -> Builder<E> {
    let mut builder = E::builder(E::Kind::ALL[given.kind]);
    builder = given.status.into_iter().fold(builder, Builder::status);
    builder = given.message.iter().fold(builder, Builder::message);
    builder = given.request_id.iter().fold(builder, Builder::request_id);
    builder = given.param.iter().fold(builder, Builder::param);
    if let Some(delay) = given.delay_ms {
        builder = builder.retry_after(Duration::from_millis(delay));
    }
    for (field, message) in &given.violations {
        builder = builder.violation(field, message);
    }
    let args = given.args.iter();
    args.fold(builder, |builder, (name, value)| {
        builder.arg(name, value.clone())
    })
}

/// Decodes the response as a client does.
fn received<E: CatalogError>(built: &E) -> E {
    let transport = built.response().transport();
    let parts = built.response().clone().into_parts();
    let ErrorParts {
        status,
        headers,
        body,
    } = parts;
    let headers: Vec<(String, String)> = headers
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    match transport {
        Transport::WebSocket => E::from_message(body),
        _ => {
            // As the integrations with servers send an error whose documentation names no status.
            let status = status.unwrap_or(built.response().category().default_status());
            E::from_parts(status, headers, body)
        }
    }
}

fn check<E: CatalogError>(given: &Given, accepted: &AtomicUsize) -> Result<(), TestCaseError> {
    let kind = E::Kind::ALL[given.kind];
    let built = match builder::<E>(given).build() {
        Ok(built) => built,
        Err(error) => {
            prop_assert!(!error.problems().is_empty());
            return Ok(());
        }
    };
    accepted.fetch_add(1, Ordering::Relaxed);
    let read = received(&built);
    prop_assert_eq!(built.kind(), Some(kind));
    let is_candidate = read.kind().is_none() && read.candidates().any(|known| known == kind);
    prop_assert!(read.kind() == Some(kind) || is_candidate, "{:?}", read);
    let response = read.response();
    for (asked, text) in [
        (&given.message, response.message()),
        (&given.request_id, response.request_id()),
        (&given.param, response.param()),
    ] {
        prop_assert!(asked.as_deref().is_none_or(|asked| text == Some(asked)));
    }
    if let Some(delay) = given.delay_ms {
        let seconds = Duration::from_secs(delay.div_ceil(1_000));
        prop_assert_eq!(response.retry_after(), Some(seconds));
    }
    let violations: Vec<Violation> = given
        .violations
        .iter()
        .cloned()
        .map(|(field, message)| Violation { field, message })
        .collect();
    prop_assert_eq!(response.violations(), violations);
    check_args(kind, given, &read)
}

fn check_args<E: CatalogError>(
    kind: E::Kind,
    given: &Given,
    read: &E,
) -> Result<(), TestCaseError> {
    let (more, response) = (kind.info().more, read.response());
    let find = |name: &str| given.args.iter().find(|(known, _)| known == name);
    let parameters = more.message.iter().flat_map(|message| message.parameters());
    for (name, _) in parameters {
        let message = response.message().unwrap_or_default();
        let text = more.message.and_then(|pattern| pattern.arg(message, name));
        let number = || text.and_then(|text| text.parse().ok());
        match find(name) {
            Some((_, Value::String(asked))) => prop_assert_eq!(text, Some(asked.as_str())),
            Some((_, asked)) => prop_assert_eq!(number(), asked.as_f64()),
            None => prop_assert!(given.message.is_some() || given.delay_ms.is_some()),
        }
    }
    let details = response.field_json("details").unwrap_or("{}");
    let details: Value = serde_json::from_str(details).expect("JSON");
    for member in more.details {
        let prefixed = ["details.", member.name].concat();
        let asked = find(&prefixed).or_else(|| find(member.name).filter(|_| member.ty.is_text()));
        prop_assert_eq!(details.get(member.name), asked.map(|(_, value)| value));
        prop_assert!(asked.is_some() || member.optional);
    }
    Ok(())
}

/// Most of what is tried must be accepted, or the property would say little.
fn holds<E: CatalogError>() {
    let cases = std::env::var("CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    let cases = cases.unwrap_or(2_000);
    let accepted = AtomicUsize::new(0);
    let mut runner = TestRunner::new(Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&given::<E::Kind>(), |given| check::<E>(&given, &accepted));
    outcome.expect("a client reads every accepted value");
    let accepted = accepted.into_inner();
    assert!(accepted > cases as usize / 5, "{accepted} of {cases}");
}

#[test]
fn what_a_builder_accepts_is_what_a_client_reads() {
    holds::<till::Error>();
}

#[cfg(all(
    feature = "faseeh",
    feature = "scriptix",
    feature = "elevenlabs",
    feature = "audixa"
))]
#[test]
fn what_a_builder_of_a_built_in_catalog_accepts_is_what_a_client_reads() {
    holds::<api_error_catalog::audixa::Error>();
    holds::<api_error_catalog::elevenlabs::Error>();
    holds::<api_error_catalog::faseeh::Error>();
    holds::<api_error_catalog::scriptix::Error>();
}
