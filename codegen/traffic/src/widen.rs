//! Details that are sent otherwise than declared → wider declarations.

use std::collections::{BTreeMap, BTreeSet};

use api_error_catalog_model::Catalog;
use api_error_catalog_model::model::{Detail, Deviation, ValueType};
use api_error_catalog_model::outline::{Mapping, Outline};
use heck::ToSnakeCase;

use crate::finding::Finding;
use api_error_catalog_drift::import::details::is_name;
use api_error_catalog_model::edit::bytes::{Edit, line_end};
use api_error_catalog_model::edit::scalar::scalar;

/// What was widened.
#[derive(Default)]
pub(super) struct Widened {
    pub(super) edits: Vec<Edit>,
    /// The members, `ERROR details.name: type`.
    pub(super) members: Vec<String>,
    /// The findings that this answers, by what they concern.
    pub(super) done: BTreeSet<String>,
}

/// What was seen of one member.
#[derive(Default)]
struct Member<'f> {
    is: BTreeSet<&'static str>,
    findings: Vec<&'f Finding>,
}

/// Widens the details that the findings are about.
pub(super) fn widen<'f>(
    text: &str,
    outline: &Outline,
    catalog: &Catalog,
    findings: impl Iterator<Item = &'f Finding>,
) -> Widened {
    let mut errors: BTreeMap<u16, BTreeMap<&str, Member<'f>>> = BTreeMap::new();
    for finding in findings
        .filter(|finding| matches!(finding.kind, Deviation::DetailType | Deviation::ExtraField))
    {
        if let (Some(error), Some(name)) = (
            finding.subject.error,
            finding.subject.part.strip_prefix("details."),
        ) {
            let member = errors.entry(error).or_default().entry(name).or_default();
            member.is.insert(finding.subject.is);
            member.findings.push(finding);
        }
    }
    let mut widened = Widened::default();
    for (place, members) in errors {
        let Some(error) = catalog.errors.get(usize::from(place)) else {
            continue;
        };
        let entries = outline
            .groups
            .iter()
            .flat_map(|group| &group.errors.entries);
        let Some(map) = entries
            .filter(|entry| entry.key == error.key)
            .find_map(|entry| entry.details.as_ref())
        else {
            continue;
        };
        for (name, member) in members {
            let Some((edit, shown)) = edit(text, map, &error.details, name, &member.is) else {
                continue;
            };
            widened.edits.push(edit);
            widened
                .members
                .push(format!("{} details.{shown}", error.key));
            widened
                .done
                .extend(member.findings.iter().map(|finding| finding.what.clone()));
        }
    }
    widened
}

/// The edit that makes a member as wide as what was seen, and the member as it then is.
fn edit(
    text: &str,
    map: &Mapping,
    declared: &[Detail],
    name: &str,
    is: &BTreeSet<&str>,
) -> Option<(Edit, String)> {
    if let Some(detail) = declared.iter().find(|detail| detail.name == name) {
        let entry = map
            .entries
            .iter()
            .find(|entry| entry.key.strip_suffix('?').unwrap_or(&entry.key) == name)?;
        let optional = if detail.optional || is.contains("missing") {
            "?"
        } else {
            ""
        };
        let member = format!(
            "{}: {}",
            scalar(&format!("{name}{optional}")),
            wider(detail, is)
        );
        return Some((
            Edit {
                range: entry.span.clone(),
                text: member.clone(),
            },
            member,
        ));
    }
    // A member that is new may be missing: older answers came without it.
    let field = name.to_snake_case();
    if !is_name(name, &field) || declared.iter().any(|detail| detail.field == field) {
        return None;
    }
    let member = format!("{}: {}", scalar(&format!("{name}?")), new(is));
    let end = map
        .entries
        .last()
        .map_or(map.span.end, |entry| entry.span.end);
    let edit = if map.flow {
        Edit {
            range: end..end,
            text: format!(", {member}"),
        }
    } else {
        let end = line_end(text, end);
        Edit {
            range: end..end,
            text: format!("{:indent$}{member}\n", "", indent = map.indent),
        }
    };
    Some((edit, member))
}

/// The narrowest type that has room for the declared one and for what was seen.
fn wider(detail: &Detail, is: &BTreeSet<&str>) -> String {
    let others: Vec<&str> = is.iter().copied().filter(|is| *is != "missing").collect();
    let declared = detail.ty.name();
    match (detail.list, others.as_slice()) {
        (true, []) => format!("[{declared}]"),
        (false, []) => declared.to_owned(),
        (true, ["list"]) => "[any]".to_owned(),
        (false, ["number"]) if detail.ty == ValueType::Integer => "number".to_owned(),
        _ => "any".to_owned(),
    }
}

fn new(is: &BTreeSet<&str>) -> String {
    let is: Vec<&str> = is.iter().copied().collect();
    match is.as_slice() {
        ["string"] => "string",
        ["integer"] => "integer",
        ["number"] | ["integer", "number"] => "number",
        ["boolean"] => "boolean",
        ["list"] => "[any]",
        _ => "any",
    }
    .to_owned()
}
