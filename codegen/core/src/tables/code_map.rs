//! The perfect hash over the codes of a catalog, as data. [`lookup`](crate::lookup) explains and searches it.

/// The most codes in a map.
pub const MAX_CODES: usize = u16::MAX as usize;

/// An entry that no code leads to: the empty string, at an index that does not exist.
pub const EMPTY: u64 = u16::MAX as u64;

/// The pilot of a bucket that holds no code, if no bucket holds two: an entry that there is not.
pub(crate) const NO_ENTRY: u16 = u16::MAX;

/// Which words of a text are hashed; the generator takes the fewest that tell all codes of a catalog apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// The first and the last eight bytes, and the length.
    Ends,
    /// These, and the eight bytes in the middle.
    Middle,
    /// The ends, and the eight bytes at a quarter and at three quarters.
    Quarters,
    /// All of it.
    Whole,
}

/// A perfect hash over the codes of a catalog.
#[derive(Clone, Copy, Debug)]
pub struct CodeMap<'t> {
    /// What is hashed.
    pub words: Words,
    /// With what the hash begins: one by which each code has an entry of its own.
    pub seed: u64,
    /// One for each bucket; their number is a power of two. Where there are more of them than entries, no bucket holds
    /// two codes.
    pub pilots: &'t [u16],
    /// For each code where it starts in `texts` (32 bits), its length (16) and its index (16), or [`EMPTY`]; their
    /// number is a power of two, unless no bucket holds two codes.
    pub entries: &'t [u64],
    /// What the codes stand in.
    pub texts: &'t str,
}

impl CodeMap<'_> {
    /// A map of no codes.
    pub const NONE: CodeMap<'static> = CodeMap {
        words: Words::Ends,
        seed: 0,
        pilots: &[],
        entries: &[],
        texts: "",
    };
}
