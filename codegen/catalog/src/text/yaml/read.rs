//! Reads the file's structs from the tree. Every value keeps its node, and the others are still read if one is refused.

use super::scalar::ScalarValue;
use super::tree::{YamlNode, YamlValue};
use crate::diagnostic::{Code, Diagnostic, did_you_mean, report};
use crate::text::source::Span;

/// Reads a `T` from the tree. Returns the errors of all values that were refused.
pub(crate) fn read<'t, T: FromYaml<'t>>(node: &'t YamlNode) -> (Option<T>, Vec<Diagnostic>) {
    let mut reader = Reader::default();
    let value = T::from_yaml(node, &mut reader);
    (value, reader.findings)
}

/// A type that can be read from a node.
pub(crate) trait FromYaml<'t>: Sized {
    /// Reads a value. A refused node is reported and gives `None`.
    fn from_yaml(node: &'t YamlNode, reader: &mut Reader) -> Option<Self>;
}

/// The errors found so far.
#[derive(Default)]
pub(crate) struct Reader {
    findings: Vec<Diagnostic>,
}

impl Reader {
    /// Reports that a node is not of the expected type, such as `a string`.
    pub(crate) fn refuse<T>(&mut self, node: &YamlNode, expected: &str) -> Option<T> {
        let number = matches!(
            node.scalar(),
            Some(
                ScalarValue::Unsigned(_)
                    | ScalarValue::Signed(_)
                    | ScalarValue::Float(_)
                    | ScalarValue::Bool(_)
            )
        );
        let help = match expected {
            "a string" if number => Some("put it in quotes"),
            "a list" => Some("write `[ … ]`, or each item on its own line after `- `"),
            "a mapping" => Some("write `{ key: value }`, or each key on its own line"),
            "a whole number" | "a whole number below 65536" | "a number" => {
                Some("write a number, without quotes")
            }
            _ => None,
        };
        let found = describe(node);
        let message = format!("expected {expected}, found {found}");
        report(&mut self.findings, Code::WrongValue, &node.span, message)
            .label(found)
            .help = help.map(str::to_owned);
        None
    }

    /// Returns the values of the known keys of a mapping. A scalar may abbreviate a mapping that has only the key `short`.
    pub(crate) fn values<'t>(
        &mut self,
        node: &'t YamlNode,
        known: &'static [&'static str],
        short: Option<&'static str>,
    ) -> Option<Vec<(&'static str, &'t YamlNode)>> {
        let entries = match (&node.value, short) {
            (YamlValue::Mapping(entries), _) => entries,
            (YamlValue::Scalar(..), Some(key)) => return Some(vec![(key, node)]),
            _ => return self.refuse(node, "a mapping"),
        };
        let mut values = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let name = key.text().unwrap_or_default();
            match known.iter().find(|known| **known == name) {
                Some(known) => values.push((*known, value)),
                None => self.refuse_key(&key.span, name, known),
            }
        }
        Some(values)
    }

    fn refuse_key(&mut self, span: &Span, key: &str, known: &[&str]) {
        let help = did_you_mean(key, known.iter().copied()).unwrap_or_else(|| {
            let quoted: Vec<String> = known.iter().map(|key| format!("`{key}`")).collect();
            format!("the keys are {}", quoted.join(", "))
        });
        let message = format!("unknown key `{key}`");
        report(&mut self.findings, Code::UnknownKey, span, message)
            .label("unknown key")
            .help(help);
    }

    fn number<N: TryFrom<u64>>(&mut self, node: &YamlNode, expected: &str) -> Option<N> {
        match node.scalar() {
            Some(ScalarValue::Unsigned(number)) => N::try_from(number).ok(),
            _ => None,
        }
        .or_else(|| self.refuse(node, expected))
    }
}

/// Describes a node for a message.
fn describe(node: &YamlNode) -> String {
    match (&node.value, node.scalar()) {
        (YamlValue::Sequence(_), _) => "a list".to_owned(),
        (YamlValue::Mapping(_), _) => "a mapping".to_owned(),
        (_, None | Some(ScalarValue::Null)) => "nothing".to_owned(),
        (_, Some(ScalarValue::Text(text))) => format!("the string `{text}`"),
        (_, Some(ScalarValue::Bool(value))) => format!("the Boolean `{value}`"),
        (_, Some(ScalarValue::Unsigned(number))) => format!("the number {number}"),
        (_, Some(ScalarValue::Signed(number))) => format!("the number {number}"),
        (_, Some(ScalarValue::Float(number))) => format!("the number {number}"),
    }
}

impl FromYaml<'_> for String {
    fn from_yaml(node: &YamlNode, reader: &mut Reader) -> Option<String> {
        match node.scalar() {
            Some(ScalarValue::Text(text)) => Some(text.to_owned()),
            _ => reader.refuse(node, "a string"),
        }
    }
}

impl FromYaml<'_> for bool {
    fn from_yaml(node: &YamlNode, reader: &mut Reader) -> Option<bool> {
        match node.scalar() {
            Some(ScalarValue::Bool(value)) => Some(value),
            _ => reader.refuse(node, "`true` or `false`"),
        }
    }
}

