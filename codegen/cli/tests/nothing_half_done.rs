//! Each file is the old one or the new one, however a run ends: it is killed, the disk is full, a directory is
//! read-only, or two runs happen at once.
#![cfg(unix)]
#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_cargo-errcat");

/// A directory for one test, removed when the test is done.
struct TempDir(PathBuf);

impl TempDir {
    fn new(name: &str) -> TempDir {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("spec")).expect("a directory");
        TempDir(path)
    }

    fn start(&self, args: &[&str]) -> Child {
        let mut command = Command::new(PROGRAM);
        command
            .args(args)
            .current_dir(&self.0)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.spawn().expect("a run")
    }

    /// Runs the program in a shell, after these commands.
    fn shell(&self, before: &str, args: &str) -> Output {
        let line = format!("{before} exec '{PROGRAM}' {args}");
        Command::new("bash")
            .args(["-c", &line])
            .current_dir(&self.0)
            .output()
            .expect("a run")
    }

    fn generate(&self) {
        assert!(self.start(&["generate"]).wait().expect("its end").success());
    }

    /// Returns the names and texts of the files in a directory, without the temporary files of killed runs.
    fn texts(&self, dir: &str) -> Vec<(String, String)> {
        let mut texts = Vec::new();
        for entry in fs::read_dir(self.0.join(dir)).expect("a directory") {
            let path = entry.expect("an entry").path();
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            if !name.starts_with('.') {
                texts.push((name, fs::read_to_string(&path).expect("a text")));
            }
        }
        texts.sort();
        texts
    }

    fn left_behind(&self, dir: &str) -> usize {
        let entries = fs::read_dir(self.0.join(dir)).expect("a directory");
        entries
            .filter(|entry| {
                entry
                    .as_ref()
                    .is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with('.'))
            })
            .count()
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        let _ = fs::set_permissions(self.0.join("generated"), fs::Permissions::from_mode(0o755));
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Returns a catalog with so many errors that a run takes a while. Its texts contain the version.
fn catalog(name: &str, version: &str) -> String {
    let errors = (0..300).map(|number| {
        format!("  code_{number}: {{ status: 404, description: Number {number} of {version}., causes: [One., Two.] }}\n")
    });
    format!(
        "format: 1\ncatalog: {name}\nenvelope: '{{\"code\": \"$code\"}}'\nerrors:\n{}",
        errors.collect::<String>()
    )
}

fn write_specs(dir: &Path, version: &str) {
    for name in ["acme", "ferry", "kite"] {
        fs::write(
            dir.join("spec").join(format!("{name}.yaml")),
            catalog(name, version),
        )
        .expect("a catalog");
    }
}

/// Returns how often each command is killed; the environment variable `KILLS` sets it.
fn kills() -> u32 {
    std::env::var("KILLS").map_or(8, |text| text.parse().expect("a number"))
}

/// Kills runs, each a little later than the one before, up to the time that a whole run takes. Calls `before` ahead of
/// each run, and `holds` after it to check the files. At least one run must be killed, and one must finish.
fn killed(dir: &TempDir, args: &[&str], before: impl Fn(u32), holds: impl Fn()) {
    before(0);
    let start = Instant::now();
    dir.start(args).wait().expect("its end");
    let whole = start.elapsed();
    let (mut cut, mut done) = (0, 0);
    for number in 1..=kills() {
        before(number);
        let mut run = dir.start(args);
        std::thread::sleep(whole.mul_f64(1.3 * f64::from(number) / f64::from(kills())));
        let ended = run.try_wait().expect("its state").is_some();
        run.kill().expect("a kill");
        run.wait().expect("its end");
        *(if ended { &mut done } else { &mut cut }) += 1;
        holds();
    }
    eprintln!("{args:?}: {cut} killed on the way, {done} had ended; a whole run took {whole:?}");
    assert!(cut > 0, "nothing was killed on its way");
}

#[test]
fn a_killed_generate_leaves_old_or_new_files() {
    let dir = TempDir::new("killed-generate");
    let mut known: BTreeSet<(String, String)> = BTreeSet::new();
    for version in ["even", "odd"] {
        write_specs(&dir.0, version);
        dir.generate();
        known.extend(dir.texts("generated"));
    }
    let before = |number: u32| {
        write_specs(
            &dir.0,
            if number.is_multiple_of(2) {
                "even"
            } else {
                "odd"
            },
        )
    };
    killed(&dir, &["generate"], before, || {
        let texts = dir.texts("generated");
        assert_eq!(texts.len(), 6);
        assert!(
            texts.iter().all(|text| known.contains(text)),
            "a file is neither the old nor the new one"
        );
    });
    dir.generate();
}

