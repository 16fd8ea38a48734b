//! One entry of the file → one error of the catalog.

use std::time::Duration;

use api_error_catalog_core::table::CodeForm;
use api_error_catalog_core::{Class, RetryWhen};

use super::{Lower, levels, texts};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Detail, Error, Example, Identity, Limit, Pattern, Retry, ValueType};
use crate::text::file::{self, CodeText, DetailType, ErrorEntry, File, TypeEntry, When};
use crate::text::source::Span;
use crate::text::yaml::{Field, Map, OneOrMany};

/// The most members of an error's `details`.
const MAX_DETAILS: usize = 256;

/// An entry and where it stands.
pub(crate) struct Entry<'f> {
    pub(super) key: &'f str,
    pub(crate) key_span: &'f Span,
    pub(crate) entry: &'f ErrorEntry,
    /// The type it stands under.
    pub(crate) group: Option<(&'f str, &'f TypeEntry)>,
    observed: bool,
}

impl Entry<'_> {
    /// Whether it says how it looks in other ways than by its key.
    pub(super) fn has_when(&self) -> bool {
        !self.entry.when.is_absent()
    }
}

/// All entries: those of the types, those without, those observed; in the order of the catalog's errors.
pub(crate) fn collect(file: &File) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    for (_, name, group) in file.types.get().iter().flat_map(|map| map.entries()) {
        if let Some(group) = group.get() {
            add(
                &mut entries,
                &group.errors,
                Some((name.as_str(), group)),
                false,
            );
        }
    }
    add(&mut entries, &file.errors, None, false);
    add(&mut entries, &file.observed, None, true);
    entries
}

fn add<'f>(
    entries: &mut Vec<Entry<'f>>,
    map: &'f Field<Map<String, ErrorEntry>>,
    group: Option<(&'f str, &'f TypeEntry)>,
    observed: bool,
) {
    for (key_span, key, entry) in map.get().into_iter().flat_map(|map| map.entries()) {
        if let Some(entry) = entry.get() {
            entries.push(Entry {
                key,
                key_span,
                entry,
                group,
                observed,
            });
        }
    }
}

/// How an error looks, out of `when` or of the short keys.
#[derive(Default)]
struct Looks {
    identities: Vec<Identity>,
    type_name: Option<String>,
    shape: usize,
    told_by: Option<Pattern>,
}

