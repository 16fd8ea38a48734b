//! Conditions that identify an error beyond its code and its statuses.

use api_error_catalog_core::rules::Notation;

use super::pattern::Pattern;

/// Further conditions of an identity. All must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Conditions {
    /// The codes, if they are several.
    pub codes: Option<CodeSet>,
    /// The sub-code.
    pub subcode: Option<String>,
    /// The hundreds of further statuses: 4 for 400 to 499.
    pub families: Vec<u16>,
    /// The pattern of the type.
    pub error_type: Option<Pattern>,
    /// The index of the shape; 0 for any.
    pub shape: usize,
    /// Whether the body must be empty.
    pub empty_body: bool,
    /// The pattern of the message.
    pub message: Option<Pattern>,
    /// Fields, each with the pattern of its value.
    pub fields: Vec<(String, Pattern)>,
}

/// A set of codes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CodeSet {
    /// The codes of this pattern.
    Pattern(Pattern),
    /// The numbers from the first to the second.
    Range(i64, i64),
}

/// The rules of a catalog that hold for all its responses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WireRules {
    /// Decorations of codes: what precedes and what follows the code.
    pub code_forms: Vec<(String, String)>,
    /// Whether codes are the same if only their case differs.
    pub ignore_case: bool,
    /// Whether the names of members may be in any case.
    pub ignore_member_case: bool,
    /// The indices of the shapes that make any response an error.
    pub success_errors: Vec<usize>,
    /// Codes that no error has.
    pub success_codes: Vec<Pattern>,
    /// The notation of bodies.
    pub notation: Notation,
}

impl Conditions {
    /// Describes each condition: `sub-code 7460`, `status 5xx`, `global = true`.
    #[must_use]
    pub fn describe(&self) -> Vec<String> {
        let codes = self.codes.as_ref().map(|codes| match codes {
            CodeSet::Pattern(pattern) => format!("code {}", pattern.text),
            CodeSet::Range(first, last) => format!("code {first}..{last}"),
        });
        let subcode = self.subcode.as_ref().map(|code| format!("sub-code {code}"));
        let families = self
            .families
            .iter()
            .map(|family| format!("status {family}xx"));
        let message = self.message.as_ref();
        let message = message.map(|pattern| format!("message {}", pattern.text));
        let fields = self.fields.iter();
        let fields = fields.map(|(name, value)| format!("{name} = {}", value.text));
        let error_type = self.error_type.as_ref();
        let error_type = error_type.map(|pattern| format!("type {}", pattern.text));
        let described = codes.into_iter().chain(subcode).chain(families);
        let described = described.chain(message).chain(fields).chain(error_type);
        let empty_body = self.empty_body.then(|| "empty body".to_owned());
        let described = described.chain(empty_body);
        described.collect()
    }
}

impl WireRules {
    /// Describes each rule: `code form {_}#{code}`, `success code 0`.
    pub fn describe(&self, shape_name: impl Fn(usize) -> String) -> Vec<String> {
        let forms = self.code_forms.iter();
        let forms = forms.map(|(before, after)| format!("code form {before}{{code}}{after}"));
        let case = self.ignore_case.then(|| "codes in any case".to_owned());
        let members = self
            .ignore_member_case
            .then(|| "members in any case".to_owned());
        let errors = self.success_errors.iter();
        let errors = errors.map(|shape| format!("errors under success: {}", shape_name(*shape)));
        let codes = self.success_codes.iter();
        let codes = codes.map(|code| format!("success code {}", code.text));
        forms
            .chain(case)
            .chain(members)
            .chain(errors)
            .chain(codes)
            .collect()
    }
}
