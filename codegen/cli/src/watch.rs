//! `cargo errcat watch`: generate again whenever a catalog is saved.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use notify::{EventKind, RecursiveMode, Watcher, recommended_watcher};

use crate::args::Watch;
use crate::{Failure, Outcome, failure, generate, print, specs, tell};

/// A save is over when nothing has happened for so long: editors write in several steps.
const QUIET: Duration = Duration::from_millis(50);

pub(crate) fn run(args: &Watch) -> Result<Outcome, Failure> {
    let folders = folders(args)?;
    let failed = |why: notify::Error| failure!("files cannot be watched: {why}");
    let (sender, events) = mpsc::channel();
    let mut watcher = recommended_watcher(sender).map_err(failed)?;
    for folder in &folders {
        watcher
            .watch(folder, RecursiveMode::NonRecursive)
            .map_err(failed)?;
    }
    regenerate(args);
    tell!("watching; Ctrl-C ends it");
    while let Ok(event) = events.recv() {
        if is_save(&event.map_err(failed)?) {
            while events.recv_timeout(QUIET).is_ok() {}
            regenerate(args);
        }
    }
    Ok(Outcome::Fine)
}

/// Whether a catalog was written, and not just read, as we ourselves do.
fn is_save(event: &notify::Event) -> bool {
    let written = matches!(
        event.kind,
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_)
    );
    written && event.paths.iter().any(|path| specs::is_catalog(path))
}

/// The folders of the catalogs. A folder is watched, not a file: editors put a new file in the old one's place.
fn folders(args: &Watch) -> Result<BTreeSet<PathBuf>, Failure> {
    let specs = specs::find(&args.spec)?;
    let folder = |path: &PathBuf| match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    Ok(specs.iter().map(folder).collect())
}

/// A catalog that is not in order is told; the next save may mend it.
fn regenerate(args: &Watch) {
    let start = Instant::now();
    match specs::find(&args.spec).and_then(|specs| generate::write_all(&specs, args.out.as_deref()))
    {
        Ok(None) => {}
        Ok(Some(written)) => {
            let names: Vec<String> = written
                .iter()
                .map(|path| path.display().to_string())
                .collect();
            let done = match names.as_slice() {
                [] => "nothing to write".to_owned(),
                names => format!("{} written", names.join(", ")),
            };
            print(&format!("{done} ({} ms)", start.elapsed().as_millis()));
        }
        Err(Failure(why)) => tell!("error: {why}"),
    }
}
