//! A macro for structs that serialize as objects.

/// Defines structs that serialize as objects, without the derive of serde, which would add its compiler plugin to every
/// crate that reads catalogs. A key is named like its field, unless it is given in quotes; after `=>` comes the method
/// that reports whether to omit it. The keys of a field after `..` belong to the object itself.
macro_rules! object {
    ($(
        $(#[$about:meta])*
        pub struct $Name:ident {
            $($(#[$doc:meta])* pub $field:ident $($key:literal)?: $Value:ty $(=> $omit:ident)?,)*
            $(..$(#[$inner_doc:meta])* pub $inner:ident: $Inner:ty,)?
        }
    )*) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
        pub struct $Name {
            $(
                $(#[$doc])*
                $(#[cfg_attr(feature = "schema", schemars(rename = $key))])?
                pub $field: $Value,
            )*
            $($(#[$inner_doc])* #[cfg_attr(feature = "schema", schemars(flatten))] pub $inner: $Inner,)?
        }

        impl $Name {
            fn entries<M: serde::ser::SerializeMap>(&self, object: &mut M) -> Result<(), M::Error> {
                $(
                    let omit: &[bool] = &[$(self.$field.$omit())?];
                    if !omit.contains(&true) {
                        object.serialize_entry(key!($field $($key)?), &self.$field)?;
                    }
                )*
                $(self.$inner.entries(object)?;)?
                Ok(())
            }
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut object = serializer.serialize_map(None)?;
                self.entries(&mut object)?;
                serde::ser::SerializeMap::end(object)
            }
        }
    )*};
}

pub(super) use object;
