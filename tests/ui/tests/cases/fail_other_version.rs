//! Code that was generated for another version says so, and nothing else.

mod acme {
    ::api_error_catalog::__runtime::generated! {
        0
        /// Which documented error it is.
        ErrorKind;
        of another form
    }
}

fn main() {
    let _ = acme::Error::from_body("{}");
}
