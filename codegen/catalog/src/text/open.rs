//! Opens a catalog: turns its text into a validated catalog, or reports all errors in it.

use std::fmt;
use std::path::Path;

use api_error_catalog_core::table::Catalog as Tables;
use api_error_catalog_core::{ErrorResponse, Resolution, Transport};

use super::lower::{self, Lowered, lower};
use crate::diagnostic::{Code, Diagnostic, Levels, LintLevels, Report, Severity, report};
use crate::layout::Layout;
use crate::lint::lint;
use crate::model::{Catalog, Error, Example, Hint};
use crate::tables::Arena;
use crate::text::file::{CatalogFile, HintEntry};
use crate::text::source::Source;
use crate::text::source_map::SourceMap;
use crate::text::yaml::{self, List, YamlNode};

/// A catalog and its text.
#[non_exhaustive]
pub struct Loaded {
    /// The text.
    pub source: Source,
    /// The catalog.
    pub catalog: Catalog,
    /// The positions of its parts in the text.
    pub map: SourceMap,
    lints: LintLevels,
    layout: Layout,
}

/// Reads and checks a catalog.
///
/// # Errors
///
/// Returns all errors of the first phase that finds any: invalid YAML, unknown keys and invalid values, values that
/// contradict each other, and examples that are decoded as another error.
pub fn open(source: Source) -> Result<Loaded, Report> {
    match read(&source.text) {
        Ok((lowered, layout)) => Ok(Loaded {
            source,
            catalog: lowered.catalog,
            map: lowered.map,
            lints: lowered.lints,
            layout,
        }),
        Err(findings) => Err(Report::new(source, findings)),
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
    /// Builds the tables of the engine in an arena.
    #[must_use]
    pub fn tables<'t>(&'t self, arena: &'t Arena) -> &'t Tables<'t> {
        self.layout.tables(&self.catalog, arena)
    }

    /// Returns style findings. `levels` sets the level of each lint, unless the catalog sets it.
    #[must_use]
    pub fn lint(&self, levels: &Levels) -> Report {
        let arena = Arena::default();
        let tables = self.tables(&arena);
        let findings = lint(&self.catalog, &self.map, tables, &self.lints, levels);
        Report::new(self.source.clone(), findings)
    }

    /// Returns the severity of a lint's findings in an error, given by its index, or in the catalog as a whole; `None` if they are not
    /// reported. `levels` apply unless the catalog sets the level.
    #[must_use]
    pub fn severity(&self, lint: Code, error: Option<usize>, levels: &Levels) -> Option<Severity> {
        let of_error = error.and_then(|at| self.lints.errors.get(at));
        let spans = error.and_then(|at| self.map.errors.get(at));
        let group = spans.and_then(|spans| self.map.groups.get(spans.group));
        let of_type = group.and_then(|group| self.lints.types.get(group.type_index?));
        let nearer: Vec<&Levels> = of_error
            .into_iter()
            .chain(of_type)
            .chain([&self.lints.catalog])
            .collect();
        levels.level(lint, &nearer).severity()
    }
}

fn read(text: &str) -> Result<(Lowered, Layout), Vec<Diagnostic>> {
    let (tree, mut findings) = yaml::parse(text);
    let Some(tree) = tree else {
        return Err(findings);
    };
    let (file, refused) = yaml::read::<CatalogFile>(&tree);
    findings.extend(refused);
    let Some(file) = file else {
        return Err(findings);
    };
    let lowered = lower(&file, &tree, text, findings)?;
    let mut findings = Vec::new();
    let layout = Layout::new(&lowered.catalog).map_err(|too_large| {
        report(&mut findings, Code::TableSize, &(0..0), too_large.0)
            .help("split it into two catalogs, or remove shapes that do not occur");
        findings
    })?;
    let arena = Arena::default();
    let findings = check_examples(&lowered, layout.tables(&lowered.catalog, &arena));
    if findings.is_empty() {
        Ok((lowered, layout))
    } else {
        Err(findings)
    }
}

/// Reads reading hints from a list, or those of all pages below `source:` of a catalog, whose other parts need not be valid.
///
/// # Errors
///
/// Returns all errors in the hints, or an error if the file has no hints.
pub fn load_hints(source: &Source) -> Result<Vec<Hint>, Report> {
    let refused = |findings| Report::new(source.clone(), findings);
    let (tree, mut findings) = yaml::parse(&source.text);
    let Some(tree) = tree else {
        return Err(refused(findings));
    };
    let lists: Vec<&YamlNode> = match &tree.value {
        yaml::YamlValue::Mapping(_) => {
            let pages = tree.get("source").map(YamlNode::items).unwrap_or_default();
            pages.iter().filter_map(|page| page.get("hints")).collect()
        }
        yaml::YamlValue::Sequence(_) | yaml::YamlValue::Scalar(..) => vec![&tree],
    };
    if lists.is_empty() {
        let mut findings = Vec::new();
        let message = "the file has no hints";
        report(&mut findings, Code::MissingKey, &(0..0), message)
            .help("write a list of hints, or a catalog with `source: { hints: [ … ] }`");
        return Err(refused(findings));
    }
    let mut hints = Vec::new();
    for list in lists {
        let (list, unread) = yaml::read::<List<HintEntry>>(list);
        findings.extend(unread);
        let (own, unfit) = lower::hints(&list.unwrap_or_default());
        findings.extend(unfit);
        hints.extend(own);
    }
    if findings.is_empty() {
        Ok(hints)
    } else {
        Err(refused(findings))
    }
}

/// Reads the text of a file. Messages name the path as given.
///
/// # Errors
///
/// If the file cannot be read or is not UTF-8.
pub fn read_source(path: &Path) -> Result<Source, Report> {
    let name = path.display().to_string();
    let mut findings = Vec::new();
    let bytes = std::fs::read(path).map_err(|error| {
        let message = format!("cannot read the file: {error}");
        report(&mut findings, Code::File, &(0..0), message).help("check the path");
        Report::new(Source::new(name.clone(), ""), std::mem::take(&mut findings))
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let message = format!("the file is not UTF-8: byte {at} is invalid");
        report(&mut findings, Code::NotUtf8, &(at..at), message).help("save it as UTF-8");
        let text = String::from_utf8_lossy(error.as_bytes());
        Report::new(Source::new(name.clone(), text), findings)
    })?;
    Ok(Source::new(name, text))
}

/// Reports the examples that the engine does not decode as their own error.
fn check_examples(lowered: &Lowered, tables: &Tables<'_>) -> Vec<Diagnostic> {
    let (catalog, map) = (&lowered.catalog, &lowered.map);
    let mut findings = Vec::new();
    for ((index, error), spans) in (0..).zip(&catalog.errors).zip(&map.errors) {
        for (example, span) in error.examples.iter().zip(&spans.examples) {
            let Some(why) = misread(catalog, error, index, example, tables) else {
                continue;
            };
            let message = format!("the example of `{}` is decoded as {why}", error.key);
            let note = "examples are decoded as clients decode responses";
            report(&mut findings, Code::Example, span, message)
                .label(format!("decoded as {why}"))
                .other(&spans.key, "an example of this error")
                .note(note)
                .help("compare the example with the envelope and with what identifies the error");
        }
    }
    findings
}

fn misread(
    catalog: &Catalog,
    error: &Error,
    index: u16,
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
        Resolution::Known(other) if other == index => None,
        Resolution::Known(other) => tables.error(other).map(|info| format!("`{}`", info.name)),
        Resolution::Unresolved(reason) => Some(format!("no error ({reason})")),
    }
}
