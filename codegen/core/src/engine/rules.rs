//! Identifies errors by the further rules of a catalog.

use alloc::borrow::Cow;

use crate::engine::identify::{self, Seen, code_index};
use crate::engine::resolution::{Resolution, UnresolvedReason};
use crate::engine::text;
use crate::tables::catalog::Catalog;
use crate::tables::envelope::Field;
use crate::tables::pattern::Pattern;
use crate::tables::rules::{CodeRule, Rule, Rules};

/// Returns the code in the form in which the catalog has it: as sent if the catalog has that code, otherwise without the
/// decorations that the catalog states.
#[inline]
pub(crate) fn own_form<'c>(catalog: &Catalog<'_>, sent: &'c str) -> &'c str {
    let code = identify::whole(catalog, sent);
    match catalog.rules {
        Some(rules) => undecorated(catalog, rules, code),
        None => code,
    }
}

/// Returns the code without decorations.
#[cold]
fn undecorated<'c>(catalog: &Catalog<'_>, rules: &Rules<'_>, sent: &'c str) -> &'c str {
    let mut code = sent;
    for (before, after) in rules.code_forms {
        if is_known(catalog, rules, code) {
            return code;
        }
        let inner = text::between(code, before, after).filter(|inner| !inner.is_empty());
        code = inner.unwrap_or(code);
    }
    code
}

/// Returns `true` if an error has this code, in any form that the catalog states.
pub(crate) fn has_code(catalog: &Catalog<'_>, sent: &str) -> bool {
    let Some(rules) = catalog.rules else {
        return code_index(catalog, identify::whole(catalog, sent)).is_some();
    };
    let code = undecorated(catalog, rules, identify::whole(catalog, sent));
    let mut all = rules.special.iter().chain(rules.general);
    is_known(catalog, rules, code)
        || own_case(catalog, rules, code).is_some()
        || all.any(|rule| match rule.code {
            CodeRule::Any | CodeRule::Missing => false,
            // `{_}` is any code.
            CodeRule::Pattern(pattern) if pattern.pieces.len() == 1 => false,
            _ => holds_for_code(rules, rule, Some(code)),
        })
}

/// Returns `true` if an error has exactly this code.
fn is_known(catalog: &Catalog<'_>, rules: &Rules<'_>, code: &str) -> bool {
    let is_exact = |rule: &Rule<'_>| matches!(rule.code, CodeRule::Exact(exact) if exact == code);
    code_index(catalog, code).is_some() || rules.special.iter().any(is_exact)
}

/// Returns `true` if this code reports success.
pub(crate) fn is_success(rules: &Rules<'_>, code: &str) -> bool {
    let mut success = rules.success_codes.iter();
    success.any(|pattern| pattern.matches(code))
}

/// A response as rules see it.
pub(crate) struct SeenByRules<'r> {
    pub(crate) seen: Seen<'r>,
    /// Returns a field as text.
    pub(crate) text: &'r dyn Fn(Field) -> Option<Cow<'r, str>>,
    pub(crate) has_shape: &'r dyn Fn(u8) -> bool,
    /// Whether the body is empty.
    pub(crate) is_empty: bool,
}

/// Identifies the error of a response with further rules: by those that come before all others, by code or without one, and by
/// those that come after all others.
pub(crate) fn identify(
    catalog: &Catalog<'_>,
    rules: &Rules<'_>,
    response: &SeenByRules<'_>,
) -> Resolution {
    let code = response.seen.code;
    let special = best(rules, rules.special, response);
    if let special @ Resolution::Known(_) = special {
        return special;
    }
    let has_rule = |error: u16| {
        let mut all = rules.all();
        all.any(|rule| rule.error == error)
    };
    let usual = match code {
        Some(code) => {
            let code = own_case(catalog, rules, code).unwrap_or(code);
            identify::by_code_unless(catalog, code, response.seen.status, &has_rule)
        }
        None => identify::without_code(catalog, response.seen, response.has_shape, &has_rule),
    };
    if let Resolution::Known(error) = usual {
        return match code {
            Some(_) => usual,
            None => most_specific(catalog, rules, response, error),
        };
    }
    let general = best(rules, rules.general, response);
    let no_rule = Resolution::Unresolved(UnresolvedReason::MissingCode);
    let unknown = Resolution::Unresolved(UnresolvedReason::UnknownCode);
    match (general == no_rule, special == no_rule) {
        (false, _) => general,
        (true, false) => special,
        // The errors with this code have further conditions.
        _ if usual == unknown && code.is_some_and(|code| is_known(catalog, rules, code)) => {
            whatever_status(rules, response)
        }
        _ => usual,
    }
}

