//! The roles that headers of columns and labels of paragraphs give to the text below or after them.

use api_error_catalog_model::model as hint;
use heck::ToSnakeCase;

use crate::read::words::{WordList, words};

/// The role of a column or of a labeled text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The code.
    Code,
    /// HTTP statuses.
    Status,
    /// The type.
    Type,
    /// A name next to the code.
    Name,
    /// The message that is sent.
    Message,
    /// The description of the error.
    Description,
    /// A cause.
    Cause,
    /// What to do about it.
    Solution,
    /// Whether to retry.
    Retry,
    /// A limit that the error enforces.
    Limit,
    /// An example.
    Example,
    /// Names of parameters, fields, classes, endpoints. A table with such a column does not list errors.
    Property,
    /// Text that is not read: notes, symptoms, checklists.
    Aside,
}

/// The roles that hints give to columns as well.
const SHARED: [(Role, hint::Role); 10] = [
    (Role::Code, hint::Role::Code),
    (Role::Status, hint::Role::Status),
    (Role::Type, hint::Role::Type),
    (Role::Name, hint::Role::Name),
    (Role::Message, hint::Role::Message),
    (Role::Description, hint::Role::Description),
    (Role::Cause, hint::Role::Cause),
    (Role::Solution, hint::Role::Solution),
    (Role::Retry, hint::Role::Retry),
    (Role::Limit, hint::Role::Limit),
];

impl Role {
    /// Returns the role that a hint states, if the column is read.
    pub(crate) fn of_hint(hinted: hint::Role) -> Option<Role> {
        let mut shared = SHARED.iter();
        shared
            .find(|(_, role)| *role == hinted)
            .map(|(role, _)| *role)
    }

    /// Returns the role as hints state it, if they can.
    pub(crate) fn hint(self) -> Option<hint::Role> {
        let mut shared = SHARED.iter();
        shared
            .find(|(role, _)| *role == self)
            .map(|(_, role)| *role)
    }
}

/// Words that decide, in this order; each is compared with the start of the header's words.
static WORDS: [(Role, WordList); 13] = [
    (Role::Solution, words!("header/solution")),
    (Role::Property, words!("header/property")),
    (Role::Example, words!("header/example")),
    (Role::Limit, words!("header/limit")),
    (Role::Cause, words!("header/cause")),
    (Role::Description, words!("header/description")),
    (Role::Message, words!("header/message")),
    (Role::Retry, words!("header/retry")),
    (Role::Type, words!("header/type")),
    (Role::Status, words!("header/status")),
    (Role::Name, words!("header/name")),
    (Role::Code, words!("header/code")),
    (Role::Aside, words!("header/aside")),
];

/// Questions and requests in the place of a noun: `What to do`. Each is compared with the start of the whole header.
static PHRASES: [(Role, WordList); 3] = [
    (Role::Solution, words!("phrase/solution")),
    (Role::Cause, words!("phrase/cause")),
    (Role::Description, words!("phrase/description")),
];

