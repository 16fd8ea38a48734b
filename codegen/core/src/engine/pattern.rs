//! Matches messages with their documented templates.

use crate::tables::argument::ValueType;
use crate::tables::pattern::{Pattern, Piece};

impl<'t> Pattern<'t> {
    /// Returns `true` if the whole message matches.
    #[must_use]
    pub fn matches(&self, message: &str) -> bool {
        self.read(message, |_, _| {})
    }

    /// Returns `true` if the whole text matches, and each argument has its documented type.
    #[inline]
    pub(crate) fn matches_typed(&self, text: &str) -> bool {
        let mut fits = true;
        let types = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Parameter(_, ty) => Some(*ty),
            Piece::Text(_) => None,
        });
        let mut types = types;
        self.read(text, |_, text| {
            fits &= match types.next() {
                Some(ValueType::Integer) => text.parse::<i64>().is_ok(),
                Some(ValueType::Number | ValueType::Decimal) => text.parse::<f64>().is_ok(),
                _ => !text.is_empty(),
            };
        }) && fits
    }

    /// Returns the text of one parameter if the whole message matches.
    #[must_use]
    #[inline]
    pub fn arg<'m>(&self, message: &'m str, name: &str) -> Option<&'m str> {
        let mut found = None;
        self.read(message, |parameter, text| {
            if parameter == name {
                found = Some(text);
            }
        })
        .then_some(found)
        .flatten()
    }

    /// Passes each parameter and its text to `keep`. Returns `true` if the whole message matches.
    fn read<'m>(&self, message: &'m str, mut keep: impl FnMut(&'t str, &'m str)) -> bool {
        let mut rest = message;
        let mut pieces = self.pieces.iter();
        while let Some(piece) = pieces.next() {
            match *piece {
                Piece::Text(text) => match rest.strip_prefix(text) {
                    Some(after) => rest = after,
                    None => return false,
                },
                Piece::Parameter(name, _) => {
                    let end = match pieces.next() {
                        Some(Piece::Text(text)) => {
                            find_end(rest, text, pieces.len() == 0).map(|end| (end, text.len()))
                        }
                        _ => Some((rest.len(), 0)),
                    };
                    let Some((end, width)) = end else {
                        return false;
                    };
                    let (Some(text), Some(after)) = (rest.get(..end), rest.get(end + width..))
                    else {
                        return false;
                    };
                    keep(name, text);
                    rest = after;
                }
            }
        }
        rest.is_empty()
    }
}

/// Returns the end of a parameter: the first occurrence of the text after it. If that text ends the template, it is the last
/// occurrence, so that `{amount}.` reads `0.50` from `0.50.`.
fn find_end(rest: &str, text: &str, last: bool) -> Option<usize> {
    if last {
        rest.ends_with(text).then(|| rest.len() - text.len())
    } else {
        rest.find(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Piece::{Parameter, Text};

    const LIMIT: Pattern<'static> = Pattern {
        pieces: &[
            Text("At most "),
            Parameter("maximum", ValueType::String),
            Text(" at once, now "),
            Parameter("current", ValueType::String),
            Text("."),
        ],
    };

    #[test]
    fn a_message_that_fits_gives_its_args() {
        let message = "At most 5 at once, now 6.5.";
        assert!(LIMIT.matches(message));
        assert_eq!(LIMIT.arg(message, "maximum"), Some("5"));
        assert_eq!(LIMIT.arg(message, "current"), Some("6.5"));
        assert_eq!(LIMIT.arg(message, "other"), None);
    }

    #[test]
    fn a_message_that_does_not_fit_gives_none() {
        for message in [
            "",
            "At most 5",
            "At most 5 at once, now 6",
            "at most 5 at once, now 6.",
        ] {
            assert!(!LIMIT.matches(message), "{message}");
            assert_eq!(LIMIT.arg(message, "maximum"), None, "{message}");
        }
    }

    #[test]
    fn an_arg_at_the_end_takes_the_rest() {
        let pattern = Pattern {
            pieces: &[
                Text("Model not found: "),
                Parameter("model", ValueType::String),
            ],
        };
        assert_eq!(
            pattern.arg("Model not found: faseeh-ü", "model"),
            Some("faseeh-ü")
        );
        assert_eq!(pattern.arg("Model not found: ", "model"), Some(""));
    }
}
