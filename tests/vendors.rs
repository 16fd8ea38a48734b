//! What vendors sent is decoded as the files in `tests/vendors/wire` say: whole, cut, with other codes, and under other statuses.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use api_error_catalog::{CatalogError, ErrorKind};
use support::sample::{Sample, Sent, samples};

/// The tests of one vendor.
macro_rules! vendors {
    ($($feature:literal $vendor:ident)*) => {
        $(
            #[cfg(feature = $feature)]
            #[test]
            fn $vendor() {
                let samples = samples(include_str!(concat!("vendors/wire/", $feature, ".txt")));
                check::<api_error_catalog::$vendor::Error>(&samples);
            }
        )*
    };
}

vendors! {
    "anthropic" anthropic
    "deepgram" deepgram
    "discord" discord
    "elevenlabs" elevenlabs
    "openai" openai
    "polly" polly
    "speechmatics" speechmatics
    "stripe" stripe
    "transcribe" transcribe
}

fn check<E: CatalogError>(samples: &[Sample<'_>]) {
    assert!(!samples.is_empty());
    let faults: Vec<String> = samples.iter().flat_map(Sample::faults::<E>).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for sample in samples {
        cut::<E>(sample);
        unknown_code::<E>(sample);
        other_status::<E>(sample);
    }
}

fn kind<E: CatalogError>(error: &E) -> Option<String> {
    error.kind().map(|kind| kind.to_string())
}

/// A cut body is the same error, a less specific error with its code, the error of its status and headers, or none: never
/// another one.
fn cut<E: CatalogError>(sample: &Sample<'_>) {
    let (Sent::Response(_) | Sent::Message) = sample.sent else {
        return;
    };
    let error: E = sample.decode(sample.body);
    let whole = kind(&error);
    let without = kind(&sample.decode::<E>("{"));
    let mut of_code = None;
    for (end, _) in sample.body.char_indices().skip(1) {
        let part: E = sample.decode(&sample.body[..end]);
        let cut = kind(&part);
        if cut.is_none() || cut == whole || cut == without {
            continue;
        }
        let same_code = part.code_text().is_some() && part.code_text() == error.code_text();
        assert!(
            same_code && *of_code.get_or_insert_with(|| cut.clone()) == cut,
            "{}: cut at byte {end} it is {cut:?}, not {whole:?}",
            sample.title
        );
    }
}

/// With an unknown code instead, the code stays readable, and it is no longer the error that has the code.
fn unknown_code<E: CatalogError>(sample: &Sample<'_>) {
    let error: E = sample.decode(sample.body);
    let Some((kind, code)) = error.kind().zip(error.code_text()) else {
        return;
    };
    let mut headers = sample.headers.iter();
    if headers.any(|(_, value)| value.contains(code)) {
        return;
    }
    let own = kind.info().code;
    let (quoted, number) = (format!("\"{code}\""), format!(": {code}"));
    let other = if sample.body.contains(&quoted) {
        sample.body.replace(&quoted, "\"unheard_of\"")
    } else if code.parse::<i64>().is_ok() {
        sample
            .body
            .replace(&number, ": 987654321")
            .replace(&number.replace(' ', ""), ":987654321")
    } else {
        return;
    };
    if other == sample.body || own != Some(code) {
        return;
    }
    let other: E = sample.decode(&other);
    assert_ne!(
        other.kind(),
        Some(kind),
        "{}: with an unknown code",
        sample.title
    );
    assert_eq!(other.message(), error.message(), "{}", sample.title);
}

/// Under another status it is the same error, a less specific error with its code, or none. Code and message stay readable.
fn other_status<E: CatalogError>(sample: &Sample<'_>) {
    let Sent::Response(_) = sample.sent else {
        return;
    };
    let error: E = sample.decode(sample.body);
    let mut moved = sample.clone();
    moved.sent = Sent::Response(418);
    let moved: E = moved.decode(sample.body);
    let is_of_code = moved.kind().is_some_and(|kind| {
        let code = kind.info().code;
        code.is_some() && code == moved.code_text()
    });
    assert!(
        moved.kind().is_none() || moved.kind() == error.kind() || is_of_code,
        "{}: under status 418 it is {:?}",
        sample.title,
        moved.kind()
    );
    if error.code_text().is_some() && moved.kind() == error.kind() {
        assert_eq!(moved.code_text(), error.code_text(), "{}", sample.title);
        assert_eq!(moved.message(), error.message(), "{}", sample.title);
    }
}
