//! `cargo errcat watch`: regenerates whenever a catalog is saved.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use notify::{EventKind, RecursiveMode, Watcher, recommended_watcher};

use crate::args::Watch;
use crate::{Failure, Outcome, failure, generate, message, print, specs};

/// How long the files must be unchanged before a save is complete: editors write in several steps.
const QUIET: Duration = Duration::from_millis(50);

pub(crate) fn run(args: &Watch) -> Result<Outcome, Failure> {
    let directories = directories(args)?;
    let failed = |why: notify::Error| failure!("cannot watch the catalogs: {why}");
    let (sender, events) = mpsc::channel();
    let mut watcher = recommended_watcher(sender).map_err(failed)?;
    for directory in &directories {
        watcher
            .watch(directory, RecursiveMode::NonRecursive)
            .map_err(failed)?;
    }
    regenerate(args);
    message!("watching; press Ctrl-C to stop");
    while let Ok(event) = events.recv() {
        if is_save(&event.map_err(failed)?) {
            while events.recv_timeout(QUIET).is_ok() {}
            regenerate(args);
        }
    }
    Ok(Outcome::Fine)
}

/// Returns `true` if a catalog was written. Reading one, as this program does, is an event too.
fn is_save(event: &notify::Event) -> bool {
    let written = matches!(
        event.kind,
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_)
    );
    written && event.paths.iter().any(|path| specs::is_catalog(path))
}

/// Returns the directories to watch. Files cannot be watched, because editors replace a file by a new one.
fn directories(args: &Watch) -> Result<BTreeSet<PathBuf>, Failure> {
    let specs = specs::find(&args.spec)?;
    let directory = |path: &PathBuf| match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    Ok(specs.iter().map(directory).collect())
}

/// Generates all files. Errors are reported and do not end the program, because the next save may fix them.
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
        Err(Failure(why)) => message!("error: {why}"),
    }
}
