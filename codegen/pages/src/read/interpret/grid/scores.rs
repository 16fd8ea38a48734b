//! How much speaks for a column in a role, and for something else than errors.

use std::collections::HashSet;

use super::alike::AlikeTables;
use super::evidence::Evidence;
use super::profile::ColumnProfile;
use crate::page::Code;
use crate::read::conventions::roles::Role;

/// The surroundings of a grid on the page.
#[derive(Debug)]
pub(in crate::read::interpret) struct Setting<'p> {
    /// A heading, a paragraph or the title above it speaks of errors.
    pub(in crate::read::interpret) speaks_of_errors: bool,
    /// Its heading names something else, such as parameters.
    pub(in crate::read::interpret) names_other_things: bool,
    /// The codes that close a connection are the subject.
    pub(in crate::read::interpret) speaks_of_closing: bool,
    /// A heading names WebSockets.
    pub(in crate::read::interpret) names_sockets: bool,
    /// Most records name a failure.
    pub(in crate::read::interpret) failures: bool,
    /// The page holds nothing else.
    pub(in crate::read::interpret) alone: bool,
    /// The codes that the page's examples carry.
    pub(in crate::read::interpret) examples: &'p HashSet<Code>,
    /// The page's tables with the same header.
    pub(in crate::read::interpret) alike: &'p AlikeTables,
}

/// The columns that identify a grid's records, with the evidence for them.
pub(super) struct KeyColumns {
    pub(super) code: Option<usize>,
    pub(super) status: Option<usize>,
    pub(super) score: f32,
    /// What speaks for something else.
    pub(super) other: Option<Evidence>,
}

/// Returns all pairs of a column of codes and one of statuses that have evidence.
pub(super) fn keys(
    looks: &[ColumnProfile],
    code: Option<usize>,
    status: Option<usize>,
) -> Vec<KeyColumns> {
    let candidates = |fixed: Option<usize>, score: &dyn Fn(usize, &ColumnProfile) -> f32| {
        let scored = looks.iter().enumerate().filter(|(_, look)| !look.hinted);
        let mut found: Vec<(Option<usize>, f32)> = scored
            .map(|(column, look)| (Some(column), score(column, look)))
            .filter(|(_, score)| *score > 0.0)
            .collect();
        found.push((None, 0.0));
        match fixed {
            Some(column) => vec![(Some(column), f32::INFINITY)],
            None => found,
        }
    };
    // Where another column has a code of its own for all records, one with gaps holds what only some have besides.
    let complete = looks.iter().any(is_complete);
    let gaps = |look: &ColumnProfile| (1.0 - look.coverage) * if complete { 2.0 } else { 1.0 };
    let statuses = candidates(status, &|_, look| status_score(look));
    let mut keys = Vec::new();
    for &(status, status_score) in &statuses {
        let codes = candidates(code, &|column, look| {
            let score = code_score(column, look, status.is_some());
            // Without any evidence, it is zero and not a sum.
            if score == 0.0 {
                0.0
            } else {
                score + gaps(look) * Evidence::CodeGaps.weight()
            }
        });
        let codes = codes
            .into_iter()
            .filter(|(code, _)| code.is_none() || *code != status);
        for (code, score) in codes.filter(|(code, _)| code.is_some() || status.is_some()) {
            keys.push(KeyColumns {
                code,
                status,
                score: score + status_score,
                other: None,
            });
        }
    }
    keys
}

fn status_score(look: &ColumnProfile) -> f32 {
    let headed = matches!(
        look.hint,
        Some(Role::Status | Role::Code | Role::Name) | None
    );
    // Numbers under a header that says nothing may be anything, unless there are several that differ.
    let evident = matches!(look.hint, Some(Role::Status | Role::Code))
        || look.filled >= 3 && look.distinct * look.filled as f32 >= 2.0;
    // A vendor's own statuses are statuses where the header says so.
    let (shaped, known) = match look.hint {
        Some(Role::Status) => (0.6, 0.4),
        _ => (0.8, 0.8),
    };
    if look.statuses < shaped
        || look.known < known
        || !(headed || is_plain_status(look))
        || !evident
    {
        return 0.0;
    }
    let header = f32::from(u8::from(look.hint == Some(Role::Status)));
    let odd = f32::from(u8::from(
        look.hint != Some(Role::Status) && (look.usual < 0.4 || look.of_errors && !look.fails),
    ));
    Evidence::sum(&[
        (Evidence::StatusShapes, 1.0),
        (Evidence::StatusOdd, odd),
        (Evidence::StatusHeader, header),
    ])
}

