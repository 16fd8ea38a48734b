//! Which catalogs a command is about.

use std::path::{Path, PathBuf};

use api_error_catalog_model::Source;

use crate::{Failure, failure};

/// The folder that holds catalogs where nothing else is said.
pub(crate) const FOLDER: &str = "spec";

/// The catalog files that were named, or all of the nearest `spec/` upwards; sorted, so that every run tells the same.
pub(crate) fn find(named: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let named = match named {
        [] => vec![nearest_folder()?],
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

/// The nearest folder `spec/` upwards, as short as it can be written.
fn nearest_folder() -> Result<PathBuf, Failure> {
    let here =
        std::env::current_dir().map_err(|error| failure!("there is no current folder: {error}"))?;
    let found = here
        .ancestors()
        .enumerate()
        .find(|(_, folder)| folder.join(FOLDER).is_dir());
    let Some((up, _)) = found else {
        let help = "name a catalog file, or write one to spec/NAME.yaml";
        return Err(failure!(
            "there is no folder `{FOLDER}` here or above; {help}"
        ));
    };
    let above: PathBuf = std::iter::repeat_n("..", up).collect();
    Ok(above.join(FOLDER))
}

fn files_of(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error| failure!("{} cannot be read: {error}", folder.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if is_catalog(&path) {
            files.push(path);
        }
    }
    if files.is_empty() {
        let folder = folder.display();
        return Err(failure!("there is no catalog (`*.yaml`) in {folder}"));
    }
    Ok(files)
}

/// Whether a file is a catalog, by its name.
pub(crate) fn is_catalog(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "yaml" || extension == "yml")
}

/// The texts of the built-in catalogs.
pub(crate) fn ready_made() -> Vec<Source> {
    let specs = api_error_catalog::__specs::SPECS.iter();
    specs
        .map(|(name, text)| Source::new(format!("{name}.yaml"), *text))
        .collect()
}
