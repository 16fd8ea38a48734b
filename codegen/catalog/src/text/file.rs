//! The file, as serde reads it: format version 1, described in `docs/format.md`.
//!
//! Every value is a [`Field`], so that a bad one is told and the rest is still read. What the values mean together is
//! for `lower` to say.

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Deserialize;

#[cfg(feature = "schema")]
use crate::model::hint::{Holds, PageForm};
#[cfg(feature = "schema")]
use crate::text::schema;
use crate::text::yaml::{Field, List, Map, OneOrMany};

/// A catalog of an API's errors.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(deny_unknown_fields, extend("required" = ["format", "catalog", "envelope"])))]
#[serde(default)]
pub(crate) struct File {
    /// The version of this format: 1.
    #[cfg_attr(feature = "schema", schemars(extend("const" = 1)))]
    pub(crate) format: Field<u32>,
    /// The name of the file and of the module: lower-case letters, digits and `_`.
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = "^[a-z_][a-z0-9_]*$")))]
    pub(crate) catalog: Field<String>,
    /// The name for a person.
    pub(crate) title: Field<String>,
    /// What was read.
    pub(crate) source: Field<Source>,
    /// Where to turn.
    pub(crate) support: Field<Support>,
    /// What codes are on the wire; `none` where errors are known by their status alone.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["string", "integer", "none"])))]
    pub(crate) code: Field<String>,
    /// How an error's body looks: JSON in which `"$name"` stands for a field.
    pub(crate) envelope: Field<String>,
    /// How an error message on a WebSocket looks, written like `envelope`.
    pub(crate) websocket: Field<String>,
    /// Further documented forms by name, written like `envelope`; an error says `shape: name` to come in one.
    pub(crate) shapes: Field<Map<String, String>>,
    /// Older forms and those of proxies, written like `envelope`: decoded, never written.
    pub(crate) also_read: Field<List<String>>,
    /// Fields that a response header carries: the field's name, then the header's.
    pub(crate) headers: Field<Map<String, String>>,
    /// What no log may show: fields of an envelope, and `details.name` for a member of documented details.
    pub(crate) sensitive: Field<List<String>>,
    /// Types that are on the wire and group codes.
    pub(crate) types: Field<Map<String, TypeEntry>>,
    /// Errors without a type, or with a label of their own. The key is the code, unless `when` or `code` says how it looks.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Documented"))]
    pub(crate) errors: Field<Map<String, ErrorEntry>>,
    /// Errors that are on the wire and not on the page; each needs evidence, `seen`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Observed"))]
    pub(crate) observed: Field<Map<String, ErrorEntry>>,
    /// What answers do otherwise, with its evidence, by kind: `observe` tells it no more.
    pub(crate) noted: Field<Map<String, Map<String, String>>>,
    /// HTTP statuses that the page describes, good ones too.
    #[cfg_attr(feature = "schema", schemars(extend("propertyNames" = schema::three_digits())))]
    pub(crate) statuses: Field<Map<u16, StatusEntry>>,
    /// Close codes of WebSockets that the page describes.
    #[cfg_attr(feature = "schema", schemars(extend("propertyNames" = schema::four_digits())))]
    pub(crate) close_codes: Field<Map<u16, StatusEntry>>,
    /// Faults of the page itself, each with the reading that was chosen.
    pub(crate) quirks: Field<List<Quirk>>,
    /// How serious each lint is in this catalog.
    #[cfg_attr(feature = "schema", schemars(with = "schema::LintLevels"))]
    pub(crate) lints: Field<Map<String, String>>,
}

