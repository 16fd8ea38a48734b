//! Follows the tutorial and the guide for your own API: writes each file, runs each command, and looks for the output that
//! the document shows.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// A fenced block: the words after its fence, and its text.
struct Block {
    words: Vec<String>,
    text: String,
}

impl Block {
    fn is(&self, word: &str) -> bool {
        self.words.iter().any(|known| known == word)
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.words
            .iter()
            .find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            let fence = &line[..line.len() - line.trim_start_matches('`').len()];
            let words = line[fence.len()..].split(' ').map(str::to_owned).collect();
            let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
            blocks.push(Block {
                words,
                text: inside.join("\n") + "\n",
            });
        }
    }
    blocks
}

/// Runs commands in a shell, as a reader of the tutorial does. Returns their output and exit status.
fn run(dir: &Path, commands: &str) -> (String, Option<i32>) {
    let program = Path::new(env!("CARGO_BIN_EXE_cargo-errcat"))
        .parent()
        .expect("its directory");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(
        std::iter::once(program.to_owned()).chain(std::env::split_paths(&path)),
    )
    .expect("a PATH");
    let output = Command::new("bash")
        .args(["-e", "-c", &format!("exec 2>&1\n{commands}")])
        .current_dir(dir)
        .env("PATH", path)
        // The dependencies are those of this workspace, which are downloaded already.
        .env("CARGO_NET_OFFLINE", "true")
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("../tests/tutorial"),
        )
        .output()
        .expect("a shell");
    (
        String::from_utf8_lossy(&output.stdout).into_owned(),
        output.status.code(),
    )
}

#[test]
#[cfg_attr(windows, ignore = "its commands are those of a Unix shell")]
fn the_tutorial_does_what_it_says() {
    let speaker = follow("tutorial", "speaker");
    let catalog = std::fs::read_to_string(speaker.join("spec/acme.yaml")).expect("the catalog");
    assert!(
        catalog.contains("# Asked in the forum: the limit is per key, not per account.\n"),
        "{catalog}"
    );
}

#[test]
#[cfg_attr(windows, ignore = "its commands are those of a Unix shell")]
fn the_guide_for_your_own_api_does_what_it_says() {
    let service = follow("own-api", "acme-service");
    let page = std::fs::read_to_string(service.join("docs/acme.md")).expect("the page");
    assert!(page.contains("No voice has the ID"), "{page}");
}

/// Follows a document of `docs/`, whose first commands create the crate. Returns its directory.
fn follow(document: &str, crate_name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the workspace");
    // The directory is outside the checkout, whose workspace would claim the new crate. It is the same in each run, so
    // that Cargo does not rebuild the dependencies.
    let desk = std::env::temp_dir().join(format!(
        "errcat-{document}-{}",
        root.to_string_lossy().replace(['/', '\\', ':'], "-")
    ));
    let _ = std::fs::remove_dir_all(&desk);
    std::fs::create_dir_all(&desk).expect("a directory");

    let text = root.join("docs").join(document).with_extension("md");
    let text = std::fs::read_to_string(text).expect("the document");
    let text = text.replace("../api-error-catalog", &root.to_string_lossy());
    // The reader stays in the crate that the first commands create.
    let (mut dir, crate_directory) = (desk.clone(), desk.join(crate_name));
    let (mut shown, mut commands) = (String::new(), 0);
    for block in blocks(&text).iter().filter(|block| !block.is("ignore")) {
        if block.words[0] == "sh" {
            let (output, code) = run(&dir, &block.text);
            let wanted = block
                .value("exit")
                .map_or(0, |code| code.parse().expect("an exit code"));
            assert_eq!(code, Some(wanted), "{}\n{output}", block.text);
            (shown, commands) = (output, commands + 1);
            if dir == desk {
                dir.clone_from(&crate_directory);
                std::fs::copy(root.join("Cargo.lock"), dir.join("Cargo.lock"))
                    .expect("the same versions");
            }
        } else if block.is("part") {
            let path = dir.join(block.value("file").expect("which file"));
            let whole = std::fs::read_to_string(&path).expect("the file");
            assert!(whole.contains(&block.text), "{}:\n{whole}", path.display());
        } else if let Some(file) = block.value("file") {
            std::fs::write(dir.join(file), &block.text).expect("written");
        } else {
            assert_eq!(block.words[0], "text", "a block that no test looks at");
            for line in block.text.lines() {
                assert!(shown.contains(line), "`{line}` is not in:\n{shown}");
            }
        }
    }
    assert!(commands >= 4, "{commands}");
    crate_directory
}
