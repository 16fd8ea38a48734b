//! A change in the JSON form.

use std::collections::BTreeMap;

use api_error_catalog_model::json::{ChangeFacts, CodeValue, PlaceCount};
use serde_json::Value;

use crate::aspect::Aspect;
use crate::change::{Change, ChangeKind};
use crate::item::{AspectValue, Item};

impl Change {
    /// Returns the change in the JSON form. `catalog` is the name of the catalog or page, `place` the line of the change's
    /// span and, if there are several sources, the file.
    #[must_use]
    pub fn to_facts(&self, catalog: &str, place: Option<(usize, Option<&str>)>) -> ChangeFacts {
        ChangeFacts {
            catalog: catalog.to_owned(),
            change: self.kind.as_str(),
            item: self.item.kind.as_str(),
            code: code(&self.item.key),
            from: self.former_key().map(code),
            fields: self.aspects.iter().map(|aspect| aspect.as_str()).collect(),
            old: self.older().and_then(|item| self.fields(item)),
            new: self.newer().and_then(|item| self.fields(item)),
            places: self.places(),
            verdict: self.verdict().as_str(),
            line: place.map(|(line, _)| line),
            file: place.and_then(|(_, file)| Some(file?.to_owned())),
        }
    }

    /// Returns the values of the fields that differ, or of all fields if only one side has the item, and `None` if
    /// none of them is known.
    fn fields(&self, item: &Item) -> Option<BTreeMap<&'static str, Value>> {
        let all = matches!(self.kind, ChangeKind::Added | ChangeKind::Removed);
        let aspects = item.aspects.iter();
        let fields: BTreeMap<_, _> = aspects
            .filter(|(aspect, _)| all || self.aspects.contains(aspect))
            .filter_map(|(aspect, value)| Some((aspect.as_str(), value_json(*aspect, value)?)))
            .collect();
        (!fields.is_empty()).then_some(fields)
    }

    /// Returns the values that both sides have, stated in different numbers of places.
    fn places(&self) -> Vec<PlaceCount> {
        let mut places = Vec::new();
        for (aspect, old, new) in self.values() {
            let (Some(old), Some(new)) = (old.known(), new.known()) else {
                continue;
            };
            let both = old.iter().filter_map(|(value, &old)| {
                let new = *new.get(value)?;
                (old != new).then(|| PlaceCount {
                    field: aspect.as_str(),
                    value: code(value),
                    old,
                    new,
                })
            });
            places.extend(both);
        }
        places
    }
}

/// Returns a code as a number if it is one.
fn code(key: &str) -> CodeValue {
    key.parse()
        .map_or_else(|_| CodeValue::Text(key.to_owned()), CodeValue::Number)
}

/// Returns the values of an aspect, or `None` if only their fingerprint is known.
fn value_json(aspect: Aspect, value: &AspectValue) -> Option<Value> {
    value.known()?;
    Some(match aspect {
        Aspect::Statuses => value
            .values()
            .filter_map(|status| status.parse::<u16>().ok())
            .collect(),
        _ if aspect.is_list() => value.values().collect(),
        _ => value.values().next().map_or(Value::Null, Into::into),
    })
}
