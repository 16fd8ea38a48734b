//! The members of error bodies, and how well each fits a role: by its values first, and by its name second.

use std::collections::HashSet;

use serde_json::Value;

use super::words::words;

/// The depth to which a body is searched. Deeper members do not describe the error.
const DEPTH: usize = 5;

/// The role of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    Code,
    Type,
    Message,
    Status,
    RequestId,
    Param,
    RetryAfter,
    Details,
    /// A list of objects, with the names of two members: the part of the request, and the message.
    ViolationList(String, String),
    /// An object that maps parts of the request to messages.
    ViolationMap,
}

/// The codes and types of the page.
#[derive(Debug, Default)]
pub(super) struct KnownNames {
    /// The codes of its errors, as strings.
    pub(super) codes: HashSet<String>,
    /// Its types.
    pub(super) types: HashSet<String>,
}

/// A member, with all values that it has in some bodies.
#[derive(Debug)]
pub(super) struct BodyMember<'b> {
    /// The names on the way to it; `0` for the first item of a list.
    pub(super) path: Vec<&'b str>,
    pub(super) values: Vec<&'b Value>,
}

/// Returns every member of the bodies, in order of appearance.
pub(super) fn members_of<'b>(bodies: &[&'b Value]) -> Vec<BodyMember<'b>> {
    let mut members_of = Vec::new();
    for body in bodies {
        add_members(&mut members_of, &mut Vec::new(), body);
    }
    members_of
}

fn add_members<'b>(
    members_of: &mut Vec<BodyMember<'b>>,
    path: &mut Vec<&'b str>,
    value: &'b Value,
) {
    if path.len() >= DEPTH {
        return;
    }
    let inside: Vec<(&'b str, &'b Value)> = match value {
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| (key.as_str(), value))
            .collect(),
        Value::Array(items) => items
            .first()
            .filter(|item| item.is_object())
            .map(|item| ("0", item))
            .into_iter()
            .collect(),
        _ => return,
    };
    for (key, value) in inside {
        path.push(key);
        match members_of.iter_mut().find(|member| member.path == *path) {
            Some(member) => member.values.push(value),
            None => members_of.push(BodyMember {
                path: path.clone(),
                values: vec![value],
            }),
        }
        add_members(members_of, path, value);
        path.pop();
    }
}

/// Returns the name of a member without case and joints: `retry_after`, `retryAfter` and `Retry-After` are one.
fn folded(key: &str) -> String {
    key.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

impl BodyMember<'_> {
    /// Returns the position of its name in this list, counted from the end: the earlier, the higher.
    pub(super) fn rank(&self, list: &str) -> Option<u32> {
        let key = folded(self.path.last()?);
        let place = words(list).iter().rev().position(|name| *name == key)?;
        u32::try_from(place).ok()
    }

    fn all(&self, fits: impl Fn(&Value) -> bool) -> bool {
        self.values.iter().all(|value| fits(value))
    }

    fn any(&self, fits: impl Fn(&Value) -> bool) -> bool {
        self.values.iter().any(|value| fits(value))
    }

    /// Returns `true` if it is called just `error`.
    fn is_bare_error(&self) -> bool {
        self.path.last().is_some_and(|key| folded(key) == "error")
    }

    /// Returns `true` if one of the values is a known one.
    fn any_in(&self, known: &HashSet<String>) -> bool {
        self.any(|value| as_text(value).is_some_and(|text| known.contains(&text)))
    }
}

/// Returns a string or integer as the string of a code.
pub(super) fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) if !number.is_f64() => Some(number.to_string()),
        _ => None,
    }
}

fn is_sentence(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.trim().contains(' '))
}

pub(super) fn is_scalar(value: &Value) -> bool {
    value.is_string() || value.is_number()
}

pub(super) fn named(member: &BodyMember<'_>, list: &str, fits: impl Fn(&Value) -> bool) -> u32 {
    let fits = member.all(|value| fits(value) || value.is_null()) && member.any(fits);
    member
        .rank(list)
        .filter(|_| fits)
        .map_or(0, |rank| rank + 1)
}

