//! What the derive makes does not name a user's types: it stands beside types called as those of the prelude are.

use api_error_catalog::ApiErrorCatalog;

pub struct Option;
pub struct Result;
pub struct String;
pub struct Vec;
pub struct Box;
pub enum Some {}
pub enum None {}

#[derive(ApiErrorCatalog)]
#[catalog(path = "spec/acme.yaml")]
pub struct Acme;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ApiErrorCatalog)]
#[catalog(path = "spec/acme.yaml")]
pub(crate) enum Kind {
    TextTooLong,
    VoiceNotFound,
}

mod inner {
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, api_error_catalog::ApiErrorCatalog)]
    #[catalog(path = "spec/acme.yaml", module = made)]
    pub(super) enum Kind {
        TextTooLong,
        VoiceNotFound,
    }

    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, api_error_catalog::ApiErrorCatalog)]
    #[catalog(path = "spec/acme.yaml", module = secret)]
    enum Secret {
        TextTooLong,
        VoiceNotFound,
    }

    pub(super) fn secret() -> bool {
        secret::Error::from(Secret::TextTooLong).kind() == ::std::option::Option::Some(Secret::TextTooLong)
    }
}

fn main() {
    assert!(inner::secret());
    let error = inner::made::Error::from(inner::Kind::VoiceNotFound);
    assert_eq!(kind::Error::from_body(error.body()).kind().map(Kind::code), acme::Error::from_body(error.body()).kind().map(acme::ErrorKind::code));
}
