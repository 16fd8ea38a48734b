//! A catalog, broken down into items that can be compared with those of another catalog.

use api_error_catalog_model::Catalog;
use api_error_catalog_model::model::{Detail, Error, Limit, Retry, Template};

use crate::item::{Item, ItemKind};
use api_error_catalog_model::names::of_key;

/// The items of a catalog.
#[must_use]
pub fn of_catalog(catalog: &Catalog) -> Vec<Item> {
    let mut items: Vec<Item> = catalog.errors.iter().map(error).collect();
    items.extend(catalog.types.iter().map(|ty| {
        Item::new(ItemKind::Type, &ty.name)
            .with("statuses", strings(&ty.statuses))
            .with("description", [ty.description.clone()])
    }));
    items.extend(catalog.statuses.iter().map(|status| {
        let item = Item::new(ItemKind::Status, status.status.to_string())
            .with("name", [status.name.clone()]);
        item.with("description", [status.description.clone()])
            .with("solutions", status.action.clone())
    }));
    items.extend(catalog.close_codes.iter().map(|close| {
        let item = Item::new(ItemKind::CloseCode, close.code.to_string())
            .with("name", [close.name.clone()]);
        item.with("description", [close.description.clone()])
            .with("class", [close.class.to_string()])
    }));
    let mut fields = Vec::new();
    for shape in &catalog.shapes {
        // Older forms are tried in turn; which one comes first is no part of how they look.
        let name = if shape.name.starts_with("also_read_") {
            "also_read"
        } else {
            &shape.name
        };
        places(name, &shape.template, &mut fields);
    }
    let headers = catalog
        .headers
        .iter()
        .map(|(field, header)| format!("{field}: {}", header.to_ascii_lowercase()));
    let page = Item::new(ItemKind::Page, "")
        .with("envelope", fields)
        .with("headers", headers);
    let sensitive = &catalog.sensitive;
    let hidden = sensitive.fields.iter().cloned().chain(
        sensitive
            .details
            .iter()
            .map(|name| format!("details.{name}")),
    );
    items.push(
        page.with("support", catalog.support.send.clone())
            .with("sensitive", hidden),
    );
    items
}

/// Where each field and each constant of a template stands.
fn places(path: &str, template: &Template, found: &mut Vec<String>) {
    match template {
        Template::Object(members) => {
            members.iter().for_each(|member| {
                places(&format!("{path}/{}", member.name), &member.value, found)
            });
        }
        Template::List(item) => places(&format!("{path}/*"), item, found),
        Template::Literal(text) => found.push(format!("{path} is {text}")),
        Template::Field(field) => {
            found.push(format!(
                "{path} is ${} {:?}{}",
                field.name,
                field.ty,
                field.default.as_deref().unwrap_or_default()
            ));
        }
    }
}

fn error(error: &Error) -> Item {
    let key = error.own.code.clone().unwrap_or_else(|| error.name.clone());
    let also = error.also.iter().map(|also| {
        format!(
            "{} {:?}",
            also.code.as_deref().unwrap_or_default(),
            also.statuses
        )
    });
    let message = error.message.as_ref().map(|pattern| pattern.text.clone());
    let told_by = message.clone().filter(|_| error.told_by_message);
    let parameters = error
        .message
        .iter()
        .flat_map(|pattern| pattern.parameters());
    let parameters = parameters.map(|(name, ty)| format!("{name}: {}", ty.name()));
    // One code may be several errors, which their keys tell apart.
    Item {
        section: error.key.clone(),
        ..Item::new(ItemKind::Error, key)
    }
    .with("rust_name", [error.name.clone()])
    .with(
        "aliases",
        error.renamed_from.iter().map(|code| of_key(code)),
    )
    .with("statuses", strings(&error.own.statuses))
    .with("type", error.type_name.clone())
    .with("also", also)
    .with("class", [error.class.to_string()])
    .with("retry", error.retry.as_ref().map(retry))
    .with("details", error.details.iter().map(detail))
    .with("message", message.filter(|_| !error.told_by_message))
    .with("told_by", told_by)
    .with("parameters", parameters)
    .with("description", [error.description.clone()])
    .with("causes", error.causes.clone())
    .with("solutions", error.solutions.clone())
    .with("limits", error.limits.iter().map(limit))
    .with("deprecated", error.deprecated.clone())
    .with("renamed_from", error.renamed_from.clone())
    .with("user_message", error.user_message.clone())
    .with("exception", error.exception.clone())
    .with("links", error.links.clone())
}

fn strings(statuses: &[u16]) -> Vec<String> {
    statuses.iter().map(u16::to_string).collect()
}

/// Only whether and when: the numbers are no promise to users' code.
fn retry(retry: &Retry) -> String {
    retry.when.to_string()
}

fn detail(detail: &Detail) -> String {
    format!(
        "{}: {}{}",
        detail.name,
        detail.ty.name(),
        if detail.list { "[]" } else { "" }
    )
}

fn limit(limit: &Limit) -> String {
    format!(
        "{} {} {}",
        limit.name,
        limit.plan.as_deref().unwrap_or_default(),
        limit.value
    )
}
