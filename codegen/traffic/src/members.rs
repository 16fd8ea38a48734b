//! JSON objects whose members are known, read in place.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Visitor};

/// Defines a struct that is read from a JSON object. A member that is not named is ignored, and one that is absent has its
/// default. This replaces the derive of serde, which would add its compiler plugin to every crate that reads responses.
macro_rules! members {
    ($(
        $(#[$about:meta])*
        $Name:ident { $($key:literal $field:ident: $Value:ty,)* }
    )*) => {$(
        $(#[$about])*
        #[derive(Default)]
        struct $Name<'l> {
            $($field: $Value,)*
        }

        impl<'de: 'l, 'l> serde::Deserialize<'de> for $Name<'l> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct MembersVisitor<'l>(std::marker::PhantomData<&'l ()>);

                impl<'de: 'l, 'l> serde::de::Visitor<'de> for MembersVisitor<'l> {
                    type Value = $Name<'l>;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                        let mut members = $Name::default();
                        let mut seen = [$(($key, false)),*];
                        while let Some(crate::members::JsonText(name)) = map.next_key()? {
                            if let Some((key, seen)) = seen.iter_mut().find(|(key, _)| *key == name) {
                                if std::mem::replace(seen, true) {
                                    return Err(serde::de::Error::duplicate_field(key));
                                }
                            }
                            match &*name {
                                $($key => members.$field = map.next_value()?,)*
                                _ => _ = map.next_value::<serde::de::IgnoredAny>()?,
                            }
                        }
                        Ok(members)
                    }
                }

                deserializer.deserialize_map(MembersVisitor(std::marker::PhantomData))
            }
        }
    )*};
}

pub(super) use members;

/// A string, borrowed if it has no escapes.
pub(super) struct JsonText<'l>(pub(super) Cow<'l, str>);

impl<'de: 'l, 'l> Deserialize<'de> for JsonText<'l> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;

        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Cow<'de, str>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Cow::Borrowed(text))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Cow::Owned(text.to_owned()))
            }
        }

        deserializer.deserialize_str(TextVisitor).map(JsonText)
    }
}
