//! Errors that are all identified differently.

use std::collections::BTreeSet;
use std::time::Duration;

use api_error_catalog_core::table::{CodeType, RetryField, RetryNumber};
use api_error_catalog_core::{Category, RetryAdvice, RetryStrategy};
use api_error_catalog_model::model::{
    Conditions, Erratum, Error, Identity, Limit, Pattern, Piece, Shape, Type, ValueType,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::reading::erratum;
use super::{category, details, rules, statuses, texts};

/// The properties of an error, before it is made different from the others.
#[derive(Clone, Debug)]
struct Raw {
    code: String,
    number: i64,
    statuses: Vec<u16>,
    second: Option<(String, i64, Vec<u16>)>,
    ty: Option<Index>,
    label: Option<String>,
    shape: Index,
    identified_by_message: bool,
    seen: Option<String>,
    conditions: Option<Conditions>,
    rest: Error,
}

/// Errors of a catalog with these shapes and types, in the order in which a file lists them.
pub(super) fn errors(
    code_type: CodeType,
    shapes: &[Shape],
    types: &[Type],
    with_rules: bool,
) -> BoxedStrategy<Vec<Error>> {
    let (shapes, types) = (shapes.to_vec(), types.to_vec());
    prop::collection::vec(raw(code_type, &shapes, with_rules), 0..7)
        .prop_map(move |raws| {
            let mut made = Made {
                code_type,
                shapes: &shapes,
                types: &types,
                codes: BTreeSet::new(),
                names: BTreeSet::new(),
            };
            let mut errors: Vec<Error> =
                raws.into_iter().filter_map(|raw| made.error(raw)).collect();
            let group = |error: &Error| {
                types
                    .iter()
                    .position(|ty| Some(&ty.name) == error.error_type.as_ref())
                    .unwrap_or(types.len())
            };
            errors.sort_by_key(|error| {
                (
                    error.seen.is_some(),
                    if error.seen.is_some() {
                        0
                    } else {
                        group(error)
                    },
                )
            });
            errors
        })
        .boxed()
}

fn raw(code_type: CodeType, shapes: &[Shape], with_rules: bool) -> BoxedStrategy<Raw> {
    let conditions = match with_rules {
        true => rules::conditions(code_type, shapes),
        false => Just(None).boxed(),
    };
    let second = prop::option::weighted(0.2, (texts::wire_name(), any::<i64>(), statuses()));
    let looks = (
        texts::wire_name(),
        number(),
        statuses(),
        second,
        any::<Option<Index>>(),
        texts::maybe(),
    );
    let more = (
        any::<Index>(),
        prop::bool::weighted(0.3),
        prop::option::weighted(0.15, evidence()),
        prop_oneof![2 => Just(None), 1 => conditions],
        rest(),
    );
    (looks, more)
        .prop_map(
            |(
                (code, number, statuses, second, ty, label),
                (shape, identified_by_message, seen, conditions, rest),
            )| Raw {
                code,
                number,
                statuses,
                second,
                ty,
                label,
                shape,
                identified_by_message,
                seen,
                conditions,
                rest,
            },
        )
        .boxed()
}

fn number() -> BoxedStrategy<i64> {
    prop_oneof![3 => 0..100_000i64, 1 => any::<i64>(), 1 => -2000..0i64].boxed()
}

fn evidence() -> BoxedStrategy<String> {
    texts::text()
        .prop_map(|text| {
            if text.trim().is_empty() {
                "acme/acme#1".to_owned()
            } else {
                text
            }
        })
        .boxed()
}

/// The properties of an error that do not identify it.
fn rest() -> BoxedStrategy<Error> {
    let words = (
        texts::text(),
        texts::texts(),
        texts::texts(),
        texts::maybe(),
        texts::maybe(),
        texts::texts(),
        texts::maybe(),
    );
    let parts = (
        limits(),
        details::details(),
        prop::option::of(pattern()),
        category(),
        retry(),
        prop::collection::vec(erratum(), 0..2),
    );
    (words, parts, prop::collection::vec("[a-z]{3,6}_old", 0..2))
        .prop_map(
            |(
                (description, causes, solutions, user_message, exception, links, deprecated),
                parts,
                renamed_from,
            )| {
                let (limits, details, message, category, retry, errata): (
                    _,
                    _,
                    _,
                    Category,
                    Option<RetryAdvice>,
                    Vec<Erratum>,
                ) = parts;
                Error {
                    key: String::new(),
                    name: String::new(),
                    own: Identity::default(),
                    also: Vec::new(),
                    error_type: None,
                    shape: 0,
                    message,
                    identified_by_message: false,
                    description: description.trim().to_owned(),
                    causes,
                    solutions,
                    user_message,
                    exception,
                    limits,
                    details,
                    category,
                    retry,
                    examples: Vec::new(),
                    errata,
                    links,
                    deprecated,
                    renamed_from,
                    seen: None,
                }
            },
        )
        .boxed()
}

/// What of the catalog is taken already.
struct Made<'c> {
    code_type: CodeType,
    shapes: &'c [Shape],
    types: &'c [Type],
    codes: BTreeSet<(Option<String>, Option<u16>)>,
    names: BTreeSet<String>,
}

