//! New inputs from old ones.

use std::collections::BTreeSet;

use convoscope::random::Random;

/// Longer inputs are cut.
const LONGEST: usize = 1 << 16;

/// What readers of numbers may trip over.
const NUMBERS: [&str; 24] = [
    "",
    "0",
    "-0",
    "1",
    "-1",
    "2",
    "7",
    "0.5",
    "1e-45",
    "3.5e38",
    "-1e39",
    "NaN",
    "inf",
    "127",
    "128",
    "255",
    "256",
    "1024",
    "65535",
    "65536",
    "4294967295",
    "4294967296",
    "18446744073709551615",
    "99999999999999999999",
];

/// The words of all inputs, for texts.
pub struct Mutator {
    words: Vec<Vec<u8>>,
}

impl Mutator {
    pub fn of<'a>(inputs: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut words: BTreeSet<Vec<u8>> = NUMBERS.iter().map(|number| number.as_bytes().to_vec()).collect();
        for input in inputs.filter(|input| std::str::from_utf8(input).is_ok()) {
            words.extend(input.split(|byte| !byte.is_ascii_alphanumeric()).take(500).map(<[u8]>::to_vec));
        }
        words.extend("&=.:,;?#%/\"[]{}\n\t −·\u{feff}".chars().map(|c| c.to_string().into_bytes()));
        Self { words: words.into_iter().collect() }
    }

    /// An input with a few changes, or with a part of another one.
    pub fn mutated(&self, input: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
        let (mut bytes, is_text) = (input.to_vec(), std::str::from_utf8(input).is_ok());
        for _ in 0..1 + random.below(4) {
            self.change(&mut bytes, other, is_text, random);
        }
        bytes.truncate(LONGEST);
        bytes
    }

    fn change(&self, bytes: &mut Vec<u8>, other: &[u8], is_text: bool, random: &mut Random) {
        let at = random.below(bytes.len() + 1);
        match random.below(if is_text { 12 } else { 8 }) {
            0 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << random.below(8);
                }
            }
            1 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = [0, 1, 0x7f, 0x80, 0xff, random.next_u64() as u8][random.below(6)];
                }
            }
            2 => {
                let range = range(bytes, random);
                bytes.drain(range);
            }
            3 => bytes.truncate(at),
            4 => {
                let part = other[range(other, random)].to_vec();
                bytes.splice(at..at, part);
            }
            5 => {
                let part = bytes[range(bytes, random)].to_vec();
                bytes.splice(at..at, part);
            }
            6 => {
                let part = other[range(other, random)].to_vec();
                let end = bytes.len().min(at + part.len());
                bytes.splice(at..end, part);
            }
            7 => {
                // A number in two, four or eight bytes.
                let number = extreme(random).to_le_bytes();
                let mut number = number[..2 << random.below(3)].to_vec();
                if random.below(2) == 0 {
                    number.reverse();
                }
                let end = bytes.len().min(at + number.len());
                bytes.splice(at..end, number);
            }
            8 => {
                let word = self.words[random.below(self.words.len())].clone();
                bytes.splice(at..at, word);
            }
            // A word, or a number, in the place of another.
            _ => {
                let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.';
                let start =
                    bytes[..at].iter().rposition(|byte| !is_word(byte)).map_or(0, |before| before + 1);
                let end =
                    bytes[at..].iter().position(|byte| !is_word(byte)).map_or(bytes.len(), |len| at + len);
                let word = match random.below(3) {
                    0 => self.words[random.below(self.words.len())].clone(),
                    1 => random.below(70).to_string().into_bytes(),
                    _ => NUMBERS[random.below(NUMBERS.len())].as_bytes().to_vec(),
                };
                bytes.splice(start..end, word);
            }
        }
    }
}

/// A part of the bytes, mostly a short one.
fn range(bytes: &[u8], random: &mut Random) -> std::ops::Range<usize> {
    let at = random.below(bytes.len() + 1);
    let most = if random.below(4) == 0 { bytes.len() } else { 16 };
    at..bytes.len().min(at + random.below(most + 1))
}

fn extreme(random: &mut Random) -> u64 {
    let near = 1u64 << random.below(64);
    [near, near - 1, near.wrapping_neg(), u64::MAX, random.next_u64()][random.below(5)]
}
