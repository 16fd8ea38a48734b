//! Makes the types of the catalogs.

fn main() -> Result<(), api_error_catalog_codegen::BuildError> {
    api_error_catalog_codegen::Builder::new()
        .catalog("spec/parcel.yaml")
        .catalog("spec/hangup.yaml")
        .generate()
}
