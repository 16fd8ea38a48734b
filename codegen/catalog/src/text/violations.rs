//! Parses the layouts of violations in templates.

use crate::model::FieldType;

/// Parses the layout of violations: `[field, message]`, `[message]`, `[]`, `{field: message}`, `{field: [message]}` or
/// `{**: end.message}`.
pub(super) fn parse_violations(text: &str) -> Result<Option<FieldType>, &'static str> {
    let inside = |open, close| text.strip_prefix(open)?.strip_suffix(close);
    if let Some(inner) = inside('[', ']') {
        let (field, message) = match inner.split_once(',') {
            Some((field, message)) => (field.trim(), message.trim()),
            None => ("", inner.trim()),
        };
        let named = [field, message]
            .into_iter()
            .filter(|places| !places.is_empty());
        if !named.clone().all(are_places) || inner.contains(',') && named.count() < 2 {
            return Err("write `$violations[field, message]`, with the names of two members");
        }
        let first = |places: &str| places.split('|').next().unwrap_or_default().to_owned() + ".";
        let (part, text) = (first(field), first(message));
        if !field.is_empty() && (part.starts_with(&text) || text.starts_with(&part)) {
            return Err("name two different members");
        }
        return Ok(Some(FieldType::ViolationList {
            field: field.to_owned(),
            message: message.to_owned(),
            mixed: false,
        }));
    }
    let Some(inner) = inside('{', '}') else {
        return Ok(None);
    };
    let help = "write `$violations{field: message}`, `{field: [message]}` or `{**: end.message}`";
    let (key, value) = inner.split_once(':').ok_or(help)?;
    let (key, value) = (key.trim(), value.trim());
    let item = value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    if key == "**" {
        let (end, message) = value.split_once('.').unwrap_or((value, ""));
        if !are_places(value) || end.contains('|') {
            return Err(help);
        }
        return Ok(Some(FieldType::ViolationTree {
            end: end.to_owned(),
            message: message.to_owned(),
        }));
    }
    let message = item.unwrap_or(value).trim();
    if !are_places(message) {
        return Err(help);
    }
    Ok(Some(FieldType::ViolationMap {
        message: message.to_owned(),
        lists: item.is_some(),
    }))
}

/// Returns `true` for the name of a member, a path, or several of them: `source.pointer|parameter`.
fn are_places(text: &str) -> bool {
    let is_step = |step: &str| !step.is_empty() && !step.contains(['[', ']', '{', '}', ',', ' ']);
    text.split(['|', '.']).all(is_step)
}
