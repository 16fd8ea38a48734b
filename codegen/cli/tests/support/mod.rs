//! Runs the program in a directory of the test.

#![allow(dead_code, reason = "each test uses what it needs")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A directory for one test, removed when the test is done.
pub(crate) struct TempDir(pub(crate) PathBuf);

impl TempDir {
    pub(crate) fn new(name: &str) -> TempDir {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(path.join("spec")).expect("a directory");
        TempDir(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) -> &TempDir {
        std::fs::write(self.0.join(path), text).expect("a file");
        self
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.0.join(path)).expect("a file")
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs the program. Returns standard output, standard error and the exit status.
pub(crate) fn run(dir: &Path, args: &[&str]) -> (String, String, Option<i32>) {
    run_with(dir, args, "")
}

/// Runs the program with this text on standard input.
pub(crate) fn run_with(dir: &Path, args: &[&str], input: &str) -> (String, String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-errcat"));
    command
        .args(args)
        .current_dir(dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("a run");
    // A command that does not read its input may have ended already.
    let _ = child
        .stdin
        .take()
        .expect("its input")
        .write_all(input.as_bytes());
    let output = child.wait_with_output().expect("its end");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (
        text(output.stdout),
        text(output.stderr),
        output.status.code(),
    )
}
