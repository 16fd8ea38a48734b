//! What fuzzing starts from: the fixtures that the tests of this repository have anyway, in the form each target takes.

use std::path::{Path, PathBuf};
use std::{fs, iter};

/// Names and contents for the target of this name.
///
/// # Panics
///
/// Panics if a fixture cannot be read.
#[must_use]
pub fn of(target: &str) -> Vec<(String, Vec<u8>)> {
    let pages = |extensions: &[&str]| {
        ["tests/corpus", "codegen/drift/tests/imports", "generated"]
            .into_iter()
            .flat_map(|directory| files(directory, extensions))
            .collect()
    };
    match target {
        "catalog" => catalogs(),
        "markdown" => pages(&["md", "mdx"]),
        "html" => pages(&["html"]),
        "text" => pages(&["txt"]),
        "listing" => pages(&["csv", "json"]),
        "restructured" => pages(&["rst"]),
        "asciidoc" => pages(&["adoc"]),
        "sync" => merges(),
        "answer" => answers(|way, body| {
            let status: u16 = way.parse().ok()?;
            Some([&status.to_le_bytes()[..], &[2], b"30", body].concat())
        }),
        "message" => answers(|way, body| {
            let (what, code) = match way {
                "ws" => (u8::from(body.len() % 2 == 1), 0),
                "close" => (3, 1008u16),
                _ => return None,
            };
            Some([&[what][..], &code.to_le_bytes(), body].concat())
        }),
        "notation" | "list" => NOTATIONS
            .map(|(name, body)| (name.to_owned(), body.to_vec()))
            .into(),
        "headers" => HEADERS
            .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
            .into(),
        "stream" => streams(),
        "lines" => recordings(|entries| {
            entries
                .map(|(status, body)| line(status, body) + "\n")
                .collect()
        }),
        "har" => recordings(|entries| {
            let entries: Vec<String> = entries.map(|(status, body)| entry(status, body)).collect();
            format!(
                r#"{{"log":{{"version":"1.2","creator":{{"name":"seeds"}},"entries":[{}]}}}}"#,
                entries.join(",")
            )
        }),
        other => panic!("unknown target {other}"),
    }
}

/// A body in each notation.
const NOTATIONS: [(&str, &[u8]); 12] = [
    ("error.xml", b"<?xml version='1.0'?><!DOCTYPE Error [<!ENTITY x 'y'>]><Error a=\"b\"><Code>KeyGone</Code><Message><![CDATA[a]]> &#x31;&amp;</Message><Context><A/><A>1</A></Context></Error>"),
    ("deleted.xml", b"<DeleteResult><Error><Key>a</Key><Code>KeyGone</Code></Error><Deleted/><Error><Code>SlowPace</Code></Error></DeleteResult>"),
    ("problem.xml", b"<problem xmlns=\"urn:ietf:rfc:7807\"><type>KeyGone</type><errors><error><pointer>a</pointer><detail>b</detail></error></errors></problem>"),
    ("soap.xml", b"<a:Envelope xmlns:a=\"http://www.w3.org/2003/05/soap-envelope\"><a:Body><a:Fault><a:Code><a:Subcode><a:Value>SlowPace</a:Value></a:Subcode></a:Code><a:Reason><a:Text xml:lang=\"en\">No.</a:Text></a:Reason></a:Fault></a:Body></a:Envelope>"),
    ("form", b"error=no_seat&error_description=None+%22left%22%2E&x"),
    ("utf16", b"\xff\xfe{\0\"\0c\0o\0d\0e\0\"\0:\0\"\0a\0\"\0}\0"),
    ("comments", b"// a\n{\"code\": \"form_stale\", /* b */ \"message\": NaN,}"),
    ("quoted", b"\"{\\\"code\\\": \\\"form_stale\\\", \\\"message\\\": \\\"a\\\"}\""),
    ("batch", b"{\"errors\": [{\"kind\": \"error\", \"status\": \"200\", \"code\": \"a\", \"title\": \"b\"}, {\"kind\": \"error\", \"code\": \"text_long\", \"title\": \"b\"}]}"),
    ("details", b"{\"error\": {\"message\": \"a\", \"status\": \"b\", \"details\": [{\"reason\": \"c\", \"@type\": \"example/ErrorInfo\"}, {\"@type\": \"example/BadRequest\", \"fields\": [{\"field\": \"d\", \"text\": \"e\"}]}]}}"),
    ("tree", b"{\"code\": \"tree\", \"tree\": {\"_errors\": [\"a\"], \"b\": {\"c\": {\"_errors\": [{\"message\": \"d\"}]}}}}"),
    ("positions", b"[\"error\", \"INVALID_ARGUMENT\", \"No.\"]"),
];

