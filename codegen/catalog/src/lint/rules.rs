//! What each lint looks at.

use std::collections::HashSet;

use api_error_catalog_core::{Class, RetryWhen};

use super::subject::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Catalog, Type};
use crate::text::source::Span;
use crate::text::source_map::ItemSpans;

/// What fits on a screen: 24 lines of 80 characters.
const SCREEN: usize = 24 * 80;
/// A name longer than this does not fit in a line of code with what is done with it.
const LONGEST_NAME: usize = 48;

/// What can be said of an error by itself.
pub(super) fn of_error(subject: &Subject<'_>, catalog: &Catalog) -> Vec<Diagnostic> {
    let what = format!("`{}`", subject.error.key);
    let span = subject.value("description");
    let mut found: Vec<Diagnostic> = description(&span, &what, &subject.error.description)
        .into_iter()
        .collect();
    found.extend(repeated_solutions(subject));
    found.extend(missing_advice(subject));
    found.extend(odd_rate_limit(subject));
    found.extend(missing_example(subject));
    found.extend(awkward_name(subject, catalog));
    found
}

/// What can be said of a type.
pub(super) fn of_type(ty: &Type, spans: &ItemSpans, catalog: &Catalog) -> Vec<Diagnostic> {
    let (name, key) = (&ty.name, &spans.key);
    let span = spans.keys.value("description");
    let what = format!("the type `{name}`");
    let described = description(span.as_ref().unwrap_or(key), &what, &ty.description);
    let mut found: Vec<Diagnostic> = described.into_iter().collect();
    if !catalog
        .errors
        .iter()
        .any(|error| error.type_name.as_ref() == Some(name))
    {
        let fault = Diagnostic::new(
            Code::EmptyType,
            key.clone(),
            format!("the type `{name}` has no errors"),
        );
        let help = "list its errors under `errors:`, or leave the type out where the page has none";
        found.push(fault.label("no error has it").help(help));
    }
    found
}

fn description(place: &Span, what: &str, text: &str) -> Option<Diagnostic> {
    let length = text.chars().count();
    if text.trim().is_empty() {
        let fault = Diagnostic::new(
            Code::MissingDescription,
            place.clone(),
            format!("the description of {what} is empty"),
        );
        return Some(
            fault
                .label("says nothing")
                .help("say in a sentence when it happens"),
        );
    }
    (length > SCREEN).then(|| {
        let message = format!("the description of {what} has {length} characters, more than a screen shows");
        let fault = Diagnostic::new(Code::LongDescription, place.clone(), message);
        fault.help("say what it is in a sentence or two; move the rest to `causes`, `solutions` or `links`")
    })
}

/// Another error, of which the same was said before. That nothing is said of both is told otherwise.
pub(super) fn same_description(subject: &Subject<'_>, other: &Subject<'_>) -> Option<Diagnostic> {
    if subject.error.description.is_empty() {
        return None;
    }
    let message = format!(
        "`{}` and `{}` have one description",
        other.error.key, subject.error.key
    );
    let fault = Diagnostic::new(Code::SameDescription, subject.value("description"), message);
    let fault = fault
        .label("the same again")
        .other(other.value("description"), "first said here");
    Some(
        fault
            .note("who reads one of them cannot tell what sets it apart")
            .help("say of each what the other is not"),
    )
}

fn repeated_solutions(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let described = words(&subject.error.description);
    let known: HashSet<&str> = described.iter().map(String::as_str).collect();
    let repeats = |text: &str| words(text).iter().all(|word| known.contains(word.as_str()));
    let solutions = subject.error.solutions.iter().zip(&subject.spans.solutions);
    let found = solutions
        .filter(|(text, _)| repeats(text))
        .map(|(_, span)| {
            let message = format!(
                "a solution of `{}` says no more than its description",
                subject.error.key
            );
            Diagnostic::new(Code::RepeatedSolution, span.clone(), message)
                .label("nothing new")
                .other(subject.value("description"), "said here")
                .help("say what to do about it, or leave it out")
        });
    found.collect()
}

