//! `traffic LINES [SEED] > answers.jsonl`: writes traffic of the five catalogs, and on standard error, as JSON, what is to
//! be found in it.

#![allow(clippy::print_stderr, reason = "this is what it is for")]

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut numbers = std::env::args()
        .skip(1)
        .map(|argument| argument.parse::<u64>());
    let (Some(Ok(lines)), Ok(seed)) = (numbers.next(), numbers.next().unwrap_or(Ok(1))) else {
        eprintln!("usage: traffic LINES [SEED]");
        return ExitCode::from(2);
    };
    let catalogs: Vec<_> = traffic::all_catalogs()
        .into_iter()
        .map(|(catalog, _)| catalog)
        .collect();
    let mut out = BufWriter::new(io::stdout().lock());
    let written = traffic::write(
        &catalogs,
        traffic::Mix {
            seed,
            lines,
            faults: 20,
        },
        &mut out,
    );
    match written.and_then(|expected| out.flush().map(|()| expected)) {
        Ok(expected) => {
            eprintln!("{}", expected.json());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
