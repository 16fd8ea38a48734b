//! The command line as its users see it: what it prints, how it ends, what it writes.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of a test's own, removed when the test is done.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(path.join("spec")).expect("a folder");
        Folder(path)
    }

    fn write(&self, path: &str, text: &str) -> &Folder {
        std::fs::write(self.0.join(path), text).expect("a file");
        self
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.0.join(path)).expect("a file")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Standard output, standard error and the exit code.
fn run(folder: &Path, args: &[&str]) -> (String, String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-errcat"));
    let output = command.args(args).current_dir(folder).stdin(std::process::Stdio::null()).output().expect("a run");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code())
}

const ACME: &str = "format: 1\ncatalog: acme\nenvelope: '{\"code\": \"$code\", \"message\": \"$message\"}'\n\
                    errors:\n  gone: { status: 404, description: It is gone. }\n";

#[test]
fn explain_tells_all_that_is_known() {
    // Away from any `spec/`, so that the ready-made catalogs are asked.
    let folder = Folder::new("explain");
    std::fs::remove_dir(folder.0.join("spec")).expect("an empty folder");
    let queries: [&[&str]; 6] = [
        &["faseeh", "50001"],
        &["elevenlabs", "concurrent_limit_exceeded"],
        &["42901"],
        &["faseeh", "NotFoundError"],
        &["elevenlabs", "voice_not_fond"],
        &["acme", "1"],
    ];
    for query in queries {
        let args: Vec<&str> = std::iter::once("explain").chain(query.iter().copied()).collect();
        let (out, err, code) = run(&folder.0, &args);
        insta::with_settings!({ snapshot_suffix => query.join("_"), omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("explain", format!("{out}{err}exit {code:?}"));
        });
    }
}

