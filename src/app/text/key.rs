//! The key of a text in a language's file as it is shipped; `cargo xtask build` writes the files with the same.

/// The 32-bit FNV-1a hash of a text in English (Fowler, Noll and Vo, <http://www.isthe.com/chongo/tech/comp/fnv>).
pub const fn key(english: &str) -> u32 {
    let (bytes, mut hash, mut at) = (english.as_bytes(), 0x811c_9dc5_u32, 0);
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash
}
