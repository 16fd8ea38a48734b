//! The only writer of catalogs: writes new ones, and edits a text without changing the rest of it.
//!
//! | file | holds |
//! |---|---|
//! | `editor.rs` | the edits of one catalog: adding, changing, moving and removing errors, keys and sections |
//! | `braces.rs` | a mapping in braces that gets or loses entries |
//! | `yaml.rs` | YAML values, and how they are written in block and in flow |
//! | `scalar.rs` | the quoting rule |
//! | `span_edits.rs` | replaced byte ranges of a text |

mod braces;
mod detail;
mod editor;
mod scalar;
mod span_edits;
mod yaml;

pub use editor::{EditError, Editor};
pub use scalar::scalar;
pub use yaml::{Yaml, YamlEntry, write};

/// Any string can be read back as it was written.
#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::yaml::{Yaml, YamlEntry, write};
    use crate::characters::is_unprintable;
    use crate::text::yaml::{YamlNode, YamlValue, parse};

    fn strings(node: &YamlNode, all: &mut Vec<String>) {
        match &node.value {
            YamlValue::Scalar(text, _) => all.push(text.clone()),
            YamlValue::Sequence(items) => items.iter().for_each(|item| strings(item, all)),
            YamlValue::Mapping(entries) => entries.iter().for_each(|(key, value)| {
                strings(key, all);
                strings(value, all);
            }),
        }
    }

    /// Returns a document with the string as key and as value, in block and in flow, in a mapping and in a list.
    fn document(text: &str) -> String {
        let entry = || YamlEntry::of(Yaml::text(text), Yaml::text(text));
        let list = Yaml::List(vec![Yaml::text(text), Yaml::Map(vec![entry()])]);
        let flow = Yaml::FlowList(vec![Yaml::text(text), Yaml::Map(vec![entry()])]);
        let comments = || vec![text.to_owned()];
        write(
            &comments(),
            &[
                YamlEntry::new("map", Yaml::Map(vec![entry().under(comments())])),
                YamlEntry::new("list", list).under(comments()),
                YamlEntry::new("flow", flow),
            ],
        )
    }

    fn check(text: &str) -> Result<(), TestCaseError> {
        let written = document(text);
        let raw = |c: char| c != '\n' && is_unprintable(c);
        prop_assert!(!written.contains(raw), "{written}");
        let (tree, findings) = parse(&written);
        let mut read = Vec::new();
        tree.iter().for_each(|tree| strings(tree, &mut read));
        // A merge key is refused, however it is quoted: no key of a catalog is called so.
        if text != "<<" {
            prop_assert!(findings.is_empty(), "{findings:?}\n{written}");
            let own = |key: &'static str, count| {
                std::iter::once(key).chain(std::iter::repeat_n(text, count))
            };
            let expected: Vec<&str> = own("map", 2)
                .chain(own("list", 3))
                .chain(own("flow", 3))
                .collect();
            prop_assert_eq!(read, expected, "{}", written);
        }
        // Another reader, for which plain scalars are numbers, Booleans or null too.
        let other: serde_yaml::Value = serde_yaml::from_str(&written)
            .map_err(|error| TestCaseError::fail(format!("{error}\n{written}")))?;
        prop_assert_eq!(other["map"][text].as_str(), Some(text), "{}", written);
        prop_assert_eq!(other["flow"][0].as_str(), Some(text), "{}", written);
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_string_comes_back_as_it_was(text in any::<String>()) {
            check(&text)?;
        }

        #[test]
        fn strings_of_signs_that_mean_something_come_back(text in "[-\\[\\]{}:,?#&*!|>'\"%@`~=<. \t\n\r0-9enxya/\u{85}\u{2028}\u{202e}\u{feff}é]{0,12}") {
            check(&text)?;
        }

        #[test]
        fn long_strings_come_back(text in "[a-z]( ?[a-z#:'-]){60,700}") {
            check(&text)?;
        }
    }

    #[test]
    fn words_and_numbers_of_yaml_come_back() {
        for text in [
            "true",
            "No",
            "ON",
            "~",
            "null",
            "NaN",
            ".inf",
            "0x1F",
            "0o17",
            "1e3",
            "1_000",
            "12:30:45",
            "2026-11-21",
            "=",
            "<<",
            "---",
            "...",
            "- a",
            "? a",
            "a ?",
            "!tag",
            "&a",
            "*a",
            "%a",
            "@a",
            "`a",
        ] {
            check(text)
                .map_err(|error| error.to_string())
                .unwrap_or_else(|why| panic!("{text}: {why}"));
        }
    }
}
