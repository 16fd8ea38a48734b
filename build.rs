//! Checks that each catalog of `spec/` has a feature; with `regenerate`, makes the types from `spec/` into `OUT_DIR`.
//!
//! Nothing is written outside `OUT_DIR`: `cargo errcat generate` brings `generated/` up to date.

use std::error::Error;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=spec");
    let specs = specs(Path::new("spec"))?;
    check_features(&specs)?;
    regenerate(specs)
}

fn specs(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut specs = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            specs.push(path);
        }
    }
    specs.sort();
    Ok(specs)
}

/// A catalog that no feature switches on would never be compiled.
fn check_features(specs: &[PathBuf]) -> Result<(), Box<dyn Error>> {
    let manifest = std::fs::read_to_string("Cargo.toml")?;
    let features = manifest.split("[features]").nth(1).unwrap_or_default();
    let features = features.split("\n[").next().unwrap_or_default();
    for spec in specs {
        let name = spec.file_stem().unwrap_or_default().to_string_lossy();
        let declared = features.lines().any(|line| line.split('=').next().is_some_and(|key| key.trim() == name));
        if !declared {
            return Err(format!(
                "{} has no feature: add `{name} = []` to [features], and a module to src/lib.rs",
                spec.display()
            )
            .into());
        }
    }
    Ok(())
}

#[cfg(feature = "regenerate")]
fn regenerate(specs: Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    let builder = specs.into_iter().fold(api_error_catalog_codegen::Builder::new(), api_error_catalog_codegen::Builder::catalog);
    Ok(builder.generate()?)
}

#[cfg(not(feature = "regenerate"))]
#[allow(clippy::unnecessary_wraps, clippy::needless_pass_by_value, reason = "it stands in for the one above")]
fn regenerate(_: Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    Ok(())
}
