//! The members of a valid JSON object and the items of a valid list, as text.

use alloc::string::String;
use alloc::vec::Vec;

use crate::engine::scan::Scanner;
use crate::engine::validate;

/// Returns the members of a valid object, each with its text; `None` if it is not valid JSON.
#[inline]
pub(crate) fn members(json: &str) -> Option<Vec<(String, &str)>> {
    validate::whole(json.as_bytes()).ok()?;
    let mut members = Vec::new();
    Scanner::new(json.as_bytes()).object(|scan, key| {
        let value = scan.span(Scanner::skip_from)?;
        members.push((key.text().into(), json.get(value.range()?)?));
        Some(())
    })?;
    Some(members)
}

/// Returns the items of a valid list as text; `None` if it is not valid JSON.
#[inline]
pub(crate) fn items(json: &str) -> Option<Vec<&str>> {
    validate::whole(json.as_bytes()).ok()?;
    let mut items = Vec::new();
    Scanner::new(json.as_bytes()).list(|scan, _| {
        let item = scan.span(Scanner::skip_from)?;
        items.push(json.get(item.range()?)?);
        Some(())
    })?;
    Some(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_and_items_are_texts_as_they_stand() {
        let json = " {\"a\\u0062\" : [1, {\"x\": \"}\"}] , \"n\":-1.5e3, \"n\": \"\\\"]\"} ";
        let found = members(json).unwrap_or_default();
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(name, value)| (name.as_str(), *value))
            .collect();
        assert_eq!(
            found,
            [
                ("ab", r#"[1, {"x": "}"}]"#),
                ("n", "-1.5e3"),
                ("n", r#""\"]""#)
            ]
        );
        assert_eq!(
            items("[1, [2, 3] ,{}, null]").as_deref(),
            Some(&["1", "[2, 3]", "{}", "null"][..])
        );
        assert_eq!(
            (members("{}"), items(" []")),
            (Some(Vec::new()), Some(Vec::new()))
        );
        for other in ["", "[1", "[1,]", "[1] 2", "{\"a\" 1}", "{\"a\": nope}", "7"] {
            assert_eq!((members(other), items(other)), (None, None), "{other}");
        }
    }
}
