//! Generates Rust from catalogs to `OUT_DIR`, for build scripts.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use api_error_catalog_model::{Loaded, Report, open_file};
use proc_macro2::TokenStream;

use crate::manifest::declares_runtime;

/// The second line of each generated file.
const HOW_TO_CHANGE: &str =
    "Edit the catalog instead: the build script generates this file from it.";

/// Generates the modules of catalogs in a build script.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), api_error_catalog_codegen::BuildError> {
///     api_error_catalog_codegen::Builder::new().catalog("spec/acme.yaml").generate()
/// }
/// ```
///
/// In the crate itself, `api_error_catalog::include_catalog!(pub mod acme);` includes the module.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    catalogs: Vec<PathBuf>,
    out_dir: Option<PathBuf>,
    runtime: Option<String>,
}

impl Builder {
    /// Creates a builder without catalogs.
    #[must_use]
    pub fn new() -> Builder {
        Builder::default()
    }

    /// Adds a catalog file. A relative path starts at the directory of the package.
    #[must_use]
    pub fn catalog(mut self, path: impl Into<PathBuf>) -> Builder {
        self.catalogs.push(path.into());
        self
    }

    /// Writes to this directory instead of `OUT_DIR`.
    #[must_use]
    pub fn out_dir(mut self, path: impl Into<PathBuf>) -> Builder {
        self.out_dir = Some(path.into());
        self
    }

    /// Sets the path of the crate that generated code calls. You need it only if you renamed the dependency: `::errors` for
    /// `errors = { package = "api-error-catalog", … }`.
    #[must_use]
    pub fn runtime(mut self, path: impl Into<String>) -> Builder {
        self.runtime = Some(path.into());
        self
    }

    /// Writes `<catalog>.rs` for each catalog, and instructs Cargo to run the build script again if a catalog changes. Files
    /// whose text has not changed are not written. If any catalog has errors, nothing is written.
    ///
    /// # Errors
    ///
    /// Fails if a catalog has errors, with all errors of all catalogs; if two catalogs have the same name; if a file cannot
    /// be written; if `OUT_DIR` is not set; or if the dependency is renamed and [`runtime`](Self::runtime) was not called.
    pub fn generate(self) -> Result<(), BuildError> {
        let runtime = match &self.runtime {
            Some(path) => path
                .parse()
                .map_err(|_| BuildError::Runtime(path.clone()))?,
            None => default_runtime(self.out_dir.is_none())?,
        };
        let out_dir = self
            .out_dir
            .or_else(|| std::env::var_os("OUT_DIR").map(PathBuf::from))
            .ok_or(BuildError::NoOutDir)?;
        let catalogs = open_all(&self.catalogs)?;
        different_names(&catalogs)?;
        for (_, loaded) in &catalogs {
            let name = &loaded.catalog.name;
            let text = crate::text(loaded, &runtime, HOW_TO_CHANGE);
            let target = out_dir.join(format!("{name}.rs"));
            write_if_changed(&target, &text).map_err(|error| BuildError::Write(target, error))?;
            // `include_catalog!` reads it, because it can choose the message if the variable is not set.
            instruct(format_args!("rustc-env=API_ERROR_CATALOG_{name}={name}"));
        }
        Ok(())
    }
}

/// Returns the path of the runtime, or an error if the crate of this build script cannot name it.
fn default_runtime(is_own_crate: bool) -> Result<TokenStream, BuildError> {
    let directory = std::env::var_os("CARGO_MANIFEST_DIR").filter(|_| is_own_crate);
    if directory.is_none_or(|directory| declares_runtime(Path::new(&directory))) {
        Ok(crate::runtime())
    } else {
        Err(BuildError::NoRuntime)
    }
}

/// Prints an instruction for Cargo.
#[allow(
    clippy::print_stdout,
    reason = "this is how build scripts instruct Cargo"
)]
fn instruct(instruction: fmt::Arguments<'_>) {
    println!("cargo::{instruction}");
}

/// Opens the catalogs. Cargo shows each error as an error of the build script.
fn open_all(paths: &[PathBuf]) -> Result<Vec<(&Path, Loaded)>, BuildError> {
    let (mut catalogs, mut reports) = (Vec::new(), Vec::new());
    for path in paths {
        instruct(format_args!("rerun-if-changed={}", path.display()));
        match open_file(path) {
            Ok(loaded) => catalogs.push((path.as_path(), loaded)),
            Err(report) => {
                for line in report.lines().lines() {
                    instruct(format_args!("error={line}"));
                }
                reports.push(report);
            }
        }
    }
    if reports.is_empty() {
        Ok(catalogs)
    } else {
        Err(BuildError::Catalogs(reports))
    }
}

/// Returns an error if two catalogs would be written to one file.
fn different_names(catalogs: &[(&Path, Loaded)]) -> Result<(), BuildError> {
    let mut files = BTreeMap::new();
    for (file, loaded) in catalogs {
        let name = &loaded.catalog.name;
        if let Some(first) = files.insert(name, file) {
            return Err(BuildError::SameName {
                name: name.clone(),
                files: [first, file].map(|file| file.to_path_buf()),
            });
        }
    }
    Ok(())
}

/// Writes a file completely or not at all, and only if its text differs. Returns `true` if it was written.
///
/// # Errors
///
/// Fails if the directory cannot be written to.
pub fn write_if_changed(path: &Path, text: &str) -> std::io::Result<bool> {
    if std::fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(false);
    }
    // The file is written under another name and then renamed, so that no one ever reads half of it.
    let directory = path
        .parent()
        .filter(|directory| !directory.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = directory.join(format!(".{name}.{}.tmp", std::process::id()));
    let written = std::fs::write(&temporary, text).and_then(|()| std::fs::rename(&temporary, path));
    if written.is_err() {
        // The first error is returned; failing to remove the temporary file is not reported.
        let _ = std::fs::remove_file(&temporary);
    }
    written.map(|()| true)
}

/// The reason why a build script could not generate the modules.
#[non_exhaustive]
pub enum BuildError {
    /// Catalogs that have errors.
    Catalogs(Vec<Report>),
    /// Two catalogs with the same name, which would be written to the same file.
    SameName {
        /// The name, as in `catalog:`.
        name: String,
        /// The files of the two catalogs.
        files: [PathBuf; 2],
    },
    /// A file that could not be written.
    Write(PathBuf, std::io::Error),
    /// `OUT_DIR` is not set, because this is not a build script.
    NoOutDir,
    /// No dependency is named `api-error-catalog`, and no other path of the runtime is set.
    NoRuntime,
    /// The path of the runtime is not valid.
    Runtime(String),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::Catalogs(reports) => reports
                .iter()
                .try_for_each(|report| writeln!(f, "{report}")),
            BuildError::SameName {
                name,
                files: [first, second],
            } => write!(
                f,
                "{} and {} are both named `{name}`: change `catalog:` in one of them",
                first.display(),
                second.display()
            ),
            BuildError::Write(path, error) => {
                write!(f, "cannot write {}: {error}", path.display())
            }
            BuildError::NoOutDir => f.write_str(
                "`OUT_DIR` is not set: call this from a build script, or set `out_dir`",
            ),
            BuildError::NoRuntime => f.write_str(
                "no dependency in Cargo.toml is named `api-error-catalog`; if it is renamed, add its name: `.runtime(\"::errors\")`",
            ),
            BuildError::Runtime(path) => write!(f, "`{path}` is not the path of a crate"),
        }
    }
}

/// Prints the same as `Display`, because Cargo shows the error that `main` returns in this format.
impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for BuildError {}
