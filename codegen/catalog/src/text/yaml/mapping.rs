//! The macro that defines the file's structs.

/// Defines mappings of the file: for each a struct with a [`Field`](super::Field) for each key. A key is named like its field,
/// unless it is given in quotes. With `short`, a scalar abbreviates a mapping that has only that key.
macro_rules! mapping {
    ($t:lifetime, $($(#[$about:meta])* $Name:ident $(short $short:literal)? {
        $($(#[$doc:meta])* $field:ident $($key:literal)?: $Value:ty,)*
    })*) => {$(
        #[derive(Debug, Default)]
        #[cfg_attr(feature = "schema", derive(JsonSchema), schemars(default, deny_unknown_fields))]
        $(#[$about])*
        pub(crate) struct $Name<$t> {
            $(
                $(#[$doc])*
                $(#[cfg_attr(feature = "schema", schemars(rename = $key))])?
                pub(crate) $field: Field<$t, $Value>,
            )*
        }

        impl<$t> FromYaml<$t> for $Name<$t> {
            fn from_yaml(node: &$t YamlNode, reader: &mut Reader) -> Option<Self> {
                const KEYS: &[&str] = &[$(key!($field $($key)?)),*];
                let mut read = Self::default();
                for (key, value) in reader.values(node, KEYS, short!($($short)?))? {
                    $(if key == key!($field $($key)?) {
                        read.$field = Field::read(value, reader);
                    })*
                }
                Some(read)
            }
        }
    )*};
}

/// The key of a field of [`mapping!`].
macro_rules! key {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

/// The only key of the mapping that a scalar abbreviates in [`mapping!`].
macro_rules! short {
    () => {
        None
    };
    ($key:literal) => {
        Some($key)
    };
}

pub(crate) use {key, mapping, short};
