//! The page's HTTP statuses and close codes.

use std::ops::RangeInclusive;

use api_error_catalog_model::model::reason_phrase;
use api_error_catalog_pages::{Explanation, Fact};

use super::draft::DraftNumber;
use super::errors::Drafting;
use super::identities::doubt;
use super::summary::LeftOut;

/// A kind of numbers.
struct NumberKind {
    range: RangeInclusive<u16>,
    /// `an HTTP status`
    singular: &'static str,
    /// `the status`
    definite: &'static str,
    /// `Status`, before the number of one without a name.
    title: &'static str,
}

const STATUS: NumberKind = NumberKind {
    range: 100..=599,
    singular: "an HTTP status",
    definite: "the status",
    title: "Status",
};

const CLOSE_CODE: NumberKind = NumberKind {
    range: 1000..=4999,
    singular: "a close code",
    definite: "the close code",
    title: "Close code",
};

impl Drafting<'_> {
    pub(super) fn statuses(&mut self) -> Vec<DraftNumber> {
        let page = self.page;
        let statuses = page.statuses.iter().filter_map(|fact| {
            let phrase = reason_phrase(fact.status.value);
            let number = self.number(&STATUS, &fact.status, &fact.about, phrase)?;
            Some(DraftNumber {
                action: fact.action.as_ref().map(|text| text.value.clone()),
                ..number
            })
        });
        statuses.collect()
    }

    pub(super) fn close_codes(&mut self) -> Vec<DraftNumber> {
        let page = self.page;
        let codes = page.close_codes.iter();
        codes
            .filter_map(|fact| self.number(&CLOSE_CODE, &fact.code, &fact.about, None))
            .collect()
    }

    /// Returns a number, if it is in the range of its kind and the first of its value.
    fn number(
        &mut self,
        kind: &NumberKind,
        fact: &Fact<u16>,
        about: &Explanation,
        usual_name: Option<&str>,
    ) -> Option<DraftNumber> {
        let (number, singular) = (fact.value, kind.singular);
        let problem = if !kind.range.contains(&number) {
            let (start, end) = (kind.range.start(), kind.range.end());
            Some(format!("they lie between {start} and {end}"))
        } else if !self.keys.insert(format!("{singular} {number}")) {
            Some("a catalog has each once; the page has it again here".to_owned())
        } else {
            None
        };
        if let Some(why) = problem {
            let what = format!("{singular}: {number}");
            self.left_out
                .push(LeftOut::new(what, &why, fact.span.clone()));
            return None;
        }
        let name = about.name.as_ref().map(|name| name.value.as_str());
        let description = about.description.as_ref();
        let of_description = description.and_then(|text| doubt(self.page, text, "the description"));
        let of_number = doubt(self.page, fact, kind.definite);
        Some(DraftNumber {
            number,
            name: name
                .or(usual_name)
                .map_or_else(|| format!("{} {number}", kind.title), str::to_owned),
            description: description.map(|text| text.value.clone()),
            action: None,
            doubts: of_number.into_iter().chain(of_description).collect(),
        })
    }
}
