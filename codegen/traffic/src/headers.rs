//! The headers of a recorded response, in the formats in which tools record them.

use std::borrow::Cow;
use std::fmt;

use api_error_catalog_core::Headers;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::members::{JsonText, members};

/// The headers of a response.
#[derive(Debug, Default)]
pub(super) struct HeaderList<'l>(Vec<(Cow<'l, str>, Cow<'l, str>)>);

members! {
    /// A header of a list, if it is an object.
    NameValueMembers {
        "name" name: Option<JsonText<'l>>,
        "value" value: Option<HeaderValue<'l>>,
    }
}

/// A string, a number, or a list of strings of which the first counts.
struct HeaderValue<'l>(Cow<'l, str>);

impl<'l> HeaderList<'l> {
    /// Returns the names and values.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    pub(super) fn read(json: &'l RawValue) -> Result<HeaderList<'l>, String> {
        let list = if json.get().starts_with('[') {
            let items: Result<Vec<&RawValue>, _> = serde_json::from_str(json.get());
            items.and_then(|items| items.into_iter().map(header).collect())
        } else {
            serde_json::from_str(json.get()).map(|Pairs(pairs)| pairs)
        };
        list.map(HeaderList)
            .map_err(|_| "`headers` is neither an object nor a list of names and values".to_owned())
    }
}

/// Reads a header of a list: `["name", "value"]` or `{"name": …, "value": …}`.
fn header(json: &RawValue) -> serde_json::Result<(Cow<'_, str>, Cow<'_, str>)> {
    if json.get().starts_with('[') {
        let (JsonText(name), HeaderValue(value)) = serde_json::from_str(json.get())?;
        return Ok((name, value));
    }
    let members: NameValueMembers<'_> = serde_json::from_str(json.get())?;
    match (members.name, members.value) {
        (Some(JsonText(name)), Some(HeaderValue(value))) => Ok((name, value)),
        _ => Err(Error::custom("a name and a value")),
    }
}

impl Headers for HeaderList<'_> {
    fn header(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| &**value)
    }
}

/// The members of an object, in order.
struct Pairs<'l>(Vec<(Cow<'l, str>, Cow<'l, str>)>);

impl<'de: 'l, 'l> Deserialize<'de> for Pairs<'l> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor;

        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Vec<(Cow<'de, str>, Cow<'de, str>)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::with_capacity(4);
                while let Some((name, value)) =
                    map.next_entry::<JsonText<'de>, HeaderValue<'de>>()?
                {
                    pairs.push((name.0, value.0));
                }
                Ok(pairs)
            }
        }

        deserializer.deserialize_map(PairsVisitor).map(Pairs)
    }
}

impl<'de: 'l, 'l> Deserialize<'de> for HeaderValue<'l> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = <&RawValue>::deserialize(deserializer)?.get();
        let text = match json.as_bytes().first() {
            Some(b'"') => serde_json::from_str(json).map(|JsonText(text)| text),
            Some(b'[') => serde_json::from_str(json)
                .map(|values: Vec<&RawValue>| values.first().map(|first| first.get()))
                .and_then(|first| first.map(serde_json::from_str).transpose())
                .map(|first| first.map(|JsonText(text)| text).unwrap_or_default()),
            Some(b'{') => return Err(Error::custom("the value of a header")),
            Some(b'n') => Ok(Cow::Borrowed("")),
            _ => Ok(Cow::Borrowed(json)),
        };
        text.map(HeaderValue).map_err(Error::custom)
    }
}
