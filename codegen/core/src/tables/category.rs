//! The category of an error, and who must act.

use core::fmt;

/// The category of an error. All catalogs use the same categories, so that a gateway can treat vendors alike.
///
/// The description of each category names the closest [`google.rpc.Code`](https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto).
/// Vendors do not publish categories. The catalog's author assigns them, or they follow from the HTTP status (see
/// [`Category::from_status`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Category {
    /// The request is malformed or has a value that cannot be accepted (`INVALID_ARGUMENT`).
    InvalidRequest,
    /// The caller is not authenticated: the key is missing or wrong (`UNAUTHENTICATED`).
    Authentication,
    /// The caller is authenticated but lacks the permission (`PERMISSION_DENIED`).
    Permission,
    /// Money or a quota is used up, so a short wait does not help (`RESOURCE_EXHAUSTED`).
    Payment,
    /// The requested resource does not exist (`NOT_FOUND`).
    NotFound,
    /// The request conflicts with the current state of a resource (`ABORTED`, `ALREADY_EXISTS`, `FAILED_PRECONDITION`).
    Conflict,
    /// The request, or a part of it, is larger than allowed (`OUT_OF_RANGE`).
    TooLarge,
    /// There were too many requests in a period of time (`RESOURCE_EXHAUSTED`).
    RateLimit,
    /// There are too many requests at the same time (`RESOURCE_EXHAUSTED`).
    ConcurrencyLimit,
    /// The server failed (`INTERNAL`).
    Internal,
    /// The service is down, busy or in maintenance (`UNAVAILABLE`).
    Unavailable,
    /// An operation took too long (`DEADLINE_EXCEEDED`).
    Timeout,
    /// Neither the catalog nor a status suggests a category (`UNKNOWN`).
    Unknown,
}

/// Who must act so that the error goes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Fault {
    /// The request itself must change. Another vendor would refuse it too.
    Request,
    /// The credential must be replaced.
    Credential,
    /// The account must change: its plan, balance, permissions or limits.
    Account,
    /// The vendor must act. Another vendor may serve the same request.
    Vendor,
}

impl Category {
    /// Every category, in the order of declaration.
    pub const ALL: &'static [Category] = &[
        Category::InvalidRequest,
        Category::Authentication,
        Category::Permission,
        Category::Payment,
        Category::NotFound,
        Category::Conflict,
        Category::TooLarge,
        Category::RateLimit,
        Category::ConcurrencyLimit,
        Category::Internal,
        Category::Unavailable,
        Category::Timeout,
        Category::Unknown,
    ];

    /// Returns the category that follows from an HTTP status alone (RFC 9110, section 15; RFC 6585 for 429).
    #[must_use]
    pub const fn from_status(status: u16) -> Category {
        match status {
            401 => Category::Authentication,
            402 => Category::Payment,
            // 430: Shopify's shield; 999: LinkedIn's.
            403 | 430 | 451 | 999 => Category::Permission,
            404 | 410 => Category::NotFound,
            409 | 412 | 423 | 428 => Category::Conflict,
            413 | 414 | 431 => Category::TooLarge,
            420 | 429 => Category::RateLimit,
            408 | 504 | 598 | 599 => Category::Timeout,
            // From 520 on: Cloudflare's and others' for a server that they cannot reach, or that is overloaded.
            502 | 503 | 520..=530 => Category::Unavailable,
            400..=499 => Category::InvalidRequest,
            500..=599 => Category::Internal,
            _ => Category::Unknown,
        }
    }

    /// Returns the category that follows from a WebSocket close code alone (RFC 6455, section 7.4.1, and its registry).
    ///
    /// For a policy violation (1008), it is [`Category::Unknown`], because servers close a connection with 1008 for any reason. A
    /// catalog can set the category of each close code.
    #[must_use]
    pub const fn from_close_code(code: u16) -> Category {
        match code {
            1002 | 1003 | 1007 | 1010 => Category::InvalidRequest,
            1009 => Category::TooLarge,
            1011 => Category::Internal,
            1001 | 1012..=1014 => Category::Unavailable,
            _ => Category::Unknown,
        }
    }

    /// Returns the status to respond with if neither the error nor its documentation states one.
    ///
    /// The statuses are 400 for an invalid request, 401 for authentication, 402 for payment, 403 for permission, 404 for not
    /// found, 409 for a conflict, 413 for too large, 429 for both limits, 500 for an internal or unknown error, 503 for
    /// unavailable, and 504 for a timeout.
    #[must_use]
    pub const fn default_status(self) -> u16 {
        match self {
            Category::InvalidRequest => 400,
            Category::Authentication => 401,
            Category::Payment => 402,
            Category::Permission => 403,
            Category::NotFound => 404,
            Category::Conflict => 409,
            Category::TooLarge => 413,
            Category::RateLimit | Category::ConcurrencyLimit => 429,
            Category::Internal | Category::Unknown => 500,
            Category::Unavailable => 503,
            Category::Timeout => 504,
        }
    }

    /// Returns who must act. For [`Category::Unknown`] it is the vendor, because nothing suggests that the caller can act.
    #[must_use]
    pub const fn fault(self) -> Fault {
        match self {
            Category::InvalidRequest
            | Category::NotFound
            | Category::Conflict
            | Category::TooLarge => Fault::Request,
            Category::Authentication => Fault::Credential,
            Category::Permission
            | Category::Payment
            | Category::RateLimit
            | Category::ConcurrencyLimit => Fault::Account,
            Category::Internal | Category::Unavailable | Category::Timeout | Category::Unknown => {
                Fault::Vendor
            }
        }
    }

    /// Returns the name that catalogs use, such as `rate_limit`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Category::InvalidRequest => "invalid_request",
            Category::Authentication => "authentication",
            Category::Permission => "permission",
            Category::Payment => "payment",
            Category::NotFound => "not_found",
            Category::Conflict => "conflict",
            Category::TooLarge => "too_large",
            Category::RateLimit => "rate_limit",
            Category::ConcurrencyLimit => "concurrency_limit",
            Category::Internal => "internal",
            Category::Unavailable => "unavailable",
            Category::Timeout => "timeout",
            Category::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Fault {
    /// Returns the name in lower case, such as `account`.
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
