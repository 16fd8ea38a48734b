//! Code that was generated for another version says so, and nothing else.

mod acme {
    ::api_error_catalog::__runtime::generated! {
        0
        /// Which documented error it is.
        ErrorKind;
        of another form
    }

    /// A response that reports an error.
    pub type Error = ::api_error_catalog::Error<ErrorKind>;
}

fn main() {
    let _ = acme::Error::from_body("{}");
}
