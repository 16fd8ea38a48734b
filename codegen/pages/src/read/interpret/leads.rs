//! How the leads of a group are read: all of them by one rule, the one with the most evidence.
//!
//! A lead is the text with which a unit begins: a heading, a list's item, a term, a line. Each rule finds statuses,
//! codes and names in it; the group decides which rule is right.

use std::collections::HashSet;

use super::bodies;
use super::grid::Evidence;
use super::lead_rules::{self, LeadRule};
use super::mention::StatusAt;
use super::opening::Opening;
use crate::page::Code;
use crate::read::conventions::code_shape::{self, CodeShape, Letters};
use crate::read::conventions::http_status;
use crate::read::conventions::roles;
use crate::read::text::{MarkKind, Text};
use crate::reports::GridReport;

/// The surroundings of a group on the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct LeadSetting<'p> {
    pub(super) speaks_of_errors: bool,
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
    fn of_rule(mut self, rule: LeadRule, leads: &[&Text]) -> Self {
        let inside = rule == LeadRule::Inside;
        self.speaks_of_errors |= inside && leads.iter().all(|lead| roles::speaks_of_errors(lead));
        self
    }
}

/// The leads of a group as the best rule reads them.
#[derive(Debug)]
pub(super) struct Leads {
    pub(super) openings: Vec<Opening>,
    pub(super) rule: LeadRule,
    pub(super) score: f32,
    /// The rule with the next best score.
    next: Option<(LeadRule, f32)>,
}

/// The shape of the leads of a group. Two groups with the same shape contain the same kind of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct LeadShape {
    rule: LeadRule,
    marked: bool,
    separator: char,
}

impl Leads {
    /// Returns the shape that all leads have, if they have one.
    pub(super) fn shape(&self, leads: &[&Text]) -> Option<LeadShape> {
        let pairs = || {
            self.openings
                .iter()
                .zip(leads)
                .filter(|(opening, _)| !opening.codes.is_empty())
        };
        let shape = |(opening, lead): (&Opening, &&Text)| {
            let (code, _) = opening.codes.last()?;
            let code = code.to_string();
            let end = lead.find(&code)? + code.len();
            let rest = lead[end..].trim_start();
            Some(LeadShape {
                rule: self.rule,
                marked: lead.code_at(0).is_some(),
                separator: rest.chars().next().filter(|c| !c.is_alphanumeric())?,
            })
        };
        let first = pairs().next().and_then(shape)?;
        pairs()
            .all(|pair| shape(pair) == Some(first))
            .then_some(first)
    }

    /// Reads the leads that the rule leaves out: statuses between words, short numbers, and headings of one word.
    fn add_others(&mut self, leads: &[&Text], headings: bool) {
        let own = || self.openings.iter();
        let stated = own().any(|opening| !opening.statuses.is_empty());
        let codes: Vec<&Code> = own().flat_map(Opening::codes).collect();
        let numbers = codes.iter().all(|code| matches!(code, Code::Number(_)));
        let is_snake = |code: &&Code| code_shape::is_snake(&code.to_string());
        let snake = codes.iter().all(is_snake) && codes.len() * 4 >= leads.len() * 3;
        let pairs = self.openings.iter_mut().zip(leads);
        for (opening, lead) in pairs.filter(|(opening, _)| !opening.is_key()) {
            if self.rule == LeadRule::Words {
                let usual = Opening::by(LeadRule::Usual, lead, headings);
                *opening = Some(usual).filter(Opening::is_failure).unwrap_or_default();
            } else if numbers && !stated && !headings {
                *opening = Opening::by(LeadRule::Announced, lead, headings);
            } else if snake && headings && lead.bytes().all(|b| b.is_ascii_lowercase()) {
                *opening = Opening::of_word(lead);
            }
        }
    }

    /// If some leads have a status without a code, the names of statuses are not codes either: `404 NOT_FOUND` next to
    /// `401 Unauthorized`.
    fn settle_status_names(&mut self) {
        let stated = self.openings.iter_mut();
        let stated = stated.filter(|opening| !opening.statuses.is_empty());
        let (bare, mut coded): (Vec<_>, Vec<_>) =
            stated.partition(|opening| opening.codes.is_empty());
        if !bare.is_empty() && coded.iter().all(|opening| opening.has_status_name()) {
            for opening in &mut coded {
                opening.name_by_code();
            }
        }
    }

    /// Reports how the leads are read. `kind` is what they are, such as `headings`.
    pub(super) fn report(&self, kind: &str, at: usize) -> GridReport {
        let next = self
            .next
            .map(|(rule, score)| (rule.in_words().to_owned(), score));
        let chosen = (self.rule.in_words().to_owned(), self.score);
        GridReport {
            what: format!("{} {kind}", self.openings.len()),
            readings: std::iter::once(chosen).chain(next).collect(),
            reason: None,
            hint: None,
            span: at..at,
        }
    }

