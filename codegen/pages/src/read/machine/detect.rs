//! Detects the format of a document for programs, by its content.

use super::tree::{Node, Tree};
use super::{json, yaml};

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MachineFormat {
    /// OpenAPI 2, 3.0 or 3.1.
    OpenApi,
    AsyncApi,
    /// The JSON AST of a Smithy model.
    Smithy,
    JsonSchema,
    /// A list of errors: objects, rows, or texts by code.
    Listing,
}

/// A file whose format has been detected.
pub(super) enum Detected<'s> {
    /// A document with values.
    Tree(MachineFormat, Tree<'s>),
    Protobuf,
    /// A known format that is not read, by its name.
    Unsupported(&'static str),
    /// A page for people.
    Page,
}

/// Detects what a file is.
pub(super) fn detect<'s>(name: &str, source: &'s str) -> Detected<'s> {
    let start = source.trim_start();
    if let Some(format) = unsupported_text(start) {
        return Detected::Unsupported(format);
    }
    if start.starts_with(['{', '[']) {
        return match json::parse(source)
            .or_else(|| names_a_format(source).then(|| yaml::parse(source))?)
        {
            Some(tree) => of_tree(tree),
            None => Detected::Page,
        };
    }
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is = |wanted: &str| extension.eq_ignore_ascii_case(wanted);
    if is_protobuf(source) {
        return Detected::Protobuf;
    }
    if names_a_format(source) || is("yaml") || is("yml") {
        return match yaml::parse(source)
            .filter(|tree| tree.root().is_object() || tree.root().is_list())
        {
            Some(tree) => of_tree(tree),
            None => Detected::Page,
        };
    }
    Detected::Page
}

fn of_tree(tree: Tree<'_>) -> Detected<'_> {
    let root = tree.root();
    if let Some(format) = unsupported_tree(root) {
        return Detected::Unsupported(format);
    }
    let format = if root.get("openapi").is_some() || root.get("swagger").is_some() {
        MachineFormat::OpenApi
    } else if root.get("asyncapi").is_some() {
        MachineFormat::AsyncApi
    } else if root.get("smithy").is_some() && root.get("shapes").is_some_and(Node::is_object) {
        MachineFormat::Smithy
    } else if is_json_schema(root) {
        MachineFormat::JsonSchema
    } else {
        MachineFormat::Listing
    };
    Detected::Tree(format, tree)
}

fn is_json_schema(root: Node<'_>) -> bool {
    let stated = root
        .text_of("$schema")
        .is_some_and(|schema| schema.contains("json-schema.org"));
    let definitions = root
        .get("$defs")
        .or(root.get("definitions"))
        .is_some_and(Node::is_object);
    let shape = ["properties", "oneOf", "anyOf", "allOf", "$ref"]
        .iter()
        .any(|name| root.get(name).is_some());
    stated || definitions && (shape || root.text_of("type").is_some())
}

/// Returns `true` if a line names a format that YAML documents have.
pub(super) fn names_a_format(source: &str) -> bool {
    const NAMES: [&str; 6] = [
        "openapi", "swagger", "asyncapi", "arazzo", "smithy", "$schema",
    ];
    source.lines().any(|line| {
        let (name, rest) = line.split_once(':').unwrap_or_default();
        let name = name.trim_matches(['"', '\'']);
        NAMES.contains(&name) && rest.starts_with([' ', '\t'])
    })
}

/// Returns `true` for a protobuf file: it begins with a statement that only such a file begins with, and it has a definition. Both
/// may also be in code on a page, which begins with something else.
fn is_protobuf(source: &str) -> bool {
    let code = after_comments(source);
    starts_with_statement(code)
        && code.lines().map(str::trim_start).any(|line| {
            let definition = ["enum ", "message ", "service "]
                .iter()
                .any(|word| line.starts_with(word));
            definition && line.contains('{')
        })
}

fn starts_with_statement(code: &str) -> bool {
    let line = code.lines().next().unwrap_or_default().trim_end();
    let statement = line.split(['=', ';']).next().unwrap_or_default();
    let mut words = statement.split_whitespace();
    match (words.next(), words.next()) {
        (Some("syntax" | "edition"), None) => line.contains('=') && line.contains(';'),
        (Some("package" | "import" | "option"), Some(_)) => line.contains(';'),
        _ => false,
    }
}

/// Returns a protobuf file without the comments before its first statement.
fn after_comments(source: &str) -> &str {
    let mut code = source.trim_start();
    loop {
        let comment = match (code.strip_prefix("//"), code.strip_prefix("/*")) {
            (Some(line), _) => line.split_once('\n'),
            (_, Some(block)) => block.split_once("*/"),
            _ => return code,
        };
        code = comment.map_or("", |(_, rest)| rest.trim_start());
    }
}

/// Formats that are known by their first bytes or by a line.
fn unsupported_text(start: &str) -> Option<&'static str> {
    let line = |wanted: &[&str]| {
        let mut lines = start.lines().take(200).map(str::trim);
        lines.any(|line| wanted.iter().any(|word| line.starts_with(word)))
    };
    if start.starts_with("#%RAML") {
        Some("RAML")
    } else if start.starts_with("FORMAT: 1A") {
        Some("API Blueprint")
    } else if start.starts_with("$version:") && line(&["namespace "]) {
        Some("Smithy IDL (its JSON AST is read: `smithy ast`)")
    } else if start.starts_with('<')
        && (start.contains("schemas.xmlsoap.org/wsdl") || start.contains("<wsdl:"))
    {
        Some("WSDL")
    } else if start.starts_with('<') && start.contains("odata/ns/edmx") {
        Some("an OData schema")
    } else if line(&["import \"@typespec/"]) {
        Some("TypeSpec (the OpenAPI document that it generates is read)")
    } else if line(&["type Query {", "type Query{", "extend type Query"]) {
        Some("a GraphQL schema")
    } else if line(&[
        "namespace java ",
        "namespace py ",
        "namespace rb ",
        "namespace go ",
        "namespace * ",
    ]) {
        Some("Thrift")
    } else {
        None
    }
}

