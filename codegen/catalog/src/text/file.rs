//! The file, as it is read: format version 1, described in `docs/format.md`.
//!
//! Every value is a [`Field`], so that a refused one is reported and the rest is still read. `lower` interprets the
//! values together.

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
        /// The name of the file and of the module: lower-case letters, digits and `_`.
        #[cfg_attr(feature = "schema", schemars(extend("pattern" = "^[a-z_][a-z0-9_]*$")))]
        catalog: String,
        /// The name for a person.
        title: String,
        /// What was read.
        source: SourceEntry<'t>,
        /// Where to turn.
        support: SupportEntry<'t>,
        /// What codes are on the wire; `none` where errors are known by their status alone.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = ["string", "integer", "none"])))]
        code: String,
        /// How an error's body looks: JSON in which `"$name"` stands for a field.
        envelope: String,
        /// How an error message on a WebSocket looks, written like `envelope`.
        websocket: String,
        /// Further documented forms by name, written like `envelope`; an error says `shape: name` to come in one.
        shapes: Map<'t, String, String>,
        /// Older forms and those of proxies, written like `envelope`: decoded, never written.
        decode_only: List<'t, String>,
        /// Fields that a response header carries: the field's name, then the header's.
        headers: Map<'t, String, String>,
        /// What no log may show: fields of an envelope, and `details.name` for a member of documented details.
        sensitive: List<'t, String>,
        /// Types that are on the wire and group codes.
        types: Map<'t, String, TypeEntry<'t>>,
        /// Errors without a type, or with a label of their own. The key is the code, unless `match` or `code` says how it looks.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::Documented<ErrorEntry<'t>>"))]
        errors: Map<'t, String, ErrorEntry<'t>>,
        /// Errors that are on the wire and not on the page; each needs evidence, `seen`.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::Observed<ErrorEntry<'t>>"))]
        observed: Map<'t, String, ErrorEntry<'t>>,
        /// What answers do otherwise, with its evidence, by kind: `observe` tells it no more.
        known_deviations: Map<'t, String, Map<'t, String, String>>,
        /// HTTP statuses that the page describes, good ones too.
        #[cfg_attr(feature = "schema", schemars(extend("propertyNames" = schema_parts::three_digits())))]
        statuses: Map<'t, u16, StatusEntry<'t>>,
        /// Close codes of WebSockets that the page describes.
        #[cfg_attr(feature = "schema", schemars(extend("propertyNames" = schema_parts::four_digits())))]
        close_codes: Map<'t, u16, StatusEntry<'t>>,
        /// Faults of the page itself, each with the reading that was chosen.
        errata: List<'t, ErratumEntry<'t>>,
        /// How serious each lint is in this catalog.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::LintNames"))]
        lints: Map<'t, String, String>,
    }

    /// What was read.
    #[cfg_attr(feature = "schema", schemars(rename = "Source"))]
    SourceEntry {
        /// The page's title.
        title: String,
        /// Its address.
        url: String,
        /// Its file in the folder that `check --docs` is given.
        file: String,
        /// The day it was read, as `YYYY-MM-DD`.
        read: String,
        /// Where its answers come from: hosts, `*.` in front of one for all below it, a path behind it to narrow it.
        hosts: List<'t, String>,
        /// What the reader of the page cannot guess.
        hints: List<'t, HintEntry<'t>>,
    }

    /// What the reader of the page cannot guess.
    #[cfg_attr(feature = "schema", schemars(rename = "Hint"))]
    HintEntry {
        /// The page's form, a hint of its own.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = PageForm::ALL.map(PageForm::as_str))))]
        form: String,
        /// A heading, or several, outermost first; left out, the whole page.
        section: OneOrMany<'t, String>,
        /// Which table there: its number, or cells of its header.
        table: OneOrMany<'t, CodeText>,
        /// Which list there, by number.
        list: u32,
        /// Which code block there, by number.
        example: u32,
        /// What it holds; `ignore`: it is skipped.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = Contents::ALL.map(Contents::as_str))))]
        contains: String,
        /// What columns mean, by their numbers or headers.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::ColumnRoles"))]
        columns: Map<'t, CodeText, String>,
        /// Whether the first row of the table is its header.
        header: bool,
    }

    /// Where to turn.
    #[cfg_attr(feature = "schema", schemars(rename = "Support"))]
    SupportEntry {
        /// A page.
        url: String,
        /// A mail address.
        email: String,
        /// What to send along: fields of the envelope, and what only a person can add.
        send: List<'t, String>,
    }

    /// A type that groups errors.
    #[cfg_attr(feature = "schema", schemars(extend("required" = ["description"])))]
    TypeEntry {
        /// One status or several; they hold for the type's errors that name none of their own.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::Statuses<'t>"))]
        status: OneOrMany<'t, u16>,
        /// What it means.
        description: String,
        /// The category of its errors that name none, where the page says it.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = schema_parts::categories())))]
        category: String,
        /// The same where it is our judgement.
        assumed: AssumedEntry<'t>,
        /// The errors of this type.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::Documented<ErrorEntry<'t>>"))]
        errors: Map<'t, String, ErrorEntry<'t>>,
        /// How serious each lint is for this type and its errors.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::LintNames"))]
        lints: Map<'t, String, String>,
    }

    /// An error.
    #[cfg_attr(feature = "schema", schemars(extend("required" = ["description"])))]
    ErrorEntry {
        /// How it looks, where not its key alone says so; the first of several is its own.
        match_ "match": OneOrMany<'t, MatchEntry<'t>>,
        /// Its code, where the key is only a name.
        code: CodeText,
        /// The statuses it comes with; left out where the page names none.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::Statuses<'t>"))]
        status: OneOrMany<'t, u16>,
        /// What the field `type` holds for it.
        error_type "type": String,
        /// The form it comes in, one of `shapes`.
        shape: String,
        /// The variant's name, where the key gives none or a bad one.
        #[cfg_attr(feature = "schema", schemars(extend("pattern" = "^[A-Z][A-Za-z0-9_]*$")))]
        rust_name: String,
        /// What it means, in words of your own.
        description: String,
        /// What it may come from.
        causes: List<'t, String>,
        /// What mends it.
        solutions: List<'t, String>,
        /// A text for an end user.
        user_message: String,
        /// The exception by which the vendor's SDK raises it.
        exception: String,
        /// Documented limits that it enforces: a number, or one for each plan.
        limits: Map<'t, String, LimitEntry<'t>>,
        /// The form of its message, with parameters such as `{maximum:integer}`.
        message: String,
        /// The members of its `details` and their types; a name that ends in `?` may be missing.
        details: Map<'t, String, DetailType<'t>>,
        /// What sort of error it is, where the page says it; left out, the first status tells.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = schema_parts::categories())))]
        category: String,
        /// Whether and when to try again, where the page says it.
        retry: RetryEntry<'t>,
        /// Category and advice where they are our judgement.
        assumed: AssumedEntry<'t>,
        /// Bodies as the page shows them; each must be read as this error.
        examples: List<'t, ExampleEntry<'t>>,
        /// Faults of the page where it speaks of this error.
        erratum: OneOrMany<'t, ErratumEntry<'t>>,
        /// Where to read more.
        links: List<'t, String>,
        /// Why it should no longer be expected.
        deprecated: String,
        /// Codes it had before; each stays as a deprecated name.
        renamed_from: List<'t, String>,
        /// Where it was seen; for observed errors alone.
        seen: String,
        /// How serious each lint is for this error.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::LintNames"))]
        lints: Map<'t, String, String>,
    }

    /// How an error looks.
    #[cfg_attr(feature = "schema", schemars(rename = "Match"))]
    MatchEntry {
        /// Its code.
        code: CodeText,
        /// The statuses it comes with.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::Statuses<'t>"))]
        status: OneOrMany<'t, u16>,
        /// What the field `type` holds.
        error_type "type": String,
        /// The form it comes in.
        shape: String,
        /// The form of the message that tells it on a WebSocket.
        websocket: String,
    }

    /// What is ours to say.
    #[cfg_attr(feature = "schema", schemars(rename = "Assumed"))]
    AssumedEntry {
        /// What sort of error it is.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = schema_parts::categories())))]
        category: String,
        /// Whether and when to try again.
        retry: RetryEntry<'t>,
    }

    /// Retry advice; `backoff` is short for `{ strategy: backoff }`.
    #[cfg_attr(feature = "schema", schemars(rename = "Retry", extend("required" = ["strategy"]), transform = schema_parts::or_advice))]
    RetryEntry short "strategy" {
        /// When to try again.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = schema_parts::strategies())))]
        strategy: String,
        /// The number of attempts in all, the first one included.
        attempts: u32,
        /// The first delay, such as `1s`.
        #[cfg_attr(feature = "schema", schemars(extend("pattern" = "^[0-9]+ *(ms|s|m|h)$")))]
        base: String,
        /// The factor between two delays.
        factor: f32,
        /// The longest delay of a growing series, such as `30s`.
        #[cfg_attr(feature = "schema", schemars(extend("pattern" = "^[0-9]+ *(ms|s|m|h)$")))]
        max_delay: String,
        /// The delay if the response states none, such as `60s`.
        #[cfg_attr(feature = "schema", schemars(extend("pattern" = "^[0-9]+ *(ms|s|m|h)$")))]
        delay: String,
    }

    /// A documented body; its text alone is short for `{ body: … }`.
    #[cfg_attr(feature = "schema", schemars(rename = "Example", extend("required" = ["body"]), transform = schema_parts::or_text))]
    ExampleEntry short "body" {
        /// The status it comes with.
        #[cfg_attr(feature = "schema", schemars(with = "Field<'t, schema_parts::StatusNumber>"))]
        status: u16,
        /// The body.
        body: String,
    }

    /// A fault of the page, and how it was read.
    #[cfg_attr(feature = "schema", schemars(rename = "Erratum", extend("required" = ["issue", "interpretation"])))]
    ErratumEntry {
        /// What the page says.
        issue: String,
        /// What the catalog takes it to mean.
        interpretation: String,
        /// What holds on the page as long as it has the fault: one condition, or a list of which all hold.
        while_ "while": OneOrMany<'t, ConditionEntry<'t>>,
    }

    /// What holds on the page as long as it has the fault.
    #[cfg_attr(feature = "schema", schemars(rename = "Condition"))]
    ConditionEntry {
        /// A code, a status, a heading or a value on the wire stands on the page.
        shows: CodeText,
        /// It stands nowhere on it.
        lacks: CodeText,
        /// The page gives this code what `status` and `type` say.
        code: CodeText,
        /// How many times it stands there; left out, at least once.
        times: u32,
        /// Where: a heading, or several, outermost first.
        section: OneOrMany<'t, String>,
        /// Exactly these statuses; `[]` for none.
        #[cfg_attr(feature = "schema", schemars(with = "schema_parts::Statuses<'t>"))]
        status: OneOrMany<'t, u16>,
        /// This type.
        error_type "type": String,
    }

    /// A status or a close code of the page.
    #[cfg_attr(feature = "schema", schemars(extend("required" = ["name"])))]
    StatusEntry {
        /// Its name.
        name: String,
        /// What it means.
        description: String,
        /// What to do.
        action: String,
        /// What sort of error it is.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = schema_parts::categories())))]
        category: String,
        /// The same where it is our judgement.
        assumed: AssumedEntry<'t>,
    }
}

/// A code: a text, or a number if the catalog's codes are numbers.
#[derive(Debug)]
pub(crate) enum CodeText {
    Text(String),
    Number(i64),
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
            Some(ScalarValue::Signed(number)) => Some(CodeText::Number(number)),
            Some(ScalarValue::Unsigned(number)) => match i64::try_from(number) {
                Ok(number) => Some(CodeText::Number(number)),
                Err(_) => reader.refuse_because(node, "this number is too large for a code"),
            },
            _ => reader.refuse(node, "a code"),
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

/// The type of a member of `details`.
#[derive(Debug)]
pub(crate) enum DetailType<'t> {
    One(String),
    /// `[T]`.
    ListOf(List<'t, String>),
}

impl<'t> FromYaml<'t> for DetailType<'t> {
    fn from_yaml(node: &'t YamlNode, reader: &mut Reader) -> Option<DetailType<'t>> {
        match (&node.value, node.scalar()) {
            (_, Some(ScalarValue::Text(text))) => Some(DetailType::One(text.to_owned())),
            (YamlValue::Sequence(_), _) => List::from_yaml(node, reader).map(DetailType::ListOf),
            _ => reader.refuse(node, "a type such as `string` or `[string]`"),
        }
    }
}
