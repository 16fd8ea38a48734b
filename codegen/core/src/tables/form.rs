//! The forms in which servers state values.

/// The form in which a value is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The text itself. A delay is a number of seconds, or an HTTP date.
    Plain,
    /// Text with percent-encoding (RFC 3986, section 2.1).
    Percent,
    /// A delay in milliseconds.
    Milliseconds,
    /// A moment, in seconds since 1970.
    Epoch,
    /// A moment, in milliseconds since 1970.
    EpochMilliseconds,
    /// A moment: an HTTP date, or a date and time as RFC 3339 has it.
    Date,
    /// A delay with units, such as `1m30.5s`, `900ms` or `PT1M30S`.
    Duration,
    /// A `google.rpc.RetryInfo` message of protobuf, in base64.
    RetryInfo,
}