impl Made<'_> {
    /// Returns the error, unless it could not be distinguished from another.
    fn error(&mut self, raw: Raw) -> Option<Error> {
        let mut error = raw.rest;
        error.seen = raw.seen;
        error.error_type = match raw.ty {
            Some(at) if !self.types.is_empty() => Some(at.get(self.types).name.clone()),
            _ if self.types.is_empty() => raw.label,
            _ => None,
        };
        error.shape = self.shape(raw.shape);
        let statuses = self.or_of_type(raw.statuses, &error);
        let mut conditions = raw.conditions;
        if let Some(conditions) = &mut conditions {
            // An error without a body has neither a message nor details.
            conditions.empty_body &= error.details.is_empty() && error.message.is_none();
        }
        let conditions = conditions.filter(|own| *own != Conditions::default());
        let has_codes = |conditions: &Conditions| conditions.codes.is_some();
        let has_codes = conditions.as_ref().is_some_and(has_codes);
        error.own = Identity {
            code: self.code(raw.code, raw.number).filter(|_| !has_codes),
            statuses,
            conditions: conditions.map(Box::new),
        };
        let has_conditions = error.own.conditions.is_some();
        // A message that identifies the error is also the one that it documents, unless it documents another.
        let identifying = error.own.conditions.as_ref();
        let identifying = identifying.and_then(|conditions| conditions.message.clone());
        error.message = error.message.or(identifying);
        let told_by = raw.identified_by_message && error.message.is_some() && !has_conditions;
        let socket = self
            .shapes
            .iter()
            .position(|shape| shape.websocket && shape.template.has("message"));
        if let Some(socket) = socket.filter(|_| self.code_type == CodeType::None && told_by) {
            (error.identified_by_message, error.shape) = (true, socket);
        }
        if !self.claim(&error.own) {
            return None;
        }
        if let (Some((code, number, statuses)), false) =
            (raw.second, self.code_type == CodeType::None)
        {
            let also = Identity {
                code: self.code(code, number),
                statuses,
                conditions: None,
            };
            if self.claim(&also) {
                error.also.push(also);
            }
        }
        self.name(&mut error);
        Some(error)
    }

    /// One of those that are written.
    fn shape(&self, at: Index) -> usize {
        let written: Vec<usize> = (0..self.shapes.len())
            .filter(|at| self.shapes[*at].written)
            .collect();
        *at.get(&written)
    }

    fn code(&self, text: String, number: i64) -> Option<String> {
        match self.code_type {
            CodeType::String => Some(text).filter(|text| !text.is_empty() && text != "<<"),
            CodeType::Integer => Some(number.to_string()),
            CodeType::None => None,
        }
    }

    /// An error of a listed type that names no status has the type's.
    fn or_of_type(&self, statuses: Vec<u16>, error: &Error) -> Vec<u16> {
        let grouped = error.seen.is_none();
        let group = self
            .types
            .iter()
            .find(|ty| Some(&ty.name) == error.error_type.as_ref());
        match group {
            Some(ty) if statuses.is_empty() && grouped => ty.statuses.clone(),
            _ => statuses,
        }
    }

    /// Whether nothing else looks like this yet. Codes are kept apart altogether, but for a status.
    fn claim(&mut self, identity: &Identity) -> bool {
        let any = [None];
        let each: Vec<Option<u16>> = identity.statuses.iter().copied().map(Some).collect();
        let looks = if each.is_empty() {
            any.as_slice()
        } else {
            &each
        };
        let looks: Vec<_> = looks
            .iter()
            .map(|status| (identity.code.clone(), *status))
            .collect();
        let free = self.code_type == CodeType::None
            || identity.code.is_some()
            || identity.conditions.is_some();
        let alone = |code: &Option<String>| !self.codes.contains(&(code.clone(), None));
        if !free
            || looks
                .iter()
                .any(|look| self.codes.contains(look) || !alone(&look.0))
        {
            return false;
        }
        if identity.statuses.is_empty() && self.codes.iter().any(|(code, _)| *code == identity.code)
        {
            return false;
        }
        self.codes.extend(looks);
        true
    }

    /// Chooses a key and a variant that no other error has. If the key gives no variant, the file must name one.
    fn name(&mut self, error: &mut Error) {
        let wish = error
            .own
            .code
            .clone()
            .filter(|_| self.code_type == CodeType::String);
        let from_key = wish
            .as_deref()
            .and_then(texts::variant)
            .filter(|name| !self.names.contains(name));
        error.name = from_key.unwrap_or_else(|| format!("Made{}", self.names.len()));
        self.names.insert(error.name.clone());
        error.key = wish
            .filter(|key| !self.names.contains(&format!("key {key}")))
            .unwrap_or_else(|| error.name.clone());
        self.names.insert(format!("key {}", error.key));
    }
}

