//! The look and the surroundings of the leads of a group: headings, items, terms or lines.

use std::collections::HashSet;

use super::bodies;
use super::lead_rules::LeadRule;
use super::mention::StatusAt;
use super::opening::Opening;
use crate::page::Code;
use crate::read::conventions::code_shape::{self, CodeShape, Letters};
use crate::read::conventions::http_status;
use crate::read::conventions::roles;
use crate::read::text::Text;

/// The surroundings of a group on the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct LeadSetting<'p> {
    pub(super) speaks_of_errors: bool,
    /// Its heading speaks of HTTP.
    pub(super) speaks_of_http: bool,
    pub(super) names_other_things: bool,
    /// The leads are headings.
    pub(super) headings: bool,
    /// How other groups of the same kind are read.
    pub(super) agreed: Option<LeadRule>,
    /// The codes that the page's examples carry.
    pub(super) examples: &'p HashSet<Code>,
    /// The letters of the codes in the page's tables, if all of them are written alike.
    pub(super) letters: Option<Letters>,
}

impl LeadSetting<'_> {
    /// Returns the surroundings as a rule sees them: headings that have a word for errors in front of their codes speak of errors.
    pub(super) fn of_rule(mut self, rule: LeadRule, leads: &[&Text]) -> Self {
        let inside = rule == LeadRule::Inside;
        self.speaks_of_errors |= inside && leads.iter().all(|lead| roles::speaks_of_errors(lead));
        self
    }
}

/// The look of the leads of a group, as one rule reads them: how many are of each sort.
#[derive(Debug, Default)]
pub(super) struct LeadProfile {
    /// With a code or status.
    pub(super) keyed: usize,
    /// With a code that no prose contains.
    pub(super) strong: usize,
    /// With a status.
    pub(super) stated: usize,
    /// With a status and no code.
    pub(super) bare_statuses: usize,
    /// With a number as code and no status.
    pub(super) bare_numbers: usize,
    /// Statuses that are not in use, unless the heading speaks of HTTP and they are few.
    pub(super) strange: usize,
    /// Numbers that are statuses in use, taken for codes.
    pub(super) known: usize,
    /// Codes that are words of prose.
    pub(super) words: usize,
    /// Codes that are names of the members of bodies.
    pub(super) fields: usize,
    /// Codes that examples carry.
    pub(super) carried: usize,
    /// Codes that are written unlike those of the page's tables.
    pub(super) unlike: usize,
    /// Codes that were there before.
    pub(super) repeated: usize,
    /// Statuses without a code that were there before.
    pub(super) again: usize,
    /// Codes that may be the name of the status in front of them: `404 NotFound`.
    pub(super) named: usize,
    /// Codes that describe a failure.
    pub(super) failures: usize,
    /// Numbers of four digits or more whose texts describe a failure.
    pub(super) described: usize,
    /// Every lead can only be one of an error.
    pub(super) plain: bool,
    /// A lead has a data type.
    pub(super) typed: bool,
}

impl LeadProfile {
    pub(super) fn of(
        rule: LeadRule,
        openings: &[Opening],
        setting: LeadSetting<'_>,
    ) -> LeadProfile {
        let mut look = LeadProfile {
            plain: true,
            ..LeadProfile::default()
        };
        let (mut seen, mut stated) = (HashSet::new(), HashSet::new());
        for opening in openings {
            look.typed |= has_type(opening);
            if !opening.is_key() {
                continue;
            }
            look.keyed += 1;
            look.plain &= is_plain(opening);
            look.strong += usize::from(opening.strong);
            look.stated += usize::from(!opening.statuses.is_empty());
            let number = matches!(opening.codes[..], [(Code::Number(_), _)]);
            let bare = opening.codes.is_empty();
            look.bare_statuses += usize::from(bare);
            let mut statuses = opening.statuses.iter().map(|(status, _)| *status);
            look.again += usize::from(bare && !statuses.all(|status| stated.insert(status)));
            look.bare_numbers += usize::from(number && opening.statuses.is_empty());
            let strange = |(status, _): &&StatusAt| !http_status::is_known(*status);
            look.strange += opening.statuses.iter().filter(strange).count();
            // A status identifies the item, whatever is next to it.
            if rule == LeadRule::Usual && !opening.statuses.is_empty() {
                continue;
            }
            let behind = |at: usize| opening.statuses.iter().any(|(_, status)| *status < at);
            for (code, at) in &opening.codes {
                look.repeated += usize::from(!seen.insert(code));
                look.carried += usize::from(setting.examples.contains(code));
                let alone = rule != LeadRule::Usual && opening.statuses.is_empty();
                look.known += usize::from(alone && bodies::is_status(code));
                let text = code.to_string();
                let own = code_shape::letters(&text);
                look.unlike += usize::from(setting.letters.is_some_and(|letters| letters != own));
                look.failures += usize::from(roles::names_failure(&text));
                let described = opening.rest.as_deref().filter(|_| opening.is_long_number());
                look.described += usize::from(described.is_some_and(roles::names_failure));
                let named = code_shape::is_pascal(&text) || opening.has_status_name();
                look.named += usize::from(behind(*at) && named);
                look.words += usize::from(is_word(&text));
                look.fields += usize::from(code_shape::is_field_name(&text));
            }
        }
        // A vendor may have a few statuses of its own.
        if setting.speaks_of_http && look.strange * 4 <= look.stated {
            look.strange = 0;
        }
        look
    }
}

/// Returns `true` if a code is a word or a phrase as prose has them.
fn is_word(code: &str) -> bool {
    matches!(code_shape::of(code), Some(CodeShape::Word) | None)
}

/// Returns `true` if a lead can only be one of an error: it has a status, or a code that no prose contains.
fn is_plain(opening: &Opening) -> bool {
    let screaming =
        |code: &Code| matches!(code, Code::Text(text) if code_shape::is_screaming(text));
    let named = opening
        .name
        .as_deref()
        .is_some_and(code_shape::is_screaming);
    named || !opening.statuses.is_empty() || opening.codes.iter().any(|(code, _)| screaming(code))
}

/// Returns `true` if a data type follows the lead's keys, as in `key (string): the key` and `key {Object} …`.
pub(super) fn has_type(opening: &Opening) -> bool {
    let (name, text) = (opening.name.as_deref(), opening.rest.as_deref());
    let in_brackets = |text: &str| {
        let inside = text.trim_start_matches(['(', '{', '<', '[', ' ']);
        let word = inside.split(|c: char| !c.is_alphanumeric()).next();
        let typed = word.is_some_and(code_shape::is_data_type);
        typed && (inside.len() < text.len() || text.split_whitespace().count() <= 2)
    };
    name.into_iter().chain(text).any(in_brackets) || text.is_some_and(is_listed_type)
}

/// `string, max(9)`, `validators.id, optional`: a type, and what else the value has to be.
fn is_listed_type(text: &str) -> bool {
    let mut parts = text.split(". ").next().unwrap_or("").split(',');
    let first = parts.next().unwrap_or("").trim();
    let needed = |part: &str| {
        let word = part.split_whitespace().next();
        word.is_some_and(|word| matches!(word, "required" | "optional"))
    };
    let typed = code_shape::is_data_type(first) || parts.clone().any(needed);
    !first.contains(' ') && typed && parts.next().is_some()
}