/// What was read.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(deny_unknown_fields))]
#[serde(default)]
pub(crate) struct Source {
    /// The page's title.
    pub(crate) title: Field<String>,
    /// Its address.
    pub(crate) url: Field<String>,
    /// Its file in the folder that `check --docs` is given.
    pub(crate) file: Field<String>,
    /// The day it was read, as `YYYY-MM-DD`.
    pub(crate) read: Field<String>,
    /// Where its answers come from: hosts, `*.` in front of one for all below it, a path behind it to narrow it.
    pub(crate) hosts: Field<List<String>>,
    /// What the reader of the page cannot guess.
    pub(crate) hints: Field<List<Hint>>,
}

/// What the reader of the page cannot guess.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(deny_unknown_fields))]
#[serde(default)]
pub(crate) struct Hint {
    /// The page's form, a hint of its own.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = schema::words(PageForm::NAMES))))]
    pub(crate) form: Field<String>,
    /// A heading, or several, outermost first; left out, the whole page.
    pub(crate) section: Field<OneOrMany<String>>,
    /// Which table there: its number, or cells of its header.
    pub(crate) table: Field<OneOrMany<CodeText>>,
    /// Which list there, by number.
    pub(crate) list: Field<u32>,
    /// Which code block there, by number.
    pub(crate) example: Field<u32>,
    /// What it holds; `nothing`: it is skipped.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = schema::words(Holds::NAMES))))]
    pub(crate) holds: Field<String>,
    /// What columns mean, by their numbers or headers.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Columns"))]
    pub(crate) columns: Field<Map<CodeText, String>>,
    /// Whether the first row of the table is its header.
    pub(crate) header: Field<bool>,
}

/// Where to turn.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(deny_unknown_fields))]
#[serde(default)]
pub(crate) struct Support {
    /// A page.
    pub(crate) url: Field<String>,
    /// A mail address.
    pub(crate) email: Field<String>,
    /// What to send along: fields of the envelope, and what only a person can add.
    pub(crate) send: Field<List<String>>,
}

/// A type that groups errors.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(deny_unknown_fields, extend("required" = ["description"])))]
#[serde(default)]
pub(crate) struct TypeEntry {
    /// One status or several; they hold for the type's errors that name none of their own.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Field<OneOrMany<schema::Status>>")
    )]
    pub(crate) status: Field<OneOrMany<u16>>,
    /// What it means.
    pub(crate) description: Field<String>,
    /// The class of its errors that name none, where the page says it.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = schema::classes())))]
    pub(crate) class: Field<String>,
    /// The same where it is our judgement.
    pub(crate) judged: Field<Judged>,
    /// The errors of this type.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Documented"))]
    pub(crate) errors: Field<Map<String, ErrorEntry>>,
    /// How serious each lint is for this type and its errors.
    #[cfg_attr(feature = "schema", schemars(with = "schema::LintLevels"))]
    pub(crate) lints: Field<Map<String, String>>,
}