#[test]
fn a_killed_sync_leaves_the_old_or_the_new_catalog() {
    let dir = TempDir::new("killed-sync");
    let spec = dir.0.join("spec/acme.yaml");
    let rows: String = (0..300)
        .map(|number| format!("| `code_{number}` | 410 | Number {number}. |\n"))
        .collect();
    fs::write(
        dir.0.join("acme.md"),
        format!("# Errors\n\n| Code | Status | Meaning |\n|---|---|---|\n{rows}"),
    )
    .expect("a page");
    let old = catalog("acme", "old");
    fs::write(&spec, &old).expect("a catalog");
    let args = ["sync", "spec/acme.yaml", "acme.md", "--write"];
    dir.start(&args).wait().expect("its end");
    let lock = dir.0.join("spec/acme.lock");
    let (new, locked) = (
        fs::read_to_string(&spec).expect("merged"),
        fs::read_to_string(&lock).expect("locked"),
    );
    assert_ne!(new, old);
    let before = |_| {
        fs::write(&spec, &old).expect("a catalog");
        let _ = fs::remove_file(&lock);
    };
    killed(&dir, &args, before, || {
        let text = fs::read_to_string(&spec).expect("a catalog");
        assert!(
            text == old || text == new,
            "the catalog is neither the old nor the new one"
        );
        assert!(
            fs::read_to_string(&lock).map_or(true, |text| text == locked),
            "half a lock"
        );
    });
}

#[test]
fn a_killed_observe_leaves_the_old_or_the_new_catalog() {
    let dir = TempDir::new("killed-observe");
    let spec = dir.0.join("spec/acme.yaml");
    let old = catalog("acme", "old");
    // Each code comes under a status that the catalog does not have, so that each is written.
    let answers = (0..300)
        .map(|number| format!("{{\"status\": 409, \"body\": {{\"code\": \"code_{number}\"}}}}\n"));
    fs::write(dir.0.join("answers.jsonl"), answers.collect::<String>()).expect("responses");
    let args = ["observe", "answers.jsonl", "spec/acme.yaml", "--write"];
    kills_leave_old_or_new(&dir, &args, &spec, Some(&old));
}

#[test]
fn a_killed_import_leaves_no_file_or_the_old_or_the_new_one() {
    let dir = TempDir::new("killed-import");
    let rows = (0..300).map(|number| format!("| `code_{number}` | 410 | Number {number}. |\n"));
    let page = format!(
        "# Errors\n\n| Code | Status | Meaning |\n|---|---|---|\n{}",
        rows.collect::<String>()
    );
    fs::write(dir.0.join("acme.md"), page).expect("a page");
    let args = ["import", "acme.md", "--out", "spec/acme.yaml"];
    let spec = dir.0.join("spec/acme.yaml");
    kills_leave_old_or_new(&dir, &args, &spec, None);
    fs::write(&spec, "edited").expect("a catalog");
    assert!(!dir.start(&args).wait().expect("its end").success());
    assert_eq!(fs::read_to_string(&spec).expect("kept"), "edited");
}

/// Kills runs that write this file, which has the old text before each, or does not exist.
fn kills_leave_old_or_new(dir: &TempDir, args: &[&str], file: &Path, old: Option<&str>) {
    let before = |_| match old {
        Some(old) => fs::write(file, old).expect("the old file"),
        None => drop(fs::remove_file(file)),
    };
    before(0);
    dir.start(args).wait().expect("its end");
    let new = fs::read_to_string(file).expect("a written file");
    assert_ne!(Some(new.as_str()), old, "nothing was written");
    killed(dir, args, before, || {
        let text = fs::read_to_string(file).ok();
        assert!(
            text.as_deref() == old || text.as_ref() == Some(&new),
            "the file is neither the old nor the new one"
        );
    });
}

