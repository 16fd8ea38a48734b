//! Takes tables and JSON examples.

use super::walker::{Walker, titles};
use crate::page::Body;
use crate::read::conventions::http_status;
use crate::read::conventions::roles::Role;
use crate::read::document::{CodeBlock, Table};
use crate::read::interpret::hint_guide::HintMatch;
use crate::read::interpret::lists::Item;
use crate::read::interpret::mention::{Mention, MentionKind, StatusAt};
use crate::read::interpret::suggest;
use crate::read::interpret::tables;
use crate::read::interpret::{bodies, grid, labels};
use crate::read::text::Text;
use crate::reports::GridReport;

impl Walker<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        self.label = None;
        let mut table = table.clone();
        let hints = self.guide.table(&titles(&self.sections), &mut table);
        if !hints.is_sure()
            && let Some(turned) = grid::upright(&table)
        {
            table = turned;
        }
        let mut trace = grid::Trace::default();
        let found = tables::read(&table, &self.setting(&hints), &hints, &mut trace);
        self.section().end_description();
        let what = self.report(&table, &found, trace);
        match found {
            Ok(mentions) => {
                self.walked.skipped.extend(tables::left_out(&table));
                let coded = self.section().has_codes() && hints.contains.is_none();
                let only = mentions.len() == 1;
                for mention in mentions {
                    match coded && mention.kind == MentionKind::Status {
                        true => self.detail(mention, only),
                        false => self.push(mention),
                    }
                }
            }
            Err(reason) if hints.is_nothing() || !self.cells(&table, &hints) => {
                self.walked.skipped.push((what, reason, table.at));
            }
            Err(_) => {}
        }
    }

    /// Takes a row of a table of statuses below a code. It says when each is sent, or which one the code has.
    fn detail(&mut self, mention: Mention, only: bool) {
        let text = mention.facts.description.clone();
        match &mention.statuses[..] {
            [(status, at)] if only => {
                let text = text.filter(|text| !http_status::is_own_name(*status, text));
                let status = Text::plain(&status.to_string(), *at);
                self.section().label(Role::Status, status);
                text.into_iter()
                    .for_each(|text| self.section().paragraph(text));
            }
            _ => match text {
                Some(text) => self.section().paragraph(text),
                None => self.push(mention),
            },
        }
    }

    /// Takes a table that only arranges the items of a list in columns: `E100 Invalid request` in each cell.
    fn cells(&mut self, table: &Table, hints: &HintMatch) -> bool {
        let cells = table.rows.iter().flatten().filter(|cell| !cell.is_empty());
        let items: Vec<Item<'_>> = cells.cloned().map(Item::of_line).collect();
        let headed = table.header.iter().any(|cell| !cell.is_empty());
        !headed && items.len() >= 4 && self.entries(&items, hints)
    }

    /// Reports how a table is read, and returns a description of it.
    fn report(
        &mut self,
        table: &Table,
        found: &Result<Vec<Mention>, &'static str>,
        trace: grid::Trace,
    ) -> String {
        let header: Vec<_> = table.header.iter().map(Text::as_str).collect();
        let what = format!("table: {}", header.join(" | "));
        let first = found.as_ref().ok().and_then(|mentions| mentions.first());
        let reason = match found {
            Ok(_) => first.and_then(|first| first.unsure),
            Err(reason) => Some(*reason),
        };
        let section = titles(&self.sections).last().map(ToString::to_string);
        let doubted = reason.is_some_and(|reason| !grid::is_evident(reason));
        let hint = suggest::table(
            section,
            table,
            &trace.columns,
            first.map(|first| first.kind),
        );
        self.walked.grids.push(GridReport {
            what: what.clone(),
            readings: trace.readings,
            hint: hint.filter(|_| doubted),
            reason: reason.map(str::to_owned),
            span: table.at..table.at,
        });
        what
    }

    /// Returns the example that a code block is. If hints give its members roles, its error is one that the page documents.
    pub(super) fn code(&mut self, code: &CodeBlock) -> Option<Body> {
        let line = code.raw.trim();
        let at = code.at + code.raw.len() - code.raw.trim_start().len();
        if !line.contains('\n') && self.section().take_value(&Text::plain(line, at)) {
            return None;
        }
        let example = bodies::example(code);
        let record = example.as_ref().map(bodies::record).unwrap_or_default();
        let hints = self.guide.example(&titles(&self.sections), &record);
        if hints.is_sure() && !hints.is_nothing() {
            let mut trace = grid::Trace::default();
            let found = tables::read(&record, &self.setting(&hints), &hints, &mut trace);
            found
                .into_iter()
                .flatten()
                .for_each(|mention| self.push(mention));
        }
        example.filter(|_| !hints.is_nothing())
    }

    pub(super) fn example(&mut self, mut example: Body) {
        let short = self.introduction.split_whitespace().count() <= 8;
        let lead_in = if short {
            labels::statuses(&self.introduction)
        } else {
            Vec::new()
        };
        let stated: Vec<StatusAt> = example
            .statuses
            .iter()
            .map(|status| (*status, example.span.start))
            .collect();
        let outer = || Some(self.statuses());
        let named = [stated.clone(), lead_in].into_iter();
        let statuses = named
            .filter(|statuses| !statuses.is_empty())
            .chain(outer())
            .next()
            .unwrap_or_default();
        example.statuses = statuses.into_iter().map(|(status, _)| status).collect();
        example.section = self.path();
        let index = self.walked.examples.len();
        self.section().body(index, &example, stated);
        self.walked.examples.push(example);
    }
}
