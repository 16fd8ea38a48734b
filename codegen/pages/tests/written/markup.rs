//! The parts of a page in each markup.

use std::fmt::Write as _;

/// A markup language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Markup {
    Markdown,
    Html,
    Rst,
    AsciiDoc,
    /// Text as a browser copies it, without any marks.
    Text,
}

/// A page while it is written.
pub struct Doc {
    pub markup: Markup,
    pub out: String,
    /// Lines of a text page follow each other without empty lines.
    pub tight: bool,
    /// The extension of the page's file.
    pub extension: &'static str,
}

impl Doc {
    pub fn new(markup: Markup, tight: bool) -> Doc {
        let extension = match markup {
            Markup::Markdown => "md",
            Markup::Html => "html",
            Markup::Rst => "rst",
            Markup::AsciiDoc => "adoc",
            Markup::Text => "txt",
        };
        Doc {
            markup,
            out: String::new(),
            tight,
            extension,
        }
    }

    pub fn line(&mut self, line: &str) {
        self.out += line;
        self.out += "\n";
    }

    fn gap(&mut self) {
        if !(self.tight && self.markup == Markup::Text) {
            self.out += "\n";
        }
    }

    /// Text with `code` and [links](…) in this markup.
    pub fn inline(&self, text: &str) -> String {
        let mut out = String::new();
        for (i, part) in text.split('`').enumerate() {
            let part = if self.markup == Markup::Markdown {
                part.to_string()
            } else {
                unlinked(part)
            };
            if i % 2 == 1 {
                out += &self.mono(&part)
            } else {
                out += &part
            }
        }
        out
    }

    pub fn mono(&self, text: &str) -> String {
        match self.markup {
            Markup::Markdown | Markup::AsciiDoc => format!("`{text}`"),
            Markup::Html => format!("<code>{text}</code>"),
            Markup::Rst => format!("``{text}``"),
            Markup::Text => text.to_string(),
        }
    }

    pub fn strong(&self, text: &str) -> String {
        match self.markup {
            Markup::Markdown | Markup::Rst => format!("**{text}**"),
            Markup::AsciiDoc => format!("*{text}*"),
            Markup::Html => format!("<strong>{text}</strong>"),
            Markup::Text => text.to_string(),
        }
    }

    pub fn heading(&mut self, level: usize, text: &str) {
        match self.markup {
            Markup::Markdown => writeln!(self.out, "{} {text}", "#".repeat(level)).unwrap(),
            Markup::AsciiDoc => writeln!(self.out, "{} {text}", "=".repeat(level)).unwrap(),
            Markup::Html => writeln!(
                self.out,
                "<h{level} id=\"s{}\">{text}</h{level}>",
                self.out.len()
            )
            .unwrap(),
            Markup::Rst => {
                let rule = ["=", "-", "~", "^"][level - 1].repeat(text.chars().count() * 2);
                writeln!(self.out, "{text}\n{rule}").unwrap();
            }
            Markup::Text => self.line(text),
        }
        self.gap();
    }

    pub fn paragraph(&mut self, text: &str) {
        match self.markup {
            Markup::Html => writeln!(self.out, "<p>{text}</p>").unwrap(),
            _ => self.line(text),
        }
        self.gap();
    }

    pub fn bullets(&mut self, items: &[String], mark: &str) {
        if self.markup == Markup::Html {
            self.line("<ul>");
            items
                .iter()
                .for_each(|item| writeln!(self.out, "  <li>{item}</li>").unwrap());
            return self.line("</ul>");
        }
        for (i, item) in items.iter().enumerate() {
            let mark = if mark == "1." {
                format!("{}.", i + 1)
            } else {
                mark.to_string()
            };
            writeln!(self.out, "{mark} {item}").unwrap();
        }
        self.gap();
    }

    pub fn definitions(&mut self, items: &[(String, String)]) {
        if self.markup == Markup::Html {
            self.line("<dl>");
        }
        for (term, text) in items {
            match self.markup {
                Markup::Html => writeln!(self.out, "<dt>{term}</dt>\n<dd>{text}</dd>"),
                Markup::Rst => writeln!(self.out, "{term}\n   {text}\n"),
                Markup::AsciiDoc => writeln!(self.out, "{term}::\n{text}"),
                Markup::Markdown => writeln!(self.out, "{term}\n: {text}\n"),
                Markup::Text => writeln!(self.out, "{term}\n{text}"),
            }
            .unwrap();
        }
        if self.markup == Markup::Html {
            self.line("</dl>");
        }
        self.gap();
    }

    /// A code block.
    pub fn code(&mut self, language: &str, text: &str) {
        match self.markup {
            Markup::Markdown => writeln!(self.out, "```{language}\n{text}\n```"),
            Markup::AsciiDoc => writeln!(self.out, "[source,{language}]\n----\n{text}\n----"),
            Markup::Html => writeln!(
                self.out,
                "<pre><code class=\"language-{language}\">{text}</code></pre>"
            ),
            Markup::Rst => {
                let text = text.replace('\n', "\n   ");
                writeln!(self.out, ".. code-block:: {language}\n\n   {text}")
            }
            Markup::Text => writeln!(self.out, "{text}"),
        }
        .unwrap();
        self.gap();
    }