fn limits() -> BoxedStrategy<Vec<Limit>> {
    let one = (
        texts::wire_name(),
        prop::collection::vec(prop::option::of(texts::wire_name()), 0..3),
        any::<u64>(),
    );
    prop::collection::vec(one, 0..3)
        .prop_map(|all| {
            let mut limits: Vec<Limit> = Vec::new();
            for (name, plans, value) in all {
                let known = limits.iter().any(|limit| limit.name == name) || name == "<<";
                let mut plans: Vec<String> = plans
                    .into_iter()
                    .flatten()
                    .filter(|plan| plan != "<<")
                    .collect();
                plans.sort();
                plans.dedup();
                if plans.is_empty() && !known {
                    limits.push(Limit {
                        name,
                        plan: None,
                        value,
                    });
                } else if !known {
                    limits.extend(plans.into_iter().map(|plan| Limit {
                        name: name.clone(),
                        plan: Some(plan),
                        value,
                    }));
                }
            }
            limits
        })
        .boxed()
}

/// Text and parameters, never two parameters side by side.
fn pattern() -> BoxedStrategy<Pattern> {
    let ty = select(vec![
        ValueType::String,
        ValueType::Integer,
        ValueType::Number,
        ValueType::Decimal,
    ]);
    let name = texts::field_name().prop_filter("a word", |name| {
        !name.contains("__") && !name.starts_with('_')
    });
    let parameter = (
        prop_oneof![4 => name, 1 => Just("_".to_owned())],
        ty,
        texts::text(),
    );
    (texts::text(), prop::collection::vec(parameter, 0..4))
        .prop_map(|(first, parameters)| {
            let mut pieces: Vec<Piece> = Vec::new();
            let mut names = BTreeSet::new();
            pieces.extend((!first.is_empty()).then_some(Piece::Text(first)));
            for (name, ty, behind) in parameters {
                if (name == "_" || names.insert(name.clone()))
                    && !matches!(pieces.last(), Some(Piece::Parameter(..)))
                {
                    pieces.push(Piece::Parameter(name, ty));
                    pieces.extend((!behind.is_empty()).then_some(Piece::Text(behind)));
                }
            }
            Pattern {
                text: pattern_text(&pieces),
                pieces,
            }
        })
        .boxed()
}

/// A pattern as a catalog has it.
fn pattern_text(pieces: &[Piece]) -> String {
    let written = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.replace('{', "{{").replace('}', "}}"),
        Piece::Parameter(name, ValueType::String) => format!("{{{name}}}"),
        Piece::Parameter(name, ty) => format!("{{{name}:{}}}", ty.as_str()),
    });
    written.collect()
}

pub(super) fn retry() -> BoxedStrategy<Option<RetryAdvice>> {
    let advice = (
        select(RetryStrategy::ALL.to_vec()),
        any::<bool>(),
        RetryNumber::ALL.map(|_| prop::option::weighted(0.4, any::<u32>())),
    );
    let advice = advice.prop_map(|(strategy, assumed, seeds)| {
        let mut advice = RetryAdvice::new(strategy);
        advice.assumed = assumed;
        let numbers = RetryNumber::ALL.into_iter().zip(seeds);
        for (number, seed) in numbers.filter(|_| strategy != RetryStrategy::Never) {
            set_number(&mut advice, number.field, seed);
        }
        advice
    });
    prop::option::of(advice).boxed()
}

/// Sets a number to one that follows from a seed; the smallest and the largest among them.
fn set_number(advice: &mut RetryAdvice, field: RetryField, seed: Option<u32>) {
    let eighths = |seed: u32| (seed % 7993 + 8) as f32 / 8.0;
    let milliseconds = |seed: u32| match seed % 4 {
        0 => u64::MAX,
        1 => u64::from(seed % 1000) * 1000,
        _ => u64::from(seed % 100_000),
    };
    match field {
        RetryField::Count(field) => *field(advice) = seed.map(|seed| seed.max(1)),
        RetryField::Delay(field) => {
            *field(advice) = seed.map(milliseconds).map(Duration::from_millis);
        }
        RetryField::Factor(field) => *field(advice) = seed.map(eighths),
    }
}
