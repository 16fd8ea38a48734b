//! `infer` on each vendor's traffic finds the codes that occur, with their statuses, and an envelope that matches the
//! examples on the vendor's page.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use api_error_catalog_core::envelope::Field;
use api_error_catalog_core::table::{Catalog as Tables, CodeType};
use api_error_catalog_core::{ErrorResponse, Resolution, Transport};
use api_error_catalog_model::model::Catalog;
use api_error_catalog_model::{Source, open};
use api_error_catalog_pages::read;
use api_error_catalog_traffic::Inference;
use serde_json::Value;
use traffic::{Mix, catalogs, leaked};

const LINES: u64 = 6_000;

/// The vendor's catalog, its traffic, and what was inferred from that.
fn inferred(ours: &Catalog) -> (Vec<u8>, Catalog, &'static Tables<'static>) {
    let mut traffic = Vec::new();
    let mix = Mix {
        seed: 3,
        lines: LINES,
        faults: 0,
    };
    traffic::write(std::slice::from_ref(ours), mix, &mut traffic).unwrap();
    let mut inference = Inference::default();
    inference
        .read("answers.jsonl", traffic.as_slice(), &mut |_| {})
        .unwrap();
    let yaml = inference.finish(&ours.name).imported.yaml;
    let loaded = open(Source::new("inferred.yaml", yaml.as_str()))
        .unwrap_or_else(|report| panic!("{}\n{yaml}", report.render(false)));
    let (catalog, tables) = leaked(loaded);
    (traffic, catalog, tables)
}

/// Returns the statuses of each code in the responses. Without codes, the statuses take their place.
fn sent(traffic: &[u8], ours: &'static Tables) -> BTreeMap<String, BTreeSet<u16>> {
    let mut sent: BTreeMap<String, BTreeSet<u16>> = BTreeMap::new();
    for line in traffic
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
    {
        let line: Value = serde_json::from_slice(line).unwrap();
        let Some(status) = line["status"]
            .as_u64()
            .and_then(|status| u16::try_from(status).ok())
            .filter(|status| *status >= 400)
        else {
            continue;
        };
        let body = match &line["body"] {
            Value::String(text) => text.clone(),
            Value::Null => continue,
            json => json.to_string(),
        };
        let response = decode(ours, Transport::Http(Some(status)), &body);
        match response.text(Field::CODE) {
            Some(code) => drop(sent.entry(code.to_owned()).or_default().insert(status)),
            None if ours.code_type == CodeType::None => {
                sent.entry(status.to_string()).or_default().insert(status);
            }
            None => {}
        }
    }
    sent
}

fn decode(
    tables: &'static Tables<'static>,
    transport: Transport,
    body: &str,
) -> ErrorResponse<'static> {
    let no_headers: &[(&str, &str)] = &[];
    ErrorResponse::new(tables, transport, &no_headers, body.as_bytes().to_vec())
}

fn of_catalog(catalog: &Catalog) -> BTreeMap<String, BTreeSet<u16>> {
    let mut codes: BTreeMap<String, BTreeSet<u16>> = BTreeMap::new();
    let coded = catalog.code_type != CodeType::None;
    for identity in catalog
        .errors
        .iter()
        .flat_map(|error| error.identities())
        .filter(|own| !coded || own.code.is_some())
    {
        let key = identity
            .code
            .clone()
            .or_else(|| Some(identity.statuses.first()?.to_string()));
        codes
            .entry(key.unwrap_or_default())
            .or_default()
            .extend(&identity.statuses);
    }
    codes
}

#[test]
fn the_codes_that_occur_are_inferred_with_their_statuses() {
    for (ours, tables) in catalogs() {
        let (traffic, catalog, _) = inferred(&ours);
        let sent = sent(&traffic, tables);
        assert!(sent.len() > 5, "{}: {sent:?}", ours.name);
        assert_eq!(catalog.code_type, ours.code_type, "{}", ours.name);
        assert_eq!(of_catalog(&catalog), sent, "{}", ours.name);
    }
}

