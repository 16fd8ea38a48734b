//! A body that lists errors → all of them.

use std::hint::black_box;

use serde::de::IgnoredAny;

use crate::stream::Way;

#[allow(
    unused,
    clippy::all,
    clippy::pedantic,
    reason = "generated, and not all of it is measured"
)]
mod batch {
    include!(concat!(env!("OUT_DIR"), "/batch.rs"));
}

/// The body of a response with many errors.
#[derive(Debug)]
pub struct List(String);

impl List {
    /// Makes a body with this many errors.
    #[must_use]
    pub fn new(errors: usize) -> List {
        let item = |number: usize| {
            format!(
                r#"{{"kind":"error","status":"422","code":"text_long","title":"The text of part {number} is too long.","part":{{"name":"chapter","number":{number}}}}}"#
            )
        };
        let items: Vec<String> = (0..errors).map(item).collect();
        List(format!(r#"{{"errors":[{}]}}"#, items.join(",")))
    }

    /// Returns the number of bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns `false`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Identifies each error of the list, and returns how many there are; or goes over the body.
    #[must_use]
    pub fn run(&self, way: Way) -> usize {
        let body = black_box(self.0.as_str());
        match way {
            Way::Ours => {
                let error = batch::Error::from_parts(422, [], body);
                error.errors().filter(|item| item.kind().is_some()).count()
            }
            Way::Scan => usize::from(black_box(serde_json::from_str::<IgnoredAny>(body)).is_ok()),
        }
    }
}
