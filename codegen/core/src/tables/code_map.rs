//! The perfect hash over the codes of a catalog, as data. [`lookup`](crate::lookup) explains it and searches it.

/// The maximum number of codes in a map.
pub const MAX_CODES: usize = u16::MAX as usize;

/// The entry without a code: the empty string, at an index that does not exist.
pub const EMPTY: u64 = u16::MAX as u64;

/// The pilot of an empty bucket, in maps without shared buckets: the index of an entry that does not exist.
pub(crate) const NO_ENTRY: u16 = u16::MAX;

/// The words of a text that are hashed. The generator takes the fewest that distinguish all codes of a catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// The first and the last eight bytes, and the length.
    Ends,
    /// The first and the last eight bytes, the length, and the eight bytes in the middle.
    Middle,
    /// The first and the last eight bytes, the length, and the eight bytes at a quarter and at three quarters.
    Quarters,
    /// The whole text.
    Whole,
}

/// A perfect hash over the codes of a catalog.
#[derive(Clone, Copy, Debug)]
pub struct CodeMap<'t> {
    /// The words that are hashed.
    pub words: Words,
    /// The initial value of the hash, chosen so that each code has its own entry.
    pub seed: u64,
    /// The pilots, one for each bucket. Their number is a power of two. If there are more pilots than entries, no bucket
    /// has two codes.
    pub pilots: &'t [u16],
    /// The entries: the start of the code in `texts` (32 bits), its length (16) and its index (16), or [`EMPTY`]. Their number
    /// is a power of two, unless no bucket has two codes.
    pub entries: &'t [u64],
    /// The codes, concatenated.
    pub texts: &'t str,
}

impl CodeMap<'_> {
    /// The map without codes.
    pub const NONE: CodeMap<'static> = CodeMap {
        words: Words::Ends,
        seed: 0,
        pilots: &[],
        entries: &[],
        texts: "",
    };
}
