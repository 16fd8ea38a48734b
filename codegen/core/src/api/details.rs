//! Typed `details` and arguments of messages. They are read on demand, each value separately.

use alloc::string::String;
use alloc::vec::Vec;

use crate::api::json::Json;
use crate::api::kind::ErrorKind;
use crate::api::value::Value;
use crate::engine::encode::object;
use crate::engine::json_parts;
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

/// The members of a JSON object, each as JSON text.
#[derive(Debug, Default)]
pub struct Members<'b>(Vec<(String, &'b str)>);

impl<'b> Members<'b> {
    /// Reads the members of this JSON text. Returns `None` if it is not an object.
    #[inline]
    pub(crate) fn of(json: &'b str) -> Option<Members<'b>> {
        json_parts::members(json).map(Members)
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
