//! JSON bodies, indented and highlighted.

use api_error_catalog_core::__tokens::{Token, TokenKind, tokens};

use super::text::escaped;

/// Returns the body as HTML: JSON is indented, its tokens are in `<span>`s, and numbers and strings keep their spelling.
/// Other text is shown unchanged.
pub(super) fn highlighted(body: &str) -> String {
    if serde_json::from_str::<serde_json::Value>(body).is_err() {
        return escaped(body);
    }
    let mut layout = Layout {
        out: String::new(),
        depth: 0,
    };
    let mut tokens = tokens(body).peekable();
    while let Some(token) = tokens.next() {
        // `{}` and `[]` stay on one line.
        let closes = |next: &Token<'_>| next.kind == TokenKind::Close;
        match tokens.next_if(|next| token.kind == TokenKind::Open && closes(next)) {
            Some(close) => layout.out.extend([token.text, close.text]),
            None => layout.token(&token, tokens.peek()),
        }
    }
    layout.out
}

struct Layout {
    out: String,
    depth: usize,
}

impl Layout {
    fn token(&mut self, token: &Token<'_>, next: Option<&Token<'_>>) {
        let is_name = next.is_some_and(|next| next.kind == TokenKind::Colon);
        match token.kind {
            TokenKind::Open => {
                self.out.push_str(token.text);
                self.depth += 1;
                self.line();
            }
            TokenKind::Close => {
                self.depth = self.depth.saturating_sub(1);
                self.line();
                self.out.push_str(token.text);
            }
            TokenKind::Comma => {
                self.out.push(',');
                self.line();
            }
            TokenKind::Colon => self.out.push_str(": "),
            TokenKind::String if is_name => self.span("k", token.text),
            TokenKind::String => self.span("s", token.text),
            TokenKind::Word => self.span("n", token.text),
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
    fn json_is_indented_and_keeps_its_values() {
        let shown = highlighted(r#"{"a:":"\"<","b":[1.50,{}],"c":[],"d":null}"#);
        let wanted = "{\n  <span class=\"k\">&quot;a:&quot;</span>: <span class=\"s\">&quot;\\&quot;&lt;&quot;</span>,\n  \
                      <span class=\"k\">&quot;b&quot;</span>: [\n    <span class=\"n\">1.50</span>,\n    {}\n  ],\n  \
                      <span class=\"k\">&quot;c&quot;</span>: [],\n  <span class=\"k\">&quot;d&quot;</span>: \
                      <span class=\"n\">null</span>\n}";
        assert_eq!(shown, wanted);
    }

    #[test]
    fn invalid_json_is_shown_unchanged() {
        for text in ["", "{", "oops <b>", "{} {}"] {
            assert_eq!(highlighted(text), escaped(text));
        }
    }
}
