//! The structs of a catalog file: format version 1, which `docs/format.md` describes.
//!
//! Every value is a [`Field`], so that a refused one is reported and the rest is still read. `lower` interprets the
//! values together. Editors show the descriptions below, by the JSON Schema.

#[cfg(feature = "schema")]
use schemars::JsonSchema;

#[cfg(feature = "schema")]
use crate::model::{Contents, PageForm};
#[cfg(feature = "schema")]
use crate::text::schema_parts;
use crate::text::yaml::{
    Field, FromYaml, List, Map, OneOrMany, Reader, ScalarValue, YamlNode, YamlValue, key, mapping,
    short,
};

mapping! {
    't,
    /// A catalog of an API's errors.
    #[cfg_attr(feature = "schema", schemars(rename = "File", extend("required" = ["format", "catalog", "envelope"])))]
    CatalogFile {
        /// The version of this format: 1.
        #[cfg_attr(feature = "schema", schemars(extend("const" = 1)))]
        format: u32,
        /// The name of the file and of the Rust module: lower-case letters, digits and `_`.
        #[cfg_attr(feature = "schema", schemars(extend("pattern" = "^[a-z_][a-z0-9_]*$")))]
        catalog: String,
        /// The name to show to people.
        title: String,
        /// The vendor's error page, or several pages and documents. If two contradict each other, the first one counts.
        source: OneOrMany<'t, SourceEntry<'t>>,
        /// How to contact the vendor's support.
        support: SupportEntry<'t>,
        /// The JSON type of codes, or `none` if errors have no code and only the status identifies them.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = ["string", "integer", "none"])))]
        code: String,
        /// The template of error bodies: JSON in which `"$name"` stands for a field.
        envelope: String,
        /// The template of error messages on a WebSocket, written like `envelope`.
        websocket: String,
        /// Templates of other documented shapes by name, written like `envelope`. `shape: name` selects one for an error.
        shapes: Map<'t, String, String>,
        /// Templates of older shapes and those of proxies, written like `envelope`. They are decoded but never written.
        decode_only: List<'t, String>,
        /// The notation of error bodies: JSON by default. Servers write bodies in it.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = ["json", "xml", "form"])))]
        notation: String,
        /// Sources of fields other than the templates, such as headers: the field's name, then its sources in order.
        fields: Map<'t, String, OneOrMany<'t, SourceOfField<'t>>>,
        /// Decorations of codes, such as `{_}#{code}`, which are removed if the code as sent is unknown.
        code_forms: List<'t, String>,
        /// What may be in any case: `codes`, `members`.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::IgnoredCases"))]
        ignore_case: List<'t, String>,
        /// The shapes that make a response an error although its status is below 400.
        success_errors: List<'t, String>,
        /// Codes that no error has, such as `0`; `{_}` stands for any text.
        success_codes: List<'t, CodeText>,
        /// Fields that must not appear in logs: fields of a template, and `details.name` for a member of documented details.
        sensitive: List<'t, String>,
        /// The types that group errors in the API.
        types: Map<'t, String, TypeEntry<'t>>,
        /// Errors without a type, or with an undeclared one. The key is the code, unless the error has `match` or `code`.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::Documented<ErrorEntry<'t>>"))]
        errors: Map<'t, String, ErrorEntry<'t>>,
        /// Errors that the server sends but the page does not list. Each needs evidence in `seen`.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::Observed<ErrorEntry<'t>>"))]
        observed: Map<'t, String, ErrorEntry<'t>>,
        /// Deviations of responses by kind, with their evidence. `observe` does not report them again.
        known_deviations: Map<'t, String, Map<'t, String, String>>,
        /// HTTP statuses that the page describes, including those of success.
        #[cfg_attr(feature = "schema", schemars(extend("propertyNames" = schema_parts::three_digits())))]
        statuses: Map<'t, u16, StatusEntry<'t>>,
        /// WebSocket close codes that the page describes.
        #[cfg_attr(feature = "schema", schemars(extend("propertyNames" = schema_parts::four_digits())))]
        close_codes: Map<'t, u16, StatusEntry<'t>>,
        /// Errors of the page, each with the interpretation that the catalog follows.
        errata: List<'t, ErratumEntry<'t>>,
        /// The level of lints in this catalog.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::LintNames"))]
        lints: Map<'t, String, String>,
    }

    /// A place where a response may state a field. The name of a header, or `body`, is short for `{ header: … }`.
    #[cfg_attr(feature = "schema", schemars(rename = "FieldSource", transform = schema_parts::or_text))]
    SourceOfField short "header" {
        /// The response header.
        header: String,
        /// The parameter of the header's value that has the field.
        param: String,
        /// The part of the header's value that has the field, such as `{value};{_}`.
        value: String,
        /// The part of the message that has the field, such as `try again in {value}`.
        message: String,
        /// The argument of the documented message or code that has the field.
        arg: String,
        /// The form of the value: `s` (the default for a delay), `ms`, `epoch`, `duration` and so on.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = schema_parts::forms())))]
        form: String,
        /// The errors for which it counts; all by default.
        errors: OneOrMany<'t, String>,
    }

    /// A page that lists the errors, or a document such as OpenAPI.
    #[cfg_attr(feature = "schema", schemars(rename = "Source"))]
    SourceEntry {
        /// The page's title.
        title: String,
        /// The page's URL.
        url: String,
        /// The page's file, in the directory that `check --docs` gets; required if there are several sources.
        file: String,
        /// The day on which the page was read, as `YYYY-MM-DD`.
        read: String,
        /// The API's hosts, such as `api.acme.example`, `*.acme.example` for all subdomains, or `acme.example/v1` for a path.
        hosts: List<'t, String>,
        /// Hints that correct how the page is read.
        hints: List<'t, HintEntry<'t>>,
    }

    /// A hint that corrects how a page is read.
    #[cfg_attr(feature = "schema", schemars(rename = "Hint"))]
    HintEntry {
        /// The format of the page; cannot be combined with other keys.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = PageForm::ALL.map(PageForm::as_str))))]
        form: String,
        /// The heading of a section, or several headings, outermost first. Without it, the hint applies to the whole page.
        section: OneOrMany<'t, String>,
        /// A table of the section: its number, or cells of its header.
        table: OneOrMany<'t, CodeText>,
        /// The number of a list in the section.
        list: u32,
        /// The number of a code block in the section.
        example: u32,
        /// The contents of this part of the page; `ignore` skips it.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = Contents::ALL.map(Contents::as_str))))]
        contains: String,
        /// The roles of columns, by their numbers or headers, or of the members of JSON examples.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::ColumnRoles"))]
        columns: Map<'t, CodeText, String>,
        /// Whether the first row of the table is its header.
        header: bool,
    }

    /// How to contact the vendor's support.
    #[cfg_attr(feature = "schema", schemars(rename = "Support"))]
    SupportEntry {
        /// The support page.
        url: String,
        /// The email address.
        email: String,
        /// The information to include: fields of the envelope, and other things in words.
        send: List<'t, String>,
    }

    /// A type that groups errors.
    #[cfg_attr(feature = "schema", schemars(extend("required" = ["description"])))]
    TypeEntry {
        /// The HTTP statuses of its errors that state none.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::Statuses<'t>"))]
        status: OneOrMany<'t, u16>,
        /// The description of the type.
        description: String,
        /// The category of its errors that state none, if the page states it.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = schema_parts::categories())))]
        category: String,
        /// The category, if the page does not state it.
        assumed: AssumedEntry<'t>,
        /// The errors of this type.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::Documented<ErrorEntry<'t>>"))]
        errors: Map<'t, String, ErrorEntry<'t>>,
        /// The level of lints for this type and its errors.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::LintNames"))]
        lints: Map<'t, String, String>,
    }

    /// An error.
    #[cfg_attr(feature = "schema", schemars(extend("required" = ["description"])))]
    ErrorEntry {
        /// What identifies the error in a response, if its key is not enough. The first of several is written by servers.
        match_ "match": OneOrMany<'t, MatchEntry<'t>>,
        /// The code, if the key is only a name.
        code: CodeText,
        /// The HTTP statuses of the error; omitted if the page states none.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::Statuses<'t>"))]
        status: OneOrMany<'t, u16>,
        /// The value of the field `type`.
        error_type "type": String,
        /// The shape of its bodies, one of `shapes`.
        shape: String,
        /// The name of the variant, if the key gives no name or a bad one.
        #[cfg_attr(feature = "schema", schemars(extend("pattern" = "^[A-Z][A-Za-z0-9_]*$")))]
        rust_name: String,
        /// The description, in your own words.
        description: String,
        /// Possible causes.
        causes: List<'t, String>,
        /// How to fix it.
        solutions: List<'t, String>,
        /// A message for end users.
        user_message: String,
        /// The exception that the vendor's SDK raises for it.
        exception: String,
        /// The documented limits that it enforces: a number, or one for each plan.
        limits: Map<'t, String, LimitEntry<'t>>,
        /// The template of its message, with arguments such as `{maximum:integer}`.
        message: String,
        /// The members of its `details` with their types, such as `integer`, `a | b`, `[T]` or `{ b: T }`; `?` after an optional name.
        details: Map<'t, String, DetailEntry<'t>>,
        /// The category, if the page states it. By default it follows from the first status.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = schema_parts::categories())))]
        category: String,
        /// The retry advice, if the page states it.
        retry: RetryEntry<'t>,
        /// The category and the retry advice, if the page does not state them.
        assumed: AssumedEntry<'t>,
        /// Bodies from the page. Each must be decoded as this error.
        examples: List<'t, ExampleEntry<'t>>,
        /// Errors of the page in its description of this error.
        erratum: OneOrMany<'t, ErratumEntry<'t>>,
        /// URLs of further documentation.
        links: List<'t, String>,
        /// Why the error is no longer sent.
        deprecated: String,
        /// Former codes. Each stays as a deprecated name in Rust.
        renamed_from: List<'t, String>,
        /// The evidence of an observed error, such as an issue or a recording.
        seen: String,
        /// The level of lints for this error.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::LintNames"))]
        lints: Map<'t, String, String>,
    }

    /// What identifies an error in a response.
    #[cfg_attr(feature = "schema", schemars(rename = "Match"))]
    MatchEntry {
        /// The code: one, a pattern such as `FLOOD_WAIT_{seconds:integer}`, or a range such as `-32099..-32000`.
        code: CodeText,
        /// The sub-code.
        subcode: CodeText,
        /// The HTTP statuses, or hundreds of them such as `5xx`.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::StatusesOrFamilies<'t>"))]
        status: OneOrMany<'t, CodeText>,
        /// The value of the field `type`.
        error_type "type": String,
        /// The shape of its bodies.
        shape: String,
        /// The pattern of the message.
        message: String,
        /// The body: `empty` for a response without one, such as to HEAD.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = ["empty"])))]
        body: String,
        /// Fields with their values.
        where_ "where": Map<'t, String, ScalarText>,
        /// The template of the message that identifies the error on a WebSocket.
        websocket: String,
    }

    /// Values that the catalog's author chose because the page does not state them.
    #[cfg_attr(feature = "schema", schemars(rename = "Assumed"))]
    AssumedEntry {
        /// The category.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = schema_parts::categories())))]
        category: String,
        /// The retry advice.
        retry: RetryEntry<'t>,
    }

    /// Retry advice; `backoff` is short for `{ strategy: backoff }`.
    #[cfg_attr(feature = "schema", schemars(rename = "Retry", extend("required" = ["strategy"]), transform = schema_parts::or_advice))]
    RetryEntry short "strategy" {
        /// When to retry.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = schema_parts::strategies())))]
        strategy: String,
        /// The total number of attempts, including the first one.
        #[cfg_attr(feature = "schema", schemars(extend("minimum" = 1)))]
        attempts: u32,
        /// The first delay, such as `1s`.
        base: DurationText,
        /// The factor between two delays.
        factor: f32,
        /// The maximum of growing delays, such as `30s`.
        max_delay: DurationText,
        /// The delay if the response states none, such as `60s`.
        delay: DurationText,
    }

    /// A documented body. A string is short for `{ body: … }`.
    #[cfg_attr(feature = "schema", schemars(rename = "Example", extend("required" = ["body"]), transform = schema_parts::or_text))]
    ExampleEntry short "body" {
        /// The HTTP status of the response.
        #[cfg_attr(feature = "schema", schemars(with = "Field<'t, schema_parts::StatusNumber>"))]
        status: u16,
        /// The body.
        body: String,
    }

    /// An error of the page, and the interpretation that the catalog follows.
    #[cfg_attr(feature = "schema", schemars(rename = "Erratum", extend("required" = ["issue", "interpretation"])))]
    ErratumEntry {
        /// The problem of the page.
        issue: String,
        /// How the catalog interprets the page.
        interpretation: String,
        /// A condition, or a list of conditions, that the page fulfills as long as it has this problem.
        while_ "while": OneOrMany<'t, ConditionEntry<'t>>,
    }

    /// A condition that a page fulfills as long as it has the problem of an erratum.
    #[cfg_attr(feature = "schema", schemars(rename = "Condition"))]
    ConditionEntry {
        /// The page contains this code, status, heading or value.
        shows: CodeText,
        /// The page does not contain this code, status, heading or value.
        lacks: CodeText,
        /// The page states `status` and `type` for this code.
        code: CodeText,
        /// With `shows`, how often the page contains it; at least once by default.
        times: u32,
        /// With `shows` or `lacks`, the heading of the section to search, or several headings, outermost first.
        section: OneOrMany<'t, String>,
        /// With `code`, exactly these statuses; `[]` for none.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::Statuses<'t>"))]
        status: OneOrMany<'t, u16>,
        /// With `code`, this type.
        error_type "type": String,
    }

    /// An HTTP status or a close code that the page describes.
    #[cfg_attr(feature = "schema", schemars(extend("required" = ["name"])))]
    StatusEntry {
        /// The name.
        name: String,
        /// The description.
        description: String,
        /// What to do.
        action: String,
        /// The category, if the page states it.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = schema_parts::categories())))]
        category: String,
        /// Whether and when to connect again after a close frame, if the page states it.
        retry: RetryEntry<'t>,
        /// The category and the retry advice, if the page does not state them.
        assumed: AssumedEntry<'t>,
    }
}