    /// Texts have names in front if most of them have. One text alone shows nothing.
    fn settle_names(&mut self) {
        let keyed = self.openings.iter().filter(|opening| opening.is_key());
        let split = keyed.clone().filter(|opening| opening.is_split());
        if split.count() * 2 <= keyed.count().max(2) {
            self.openings.iter_mut().for_each(Opening::unsplit);
        }
    }
}

/// Reads the leads of a group, or returns `None` if they do not begin with codes or statuses.
pub(super) fn read(leads: &[&Text], setting: LeadSetting<'_>) -> Option<Leads> {
    let families = leads
        .iter()
        .filter(|lead| lead_rules::names_family(lead))
        .count();
    let by = |rule: LeadRule, leads: &[&Text]| {
        let openings = leads.iter();
        let openings: Vec<Opening> = openings
            .map(|lead| Opening::by(rule, lead, setting.headings))
            .collect();
        let agreed = setting.agreed == Some(rule);
        let setting = setting.of_rule(rule, leads);
        let score = score(rule, &openings, families, setting, agreed)?;
        Some(Leads {
            openings,
            rule,
            score,
            next: None,
        })
    };
    let bare = without_announcement(leads);
    let bare = bare.iter().flat_map(|(words, bare)| {
        let bare: Vec<&Text> = bare.iter().collect();
        // Other words may number chapters, so that only long numbers are codes.
        let speaks = roles::speaks_of_errors(words);
        let rule = if speaks {
            LeadRule::Announced
        } else {
            LeadRule::Numbers
        };
        by(rule, &bare)
    });
    let readings = LeadRule::PLAIN
        .into_iter()
        .filter_map(|rule| by(rule, leads));
    let asked = inside_questions(leads);
    let asked = asked.and_then(|asked| by(LeadRule::Marked, &asked.iter().collect::<Vec<_>>()));
    let readings = readings.chain(bare).chain(asked);
    let best = readings.reduce(|best, other| {
        let (best, other) = if other.score > best.score {
            (other, best)
        } else {
            (best, other)
        };
        let next = [best.next, other.next, Some((other.rule, other.score))];
        let next = next
            .into_iter()
            .flatten()
            .max_by(|a, b| a.1.total_cmp(&b.1));
        Leads { next, ..best }
    });
    let mut best = best.filter(|leads| leads.score > 0.0)?;
    best.add_others(leads, setting.headings);
    best.settle_status_names();
    best.settle_names();
    Some(best)
}

/// Returns the words with which most leads begin, and the leads without them, if numbers follow: `Alert no. 12`.
fn without_announcement<'t>(leads: &[&'t Text]) -> Option<(&'t str, Vec<Text>)> {
    let first = leads.first()?;
    let announces = |length: &usize| {
        let words = &first[..*length];
        let announced = leads
            .iter()
            .filter(|lead| {
                let rest = lead.strip_prefix(words).unwrap_or_default();
                rest.starts_with(|c: char| c.is_ascii_digit() || c == '-')
            })
            .count();
        announced >= 2 && announced * 10 >= leads.len() * 6
    };
    let number = first.find(|c: char| c.is_ascii_digit())?;
    let start = number - usize::from(first[..number].ends_with('-'));
    let length = Some(start)
        .filter(|length| (1..=LONGEST_ANNOUNCEMENT).contains(length) && announces(length))?;
    let words = &first[..length];
    let bare = |lead: &&Text| lead.tail(if lead.starts_with(words) { length } else { 0 });
    Some((words, leads.iter().map(bare).collect()))
}

/// Returns the marked codes of leads, most of which ask for one in the same words: ``Why do I get `gone`?``
fn inside_questions(leads: &[&Text]) -> Option<Vec<Text>> {
    let code = |lead: &&Text| lead.marked(MarkKind::Code).next();
    let around = |lead: &&Text| {
        let code = code(lead)?;
        Some((
            lead.get(..code.start)?.to_owned(),
            lead.get(code.end..)?.to_owned(),
        ))
    };
    let asks =
        |(before, after): &(String, String)| !before.is_empty() && after.ends_with(['?', '？']);
    let words = around(leads.first()?).filter(asks);
    let alike = |lead: &&Text| around(lead) == words;
    let count = leads.iter().filter(|lead| alike(lead)).count();
    let most = words.is_some() && count >= 2 && count * 10 >= leads.len() * 6;
    let bare = |lead: &&Text| match code(lead).filter(|_| alike(lead)) {
        Some(code) => lead.slice(code),
        None => (*lead).clone(),
    };
    most.then(|| leads.iter().map(bare).collect())
}

