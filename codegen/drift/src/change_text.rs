//! A change as a line of text: `error too_late: status 404 → 410`.

use std::collections::BTreeMap;
use std::fmt;

use api_error_catalog_model::characters::is_control_or_bidi;

use crate::aspect::Aspect;
use crate::change::{Change, ChangeKind};
use crate::item::AspectValue;

/// The most characters shown of a sentence.
const WIDTH: usize = 60;

/// The characters shown in front of the first difference between two long sentences.
const CONTEXT: usize = 20;

/// The most values shown of a list.
const MOST_VALUES: usize = 3;

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.item.kind.as_str().replace('_', " ");
        let gap = if self.item.key.is_empty() { "" } else { " " };
        write!(f, "{kind}{gap}{}", self.item.key)?;
        match self.kind {
            ChangeKind::Added => return f.write_str(" is new"),
            ChangeKind::Removed => return f.write_str(" is gone"),
            ChangeKind::Renamed => write!(f, " was {}", self.former_key().unwrap_or_default())?,
            ChangeKind::Changed => {}
        }
        let values: Vec<String> = self
            .values()
            .map(|(aspect, old, new)| values_text(aspect, &old, &new))
            .collect();
        if values.is_empty() {
            return Ok(());
        }
        write!(f, ": {}", values.join("; "))
    }
}

/// `status 404 → 410`
fn values_text(aspect: Aspect, old: &AspectValue, new: &AspectValue) -> String {
    let label = aspect.label();
    if old.has_values_of(new) {
        return places_text(aspect, old, new);
    }
    let (Some(_), Some(_)) = (old.known(), new.known()) else {
        let side = |value: &AspectValue| match value.known() {
            Some(_) => list_text(aspect, &value.values().collect::<Vec<_>>()),
            None => "(not recorded)".to_owned(),
        };
        return format!("{label} {} → {}", side(old), side(new));
    };
    // Statuses are few and shown as a whole; of other lists only the difference is.
    let by_difference = aspect.is_list() && aspect != Aspect::Statuses;
    if by_difference && !old.is_empty() && !new.is_empty() {
        let gone: Vec<&str> = old.values().filter(|value| !new.contains(value)).collect();
        let come: Vec<&str> = new.values().filter(|value| !old.contains(value)).collect();
        match (gone.as_slice(), come.as_slice()) {
            ([], come) => format!("{label} + {}", list_text(aspect, come)),
            (gone, []) => format!("{label} - {}", list_text(aspect, gone)),
            (gone, come) => format!("{label} {}", replacement_text(aspect, gone, come)),
        }
    } else {
        let (old, new): (Vec<&str>, Vec<&str>) = (old.values().collect(), new.values().collect());
        format!("{label} {}", replacement_text(aspect, &old, &new))
    }
}

/// `404, 409 → 410`
fn replacement_text(aspect: Aspect, old: &[&str], new: &[&str]) -> String {
    match (old, new) {
        ([old], [new]) => {
            let start = first_difference(old, new);
            let (old, new) = (
                value_text(aspect, old, start),
                value_text(aspect, new, start),
            );
            format!("{old} → {new}")
        }
        _ => format!("{} → {}", list_text(aspect, old), list_text(aspect, new)),
    }
}

/// `status 504 in 3 places → 2`
fn places_text(aspect: Aspect, old: &AspectValue, new: &AspectValue) -> String {
    let label = aspect.label();
    let (Some(before), Some(now)) = (old.known(), new.known()) else {
        let (old, new) = (old.fingerprint().repeats, new.fingerprint().repeats);
        return if aspect.is_list() {
            format!("{label} repeated in {} → {new}", counted_places(old))
        } else {
            format!("{label} in {} → {}", counted_places(old + 1), new + 1)
        };
    };
    let mut by_places: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
    for (value, &old) in before {
        let new = now.get(value).copied().unwrap_or_default();
        if old != new {
            by_places
                .entry((old, new))
                .or_default()
                .push(value_text(aspect, value, 0));
        }
    }
    let texts: Vec<String> = by_places
        .iter()
        .map(|(&(old, new), values)| {
            let (values, places) = (values.join(", "), counted_places(old));
            format!("{label} {values} in {places} → {new}")
        })
        .collect();
    texts.join("; ")
}