/// Where waiting may help, the catalog should say how.
fn missing_advice(subject: &Subject<'_>) -> Option<Diagnostic> {
    let error = subject.error;
    let class = error.class;
    let may_pass = matches!(
        class,
        Class::RateLimit | Class::ConcurrencyLimit | Class::Unavailable | Class::Timeout
    );
    if error.retry.is_some() || !(may_pass || is_429(subject)) {
        return None;
    }
    let message = format!(
        "`{}` may pass, and no advice says when to try again",
        error.key
    );
    let fault = Diagnostic::new(Code::MissingAdvice, subject.spans.key.clone(), message);
    let note =
        format!("its class is `{class}`: what a client does then should not be left to a guess");
    Some(
        fault
            .label("no `retry`")
            .note(note)
            .help("add `retry: …` if the page says it, else `judged: { retry: … }`"),
    )
}

fn odd_rate_limit(subject: &Subject<'_>) -> Option<Diagnostic> {
    let error = subject.error;
    let limit = matches!(error.class, Class::RateLimit | Class::ConcurrencyLimit);
    let never = error
        .retry
        .is_some_and(|retry| retry.when == RetryWhen::Never);
    let fits = limit && !never || matches!(error.class, Class::Payment | Class::Unavailable);
    if fits || !is_429(subject) {
        return None;
    }
    let (what, key) = match limit {
        true => ("the advice `never`".to_owned(), "retry"),
        false => (format!("the class `{}`", error.class), "class"),
    };
    let judged = subject.spans.judged.as_ref();
    let span = subject
        .spans
        .keys
        .value(key)
        .or_else(|| judged?.value(key))
        .unwrap_or_else(|| subject.spans.key.clone());
    let message = format!("`{}` has the status 429 and {what}", error.key);
    let fault = Diagnostic::new(Code::OddRateLimit, span, message);
    let fault = fault
        .label("does not fit a 429")
        .note("429 means too many requests: what it refuses now it takes later");
    Some(fault.help("give it the class `rate_limit`, `concurrency_limit` or `payment`, and advice when to try again"))
}

fn is_429(subject: &Subject<'_>) -> bool {
    subject
        .error
        .identities()
        .any(|identity| identity.statuses.contains(&429))
}

fn missing_example(subject: &Subject<'_>) -> Option<Diagnostic> {
    subject.error.examples.is_empty().then(|| {
        let message = format!("`{}` has no example", subject.error.key);
        let fault = Diagnostic::new(Code::MissingExample, subject.spans.key.clone(), message);
        fault
            .label("no `examples`")
            .help("add a body as the page shows it: `examples: ['{ … }']`")
    })
}

fn awkward_name(subject: &Subject<'_>, catalog: &Catalog) -> Option<Diagnostic> {
    let name = subject.error.name.as_str();
    let letters = |name: &str| name.bytes().filter(u8::is_ascii_alphabetic).count();
    let in_capitals = letters(name) > 3 && !name.bytes().any(|byte| byte.is_ascii_lowercase());
    let plain = |text: &str| text.replace('_', "").to_ascii_lowercase();
    let rest = plain(name)
        .strip_prefix(&plain(&catalog.name))
        .map(str::len)
        .filter(|rest| *rest > 0);
    let why = if name.contains('_') || in_capitals {
        "variants are written in UpperCamelCase".to_owned()
    } else if letters(name) < 2
        || name
            .strip_prefix("Code")
            .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
    {
        "it does not say what happened".to_owned()
    } else if name.len() > LONGEST_NAME {
        format!("it has {} letters", name.len())
    } else if rest.is_some() {
        "it begins with the catalog's own name, which the module has already".to_owned()
    } else {
        return None;
    };
    let fault = Diagnostic::new(
        Code::AwkwardName,
        subject.value("rust_name"),
        format!("the name `{name}` reads badly in Rust"),
    );
    Some(
        fault
            .label(format!("becomes `ErrorKind::{name}`"))
            .note(why)
            .help("give it a name of its own: `rust_name: …`"),
    )
}

/// The words of a text, without case and punctuation.
pub(super) fn words(text: &str) -> Vec<String> {
    let words = text
        .split(|next: char| !next.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
