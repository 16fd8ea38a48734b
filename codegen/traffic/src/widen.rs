//! Details that are sent otherwise than declared → wider declarations.

use std::collections::{BTreeMap, BTreeSet};

use api_error_catalog_drift::import::details::is_name;
use api_error_catalog_model::Loaded;
use api_error_catalog_model::edit::{Editor, YamlEntry};
use api_error_catalog_model::model::{Detail, DetailType, Deviation, ValueType};
use api_error_catalog_model::source_map::MappingSpans;
use heck::ToSnakeCase;

use crate::finding::Finding;

const ANY: DetailType = DetailType::Value(ValueType::Any);

/// The declarations that were widened.
#[derive(Default)]
pub(super) struct WidenedDetails {
    /// The members, `ERROR details.name: type`.
    pub(super) members: Vec<String>,
    /// The findings that this settles, by what they concern.
    pub(super) settled: BTreeSet<String>,
}

/// The findings about one member, and the types that it was seen with.
#[derive(Default)]
struct SentMember<'f> {
    types: BTreeSet<&'static str>,
    findings: Vec<&'f Finding>,
}

/// Widens the details that the findings are about.
pub(super) fn widen<'l>(
    editor: &mut Editor<'l>,
    loaded: &'l Loaded,
    findings: &[&Finding],
) -> WidenedDetails {
    let mut widened = WidenedDetails::default();
    for (index, members) in members_of_errors(findings) {
        let index = usize::from(index);
        let Some(error) = loaded.catalog.errors.get(index) else {
            continue;
        };
        let spans = loaded.map.errors.get(index);
        let Some(mapping) = spans.and_then(|spans| spans.details.as_ref()) else {
            continue;
        };
        for (name, member) in members {
            let declared = &error.details;
            let Some(entry) = widen_member(editor, mapping, declared, name, &member.types) else {
                continue;
            };
            let settled = member.findings.iter().map(|finding| finding.what.clone());
            widened.settled.extend(settled);
            let member = format!("{} details.{}", error.key, entry.flow());
            widened.members.push(member);
        }
    }
    widened
}

/// Declares a member as wide as it was sent, and returns its declaration. `None` if it cannot be declared.
fn widen_member<'l>(
    editor: &mut Editor<'l>,
    mapping: &'l MappingSpans,
    declared: &[Detail],
    name: &str,
    sent: &BTreeSet<&'static str>,
) -> Option<YamlEntry> {
    if let Some(detail) = declared.iter().find(|detail| detail.name == name) {
        let is_own = |key: &str| key.strip_suffix('?').unwrap_or(key) == name;
        let (_, spans) = mapping.entries.iter().find(|(key, _)| is_own(key))?;
        let entry = YamlEntry::detail(&Detail {
            name: name.to_owned(),
            optional: detail.optional || sent.contains("missing"),
            ty: wider(&detail.ty, sent),
        });
        editor.replace_entry(spans, &entry);
        return Some(entry);
    }
    let field = name.to_snake_case();
    if !is_name(name, &field) || declared.iter().any(|detail| detail.field() == field) {
        return None;
    }
    // It may be missing: older answers came without it.
    let entry = YamlEntry::detail(&Detail {
        name: name.to_owned(),
        optional: true,
        ty: narrowest(sent),
    });
    editor.insert(mapping, None, &entry);
    Some(entry)
}

/// Returns the members of `details` that the findings are about, by error and name.
fn members_of_errors<'f>(
    findings: &[&'f Finding],
) -> BTreeMap<u16, BTreeMap<&'f str, SentMember<'f>>> {
    let mut errors: BTreeMap<u16, BTreeMap<&str, SentMember<'f>>> = BTreeMap::new();
    let is_detail =
        |finding: &&&Finding| matches!(finding.kind, Deviation::DetailType | Deviation::ExtraField);
    for finding in findings.iter().filter(is_detail) {
        let subject = &finding.subject;
        let name = subject.part.strip_prefix("details.");
        if let (Some(error), Some(name)) = (subject.error, name) {
            let member = errors.entry(error).or_default().entry(name).or_default();
            member.types.insert(subject.sent_type);
            member.findings.push(finding);
        }
    }
    errors
}

/// Returns the narrowest type that has room for the declared one and for what was sent.
fn wider(declared: &DetailType, sent: &BTreeSet<&'static str>) -> DetailType {
    let others: Vec<&str> = sent.iter().copied().filter(|ty| *ty != "missing").collect();
    match (declared, others.as_slice()) {
        (_, []) => declared.clone(),
        (DetailType::List(_), ["list"]) => any_list(),
        (DetailType::Map(key, _), ["object"]) => DetailType::Map(key.clone(), Box::new(ANY)),
        (DetailType::Value(ValueType::Integer), ["number"]) => DetailType::Value(ValueType::Number),
        _ => ANY,
    }
}

/// Returns the narrowest type of what was sent.
fn narrowest(sent: &BTreeSet<&'static str>) -> DetailType {
    let sent: Vec<&str> = sent.iter().copied().collect();
    DetailType::Value(match sent.as_slice() {
        ["string"] => ValueType::String,
        ["integer"] => ValueType::Integer,
        ["number"] | ["integer", "number"] => ValueType::Number,
        ["boolean"] => ValueType::Boolean,
        ["list"] => return any_list(),
        _ => ValueType::Any,
    })
}

fn any_list() -> DetailType {
    DetailType::List(Box::new(ANY))
}
