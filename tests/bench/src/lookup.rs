//! Text of a code → the code.

use std::collections::HashMap;
use std::hint::black_box;

use crate::synthetic::{entries, picked, strangers};
use foldhash::fast::FixedState;
use serde::de::value::{Error, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};

use crate::reference::Reference;

macro_rules! made {
    ($name:ident, $by_hand:ident, $rust:literal) => {
        pub mod $name {
            include!(concat!(env!("OUT_DIR"), "/", stringify!($name), ".rs"));
        }
        #[allow(
            clippy::all,
            clippy::pedantic,
            reason = "as a macro of a peer writes it"
        )]
        pub mod $by_hand {
            include!(concat!(env!("OUT_DIR"), "/", $rust));
        }
    };
}

made!(made16, by_hand16, "by_hand16.rs");
made!(made73, by_hand73, "by_hand73.rs");
made!(made1000, by_hand1000, "by_hand1000.rs");
made!(made10000, by_hand10000, "by_hand10000.rs");

/// A way to look a code up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// `ErrorKind::from_code`.
    Ours,
    /// The plainest perfect hash.
    Reference,
    /// A `HashMap` with foldhash.
    HashMap,
    /// A `match` on the text.
    Match,
    /// `strum::EnumString`.
    Strum,
    /// `phf::Map`.
    Phf,
    /// A derived `Deserialize` of unit variants.
    Serde,
}

impl Way {
    /// Every way there is at this size: enums by hand end where rustc gives out.
    #[must_use]
    pub fn all(size: usize) -> &'static [Way] {
        const ALL: [Way; 7] = [
            Way::Ours,
            Way::Reference,
            Way::HashMap,
            Way::Phf,
            Way::Match,
            Way::Strum,
            Way::Serde,
        ];
        if size <= 1_000 { &ALL } else { &ALL[..4] }
    }

    /// As in the table.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Way::Ours => "ours",
            Way::Reference => "R",
            Way::HashMap => "HashMap, foldhash",
            Way::Phf => "phf::Map",
            Way::Match => "match on &str",
            Way::Strum => "strum EnumString",
            Way::Serde => "serde derive",
        }
    }
}

/// Texts to look up, and the tables of those ways that have none of their own.
#[derive(Debug)]
pub struct Lookups {
    size: usize,
    texts: Vec<&'static str>,
    reference: Reference,
    map: HashMap<&'static str, u16, FixedState>,
}

/// How many texts are looked up in one go: as many as make the order of them new to the processor each time.
pub const TEXTS: usize = 4_096;

impl Lookups {
    /// Texts that are codes of the made-up catalog of this size, or, with `miss`, none of which is.
    #[must_use]
    pub fn new(size: usize, miss: bool) -> Lookups {
        let codes: &'static [String] = entries(size)
            .into_iter()
            .map(|entry| entry.code)
            .collect::<Vec<_>>()
            .leak();
        let reference = Reference::new(codes);
        let map = codes
            .iter()
            .zip(0..)
            .map(|(code, place)| (code.as_str(), place))
            .collect();
        let texts = in_a_row(&picked(
            if miss { strangers(size).leak() } else { codes },
            TEXTS,
        ));
        Lookups {
            size,
            texts,
            reference,
            map,
        }
    }

    /// How many texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Looks all of them up; how many were found. Panics on a way that this size does not have.
    #[must_use]
    pub fn run(&self, way: Way) -> usize {
        match (way, self.size) {
            (Way::Reference, _) => self.each(|text| self.reference.place(text)),
            (Way::HashMap, _) => self.each(|text| self.map.get(text).copied()),
            (Way::Ours, 16) => self.each(made16::ErrorKind::from_code),
            (Way::Ours, 73) => self.each(made73::ErrorKind::from_code),
            (Way::Ours, 1_000) => self.each(made1000::ErrorKind::from_code),
            (Way::Ours, 10_000) => self.each(made10000::ErrorKind::from_code),
            (Way::Phf, 16) => self.each(|text| by_hand16::PHF.get(text).copied()),
            (Way::Phf, 73) => self.each(|text| by_hand73::PHF.get(text).copied()),
            (Way::Phf, 1_000) => self.each(|text| by_hand1000::PHF.get(text).copied()),
            (Way::Phf, 10_000) => self.each(|text| by_hand10000::PHF.get(text).copied()),
            (Way::Match, 16) => self.each(by_hand16::Code::of),
            (Way::Match, 73) => self.each(by_hand73::Code::of),
            (Way::Match, 1_000) => self.each(by_hand1000::Code::of),
            (Way::Strum, 16) => self.each(|text| text.parse::<by_hand16::Code>().ok()),
            (Way::Strum, 73) => self.each(|text| text.parse::<by_hand73::Code>().ok()),
            (Way::Strum, 1_000) => self.each(|text| text.parse::<by_hand1000::Code>().ok()),
            (Way::Serde, 16) => self.each(deserialized::<by_hand16::Code>),
            (Way::Serde, 73) => self.each(deserialized::<by_hand73::Code>),
            (Way::Serde, 1_000) => self.each(deserialized::<by_hand1000::Code>),
            (way, size) => panic!("{way:?} is not there at {size} codes"),
        }
    }

    /// The compiler knows nothing of the texts, which come out of memory, nor of what becomes of what is found.
    fn each<T>(&self, find: impl Fn(&str) -> Option<T>) -> usize {
        self.texts
            .iter()
            .filter(|text| black_box(find(text)).is_some())
            .count()
    }
}

/// The same texts one after the other in memory: usually a text was just read when it is looked up, so that it is cached.
fn in_a_row(texts: &[&str]) -> Vec<&'static str> {
    let mut rest: &'static str = texts.concat().leak();
    let cut = |text: &&str| {
        let (text, behind) = rest.split_at(text.len());
        rest = behind;
        text
    };
    texts.iter().map(cut).collect()
}

fn deserialized<T: DeserializeOwned>(text: &str) -> Option<T> {
    let text: StrDeserializer<'_, Error> = text.into_deserializer();
    T::deserialize(text).ok()
}
