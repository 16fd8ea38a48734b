//! The rules of the lints.

use std::collections::HashSet;

use api_error_catalog_core::{Category, RetryStrategy};

use super::subject::Subject;
use crate::diagnostic::{Code, Diagnostic, report};
use crate::model::{Catalog, Error, Type};
use crate::text::source::Span;
use crate::text::source_map::{ItemSpans, SourceMap};

/// The number of characters that fit on a screen: 24 lines of 80.
const SCREEN: usize = 24 * 80;
/// A longer name leaves no room on a line of code for anything else.
const LONGEST_NAME: usize = 48;

/// Adds the findings in an error by itself.
pub(super) fn check_error(found: &mut Vec<Diagnostic>, subject: &Subject<'_>, catalog: &Catalog) {
    let what = format!("`{}`", subject.error.key);
    let span = subject.value("description");
    check_description(found, &span, &what, &subject.error.description);
    check_solutions(found, subject);
    check_advice(found, subject);
    check_delays(found, subject);
    check_rate_limit(found, subject);
    check_arguments(found, subject, catalog);
    check_examples(found, subject);
    check_name(found, subject, &catalog.name);
}

/// Returns `true` if the error has this type, in one of its identities at least.
fn may_have(error: &Error, ty: &str) -> bool {
    let conditions = error
        .identities()
        .filter_map(|identity| identity.conditions.as_ref());
    let mut patterns = conditions.filter_map(|conditions| conditions.error_type.as_ref());
    error.error_type.as_deref() == Some(ty) || patterns.any(|pattern| pattern.text == ty)
}

/// Adds the findings in a type.
pub(super) fn check_type(
    found: &mut Vec<Diagnostic>,
    ty: &Type,
    spans: &ItemSpans,
    catalog: &Catalog,
) {
    let (name, key) = (&ty.name, &spans.key);
    let span = spans.keys.value("description");
    let what = format!("the type `{name}`");
    check_description(found, span.as_ref().unwrap_or(key), &what, &ty.description);
    if !catalog.errors.iter().any(|error| may_have(error, name)) {
        let message = format!("the type `{name}` has no errors");
        report(found, Code::EmptyType, key, message)
            .label("no error has this type")
            .help("list its errors under `errors:`, or remove the type");
    }
}

/// Adds the sources that lack something.
pub(super) fn check_sources(found: &mut Vec<Diagnostic>, catalog: &Catalog, map: &SourceMap) {
    let start = map.keys.value("catalog").unwrap_or_default();
    if catalog.pages.is_empty() {
        report(
            found,
            Code::IncompleteSource,
            &start,
            "the catalog states no source",
        )
        .help("add `source:` with `title`, `url`, `file` and `read`");
    }
    for (page, spans) in catalog.pages.iter().zip(&map.pages) {
        let parts = [
            ("title", &page.title),
            ("url", &page.url),
            ("file", &page.file),
            ("read", &page.read),
        ];
        let missing = parts.iter().filter(|(_, value)| value.is_none());
        let missing: Vec<String> = missing.map(|(key, _)| format!("`{key}`")).collect();
        if !missing.is_empty() {
            let missing = missing.join(", ");
            let message = format!("the source does not state {missing}");
            report(found, Code::IncompleteSource, &spans.keys.span, message)
                .label("incomplete")
                .help(format!("add {missing}"));
        }
    }
}

/// Adds the shapes that are never used, because an earlier shape matches all their bodies. A shape that an error declares is
/// used for that error.
pub(super) fn check_shapes(found: &mut Vec<Diagnostic>, catalog: &Catalog, spans: &[Span]) {
    let shapes = || catalog.shapes.iter().zip(spans).enumerate();
    for (index, (shape, span)) in shapes() {
        let earlier = shapes().take(index).find(|(_, (earlier, _))| {
            earlier.websocket == shape.websocket && earlier.template.covers(&shape.template)
        });
        let declared = catalog.errors.iter().any(|error| error.shape == index);
        let Some((_, (earlier, earlier_span))) = earlier.filter(|_| !declared) else {
            continue;
        };
        let message = format!("the shape `{}` is never used", shape.name);
        let help = if shape.written {
            format!(
                "add `shape: {}` to the errors that have this shape, or remove the shape",
                shape.name
            )
        } else {
            format!(
                "remove this shape, or make `{}` require a member that this shape does not have",
                earlier.name
            )
        };
        report(found, Code::ShadowedShape, span, message)
            .label(format!(
                "each of its bodies also matches `{}`",
                earlier.name
            ))
            .other(earlier_span, "tried first")
            .help(help);
    }
}

