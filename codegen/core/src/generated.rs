//! The interface for generated code: one macro over the rows of a catalog, and the hidden module of all names that it uses.

/// The names that generated code uses. Semantic versioning does not cover them: [`generated`](crate::__generated) refuses
/// code that was generated for another one.
#[doc(hidden)]
pub mod __runtime {
    pub use crate::Form;
    pub use crate::api::error_args::index_without_args;
    pub use crate::api::kind::deserialize_kind;
    pub use crate::envelope::{
        Default, Field, Item, ItemTemplate, Member, Node, Reads, Shape, Template, Type,
    };
    pub use crate::lookup::{CodeMap, SmallCodeMap, Words};
    pub use crate::packed::{Errors, Group, Rows};
    pub use crate::rules::{CodeRule, Notation, Rule, Rules};
    pub use crate::source::{FieldPlace, FieldSource, HeaderPart};
    pub use crate::table::{
        Catalog, CloseCodeInfo, CodeType, Detail, Identity, Limit, More, Sensitive, Source,
        StatusInfo, Support, TypeInfo, ValueType,
    };
    #[allow(
        unused_imports,
        unreachable_pub,
        reason = "without features there is nothing"
    )]
    pub use crate::with::names::*;
    pub use crate::{
        __details_object as details_object, __error_args as error_args, __generated as generated,
        __generated_for as generated_for, __stand_in_for_kind as stand_in_for_kind,
        __string_values as string_values,
    };
    pub use crate::{
        ArgValues, Category, Details, DetailsObject, Members, MembersWriter, MessageArgs, Pattern,
        Piece, RetryAdvice, RetryStrategy, Value,
    };
    pub use alloc::{boxed::Box, collections::BTreeMap, string::String, vec::Vec};
    pub use core;
    pub use core::convert::{From, Into};
    pub use core::option::Option::{self, None, Some};
    pub use serde_core;
}