/// An error.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(deny_unknown_fields, extend("required" = ["description"])))]
#[serde(default)]
pub(crate) struct ErrorEntry {
    /// How it looks, where not its key alone says so; the first of several is its own.
    pub(crate) when: Field<OneOrMany<When>>,
    /// Its code, where the key is only a name.
    pub(crate) code: Field<CodeText>,
    /// The statuses it comes with; left out where the page names none.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Field<OneOrMany<schema::Status>>")
    )]
    pub(crate) status: Field<OneOrMany<u16>>,
    /// What the field `type` holds for it.
    #[serde(rename = "type")]
    pub(crate) type_name: Field<String>,
    /// The form it comes in, one of `shapes`.
    pub(crate) shape: Field<String>,
    /// The variant's name, where the key gives none or a bad one.
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = "^[A-Z][A-Za-z0-9_]*$")))]
    pub(crate) rust_name: Field<String>,
    /// What it means, in words of your own.
    pub(crate) description: Field<String>,
    /// What it may come from.
    pub(crate) causes: Field<List<String>>,
    /// What mends it.
    pub(crate) solutions: Field<List<String>>,
    /// A text for an end user.
    pub(crate) user_message: Field<String>,
    /// The exception by which the vendor's SDK raises it.
    pub(crate) exception: Field<String>,
    /// Documented limits that it enforces: a number, or one for each plan.
    pub(crate) limits: Field<Map<String, Limit>>,
    /// The form of its message, with parameters such as `{maximum:integer}`.
    pub(crate) message: Field<String>,
    /// The members of its `details` and their types; a name that ends in `?` may be missing.
    pub(crate) details: Field<Map<String, DetailType>>,
    /// What sort of error it is, where the page says it; left out, the first status tells.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = schema::classes())))]
    pub(crate) class: Field<String>,
    /// Whether and when to try again, where the page says it.
    pub(crate) retry: Field<Retry>,
    /// Class and advice where they are our judgement.
    pub(crate) judged: Field<Judged>,
    /// Bodies as the page shows them; each must be read as this error.
    pub(crate) examples: Field<List<Example>>,
    /// Faults of the page where it speaks of this error.
    pub(crate) quirk: Field<OneOrMany<Quirk>>,
    /// Where to read more.
    pub(crate) links: Field<List<String>>,
    /// Why it should no longer be expected.
    pub(crate) deprecated: Field<String>,
    /// Codes it had before; each stays as a deprecated name.
    pub(crate) renamed_from: Field<List<String>>,
    /// Where it was seen; for observed errors alone.
    pub(crate) seen: Field<String>,
    /// How serious each lint is for this error.
    #[cfg_attr(feature = "schema", schemars(with = "schema::LintLevels"))]
    pub(crate) lints: Field<Map<String, String>>,
}

/// How an error looks.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(deny_unknown_fields))]
#[serde(default)]
pub(crate) struct When {
    /// Its code.
    pub(crate) code: Field<CodeText>,
    /// The statuses it comes with.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Field<OneOrMany<schema::Status>>")
    )]
    pub(crate) status: Field<OneOrMany<u16>>,
    /// What the field `type` holds.
    #[serde(rename = "type")]
    pub(crate) type_name: Field<String>,
    /// The form it comes in.
    pub(crate) shape: Field<String>,
    /// The form of the message that tells it on a WebSocket.
    pub(crate) websocket: Field<String>,
}

/// What is ours to say.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(deny_unknown_fields))]
#[serde(default)]
pub(crate) struct Judged {
    /// What sort of error it is.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = schema::classes())))]
    pub(crate) class: Field<String>,
    /// Whether and when to try again.
    pub(crate) retry: Field<Retry>,
}

/// Retry advice; `backoff` is short for `{ when: backoff }`.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(deny_unknown_fields, rename = "Retry", extend("required" = ["when"]), transform = schema::or_advice))]
#[serde(default, rename = "Retry|when")]
pub(crate) struct Retry {
    /// When to try again.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = schema::advice())))]
    pub(crate) when: Field<String>,
    /// How many times in all, the first one included.
    pub(crate) attempts: Field<u32>,
    /// The first delay, such as `1s`.
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = "^[0-9]+ *(ms|s|m|h)$")))]
    pub(crate) base: Field<String>,
    /// What each delay is multiplied by.
    pub(crate) factor: Field<f32>,
    /// The delay where the answer states none, such as `60s`.
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = "^[0-9]+ *(ms|s|m|h)$")))]
    pub(crate) delay: Field<String>,
}

/// A documented body; its text alone is short for `{ body: … }`.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(deny_unknown_fields, rename = "Example", extend("required" = ["body"]), transform = schema::or_text))]
#[serde(default, rename = "Example|body")]
pub(crate) struct Example {
    /// The status it comes with.
    #[cfg_attr(feature = "schema", schemars(with = "Field<schema::Status>"))]
    pub(crate) status: Field<u16>,
    /// The body.
    pub(crate) body: Field<String>,
}

