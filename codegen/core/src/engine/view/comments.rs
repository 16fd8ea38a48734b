//! Hand-written JSON with comments.

use alloc::string::String;

use memchr::{memchr, memmem};

/// Returns the text without its comments, or `None` if it has none. Nothing is moved: a comment becomes blanks.
pub(super) fn removed(json: &str) -> Option<String> {
    let bytes = json.as_bytes();
    let mut out: Option<String> = None;
    let (mut at, mut copied) = (0, 0);
    while let Some(found) = bytes
        .get(at..)?
        .iter()
        .position(|byte| matches!(byte, b'"' | b'/'))
    {
        at += found;
        let rest = bytes.get(at..)?;
        let length = match rest {
            [b'/', b'/', ..] => memchr(b'\n', rest).unwrap_or(rest.len()),
            [b'/', b'*', inner @ ..] => {
                memmem::find(inner, b"*/").map_or(rest.len(), |end| end + 4)
            }
            [b'"', ..] => {
                at += string_length(rest);
                continue;
            }
            _ => {
                at += 1;
                continue;
            }
        };
        let out = out.get_or_insert_with(|| String::with_capacity(json.len()));
        out.push_str(json.get(copied..at)?);
        out.extend(core::iter::repeat_n(' ', length));
        at += length;
        copied = at;
    }
    let mut out = out?;
    out.push_str(json.get(copied..)?);
    Some(out)
}

/// Returns the length of the string at the start, with its quotes.
fn string_length(text: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use alloc::borrow::ToOwned;

    use super::removed;

    #[test]
    fn comments_become_blanks_and_strings_are_kept() {
        for (text, expected) in [
            ("// a\n{\"b\": 1}", "    \n{\"b\": 1}"),
            ("{/* \" */\"a\": \"// b\"}", "{       \"a\": \"// b\"}"),
            ("{\"a\\\"//\": 1} /* cut", "{\"a\\\"//\": 1}       "),
            ("{} /", "{} /"),
        ] {
            let removed = removed(text).unwrap_or_else(|| text.to_owned());
            assert_eq!(removed, expected);
        }
        for text in ["", "{}", "{\"a\": \"http://b\"}", "{\"//", "\"\\"] {
            assert_eq!(removed(text), None, "{text}");
        }
    }
}