#[test]
fn on_a_full_disk_the_old_files_stay_and_the_error_is_reported() {
    let dir = TempDir::new("no-room");
    write_specs(&dir.0, "old");
    dir.generate();
    let old = dir.texts("generated");
    write_specs(&dir.0, "new");
    // A file may have at most 8 blocks. The signal for larger files is ignored, so that writing fails as on a full disk.
    let output = dir.shell("trap '' XFSZ; ulimit -f 8;", "generate");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(
        told.contains("error: ") && told.contains("acme") && told.contains("cannot write"),
        "{told}"
    );
    assert_eq!(dir.texts("generated"), old);
    assert_eq!(dir.left_behind("generated"), 0);
}

#[test]
fn a_result_that_cannot_be_written_is_a_failure() {
    let dir = TempDir::new("full");
    write_specs(&dir.0, "old");
    let output = dir.shell("", "export spec/acme.yaml --format json > /dev/full");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("cannot write to standard output"), "{told}");
    // A reader that closes the pipe early is not an error.
    let output = dir.shell(
        "set -o pipefail;",
        "export spec/acme.yaml --format json | head -n 1",
    );
    assert!(output.status.success() && output.stderr.is_empty());
}

#[test]
fn a_read_only_directory_is_reported_and_left_alone() {
    let dir = TempDir::new("read-only");
    write_specs(&dir.0, "old");
    dir.generate();
    let old = dir.texts("generated");
    write_specs(&dir.0, "new");
    let mut output = {
        fs::set_permissions(dir.0.join("generated"), fs::Permissions::from_mode(0o555))
            .expect("permissions");
        dir.shell("", "generate")
    };
    if output.status.success() {
        // For root, nothing is read-only, but a dangling link cannot be written either.
        dir.generate();
        output = dir.shell("", "generate --out /proc/nowhere");
    } else {
        assert_eq!(dir.texts("generated"), old);
    }
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("cannot write"), "{told}");
}

#[test]
fn two_at_once_leave_whole_files() {
    let dir = TempDir::new("at-once");
    write_specs(&dir.0, "one");
    dir.generate();
    let one = dir.texts("generated");
    let other = TempDir::new("at-once-other");
    write_specs(&other.0, "two");
    other.generate();
    let known: BTreeSet<(String, String)> =
        one.into_iter().chain(other.texts("generated")).collect();
    let theirs: Vec<String> = ["acme", "ferry", "kite"]
        .map(|name| {
            other
                .0
                .join(format!("spec/{name}.yaml"))
                .display()
                .to_string()
        })
        .into();
    for _ in 0..5 {
        let mine = dir.start(&["generate"]);
        let args: Vec<&str> = ["generate", "--out", "generated"]
            .into_iter()
            .chain(theirs.iter().map(String::as_str))
            .collect();
        let both = [mine, dir.start(&args)];
        for mut run in both {
            assert!(run.wait().expect("its end").success());
        }
        assert!(
            dir.texts("generated")
                .iter()
                .all(|text| known.contains(text))
        );
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(dir.left_behind("generated"), 0);
}

/// A link is replaced by the file, and its target is not written.
#[test]
fn nothing_is_written_through_a_link() {
    let dir = TempDir::new("link");
    write_specs(&dir.0, "new");
    let secret = dir.0.join("secret");
    fs::write(&secret, "mine").expect("a file");
    fs::create_dir_all(dir.0.join("generated")).expect("a directory");
    std::os::unix::fs::symlink(&secret, dir.0.join("generated/acme.rs")).expect("a link");
    dir.generate();
    assert_eq!(fs::read_to_string(&secret).expect("a file"), "mine");
    assert!(
        dir.texts("generated")
            .iter()
            .any(|(name, text)| name == "acme.rs" && text.contains("Number 7 of new"))
    );
}

/// A catalog's name is also the name of its module, so it cannot contain a path to another directory.
#[test]
fn a_name_with_a_path_in_it_is_refused() {
    let dir = TempDir::new("path");
    for name in [
        "../acme",
        "/tmp/acme",
        "a/b",
        "..",
        "a\\b",
        "acme.rs",
        "con:",
    ] {
        fs::write(
            dir.0.join("spec/acme.yaml"),
            catalog(&format!("'{name}'"), "new"),
        )
        .expect("a catalog");
        let output = dir.shell("", "generate");
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(
            String::from_utf8_lossy(&output.stderr).contains("is not a valid catalog name"),
            "{name}"
        );
        assert!(
            !dir.0.join("acme.rs").exists() && !dir.0.join("generated").exists(),
            "{name}"
        );
    }
}
