//! What holds of every valid catalog. `CASES` asks for more of them, `SEED` for others.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use api_error_catalog_drift::{catalog_items, changes};
use api_error_catalog_model::{Catalog, Loaded, Source, open};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use trust::catalogs::{Style, catalog, edited, write};
use trust::sample::config;
use trust::targets::printed;

/// A catalog and its file, by which it is shown.
struct Written {
    catalog: Catalog,
    text: String,
}

impl std::fmt::Debug for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "\n{}", self.text)
    }
}

fn written() -> impl Strategy<Value = Written> {
    (
        catalog(),
        select(vec![Style::Double, Style::Single, Style::Block]),
    )
        .prop_map(|(catalog, style)| {
            let text = write(&catalog, style);
            Written { catalog, text }
        })
}

fn loaded(text: &str) -> Loaded {
    open(Source::new("made.yaml", text))
        .unwrap_or_else(|report| panic!("{}\n{text}", report.render(false)))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_was_written_is_loaded(Written { catalog, text } in written()) {
        prop_assert!(loaded(&text).catalog == catalog, "{:#?}\n{:#?}", loaded(&text).catalog, catalog);
    }

    #[test]
    fn it_becomes_rust_that_printing_leaves_as_it_is(Written { text, .. } in written()) {
        let _ = printed(&loaded(&text));
    }

    #[test]
    fn an_edit_is_told_and_nothing_else(Written { catalog, .. } in written(), which in any::<Index>(), at in any::<Index>()) {
        prop_assert_eq!(changes(&catalog_items(&catalog), &catalog_items(&catalog)), []);
        let Some((edited, edit)) = edited(&catalog, which, at) else { return Ok(()) };
        let told = changes(&catalog_items(&catalog), &catalog_items(&edited));
        prop_assert_eq!(told.len(), 1, "{:?}, not {:?}", told, edit);
        let told = &told[0];
        prop_assert_eq!((told.kind, told.item.kind, &told.item.key), (edit.how, edit.kind, &edit.key));
        prop_assert_eq!(told.aspects.iter().map(|aspect| aspect.as_str()).collect::<Vec<_>>(), edit.fields);
    }
}