/// Formats that are known by a member.
fn unsupported_tree(root: Node<'_>) -> Option<&'static str> {
    let has = |names: &[&str]| root.at(names).is_some();
    let version = |name: &str| root.get(name).and_then(Node::word);
    if version("swagger").is_some_and(|version| !version.starts_with('2'))
        || has(&["swaggerVersion"])
    {
        return Some("Swagger 1");
    }
    if version("openapi").is_some_and(|version| !version.starts_with("3.")) {
        return Some("this version of OpenAPI");
    }
    if root
        .at(&["info", "schema"])
        .and_then(Node::text)
        .is_some_and(|schema| schema.contains("getpostman.com"))
    {
        return Some("a Postman collection");
    }
    let known: [(&[&str], &'static str); 8] = [
        (&["__schema", "types"], "GraphQL introspection"),
        (&["data", "__schema"], "GraphQL introspection"),
        (&["openrpc"], "OpenRPC"),
        (&["arazzo"], "Arazzo"),
        (&["overlay"], "an OpenAPI overlay"),
        (&["__export_format"], "an Insomnia export"),
        (&["discoveryVersion"], "a Google discovery document"),
        (
            &["log", "entries"],
            "a HAR file (`infer` and `observe` read it)",
        ),
    ];
    // A list of errors may have one of these words as a code, with a text.
    let states = |path: &[&str]| {
        let value = root.at(path);
        value.is_some_and(|value| value.text().is_none_or(|text| !text.contains(' ')))
    };
    if let Some((_, name)) = known.iter().find(|(path, _)| states(path)) {
        return Some(name);
    }
    let botocore =
        has(&["metadata", "serviceFullName"]) && has(&["operations"]) && has(&["shapes"]);
    botocore.then_some("an AWS SDK's service description (the service's Smithy model is read)")
}
