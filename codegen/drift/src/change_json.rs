//! A change as JSON, in the form that `diff` and `check` print.

use serde_json::{Map, Value, json};

use crate::aspect::Aspect;
use crate::change::{Change, ChangeKind};
use crate::item::{AspectValue, Item};

impl Change {
    /// Returns the change as JSON. `catalog` is the name of the catalog or page, `line` the line of the change's span.
    #[must_use]
    pub fn to_json(&self, catalog: &str, line: Option<usize>) -> Value {
        json!({
            "catalog": catalog,
            "change": self.kind.as_str(),
            "item": self.item.kind.as_str(),
            "code": code(&self.item.key),
            "from": self.former_key().map(code),
            "fields": self.aspects.iter().map(|aspect| aspect.as_str()).collect::<Value>(),
            "old": self.fields(self.older()),
            "new": self.fields(self.newer()),
            "places": self.places(),
            "verdict": self.verdict().as_str(),
            "line": line,
        })
    }

    /// Returns the values of the fields that differ, or of all fields if only one side has the item. `null` if none
    /// of them is known.
    fn fields(&self, item: Option<&Item>) -> Value {
        let Some(item) = item else { return Value::Null };
        let all = matches!(self.kind, ChangeKind::Added | ChangeKind::Removed);
        let fields: Map<String, Value> = item
            .aspects
            .iter()
            .filter(|(aspect, _)| all || self.aspects.contains(aspect))
            .filter_map(|(aspect, value)| {
                Some((aspect.as_str().to_owned(), value_json(*aspect, value)?))
            })
            .collect();
        if fields.is_empty() {
            Value::Null
        } else {
            fields.into()
        }
    }

    /// Returns the values that both sides have, stated in different numbers of places.
    fn places(&self) -> Value {
        let mut places = Vec::new();
        for (aspect, old, new) in self.values() {
            let (Some(old), Some(new)) = (old.known(), new.known()) else {
                continue;
            };
            let both = old
                .iter()
                .filter_map(|(value, &old)| Some((value, old, *new.get(value)?)));
            places.extend(both.filter(|(_, old, new)| old != new).map(|(value, old, new)| {
                json!({ "field": aspect.as_str(), "value": code(value), "old": old, "new": new })
            }));
        }
        places.into()
    }
}

/// Returns a code as a number if it is one.
fn code(key: &str) -> Value {
    key.parse::<i64>()
        .map_or_else(|_| json!(key), |number| json!(number))
}

/// Returns the values of an aspect, or `None` if only their fingerprint is known.
fn value_json(aspect: Aspect, value: &AspectValue) -> Option<Value> {
    let known = value.known()?;
    Some(match aspect {
        Aspect::Statuses => known.keys().map(|status| code(status)).collect(),
        _ if aspect.is_list() => value.values().collect(),
        _ => value.values().next().map_or(Value::Null, Into::into),
    })
}
