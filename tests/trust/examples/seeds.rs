//! Writes what fuzzing starts from: `seeds FOLDER` makes a folder for each target.
#![allow(clippy::expect_used, reason = "a script that cannot go on ends")]

fn main() {
    let folder =
        std::path::PathBuf::from(std::env::args_os().nth(1).expect("a folder to write to"));
    for (target, _) in trust::targets::TARGETS {
        let folder = folder.join(target);
        std::fs::create_dir_all(&folder).expect("a folder");
        for (name, bytes) in trust::seeds::of(target) {
            std::fs::write(folder.join(name), bytes).expect("a seed");
        }
    }
}
