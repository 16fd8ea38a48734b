//! Characters that must be escaped before they are printed.

/// Returns `true` for control characters and for those that reorder the text around them (Trojan Source).
#[must_use]
pub fn is_control_or_bidi(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns `true` for a character that must not be raw in a catalog or in a code span: control characters, line separators,
/// characters that YAML forbids, invisible characters, and those that reorder the text around them.
#[must_use]
pub fn is_unprintable(c: char) -> bool {
    is_control_or_bidi(c)
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}' | '\u{2029}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
            | '\u{e0000}'..='\u{e0fff}')
}
