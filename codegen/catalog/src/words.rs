//! Enums whose variants are words of the format.

/// Defines an enum whose variants each have a word, in files or on the command line.
macro_rules! words {
    ($(#[$about:meta])* $Name:ident { $($(#[$doc:meta])* $Variant:ident = $word:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $Name {
            $($(#[$doc])* $Variant,)*
        }

        impl $Name {
            /// Every variant.
            pub const ALL: [$Name; [$($word),*].len()] = [$($Name::$Variant),*];
            /// Every variant with its word.
            pub const NAMES: [(&'static str, $Name); Self::ALL.len()] = [$(($word, $Name::$Variant)),*];

            /// Returns its word.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $($Name::$Variant => $word),*
                }
            }

            /// Returns the variant that has this word.
            #[must_use]
            pub fn from_name(name: &str) -> Option<$Name> {
                Self::ALL.into_iter().find(|variant| variant.as_str() == name)
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

pub(crate) use words;