/// Returns `true` if the cells are phrases that only their header and their marks make codes.
pub(super) fn is_phrases(look: &ColumnProfile) -> bool {
    look.hint == Some(Role::Code) && look.coded && look.phrases > 0.6
}

/// Returns `true` if each record has an identifier in the column, most of them one of its own.
fn is_complete(look: &ColumnProfile) -> bool {
    look.coverage > 0.9 && look.identifiers > 0.9 && look.distinct > 0.6
}

/// Returns `true` if a few identifiers come again and again: classes of errors whose texts differ.
fn is_class(look: &ColumnProfile) -> bool {
    look.filled > 4 && look.distinct <= 0.4 && look.identifiers > 0.6 && look.numbers < 0.1
}

/// Returns `true` if the cells are so clearly statuses that a header cannot say otherwise.
fn is_plain_status(look: &ColumnProfile) -> bool {
    look.statuses >= 1.0
        && look.known >= 1.0
        && look.distinct >= 1.0
        && look.filled >= 3
        && look.families == 0
}

fn code_score(column: usize, look: &ColumnProfile, has_status: bool) -> f32 {
    // Negative numbers do not count anything.
    let counts = look.numbers > 0.6
        && look.lowest >= 0
        && look.headed
        && !matches!(look.hint, Some(Role::Code | Role::Status | Role::Name));
    if look.filled == 0
        || look.codes < 0.6 && !is_phrases(look)
        || look.hint == Some(Role::Property)
        || counts
    {
        return 0.0;
    }
    let header = match look.hint {
        Some(Role::Code) => Evidence::CodeHeader,
        Some(Role::Type) => Evidence::CodeUnderType,
        Some(
            Role::Description
            | Role::Solution
            | Role::Example
            | Role::Limit
            | Role::Retry
            | Role::Aside,
        ) => Evidence::CodeUnderText,
        Some(Role::Status) => Evidence::CodeUnderStatus,
        _ => Evidence::CodeUnderOther,
    };
    let yes = |condition: bool| f32::from(u8::from(condition));
    // `busy`, `refused`: in front, headed as types, each marked as code and there once, with statuses next to them.
    let types = column == 0
        && look.hint == Some(Role::Type)
        && has_status
        && look.marked > 0.9
        && look.distinct >= 1.0
        && look.filled >= 2;
    let shaped = look.identifiers + look.numbers > 0.6 || types;
    Evidence::sum(&[
        (Evidence::CodeBar, 1.0),
        (header, 1.0),
        (
            Evidence::CodeWord,
            yes(look.hint == Some(Role::Code) && look.coded),
        ),
        (Evidence::CodeShapes, yes(shaped)),
        (Evidence::CodeWords, yes(!shaped)),
        (Evidence::CodeMarked, yes(!shaped) * look.marked),
        (Evidence::CodePhrases, yes(is_phrases(look))),
        (
            Evidence::CodeRepeats,
            yes(look.distinct < 0.5 && look.filled > 3),
        ),
        (Evidence::CodeInternal, yes(look.internal)),
        (Evidence::CodeDistinct, look.distinct),
        (Evidence::CodeFirst, yes(column == 0 && !look.headed)),
        (Evidence::CodeNumbers, yes(look.numbers > 0.6)),
        (Evidence::CodeExamples, yes(look.examples > 0.3)),
    ])
}

/// Returns the columns that a grid of something else has.
pub(super) fn other_columns(looks: &[ColumnProfile]) -> Option<Evidence> {
    let any = |is: fn(&ColumnProfile) -> bool| looks.iter().any(is);
    let coded = any(|look| look.hint == Some(Role::Code) && look.codes > 0.6);
    let first = looks.first();
    let property =
        first.is_some_and(|look| look.hint == Some(Role::Property) && !is_plain_status(look));
    [
        (
            any(|look| look.types > 0.6 && look.filled > 1),
            Evidence::DataTypes,
        ),
        (
            any(|look| look.methods > 0.6) && !coded,
            Evidence::Endpoints,
        ),
        (property && !coded, Evidence::PropertyHeader),
    ]
    .into_iter()
    .find_map(|(found, evidence)| found.then_some(evidence))
}

