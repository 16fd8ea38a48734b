//! Typed `details`, arguments of messages, and violations. They are read on demand, each value separately.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::api::json::Json;
use crate::api::kind::ErrorKind;
use crate::api::value::Value;
use crate::engine::encode::object;
use crate::engine::response::ErrorResponse;
use crate::engine::scan;
use crate::tables::envelope::{Field, Type};
use crate::tables::pattern::Pattern;

/// The `details` of one documented error. Generated structs implement it.
pub trait Details: DetailsObject {
    /// The enum of the catalog's errors.
    type Kind: ErrorKind;
    /// The error with these details.
    const KIND: Self::Kind;
}

/// An object in `details`, or the whole `details`. Generated structs implement it.
///
/// When an object is read, every member is optional: if one is missing or has another type, the others are still read.
pub trait DetailsObject: Sized {
    /// Reads the members.
    fn read(members: &Members<'_>) -> Self;
    /// Writes the members that are set.
    fn write(&self, members: &mut MembersWriter);
}

/// Writes the object as JSON.
impl<O: DetailsObject> From<O> for Json {
    #[inline]
    fn from(object: O) -> Self {
        Json::of(&object)
    }
}

impl<O: DetailsObject> Value for O {
    #[inline]
    fn from_json(json: &str) -> Option<Self> {
        Members::of(json).map(|members| O::read(&members))
    }
    #[inline]
    fn to_json(&self) -> String {
        let mut members = MembersWriter::default();
        self.write(&mut members);
        let members = members.0.iter();
        object(members.map(|(name, json)| (*name, json.as_str())))
    }
    #[inline]
    fn from_text(_: &str) -> Option<Self> {
        None
    }
}

/// The arguments of one documented message. Generated structs implement it.
pub trait MessageArgs: Sized {
    /// The enum of the catalog's errors.
    type Kind: ErrorKind;
    /// The error with this message.
    const KIND: Self::Kind;
    /// Reads the arguments. Returns `None` if one does not have its documented type.
    fn read(args: &ArgValues<'_>) -> Option<Self>;
}

/// A violation: an invalid part of a request, with a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Violation {
    /// The invalid part of the request. The steps of a path are joined by `.`. Empty if the response names no part.
    pub field: String,
    /// The message.
    pub message: String,
}

/// The members of a JSON object, each as JSON text.
#[derive(Debug, Default)]
pub struct Members<'b>(Vec<(String, &'b str)>);

impl<'b> Members<'b> {
    /// Reads the members of this JSON text. Returns `None` if it is not an object.
    #[inline]
    pub(crate) fn of(json: &'b str) -> Option<Members<'b>> {
        scan::members(json).map(Members)
    }

    /// Returns the member with this name, if it has this type. If several members have the name, the last one wins.
    #[must_use]
    #[inline]
    pub fn get<V: Value>(&self, name: &str) -> Option<V> {
        self.json(name).and_then(V::from_json)
    }

    #[inline]
    pub(crate) fn json(&self, name: &str) -> Option<&'b str> {
        let mut members = self.0.iter().rev();
        members
            .find(|(known, _)| known == name)
            .map(|(_, json)| *json)
    }

    #[inline]
    pub(crate) fn values(&self) -> impl Iterator<Item = &'b str> {
        self.0.iter().map(|(_, json)| *json)
    }

    #[inline]
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }
}

/// Writes the members of a JSON object.
#[derive(Debug, Default)]
pub struct MembersWriter(Vec<(&'static str, String)>);

impl MembersWriter {
    /// Writes a member, if it is set.
    #[inline]
    pub fn put<V: Value>(&mut self, name: &'static str, value: Option<&V>) {
        self.0.extend(value.map(|value| (name, value.to_json())));
    }

    #[inline]
    pub(crate) fn finish(self) -> Vec<(&'static str, String)> {
        self.0
    }
}

/// The arguments of a message that matches its documented template.
#[derive(Debug)]
pub struct ArgValues<'b> {
    pub(crate) pattern: &'static Pattern<'static>,
    pub(crate) message: &'b str,
}

impl ArgValues<'_> {
    /// Returns the argument with this name, if it has this type.
    #[must_use]
    #[inline]
    pub fn get<V: Value>(&self, name: &str) -> Option<V> {
        V::from_text(self.pattern.arg(self.message, name)?)
    }
}

impl ErrorResponse<'_> {
    /// Returns the violations: the invalid parts of the request, if the response lists them in a documented shape.
    #[must_use]
    #[inline]
    pub fn violations(&self) -> Vec<Violation> {
        let shape = self
            .shape
            .and_then(|shape| self.catalog.shapes.get(usize::from(shape)));
        let read = shape.and_then(|shape| {
            shape
                .reads
                .iter()
                .find(|read| read.field == Field::VIOLATIONS)
        });
        read.zip(self.json(Field::VIOLATIONS))
            .map(|(read, json)| violations(&json, read.ty))
            .unwrap_or_default()
    }
}

/// Returns the violations in this JSON text, whose layout is `ty`. An item with another layout is skipped.
#[inline]
fn violations(json: &str, ty: Type<'_>) -> Vec<Violation> {
    match ty {
        Type::ViolationMap => {
            let members = Members::of(json).unwrap_or_default();
            members
                .0
                .into_iter()
                .map(|(field, json)| Violation {
                    field,
                    message: shown(json),
                })
                .collect()
        }
        Type::ViolationList { field, message } => {
            let read = |item: &str| {
                let members = Members::of(item)?;
                let (field, message) = (members.json(field), members.json(message));
                (field.is_some() || message.is_some()).then(|| Violation {
                    field: field.map(path).unwrap_or_default(),
                    message: message.map(shown).unwrap_or_default(),
                })
            };
            scan::items(json)
                .unwrap_or_default()
                .into_iter()
                .filter_map(read)
                .collect()
        }
        Type::String | Type::Integer | Type::Number | Type::Any => Vec::new(),
    }
}

/// Returns the value of a string, or any other JSON as text.
#[inline]
fn shown(json: &str) -> String {
    String::from_json(json).unwrap_or_else(|| json.to_string())
}

/// Returns the value of a string, or the joined steps of a list.
#[inline]
fn path(json: &str) -> String {
    let joined = |steps: Vec<&str>| steps.into_iter().map(shown).collect::<Vec<_>>().join(".");
    scan::items(json).map_or_else(|| shown(json), joined)
}
