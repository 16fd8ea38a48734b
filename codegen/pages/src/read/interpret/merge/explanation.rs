//! Adds the texts of one mention to an explanation: the first text of a kind is its main one, further ones are kept as
//! wordings.

use api_error_catalog_model::source::{Source, Span};

use crate::page::{Certainty, Explanation, Fact, Wording, WordingOrigin};
use crate::read::interpret::advice;
use crate::read::interpret::mention::{Mention, MentionTexts, StatusAt};
use crate::read::text::Text;

/// No error has more texts of one kind; the limit keeps a hostile page from making the merge quadratic.
const MOST_TEXTS: usize = 200;

/// Adds all texts of a mention except its name.
pub(super) fn add_texts(
    source: &Source,
    about: &mut Explanation,
    facts: MentionTexts,
    origin: WordingOrigin,
) {
    let known = about.description.is_some();
    add_description(source, about, facts.description.as_ref(), origin);
    if let (Some(reason), Some(description), false) = (facts.unclear, &mut about.description, known)
    {
        description.certainty = Certainty::Unsure(reason.to_owned());
    }
    let all = |texts: &[Text]| -> Vec<_> { texts.iter().map(|text| sure(source, text)).collect() };
    extend(&mut about.causes, all(&facts.causes));
    extend(&mut about.solutions, all(&facts.solutions));
    extend(&mut about.limits, all(&facts.limits));
    extend(&mut about.retry, all(&facts.retry));
    let wordings = facts.wordings.iter().map(|(text, _)| text);
    let texts = facts.solutions.iter().chain(&facts.description);
    let texts = texts.chain(wordings);
    let sentences: Vec<Text> = texts.flat_map(advice::retry).collect();
    extend(&mut about.retry, guessed(all(&sentences)));
    if facts.solutions.is_empty() {
        extend(&mut about.solutions, guessed(all(&facts.advice)));
    }
    for (text, origin) in &facts.wordings {
        add_wording(about, sure(source, text), *origin);
    }
    about.bodies.extend(facts.bodies);
}

fn guessed(facts: Vec<Fact<String>>) -> Vec<Fact<String>> {
    let unsure = |fact| Fact {
        certainty: Certainty::Unsure("taken from a sentence of the description".into()),
        ..fact
    };
    facts.into_iter().map(unsure).collect()
}

/// Adds the facts whose values are new, and the places of those that are not.
pub(super) fn extend<T: PartialEq>(list: &mut Vec<Fact<T>>, more: Vec<Fact<T>>) {
    for fact in more {
        if let Some(known) = list.iter_mut().find(|known| known.value == fact.value) {
            known.repeat(fact.span);
        } else if list.len() < MOST_TEXTS {
            list.push(fact);
        }
    }
}

fn add_wording(about: &mut Explanation, text: Fact<String>, origin: WordingOrigin) {
    let mut known = about.wordings.iter_mut().map(|wording| &mut wording.text);
    if let Some(known) = known.find(|known| known.value == text.value) {
        known.repeat(text.span);
    } else if about.wordings.len() < MOST_TEXTS {
        about.wordings.push(Wording { text, origin });
    }
}

/// Sets the name if there is none. Otherwise keeps it as a wording if `origin` is given.
pub(super) fn add_name(
    source: &Source,
    about: &mut Explanation,
    name: Option<&Text>,
    origin: Option<WordingOrigin>,
) {
    let other = set_first(source, &mut about.name, name);
    if let (Some(other), Some(origin)) = (other, origin) {
        add_wording(about, other, origin);
    }
}

/// Sets the description if there is none. Otherwise keeps the text as a wording.
pub(super) fn add_description(
    source: &Source,
    about: &mut Explanation,
    text: Option<&Text>,
    origin: WordingOrigin,
) {
    if let Some(other) = set_first(source, &mut about.description, text) {
        add_wording(about, other, origin);
    }
}

/// Sets a text if there is none. Returns it if another one is set.
fn set_first(
    source: &Source,
    slot: &mut Option<Fact<String>>,
    text: Option<&Text>,
) -> Option<Fact<String>> {
    let text = sure(source, text.filter(|text| !text.is_empty())?);
    match slot {
        Some(known) if known.value == text.value => {
            known.repeat(text.span);
            None
        }
        Some(_) => Some(text),
        None => {
            *slot = Some(text);
            None
        }
    }
}

pub(super) fn statuses(
    source: &Source,
    statuses: &[StatusAt],
    certainty: &Certainty,
) -> Vec<Fact<u16>> {
    let fact = |&(value, at): &StatusAt| number(source, value, at, certainty.clone());
    statuses.iter().map(fact).collect()
}

/// Returns a status or close code.
pub(super) fn number(source: &Source, value: u16, at: usize, certainty: Certainty) -> Fact<u16> {
    let span = word_or_line(source, at, &value.to_string());
    Fact::new(value, span, certainty)
}

pub(super) fn sure(source: &Source, text: &Text) -> Fact<String> {
    let span = text.span();
    let (start, end) = (boundary(source, span.start), boundary(source, span.end));
    Fact::sure(text.to_string(), start..end)
}

/// Returns the last character boundary up to a byte. A text that is not on the page as it is may end elsewhere.
pub(super) fn boundary(source: &Source, byte: usize) -> usize {
    let mut byte = byte.min(source.text.len());
    while !source.text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

pub(super) fn certainty(mention: &Mention) -> Certainty {
    mention.unsure.map_or(Certainty::Sure, |reason| {
        Certainty::Unsure(reason.to_string())
    })
}

/// Returns the span of a word, or, if the page has something else at this position, the rest of the line.
pub(super) fn word_or_line(source: &Source, at: usize, word: &str) -> Span {
    let rest = source.text.get(at..).unwrap_or_default();
    if !word.is_empty() && rest.starts_with(word) {
        return at..at + word.len();
    }
    let line = source.text.get(at..source.line_end(at)).unwrap_or_default();
    at..at + line.trim_end().len()
}
