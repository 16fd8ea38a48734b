//! Made-up facts.

use fastrand::Rng;

use super::words::{ENGLISH, FAILURES, FIELDS, Language, OTHERS, STATUSES, THINGS};

/// One error, or one HTTP status if it has no code.
#[derive(Clone, Debug)]
pub struct Entry {
    pub code: Option<String>,
    pub status: Option<u16>,
    pub name: Option<String>,
    pub description: String,
    pub cause: Option<String>,
    pub solution: Option<String>,
}

impl Entry {
    /// What identifies it.
    pub fn key(&self) -> String {
        let status = self.status.unwrap_or_default().to_string();
        self.code.clone().unwrap_or(status)
    }
}

/// The facts of one page.
pub struct Facts {
    pub language: &'static Language,
    pub entries: Vec<Entry>,
    /// The page states what each text is.
    pub roles: bool,
}

/// The kinds of facts that a layout can show besides codes and descriptions.
#[derive(Clone, Copy)]
pub struct Shows {
    /// HTTP statuses of errors, if it can show them next to the codes.
    pub statuses: bool,
    /// Pages of HTTP statuses without codes.
    pub bare: bool,
    pub texts: bool,
    /// The role of each text, in the header of its column, in its label or by its position.
    pub roles: bool,
}

impl Facts {
    pub fn new(rng: &mut Rng, shows: Shows) -> Facts {
        let language = match rng.u8(..5) {
            0 => &OTHERS[rng.usize(..OTHERS.len())],
            _ => &ENGLISH,
        };
        let bare = shows.bare && rng.u8(..4) == 0;
        let with = |chance: u8, rng: &mut Rng| shows.texts && rng.u8(..10) < chance;
        let (named, caused, solved) = (with(2, rng), with(2, rng), with(4, rng));
        let stated = shows.statuses && rng.u8(..10) < 6;
        let mut codes = codes(rng);
        let mut statuses = STATUSES.to_vec();
        let wanted = rng.usize(3..=14);
        let mut entries = Vec::new();
        while entries.len() < wanted {
            let (status, phrase) = if bare {
                statuses.remove(rng.usize(..statuses.len()))
            } else {
                statuses[rng.usize(..statuses.len())]
            };
            let (code, name) = codes.next(rng);
            entries.push(Entry {
                code: Some(code).filter(|_| !bare),
                status: Some(status).filter(|_| bare || stated),
                name: if bare {
                    Some(phrase.to_string()).filter(|_| named || caused)
                } else {
                    Some(name).filter(|_| named)
                },
                description: text(rng, language, language.descriptions, entries.len() % 5 == 4),
                cause: caused.then(|| text(rng, language, language.causes, false)),
                solution: solved.then(|| text(rng, language, language.solutions, false)),
            });
        }
        if bare {
            entries.sort_by_key(|entry| entry.status);
        }
        Facts {
            language,
            entries,
            roles: shows.roles,
        }
    }
}

/// A text; `two` adds a second sentence where the first one ends like one.
fn text(rng: &mut Rng, language: &Language, texts: &[&str], two: bool) -> String {
    let pick = |rng: &mut Rng, from: &[&str]| from[rng.usize(..from.len())].to_string();
    let mut text = pick(rng, texts);
    if two && text.ends_with(['.', '。']) {
        text += " ";
        text += &pick(rng, texts);
    }
    let noun = pick(rng, language.nouns);
    let field = pick(rng, FIELDS);
    let n = rng.u32(2..500).to_string();
    text.replace("{noun}", &noun)
        .replace("{field}", &field)
        .replace("{n}", &n)
}

/// How the codes of a page are written.
struct Codes {
    style: u8,
    number: i64,
    step: i64,
    used: Vec<String>,
}

fn codes(rng: &mut Rng) -> Codes {
    Codes {
        style: rng.u8(..12),
        number: [1, 101, 1001, 4001, 10001, 40001][rng.usize(..6)],
        step: [1, 1, 2, 10][rng.usize(..4)],
        used: Vec::new(),
    }
}

impl Codes {
    /// Returns the next code, and the name that goes with it.
    fn next(&mut self, rng: &mut Rng) -> (String, String) {
        loop {
            let thing = THINGS[rng.usize(..THINGS.len())];
            let failure = FAILURES[rng.usize(..FAILURES.len())];
            let snake = format!("{thing}_{failure}");
            if self.used.contains(&snake) {
                continue;
            }
            let pascal: String = snake.split('_').map(capital).collect();
            let title: Vec<String> = snake.split('_').map(capital).collect();
            let number = self.number + self.step * i64::try_from(self.used.len()).unwrap();
            let code = match self.style {
                0..3 => snake.clone(),
                3 | 4 => snake.to_uppercase(),
                5 => pascal.clone(),
                6 => format!("{pascal}Exception"),
                7 => snake.replace('_', "-"),
                8 => format!("{thing}/{}", failure.replace('_', "-")),
                9 => format!("E{number:04}"),
                10 => number.to_string(),
                _ => format!("-{}", 1000 + number),
            };
            self.used.push(snake);
            let name = if self.style < 9 || rng.bool() {
                title.join(" ")
            } else {
                pascal
            };
            return (code, name);
        }
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}
