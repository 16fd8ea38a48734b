//! Settles, over all mentions of a page, what each is about.

use std::collections::{HashMap, HashSet};

use crate::page::{Body, Code, WordingOrigin};
use crate::read::conventions::code_shape;
use crate::read::interpret::bodies;
use crate::read::interpret::mention::{CodeAt, Mention, MentionKind, SHOWN};
use crate::read::text::Text;

/// Types that no code belongs to are the errors themselves.
pub(super) fn types(mentions: &mut [Mention]) {
    let types = mentions
        .iter()
        .filter_map(|mention| mention.facts.error_type.as_ref());
    let used: HashSet<String> = types.map(|text| text.to_string()).collect();
    let is_type = |mention: &&mut Mention| {
        mention.kind == MentionKind::Type
            && (mention.origin == WordingOrigin::Table || !mention.statuses.is_empty())
            && !mention.hinted
    };
    let belongs = |mention: &Mention| {
        let mut codes = mention.codes.iter();
        codes.any(|(code, _)| used.contains(&code.to_string()))
    };
    if !mentions
        .iter()
        .any(|mention| mention.kind == MentionKind::Type && belongs(mention))
    {
        for mention in mentions.iter_mut().filter(is_type) {
            mention.kind = MentionKind::Error;
        }
    }
}

/// The heading above an example does not name an error that the page lists elsewhere, unless sections next to it show
/// others.
pub(super) fn examples(mentions: &mut [Mention]) {
    let shown = |mention: &Mention| mention.unsure == Some(SHOWN);
    let listed = mentions.iter().filter(|mention| !shown(mention));
    let codes = listed.flat_map(|mention| mention.codes.iter().map(|(code, _)| code.clone()));
    let codes: HashSet<Code> = codes.collect();
    let mut siblings: HashMap<Vec<String>, usize> = HashMap::new();
    for mention in mentions.iter().filter(|mention| shown(mention)) {
        *siblings.entry(mention.section.clone()).or_default() += 1;
    }
    for mention in mentions.iter_mut().filter(|mention| shown(mention)) {
        let listed = mention.codes.iter().any(|(code, _)| codes.contains(code));
        if listed && siblings.get(&mention.section) == Some(&1) {
            mention.facts.name = None;
        }
    }
}

/// A number that closes a connection is no other error where a list mentions it again.
pub(super) fn closes(mentions: &mut Vec<Mention>) {
    let closing = mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Close);
    let closing = closing.flat_map(|mention| mention.codes.iter().map(|(code, _)| code.clone()));
    let closing: HashSet<Code> = closing.collect();
    let again = |mention: &Mention| {
        let mut codes = mention.codes.iter();
        let error = mention.kind == MentionKind::Error && !mention.hinted;
        error && !mention.codes.is_empty() && codes.all(|(code, _)| closing.contains(code))
    };
    mentions.retain(|mention| !again(mention));
}

/// A status without any text says no more than that the errors next to it are sent with it.
pub(super) fn silent_statuses(mentions: &mut Vec<Mention>) {
    let errors = mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Error);
    let sent = errors.flat_map(|error| error.statuses.iter().chain(&error.section_statuses));
    let sent: HashSet<u16> = sent.map(|(status, _)| *status).collect();
    mentions.retain(|mention| {
        let facts = &mention.facts;
        let lists = [&facts.causes, &facts.solutions, &facts.advice, &facts.retry];
        let silent = facts.name.is_none()
            && facts.description.is_none()
            && facts.wordings.is_empty()
            && lists.iter().all(|texts| texts.is_empty());
        let mut statuses = mention.statuses.iter();
        let known = statuses.all(|(status, _)| sent.contains(status));
        mention.kind != MentionKind::Status || mention.hinted || !silent || !known
    });
}

/// If the three-digit codes of a page are not HTTP statuses, a heading that starts with one names a code.
pub(super) fn numbers(mentions: &mut [Mention]) {
    let numbers: HashSet<i64> = mentions
        .iter()
        .flat_map(|mention| &mention.codes)
        .filter_map(|(code, _)| match code {
            Code::Number(number) if (100..600).contains(number) => Some(*number),
            _ => None,
        })
        .collect();
    for mention in mentions.iter_mut().filter(|mention| {
        mention.kind == MentionKind::Status
            && mention.origin == WordingOrigin::Section
            && !mention.hinted
    }) {
        if let [(status, at)] = mention.statuses[..]
            && numbers.contains(&i64::from(status))
        {
            mention.kind = MentionKind::Error;
            mention.codes = vec![(Code::Number(i64::from(status)), at)];
            mention.statuses.clear();
        }
    }
}