/// Values of headers, then a body.
const HEADERS: [(&str, &str); 6] = [
    (
        "dates",
        "30\nSun, 06 Nov 1994 08:49:37 GMT\n784111787\n2026-11-29T10:00:00.5Z\n\n{\"error\": {\"code\": \"harbor_full\"}}",
    ),
    (
        "params",
        "Bearer realm=\"a\", error=\"invalid_token\", error_description=\"b \\\" c\"\n\"default\";r=0;t=30\n\n",
    ),
    (
        "codes",
        "ns#ThrottlingException:http://a.example/\nThrottling;Sender\nF%C3%BCll%\n\n<html>",
    ),
    ("durations", "1m30.5s\n34.4s\n900ms\nPT1M30S\n-1\n1e9\n\n{}"),
    (
        "flags",
        "true\nfalse\n1\n0\n\n{\"error\": {\"code\": \"no_status\", \"message\": \"Try again in 5s.\"}}",
    ),
    ("empty", "\n\n"),
];

/// Streams in both formats: good events, then an error.
fn streams() -> Vec<(String, Vec<u8>)> {
    let error = r#"{"error": {"code": "CROWDED", "message": "Not now."}}"#;
    let events = format!(
        ": hello\n\nevent: delta\r\ndata: {{\"text\":\ndata: \"Hi\"}}\r\n\r\nevent: error\ndata: {error}\n\ndata: [DONE]\n\n"
    );
    let lines = format!("{{\"text\": \"Hi\"}}\n\u{1e}{{\"text\": \"\"}}\r\n{error}");
    let seed = |format: u8, text: &str| [&[format, 7, 64], text.as_bytes()].concat();
    vec![
        ("events".to_owned(), seed(0, &events)),
        ("lines".to_owned(), seed(1, &lines)),
    ]
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files of a directory that end so, by name.
fn files(directory: &str, extensions: &[&str]) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(root().join(directory))
        .expect(directory)
        .map(|entry| entry.expect(directory).path());
    let wanted = |path: &PathBuf| {
        path.extension()
            .is_some_and(|found| extensions.iter().any(|extension| found == *extension))
    };
    let mut paths: Vec<PathBuf> = entries.filter(wanted).collect();
    paths.sort();
    let named = |path: PathBuf| {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        (name, fs::read(path).expect(directory))
    };
    paths.into_iter().map(named).collect()
}

