//! The description of an error, or the next best that the page states about it.

use heck::ToSnakeCase;

use super::identities::doubt;
use api_error_catalog_model::source::Span;
use api_error_catalog_pages::{Explanation, Fact, Page, WordingOrigin};

/// A description.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Description {
    pub(super) text: String,
    /// A comment on why it is a guess.
    pub(super) doubt: Option<String>,
    /// Comments on what the page states elsewhere.
    pub(super) more: Vec<String>,
}

/// Returns the description: the page's, otherwise the name, otherwise one made from `subject`.
pub(super) fn describe(
    page: &Page,
    about: &Explanation,
    subject: &str,
    span: Option<&Span>,
) -> Description {
    let is_stated = |text: &&Fact<String>| !text.value.trim().is_empty();
    let own = about.description.as_ref().filter(is_stated);
    let elsewhere = about
        .wordings
        .iter()
        .map(|wording| &wording.text)
        .find(is_stated)
        .filter(|_| own.is_none());
    let more = about
        .wordings
        .iter()
        .filter(|wording| is_stated(&&wording.text) && elsewhere != Some(&wording.text))
        .map(|wording| {
            format!(
                "{} ({}): {}",
                origin_in_words(wording.origin),
                page.place(&wording.text.span),
                wording.text.value
            )
        });
    let more: Vec<String> = more.collect();
    let (text, doubt) = match (own.or(elsewhere), about.name.as_ref().filter(is_stated)) {
        (Some(text), _) => (
            text.value.trim().to_owned(),
            doubt(page, text, "the description"),
        ),
        (None, Some(name)) => {
            let why = format!(
                "unsure: the page gives only a name ({})",
                page.place(&name.span)
            );
            (name.value.trim().to_owned(), Some(why))
        }
        (None, None) => {
            let place = span
                .map(|span| format!(" ({})", page.place(span)))
                .unwrap_or_default();
            (
                neutral(subject),
                Some(format!("unsure: the page does not describe it{place}")),
            )
        }
    };
    Description { text, doubt, more }
}

fn origin_in_words(origin: WordingOrigin) -> &'static str {
    match origin {
        WordingOrigin::Message => "The message of a response",
        WordingOrigin::Comment => "A hidden comment",
        WordingOrigin::Example => "An example",
        _ => "Another wording",
    }
}

/// `VOICE_NOT_FOUND` → `Voice not found.`; a code without words → `The error 1121.`
fn neutral(subject: &str) -> String {
    let text = subject.to_snake_case().replace('_', " ");
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if text.contains(char::is_alphabetic) && text.is_ascii() => {
            format!("{}{}.", first.to_ascii_uppercase(), chars.as_str())
        }
        _ => format!("The error {subject}."),
    }
}
