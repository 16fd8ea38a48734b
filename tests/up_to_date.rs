//! The Rust in `generated/` is what the generator makes of `spec/`, and so is what the build script made. The pages of
//! Markdown there are the command line's to show up to date.
#![cfg(feature = "regenerate")]

use std::path::Path;

#[test]
fn the_committed_files_are_what_the_build_script_makes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut catalogs = 0;
    for entry in std::fs::read_dir(root.join("spec")).expect("spec") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let committed = std::fs::read_to_string(root.join(format!("generated/{name}.rs")))
            .expect("a generated file");
        let built = std::fs::read_to_string(Path::new(env!("OUT_DIR")).join(format!("{name}.rs")))
            .expect("a built file");
        // They begin with how to change them, in two lines.
        let code = |text: &str| text.lines().skip(2).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            code(&committed),
            code(&built),
            "run `cargo errcat generate`"
        );
        catalogs += 1;
    }
    assert!(catalogs > 0);
}
