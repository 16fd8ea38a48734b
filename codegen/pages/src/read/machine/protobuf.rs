//! Reads the enums of errors of a protobuf file: reasons as in `google.rpc.ErrorInfo`, and codes as in `google.rpc.Code`.

use heck::ToSnakeCase;

use super::facts::{self, FactsBuilder};
use super::proto_file::{Line, ProtoEnum, ProtoValue, enums};
use super::tree::Located;
use crate::page::{Code, Fact, Page, WordingOrigin};
use crate::read::conventions::http_status;

/// Reads a file.
pub(super) fn read(source: &str) -> Page {
    let mut facts = FactsBuilder::default();
    let all = enums(source);
    for each in &all {
        let Some(last) = each.values.last() else {
            continue;
        };
        if !is_of_errors(each) {
            let span = each
                .values
                .first()
                .map_or(last.span.clone(), |first| first.span.clone());
            facts.skip(
                &format!("enum {}", each.name),
                "its name does not speak of errors",
                span,
            );
            continue;
        }
        for (index, value) in each.values.iter().enumerate() {
            if !stands_for_no_error(each, index, value) {
                error(&mut facts, value);
            }
        }
    }
    facts.finish()
}

/// Returns `true` for an enum whose name speaks of errors: `ErrorReason`, `FailedCause`, `Code`, `StatusCode`.
fn is_of_errors(each: &ProtoEnum<'_>) -> bool {
    const ERRORS: [&str; 13] = [
        "error",
        "errors",
        "err",
        "fault",
        "failure",
        "failed",
        "fail",
        "exception",
        "cause",
        "rejection",
        "rejected",
        "denied",
        "abort",
    ];
    let name = each.name.to_snake_case();
    let words: Vec<&str> = name.split('_').collect();
    // A reason can be one for anything: the comment decides.
    let reason = words.contains(&"reason") && {
        let comment = each.comment.iter().map(|(line, _)| line.to_lowercase());
        let mut comment = comment.chain(each.values.iter().map(|value| value.name.to_lowercase()));
        comment.any(|line| {
            ["error", "fail", "invalid", "denied"]
                .iter()
                .any(|word| line.contains(word))
        })
    };
    let code = matches!(
        words[..],
        ["code" | "codes"] | ["status" | "result" | "response" | "return", "code"]
    );
    reason || code || words.iter().any(|word| ERRORS.contains(word))
}

/// Returns `true` for the value that an unset field has, and for those that state success or an unknown value.
fn stands_for_no_error(each: &ProtoEnum<'_>, index: usize, value: &ProtoValue<'_>) -> bool {
    let name = value.name.to_snake_case();
    let last = name.rsplit('_').next().unwrap_or_default();
    let unset = |word: &str| {
        matches!(
            word,
            "unspecified" | "undefined" | "unset" | "unknown" | "none" | "invalid"
        )
    };
    match value.number {
        0 => unset(last) || matches!(last, "ok" | "success") || name.ends_with("no_error"),
        // Next to a value for an unset field, one for a value that this version does not know.
        1 => {
            let first = each
                .values
                .first()
                .filter(|_| index == 1)
                .map(|first| first.name.to_snake_case());
            last == "unknown" && first.is_some_and(|first| first.ends_with("unspecified"))
        }
        _ => false,
    }
}

fn error(facts: &mut FactsBuilder, value: &ProtoValue<'_>) {
    let comment = Comment::of(&value.comment);
    for (text, span) in &comment.texts {
        facts.add_text(text, span);
    }
    let error = facts.error(Code::Text(value.name.to_owned()), &value.span);
    // The first paragraph describes the error, and the others explain it.
    for (text, span) in &comment.texts {
        facts::add_text(&mut error.about, text, span, WordingOrigin::Note);
    }
    if let Some((status, span)) = &comment.status {
        facts::add_status(&mut error.statuses, *status, span);
    }
    if value.deprecated {
        let why = "The file marks it as deprecated.".to_owned();
        error.reference.deprecated = Some(Fact::sure(why, value.span.clone()));
    }
}

/// The comment of a value, split into its parts.
#[derive(Default)]
struct Comment {
    /// The paragraphs in front of the first example.
    texts: Vec<Located<String>>,
    /// The HTTP status that one of them states.
    status: Option<Located<u16>>,
}

impl Comment {
    fn of(lines: &[Line<'_>]) -> Comment {
        let mut comment = Comment::default();
        let is_blank = |line: &Line<'_>| line.0.trim().is_empty();
        for paragraph in lines.split(is_blank) {
            let (Some((first, at)), Some((last, end))) = (paragraph.first(), paragraph.last())
            else {
                continue;
            };
            let span = *at + (first.len() - first.trim_start().len())..end + last.len();
            let is_code = paragraph
                .iter()
                .all(|(line, _)| line.starts_with("    ") || line.starts_with('\t'));
            let words: Vec<&str> = paragraph.iter().map(|(line, _)| line.trim()).collect();
            let words = words.join(" ");
            if is_code || words.starts_with('{') {
                // The paragraph above introduces the example.
                comment
                    .texts
                    .truncate(comment.texts.len().saturating_sub(1).max(1));
                break;
            }
            match mapped_status(&words) {
                Some(status) => comment.status = Some((status, span)),
                None => comment.texts.push((words, span)),
            }
        }
        comment
    }
}

/// `HTTP Mapping: 499 Client Closed Request`
fn mapped_status(paragraph: &str) -> Option<u16> {
    let (label, rest) = paragraph.split_once(':')?;
    let label = label.to_ascii_lowercase();
    let maps = label.starts_with("http") && label.len() < 30;
    http_status::parse(rest.split_whitespace().next().filter(|_| maps)?)
}
