//! The delay in a `Retry-After` header: seconds, or an HTTP date (RFC 9110, sections 5.6.7 and 10.2.3).

use core::time::Duration;

/// Returns the delay in this value. A date counts from `date`, the `Date` header of the response, otherwise from now. A date
/// in the past gives a delay of zero.
pub(crate) fn delay(value: &str, date: Option<&str>) -> Option<Duration> {
    seconds(value).or_else(|| {
        let (until, since) = (parse(value)?, date.and_then(parse).or_else(now)?);
        Some(Duration::from_secs(
            u64::try_from(until - since).unwrap_or(0),
        ))
    })
}

/// Parses a number of seconds, with or without a fraction.
pub(crate) fn seconds(text: &str) -> Option<Duration> {
    Duration::try_from_secs_f64(text.trim().parse().ok()?).ok()
}

/// Returns the delay in whole seconds, rounded up.
#[inline]
pub(crate) fn whole_seconds(delay: Duration) -> u64 {
    let seconds = delay.as_secs();
    seconds.saturating_add(u64::from(delay.subsec_nanos() > 0))
}

#[cfg(all(
    feature = "std",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
fn now() -> Option<i64> {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .ok()?;
    i64::try_from(since.as_secs()).ok()
}

/// Without `std` the time is unknown, and in a browser `std` panics when it is asked for the time.
#[cfg(not(all(
    feature = "std",
    not(all(target_family = "wasm", target_os = "unknown"))
)))]
fn now() -> Option<i64> {
    None
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Returns the seconds since 1970 of an HTTP date in any of its three formats.
fn parse(date: &str) -> Option<i64> {
    let mut parts = date
        .split([' ', ',', '-'])
        .filter(|part| !part.is_empty())
        .skip(1);
    let parts = [
        parts.next()?,
        parts.next()?,
        parts.next()?,
        parts.next()?,
        parts.next().unwrap_or_default(),
    ];
    let (day, month, year, time) = match parts {
        [day, month, year, time, "GMT"] => (day, month, year, time),
        [month, day, time, year, ""] => (day, month, year, time),
        _ => return None,
    };
    let day: i64 = number(day, 31)?;
    let month = MONTHS.iter().position(|name| *name == month)? as i64 + 1;
    let year = match number(year, 9999)? {
        // Two digits below 70 are years from 2000 on, others years before.
        short @ 0..70 if year.len() == 2 => 2000 + short,
        short if year.len() == 2 => 1900 + short,
        year => year,
    };
    let mut time = time.split(':');
    let (hour, minute, second) = (
        number(time.next()?, 23)?,
        number(time.next()?, 59)?,
        number(time.next()?, 60)?,
    );
    Some(days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second)
}

fn number(text: &str, most: i64) -> Option<i64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| digits && *number <= most)
}

/// Returns the days since 1970. Years start with March here, so that a leap day is the last day of its year.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year / 4 - year / 100 + year / 400;
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_forms_are_one_moment() {
        for date in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(parse(date), Some(784_111_777), "{date}");
        }
        assert_eq!(parse("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
        assert_eq!(parse("Thu, 29 Feb 2024 23:59:59 GMT"), Some(1_709_251_199));
    }

    #[test]
    fn what_is_no_date_asks_for_nothing() {
        for text in [
            "",
            "soon",
            "Sun, 06 Nov 1994",
            "Sun, 40 Nov 1994 08:49:37 GMT",
            "Sun, 06 Non 1994 08:49:37 GMT",
            "-5",
            "NaN",
        ] {
            assert_eq!(delay(text, None), None, "{text}");
        }
    }

    #[test]
    fn a_date_counts_from_the_answers_own() {
        let (date, later) = (
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:50:07 GMT",
        );
        assert_eq!(delay(later, Some(date)), Some(Duration::from_secs(30)));
        assert_eq!(delay(date, Some(later)), Some(Duration::ZERO));
        assert_eq!(delay("0.5", Some(date)), Some(Duration::from_millis(500)));
        #[cfg(feature = "std")]
        assert_eq!(delay(date, None), Some(Duration::ZERO));
    }
}
