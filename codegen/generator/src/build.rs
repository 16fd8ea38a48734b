//! For build scripts: catalogs → Rust in `OUT_DIR`.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use api_error_catalog_model::{Loaded, Report, open_file};
use proc_macro2::TokenStream;

use crate::manifest::declares_runtime;

/// The second line of each file.
const HOW_TO_CHANGE: &str =
    "Edit the catalog instead: the build script generates this file from it.";

/// Generates the modules of catalogs from a build script.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), api_error_catalog_codegen::BuildError> {
///     api_error_catalog_codegen::Builder::new().catalog("spec/acme.yaml").generate()
/// }
/// ```
///
/// In the crate itself, `api_error_catalog::include_catalog!(pub mod acme);` makes the module.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    catalogs: Vec<PathBuf>,
    out_dir: Option<PathBuf>,
    runtime: Option<String>,
}

impl Builder {
    /// A builder with no catalogs.
    #[must_use]
    pub fn new() -> Builder {
        Builder::default()
    }

    /// Adds a catalog file; a relative path starts at the package's folder.
    #[must_use]
    pub fn catalog(mut self, path: impl Into<PathBuf>) -> Builder {
        self.catalogs.push(path.into());
        self
    }

    /// Writes elsewhere than into `OUT_DIR`.
    #[must_use]
    pub fn out_dir(mut self, path: impl Into<PathBuf>) -> Builder {
        self.out_dir = Some(path.into());
        self
    }

    /// Sets the path of the crate that generated code calls, if its dependency is renamed: `::errors` for
    /// `errors = { package = "api-error-catalog", … }`.
    #[must_use]
    pub fn runtime(mut self, path: impl Into<String>) -> Builder {
        self.runtime = Some(path.into());
        self
    }

    /// Writes `<catalog>.rs` for each catalog and tells Cargo when to run again. A file whose text has not changed
    /// is left alone. If there is an error in any catalog, nothing is written.
    ///
    /// # Errors
    ///
    /// If a catalog has errors, with all errors of all catalogs; if two catalogs have the same name; if a file cannot be
    /// written; if there is no `OUT_DIR`; if the dependency is renamed and [`runtime`](Self::runtime) was not called.
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
            // `include_catalog!` asks for it, because it can choose the message if there is no such variable.
            instruct(format_args!("rustc-env=API_ERROR_CATALOG_{name}={name}"));
        }
        Ok(())
    }
}

/// The runtime's path, unless the crate whose build script this is cannot name it.
fn default_runtime(is_own_crate: bool) -> Result<TokenStream, BuildError> {
    let directory = std::env::var_os("CARGO_MANIFEST_DIR").filter(|_| is_own_crate);
    if directory.is_none_or(|directory| declares_runtime(Path::new(&directory))) {
        Ok(crate::runtime())
    } else {
        Err(BuildError::NoRuntime)
    }
}

/// Instructs Cargo.
#[allow(
    clippy::print_stdout,
    reason = "this is how build scripts instruct Cargo"
)]
fn instruct(instruction: fmt::Arguments<'_>) {
    println!("cargo::{instruction}");
}

/// Opens the catalogs. Cargo shows each error as one of the build script.
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

/// Writes a file whole or not at all, and only where its text differs; says whether it did.
///
/// # Errors
///
/// Where the folder cannot be written to.
pub fn write_if_changed(path: &Path, text: &str) -> std::io::Result<bool> {
    if std::fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(false);
    }
    // Written beside its place and moved there, so that nobody ever sees half of it.
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let written = std::fs::write(&temporary, text).and_then(|()| std::fs::rename(&temporary, path));
    if written.is_err() {
        // What went wrong is told; what is left behind is of no use to anybody.
        let _ = std::fs::remove_file(&temporary);
    }
    written.map(|()| true)
}

/// Why a build script could not generate.
#[non_exhaustive]
pub enum BuildError {
    /// Catalogs that are not in order.
    Catalogs(Vec<Report>),
    /// Two catalogs of the same name, which is the name of the file.
    SameName {
        /// The name, as in `catalog:`.
        name: String,
        /// The files of the two catalogs.
        files: [PathBuf; 2],
    },
    /// A file that could not be written.
    Write(PathBuf, std::io::Error),
    /// There is no `OUT_DIR`, because this is not a build script.
    NoOutDir,
    /// No dependency is named `api-error-catalog`, and no other path of the runtime is set.
    NoRuntime,
    /// A path of the runtime that is not valid.
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
                write!(f, "{} cannot be written: {error}", path.display())
            }
            BuildError::NoOutDir => f.write_str(
                "there is no OUT_DIR: call this from a build script, or give an `out_dir`",
            ),
            BuildError::NoRuntime => f.write_str(
                "no dependency in Cargo.toml is named `api-error-catalog`; if it is renamed, add its name: `.runtime(\"::errors\")`",
            ),
            BuildError::Runtime(path) => write!(f, "`{path}` is not the path of a crate"),
        }
    }
}

/// As it is displayed: Cargo shows what `main` returns in this form.
impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for BuildError {}
