//! The kinds of findings, and the page that explains each.

use std::fmt;
use std::str::FromStr;

use super::level::Level;
use super::near::nearest;

macro_rules! codes {
    ($($Variant:ident $id:literal $title:literal,)*) => {
        /// The kind of a finding. Its ID is stable, and `docs/diagnostics.md` explains it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $title] $Variant,)*
        }

        impl Code {
            /// Every kind: the errors by number, then the differences from a page, then the lints.
            pub const ALL: &'static [Code] = &[$(Code::$Variant,)*];

            /// Returns its number or its name: `E0007`, `missing_example`.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self {
                    $(Code::$Variant => $id,)*
                }
            }

            /// Returns its title.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self {
                    $(Code::$Variant => $title,)*
                }
            }

            /// Returns its explanation as Markdown, with a wrong example, which is marked with the code, and the fixed one.
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
    Syntax "E0001" "YAML syntax error",
    Anchor "E0002" "An anchor, an alias or a merge key",
    DuplicateKey "E0003" "A duplicate key",
    UnknownKey "E0004" "An unknown key",
    WrongValue "E0005" "A value of the wrong type",
    MissingKey "E0006" "A missing key",
    UnknownWord "E0007" "An unknown word",
    Status "E0008" "A number that is not an HTTP status",
    Identity "E0009" "Two indistinguishable errors",
    VariantTwice "E0010" "Two errors with the same variant name",
    KeyName "E0011" "A key that gives no variant name",
    TemplateJson "E0012" "A template that is not JSON",
    PatternBrace "E0013" "An unmatched brace in a message",
    Example "E0014" "An example that is read as a different error",
    Evidence "E0015" "An observed error without evidence",
    Version "E0016" "An unsupported format version",
    File "E0017" "An unreadable file",
    Empty "E0018" "An empty file",
    Tag "E0019" "A YAML tag",
    SecondDocument "E0020" "A second document in the file",
    TooLarge "E0021" "A file that is too large",
    KeyForm "E0022" "A key that is not a name or a number",
    RedundantKey "E0023" "`code` or `status` next to `match`",
    CodeType "E0024" "A code of the wrong type",
    Duration "E0025" "An invalid duration",
    ListType "E0026" "A list type with several types",
    HeaderName "E0027" "An invalid header name",
    NeverSensitive "E0028" "A field that cannot be sensitive",
    NoErrors "E0029" "A catalog without errors",
    MissingCode "E0030" "A missing code",
    UnknownType "E0031" "An undeclared type",
    UnknownShape "E0032" "An undeclared shape",
    UnknownField "E0033" "An undeclared field",
    NoWebSocket "E0034" "A WebSocket error without a message template",
    StatusTwice "E0035" "A duplicate status",
    CloseCode "E0036" "A number that is not a close code",
    ShapeTwice "E0038" "A reserved shape name",
    DetailTwice "E0039" "Two details with the same field name",
    ModuleName "E0040" "An invalid catalog name",
    VariantName "E0041" "An invalid `rust_name`",
    DetailName "E0042" "A detail that gives no field name",
    FormerName "E0043" "A former code that gives no variant name",
    TemplateField "E0044" "An invalid field in a template",
    TemplateTwice "E0045" "A duplicate member in a template",
    TemplateForm "E0046" "A template that is not an object or has no field",
    TooManyFields "E0047" "Too many fields",
    NoCodeInTemplate "E0048" "No template contains the code",
    PatternParameter "E0049" "An invalid argument in a message",
    PatternAdjacent "E0050" "Two adjacent arguments in a message",
    NotObserved "E0051" "`seen` on a documented error",
    NotUtf8 "E0052" "A file that is not UTF-8",
    TableSize "E0053" "A catalog that is too large",
    UnknownLint "E0054" "An unknown lint",
    ZeroCount "E0055" "A number that must be at least 1",
    HintParts "E0056" "Conflicting keys in a hint",
    RoleTwice "E0057" "Two columns with the same role",
    ConditionParts "E0058" "Conflicting keys in a condition",
    ManyWords "E0059" "Too many words",
    LostName "E0060" "A lost Rust name",
    DetailMap "E0061" "A map with other members",
    DetailValues "E0062" "An invalid list of values",
    DetailTypeTwice "E0063" "Two details with the same type name",
    NeverNumber "E0064" "A number for retries that never happen",
    FieldSource "E0065" "An invalid source of a field",
    DriftAdded "drift_added" "An addition on the page",
    DriftRemoved "drift_removed" "A removal from the page",
    DriftChanged "drift_changed" "A change on the page",
    StaleHint "stale_hint" "A hint that matches nothing",
    StaleErratum "stale_erratum" "An outdated erratum",
    DriftContradiction "drift_contradiction" "Two sources that contradict each other",
    CopiedText "copied_text" "A text that repeats its page",
    MissingDescription "missing_description" "An empty description",
    SameDescription "same_description" "Two errors with the same description",
    LongDescription "long_description" "A long description",
    RepeatedSolution "repeated_solution" "A solution that repeats the description",
    MissingAdvice "missing_advice" "A temporary error without retry advice",
    OddRateLimit "odd_rate_limit" "An unusual category or advice for status 429",
    EmptyType "empty_type" "A type without errors",
    MissingExample "missing_example" "An error without an example",
    AwkwardName "awkward_name" "An unidiomatic Rust name",
    ShadowedShape "shadowed_shape" "A shape that is never used",
    UnsentArgument "unsent_argument" "An argument that is never sent",
    UnusedDelay "unused_delay" "A growing delay that is never used",
    OverlappingRules "overlapping_rules" "Two rules that can both apply",
    UnmetCondition "unmet_condition" "A condition that no response fulfills",
    DelayForm "delay_form" "A delay in an example that is not in the stated form",
    IncompleteSource "incomplete_source" "A source that is not completely stated",
}

impl Code {
    /// Returns the default level of a lint, or `None` for a finding that is always an error.
    #[must_use]
    pub fn default_level(self) -> Option<Level> {
        match self {
            // Few pages show a body for each of their errors.
            Code::MissingExample => Some(Level::Allow),
            // Catalogs of one's own API may repeat its documentation, and need no address of a page.
            Code::CopiedText | Code::IncompleteSource => Some(Level::Allow),
            lint if lint >= Code::DriftContradiction => Some(Level::Warn),
            _ => None,
        }
    }

    /// Returns the lints.
    pub fn lints() -> impl Iterator<Item = Code> {
        Code::ALL
            .iter()
            .copied()
            .filter(|code| code.default_level().is_some())
    }

    /// Returns its page without the marks that are for tests.
    pub(super) fn readable_page(self) -> String {
        self.page()
            .replace(&format!("```yaml,{}", self.id()), "```yaml")
    }

    /// Returns its page with its title, as `cargo errcat explain` shows it.
    #[must_use]
    pub fn explanation(self) -> String {
        let level = self
            .default_level()
            .map(|level| format!(" (lint, `{level}` by default)"))
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
    /// The most similar ID, if there is one.
    type Err = Option<&'static str>;

    /// Parses `E0007`, in any case, or a lint's name.
    fn from_str(id: &str) -> Result<Code, Option<&'static str>> {
        let found = Code::ALL
            .iter()
            .copied()
            .find(|code| code.id().eq_ignore_ascii_case(id));
        found.ok_or_else(|| nearest(id, Code::ALL.iter().map(|code| code.id())))
    }
}
