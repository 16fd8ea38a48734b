//! The parts of a page before and after its errors.

use fastrand::Rng;

use super::facts::Facts;
use super::markup::{Doc, Markup};

/// Writes the title and what comes before the errors.
pub fn before(rng: &mut Rng, doc: &mut Doc, facts: &Facts) {
    let pick = |rng: &mut Rng, from: &[&'static str]| from[rng.usize(..from.len())];
    if doc.markup == Markup::Html {
        doc.line("<!DOCTYPE html>\n<html><head><title>Docs</title><style>p { margin: 0 }</style></head><body>");
    }
    if doc.markup == Markup::Html && rng.bool() {
        doc.line("<nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/auth\">Authentication</a></li></ul></nav>");
    }
    if doc.markup == Markup::Text && rng.bool() {
        for line in [
            "Skip to main content",
            "Acme Docs",
            "Search...",
            "Getting started",
            "Pagination",
            "Support",
        ] {
            doc.line(line);
        }
    }
    if doc.markup == Markup::Markdown && rng.u8(..5) == 0 {
        doc.line("---\ntitle: Errors\nslug: errors\n---\n");
    }
    doc.heading(1, pick(rng, facts.language.title));
    if rng.bool() {
        doc.paragraph(pick(rng, facts.language.intro));
    }
    if rng.u8(..4) == 0 && doc.markup != Markup::Text {
        doc.heading(2, "Format");
        doc.code(
            "json",
            "{\n  \"error\": {\n    \"code\": \"string\",\n    \"message\": \"string\"\n  }\n}",
        );
        doc.heading(2, facts.language.title[0]);
    }
}

/// Writes what comes after the errors.
pub fn after(rng: &mut Rng, doc: &mut Doc) {
    let cells = |cells: &[&str]| cells.iter().map(ToString::to_string).collect::<Vec<_>>();
    if doc.markup != Markup::Text {
        match rng.u8(..5) {
            0 => {
                doc.heading(2, "Request parameters");
                let rows = [
                    cells(&["page", "integer", "The page to return."]),
                    cells(&["limit", "integer", "How many to return."]),
                ];
                doc.table(
                    Some(&cells(&["Parameter", "Type", "Description"])),
                    &rows,
                    false,
                );
            }
            1 => {
                doc.heading(2, "Rate limits");
                let rows = [
                    cells(&["Free", "60"]),
                    cells(&["Pro", "600"]),
                    cells(&["Team", "6000"]),
                ];
                doc.table(Some(&cells(&["Plan", "Requests per minute"])), &rows, false);
            }
            2 => {
                doc.heading(2, "Best practices");
                let items = [
                    "Log the request ID.",
                    "Use exponential backoff.",
                    "Never share your key.",
                ];
                doc.bullets(&items.map(ToString::to_string), "-");
            }
            _ => {}
        }
    } else if rng.bool() {
        for line in [
            "Was this page helpful?",
            "Yes",
            "No",
            "© 2026 Acme, Inc. All rights reserved.",
        ] {
            doc.line(line);
        }
    }
    if doc.markup == Markup::Html {
        doc.line("<footer>© 2026 Acme, Inc.</footer></body></html>");
    }
}
