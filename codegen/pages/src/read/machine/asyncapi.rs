//! Reads AsyncAPI 2 and 3: the messages whose name speaks of errors.

use std::collections::HashSet;

use super::schema::collector::Collector;
use super::tree::Node;
use crate::page::Page;
use crate::read::conventions::roles;

/// The heading of bodies that are sent over a WebSocket.
const WEBSOCKET: &str = "WebSocket messages";

/// Reads a document.
pub(super) fn read(root: Node<'_>) -> Page {
    let mut collector = Collector::new(root);
    if let Some(title) = root.at(&["info", "title"])
        && let Some(text) = title.text()
    {
        collector.facts.set_title(text, title.span());
    }
    let servers = root.get("servers").into_iter().flat_map(Node::members);
    let mut protocols = servers.filter_map(|(_, server)| server.text_of("protocol"));
    if protocols.any(|protocol| matches!(protocol, "ws" | "wss")) {
        collector.section = vec![WEBSOCKET.to_owned()];
    }
    let mut seen = HashSet::new();
    for (name, message) in messages(root) {
        let Some(message) = collector.references.resolve(message) else {
            continue;
        };
        if seen.insert(message.id()) && is_of_errors(name, message) {
            add(&mut collector, message);
        }
    }
    collector.finish()
}

/// Returns the messages of the components and of all channels, with their names.
fn messages(root: Node<'_>) -> Vec<(&str, Node<'_>)> {
    let shared = root
        .at(&["components", "messages"])
        .into_iter()
        .flat_map(Node::members);
    let mut found: Vec<_> = shared.collect();
    for (_, channel) in root.get("channels").into_iter().flat_map(Node::members) {
        found.extend(channel.get("messages").into_iter().flat_map(Node::members));
        // Version 2 has operations inside of channels.
        for operation in ["publish", "subscribe"] {
            let Some(message) = channel.at(&[operation, "message"]) else {
                continue;
            };
            let several = message.get("oneOf").into_iter().flat_map(Node::items);
            found.extend(several.chain([message]).map(|message| ("", message)));
        }
    }
    found
}

fn is_of_errors(name: &str, message: Node<'_>) -> bool {
    let reference = message.at(&["payload", "$ref"]).and_then(Node::text);
    let reference = reference.and_then(|pointer| pointer.rsplit('/').next());
    let stated = ["name", "title", "messageId"]
        .iter()
        .filter_map(|key| message.text_of(key));
    let title = message.at(&["payload", "title"]).and_then(Node::text);
    let mut names = stated.chain([name]).chain(reference).chain(title);
    names.any(|name| {
        let name = name.to_lowercase();
        roles::speaks_of_errors(&name)
    })
}

fn add<'t>(collector: &mut Collector<'t>, message: Node<'t>) {
    if let Some(payload) = message.get("payload") {
        // A payload in another schema language has its schema one level down.
        collector.add_schema(payload.get("schema").unwrap_or(payload), None, None);
    }
    for example in message.get("examples").into_iter().flat_map(Node::items) {
        if let Some(payload) = example.get("payload") {
            collector.add_example(payload, None);
        }
    }
}
