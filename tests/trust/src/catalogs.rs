//! Valid catalogs with every feature of the format, and with unusual texts and names.
//!
//! [`catalog`] makes them as plain data; [`write()`] writes one as a person could, so that loading it must give it back.

mod details;
mod edits;
mod errors;
mod reading;
mod rules;
mod templates;
mod texts;
mod write;

use api_error_catalog_core::Category;
use api_error_catalog_core::table::CodeType;
use api_error_catalog_model::model::{
    Catalog, CloseCode, Error, PageSource, Sensitive, Shape, Status, Support, Template, Type,
};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

pub use details::sample;
pub use edits::{Edit, edited};
pub use texts::{text, wire_name};
pub use write::{Style, write};

/// How many places of envelopes are read at most, less those that nested objects take.
const LEAVES: usize = 28;

/// Any valid catalog.
pub fn catalog() -> BoxedStrategy<Catalog> {
    with_rules(true)
}

/// Any valid catalog that identifies errors by codes and statuses, and whose fields are in bodies or whole headers. Pages and OpenAPI
/// documents describe no more of the wire than that.
pub fn plain_catalog() -> BoxedStrategy<Catalog> {
    with_rules(false)
}

fn with_rules(wanted: bool) -> BoxedStrategy<Catalog> {
    let form = prop_oneof![3 => Just(CodeType::String), 1 => Just(CodeType::Integer), 1 => Just(CodeType::None)];
    form.prop_flat_map(|form| (Just(form), wire(form), types()))
        .prop_flat_map(move |(form, shapes, types)| {
            let errors = errors::errors(form, &shapes, &types, wanted);
            let further = (rules::rules(&shapes, wanted), rules::sources(wanted));
            (
                Just((form, shapes, types)),
                errors,
                head(),
                numbered(),
                (
                    prop::collection::vec(reading::erratum(), 0..3),
                    reading::known_deviations(),
                ),
                any::<[bool; 3]>(),
                further,
            )
        })
        .prop_map(
            |(
                (code_type, shapes, types),
                errors,
                (name, title, pages, support),
                (statuses, close_codes),
                (errata, known_deviations),
                choices,
                (mut rules, sources),
            )| {
                rules.ignore_case &= are_distinct_in_any_case(&errors);
                let mut catalog = Catalog {
                    title: title.unwrap_or_else(|| name.clone()),
                    name,
                    pages,
                    support,
                    code_type,
                    sources,
                    rules,
                    sensitive: Sensitive::default(),
                    shapes,
                    types,
                    errors,
                    known_deviations,
                    statuses,
                    close_codes,
                    errata,
                };
                catalog.sensitive = sensitive(&catalog, choices);
                catalog
            },
        )
        .prop_filter("a catalog knows something", |catalog| {
            !(catalog.errors.is_empty()
                && catalog.statuses.is_empty()
                && catalog.close_codes.is_empty())
        })
        .boxed()
}

/// The shapes: an envelope, and any of further ones, a WebSocket's, and older ones.
fn wire(code_type: CodeType) -> BoxedStrategy<Vec<Shape>> {
    let shape = |name: &'static str, written: bool| {
        templates::template(code_type).prop_map(move |template| Shape {
            name: name.to_owned(),
            websocket: name == "websocket",
            written,
            template,
        })
    };
    let further = (
        shape("envelope", true),
        shape("field errors", true),
        shape("websocket", true),
        shape("decode_only_1", false),
        any::<[bool; 3]>(),
    );
    further
        .prop_map(|(envelope, second, socket, older, wanted)| {
            let further = [second, socket, older]
                .into_iter()
                .zip(wanted)
                .filter(|(_, wanted)| *wanted)
                .map(|(shape, _)| shape);
            let mut leaves = 0;
            let fits = |shape: &Shape| {
                leaves += places(&shape.template);
                leaves <= LEAVES
            };
            std::iter::once(envelope)
                .chain(further)
                .filter(fits)
                .collect()
        })
        .prop_filter("the envelope is one of them", |shapes: &Vec<Shape>| {
            shapes.first().is_some_and(|shape| shape.name == "envelope")
        })
        .boxed()
}

fn places(template: &Template) -> usize {
    match template {
        Template::Literal(_) | Template::Field(_) => 1,
        Template::Object(members) => members.iter().map(|member| places(&member.value)).sum(),
        Template::List(items) => items.iter().map(places).sum(),
    }
}

