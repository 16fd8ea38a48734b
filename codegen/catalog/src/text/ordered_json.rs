//! JSON whose objects keep the order of members, and duplicates.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

/// JSON whose objects keep the order of members, and duplicates.
pub(super) enum OrderedJson {
    Object(Vec<(String, OrderedJson)>),
    List(Vec<OrderedJson>),
    String(String),
    Other(serde_json::Value),
}

impl<'de> Deserialize<'de> for OrderedJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct JsonVisitor;

        impl<'de> Visitor<'de> for JsonVisitor {
            type Value = OrderedJson;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("JSON")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<OrderedJson, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(OrderedJson::Object(members))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<OrderedJson, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(OrderedJson::List(items))
            }
            fn visit_str<E>(self, text: &str) -> Result<OrderedJson, E> {
                Ok(OrderedJson::String(text.to_owned()))
            }
            fn visit_bool<E>(self, truth: bool) -> Result<OrderedJson, E> {
                Ok(OrderedJson::Other(truth.into()))
            }
            fn visit_i64<E>(self, number: i64) -> Result<OrderedJson, E> {
                Ok(OrderedJson::Other(number.into()))
            }
            fn visit_u64<E>(self, number: u64) -> Result<OrderedJson, E> {
                Ok(OrderedJson::Other(number.into()))
            }
            fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<OrderedJson, E> {
                let number = serde_json::Number::from_f64(number)
                    .ok_or(A_NUMBER)
                    .map_err(E::custom)?;
                Ok(OrderedJson::Other(number.into()))
            }
            fn visit_unit<E>(self) -> Result<OrderedJson, E> {
                Ok(OrderedJson::Other(serde_json::Value::Null))
            }
        }

        const A_NUMBER: &str = "a number that JSON cannot represent";
        deserializer
            .deserialize_any(JsonVisitor)
            .map_err(D::Error::custom)
    }
}