/// What speaks for something else than errors.
pub(super) fn others(
    looks: &[ColumnProfile],
    key: &KeyColumns,
    setting: &Setting<'_>,
) -> Vec<Evidence> {
    let any = |is: fn(&ColumnProfile) -> bool| looks.iter().any(is);
    let treats = any(|look| look.hint == Some(Role::Solution));
    let code = key.code.and_then(|column| looks.get(column));
    let numbers = code.is_some_and(|look| look.numbers > 0.6);
    let headed = any(|look| look.of_errors);
    let evident = key.status.is_some()
        || headed
        || treats && (!numbers || any(|look| look.hint == Some(Role::Cause)))
        || setting.speaks_of_errors
        || code.is_some_and(|look| closes(look, key, setting));
    let silent = code.is_some() && !evident;
    let is_headed_class = |look: &ColumnProfile| look.hint == Some(Role::Code) && is_class(look);
    // Next to internal codes, the classes are what is sent.
    let classes = code.map_or_else(|| any(is_headed_class), is_class) && !any(|look| look.internal);
    // Without statuses, what the header calls codes are codes with several causes.
    let called_codes = !any(|look| look.statuses > 0.6)
        && code.is_some_and(|look| look.coded && look.hint == Some(Role::Code));
    let owned = code.is_some_and(|code| owns_codes(code, looks)) && key.code != Some(0);
    let unlabeled = code.is_some_and(|look| !look.coded && look.hint == Some(Role::Code));
    let property = looks
        .iter()
        .skip(1)
        .any(|look| look.hint == Some(Role::Property));
    // A header that names codes, above codes whose texts name failures, outweighs a heading's last word.
    let clear = setting.failures
        && setting.speaks_of_errors
        && code.is_some_and(|look| look.coded && look.identifiers + look.numbers > 0.6);
    let is_listing = code.is_some_and(|code| {
        lists_codes(code, looks) && (setting.alone || code.failures > 0.6 && code.filled >= 5)
    });
    let around = [
        (
            setting.names_other_things && !headed && !clear,
            Evidence::OtherHeading,
        ),
        (classes && !called_codes, Evidence::ClassColumn),
        (owned && !setting.failures, Evidence::OwnedCodes),
        (unlabeled && property, Evidence::PropertyColumn),
        (silent && is_listing, Evidence::SilentListing),
        (silent && !is_listing, Evidence::SilentPage),
        (
            code.is_some_and(|look| look.fields * 3.0 > 1.0),
            Evidence::FieldNames,
        ),
    ];
    let around = around
        .into_iter()
        .filter_map(|(found, evidence)| found.then_some(evidence));
    other_columns(looks).into_iter().chain(around).collect()
}

/// Returns `true` if the first column holds things that have these codes, such as countries: no column has texts.
fn owns_codes(code: &ColumnProfile, looks: &[ColumnProfile]) -> bool {
    let first = looks.first();
    let things =
        first.is_some_and(|look| look.headed && look.hint.is_none() && look.distinct > 0.9);
    things && !code.of_errors && looks.iter().all(|look| look.words <= 3.0)
}

/// Returns `true` if the columns are codes with texts about them.
fn lists_codes(code: &ColumnProfile, looks: &[ColumnProfile]) -> bool {
    let texts = |look: &ColumnProfile| look.coverage > 0.5 && look.words >= 2.0 && look.codes < 0.6;
    code.identifiers + code.numbers > 0.6 && code.distinct > 0.9 && looks.iter().any(texts)
}

/// Returns `true` if every code is in the ranges of RFC 6455 and the page says that they close.
pub(super) fn closes(look: &ColumnProfile, key: &KeyColumns, setting: &Setting<'_>) -> bool {
    let all_in = |end: i64| look.lowest >= 1000 && look.highest < end;
    look.numbers > 0.6
        && key.status.is_none()
        && (all_in(5000) && (setting.speaks_of_closing || look.of_closing)
            || all_in(1016) && setting.names_sockets)
}
