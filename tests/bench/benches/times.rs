//! Times of every way, by criterion, and a table of ratios at the end: `cargo bench -p bench`.

#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is what a benchmark is for"
)]

use std::path::{Path, PathBuf};
use std::time::Duration;

use api_error_catalog::StreamFormat;
use bench::bodies::Bodies;
use bench::display::Lines;
use bench::list::List;
use bench::lookup::Lookups;
use bench::stream::{self, Stream};
use bench::synthetic::SIZES;
use bench::table::Group;
use bench::{decode, lookup};
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion};

fn main() {
    let directory = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let directory = directory
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"))
        .join("criterion");
    let mut criterion = Criterion::default()
        .output_directory(&directory)
        .sample_size(20)
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_millis(400))
        .configure_from_args();
    let groups = [
        lookups(&mut criterion),
        decodes(&mut criterion),
        streams(&mut criterion),
        displays(&mut criterion),
    ]
    .concat();
    criterion.final_summary();
    if std::env::args().any(|argument| argument == "--bench") {
        print(&groups, &directory);
    }
}

/// How often each way of a group is measured. The ways take turns, so that what else the machine does for a while hits all.
const ROUNDS: u8 = 4;

/// Measures the ways of a group in turn.
fn take_turns<W: Copy>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    ways: &[(&str, W)],
    mut run: impl FnMut(W) -> usize,
) {
    for round in 0..ROUNDS {
        for (name, way) in ways {
            group.bench_function(BenchmarkId::new(*name, round), |bencher| {
                bencher.iter(|| run(*way))
            });
        }
    }
}

/// A title, the ways, and how many items each run went over.
type Ran = (String, Vec<&'static str>, usize);

fn lookups(criterion: &mut Criterion) -> Vec<Ran> {
    let mut ran = Vec::new();
    for (size, miss) in SIZES
        .into_iter()
        .flat_map(|size| [(size, false), (size, true)])
    {
        let title = format!("{} of {size} codes", if miss { "miss" } else { "hit" });
        let lookups = Lookups::new(size, miss);
        let expected = if miss { 0 } else { lookups.len() };
        let ways = lookup::Way::all(size);
        let mut group = criterion.benchmark_group(&title);
        ways.iter()
            .for_each(|way| assert_eq!(lookups.run(*way), expected, "{} on {title}", way.name()));
        let ways: Vec<_> = ways.iter().map(|way| (way.name(), *way)).collect();
        take_turns(&mut group, &ways, |way| lookups.run(way));
        group.finish();
        ran.push((
            title,
            ways.iter().map(|(name, _)| *name).collect(),
            lookups.len(),
        ));
    }
    ran
}

fn decodes(criterion: &mut Criterion) -> Vec<Ran> {
    let mut all = Bodies::own();
    match std::env::var_os("ERROR_DOCS_DIR") {
        None => eprintln!(
            "ERROR_DOCS_DIR is not set: the bodies of the vendors' pages are not measured"
        ),
        Some(directory) => match Bodies::of_pages(Path::new(&directory)) {
            Ok(pages) => all.extend(pages),
            Err(fault) => panic!("{}: {fault}", Path::new(&directory).display()),
        },
    }
    let ways = decode::Way::ALL.map(|way| (way.name(), way));
    let mut ran = Vec::new();
    for bodies in &all {
        let title = format!("decode {}", bodies.name);
        let mut group = criterion.benchmark_group(&title);
        take_turns(&mut group, &ways, |way| decode::run(way, bodies));
        group.finish();
        ran.push((title, ways.map(|(name, _)| name).into(), bodies.texts.len()));
    }
    ran
}

fn streams(criterion: &mut Criterion) -> Vec<Ran> {
    let formats = [
        ("a stream of events", StreamFormat::Events),
        ("a stream of lines", StreamFormat::Lines),
    ];
    let measured = formats.into_iter().map(|(title, format)| {
        let stream = Stream::new(format);
        assert_eq!(stream.run(stream::Way::Ours), 1, "{title}");
        let ways = [
            ("ours", stream::Way::Ours),
            ("scan alone (IgnoredAny)", stream::Way::Scan),
        ];
        let mut group = criterion.benchmark_group(title);
        take_turns(&mut group, &ways, |way| stream.run(way));
        group.finish();
        // The table has the time of a kilobyte.
        (
            title.to_owned(),
            ways.map(|(name, _)| name).into(),
            stream.len() >> 10,
        )
    });
    let mut ran: Vec<Ran> = measured.collect();
    let (title, list) = ("a list of 1,000 errors", List::new(1_000));
    assert_eq!(list.run(stream::Way::Ours), 1_000, "{title}");
    let ways = [
        ("ours", stream::Way::Ours),
        ("scan alone (IgnoredAny)", stream::Way::Scan),
    ];
    let mut group = criterion.benchmark_group(title);
    take_turns(&mut group, &ways, |way| list.run(way));
    group.finish();
    ran.push((
        title.to_owned(),
        ways.map(|(name, _)| name).into(),
        list.len() >> 10,
    ));
    ran
}

fn displays(criterion: &mut Criterion) -> Vec<Ran> {
    type Write = fn(&mut Lines) -> usize;
    let titles: [(&str, Write, Write); 3] = [
        (
            "a line, to_string",
            |lines| lines.our_string(),
            |lines| lines.thiserror_string(),
        ),
        (
            "a line, write! into a String with room",
            Lines::ours,
            Lines::thiserror,
        ),
        (
            "a kind, write! into a String with room",
            Lines::our_kind,
            Lines::thiserror_kind,
        ),
    ];
    let mut lines = Lines::default();
    let measured = titles.into_iter().map(|(title, ours, thiserror)| {
        let mut group = criterion.benchmark_group(title);
        take_turns(
            &mut group,
            &[("ours", ours), ("thiserror", thiserror)],
            |write| write(&mut lines),
        );
        group.finish();
        (title.to_owned(), vec!["ours", "thiserror"], 1)
    });
    measured.collect()
}

/// The ratios, from what criterion left in its directory.
fn print(ran: &[Ran], criterion: &Path) {
    println!("\n| what | way | ns | times ours |\n|---|---|---|---|");
    for (title, ways, items) in ran {
        print!(
            "{}",
            Group::read(criterion, title.clone(), ways, ROUNDS, *items).rows()
        );
    }
}
