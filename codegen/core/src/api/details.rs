//! Typed `details`, parameters of messages, and violations: read only when asked for, each value on its own.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::api::kind::ErrorKind;
use crate::api::value::{Json, Value};
use crate::engine::encode::object;
use crate::engine::response::ErrorResponse;
use crate::engine::scan;
use crate::tables::envelope::{Field, Type};
use crate::tables::pattern::Pattern;

/// The `details` of one documented error. Generated structs implement it.
pub trait Details: DetailsObject {
    /// The enum of the catalog's errors.
    type Kind: ErrorKind;
    /// The error whose details these are.
    const KIND: Self::Kind;
}

/// An object in `details`, or all of them. Generated structs implement it.
///
/// Every member is optional when it is read: a member that is missing or of another type does not affect the others.
pub trait DetailsObject: Sized {
    /// Reads the members.
    fn read(members: &Members<'_>) -> Self;
    /// Writes the members that are there.
    fn write(&self, members: &mut MembersWriter);
}

/// As the JSON object that is sent.
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

/// The parameters of one documented message. Generated structs implement it.
pub trait MessageArgs: Sized {
    /// The enum of the catalog's errors.
    type Kind: ErrorKind;
    /// The error whose message it is.
    const KIND: Self::Kind;
    /// Reads the parameters; `None` where one is of another type.
    fn read(args: &ArgValues<'_>) -> Option<Self>;
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
    #[inline]
    pub(crate) fn of(json: &'b str) -> Option<Members<'b>> {
        scan::members(json).map(Members)
    }

    /// A member, where it is there and of this type; of several with one name the last.
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
    /// Writes a member, where it is there.
    #[inline]
    pub fn put<V: Value>(&mut self, name: &'static str, value: Option<&V>) {
        self.0.extend(value.map(|value| (name, value.to_json())));
    }

    #[inline]
    pub(crate) fn finish(self) -> Vec<(&'static str, String)> {
        self.0
    }
}

/// The parameters of a message that has its documented form.
#[derive(Debug)]
pub struct ArgValues<'b> {
    pub(crate) pattern: &'static Pattern<'static>,
    pub(crate) message: &'b str,
}

impl ArgValues<'_> {
    /// A parameter, where it is of this type.
    #[must_use]
    #[inline]
    pub fn get<V: Value>(&self, name: &str) -> Option<V> {
        V::from_text(self.pattern.arg(self.message, name)?)
    }
}

impl ErrorResponse<'_> {
    /// What is wrong with which part of the request, where the answer says so in a documented form.
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

/// The violations in this JSON text, laid out as `ty` says. An item of another form costs nothing but itself.
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

/// A text as it is, anything else as JSON.
#[inline]
fn shown(json: &str) -> String {
    String::from_json(json).unwrap_or_else(|| json.to_string())
}

/// A text as it is; the steps of a list, joined.
#[inline]
fn path(json: &str) -> String {
    let joined = |steps: Vec<&str>| steps.into_iter().map(shown).collect::<Vec<_>>().join(".");
    scan::items(json).map_or_else(|| shown(json), joined)
}
