//! The JSON Schema of the form.

#![allow(dead_code, reason = "the variants exist for their schema alone")]

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::json;

use super::facts::CatalogFacts;
use super::report::{ExplainedFacts, ListFacts, ReportFacts};

/// The JSON output of a command.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum CommandOutput {
    /// The output of `import` and `export`.
    Facts(Box<CatalogFacts>),
    /// The output of `explain`.
    Explained(ExplainedFacts),
    /// The output of `list`.
    List(ListFacts),
    /// The output of `diff` and `check`.
    Report(ReportFacts),
}

/// Returns the JSON Schema of what `import`, `export`, `explain`, `list`, `diff` and `check` print, as indented JSON.
#[must_use]
pub fn facts_schema() -> String {
    let mut schema = SchemaSettings::draft07()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<CommandOutput>();
    schema.insert(
        "title".to_owned(),
        json!("Facts about an API's errors, and changes of them"),
    );
    super::write(&schema) + "\n"
}
