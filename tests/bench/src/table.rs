//! The ratios at the end, out of what criterion measured.

use std::path::{Path, PathBuf};

/// What criterion keeps of each sample: how many runs it had, and how long they took.
#[derive(serde::Deserialize)]
struct Samples {
    iters: Vec<f64>,
    times: Vec<f64>,
}

/// A group of ways, of which the first is ours.
#[derive(Debug)]
pub struct Group {
    /// Its title.
    pub title: String,
    /// The ways, each with its time for one item in nanoseconds.
    pub ways: Vec<(&'static str, f64)>,
}

impl Group {
    /// Reads the shortest times of those that criterion left in its directory: what else the machine does only ever adds to one.
    /// Panics where there are none: it has not run then.
    #[must_use]
    pub fn read(
        criterion: &Path,
        title: String,
        ways: &[&'static str],
        rounds: u8,
        items: usize,
    ) -> Group {
        let named =
            |name: &str| name.replace(['/', '"', '<', '>', '?', '*', '|', '\\', ':', '^'], "_");
        let directory = criterion.join(named(&title));
        let times = |file: PathBuf| {
            let text = std::fs::read_to_string(&file)
                .unwrap_or_else(|fault| panic!("{}: {fault}", file.display()));
            let Samples { iters, times } = serde_json::from_str(&text)
                .unwrap_or_else(|fault| panic!("{}: {fault}", file.display()));
            times.into_iter().zip(iters).map(|(time, runs)| time / runs)
        };
        let shortest = |way: &&'static str| {
            let files = (0..rounds).map(|round| {
                directory
                    .join(named(way))
                    .join(round.to_string())
                    .join("new/sample.json")
            });
            (
                *way,
                files.flat_map(times).fold(f64::INFINITY, f64::min) / items as f64,
            )
        };
        Group {
            title,
            ways: ways.iter().map(shortest).collect(),
        }
    }

    /// The group as rows of a Markdown table: what, way, nanoseconds, and how many times as long as ours.
    #[must_use]
    pub fn rows(&self) -> String {
        let ours = self.ways.first().map_or(f64::NAN, |(_, time)| *time);
        let row = |(way, time): &(&str, f64)| {
            format!(
                "| {} | {way} | {time:.1} | {:.2} |\n",
                self.title,
                time / ours
            )
        };
        self.ways.iter().map(row).collect()
    }
}
