//! The JSON output of `diff`, `check` and `explain`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::facts::{CatalogFacts, CodeValue};
use super::object::object;
use crate::text::yaml::key;

object! {
    /// The output of `diff` and `check`.
    #[derive(Default)]
    pub struct ReportFacts {
        /// The changes between two catalogs or pages, or of a page since it was last read.
        pub changes: Vec<ChangeFacts>,
        /// The findings in catalogs and pages.
        pub diagnostics: Vec<DiagnosticFacts>,
        /// The differences between page, catalog and recorded responses.
        #[cfg_attr(feature = "schema", schemars(skip_serializing_if = "is_none"))]
        pub sides: Option<Vec<ThreeWayFacts>> => is_none,
    }

    /// The output of `explain`: the matching facts of each catalog that has some.
    pub struct ExplainedFacts {
        /// The catalogs.
        pub catalogs: Vec<CatalogFacts>,
    }

    /// The output of `list`.
    pub struct ListFacts {
        /// The catalogs.
        pub catalogs: Vec<CatalogSummary>,
    }

    /// The contents of a catalog, in numbers.
    pub struct CatalogSummary {
        /// The name of the catalog.
        pub catalog: String,
        /// Its title.
        pub title: String,
        /// The number of its errors.
        pub errors: usize,
        /// The number of codes that identify them.
        pub codes: usize,
        /// The number of HTTP statuses that they have.
        pub statuses: usize,
        /// The number of WebSocket close codes.
        pub close_codes: usize,
        /// The last day on which one of its sources was read, as `YYYY-MM-DD`.
        pub read: Option<String>,
        /// The URL of each source, or the name of its file if it has no URL.
        pub sources: Vec<String>,
    }

    /// A change of an error, a type, a status, a close code, or of the page as a whole.
    pub struct ChangeFacts {
        /// The name of the catalog or page.
        pub catalog: String,
        /// `added`, `removed`, `changed` or `renamed`.
        pub change: &'static str,
        /// `error`, `type`, `status`, `close_code` or `page`.
        pub item: &'static str,
        /// The code, type or status; empty for the page.
        pub code: CodeValue,
        /// The code before a renaming.
        pub from: Option<CodeValue>,
        /// The fields that differ.
        pub fields: Vec<&'static str>,
        /// The old values of these fields, or all of them if the item was removed. A field is missing if only its
        /// fingerprint is known; `null` if no old value is known.
        pub old: Option<BTreeMap<&'static str, Value>>,
        /// The new values of these fields, or all of them if the item was added.
        pub new: Option<BTreeMap<&'static str, Value>>,
        /// The values that are stated in more or fewer places of the page than before.
        pub places: Vec<PlaceCount>,
        /// The version bump that the change requires: `major`, `minor` or `patch`.
        pub verdict: &'static str,
        /// The line of the page.
        pub line: Option<usize>,
        /// The file that contains the line, if the catalog has several sources.
        #[cfg_attr(feature = "schema", schemars(skip_serializing_if = "is_none"))]
        pub file: Option<String> => is_none,
    }

    /// A value that is stated in more or fewer places of the page than before.
    pub struct PlaceCount {
        /// The field.
        pub field: &'static str,
        /// The value.
        pub value: CodeValue,
        /// The number of places before.
        pub old: usize,
        /// The number of places now.
        pub new: usize,
    }

    /// A finding in a catalog or on a page.
    pub struct DiagnosticFacts {
        /// The code of an error or the name of a lint.
        pub code: &'static str,
        /// `error` or `warning`.
        pub severity: &'static str,
        /// The problem.
        pub message: String,
        /// The file.
        pub file: String,
        /// The position in the file.
        pub place: Position,
        /// A word about this position.
        pub label: String,
        /// A second position that explains the first.
        pub other: Option<SecondPosition>,
        /// Background.
        pub note: Option<String>,
        /// How to fix it.
        pub help: Option<String>,
    }

    /// A second position of a finding.
    pub struct SecondPosition {
        /// The file.
        pub file: String,
        /// The position in the file.
        pub place: Position,
        /// A word about this position.
        pub label: String,
    }

    /// A range in a file. Lines and columns count from 1, columns in characters.
    #[derive(Copy, Eq)]
    pub struct Position {
        /// The first line.
        pub line: usize,
        /// The first column.
        pub column: usize,
        /// The last line.
        pub end_line: usize,
        /// The column after the last.
        pub end_column: usize,
    }

    /// A difference between page, catalog and recorded responses.
    pub struct ThreeWayFacts {
        /// The name of the catalog.
        pub catalog: String,
        /// The code.
        pub code: String,
        /// The side that the other two contradict: `page`, `catalog` or `traffic`.
        pub alone: Option<&'static str>,
        /// The difference.
        pub text: String,
    }
}
