//! How the leads of a group are read: all of them by one rule, the one with the most evidence.
//!
//! A lead is the text with which a unit begins: a heading, a list's item, a term, a line. Each rule finds statuses,
//! codes and names in it; the group decides which rule is right.

use super::grid::Evidence;
use super::lead_profile::{LeadProfile, LeadSetting};
use super::lead_rules::{self, LeadRule};
use super::opening::Opening;
use crate::page::Code;
use crate::read::conventions::code_shape;
use crate::read::conventions::roles;
use crate::read::text::{MarkKind, Text};
use crate::reports::GridReport;

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
        // `Boat-12` is a code and no word with a number.
        if words.ends_with(char::is_alphanumeric) {
            return false;
        }
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
