//! The tree, as serde's data model.
//!
//! Of a library for YAML values this needs what a plain scalar means (a number, a truth value, nothing), and asks
//! `serde_yaml` for it. The rest is the tree's: places, exact texts, and going on after a fault.

use std::cell::RefCell;
use std::fmt;

use serde::de::value::{BorrowedStrDeserializer, U64Deserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};

use super::field::{FIELD, ONE_OR_MANY};
use super::tree::{Node, Value};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::text::source::Span;

/// Reads a `T` from the tree; what was refused on the way stands in the list.
pub(crate) fn read<'n, T: Deserialize<'n>>(node: &'n Node) -> (Option<T>, Vec<Diagnostic>) {
    let faults = RefCell::new(Vec::new());
    let at = At {
        node,
        faults: &faults,
    };
    let value = T::deserialize(at).map_err(|fault| at.tell(fault)).ok();
    (value, faults.into_inner())
}

/// Why a value was refused.
#[derive(Debug)]
pub(crate) struct Fault {
    message: String,
    /// What stands there.
    found: String,
    help: Option<String>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

impl serde::de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Fault {
        Fault {
            message: message.to_string(),
            found: String::new(),
            help: None,
        }
    }

    fn invalid_type(found: Unexpected<'_>, wanted: &dyn serde::de::Expected) -> Fault {
        let wanted = in_words(&wanted.to_string());
        let number = matches!(
            found,
            Unexpected::Unsigned(_)
                | Unexpected::Signed(_)
                | Unexpected::Float(_)
                | Unexpected::Bool(_)
        );
        let help = match wanted.as_str() {
            "a text" if number => Some("put it in quotes"),
            "a list" => Some("write `[ … ]`, or each item on a line of its own after `- `"),
            "a mapping" => Some("write `{ key: value }`, or each key on a line of its own"),
            "a whole number" | "a whole number below 65536" | "a number" => {
                Some("write a number, without quotes")
            }
            _ => None,
        };
        let found = match found {
            Unexpected::Unsigned(number) => format!("the number {number}"),
            Unexpected::Signed(number) => format!("the number {number}"),
            Unexpected::Float(number) => format!("the number {number}"),
            Unexpected::Bool(truth) => format!("`{truth}`, which is a truth value"),
            Unexpected::Str(text) => format!("the text `{text}`"),
            Unexpected::Unit => "nothing".to_owned(),
            Unexpected::Seq => "a list".to_owned(),
            Unexpected::Map => "a mapping".to_owned(),
            other => other.to_string(),
        };
        Fault {
            message: format!("{wanted} is meant here, not {found}"),
            found,
            help: help.map(str::to_owned),
        }
    }

    fn invalid_value(found: Unexpected<'_>, wanted: &dyn serde::de::Expected) -> Fault {
        Fault::invalid_type(found, wanted)
    }
}

/// What serde's derive calls a type, as a person would.
fn in_words(wanted: &str) -> String {
    match wanted {
        "a string" => "a text".to_owned(),
        "u16" => "a whole number below 65536".to_owned(),
        "u32" | "u64" => "a whole number".to_owned(),
        "f32" => "a number".to_owned(),
        "a sequence" => "a list".to_owned(),
        "a boolean" => "`true` or `false`".to_owned(),
        other if other.starts_with("struct ") => "a mapping".to_owned(),
        other => other.to_owned(),
    }
}

/// A node, about to be read.
#[derive(Clone, Copy)]
struct At<'n, 'f> {
    node: &'n Node,
    faults: &'f RefCell<Vec<Diagnostic>>,
}

/// What a plain scalar means.
enum Plain<'n> {
    Text(&'n str),
    Null,
    Bool(bool),
    Unsigned(u64),
    Signed(i64),
    Float(f64),
}

fn meaning(text: &str) -> Plain<'_> {
    // Anything else is text whatever follows, and needs no second look.
    let odd = text.starts_with(|first: char| first.is_ascii_digit() || "+-.~".contains(first));
    let word = matches!(
        text.to_ascii_lowercase().as_str(),
        "" | "null" | "true" | "false"
    );
    if !odd && !word {
        return Plain::Text(text);
    }
    match serde_yaml::from_str::<serde_yaml::Value>(text) {
        Ok(serde_yaml::Value::Null) => Plain::Null,
        Ok(serde_yaml::Value::Bool(truth)) => Plain::Bool(truth),
        Ok(serde_yaml::Value::Number(number)) => {
            match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(number), _, _) => Plain::Unsigned(number),
                (_, Some(number), _) => Plain::Signed(number),
                (_, _, Some(number)) => Plain::Float(number),
                _ => Plain::Text(text),
            }
        }
        _ => Plain::Text(text),
    }
}

impl<'n, 'f> At<'n, 'f> {
    fn tell(self, fault: Fault) {
        let mut told = Diagnostic::new(Code::WrongValue, self.node.span.clone(), fault.message);
        (told.label, told.help) = (fault.found, fault.help);
        self.faults.borrow_mut().push(told);
    }

    fn child(self, node: &'n Node) -> Self {
        At { node, ..self }
    }