#[test]
fn the_inferred_envelope_reads_the_vendors_own_examples() {
    let Some(directory) = std::env::var_os("ERROR_DOCS_DIR").map(PathBuf::from) else {
        assert!(
            std::env::var_os("CI").is_none(),
            "ERROR_DOCS_DIR must be set in CI"
        );
        println!("ERROR_DOCS_DIR is unset: the vendors' pages are not read");
        return;
    };
    let mut read_as_ours = 0;
    for (ours, our_tables) in catalogs() {
        let (_, catalog, tables) = inferred(&ours);
        let file = ours.pages[0].file.clone().unwrap();
        let page = read(&file, &std::fs::read(directory.join(&file)).unwrap()).unwrap();
        for body in &page.bodies {
            let transport = Transport::Http(body.statuses.first().copied());
            let (theirs, own) = (
                decode(tables, transport, &body.raw),
                decode(our_tables, transport, &body.raw),
            );
            let Resolution::Known(place) = own.resolution() else {
                continue;
            };
            let error = &ours.errors[usize::from(place)];
            // What does not occur in the traffic cannot be known; the envelope is all the same.
            let known = error
                .own
                .code
                .as_ref()
                .is_none_or(|code| catalog.errors.iter().any(|error| error.has_code(code)));
            for field in [Field::CODE, Field::MESSAGE, Field::REQUEST_ID] {
                assert_eq!(
                    theirs.text(field),
                    own.text(field),
                    "{}: {}",
                    ours.name,
                    body.raw
                );
            }
            if known {
                assert!(
                    matches!(theirs.resolution(), Resolution::Known(_)),
                    "{}: {:?}: {}",
                    ours.name,
                    theirs.resolution(),
                    body.raw
                );
                read_as_ours += 1;
            }
        }
    }
    assert!(read_as_ours >= 10, "{read_as_ours}");
}

/// Infers a catalog from lines.
fn of_lines(lines: &str) -> (Catalog, &'static Tables<'static>) {
    let mut inference = Inference::default();
    inference
        .read("answers.jsonl", lines.as_bytes(), &mut |_| {})
        .unwrap();
    let yaml = inference.finish("till").imported.yaml;
    let loaded = open(Source::new("inferred.yaml", yaml.as_str()))
        .unwrap_or_else(|report| panic!("{}\n{yaml}", report.render(false)));
    leaked(loaded)
}

#[test]
fn a_number_that_repeats_the_status_is_not_a_code() {
    let (catalog, _) = of_lines(
        r#"{"status": 404, "body": {"error": {"code": 404, "message": "Not here."}}}
{"status": 429, "body": {"error": {"code": 429, "message": "Too many."}}}
{"status": 429, "body": "<html>"}
"#,
    );
    assert_eq!(catalog.code_type, CodeType::None);
    assert_eq!(catalog.errors.len(), 2);
}

#[test]
fn numbers_and_texts_are_codes_together() {
    let (catalog, _) = of_lines(
        r#"{"status": 404, "body": {"code": "gone", "message": "Not here."}}
{"status": 429, "body": {"code": 4290, "message": "Too many."}}
{"status": 429, "body": {"code": "4290", "message": "Too many."}}
"#,
    );
    assert_eq!(catalog.code_type, CodeType::String);
    let codes: Vec<_> = of_catalog(&catalog).into_keys().collect();
    assert_eq!(codes, ["4290", "gone"]);
}

#[test]
fn a_code_in_a_header_is_found_without_its_decorations() {
    let (catalog, tables) = of_lines(
        r#"{"status": 404, "headers": {"X-Error-Type": "acme#Gone:http://a.example/", "X-Id": "r1"}, "body": {"message": "Not here."}}
{"status": 429, "headers": {"X-Error-Type": "acme#Crowded:http://a.example/", "X-Id": "r2"}, "body": ""}
{"status": 503, "headers": {"X-Error-Type": "Down", "X-Error-Message": "Sorry"}, "body": {"message": "Not now."}}
"#,
    );
    let codes: Vec<_> = of_catalog(&catalog).into_keys().collect();
    assert_eq!(codes, ["Crowded", "Down", "Gone"]);
    let headers = [("x-error-type", "acme#Crowded:http://b.example/")];
    let response = ErrorResponse::new(tables, Transport::Http(Some(429)), &headers, Vec::new());
    assert_eq!(response.info().map(|info| info.name), Some("Crowded"));
}

#[test]
fn the_last_part_of_a_type_uri_is_the_code() {
    let (catalog, _) = of_lines(
        r#"{"status": 404, "body": {"type": "https://a.example/problems/gone", "title": "Gone", "status": 404, "detail": "Not here."}}
{"status": 429, "body": {"type": "https://b.example/problems/crowded", "title": "Crowded", "status": 429, "detail": "Not now."}}
{"status": 500, "body": {"type": "about:blank", "title": "Server Error", "status": 500}}
"#,
    );
    let codes: Vec<_> = of_catalog(&catalog).into_keys().collect();
    assert_eq!(codes, ["crowded", "gone"]);
    assert_eq!(
        catalog.rules.code_forms,
        [("/problems/".to_owned(), String::new())]
    );
}

#[test]
fn a_type_uri_without_a_code_stays_the_type() {
    let (catalog, _) = of_lines(
        r#"{"status": 404, "body": {"type": "https://a.example/problems/", "title": "Gone", "detail": "Not here."}}
{"status": 409, "body": {"code": "taken", "type": "https://a.example/problems/", "detail": "It is taken."}}
"#,
    );
    assert_eq!(catalog.errors.len(), 2);
    for error in &catalog.errors {
        assert_eq!(
            error.error_type.as_deref(),
            Some("https://a.example/problems/"),
            "{}",
            error.key
        );
    }
}
