//! The file, as serde reads it: format version 1, described in `docs/format.md`.
//!
//! Every value is a [`Field`], so that a bad one is told and the rest is still read. What the values mean together is
//! for `lower` to say.

use serde::Deserialize;

use crate::yaml::{Field, List, Map, OneOrMany};

/// A catalog file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct File {
    pub(crate) format: Field<u32>,
    pub(crate) catalog: Field<String>,
    pub(crate) title: Field<String>,
    pub(crate) source: Field<Source>,
    pub(crate) support: Field<Support>,
    pub(crate) code: Field<String>,
    pub(crate) envelope: Field<String>,
    pub(crate) websocket: Field<String>,
    pub(crate) shapes: Field<Map<String, String>>,
    pub(crate) also_read: Field<List<String>>,
    pub(crate) headers: Field<Map<String, String>>,
    pub(crate) sensitive: Field<List<String>>,
    pub(crate) types: Field<Map<String, TypeEntry>>,
    pub(crate) errors: Field<Map<String, ErrorEntry>>,
    pub(crate) observed: Field<Map<String, ErrorEntry>>,
    pub(crate) statuses: Field<Map<u16, StatusEntry>>,
    pub(crate) close_codes: Field<Map<u16, StatusEntry>>,
    pub(crate) quirks: Field<List<Quirk>>,
}

/// What was read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Source {
    pub(crate) title: Field<String>,
    pub(crate) url: Field<String>,
    pub(crate) file: Field<String>,
    pub(crate) read: Field<String>,
    pub(crate) hints: Field<List<Hint>>,
}

/// What the reader of the page cannot guess.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Hint {
    pub(crate) form: Field<String>,
    pub(crate) section: Field<OneOrMany<String>>,
    /// Its number, or cells of its header.
    pub(crate) table: Field<OneOrMany<CodeText>>,
    pub(crate) list: Field<u32>,
    pub(crate) example: Field<u32>,
    pub(crate) holds: Field<String>,
    /// By their numbers or headers.
    pub(crate) columns: Field<Map<CodeText, String>>,
    pub(crate) header: Field<bool>,
}

/// Where to turn.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Support {
    pub(crate) url: Field<String>,
    pub(crate) email: Field<String>,
    pub(crate) send: Field<List<String>>,
}

/// A type that groups errors.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct TypeEntry {
    pub(crate) status: Field<OneOrMany<u16>>,
    pub(crate) description: Field<String>,
    pub(crate) class: Field<String>,
    pub(crate) judged: Field<Judged>,
    pub(crate) errors: Field<Map<String, ErrorEntry>>,
}

/// An error.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ErrorEntry {
    pub(crate) when: Field<OneOrMany<When>>,
    pub(crate) code: Field<CodeText>,
    pub(crate) status: Field<OneOrMany<u16>>,
    #[serde(rename = "type")]
    pub(crate) type_name: Field<String>,
    pub(crate) shape: Field<String>,
    pub(crate) rust_name: Field<String>,
    pub(crate) description: Field<String>,
    pub(crate) causes: Field<List<String>>,
    pub(crate) solutions: Field<List<String>>,
    pub(crate) user_message: Field<String>,
    pub(crate) exception: Field<String>,
    pub(crate) limits: Field<Map<String, Limit>>,
    pub(crate) message: Field<String>,
    pub(crate) details: Field<Map<String, DetailType>>,
    pub(crate) class: Field<String>,
    pub(crate) retry: Field<Retry>,
    pub(crate) judged: Field<Judged>,
    pub(crate) examples: Field<List<Example>>,
    pub(crate) quirk: Field<OneOrMany<Quirk>>,
    pub(crate) links: Field<List<String>>,
    pub(crate) deprecated: Field<String>,
    pub(crate) renamed_from: Field<List<String>>,
    pub(crate) seen: Field<String>,
}

/// How an error looks.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct When {
    pub(crate) code: Field<CodeText>,
    pub(crate) status: Field<OneOrMany<u16>>,
    #[serde(rename = "type")]
    pub(crate) type_name: Field<String>,
    pub(crate) shape: Field<String>,
    pub(crate) websocket: Field<String>,
}

/// What is ours to say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Judged {
    pub(crate) class: Field<String>,
    pub(crate) retry: Field<Retry>,
}

/// Retry advice; `backoff` is short for `{ when: backoff }`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename = "Retry|when")]
pub(crate) struct Retry {
    pub(crate) when: Field<String>,
    pub(crate) attempts: Field<u32>,
    pub(crate) base: Field<String>,
    pub(crate) factor: Field<f32>,
    pub(crate) delay: Field<String>,
}

/// A documented body; its text alone is short for `{ body: … }`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename = "Example|body")]
pub(crate) struct Example {
    pub(crate) status: Field<u16>,
    pub(crate) body: Field<String>,
}

/// A fault of the page, and how it was read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Quirk {
    pub(crate) says: Field<String>,
    pub(crate) reading: Field<String>,
    #[serde(rename = "while")]
    pub(crate) while_: Field<OneOrMany<Condition>>,
}

/// What holds on the page as long as it has the fault.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Condition {
    pub(crate) shows: Field<CodeText>,
    pub(crate) lacks: Field<CodeText>,
    pub(crate) code: Field<CodeText>,
    pub(crate) times: Field<u32>,
    pub(crate) section: Field<OneOrMany<String>>,
    pub(crate) status: Field<OneOrMany<u16>>,
    #[serde(rename = "type")]
    pub(crate) type_name: Field<String>,
}

/// A status or a close code of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct StatusEntry {
    pub(crate) name: Field<String>,
    pub(crate) description: Field<String>,
    pub(crate) action: Field<String>,
    pub(crate) class: Field<String>,
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
        i64::try_from(number).map(CodeText::Number).map_err(|_| E::custom("this number is too large for a code"))
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

impl File {
    /// Where the examples stand, in the order of the catalog's errors.
    pub(crate) fn example_spans(&self) -> Vec<crate::source::Span> {
        let of_types = self.types.get().into_iter().flat_map(|map| map.entries()).filter_map(|(_, _, group)| group.get());
        let maps = of_types.map(|group| &group.errors).chain([&self.errors, &self.observed]);
        let entries = maps.filter_map(Field::get).flat_map(|map| map.entries()).filter_map(|(_, _, entry)| entry.get());
        entries
            .filter_map(|entry| entry.examples.get())
            .flatten()
            .filter_map(Field::given)
            .map(|(span, _)| span.clone())
            .collect()
    }
}