/// A fault of the page, and how it was read.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(deny_unknown_fields, extend("required" = ["says", "reading"])))]
#[serde(default)]
pub(crate) struct Quirk {
    /// What the page says.
    pub(crate) says: Field<String>,
    /// What the catalog takes it to mean.
    pub(crate) reading: Field<String>,
    /// What holds on the page as long as it has the fault: one condition, or a list of which all hold.
    #[serde(rename = "while")]
    pub(crate) while_: Field<OneOrMany<Condition>>,
}

/// What holds on the page as long as it has the fault.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(deny_unknown_fields))]
#[serde(default)]
pub(crate) struct Condition {
    /// A code, a status, a heading or a value on the wire stands on the page.
    pub(crate) shows: Field<CodeText>,
    /// It stands nowhere on it.
    pub(crate) lacks: Field<CodeText>,
    /// The page gives this code what `status` and `type` say.
    pub(crate) code: Field<CodeText>,
    /// How many times it stands there; left out, at least once.
    pub(crate) times: Field<u32>,
    /// Where: a heading, or several, outermost first.
    pub(crate) section: Field<OneOrMany<String>>,
    /// Exactly these statuses; `[]` for none.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Field<OneOrMany<schema::Status>>")
    )]
    pub(crate) status: Field<OneOrMany<u16>>,
    /// This type.
    #[serde(rename = "type")]
    pub(crate) type_name: Field<String>,
}

/// A status or a close code of the page.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(deny_unknown_fields, extend("required" = ["name"])))]
#[serde(default)]
pub(crate) struct StatusEntry {
    /// Its name.
    pub(crate) name: Field<String>,
    /// What it means.
    pub(crate) description: Field<String>,
    /// What to do.
    pub(crate) action: Field<String>,
    /// What sort of error it is.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = schema::classes())))]
    pub(crate) class: Field<String>,
    /// The same where it is our judgement.
    pub(crate) judged: Field<Judged>,
}

/// A code: a text, or a number where the catalog's codes are numbers.
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

/// A number, or one for each plan.
#[derive(Debug)]
pub(crate) enum Limit {
    One(u64),
    PerPlan(Map<String, u64>),
}

/// The type of a member of `details`.
#[derive(Debug)]
pub(crate) enum DetailType {
    One(String),
    /// `[T]`.
    ListOf(List<String>),
}

/// Reads an enum whose variants differ in form: `$visit => $variant` for each form it may have.
macro_rules! by_form {
    ($Type:ident, $expecting:literal, { $($body:item)* }) => {
        impl<'de> Deserialize<'de> for $Type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct FormVisitor;

                impl<'de> serde::de::Visitor<'de> for FormVisitor {
                    type Value = $Type;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($expecting)
                    }

                    $($body)*
                }

                deserializer.deserialize_any(FormVisitor)
            }
        }
    };
}

by_form!(CodeText, "a code", {
    fn visit_str<E>(self, text: &str) -> Result<CodeText, E> {
        Ok(CodeText::Text(text.to_owned()))
    }
    fn visit_i64<E>(self, number: i64) -> Result<CodeText, E> {
        Ok(CodeText::Number(number))
    }
    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<CodeText, E> {
        i64::try_from(number)
            .map(CodeText::Number)
            .map_err(|_| E::custom("this number is too large for a code"))
    }
});

by_form!(Limit, "a whole number, or one for each plan", {
    fn visit_u64<E>(self, number: u64) -> Result<Limit, E> {
        Ok(Limit::One(number))
    }
    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Limit, A::Error> {
        Map::deserialize(serde::de::value::MapAccessDeserializer::new(map)).map(Limit::PerPlan)
    }
});

by_form!(DetailType, "a type such as `string` or `[string]`", {
    fn visit_str<E>(self, text: &str) -> Result<DetailType, E> {
        Ok(DetailType::One(text.to_owned()))
    }
    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, seq: A) -> Result<DetailType, A::Error> {
        List::deserialize(serde::de::value::SeqAccessDeserializer::new(seq)).map(DetailType::ListOf)
    }
});
