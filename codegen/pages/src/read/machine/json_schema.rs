//! Reads a JSON Schema: the schema itself and those of its definitions whose name speaks of errors.

use super::schema::collector::Collector;
use super::tree::Node;
use crate::page::Page;
use crate::read::conventions::roles;

/// Reads a schema. `subject` is what the file's name says it is about.
pub(super) fn read(root: Node<'_>, subject: &str) -> Page {
    let mut collector = Collector::new(root);
    let title = root.get("title");
    if let Some((node, text)) = title.and_then(|node| Some((node, node.text()?))) {
        collector.facts.set_title(text, node.span());
    }
    let speaks = |text: &str| roles::speaks_of_errors(&text.to_lowercase());
    let stated = ["title", "$id", "id", "description"]
        .iter()
        .filter_map(|name| root.text_of(name));
    if stated.chain([subject]).any(speaks) {
        collector.add_schema(root, None, None);
    }
    for name in ["$defs", "definitions"] {
        for (name, schema) in root.get(name).into_iter().flat_map(Node::members) {
            if speaks(name) {
                collector.add_schema(schema, None, None);
            }
        }
    }
    collector.finish()
}
