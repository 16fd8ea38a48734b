//! Lines → a file, by a thread of its own.

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

/// Lines that may wait to be written.
const WAITING: usize = 256;

/// How much a [`Recorder`] writes.
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
    /// Records one in so many of the undocumented answers; 1 unless said.
    #[must_use]
    pub fn every(self, every: u64) -> Self {
        RecorderOptions {
            every: every.max(1),
            ..self
        }
    }

    /// Records at most so many answers a second; 10 unless said.
    #[must_use]
    pub fn per_second(self, per_second: u64) -> Self {
        RecorderOptions { per_second, ..self }
    }

    /// Writes lines of at most so many bytes, and cuts longer bodies; 16 KiB unless said.
    #[must_use]
    pub fn line_bytes(self, line_bytes: usize) -> Self {
        RecorderOptions { line_bytes, ..self }
    }

    /// Lets the file grow to so many bytes; 64 MiB unless said.
    #[must_use]
    pub fn file_bytes(self, file_bytes: u64) -> Self {
        RecorderOptions { file_bytes, ..self }
    }

    /// Opens the file, to append to it.
    ///
    /// # Errors
    ///
    /// Where the file cannot be opened, or no thread started.
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
    /// Undocumented answers so far.
    seen: AtomicU64,
    recorded: AtomicU64,
    dropped: AtomicU64,
    /// The present second, and the answers taken in it: 32 bits each.
    taken: AtomicU64,
}

/// Appends undocumented answers to a file. A client hands each error to [`record`](Recorder::record), at one place.
///
/// It is shared between threads as it is.
#[derive(Debug)]
pub struct Recorder {
    options: RecorderOptions,
    started: Instant,
    sender: SyncSender<String>,
    counts: Arc<Counts>,
    thread: JoinHandle<()>,
}

impl Recorder {
    /// A recorder that appends to this file, bounded as [`RecorderOptions`] says by itself.
    ///
    /// # Errors
    ///
    /// Where the file cannot be opened, or no thread started.
    pub fn open(path: impl AsRef<Path>) -> std::io::Result<Recorder> {
        RecorderOptions::default().open(path)
    }

    /// Records a response, unless it is [as documented](is_as_documented), not its turn, or too much: it does not wait
    /// for the file, and nothing that goes wrong there concerns the caller.
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

    /// How many answers were written so far.
    #[must_use]
    pub fn recorded(&self) -> u64 {
        self.counts.recorded.load(Ordering::Relaxed)
    }

    /// How many undocumented answers were not written: not their turn, too many at once, too long, or the file is full.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.counts.dropped.load(Ordering::Relaxed)
    }

    /// Waits until all that was recorded is written, and ends. A recorder that is merely dropped does not wait.
    pub fn close(self) {
        let Recorder { sender, thread, .. } = self;
        drop(sender);
        // A writer that panicked has nothing to say to the caller.
        let _ = thread.join();
    }

    fn drop_one(&self) {
        self.counts.dropped.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether the present second has room for one more; takes it.
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
            // One write for a whole line: other processes that append to the file do not cut into it.
            if length <= self.room && self.file.write_all(line.as_bytes()).is_ok() {
                self.room -= length;
                self.counts.recorded.fetch_add(1, Ordering::Relaxed);
            } else {
                self.counts.dropped.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}