impl FromYaml<'_> for u16 {
    fn from_yaml(node: &YamlNode, reader: &mut Reader) -> Option<u16> {
        reader.number(node, "a whole number below 65536")
    }
}

impl FromYaml<'_> for u32 {
    fn from_yaml(node: &YamlNode, reader: &mut Reader) -> Option<u32> {
        reader.number(node, "a whole number")
    }
}

impl FromYaml<'_> for u64 {
    fn from_yaml(node: &YamlNode, reader: &mut Reader) -> Option<u64> {
        reader.number(node, "a whole number")
    }
}

impl FromYaml<'_> for f32 {
    fn from_yaml(node: &YamlNode, reader: &mut Reader) -> Option<f32> {
        match node.scalar() {
            Some(ScalarValue::Unsigned(number)) => Some(number as f32),
            Some(ScalarValue::Signed(number)) => Some(number as f32),
            Some(ScalarValue::Float(number)) => Some(number as f32),
            _ => reader.refuse(node, "a number"),
        }
    }
}

/// A value of a mapping or a sequence, with its node.
#[derive(Clone, Debug, Default)]
pub(crate) enum Field<'t, T> {
    /// The key is absent.
    #[default]
    Absent,
    /// The value was refused, and the error has been reported.
    Bad(&'t YamlNode),
    /// The value was read.
    Given(&'t YamlNode, T),
}

impl<'t, T: FromYaml<'t>> Field<'t, T> {
    pub(crate) fn read(node: &'t YamlNode, reader: &mut Reader) -> Field<'t, T> {
        match T::from_yaml(node, reader) {
            Some(value) => Field::Given(node, value),
            None => Field::Bad(node),
        }
    }
}

impl<'t, T> Field<'t, T> {
    pub(crate) fn get(&self) -> Option<&T> {
        match self {
            Field::Given(_, value) => Some(value),
            Field::Absent | Field::Bad(_) => None,
        }
    }

    pub(crate) fn is_absent(&self) -> bool {
        matches!(self, Field::Absent)
    }

    /// Returns its node, whether it was refused or not.
    pub(crate) fn node(&self) -> Option<&'t YamlNode> {
        match self {
            Field::Absent => None,
            Field::Bad(node) | Field::Given(node, _) => Some(node),
        }
    }

    /// Returns its span, whether it was refused or not.
    pub(crate) fn span(&self) -> Option<&'t Span> {
        self.node().map(|node| &node.span)
    }

    /// Returns the value with its span.
    pub(crate) fn given(&self) -> Option<(&'t Span, &T)> {
        match self {
            Field::Given(node, value) => Some((&node.span, value)),
            Field::Absent | Field::Bad(_) => None,
        }
    }
}

/// A mapping whose keys the user chooses, in the order of the file.
#[derive(Clone, Debug)]
pub(crate) struct Map<'t, K, T>(pub(crate) Vec<MapEntry<'t, K, T>>);

/// An entry of a [`Map`], with the node of its key.
#[derive(Clone, Debug)]
pub(crate) struct MapEntry<'t, K, T> {
    pub(crate) key_node: &'t YamlNode,
    pub(crate) key: K,
    pub(crate) value: Field<'t, T>,
}

impl<'t, K, T> Map<'t, K, T> {
    /// Returns the span of each key, the key and the value.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'t Span, &K, &Field<'t, T>)> {
        self.0
            .iter()
            .map(|entry| (&entry.key_node.span, &entry.key, &entry.value))
    }
}

impl<'t, K: FromYaml<'t>, T: FromYaml<'t>> FromYaml<'t> for Map<'t, K, T> {
    fn from_yaml(node: &'t YamlNode, reader: &mut Reader) -> Option<Self> {
        let entries = match &node.value {
            YamlValue::Mapping(entries) => entries.as_slice(),
            // A key with nothing after it.
            YamlValue::Scalar(..) if node.scalar() == Some(ScalarValue::Null) => &[],
            _ => return reader.refuse(node, "a mapping"),
        };
        let read = entries.iter().filter_map(|(key_node, value)| {
            // Skip the value of a refused key: its errors could not name the key.
            let key = K::from_yaml(key_node, reader)?;
            let value = Field::read(value, reader);
            Some(MapEntry {
                key_node,
                key,
                value,
            })
        });
        Some(Map(read.collect()))
    }
}

/// A sequence.
pub(crate) type List<'t, T> = Vec<Field<'t, T>>;

impl<'t, T: FromYaml<'t>> FromYaml<'t> for List<'t, T> {
    fn from_yaml(node: &'t YamlNode, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            YamlValue::Sequence(items) => {
                Some(items.iter().map(|item| Field::read(item, reader)).collect())
            }
            _ => reader.refuse(node, "a list"),
        }
    }
}

/// One value, or a sequence of values.
#[derive(Clone, Debug)]
pub(crate) struct OneOrMany<'t, T>(pub(crate) List<'t, T>);

impl<'t, T: FromYaml<'t>> FromYaml<'t> for OneOrMany<'t, T> {
    fn from_yaml(node: &'t YamlNode, reader: &mut Reader) -> Option<Self> {
        let items = node.items().iter();
        Some(OneOrMany(
            items.map(|item| Field::read(item, reader)).collect(),
        ))
    }
}
