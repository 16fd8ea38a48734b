//! Finds the addresses at which a page offers help.

use std::collections::HashSet;

use crate::read::document::Document;
use crate::read::text::{MarkKind, Text};

/// Mail addresses, and links that offer support, each once.
pub(super) fn find(document: &Document) -> Vec<Text> {
    let mut found: Vec<Text> = Vec::new();
    let mut seen = HashSet::new();
    for block in &document.blocks {
        for contact in block.texts().flat_map(in_text) {
            if seen.insert(contact.to_string()) {
                found.push(contact);
            }
        }
    }
    found
}

fn in_text(text: &Text) -> Vec<Text> {
    let mails = text.split_whitespace().filter_map(|word| {
        let start = word.as_ptr() as usize - text.as_str().as_ptr() as usize;
        mail(word).map(|mail| Text::plain(mail, text.offset(start)))
    });
    let links = text.marks().iter().filter_map(|mark| {
        let MarkKind::Link(target) = &mark.kind else {
            return None;
        };
        let shown = text.as_str()[mark.range.clone()].to_lowercase();
        let offers = ["support", "contact", "help center", "help centre"]
            .iter()
            .any(|word| shown.contains(word));
        let target = target.strip_prefix("mailto:").unwrap_or(target);
        let address = target.starts_with("http") || mail(target).is_some();
        (offers && address).then(|| Text::plain(target, text.offset(mark.range.start)))
    });
    mails.chain(links).collect()
}

fn mail(word: &str) -> Option<&str> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let (user, host) = word.split_once('@')?;
    let plain = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+'))
    };
    (plain(user) && plain(host) && host.contains('.')).then_some(word)
}
