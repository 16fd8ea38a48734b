//! Decodes a case, and states what a program learns from the response.

use std::collections::HashMap;
use std::error::Error;
use std::io::Read;

use api_error_catalog_core::envelope::{Field, Node};
use api_error_catalog_core::table::Catalog as Tables;
use api_error_catalog_core::{
    ErrorResponse, MAX_EVENT, Resolution, ResponseStream, StreamFormat, Transport, UnresolvedReason,
};
use api_error_catalog_model::Loaded;
use flate2::read::MultiGzDecoder;
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
    let is_kept = response.body() == body;
    // A client that gets a body still compressed decompresses it, and decodes it again.
    let response = match response.resolution() {
        Resolution::Unresolved(UnresolvedReason::Compressed) => {
            let mut plain = Vec::new();
            MultiGzDecoder::new(body.as_slice())
                .take(MAX_BODY)
                .read_to_end(&mut plain)?;
            ErrorResponse::new(tables, transport, &headers, plain)
        }
        _ => response,
    };
    let mut told = tell(loaded, &response);
    told["id"] = json!(case.id);
    told["body_kept"] = json!(is_kept);
    Ok(told)
}

/// The maximum number of bytes of a decompressed body.
const MAX_BODY: u64 = 1 << 20;

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
    let error = match (response.resolution(), response.close_code()) {
        (Resolution::Known(at), _) => errors.get(usize::from(at)).map(|error| error.key.as_str()),
        (Resolution::Unresolved(_), close) => close.map(|close| close.name),
    };
    let close = match response.transport() {
        Transport::Close(code) => Some(code.to_string()),
        _ => None,
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
        "why_none": why(response),
        "code": response.code_text().or(close.as_deref()),
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

fn why(response: &ErrorResponse<'_>) -> Option<&'static str> {
    let Resolution::Unresolved(reason) = response.resolution() else {
        return None;
    };
    Some(match reason {
        UnresolvedReason::UnknownCode | UnresolvedReason::CloseFrame => "unknown_code",
        UnresolvedReason::MissingCode => "no_code",
        // The errors of a status are ambiguous without the code that distinguishes them.
        UnresolvedReason::Ambiguous if response.code_text().is_none() => "no_code",
        UnresolvedReason::Ambiguous => "ambiguous",
        UnresolvedReason::UnknownShape => "unknown_shape",
        _ => "not_json",
    })
}

/// Adds the name of the member that each leaf of the tree is read from.
fn add_members<'t>(node: &Node<'t>, members: &mut HashMap<u8, &'t str>) {
    for (name, member) in node.members {
        members.extend(member.leaf.map(|leaf| (leaf, *name)));
        add_members(member, members);
    }
    for item in node.items {
        add_members(&item.node, members);
    }
}

/// Returns the fields of the catalog's own, the arguments of the message and of the code, and the members of the details.
fn parameters(response: &ErrorResponse<'_>) -> Map<String, Value> {
    let mut found = Map::new();
    let catalog = response.catalog();
    let mut members = HashMap::new();
    add_members(&catalog.reader, &mut members);
    let shape = catalog
        .shapes
        .iter()
        .find(|shape| Some(shape.name) == response.shape());
    for name in catalog.fields {
        let Some(text) = response.field(name) else {
            continue;
        };
        found.insert((*name).to_owned(), json!(text));
        // A field may have another name than the member that it is read from.
        let field = catalog.field(name);
        let reads = shape.into_iter().flat_map(|shape| shape.reads);
        let reads = reads.filter(|read| Some(read.field) == field);
        for member in reads.filter_map(|read| members.get(&read.leaf)) {
            found.insert((*member).to_owned(), json!(text));
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
