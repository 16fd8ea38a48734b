//! `synthetic SIZE DIRECTORY`: writes `made<SIZE>.yaml`, a made-up catalog, and the same errors as hand-written Rust.

use std::error::Error;
use std::path::Path;

use bench::synthetic::{Derives, by_hand, catalog, entries, facts, plain_match};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [size, directory] = arguments.as_slice() else {
        return Err("usage: synthetic SIZE DIRECTORY".into());
    };
    let (entries, directory) = (entries(size.parse()?), Path::new(directory));
    std::fs::create_dir_all(directory)?;
    let name = format!("made{size}");
    std::fs::write(
        directory.join(format!("{name}.yaml")),
        catalog(&name, &entries),
    )?;
    let all = Derives {
        thiserror: true,
        serde: true,
        strum: true,
    };
    let none = Derives {
        thiserror: false,
        serde: false,
        strum: false,
    };
    let ways = [
        ("all", by_hand(&entries, all)),
        (
            "serde",
            by_hand(
                &entries,
                Derives {
                    strum: false,
                    ..all
                },
            ),
        ),
        ("match", by_hand(&entries, none) + &plain_match(&entries)),
    ];
    for (way, rust) in ways {
        std::fs::write(
            directory.join(format!("{name}_{way}.rs")),
            rust + &facts(&entries),
        )?;
    }
    Ok(())
}
