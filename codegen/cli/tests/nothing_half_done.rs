//! Whatever ends a run, each file is the old one or the new one: killed at any moment, no room left, a folder that must
//! not be written, two at once.
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

/// A folder of a test's own, removed when the test is done.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("spec")).expect("a folder");
        Folder(path)
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

    /// A run in a shell, after these words of it.
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

    /// The files of a folder by name, with their texts; what a killed run leaves is no file of ours.
    fn texts(&self, folder: &str) -> Vec<(String, String)> {
        let mut texts = Vec::new();
        for entry in fs::read_dir(self.0.join(folder)).expect("a folder") {
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

    fn left_behind(&self, folder: &str) -> usize {
        let entries = fs::read_dir(self.0.join(folder)).expect("a folder");
        entries
            .filter(|entry| {
                entry
                    .as_ref()
                    .is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with('.'))
            })
            .count()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::set_permissions(self.0.join("generated"), fs::Permissions::from_mode(0o755));
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A catalog of many errors, so that a run takes its time; its texts name the version.
fn catalog(name: &str, version: &str) -> String {
    let errors = (0..300).map(|number| {
        format!("  code_{number}: {{ status: 404, description: Number {number} of {version}., causes: [One., Two.] }}\n")
    });
    format!(
        "format: 1\ncatalog: {name}\nenvelope: '{{\"code\": \"$code\"}}'\nerrors:\n{}",
        errors.collect::<String>()
    )
}

fn write_specs(folder: &Path, version: &str) {
    for name in ["acme", "ferry", "kite"] {
        fs::write(
            folder.join("spec").join(format!("{name}.yaml")),
            catalog(name, version),
        )
        .expect("a catalog");
    }
}

/// How often something is killed: `KILLS` asks for more.
fn kills() -> u32 {
    std::env::var("KILLS").map_or(8, |text| text.parse().expect("a number"))
}

/// Kills runs after a part of the time that a whole one takes, each a little later than the one before. `before` each run,
/// then `holds` of what it left. At least one has to have been cut short, and one to have come to its end.
fn killed(folder: &Folder, args: &[&str], before: impl Fn(u32), holds: impl Fn()) {
    before(0);
    let start = Instant::now();
    folder.start(args).wait().expect("its end");
    let whole = start.elapsed();
    let (mut cut, mut done) = (0, 0);
    for number in 1..=kills() {
        before(number);
        let mut run = folder.start(args);
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
    let folder = Folder::new("killed-generate");
    let mut known: BTreeSet<(String, String)> = BTreeSet::new();
    for version in ["even", "odd"] {
        write_specs(&folder.0, version);
        folder.generate();
        known.extend(folder.texts("generated"));
    }
    let before = |number: u32| {
        write_specs(
            &folder.0,
            if number.is_multiple_of(2) {
                "even"
            } else {
                "odd"
            },
        )
    };
    killed(&folder, &["generate"], before, || {
        let texts = folder.texts("generated");
        assert_eq!(texts.len(), 6);
        assert!(
            texts.iter().all(|text| known.contains(text)),
            "a file is neither the old nor the new one"
        );
    });
    folder.generate();
}

#[test]
fn a_killed_sync_leaves_the_old_or_the_new_catalog() {
    let folder = Folder::new("killed-sync");
    let spec = folder.0.join("spec/acme.yaml");
    let rows: String = (0..300)
        .map(|number| format!("| `code_{number}` | 410 | Number {number}. |\n"))
        .collect();
    fs::write(
        folder.0.join("acme.md"),
        format!("# Errors\n\n| Code | Status | Meaning |\n|---|---|---|\n{rows}"),
    )
    .expect("a page");
    let old = catalog("acme", "old");
    fs::write(&spec, &old).expect("a catalog");
    let args = ["sync", "spec/acme.yaml", "acme.md", "--write"];
    folder.start(&args).wait().expect("its end");
    let lock = folder.0.join("spec/acme.lock");
    let (new, locked) = (
        fs::read_to_string(&spec).expect("merged"),
        fs::read_to_string(&lock).expect("locked"),
    );
    assert_ne!(new, old);
    let before = |_| {
        fs::write(&spec, &old).expect("a catalog");
        let _ = fs::remove_file(&lock);
    };
    killed(&folder, &args, before, || {
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
fn without_room_the_old_files_stay_and_it_is_told() {
    let folder = Folder::new("no-room");
    write_specs(&folder.0, "old");
    folder.generate();
    let old = folder.texts("generated");
    write_specs(&folder.0, "new");
    // A file may have 8 blocks; the signal that would end the run is not heeded, so that writing fails as on a full disk.
    let output = folder.shell("trap '' XFSZ; ulimit -f 8;", "generate");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(
        told.contains("error: ") && told.contains("acme") && told.contains("cannot be written"),
        "{told}"
    );
    assert_eq!(folder.texts("generated"), old);
    assert_eq!(folder.left_behind("generated"), 0);
}

#[test]
fn a_result_that_cannot_be_written_is_no_success() {
    let folder = Folder::new("full");
    write_specs(&folder.0, "old");
    let output = folder.shell("", "export spec/acme.yaml --format json > /dev/full");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("standard output cannot be written"), "{told}");
    // A reader who has had enough is no fault.
    let output = folder.shell(
        "set -o pipefail;",
        "export spec/acme.yaml --format json | head -n 1",
    );
    assert!(output.status.success() && output.stderr.is_empty());
}

#[test]
fn a_folder_that_must_not_be_written_is_told_and_left_alone() {
    let folder = Folder::new("read-only");
    write_specs(&folder.0, "old");
    folder.generate();
    let old = folder.texts("generated");
    write_specs(&folder.0, "new");
    let mut output = {
        fs::set_permissions(
            folder.0.join("generated"),
            fs::Permissions::from_mode(0o555),
        )
        .expect("permissions");
        folder.shell("", "generate")
    };
    if output.status.success() {
        // Nothing is read-only to root: a link that leads nowhere is.
        folder.generate();
        output = folder.shell("", "generate --out /proc/nowhere");
    } else {
        assert_eq!(folder.texts("generated"), old);
    }
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("cannot be written"), "{told}");
}

#[test]
fn two_at_once_leave_whole_files() {
    let folder = Folder::new("at-once");
    write_specs(&folder.0, "one");
    folder.generate();
    let one = folder.texts("generated");
    let other = Folder::new("at-once-other");
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
        let mine = folder.start(&["generate"]);
        let args: Vec<&str> = ["generate", "--out", "generated"]
            .into_iter()
            .chain(theirs.iter().map(String::as_str))
            .collect();
        let both = [mine, folder.start(&args)];
        for mut run in both {
            assert!(run.wait().expect("its end").success());
        }
        assert!(
            folder
                .texts("generated")
                .iter()
                .all(|text| known.contains(text))
        );
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(folder.left_behind("generated"), 0);
}

/// A link in the place of a file is replaced; what it leads to is not written.
#[test]
fn nothing_is_written_through_a_link() {
    let folder = Folder::new("link");
    write_specs(&folder.0, "new");
    let secret = folder.0.join("secret");
    fs::write(&secret, "mine").expect("a file");
    fs::create_dir_all(folder.0.join("generated")).expect("a folder");
    std::os::unix::fs::symlink(&secret, folder.0.join("generated/acme.rs")).expect("a link");
    folder.generate();
    assert_eq!(fs::read_to_string(&secret).expect("a file"), "mine");
    assert!(
        folder
            .texts("generated")
            .iter()
            .any(|(name, text)| name == "acme.rs" && text.contains("Number 7 of new"))
    );
}

/// A catalog's name is a module's: it cannot lead out of the folder that is written to.
#[test]
fn a_name_with_a_path_in_it_is_refused() {
    let folder = Folder::new("path");
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
            folder.0.join("spec/acme.yaml"),
            catalog(&format!("'{name}'"), "new"),
        )
        .expect("a catalog");
        let output = folder.shell("", "generate");
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(
            String::from_utf8_lossy(&output.stderr).contains("cannot be the name of a module"),
            "{name}"
        );
        assert!(
            !folder.0.join("acme.rs").exists() && !folder.0.join("generated").exists(),
            "{name}"
        );
    }
}
