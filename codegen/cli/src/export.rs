//! `cargo errcat export`: writes catalogs as HTML, Markdown, OpenAPI or JSON.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use api_error_catalog_codegen::write_if_changed;
use api_error_catalog_model::{Loaded, json, open_file};
use api_error_catalog_pages::write::html::{PAGE, Pages};
use api_error_catalog_pages::write::markdown::markdown;
use api_error_catalog_pages::write::openapi::{OpenApiVersion, openapi};

use crate::args::{Export, ExportFormat};
use crate::{Failure, Outcome, failure, generate, message, print, specs};

/// The file name of the index of several catalogs, without its extension.
const INDEX: &str = "index";

pub(crate) fn run(args: &Export) -> Result<Outcome, Failure> {
    if args.template.is_some() && args.format != ExportFormat::Html {
        return Err(Failure::new("`--template` requires `--format html`"));
    }
    let specs = specs::find(&args.spec)?;
    if specs.len() > 1 && args.out.is_none() {
        let count = specs.len();
        return Err(failure!(
            "cannot write {count} catalogs to standard output; give a directory with `--out`, or only one catalog"
        ));
    }
    let Some(catalogs) = load_all(&specs) else {
        return Ok(Outcome::Findings);
    };
    let texts = texts(args, &catalogs)?;
    different_names(&texts, &specs)?;
    let Some(directory) = &args.out else {
        texts.iter().for_each(|(_, text)| print(text.trim_end()));
        return Ok(Outcome::Fine);
    };
    let files = files(directory, texts);
    if args.check {
        let stale = generate::stale(&files)?;
        return Ok(generate::report_stale(&stale, files.len(), "export"));
    }
    write(directory, &files)?;
    Ok(Outcome::Fine)
}

/// Opens the catalogs. Reports the errors of those that have some, and then returns `None`.
fn load_all(specs: &[PathBuf]) -> Option<Vec<Loaded>> {
    let load = |spec| open_file(spec).map_err(|report| message!("{}", report.render(true)));
    let loaded: Vec<_> = specs.iter().map(|spec| load(spec).ok()).collect();
    loaded.into_iter().collect()
}

/// Returns the name and the text of each file.
fn texts(args: &Export, catalogs: &[Loaded]) -> Result<Vec<(String, String)>, Failure> {
    let pages = Pages::new(&own_templates(args.template.as_deref())?).map_err(unusable)?;
    let mut texts = Vec::new();
    for loaded in catalogs {
        let catalog = &loaded.catalog;
        let (text, extension) = match args.format {
            ExportFormat::Json => (json::write(&json::catalog_facts(catalog)), "json"),
            ExportFormat::Markdown => (markdown(catalog), "md"),
            ExportFormat::Html => (pages.page(loaded).map_err(unusable)?, "html"),
            ExportFormat::Openapi => (openapi(loaded, OpenApiVersion::V3_1), "openapi.json"),
            ExportFormat::Openapi30 => (openapi(loaded, OpenApiVersion::V3_0), "openapi.json"),
        };
        texts.push((format!("{}.{extension}", catalog.name), text));
    }
    if catalogs.len() > 1 && args.format == ExportFormat::Html {
        let index = pages.index(catalogs).map_err(unusable)?;
        texts.push((format!("{INDEX}.html"), index));
    }
    Ok(texts)
}

/// Fails if two texts would be written to one file. The texts are those of the catalogs, followed by their index.
fn different_names(texts: &[(String, String)], specs: &[PathBuf]) -> Result<(), Failure> {
    let mut sources = BTreeMap::new();
    for (at, (name, _)) in texts.iter().enumerate() {
        let source = specs.get(at).map(|spec| spec.display().to_string());
        let source = source.unwrap_or_else(|| "the index of all catalogs".to_owned());
        if let Some(first) = sources.insert(name, source.clone()) {
            return Err(failure!(
                "{first} and {source} would both be written to `{name}`: change `catalog:` in {first}"
            ));
        }
    }
    Ok(())
}

fn unusable(error: impl std::fmt::Display) -> Failure {
    failure!("cannot write the page: {error}")
}

/// Reads the templates that replace built-in ones: one file for the page, or all files of a directory.
fn own_templates(path: Option<&Path>) -> Result<BTreeMap<String, String>, Failure> {
    let Some(path) = path else {
        return Ok(BTreeMap::new());
    };
    let unreadable = |path: &Path, error| failure!("cannot read {}: {error}", path.display());
    let text = |path: &Path| std::fs::read_to_string(path).map_err(|error| unreadable(path, error));
    if !path.is_dir() {
        return Ok(BTreeMap::from([(PAGE.to_owned(), text(path)?)]));
    }
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(path).map_err(|error| unreadable(path, error))? {
        let file = entry.map_err(|error| unreadable(path, error))?.path();
        let extension = file.extension().and_then(OsStr::to_str);
        if matches!(extension, Some("html" | "css" | "js")) {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            files.insert(name.into_owned(), text(&file)?);
        }
    }
    Ok(files)
}

/// Returns the text of each file by its path.
fn files(directory: &Path, texts: Vec<(String, String)>) -> BTreeMap<PathBuf, String> {
    let texts = texts.into_iter();
    texts
        .map(|(name, text)| (directory.join(name), format!("{}\n", text.trim_end())))
        .collect()
}

fn write(directory: &Path, files: &BTreeMap<PathBuf, String>) -> Result<(), Failure> {
    let failed = |path: &Path, error| failure!("cannot write {}: {error}", path.display());
    std::fs::create_dir_all(directory).map_err(|error| failed(directory, error))?;
    for (path, text) in files {
        write_if_changed(path, text).map_err(|error| failed(path, error))?;
        message!("wrote {}", path.display());
    }
    Ok(())
}
