//! Decodes responses with the program, and compares what it learns with what is expected.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Map, Value};

/// The number of vendors' cases that are right at least.
const VENDOR_LEVEL: usize = 211;

#[test]
fn each_feature_of_the_format_reads_what_servers_send() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"));
    let wrong = wrong_cases(&directory.join("cases.jsonl"), &directory.join("own"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The cases of the vendors' styles are not part of this repository.
#[test]
fn the_styles_of_vendors_are_read() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = directory.join("../../../shared/wire/cases.jsonl");
    if !shared.exists() {
        println!("skipped: there is no {}", shared.display());
        return;
    }
    let wrong = wrong_cases(&shared, &directory.join("catalogs"));
    let right = cases(&shared).len() - wrong.len();
    assert!(
        right >= VENDOR_LEVEL,
        "{right} are right:\n{}",
        wrong.join("\n")
    );
}

fn cases(path: &Path) -> Vec<Map<String, Value>> {
    let text = fs::read_to_string(path).expect("the cases");
    let cases = text.lines().map(serde_json::from_str);
    cases.collect::<Result<_, _>>().expect("a case a line")
}

/// Returns a description of each case that is wrong.
fn wrong_cases(path: &Path, catalogs: &Path) -> Vec<String> {
    let output = Command::new(PathBuf::from(env!("CARGO_BIN_EXE_wire")))
        .arg(catalogs)
        .stdin(Stdio::from(File::open(path).expect("the cases")))
        .output()
        .expect("the program runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    let replies = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"));
    let cases = cases(path);
    let replies: Vec<Value> = replies.collect();
    assert_eq!(replies.len(), cases.len(), "{errors}");
    let pairs = cases.iter().zip(&replies);
    pairs
        .filter_map(|(case, reply)| fault(case, reply))
        .collect()
}

fn fault(case: &Map<String, Value>, reply: &Value) -> Option<String> {
    let mut faults = Vec::new();
    if reply["body_kept"] == Value::Bool(false) {
        faults.push("the body was not kept".to_owned());
    }
    for (key, wanted) in case["expect"].as_object().expect("expectations") {
        let found = &reply[key];
        if !is_same(key, wanted, found) {
            faults.push(format!("{key}: {wanted} expected, {found} found"));
        }
    }
    (!faults.is_empty()).then(|| format!("{}: {}", case["id"], faults.join(", ")))
}

fn is_same(key: &str, wanted: &Value, found: &Value) -> bool {
    match key {
        "delay_ms" => match (wanted.as_u64(), found.as_u64()) {
            (Some(wanted), Some(found)) => wanted.abs_diff(found) <= 1,
            (wanted, found) => wanted == found,
        },
        "parameters" => {
            let (wanted, found) = (texts(wanted), texts(found));
            wanted
                .iter()
                .all(|(name, text)| found.get(name) == Some(text))
        }
        "others" => {
            wanted == found || found.is_null() && wanted.as_array().is_some_and(Vec::is_empty)
        }
        _ => wanted == found,
    }
}

/// Returns the members of an object, numbers as text.
fn texts(value: &Value) -> BTreeMap<String, String> {
    let members = value.as_object().into_iter().flatten();
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    members
        .map(|(name, value)| (name.clone(), text(value)))
        .collect()
}
