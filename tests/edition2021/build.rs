//! Makes the types of the catalog.

fn main() -> Result<(), api_error_catalog_codegen::BuildError> {
    api_error_catalog_codegen::Builder::new()
        .catalog("../built/spec/parcel.yaml")
        .generate()
}
