//! `observe` finds each deviation in made-up traffic, with the right counts. Deviations that it records in a catalog are
//! not reported again.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

use api_error_catalog_core::table::Catalog as Tables;
use api_error_catalog_model::{Catalog, Source, open};
use api_error_catalog_traffic::{Choice, Deviation, Observation, Observer, patch};
use traffic::{Expected, Mix, all_catalogs, leaked};

/// Enough for every fault to occur.
const LINES: u64 = 20_000;

fn observed(catalogs: Vec<(Catalog, &'static Tables)>, traffic: &[u8]) -> Observation {
    let mut observer = Observer::new(catalogs, None, false);
    observer
        .read("answers.jsonl", traffic, &mut |_| {})
        .unwrap();
    observer.finish()
}

fn found(observation: &Observation) -> BTreeMap<(String, Deviation, String), u64> {
    let all = observation.catalogs.iter().flat_map(|of| {
        of.findings
            .iter()
            .map(move |finding| (of.catalog.clone(), finding))
    });
    all.map(|(catalog, finding)| ((catalog, finding.kind, finding.what.clone()), finding.count))
        .collect()
}

fn mixed(seed: u64, faults: usize) -> (Vec<u8>, Expected) {
    let all: Vec<Catalog> = all_catalogs()
        .into_iter()
        .map(|(catalog, _)| catalog)
        .collect();
    let mut traffic = Vec::new();
    let expected = traffic::write(
        &all,
        Mix {
            seed,
            lines: LINES,
            faults,
        },
        &mut traffic,
    )
    .unwrap();
    (traffic, expected)
}

#[test]
fn each_fault_is_found_and_counted() {
    let (traffic, expected) = mixed(7, 8);
    let observation = observed(all_catalogs(), &traffic);
    let counts = &observation.counts;
    assert_eq!(
        (counts.answers, counts.successes, counts.broken),
        (expected.answers, expected.successes, expected.broken)
    );
    let kinds: BTreeSet<Deviation> = expected.findings.keys().map(|(_, kind, _)| *kind).collect();
    assert_eq!(
        kinds.len(),
        Deviation::ALL.len(),
        "every kind of fault is mixed in: {kinds:?}"
    );
    let found = found(&observation);
    let differing: Vec<_> = expected
        .findings
        .iter()
        .filter(|(what, count)| found.get(*what) != Some(count))
        .collect();
    assert!(
        differing.is_empty(),
        "expected and not so found: {differing:#?}"
    );
    assert_eq!(found.len(), expected.findings.len(), "{found:#?}");
    let known: BTreeMap<String, u64> = observation
        .catalogs
        .iter()
        .map(|of| (of.catalog.clone(), of.known))
        .collect();
    assert_eq!(known, expected.known);
    for of in &observation.catalogs {
        let [Choice::BestFit { host, .. }] = of.choices.as_slice() else {
            panic!("{:?}", of.choices)
        };
        assert_eq!(*host, format!("api.{}.example", of.catalog));
    }
}

#[test]
fn traffic_as_documented_has_nothing_to_tell() {
    let (traffic, _) = mixed(8, 0);
    let observation = observed(all_catalogs(), &traffic);
    assert_eq!(observation.denied(&[]), 0, "{}", observation.human());
    assert_eq!(
        (observation.counts.broken, observation.counts.elsewhere),
        (0, 0)
    );
}

#[test]
fn compressed_it_is_the_same() {
    let (traffic, _) = mixed(9, 8);
    // Two members, as logs that were appended to have.
    let zipped = |part: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(part).unwrap();
        encoder.finish().unwrap()
    };
    let (one, other) = traffic.split_at(traffic.len() / 2);
    let whole = [zipped(one), zipped(other)].concat();
    assert_eq!(
        found(&observed(all_catalogs(), &whole)),
        found(&observed(all_catalogs(), &traffic))
    );

    let mut observer = Observer::new(all_catalogs(), None, false);
    let error = observer
        .read("answers.jsonl.gz", &whole[..whole.len() / 2], &mut |_| {})
        .unwrap_err();
    assert!(error.to_string().contains("(after line "), "{error}");
}

/// Additions keep every other byte of the catalog in its order, except for types of details that were widened.
/// of details that became wider.
#[test]
fn what_is_written_is_told_no_more() {
    let (traffic, _) = mixed(10, 8);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let directories = [root.join("../../spec"), root.join("spec")];
    let observation = observed(all_catalogs(), &traffic);
    let mut again = Vec::new();
    for of in &observation.catalogs {
        let paths = directories
            .iter()
            .map(|directory| directory.join(format!("{}.yaml", of.catalog)));
        let path = paths.into_iter().find(|path| path.exists()).unwrap();
        let source = Source::new(
            format!("{}.yaml", of.catalog),
            std::fs::read_to_string(path).unwrap(),
        );
        let loaded = open(source.clone()).unwrap();
        let patched = patch(&loaded, of, "2026-11-21").unwrap();
        let mut kept = patched.text.lines();
        let missing: Vec<&str> = source
            .text
            .lines()
            .filter(|line| !kept.clone().any(|new| new == *line) || !kept.any(|new| new == *line))
            .collect();
        assert!(
            missing.len() <= patched.widened.len(),
            "{}: {missing:#?}",
            of.catalog
        );
        assert!(
            missing.iter().all(|line| line.contains("details:")),
            "{missing:#?}"
        );
        assert_eq!(
            patch(&loaded, of, "2026-11-21").unwrap().text,
            patched.text,
            "twice the same"
        );
        let text = Source::new(source.name.clone(), patched.text);
        again.push(leaked(
            open(text).unwrap_or_else(|report| panic!("{}", report.render(false))),
        ));
    }
    let second = observed(again, &traffic);
    assert_eq!(second.denied(&[]), 0, "{}", second.human());
    assert!(second.catalogs.iter().all(|of| of.known_deviations > 0));
}

