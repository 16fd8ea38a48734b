//! Derives Rust names, and reports those that Rust does not accept.

use heck::ToUpperCamelCase;

use super::entries::LocatedEntry;
use super::state::Lower;
use crate::diagnostic::Code;
use crate::model::Error;
use crate::names::{self, is_identifier, is_variant};
use crate::text::file::CatalogFile;
use crate::text::yaml::{Field, List};

/// Explains why a key needs a name.
const NAMED_AFTER_KEY: &str =
    "each error becomes a variant that is named after its key, unless it has a `rust_name`";

impl Lower<'_> {
    /// Returns the catalog's name, which is also the name of its module.
    pub(super) fn catalog_name(&mut self, file: &CatalogFile) -> String {
        let name = self.needed(&file.catalog, "catalog", &(0..0));
        if let Some(span) = file.catalog.span() {
            let plain = name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
            if file.catalog.get().is_some() && (!plain || !is_identifier(&name)) {
                let message = format!("`{name}` is not a valid catalog name");
                self.report(Code::ModuleName, span, message)
                    .label("invalid name")
                    .note("the generated file and its module have this name")
                    .help("use lower-case letters, digits and `_`, and start with a letter");
            }
        }
        name
    }

    /// Returns the variant's name: `rust_name`, or a name derived from the key.
    pub(super) fn variant_name(
        &mut self,
        entry: &LocatedEntry<'_>,
        rust_name: &Field<String>,
    ) -> String {
        match rust_name.given() {
            Some((span, name)) => {
                if !is_variant(name) {
                    let message = format!("`{name}` is not a valid variant name");
                    self.report(Code::VariantName, span, message)
                        .label("invalid name")
                        .help("write it in UpperCamelCase, such as `VoiceNotFound`");
                }
                name.clone()
            }
            None => {
                let name = entry.key.to_upper_camel_case();
                if rust_name.is_absent() && !is_variant(&name) {
                    let message = format!("cannot derive a variant name from `{}`", entry.key);
                    self.report(Code::KeyName, entry.key_span(), message)
                        .label("gives no variant name")
                        .note(NAMED_AFTER_KEY)
                        .help(format!("set one: `rust_name: {}`", proposal(entry.key)));
                }
                name
            }
        }
    }

    /// Returns the former codes of an error. Each becomes a deprecated name in Rust.
    pub(super) fn former_codes(&mut self, field: &Field<List<String>>) -> Vec<String> {
        for (span, code) in field.get().into_iter().flatten().filter_map(Field::given) {
            if !is_variant(&code.to_upper_camel_case()) {
                let message = format!("cannot derive a variant name from `{code}`");
                self.report(Code::FormerName, span, message)
                    .label("gives no variant name")
                    .help("remove it, because no Rust code can use such a name");
            }
        }
        super::state::texts(field)
    }

    /// Reports errors that share a variant.
    pub(super) fn check_names(&mut self, errors: &[Error], entries: &[LocatedEntry<'_>]) {
        let mut seen = std::collections::HashMap::new();
        for (error, entry) in errors.iter().zip(entries) {
            if let Some(first) = seen.insert(error.name.as_str(), entry) {
                if is_variant(&error.name) {
                    let message = format!(
                        "`{}` and `{}` both become the variant `{}`",
                        first.key, entry.key, error.name
                    );
                    self.report(Code::VariantTwice, entry.key_span(), message)
                        .label("the same name again")
                        .other(first.key_span(), "first defined here")
                        .help("give one of them another `rust_name`");
                }
            }
        }
        // The types of errors with one name have one name as well.
        if seen.len() == errors.len() {
            for (error, entry) in errors.iter().zip(entries) {
                if !error.details.is_empty() || error.parameters().count() > 0 {
                    self.name_type(&names::of_construction(&error.name), entry.key_span());
                }
            }
            self.check_types();
        }
    }
}

/// Proposes a name for a key from which none can be derived.
fn proposal(key: &str) -> String {
    let minus = if key.starts_with('-') { "Minus" } else { "" };
    match key.to_upper_camel_case() {
        rest if rest.is_empty() || !rest.is_ascii() => "SomeName".to_owned(),
        rest => format!("Code{minus}{rest}"),
    }
}
