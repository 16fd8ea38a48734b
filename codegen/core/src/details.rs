//! Typed `details`, parameters of messages, and violations: read only when asked for, each value on its own.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::encode::string;
use crate::envelope::Type;
use crate::kind::ErrorKind;
use crate::pattern::Pattern;
use crate::value::Value;

/// The `details` of one documented error. Generated structs implement it.
///
/// Every member is optional: one that is missing or of another type costs nothing but itself.
pub trait Details: Sized {
    /// The enum of the catalog's errors.
    type Kind: ErrorKind;
    /// The error whose details these are.
    const KIND: Self::Kind;
    /// Reads the members.
    fn read(members: &Members<'_>) -> Self;
    /// Writes the members that are there.
    fn write(&self, members: &mut MembersWriter);
}

/// The parameters of one documented message. Generated structs implement it.
pub trait MessageParameters: Sized {
    /// The enum of the catalog's errors.
    type Kind: ErrorKind;
    /// The error whose message it is.
    const KIND: Self::Kind;
    /// Reads the parameters; `None` where one is of another type.
    fn read(parameters: &Parameters<'_>) -> Option<Self>;
}

/// What is wrong with one part of a request.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Violation {
    /// The part; the steps of a path are joined by `.`; empty where none was named.
    pub field: String,
    /// What is wrong with it.
    pub message: String,
}

/// The members of a JSON object, each as its text.
#[derive(Debug, Default)]
pub struct Members<'b>(Vec<(String, &'b str)>);

impl<'b> Members<'b> {
    /// The members of this JSON text; `None` where it is no object.
    pub(crate) fn of(json: &'b str) -> Option<Members<'b>> {
        serde_json::from_str(json).ok()
    }

    /// A member, where it is there and of this type; of several with one name the last.
    #[must_use]
    pub fn get<V: Value>(&self, name: &str) -> Option<V> {
        self.0.iter().rev().find(|(known, _)| known == name).and_then(|(_, json)| V::from_json(json))
    }
}

impl<'de: 'b, 'b> Deserialize<'de> for Members<'b> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;

        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
                    members.push((name, value.get()));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(MembersVisitor)
    }
}

/// Writes the members of a JSON object.
#[derive(Debug, Default)]
pub struct MembersWriter(String);

impl MembersWriter {
    /// Writes a member, where it is there.
    pub fn put<V: Value>(&mut self, name: &str, value: Option<&V>) {
        if let Some(value) = value {
            self.0.push_str(if self.0.is_empty() { "{" } else { "," });
            self.0.push_str(&string(name));
            self.0.push(':');
            self.0.push_str(&value.to_json());
        }
    }

    pub(crate) fn finish(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        self.0
    }
}

/// The parameters of a message that has its documented form.
#[derive(Debug)]
pub struct Parameters<'b> {
    pub(crate) pattern: &'static Pattern,
    pub(crate) message: &'b str,
}

impl Parameters<'_> {
    /// A parameter, where it is of this type.
    #[must_use]
    pub fn get<V: Value>(&self, name: &str) -> Option<V> {
        V::from_text(self.pattern.parameter(self.message, name)?)
    }
}

/// The violations in this JSON text, laid out as `ty` says. An item of another form costs nothing but itself.
#[inline]
pub(crate) fn violations(json: &str, ty: Type) -> Vec<Violation> {
    match ty {
        Type::ViolationMap => {
            let members = Members::of(json).unwrap_or_default();
            members.0.into_iter().map(|(field, json)| Violation { field, message: shown(json) }).collect()
        }
        Type::ViolationList { field, message } => {
            let items: Vec<&RawValue> = serde_json::from_str(json).unwrap_or_default();
            let read = |item: &&RawValue| {
                let members = Members::of(item.get())?;
                let part = |name: &str| members.0.iter().rev().find(|(known, _)| known == name).map(|(_, json)| *json);
                let (field, message) = (part(field), part(message));
                (field.is_some() || message.is_some()).then(|| Violation {
                    field: field.map(path).unwrap_or_default(),
                    message: message.map(shown).unwrap_or_default(),
                })
            };
            items.iter().filter_map(read).collect()
        }
        Type::Text | Type::Integer | Type::Number | Type::Any => Vec::new(),
    }
}

/// A text as it is, anything else as JSON.
fn shown(json: &str) -> String {
    String::from_json(json).unwrap_or_else(|| json.to_string())
}

/// A text as it is; the steps of a list, joined.
fn path(json: &str) -> String {
    let steps: Result<Vec<&RawValue>, _> = serde_json::from_str(json);
    let joined = |steps: Vec<&RawValue>| steps.iter().map(|step| shown(step.get())).collect::<Vec<_>>().join(".");
    steps.map_or_else(|_| shown(json), joined)
}