/// Every catalog there is, and what `docs/format.md` shows.
fn catalogs() -> Vec<(String, Vec<u8>)> {
    let directories = [
        "codegen/catalog/tests/refusals",
        "tests/built/spec",
        "tests/downstream/spec",
        "tests/spec",
        "tests/ui/spec",
        "spec",
    ];
    let mut catalogs: Vec<_> = directories
        .into_iter()
        .flat_map(|directory| files(directory, &["yaml"]))
        .collect();
    let format = fs::read_to_string(root().join("docs/format.md")).expect("docs/format.md");
    let shown: Vec<&str> = format
        .split("```yaml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    catalogs.push(("format.yaml".to_owned(), shown.concat().into_bytes()));
    catalogs
}

/// Each catalog made of a page, with that page and with the one after it.
fn merges() -> Vec<(String, Vec<u8>)> {
    let pages = files("tests/corpus", &["md"]);
    let with = |(at, (name, text)): (usize, &(String, Vec<u8>))| {
        let page = api_error_catalog_pages::read(name, text)
            .ok()
            .filter(|page| !page.is_empty())?;
        let catalog = api_error_catalog_drift::import::import(&page, "page").yaml;
        let newer = [text, &pages[(at + 1) % pages.len()].1];
        let merge = |newer: &Vec<u8>| [catalog.as_bytes(), b"\n%%%\n", newer].concat();
        Some([
            (name.clone(), merge(newer[0])),
            (format!("newer-{name}"), merge(newer[1])),
        ])
    };
    pages
        .iter()
        .enumerate()
        .filter_map(with)
        .flatten()
        .collect()
}

/// The bodies of the tests' tables with how each comes, as `form` puts them together.
fn answers(form: impl Fn(&str, &[u8]) -> Option<Vec<u8>>) -> Vec<(String, Vec<u8>)> {
    let mut seeds = Vec::new();
    for (name, _, text) in
        ["bodies.tsv", "wild.tsv", "answers.tsv"].map(|name| (name, (), table(name)))
    {
        let column = |wanted: &str| {
            text[0]
                .iter()
                .position(|head| head == wanted)
                .expect(wanted)
        };
        let (way, body) = (column("status"), column("body"));
        for (number, row) in iter::zip(1.., &text[1..]) {
            seeds.extend(
                form(&row[way], row[body].as_bytes())
                    .map(|seed| (format!("{name}-{number}"), seed)),
            );
        }
    }
    seeds
}

/// The built-in catalogs.
///
/// # Panics
///
/// Panics if one cannot be read.
#[must_use]
pub fn built_in() -> Vec<(String, Vec<u8>)> {
    files("spec", &["yaml"])
}

/// A few of the bodies that came over HTTP at a time, each with its status, as `form` writes them down.
fn recordings(
    form: impl Fn(&mut dyn Iterator<Item = (u16, &str)>) -> String,
) -> Vec<(String, Vec<u8>)> {
    let answers =
        answers(|way, body| Some([&way.parse::<u16>().ok()?.to_le_bytes()[..], body].concat()));
    let parts = |answer: &(String, Vec<u8>)| {
        let (status, body) = answer
            .1
            .split_first_chunk()
            .map(|(status, body)| (u16::from_le_bytes(*status), body.to_vec()))?;
        Some((status, String::from_utf8(body).ok()?))
    };
    let answers: Vec<(u16, String)> = answers.iter().filter_map(parts).collect();
    let few = answers
        .chunks(4)
        .map(|few| form(&mut few.iter().map(|(status, body)| (*status, body.as_str()))));
    iter::zip(1.., few)
        .map(|(number, text)| (format!("recording-{number}"), text.into_bytes()))
        .collect()
}

fn line(status: u16, body: &str) -> String {
    let url = "https://api.example.com/v1/speech";
    serde_json::json!({"status": status, "headers": {"Retry-After": "3"}, "body": body, "url": url})
        .to_string()
}

fn entry(status: u16, body: &str) -> String {
    let request = serde_json::json!({"method": "POST", "url": "https://api.example.com/v1/speech"});
    let headers = serde_json::json!([{"name": "Content-Type", "value": "application/json"}]);
    let content =
        serde_json::json!({"size": body.len(), "mimeType": "application/json", "text": body});
    let response = serde_json::json!({"status": status, "headers": headers, "content": content});
    serde_json::json!({"startedDateTime": "2026-11-21T10:00:00.000Z", "time": 12, "request": request, "response": response})
        .to_string()
}

fn table(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join("tests").join(name)).expect(name);
    let rows = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    rows.map(|line| line.split('\t').map(str::to_owned).collect())
        .collect()
}