/// Returns the error with the most conditions: this one, which has no code, or an error whose rules for responses without a code
/// hold as well. If several have as many, the response is ambiguous.
fn most_specific(
    catalog: &Catalog<'_>,
    rules: &Rules<'_>,
    response: &SeenByRules<'_>,
    error: u16,
) -> Resolution {
    let own = identify::weight_without_code(catalog, error);
    let mut best = (own, Resolution::Known(error));
    for rule in rules.general {
        let weight = rule.weight_without_code();
        if weight < best.0.max(1) || !holds(rules, rule, response) {
            continue;
        }
        let known = Resolution::Known(rule.error);
        if weight > best.0 {
            best = (weight, known);
        } else if best.1 != known {
            best.1 = Resolution::Unresolved(UnresolvedReason::Ambiguous);
        }
    }
    best.1
}

/// Returns the only error that this code identifies without a sub-code or a message, although it is documented with other statuses.
fn whatever_status(rules: &Rules<'_>, response: &SeenByRules<'_>) -> Resolution {
    let with_code = rules.special.iter().filter(|rule| {
        let is_exact = matches!(rule.code, CodeRule::Exact(_));
        let is_more = rule.subcode.is_some() || rule.message.is_some() || !rule.fields.is_empty();
        let any_status = Rule {
            statuses: &[],
            families: &[],
            ..**rule
        };
        is_exact && !is_more && holds(rules, &any_status, response)
    });
    let mut errors = with_code.map(|rule| rule.error);
    match errors.next() {
        Some(first) if errors.all(|other| other == first) => Resolution::Known(first),
        _ => Resolution::Unresolved(UnresolvedReason::Ambiguous),
    }
}

/// Returns the code with this text in any case, if the catalog has one.
fn own_case<'t>(catalog: &Catalog<'t>, rules: &Rules<'_>, code: &str) -> Option<&'t str> {
    if !rules.ignore_case || code_index(catalog, code).is_some() {
        return None;
    }
    let own = (0..=u16::MAX).map_while(|index| identify::code_at_any(catalog, index));
    own.flatten().find(|own| own.eq_ignore_ascii_case(code))
}

/// Returns the error of the most specific rule that holds. Without one, the reason is a missing code.
fn best(rules: &Rules<'_>, list: &[Rule<'_>], response: &SeenByRules<'_>) -> Resolution {
    let mut best: Option<(u16, Resolution)> = None;
    for rule in list {
        let rank = rule.rank();
        if best.is_some_and(|(most, _)| most > rank) || !holds(rules, rule, response) {
            continue;
        }
        let known = Resolution::Known(rule.error);
        best = match best {
            Some((most, other)) if most == rank && other != known => {
                Some((rank, Resolution::Unresolved(UnresolvedReason::Ambiguous)))
            }
            _ => Some((rank, known)),
        };
    }
    best.map_or(
        Resolution::Unresolved(UnresolvedReason::MissingCode),
        |(_, resolution)| resolution,
    )
}

fn holds(rules: &Rules<'_>, rule: &Rule<'_>, response: &SeenByRules<'_>) -> bool {
    let text = |field: Field| (response.text)(field);
    let matches = |field: Field, pattern: &Pattern<'_>| {
        text(field).is_some_and(|value| pattern.matches(&value))
    };
    holds_for_code(rules, rule, response.seen.code)
        && (rule.has_any_status()
            || response
                .seen
                .status
                .is_some_and(|status| rule.names_status(status)))
        && rule
            .subcode
            .is_none_or(|value| text(rules.subcode).as_deref() == Some(value))
        && rule
            .error_type
            .is_none_or(|pattern| matches(Field::TYPE, pattern))
        && rule
            .fields
            .iter()
            .all(|(field, pattern)| matches(*field, pattern))
        && rule.message.is_none_or(|pattern| {
            let message = response.seen.message;
            message.is_some_and(|message| pattern.matches(message))
        })
        && (rule.shape == 0 || (response.has_shape)(rule.shape))
        && (response.is_empty || !rule.empty_body)
}

fn holds_for_code(rules: &Rules<'_>, rule: &Rule<'_>, code: Option<&str>) -> bool {
    match (rule.code, code) {
        (CodeRule::Any, _) | (CodeRule::Missing, None) => true,
        (CodeRule::Exact(exact), Some(code)) => {
            exact == code || rules.ignore_case && exact.eq_ignore_ascii_case(code)
        }
        (CodeRule::Pattern(pattern), Some(code)) => pattern.matches_typed(code),
        (CodeRule::Range(first, last), Some(code)) => code
            .parse()
            .is_ok_and(|code: i64| (first..=last).contains(&code)),
        (CodeRule::Missing, Some(_)) | (_, None) => false,
    }
}
