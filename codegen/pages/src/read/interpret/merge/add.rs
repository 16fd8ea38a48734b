//! Adds one mention to the fact it is about.

use super::fold::{Lists, certainty, extend, fold, statuses, sure};
use super::{Key, Merge};
use crate::read::interpret::mention::{CodeAt, Mention, StatusAt};
use crate::read::page::{
    Certainty, CloseFact, Code, ErrorFact, Found, Identity, Source, StatusFact, TypeFact, Wording,
};
use crate::read::place::Lines;

impl Merge<'_> {
    pub(super) fn error_index(&mut self, code: &CodeAt, mention: &Mention) -> usize {
        if let Some(&at) = self.index.get(&Key::Error(code.0.clone())) {
            return at;
        }
        let fact = self.error(Some(code), mention);
        self.page.errors.push(fact);
        self.index
            .insert(Key::Error(code.0.clone()), self.page.errors.len() - 1);
        self.page.errors.len() - 1
    }

    pub(super) fn error(&self, code: Option<&CodeAt>, mention: &Mention) -> ErrorFact {
        let certainty = certainty(mention);
        ErrorFact {
            code: code.map(|(code, at)| Found {
                value: code.clone(),
                at: self.lines.at(*at),
                certainty: certainty.clone(),
            }),
            section: mention.section.clone(),
            ..ErrorFact::new(self.lines.at(mention.at), certainty)
        }
    }

    pub(super) fn add_to_error(&mut self, index: usize, mention: Mention) {
        let lines = &self.lines;
        let Some(error) = self.page.errors.get_mut(index) else {
            return;
        };
        add_identities(lines, error, &mention);
        add_statuses(lines, error, &mention);
        let facts = mention.facts;
        fold(
            lines,
            &mut error.name,
            &mut error.wordings,
            facts.name.as_ref(),
            None,
        );
        if let Some(text) = &facts.error_type
            && (error.error_type.is_none() || mention.source != Source::Section)
        {
            error.error_type = Some(sure(lines, text));
        }
        // A reference table describes an error best; what stands elsewhere is kept beside it.
        let tabled = mention.source == Source::Table && facts.description.is_some();
        if tabled && self.described_by_table.insert(index) {
            let earlier = error.description.take();
            error.wordings.extend(earlier.map(|text| Wording {
                text,
                source: Source::Section,
            }));
        }
        fold(
            lines,
            &mut error.description,
            &mut error.wordings,
            facts.description.as_ref(),
            Some(mention.source),
        );
        let mut lists = Lists {
            wordings: &mut error.wordings,
            causes: &mut error.causes,
            solutions: &mut error.solutions,
            limits: &mut error.limits,
            retry: &mut error.retry,
            bodies: &mut error.bodies,
        };
        lists.extend(lines, facts);
    }

    pub(super) fn add_type(&mut self, mention: Mention) {
        for (code, at) in &mention.codes {
            let name = code.to_string();
            let index = *self
                .index
                .entry(Key::Type(name.clone()))
                .or_insert_with(|| {
                    self.page.types.push(TypeFact {
                        name: Found {
                            value: name.clone(),
                            at: self.lines.at(*at),
                            certainty: certainty(&mention),
                        },
                        statuses: Vec::new(),
                        description: None,
                        wordings: Vec::new(),
                        section: mention.section.clone(),
                    });
                    self.page.types.len() - 1
                });
            let Some(fact) = self.page.types.get_mut(index) else {
                continue;
            };
            extend(
                &mut fact.statuses,
                statuses(&self.lines, &mention.statuses, None),
            );
            fold(
                &self.lines,
                &mut fact.description,
                &mut fact.wordings,
                mention.facts.description.as_ref(),
                Some(mention.source),
            );
        }
    }

    pub(super) fn add_status(&mut self, (status, at): StatusAt, mention: Mention) {
        let lines = &self.lines;
        let index = *self.index.entry(Key::Status(status)).or_insert_with(|| {
            let status = Found {
                value: status,
                at: lines.at(at),
                certainty: certainty(&mention),
            };
            self.page.statuses.push(StatusFact {
                section: mention.section.clone(),
                ..StatusFact::new(status)
            });
            self.page.statuses.len() - 1
        });
        let Some(fact) = self.page.statuses.get_mut(index) else {
            return;
        };
        let facts = mention.facts;
        fold(
            lines,
            &mut fact.name,
            &mut fact.wordings,
            facts.name.as_ref(),
            None,
        );
        fold(
            lines,
            &mut fact.description,
            &mut fact.wordings,
            facts.description.as_ref(),
            Some(mention.source),
        );
        if fact.action.is_none() {
            fact.action = facts.action.as_ref().map(|text| sure(lines, text));
        }
        let mut lists = Lists {
            wordings: &mut fact.wordings,
            causes: &mut fact.causes,
            solutions: &mut fact.solutions,
            limits: &mut fact.limits,
            retry: &mut fact.retry,
            bodies: &mut fact.bodies,
        };
        lists.extend(lines, facts);
    }

    pub(super) fn add_close(&mut self, mention: Mention) {
        for (code, at) in &mention.codes {
            let Code::Number(number) = code else { continue };
            let Ok(number) = u16::try_from(*number) else {
                continue;
            };
            let lines = &self.lines;
            let index = *self
                .index
                .entry(Key::Close(number, mention.section.clone()))
                .or_insert_with(|| {
                    self.page.close_codes.push(CloseFact {
                        code: Found {
                            value: number,
                            at: lines.at(*at),
                            certainty: certainty(&mention),
                        },
                        name: None,
                        description: None,
                        wordings: Vec::new(),
                        solutions: Vec::new(),
                        retry: Vec::new(),
                        section: mention.section.clone(),
                    });
                    self.page.close_codes.len() - 1
                });
            let Some(fact) = self.page.close_codes.get_mut(index) else {
                continue;
            };
            fold(
                lines,
                &mut fact.name,
                &mut fact.wordings,
                mention.facts.name.as_ref(),
                Some(mention.source),
            );
            fold(
                lines,
                &mut fact.description,
                &mut fact.wordings,
                mention.facts.description.as_ref(),
                Some(mention.source),
            );
            let mut nothing = (Vec::new(), Vec::new(), Vec::new());
            let mut lists = Lists {
                wordings: &mut fact.wordings,
                causes: &mut nothing.0,
                solutions: &mut fact.solutions,
                limits: &mut nothing.1,
                retry: &mut fact.retry,
                bodies: &mut nothing.2,
            };
            lists.extend(lines, mention.facts.clone());
        }
    }
}

