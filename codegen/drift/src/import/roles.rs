//! Which member of an error's body is what: told by what its values are first, and by its name second.

use std::collections::HashSet;

use serde_json::Value;

/// How deep a body is looked into: what lies deeper is not the error.
const DEPTH: usize = 5;

/// What a member holds.
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
    /// A list of objects: the member that names the part of the request, and the one that says what is wrong.
    ViolationList(String, String),
    /// An object: part of the request → what is wrong.
    ViolationMap,
}

/// What is known of the page besides its bodies.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The codes of its errors, as text.
    pub(super) codes: HashSet<String>,
    /// Its types.
    pub(super) types: HashSet<String>,
}

/// A member, with all values that it has in some bodies.
#[derive(Debug)]
pub(super) struct Spot<'b> {
    /// The names on the way to it; `0` for the first item of a list.
    pub(super) path: Vec<&'b str>,
    pub(super) values: Vec<&'b Value>,
}

/// The members that have a role, by their path.
#[derive(Debug, Default)]
pub(super) struct Roles<'b>(Vec<(Vec<&'b str>, Role)>);

impl<'b> Roles<'b> {
    /// The roles of the members of these bodies, which have one form.
    pub(super) fn of(bodies: &[&'b Value], known: &Known) -> Roles<'b> {
        let spots = spots(bodies);
        let mut roles = Roles::default();
        let lists: Vec<(&Spot<'b>, Role)> = spots
            .iter()
            .filter_map(|spot| Some((spot, violation_list(spot)?)))
            .collect();
        let outside: Vec<&Spot<'b>> = spots
            .iter()
            .filter(|spot| {
                !lists
                    .iter()
                    .any(|(list, _)| is_below(&spot.path, &list.path))
            })
            .collect();
        roles.give(&outside, Role::Code, |spot| code(spot, known));
        roles.give(&outside, Role::Message, |spot| message(spot, known));
        roles.give(&outside, Role::Type, |spot| type_name(spot, known));
        // Details are kept whole, unless the error itself stands in them.
        let details: Vec<&Spot<'b>> = outside
            .iter()
            .copied()
            .filter(|spot| spot.rank(DETAILS).is_some())
            .collect();
        let whole = |top: &&Spot<'b>| !roles.reaches_into(&top.path);
        let details: Vec<&Spot<'b>> = details.into_iter().filter(whole).collect();
        let in_details = |spot: &Spot<'b>| {
            details
                .iter()
                .any(|top| spot.path.len() > top.path.len() && is_below(&spot.path, &top.path))
        };
        let outside: Vec<&Spot<'b>> = outside
            .into_iter()
            .filter(|spot| !in_details(spot))
            .collect();
        roles.give(&outside, Role::Status, status);
        roles.give(&outside, Role::RequestId, |spot| {
            named(spot, REQUEST_IDS, is_scalar)
        });
        roles.give(&outside, Role::Param, |spot| {
            named(spot, PARAMS, Value::is_string)
        });
        roles.give(&outside, Role::RetryAfter, |spot| {
            named(spot, DELAYS, Value::is_number)
        });
        if let Some((list, role)) = lists.into_iter().next() {
            roles.0.push((list.path.clone(), role));
        } else {
            let map = outside
                .iter()
                .find(|spot| is_violation_map(spot) && !roles.reaches_into(&spot.path));
            roles
                .0
                .extend(map.map(|spot| (spot.path.clone(), Role::ViolationMap)));
        }
        let free: Vec<&Spot<'b>> = outside
            .into_iter()
            .filter(|spot| !roles.reaches_into(&spot.path))
            .collect();
        roles.give(&free, Role::Details, |spot| {
            named(spot, DETAILS, |value| value.is_object() || value.is_array())
        });
        roles
    }

    /// What the member at this path holds.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Role> {
        self.0
            .iter()
            .find(|(known, _)| known == path)
            .map(|(_, role)| role)
    }

    /// The path of the member with this role.
    pub(super) fn path(&self, role: &Role) -> Option<&[&'b str]> {
        self.0
            .iter()
            .find(|(_, known)| known == role)
            .map(|(path, _)| path.as_slice())
    }

    /// Whether a member below this path has a role, or the one at it.
    pub(super) fn reaches_into(&self, path: &[&str]) -> bool {
        self.0.iter().any(|(known, _)| is_below(known, path))
    }

    /// Whether anything says that this is an error.
    pub(super) fn tells_an_error(&self) -> bool {
        let telling = |role: &Role| {
            matches!(
                role,
                Role::Code
                    | Role::Message
                    | Role::Type
                    | Role::ViolationList(..)
                    | Role::ViolationMap
            )
        };
        self.0.iter().any(|(_, role)| telling(role))
    }

    /// Gives the role to the member that fits it best, the first one of equals.
    fn give(&mut self, spots: &[&Spot<'b>], role: Role, fitness: impl Fn(&Spot<'b>) -> u32) {
        let free = spots.iter().filter(|spot| self.at(&spot.path).is_none());
        let best = free
            .map(|spot| (fitness(spot), spot))
            .rev()
            .max_by_key(|(fitness, _)| *fitness);
        if let Some((_, spot)) = best.filter(|(fitness, _)| *fitness > 0) {
            self.0.push((spot.path.clone(), role));
        }
    }
}

/// Whether a path is `top` or lies below it.
fn is_below(path: &[&str], top: &[&str]) -> bool {
    path.starts_with(top)
}

/// Every member of the bodies, in order of appearance.
fn spots<'b>(bodies: &[&'b Value]) -> Vec<Spot<'b>> {
    let mut spots = Vec::new();
    for body in bodies {
        add_spots(&mut spots, &mut Vec::new(), body);
    }
    spots
}

