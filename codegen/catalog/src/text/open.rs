//! The text of a catalog → a validated catalog, or all errors in it.

use std::fmt;
use std::path::Path;

use api_error_catalog_core::table::Catalog as Tables;
use api_error_catalog_core::{ErrorResponse, Resolution, Transport};

use super::lower::{self, Lowered, lower};
use crate::diagnostic::{Code, Diagnostic, Levels, LintLevels, Report, report};
use crate::layout::Layout;
use crate::lint::lint;
use crate::model::{Catalog, Error, Example, Hint};
use crate::tables::Arena;
use crate::text::file::{CatalogFile, HintEntry};
use crate::text::source::Source;
use crate::text::source_map::SourceMap;
use crate::text::yaml::{self, List};

/// A catalog and its text.
#[non_exhaustive]
pub struct Loaded {
    /// The text.
    pub source: Source,
    /// The catalog.
    pub catalog: Catalog,
    /// Where its parts are in the text.
    pub map: SourceMap,
    lints: LintLevels,
    layout: Layout,
}

/// Reads and checks a catalog.
///
/// # Errors
///
/// All errors of the first phase that finds any: invalid YAML, keys and values that the format does not have, values
/// that do not fit together, and examples that are read as another error.
pub fn open(source: Source) -> Result<Loaded, Report> {
    match read(&source.text) {
        Ok((lowered, layout)) => Ok(Loaded {
            source,
            catalog: lowered.catalog,
            map: lowered.map,
            lints: lowered.lints,
            layout,
        }),
        Err(faults) => Err(Report::new(source, faults)),
    }
}

/// Reads and checks a catalog file. Messages name the path as given.
///
/// # Errors
///
/// As [`open`], and if the file cannot be read or is not UTF-8.
pub fn open_file(path: &Path) -> Result<Loaded, Report> {
    open(read_source(path)?)
}

impl fmt::Debug for Loaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Loaded")
            .field("source", &self.source.name)
            .field("catalog", &self.catalog.name)
            .finish_non_exhaustive()
    }
}

impl Loaded {
    /// Makes the tables of the engine in an arena.
    #[must_use]
    pub fn tables<'t>(&'t self, arena: &'t Arena) -> &'t Tables<'t> {
        self.layout.tables(&self.catalog, arena)
    }

    /// Reports style findings. `levels` says how serious each lint is, unless the catalog itself does.
    #[must_use]
    pub fn lint(&self, levels: &Levels) -> Report {
        let findings = lint(&self.catalog, &self.map, &self.lints, levels);
        Report::new(self.source.clone(), findings)
    }
}

fn read(text: &str) -> Result<(Lowered, Layout), Vec<Diagnostic>> {
    let (tree, mut faults) = yaml::parse(text);
    let Some(tree) = tree else {
        return Err(faults);
    };
    let (file, refused) = yaml::read::<CatalogFile>(&tree);
    faults.extend(refused);
    let Some(file) = file else {
        return Err(faults);
    };
    let lowered = lower(&file, &tree, text, faults)?;
    let mut faults = Vec::new();
    let layout = Layout::new(&lowered.catalog).map_err(|too_large| {
        report(&mut faults, Code::TableSize, &(0..0), too_large.0)
            .help("make two catalogs of it, or leave shapes out that are never met");
        faults
    })?;
    let arena = Arena::default();
    let faults = check_examples(&lowered, layout.tables(&lowered.catalog, &arena));
    if faults.is_empty() {
        Ok((lowered, layout))
    } else {
        Err(faults)
    }
}

/// Reads reading hints: a list, or the hints below `source:` of a catalog, which need not be valid otherwise.
///
/// # Errors
///
/// All errors in the hints, or that there are none.
pub fn load_hints(source: &Source) -> Result<Vec<Hint>, Report> {
    let refused = |faults| Report::new(source.clone(), faults);
    let (tree, mut faults) = yaml::parse(&source.text);
    let Some(tree) = tree else {
        return Err(refused(faults));
    };
    let list = match &tree.value {
        yaml::YamlValue::Mapping(_) => tree.get("source").and_then(|node| node.get("hints")),
        yaml::YamlValue::Sequence(_) | yaml::YamlValue::Scalar(..) => Some(&tree),
    };
    let Some(list) = list else {
        let mut faults = Vec::new();
        let message = "there are no hints here";
        report(&mut faults, Code::MissingKey, &(0..0), message)
            .help("write a list of hints, or a catalog with `source: { hints: [ … ] }`");
        return Err(refused(faults));
    };
    let (list, unread) = yaml::read::<List<HintEntry>>(list);
    faults.extend(unread);
    let (hints, unfit) = lower::hints(&list.unwrap_or_default());
    faults.extend(unfit);
    if faults.is_empty() {
        Ok(hints)
    } else {
        Err(refused(faults))
    }
}

/// Reads the text of a file. Messages name the path as given.
///
/// # Errors
///
/// If the file cannot be read or is not UTF-8.
pub fn read_source(path: &Path) -> Result<Source, Report> {
    let name = path.display().to_string();
    let mut faults = Vec::new();
    let bytes = std::fs::read(path).map_err(|error| {
        let message = format!("the file cannot be read: {error}");
        report(&mut faults, Code::File, &(0..0), message).help("check the path");
        Report::new(Source::new(name.clone(), ""), std::mem::take(&mut faults))
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let message = format!("the file is no UTF-8: byte {at} is none");
        report(&mut faults, Code::NotUtf8, &(at..at), message).help("save it as UTF-8");
        let text = String::from_utf8_lossy(error.as_bytes());
        Report::new(Source::new(name.clone(), text), faults)
    })?;
    Ok(Source::new(name, text))
}

/// Reports the examples that the engine does not read as their own error.
fn check_examples(lowered: &Lowered, tables: &Tables<'_>) -> Vec<Diagnostic> {
    let (catalog, map) = (&lowered.catalog, &lowered.map);
    let mut faults = Vec::new();
    for ((index, error), spans) in (0..).zip(&catalog.errors).zip(&map.errors) {
        for (example, span) in error.examples.iter().zip(&spans.examples) {
            let Some(why) = misread(catalog, error, index, example, tables) else {
                continue;
            };
            let message = format!("the example of `{}` is read as {why}", error.key);
            let note =
                "examples are read by the engine that reads answers: a client would see the same";
            report(&mut faults, Code::Example, span, message)
                .label(format!("read as {why}"))
                .other(&spans.key, "an example of this error")
                .note(note)
                .help("compare it with the envelope and with how the error looks");
        }
    }
    faults
}

fn misread(
    catalog: &Catalog,
    error: &Error,
    place: u16,
    example: &Example,
    tables: &Tables<'_>,
) -> Option<String> {
    let websocket = catalog
        .shapes
        .get(error.shape)
        .is_some_and(|shape| shape.websocket);
    let status = example
        .status
        .or_else(|| error.own.statuses.first().copied());
    let transport = if websocket {
        Transport::WebSocket
    } else {
        Transport::Http(status)
    };
    let no_headers: &[(&str, &str)] = &[];
    let response = ErrorResponse::new(
        tables,
        transport,
        &no_headers,
        example.body.clone().into_bytes(),
    );
    match response.resolution() {
        Resolution::Known(other) if other == place => None,
        Resolution::Known(other) => tables.error(other).map(|info| format!("`{}`", info.name)),
        Resolution::Unresolved(reason) => Some(format!("no error ({reason})")),
    }
}
