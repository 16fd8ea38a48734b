//! The JSON Schema of catalogs: it accepts what the loader accepts, and refuses what it can for the same reason.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "../../../codegen/catalog/tests/examples/mod.rs"]
mod examples;

use std::path::Path;

use api_error_catalog_model::diagnostic::Code;
use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use examples::{framed, mended, wrong};

fn validator() -> Validator {
    let schema: Value = serde_json::from_str(&api_error_catalog_model::schema()).expect("JSON");
    jsonschema::draft7::meta::validate(&schema).expect("a schema");
    jsonschema::draft7::new(&schema).expect("a schema")
}

/// As an editor sees it: keys are texts.
fn as_json(yaml: &str) -> Value {
    fn json(value: serde_yaml::Value) -> Value {
        use serde_yaml::Value as Yaml;
        match value {
            Yaml::Mapping(map) => Value::Object(
                map.into_iter()
                    .map(|(key, value)| (text(key), json(value)))
                    .collect(),
            ),
            Yaml::Sequence(items) => items.into_iter().map(json).collect(),
            Yaml::Tagged(tagged) => json(tagged.value),
            other => serde_json::to_value(other).expect("a scalar"),
        }
    }

    fn text(key: serde_yaml::Value) -> String {
        key.as_str().map_or_else(
            || {
                serde_yaml::to_string(&key)
                    .expect("a key")
                    .trim()
                    .to_owned()
            },
            str::to_owned,
        )
    }

    json(serde_yaml::from_str(yaml).expect("YAML"))
}

#[test]
fn what_the_loader_takes_the_schema_takes() {
    let validator = validator();
    let valid = |name: &str, yaml: &str| {
        let errors: Vec<String> = validator
            .iter_errors(&as_json(yaml))
            .map(|error| format!("{} at {}", error, error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut catalogs = 0;
    for directory in [
        "spec",
        "tests/built/spec",
        "tests/downstream/spec",
        "examples/gateway",
        "codegen/derive/tests",
    ] {
        for entry in std::fs::read_dir(root.join(directory))
            .into_iter()
            .flatten()
        {
            let path = entry.expect("an entry").path();
            if path
                .extension()
                .is_some_and(|extension| extension == "yaml")
            {
                catalogs += 1;
                valid(
                    &path.display().to_string(),
                    &std::fs::read_to_string(&path).expect("a text"),
                );
            }
        }
    }
    assert!(catalogs >= 8, "{catalogs} catalogs were read");
    for code in Code::ALL {
        if let Some(example) = mended(*code) {
            valid(code.id(), &framed(&example));
        }
    }
}

/// Whether a keyword of the schema refuses for the reason that is meant.
type Reason = fn(&Kind) -> bool;

#[test]
fn what_the_loader_refuses_the_schema_refuses_for_the_same_reason() {
    let validator = validator();
    let reasons: [(Code, Reason); 14] = [
        (Code::UnknownKey, |kind| {
            matches!(kind, Kind::AdditionalProperties { .. })
        }),
        (Code::WrongValue, |kind| matches!(kind, Kind::Type { .. })),
        (Code::MissingKey, |kind| {
            matches!(kind, Kind::Required { .. })
        }),
        (Code::UnknownWord, |kind| matches!(kind, Kind::Enum { .. })),
        (Code::Status, |kind| matches!(kind, Kind::Maximum { .. })),
        (Code::Evidence, |kind| matches!(kind, Kind::Required { .. })),
        (Code::NotObserved, |kind| matches!(kind, Kind::FalseSchema)),
        (Code::Version, |kind| matches!(kind, Kind::Constant { .. })),
        (Code::Duration, |kind| matches!(kind, Kind::Pattern { .. })),
        (Code::ListType, |kind| matches!(kind, Kind::MaxItems { .. })),
        (Code::CloseCode, |kind| {
            matches!(kind, Kind::PropertyNames { .. })
        }),
        (Code::ModuleName, |kind| {
            matches!(kind, Kind::Pattern { .. })
        }),
        (Code::VariantName, |kind| {
            matches!(kind, Kind::Pattern { .. })
        }),
        (Code::UnknownLint, |kind| {
            matches!(kind, Kind::AdditionalProperties { .. })
        }),
    ];
    for (code, reason) in reasons {
        let instance = as_json(&framed(&wrong(code).expect("an example")));
        let errors: Vec<_> = validator.iter_errors(&instance).collect();
        assert!(
            errors.iter().any(|error| has(error, reason)),
            "{code}: {errors:?}"
        );
    }
}

/// Whether this is the reason of an error, or of one of those that it consists of.
fn has(error: &ValidationError<'_>, reason: Reason) -> bool {
    let inner = match error.kind() {
        Kind::AnyOf { context } => context.iter().flatten().any(|error| has(error, reason)),
        _ => false,
    };
    inner || reason(error.kind())
}
