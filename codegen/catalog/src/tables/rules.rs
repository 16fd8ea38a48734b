//! Builds the tables of sources and rules.

use api_error_catalog_core::Pattern as CorePattern;
use api_error_catalog_core::envelope::Field;
use api_error_catalog_core::rules::{CodeRule, Rule, Rules};
use api_error_catalog_core::source::{
    FieldPlace as CorePlace, FieldSource as CoreSource, HeaderPart as CorePart,
};

use super::TableMaker;
use crate::model::{
    CodeSet, Conditions, Error, FieldPlace, FieldSource, HeaderPart, Identity, Pattern, WireRules,
};

impl<'t> TableMaker<'t> {
    pub(super) fn sources(self) -> &'t [CoreSource<'t>] {
        let sources = self.catalog.sources.iter();
        self.list(sources.map(|source| self.source(source)))
    }

    fn source(self, source: &'t FieldSource) -> CoreSource<'t> {
        let is_named = |error: &Error| source.errors.contains(&error.key);
        let errors = (0..).zip(&self.catalog.errors);
        CoreSource {
            field: self.layout.field(&source.field),
            place: match &source.place {
                FieldPlace::Body => CorePlace::Body,
                FieldPlace::Header(name, part) => CorePlace::Header {
                    name,
                    part: match part {
                        HeaderPart::Whole => CorePart::Whole,
                        HeaderPart::Param(name) => CorePart::Param(name),
                        HeaderPart::Between(before, after) => CorePart::Between(before, after),
                    },
                },
                FieldPlace::Message(before, after) => CorePlace::Message { before, after },
                FieldPlace::Arg(name) => CorePlace::Arg(name),
            },
            form: source.form,
            errors: self.list(
                errors
                    .filter(|(_, error)| is_named(error))
                    .map(|(at, _)| at),
            ),
        }
    }

    /// Returns the further rules, if the catalog has any.
    pub(super) fn rules(self) -> Option<&'t Rules<'t>> {
        let own = &self.catalog.rules;
        let errors = (0..).zip(&self.catalog.errors);
        let with_rules = errors.filter(|(_, error)| error.has_conditions());
        let rules = with_rules.flat_map(|(at, error): (u16, &Error)| {
            error.identities().map(move |identity| (at, identity))
        });
        let (special, general): (Vec<_>, Vec<_>) = rules.partition(|(_, own)| is_special(own));
        let [subcode, retryable] = ["subcode", "retryable"].map(|name| {
            let is_used = self.layout.own_fields.iter().any(|own| own == name);
            if is_used {
                self.layout.field(name)
            } else {
                Field::NONE
            }
        });
        let is_used = *own != WireRules::default()
            || !special.is_empty()
            || !general.is_empty()
            || subcode != Field::NONE
            || retryable != Field::NONE;
        let rules = || Rules {
            special: self.list(special.into_iter().map(|(at, own)| self.rule(at, own))),
            general: self.list(general.into_iter().map(|(at, own)| self.rule(at, own))),
            code_forms: self.list(
                own.code_forms
                    .iter()
                    .map(|(before, after)| (before.as_str(), after.as_str())),
            ),
            ignore_case: own.ignore_case,
            subcode,
            retryable,
            success_errors: self.list(
                own.success_errors
                    .iter()
                    .filter_map(|shape| u8::try_from(*shape).ok()),
            ),
            success_codes: self.list(own.success_codes.iter().map(|code| self.pattern(code))),
            notation: own.notation,
        };
        is_used.then(|| &*self.arena.alloc(rules()))
    }

    fn rule(self, error: u16, identity: &'t Identity) -> Rule<'t> {
        let Identity {
            code,
            statuses,
            conditions,
        } = identity;
        let code = code.as_deref();
        let Some(conditions) = conditions.as_deref() else {
            return Rule {
                error,
                code: code.map_or(CodeRule::Missing, CodeRule::Exact),
                statuses,
                ..Rule::NONE
            };
        };
        let message = conditions.message.as_ref();
        Rule {
            error,
            code: self.code_rule(code, conditions),
            subcode: conditions.subcode.as_deref(),
            statuses,
            families: &conditions.families,
            error_type: conditions
                .error_type
                .as_ref()
                .map(|pattern| self.boxed_pattern(pattern)),
            message: message.map(|message| self.boxed_pattern(message)),
            fields: self.list(
                conditions
                    .fields
                    .iter()
                    .map(|(name, value)| (self.layout.field(name), self.boxed_pattern(value))),
            ),
            shape: u8::try_from(conditions.shape).unwrap_or_default(),
            empty_body: conditions.empty_body,
        }
    }

    fn code_rule(self, code: Option<&'t str>, conditions: &'t Conditions) -> CodeRule<'t> {
        match (code, &conditions.codes) {
            (Some(code), _) => CodeRule::Exact(code),
            (None, Some(CodeSet::Range(first, last))) => CodeRule::Range(*first, *last),
            (None, Some(CodeSet::Pattern(pattern))) => {
                CodeRule::Pattern(self.boxed_pattern(pattern))
            }
            (None, None) if is_more_specific(conditions) => CodeRule::Any,
            (None, None) => CodeRule::Missing,
        }
    }

    fn boxed_pattern(self, pattern: &'t Pattern) -> &'t CorePattern<'t> {
        self.arena.alloc(self.pattern(pattern))
    }
}

/// Returns `true` if the rule comes before those for codes and statuses.
fn is_special(identity: &Identity) -> bool {
    let conditions = identity.conditions.as_deref();
    identity.code.is_some() || conditions.is_some_and(|one| one.empty_body || is_more_specific(one))
}

/// Returns `true` for conditions on more than codes, statuses, types and shapes.
fn is_more_specific(conditions: &Conditions) -> bool {
    conditions.subcode.is_some() || conditions.message.is_some() || !conditions.fields.is_empty()
}
