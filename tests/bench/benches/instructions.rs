//! Instructions of ours and of the peers, counted by Valgrind: `tests/bench/instructions.py`.
//!
//! The names are those of the baseline: what is done, and by whom.

#![allow(missing_docs, reason = "the macros generate undocumented items")]

use bench::bodies::Bodies;
use bench::display::Lines;
use bench::lookup::Lookups;
use bench::{decode, lookup};
use gungraun::{library_benchmark, library_benchmark_group, main};

fn lookups(size: usize, miss: bool, way: lookup::Way) -> (Lookups, lookup::Way) {
    (Lookups::new(size, miss), way)
}

#[library_benchmark(setup = lookups)]
#[bench::hit73_ours(73, false, lookup::Way::Ours)]
#[bench::hit73_reference(73, false, lookup::Way::Reference)]
#[bench::hit73_map(73, false, lookup::Way::HashMap)]
#[bench::hit73_phf(73, false, lookup::Way::Phf)]
#[bench::hit73_strum(73, false, lookup::Way::Strum)]
#[bench::hit1000_ours(1_000, false, lookup::Way::Ours)]
#[bench::hit1000_reference(1_000, false, lookup::Way::Reference)]
#[bench::hit1000_strum(1_000, false, lookup::Way::Strum)]
#[bench::hit10000_ours(10_000, false, lookup::Way::Ours)]
#[bench::hit10000_reference(10_000, false, lookup::Way::Reference)]
#[bench::miss73_ours(73, true, lookup::Way::Ours)]
#[bench::miss73_reference(73, true, lookup::Way::Reference)]
#[bench::miss73_serde(73, true, lookup::Way::Serde)]
fn look_up((lookups, way): (Lookups, lookup::Way)) -> (usize, Lookups) {
    (lookups.run(way), lookups)
}

/// The body at this place of our own: so many copies of it that what is done once weighs little.
fn bodies(at: usize, way: decode::Way) -> (Bodies, decode::Way) {
    (Bodies::own().swap_remove(at), way)
}

#[library_benchmark(setup = bodies)]
#[bench::nested_ours(0, decode::Way::Ours)]
#[bench::nested_derive(0, decode::Way::Derive)]
#[bench::nested_untagged(0, decode::Way::Untagged)]
#[bench::nested_value(0, decode::Way::Value)]
#[bench::nested_scan(0, decode::Way::Scan)]
#[bench::short_ours(1, decode::Way::Ours)]
#[bench::short_derive(1, decode::Way::Derive)]
#[bench::short_untagged(1, decode::Way::Untagged)]
#[bench::short_value(1, decode::Way::Value)]
#[bench::short_scan(1, decode::Way::Scan)]
#[bench::detailed_ours(2, decode::Way::Ours)]
#[bench::detailed_derive(2, decode::Way::Derive)]
#[bench::detailed_untagged(2, decode::Way::Untagged)]
#[bench::detailed_value(2, decode::Way::Value)]
#[bench::detailed_scan(2, decode::Way::Scan)]
fn decode_body((bodies, way): (Bodies, decode::Way)) -> (usize, Bodies) {
    (decode::run(way, &bodies), bodies)
}

fn lines(write: fn(&mut Lines) -> usize) -> (Lines, fn(&mut Lines) -> usize) {
    (Lines::default(), write)
}

#[library_benchmark(setup = lines)]
#[bench::line_ours(Lines::ours)]
#[bench::line_thiserror(Lines::thiserror)]
fn display((mut lines, write): (Lines, fn(&mut Lines) -> usize)) -> (usize, Lines) {
    ((0..64).map(|_| write(&mut lines)).sum(), lines)
}

library_benchmark_group!(name = counts, benchmarks = [look_up, decode_body, display]);
main!(library_benchmark_groups = counts);