/// If numbers come again with other constants as their names, each of several enums counts on its own: the constants
/// are the codes. They are, too, if the numbers are only added in front of them: `(4) TILL_BUSY`.
pub(super) fn constants(mentions: &mut [Mention], page: &str) {
    let named = |mention: &Mention| match (&mention.codes[..], &mention.facts.name) {
        ([(Code::Number(number), _)], Some(name)) if code_shape::is_screaming(name) => {
            Some((*number, name.clone()))
        }
        _ => None,
    };
    let mut names: HashMap<i64, Text> = HashMap::new();
    let (mut count, mut repeated, mut added) = (0, 0, 0);
    for mention in mentions.iter() {
        let Some((number, name)) = named(mention) else {
            continue;
        };
        count += 1;
        let at = mention.codes[0].1;
        let in_parentheses = page.get(..at).is_some_and(|before| before.ends_with('('));
        added += usize::from(in_parentheses && at < name.at());
        let first = names.entry(number).or_insert_with(|| name.clone());
        repeated += usize::from(first.as_str() != name.as_str());
    }
    // A few numbers have an old name, too.
    if count == 0 || repeated * 5 < count && added < count {
        return;
    }
    for mention in mentions {
        if let Some((_, name)) = named(mention) {
            let constant = vec![(Code::Text(name.to_string()), name.at())];
            let numbers = std::mem::replace(&mut mention.codes, constant).into_iter();
            let number = |(number, at): CodeAt| Text::plain(&number.to_string(), at);
            let origin = mention.origin;
            mention
                .facts
                .wordings
                .extend(numbers.map(|code| (number(code), origin)));
            mention.facts.name = None;
        }
    }
}

/// If examples spell the code of some headings in another way (`CardExpired`, but `card_expired`), the headings of a page
/// are names: what the example of each one carries is its code.
pub(super) fn spellings(mentions: &mut [Mention], examples: &[Body]) {
    let sent = |mention: &Mention| {
        let mut bodies = mention.facts.bodies.iter();
        let value = bodies.find_map(|&body| examples.get(body)?.value.as_ref())?;
        match bodies::body_fields(value).code? {
            Code::Text(code) => Some(code),
            Code::Number(_) => None,
        }
    };
    let own = |mention: &Mention| match &mention.codes[..] {
        [(Code::Text(code), _)] if mention.origin == WordingOrigin::Section => Some(code.clone()),
        _ => None,
    };
    let respelled = |mention: &Mention| {
        let name = mention.facts.name.as_ref()?;
        let code = own(mention).filter(|code| sent(mention).as_ref() == Some(code))?;
        code_shape::is_pascal(name).then_some(code)
    };
    let respelled: Vec<String> = mentions.iter().filter_map(respelled).collect();
    let letters = |code: &String| (code.contains('_'), code.contains(char::is_uppercase));
    let known: HashSet<(bool, bool)> = respelled.iter().map(letters).collect();
    let differs = |mention: &Mention| {
        let name = own(mention).filter(|own| code_shape::is_pascal(own))?;
        let sent = sent(mention).filter(|sent| *sent != name && known.contains(&letters(sent)))?;
        Some((name, sent))
    };
    let different = mentions.iter().filter_map(differs).count();
    if respelled.len() < 2 || respelled.len() * 3 < different {
        return;
    }
    for mention in mentions.iter_mut().filter(|mention| !mention.hinted) {
        if let Some((name, code)) = differs(mention) {
            let at = mention.at;
            mention.facts.name = Some(Text::plain(&name, at));
            mention.codes = vec![(Code::Text(code), at)];
        }
    }
}

/// A status or a heading with the name or type of an error with a code is more about that error:
/// `### 400 - ValidationError`. If several errors have the type, it is about the type.
pub(super) fn names(mentions: &mut [Mention]) {
    let mut by_name: HashMap<String, Vec<CodeAt>> = HashMap::new();
    let errors = mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Error && !mention.weak);
    for mention in errors {
        let Some((code, at)) = mention.codes.first() else {
            continue;
        };
        let names = [&mention.facts.name, &mention.facts.error_type];
        for name in names.into_iter().flatten().map(Text::as_str) {
            let named = code_shape::is_pascal(name) || code_shape::is_snake(name);
            if named && *code != Code::Text(name.to_owned()) {
                let codes = by_name.entry(name.to_owned()).or_default();
                if codes.iter().all(|(known, _)| known != code) {
                    codes.push((code.clone(), *at));
                }
            }
        }
    }
    for mention in mentions.iter_mut().filter(|mention| !mention.hinted) {
        let name = match &mention.codes[..] {
            [] if mention.kind == MentionKind::Status || mention.weak => {
                mention.facts.name.as_ref().map(|name| name.to_string())
            }
            [(Code::Text(code), _)] if mention.origin == WordingOrigin::Section => {
                Some(code.clone()).filter(|code| code_shape::is_pascal(code))
            }
            _ => None,
        };
        match name.and_then(|name| by_name.get(&name)).map(Vec::as_slice) {
            Some([_, _, ..]) if !mention.codes.is_empty() => mention.kind = MentionKind::Type,
            Some([code, ..]) => {
                mention.kind = MentionKind::Error;
                if let Some((Code::Text(own), at)) = mention.codes.first() {
                    let own = Text::plain(own, *at);
                    mention.facts.name.get_or_insert(own);
                }
                mention.codes = vec![code.clone()];
            }
            _ => {}
        }
    }
}
