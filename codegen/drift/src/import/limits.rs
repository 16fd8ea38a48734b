//! Documented limits: those that are a number with a unit, maybe for a plan.

use api_error_catalog_pages::write::inline::unquoted;

/// A limit that the catalog can hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Limit {
    /// The unit: `text_characters`, `concurrent_requests`.
    pub(super) name: String,
    pub(super) plan: Option<String>,
    pub(super) value: u64,
}

/// Words that end a unit.
const STOPS: &[&str] = &[
    "and", "are", "at", "by", "can", "for", "from", "has", "have", "if", "in", "is", "of", "on",
    "or", "per", "than", "the", "to",
];

/// Returns the limit of a reference page: `` `voices`: 3 ``, `` `voices` (`free`): 3 ``.
pub(super) fn stated(text: &str) -> Option<Limit> {
    let (named, value) = text.rsplit_once(": ")?;
    let (name, plan) = match named
        .strip_suffix("`)")
        .and_then(|named| named.rsplit_once("` (`"))
    {
        Some((name, plan)) => (name, Some(unquoted(plan))),
        None => (named.strip_suffix('`')?, None),
    };
    Some(Limit {
        name: unquoted(name.strip_prefix('`')?),
        plan,
        value: value.parse().ok()?,
    })
}

/// Returns the limit that a text states, if it is just one.
pub(super) fn read(text: &str) -> Option<Limit> {
    let (label, rest) = match text.split_once(':') {
        Some((label, rest)) if !label.contains(|c: char| c.is_ascii_digit()) => (Some(label), rest),
        _ => (None, text),
    };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let mut numbers = words
        .iter()
        .enumerate()
        .filter(|(_, word)| word.contains(|c: char| c.is_ascii_digit()));
    let ((at, word), None) = (numbers.next()?, numbers.next()) else {
        return None;
    };
    let value = number(word.trim_end_matches(['.', ',', ';']))?;
    let unit = unit(words.get(at + 1..).unwrap_or_default())?;
    let plan = label.and_then(plan);
    let name = match label.filter(|_| plan.is_none()).map(snake) {
        None => unit,
        Some(name) if name.is_empty() || name.len() > 40 => return None,
        Some(name) => format!("{name}_{unit}"),
    };
    Some(Limit { name, plan, value })
}

/// `Starter Plan` → `starter`; `Free/No Plan` → `free`.
fn plan(label: &str) -> Option<String> {
    let label = label.trim().to_lowercase();
    let name = ["plan", "tier"]
        .iter()
        .find_map(|word| label.strip_suffix(word))?;
    Some(snake(name.split('/').next()?)).filter(|name| !name.is_empty())
}

/// `10,000` → 10000.
fn number(word: &str) -> Option<u64> {
    let (first, groups) = word
        .split_once(',')
        .map_or((word, Vec::new()), |(first, rest)| {
            (first, rest.split(',').collect())
        });
    let sound =
        groups.iter().all(|group| group.len() == 3) && (groups.is_empty() || first.len() <= 3);
    let digits = format!("{first}{}", groups.concat());
    (sound && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}

/// Returns the words after the number, up to the first that belongs to the sentence; always in the plural.
fn unit(words: &[&str]) -> Option<String> {
    let mut unit = Vec::new();
    for word in words.iter().take(2) {
        let plain = word.trim_end_matches(['.', ',', ';', ')']);
        if !plain.chars().all(|c| c.is_ascii_alphabetic() || c == '-')
            || STOPS.contains(&plain.to_lowercase().as_str())
        {
            break;
        }
        unit.push(plain);
        if plain.len() < word.len() {
            break;
        }
    }
    let name = snake(&unit.join(" "));
    (!name.is_empty()).then(|| {
        if name.ends_with('s') || name.len() < 4 {
            name
        } else {
            format!("{name}s")
        }
    })
}

fn snake(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_a_unit() {
        let limit = |name: &str, plan: Option<&str>, value| Limit {
            name: name.into(),
            plan: plan.map(Into::into),
            value,
        };
        assert_eq!(
            read("A text has at most 10,000 characters."),
            Some(limit("characters", None, 10000))
        );
        assert_eq!(
            read("Gold Plan: 7 parallel jobs"),
            Some(limit("parallel_jobs", Some("gold"), 7))
        );
        assert_eq!(
            read("Free/Trial Plan: 1 parallel job"),
            Some(limit("parallel_jobs", Some("free"), 1))
        );
        assert_eq!(
            read("File size: 25 MB"),
            Some(limit("file_size_mb", None, 25))
        );
        assert_eq!(
            read("20 requests per minute"),
            Some(limit("requests", None, 20))
        );
        assert_eq!(read("Between 3 and 5 words"), None);
        assert_eq!(read("2.5 MB"), None);
        assert_eq!(read("No number."), None);
        assert_eq!(stated("`voices`: 3"), Some(limit("voices", None, 3)));
        assert_eq!(
            stated("`\"1\"` (`a (b`): 3"),
            Some(limit("1", Some("a (b"), 3))
        );
    }
}
