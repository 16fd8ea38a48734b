//! How a page is read: hints for its reader, errata with what shows that the page still has them.

use std::collections::BTreeMap;

use api_error_catalog_model::model::{
    Column, Condition, Contents, Deviation, Erratum, Hint, KnownDeviation, PageForm, Part, Role,
};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::texts::{self, text};

/// What answers are known to do otherwise, in the order of the kinds; no two of a kind about one thing.
pub(super) fn known_deviations() -> BoxedStrategy<Vec<KnownDeviation>> {
    let one = (select(Deviation::ALL.to_vec()), texts::wire_name(), text());
    let all = prop::collection::vec(one, 0..5).prop_map(|all| {
        let fresh: BTreeMap<(Deviation, String), String> = all
            .into_iter()
            .filter(|(_, what, _)| what != "<<")
            .map(|(kind, what, seen)| ((kind, what), seen))
            .collect();
        fresh
            .into_iter()
            .map(|((kind, what), seen)| KnownDeviation {
                kind,
                what,
                seen: format!("answers.jsonl: {seen}"),
            })
            .collect()
    });
    prop_oneof![2 => Just(Vec::new()), 1 => all].boxed()
}

/// Hints that go together.
pub(super) fn hints() -> BoxedStrategy<Vec<Hint>> {
    let names = |all: &[(&str, Contents)]| {
        all.iter()
            .map(|(_, contains)| *contains)
            .collect::<Vec<_>>()
    };
    let form = select(
        PageForm::NAMES
            .iter()
            .map(|(_, form)| *form)
            .collect::<Vec<_>>(),
    );
    let form = form.prop_map(|form| Hint {
        form: Some(form),
        ..Hint::default()
    });
    let part = (
        section(),
        any::<bool>(),
        1..9usize,
        select(names(&Contents::NAMES)),
    )
        .prop_map(|(section, list, number, contains)| Hint {
            section,
            part: if list {
                Part::List(number)
            } else {
                Part::Table(number)
            },
            contains: Some(contains),
            ..Hint::default()
        });
    let skipped = text().prop_map(|text| Hint {
        section: vec![format!("{text}!")],
        contains: Some(Contents::Ignore),
        ..Hint::default()
    });
    let cells = prop::collection::vec(text(), 1..3);
    let table = (section(), cells, columns(), any::<Option<bool>>()).prop_map(
        |(section, cells, columns, header)| Hint {
            section,
            part: Part::TablesWith(cells),
            columns,
            header,
            ..Hint::default()
        },
    );
    prop::collection::vec(prop_oneof![form, part, skipped, table], 0..3).boxed()
}

fn section() -> BoxedStrategy<Vec<String>> {
    prop::collection::vec(text(), 0..3).boxed()
}

/// At least one; no role twice.
fn columns() -> BoxedStrategy<Vec<(Column, Role)>> {
    let roles = subsequence(
        Role::NAMES
            .iter()
            .map(|(_, role)| *role)
            .collect::<Vec<_>>(),
        1..4,
    );
    // A key of YAML has at most 1,024 characters.
    let name = text().prop_map(|text| text.chars().take(80).collect::<String>());
    (roles, prop::collection::vec(name, 4), any::<bool>())
        .prop_map(|(roles, names, numbered)| {
            let column = |(at, role): (usize, Role)| match numbered {
                true => (Column::Number(at + 1), role),
                false => (Column::Header(format!("{at}{}", names[at])), role),
            };
            roles.into_iter().enumerate().map(column).collect()
        })
        .boxed()
}

/// A fault of a page.
pub(super) fn erratum() -> BoxedStrategy<Erratum> {
    let conditions = prop::collection::vec(condition(), 0..3);
    (text(), text(), conditions)
        .prop_map(|(issue, interpretation, conditions)| Erratum {
            issue,
            interpretation,
            conditions,
        })
        .boxed()
}

fn condition() -> BoxedStrategy<Condition> {
    let words = || "[!-~]{1,8}( [a-z0-9]{1,5}){0,3}";
    let code = (
        texts::wire_name(),
        prop::option::of(super::statuses()),
        texts::maybe(),
    );
    prop_oneof![
        (words(), prop::option::of(1..9usize), section()).prop_map(|(text, times, section)| {
            Condition::Shows {
                text,
                times,
                section,
            }
        }),
        (words(), section()).prop_map(|(text, section)| Condition::Lacks { text, section }),
        code.prop_map(|(code, statuses, error_type)| {
            let statuses = if error_type.is_none() {
                Some(statuses.unwrap_or_default())
            } else {
                statuses
            };
            Condition::Code {
                code,
                statuses,
                error_type,
            }
        }),
    ]
    .boxed()
}