/// Keeps the other codes under which the error is sent.
fn add_identities(lines: &Lines<'_>, error: &mut ErrorFact, mention: &Mention) {
    for alternative in &mention.alternatives {
        let (code, at) = &alternative.code;
        let own_statuses = alternative.statuses.as_ref().unwrap_or(&mention.statuses);
        let own = error.code.as_ref().is_some_and(|own| own.value == *code);
        if own || error.also.iter().any(|also| also.code.value == *code) {
            continue;
        }
        let code = Found {
            value: code.clone(),
            at: lines.at(*at),
            certainty: Certainty::Sure,
        };
        error.also.push(Identity {
            code,
            statuses: statuses(lines, own_statuses, None),
        });
    }
}

/// A status of its own replaces those that only a heading above gave.
fn add_statuses(lines: &Lines<'_>, error: &mut ErrorFact, mention: &Mention) {
    let guessed = error
        .statuses
        .iter()
        .all(|status| status.certainty != Certainty::Sure);
    let own = statuses(lines, &mention.statuses, None);
    if !own.is_empty() {
        if guessed {
            error.statuses.clear();
        }
        extend(&mut error.statuses, own);
    } else if guessed {
        let from_heading = Certainty::Unsure("the status of the heading it stands under".into());
        extend(
            &mut error.statuses,
            statuses(lines, &mention.section_statuses, Some(&from_heading)),
        );
    }
}
