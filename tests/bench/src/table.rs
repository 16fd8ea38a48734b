//! The ratios at the end, out of what criterion measured.

use std::path::Path;

/// A group of ways, of which the first is ours.
#[derive(Debug)]
pub struct Group {
    /// Its title.
    pub title: String,
    /// The ways, each with its time for one item in nanoseconds.
    pub ways: Vec<(&'static str, f64)>,
}

impl Group {
    /// Reads the medians that criterion left in its folder. Panics where one is not there: it has not run then.
    #[must_use]
    pub fn read(criterion: &Path, title: String, ways: &[&'static str], items: usize) -> Group {
        let folder = criterion.join(title.replace(['/', '"', '<', '>', '?', '*', '|', '\\', ':', '^'], "_"));
        let median = |way: &&'static str| {
            let file =
                folder.join(way.replace(['/', '"', '<', '>', '?', '*', '|', '\\', ':', '^'], "_")).join("new/estimates.json");
            let text = std::fs::read_to_string(&file).unwrap_or_else(|fault| panic!("{}: {fault}", file.display()));
            let estimates: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
            (*way, estimates["median"]["point_estimate"].as_f64().unwrap_or(f64::NAN) / items as f64)
        };
        Group { title, ways: ways.iter().map(median).collect() }
    }

    /// The group as rows of a Markdown table: what, way, nanoseconds, and how many times as long as ours.
    #[must_use]
    pub fn rows(&self) -> String {
        let ours = self.ways.first().map_or(f64::NAN, |(_, time)| *time);
        let row = |(way, time): &(&str, f64)| format!("| {} | {way} | {time:.1} | {:.2} |\n", self.title, time / ours);
        self.ways.iter().map(row).collect()
    }
}
