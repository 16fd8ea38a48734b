//! New text for a catalog: entries, lists, quoted texts.

use super::bytes::{Edit, line_end};
use crate::text::outline::Mapping;

/// A new entry.
pub struct New {
    pub comments: Vec<String>,
    pub key: String,
    /// Its own keys, a line each.
    pub lines: Vec<String>,
}

impl New {
    pub fn block(&self, indent: usize) -> String {
        let inner = indent + 2;
        let comments: String = self
            .comments
            .iter()
            .map(|comment| format!("{:indent$}# {comment}\n", ""))
            .collect();
        let lines: String = self
            .lines
            .iter()
            .map(|line| format!("{:inner$}{line}\n", ""))
            .collect();
        format!("{comments}{:indent$}{}:\n{lines}", "", self.key)
    }

    fn flow(&self) -> String {
        format!("{}: {{ {} }}", self.key, self.lines.join(", "))
    }
}

/// Puts an entry behind the one at `at`.
pub fn insert(text: &str, map: &Mapping, at: usize, new: &New) -> Edit {
    let end = map
        .entries
        .get(at)
        .map_or(map.span.end, |entry| entry.span.end);
    if map.flow {
        return Edit {
            range: end..end,
            text: format!(", {}", new.flow()),
        };
    }
    let end = line_end(text, end);
    Edit {
        range: end..end,
        text: new.block(map.indent),
    }
}

/// `404`, or `[500, 503]`.
pub fn list(statuses: &[u16]) -> String {
    match statuses {
        [one] => one.to_string(),
        many => format!(
            "[{}]",
            many.iter()
                .map(u16::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        ),
    }
}

pub fn reindent(lines: &str, from: usize, to: usize) -> String {
    lines
        .split_inclusive('\n')
        .map(|line| {
            let own = line.len() - line.trim_start_matches(' ').len();
            if line.trim().is_empty() {
                line.to_owned()
            } else {
                format!(
                    "{:width$}{}",
                    "",
                    line.trim_start_matches(' '),
                    width = (own + to).saturating_sub(from)
                )
            }
        })
        .collect()
}