/// Observes lines with a catalog, which `text` is.
fn observed_with(text: &str, lines: &str) -> Observation {
    let loaded = open(Source::new("till.yaml", text)).unwrap();
    observed(vec![leaked(loaded)], lines.as_bytes())
}

fn findings(observation: &Observation) -> Vec<(Deviation, &str, u64)> {
    let all = observation.catalogs.iter().flat_map(|of| &of.findings);
    all.filter(|finding| finding.kind != Deviation::NeverSeen)
        .map(|finding| (finding.kind, finding.what.as_str(), finding.count))
        .collect()
}

fn counted(observation: &Observation) -> BTreeMap<(Deviation, &str), u64> {
    let found = findings(observation).into_iter();
    found
        .map(|(kind, what, count)| ((kind, what), count))
        .collect()
}

#[test]
fn errors_under_a_success_status_are_observed() {
    let catalog = r#"
format: 1
catalog: till
title: Till
envelope: '{"ok": false, "error": "$code"}'
success_errors: [envelope]
success_codes: [none]
errors: { slow_down: { status: 429, description: Too many requests. } }
"#;
    let lines = r#"{"status": 200, "body": {"ok": false, "error": "new_code"}}
{"status": 200, "body": {"ok": false, "error": "none"}}
{"status": 200, "body": {"ok": true, "error": "other"}}
{"status": 200, "body": {"ok": false, "error": "new_code"}}
{"status": 302, "body": ""}
"#;
    let observation = observed_with(catalog, lines);
    assert_eq!(
        findings(&observation),
        [(Deviation::UnknownCode, "new_code", 2)]
    );
    let counts = &observation.counts;
    assert_eq!((counts.answers, counts.successes), (5, 3));
    let plain = observed_with(&catalog.replace("success_errors: [envelope]\n", ""), lines);
    assert_eq!((findings(&plain).len(), plain.counts.successes), (0, 5));
}

#[test]
fn every_error_of_a_list_is_observed() {
    let catalog = r#"
format: 1
catalog: till
title: Till
envelope: '{"errors": [{"code": "$code", "detail": "$message?"}]}'
errors:
  a: { status: 422, description: The first. }
  b: { status: 422, description: The second. }
"#;
    let lines = r#"{"status": 422, "body": {"errors": [{"code": "a"}, {"code": "b"}, {"code": "c"}, {"code": "b"}]}}
"#;
    let observation = observed_with(catalog, lines);
    assert_eq!(findings(&observation), [(Deviation::UnknownCode, "c", 1)]);
    let all = observation.catalogs.iter().flat_map(|of| &of.findings);
    assert_eq!(
        all.filter(|finding| finding.kind == Deviation::NeverSeen)
            .count(),
        0
    );
}

#[test]
fn codes_in_headers_are_observed() {
    let catalog = r#"
format: 1
catalog: till
title: Till
envelope: '{"message": "$message", "code": "$code?"}'
fields: { code: X-Error }
errors: { Gone: { status: 404, description: It is gone. } }
"#;
    let lines = r#"{"status": 404, "headers": {"X-Error": "Gone"}, "body": ""}
{"status": 404, "headers": {"X-Error": "New"}, "body": "<html>"}
{"status": 200, "headers": {"X-Error": "Other"}, "body": ""}
{"status": 200, "headers": {}, "body": ""}
"#;
    let observation = observed_with(catalog, lines);
    let expected = [
        ((Deviation::UnknownCode, "New"), 1),
        ((Deviation::UnknownCode, "Other"), 1),
    ];
    assert_eq!(counted(&observation), expected.into());
    assert_eq!(observation.counts.successes, 1);
}

#[test]
fn the_errors_in_a_stream_are_observed() {
    let catalog = r#"
format: 1
catalog: till
title: Till
envelope: '{"error": {"code": "$code", "message": "$message"}}'
success_errors: [envelope]
fields: { request_id: X-Request-ID }
errors: { overloaded: { status: 529, description: Too busy. } }
"#;
    let lines = r#"{"status": 200, "headers": {"Content-Type": "text/event-stream; charset=utf-8"}, "body": "data: {\"text\": \"a\"}\n\ndata: {\"error\": {\"code\": \"overloaded\", \"message\": \"Wait.\"}}\n\n"}
{"status": 200, "headers": {"content-type": "text/event-stream"}, "body": "event: error\ndata: {\"error\": {\"code\": \"new_code\", \"message\": \"Wait.\"}}"}
{"status": 200, "headers": {"content-type": "text/event-stream"}, "body": "event: error\ndata: \"cut off\"\n\n"}
{"status": 200, "headers": {"content-type": "text/event-stream"}, "body": "data: {\"text\": \"a\"}\n\ndata: [DONE]\n\n"}
{"status": 200, "headers": {"content-type": "application/x-ndjson"}, "body": "{\"text\": \"a\"}\n{\"error\": {\"code\": \"overloaded\", \"message\": \"Wait.\", \"at\": 1}}\n"}
{"status": 200, "headers": {"content-type": "text/plain"}, "body": "data: {\"error\": {\"code\": \"overloaded\", \"message\": \"Wait.\"}}\n\n"}
"#;
    let observation = observed_with(catalog, lines);
    let expected = [
        ((Deviation::UnknownCode, "new_code"), 1),
        ((Deviation::UnknownShape, "unknown string"), 1),
        ((Deviation::ExtraField, "error.at"), 1),
    ];
    assert_eq!(counted(&observation), expected.into());
    let counts = &observation.counts;
    assert_eq!((counts.answers, counts.successes), (6, 2));
    assert_eq!(observation.catalogs[0].known, 2);
}
