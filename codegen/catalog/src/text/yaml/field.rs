//! What serde reads: values that know their place, and that may be bad without spoiling the rest.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::text::source::Span;

/// The name by which a [`Field`] asks for its place.
pub(super) const FIELD: &str = "$field";
/// The name by which [`OneOrMany`] asks for a sequence even of a single value.
pub(super) const ONE_OR_MANY: &str = "$one_or_many";

/// A value of a mapping or a sequence, and where it stands.
#[derive(Clone, Debug, Default)]
pub(crate) enum Field<T> {
    /// It is not there.
    #[default]
    Absent,
    /// It is there and was refused; what is wrong has been told.
    Bad(Span),
    /// It is there.
    Given(Span, T),
}

impl<T> Field<T> {
    pub(crate) fn get(&self) -> Option<&T> {
        match self {
            Field::Given(_, value) => Some(value),
            Field::Absent | Field::Bad(_) => None,
        }
    }

    pub(crate) fn is_absent(&self) -> bool {
        matches!(self, Field::Absent)
    }

    /// Where it stands, good or bad.
    pub(crate) fn span(&self) -> Option<&Span> {
        match self {
            Field::Absent => None,
            Field::Bad(span) | Field::Given(span, _) => Some(span),
        }
    }

    /// The value with its place.
    pub(crate) fn given(&self) -> Option<(&Span, &T)> {
        match self {
            Field::Given(span, value) => Some((span, value)),
            Field::Absent | Field::Bad(_) => None,
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(FIELD, FieldVisitor(PhantomData))
    }
}

struct FieldVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for FieldVisitor<T> {
    type Value = Field<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    /// Where it starts, where it ends, and the value, unless that was refused.
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let start = seq.next_element()?.unwrap_or_default();
        let end = seq.next_element()?.unwrap_or_default();
        Ok(seq.next_element()?.map_or(Field::Bad(start..end), |value| {
            Field::Given(start..end, value)
        }))
    }
}

/// A mapping, in the order of the file.
#[derive(Clone, Debug)]
pub(crate) struct Map<K, T>(pub(crate) Vec<(Field<K>, Field<T>)>);

impl<K, T> Map<K, T> {
    /// The entries whose key could be read, with the key's place.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&Span, &K, &Field<T>)> {
        self.0
            .iter()
            .filter_map(|(key, value)| key.given().map(|(span, key)| (span, key, value)))
    }
}

impl<'de, K: Deserialize<'de>, T: Deserialize<'de>> Deserialize<'de> for Map<K, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }
}

struct MapVisitor<K, T>(PhantomData<(K, T)>);

impl<'de, K: Deserialize<'de>, T: Deserialize<'de>> Visitor<'de> for MapVisitor<K, T> {
    type Value = Map<K, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<Field<K>>()? {
            // What stands under a bad key would be told without the key.
            if let Field::Bad(_) = key {
                map.next_value::<IgnoredAny>()?;
            } else {
                entries.push((key, map.next_value()?));
            }
        }
        Ok(Map(entries))
    }

    /// A key with nothing behind it.
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Map(Vec::new()))
    }
}

/// A sequence.
pub(crate) type List<T> = Vec<Field<T>>;

/// One value, or a sequence of them.
#[derive(Clone, Debug)]
pub(crate) struct OneOrMany<T>(pub(crate) List<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ManyVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for ManyVisitor<T> {
            type Value = OneOrMany<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value or a list of values")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(OneOrMany(items))
            }
        }

        deserializer.deserialize_tuple_struct(ONE_OR_MANY, 0, ManyVisitor(PhantomData))
    }
}
