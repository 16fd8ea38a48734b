//! With the feature `regenerate`, makes the types from `spec/` into `OUT_DIR`; else there is nothing to do, and nothing that
//! takes time to compile.
//!
//! Nothing is written outside `OUT_DIR`: `cargo errcat generate` brings `generated/` up to date.

#[cfg(feature = "regenerate")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=spec");
    let specs: Result<Vec<_>, _> = std::fs::read_dir("spec")?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect();
    let mut specs: Vec<_> = specs?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|found| found == "yaml"))
        .collect();
    specs.sort();
    let builder = specs.into_iter().fold(
        api_error_catalog_codegen::Builder::new(),
        api_error_catalog_codegen::Builder::catalog,
    );
    Ok(builder.generate()?)
}

#[cfg(not(feature = "regenerate"))]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
}
