//! An error of the draft → its entry in the YAML document.

use std::collections::HashSet;
use std::time::Duration;

use api_error_catalog_core::table::CodeForm;
use api_error_catalog_model::edit::{Yaml, YamlEntry};
use api_error_catalog_pages::{Code, Fact, ReferenceFacts};

use super::advice::{Advice, RetryNumbers};
use super::details::DraftDetail;
use super::draft::{Draft, DraftError, DraftType};
use super::identities::Identity;
use super::limits::Limit;

/// The listed type below which a documented error belongs. One whose statuses are unknown would inherit those of its type.
pub(super) fn group<'d>(draft: &'d Draft, error: &DraftError) -> Option<&'d DraftType> {
    let ty = draft
        .types
        .iter()
        .find(|ty| Some(&ty.name) == error.type_name.as_ref() && error.reference.seen.is_none())?;
    let known = error
        .identities
        .first()
        .is_some_and(|own| !own.statuses.is_empty());
    (known || ty.statuses.is_empty()).then_some(ty)
}

pub(super) fn error(draft: &Draft, error: &DraftError) -> YamlEntry {
    let mut entries = identity_entries(draft, error);
    entries.extend(
        error
            .rust_name
            .as_ref()
            .map(|name| YamlEntry::new("rust_name", Yaml::text(name))),
    );
    entries.push(description(
        &error.description.text,
        error.description.doubt.as_ref(),
    ));
    entries.extend(list("causes", &error.causes));
    entries.extend(list("solutions", &error.solutions));
    entries.extend(limits(&error.limits));
    let details = error.details.iter().map(detail).collect::<Vec<_>>();
    entries.extend((!details.is_empty()).then(|| YamlEntry::new("details", Yaml::Map(details))));
    entries.extend(
        error
            .class
            .map(|class| YamlEntry::new("class", Yaml::Plain(class.to_string()))),
    );
    entries.extend(error.retry.map(retry));
    entries.extend(reference_entries(error));
    let comments = error
        .doubts
        .iter()
        .chain(&error.description.more)
        .chain(&error.notes)
        .cloned()
        .collect();
    YamlEntry::of(Yaml::text(&error.key), Yaml::Map(entries)).under(comments)
}

/// The keys of what only reference pages state.
fn reference_entries(error: &DraftError) -> impl Iterator<Item = YamlEntry> {
    let ReferenceFacts {
        message,
        user_message,
        exception,
        seen,
        deprecated,
        renamed_from,
        links,
        ..
    } = &error.reference;
    let message = message.as_ref().filter(|_| error.websocket.is_none());
    let texts = [
        ("message", message),
        ("user_message", user_message.as_ref()),
        ("exception", exception.as_ref()),
        ("deprecated", deprecated.as_ref()),
        ("seen", seen.as_ref()),
    ];
    let lists = [("links", links), ("renamed_from", renamed_from)];
    let texts = texts
        .into_iter()
        .filter_map(|(key, text)| Some(YamlEntry::new(key, Yaml::text(&text?.value))));
    let of_list = |found: &Vec<Fact<String>>| {
        Yaml::List(found.iter().map(|text| Yaml::text(&text.value)).collect())
    };
    let lists = lists
        .into_iter()
        .filter(|(_, found)| !found.is_empty())
        .map(move |(key, found)| YamlEntry::new(key, of_list(found)));
    texts.chain(lists)
}

/// The keys that identify the error: `when` if there is more than a code and statuses.
fn identity_entries(draft: &Draft, error: &DraftError) -> Vec<YamlEntry> {
    let group = group(draft, error);
    let label = error.type_name.as_ref().filter(|_| group.is_none());
    let mut entries = Vec::new();
    if let Some(message) = &error.websocket {
        let statuses: Vec<u16> = error
            .identities
            .iter()
            .flat_map(|own| &own.statuses)
            .copied()
            .collect();
        let status = (!statuses.is_empty()).then(|| ("status", Yaml::numbers(&statuses)));
        let condition = std::iter::once(("websocket", Yaml::text(message))).chain(status);
        entries.push(YamlEntry::new("when", Yaml::flow_map(condition)));
        entries.extend(label.map(|label| YamlEntry::new("type", Yaml::text(label))));
        return entries;
    }
    match error.identities.as_slice() {
        [own] if own.code.is_some() || draft.code_form == CodeForm::None => {
            let code = own.code.as_ref().filter(|code| {
                draft.code_form == CodeForm::Integer || code.to_string() != error.key
            });
            entries
                .extend(code.map(|code| YamlEntry::new("code", code_value(code, draft.code_form))));
            let inherited = group.is_some_and(|group| group.statuses == own.statuses);
            entries.extend(status(&own.statuses).filter(|_| !inherited));
        }
        several => {
            let each = several
                .iter()
                .map(|identity| when(identity, draft.code_form));
            entries.push(YamlEntry::new("when", Yaml::one_or_list(each.collect())));
        }
    }
    entries.extend(label.map(|label| YamlEntry::new("type", Yaml::text(label))));
    entries
}

