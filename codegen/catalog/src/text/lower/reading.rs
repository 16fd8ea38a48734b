//! Lowers reading hints, and errata with their conditions.

use super::state::Lower;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Column, Condition, Contents, Erratum, Hint, PageForm, Part, Role};
use crate::text::file::{CodeText, ConditionEntry, ErratumEntry, HintEntry};
use crate::text::source::Span;
use crate::text::yaml::{Field, List, Map, OneOrMany};

/// Lowers hints, and returns all errors in them.
pub(crate) fn hints(list: &List<HintEntry>) -> (Vec<Hint>, Vec<Diagnostic>) {
    let mut lower = Lower::new("", Vec::new());
    let hints = lower.hints(list);
    (hints, lower.findings)
}

impl Lower<'_> {
    pub(super) fn hints(&mut self, list: &List<HintEntry>) -> Vec<Hint> {
        list.iter()
            .filter_map(Field::given)
            .map(|(span, hint)| self.hint(span, hint))
            .collect()
    }

    fn hint(&mut self, span: &Span, hint: &HintEntry) -> Hint {
        let form = self.word(&hint.form, "page format", &PageForm::NAMES);
        let contains = self.word(&hint.contains, "contents", &Contents::NAMES);
        let part = self.part(hint);
        self.check_hint(span, hint, &part, contains);
        Hint {
            form,
            section: section(&hint.section),
            part,
            contains,
            columns: self.columns(&hint.columns),
            header: hint.header.get().copied(),
        }
    }

    fn part(&mut self, hint: &HintEntry) -> Part {
        let table = match hint.table.get().map(|OneOrMany(list)| list.as_slice()) {
            None | Some([]) => None,
            Some([one]) => match one.given() {
                Some((span, CodeText::Number(number))) => {
                    self.count(span, *number).map(Part::Table)
                }
                Some((_, CodeText::Text(text))) => Some(Part::TablesWith(vec![text.clone()])),
                None => None,
            },
            Some(cells) => {
                let cells = cells.iter().filter_map(Field::get);
                Some(Part::TablesWith(cells.map(CodeText::to_string).collect()))
            }
        };
        let list = self.counted(&hint.list).map(Part::List);
        let example = self.counted(&hint.example).map(Part::Example);
        table.or(list).or(example).unwrap_or_default()
    }

    fn counted(&mut self, field: &Field<u32>) -> Option<usize> {
        let (span, number) = field.given()?;
        self.count(span, i128::from(*number))
    }

    fn count(&mut self, span: &Span, number: i128) -> Option<usize> {
        let counted = usize::try_from(number).ok().filter(|number| *number > 0);
        if counted.is_none() {
            let message = format!("numbers start at 1, not {number}");
            self.report(Code::ZeroCount, span, message)
                .label("less than 1")
                .help("write 1 for the first");
        }
        counted
    }

    /// Reports keys that cannot be combined.
    fn check_hint(
        &mut self,
        span: &Span,
        hint: &HintEntry,
        part: &Part,
        contains: Option<Contents>,
    ) {
        let of_tables = hint.columns.span().or(hint.header.span());
        let parts = [hint.table.span(), hint.list.span(), hint.example.span()];
        let mut parts = parts.into_iter().flatten();
        let (first, second) = (parts.next(), parts.next());
        if let Some(second) = second {
            self.report_hint(
                second,
                "a hint can name only one part of a page",
                "split it into two hints",
            );
        }
        let about_a_part =
            !hint.section.is_absent() || !hint.contains.is_absent() || first.is_some();
        if let (Some(form), true) = (hint.form.span(), about_a_part || of_tables.is_some()) {
            self.report_hint(
                form,
                "`form` cannot be combined with other keys",
                "move it to a hint of its own: `- form: …`",
            );
        }
        if hint.form.is_absent() && hint.contains.is_absent() && of_tables.is_none() {
            self.report_hint(
                span,
                "this hint has no effect",
                "add `contains: …` or `columns: …`",
            );
        }
        let misplaced = match part {
            Part::List(_) => of_tables,
            Part::Example(_) => hint.header.span(),
            Part::All | Part::Table(_) | Part::TablesWith(_) => None,
        };
        if let Some(of_tables) = misplaced {
            self.report_hint(
                of_tables,
                "`header` is only for tables, and `columns` for tables and examples",
                "name a table: `table: 1`, or cells of its header",
            );
        }
        if let Some(span) = hint.contains.span() {
            self.check_contents(span, hint, part, contains);
        }
    }

    /// Reports contents that make no sense for a code block or the whole page.
    fn check_contents(
        &mut self,
        span: &Span,
        hint: &HintEntry,
        part: &Part,
        contains: Option<Contents>,
    ) {
        let is_ignored = contains == Some(Contents::Ignore);
        let is_page = hint.table.is_absent()
            && hint.list.is_absent()
            && hint.example.is_absent()
            && section(&hint.section).is_empty();
        if is_ignored && is_page {
            self.report_hint(
                span,
                "this would skip the whole page",
                "name a `section`, `table`, `list` or `example`",
            );
        }
        if matches!(part, Part::Example(_)) && !is_ignored && hint.columns.is_absent() {
            self.report_hint(
                span,
                "a hint for a code block needs `columns`, or `contains: ignore`",
                "name the members of its JSON: `columns: { code: code }`",
            );
        }
    }

    fn report_hint(&mut self, span: &Span, message: &str, help: &str) {
        self.report(Code::HintParts, span, message)
            .label("in one hint")
            .help(help);
    }

    fn columns(&mut self, field: &Field<Map<CodeText, String>>) -> Vec<(Column, Role)> {
        let mut columns: Vec<(Column, Role)> = Vec::new();
        let mut said: Vec<(Role, &Span)> = Vec::new();
        for (key_span, key, role_field) in field.get().into_iter().flat_map(Map::entries) {
            let column = match key {
                CodeText::Number(number) => self.count(key_span, *number).map(Column::Number),
                CodeText::Text(text) => Some(Column::Header(text.clone())),
            };
            let role = self.word(role_field, "column role", &Role::NAMES);
            if let (Some(role), Some(span)) = (role, role_field.span()) {
                let same = |(other, _): &&(Role, &Span)| role.is_single() && *other == role;
                if let Some((_, first)) = said.iter().find(same) {
                    let message = format!("two columns have the role `{role}`");
                    self.report(Code::RoleTwice, span, message)
                        .label("the same role again")
                        .other(first, "first here")
                        .help(
                            "a table has only one such column; set the other to `message` or `ignore`",
                        );
                }
                said.push((role, span));
            }
            columns.extend(column.zip(role));
        }
        columns
    }

    pub(super) fn errata(&mut self, list: &List<ErratumEntry>) -> Vec<Erratum> {
        let mut errata = Vec::new();
        for (span, erratum) in list.iter().filter_map(Field::given) {
            let issue = self.needed(&erratum.issue, "issue", span);
            let interpretation = self.needed(&erratum.interpretation, "interpretation", span);
            let conditions = erratum.while_.get().into_iter().flat_map(|many| &many.0);
            let conditions = conditions
                .filter_map(Field::given)
                .filter_map(|(span, condition)| self.condition(span, condition))
                .collect();
            errata.push(Erratum {
                issue,
                interpretation,
                conditions,
            });
        }
        errata
    }

    fn condition(&mut self, span: &Span, condition: &ConditionEntry) -> Option<Condition> {
        let subjects = [
            ("shows", condition.shows.span()),
            ("lacks", condition.lacks.span()),
            ("code", condition.code.span()),
        ];
        let mut subjects = subjects.iter().filter(|(_, span)| span.is_some());
        let (Some((subject, _)), None) = (subjects.next(), subjects.next()) else {
            let message = "a condition needs exactly one of `shows`, `lacks` and `code`";
            self.report(Code::ConditionParts, span, message)
                .label("none of them, or several")
                .help("for several conditions, write a list; all of them must hold");
            return None;
        };
        self.check_condition_keys(condition, subject);
        if *subject == "code" {
            return self.code_condition(span, condition);
        }
        let section = section(&condition.section);
        let shows = *subject == "shows";
        let text = match shows {
            true => &condition.shows,
            false => &condition.lacks,
        };
        let (text_span, text) = text.given()?;
        let text = self.few_words(text_span, &text.to_string())?;
        if !shows {
            return Some(Condition::Lacks { text, section });
        }
        let times = self.counted(&condition.times);
        Some(Condition::Shows {
            text,
            times,
            section,
        })
    }

    /// Reports keys that do not go with the subject of a condition.
    fn check_condition_keys(&mut self, condition: &ConditionEntry, subject: &str) {
        let keys = [
            ("section", condition.section.span(), &["shows", "lacks"][..]),
            ("status", condition.status.span(), &["code"]),
            ("type", condition.error_type.span(), &["code"]),
            ("times", condition.times.span(), &["shows"]),
        ];
        for (key, span, subjects) in keys {
            let Some(span) = span.filter(|_| !subjects.contains(&subject)) else {
                continue;
            };
            self.report(Code::ConditionParts, span, format!("`{key}` cannot be combined with `{subject}`"))
                .label("cannot be used here")
                .help("use `times` with `shows`, `section` with `shows` or `lacks`, and `status` and `type` with `code`");
        }
    }

    fn code_condition(&mut self, span: &Span, condition: &ConditionEntry) -> Option<Condition> {
        let (status, error_type) = (&condition.status, &condition.error_type);
        if status.is_absent() && error_type.is_absent() {
            let message = "a condition with `code` needs `status` or `type`";
            self.report(Code::ConditionParts, span, message)
                .label("without `status` or `type`")
                .help("add what the page states for the code: `status: …` (`[]` for none) or `type: …`");
        }
        let statuses = (!status.is_absent()).then(|| self.status_list(status));
        Some(Condition::Code {
            code: condition.code.get()?.to_string(),
            statuses,
            error_type: error_type.get().cloned(),
        })
    }

    /// Refuses sentences, because a page's wording belongs to its owner. A condition looks for a value or a heading.
    fn few_words(&mut self, span: &Span, text: &str) -> Option<String> {
        let words = text.split_whitespace().count();
        if (1..=MOST_WORDS).contains(&words) && text.len() <= MOST_BYTES {
            return Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        let help = format!(
            "write a code, a status, a heading or a value, with {MOST_WORDS} words at most"
        );
        self.report(
            Code::ManyWords,
            span,
            "this text is too long for a condition",
        )
        .label(format!("{words} words"))
        .note("the page belongs to its owner, so a catalog does not repeat its sentences")
        .help(help);
        None
    }
}

const MOST_WORDS: usize = 5;
const MOST_BYTES: usize = 60;

fn section(field: &Field<OneOrMany<String>>) -> Vec<String> {
    field
        .get()
        .map(|OneOrMany(list)| list.iter().filter_map(Field::get).cloned().collect())
        .unwrap_or_default()
}
