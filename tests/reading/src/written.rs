//! The generator of pages with known facts, shared with the tests of the reader.

#![allow(unreachable_pub, clippy::unwrap_used, dead_code, unused_imports)]

#[path = "../../../codegen/pages/tests/written/around.rs"]
mod around;
#[path = "../../../codegen/pages/tests/written/facts.rs"]
mod facts;
#[path = "../../../codegen/pages/tests/written/layouts.rs"]
mod layouts;
#[path = "../../../codegen/pages/tests/written/markup.rs"]
mod markup;
#[path = "../../../codegen/pages/tests/written/words.rs"]
mod words;

use std::collections::BTreeMap;

use fastrand::Rng;

use self::facts::Facts;
use self::layouts::LAYOUTS;
use self::markup::Doc;
use crate::sample::{Expected, Sample};

/// Writes `count` pages of each layout in each of its markups.
pub(crate) fn samples(count: u64) -> Vec<Sample> {
    let mut samples = Vec::new();
    for layout in LAYOUTS {
        for markup in layout.markups {
            for i in 0..count {
                let seed = samples.len() as u64 * 1_000_003 + i;
                let mut rng = Rng::with_seed(seed);
                let facts = Facts::new(&mut rng, layout.shows);
                let mut doc = Doc::new(*markup, rng.bool());
                if !layout.alone {
                    around::before(&mut rng, &mut doc, &facts);
                }
                (layout.write)(&mut rng, &facts, &mut doc);
                if !layout.alone {
                    around::after(&mut rng, &mut doc);
                }
                samples.push(Sample {
                    name: format!("{}/{markup:?}/{i}", layout.name),
                    group: layout.name.to_owned(),
                    fold: layout.name.to_owned(),
                    file: format!("errors.{}", doc.extension),
                    bytes: doc.out.into_bytes(),
                    wanted: wanted(&facts),
                    optional: BTreeMap::new(),
                });
            }
        }
    }
    samples
}

fn wanted(facts: &Facts) -> BTreeMap<String, Expected> {
    let expected = |entry: &facts::Entry| Expected {
        statuses: entry.status.iter().map(u16::to_string).collect(),
        texts: vec![markup::unlinked(&entry.description).to_string()],
    };
    let entries = facts.entries.iter();
    entries
        .map(|entry| (entry.key(), expected(entry)))
        .collect()
}
