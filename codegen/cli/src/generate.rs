//! `cargo errcat generate`: writes Rust and a Markdown page for each catalog.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::time::Instant;

use api_error_catalog_codegen::{HEADER, generate, write_if_changed};
use api_error_catalog_model::{Catalog, open_file};

use api_error_catalog_pages::write::markdown::{self, markdown};

use crate::args::Generate;
use crate::output::counted;
use crate::{Failure, Outcome, failure, message, print, specs};

/// The texts to write, by path, and a summary line for each catalog.
struct Output {
    files: BTreeMap<PathBuf, String>,
    lines: Vec<String>,
}

pub(crate) fn run(args: &Generate) -> Result<Outcome, Failure> {
    let specs = specs::find(&args.spec)?;
    let Some(output) = make(&specs, args.out.as_deref())? else {
        return Ok(Outcome::Findings);
    };
    let orphans = match args.spec.is_empty() {
        true => orphans(&output)?,
        false => Vec::new(),
    };
    if args.check {
        check(&output, &orphans)
    } else {
        write(&output, &orphans)
    }
}

/// Generates all texts before anything is written. Reports the errors of catalogs that have some, and then returns
/// `None`.
fn make(specs: &[PathBuf], out: Option<&Path>) -> Result<Option<Output>, Failure> {
    let mut output = Output {
        files: BTreeMap::new(),
        lines: Vec::new(),
    };
    let mut made_from = BTreeMap::new();
    let mut valid = true;
    for spec in specs {
        let start = Instant::now();
        let loaded = match open_file(spec) {
            Ok(loaded) => loaded,
            Err(report) => {
                message!("{}", report.render(true));
                valid = false;
                continue;
            }
        };
        let catalog = &loaded.catalog;
        // The page is written on another thread: for a large catalog, each of the two takes a while.
        let (text, reference) = std::thread::scope(|scope| {
            let reference = scope.spawn(|| markdown(catalog));
            let text = generate(&loaded);
            let reference = reference.join();
            (text, reference.unwrap_or_else(|panic| resume_unwind(panic)))
        });
        let path = out_directory(spec, out).join(format!("{}.rs", catalog.name));
        let page = path.with_extension("md");
        if let Some(first) = made_from.insert(path.clone(), spec) {
            return Err(failure!(
                "{} and {} are both named `{}`: change `catalog:` in one of them",
                first.display(),
                spec.display(),
                catalog.name
            ));
        }
        output.files.insert(page.clone(), reference);
        output.lines.push(summary(catalog, &path, &page, start));
        output.files.insert(path, text);
    }
    Ok(valid.then_some(output))
}

fn out_directory(spec: &Path, out: Option<&Path>) -> PathBuf {
    if let Some(out) = out {
        return out.to_owned();
    }
    let directory = spec.parent().unwrap_or(Path::new(""));
    match directory.parent() {
        // `spec/../generated` reads better as `generated`.
        Some(above) if !spec.starts_with("..") => above.join("generated"),
        _ => directory.join("../generated"),
    }
}

fn summary(catalog: &Catalog, path: &Path, page: &Path, start: Instant) -> String {
    let identities = || catalog.errors.iter().flat_map(|error| error.identities());
    let codes: BTreeSet<_> = identities().filter_map(|own| own.code.as_deref()).collect();
    let statuses: BTreeSet<_> = identities().flat_map(|own| &own.statuses).collect();
    format!(
        "{:12} {:>11}, {:>10}, {:>11} → {}, {} ({} ms)",
        catalog.name,
        counted(catalog.errors.len(), "error"),
        counted(codes.len(), "code"),
        counted(statuses.len(), "status"),
        path.display(),
        page.file_name().unwrap_or_default().to_string_lossy(),
        start.elapsed().as_millis()
    )
}

/// Finds the files that an earlier run generated from a catalog that no longer exists.
fn orphans(output: &Output) -> Result<Vec<PathBuf>, Failure> {
    let files = output.files.keys();
    let directories: BTreeSet<&Path> = files.filter_map(|path| path.parent()).collect();
    let mut orphans = Vec::new();
    for directory in directories.into_iter().filter(|path| path.is_dir()) {
        let unreadable = |error| failure!("cannot read {}: {error}", directory.display());
        for entry in std::fs::read_dir(directory).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if !output.files.contains_key(&path) && is_ours(&path) {
                orphans.push(path);
            }
        }
    }
    orphans.sort();
    Ok(orphans)
}

/// Returns `true` if a file starts with the header of generated files.
fn is_ours(path: &Path) -> bool {
    let header = match path.extension().and_then(std::ffi::OsStr::to_str) {
        Some("rs") => HEADER,
        Some("md") => markdown::HEADER,
        _ => return false,
    };
    std::fs::read_to_string(path).is_ok_and(|text| text.starts_with(header))
}

fn check(output: &Output, orphans: &[PathBuf]) -> Result<Outcome, Failure> {
    let mut stale = stale(&output.files)?;
    let orphans = orphans.iter();
    stale.extend(orphans.map(|path| format!("{} has no catalog", path.display())));
    Ok(report_stale(&stale, output.files.len(), "generate"))
}

/// Returns a line for each file that writing the texts would change.
pub(crate) fn stale(texts: &BTreeMap<PathBuf, String>) -> Result<Vec<String>, Failure> {
    let mut stale = Vec::new();
    for (path, text) in texts {
        match std::fs::read(path) {
            Ok(old) if old == text.as_bytes() => {}
            Ok(_) => stale.push(format!("{} is out of date", path.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                stale.push(format!("{} is missing", path.display()));
            }
            Err(error) => {
                return Err(failure!("cannot read {}: {error}", path.display()));
            }
        }
    }
    Ok(stale)
}

/// Prints the lines of [`stale`], and the command that updates the files.
pub(crate) fn report_stale(stale: &[String], files: usize, command: &str) -> Outcome {
    stale.iter().for_each(|line| print(line));
    if stale.is_empty() {
        let verb = if files == 1 { "is" } else { "are" };
        message!("{} {verb} up to date", counted(files, "file"));
        return Outcome::Fine;
    }
    message!("run `cargo errcat {command}` without `--check`");
    Outcome::Findings
}

fn write(output: &Output, orphans: &[PathBuf]) -> Result<Outcome, Failure> {
    let written = write_files(output)?;
    for path in orphans {
        std::fs::remove_file(path).map_err(|error| unwritable(path, error))?;
        message!("removed {}, which has no catalog", path.display());
    }
    output.lines.iter().for_each(|line| print(line));
    let files = counted(output.files.len(), "file");
    print(&format!("{files}, {} written", written.len()));
    Ok(Outcome::Fine)
}

/// Writes the changed files of these catalogs, and returns their paths. Reports the errors of catalogs that have some,
/// and then writes nothing and returns `None`.
pub(crate) fn write_all(
    specs: &[PathBuf],
    out: Option<&Path>,
) -> Result<Option<Vec<PathBuf>>, Failure> {
    make(specs, out)?
        .map(|output| write_files(&output))
        .transpose()
}

/// Writes the files that changed, and returns their paths.
fn write_files(output: &Output) -> Result<Vec<PathBuf>, Failure> {
    let mut written = Vec::new();
    for (path, text) in &output.files {
        let directory = path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(directory).map_err(|error| unwritable(directory, error))?;
        if write_if_changed(path, text).map_err(|error| unwritable(path, error))? {
            written.push(path.clone());
        }
    }
    Ok(written)
}

fn unwritable(path: &Path, error: std::io::Error) -> Failure {
    failure!("cannot write {}: {error}", path.display())
}