/// Returns the evidence that a member is the code. There is none on a page without codes.
pub(super) fn code(member: &BodyMember<'_>, known: &KnownNames) -> u32 {
    let word = |value: &Value| {
        as_text(value).is_some_and(|text| !text.is_empty() && !text.contains(char::is_whitespace))
    };
    let is_known = member.any_in(&known.codes);
    if known.codes.is_empty() || !is_known && !member.any(word) {
        return 0;
    }
    let by_value = if is_known { 200 } else { 0 };
    let by_name = named(member, "code", |value| as_text(value).is_some());
    // A bare `error` that holds identifiers is the code.
    let bare = member.is_bare_error() && member.all(word);
    by_value
        + if by_name > 0 {
            20 + by_name
        } else {
            u32::from(bare)
        }
}

pub(super) fn message(member: &BodyMember<'_>, known: &KnownNames) -> u32 {
    let known_word = member.any_in(&known.types) || member.any_in(&known.codes);
    let by_name = named(member, "message", Value::is_string);
    if known_word || by_name == 0 {
        return 0;
    }
    let sentences = member.any(is_sentence);
    // A bare `error` that holds one word is a label, if there is anything better.
    if !sentences && member.is_bare_error() {
        return 1;
    }
    // Outer members are about the whole.
    let out = u32::try_from(DEPTH.saturating_sub(member.path.len())).unwrap_or(0);
    by_name * 4 + out + if sentences { 30 } else { 0 }
}

pub(super) fn error_type(member: &BodyMember<'_>, known: &KnownNames) -> u32 {
    if !member.all(Value::is_string) {
        return 0;
    }
    let by_value = if member.any_in(&known.types) { 200 } else { 0 };
    let flag = member.all(is_flag);
    // A bare `error` next to a message is a label.
    let bare = member.is_bare_error();
    by_value
        + if flag {
            0
        } else {
            named(member, "type", Value::is_string) + u32::from(bare)
        }
}

/// Returns `true` for a word that says only that this is an error.
pub(super) fn is_flag(value: &Value) -> bool {
    const FLAGS: &[&str] = &["error", "errors", "fail", "failed", "failure", "nok", "ko"];
    value.is_boolean()
        || value
            .as_str()
            .is_some_and(|text| FLAGS.contains(&text.to_ascii_lowercase().as_str()))
}

/// Returns the evidence that a member is the HTTP status. Next to a code, a member called `code` may be, too.
pub(super) fn status(member: &BodyMember<'_>) -> u32 {
    let is_status = |value: &Value| {
        let number = value.as_u64();
        number.is_some_and(|number| (100..=599).contains(&number))
    };
    match named(member, "status", is_status) {
        0 => u32::from(named(member, "code", is_status) > 0),
        by_name => by_name + 1,
    }
}

/// Returns a list of objects that each name a part of the request and say what is wrong with it.
pub(super) fn violation_list(member: &BodyMember<'_>) -> Option<Role> {
    let item = member
        .values
        .iter()
        .find_map(|value| value.as_array()?.first()?.as_object())?;
    // A template has no syntax for other names.
    let plain = |key: &str| {
        key.chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
    };
    let find = |list: &str| {
        let fits = |key: &String, name: &str| {
            plain(key) && folded(key) == name && !item[key.as_str()].is_object()
        };
        words(list)
            .iter()
            .find_map(|name| item.keys().find(|key| fits(key, name)))
    };
    let part = find("part")?;
    let message = find("message").filter(|message| *message != part)?;
    let all = member
        .values
        .iter()
        .filter_map(|value| value.as_array())
        .flatten();
    let same = |value: &Value| {
        value.get(part).is_some() && value.get(message).is_some_and(Value::is_string)
    };
    let whole = member.all(Value::is_array) && all.into_iter().all(same);
    whole.then(|| Role::ViolationList(part.clone(), message.clone()))
}

/// Returns `true` for an object whose names are parts of the request and whose values are sentences.
pub(super) fn is_violation_map(member: &BodyMember<'_>) -> bool {
    let generic = |key: &str| {
        words("part").contains(&folded(key).as_str())
            || words("message").contains(&folded(key).as_str())
    };
    let is_map = |value: &Value| {
        value.as_object().is_some_and(|map| {
            !map.is_empty()
                && map
                    .iter()
                    .all(|(key, value)| is_sentence(value) && !generic(key))
        })
    };
    member.rank("violations").is_some() && member.all(is_map)
}
