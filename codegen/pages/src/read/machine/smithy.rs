//! Reads the JSON AST of a Smithy model: <https://smithy.io/2.0/spec/json-ast.html>.
//!
//! A structure with the trait `smithy.api#error` is an error. The service's protocol determines its code, its status and
//! the place of both in a response.

use api_error_catalog_model::source::Span;
use serde_json::{Map, Value, json};

use super::facts::{self, FactsBuilder};
use super::tree::Node;
use crate::page::{Body, Code, Fact, HeaderFact, Page, WordingOrigin};
use crate::read::document::BlockKind;
use crate::read::formats::html;

/// How the service's protocol sends errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Protocol {
    /// A JSON body with the code in `__type`: awsJson1_0, awsJson1_1, rpcv2.
    Json,
    /// A JSON body, and the code in a header: restJson1.
    RestJson,
    /// An XML body with the name of the structure: restXml.
    RestXml,
    /// An XML body with the code of the trait `awsQueryError`: awsQuery, ec2Query.
    Query,
    Unknown,
}

/// Reads a model.
pub(super) fn read(root: Node<'_>) -> Page {
    let mut facts = FactsBuilder::default();
    let shapes: Vec<(&str, Node<'_>, Node<'_>)> =
        root.get("shapes").map_or_else(Vec::new, |shapes| {
            let named = shapes
                .entries()
                .filter_map(|(key, shape)| Some((key.text()?, key, shape)));
            named.collect()
        });
    let service = shapes
        .iter()
        .find(|(_, _, shape)| shape.text_of("type") == Some("service"));
    let protocol = service.map_or(Protocol::Unknown, |(_, _, service)| protocol(*service));
    if let Some(title) =
        service.and_then(|(_, _, service)| service.at(&["traits", "smithy.api#title"]))
        && let Some(text) = title.text()
    {
        facts.set_title(text, title.span());
    }
    for (name, key, shape) in &shapes {
        if let Some(traits) = shape.get("traits")
            && let Some(fault) = traits.get("smithy.api#error")
        {
            error(
                &mut facts,
                protocol,
                &ErrorShape {
                    name,
                    key: *key,
                    shape: *shape,
                    traits,
                    fault,
                },
            );
        }
    }
    if facts.has_errors() {
        headers(
            &mut facts,
            protocol,
            service.map_or(0..0, |(_, key, _)| key.span()),
        );
    }
    facts.finish()
}

fn protocol(service: Node<'_>) -> Protocol {
    let Some(traits) = service.get("traits") else {
        return Protocol::Unknown;
    };
    let known = [
        ("aws.protocols#awsJson1_0", Protocol::Json),
        ("aws.protocols#awsJson1_1", Protocol::Json),
        ("smithy.protocols#rpcv2Cbor", Protocol::Json),
        ("aws.protocols#restJson1", Protocol::RestJson),
        ("alloy#simpleRestJson", Protocol::RestJson),
        ("aws.protocols#restXml", Protocol::RestXml),
        ("aws.protocols#awsQuery", Protocol::Query),
        ("aws.protocols#ec2Query", Protocol::Query),
    ];
    let known = known.iter().find(|(name, _)| traits.get(name).is_some());
    known.map_or(Protocol::Unknown, |(_, protocol)| *protocol)
}

/// A structure that is an error.
struct ErrorShape<'t> {
    name: &'t str,
    key: Node<'t>,
    shape: Node<'t>,
    traits: Node<'t>,
    /// `client` or `server`.
    fault: Node<'t>,
}

fn error(facts: &mut FactsBuilder, protocol: Protocol, shape: &ErrorShape<'_>) {
    let local_name = shape
        .name
        .rsplit_once('#')
        .map_or(shape.name, |(_, name)| name);
    let query = shape
        .traits
        .get("aws.protocols#awsQueryError")
        .filter(|_| protocol == Protocol::Query);
    let code = query
        .and_then(|query| query.text_of("code"))
        .unwrap_or(local_name);
    let (status, status_span) = status(shape, query);
    let span = shape.key.span();
    let documentation = shape.traits.get("smithy.api#documentation");
    let texts = documentation.and_then(|text| Some((plain(text.text()?), text.span())));
    if let Some((text, span)) = &texts {
        facts.add_text(text, span);
    }
    let mut bodies = Vec::new();
    for with_code in [true, false] {
        // If a header carries the code, the body may lack it.
        if (with_code || protocol == Protocol::RestJson)
            && let Some(body) = body(shape, protocol, with_code.then_some(code))
        {
            bodies.push(facts.add_body(Body {
                code: Some(Code::Text(code.to_owned())),
                ..Body::of_schema(body, span.clone(), status)
            }));
        }
    }
    let error = facts.error(Code::Text(code.to_owned()), &span);
    facts::add_status(&mut error.statuses, status, &status_span);
    if let Some((text, span)) = &texts {
        facts::add_text(&mut error.about, text, span, WordingOrigin::Section);
    }
    if code != local_name && error.about.name.is_none() {
        error.about.name = Some(Fact::sure(local_name.to_owned(), span));
    }
    if let Some(retryable) = shape.traits.get("smithy.api#retryable") {
        let throttling = retryable.get("throttling").is_some_and(Node::is_true);
        let advice = if throttling {
            "retryable, with exponential backoff"
        } else {
            "retryable"
        };
        error
            .about
            .retry
            .push(Fact::sure(advice.to_owned(), retryable.span()));
    }
    if let Some(deprecated) = shape.traits.get("smithy.api#deprecated") {
        let why = deprecated
            .text_of("message")
            .unwrap_or("The model marks it as deprecated.");
        error.reference.deprecated = Some(Fact::sure(facts::folded(why), deprecated.span()));
    }
    error.about.bodies.extend(bodies);
}

