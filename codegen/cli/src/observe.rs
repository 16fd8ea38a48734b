//! `cargo errcat observe`: compares recorded responses with catalogs.

use std::path::{Path, PathBuf};

use api_error_catalog_codegen::write_if_changed;
use api_error_catalog_model::{Arena, Loaded, open, open_file};
use api_error_catalog_traffic::{Deviation, Observation, Observer, Patch, patch};

use crate::args::{DiffFormat, Observe};
use crate::{Failure, Outcome, failure, message, print, responses, specs};

/// A catalog to compare responses with.
struct Spec {
    /// The path of its file; `None` for a built-in catalog.
    path: Option<PathBuf>,
    loaded: Loaded,
}

pub(crate) fn run(args: &Observe) -> Result<Outcome, Failure> {
    let (named, inputs): (Vec<&PathBuf>, Vec<&PathBuf>) =
        args.paths.iter().partition(|path| is_catalog(path));
    if inputs.is_empty() {
        return Err(Failure::new(
            "name a file of recorded responses, or `-` for standard input",
        ));
    }
    let specs = load(&named.into_iter().cloned().collect::<Vec<_>>())?;
    let chosen = args.catalog.as_ref().map(|name| index_of(name, &specs));
    let chosen = chosen.transpose()?;
    let arena = Arena::default();
    let catalogs = specs
        .iter()
        .map(|spec| (spec.loaded.catalog.clone(), spec.loaded.tables(&arena)))
        .collect();
    let mut observer = Observer::new(catalogs, chosen, args.samples);
    for input in inputs {
        responses::read(input, &mut |name, input, progress| {
            observer.read(name, input, progress)
        })?;
    }
    let observation = observer.finish();
    responses::print_counts(&observation.counts)?;
    match args.format {
        DiffFormat::Human => print(observation.human().trim_end()),
        DiffFormat::Markdown => print(observation.markdown().trim_end()),
        DiffFormat::Json => print(&observation.json().to_string()),
    }
    let denied = observation.denied(&args.deny);
    let left = args.write.then(|| write(&specs, &observation));
    let left = left.transpose()?;
    Ok(match left {
        Some(0) if args.deny.is_empty() || denied == 0 => Outcome::Fine,
        None if denied == 0 => Outcome::Fine,
        _ => Outcome::Findings,
    })
}

/// Returns `true` for files that end in `.yaml` or `.yml`, and for directories, which contain catalogs.
fn is_catalog(path: &Path) -> bool {
    specs::is_catalog(path) || path.is_dir()
}

fn load(named: &[PathBuf]) -> Result<Vec<Spec>, Failure> {
    let files = match specs::find(named) {
        Err(_) if named.is_empty() => Vec::new(),
        found => found?,
    };
    let failed = |report: api_error_catalog_model::Report| Failure::new(report.render(false));
    if files.is_empty() {
        let built_in = specs::built_in().into_iter().map(|source| {
            let loaded = open(source).map_err(failed)?;
            Ok(Spec { path: None, loaded })
        });
        return built_in.collect();
    }
    let each = files.into_iter().map(|path| {
        let loaded = open_file(&path).map_err(failed)?;
        let path = Some(path);
        Ok(Spec { path, loaded })
    });
    each.collect()
}

fn index_of(name: &str, specs: &[Spec]) -> Result<usize, Failure> {
    let names = specs.iter().map(|spec| spec.loaded.catalog.name.as_str());
    let known: Vec<&str> = names.collect();
    let index = known.iter().position(|known| *known == name);
    index.ok_or_else(|| {
        let known = known.join(", ");
        failure!("unknown catalog `{name}`; the catalogs are {known}")
    })
}

/// Adds the findings to the catalogs, and returns how many could not be added. Nothing is written if an edit fails.
fn write(specs: &[Spec], observation: &Observation) -> Result<usize, Failure> {
    let today = time::OffsetDateTime::now_utc().date().to_string();
    let (mut patches, mut left): (Vec<(&Path, Patch)>, usize) = (Vec::new(), 0);
    for observed in &observation.catalogs {
        let mut specs = specs.iter();
        let Some(spec) = specs.find(|spec| spec.loaded.catalog.name == observed.catalog) else {
            continue;
        };
        left += observed.more.len();
        match &spec.path {
            Some(path) => {
                let patched = patch(&spec.loaded, observed, &today)
                    .map_err(|error| failure!("cannot add the findings: {error}"))?;
                patches.push((path, patched));
            }
            None => {
                let name = &observed.catalog;
                message!("cannot write to the built-in catalog {name}; copy it to spec/ first");
                let kinds = observed.findings.iter().map(|finding| finding.kind);
                left += kinds.filter(|kind| *kind != Deviation::NeverSeen).count();
            }
        }
    }
    for (path, patched) in &patches {
        let shown = path.display();
        let written = write_if_changed(path, &patched.text)
            .map_err(|error| failure!("cannot write {shown}: {error}"))?;
        if !written {
            message!("{shown}: nothing to write");
            continue;
        }
        for (what, done) in [("added", &patched.added), ("widened", &patched.widened)] {
            done.iter()
                .for_each(|done| message!("{shown}: {what}: {done}"));
        }
        message!(
            "{shown}: written; {} known deviations added",
            patched.known_deviations
        );
    }
    Ok(left)
}
