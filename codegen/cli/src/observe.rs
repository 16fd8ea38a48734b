//! `cargo errcat observe`: recorded answers, held against catalogs.

use std::path::{Path, PathBuf};

use api_error_catalog_codegen::write_if_changed;
use api_error_catalog_model::{Arena, Loaded, open, open_file};
use api_error_catalog_traffic::{Deviation, Observation, Observer, Patch, patch};

use crate::args::{DiffFormat, Observe};
use crate::{Failure, Outcome, failure, print, responses, specs, tell};

/// A catalog to hold answers against.
struct Spec {
    /// Where it is; `None` for a built-in one.
    path: Option<PathBuf>,
    loaded: Loaded,
}

pub(crate) fn run(args: &Observe) -> Result<Outcome, Failure> {
    let (named, inputs): (Vec<&PathBuf>, Vec<&PathBuf>) =
        args.paths.iter().partition(|path| is_catalog(path));
    if inputs.is_empty() {
        return Err(Failure::new(
            "no recorded answers were named, only catalogs; `-` reads standard input",
        ));
    }
    let specs = load(&named.into_iter().cloned().collect::<Vec<_>>())?;
    let chosen = args.catalog.as_ref().map(|name| place_of(name, &specs));
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
    responses::tell_counts(&observation.counts)?;
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

/// Catalogs end in `.yaml` or `.yml`; a folder is one of catalogs.
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
        let ready_made = specs::ready_made().into_iter().map(|source| {
            let loaded = open(source).map_err(failed)?;
            Ok(Spec { path: None, loaded })
        });
        return ready_made.collect();
    }
    let each = files.into_iter().map(|path| {
        let loaded = open_file(&path).map_err(failed)?;
        let path = Some(path);
        Ok(Spec { path, loaded })
    });
    each.collect()
}

fn place_of(name: &str, specs: &[Spec]) -> Result<usize, Failure> {
    let names = specs.iter().map(|spec| spec.loaded.catalog.name.as_str());
    let known: Vec<&str> = names.collect();
    let place = known.iter().position(|known| *known == name);
    place.ok_or_else(|| {
        let known = known.join(", ");
        failure!("there is no catalog `{name}`; known are {known}")
    })
}

/// Puts what was found into the catalogs; says how much could not be. Nothing is written unless all can be.
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
                    .map_err(|error| failure!("what was observed cannot be written: {error}"))?;
                patches.push((path, patched));
            }
            None => {
                let name = &observed.catalog;
                tell!("{name} is built in: copy its catalog to spec/ to write to it");
                let kinds = observed.findings.iter().map(|finding| finding.kind);
                left += kinds.filter(|kind| *kind != Deviation::NeverSeen).count();
            }
        }
    }
    for (path, patched) in &patches {
        let shown = path.display();
        let written = write_if_changed(path, &patched.text)
            .map_err(|error| failure!("{shown} cannot be written: {error}"))?;
        if !written {
            tell!("{shown}: nothing to write");
            continue;
        }
        for (what, done) in [("observed", &patched.added), ("wider", &patched.widened)] {
            done.iter()
                .for_each(|done| tell!("{shown}: {what}: {done}"));
        }
        tell!(
            "{shown}: written; {} known deviations added",
            patched.known_deviations
        );
    }
    Ok(left)
}
