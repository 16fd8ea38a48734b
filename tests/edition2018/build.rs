//! Makes the types of the catalogs, for a dependency that is renamed.

fn main() -> Result<(), api_error_catalog_codegen::BuildError> {
    api_error_catalog_codegen::Builder::new()
        .catalog("../built/spec/parcel.yaml")
        .catalog("../built/spec/hangup.yaml")
        .catalog("../downstream/spec/acme.yaml")
        .runtime("::errors")
        .generate()
}
