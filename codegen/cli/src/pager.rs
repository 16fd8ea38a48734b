//! Shows long text on a terminal by a pager.

use std::io::{IsTerminal, Write};
use std::process::{Command, Stdio};

use crate::print;

/// Prints a text. If it does not fit on the terminal, `$PAGER` shows it, as `git` and `rustc --explain` do.
pub(crate) fn show(text: &str) {
    if !fits(text) && page(text).is_some() {
        return;
    }
    print(text);
}

fn fits(text: &str) -> bool {
    if !std::io::stdout().is_terminal() {
        return true;
    }
    let rows = terminal_size::terminal_size().map_or(usize::MAX, |(_, rows)| usize::from(rows.0));
    text.lines().count() < rows
}

/// Runs the pager. Returns `None` if it cannot be started.
fn page(text: &str) -> Option<()> {
    let pager = std::env::var("PAGER").unwrap_or_else(|_| "less".to_owned());
    let mut words = pager.split_whitespace();
    let mut command = Command::new(words.next()?);
    command.args(words).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        // Keep colors, and leave the text on the screen.
        command.env("LESS", "RX");
    }
    let mut child = command.spawn().ok()?;
    let color = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    let text = if color {
        text.to_owned()
    } else {
        anstream::adapter::strip_str(text).to_string()
    };
    // Quitting the pager early closes the pipe, which is not an error.
    child.stdin.take().map(|mut pipe| writeln!(pipe, "{text}"));
    child.wait().ok()?;
    Some(())
}