fn counted_places(number: usize) -> String {
    format!("{number} {}", if number == 1 { "place" } else { "places" })
}

fn list_text(aspect: Aspect, values: &[&str]) -> String {
    if values.is_empty() {
        return "none".to_owned();
    }
    let most = if aspect == Aspect::Statuses {
        usize::MAX
    } else {
        MOST_VALUES
    };
    let mut texts: Vec<String> = values
        .iter()
        .take(most)
        .map(|value| value_text(aspect, value, 0))
        .collect();
    if values.len() > most {
        texts.push(format!("{} more", values.len() - most));
    }
    texts.join(", ")
}

/// Returns a value, in quotes if it is a sentence, shortened to the part around a character if it is long.
fn value_text(aspect: Aspect, value: &str, around: usize) -> String {
    let is_sentence =
        aspect.is_wording() && (aspect != Aspect::Retry || value.contains(char::is_whitespace));
    let text = excerpt(value, around);
    if is_sentence {
        format!("\"{text}\"")
    } else {
        text
    }
}

/// Returns the number of characters that two texts have in common at their beginning.
fn first_difference(old: &str, new: &str) -> usize {
    old.chars()
        .zip(new.chars())
        .take_while(|(old, new)| old == new)
        .count()
}

/// Returns the text, shortened to the part around a character if it is long.
fn excerpt(text: &str, around: usize) -> String {
    let characters: Vec<char> = text
        .chars()
        .map(|c| if is_control_or_bidi(c) { ' ' } else { c })
        .collect();
    let most = characters.len().saturating_sub(WIDTH);
    let start = around.saturating_sub(CONTEXT).min(most);
    let shown: String = characters.iter().skip(start).take(WIDTH).collect();
    let before = if start > 0 { "…" } else { "" };
    let after = if start < most { "…" } else { "" };
    format!("{before}{}{after}", shown.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(values: &[(&str, usize)]) -> AspectValue {
        let values = values.iter();
        AspectValue::Known(
            values
                .map(|(value, places)| ((*value).to_owned(), *places))
                .collect(),
        )
    }

    #[test]
    fn values_are_shown_in_full_and_lists_by_their_difference() {
        let once = |values: &[&str]| known(&values.iter().map(|v| (*v, 1)).collect::<Vec<_>>());
        let text = |aspect, old: &[&str], new: &[&str]| values_text(aspect, &once(old), &once(new));
        assert_eq!(
            text(Aspect::Statuses, &["404", "409"], &["410"]),
            "status 404, 409 → 410"
        );
        assert_eq!(text(Aspect::Type, &[], &["late"]), "type none → late");
        assert_eq!(
            text(Aspect::Causes, &["Rain.", "Snow."], &["Rain."]),
            "causes - \"Snow.\""
        );
        assert_eq!(
            text(Aspect::Details, &["a: string"], &["a: string", "b: any"]),
            "details + b: any"
        );
    }

    #[test]
    fn a_long_sentence_is_shortened_to_its_difference() {
        let long = |word: &str| {
            format!(
                "{}the {word} was lost, {}",
                "word ".repeat(30),
                "and so on ".repeat(9)
            )
        };
        let (old, new) = (known(&[(&long("kite"), 1)]), known(&[(&long("wind"), 1)]));
        let text = values_text(Aspect::Description, &old, &new);
        assert_eq!(
            text,
            "description \"…word word word the kite was lost, and so on and so on and s…\" \
             → \"…word word word the wind was lost, and so on and so on and s…\""
        );
    }

    #[test]
    fn the_number_of_places_is_shown() {
        let (old, new) = (
            known(&[("503", 2), ("504", 3)]),
            known(&[("503", 2), ("504", 2)]),
        );
        assert_eq!(
            values_text(Aspect::Statuses, &old, &new),
            "status 504 in 3 places → 2"
        );
        let print = AspectValue::Fingerprint(old.fingerprint());
        assert_eq!(
            values_text(Aspect::Statuses, &print, &new),
            "status repeated in 3 places → 2"
        );
        let other = known(&[("500", 1)]);
        assert_eq!(
            values_text(Aspect::Statuses, &print, &other),
            "status (not recorded) → 500"
        );
    }
}
