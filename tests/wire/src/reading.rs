//! Decodes a case, and states what a program learns from the response.

use std::error::Error;

use api_error_catalog_core::envelope::Field;
use api_error_catalog_core::table::Catalog as Tables;
use api_error_catalog_core::{
    ErrorResponse, MAX_EVENT, Resolution, ResponseStream, StreamFormat, Transport, UnresolvedReason,
};
use api_error_catalog_model::Loaded;
use serde_json::{Map, Value, json};

use crate::case::Case;

/// Returns what a program learns from the response.
pub(crate) fn read(
    loaded: &Loaded,
    tables: &Tables<'_>,
    case: &Case,
) -> Result<Value, Box<dyn Error>> {
    let (headers, body) = (case.headers(), case.body()?);
    if let Some(format) = stream_format(case) {
        let mut stream = ResponseStream::new(tables, format, MAX_EVENT);
        let first = stream.push(&body).next();
        let first = first.or_else(|| stream.finish());
        let mut told = first.map_or(json!({ "is_error": false }), |error| tell(loaded, &error));
        told["id"] = json!(case.id);
        return Ok(told);
    }
    let transport = match case.transport.as_str() {
        "ws" => Transport::WebSocket,
        "close" => Transport::Close(case.status.unwrap_or(1005)),
        _ => Transport::Http(case.status),
    };
    let response = ErrorResponse::new(tables, transport, &headers, body.clone());
    let mut told = tell(loaded, &response);
    told["id"] = json!(case.id);
    told["body_kept"] = json!(response.body() == body);
    Ok(told)
}

/// Returns the format of the stream, if the response is one.
fn stream_format(case: &Case) -> Option<StreamFormat> {
    let is_stream = case.status.is_none_or(|status| status < 400);
    match case.transport.as_str() {
        "sse" if is_stream => Some(StreamFormat::Events),
        "ndjson" if is_stream => Some(StreamFormat::Lines),
        _ => None,
    }
}

fn tell(loaded: &Loaded, response: &ErrorResponse<'_>) -> Value {
    if !response.is_error() {
        return json!({ "is_error": false });
    }
    let errors = &loaded.catalog.errors;
    let (error, reason) = match response.resolution() {
        Resolution::Known(at) => (
            errors.get(usize::from(at)).map(|error| error.key.as_str()),
            None,
        ),
        Resolution::Unresolved(reason) => {
            (response.close_code().map(|close| close.name), Some(reason))
        }
    };
    let violations = response.violations().into_iter();
    let violations: Vec<Value> = violations
        .map(|each| json!([each.field, each.message]))
        .collect();
    let others: Vec<String> = response
        .errors()
        .skip(1)
        .filter_map(|item| Some(item.code_text()?.into_owned()))
        .collect();
    json!({
        "is_error": true,
        "error": error,
        "why_none": reason.map(why),
        "code": response.code_text(),
        "message": response.text(Field::MESSAGE),
        "request_id": response.text(Field::REQUEST_ID),
        "delay_ms": response.retry_after().map(|delay| u64::try_from(delay.as_millis()).unwrap_or(u64::MAX)),
        "may_retry": response.should_retry(),
        "category": response.category().as_str(),
        "violations": violations,
        "others": others,
        "parameters": parameters(response),
    })
}

fn why(reason: UnresolvedReason) -> &'static str {
    match reason {
        UnresolvedReason::UnknownCode => "unknown_code",
        UnresolvedReason::MissingCode => "no_code",
        UnresolvedReason::Ambiguous => "ambiguous",
        UnresolvedReason::UnknownShape => "unknown_shape",
        _ => "not_json",
    }
}

/// Returns the fields of the catalog's own, the arguments of the message and of the code, and the members of the details.
fn parameters(response: &ErrorResponse<'_>) -> Map<String, Value> {
    let mut found = Map::new();
    let catalog = response.catalog();
    for name in catalog.fields {
        if let Some(text) = response.field(name) {
            found.insert((*name).to_owned(), json!(text));
        }
    }
    let patterns = catalog.rules.into_iter().flat_map(|rules| rules.all());
    let patterns = patterns.filter_map(|rule| match rule.code {
        api_error_catalog_core::rules::CodeRule::Pattern(pattern) => Some(*pattern),
        _ => rule.message.copied(),
    });
    let documented = response.info().and_then(|info| info.more.message.copied());
    for (name, _) in patterns
        .chain(documented)
        .flat_map(|pattern| pattern.parameters())
    {
        if let Some(text) = response
            .message_arg(name)
            .or_else(|| response.code_arg(name))
        {
            found.insert(name.to_owned(), json!(text));
        }
    }
    let details = response
        .raw(Field::DETAILS)
        .and_then(|json| serde_json::from_str(json).ok());
    if let Some(Value::Object(members)) = details {
        found.extend(
            members
                .into_iter()
                .filter(|(_, value)| value.is_string() || value.is_number()),
        );
    }
    found
}
