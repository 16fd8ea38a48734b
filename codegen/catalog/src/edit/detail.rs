//! The members of an error's `details` as YAML.

use super::yaml::{Yaml, YamlEntry};
use crate::model::{Detail, DetailType};

impl YamlEntry {
    /// Creates the entry of a member of `details`: `name: type`, or `name?: type`.
    #[must_use]
    pub fn detail(detail: &Detail) -> YamlEntry {
        let optional = if detail.optional { "?" } else { "" };
        let key = format!("{}{optional}", detail.name);
        YamlEntry::of(Yaml::Text(key), Yaml::detail_type(&detail.ty))
    }
}

impl Yaml {
    /// Writes the type of a member of `details`. Objects have a line for each member, unless they are written in flow.
    #[must_use]
    pub fn detail_type(ty: &DetailType) -> Yaml {
        match ty {
            DetailType::Value(ty) => Yaml::Plain(ty.to_string()),
            DetailType::OneOf(values) => Yaml::Text(values.join(" | ")),
            DetailType::Object(members) => {
                Yaml::Map(members.iter().map(YamlEntry::detail).collect())
            }
            DetailType::List(item) if item.members().is_empty() => {
                Yaml::FlowList(vec![Yaml::detail_type(item)])
            }
            DetailType::List(item) => Yaml::List(vec![Yaml::detail_type(item)]),
            DetailType::Map(key, value) => {
                let entry = YamlEntry::of(Yaml::Text(format!("<{key}>")), Yaml::detail_type(value));
                match value.members() {
                    [] => Yaml::FlowMap(vec![entry]),
                    _ => Yaml::Map(vec![entry]),
                }
            }
        }
    }
}
