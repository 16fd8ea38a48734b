//! Codes that a page shows without listing them: in examples and in close frames.

use std::collections::{BTreeMap, BTreeSet};

use api_error_catalog_model::Catalog;
use api_error_catalog_model::model::Template;
use api_error_catalog_pages::Page;
use serde_json::Value;

/// The codes that a page shows, each with the statuses of its examples. The catalog may have them although the page lists
/// neither.
#[derive(Debug, Default)]
pub(crate) struct ShownCodes(BTreeMap<String, BTreeSet<u16>>);

impl ShownCodes {
    /// Reads the page's examples with the shapes of the catalog. The name of a close code counts as well, because the reason of
    /// a close frame may be a code.
    pub(crate) fn new(catalog: &Catalog, page: &Page) -> ShownCodes {
        let mut codes: BTreeMap<String, BTreeSet<u16>> = BTreeMap::new();
        for body in &page.bodies {
            let read = |template| {
                body.value
                    .as_ref()
                    .and_then(|value| wire_values(template, value))
            };
            let mut shapes = catalog.shapes.iter();
            let Some(values) = shapes.find_map(|shape| read(&shape.template)) else {
                continue;
            };
            if let Some(code) = values.code {
                let statuses = codes.entry(code).or_default();
                statuses.extend(values.status);
                statuses.extend(&body.statuses);
            }
        }
        let names = page
            .close_codes
            .iter()
            .filter_map(|fact| fact.about.name.as_ref());
        for name in names {
            codes.entry(name.value.clone()).or_default();
        }
        ShownCodes(codes)
    }

    pub(crate) fn contains(&self, code: &str) -> bool {
        self.0.contains_key(code)
    }

    /// Returns `true` if an example shows the code with this status.
    pub(crate) fn has_status(&self, code: &str, status: u16) -> bool {
        self.0
            .get(code)
            .is_some_and(|statuses| statuses.contains(&status))
    }
}

#[derive(Default)]
struct WireValues {
    code: Option<String>,
    status: Option<u16>,
}

/// Returns the code and the status of a body, if the body has all constants and required members of the template.
fn wire_values(template: &Template, body: &Value) -> Option<WireValues> {
    let mut values = WireValues::default();
    collect(template, body, &mut values)?;
    Some(values)
}

fn collect(template: &Template, value: &Value, values: &mut WireValues) -> Option<()> {
    match template {
        Template::Literal(text) => {
            let constant: Value = serde_json::from_str(text).ok()?;
            (constant == *value).then_some(())
        }
        Template::Object(members) => {
            for member in members {
                match (value.as_object()?.get(&member.name), &member.value) {
                    (Some(value), template) => collect(template, value, values)?,
                    (None, Template::Field(field)) if field.optional => {}
                    (None, _) => return None,
                }
            }
            Some(())
        }
        Template::List(items) if template.is_positional() => {
            let found = value.as_array()?;
            let mut pairs = items.iter().zip(found);
            pairs.try_for_each(|(item, value)| collect(item, value, values))
        }
        Template::List(items) => {
            let found = value.as_array()?;
            let mut wanted = items.iter().filter(|item| !template.is_optional_item(item));
            wanted.try_for_each(|item| found.iter().find_map(|value| collect(item, value, values)))
        }
        Template::Field(field) => {
            match field.name.as_str() {
                "code" => values.code = Some(word(value)?),
                "status" => values.status = word(value).and_then(|word| word.parse().ok()),
                _ => {}
            }
            Some(())
        }
    }
}

/// Returns a string or a number as text.
fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
