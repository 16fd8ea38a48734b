//! Hints as entries of the catalog.

use api_error_catalog_model::model::{Column, Part};

use api_error_catalog_model::edit::{Yaml, YamlEntry};
use api_error_catalog_model::model::Hint;

/// Returns the entry of `source:` with the hints, if there are any.
pub(super) fn entry(hints: &[Hint]) -> Option<YamlEntry> {
    (!hints.is_empty())
        .then(|| YamlEntry::new("hints", Yaml::List(hints.iter().map(hint).collect())))
}

/// Returns a hint as a line of a list of hints, such as a file for `import --hints` has.
#[must_use]
pub fn hint_line(given: &Hint) -> String {
    format!("- {}", hint(given).flow())
}

fn hint(hint: &Hint) -> Yaml {
    let word = |word: &str| Yaml::Plain(word.to_owned());
    let texts =
        |texts: &[String]| Yaml::one_or_list(texts.iter().map(|text| Yaml::text(text)).collect());
    let part = match &hint.part {
        Part::All => None,
        Part::Table(number) => Some(("table", Yaml::number(number))),
        Part::TablesWith(cells) => Some(("table", texts(cells))),
        Part::List(number) => Some(("list", Yaml::number(number))),
        Part::Example(number) => Some(("example", Yaml::number(number))),
    };
    let columns = hint.columns.iter().map(|(column, role)| {
        let key = match column {
            Column::Number(number) => Yaml::number(number),
            Column::Header(name) => Yaml::text(name),
        };
        YamlEntry::of(key, word(role.as_str()))
    });
    let members = [
        hint.form.map(|form| ("form", word(form.as_str()))),
        (!hint.section.is_empty()).then(|| ("section", texts(&hint.section))),
        part,
        hint.contains
            .map(|contains| ("contains", word(contains.as_str()))),
        hint.header.map(|header| ("header", Yaml::number(header))),
        (!hint.columns.is_empty()).then(|| ("columns", Yaml::Map(columns.collect()))),
    ];
    Yaml::Map(
        members
            .into_iter()
            .flatten()
            .map(|(key, value)| YamlEntry::new(key, value))
            .collect(),
    )
}
