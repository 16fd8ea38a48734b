//! What servers really sent, though no page says so.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use api_error_catalog::elevenlabs::Error;
use serde_json::{Map, Value};
use support::{docs_dir, kept, read_bytes, told};

struct Row {
    number: usize,
    how: &'static str,
    told: &'static str,
    body: &'static str,
    kept: &'static str,
}

fn rows() -> Vec<Row> {
    let lines = include_str!("wild.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1);
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [number, how, told, body, kept] = cells[..] else {
                panic!("five cells: {line}")
            };
            Row {
                number: number.parse().expect("a number"),
                how,
                told,
                body,
                kept,
            }
        })
        .collect()
}

#[test]
fn each_is_a_kind_or_says_why_not_and_loses_nothing() {
    for Row {
        number,
        how,
        told: expected,
        body,
        kept: keeps,
    } in rows()
    {
        let error: Error = read_bytes(how, &[], body.as_bytes());
        assert_eq!(told(&error), expected, "row {number}");
        assert_eq!(error.body_text(), Some(body));
        for part in keeps.split(" | ").filter(|part| !part.is_empty()) {
            let (what, value) = part.split_once('=').expect("name=value");
            let found = match what.strip_prefix("embedded ") {
                Some(what) => error.embedded().and_then(|inner| kept(&inner, what)),
                None => kept(&error, what),
            };
            assert_eq!(found.as_deref(), Some(value), "{what} of row {number}");
        }
    }
}

/// The list itself is not part of this repository. If it is available, bodies are made from its skeletons with made-up texts.
#[test]
fn the_skeletons_themselves_are_read_so() {
    let Some(docs) = docs_dir() else { return };
    let list = std::fs::read_to_string(docs.join("../wild/responses.tsv")).expect("the list");
    let seen: Vec<&str> = list.lines().skip(1).collect();
    let ours = rows();
    assert_eq!(
        ours.last().map(|row| row.number),
        Some(seen.len()),
        "every row of the list has one of ours"
    );
    let mut made = 0;
    for (line, number) in seen.iter().zip(1..) {
        let row = ours.iter().find(|row| row.number == number).expect("a row");
        let skeleton = line.split('\t').nth(2).expect("a skeleton");
        let Some(json) = skeleton.find('{').map(|at| {
            Skeleton {
                rest: &skeleton[at..],
            }
            .value()
        }) else {
            continue;
        };
        let body = json.to_string();
        let error: Error = read_bytes(row.how, &[], body.as_bytes());
        assert_eq!(told(&error), row.told, "row {number}: {body}");
        let expected: Error = read_bytes(row.how, &[], row.body.as_bytes());
        assert_eq!(
            error.code_text(),
            expected.code_text(),
            "row {number}: {body}"
        );
        assert_eq!(
            error.embedded().and_then(|inner| inner.kind()),
            expected.embedded().and_then(|inner| inner.kind())
        );
        each_leaf("", &json, &mut |pointer, leaf| {
            assert_eq!(
                error.pointer(pointer),
                Some(leaf.to_string().as_str()),
                "{pointer} of row {number}"
            );
        });
        made += 1;
    }
    assert!(made > 30, "{made}");
}

fn each_leaf(pointer: &str, json: &Value, tell: &mut impl FnMut(&str, &Value)) {
    match json {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, value)| each_leaf(&format!("{pointer}/{name}"), value, tell)),
        Value::Array(items) => (0..)
            .zip(items)
            .for_each(|(at, item): (usize, _)| each_leaf(&format!("{pointer}/{at}"), item, tell)),
        leaf => tell(pointer, leaf),
    }
}

const INNER: &str = r#"{"detail":{"status":"quota_exceeded","message":"None left."}}"#;
const OTHER_INNER: &str = r#"{"detail":{"status":"invalid_api_key","message":"Not valid."}}"#;

/// `{detail:{status:quota_exceeded,message}}` → JSON, with a text where none stands.
struct Skeleton<'s> {
    rest: &'s str,
}

impl<'s> Skeleton<'s> {
    fn value(&mut self) -> Value {
        if let Some(rest) = self.rest.strip_prefix('{') {
            self.rest = rest;
            return self.object();
        }
        if let Some(rest) = self.rest.strip_prefix('[') {
            self.rest = rest;
            return self.list();
        }
        if let Some(rest) = self.rest.strip_prefix('"') {
            let (text, rest) = rest.split_once('"').expect("the end of a text");
            self.rest = rest;
            return text.replace("<EL JSON>", OTHER_INNER).into();
        }
        match self.word() {
            "null" => Value::Null,
            "int" => 7.into(),
            "<EL JSON as string>" => INNER.into(),
            word => word
                .parse::<i64>()
                .map_or_else(|_| word.into(), Value::from),
        }
    }

    fn word(&mut self) -> &'s str {
        let end = self
            .rest
            .find([':', ',', '}', ']'])
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.trim()
    }

    fn object(&mut self) -> Value {
        let mut members = Map::new();
        while !self.ends('}') {
            let name = self.word();
            let value = match self.rest.strip_prefix(':') {
                Some(rest) => {
                    self.rest = rest;
                    self.value()
                }
                None => "A text of our own.".into(),
            };
            if name != "..." {
                members.insert(name.to_owned(), value);
            }
        }
        members.into()
    }

    fn list(&mut self) -> Value {
        let mut items = Vec::new();
        while !self.ends(']') {
            if self.rest.starts_with("...") {
                self.word();
            } else {
                items.push(self.value());
            }
        }
        items.into()
    }

    /// Goes to the next member, or past the end. The text between is a comment.
    fn ends(&mut self, close: char) -> bool {
        if !self.rest.starts_with(['{', '"', '[', '<', '.'])
            && !self.rest.starts_with(|next: char| next.is_alphanumeric())
        {
            let at = self.rest.find([',', close]).expect("an end");
            let ends = self.rest[at..].starts_with(close);
            self.rest = &self.rest[at + 1..];
            return ends;
        }
        match self.rest.strip_prefix(close) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }
}