fn types() -> BoxedStrategy<Vec<Type>> {
    let one = (texts::wire_name(), statuses(), text());
    let some = prop::collection::vec(one, 1..4).prop_map(|types| {
        let mut seen = std::collections::BTreeSet::new();
        let fresh = types
            .into_iter()
            .filter(|(name, ..)| name != "<<" && seen.insert(name.clone()));
        fresh
            .map(|(name, statuses, description)| Type {
                name,
                statuses,
                description,
            })
            .collect()
    });
    prop_oneof![1 => Just(Vec::new()), 1 => some].boxed()
}

/// No status, one, or several.
fn statuses() -> BoxedStrategy<Vec<u16>> {
    subsequence(
        vec![
            100, 200, 302, 400, 401, 403, 404, 409, 413, 418, 422, 429, 499, 500, 503, 529, 599,
        ],
        0..=3,
    )
    .boxed()
}

type Head = (String, Option<String>, Vec<PageSource>, Support);

fn head() -> BoxedStrategy<Head> {
    let name = texts::field_name().prop_filter("a module has a plain name", |name| {
        syn::parse_str::<syn::Ident>(name).is_ok() && !["_", "gen"].contains(&name.as_str())
    });
    let page = (
        texts::maybe(),
        texts::maybe(),
        texts::maybe(),
        texts::maybe(),
        texts::texts(),
        reading::hints(),
    )
        .prop_map(|(title, url, file, read, hosts, hints)| PageSource {
            title,
            url,
            file,
            read,
            hosts,
            hints,
        });
    let support = (texts::maybe(), texts::maybe(), texts::texts())
        .prop_map(|(url, email, send)| Support { url, email, send });
    let pages = prop_oneof![
        1 => Just(Vec::new()),
        4 => page.clone().prop_map(|mut page| {
            // A page without any key is not written.
            page.title.get_or_insert_with(|| "Errors".to_owned());
            vec![page]
        }),
        1 => prop::collection::vec(page, 2..=3).prop_map(|mut pages| {
            // Several pages need files with different names.
            for (page, file) in pages.iter_mut().zip(["one.md", "two.yaml", "three.html"]) {
                page.file = Some(file.to_owned());
            }
            pages
        }),
    ];
    (name, texts::maybe(), pages, support).boxed()
}

fn numbered() -> BoxedStrategy<(Vec<Status>, Vec<CloseCode>)> {
    let statuses = statuses().prop_flat_map(|statuses| {
        statuses
            .into_iter()
            .map(|status| {
                let texts = (text(), text(), texts::maybe());
                texts.prop_map(move |(name, description, action)| Status {
                    status,
                    name,
                    description,
                    action,
                })
            })
            .collect::<Vec<_>>()
    });
    let codes =
        subsequence(vec![1000, 1008, 1011, 3000, 4001, 4999], 0..=3).prop_flat_map(|codes| {
            codes
                .into_iter()
                .map(|code| {
                    let parts = (text(), text(), category(), errors::retry());
                    parts.prop_map(move |(name, description, category, retry)| CloseCode {
                        code,
                        name,
                        description,
                        category,
                        retry,
                    })
                })
                .collect::<Vec<_>>()
        });
    (statuses, codes).boxed()
}

fn category() -> BoxedStrategy<Category> {
    select(Category::ALL.to_vec()).boxed()
}

/// Whether no two codes differ in their case alone.
fn are_distinct_in_any_case(errors: &[Error]) -> bool {
    let codes = errors
        .iter()
        .flat_map(Error::identities)
        .filter_map(|own| own.code.as_ref());
    let codes: std::collections::BTreeSet<&String> = codes.collect();
    let folded: std::collections::BTreeSet<String> =
        codes.iter().map(|code| code.to_ascii_lowercase()).collect();
    codes.len() == folded.len()
}

/// Selects sensitive fields among those that exist.
fn sensitive(catalog: &Catalog, wanted: [bool; 3]) -> Sensitive {
    let has = |name: &str| catalog.shapes.iter().any(|shape| shape.template.has(name));
    let fields = ["message", "param", "details"]
        .into_iter()
        .zip(wanted)
        .filter(|(name, wanted)| *wanted && has(name));
    let mut details: Vec<String> = Vec::new();
    for detail in catalog.errors.iter().flat_map(|error| &error.details) {
        if wanted[2] && !details.contains(&detail.name) {
            details.push(detail.name.clone());
        }
    }
    Sensitive {
        fields: fields.map(|(name, _)| name.to_owned()).collect(),
        details,
    }
}