fn add_spots<'b>(spots: &mut Vec<Spot<'b>>, path: &mut Vec<&'b str>, value: &'b Value) {
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
        match spots.iter_mut().find(|spot| spot.path == *path) {
            Some(spot) => spot.values.push(value),
            None => spots.push(Spot {
                path: path.clone(),
                values: vec![value],
            }),
        }
        add_spots(spots, path, value);
        path.pop();
    }
}

const CODES: &[&str] = &[
    "errorcode",
    "errcode",
    "code",
    "errorid",
    "reasoncode",
    "errorkey",
    "slug",
];
const TYPES: &[&str] = &["errortype", "type", "category", "errorcategory", "kind"];
const MESSAGES: &[&str] = &[
    "message",
    "errormessage",
    "msg",
    "errormsg",
    "errmsg",
    "errordescription",
    "detail",
    "description",
    "error",
    "title",
    "reason",
    "text",
];
const STATUSES: &[&str] = &[
    "status",
    "statuscode",
    "httpstatus",
    "httpstatuscode",
    "httpcode",
    "code",
];
const REQUEST_IDS: &[&str] = &[
    "requestid",
    "xrequestid",
    "reqid",
    "traceid",
    "correlationid",
    "requestuuid",
];
const PARAMS: &[&str] = &["param", "parameter", "field"];
const DELAYS: &[&str] = &["retryafter", "retryafterseconds", "retryaftersec"];
const DETAILS: &[&str] = &[
    "details",
    "detail",
    "errordetails",
    "data",
    "meta",
    "metadata",
    "context",
    "extensions",
    "info",
    "additionalinfo",
];
const VIOLATIONS: &[&str] = &[
    "details",
    "errors",
    "violations",
    "fields",
    "fielderrors",
    "validationerrors",
    "detail",
];
const PARTS: &[&str] = &[
    "field",
    "loc",
    "path",
    "param",
    "parameter",
    "property",
    "pointer",
    "location",
    "fieldname",
    "key",
    "name",
    "source",
];

/// The name of a member without case and joints: `retry_after`, `retryAfter` and `Retry-After` are one.
fn folded(key: &str) -> String {
    key.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

impl Spot<'_> {
    /// Its place among these names, counted from the end: the higher, the earlier.
    fn rank(&self, names: &[&str]) -> Option<u32> {
        let key = folded(self.path.last()?);
        let place = names.iter().rev().position(|name| *name == key)?;
        u32::try_from(place).ok()
    }

    /// Whether one of the values is among the known ones.
    fn any_in(&self, known: &HashSet<String>) -> bool {
        self.values
            .iter()
            .any(|value| as_text(value).is_some_and(|text| known.contains(&text)))
    }
}

/// A string or whole number as the text of a code.
pub(super) fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) if !number.is_f64() => Some(number.to_string()),
        _ => None,
    }
}

fn is_scalar(value: &Value) -> bool {
    value.is_string() || value.is_number()
}

fn named(spot: &Spot<'_>, names: &[&str], fits: impl Fn(&Value) -> bool) -> u32 {
    let fits = spot
        .values
        .iter()
        .all(|value| fits(value) || value.is_null())
        && spot.values.iter().any(|value| fits(value));
    spot.rank(names).filter(|_| fits).map_or(0, |rank| rank + 1)
}

