//! Finds conditions that no response fulfills, and delays in examples that are not in the stated form.

use api_error_catalog_core::envelope::{Field, Type};
use api_error_catalog_core::table::Catalog as Tables;
use api_error_catalog_core::{ErrorResponse, Form, Transport};

use super::subject::Subject;
use crate::diagnostic::{Code, Diagnostic, report};
use crate::model::{Catalog, Conditions, Example};

/// Numbers from here on are moments and not delays: seconds since 1970 in the year 2001, and a delay of 31 years.
const FIRST_MOMENT: f64 = 1e9;

/// Adds the conditions on fields that are nowhere in a response.
pub(super) fn check_conditions(
    found: &mut Vec<Diagnostic>,
    subject: &Subject<'_>,
    catalog: &Catalog,
) {
    let error = subject.error;
    let by_type = error.error_type.is_some() && error.identities().all(|own| own.code.is_none());
    let conditions = || {
        let all = error.identities();
        all.filter_map(|own| own.conditions.as_deref())
    };
    let is_text = |one: &Conditions| {
        let shape = catalog.shapes.get(one.shape);
        one.message.is_some() && shape.is_none_or(|shape| !shape.websocket)
    };
    let required = [
        (
            "type",
            by_type || conditions().any(|one| one.error_type.is_some()),
        ),
        ("subcode", conditions().any(|one| one.subcode.is_some())),
        ("message", conditions().any(is_text)),
    ];
    for (field, _) in required.into_iter().filter(|(_, required)| *required) {
        if has_field(catalog, field) {
            continue;
        }
        let message = format!("no response is `{}`", error.key);
        report(found, Code::UnmetCondition, &subject.value("match"), message)
            .label(format!("requires `{field}`, which no response states"))
            .help(format!(
                "add `${field}` to a template or `{field}` to `fields`, or identify the error in another way"
            ));
    }
}

/// Returns `true` if a template or a source states the field.
fn has_field(catalog: &Catalog, field: &str) -> bool {
    let mut shapes = catalog.shapes.iter();
    let mut sources = catalog.sources.iter();
    shapes.any(|shape| shape.template.has(field)) || sources.any(|source| source.field == field)
}

/// Adds the delays in examples that contradict the form that the template states.
pub(super) fn check_example_delays(
    found: &mut Vec<Diagnostic>,
    subject: &Subject<'_>,
    tables: &Tables<'_>,
) {
    let examples = subject.error.examples.iter();
    for (example, span) in examples.zip(&subject.spans.examples) {
        let Some((value, why)) = contradiction(example, tables) else {
            continue;
        };
        let message = format!("the delay `{value}` in the example is not in the stated form");
        report(found, Code::DelayForm, span, message)
            .label(why)
            .help("correct the form in the template, `\"$retry_after:FORM\"`, or the example");
    }
}

/// Returns the delay in an example that is not in the form of its place, with the reason.
fn contradiction(example: &Example, tables: &Tables<'_>) -> Option<(String, String)> {
    let no_headers: &[(&str, &str)] = &[];
    let body = example.body.clone().into_bytes();
    let response = ErrorResponse::new(tables, Transport::Http(example.status), &no_headers, body);
    let value = response.text(Field::RETRY_AFTER)?;
    let mut shapes = tables.shapes.iter();
    let shape = shapes.find(|shape| Some(shape.name) == response.shape())?;
    let form = shape.reads.iter().find_map(|read| match read.ty {
        Type::Delay(form) if read.field == Field::RETRY_AFTER => Some(form),
        Type::Integer | Type::Number if read.field == Field::RETRY_AFTER => Some(Form::Plain),
        _ => None,
    })?;
    let number = value.parse::<f64>().ok();
    let why = match (form, number) {
        (Form::Epoch, Some(..FIRST_MOMENT)) => "this is a delay and not a moment",
        (Form::EpochMilliseconds, Some(number)) if number < 1e3 * FIRST_MOMENT => {
            "this is not a moment in milliseconds"
        }
        (Form::Epoch, Some(number)) if number >= 1e3 * FIRST_MOMENT => {
            "this is a moment in milliseconds"
        }
        (Form::Plain | Form::Milliseconds, Some(FIRST_MOMENT..)) => {
            "this is a moment and not a delay"
        }
        _ if response.retry_after().is_none() => "it cannot be read",
        _ => return None,
    };
    Some((value.to_owned(), why.to_owned()))
}
