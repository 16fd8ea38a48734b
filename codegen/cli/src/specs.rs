//! Finds the catalogs that a command works on.

use std::path::{Path, PathBuf};

use api_error_catalog_model::Source;

use crate::{Failure, failure};

/// The name of the directory that contains catalogs.
pub(crate) const DIRECTORY: &str = "spec";

/// Returns the catalog files that were named, or all files of the nearest `spec/`. They are sorted, so that every run
/// prints the same.
pub(crate) fn find(named: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let named = match named {
        [] => vec![nearest_directory()?],
        named => named.to_vec(),
    };
    let mut files = Vec::new();
    for path in named {
        if path.is_dir() {
            files.extend(files_of(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

/// Returns the shortest path of the nearest `spec/` in this or a parent directory.
fn nearest_directory() -> Result<PathBuf, Failure> {
    let here = std::env::current_dir()
        .map_err(|error| failure!("cannot find the current directory: {error}"))?;
    let found = here
        .ancestors()
        .enumerate()
        .find(|(_, directory)| directory.join(DIRECTORY).is_dir());
    let Some((up, _)) = found else {
        let help = "name a catalog file, or create one with `cargo errcat init NAME`";
        return Err(failure!(
            "no directory `{DIRECTORY}` in this or a parent directory; {help}"
        ));
    };
    let above: PathBuf = std::iter::repeat_n("..", up).collect();
    Ok(above.join(DIRECTORY))
}

fn files_of(directory: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error| failure!("cannot read {}: {error}", directory.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(directory).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if is_catalog(&path) {
            files.push(path);
        }
    }
    if files.is_empty() {
        let directory = directory.display();
        return Err(failure!("found no catalog (`*.yaml`) in {directory}"));
    }
    Ok(files)
}

/// Returns `true` if the name of a file is that of a catalog.
pub(crate) fn is_catalog(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "yaml" || extension == "yml")
}

/// Returns the sources of the built-in catalogs.
pub(crate) fn built_in() -> Vec<Source> {
    let specs = api_error_catalog::__specs::SPECS.iter();
    specs
        .map(|(name, text)| Source::new(format!("{name}.yaml"), *text))
        .collect()
}
