//! Collects what the responses of a document list, and makes facts of it.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::choices::Choice;
use super::described;
use super::error_values::{ErrorValues, error_values};
use super::examples::{self, ExampleFields};
use super::references::References;
use super::samples::samples;
use crate::page::{Body, BodyOrigin, Code, Explanation, Fact, Page, TypeFact, WordingOrigin};
use crate::read::machine::facts::{self, FactsBuilder};
use crate::read::machine::tree::{Located, Node, NodeId};

/// More examples are not kept as bodies.
const MOST_BODIES: usize = 500;
/// More schemas are not kept as bodies: one for each response of a large document would add nothing.
const MOST_SAMPLED: usize = 64;
/// Values of a body. A longer example is not kept.
const LONGEST_BODY: usize = 2000;

/// The effort of reading all schemas. Many schemas may each refer to a large one, so what they list together may be much longer
/// than the document.
const MOST_EFFORT: usize = 200_000;

/// The status of a response, or `None` for a range and for all others.
type Status = Option<u16>;

/// Collects responses of errors.
pub(in crate::read::machine) struct Collector<'t> {
    pub(in crate::read::machine) references: References<'t>,
    pub(in crate::read::machine) facts: FactsBuilder,
    /// The headings of all bodies.
    pub(in crate::read::machine) section: Vec<String>,
    schemas: Vec<SchemaUse<'t>>,
    /// Whether the document marks the members that are codes and types.
    pub(in crate::read::machine) marked: bool,
    known_schemas: HashMap<NodeId, usize>,
    examples: Vec<(Node<'t>, Status)>,
    known_examples: HashSet<(NodeId, Status)>,
}

/// The schema of an error's body, and the statuses of its responses.
struct SchemaUse<'t> {
    schema: Node<'t>,
    statuses: BTreeSet<Status>,
    /// The member of the body that it describes, unless it is the whole body.
    member: Option<&'t str>,
}

impl SchemaUse<'_> {
    /// Returns the status, if it is the same for all responses.
    fn only_status(&self) -> Status {
        self.statuses
            .first()
            .copied()
            .flatten()
            .filter(|_| self.statuses.len() == 1)
    }
}

/// A code of a schema, with where it comes from.
struct ListedCode<'t> {
    choice: Choice<'t>,
    schema: usize,
}

impl<'t> Collector<'t> {
    pub(in crate::read::machine) fn new(root: Node<'t>) -> Collector<'t> {
        Collector {
            references: References::new(root),
            facts: FactsBuilder::default(),
            section: Vec::new(),
            schemas: Vec::new(),
            marked: false,
            known_schemas: HashMap::new(),
            examples: Vec::new(),
            known_examples: HashSet::new(),
        }
    }

    /// Adds the schema of an error's body, or of one member of it.
    pub(in crate::read::machine) fn add_schema(
        &mut self,
        schema: Node<'t>,
        status: Status,
        member: Option<&'t str>,
    ) {
        let Some(schema) = self.references.resolve(schema) else {
            return;
        };
        let index = *self
            .known_schemas
            .entry(schema.id())
            .or_insert(self.schemas.len());
        if index == self.schemas.len() {
            self.schemas.push(SchemaUse {
                schema,
                statuses: BTreeSet::new(),
                member,
            });
        }
        if let Some(used) = self.schemas.get_mut(index) {
            used.statuses.insert(status);
        }
    }

    /// Adds an example of an error's body.
    pub(in crate::read::machine) fn add_example(&mut self, example: Node<'t>, status: Status) {
        if self.known_examples.insert((example.id(), status)) {
            self.examples.push((example, status));
        }
    }

    /// Makes the facts.
    pub(in crate::read::machine) fn finish(mut self) -> Page {
        let schemas = std::mem::take(&mut self.schemas);
        let values = self.values_of_all(&schemas);
        for (values, used) in values.iter().zip(&schemas) {
            for body in &values.bodies {
                self.add_example(*body, used.only_status());
            }
        }
        // If no member is a code, the type identifies the error.
        let marked = self.marked;
        let by_type = |values: &ErrorValues<'t>| {
            values.codes.is_empty() && !values.has_code_member && !marked
        };
        let codes = listed(&values, |values| {
            if by_type(values) {
                &values.types
            } else {
                &values.codes
            }
        });
        self.codes(&schemas, codes);
        if self.marked {
            self.describe(&values);
        }
        let lists_codes = self.facts.has_errors();
        for (example, status) in std::mem::take(&mut self.examples) {
            self.example(example, status);
        }
        if !self.facts.has_errors() {
            self.codes(&schemas, listed(&values, |values| &values.examples));
        }
        self.types(&schemas, &values, lists_codes);
        for used in schemas.iter().take(MOST_SAMPLED) {
            self.samples(used);
        }
        for (what, reason, span) in self.references.into_problems() {
            self.facts.skip(&what, reason, span);
        }
        self.facts.finish()
    }

