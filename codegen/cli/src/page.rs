//! Reads a page from a file, or from standard input for `-`.

use std::fmt::Display;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use api_error_catalog_model::Catalog;
use api_error_catalog_model::model::PageSource;
use api_error_catalog_model::source::Span;
use api_error_catalog_pages::{Contradiction, Hint, MAX_BYTES, Page, join, read_with};

use crate::output::with_progress;
use crate::{Failure, failure};

/// Returns `true` if the page is on standard input.
pub(crate) fn is_stdin(doc: &Path) -> bool {
    doc.as_os_str() == "-"
}

/// Names an input in messages.
pub(crate) fn shown(input: &Path) -> String {
    if is_stdin(input) {
        "standard input".to_owned()
    } else {
        input.display().to_string()
    }
}

/// Reads a page with these hints.
pub(crate) fn load(doc: &Path, hints: &[Hint]) -> Result<Page, Failure> {
    let bytes = read(doc, MAX_BYTES)?;
    let line = format!("reading {} ({} KiB) …", shown(doc), bytes.len() >> 10);
    let page = with_progress(&line, || read_with(&doc.to_string_lossy(), &bytes, hints));
    page.map_err(|error| unreadable(doc, &error))
}

fn unreadable(input: &Path, why: &dyn Display) -> Failure {
    failure!("cannot read {}: {why}", shown(input))
}

/// Reads a whole input of at most this many bytes.
pub(crate) fn read(input: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let failed = |error: io::Error| unreadable(input, &error);
    let source: Box<dyn Read> = if is_stdin(input) {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(input).map_err(failed)?)
    };
    let mut bytes = Vec::new();
    // One byte more than the limit shows that the input is too large, without reading all of it.
    let mut source = source.take(most as u64 + 1);
    source.read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > most {
        let why = format!("it is larger than {} MiB", most >> 20);
        return Err(unreadable(input, &why));
    }
    Ok(bytes)
}

/// The sources of a catalog: each as a page, and all joined to one.
pub(crate) struct Sources {
    /// The pages, in the order of the catalog.
    pub(crate) pages: Vec<Page>,
    /// The file that the catalog names for each page.
    files: Vec<Option<String>>,
    /// All of them. It is the page itself if there is only one.
    pub(crate) joined: Page,
    /// The differences between them.
    pub(crate) contradictions: Vec<Contradiction>,
}

impl Sources {
    pub(crate) fn new(pages: Vec<Page>, files: Vec<Option<String>>) -> Sources {
        let (joined, contradictions) = join(pages.iter().cloned());
        Sources {
            pages,
            files,
            joined,
            contradictions,
        }
    }

    /// Returns the file that the catalog names for a page, given by its index.
    pub(crate) fn file(&self, at: usize) -> Option<&str> {
        self.files.get(at)?.as_deref()
    }

    /// Returns the file of a page if there are several, so that the reader must know which one is meant.
    pub(crate) fn file_of_several(&self, at: usize) -> Option<&str> {
        self.file(at).filter(|_| self.pages.len() > 1)
    }

    /// Returns the line of a span of the joined page and, if there are several pages, the file.
    pub(crate) fn place(&self, span: &Span) -> (usize, Option<&str>) {
        (self.joined.line(span), self.joined.source_name(span))
    }
}

/// Reads the sources of a catalog: from a directory, all files that the catalog names; otherwise `doc` as its only source.
pub(crate) fn load_sources(spec: &Path, catalog: &Catalog, doc: &Path) -> Result<Sources, Failure> {
    let named = catalog.pages.as_slice();
    if doc.is_dir() {
        return load_named(spec, named, doc);
    }
    let hints = match named {
        [] => &[][..],
        [only] => &only.hints,
        several => {
            let files: Vec<&str> = several
                .iter()
                .filter_map(|page| page.file.as_deref())
                .collect();
            return Err(failure!(
                "{} has several sources ({}); give the directory that contains them instead of {}",
                spec.display(),
                files.join(", "),
                shown(doc)
            ));
        }
    };
    let file = named.first().and_then(|page| page.file.clone());
    Ok(Sources::new(vec![load(doc, hints)?], vec![file]))
}

/// Reads the sources that a catalog names from a directory.
pub(crate) fn load_named(
    spec: &Path,
    named: &[PageSource],
    directory: &Path,
) -> Result<Sources, Failure> {
    let unnamed = || {
        failure!(
            "{} does not name its page: add `source: {{ file: … }}`",
            spec.display()
        )
    };
    if named.is_empty() {
        return Err(unnamed());
    }
    let pages = named.iter().map(|page| {
        let file = page.file.as_ref().ok_or_else(unnamed)?;
        load(&directory.join(file), &page.hints)
    });
    let files = named.iter().map(|page| page.file.clone());
    Ok(Sources::new(
        pages.collect::<Result<_, _>>()?,
        files.collect(),
    ))
}