/// Returns the status of the traits, otherwise that of the fault.
fn status(shape: &ErrorShape<'_>, query: Option<Node<'_>>) -> (u16, Span) {
    let of_query = query.and_then(|query| query.get("httpResponseCode"));
    let stated = of_query.or_else(|| shape.traits.get("smithy.api#httpError"));
    let stated = stated.and_then(|node| Some((u16::try_from(node.integer()?).ok()?, node.span())));
    stated.unwrap_or_else(|| {
        let server = shape.fault.text() == Some("server");
        (if server { 500 } else { 400 }, shape.fault.span())
    })
}

/// Returns the text of documentation, which is HTML or Markdown.
fn plain(documentation: &str) -> String {
    if !documentation.contains('<') {
        return facts::folded(documentation);
    }
    let blocks = html::read(documentation).blocks.into_iter();
    let texts = blocks.filter_map(|block| match block.kind {
        BlockKind::Heading { text, .. }
        | BlockKind::Paragraph(text)
        | BlockKind::Item(text)
        | BlockKind::Term(text) => Some(text.as_str().to_owned()).filter(|text| !text.is_empty()),
        BlockKind::Code(code) => Some(facts::folded(&code.raw)),
        _ => None,
    });
    texts.collect::<Vec<_>>().join(" ")
}

/// Returns a body of the error as the protocol sends it, if it is JSON.
fn body(shape: &ErrorShape<'_>, protocol: Protocol, code: Option<&str>) -> Option<Value> {
    let name = match protocol {
        Protocol::Json => "__type",
        // Clients must look for the code in the body too.
        Protocol::RestJson => "code",
        Protocol::RestXml | Protocol::Query | Protocol::Unknown => return None,
    };
    let code = code.map(|code| (name.to_owned(), json!(code)));
    let mut body: Map<String, Value> = code.into_iter().collect();
    let members = shape.shape.get("members").map(|members| members.members());
    let mut has_message = false;
    for (name, member) in members.into_iter().flatten() {
        if member.at(&["traits", "smithy.api#httpHeader"]).is_some() {
            continue;
        }
        let sent = member
            .at(&["traits", "smithy.api#jsonName"])
            .and_then(Node::text);
        let sent = sent
            .filter(|_| protocol == Protocol::RestJson)
            .unwrap_or(name);
        has_message |= sent.eq_ignore_ascii_case("message");
        body.insert(
            sent.to_owned(),
            sample(member.text_of("target").unwrap_or_default()),
        );
    }
    has_message.then_some(Value::Object(body))
}

/// Returns a value of a member's type, as far as its name states it.
fn sample(target: &str) -> Value {
    let name = target.rsplit_once('#').map_or(target, |(_, name)| name);
    match name {
        "Boolean" | "PrimitiveBoolean" => json!(true),
        "Byte" | "Short" | "Integer" | "Long" | "PrimitiveInteger" | "PrimitiveLong" => json!(1),
        "Float" | "Double" => json!(1.5),
        _ => json!("text"),
    }
}

/// Adds the headers that the protocol defines.
fn headers(facts: &mut FactsBuilder, protocol: Protocol, span: Span) {
    let code = (protocol == Protocol::RestJson).then_some(("code", "X-Amzn-ErrorType"));
    let request_id = ("request_id", "x-amzn-RequestId");
    // Services may send the namespace of an error before its name, and a URI after it (smithy.io, "AWS JSON 1.0 protocol").
    if matches!(protocol, Protocol::Json | Protocol::RestJson) {
        facts.add_code_forms(&["{code}:{_}", "{_}#{code}"]);
    }
    let known = matches!(
        protocol,
        Protocol::Json | Protocol::RestJson | Protocol::Query
    );
    for (field, name) in code.into_iter().chain(known.then_some(request_id)) {
        facts.add_header(HeaderFact {
            field: field.to_owned(),
            name: Fact::sure(name.to_owned(), span.clone()),
        });
    }
}
