//! `synthetic SIZE FOLDER`: writes `made<SIZE>.yaml`, a made-up catalog, and the same errors by hand in Rust.

use std::error::Error;
use std::path::Path;

use bench::synthetic::{Derives, by_hand, catalog, entries, plain_match};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [size, folder] = arguments.as_slice() else { return Err("usage: synthetic SIZE FOLDER".into()) };
    let (entries, folder) = (entries(size.parse()?), Path::new(folder));
    std::fs::create_dir_all(folder)?;
    let name = format!("made{size}");
    std::fs::write(folder.join(format!("{name}.yaml")), catalog(&name, &entries))?;
    let all = Derives { thiserror: true, serde: true, strum: true };
    let ways = [
        ("all", all, false),
        ("serde", Derives { strum: false, ..all }, false),
        ("match", Derives { thiserror: false, serde: false, strum: false }, true),
    ];
    for (way, derives, matches) in ways {
        let matches = if matches { plain_match(&entries) } else { String::new() };
        std::fs::write(folder.join(format!("{name}_{way}.rs")), by_hand(&entries, derives) + &matches)?;
    }
    Ok(())
}