/// A code: a string, or a number if the catalog's codes are numbers.
#[derive(Debug)]
pub(crate) enum CodeText {
    Text(String),
    Number(i128),
}

impl std::fmt::Display for CodeText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            CodeText::Text(text) => f.write_str(text),
            CodeText::Number(number) => write!(f, "{number}"),
        }
    }
}

impl FromYaml<'_> for CodeText {
    fn from_yaml(node: &YamlNode, reader: &mut Reader) -> Option<CodeText> {
        match node.scalar() {
            Some(ScalarValue::Text(text)) => Some(CodeText::Text(text.to_owned())),
            Some(ScalarValue::Signed(number)) => Some(CodeText::Number(number.into())),
            Some(ScalarValue::Unsigned(number)) => Some(CodeText::Number(number.into())),
            _ => reader.refuse(node, "a code"),
        }
    }
}

/// A duration as it is written. A number without a unit is read too, so that one message explains all invalid durations.
#[derive(Debug)]
pub(crate) struct DurationText(pub(crate) String);

impl FromYaml<'_> for DurationText {
    fn from_yaml(node: &YamlNode, reader: &mut Reader) -> Option<DurationText> {
        match (node.scalar(), node.text()) {
            (None | Some(ScalarValue::Null | ScalarValue::Bool(_)), _) | (_, None) => {
                reader.refuse(node, "a duration such as `60s`")
            }
            (_, Some(text)) => Some(DurationText(text.to_owned())),
        }
    }
}

