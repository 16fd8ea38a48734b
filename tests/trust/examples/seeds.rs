//! Writes what fuzzing starts from: `seeds FOLDER` makes a directory for each target.
#![allow(clippy::expect_used, reason = "a script that cannot go on ends")]

fn main() {
    let directory =
        std::path::PathBuf::from(std::env::args_os().nth(1).expect("a directory to write to"));
    for (target, _) in trust::targets::TARGETS {
        let directory = directory.join(target);
        std::fs::create_dir_all(&directory).expect("a directory");
        for (name, bytes) in trust::seeds::of(target) {
            std::fs::write(directory.join(name), bytes).expect("a seed");
        }
    }
}