fn of_phrase(words: &[String]) -> Option<Role> {
    let text = words.join(" ");
    let is = |phrase: &&str| {
        text.strip_prefix(*phrase)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let mut phrases = PHRASES.iter();
    let found = phrases.find(|(_, phrases)| phrases.iter().any(is))?;
    Some(found.0)
}

/// Returns the role of a column's header.
pub fn of_header(header: &str) -> Option<Role> {
    let words = words_of_name(header);
    if words.is_empty() || words.len() > 8 {
        return None;
    }
    // `Cause and solution`: the first text is what the column cannot do without.
    if let Some((first, second)) = halves(header)
        && let Some(role @ (Role::Cause | Role::Description)) = of_header(first)
        && of_header(second).is_some()
    {
        return Some(role);
    }
    // `Status code and message`: the cells begin with what the first part names.
    let first = header
        .split_once(" and ")
        .or_else(|| header.split_once('/'));
    let first = first.and_then(|(first, _)| of_header(first));
    if first == Some(Role::Status) || first == Some(Role::Code) && says_code(header) {
        return first;
    }
    if words == ["http", "code"] || words == ["response", "code"] {
        return Some(Role::Status);
    }
    if let Some(role) = of_phrase(&words) {
        return Some(role);
    }
    let is = |list: &[&str]| {
        words
            .iter()
            .any(|word| list.iter().any(|start| matches(word, start)))
    };
    let found = WORDS.iter().find(|(_, list)| is(list));
    match found.map(|(role, _)| *role) {
        // "Error Class" is a type, "Exception Code" a code: the head noun of the header decides.
        Some(Role::Property | Role::Type | Role::Cause | Role::Message | Role::Description)
            if words.last().is_some_and(|word| word == "code") =>
        {
            Some(Role::Code)
        }
        // "Scope or description" describes.
        Some(Role::Property) if words.last().is_some_and(|word| word.starts_with("descri")) => {
            Some(Role::Description)
        }
        None if words
            .iter()
            .any(|word| matches!(word.as_str(), "when" | "wann" | "quand")) =>
        {
            Some(Role::Cause)
        }
        // `ICode`, `Errcode`
        None if words
            .last()
            .is_some_and(|word| word.len() <= 8 && word.ends_with("code")) =>
        {
            Some(Role::Code)
        }
        found => found,
    }
}

/// Returns the parts of a header that names two things.
fn halves(header: &str) -> Option<(&str, &str)> {
    static JOINTS: WordList = words!("joints");
    let halves = |joint: &&str| {
        let is_word = joint
            .chars()
            .all(|c| c.is_alphabetic() && (c as u32) < 0x2e80);
        let (first, second) = header.split_once(*joint)?;
        let apart = first.ends_with(' ') && second.starts_with(' ');
        (apart || !is_word).then_some((first, second))
    };
    JOINTS.iter().find_map(halves)
}

/// Returns the words of a header or label, which may be the name of a member: `statusCode`.
fn words_of_name(name: &str) -> Vec<String> {
    if name.contains(' ') {
        words(name)
    } else {
        words(&name.to_snake_case())
    }
}

/// Returns `true` if a header stands for "number": `No.`, `Nummer`, `#`, `№`.
pub(crate) fn says_number(header: &str) -> bool {
    static WORDS: WordList = words!("number_headers");
    let sign = header.trim().trim_end_matches(['.', ':', 'º', '°']);
    WORDS.contains(&sign.to_lowercase().as_str())
}

/// Returns `true` if a header contains the word "code".
pub(crate) fn says_code(header: &str) -> bool {
    static WORDS: WordList = words!("code_headers");
    let header = header.to_lowercase();
    WORDS.iter().any(|word| header.contains(word))
}

/// Returns the role of a label in front of a text (`Common causes: …`). A label is short, and its first or last word decides.
pub(crate) fn of_label(label: &str) -> Option<Role> {
    let label = label.trim().trim_end_matches([':', '：', '.', '?']);
    let words = words_of_name(label);
    if words.is_empty() || words.len() > 5 {
        return None;
    }
    let joined = words.join(" ");
    match joined.as_str() {
        "when" => return Some(Role::Cause),
        "class" | "error" | "errors" | "id" | "key" | "number" | "see" | "see also" | "title"
        | "text" => {
            return None;
        }
        _ => {}
    }
    if joined.contains("limit") && !joined.contains("error") {
        return Some(Role::Limit);
    }
    of_header(&joined).filter(|role| *role != Role::Name)
}

/// Returns the role of a label that is marked as strong. `Name: …` and `Problem: …` without a mark may be prose or a heading.
pub(crate) fn of_marked_label(label: &str) -> Option<Role> {
    static WORDS: WordList = words!("marked_labels");
    let word = label.trim().trim_end_matches([':', '：']);
    let described = WORDS.contains(&word.to_lowercase().as_str());
    let name = || of_header(word).filter(|role| *role == Role::Name);
    let described = described.then_some(Role::Description);
    of_label(label).or_else(name).or(described)
}

/// Returns the role of a list whose introduction is a sentence: `This might be because:`.
pub(crate) fn of_introduction(sentence: &str) -> Option<Role> {
    let sentence = sentence.trim().to_lowercase();
    if !sentence.ends_with([':', '：']) {
        return None;
    }
    let last = sentence
        .rsplit(['.', '!', '?'])
        .find(|part| !part.trim().is_empty())
        .unwrap_or("");
    static FIXING: WordList = words!("fixing_phrases");
    static CAUSING: WordList = words!("causing_phrases");
    let any = |words: &WordList| words.iter().any(|word| last.contains(word));
    if any(&FIXING) {
        Some(Role::Solution)
    } else {
        any(&CAUSING).then_some(Role::Cause)
    }
}

/// Returns `true` if a sentence says that something follows it.
pub(crate) fn introduces(sentence: &str) -> bool {
    static WORDS: WordList = words!("introducing_words");
    let sentence = sentence.to_lowercase();
    sentence.ends_with([':', '：']) || WORDS.iter().any(|word| sentence.contains(word))
}

/// Returns `true` if words of the text are about errors.
pub(crate) fn speaks_of_errors(text: &str) -> bool {
    static WORDS: WordList = words!("error_words");
    let text = text.to_lowercase();
    WORDS.iter().any(|word| text.contains(word))
}

/// Returns `true` if a text speaks of closing a connection.
pub(crate) fn speaks_of_closing(text: &str) -> bool {
    let text = text.to_lowercase();
    let mut words = ["close", "closing", "closure", "disconnect"].into_iter();
    words.any(|word| text.contains(word))
}

/// Returns `true` if a heading speaks of HTTP.
pub(crate) fn speaks_of_http(heading: &str) -> bool {
    words(heading).iter().any(|word| word == "http")
}

/// Returns `true` if words of a text or a code describe a failure.
pub(crate) fn names_failure(text: &str) -> bool {
    static STEMS: WordList = words!("failure");
    let spaced = text.replace(|c: char| !c.is_alphanumeric(), " ");
    words(&spaced.to_snake_case())
        .iter()
        .any(|word| STEMS.iter().any(|stem| matches(word, stem)))
}

/// Returns `true` if a heading names things that are listed like errors but are not errors; its last word decides.
pub(crate) fn names_other_things(heading: &str) -> bool {
    static NOUNS: WordList = words!("other_nouns");
    static PREPOSITIONS: WordList = words!("prepositions");
    let words = words(heading);
    let own = words
        .iter()
        .position(|word| PREPOSITIONS.contains(&word.as_str()));
    let head = words[..own.unwrap_or(words.len())].last().or(words.last());
    head.is_some_and(|last| NOUNS.iter().any(|noun| last.starts_with(noun)))
}

fn matches(word: &str, start: &str) -> bool {
    // Most end here: an ASCII word begins with the same byte, or has nothing of it.
    if word.as_bytes().first() != start.as_bytes().first() && word.is_ascii() {
        return false;
    }
    // Short words are whole words ("id", "key"); the scripts without spaces are looked for anywhere.
    if !start.is_ascii() && !start.chars().all(|c| (c as u32) < 0x250) {
        word.contains(start)
    } else if start.len() <= 4 {
        word == start
            || word.strip_suffix('s') == Some(start)
            || word.starts_with(start) && start.len() == 4
    } else {
        word.starts_with(start)
    }
}

fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_string).collect()
}
