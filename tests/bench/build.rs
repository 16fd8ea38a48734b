//! Makes what is measured: catalogs through the generator, and the same errors as users write them by hand.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use api_error_catalog_codegen::Builder;
use api_error_catalog_model::open_file;
#[path = "src/synthetic.rs"]
#[allow(dead_code, unreachable_pub, reason = "the benchmarks use it all")]
mod synthetic;

use synthetic::{Derives, Entry, SIZES, by_hand, catalog, entries, plain_match};

/// The largest enum by hand: at 10,000 codes rustc takes minutes and gigabytes for one.
const LARGEST_BY_HAND: usize = 1_000;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let mut builder = Builder::new()
        .catalog("../spec/streams/talk.yaml")
        .catalog("../spec/lists/batch.yaml");
    for size in SIZES {
        let entries = entries(size);
        let file = out.join(format!("made{size}.yaml"));
        std::fs::write(&file, catalog(&format!("made{size}"), &entries))?;
        builder = builder.catalog(file);
        std::fs::write(
            out.join(format!("by_hand{size}.rs")),
            peers(&entries, size)?,
        )?;
    }
    builder.generate()?;
    for vendor in ["audixa", "elevenlabs", "faseeh", "scriptix", "ttsopenai"] {
        let spec = Path::new("../../spec").join(vendor).with_extension("yaml");
        println!("cargo::rerun-if-changed={}", spec.display());
        std::fs::write(out.join(format!("{vendor}_codes.rs")), vendor_codes(&spec)?)?;
    }
    Ok(())
}

/// A `phf::Map`, and an enum with all derives and a plain `match`.
fn peers(entries: &[Entry], size: usize) -> Result<String, std::fmt::Error> {
    let mut map = phf_codegen::Map::new();
    for (place, Entry { code, .. }) in entries.iter().enumerate() {
        map.entry(code.as_str(), place.to_string());
    }
    let mut rust = String::new();
    writeln!(
        rust,
        "pub static PHF: phf::Map<&'static str, u16> = {};",
        map.build()
    )?;
    if size <= LARGEST_BY_HAND {
        rust += &by_hand(
            entries,
            Derives {
                thiserror: true,
                serde: true,
                strum: true,
            },
        );
        rust += &plain_match(entries);
    }
    Ok(rust)
}

/// The codes of a built-in catalog, as an enum by hand that reads any other as `Other`.
fn vendor_codes(spec: &Path) -> Result<String, Box<dyn Error>> {
    let loaded = open_file(spec).map_err(|report| report.to_string())?;
    let entries = loaded.catalog.errors.iter().map(|error| Entry {
        code: error.own.code.clone().unwrap_or_else(|| error.name.clone()),
        name: error.name.clone(),
        ty: 0,
        description: error.description.clone(),
    });
    let entries: Vec<Entry> = entries.collect();
    let rust = by_hand(
        &entries,
        Derives {
            thiserror: true,
            serde: true,
            strum: false,
        },
    );
    let end = rust.rfind('}').ok_or("an enum")?;
    Ok([
        &rust[..end],
        "    /// Any other code.\n    #[error(\"other\")]\n    #[serde(other)]\n    Other,\n}\n",
    ]
    .concat())
}