/// Defines the enum of a catalog and its tables, from one row for each error.
///
/// The first token is the version of this format. A row has the variant, the description, four numbers, the code, and how the error
/// appears in responses, for rustdoc. If rustdoc needs another wording of the description, both are at the end, in parentheses. The
/// numbers are the lengths of the name with the description, of the code and of the name, and the group, with `+ More` if the error
/// has rarely used properties; see [`Rows`](crate::packed::Rows).
///
/// rustc copies what it has matched so far if it can go on in two ways. For time that is linear in the number of rows,
/// every row begins with a name, and something that must be there is between two parts that need not be. Each token and
/// attribute of a row costs time, and so does each derive, which copies the enum with all its documentation: hence only
/// `PartialEq`, which patterns need, is derived.
#[doc(hidden)]
#[macro_export]
macro_rules! __generated {
    (
        1 $(#[$attribute:meta])* $Kind:ident;
        groups { $($group:ident = $common:expr;)* }
        errors { $($Name:ident $(#[$variant:meta])* $($text:literal)? = [$ends:tt, $code_length:tt, $length:tt, $its_group:ident $(+ $more:ident)?] $code:tt $look:tt $(($raw:tt $doc:tt))?;)* }
        more { $($with_more:ident)* }
        codes { $($further:literal)* }
        buckets $buckets:tt
        without_args $without_args:tt
        with_args $with_args:tt
        $($item:tt)*
    ) => {
        #[allow(unused_imports, reason = "the prelude has them, but without `std`, or if a user's types have these names")]
        use $crate::__runtime::{From, Into, None, Option, Some, String, Vec};

        $(#[$attribute])*
        #[derive(PartialEq)]
        #[non_exhaustive]
        pub enum $Kind {
            $($(#[doc = $text])? $(#[doc = $doc])? #[doc = $look] $(#[$variant])* $Name,)*
        }

        #[allow(dead_code, deprecated, non_camel_case_types, non_upper_case_globals, reason = "names are those of errors and of groups, and a crate may use none of them")]
        const _: () = {
            use $crate::__runtime as rt;
            use $Kind as K;
            const NUMBERS: &[u32] = {
                // Only here, because an error with arguments may have one of these names.
                $crate::__groups! { $($group)* }
                enum More { none $(, $with_more)* }
                &rt::Rows::summed([
                    0, 0, 0, 0 $(, $ends, $code_length, $length, $its_group $(+ $more::$Name as u32)?)*
                ])
            };
            const ROWS: rt::Rows<'static> = rt::Rows::new(NUMBERS);
            const CODES: &str = ::core::concat!($($code,)* $($further,)*);
            const BUCKETS: &[u16] = &$buckets;
            const ERRORS: rt::Errors<'static> = rt::Errors {
                texts: ::core::concat!($(::core::stringify!($Name), $($text,)? $($raw,)?)*),
                codes: CODES,
                rows: ROWS,
                groups: &[$($common),*],
                more: MORE,
            };
            $($item)*
            $crate::__implement_kind!($Kind, [$(K::$Name),*], CATALOG);
        };

        $crate::__error_type!(pub Error, ErrorCode, $Kind);
        $crate::__errors_without_args!(pub Error, $Kind; $without_args $with_args);
    };
    (
        $version:literal $(#[$attribute:meta])* $Kind:ident; $($other:tt)*
    ) => {
        $crate::__other_version!();
        $(#[$attribute])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub enum $Kind {}
        $crate::__stand_in_for_kind!(pub $Kind);
    };
}

/// Does the same for an enum that the user wrote, with the variants of the rows in the same order.
#[doc(hidden)]
#[macro_export]
macro_rules! __generated_for {
    (
        1 $visibility:vis $Kind:ident;
        groups { $($group:ident = $common:expr;)* }
        errors { $($Name:ident $(#[$variant:meta])* $($text:literal)? = [$ends:tt, $code_length:tt, $length:tt, $its_group:ident $(+ $more:ident)?] $code:tt $look:tt $(($raw:tt $doc:tt))?;)* }
        more { $($with_more:ident)* }
        codes { $($further:literal)* }
        buckets $buckets:tt
        without_args $without_args:tt
        with_args $with_args:tt
        $($item:tt)*
    ) => {
        #[allow(unused_imports, reason = "the prelude has them, but without `std`, or if a user's types have these names")]
        use $crate::__runtime::{From, Into, None, Option, Some, String, Vec};

        #[allow(dead_code, deprecated, non_camel_case_types, non_upper_case_globals, reason = "names are those of errors and of groups, and a crate may use none of them")]
        const _: () = {
            use $crate::__runtime as rt;
            use $Kind as K;
            const NUMBERS: &[u32] = {
                // Only here, because an error with arguments may have one of these names.
                $crate::__groups! { $($group)* }
                enum More { none $(, $with_more)* }
                &rt::Rows::summed([
                    0, 0, 0, 0 $(, $ends, $code_length, $length, $its_group $(+ $more::$Name as u32)?)*
                ])
            };
            const ROWS: rt::Rows<'static> = rt::Rows::new(NUMBERS);
            const CODES: &str = ::core::concat!($($code,)* $($further,)*);
            const BUCKETS: &[u16] = &$buckets;
            const ERRORS: rt::Errors<'static> = rt::Errors {
                texts: ::core::concat!($(::core::stringify!($Name), $($text,)? $($raw,)?)*),
                codes: CODES,
                rows: ROWS,
                groups: &[$($common),*],
                more: MORE,
            };
            $($item)*
            $crate::__implement_own_kind!($Kind, [$(K::$Name),*], CATALOG);
        };

        $crate::__error_type!($visibility Error, ErrorCode, $Kind);
        $crate::__errors_without_args!($visibility Error, $Kind; $without_args $with_args);
    };
    ($version:literal $visibility:vis $Kind:ident; $($other:tt)*) => {
        $crate::__other_version!();
        $crate::__stand_in_for_kind!($visibility $Kind);
    };
}

/// Numbers the groups by their names.
#[doc(hidden)]
#[macro_export]
macro_rules! __groups {
    ($($group:ident)*) => {
        enum Groups { $($group),* }
        $(const $group: u32 = (Groups::$group as u32) << 16;)*
    };
}

/// Refuses code that was generated for another version.
#[doc(hidden)]
#[macro_export]
macro_rules! __other_version {
    () => {
        ::core::compile_error!(
            "this code was generated for another version of api-error-catalog: generate it again, with `cargo errcat generate` or by using one version of all its crates"
        );
    };
}

/// Implements everything for the enum of a catalog but its variants and its table.
#[doc(hidden)]
#[macro_export]
macro_rules! __implement_kind {
    ($Kind:ident, $KINDS:expr, $CATALOG:ident) => {
        $crate::__implement_own_kind!($Kind, $KINDS, $CATALOG);

        impl ::core::marker::Copy for $Kind {}

        #[allow(
            clippy::expl_impl_clone_on_copy,
            reason = "a derive would copy the enum with all its documentation"
        )]
        impl ::core::clone::Clone for $Kind {
            #[inline]
            fn clone(&self) -> $Kind {
                *self
            }
        }

        impl ::core::cmp::Eq for $Kind {}

        impl ::core::hash::Hash for $Kind {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                state.write_u16(*self as u16);
            }
        }

        impl ::core::cmp::PartialOrd for $Kind {
            #[inline]
            fn partial_cmp(&self, other: &$Kind) -> ::core::option::Option<::core::cmp::Ordering> {
                ::core::option::Option::Some(::core::cmp::Ord::cmp(self, other))
            }
        }

        /// In the order of the catalog.
        impl ::core::cmp::Ord for $Kind {
            #[inline]
            fn cmp(&self, other: &$Kind) -> ::core::cmp::Ordering {
                (*self as u16).cmp(&(*other as u16))
            }
        }

        /// Returns the name of the variant.
        impl ::core::fmt::Debug for $Kind {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad($CATALOG.errors.name(*self as u16))
            }
        }
    };
}

/// Does the same for an enum that the user wrote, with `Debug` and all else that can be derived.
#[doc(hidden)]
#[macro_export]
macro_rules! __implement_own_kind {
    ($Kind:ident, $KINDS:expr, $CATALOG:ident) => {
        impl $Kind {
            /// Every documented error, in the order of the catalog.
            pub const ALL: $crate::AllKinds<$Kind> = <$Kind as $crate::ErrorKind>::ALL;

            /// Identifies the catalog, for enums that the derive compares with it.
            #[doc(hidden)]
            pub const __CATALOG: &'static [u8] = $CATALOG.name.as_bytes();

            /// Returns the error that this code identifies; `None` if the catalog does not have the code, or if several errors
            /// share it.
            #[inline]
            #[must_use]
            pub fn from_code(code: &str) -> ::core::option::Option<$Kind> {
                <$Kind as $crate::ErrorKind>::from_code(code)
            }

            /// Returns the facts of the catalog about the error.
            #[inline]
            #[must_use]
            pub fn info(self) -> $crate::table::ErrorInfo<'static> {
                $CATALOG.errors.info(self as u16)
            }

            /// Returns the code as a string; `None` if the error has no code.
            #[inline]
            #[must_use]
            pub fn code(self) -> ::core::option::Option<&'static str> {
                self.info().code
            }

            /// Returns the documented statuses; empty if the page states none.
            #[inline]
            #[must_use]
            pub fn statuses(self) -> &'static [u16] {
                self.info().statuses
            }

            /// Returns the category.
            #[inline]
            #[must_use]
            pub fn category(self) -> $crate::Category {
                self.info().category
            }

            /// Returns who must act.
            #[inline]
            #[must_use]
            pub fn fault(self) -> $crate::Fault {
                self.info().category.fault()
            }

            /// Returns the retry advice of the catalog.
            #[inline]
            #[must_use]
            pub fn retry(self) -> ::core::option::Option<&'static $crate::RetryAdvice> {
                self.info().retry
            }

            /// Returns the description.
            #[inline]
            #[must_use]
            pub fn description(self) -> &'static str {
                self.info().description
            }
        }

        impl $crate::ErrorKind for $Kind {
            // This is not a constant or a static: rustc validates the value of one in time that is quadratic in the number of
            // variants.
            #[inline]
            fn all() -> &'static [$Kind] {
                &$KINDS
            }
            #[inline]
            fn catalog() -> &'static $crate::table::Catalog<'static> {
                &$CATALOG
            }
            #[inline]
            fn index(self) -> u16 {
                self as u16
            }
            #[inline]
            fn info(self) -> $crate::table::ErrorInfo<'static> {
                $Kind::info(self)
            }
        }

        /// Writes the name of the variant.
        impl ::core::fmt::Display for $Kind {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad($CATALOG.errors.name(*self as u16))
            }
        }

        /// Parses the name of a variant.
        impl ::core::str::FromStr for $Kind {
            type Err = $crate::ParseKindError;
            #[inline]
            fn from_str(name: &str) -> ::core::result::Result<$Kind, $crate::ParseKindError> {
                <$Kind as $crate::ErrorKind>::from_name(name).ok_or($crate::ParseKindError)
            }
        }

        /// Serializes the name of the variant.
        impl $crate::__runtime::serde_core::Serialize for $Kind {
            #[inline]
            fn serialize<S: $crate::__runtime::serde_core::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str($CATALOG.errors.name(*self as u16))
            }
        }

        /// Deserializes the name of a variant.
        impl<'de> $crate::__runtime::serde_core::Deserialize<'de> for $Kind {
            #[inline]
            fn deserialize<D: $crate::__runtime::serde_core::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<$Kind, D::Error> {
                $crate::__runtime::deserialize_kind(deserializer)
            }
        }
    };
}

/// Replaces an enum that does not fit its catalog, so that only that error is reported.
#[doc(hidden)]
#[macro_export]
macro_rules! __stand_in_for_kind {
    ($visibility:vis $Kind:ident) => {
        $crate::__error_type!($visibility Error, ErrorCode, $Kind);

        impl $crate::ErrorKind for $Kind {
            fn all() -> &'static [$Kind] {
                &[]
            }
            fn catalog() -> &'static $crate::table::Catalog<'static> {
                ::core::unimplemented!()
            }
            fn index(self) -> u16 {
                ::core::unimplemented!()
            }
            fn info(self) -> $crate::table::ErrorInfo<'static> {
                ::core::unimplemented!()
            }
        }

        impl ::core::fmt::Display for $Kind {
            fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::unimplemented!()
            }
        }
    };
}
