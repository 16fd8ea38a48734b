//! What suggests that a page as a whole is read wrongly, whatever its layout.
//!
//! A wrong reading of a group of records looks right record by record. It shows in what is missing: most records have no
//! text, the same text comes again and again, or more records are left over than used.

use std::collections::{HashMap, HashSet};

use super::account::Account;
use super::bodies;
use crate::page::{Certainty, Code, Explanation, Fact, Page, Wording, WordingOrigin};
use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::conventions::http_status;

/// A signal, with the share of the page's entries from which on it counts.
type Signal = (f32, &'static str);

/// More records begin with something like a code than are read.
const UNREAD: Signal = (
    0.5,
    "half or more of the records that begin with something like a code are not read",
);
/// Pages describe few errors at greater length than this, in bytes for each.
const SPARSE: Signal = (1_000.0, "it is long for the few errors that are found");

/// Fewer entries show nothing about the page.
const FEWEST: usize = 3;

/// Finds the reasons to doubt the reading of a page. If most records are not read, those that are may be the wrong ones.
pub(super) fn find(page: &mut Page, account: Account) {
    single(page);
    page.doubts = signals(page, account);
    let missing = |doubt: &&String| [UNREAD.1, SPARSE.1].contains(&doubt.as_str());
    if let Some(doubt) = page.doubts.iter().find(missing) {
        let reason = format!("the page may be read wrongly: {doubt}");
        for certainty in certainties(page).filter(|certainty| **certainty == Certainty::Sure) {
            *certainty = Certainty::Unsure(reason.clone());
        }
    }
}

/// Returns how certain each error, status and close code is.
fn certainties(page: &mut Page) -> impl Iterator<Item = &mut Certainty> {
    let errors = page.errors.iter_mut().map(|error| &mut error.certainty);
    let statuses = page.statuses.iter_mut();
    let statuses = statuses.map(|status| &mut status.status.certainty);
    let closes = page.close_codes.iter_mut();
    let closes = closes.map(|close| &mut close.code.certainty);
    errors.chain(statuses).chain(closes)
}

/// Doubts the descriptions of errors that other texts may describe, and codes that may be HTTP statuses.
fn single(page: &mut Page) {
    let numbers = page
        .errors
        .iter()
        .filter_map(|error| match error.code.as_ref()?.value {
            Code::Number(number) => Some(number),
            Code::Text(_) => None,
        });
    let is_status = |number: i64| u16::try_from(number).is_ok_and(http_status::is_known);
    let statuses = numbers.clone().filter(|number| is_status(*number)).count();
    let mostly = statuses * 2 > numbers.count();
    for error in &mut page.errors {
        let number = error.code.as_ref().map(|code| &code.value);
        if matches!(number, Some(Code::Number(number)) if is_status(*number))
            && mostly
            && error.statuses.is_empty()
        {
            error.missing_statuses = Some("the code may be the HTTP status".to_owned());
        }
        doubt_description(&mut error.about);
    }
}

/// Doubts a description if another text may describe as well, or if it looks like more or less than one.
fn doubt_description(about: &mut Explanation) {
    let Some(description) = &mut about.description else {
        return;
    };
    let text = &description.value;
    let describes = |wording: &Wording| {
        let origin = matches!(
            wording.origin,
            WordingOrigin::Table | WordingOrigin::Section | WordingOrigin::List
        );
        origin && wording.text.value.len() > text.len()
    };
    let reason = if about.wordings.iter().any(describes) {
        "another text about it is longer"
    } else if text.len() > LONGEST_DESCRIPTION {
        "it is as long as several texts"
    } else if text.ends_with([':', '：']) {
        "it introduces something that is not part of it"
    } else {
        return;
    };
    if description.certainty == Certainty::Sure {
        description.certainty = Certainty::Unsure(reason.to_owned());
    }
}

/// Longer texts are seldom one description, in bytes.
const LONGEST_DESCRIPTION: usize = 500;

/// Returns the reasons of the signals that the page gives.
fn signals(page: &mut Page, account: Account) -> Vec<String> {
    let unsure = certainties(page).filter(|certainty| **certainty != Certainty::Sure);
    let unsure = unsure.count();
    let errors = page.errors.iter().map(|error| &error.about);
    let statuses = page.statuses.iter().map(|status| &status.about);
    let closes = page.close_codes.iter().map(|close| &close.about);
    let abouts: Vec<&Explanation> = errors.chain(statuses).chain(closes).collect();
    let all = abouts.len();
    let silent = abouts.iter().filter(|about| about.description.is_none());
    let most = |text: fn(&Explanation) -> &Option<Fact<String>>| {
        let texts = abouts.iter().filter_map(|about| text(about).as_ref());
        repeated(texts.map(|text| text.value.as_str()))
    };
    let (unread, shown) = examples(page);
    let (words, codes) = words(page);
    let found: [(Signal, usize, usize); 8] = [
        (UNREAD, account.unread, account.used + account.unread),
        ((0.6, "most of its errors are guesses"), unsure, all),
        (
            (
                0.5,
                "half or more of the codes in its examples are not read",
            ),
            unread,
            shown,
        ),
        (SPARSE, account.length, all),
        (
            (0.6, "most of its errors have no description"),
            silent.count(),
            all,
        ),
        (
            (0.5, "many of its errors have the same description"),
            most(|about| &about.description),
            all,
        ),
        (
            (0.7, "most of its errors have the same name"),
            most(|about| &about.name),
            all,
        ),
        ((0.5, "most of its codes are words of prose"), words, codes),
    ];
    // A page on which nothing is found needs no other doubt than that something is left over.
    let counts = |(signal, count, of): &(Signal, usize, usize)| {
        let enough = *count > 0 && *count >= FEWEST.min(*of);
        enough && *count as f32 >= signal.0 * *of as f32 && (all > 0 || signal.1 == UNREAD.1)
    };
    let found = found.into_iter().filter(counts);
    found.map(|((_, reason), ..)| reason.to_owned()).collect()
}

/// Returns how many codes are words of prose, and how many codes there are.
fn words(page: &Page) -> (usize, usize) {
    let codes = page.errors.iter().filter_map(|error| error.code.as_ref());
    let word = codes.clone().filter(|code| {
        let shape = code_shape::of(&code.value.to_string());
        matches!(shape, Some(CodeShape::Word) | None)
    });
    (word.count(), codes.count())
}

/// Returns how many codes of the page's examples are not read, and how many there are.
fn examples(page: &Page) -> (usize, usize) {
    let read: HashSet<&Code> = page
        .errors
        .iter()
        .filter_map(|error| Some(&error.code.as_ref()?.value))
        .collect();
    let types: HashSet<&str> = page.types.iter().map(|ty| ty.name.value.as_str()).collect();
    let bodies = page.bodies.iter().filter_map(|body| {
        let value = body.value.as_ref()?;
        let fields = bodies::body_fields(value);
        let error = bodies::is_error(value, &fields);
        fields.code.filter(|code| error && !bodies::is_status(code))
    });
    let shown: HashSet<Code> = bodies.collect();
    let unread = shown.iter().filter(|code| {
        let text = code.to_string();
        !read.contains(code) && !types.contains(text.as_str())
    });
    (unread.count(), shown.len())
}

/// Returns how many texts are the most frequent one, or none if all differ.
fn repeated<'t>(texts: impl Iterator<Item = &'t str>) -> usize {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    counts
        .into_values()
        .max()
        .filter(|&most| most > 1)
        .unwrap_or(0)
}
