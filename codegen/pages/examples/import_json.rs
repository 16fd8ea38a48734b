//! Prints a page's facts as JSON: `import_json DOC`.
#![allow(clippy::print_stdout)]

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("usage: import_json DOC")?;
    let page = api_error_catalog_pages::read(&path, &fs::read(&path)?)?;
    let name = Path::new(&path).file_stem().map_or("page".into(), |stem| stem.to_string_lossy());
    println!("{:#}", api_error_catalog_pages::json::to_json(&page, &name));
    Ok(())
}