/// A string, a number or a Boolean, as text.
#[derive(Debug)]
pub(crate) struct ScalarText(pub(crate) String);

impl FromYaml<'_> for ScalarText {
    fn from_yaml(node: &YamlNode, reader: &mut Reader) -> Option<ScalarText> {
        match node.scalar() {
            Some(ScalarValue::Text(text)) => Some(ScalarText(text.to_owned())),
            Some(ScalarValue::Signed(number)) => Some(ScalarText(number.to_string())),
            Some(ScalarValue::Unsigned(number)) => Some(ScalarText(number.to_string())),
            Some(ScalarValue::Bool(value)) => Some(ScalarText(value.to_string())),
            _ => reader.refuse(node, "a string, a number, `true` or `false`"),
        }
    }
}

/// A number, or one for each plan.
#[derive(Debug)]
pub(crate) enum LimitEntry<'t> {
    One(u64),
    PerPlan(Map<'t, String, u64>),
}

impl<'t> FromYaml<'t> for LimitEntry<'t> {
    fn from_yaml(node: &'t YamlNode, reader: &mut Reader) -> Option<LimitEntry<'t>> {
        match (&node.value, node.scalar()) {
            (_, Some(ScalarValue::Unsigned(number))) => Some(LimitEntry::One(number)),
            (YamlValue::Mapping(_), _) => Map::from_yaml(node, reader).map(LimitEntry::PerPlan),
            _ => reader.refuse(node, "a whole number, or one for each plan"),
        }
    }
}

/// The type of a member, an item or a value in `details`.
#[derive(Debug)]
pub(crate) enum DetailEntry<'t> {
    /// `string`, or `a | b`.
    Words(String),
    /// `[T]`.
    ListOf(List<'t, DetailEntry<'t>>),
    /// `{ name: T }`, or `{ <key>: T }`.
    Members(Map<'t, String, DetailEntry<'t>>),
}

impl<'t> FromYaml<'t> for DetailEntry<'t> {
    fn from_yaml(node: &'t YamlNode, reader: &mut Reader) -> Option<DetailEntry<'t>> {
        match (&node.value, node.scalar()) {
            (_, Some(ScalarValue::Text(text))) => Some(DetailEntry::Words(text.to_owned())),
            (YamlValue::Sequence(_), _) => List::from_yaml(node, reader).map(DetailEntry::ListOf),
            (YamlValue::Mapping(_), _) => Map::from_yaml(node, reader).map(DetailEntry::Members),
            _ => reader.refuse(
                node,
                "a type such as `string`, `[string]` or `{ name: string }`",
            ),
        }
    }
}
