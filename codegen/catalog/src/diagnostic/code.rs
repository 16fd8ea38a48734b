//! The sorts of findings, and the page that explains each.

use std::fmt;
use std::str::FromStr;

use super::level::Level;
use super::near::nearest;

macro_rules! codes {
    ($($Variant:ident $id:literal $title:literal,)*) => {
        /// The sort of a finding; stable, so that it can be looked up. `docs/diagnostics.md` has a page for each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $title] $Variant,)*
        }

        impl Code {
            /// Every sort, in the order of their numbers, then the differences from a page, then the lints.
            pub const ALL: &'static [Code] = &[$(Code::$Variant,)*];

            /// Its number, or its name: `E0007`, `missing_example`.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self {
                    $(Code::$Variant => $id,)*
                }
            }

            /// What it is, in a few words.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self {
                    $(Code::$Variant => $title,)*
                }
            }

            /// What it means, a wrong example and the mended one, as Markdown. The wrong one is marked with the code.
            #[must_use]
            pub fn page(self) -> &'static str {
                match self {
                    $(Code::$Variant => include_str!(concat!("pages/", $id, ".md")),)*
                }
            }
        }
    };
}

codes! {
    Syntax "E0001" "The text is no YAML",
    Anchor "E0002" "An anchor, an alias or a merge key",
    DuplicateKey "E0003" "A key stands twice in one mapping",
    UnknownKey "E0004" "A key that the format does not have",
    WrongValue "E0005" "A value of another form than is meant",
    MissingKey "E0006" "A key that must be there is not",
    UnknownWord "E0007" "A word that the format does not have",
    Status "E0008" "A number that is no HTTP status",
    Identity "E0009" "Two errors that nothing tells apart",
    VariantTwice "E0010" "Two errors become one variant",
    KeyName "E0011" "A key of which no variant's name can be made",
    TemplateJson "E0012" "A template that is no JSON",
    PatternBrace "E0013" "A brace without its other half in a message",
    Example "E0014" "An example that is read as another error, or as none",
    Evidence "E0015" "An observed error without evidence",
    Version "E0016" "A version of the format that this program does not know",
    File "E0017" "The file cannot be read",
    Empty "E0018" "The file is empty",
    Tag "E0019" "A tag",
    SecondDocument "E0020" "A second document in one file",
    TooLarge "E0021" "A file larger than any catalog",
    KeyForm "E0022" "A key that is neither a name nor a number",
    SaidTwice "E0023" "`code` or `status` next to `match`",
    CodeType "E0024" "A code of another form than the catalog's codes",
    Duration "E0025" "A text that is no length of time",
    ListType "E0026" "A list with more than one type",
    HeaderName "E0027" "A text that is no name of a header",
    NeverSensitive "E0028" "A field that cannot be sensitive",
    NoErrors "E0029" "A catalog without errors",
    MissingCode "E0030" "An error without a code among errors with codes",
    UnknownType "E0031" "A type that the catalog does not list",
    UnknownShape "E0032" "A shape that the catalog does not have",
    UnknownField "E0033" "A field that no envelope has",
    NoWebSocket "E0034" "An error of a WebSocket whose messages are not described",
    StatusTwice "E0035" "A status that is listed twice",
    CloseCode "E0036" "A number that is no close code",
    CodelessTwice "E0037" "Several ways to tell an error that has no code",
    ShapeTwice "E0038" "Two shapes with one name",
    DetailTwice "E0039" "Two members of `details` become one field",
    ModuleName "E0040" "A catalog's name that cannot be a module's",
    VariantName "E0041" "A `rust_name` that cannot be a variant's",
    DetailName "E0042" "A member of `details` of which no field's name can be made",
    FormerName "E0043" "A former code of which no variant's name can be made",
    TemplateField "E0044" "A field that is written wrongly in a template",
    TemplateTwice "E0045" "A field or member that stands twice in a template",
    TemplateForm "E0046" "A template that is no object, or has no field",
    TooManyFields "E0047" "More fields than are read",
    NoCodeInTemplate "E0048" "No envelope says where the code stands",
    PatternParameter "E0049" "A parameter that is written wrongly in a message",
    PatternAdjacent "E0050" "Two parameters with no text between them",
    NotObserved "E0051" "`seen` on an error that the page documents",
    NotUtf8 "E0052" "A file that is no UTF-8",
    TableSize "E0053" "A catalog larger than its tables can be",
    UnknownLint "E0054" "A lint that there is not",
    NotCounted "E0055" "A number that is not counted from 1",
    HintParts "E0056" "A hint whose keys do not go together",
    RoleTwice "E0057" "Two columns with one role",
    ConditionParts "E0058" "A condition whose keys do not go together",
    ManyWords "E0059" "Many words where a few are meant",
    Given "E0060" "A name in Rust that was given and is no longer",
    DriftAdded "drift_added" "The page has something that the catalog has not",
    DriftRemoved "drift_removed" "The catalog has something that the page has not",
    DriftChanged "drift_changed" "The page says something else than it did",
    StaleHint "stale_hint" "A hint finds nothing on the page",
    StaleErratum "stale_erratum" "An erratum that the page may have fixed",
    MissingDescription "missing_description" "A description is empty",
    SameDescription "same_description" "Two errors have one description",
    LongDescription "long_description" "A description is longer than a screen",
    RepeatedSolution "repeated_solution" "A solution says no more than the description",
    MissingAdvice "missing_advice" "An error that may pass has no retry advice",
    OddRateLimit "odd_rate_limit" "A 429 whose category or advice does not fit one",
    EmptyType "empty_type" "A type has no errors",
    MissingExample "missing_example" "An error has no example",
    AwkwardName "awkward_name" "A name reads badly in Rust",
    ShadowedShape "shadowed_shape" "A shape is never read",
}

impl Code {
    /// The level of a lint where nothing else is said; `None` for what is always an error.
    #[must_use]
    pub fn default_level(self) -> Option<Level> {
        match self {
            // Few pages show a body for each of their errors.
            Code::MissingExample => Some(Level::Allow),
            lint if lint >= Code::MissingDescription => Some(Level::Warn),
            _ => None,
        }
    }

    /// The lints.
    pub fn lints() -> impl Iterator<Item = Code> {
        Code::ALL
            .iter()
            .copied()
            .filter(|code| code.default_level().is_some())
    }

    /// Its page without the marks that are for tests.
    pub(super) fn readable_page(self) -> String {
        self.page()
            .replace(&format!("```yaml,{}", self.id()), "```yaml")
    }

    /// Its page with its title, as `cargo errcat explain` shows it.
    #[must_use]
    pub fn explanation(self) -> String {
        let level = self
            .default_level()
            .map(|level| format!(" (lint, `{level}` unless said otherwise)"))
            .unwrap_or_default();
        format!(
            "# {}: {}{level}\n\n{}",
            self.id(),
            self.title(),
            self.readable_page()
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl FromStr for Code {
    /// The id that may be meant.
    type Err = Option<&'static str>;

    /// `E0007`, in small letters too, or a lint's name.
    fn from_str(id: &str) -> Result<Code, Option<&'static str>> {
        let found = Code::ALL
            .iter()
            .copied()
            .find(|code| code.id().eq_ignore_ascii_case(id));
        found.ok_or_else(|| nearest(id, Code::ALL.iter().map(|code| code.id())))
    }
}