fn when(identity: &Identity, form: CodeForm) -> Yaml {
    let code = identity
        .code
        .as_ref()
        .map(|code| ("code", code_value(code, form)));
    let statuses =
        (!identity.statuses.is_empty()).then(|| ("status", Yaml::numbers(&identity.statuses)));
    Yaml::flow_map(code.into_iter().chain(statuses))
}

fn code_value(code: &Code, form: CodeForm) -> Yaml {
    match form {
        CodeForm::Integer => Yaml::number(code),
        CodeForm::Text | CodeForm::None => Yaml::text(&code.to_string()),
    }
}

pub(super) fn status(statuses: &[u16]) -> Option<YamlEntry> {
    (!statuses.is_empty()).then(|| YamlEntry::new("status", Yaml::numbers(statuses)))
}

pub(super) fn description(text: &str, doubt: Option<&String>) -> YamlEntry {
    YamlEntry::new("description", Yaml::text(text)).under(doubt.cloned().into_iter().collect())
}

fn list(key: &str, texts: &[String]) -> Option<YamlEntry> {
    (!texts.is_empty()).then(|| {
        YamlEntry::new(
            key,
            Yaml::List(texts.iter().map(|text| Yaml::text(text)).collect()),
        )
    })
}

/// Advice that the page does not state clearly is marked as our own.
fn retry(advice: Advice) -> YamlEntry {
    let RetryNumbers {
        attempts,
        base,
        factor,
        delay,
    } = advice.numbers;
    let when = Yaml::Plain(advice.when.to_string());
    let duration = |delay: Duration| Yaml::Plain(format!("{}ms", delay.as_millis()));
    let numbers = [
        attempts.map(|attempts| ("attempts", Yaml::number(attempts))),
        base.map(|base| ("base", duration(base))),
        factor.map(|factor| ("factor", Yaml::Plain(factor.to_string()))),
        delay.map(|delay| ("delay", duration(delay))),
    ];
    let numbers: Vec<_> = numbers.into_iter().flatten().collect();
    let advised = if numbers.is_empty() {
        when
    } else {
        Yaml::flow_map(std::iter::once(("when", when)).chain(numbers))
    };
    if advice.guessed {
        YamlEntry::new("judged", Yaml::flow_map([("retry", advised)]))
    } else {
        YamlEntry::new("retry", advised)
    }
}

fn limits(limits: &[Limit]) -> Option<YamlEntry> {
    let mut seen = HashSet::new();
    let names = limits
        .iter()
        .map(|limit| limit.name.as_str())
        .filter(|name| seen.insert(*name));
    let each = names.map(|name| {
        let own: Vec<&Limit> = limits.iter().filter(|limit| limit.name == name).collect();
        let value = match own.as_slice() {
            [
                Limit {
                    plan: None, value, ..
                },
            ] => Yaml::number(value),
            plans => {
                let plan = |limit: &&Limit| {
                    Some((Yaml::text(limit.plan.as_ref()?), Yaml::number(limit.value)))
                };
                let plans = plans.iter().filter_map(plan);
                Yaml::Map(
                    plans
                        .map(|(key, value)| YamlEntry::of(key, value))
                        .collect(),
                )
            }
        };
        YamlEntry::of(Yaml::text(name), value)
    });
    let each: Vec<YamlEntry> = each.collect();
    (!each.is_empty()).then(|| YamlEntry::new("limits", Yaml::Map(each)))
}

fn detail(detail: &DraftDetail) -> YamlEntry {
    let name = format!("{}{}", detail.name, if detail.optional { "?" } else { "" });
    let ty = Yaml::Plain(detail.ty.to_owned());
    let value = if detail.list {
        Yaml::FlowList(vec![ty])
    } else {
        ty
    };
    YamlEntry::of(Yaml::text(&name), value)
}
