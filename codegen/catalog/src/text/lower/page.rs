//! Lowers the rest of a file: the page, support, types, statuses, close codes, known deviations.

use api_error_catalog_core::Category;

use super::state::{Lower, levels, texts};
use crate::diagnostic::Code;
use crate::model::{CloseCode, Deviation, KnownDeviation, PageSource, Status, Support, Type};
use crate::text::file::{CatalogFile, SourceEntry};
use crate::text::source::Span;
use crate::text::source_map::{ItemSpans, MappingSpans, PageSpans, spans_of_items};
use crate::text::yaml::{Field, Map, OneOrMany, YamlNode};

pub(super) fn support(file: &CatalogFile) -> Support {
    let Some(support) = file.support.get() else {
        return Support::default();
    };
    Support {
        url: support.url.get().cloned(),
        email: support.email.get().cloned(),
        send: texts(&support.send),
    }
}

impl Lower<'_> {
    pub(super) fn pages(&mut self, file: &CatalogFile) -> Vec<PageSource> {
        let Some(OneOrMany(entries)) = file.source.get() else {
            return Vec::new();
        };
        let mut pages: Vec<PageSource> = Vec::new();
        for entry in entries {
            let Field::Given(node, source) = entry else {
                continue;
            };
            let keys = MappingSpans::new(self.text, node).unwrap_or_default();
            if entries.len() > 1 {
                self.needed(&source.file, "file", &node.span);
            }
            let page = self.page(source);
            let named_before =
                |file: &&String| pages.iter().any(|other| other.file.as_ref() == Some(*file));
            if let Some(file) = page.file.as_ref().filter(named_before) {
                let span = keys.value("file").unwrap_or_default();
                self.report(
                    Code::DuplicateKey,
                    &span,
                    format!("two sources have the file `{file}`"),
                )
                .label("named before")
                .help("give each source a file of its own");
            }
            let hints = source.hints.node().map(spans_of_items).unwrap_or_default();
            self.map.pages.push(PageSpans { keys, hints });
            pages.push(page);
        }
        pages
    }

    fn page(&mut self, source: &SourceEntry<'_>) -> PageSource {
        let text = |field: &Field<String>| field.get().cloned();
        PageSource {
            title: text(&source.title),
            url: text(&source.url),
            file: text(&source.file),
            read: text(&source.read),
            hints: match &source.hints {
                Field::Given(_, list) => self.hints(list),
                Field::Absent | Field::Bad(_) => Vec::new(),
            },
            hosts: texts(&source.hosts),
        }
    }

    pub(super) fn types(&mut self, file: &CatalogFile) -> Vec<Type> {
        let mut types = Vec::new();
        for (key, name, entry) in entries(&file.types) {
            if let Field::Given(node, entry) = entry {
                let span = &key.span;
                self.map.types.push(ItemSpans::new(self.text, key, node));
                let description = self.needed(&entry.description, "description", span);
                let levels = levels(&entry.lints, &mut self.findings);
                self.lints.types.push(levels);
                types.push(Type {
                    name: name.clone(),
                    statuses: self.status_list(&entry.status),
                    description,
                });
            }
        }
        types
    }

    pub(super) fn known_deviations(&mut self, file: &CatalogFile) -> Vec<KnownDeviation> {
        let what = (Code::UnknownWord, "kind of deviation");
        let mut known = Vec::new();
        for (key, name, deviations) in entries(&file.known_deviations) {
            let Some(kind) = self.named(what, &key.span, name, &Deviation::NAMES) else {
                continue;
            };
            if let Some(spans) = deviations
                .node()
                .and_then(|node| MappingSpans::new(self.text, node))
            {
                let all = spans.entries.iter().map(|(_, entry)| entry.clone());
                self.map.known_deviations.extend(all);
                self.map.known_deviation_kinds.push((kind, spans));
            }
            for (key, what, seen) in entries(deviations) {
                match seen.get().filter(|seen| !seen.trim().is_empty()) {
                    Some(seen) => known.push(KnownDeviation {
                        kind,
                        what: what.clone(),
                        seen: seen.clone(),
                    }),
                    None if matches!(seen, Field::Bad(_)) => {}
                    None => {
                        self.report(
                            Code::Evidence,
                            &key.span,
                            "a known deviation needs evidence",
                        )
                        .help("write after the colon where it was seen");
                    }
                }
            }
        }
        known
    }

    pub(super) fn statuses(&mut self, file: &CatalogFile) -> Vec<Status> {
        let mut statuses = Vec::new();
        for (key, status, entry) in entries(&file.statuses) {
            self.number(&key.span, *status, 100..=999, (Code::Status, "HTTP status"));
            if let Field::Given(node, entry) = entry {
                self.map.statuses.push(ItemSpans::new(self.text, key, node));
                statuses.push(Status {
                    status: *status,
                    name: self.needed(&entry.name, "name", &key.span),
                    description: entry.description.get().cloned().unwrap_or_default(),
                    action: entry.action.get().cloned(),
                });
            }
        }
        statuses
    }

    pub(super) fn close_codes(&mut self, file: &CatalogFile) -> Vec<CloseCode> {
        let what = (Code::CloseCode, "WebSocket close code");
        let mut codes = Vec::new();
        for (key, code, entry) in entries(&file.close_codes) {
            self.number(&key.span, *code, 1000..=4999, what);
            if let Field::Given(node, entry) = entry {
                let spans = ItemSpans::new(self.text, key, node);
                self.map.close_codes.push(spans);
                let category = self.category_or_assumed(&entry.category, &entry.assumed);
                let retry = self.retry_or_assumed(&entry.retry, &entry.assumed);
                codes.push(CloseCode {
                    code: *code,
                    name: self.needed(&entry.name, "name", &key.span),
                    description: entry.description.get().cloned().unwrap_or_default(),
                    category: category.unwrap_or(Category::Unknown),
                    retry,
                });
            }
        }
        codes
    }

    fn number(
        &mut self,
        span: &Span,
        number: u16,
        range: std::ops::RangeInclusive<u16>,
        (code, what): (Code, &str),
    ) {
        let (low, high) = (range.start(), range.end());
        if !range.contains(&number) {
            self.report(code, span, format!("{number} is not a valid {what}"))
                .label(format!("not a {what}"))
                .help(format!("use a number from {low} to {high}"));
        }
    }
}

/// Returns the entries of a mapping that may be absent: the node of each key, the key and the value.
fn entries<'f, K, T>(
    map: &'f Field<'f, Map<'f, K, T>>,
) -> impl Iterator<Item = (&'f YamlNode, &'f K, &'f Field<'f, T>)> {
    let entries = map.get().into_iter().flat_map(|map| &map.0);
    entries.map(|entry| (entry.key_node, &entry.key, &entry.value))
}