/// Longer texts in front of a number are more than an announcement, in bytes.
const LONGEST_ANNOUNCEMENT: usize = 40;

/// Returns the evidence for a reading. `None` if too few leads are read at all.
fn score(
    rule: LeadRule,
    openings: &[Opening],
    families: usize,
    setting: LeadSetting<'_>,
    agreed: bool,
) -> Option<f32> {
    let look = LeadProfile::of(rule, openings, setting);
    let single = rule != LeadRule::Words && openings.len() == 1 && look.strong == 1;
    let enough = look.keyed >= 2 || look.keyed == 1 && (agreed || single);
    let leads = openings.len().saturating_sub(families).max(look.keyed);
    if !enough || look.keyed * 10 < leads * 6 {
        return None;
    }
    let share = |count: usize| count as f32 / look.keyed as f32;
    let yes = |condition: bool| f32::from(u8::from(condition));
    let examples = look.carried > 0 && look.carried * 3 > look.keyed;
    let failures = look.failures.max(look.described) * 2 > look.keyed && look.keyed >= 3;
    let spoken =
        setting.speaks_of_errors || examples || failures || look.plain && rule == LeadRule::Usual;
    let marked = rule == LeadRule::Marked;
    let prose = look.words * 2 > look.keyed && !marked && !examples;
    let coverage = look.keyed as f32 / leads as f32;
    Some(Evidence::sum(&[
        (Evidence::LeadBar, 1.0),
        (Evidence::LeadCoverage, coverage),
        (Evidence::LeadAgreement, yes(agreed)),
        (Evidence::LeadStrong, share(look.strong)),
        (Evidence::LeadExamples, yes(examples)),
        (
            Evidence::LeadStatuses,
            share(look.stated.saturating_sub(look.strange)),
        ),
        (
            Evidence::LeadMixed,
            yes(look.bare_statuses > 0 && look.bare_numbers > 0),
        ),
        (Evidence::LeadStrangeStatus, share(look.strange)),
        (Evidence::LeadStatusAsCode, share(look.known)),
        (Evidence::LeadRepeats, share(look.repeated)),
        (Evidence::LeadStatusRepeats, share(look.again)),
        (Evidence::LeadFailures, share(look.failures)),
        (Evidence::LeadLetters, share(look.unlike)),
        (Evidence::LeadStatusNames, share(look.named)),
        (Evidence::LeadMarkedOnly, yes(marked)),
        (Evidence::LeadMarkedWords, yes(marked) * share(look.words)),
        (Evidence::LeadNumbersOnly, yes(rule == LeadRule::Numbers)),
        (Evidence::LeadWordsOnly, yes(rule == LeadRule::Words)),
        (Evidence::LeadInside, yes(rule == LeadRule::Inside)),
        (Evidence::LeadProse, yes(prose)),
        (Evidence::LeadTyped, yes(look.typed)),
        (Evidence::FieldNames, -yes(look.fields * 3 > look.keyed)),
        (
            Evidence::OtherHeading,
            -yes(setting.names_other_things && !(failures && setting.speaks_of_errors)),
        ),
        (Evidence::SilentPage, -yes(!spoken)),
    ]))
}

/// The look of the leads of a group, as one rule reads them: how many are of each sort.
#[derive(Debug, Default)]
struct LeadProfile {
    /// With a code or status.
    keyed: usize,
    /// With a code that no prose contains.
    strong: usize,
    /// With a status.
    stated: usize,
    /// With a status and no code.
    bare_statuses: usize,
    /// With a number as code and no status.
    bare_numbers: usize,
    /// Statuses that are not in use.
    strange: usize,
    /// Numbers that are statuses in use, taken for codes.
    known: usize,
    /// Codes that are words of prose.
    words: usize,
    /// Codes that are names of the members of bodies.
    fields: usize,
    /// Codes that examples carry.
    carried: usize,
    /// Codes that are written unlike those of the page's tables.
    unlike: usize,
    /// Codes that were there before.
    repeated: usize,
    /// Statuses without a code that were there before.
    again: usize,
    /// Codes that may be the name of the status in front of them: `404 NotFound`.
    named: usize,
    /// Codes that describe a failure.
    failures: usize,
    /// Numbers of four digits or more whose texts describe a failure.
    described: usize,
    /// Every lead can only be one of an error.
    plain: bool,
    /// A lead has a data type.
    typed: bool,
}

impl LeadProfile {
    fn of(rule: LeadRule, openings: &[Opening], setting: LeadSetting<'_>) -> LeadProfile {
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
