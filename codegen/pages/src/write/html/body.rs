//! JSON bodies, laid out and coloured.

use super::text::escaped;

/// The body in HTML: JSON is laid out on lines, its tokens in `<span>`s; numbers and strings stay as they are written.
/// What is no JSON is shown as it is.
pub(super) fn highlighted(body: &str) -> String {
    if serde_json::from_str::<serde_json::Value>(body).is_err() {
        return escaped(body);
    }
    let mut layout = Layout {
        out: String::new(),
        depth: 0,
    };
    let mut rest = body.trim_start();
    while let Some(first) = rest.chars().next() {
        // `{}` and `[]` stay on one line.
        let inside = rest.strip_prefix(['{', '[']).map(str::trim_start);
        if let Some(after) = inside.and_then(|inside| inside.strip_prefix(['}', ']'])) {
            layout.out.push_str(if first == '{' { "{}" } else { "[]" });
            rest = after.trim_start();
            continue;
        }
        let end = match first {
            '"' => string_end(rest),
            '{' | '}' | '[' | ']' | ',' | ':' => 1,
            _ => rest
                .find(|c: char| c.is_whitespace() || "{}[],:".contains(c))
                .unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(end);
        rest = after.trim_start();
        layout.token(first, token, rest);
    }
    layout.out
}

/// Where the string that a text begins with ends.
fn string_end(text: &str) -> usize {
    let mut strings = serde_json::Deserializer::from_str(text).into_iter::<String>();
    strings.next();
    strings.byte_offset()
}

struct Layout {
    out: String,
    depth: usize,
}

impl Layout {
    fn token(&mut self, first: char, token: &str, rest: &str) {
        match first {
            '{' | '[' => {
                self.out.push(first);
                self.depth += 1;
                self.line();
            }
            '}' | ']' => {
                self.depth = self.depth.saturating_sub(1);
                self.line();
                self.out.push(first);
            }
            ',' => {
                self.out.push(first);
                self.line();
            }
            ':' => self.out.push_str(": "),
            '"' if rest.starts_with(':') => self.span("k", token),
            '"' => self.span("s", token),
            _ => self.span("n", token),
        }
    }

    fn line(&mut self) {
        self.out.push('\n');
        self.out.push_str(&"  ".repeat(self.depth));
    }

    fn span(&mut self, class: &str, token: &str) {
        self.out.push_str(&format!(
            "<span class=\"{class}\">{}</span>",
            escaped(token)
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_laid_out_and_keeps_its_values() {
        let shown = highlighted(r#"{"a:":"\"<","b":[1.50,{}],"c":[],"d":null}"#);
        let wanted = "{\n  <span class=\"k\">&quot;a:&quot;</span>: <span class=\"s\">&quot;\\&quot;&lt;&quot;</span>,\n  \
                      <span class=\"k\">&quot;b&quot;</span>: [\n    <span class=\"n\">1.50</span>,\n    {}\n  ],\n  \
                      <span class=\"k\">&quot;c&quot;</span>: [],\n  <span class=\"k\">&quot;d&quot;</span>: \
                      <span class=\"n\">null</span>\n}";
        assert_eq!(shown, wanted);
    }

    #[test]
    fn what_is_no_json_is_shown_as_it_is() {
        for text in ["", "{", "oops <b>", "{} {}"] {
            assert_eq!(highlighted(text), escaped(text));
        }
    }
}
