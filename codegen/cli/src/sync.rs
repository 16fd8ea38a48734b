//! `cargo errcat sync`: merges a newer page into a catalog.

use std::collections::HashSet;
use std::path::Path;

use api_error_catalog_codegen::write_if_changed;
use api_error_catalog_drift::sync::{Merge, Removal, sync};
use api_error_catalog_drift::{Change, ChangeKind, Lock, RustNames, SinceLock};
use api_error_catalog_model::{Source, open, read_source};
use api_error_catalog_pages::Page;
use similar::TextDiff;

use crate::args::Sync;
use crate::page::{self, Sources};
use crate::{Failure, Outcome, failure, lock, message, print};

pub(crate) fn run(args: &Sync) -> Result<Outcome, Failure> {
    let source = read_source(&args.spec).map_err(|report| Failure::new(report.render(false)))?;
    let loaded = match open(source) {
        Ok(loaded) => loaded,
        Err(report) => {
            message!("{}", report.render(true));
            return Ok(Outcome::Findings);
        }
    };
    let sources = page::load_sources(&args.spec, &loaded.catalog, &args.doc)?;
    let page = &sources.joined;
    let removal = match args.prune {
        true => Removal::Drop,
        false => Removal::Deprecate,
    };
    let today = time::OffsetDateTime::now_utc().date().to_string();
    let path = args.spec.with_extension("lock");
    let lock = lock::read(&path)?;
    let given = lock.as_ref().map(|lock| lock.names.clone());
    let given = given.unwrap_or_default();
    let merged = sync(&loaded, page, &given, removal, &today)
        .map_err(|error| failure!("cannot merge the page: {error}"))?;
    let source = &loaded.source;
    show(source, page, &merged);
    for contradiction in &sources.contradictions {
        message!("contradiction: {}", contradiction.describe(page));
    }
    // Descriptions are not merged, because the catalog has its own. The user must read the changed ones again.
    let reworded = lock
        .as_ref()
        .map(|lock| reworded(lock, &sources, &merged))
        .unwrap_or_default();
    reworded
        .iter()
        .for_each(|text| message!("read again: {text}"));
    given
        .lost(&merged.catalog)
        .iter()
        .for_each(|lost| message!("name given up: {lost}"));
    if args.write {
        let mut newer = Lock::default();
        newer.names = RustNames::of(&merged.catalog);
        for (at, page) in sources.pages.iter().enumerate() {
            newer.add(sources.file_of_several(at), page);
        }
        let catalog = write(&args.spec, &merged.text)?;
        let lock = write(&path, &newer.to_string())?;
        match catalog || lock {
            true => message!("written"),
            false => message!("nothing to write"),
        }
    } else if source.text != merged.text || !reworded.is_empty() {
        message!("nothing was written; add `--write` to write it");
    } else {
        message!("nothing to merge");
    }
    Ok(Outcome::of(!merged.left.is_empty() || !reworded.is_empty()))
}

fn write(path: &Path, text: &str) -> Result<bool, Failure> {
    write_if_changed(path, text)
        .map_err(|error| failure!("cannot write {}: {error}", path.display()))
}

fn show(source: &Source, page: &Page, merged: &Merge) {
    let diff = TextDiff::from_lines(&source.text, &merged.text);
    let text = diff
        .unified_diff()
        .context_radius(2)
        .header(&source.name, &source.name)
        .to_string();
    if !text.is_empty() {
        print(text.trim_end());
    }
    for change in &merged.changes {
        message!("{:5}  {change}", change.verdict().as_str());
    }
    for change in &merged.left {
        message!("merge manually: {change}{}", position(page, change));
    }
}

fn position(page: &Page, change: &Change) -> String {
    let span = change.span();
    span.map(|span| format!(" ({})", page.place(span)))
        .unwrap_or_default()
}

/// Describes the changes since the sources were last read that the merge does not cover, such as new wording.
fn reworded(lock: &Lock, sources: &Sources, merged: &Merge) -> Vec<String> {
    let all = merged.changes.iter().chain(&merged.left);
    let covered: HashSet<_> = all
        .flat_map(|change| {
            let key = (change.item.kind, change.item.key.as_str());
            change.aspects.iter().map(move |aspect| (key, *aspect))
        })
        .collect();
    let mut texts = Vec::new();
    for (at, page) in sources.pages.iter().enumerate() {
        let since_lock = lock.since(sources.file(at), at, page);
        for mut change in since_lock.map_or_else(Vec::new, SinceLock::into_changes) {
            let key = (change.item.kind, change.item.key.as_str());
            change
                .aspects
                .retain(|aspect| !covered.contains(&(key, *aspect)));
            if change.kind == ChangeKind::Changed && !change.aspects.is_empty() {
                let of = sources.file_of_several(at);
                let of = of.map_or(String::new(), |file| format!(" of {file}"));
                let place = change
                    .span()
                    .map(|span| format!(" (line {}{of})", page.line(span)));
                texts.push(format!("{change}{}", place.unwrap_or_default()));
            }
        }
    }
    texts
}
