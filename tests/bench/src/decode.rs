//! A body → an error that owns all it holds, the body among it.

use std::hint::black_box;

use api_error_catalog::{audixa, elevenlabs, faseeh, scriptix, ttsopenai};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use crate::bodies::Bodies;
use crate::by_hand::{
    self, AnyOf, Audixa, Elevenlabs, Faseeh, Flat, Nested, Open, Scriptix, ScriptixValue, Ttsopenai,
};

/// Whose shape a body has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vendor {
    Audixa,
    Elevenlabs,
    Faseeh,
    Scriptix,
    Ttsopenai,
}

impl Vendor {
    /// All five.
    pub const ALL: [Vendor; 5] = [
        Vendor::Audixa,
        Vendor::Elevenlabs,
        Vendor::Faseeh,
        Vendor::Scriptix,
        Vendor::Ttsopenai,
    ];

    /// Whether the types by hand can read this body at all; on one that they cannot, there is nothing to compare.
    #[must_use]
    pub fn documents(self, body: &str) -> bool {
        derived(self, body.as_bytes()).is_some()
    }
}

/// A way to decode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// `Error::from_parts`.
    Ours,
    /// Derived structs, with `#[serde(other)]` for unknown codes, and the body next to them.
    Derive,
    /// The same with a map of what is not known.
    Flatten,
    /// Derived, `untagged` over the forms that are met and for an unknown code.
    Untagged,
    /// A `Value`, of which the fields are picked.
    Value,
    /// Nothing but going over the bytes.
    Scan,
}

impl Way {
    /// Every way.
    pub const ALL: [Way; 6] = [
        Way::Ours,
        Way::Derive,
        Way::Flatten,
        Way::Untagged,
        Way::Value,
        Way::Scan,
    ];

    /// As in the table.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Way::Ours => "ours",
            Way::Derive => "serde derive + other, body kept",
            Way::Flatten => "serde derive + flatten, body kept",
            Way::Untagged => "serde untagged, body kept",
            Way::Value => "Value, fields picked, body kept",
            Way::Scan => "scan alone (IgnoredAny)",
        }
    }
}

/// Decodes all of them; how many could be.
#[must_use]
pub fn run(way: Way, bodies: &Bodies) -> usize {
    bodies
        .texts
        .iter()
        .filter(|text| decode(way, bodies.vendor, black_box(text.as_bytes())))
        .count()
}

fn decode(way: Way, vendor: Vendor, body: &[u8]) -> bool {
    match way {
        Way::Ours => ours(vendor, body),
        Way::Derive => derived(vendor, body).is_some(),
        Way::Flatten => flattened(vendor, body),
        Way::Untagged => untagged(vendor, body),
        Way::Value => value(vendor, body),
        Way::Scan => black_box(serde_json::from_slice::<IgnoredAny>(body)).is_ok(),
    }
}

fn ours(vendor: Vendor, body: &[u8]) -> bool {
    const STATUS: u16 = 400;
    match vendor {
        Vendor::Audixa => black_box(audixa::Error::from_parts(STATUS, [], body))
            .kind()
            .is_some(),
        Vendor::Elevenlabs => black_box(elevenlabs::Error::from_parts(STATUS, [], body))
            .kind()
            .is_some(),
        Vendor::Faseeh => black_box(faseeh::Error::from_parts(STATUS, [], body))
            .kind()
            .is_some(),
        Vendor::Scriptix => black_box(scriptix::Error::from_parts(STATUS, [], body))
            .kind()
            .is_some(),
        Vendor::Ttsopenai => black_box(ttsopenai::Error::from_parts(STATUS, [], body))
            .kind()
            .is_some(),
    }
}

/// The parts of a response that a user keeps.
#[derive(Debug)]
struct Kept<E> {
    status: u16,
    error: E,
    body: Vec<u8>,
}

/// As boxed as ours is: an error that is one pointer wide.
fn keep<E: DeserializeOwned>(body: &[u8]) -> Option<()> {
    let kept = Box::new(Kept {
        status: 400,
        error: serde_json::from_slice::<E>(body).ok()?,
        body: body.to_vec(),
    });
    black_box((&kept.status, &kept.error, &kept.body));
    drop(black_box(kept));
    Some(())
}

fn derived(vendor: Vendor, body: &[u8]) -> Option<()> {
    match vendor {
        Vendor::Audixa => keep::<Audixa>(body),
        Vendor::Elevenlabs => keep::<Nested<Elevenlabs<by_hand::elevenlabs::Code>>>(body),
        Vendor::Faseeh => keep::<Faseeh>(body),
        Vendor::Scriptix => keep::<Scriptix<by_hand::scriptix::Code>>(body),
        Vendor::Ttsopenai => keep::<Nested<Ttsopenai<by_hand::ttsopenai::Code>>>(body),
    }
}

fn flattened(vendor: Vendor, body: &[u8]) -> bool {
    let kept = match vendor {
        Vendor::Audixa => keep::<Flat<String>>(body),
        Vendor::Elevenlabs => keep::<Nested<Flat<by_hand::elevenlabs::Code>>>(body),
        Vendor::Faseeh => keep::<Flat<i64>>(body),
        Vendor::Scriptix => keep::<Flat<by_hand::scriptix::Code>>(body),
        Vendor::Ttsopenai => keep::<Nested<Flat<by_hand::ttsopenai::Code>>>(body),
    };
    kept.is_some()
}

fn untagged(vendor: Vendor, body: &[u8]) -> bool {
    let kept = match vendor {
        Vendor::Audixa => keep::<AnyOf<Audixa>>(body),
        Vendor::Elevenlabs => {
            keep::<AnyOf<Nested<Elevenlabs<Open<by_hand::elevenlabs::Code>>>>>(body)
        }
        Vendor::Faseeh => keep::<AnyOf<Faseeh>>(body),
        Vendor::Scriptix => keep::<AnyOf<ScriptixValue<Open<by_hand::scriptix::Code>>>>(body),
        Vendor::Ttsopenai => keep::<AnyOf<Nested<Ttsopenai<Open<by_hand::ttsopenai::Code>>>>>(body),
    };
    kept.is_some()
}

fn value(vendor: Vendor, body: &[u8]) -> bool {
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return false;
    };
    let (within, names): (&Value, &[&str]) = match vendor {
        Vendor::Audixa => (&value, &["detail"]),
        Vendor::Elevenlabs => (
            &value["detail"],
            &["code", "type", "message", "status", "request_id", "param"],
        ),
        Vendor::Faseeh => (&value, &["errorCode", "errorMessage"]),
        Vendor::Scriptix => (&value, &["error_code", "error", "message", "retry_after"]),
        Vendor::Ttsopenai => (&value["detail"], &["error_code", "message"]),
    };
    let picked: [Option<String>; 6] =
        std::array::from_fn(|at| within.get(names.get(at)?)?.as_str().map(str::to_owned));
    let details = value.get("details").cloned();
    black_box((picked, details, body.to_vec()));
    true
}
