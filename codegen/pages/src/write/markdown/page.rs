//! The Markdown page being written.

use std::fmt::Write;

use crate::write::inline::{cell, escaped};

/// The page being written. Writing into a string cannot fail.
pub(super) struct MarkdownPage(pub(super) String);

impl MarkdownPage {
    pub(super) fn line(&mut self, text: &str) {
        let _ = writeln!(self.0, "{text}");
    }

    pub(super) fn heading(&mut self, level: usize, text: &str) {
        let _ = writeln!(self.0, "\n{} {text}", "#".repeat(level));
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        if !text.is_empty() {
            let _ = writeln!(self.0, "\n{text}");
        }
    }

    /// Writes a list after a blank line.
    pub(super) fn list(&mut self, items: &[String]) {
        if !items.is_empty() {
            self.0.push('\n');
            items
                .iter()
                .for_each(|item| self.line(&format!("- {item}")));
        }
    }

    pub(super) fn labeled_list(&mut self, label: &str, texts: &[String]) {
        let items: Vec<String> = texts
            .iter()
            .map(|text| escaped(text))
            .filter(|text| !text.is_empty())
            .collect();
        if !items.is_empty() {
            self.paragraph(&format!("**{label}:**"));
            self.list(&items);
        }
    }

    /// Writes a table without the columns that are empty in every row, or nothing if the table has no rows.
    pub(super) fn table(&mut self, header: &[&str], rows: &[Vec<String>]) {
        if rows.is_empty() {
            return;
        }
        let used = |column: &usize| {
            rows.iter()
                .any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty()))
        };
        let columns: Vec<usize> = (0..header.len()).filter(used).collect();
        let row = |cells: &dyn Fn(usize) -> String| {
            columns
                .iter()
                .map(|at| format!(" {} |", cells(*at)))
                .collect::<String>()
        };
        self.paragraph(&format!(
            "|{}",
            row(&|at| header.get(at).copied().unwrap_or_default().to_owned())
        ));
        self.line(&format!("|{}", "---|".repeat(columns.len())));
        for cells in rows {
            self.line(&format!(
                "|{}",
                row(&|at| cells.get(at).map(|text| cell(text)).unwrap_or_default())
            ));
        }
    }

    /// Writes a section with a table if the table has rows.
    pub(super) fn section(&mut self, heading: &str, header: &[&str], rows: &[Vec<String>]) {
        if !rows.is_empty() {
            self.heading(2, heading);
            self.table(header, rows);
        }
    }

    pub(super) fn json(&mut self, body: &str) {
        self.paragraph(&format!("```json\n{}\n```", body.trim()));
    }
}
