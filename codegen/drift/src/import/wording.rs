//! The words for an error: its description, else the next best that the page says of it.

use super::looks::doubt;
use api_error_catalog_pages::{Explanation, Fact, Page, WordingOrigin};

/// A description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Worded {
    pub(super) text: String,
    /// Why it is a guess.
    pub(super) doubt: Option<String>,
    /// What the page says of it elsewhere.
    pub(super) more: Vec<String>,
}

/// The description: what the page says, else its name, else one made of `subject`.
pub(super) fn describe(
    page: &Page,
    about: &Explanation,
    subject: &str,
    line: Option<usize>,
) -> Worded {
    let said = |text: &&Fact<String>| !text.value.trim().is_empty();
    let own = about.description.as_ref().filter(said);
    let elsewhere = about
        .wordings
        .iter()
        .map(|wording| &wording.text)
        .find(said)
        .filter(|_| own.is_none());
    let more = about
        .wordings
        .iter()
        .filter(|wording| said(&&wording.text) && elsewhere != Some(&wording.text))
        .map(|wording| {
            format!(
                "{} (line {}): {}",
                place(wording.origin),
                page.line(&wording.text.span),
                wording.text.value
            )
        });
    let more: Vec<String> = more.collect();
    let (text, doubt) = match (own.or(elsewhere), about.name.as_ref().filter(said)) {
        (Some(text), _) => (
            text.value.trim().to_owned(),
            doubt(page, text, "the description"),
        ),
        (None, Some(name)) => {
            let why = format!(
                "unsure: the page gives its name and says no more (line {} of the page)",
                page.line(&name.span)
            );
            (name.value.trim().to_owned(), Some(why))
        }
        (None, None) => {
            let line = line
                .map(|line| format!(" (line {line} of the page)"))
                .unwrap_or_default();
            (
                neutral(subject),
                Some(format!("unsure: the page says nothing of it{line}")),
            )
        }
    };
    Worded { text, doubt, more }
}

fn place(origin: WordingOrigin) -> &'static str {
    match origin {
        WordingOrigin::Message => "The message that is sent",
        WordingOrigin::Comment => "A hidden comment",
        WordingOrigin::Example => "An example",
        _ => "The page also says",
    }
}

/// `VOICE_NOT_FOUND` → `Voice not found.`; a code without words → `The error 1121.`
fn neutral(subject: &str) -> String {
    let words: Vec<String> = heck::ToSnakeCase::to_snake_case(subject)
        .split('_')
        .map(str::to_owned)
        .collect();
    let text = words.join(" ");
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if text.contains(char::is_alphabetic) && text.is_ascii() => {
            format!("{}{}.", first.to_ascii_uppercase(), chars.as_str())
        }
        _ => format!("The error {subject}."),
    }
}
