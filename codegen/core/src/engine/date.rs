//! Moments, in milliseconds since 1970: HTTP dates (RFC 9110, section 5.6.7) and RFC 3339.

#[cfg(all(
    feature = "std",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
pub(crate) fn now() -> Option<i64> {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .ok()?;
    // Whole seconds, as HTTP dates have them.
    i64::try_from(since.as_secs()).ok()?.checked_mul(1_000)
}

/// Without `std` the time is unknown, and in a browser `std` panics when it is asked for the time.
#[cfg(not(all(
    feature = "std",
    not(all(target_family = "wasm", target_os = "unknown"))
)))]
pub(crate) fn now() -> Option<i64> {
    None
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Parses an HTTP date in any of its three formats.
pub(crate) fn http(date: &str) -> Option<i64> {
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
    let [hour, minute, second] = three(time.split(':'), [23, 59, 60])?;
    Some(moment(days(year, month, day), [hour, minute, second]))
}

/// Parses a date and time as RFC 3339 has it: `2026-11-29T10:00:00.5Z`, or with an offset such as `+02:00`.
pub(crate) fn rfc_3339(text: &str) -> Option<i64> {
    let (date, rest) = text.trim().split_once(['T', 't', ' '])?;
    let zone = rest.find(['Z', 'z', '+', '-'])?;
    let (time, zone) = rest.split_at_checked(zone)?;
    let [year, month, day] = three(date.split('-'), [9999, 12, 31])?;
    let (whole, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let [hour, minute, second] = three(whole.split(':'), [23, 59, 60])?;
    let digits = fraction.get(..fraction.len().min(3))?;
    let milliseconds = number(digits, 999)? * [0, 100, 10, 1].get(digits.len())?;
    let offset = match zone.as_bytes() {
        [b'Z' | b'z'] => 0,
        [sign, ..] => {
            let (hours, minutes) = zone.get(1..)?.split_once(':')?;
            let offset = number(hours, 23)? * 60 + number(minutes, 59)?;
            if *sign == b'-' { -offset } else { offset }
        }
        [] => return None,
    };
    let local = moment(days(year, month, day), [hour, minute, second]);
    Some(local + milliseconds - offset * 60_000)
}

fn moment(days: i64, [hour, minute, second]: [i64; 3]) -> i64 {
    (days * 86_400 + hour * 3_600 + minute * 60 + second) * 1_000
}

/// Returns three numbers, each up to its maximum.
fn three<'p>(mut parts: impl Iterator<Item = &'p str>, most: [i64; 3]) -> Option<[i64; 3]> {
    let mut next = |most: i64| number(parts.next()?, most);
    let numbers = [next(most[0])?, next(most[1])?, next(most[2])?];
    parts.next().is_none().then_some(numbers)
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
    fn the_three_forms_of_http_are_one_moment() {
        for date in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(http(date), Some(784_111_777_000), "{date}");
        }
        assert_eq!(http("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
        assert_eq!(
            http("Thu, 29 Feb 2024 23:59:59 GMT"),
            Some(1_709_251_199_000)
        );
    }

    #[test]
    fn a_date_of_rfc_3339_has_an_offset() {
        for date in [
            "1994-11-06T08:49:37Z",
            "1994-11-06t09:49:37.0+01:00",
            "1994-11-06 03:19:37-05:30",
        ] {
            assert_eq!(rfc_3339(date), Some(784_111_777_000), "{date}");
        }
        assert_eq!(rfc_3339("1970-01-01T00:00:00.25Z"), Some(250));
        assert_eq!(rfc_3339("1970-01-01T00:00:00.123456Z"), Some(123));
    }

    #[test]
    fn other_text_is_no_date() {
        for text in [
            "",
            "soon",
            "Sun, 06 Nov 1994",
            "Sun, 40 Nov 1994 08:49:37 GMT",
            "Sun, 06 Non 1994 08:49:37 GMT",
            "-5",
            "1994-11-06",
            "1994-11-06T08:49:37",
            "1994-11-06T08:49Z",
            "1994-11-06T08:49:37.Z",
            "1994-11-06T08:49:37+ü:00",
        ] {
            assert_eq!(http(text), None, "{text}");
            assert_eq!(rfc_3339(text), None, "{text}");
        }
    }
}
