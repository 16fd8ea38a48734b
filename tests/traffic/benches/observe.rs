//! Measures `observe`, and for comparison a scan of the same lines by serde_json that keeps nothing: `cargo bench -p traffic`.
//! Both run alternately on one thread, measured in processor time. `cargo bench -p traffic -- LINES` sets the size.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "this is what it is for"
)]

use std::time::{Duration, Instant};

use api_error_catalog_traffic::Observer;
use serde::de::IgnoredAny;
use traffic::{Mix, all_catalogs};

const ROUNDS: usize = 7;

fn main() {
    let lines = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(200_000);
    let catalogs = all_catalogs();
    let all: Vec<_> = catalogs
        .iter()
        .map(|(catalog, _)| catalog.clone())
        .collect();
    let mut bytes = Vec::new();
    traffic::write(
        &all,
        Mix {
            seed: 1,
            lines,
            faults: 20,
        },
        &mut bytes,
    )
    .unwrap();
    let size = bytes.len() as f64 / 1e6;
    println!(
        "{lines} lines, {size:.1} MB, {:.0} bytes each",
        size * 1e6 / lines as f64
    );
    let (mut scans, mut observes) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        scans.push(seconds(|| {
            bytes
                .split(|byte| *byte == b'\n')
                .filter(|line| serde_json::from_slice::<IgnoredAny>(line).is_ok())
                .count()
        }));
        observes.push(seconds(|| {
            let mut observer = Observer::new(catalogs.clone(), None, false);
            observer
                .read("answers.jsonl", bytes.as_slice(), &mut |_| {})
                .unwrap();
            observer.finish().counts.answers as usize
        }));
    }
    let (scan, observe) = (median(&mut scans), median(&mut observes));
    println!("serde_json scan  {:7.0} MB/s", size / scan);
    println!(
        "observe          {:7.0} MB/s   {:.2} times as long as the scan",
        size / observe,
        observe / scan
    );
}

fn seconds(work: impl FnOnce() -> usize) -> f64 {
    let (start, wall) = (on_cpu(), Instant::now());
    std::hint::black_box(work());
    let spent = on_cpu()
        .zip(start)
        .map_or_else(|| wall.elapsed(), |(end, start)| end - start);
    spent.as_secs_f64()
}

/// Returns the processor time of this process, if the system reports it, so that other processes do not count.
fn on_cpu() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split(' ').next()?.parse().ok()?))
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
