//! The help of every command, at the usual widths of a terminal.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::process::Command;

/// Returns the help of a command on a terminal of this width.
fn help(command: &str, width: usize) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_cargo-errcat"));
    program.env("COLUMNS", width.to_string());
    if !command.is_empty() {
        program.arg(command);
    }
    let output = program.arg("--help").output().expect("a run");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Returns the names of the commands, as the help lists them.
fn commands() -> Vec<String> {
    let help = help("", 100);
    let (_, list) = help.split_once("Commands:\n").expect("a list of commands");
    let lines = list.lines().take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.split_whitespace().next());
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    names.retain(|name| name != "help");
    assert!(names.len() > 10, "{names:?}");
    names.push(String::new());
    names
}

#[test]
fn help_fits_terminals_of_80_and_100_columns() {
    for command in commands() {
        for width in [80, 100] {
            let help = help(&command, width);
            for line in help.lines() {
                let columns = line.chars().count();
                assert!(columns <= width, "{command}: {columns} columns: {line}");
            }
        }
    }
}

/// An example that is longer than the terminal would continue on a line of its own, without its command.
#[test]
fn no_example_is_wrapped_at_80_columns() {
    for command in commands() {
        let (narrow, wide) = (help(&command, 80), help(&command, 100));
        let examples = |help: &str| -> Vec<String> {
            let (_, after) = help.split_once("Examples:\n").unwrap_or_default();
            let lines = after.lines().take_while(|line| !line.is_empty());
            lines.map(str::to_owned).collect()
        };
        assert_eq!(examples(&narrow), examples(&wide), "{command}");
    }
}

/// The list of commands has one line for each.
#[test]
fn each_command_is_described_on_one_line() {
    let help = help("", 80);
    let (_, list) = help.split_once("Commands:\n").expect("a list of commands");
    let lines = list.lines().take_while(|line| !line.is_empty());
    for line in lines {
        assert!(line.starts_with("  ") && !line.starts_with("   "), "{line}");
    }
}
