//! What sort of error, and whose fault.

use core::fmt;

/// What sort of error this is, the same for every catalog, so that a gateway can treat vendors alike.
///
/// Each class names its nearest [`google.rpc.Code`](https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto).
/// A class is the catalog author's judgement, or follows from the HTTP status by [`Class::of_status`]; vendors
/// do not publish it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Class {
    /// The request is malformed or has a value that cannot be accepted (`INVALID_ARGUMENT`).
    InvalidRequest,
    /// Who is asking is not known: no key, or a wrong one (`UNAUTHENTICATED`).
    Authentication,
    /// Who is asking is known and may not do this (`PERMISSION_DENIED`).
    Permission,
    /// Money or a quota is used up (`RESOURCE_EXHAUSTED`, not mended by waiting a moment).
    Payment,
    /// What was asked for does not exist (`NOT_FOUND`).
    NotFound,
    /// The request contradicts the present state of something (`ABORTED`, `ALREADY_EXISTS`, `FAILED_PRECONDITION`).
    Conflict,
    /// The request, or something it carries, is larger than allowed (`OUT_OF_RANGE`).
    TooLarge,
    /// Too many requests in a span of time (`RESOURCE_EXHAUSTED`).
    RateLimit,
    /// Too many requests at the same time (`RESOURCE_EXHAUSTED`).
    ConcurrencyLimit,
    /// The server failed (`INTERNAL`).
    Internal,
    /// The service is down, busy or in maintenance (`UNAVAILABLE`).
    Unavailable,
    /// Something took too long (`DEADLINE_EXCEEDED`).
    Timeout,
    /// Neither the catalog nor a status tells (`UNKNOWN`).
    Unknown,
}

/// Who has to act so that the error goes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Fault {
    /// The request itself: sending it again elsewhere fails alike.
    Request,
    /// The credential that was sent.
    Credential,
    /// The account: its plan, its money, its permissions, its limits.
    Account,
    /// The vendor: another vendor may serve the same request.
    Vendor,
}

impl Class {
    /// Every class, in the order of declaration.
    pub const ALL: [Class; 13] = [
        Class::InvalidRequest,
        Class::Authentication,
        Class::Permission,
        Class::Payment,
        Class::NotFound,
        Class::Conflict,
        Class::TooLarge,
        Class::RateLimit,
        Class::ConcurrencyLimit,
        Class::Internal,
        Class::Unavailable,
        Class::Timeout,
        Class::Unknown,
    ];

    /// The class that an HTTP status alone suggests (RFC 9110, section 15; RFC 6585 for 429).
    #[must_use]
    pub const fn of_status(status: u16) -> Class {
        match status {
            401 => Class::Authentication,
            402 => Class::Payment,
            403 | 451 => Class::Permission,
            404 | 410 => Class::NotFound,
            409 | 412 | 423 | 428 => Class::Conflict,
            413 | 414 | 431 => Class::TooLarge,
            429 => Class::RateLimit,
            408 | 504 => Class::Timeout,
            502 | 503 => Class::Unavailable,
            400..=499 => Class::InvalidRequest,
            500..=599 => Class::Internal,
            _ => Class::Unknown,
        }
    }

    /// The class that the close code of a WebSocket alone suggests (RFC 6455, section 7.4.1, and its registry). A policy
    /// that was violated (1008) may be any.
    #[must_use]
    pub const fn of_close_code(code: u16) -> Class {
        match code {
            1002 | 1003 | 1007 | 1010 => Class::InvalidRequest,
            1009 => Class::TooLarge,
            1011 => Class::Internal,
            1001 | 1012..=1014 => Class::Unavailable,
            _ => Class::Unknown,
        }
    }

    /// The status to answer with where neither the answer nor the documentation names one: 400, 401, 402, 403, 404,
    /// 409, 413, 429 for both limits, 500, 503, 504, and 500 for [`Class::Unknown`].
    #[must_use]
    pub const fn usual_status(self) -> u16 {
        match self {
            Class::InvalidRequest => 400,
            Class::Authentication => 401,
            Class::Payment => 402,
            Class::Permission => 403,
            Class::NotFound => 404,
            Class::Conflict => 409,
            Class::TooLarge => 413,
            Class::RateLimit | Class::ConcurrencyLimit => 429,
            Class::Internal | Class::Unknown => 500,
            Class::Unavailable => 503,
            Class::Timeout => 504,
        }
    }

    /// Who has to act. [`Class::Unknown`] is laid at the vendor's door: nothing shows that the caller could mend it.
    #[must_use]
    pub const fn fault(self) -> Fault {
        match self {
            Class::InvalidRequest | Class::NotFound | Class::Conflict | Class::TooLarge => {
                Fault::Request
            }
            Class::Authentication => Fault::Credential,
            Class::Permission | Class::Payment | Class::RateLimit | Class::ConcurrencyLimit => {
                Fault::Account
            }
            Class::Internal | Class::Unavailable | Class::Timeout | Class::Unknown => Fault::Vendor,
        }
    }

    /// The name in a catalog: `rate_limit`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Class::InvalidRequest => "invalid_request",
            Class::Authentication => "authentication",
            Class::Permission => "permission",
            Class::Payment => "payment",
            Class::NotFound => "not_found",
            Class::Conflict => "conflict",
            Class::TooLarge => "too_large",
            Class::RateLimit => "rate_limit",
            Class::ConcurrencyLimit => "concurrency_limit",
            Class::Internal => "internal",
            Class::Unavailable => "unavailable",
            Class::Timeout => "timeout",
            Class::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Fault {
    /// The name in lower case: `account`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Fault::Request => "request",
            Fault::Credential => "credential",
            Fault::Account => "account",
            Fault::Vendor => "vendor",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
