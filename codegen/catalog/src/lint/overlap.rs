//! Finds rules of different errors that can both apply to one response.

use api_error_catalog_core::rules::{CodeRule, Rule};
use api_error_catalog_core::{Pattern, Piece};

use crate::diagnostic::{Code, Diagnostic, report};
use crate::model::Catalog;
use crate::text::source_map::SourceMap;

/// Adds each pair of equally specific rules that one response can fulfill.
pub(super) fn check_rules(
    found: &mut Vec<Diagnostic>,
    catalog: &Catalog,
    map: &SourceMap,
    rules: &[Rule<'_>],
) {
    for (at, rule) in rules.iter().enumerate() {
        let mut earlier = rules.iter().take(at);
        let other = earlier.find(|other| {
            other.error != rule.error && other.rank() == rule.rank() && can_both_hold(rule, other)
        });
        let Some(other) = other else { continue };
        let [error, other] = [rule.error, other.error].map(usize::from);
        let spans = [error, other].map(|at| map.errors.get(at));
        let [Some(span), Some(other_span)] = spans else {
            continue;
        };
        let key = |at: usize| key(catalog, at);
        let message = format!("a response can match `{}` and `{}`", key(error), key(other));
        report(found, Code::OverlappingRules, &span.key, message)
            .label("as specific as …")
            .other(&other_span.key, "… the rule of this error")
            .help("add a condition to one of them, or make a condition exclude the other error");
    }
}

fn key(catalog: &Catalog, at: usize) -> &str {
    catalog.errors.get(at).map_or("", |error| &error.key)
}

/// Returns `false` if no response fulfills both rules.
fn can_both_hold(rule: &Rule<'_>, other: &Rule<'_>) -> bool {
    let same_code = match (rule.code, other.code) {
        (CodeRule::Exact(code), CodeRule::Exact(other)) => code == other,
        (CodeRule::Range(first, last), CodeRule::Range(other_first, other_last)) => {
            first <= other_last && other_first <= last
        }
        (CodeRule::Pattern(pattern), CodeRule::Pattern(other)) => may_be_same(pattern, other),
        _ => true,
    };
    let same = |one: Option<&str>, other: Option<&str>| one.zip(other).is_none_or(|(a, b)| a == b);
    let alike = |one: Option<&Pattern<'_>>, other: Option<&Pattern<'_>>| {
        let both = one.zip(other);
        both.is_none_or(|(one, other)| may_be_same(one, other))
    };
    let same_fields = rule.fields.iter().all(|(field, value)| {
        let mut others = other.fields.iter();
        others.all(|(known, other)| known != field || may_be_same(value, other))
    });
    same_code
        && same(rule.subcode, other.subcode)
        && alike(rule.error_type, other.error_type)
        && alike(rule.message, other.message)
        && same_fields
        && share_status(rule, other)
}

/// Returns `true` unless the texts with which two patterns start or end exclude each other. A pattern without arguments is one text.
fn may_be_same(one: &Pattern<'_>, other: &Pattern<'_>) -> bool {
    match (one.pieces, other.pieces) {
        ([Piece::Text(text)], _) => other.matches(text),
        (_, [Piece::Text(text)]) => one.matches(text),
        (pieces, others) => {
            let starts = match (pieces.first(), others.first()) {
                (Some(Piece::Text(one)), Some(Piece::Text(other))) => {
                    one.starts_with(other) || other.starts_with(one)
                }
                _ => true,
            };
            let ends = match (pieces.last(), others.last()) {
                (Some(Piece::Text(one)), Some(Piece::Text(other))) => {
                    one.ends_with(other) || other.ends_with(one)
                }
                _ => true,
            };
            starts && ends
        }
    }
}

fn share_status(rule: &Rule<'_>, other: &Rule<'_>) -> bool {
    rule.has_any_status()
        || other.has_any_status()
        || rule
            .statuses
            .iter()
            .any(|status| other.names_status(*status))
        || other
            .statuses
            .iter()
            .any(|status| rule.names_status(*status))
        || rule
            .families
            .iter()
            .any(|family| other.families.contains(family))
}
