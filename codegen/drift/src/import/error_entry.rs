//! An error of the draft → its entry in the YAML document.

use api_error_catalog_core::RetryAdvice;
use api_error_catalog_core::table::{CodeType, RetryNumber};
use api_error_catalog_model::edit::{Yaml, YamlEntry};
use api_error_catalog_pages::Code;

use super::descriptions::Description;
use super::draft::{Draft, DraftError, DraftType};
use super::limits::Limit;

/// Returns the listed type below which a documented error belongs. One whose statuses are unknown would inherit those of its type.
pub(super) fn group<'d>(draft: &'d Draft, error: &DraftError) -> Option<&'d DraftType> {
    let ty = draft
        .types
        .iter()
        .find(|ty| Some(&ty.name) == error.error_type.as_ref() && error.reference.seen.is_none())?;
    let known = error
        .identities
        .first()
        .is_some_and(|own| !own.statuses.is_empty());
    (known || ty.statuses.is_empty()).then_some(ty)
}

pub(super) fn error(draft: &Draft, error: &DraftError) -> YamlEntry {
    let text = |key, text: &Option<String>| Some(YamlEntry::text(key, text.as_ref()?));
    let mut entries = identity_entries(draft, error);
    entries.extend(text("rust_name", &error.rust_name));
    entries.push(description(&error.description));
    entries.extend(YamlEntry::texts("causes", &error.causes));
    entries.extend(YamlEntry::texts("solutions", &error.solutions));
    entries.extend(limits(&error.limits));
    let details = error.details.iter().map(YamlEntry::detail);
    entries.extend(YamlEntry::map("details", details.collect()));
    let category = error
        .category
        .map(|category| Yaml::Plain(category.to_string()));
    entries.extend(category.map(|category| YamlEntry::new("category", category)));
    entries.extend(error.retry.map(retry));
    entries.extend(reference_entries(error));
    let comments = [&*error.doubts, &error.description.more, &error.notes].concat();
    YamlEntry::of(Yaml::text(&error.key), Yaml::Map(entries)).under(comments)
}

/// Returns the keys of what only reference pages state.
fn reference_entries(error: &DraftError) -> impl Iterator<Item = YamlEntry> {
    let stated = &error.reference;
    let message = stated.message.as_ref();
    let texts = [
        ("message", message.filter(|_| error.websocket.is_none())),
        ("user_message", stated.user_message.as_ref()),
        ("exception", stated.exception.as_ref()),
        ("deprecated", stated.deprecated.as_ref()),
        ("seen", stated.seen.as_ref()),
    ];
    let lists = [
        ("links", &stated.links),
        ("renamed_from", &stated.renamed_from),
    ];
    let texts = texts
        .into_iter()
        .filter_map(|(key, text)| Some(YamlEntry::text(key, &text?.value)));
    let lists = lists
        .into_iter()
        .filter_map(|(key, found)| YamlEntry::texts(key, found.iter().map(|text| &text.value)));
    texts.chain(lists)
}

/// Returns the keys that identify the error: `match` if there is more than a code and statuses.
fn identity_entries(draft: &Draft, error: &DraftError) -> Vec<YamlEntry> {
    let group = group(draft, error);
    let own_type = error.error_type.as_ref().filter(|_| group.is_none());
    let mut entries = match (&error.websocket, error.identities.as_slice()) {
        (Some(message), own) => {
            let statuses: Vec<u16> = own.iter().flat_map(|own| own.statuses.clone()).collect();
            let mut condition = vec![YamlEntry::text("websocket", message)];
            condition.extend(YamlEntry::numbers("status", &statuses));
            vec![YamlEntry::new("match", Yaml::FlowMap(condition))]
        }
        (None, [own]) if own.code.is_some() || draft.code_type == CodeType::None => {
            let is_key =
                |code: &Code| draft.code_type != CodeType::Integer && code.to_string() == error.key;
            let code = own.code.as_ref().filter(|code| !is_key(code));
            let inherited = group.is_some_and(|group| group.statuses == own.statuses);
            let statuses = if inherited { &[] } else { &*own.statuses };
            identity(code, statuses, draft.code_type)
        }
        (None, several) => {
            let each = several
                .iter()
                .map(|own| identity(own.code.as_ref(), &own.statuses, draft.code_type))
                .map(Yaml::FlowMap);
            vec![YamlEntry::new("match", Yaml::one_or_list(each.collect()))]
        }
    };
    entries.extend(own_type.map(|name| YamlEntry::text("type", name)));
    entries
}

fn identity(code: Option<&Code>, statuses: &[u16], code_type: CodeType) -> Vec<YamlEntry> {
    let code = code.map(|code| match code_type {
        CodeType::Integer => Yaml::number(code),
        CodeType::String | CodeType::None => Yaml::Text(code.to_string()),
    });
    let code = code.map(|code| YamlEntry::new("code", code));
    let status = YamlEntry::numbers("status", statuses);
    code.into_iter().chain(status).collect()
}

pub(super) fn description(description: &Description) -> YamlEntry {
    let doubt = description.doubt.iter().cloned().collect();
    YamlEntry::text("description", &description.text).under(doubt)
}

/// Advice that the page does not state clearly is marked as our own.
fn retry(advice: RetryAdvice) -> YamlEntry {
    let strategy = Yaml::Plain(advice.strategy.to_string());
    let number = |number: RetryNumber| {
        let value = number.value(advice)?.to_string();
        Some(YamlEntry::new(number.key, Yaml::Plain(value)))
    };
    let numbers: Vec<YamlEntry> = RetryNumber::ALL.into_iter().filter_map(number).collect();
    let advised = if numbers.is_empty() {
        strategy
    } else {
        let strategy = std::iter::once(YamlEntry::new("strategy", strategy));
        Yaml::FlowMap(strategy.chain(numbers).collect())
    };
    let retry = YamlEntry::new("retry", advised);
    if advice.assumed {
        YamlEntry::new("assumed", Yaml::FlowMap(vec![retry]))
    } else {
        retry
    }
}

/// Returns the entry of limits, each with one number or one for each plan.
fn limits(limits: &[Limit]) -> Option<YamlEntry> {
    let mut entries: Vec<YamlEntry> = Vec::new();
    for limit in limits {
        let (name, value) = (Yaml::text(&limit.name), Yaml::number(limit.value));
        let Some(plan) = &limit.plan else {
            entries.push(YamlEntry::of(name, value));
            continue;
        };
        let plan = YamlEntry::of(Yaml::text(plan), value);
        let known = entries.iter_mut().find(|entry| entry.key == name);
        match known.map(|entry| &mut entry.value) {
            Some(Yaml::Map(plans)) => plans.push(plan),
            _ => entries.push(YamlEntry::of(name, Yaml::Map(vec![plan]))),
        }
    }
    YamlEntry::map("limits", entries)
}
