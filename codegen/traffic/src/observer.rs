//! Reads responses and checks each against the catalog that it belongs to.

use std::io::{self, Read};

use api_error_catalog_core::table::Catalog as Tables;
use api_error_catalog_model::Catalog;

use crate::checker::Checker;
use crate::chooser::{Chooser, PendingRecord, Target};
use crate::finding::Observation;
use crate::input::{Counts, Input, RecordText, each_record};
use crate::record::Record;
use crate::tally::Occurrence;

/// Reads responses and counts how they differ from catalogs.
pub struct Observer<'t> {
    checkers: Vec<Checker<'t>>,
    chooser: Chooser,
    inputs: Vec<Input>,
    counts: Counts,
}

impl std::fmt::Debug for Observer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Observer")
            .field("inputs", &self.inputs)
            .field("counts", &self.counts)
            .finish_non_exhaustive()
    }
}

impl<'t> Observer<'t> {
    /// Checks responses against these catalogs, or all against one of them if its index is `named`. `samples`: whether to
    /// keep a redacted body of each finding.
    #[must_use]
    pub fn new(
        catalogs: Vec<(Catalog, &'t Tables<'t>)>,
        named: Option<usize>,
        samples: bool,
    ) -> Observer<'t> {
        let checkers: Vec<Checker<'t>> = catalogs
            .into_iter()
            .map(|(catalog, tables)| Checker::new(catalog, tables, samples))
            .collect();
        let chooser = Chooser::new(named.filter(|named| *named < checkers.len()), &checkers);
        Observer {
            checkers,
            chooser,
            inputs: Vec::new(),
            counts: Counts::default(),
        }
    }

    /// Reads an input of any size: JSON lines or HAR, as it is or compressed by gzip. Reports name positions in it by
    /// `name`. `progress` is called now and then with the number of bytes read so far, after decompression.
    ///
    /// # Errors
    ///
    /// Fails if the input cannot be read or is truncated; the message contains the position. Everything before is counted.
    pub fn read(
        &mut self,
        name: &str,
        input: impl Read,
        progress: &mut dyn FnMut(u64),
    ) -> io::Result<()> {
        let index = u32::try_from(self.inputs.len()).unwrap_or(u32::MAX);
        let (name, har) = (name.to_owned(), false);
        self.inputs.push(Input { name, har });
        each_record(input, progress, &mut |text, record| {
            if let Some(input) = self.inputs.last_mut() {
                input.har = text.har;
            }
            match record {
                Ok(mut record) => {
                    let is_error = self.is_success_error(&mut record);
                    if self.counts.add(&record, is_error) {
                        self.record(&record, text, index);
                    }
                }
                Err(why) => self.add_broken(index, text.number, why),
            }
        })
    }

    /// Returns `true` if a response with a success status is an error of the catalog that it belongs to, or of any if that is not
    /// known yet.
    fn is_success_error(&mut self, record: &mut Record<'_>) -> bool {
        let Some(status) = record.channel.status().filter(|status| *status < 400) else {
            return false;
        };
        let may_be = |checker: &Checker<'_>| checker.tables.may_be_error(status);
        if !record.may_be_stream() && !self.checkers.iter().any(may_be) {
            return false;
        }
        record.read_headers();
        match self.chooser.target(record, &self.checkers) {
            Target::Catalog(at) => {
                let checker = self.checkers.get(at);
                checker.is_some_and(|checker| checker.is_error(record))
            }
            Target::Wait(_) => self.checkers.iter().any(|checker| checker.is_error(record)),
            Target::None => false,
        }
    }

    fn record(&mut self, record: &Record<'_>, text: RecordText<'_>, input: u32) {
        match self.chooser.target(record, &self.checkers) {
            Target::Catalog(catalog) => self.check(catalog, record, text.number, input),
            Target::None => self.counts.elsewhere += 1,
            Target::Wait(host) => {
                if self.chooser.wait(&host, PendingRecord::new(text, input)) {
                    self.settle(&host);
                }
            }
        }
    }

    /// Chooses a catalog for a host, and checks the responses that waited for that.
    fn settle(&mut self, host: &str) {
        let (chosen, pending) = self.chooser.choose(host, &self.checkers);
        for pending in pending {
            match (chosen, pending.record()) {
                (Some(catalog), Some(record)) => {
                    self.check(catalog, &record, pending.number, pending.input);
                }
                _ => self.counts.elsewhere += 1,
            }
        }
    }

    fn check(&mut self, catalog: usize, record: &Record<'_>, line: u64, input: u32) {
        let occurrence = Occurrence {
            line,
            input,
            time: record.time(),
            status: record.channel.status(),
        };
        match (record.body(), self.checkers.get_mut(catalog)) {
            (Ok(body), Some(checker)) => checker.check(record, body, occurrence),
            (Err(why), _) => self.add_broken(input, line, why),
            (Ok(_), None) => {}
        }
    }

    fn add_broken(&mut self, input: u32, number: u64, why: String) {
        let input = self.inputs.get(input as usize);
        let place = input.map(|input| input.place(number));
        self.counts.add_broken(place.unwrap_or_default(), why);
    }

    /// Returns what was found.
    #[must_use]
    pub fn finish(mut self) -> Observation {
        for host in self.chooser.open_hosts() {
            self.settle(&host);
        }
        let choices = self.chooser.choices;
        Observation::new(&self.checkers, choices, self.inputs, self.counts)
    }
}
