//! The aspects of an item: what can change on its own.

/// Defines the aspects with the word for each in JSON and in a lock.
macro_rules! aspects {
    ($($(#[$doc:meta])* $Aspect:ident = $word:literal,)*) => {
        /// A property of an item that can change on its own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Aspect {
            $($(#[$doc])* $Aspect,)*
        }

        impl Aspect {
            /// Every aspect, in the order in which a change lists them.
            pub const ALL: &[Aspect] = &[$(Aspect::$Aspect,)*];

            /// Returns the word for it in JSON and in a lock.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Aspect::$Aspect => $word,)*
                }
            }
        }
    };
}

aspects! {
    /// The code, type or status itself. Only the number of places that state it can change.
    Code = "code",
    /// The HTTP statuses.
    Statuses = "statuses",
    /// The type or category.
    Type = "type",
    /// The category.
    Category = "category",
    /// Further codes with their statuses.
    Also = "also",
    /// Conditions that identify the error besides its code and statuses.
    Conditions = "conditions",
    /// The variant of the generated enum.
    RustName = "rust_name",
    /// Deprecated aliases of the variant.
    Aliases = "aliases",
    /// The name.
    Name = "name",
    /// The main description.
    Description = "description",
    /// The causes.
    Causes = "causes",
    /// The solutions.
    Solutions = "solutions",
    /// The retry advice.
    Retry = "retry",
    /// The documented limits.
    Limits = "limits",
    /// The members of `details`.
    Details = "details",
    /// The pattern of the message.
    Message = "message",
    /// The pattern of the message, if it identifies the error.
    IdentifyingMessage = "told_by",
    /// The parameters of the message.
    Parameters = "parameters",
    /// The message for the end user.
    UserMessage = "user_message",
    /// The exception of the vendor's SDK.
    Exception = "exception",
    /// Why the error is no longer sent.
    Deprecated = "deprecated",
    /// The former codes.
    RenamedFrom = "renamed_from",
    /// Links to more documentation.
    Links = "links",
    /// Further wordings on the page.
    Texts = "texts",
    /// Remarks elsewhere on the page.
    Notes = "notes",
    /// The JSON examples.
    Example = "example",
    /// The position of each field in the envelopes.
    Envelope = "envelope",
    /// Where responses state fields, besides the envelopes.
    Sources = "sources",
    /// Rules for all responses.
    Rules = "rules",
    /// How to contact support.
    Support = "support",
    /// The fields that no log may show.
    Sensitive = "sensitive",
}

impl Aspect {
    /// Returns the aspect with this word.
    pub(crate) fn from_word(word: &str) -> Option<Aspect> {
        Self::ALL
            .iter()
            .copied()
            .find(|aspect| aspect.as_str() == word)
    }

    /// Returns the name for a person.
    pub(crate) fn label(self) -> String {
        match self {
            Aspect::Statuses => "status".to_owned(),
            Aspect::IdentifyingMessage => "identifying message".to_owned(),
            _ => self.as_str().replace('_', " "),
        }
    }

    /// Returns `true` if an item can have several values of this aspect.
    pub(crate) fn is_list(self) -> bool {
        !matches!(
            self,
            Aspect::Code
                | Aspect::Type
                | Aspect::Category
                | Aspect::RustName
                | Aspect::Exception
                | Aspect::Name
                | Aspect::Description
                | Aspect::Message
                | Aspect::IdentifyingMessage
                | Aspect::UserMessage
                | Aspect::Deprecated
        )
    }

    /// Returns `true` if the values are sentences rather than identifiers.
    pub(crate) fn is_wording(self) -> bool {
        matches!(
            self,
            Aspect::Name
                | Aspect::Description
                | Aspect::Causes
                | Aspect::Solutions
                | Aspect::Retry
                | Aspect::Message
                | Aspect::IdentifyingMessage
                | Aspect::UserMessage
                | Aspect::Deprecated
                | Aspect::Texts
                | Aspect::Notes
                | Aspect::Example
        )
    }
}
