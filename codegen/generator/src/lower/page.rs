//! What a page says beside its errors: where it is, where to turn, statuses, close codes.

use api_error_catalog_core::Class;

use super::{Lower, levels, texts};
use crate::catalog::{CloseCode, Source, Status, Support, Type};
use crate::diagnostic::{Code, Diagnostic};
use crate::file::{self, File};
use crate::source::Span;
use crate::yaml::Field;

pub(super) fn support(file: &File) -> Support {
    let Some(support) = file.support.get() else { return Support::default() };
    Support { url: support.url.get().cloned(), email: support.email.get().cloned(), send: texts(&support.send) }
}

impl Lower<'_> {
    pub(super) fn source(&mut self, file: &File) -> Source {
        let Some(source) = file.source.get() else { return Source::default() };
        let text = |field: &Field<String>| field.get().cloned();
        Source {
            title: text(&source.title),
            url: text(&source.url),
            file: text(&source.file),
            read: text(&source.read),
            hints: source.hints.get().map(|list| self.hints(list)).unwrap_or_default(),
        }
    }

    pub(super) fn types(&mut self, file: &File) -> Vec<Type> {
        let mut types = Vec::new();
        for (span, name, entry) in file.types.get().iter().flat_map(|map| map.entries()) {
            if let Some(entry) = entry.get() {
                let description = self.needed(&entry.description, "description", span);
                levels(&entry.lints, &mut self.faults);
                types.push(Type { name: name.clone(), statuses: self.status_list(&entry.status), description });
            }
        }
        types
    }

    pub(super) fn statuses(&mut self, file: &File) -> Vec<Status> {
        let mut statuses = Vec::new();
        for (span, status, entry) in file.statuses.get().iter().flat_map(|map| map.entries()) {
            self.number(span, *status, 100..=599, (Code::Status, "HTTP status"));
            if let Some(entry) = entry.get() {
                let (name, description) = self.name_and_description(entry, span);
                statuses.push(Status { status: *status, name, description, action: entry.action.get().cloned() });
            }
        }
        statuses
    }

    pub(super) fn close_codes(&mut self, file: &File) -> Vec<CloseCode> {
        let mut codes = Vec::new();
        for (span, code, entry) in file.close_codes.get().iter().flat_map(|map| map.entries()) {
            self.number(span, *code, 1000..=4999, (Code::CloseCode, "close code of a WebSocket"));
            if let Some(entry) = entry.get() {
                let (name, description) = self.name_and_description(entry, span);
                let judged = entry.judged.get().and_then(|judged| self.class(&judged.class));
                let class = self.class(&entry.class).or(judged).unwrap_or(Class::Unknown);
                codes.push(CloseCode { code: *code, name, description, class });
            }
        }
        codes
    }

    fn name_and_description(&mut self, entry: &file::StatusEntry, span: &Span) -> (String, String) {
        let name = self.needed(&entry.name, "name", span);
        (name, entry.description.get().cloned().unwrap_or_default())
    }

    fn number(&mut self, span: &Span, number: u16, range: std::ops::RangeInclusive<u16>, (code, what): (Code, &str)) {
        if !range.contains(&number) {
            let fault = Diagnostic::new(code, span.clone(), format!("{number} is no {what}"));
            self.faults.push(fault.label(format!("no {what}")).help(format!(
                "they lie between {} and {}",
                range.start(),
                range.end()
            )));
        }
    }
}
