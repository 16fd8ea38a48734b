//! The macros that make errors of their documented arguments.

/// Makes the names of the errors without arguments. They are not the variants of `ErrorKind`, because a kind that needs
/// arguments must not become an error by itself.
#[doc(hidden)]
#[macro_export]
macro_rules! __errors_without_args {
    ($visibility:vis $Error:ident, $Kind:ident; {} $with_args:tt) => {};
    ($visibility:vis $Error:ident, $Kind:ident; { $($Name:ident)+ } { $($WithArgs:ident)* }) => {
        /// The errors without arguments. Each converts into an [`Error`], and its name is in this module too:
        /// `Err(acme::Internal)?`.
        #[allow(dead_code, missing_docs, non_camel_case_types, reason = "the names are those of errors")]
        $visibility enum ErrorWithoutArgs { $($Name),+ }

        impl ::core::marker::Copy for ErrorWithoutArgs {}

        #[allow(
            clippy::expl_impl_clone_on_copy,
            reason = "a derive would copy the enum with all its names"
        )]
        impl ::core::clone::Clone for ErrorWithoutArgs {
            #[inline]
            fn clone(&self) -> Self {
                *self
            }
        }

        /// The name of the kind.
        impl ::core::fmt::Debug for ErrorWithoutArgs {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let index = $crate::ErrorArgs::kind_index(self);
                f.pad(<$Kind as $crate::ErrorKind>::catalog().errors.name(index))
            }
        }

        #[allow(unused_imports, reason = "a crate may build no errors")]
        $visibility use ErrorWithoutArgs::*;

        #[allow(deprecated, reason = "an error may be")]
        impl $crate::ErrorArgs for ErrorWithoutArgs {
            type Kind = $Kind;
            #[inline]
            fn kind_index(&self) -> u16 {
                $crate::__runtime::index_without_args(*self as u16, &[$($Kind::$WithArgs as u16),*])
            }
        }

        /// The documented error.
        impl ::core::convert::From<ErrorWithoutArgs> for $Error {
            #[inline]
            fn from(error: ErrorWithoutArgs) -> Self {
                $crate::CatalogError::documented(&error)
            }
        }
    };
}

/// Makes an error of the struct of its arguments.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_args {
    (
        $Name:ident = $Kind:ident::$kind:ident for $Error:ident;
        required($($required:ident $required_name:literal),*)
        optional($($optional:ident $optional_name:literal),*)
    ) => {
        impl $crate::ErrorArgs for $Name {
            type Kind = $Kind;
            #[inline]
            fn kind_index(&self) -> u16 {
                $Kind::$kind as u16
            }
            #[inline]
            fn write(&self, args: &mut $crate::MembersWriter) {
                $(args.put($required_name, ::core::option::Option::Some(&self.$required));)*
                $(args.put($optional_name, self.$optional.as_ref());)*
            }
        }

        /// The documented error with these arguments.
        impl ::core::convert::From<$Name> for $Error {
            #[inline]
            fn from(args: $Name) -> Self {
                $crate::CatalogError::documented(&args)
            }
        }
    };
}