    /// Returns what each schema lists, and reports the first of those that are not read.
    fn values_of_all(&mut self, schemas: &[SchemaUse<'t>]) -> Vec<ErrorValues<'t>> {
        let mut all = Vec::new();
        let mut left = MOST_EFFORT;
        for used in schemas {
            if left == 0 {
                let reason = "the schemas of errors before it list too many values";
                self.facts
                    .skip("schema of an error", reason, used.schema.span());
                break;
            }
            let values = self.values(used);
            left = left.saturating_sub(values.effort());
            all.push(values);
        }
        all
    }

    /// Returns what a schema lists. In a document with marks, nothing else is a code or a type.
    fn values(&self, used: &SchemaUse<'t>) -> ErrorValues<'t> {
        let mut values = error_values(&self.references, used.schema, self.marked);
        if self.marked {
            values.codes.retain(|choice| choice.stated);
            values.types.retain(|choice| choice.stated);
            values.examples.clear();
        }
        values
    }

    /// Adds bodies that a schema describes.
    fn samples(&mut self, used: &SchemaUse<'t>) {
        for (sample, span) in samples(&self.references, used.schema, used.member) {
            self.facts.add_body(Body {
                section: self.section.clone(),
                ..Body::of_schema(sample, span, used.only_status())
            });
        }
    }

    /// Adds the codes that schemas list. A code has the statuses of its schemas if it is the only one there; codes that are
    /// listed together have a status only if it is the same for all.
    fn codes(&mut self, schemas: &[SchemaUse<'t>], listed: Vec<ListedCode<'t>>) {
        let mut of_groups: HashMap<NodeId, BTreeSet<Status>> = HashMap::new();
        for code in &listed {
            if let (Some(group), Some(used)) = (code.choice.group, schemas.get(code.schema)) {
                of_groups.entry(group).or_default().extend(&used.statuses);
            }
        }
        for ListedCode { choice, schema } in listed {
            let of_group = choice.group.and_then(|group| of_groups.get(&group));
            let none = BTreeSet::new();
            let statuses = match (of_group, schemas.get(schema)) {
                (Some(statuses), _) if statuses.len() == 1 => statuses,
                (None, Some(used)) => &used.statuses,
                _ => &none,
            };
            let Some(code) = choice
                .code()
                .filter(|code| choice.stated || !repeats(code, statuses))
            else {
                continue;
            };
            let span = choice.node.span();
            self.text(choice.text.as_ref());
            let error = self.facts.error(code, &span);
            for status in statuses.iter().flatten() {
                facts::add_status(&mut error.statuses, *status, &span);
            }
            if let Some((text, span)) = &choice.text {
                facts::add_text(&mut error.about, text, span, WordingOrigin::Section);
            }
            if let (Some(node), None) = (choice.error_type, &error.error_type) {
                let name = node.text().unwrap_or_default().to_owned();
                error.error_type = Some(Fact::sure(name, node.span()));
            }
        }
    }

    /// Adds the texts and details of errors in a document that marks the members of each error in a schema of its own.
    fn describe(&mut self, values: &[ErrorValues<'t>]) {
        for choice in values.iter().flat_map(|values| &values.codes) {
            let code = choice.code();
            let error = code.and_then(|code| self.facts.known_error(&code));
            if let (Some(error), Some(schema)) = (error, choice.owner) {
                described::describe(error, schema);
            }
        }
    }

    fn text(&mut self, text: Option<&Located<String>>) {
        if let Some((text, span)) = text {
            self.facts.add_text(text, span);
        }
    }

    /// Adds the facts of an example, and keeps it as a body.
    fn example(&mut self, example: Node<'t>, status: Status) {
        let mut fields = examples::fields(example);
        let marked = self.marked;
        let is_new = |code: &Code| !marked && !repeats(code, &BTreeSet::from([status]));
        let is_code = fields.code.as_ref().is_some_and(|(code, _)| is_new(code));
        if !is_code && let Some(label) = examples::label(example, |code| self.facts.lists(code)) {
            fields.code = Some(label);
        }
        let body = self.body(example, status, &fields);
        let Some((code, span)) = fields.code.filter(|(code, _)| is_new(code)) else {
            return;
        };
        self.text(fields.message.as_ref());
        let error = self.facts.error(code, &span);
        if let Some(status) = status {
            facts::add_status(&mut error.statuses, status, &span);
        }
        if let Some((text, span)) = &fields.message {
            facts::add_text(&mut error.about, text, span, WordingOrigin::Example);
        }
        if let (Some(name), None) = (fields.error_type, &error.error_type) {
            error.error_type = Some(Fact::sure(name, span));
        }
        error.about.bodies.extend(body);
    }

    fn body(&mut self, example: Node<'t>, status: Status, fields: &ExampleFields) -> Option<usize> {
        if self.facts.body_count() >= MOST_BODIES {
            return None;
        }
        let value = example.to_json(&mut LONGEST_BODY.clone())?;
        Some(self.facts.add_body(Body {
            origin: BodyOrigin::Example,
            raw: value.to_string(),
            value: Some(value),
            span: example.span(),
            code: fields.code.as_ref().map(|(code, _)| code.clone()),
            statuses: status.into_iter().collect(),
            section: self.section.clone(),
        }))
    }

    /// Adds the types that schemas list. They identify the errors if no schema lists codes, unless examples show more codes than
    /// there are types.
    fn types(&mut self, schemas: &[SchemaUse<'t>], values: &[ErrorValues<'t>], lists_codes: bool) {
        let types = values.iter().flat_map(|values| &values.types);
        let types: HashSet<&str> = types.filter_map(|choice| choice.node.text()).collect();
        let identify = !lists_codes && self.facts.codes().count() < types.len();
        let codes: HashSet<Code> = self.facts.codes().cloned().collect();
        let mut known = HashSet::new();
        for (values, used) in values.iter().zip(schemas) {
            let only = used.only_status().filter(|_| values.types.len() == 1);
            for choice in values
                .types
                .iter()
                .filter(|choice| choice.code().is_none_or(|code| !codes.contains(&code)))
            {
                let (Some(name), span) = (choice.node.text(), choice.node.span()) else {
                    continue;
                };
                if identify {
                    let error = self.facts.error_of_type(name, &span);
                    if let Some(status) = only {
                        facts::add_status(&mut error.statuses, status, &span);
                    }
                    if let Some((text, span)) = &choice.text {
                        facts::add_text(&mut error.about, text, span, WordingOrigin::Section);
                    }
                } else if known.insert(name) {
                    let mut about = Explanation::default();
                    if let Some((text, span)) = &choice.text {
                        facts::add_text(&mut about, text, span, WordingOrigin::Section);
                    }
                    let name = Fact::sure(name.to_owned(), span);
                    self.facts.add_type(TypeFact {
                        name,
                        statuses: Vec::new(),
                        about,
                    });
                }
            }
        }
    }
}

fn listed<'v, 't: 'v>(
    values: &'v [ErrorValues<'t>],
    list: impl Fn(&'v ErrorValues<'t>) -> &'v Vec<Choice<'t>>,
) -> Vec<ListedCode<'t>> {
    let lists = values.iter().enumerate();
    let codes =
        lists.flat_map(|(schema, values)| list(values).iter().map(move |choice| (schema, choice)));
    codes
        .map(|(schema, choice)| ListedCode {
            choice: choice.clone(),
            schema,
        })
        .collect()
}

/// Returns `true` for a number that repeats the status.
fn repeats(code: &Code, statuses: &BTreeSet<Status>) -> bool {
    let code = code.to_string();
    code.parse::<u16>()
        .is_ok_and(|number| statuses.contains(&Some(number)))
}
