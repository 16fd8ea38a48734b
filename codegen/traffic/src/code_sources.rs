//! Codes that are not a member of the body: in a header, or as the last part of a type URI.

use std::collections::{BTreeMap, BTreeSet};

use api_error_catalog_model::names;
use api_error_catalog_pages::Code;
use api_error_catalog_pages::read::code;
use serde_json::Value;

use crate::headers::HeaderList;

/// Headers and forms of codes that are distinguished. If there are more, they are something else.
const MOST: usize = 8;

/// The endings of the names of headers that state a code, without separators: `x-amzn-ErrorType`, `X-Error-Code`, `X-Error`.
const NAMES: [&str; 7] = [
    "error",
    "errorcode",
    "errortype",
    "errorname",
    "errorreason",
    "faultcode",
    "exception",
];

/// The sources of codes besides the body, as the responses show them.
#[derive(Debug, Default)]
pub(super) struct CodeSources {
    /// How often each header stated a code.
    headers: BTreeMap<String, u64>,
    /// The decorations of the codes, as a catalog states them.
    forms: BTreeSet<String>,
}

impl CodeSources {
    /// Returns the code that a header states.
    pub(super) fn in_headers(&mut self, headers: &HeaderList<'_>) -> Option<Code> {
        headers.iter().find_map(|(name, value)| {
            let name = name.to_ascii_lowercase();
            let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
            let states_code = NAMES.iter().any(|ending| plain.ends_with(ending));
            // A recording may have names that no catalog can state.
            if !states_code || !names::is_header(&name) {
                return None;
            }
            let (found, forms) = undecorated(value)?;
            if self.headers.len() < MOST || self.headers.contains_key(&name) {
                *self.headers.entry(name).or_default() += 1;
            }
            self.forms.extend(forms.into_iter().map(str::to_owned));
            Some(found)
        })
    }

    /// Returns the code that is the last part of a type URI: `https://acme.example/problems/gone` → `gone`.
    pub(super) fn in_type(&mut self, error_type: &str) -> Option<Code> {
        let (start, last) = error_type.rsplit_once(['/', ':', '#'])?;
        let found = code(last)?;
        let separator = error_type.get(start.len()..error_type.len() - last.len())?;
        // The host differs by environment, the directory does not.
        let directory = start.rfind(['/', ':']).map_or(start, |at| &start[at..]);
        let form = format!("{{_}}{directory}{separator}{{code}}");
        if self.forms.len() < MOST || self.forms.contains(&form) {
            self.forms.insert(form);
        }
        Some(found)
    }

    /// Returns the header that states codes most often.
    pub(super) fn header(&self) -> Option<&str> {
        let most = self.headers.iter().max_by_key(|(_, count)| **count);
        most.map(|(name, _)| name.as_str())
    }

    /// Returns the decorations of codes.
    pub(super) fn forms(&self) -> Vec<String> {
        self.forms.iter().cloned().collect()
    }
}

/// Returns `true` for an absolute URI and for one with only a path.
pub(super) fn is_uri(text: &str) -> bool {
    text.contains("://") || text.starts_with("urn:") || text.starts_with('/')
}

/// Returns the code in the value of a header, and the forms of its decorations: `acme#Gone:http://acme.example` → `Gone`.
fn undecorated(value: &str) -> Option<(Code, Vec<&'static str>)> {
    let mut forms = Vec::new();
    let mut rest = value.trim();
    for (separator, form) in [
        (':', "{code}:{_}"),
        (';', "{code};{_}"),
        (',', "{code},{_}"),
    ] {
        if let Some((before, _)) = rest.split_once(separator) {
            rest = before.trim_end();
            forms.push(form);
        }
    }
    if let Some((_, after)) = rest.split_once('#') {
        rest = after;
        forms.push("{_}#{code}");
    }
    Some((code(rest)?, forms))
}

/// Replaces a text wherever it is a whole value.
pub(super) fn replace(value: &mut Value, text: &str, other: &str) {
    match value {
        Value::String(own) if own == text => other.clone_into(own),
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, text, other)),
        Value::Object(members) => {
            let values = members.values_mut();
            values.for_each(|value| replace(value, text, other));
        }
        _ => {}
    }
}