fn check_description(found: &mut Vec<Diagnostic>, span: &Span, what: &str, text: &str) {
    let length = text.chars().count();
    if text.trim().is_empty() {
        let message = format!("the description of {what} is empty");
        report(found, Code::MissingDescription, span, message)
            .label("empty")
            .help("describe in one sentence when it happens");
    } else if length > SCREEN {
        let message =
            format!("the description of {what} has {length} characters, more than a screen shows");
        report(found, Code::LongDescription, span, message).help(
            "keep one or two sentences, and move the rest to `causes`, `solutions` or `links`",
        );
    }
}

/// Reports an error that has the same description as an earlier one. Another lint reports empty descriptions.
pub(super) fn check_same_description(
    found: &mut Vec<Diagnostic>,
    subject: &Subject<'_>,
    other: &Subject<'_>,
) {
    if subject.error.description.is_empty() {
        return;
    }
    let message = format!(
        "`{}` and `{}` have the same description",
        other.error.key, subject.error.key
    );
    let span = subject.value("description");
    report(found, Code::SameDescription, &span, message)
        .label("the same again")
        .other(&other.value("description"), "first used here")
        .note("the description of an error must distinguish it from all others")
        .help("describe in each what distinguishes it from the other");
}

fn check_solutions(found: &mut Vec<Diagnostic>, subject: &Subject<'_>) {
    let described = words(&subject.error.description);
    let known: HashSet<&str> = described.iter().map(String::as_str).collect();
    for (text, span) in subject.error.solutions.iter().zip(&subject.spans.solutions) {
        if words(text).iter().all(|word| known.contains(word.as_str())) {
            let key = &subject.error.key;
            let message = format!("a solution of `{key}` repeats its description");
            report(found, Code::RepeatedSolution, span, message)
                .label("nothing new")
                .other(&subject.value("description"), "the description")
                .help("describe what the caller can do, or remove the solution");
        }
    }
}

/// Reports an error that is usually temporary but has no retry advice.
fn check_advice(found: &mut Vec<Diagnostic>, subject: &Subject<'_>) {
    let (key, category) = (&subject.error.key, subject.error.category);
    let may_pass = matches!(
        category,
        Category::RateLimit
            | Category::ConcurrencyLimit
            | Category::Unavailable
            | Category::Timeout
    );
    if subject.error.retry.is_none() && (may_pass || is_429(subject)) {
        let message = format!("`{key}` may be temporary, but has no retry advice");
        report(found, Code::MissingAdvice, &subject.spans.key, message)
            .label("no `retry`")
            .note(format!(
                "its category is `{category}`, so clients need to know whether to retry"
            ))
            .help("add `retry: …` if the page states it, otherwise `assumed: { retry: … }`");
    }
}

fn check_rate_limit(found: &mut Vec<Diagnostic>, subject: &Subject<'_>) {
    let error = subject.error;
    let limit = matches!(
        error.category,
        Category::RateLimit | Category::ConcurrencyLimit
    );
    let never = error
        .retry
        .is_some_and(|retry| retry.strategy == RetryStrategy::Never);
    let fits =
        limit && !never || matches!(error.category, Category::Payment | Category::Unavailable);
    if fits || !is_429(subject) {
        return;
    }
    let (what, key) = match limit {
        true => ("the advice `never`".to_owned(), "retry"),
        false => (format!("the category `{}`", error.category), "category"),
    };
    let assumed = subject.spans.assumed.as_ref();
    let own = subject.spans.keys.value(key);
    let span = own
        .or_else(|| assumed?.value(key))
        .unwrap_or_else(|| subject.spans.key.clone());
    let message = format!("`{}` has the status 429 and {what}", error.key);
    report(found, Code::OddRateLimit, &span, message)
        .label("unusual for 429")
        .note("429 means too many requests: the same request usually succeeds later")
        .help(
            "use the category `rate_limit`, `concurrency_limit` or `payment`, and advice to retry",
        );
}