    pub fn table(&mut self, header: Option<&[String]>, rows: &[Vec<String>], variant: bool) {
        match self.markup {
            Markup::Markdown => self.pipes(header, rows, variant),
            Markup::Html => self.html_table(header, rows, variant),
            Markup::Rst if variant => self.list_table(header, rows),
            Markup::Rst => self.grid(header, rows),
            Markup::AsciiDoc => self.adoc_table(header, rows, variant),
            Markup::Text => {
                let rows = header
                    .iter()
                    .map(|header| header.join("\t"))
                    .chain(rows.iter().map(|row| row.join("\t")));
                let rows: Vec<String> = rows.collect();
                rows.iter().for_each(|row| self.line(row));
            }
        }
        self.gap();
    }

    fn pipes(&mut self, header: Option<&[String]>, rows: &[Vec<String>], bare: bool) {
        let (open, close) = if bare { ("", "") } else { ("| ", " |") };
        let empty = vec![String::new(); rows[0].len()];
        let header = header.unwrap_or(&empty);
        let rule = vec!["---"; header.len()].join(" | ");
        let (open, close) = if header[0].is_empty() {
            ("| ", " |")
        } else {
            (open, close)
        };
        writeln!(
            self.out,
            "{open}{}{close}\n{open}{rule}{close}",
            header.join(" | ")
        )
        .unwrap();
        for row in rows {
            writeln!(self.out, "{open}{}{close}", row.join(" | ")).unwrap();
        }
    }

    fn html_table(&mut self, header: Option<&[String]>, rows: &[Vec<String>], nested: bool) {
        self.line("<div class=\"table-wrap\"><table class=\"docs\">");
        if let Some(header) = header {
            let cells: String = header
                .iter()
                .map(|cell| format!("<th>{cell}</th>"))
                .collect();
            writeln!(self.out, "<thead><tr>{cells}</tr></thead>").unwrap();
        }
        self.line("<tbody>");
        for row in rows {
            self.line("<tr>");
            for cell in row {
                match nested {
                    true => writeln!(self.out, "  <td><div><p>{cell}</p></div></td>").unwrap(),
                    false => writeln!(self.out, "<td>{cell}</td>").unwrap(),
                }
            }
            self.line("</tr>");
        }
        self.line("</tbody></table></div>");
    }

    fn grid(&mut self, header: Option<&[String]>, rows: &[Vec<String>]) {
        let length = |cell: &String| cell.chars().count();
        let width = |column: usize| {
            let cells = header
                .iter()
                .map(|header| &header[column])
                .chain(rows.iter().map(|row| &row[column]));
            cells.map(length).max().unwrap_or(1) + 2
        };
        let widths: Vec<usize> = (0..rows[0].len()).map(width).collect();
        let rule = |mark: &str| {
            widths
                .iter()
                .map(|width| format!("+{}", mark.repeat(*width)))
                .collect::<String>()
                + "+"
        };
        let line = |row: &[String]| {
            let cell = |(cell, width): (&String, &usize)| {
                format!("| {cell}{}", " ".repeat(width - 1 - length(cell)))
            };
            row.iter().zip(&widths).map(cell).collect::<String>() + "|"
        };
        self.line(&rule("-"));
        if let Some(header) = header {
            self.line(&line(header));
            self.line(&rule("="));
        }
        for row in rows {
            self.line(&line(row));
            self.line(&rule("-"));
        }
    }

    fn list_table(&mut self, header: Option<&[String]>, rows: &[Vec<String>]) {
        self.line(".. list-table::");
        if header.is_some() {
            self.line("   :header-rows: 1");
        }
        self.out += "\n";
        for row in header.into_iter().chain(rows.iter().map(Vec::as_slice)) {
            for (i, cell) in row.iter().enumerate() {
                let mark = if i == 0 { "*" } else { " " };
                writeln!(self.out, "   {mark} - {cell}").unwrap();
            }
        }
    }

    fn adoc_table(&mut self, header: Option<&[String]>, rows: &[Vec<String>], own_lines: bool) {
        let columns = rows[0].len();
        let option = if header.is_some() {
            ",options=\"header\""
        } else {
            ""
        };
        writeln!(self.out, "[cols=\"{columns}*\"{option}]\n|===").unwrap();
        for row in header.into_iter().chain(rows.iter().map(Vec::as_slice)) {
            let cells: Vec<String> = row.iter().map(|cell| format!("|{cell}")).collect();
            let between = if own_lines { "\n" } else { " " };
            writeln!(self.out, "{}\n", cells.join(between)).unwrap();
        }
        self.line("|===");
    }
}

/// Text without the addresses of its links.
pub fn unlinked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        out += before;
        let Some((words, target)) = after.split_once("](") else {
            break;
        };
        out += words;
        rest = target.split_once(')').map_or("", |(_, rest)| rest);
    }
    out + rest
}
