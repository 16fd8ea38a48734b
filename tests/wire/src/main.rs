//! Reads cases from standard input, one a line, and writes what a program learns from each response.
//!
//! A case is a JSON object: `style` names a catalog in the directory of the first argument (by default `catalogs/`), and
//! `transport`, `status`, `headers`, and `body` or `body_base64` are the response.

use std::collections::HashMap;
use std::error::Error;
use std::io::{self, BufRead, Write};
use std::path::PathBuf;

use api_error_catalog_model::{Arena, Loaded, Source, open};

mod case;
mod reading;

use case::Case;

fn main() -> Result<(), Box<dyn Error>> {
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/catalogs");
    let directory = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| own.to_owned()));
    let mut catalogs: HashMap<String, Option<Loaded>> = HashMap::new();
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let case: Case = serde_json::from_str(&line)?;
        if !catalogs.contains_key(&case.style) {
            let path = directory.join(format!("{}.yaml", case.style));
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let source = Source::new(path.display().to_string(), text);
            // The other catalogs are still measured.
            let loaded = open(source);
            if let Err(report) = &loaded {
                writeln!(io::stderr(), "{}", report.lines())?;
            }
            catalogs.insert(case.style.clone(), loaded.ok());
        }
        let read = match catalogs.get(&case.style).and_then(Option::as_ref) {
            Some(loaded) => {
                let arena = Arena::default();
                reading::read(loaded, loaded.tables(&arena), &case)?
            }
            None => serde_json::json!({}),
        };
        writeln!(out, "{read}")?;
    }
    Ok(())
}