/// Reports the numbers of a growing delay next to the delay that replaces it.
fn check_delays(found: &mut Vec<Diagnostic>, subject: &Subject<'_>) {
    let Some(retry) = &subject.spans.retry else {
        return;
    };
    let Some(delay) = retry.entry("delay") else {
        return;
    };
    for key in ["base", "factor", "max_delay"] {
        if let Some(entry) = retry.entry(key) {
            let message = format!("`{key}` has no effect next to `delay`");
            report(found, Code::UnusedDelay, &entry.span(), message)
                .label("for delays that grow")
                .other(&delay.span(), "each attempt waits this long")
                .help(format!("remove `{key}`, or remove `delay`"));
        }
    }
}

/// Reports arguments that are lost, because no body has the field that carries them.
fn check_arguments(found: &mut Vec<Diagnostic>, subject: &Subject<'_>, catalog: &Catalog) {
    let error = subject.error;
    let message = error.message.as_ref();
    let in_message = message.is_some_and(|message| message.parameters().next().is_some());
    let given = [
        ("details", !error.details.is_empty()),
        ("message", in_message),
    ];
    let is_decoded = |field: &str| {
        let mut shapes = catalog.shapes.iter();
        shapes.any(|shape| !shape.written && shape.template.has(field))
    };
    for (field, _) in given.into_iter().filter(|(_, is_given)| *is_given) {
        if !catalog.sends(error, field) && !is_decoded(field) {
            let shape = catalog.shapes.get(error.shape);
            let shape = shape.map_or("envelope", |shape| shape.name.as_str());
            let message = format!("the `{field}` of `{}` cannot be sent", error.key);
            report(found, Code::UnsentArgument, &subject.value(field), message)
                .label(format!("the shape `{shape}` has no `${field}`"))
                .help(format!(
                    "add `${field}` to the shape, or declare another `shape` for the error"
                ));
        }
    }
}

fn is_429(subject: &Subject<'_>) -> bool {
    subject
        .error
        .identities()
        .any(|identity| identity.statuses.contains(&429))
}

fn check_examples(found: &mut Vec<Diagnostic>, subject: &Subject<'_>) {
    let error = subject.error;
    if error.examples.is_empty() {
        let message = format!("`{}` has no example", error.key);
        report(found, Code::MissingExample, &subject.spans.key, message)
            .label("no `examples`")
            .help("add a body from the page: `examples: ['{ … }']`");
    }
}

fn check_name(found: &mut Vec<Diagnostic>, subject: &Subject<'_>, catalog: &str) {
    let name = subject.error.name.as_str();
    if let Some(why) = why_awkward(name, catalog) {
        let message = format!("the name `{name}` is not idiomatic Rust");
        let span = subject.value("rust_name");
        report(found, Code::AwkwardName, &span, message)
            .label(format!("becomes `ErrorKind::{name}`"))
            .note(why)
            .help("choose another name: `rust_name: …`");
    }
}

/// Returns the reason why the name of a variant is not idiomatic, if there is one.
fn why_awkward(name: &str, catalog: &str) -> Option<String> {
    let letters = name.bytes().filter(u8::is_ascii_alphabetic).count();
    let in_capitals = letters > 3 && !name.bytes().any(|byte| byte.is_ascii_lowercase());
    let is_number = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_digit());
    let plain = |text: &str| text.replace('_', "").to_ascii_lowercase();
    let (own, prefix) = (plain(name), plain(catalog));
    if name.contains('_') || in_capitals {
        Some("variants are written in UpperCamelCase".to_owned())
    } else if letters < 2 || name.strip_prefix("Code").is_some_and(is_number) {
        Some("it does not describe the error".to_owned())
    } else if name.len() > LONGEST_NAME {
        Some(format!("it has {} letters", name.len()))
    } else if own != prefix && own.starts_with(&prefix) {
        Some("it repeats the name of the module".to_owned())
    } else {
        None
    }
}

/// Returns the words of a text in lower case, without punctuation.
pub(super) fn words(text: &str) -> Vec<String> {
    let words = text
        .split(|next: char| !next.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
