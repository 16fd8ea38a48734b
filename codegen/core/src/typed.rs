//! The macros that implement the types of documented details.

/// Implements an object in `details`: how it is constructed, read and written. The details of an error also name their kind.
///
/// `new` lists the required members, `with` the optional ones, and `members` all of them. All details of an error are not
/// constructed, because an error is built of its arguments. In users' crates, clippy takes `{x}` in
/// a literal for a formatting argument, but not in one that comes from a macro such as `concat`.
#[doc(hidden)]
#[macro_export]
macro_rules! __details_object {
    (
        $Name:ident $(= $Kind:ident::$kind:ident)?;
        $(
            new($($required:ident: $Required:ty),*)
            with($($with:ident $optional:ident: $Optional:ty),*)
        )?
        members($($field:ident $name:literal),*)
    ) => {
        $(impl $Name {
            /// Creates the object from its required members. The methods `with_…` set the optional ones.
            #[allow(clippy::too_many_arguments, reason = "there are as many as required members")]
            #[must_use]
            #[inline]
            pub fn new($($required: $Required),*) -> Self {
                $Name {
                    $($required: ::core::option::Option::Some($required.into()),)*
                    $($optional: ::core::option::Option::None,)*
                }
            }

            $(
                #[doc = ::core::concat!("Sets the field `", ::core::stringify!($optional), "`.")]
                #[must_use]
                #[inline]
                pub fn $with(mut self, $optional: $Optional) -> Self {
                    self.$optional = ::core::option::Option::Some($optional.into());
                    self
                }
            )*
        })?

        impl $crate::DetailsObject for $Name {
            #[inline]
            fn read(members: &$crate::Members<'_>) -> Self {
                $Name { $($field: members.get(::core::concat!($name))),* }
            }
            #[inline]
            fn write(&self, members: &mut $crate::MembersWriter) {
                $(members.put(::core::concat!($name), self.$field.as_ref());)*
            }
        }

        $(
            impl $crate::Details for $Name {
                type Kind = $Kind;
                const KIND: $Kind = $Kind::$kind;
            }
        )?
    };
}

/// Implements an enum of documented strings. Its variant `Other` contains any other string.
#[doc(hidden)]
#[macro_export]
macro_rules! __string_values {
    ($Name:ident { $($Variant:ident = $value:literal),* }) => {
        impl $Name {
            /// Returns the string.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $($Name::$Variant => ::core::concat!($value),)*
                    $Name::Other(other) => other,
                }
            }
        }

        /// Converts a string. An undocumented one becomes `Other`.
        impl ::core::convert::From<&str> for $Name {
            #[inline]
            fn from(value: &str) -> Self {
                match value {
                    $($value => $Name::$Variant,)*
                    other => $Name::Other(other.into()),
                }
            }
        }

        /// Converts a string. An undocumented one becomes `Other`.
        impl ::core::str::FromStr for $Name {
            type Err = ::core::convert::Infallible;
            #[inline]
            fn from_str(
                value: &str,
            ) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(value.into())
            }
        }

        /// Returns the string.
        impl ::core::fmt::Display for $Name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::convert::From<$Name> for $crate::Json {
            #[inline]
            fn from(value: $Name) -> Self {
                value.as_str().into()
            }
        }

        impl $crate::Value for $Name {
            #[inline]
            fn from_json(json: &str) -> ::core::option::Option<Self> {
                let text = <$crate::__runtime::String as $crate::Value>::from_json(json)?;
                <Self as $crate::Value>::from_text(&text)
            }
            #[inline]
            fn to_json(&self) -> $crate::__runtime::String {
                $crate::Value::to_json(&$crate::__runtime::String::from(self.as_str()))
            }
            #[inline]
            fn from_text(text: &str) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(text.into())
            }
        }
    };
}
