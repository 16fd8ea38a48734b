//! Errors are built of exactly their documented arguments.

use api_error_catalog::ApiErrorCatalog;

#[derive(ApiErrorCatalog)]
#[catalog(path = "spec/shop.yaml", module = shop)]
pub struct Shop;

fn missing() -> Result<(), shop::Error> {
    Err(shop::CardDeclined { attempts: Some(2) })?
}

fn of_another_error() -> Result<(), shop::Error> {
    Err(shop::CardDeclined { reason: "stolen".into(), attempts: None, limit: 9 })?
}

fn of_another_type() -> Result<(), shop::Error> {
    Err(shop::TextTooLong { limit: "9" })?
}

fn without_its_arguments() -> Result<(), shop::Error> {
    Err(shop::TextTooLong)?
}

fn of_its_kind_alone() -> Result<(), shop::Error> {
    Err(shop::ErrorKind::TextTooLong)?
}

fn main() {
    let _ = (missing(), of_another_error(), of_another_type(), without_its_arguments(), of_its_kind_alone());
}
