//! R, the reference: the simplest two-level perfect hash. It has a 16-bit pilot for each bucket, one packed entry
//! (start, length, index) and one comparison, and hashes the fewest words that distinguish all texts.

/// A perfect hash over some texts.
#[derive(Debug)]
pub struct Reference {
    words: usize,
    pilots: Vec<u16>,
    entries: Vec<u64>,
    texts: String,
}

impl Reference {
    /// Builds the hash of these texts, each with its index. Panics if one is shorter than 8 bytes, or if two are equal.
    #[must_use]
    pub fn new(texts: &[String]) -> Reference {
        let tables = (2..8).find_map(|words| Reference::of(texts, words));
        tables.unwrap_or_else(|| panic!("no perfect hash"))
    }

    fn of(texts: &[String], words: usize) -> Option<Reference> {
        let buckets = (texts.len() / 3).next_power_of_two();
        let slots = (texts.len() * 5 / 4).next_power_of_two();
        let mut members: Vec<Vec<(u64, u64)>> = vec![Vec::new(); buckets];
        let mut all = String::new();
        for (place, text) in texts.iter().enumerate() {
            let entry = (all.len() as u64) << 32 | (text.len() as u64) << 16 | place as u64;
            all.push_str(text);
            let hash = hash(text.as_bytes(), words)?;
            members[hash as usize & (buckets - 1)].push((hash, entry));
        }
        let mut order: Vec<usize> = (0..buckets).collect();
        order.sort_by_key(|at| std::cmp::Reverse(members[*at].len()));
        let mut made = Reference {
            words,
            pilots: vec![0; buckets],
            entries: vec![u64::MAX; slots],
            texts: all,
        };
        for at in order {
            made.pilots[at] = (0..=u16::MAX).find(|pilot| made.fits(&members[at], *pilot))?;
            for (hash, entry) in &members[at] {
                let slot = slot(*hash, made.pilots[at], slots);
                made.entries[slot] = *entry;
            }
        }
        Some(made)
    }

    fn fits(&self, members: &[(u64, u64)], pilot: u16) -> bool {
        let mut slots: Vec<usize> = members
            .iter()
            .map(|(hash, _)| slot(*hash, pilot, self.entries.len()))
            .collect();
        slots.sort_unstable();
        slots.windows(2).all(|pair| pair[0] != pair[1])
            && slots.iter().all(|slot| self.entries[*slot] == u64::MAX)
    }

    /// The place of this text.
    #[inline]
    #[must_use]
    pub fn place(&self, text: &str) -> Option<u16> {
        let hash = hash(text.as_bytes(), self.words)?;
        let pilot = *self.pilots.get(hash as usize & (self.pilots.len() - 1))?;
        let entry = *self.entries.get(slot(hash, pilot, self.entries.len()))?;
        let start = (entry >> 32) as usize;
        let known = self
            .texts
            .as_bytes()
            .get(start..start + (entry >> 16 & 0xffff) as usize)?;
        (known == text.as_bytes()).then_some(entry as u16)
    }
}

/// The first eight bytes, the last eight, and as many more between them as there are words; folded products.
#[inline]
fn hash(text: &[u8], words: usize) -> Option<u64> {
    let word = |at: usize| Some(u64::from_le_bytes(*text.get(at..)?.first_chunk()?));
    let last = text.len().checked_sub(8)?;
    let mut hash = fold(
        word(0)? ^ 0xa076_1d64_78bd_642f,
        word(last)? ^ 0xe703_7ed1_a0b4_28db ^ text.len() as u64,
    );
    for between in 1..words - 1 {
        hash = fold(
            hash ^ 0x8ebc_6af0_9c88_c6e3,
            word(last * between / (words - 1))?,
        );
    }
    Some(hash)
}

#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

#[inline]
fn slot(hash: u64, pilot: u16, slots: usize) -> usize {
    let mixed = (hash ^ u64::from(pilot).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        .wrapping_mul(0xd6e8_feb8_6659_fd93);
    (mixed >> 32) as usize & (slots - 1)
}