impl Lower<'_> {
    pub(super) fn error(&mut self, place: &Entry<'_>) -> Error {
        let entry = place.entry;
        let looks = self.looks(place);
        if looks
            .identities
            .iter()
            .any(|identity| identity.code.as_deref() == Some(""))
        {
            let fault = Diagnostic::new(
                Code::CodeForm,
                place.key_span.clone(),
                "a code that is empty tells no error",
            );
            self.faults
                .push(fault.help("say how else it is told: `when: { status: …, shape: … }`"));
        }
        let mut identities = looks.identities.into_iter();
        let own = identities.next().unwrap_or_default();
        let message = self.pattern(&entry.message);
        let class = self.class_of(place, &own);
        let retry = self.retry(&entry.retry, false);
        let judged = entry
            .judged
            .get()
            .and_then(|judged| self.retry(&judged.retry, true));
        self.check_evidence(place);
        levels(&entry.lints, &mut self.faults);
        Error {
            name: self.variant_name(place, &entry.rust_name),
            key: place.key.to_owned(),
            also: identities.collect(),
            own,
            type_name: looks.type_name,
            shape: looks.shape,
            told_by_message: looks.told_by.is_some(),
            message: message.or(looks.told_by),
            description: self
                .needed(&entry.description, "description", place.key_span)
                .trim()
                .to_owned(),
            causes: texts(&entry.causes),
            solutions: texts(&entry.solutions),
            user_message: entry.user_message.get().cloned(),
            exception: entry.exception.get().cloned(),
            limits: limits(&entry.limits),
            details: self.details(&entry.details),
            class,
            retry: retry.or(judged),
            examples: self.examples(entry),
            quirks: entry
                .quirk
                .get()
                .map(|OneOrMany(list)| self.quirks(list))
                .unwrap_or_default(),
            links: texts(&entry.links),
            deprecated: entry.deprecated.get().cloned(),
            renamed_from: self.former_codes(&entry.renamed_from),
            seen: entry.seen.get().cloned(),
        }
    }

    fn looks(&mut self, place: &Entry<'_>) -> Looks {
        let entry = place.entry;
        let group_type = place.group.map(|(name, _)| name.to_owned());
        let own_type = self.type_of(&entry.type_name);
        let mut looks = Looks {
            type_name: own_type.or(group_type),
            shape: self.shape_named(&entry.shape),
            ..Looks::default()
        };
        match entry.when.get() {
            Some(OneOrMany(list)) => {
                for (span, when) in list.iter().filter_map(Field::given) {
                    self.look(&mut looks, span, when);
                }
                for (span, key) in [(entry.code.span(), "code"), (entry.status.span(), "status")] {
                    if let Some(span) = span {
                        let fault = Diagnostic::new(
                            Code::SaidTwice,
                            span.clone(),
                            format!("`{key}` beside `when` says it twice"),
                        );
                        let when = entry.when.span().cloned().unwrap_or_default();
                        let fault = fault.label("not read").other(when, "how the error looks");
                        let note = "where there is a `when`, it alone says how the error looks";
                        self.faults.push(
                            fault
                                .note(note)
                                .help(format!("move it into `when`: `when: {{ {key}: … }}`")),
                        );
                    }
                }
            }
            None => {
                let own = (self.code_form == CodeForm::Text).then(|| place.key.to_owned());
                let code = self.code_text(&entry.code).or(own);
                if code.is_none()
                    && self.code_form == CodeForm::Integer
                    && entry.code.is_absent()
                    && entry.when.is_absent()
                {
                    let fault = Diagnostic::new(
                        Code::NoCode,
                        place.key_span.clone(),
                        "this error has no code",
                    )
                    .label("without `code`");
                    let note = "with `code: integer` the key is a name and not the code";
                    self.faults.push(
                        fault
                            .note(note)
                            .help("add `code: …`, or `when: …` for how else it is told"),
                    );
                }
                looks.identities.push(Identity {
                    code,
                    statuses: self.status_list(&entry.status),
                });
            }
        }
        if let (Some((_, group)), Some(own)) = (place.group, looks.identities.first_mut()) {
            if own.statuses.is_empty() {
                own.statuses = self.status_list(&group.status);
            }
        }
        looks
    }

    fn look(&mut self, looks: &mut Looks, span: &Span, when: &When) {
        let code = self.code_text(&when.code);
        if !looks.identities.is_empty()
            && (code.is_none() || looks.identities.iter().any(|known| known.code.is_none()))
        {
            let fault = Diagnostic::new(
                Code::CodelessTwice,
                span.clone(),
                "an error without a code is told in one way only",
            );
            let fault = fault.label("a further way");
            self.faults.push(
                fault.help("list its statuses in one `status: [ … ]`, or make two errors of it"),
            );
        }
        looks.identities.push(Identity {
            code,
            statuses: self.status_list(&when.status),
        });
        if let Some(name) = self.type_of(&when.type_name) {
            looks.type_name = Some(name);
        }
        if !when.shape.is_absent() {
            looks.shape = self.shape_named(&when.shape);
        }
        if let Some((span, _)) = when.websocket.given() {
            looks.told_by = self.pattern(&when.websocket);
            match self.shapes.iter().position(|shape| shape.websocket) {
                Some(shape) => looks.shape = shape,
                None => {
                    let message = "the catalog does not say how a WebSocket's errors look";
                    let fault = Diagnostic::new(Code::NoWebSocket, span.clone(), message)
                        .label("told by a message");
                    self.faults.push(
                        fault.help(r#"add `websocket: '{"message": "$message"}'` at the top"#),
                    );
                }
            }
        }
    }

    /// A label; where the catalog lists types, one of them.
    fn type_of(&mut self, field: &Field<String>) -> Option<String> {
        let (span, name) = field.given()?;
        if !self.types.is_empty() {
            let known: Vec<(String, ())> =
                self.types.iter().map(|known| (known.clone(), ())).collect();
            let known: Vec<(&str, ())> = known
                .iter()
                .map(|(known, ())| (known.as_str(), ()))
                .collect();
            self.named(
                (Code::UnknownType, "type of this catalog"),
                span,
                name,
                &known,
            );
        }
        Some(name.clone())
    }

    fn code_text(&mut self, field: &Field<CodeText>) -> Option<String> {
        let (span, code) = field.given()?;
        match (code, self.code_form) {
            (CodeText::Text(text), CodeForm::Text) => return Some(text.clone()),
            (CodeText::Number(number), CodeForm::Integer) => return Some(number.to_string()),
            (CodeText::Number(number), CodeForm::Text) => {
                let fault = Diagnostic::new(
                    Code::CodeForm,
                    span.clone(),
                    "codes are texts here, not numbers",
                )
                .label("a number");
                self.faults
                    .push(fault.help(format!("write `'{number}'`, or `code: integer` at the top")));
            }
            (CodeText::Text(text), CodeForm::Integer) => {
                let fault = Diagnostic::new(
                    Code::CodeForm,
                    span.clone(),
                    format!("codes are numbers here, and `{text}` is none"),
                );
                let fault = fault.label("a text");
                self.faults
                    .push(fault.help("leave out the quotes, or write `code: string` at the top"));
            }
            (_, CodeForm::None) => {
                let fault = Diagnostic::new(
                    Code::CodeForm,
                    span.clone(),
                    "this catalog has `code: none`",
                )
                .label("a code");
                self.faults
                    .push(fault.help("leave the code out, or say at the top what codes are"));
            }
        }
        None
    }

    fn pattern(&mut self, field: &Field<String>) -> Option<Pattern> {
        let (span, text) = field.given()?;
        Pattern::parse(text)
            .map_err(|broken| self.tell_broken("the message", span, text, broken))
            .ok()
    }

    /// The class: said of the error, said of its type, or what the first status suggests.
    fn class_of(&mut self, place: &Entry<'_>, own: &Identity) -> Class {
        let entry = place.entry;
        let judged = entry
            .judged
            .get()
            .and_then(|judged| self.class(&judged.class));
        let said = self.class(&entry.class).or(judged);
        let of_group = place.group.and_then(|(_, group)| {
            let judged = group
                .judged
                .get()
                .and_then(|judged| self.class(&judged.class));
            self.class(&group.class).or(judged)
        });
        let by_status = || {
            own.statuses
                .first()
                .map_or(Class::Unknown, |status| Class::of_status(*status))
        };
        said.or(of_group).unwrap_or_else(by_status)
    }

    fn retry(&mut self, field: &Field<file::Retry>, judged: bool) -> Option<Retry> {
        let (span, retry) = field.given()?;
        let name = self.needed(&retry.when, "when", span);
        retry.when.get()?;
        let known: Vec<(&str, RetryWhen)> = RetryWhen::ALL
            .iter()
            .map(|when| (when.as_str(), *when))
            .collect();
        let when = self.named(
            (Code::UnknownWord, "retry advice"),
            retry.when.span().unwrap_or(span),
            &name,
            &known,
        )?;
        Some(Retry {
            when,
            attempts: retry.attempts.get().copied(),
            base: self.duration(&retry.base),
            factor: self.factor(&retry.factor),
            delay: self.duration(&retry.delay),
            judged,
        })
    }

    /// What delays are multiplied by: a number that lets none of them shrink or overflow at once.
    fn factor(&mut self, field: &Field<f32>) -> Option<f32> {
        let (span, factor) = field.given()?;
        let sound = (1.0..=1000.0).contains(factor);
        if !sound {
            let fault = Diagnostic::new(
                Code::WrongValue,
                span.clone(),
                format!("delays cannot grow by {factor}"),
            );
            self.faults
                .push(fault.help("write a number from 1 to 1000, such as `2`"));
        }
        sound.then_some(*factor)
    }

    fn duration(&mut self, field: &Field<String>) -> Option<Duration> {
        let (span, text) = field.given()?;
        let split = text
            .find(|next: char| !next.is_ascii_digit())
            .unwrap_or(text.len());
        let (number, unit) = text.split_at(split);
        let unit = match unit.trim() {
            "ms" => Some(1),
            "s" => Some(1_000),
            "m" => Some(60_000),
            "h" => Some(3_600_000),
            _ => None,
        };
        let ms = number
            .parse::<u64>()
            .ok()
            .zip(unit)
            .and_then(|(number, unit)| number.checked_mul(unit));
        if ms.is_none() {
            let fault = Diagnostic::new(
                Code::Duration,
                span.clone(),
                format!("`{text}` is no length of time"),
            )
            .label("no length of time");
            self.faults
                .push(fault.help("write a whole number and `ms`, `s`, `m` or `h`, such as `60s`"));
        }
        ms.map(Duration::from_millis)
    }

    fn details(&mut self, field: &Field<Map<String, DetailType>>) -> Vec<Detail> {
        let mut details: Vec<(Detail, &Span)> = Vec::new();
        for (key_span, key, ty) in field.get().into_iter().flat_map(Map::entries) {
            if details.len() == MAX_DETAILS {
                let message = format!("at most {MAX_DETAILS} members of `details` are read");
                self.faults
                    .push(Diagnostic::new(Code::WrongValue, key_span.clone(), message));
                break;
            }
            let Some((span, ty)) = ty.given() else {
                continue;
            };
            let (key, optional) = key
                .strip_suffix('?')
                .map_or((key.as_str(), false), |name| (name, true));
            let rust_name = self.field_name(key_span, key, &details);
            let (name, list) = match ty {
                DetailType::One(name) => (Some(name), false),
                DetailType::ListOf(names) => (
                    names
                        .first()
                        .and_then(Field::get)
                        .filter(|_| names.len() == 1),
                    true,
                ),
            };
            let Some(name) = name else {
                let fault = Diagnostic::new(Code::ListType, span.clone(), "a list has one type")
                    .label("none, or several");
                let note = "all items of a list have the type that stands between the brackets";
                self.faults.push(
                    fault
                        .note(note)
                        .help("write `[string]`, or `[any]` where they differ"),
                );
                continue;
            };
            if let Some(ty) = self.named((Code::UnknownWord, "type"), span, name, &ValueType::NAMES)
            {
                details.push((
                    Detail {
                        name: key.to_owned(),
                        field: rust_name,
                        optional,
                        ty,
                        list,
                    },
                    key_span,
                ));
            }
        }
        details.into_iter().map(|(detail, _)| detail).collect()
    }

    fn examples(&mut self, entry: &ErrorEntry) -> Vec<Example> {
        let mut examples = Vec::new();
        for (span, example) in entry
            .examples
            .get()
            .into_iter()
            .flatten()
            .filter_map(Field::given)
        {
            let body = self.needed(&example.body, "body", span);
            examples.push(Example {
                status: example.status.get().copied(),
                body,
            });
        }
        examples
    }

    fn check_evidence(&mut self, place: &Entry<'_>) {
        let seen = &place.entry.seen;
        if place.observed
            && seen.get().is_none_or(|seen| seen.trim().is_empty())
            && !matches!(seen, Field::Bad(_))
        {
            let fault = Diagnostic::new(
                Code::Evidence,
                place.key_span.clone(),
                "an observed error needs evidence",
            );
            let note = "no page documents it, so nobody could say later whether it is real";
            self.faults.push(
                fault
                    .label("on no page")
                    .note(note)
                    .help("say where it was seen: `seen: …`"),
            );
        }
        if let (false, Some(span)) = (place.observed, seen.span()) {
            let fault = Diagnostic::new(
                Code::NotObserved,
                span.clone(),
                "`seen` is for errors that the page does not list",
            );
            let fault = fault.other(
                place.key_span.clone(),
                "this one stands among those that it lists",
            );
            self.faults
                .push(fault.help("move the error under `observed:`, or leave `seen` out"));
        }
    }
}

fn limits(field: &Field<Map<String, file::Limit>>) -> Vec<Limit> {
    let mut limits = Vec::new();
    for (_, name, limit) in field.get().into_iter().flat_map(Map::entries) {
        match limit.get() {
            Some(file::Limit::One(value)) => limits.push(Limit {
                name: name.clone(),
                plan: None,
                value: *value,
            }),
            Some(file::Limit::PerPlan(plans)) => {
                for (_, plan, value) in plans.entries() {
                    limits.extend(value.get().map(|value| Limit {
                        name: name.clone(),
                        plan: Some(plan.clone()),
                        value: *value,
                    }));
                }
            }
            None => {}
        }
    }
    limits
}
