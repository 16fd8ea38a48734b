//! The items of a catalog.

use api_error_catalog_model::Catalog;
use api_error_catalog_model::model::{CloseCode, Error, Limit, Status, Template, Type};
use api_error_catalog_model::names::of_key;

use crate::aspect::Aspect;
use crate::declared::declared_members;
use crate::item::{Item, ItemKind, further_code};

/// Returns the items of a catalog.
#[must_use]
pub fn catalog_items(catalog: &Catalog) -> Vec<Item> {
    let errors = catalog.errors.iter().map(error_item);
    errors
        .chain(catalog.types.iter().map(type_item))
        .chain(catalog.statuses.iter().map(status_item))
        .chain(catalog.close_codes.iter().map(close_code_item))
        .chain([whole_catalog(catalog)])
        .collect()
}

fn error_item(error: &Error) -> Item {
    let key = error.own.code.clone().unwrap_or_else(|| error.name.clone());
    let message = error.message.as_ref().map(|pattern| pattern.text.clone());
    let (identifying, message) = match error.identified_by_message {
        true => (message, None),
        false => (None, message),
    };
    let also = error.also.iter().map(|also| {
        let conditions = also
            .conditions
            .iter()
            .flat_map(|further| further.describe());
        let parts: Vec<String> = also.code.iter().cloned().chain(conditions).collect();
        further_code(parts.join(" and "), also.statuses.iter().copied())
    });
    let conditions = error.own.conditions.iter();
    let conditions = conditions.flat_map(|further| further.describe());
    let parameters = error
        .parameters()
        .map(|(name, ty)| format!("{name}: {}", ty.as_str()));
    // Several errors may share a code; their keys distinguish them.
    Item {
        section: error.key.clone(),
        ..Item::new(ItemKind::Error, key)
    }
    .with(Aspect::RustName, [error.name.as_str()])
    .with(
        Aspect::Aliases,
        error.renamed_from.iter().map(|c| of_key(c)),
    )
    .with(Aspect::Statuses, statuses(&error.own.statuses))
    .with(Aspect::Type, error.error_type.clone())
    .with(Aspect::Also, also)
    .with(Aspect::Conditions, conditions)
    .with(Aspect::Category, [error.category.to_string()])
    // Only whether and when to retry: the numbers are not a promise to users' code.
    .with(
        Aspect::Retry,
        error.retry.map(|retry| retry.strategy.to_string()),
    )
    .with(Aspect::Details, declared_members(&error.details))
    .with(Aspect::Message, message)
    .with(Aspect::IdentifyingMessage, identifying)
    .with(Aspect::Parameters, parameters)
    .with(Aspect::Description, [error.description.as_str()])
    .with(Aspect::Causes, error.causes.iter())
    .with(Aspect::Solutions, error.solutions.iter())
    .with(Aspect::Limits, error.limits.iter().map(limit))
    .with(Aspect::Deprecated, error.deprecated.clone())
    .with(Aspect::RenamedFrom, error.renamed_from.iter())
    .with(Aspect::UserMessage, error.user_message.clone())
    .with(Aspect::Exception, error.exception.clone())
    .with(Aspect::Links, error.links.iter())
}

fn type_item(ty: &Type) -> Item {
    Item::new(ItemKind::Type, &ty.name)
        .with(Aspect::Statuses, statuses(&ty.statuses))
        .with(Aspect::Description, [ty.description.as_str()])
}

fn status_item(status: &Status) -> Item {
    Item::new(ItemKind::Status, status.status.to_string())
        .with(Aspect::Name, [status.name.as_str()])
        .with(Aspect::Description, [status.description.as_str()])
        .with(Aspect::Solutions, status.action.clone())
}

fn close_code_item(close: &CloseCode) -> Item {
    Item::new(ItemKind::CloseCode, close.code.to_string())
        .with(Aspect::Name, [close.name.as_str()])
        .with(Aspect::Description, [close.description.as_str()])
        .with(Aspect::Category, [close.category.to_string()])
        .with(
            Aspect::Retry,
            close.retry.map(|retry| retry.strategy.to_string()),
        )
}

fn whole_catalog(catalog: &Catalog) -> Item {
    let mut fields = Vec::new();
    for shape in &catalog.shapes {
        // Older shapes are tried in turn. Their order does not change how they look.
        let name = if shape.name.starts_with("decode_only_") {
            "decode_only"
        } else {
            &shape.name
        };
        add_positions(name, &shape.template, &mut fields);
    }
    let sensitive = &catalog.sensitive;
    let details = sensitive.details.iter();
    Item::new(ItemKind::Page, "")
        .with(Aspect::Envelope, fields)
        .with(Aspect::Sources, catalog.described_sources())
        .with(Aspect::Rules, catalog.described_rules())
        .with(Aspect::Support, catalog.support.send.iter())
        .with(Aspect::Sensitive, sensitive.fields.iter())
        .with(
            Aspect::Sensitive,
            details.map(|name| format!("details.{name}")),
        )
}

/// Adds the position of each field and each constant of a template.
fn add_positions(path: &str, template: &Template, positions: &mut Vec<String>) {
    match template {
        Template::Object(members) => {
            for member in members {
                add_positions(&format!("{path}/{}", member.name), &member.value, positions);
            }
        }
        Template::List(items) if template.is_positional() => {
            for (at, item) in items.iter().enumerate() {
                add_positions(&format!("{path}/{at}"), item, positions);
            }
        }
        Template::List(items) => {
            for item in items {
                add_positions(&format!("{path}/*"), item, positions);
            }
        }
        Template::Literal(text) => positions.push(format!("{path} is {text}")),
        Template::Field(field) => positions.push(format!(
            "{path} is ${} {:?}{}",
            field.name,
            field.ty,
            field.default.as_deref().unwrap_or_default()
        )),
    }
}

fn statuses(statuses: &[u16]) -> impl Iterator<Item = String> {
    statuses.iter().map(u16::to_string)
}

fn limit(limit: &Limit) -> String {
    let plan = limit.plan.as_ref().map(|plan| format!(" ({plan})"));
    format!(
        "{}{}: {}",
        limit.name,
        plan.unwrap_or_default(),
        limit.value
    )
}