#[test]
fn generate_writes_once_and_check_names_what_is_stale() {
    let folder = Folder::new("generate");
    folder.write("spec/acme.yaml", ACME);
    let (out, err, code) = run(&folder.0, &["generate"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.starts_with("acme            1 errors,    1 codes,  1 statuses → generated/acme.rs"), "{out}");
    let made = folder.read("generated/acme.rs");
    assert!(run(&folder.0, &["generate"]).0.ends_with("1 files, 0 written\n"));
    assert_eq!(run(&folder.0, &["generate", "--check"]).2, Some(0));

    folder.write("generated/acme.rs", &made.replace("It is gone.", "It has left."));
    assert_eq!(run(&folder.0, &["generate", "--check"]).0, "generated/acme.rs is out of date\n");
    std::fs::remove_file(folder.0.join("generated/acme.rs")).expect("removed");
    folder.write("generated/old.rs", &made).write("generated/other.rs", "// somebody's own\n");
    let (out, _, code) = run(&folder.0, &["generate", "--check"]);
    assert_eq!((out.as_str(), code), ("generated/acme.rs is missing\ngenerated/old.rs has no catalog\n", Some(1)));

    assert_eq!(run(&folder.0, &["generate"]).2, Some(0));
    assert_eq!(folder.read("generated/acme.rs"), made, "restored to the byte");
    assert!(!folder.0.join("generated/old.rs").exists());
    assert_eq!(folder.read("generated/other.rs"), "// somebody's own\n");
}

#[test]
fn a_changed_text_changes_only_its_own_file() {
    let folder = Folder::new("change");
    folder.write("spec/acme.yaml", ACME).write("spec/other.yaml", &ACME.replace("acme", "other"));
    run(&folder.0, &["generate"]);
    folder.write("spec/acme.yaml", &ACME.replace("It is gone.", "It has left for good."));
    let (acme, other) = (folder.read("generated/acme.rs"), folder.read("generated/other.rs"));
    assert!(run(&folder.0, &["generate"]).0.ends_with("2 files, 1 written\n"));
    assert_ne!(folder.read("generated/acme.rs"), acme);
    assert_eq!(folder.read("generated/other.rs"), other);
}

#[test]
fn a_broken_catalog_is_told_and_nothing_is_written() {
    let folder = Folder::new("broken");
    folder.write("spec/acme.yaml", ACME).write("spec/bad.yaml", &ACME.replace("404", "4040").replace("acme", "bad"));
    for command in ["check", "generate"] {
        let (out, err, code) = run(&folder.0, &[command]);
        assert_eq!(code, Some(1), "{command}");
        assert!(format!("{out}{err}").contains("spec/bad.yaml:5:19"), "{out}{err}");
    }
    assert!(!folder.0.join("generated").exists());
    let (out, _, code) = run(&folder.0, &["check", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(code, Some(1));
    assert_eq!(json["diagnostics"][0]["code"], "E0008");
    assert_eq!(json["diagnostics"][0]["place"]["line"], 5);
    assert_eq!(json["diagnostics"][0]["place"]["column"], 19);
}

#[test]
fn export_is_the_json_that_scripts_read() {
    let folder = Folder::new("export");
    folder.write("spec/acme.yaml", ACME);
    let (out, _, code) = run(&folder.0, &["export", "spec/acme.yaml", "--format", "json"]);
    assert_eq!(code, Some(0));
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("export", out);
    });
}

#[test]
fn what_cannot_run_ends_with_2_and_says_why() {
    let folder = Folder::new("none");
    let (_, err, code) = run(&folder.0, &["generate"]);
    assert_eq!((err.as_str(), code), ("error: there is no catalog (`*.yaml`) in spec\n", Some(2)));
    assert_eq!(run(&folder.0, &["fly"]).2, Some(2));
    let (_, err, code) = run(&folder.0, &["check", "nowhere.yaml"]);
    assert_eq!(code, Some(1), "{err}");
}

#[test]
fn cargo_may_pass_its_own_word_first() {
    let folder = Folder::new("cargo");
    folder.write("spec/acme.yaml", ACME);
    assert_eq!(run(&folder.0, &["errcat", "check"]).2, Some(0));
}

const PAGE: &str = "# Errors\n\n| Code | HTTP status | Description |\n|---|---|---|\n| `gone_away` | 404 | It has gone. |\n| `not_yours` | 403 | It is not yours. |\n";

const ACME_OF_PAGE: &str = "format: 1\ncatalog: acme\nsource: { file: acme.md }\n\
                            envelope: '{\"code\": \"$code\", \"message\": \"$message\"}'\nerrors:\n  \
                            # our own\n  gone_away: { status: 404, description: Nobody is here. }\n  \
                            not_yours: { status: 403, description: Somebody else has it. }\n";

#[test]
fn a_page_that_changes_is_told_merged_and_told_no_more() {
    let folder = Folder::new("docs");
    std::fs::create_dir(folder.0.join("docs")).expect("a folder");
    folder.write("spec/acme.yaml", ACME_OF_PAGE).write("docs/acme.md", PAGE);
    let (_, err, code) = run(&folder.0, &["check", "--docs", "docs"]);
    assert_eq!(code, Some(2), "there is no lock yet: {err}");
    assert_eq!(run(&folder.0, &["sync", "spec/acme.yaml", "docs/acme.md", "--write"]).2, Some(0));
    assert_eq!(folder.read("spec/acme.yaml"), ACME_OF_PAGE, "nothing to merge");
    assert_eq!(run(&folder.0, &["check", "--docs", "docs"]).2, Some(0));

    // A word of a description, a status, a new row.
    let newer = PAGE.replace("not yours.", "not for you.").replace("404", "410") + "| `too_late` | 409 | Too late. |\n";
    folder.write("docs/acme.md", &newer);
    let (out, _, code) = run(&folder.0, &["check", "--docs", "docs"]);
    let lines: Vec<&str> = out.lines().collect();
    let wanted = [
        "acme: error gone_away: statuses (docs/acme.md:5:4)",
        "acme: error too_late is new (docs/acme.md:7:4)",
        "acme: error not_yours: description (docs/acme.md:6:4)",
    ];
    assert_eq!((lines, code), (wanted.to_vec(), Some(1)));

    let (_, _, code) = run(&folder.0, &["sync", "spec/acme.yaml", "docs/acme.md"]);
    assert_eq!((folder.read("spec/acme.yaml").as_str(), code), (ACME_OF_PAGE, Some(0)), "nothing is written unasked");
    assert_eq!(run(&folder.0, &["sync", "spec/acme.yaml", "docs/acme.md", "--write"]).2, Some(0));
    let merged = folder.read("spec/acme.yaml");
    for kept in ["# our own", "{ status: 410, description: Nobody is here. }", "  too_late:\n    status: 409\n"] {
        assert!(merged.contains(kept), "{merged}");
    }
    assert_eq!(run(&folder.0, &["check", "--docs", "docs"]).2, Some(0));
    assert_eq!(run(&folder.0, &["sync", "spec/acme.yaml", "docs/acme.md", "--write"]).1, "nothing to write\n");
}

#[test]
fn diff_tells_what_a_newer_page_means_for_code() {
    let folder = Folder::new("diff");
    let newer = PAGE.replace("| `gone_away` | 404 |", "| `gone_off` | 404 |").replace("not yours.", "not for you.");
    folder.write("old.md", PAGE).write("new.md", &newer);
    let (out, err, code) = run(&folder.0, &["diff", "old.md", "new.md"]);
    assert_eq!(out, "major  error gone_off was gone_away\npatch  error not_yours: description\n");
    assert_eq!((err.as_str(), code), ("2 changes; in all: major\n", Some(0)));
    assert_eq!(run(&folder.0, &["diff", "old.md", "new.md", "--deny", "major"]).2, Some(1));
    assert_eq!(run(&folder.0, &["diff", "old.md", "old.md", "--deny", "patch"]).2, Some(0));
    let (out, _, _) = run(&folder.0, &["diff", "old.md", "new.md", "--format", "markdown"]);
    let wanted = "## Errors of new\n\n### May break code\n\n- error gone_off was gone_away\n\n### Texts\n\n- error not_yours: description\n";
    assert_eq!(out, wanted);
    let (out, _, _) = run(&folder.0, &["diff", "old.md", "new.md", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(json["changes"][0]["change"], "renamed");
    assert_eq!(json["changes"][0]["from"], "gone_away");
    assert_eq!(json["changes"][1]["fields"][0], "description");

    folder.write("spec/acme.yaml", ACME_OF_PAGE);
    let (out, _, _) = run(&folder.0, &["diff", "spec/acme.yaml", "new.md"]);
    assert_eq!(out, "minor  error gone_off is new\nmajor  error gone_away is gone\n");
    folder.write("newer.yaml", &ACME_OF_PAGE.replace("403", "[403, 404]").replace("Nobody is", "No one is"));
    let (out, _, _) = run(&folder.0, &["diff", "spec/acme.yaml", "newer.yaml"]);
    assert_eq!(out, "patch  error gone_away: description\nmajor  error not_yours: statuses\n");
}

#[test]
fn what_is_no_page_is_told() {
    let folder = Folder::new("nopage");
    std::fs::write(folder.0.join("image.md"), b"a\0b").expect("a file");
    std::fs::write(folder.0.join("big.md"), vec![b'a'; 50 << 20]).expect("a file");
    for (name, why) in [("image.md", "is no text"), ("big.md", "more than the 4 MiB"), ("none.md", "cannot be read")] {
        let (_, err, code) = run(&folder.0, &["diff", name, name]);
        assert_eq!(code, Some(2), "{name}");
        assert!(err.contains(why), "{err}");
    }
}

const IMPORTED: &str = "# Acme errors\n\n| Code | Status | Description |\n|---|---|---|\n| `no_key` | 401 | No key: none was sent. |\n\
                    | `late` | 503 | Too late. |\n\n| Parameter | Type |\n|---|---|\n| `key` | string |\n";

#[test]
fn import_makes_a_catalog_that_check_takes_unedited() {
    let folder = Folder::new("import");
    folder.write("acme-errors.md", IMPORTED);
    let (out, err, code) = run(&folder.0, &["import", "acme-errors.md"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("catalog: acme_errors\n") && out.contains("  file: acme-errors.md\n"), "{out}");
    assert_eq!(err.lines().next(), Some("found 2 errors; 1 guess is marked `# unsure`"));
    assert!(err.contains("left out, line 8: table: Parameter | Type"), "{err}");
    folder.write("spec/acme_errors.yaml", &out);
    let (out, err, code) = run(&folder.0, &["check"]);
    assert_eq!(code, Some(0), "{out}{err}");

    let (out, _, code) = run(&folder.0, &["import", "acme-errors.md", "--name", "acme", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((code, &json["catalog"], &json["errors"][1]["statuses"][0]), (Some(0), &"acme".into(), &503.into()));
}

#[test]
fn import_says_why_a_page_gives_no_catalog() {
    let folder = Folder::new("import-none");
    folder.write("nothing.md", "# About us\n\nWe sell bells.\n").write("binary.md", "a\0b");
    std::fs::write(folder.0.join("latin.md"), b"caf\xe9").expect("a file");
    std::fs::File::create(folder.0.join("huge.md")).and_then(|file| file.set_len(50 << 20)).expect("a file");
    for (args, code, said) in [
        (&["import", "nothing.md"][..], 1, "nothing.md documents no error, type, status or close code"),
        (&["import", "binary.md"], 2, "binary.md cannot be read: this is no text: byte 1 is NUL"),
        (&["import", "latin.md"], 2, "latin.md cannot be read: this is no UTF-8 text: byte 3 is wrong"),
        (&["import", "huge.md"], 2, "huge.md cannot be read: it has more than the 4 MiB that are read"),
        (&["import", "nowhere.md"], 2, "nowhere.md cannot be read:"),
        (&["import", "nothing.md", "--name", "Acme API"], 2, "`acme_api` can"),
        (&["import", "-"], 1, "the page documents no error"),
    ] {
        let (out, err, ended) = run(&folder.0, args);
        assert_eq!((out.as_str(), ended), ("", Some(code)), "{args:?}: {err}");
        assert!(err.contains(said), "{args:?}: {err}");
    }
}
