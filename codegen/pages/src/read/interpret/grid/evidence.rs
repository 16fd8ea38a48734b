//! The weights of all evidence, in one table.
//!
//! An assignment's score is the sum of the weights of what speaks for it. A column earns a role only with a score
//! above zero, and a grid is one of errors only if its columns outweigh what speaks for something else. Weights of 12
//! and more overrule everything but a hint.

macro_rules! evidence {
    ($($name:ident $weight:literal $reason:literal;)*) => {
        /// Something that speaks for or against an assignment.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(in crate::read::interpret) enum Evidence { $(#[doc = $reason] $name,)* }

        impl Evidence {
            /// All evidence with its name and weight.
            #[cfg(feature = "fit")]
            const ALL: &[(Evidence, &str, f32)] = &[$((Evidence::$name, stringify!($name), $weight),)*];

            /// How much it counts.
            #[cfg(not(feature = "fit"))]
            pub(in crate::read::interpret) const fn weight(self) -> f32 {
                match self { $(Evidence::$name => $weight,)* }
            }

            /// The weight of several, each with its amount.
            pub(in crate::read::interpret) fn sum(evidence: &[(Evidence, f32)]) -> f32 {
                evidence.iter().map(|(found, amount)| found.weight() * amount).sum()
            }

            /// The reason, in words.
            pub(in crate::read::interpret) const fn reason(self) -> &'static str {
                match self { $(Evidence::$name => $reason,)* }
            }
        }
    };
}

/// The weights as a fitting tries them.
#[cfg(feature = "fit")]
pub(crate) mod fit {
    use std::cell::RefCell;

    use super::Evidence;

    thread_local! {
        static TRIED: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
    }

    impl Evidence {
        /// How much it counts.
        pub(in crate::read::interpret) fn weight(self) -> f32 {
            let own = Evidence::ALL[self as usize].2;
            TRIED.with_borrow(|tried| tried.get(self as usize).copied().unwrap_or(own))
        }
    }

    /// Returns the name, the weight and the reason of all evidence.
    #[must_use]
    pub fn weights() -> Vec<(&'static str, f32, &'static str)> {
        let all = Evidence::ALL.iter();
        all.map(|(found, name, weight)| (*name, *weight, found.reason()))
            .collect()
    }

    /// Makes this thread read pages with these weights, in the order of [`weights`], from now on.
    pub fn try_weights(weights: &[f32]) {
        TRIED.with_borrow_mut(|tried| tried.clone_from(&weights.to_vec()));
    }
}

evidence! {
    // A column of codes.
    CodeBar -2.0 "a column has to look like codes to be one";
    CodeHeader 3.0 "its header names a code";
    CodeWord 0.4 "its header says `code` in so many words";
    CodeUnderType -0.5 "its header names a type";
    CodeUnderText -2.0 "its header names a text";
    CodeUnderStatus 0.5 "its header names a status";
    CodeUnderOther 0.6 "its header does not say what it holds";
    CodeShapes 3.0 "its cells are written as codes are";
    CodeWords 0.5 "its cells are single words";
    CodeMarked 1.0 "its cells are marked as code";
    CodeInternal -4.0 "its header calls its codes internal";
    CodeDistinct 0.1 "its cells differ";
    CodeRepeats -3.0 "its cells repeat";
    CodeGaps -4.0 "some records have no cell in it";
    CodeFirst 0.2 "no header says what it holds, and it comes first";
    CodeNumbers 0.3 "numbers are what is sent, and words next to them are their names";
    CodePhrases 2.0 "its header names a code, and its cells are phrases marked as code";
    CodeFailures 1.0 "its records name failures";
    CodeExamples 4.0 "examples on the page carry its cells as codes";
    // A column of statuses.
    StatusShapes 6.0 "its cells are HTTP statuses in use";
    StatusOdd -4.0 "most of its numbers are statuses that error pages seldom have";
    StatusHeader 1.0 "its header names a status";
    // Texts.
    Labelled 3.0 "its header names this role";
    DescribesWord 0.2 "its header says `description` in so many words";
    StatusNames 4.0 "its cells are names of HTTP statuses";
    ShortText 1.5 "it is short, and its header names something like a name";
    SmallSet 0.9 "its cells are few identifiers that repeat";
    Flags 1.5 "its cells are yes or no";
    LongestText 1.0 "if no header helps, the longest texts describe";
    TextLength 1.0 "a longer text describes more";
    AdviceText 2.2 "its sentences tell the reader what to do";
    OtherText 0.6 "a short text next to a description is a name";
    FurtherText 0.5 "a further text is a wording";
    // The leads of a group: headings, items, terms, lines.
    LeadBar -5.0 "a group has to look like one of errors";
    LeadCoverage 4.0 "its leads begin with a code or status";
    LeadStrong 3.0 "the codes are marked, or have a shape that no prose has";
    LeadExamples 6.0 "examples on the page carry its leads as codes";
    LeadAgreement 2.0 "other groups of its level are read so";
    LeadStatuses 2.0 "a lead names its HTTP status";
    LeadMixed -3.0 "some of its numbers are statuses, others codes";
    LeadStatusAsCode -3.0 "numbers taken for codes are HTTP statuses in use";
    LeadStrangeStatus -6.0 "its numbers are not HTTP statuses in use";
    LeadRepeats -6.0 "its codes repeat";
    LeadStatusRepeats -6.0 "its statuses repeat without a code that distinguishes them";
    LeadStatusNames -2.8 "its codes may be the names of the statuses in front of them";
    LeadFailures 3.0 "its codes describe failures";
    LeadLetters -6.0 "its codes are written unlike those of the page's tables";
    LeadMarkedOnly -0.5 "only their marks make its leads codes";
    LeadMarkedWords -2.5 "the marked text is a word of prose";
    LeadNumbersOnly -0.5 "any number is taken for a code";
    LeadWordsOnly -1.0 "any word is taken for a code";
    LeadInside -1.5 "the code is anywhere in the heading";
    LeadProse -12.0 "its codes are words of prose";
    LeadTyped -12.0 "an item has a data type: parameters or fields";
    // Something else than errors.
    DataTypes 12.0 "a column of data types: parameters or fields";
    Endpoints 12.0 "a column of HTTP methods or paths: endpoints";
    PropertyHeader 12.0 "its first column names properties, parameters or classes";
    OtherHeading 12.0 "its heading names something else than errors";
    ClassColumn 12.0 "its codes are a few classes that come again";
    OwnedCodes 12.0 "its codes belong to the things in its first column, such as countries";
    PropertyColumn 6.0 "a column names properties, and no header says `code`";
    FieldNames 12.0 "its codes are the names of fields or headers";
    SilentListing 2.0 "nothing but its codes speaks of errors";
    SilentPage 9.0 "nothing around it speaks of errors";
}

/// Returns `true` if a part of the page left out for this reason evidently holds something else.
pub(in crate::read::interpret) fn is_evident(reason: &str) -> bool {
    let evident = [
        Evidence::DataTypes,
        Evidence::Endpoints,
        Evidence::PropertyHeader,
        Evidence::PropertyColumn,
        Evidence::OwnedCodes,
        Evidence::OtherHeading,
        Evidence::FieldNames,
    ];
    evident.iter().any(|found| found.reason() == reason)
}
