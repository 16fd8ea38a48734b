//! `cargo errcat generate`: catalogs → Rust, and a page of Markdown each.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::time::Instant;

use api_error_catalog_codegen::{HEADER, generate, write_if_changed};
use api_error_catalog_model::{Catalog, open_file};

use api_error_catalog_pages::write::markdown::{self, markdown};

use crate::args::Generate;
use crate::{Failure, Outcome, failure, print, specs, tell};

/// The texts to write, by path, and a line about each catalog.
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

/// Makes all texts before anything is written; `None` where a catalog is not in order, which has been told.
fn make(specs: &[PathBuf], out: Option<&Path>) -> Result<Option<Output>, Failure> {
    let mut output = Output {
        files: BTreeMap::new(),
        lines: Vec::new(),
    };
    let mut made_from = BTreeMap::new();
    let mut sound = true;
    for spec in specs {
        let start = Instant::now();
        let loaded = match open_file(spec) {
            Ok(loaded) => loaded,
            Err(report) => {
                tell!("{}", report.render(true));
                sound = false;
                continue;
            }
        };
        let catalog = &loaded.catalog;
        // The page is written beside the Rust: for a large catalog either takes a while.
        let (text, reference) = std::thread::scope(|scope| {
            let reference = scope.spawn(|| markdown(catalog));
            let text = generate(&loaded);
            let reference = reference.join();
            (text, reference.unwrap_or_else(|panic| resume_unwind(panic)))
        });
        let path = out_folder(spec, out).join(format!("{}.rs", catalog.name));
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
    Ok(sound.then_some(output))
}

fn out_folder(spec: &Path, out: Option<&Path>) -> PathBuf {
    if let Some(out) = out {
        return out.to_owned();
    }
    let folder = spec.parent().unwrap_or(Path::new(""));
    match folder.parent() {
        // `spec/../generated` reads better as `generated`.
        Some(above) if !spec.starts_with("..") => above.join("generated"),
        _ => folder.join("../generated"),
    }
}

fn summary(catalog: &Catalog, path: &Path, page: &Path, start: Instant) -> String {
    let identities = || catalog.errors.iter().flat_map(|error| error.identities());
    let codes: BTreeSet<_> = identities().filter_map(|own| own.code.as_deref()).collect();
    let statuses: BTreeSet<_> = identities().flat_map(|own| &own.statuses).collect();
    format!(
        "{:12} {:4} errors, {:4} codes, {:2} statuses → {}, {} ({} ms)",
        catalog.name,
        catalog.errors.len(),
        codes.len(),
        statuses.len(),
        path.display(),
        page.file_name().unwrap_or_default().to_string_lossy(),
        start.elapsed().as_millis()
    )
}

/// Files with our header, in a folder that is written to, that no catalog makes.
fn orphans(output: &Output) -> Result<Vec<PathBuf>, Failure> {
    let files = output.files.keys();
    let folders: BTreeSet<&Path> = files.filter_map(|path| path.parent()).collect();
    let mut orphans = Vec::new();
    for folder in folders.into_iter().filter(|folder| folder.is_dir()) {
        let unreadable = |error| failure!("{} cannot be read: {error}", folder.display());
        for entry in std::fs::read_dir(folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if !output.files.contains_key(&path) && is_ours(&path) {
                orphans.push(path);
            }
        }
    }
    orphans.sort();
    Ok(orphans)
}

/// Whether a file begins as those that we write.
fn is_ours(path: &Path) -> bool {
    let header = match path.extension().and_then(std::ffi::OsStr::to_str) {
        Some("rs") => HEADER,
        Some("md") => markdown::HEADER,
        _ => return false,
    };
    std::fs::read_to_string(path).is_ok_and(|text| text.starts_with(header))
}

fn check(output: &Output, orphans: &[PathBuf]) -> Result<Outcome, Failure> {
    let mut stale = Vec::new();
    for (path, text) in &output.files {
        match std::fs::read(path) {
            Ok(old) if old == text.as_bytes() => {}
            Ok(_) => stale.push(format!("{} is out of date", path.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                stale.push(format!("{} is missing", path.display()))
            }
            Err(error) => {
                return Err(failure!("{} cannot be read: {error}", path.display()));
            }
        }
    }
    let orphans = orphans.iter();
    stale.extend(orphans.map(|path| format!("{} has no catalog", path.display())));
    stale.iter().for_each(|line| print(line));
    if stale.is_empty() {
        tell!("{} files are up to date", output.files.len());
        return Ok(Outcome::Fine);
    }
    tell!("run `cargo errcat generate`");
    Ok(Outcome::Findings)
}

fn write(output: &Output, orphans: &[PathBuf]) -> Result<Outcome, Failure> {
    let written = write_files(output)?;
    for path in orphans {
        std::fs::remove_file(path).map_err(|error| unwritable(path, error))?;
        tell!("removed {}, which has no catalog", path.display());
    }
    output.lines.iter().for_each(|line| print(line));
    print(&format!(
        "{} files, {} written",
        output.files.len(),
        written.len()
    ));
    Ok(Outcome::Fine)
}

/// The files that were written, of those of these catalogs; `None` where one is not in order, which has been told.
pub(crate) fn write_all(
    specs: &[PathBuf],
    out: Option<&Path>,
) -> Result<Option<Vec<PathBuf>>, Failure> {
    make(specs, out)?
        .map(|output| write_files(&output))
        .transpose()
}

/// Writes what has changed, and names it.
fn write_files(output: &Output) -> Result<Vec<PathBuf>, Failure> {
    let mut written = Vec::new();
    for (path, text) in &output.files {
        let folder = path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).map_err(|error| unwritable(folder, error))?;
        if write_if_changed(path, text).map_err(|error| unwritable(path, error))? {
            written.push(path.clone());
        }
    }
    Ok(written)
}

fn unwritable(path: &Path, error: std::io::Error) -> Failure {
    failure!("{} cannot be written: {error}", path.display())
}
