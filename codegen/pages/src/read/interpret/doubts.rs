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
struct Signal {
    share: f32,
    reason: &'static str,
}

/// More records begin with something like a code than are read.
const UNREAD: Signal = Signal {
    share: 0.5,
    reason: "half or more of the records that begin with something like a code are not read",
};
const UNSURE: Signal = Signal {
    share: 0.6,
    reason: "most of its errors are guesses",
};
const EXAMPLES: Signal = Signal {
    share: 0.5,
    reason: "half or more of the codes in its examples are not read",
};
/// Pages describe few errors at greater length than this, in bytes for each.
const LONGEST: usize = 1_000;
const SPARSE: Signal = Signal {
    share: LONGEST as f32,
    reason: "it is long for the few errors that are found",
};
const SILENT: Signal = Signal {
    share: 0.6,
    reason: "most of its errors have no description",
};
const SAME: Signal = Signal {
    share: 0.5,
    reason: "many of its errors have the same description",
};
const NAMED_ALIKE: Signal = Signal {
    share: 0.7,
    reason: "most of its errors have the same name",
};
const PROSE: Signal = Signal {
    share: 0.5,
    reason: "most of its codes are words of prose",
};

/// Fewer entries show nothing about the page.
const FEWEST: usize = 3;

/// Finds the reasons to doubt the reading of a page. If most records are not read, those that are may be the wrong ones.
pub(super) fn find(page: &mut Page, account: Account) {
    single(page);
    page.doubts = signals(page, account)
        .map(|signal| signal.reason.to_owned())
        .collect();
    let missing = [UNREAD.reason, SPARSE.reason];
    if let Some(doubt) = page
        .doubts
        .iter()
        .find(|doubt| missing.contains(&doubt.as_str()))
    {
        let reason = format!("the page may be read wrongly: {doubt}");
        let unsure = || Certainty::Unsure(reason.clone());
        for error in page
            .errors
            .iter_mut()
            .filter(|error| error.certainty == Certainty::Sure)
        {
            error.certainty = unsure();
        }
        let statuses = page.statuses.iter_mut().map(|status| &mut status.status);
        let closes = page.close_codes.iter_mut().map(|close| &mut close.code);
        for number in statuses
            .chain(closes)
            .filter(|number| number.certainty == Certainty::Sure)
        {
            number.certainty = unsure();
        }
    }
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

fn signals(page: &Page, account: Account) -> impl Iterator<Item = Signal> {
    let errors = page.errors.iter().map(|error| &error.about);
    let statuses = page.statuses.iter().map(|status| &status.about);
    let closes = page.close_codes.iter().map(|close| &close.about);
    let abouts: Vec<&Explanation> = errors.chain(statuses).chain(closes).collect();
    let all = abouts.len();
    let silent = abouts.iter().filter(|about| about.description.is_none());
    let of = |text: fn(&Explanation) -> &Option<Fact<String>>| {
        let texts = abouts.iter().filter_map(|about| text(about).as_ref());
        repeated(texts.map(|text| text.value.as_str()))
    };
    let is_unsure = |certainty: &Certainty| *certainty != Certainty::Sure;
    let errors = page.errors.iter().map(|error| &error.certainty);
    let statuses = page.statuses.iter().map(|status| &status.status.certainty);
    let closes = page.close_codes.iter().map(|close| &close.code.certainty);
    let certainties = errors.chain(statuses).chain(closes);
    let unsure = certainties.filter(|certainty| is_unsure(certainty));
    let (unread, shown) = examples(page);
    let codes = page.errors.iter().filter_map(|error| error.code.as_ref());
    let word = codes.clone().filter(|code| {
        matches!(
            code_shape::of(&code.value.to_string()),
            Some(CodeShape::Word) | None
        )
    });
    let found = [
        (UNREAD, account.unread, account.used + account.unread),
        (UNSURE, unsure.count(), all),
        (EXAMPLES, unread, shown),
        (SPARSE, account.length, all),
        (SILENT, silent.count(), all),
        (SAME, of(|about| &about.description), all),
        (NAMED_ALIKE, of(|about| &about.name), all),
        (PROSE, word.count(), codes.count()),
    ];
    // A page on which nothing is found needs no other doubt than that something is left over.
    let found = found
        .into_iter()
        .filter(move |(signal, ..)| all > 0 || signal.reason == UNREAD.reason);
    let found = found.filter(|(signal, count, all)| {
        *count >= FEWEST.min(*all) && *count > 0 && *count as f32 >= signal.share * *all as f32
    });
    found.map(|(signal, ..)| signal)
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
