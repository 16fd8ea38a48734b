//! The notes: one file for each, in one directory.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::notes::{Error, NotJson, NoteInvalid, NoteNotFound, TitleTaken, TooManyNotes};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 40;

/// A note, as clients send and receive it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The title, which no two notes share.
    pub title: String,
    /// The text.
    pub text: String,
}

/// How many notes may be created.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many in a row.
    pub notes: u32,
    /// After which time there may be as many again.
    pub per: Duration,
}

/// The notes of a directory.
#[derive(Debug)]
pub struct Store {
    directory: PathBuf,
    limits: Limits,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    titles: BTreeMap<String, u32>,
    window: Instant,
    created: u32,
}

impl Store {
    /// Opens a store in a directory, which is created if it does not exist. The store begins without notes.
    ///
    /// # Errors
    ///
    /// If the directory cannot be created.
    pub fn open(directory: &Path, limits: Limits) -> std::io::Result<Self> {
        std::fs::create_dir_all(directory)?;
        Ok(Self {
            directory: directory.to_owned(),
            limits,
            state: Mutex::new(State {
                titles: BTreeMap::new(),
                window: Instant::now(),
                created: 0,
            }),
        })
    }

    /// Adds a note, and returns its ID.
    ///
    /// # Errors
    ///
    /// If the body is not a note, if the note is invalid, or if it cannot be stored (now).
    pub fn add(&self, body: &str) -> Result<u32, Error> {
        let note = parse(body)?;
        check(&note)?;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(&id) = state.titles.get(&note.title) {
            return Err(TitleTaken {
                id: id.into(),
                title: note.title,
            })?;
        }
        state.admit(self.limits)?;
        let id = u32::try_from(state.titles.len()).unwrap_or(u32::MAX);
        let text = serde_json::to_string(&note).map_err(std::io::Error::from)?;
        std::fs::write(self.file(id), text)?;
        state.titles.insert(note.title, id);
        drop(state);
        Ok(id)
    }

    /// Returns a note.
    ///
    /// # Errors
    ///
    /// Fails if no note has this ID, or if it cannot be read.
    pub fn get(&self, id: u32) -> Result<Note, Error> {
        match std::fs::read_to_string(self.file(id)) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Err(NoteNotFound { id: id.into() })?
            }
            text => Ok(serde_json::from_str(&text?).map_err(std::io::Error::from)?),
        }
    }

    fn file(&self, id: u32) -> PathBuf {
        self.directory.join(format!("{id}.json"))
    }
}

impl State {
    /// Counts a note, unless there were too many.
    fn admit(&mut self, limits: Limits) -> Result<(), Error> {
        let passed = self.window.elapsed();
        if passed >= limits.per {
            (self.window, self.created) = (Instant::now(), 0);
        }
        if self.created >= limits.notes {
            return Err(Error::builder(TooManyNotes)
                .retry_after(limits.per.saturating_sub(passed))
                .build()?);
        }
        self.created += 1;
        Ok(())
    }
}

fn parse(body: &str) -> Result<Note, Error> {
    let note = serde_json::from_str(body);
    note.map_err(|problem| {
        let problem = problem.to_string();
        NotJson { problem }.into()
    })
}

/// Returns all that is invalid at once, so that a form can show it.
fn check(note: &Note) -> Result<(), Error> {
    let mut error = Error::builder(NoteInvalid);
    let (mut valid, title) = (true, note.title.chars().count());
    if title == 0 || title > LONGEST_TITLE {
        let message = format!("must have 1 to {LONGEST_TITLE} characters");
        (valid, error) = (false, error.violation("title", message));
    }
    if note.text.is_empty() {
        (valid, error) = (false, error.violation("text", "must not be empty"));
    }
    if valid { Ok(()) } else { Err(error.build()?) }
}
