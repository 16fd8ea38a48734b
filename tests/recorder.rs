//! The recorder: the lines that it writes, those that it omits, and that it never blocks its caller.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use api_error_catalog::record::{Recorder, RecorderOptions};
use api_error_catalog::{elevenlabs, faseeh};
use serde_json::Value;

/// A file of a test's own, removed when the test is done.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let path =
            std::env::temp_dir().join(format!("recorder-{name}-{}.jsonl", std::process::id()));
        let _ = std::fs::remove_file(&path);
        Scratch(path)
    }

    fn lines(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(&self.0).expect("a file");
        text.lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn unknown(code: usize) -> elevenlabs::Error {
    let body = format!(
        r#"{{"detail": {{"type": "t", "code": "new_{code}", "message": "No.", "status": "new_{code}"}}}}"#
    );
    elevenlabs::Error::from_parts(409, [("x-trace-id", "t1")], body)
}

/// All of an hour may be recorded, as fast as it comes.
fn unbounded() -> RecorderOptions {
    RecorderOptions::default().per_second(u64::MAX)
}

#[test]
fn undocumented_answers_are_recorded_and_documented_ones_are_not() {
    let file = Scratch::new("undocumented");
    let recorder = Recorder::open(&file.0).expect("a recorder");
    let documented = r#"{"detail": {"type": "not_found", "code": "voice_not_found", "message": "No.", "status": "voice_not_found"}}"#;
    recorder.record(&elevenlabs::Error::from_parts(404, [], documented));
    recorder.record(&elevenlabs::Error::from_parts(410, [], documented));
    recorder.record(&unknown(1));
    recorder.record(&elevenlabs::Error::from_parts(502, [], "<html>"));
    recorder.record(&faseeh::Error::from_message(
        r#"{"type": "error", "message": "Nobody knows."}"#,
    ));
    recorder.record(&elevenlabs::Error::from_close(1008, "gone"));
    assert_eq!(recorder.dropped(), 1, "a close frame has no body");
    recorder.close();

    let lines = file.lines();
    let statuses: Vec<&Value> = lines.iter().map(|line| &line["status"]).collect();
    assert_eq!(
        statuses,
        [
            &Value::from(410),
            &Value::from(409),
            &Value::from(502),
            &Value::Null
        ]
    );
    assert_eq!(lines[0]["body"], documented);
    assert_eq!(lines[1]["headers"]["x-trace-id"], "t1");
    assert_eq!(
        (&lines[3]["websocket"], &lines[3]["catalog"]),
        (&Value::Bool(true), &Value::from("faseeh"))
    );
    assert!(
        lines[0]["time"]
            .as_u64()
            .is_some_and(|time| time > 1_700_000_000)
    );
}

#[test]
fn what_is_sensitive_is_taken_out_first() {
    let file = Scratch::new("sensitive");
    let recorder = Recorder::open(&file.0).expect("a recorder");
    let body = r#"{"detail": {"code": "new", "message": "ann@acme.example sent sk_live_0123456789", "api_key": "abc"}}"#;
    recorder.record(&elevenlabs::Error::from_parts(
        409,
        [("x-trace-id", "550e8400-e29b-41d4-a716-446655440000")],
        body,
    ));
    recorder.close();
    let text = std::fs::read_to_string(&file.0).expect("a file");
    for secret in ["ann@", "sk_live", "abc", "550e8400"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    assert!(
        file.lines()[0]["body"]
            .as_str()
            .is_some_and(|body| body.contains("[redacted] sent [redacted]")),
        "{text}"
    );
}

#[test]
fn it_keeps_to_its_bounds_and_counts_what_it_drops() {
    let file = Scratch::new("bounds");
    let recorder = RecorderOptions::default()
        .per_second(5)
        .open(&file.0)
        .expect("a recorder");
    (0..1_000).for_each(|code| recorder.record(&unknown(code)));
    let dropped = recorder.dropped();
    assert!((980..=995).contains(&dropped), "{dropped}");
    recorder.close();
    assert!(
        (5..=20).contains(&file.lines().len()),
        "five in each second that this took"
    );

    let sampled = unbounded().every(10).open(&file.0).expect("appended to");
    let before = file.lines().len();
    (0..100).for_each(|code| sampled.record(&unknown(code)));
    sampled.close();
    assert_eq!(file.lines().len(), before + 10);

    let full = unbounded()
        .file_bytes(std::fs::metadata(&file.0).unwrap().len() + 300)
        .open(&file.0)
        .expect("appended to");
    let before = file.lines().len();
    (0..50).for_each(|code| full.record(&unknown(code)));
    full.close();
    assert_eq!(
        file.lines().len(),
        before + 1,
        "there was room for one line, and it is whole"
    );
}

#[test]
fn a_long_body_is_cut_and_the_line_is_json() {
    let file = Scratch::new("long");
    let recorder = unbounded()
        .line_bytes(1_000)
        .open(&file.0)
        .expect("a recorder");
    let body = format!(
        r#"{{"detail": {{"code": "new", "message": "{}"}}}}"#,
        "é\\\"\\u0000".repeat(1 << 18)
    );
    recorder.record(&elevenlabs::Error::from_parts(409, [], body));
    recorder.close();
    let lines = file.lines();
    assert!(
        lines[0]["body"]
            .as_str()
            .is_some_and(|body| body.starts_with(r#"{"detail": {"code": "new""#)),
        "{lines:?}"
    );
    assert!(std::fs::metadata(&file.0).unwrap().len() <= 1_000);
}

/// On a full disk, everything is dropped and counted, and no caller waits.
#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_is_full_concerns_nobody() {
    let recorder = unbounded().open("/dev/full").expect("a recorder");
    let start = Instant::now();
    (0..2_000).for_each(|code| recorder.record(&unknown(code)));
    assert!(start.elapsed() < Duration::from_secs(20));
    while recorder.dropped() < 2_000 && start.elapsed() < Duration::from_secs(60) {
        std::thread::yield_now();
    }
    assert_eq!((recorder.recorded(), recorder.dropped()), (0, 2_000));
    recorder.close();
    assert!(Recorder::open("/no/such/directory/file.jsonl").is_err());
}

#[test]
fn threads_share_one() {
    let file = Scratch::new("threads");
    let recorder = unbounded().open(&file.0).expect("a recorder");
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let recorder = &recorder;
            scope.spawn(move || {
                (0..50).for_each(|code| recorder.record(&unknown(thread * 50 + code)))
            });
        }
    });
    while recorder.recorded() + recorder.dropped() < 200 {
        std::thread::yield_now();
    }
    let recorded = recorder.recorded();
    recorder.close();
    assert_eq!(file.lines().len() as u64, recorded, "every line is whole");
}
