//! Writes lines to a file on a separate thread.

use alloc::string::String;
use core::sync::atomic::{AtomicU64, Ordering};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use super::line::{is_as_documented, line};
use crate::api::api_error::ApiError;

/// The maximum number of lines that wait to be written.
const WAITING: usize = 256;

/// The limits of a [`Recorder`].
#[derive(Clone, Copy, Debug)]
pub struct RecorderOptions {
    every: u64,
    per_second: u64,
    line_bytes: usize,
    file_bytes: u64,
}

impl Default for RecorderOptions {
    fn default() -> Self {
        RecorderOptions {
            every: 1,
            per_second: 10,
            line_bytes: 16 << 10,
            file_bytes: 64 << 20,
        }
    }
}

impl RecorderOptions {
    /// Records one of this many undocumented responses; 1 by default.
    #[must_use]
    pub fn every(self, every: u64) -> Self {
        RecorderOptions {
            every: every.max(1),
            ..self
        }
    }

    /// Records at most this many responses per second; 10 by default.
    #[must_use]
    pub fn per_second(self, per_second: u64) -> Self {
        RecorderOptions { per_second, ..self }
    }

    /// Writes lines of at most this many bytes, and truncates longer bodies; 16 KiB by default.
    #[must_use]
    pub fn line_bytes(self, line_bytes: usize) -> Self {
        RecorderOptions { line_bytes, ..self }
    }

    /// Lets the file grow to this many bytes; 64 MiB by default.
    #[must_use]
    pub fn file_bytes(self, file_bytes: u64) -> Self {
        RecorderOptions { file_bytes, ..self }
    }

    /// Opens the file to append to it.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be opened, or if no thread can be started.
    pub fn open(self, path: impl AsRef<Path>) -> std::io::Result<Recorder> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        let size = file.metadata()?.len();
        let counts = Arc::new(Counts::default());
        let (sender, lines) = sync_channel(WAITING);
        let writer = Writer {
            file,
            room: self.file_bytes.saturating_sub(size),
            counts: Arc::clone(&counts),
        };
        let thread = std::thread::Builder::new()
            .name("error-recorder".into())
            .spawn(move || writer.run(&lines))?;
        Ok(Recorder {
            options: self,
            started: Instant::now(),
            sender,
            counts,
            thread,
        })
    }
}

#[derive(Debug, Default)]
struct Counts {
    /// The number of undocumented responses so far.
    seen: AtomicU64,
    recorded: AtomicU64,
    dropped: AtomicU64,
    /// The present second, and the number of responses recorded in it: 32 bits each.
    taken: AtomicU64,
}

/// Appends undocumented responses to a file. Call [`record`](Recorder::record) with each error, from one place in your client.
///
/// A recorder can be shared between threads.
#[derive(Debug)]
pub struct Recorder {
    options: RecorderOptions,
    started: Instant,
    sender: SyncSender<String>,
    counts: Arc<Counts>,
    thread: JoinHandle<()>,
}

impl Recorder {
    /// Opens a recorder that appends to this file, with the default limits of [`RecorderOptions`].
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be opened, or if no thread can be started.
    pub fn open(path: impl AsRef<Path>) -> std::io::Result<Recorder> {
        RecorderOptions::default().open(path)
    }

    /// Records a response, unless it is [documented](is_as_documented), skipped by sampling, or over a limit. The call does
    /// not wait for the file and never fails.
    pub fn record(&self, error: &dyn ApiError) {
        let response = error.response();
        if is_as_documented(response) {
            return;
        }
        let turn = self.counts.seen.fetch_add(1, Ordering::Relaxed) % self.options.every == 0;
        if !turn || !self.has_room() {
            return self.drop_one();
        }
        let time = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_secs());
        let sent = line(response, time, self.options.line_bytes)
            .is_some_and(|line| self.sender.try_send(line).is_ok());
        if !sent {
            self.drop_one();
        }
    }

    /// Returns the number of responses that were written.
    #[must_use]
    pub fn recorded(&self) -> u64 {
        self.counts.recorded.load(Ordering::Relaxed)
    }

    /// Returns the number of undocumented responses that were not written, because they were skipped by sampling, too many at
    /// once or too long, or because the file is full.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.counts.dropped.load(Ordering::Relaxed)
    }

    /// Waits until everything is written, and closes the file. Dropping a recorder does not wait.
    pub fn close(self) {
        let Recorder { sender, thread, .. } = self;
        drop(sender);
        // A panic of the writer does not concern the caller.
        let _ = thread.join();
    }

    fn drop_one(&self) {
        self.counts.dropped.fetch_add(1, Ordering::Relaxed);
    }

    /// Returns `true` if the present second has room for one more response, and takes it.
    fn has_room(&self) -> bool {
        let second = self.started.elapsed().as_secs() << 32;
        let take = |taken: u64| {
            let now = if taken >> 32 << 32 == second {
                taken
            } else {
                second
            };
            (now & u64::from(u32::MAX) < self.options.per_second.min(u64::from(u32::MAX)))
                .then_some(now + 1)
        };
        self.counts
            .taken
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
            .is_ok()
    }
}

struct Writer {
    file: File,
    room: u64,
    counts: Arc<Counts>,
}

impl Writer {
    fn run(mut self, lines: &Receiver<String>) {
        for line in lines {
            let length = line.len() as u64;
            // Each line is written at once, so that lines of other processes that append to the file do not mix with it.
            if length <= self.room && self.file.write_all(line.as_bytes()).is_ok() {
                self.room -= length;
                self.counts.recorded.fetch_add(1, Ordering::Relaxed);
            } else {
                self.counts.dropped.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}