/// A page without codes has none in its bodies either: what looks like one there tells nothing.
fn code(spot: &Spot<'_>, known: &Known) -> u32 {
    let word = |value: &Value| {
        as_text(value).is_some_and(|text| !text.is_empty() && !text.contains(char::is_whitespace))
    };
    if known.codes.is_empty() || !spot.values.iter().any(|value| word(value)) {
        return 0;
    }
    let by_value = if spot.any_in(&known.codes) { 200 } else { 0 };
    let by_name = named(spot, CODES, |value| as_text(value).is_some());
    // A bare `error` that holds identifiers is the code.
    let bare = spot.path.last().is_some_and(|key| folded(key) == "error")
        && spot.values.iter().all(|value| word(value));
    by_value
        + if by_name > 0 {
            20 + by_name
        } else {
            u32::from(bare)
        }
}

fn message(spot: &Spot<'_>, known: &Known) -> u32 {
    let known_word = spot.any_in(&known.types) || spot.any_in(&known.codes);
    let by_name = named(spot, MESSAGES, Value::is_string);
    if known_word || by_name == 0 {
        return 0;
    }
    let sentence = |value: &Value| value.as_str().is_some_and(|text| text.trim().contains(' '));
    let sentences = spot.values.iter().any(|value| sentence(value));
    // A bare `error` that holds one word is a label, if there is anything better.
    if !sentences && spot.path.last().is_some_and(|key| folded(key) == "error") {
        return 1;
    }
    // What stands further out is said of the whole.
    let out = u32::try_from(DEPTH.saturating_sub(spot.path.len())).unwrap_or(0);
    by_name * 4 + out + if sentences { 30 } else { 0 }
}

fn type_name(spot: &Spot<'_>, known: &Known) -> u32 {
    if !spot.values.iter().all(|value| value.is_string()) {
        return 0;
    }
    let by_value = if spot.any_in(&known.types) { 200 } else { 0 };
    let flag = spot.values.iter().all(|value| is_flag(value));
    // A bare `error` beside a message is a label.
    let bare = spot.path.last().is_some_and(|key| folded(key) == "error");
    by_value
        + if flag {
            0
        } else {
            named(spot, TYPES, Value::is_string) + u32::from(bare)
        }
}

/// A word that says no more than that this is an error.
pub(super) fn is_flag(value: &Value) -> bool {
    const FLAGS: &[&str] = &["error", "errors", "fail", "failed", "failure", "nok", "ko"];
    value.is_boolean()
        || value
            .as_str()
            .is_some_and(|text| FLAGS.contains(&text.to_ascii_lowercase().as_str()))
}

fn status(spot: &Spot<'_>) -> u32 {
    named(spot, STATUSES, |value| {
        value
            .as_u64()
            .is_some_and(|number| (100..=599).contains(&number))
    })
}

/// A list of objects that each name a part of the request and say what is wrong with it.
fn violation_list(spot: &Spot<'_>) -> Option<Role> {
    let item = spot
        .values
        .iter()
        .find_map(|value| value.as_array()?.first()?.as_object())?;
    // What else a name may hold, a template could not say.
    let plain = |key: &str| {
        key.chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
    };
    let find = |names: &[&str]| {
        let fits = |key: &String, name: &str| {
            plain(key) && folded(key) == name && !item[key.as_str()].is_object()
        };
        names
            .iter()
            .find_map(|name| item.keys().find(|key| fits(key, name)))
    };
    let part = find(PARTS)?;
    let message = find(MESSAGES).filter(|message| *message != part)?;
    let all = spot
        .values
        .iter()
        .filter_map(|value| value.as_array())
        .flatten();
    let same = |value: &Value| {
        value.get(part).is_some() && value.get(message).is_some_and(Value::is_string)
    };
    let whole = spot.values.iter().all(|value| value.is_array()) && all.into_iter().all(same);
    whole.then(|| Role::ViolationList(part.clone(), message.clone()))
}

/// An object whose names are parts of the request and whose values are sentences.
fn is_violation_map(spot: &Spot<'_>) -> bool {
    let generic = |key: &str| {
        PARTS.contains(&folded(key).as_str()) || MESSAGES.contains(&folded(key).as_str())
    };
    let sentence = |value: &Value| value.as_str().is_some_and(|text| text.trim().contains(' '));
    let is_map = |value: &Value| {
        value.as_object().is_some_and(|map| {
            !map.is_empty()
                && map
                    .iter()
                    .all(|(key, value)| sentence(value) && !generic(key))
        })
    };
    spot.rank(VIOLATIONS).is_some() && spot.values.iter().all(|value| is_map(value))
}