    /// Tells a key that `known` does not have.
    fn tell_unknown(self, span: &Span, key: &str, known: &[&str]) {
        let fault = Diagnostic::new(
            Code::UnknownKey,
            span.clone(),
            format!("there is no key `{key}` here"),
        );
        let fault = fault
            .label("unknown key")
            .note("a key that is not read would be lost without a word");
        let help = match nearest(key, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "the keys are {}",
                known
                    .iter()
                    .map(|key| format!("`{key}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        };
        self.faults.borrow_mut().push(fault.help(help));
    }
}

impl<'de> Deserializer<'de> for At<'de, '_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.node.value {
            Value::Scalar(text, false) => visitor.visit_borrowed_str(text),
            Value::Scalar(text, true) => match meaning(text) {
                Plain::Text(text) => visitor.visit_borrowed_str(text),
                Plain::Null => visitor.visit_unit(),
                Plain::Bool(truth) => visitor.visit_bool(truth),
                Plain::Unsigned(number) => visitor.visit_u64(number),
                Plain::Signed(number) => visitor.visit_i64(number),
                Plain::Float(number) => visitor.visit_f64(number),
            },
            Value::Sequence(items) => visitor.visit_seq(Items {
                at: self,
                items: items.iter(),
            }),
            Value::Mapping(entries) => visitor.visit_map(Entries {
                at: self,
                entries: entries.iter(),
                value: None,
                known: None,
            }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    /// A [`Field`](super::Field) asks for its place; anything else is read through.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if name == FIELD {
            visitor.visit_seq(Placed { at: self, step: 0 })
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match &self.node.value {
            Value::Sequence(_) => self.deserialize_any(visitor),
            _ if name == ONE_OR_MANY => visitor.visit_seq(Items {
                at: self,
                items: std::slice::from_ref(self.node).iter(),
            }),
            _ => self.deserialize_any(visitor),
        }
    }

    /// A struct named `…|key` may be written as the value of that key alone.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match (&self.node.value, name.split_once('|')) {
            (Value::Mapping(entries), _) => visitor.visit_map(Entries {
                at: self,
                entries: entries.iter(),
                value: None,
                known: Some(known),
            }),
            (Value::Scalar(..), Some((_, key))) => visitor.visit_map(Short {
                key: Some(key),
                at: self,
            }),
            (Value::Sequence(_), _) => Err(Fault::invalid_type(Unexpected::Seq, &visitor)),
            (Value::Scalar(..), None) => self.deserialize_any(visitor),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string
        bytes byte_buf unit unit_struct seq tuple map enum identifier ignored_any
    }
}

/// The items of a sequence.
struct Items<'n, 'f> {
    at: At<'n, 'f>,
    items: std::slice::Iter<'n, Node>,
}

impl<'n> SeqAccess<'n> for Items<'n, '_> {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'n>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        self.items
            .next()
            .map(|item| seed.deserialize(self.at.child(item)))
            .transpose()
    }
}

/// The place of a value, then the value; no value where it is refused.
struct Placed<'n, 'f> {
    at: At<'n, 'f>,
    step: u8,
}

impl<'n> SeqAccess<'n> for Placed<'n, '_> {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'n>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        self.step += 1;
        let place = |at: usize| -> U64Deserializer<Fault> { (at as u64).into_deserializer() };
        match self.step {
            1 => seed.deserialize(place(self.at.node.span.start)).map(Some),
            2 => seed.deserialize(place(self.at.node.span.end)).map(Some),
            _ => Ok(seed
                .deserialize(self.at)
                .map_err(|fault| self.at.tell(fault))
                .ok()),
        }
    }
}

/// The entries of a mapping; keys that are not `known` are told and passed over.
struct Entries<'n, 'f> {
    at: At<'n, 'f>,
    entries: std::slice::Iter<'n, (Node, Node)>,
    value: Option<&'n Node>,
    known: Option<&'static [&'static str]>,
}

impl<'n> MapAccess<'n> for Entries<'n, '_> {
    type Error = Fault;

    fn next_key_seed<S: DeserializeSeed<'n>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        for (key, value) in self.entries.by_ref() {
            self.value = Some(value);
            let Some(known) = self.known else {
                return seed.deserialize(self.at.child(key)).map(Some);
            };
            match &key.value {
                Value::Scalar(name, _) if known.contains(&name.as_str()) => {
                    return seed
                        .deserialize(BorrowedStrDeserializer::new(name))
                        .map(Some);
                }
                Value::Scalar(name, _) => self.at.tell_unknown(&key.span, name, known),
                // Told when the tree was made.
                Value::Sequence(_) | Value::Mapping(_) => {}
            }
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'n>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        let value = self
            .value
            .take()
            .ok_or_else(|| Fault::custom("a value without a key"))?;
        seed.deserialize(self.at.child(value))
    }
}

/// A single value, standing for a struct in which only this key is given.
struct Short<'n, 'f> {
    key: Option<&'static str>,
    at: At<'n, 'f>,
}

impl<'n> MapAccess<'n> for Short<'n, '_> {
    type Error = Fault;

    fn next_key_seed<S: DeserializeSeed<'n>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        self.key
            .take()
            .map(|key| seed.deserialize(BorrowedStrDeserializer::new(key)))
            .transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'n>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        seed.deserialize(self.at)
    }
}
