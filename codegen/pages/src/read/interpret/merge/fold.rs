//! Adds one mention's texts to a fact: the first of a kind is set, further ones are kept beside it.

use crate::read::interpret::advice;
use crate::read::interpret::mention::{Facts, Mention, StatusAt};
use crate::read::page::{Certainty, Found, Source, Wording};
use crate::read::place::Lines;
use crate::read::text::Text;

/// No error has more texts of one kind; the limit keeps a hostile page from making the merge quadratic.
const MOST_TEXTS: usize = 200;

/// The lists of a fact, whatever it is about.
pub(super) struct Lists<'a> {
    pub(super) wordings: &'a mut Vec<Wording>,
    pub(super) causes: &'a mut Vec<Found<String>>,
    pub(super) solutions: &'a mut Vec<Found<String>>,
    pub(super) limits: &'a mut Vec<Found<String>>,
    pub(super) retry: &'a mut Vec<Found<String>>,
    pub(super) bodies: &'a mut Vec<usize>,
}

impl Lists<'_> {
    pub(super) fn extend(&mut self, lines: &Lines<'_>, facts: Facts) {
        let all = |texts: &[Text]| {
            texts
                .iter()
                .map(|text| sure(lines, text))
                .collect::<Vec<_>>()
        };
        extend(self.causes, all(&facts.causes));
        extend(self.solutions, all(&facts.solutions));
        extend(self.limits, all(&facts.limits));
        extend(self.retry, all(&facts.retry));
        let texts = facts
            .solutions
            .iter()
            .chain(&facts.description)
            .chain(facts.wordings.iter().map(|(text, _)| text));
        let retry: Vec<Text> = texts.flat_map(advice::retry).collect();
        let guessed = Certainty::Unsure("a sentence of the description".into());
        let sentences = all(&retry).into_iter().map(|found| Found {
            certainty: guessed.clone(),
            ..found
        });
        extend(self.retry, sentences.collect());
        for mut advice in all(&facts.advice)
            .into_iter()
            .filter(|_| facts.solutions.is_empty())
        {
            advice.certainty = guessed.clone();
            extend(self.solutions, vec![advice]);
        }
        for (text, source) in &facts.wordings {
            let text = sure(lines, text);
            if self.wordings.len() < MOST_TEXTS
                && !self
                    .wordings
                    .iter()
                    .any(|known| known.text.value == text.value)
            {
                self.wordings.push(Wording {
                    text,
                    source: *source,
                });
            }
        }
        self.bodies.extend(facts.bodies);
    }
}

/// Adds what is not there yet.
pub(super) fn extend<T: PartialEq>(list: &mut Vec<Found<T>>, more: Vec<Found<T>>) {
    for found in more {
        if list.len() < MOST_TEXTS && !list.iter().any(|known| known.value == found.value) {
            list.push(found);
        }
    }
}

/// Sets a text, or keeps it as a further wording where another one is set already.
pub(super) fn fold(
    lines: &Lines<'_>,
    place: &mut Option<Found<String>>,
    wordings: &mut Vec<Wording>,
    text: Option<&Text>,
    source: Option<Source>,
) {
    let Some(text) = text
        .filter(|text| !text.is_empty())
        .map(|text| sure(lines, text))
    else {
        return;
    };
    match place {
        None => *place = Some(text),
        Some(known) if known.value == text.value => {}
        Some(_) => {
            let fresh = wordings.len() < MOST_TEXTS
                && !wordings.iter().any(|known| known.text.value == text.value);
            wordings.extend(
                source
                    .filter(|_| fresh)
                    .map(|source| Wording { text, source }),
            );
        }
    }
}

pub(super) fn statuses(
    lines: &Lines<'_>,
    statuses: &[StatusAt],
    certainty: Option<&Certainty>,
) -> Vec<Found<u16>> {
    let found = |&(value, at): &StatusAt| Found {
        value,
        at: lines.at(at),
        certainty: certainty.cloned().unwrap_or(Certainty::Sure),
    };
    statuses.iter().map(found).collect()
}

pub(super) fn sure(lines: &Lines<'_>, text: &Text) -> Found<String> {
    Found {
        value: text.as_str().to_string(),
        at: lines.at(text.at()),
        certainty: Certainty::Sure,
    }
}

pub(super) fn certainty(mention: &Mention) -> Certainty {
    mention.unsure.map_or(Certainty::Sure, |reason| {
        Certainty::Unsure(reason.to_string())
    })
}
