//! In which encoding the names in an archive are written, where it does not say so.

use std::sync::LazyLock;

use encoding_rs::{Encoding, GBK, IBM866, SHIFT_JIS};
use serde::{Deserialize, Serialize};

/// How bytes become the characters of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NameEncoding {
    /// What new programs write.
    Utf8,
    /// Western European letters, as the first PCs had them, and what the ZIP format means by default.
    Cp437,
    /// Cyrillic letters on DOS.
    Cp866,
    /// Simplified Chinese.
    Gbk,
    /// Japanese.
    ShiftJis,
}

impl NameEncoding {
    /// All of them; of those under which names look equally good, the first is taken.
    pub const ALL: [Self; 5] = [Self::Utf8, Self::Cp437, Self::Cp866, Self::Gbk, Self::ShiftJis];

    /// The one under which most of what these names consist of are letters. UTF-8 where all of them are valid in it, since other
    /// names hardly ever are.
    ///
    /// ```
    /// use convoscope::data::NameEncoding;
    /// assert_eq!(NameEncoding::guess(&[b"B\x84r".as_slice()]), NameEncoding::Cp437);
    /// assert_eq!(NameEncoding::guess(&[b"\xAA\xAE\xE2".as_slice()]), NameEncoding::Cp866);
    /// assert_eq!(NameEncoding::guess(&["Bär".as_bytes()]), NameEncoding::Utf8);
    /// ```
    pub fn guess(names: &[&[u8]]) -> Self {
        if names.iter().all(|name| std::str::from_utf8(name).is_ok()) {
            return Self::Utf8;
        }
        let mut best = (Self::Cp437, 0.0);
        for encoding in &Self::ALL[1..] {
            let score: f64 = names.iter().map(|name| encoding.letters(name)).sum();
            if score > best.1 + 1e-9 {
                best = (*encoding, score);
            }
        }
        best.0
    }

    /// The name that bytes stand for. Those that stand for none are shown as `%` and two digits each, so that different names stay
    /// different.
    ///
    /// ```
    /// use convoscope::data::NameEncoding;
    /// assert_eq!(NameEncoding::Cp437.decode(b"B\x94r"), "Bör");
    /// assert_eq!(NameEncoding::Utf8.decode(b"B\x94r"), "B%94r");
    /// ```
    pub fn decode(self, bytes: &[u8]) -> String {
        self.exact(bytes).unwrap_or_else(|| {
            let shown = |byte: &u8| match byte {
                b'%' => "%25".to_owned(),
                0x20..=0x7e => char::from(*byte).to_string(),
                _ => format!("%{byte:02X}"),
            };
            bytes.iter().map(shown).collect()
        })
    }

    fn exact(self, bytes: &[u8]) -> Option<String> {
        let by = |encoding: &'static Encoding| {
            let name = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
            // Whatever is written otherwise when it is encoded again might be the same as another name.
            (*encoding.encode(&name).0 == *bytes).then(|| name.into_owned())
        };
        match self {
            Self::Utf8 => String::from_utf8(bytes.to_vec()).ok(),
            Self::Cp437 => Some(bytes.iter().map(|&byte| cp437(byte)).collect()),
            Self::Cp866 => by(IBM866),
            Self::Gbk => by(GBK),
            Self::ShiftJis => by(SHIFT_JIS),
        }
    }

    /// Which part of the characters of a name beyond ASCII are letters that somebody would write there, 0 to 1.
    fn letters(self, bytes: &[u8]) -> f64 {
        let Some(name) = self.exact(bytes) else { return 0.0 };
        let (mut sum, mut count) = (0.0, 0);
        // A sign in the middle of a word is part of the word that it spoils.
        for word in name.split(|c: char| c.is_ascii() && !c.is_ascii_alphabetic()) {
            let ascii = word.chars().filter(char::is_ascii).count();
            let others = word.chars().count() - ascii;
            for c in word.chars().filter(|c| !c.is_ascii()) {
                sum += self.plausible(c, ascii, others);
                count += 1;
            }
        }
        if count == 0 { 1.0 } else { sum / f64::from(count) }
    }

    /// How plausible a character is in a word with so many ASCII letters and others.
    fn plausible(self, c: char, ascii: usize, others: usize) -> f64 {
        match self {
            // Most letters of a word in a Latin script are those of ASCII.
            Self::Cp437 => match c {
                'À'..='ÿ' if c.is_alphabetic() => {
                    if ascii >= others {
                        1.0
                    } else {
                        0.4
                    }
                }
                _ => 0.0,
            },
            // Nobody mixes scripts in a word.
            Self::Cp866 => {
                if c.is_alphabetic() && ascii == 0 {
                    1.0
                } else {
                    0.0
                }
            }
            // The characters of GB 2312 were chosen since they are those in use.
            Self::Gbk => match two_bytes(GBK, c) {
                Some([0xb0..=0xd7, 0xa1..=0xff]) => 1.0,
                Some([0xd8..=0xf7, 0xa1..=0xff]) => 0.7,
                Some(_) if c.is_alphabetic() => 0.3,
                _ => 0.0,
            },
            // Kana, and the first level of kanji in JIS X 0208.
            Self::ShiftJis => match two_bytes(SHIFT_JIS, c) {
                Some([0x82, 0x9f..=0xf1] | [0x83, _] | [0x88..=0x98, _]) => 1.0,
                Some(_) if c.is_alphabetic() => 0.3,
                None if c.is_alphabetic() => 0.2,
                _ if c == 'ー' => 1.0,
                _ => 0.0,
            },
            Self::Utf8 => 0.0,
        }
    }
}

/// The two bytes of a character, if it has two.
fn two_bytes(encoding: &'static Encoding, c: char) -> Option<[u8; 2]> {
    let mut text = [0; 4];
    let (bytes, _, failed) = encoding.encode(c.encode_utf8(&mut text));
    if failed { None } else { <[u8; 2]>::try_from(&*bytes).ok() }
}

/// Characters 128 to 255 of code page 437.
static CP437: LazyLock<Vec<char>> = LazyLock::new(|| {
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}"
        .chars()
        .collect()
});

fn cp437(byte: u8) -> char {
    match byte.checked_sub(128) {
        None => char::from(byte),
        Some(at) => CP437[usize::from(at)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(names: &[&[u8]]) -> Vec<String> {
        let encoding = NameEncoding::guess(names);
        names.iter().map(|name| encoding.decode(name)).collect()
    }

    #[test]
    fn names_are_read_as_they_were_written() {
        let same = |encoding: &'static Encoding, names: &[&str]| {
            let bytes: Vec<Vec<u8>> = names.iter().map(|name| encoding.encode(name).0.into_owned()).collect();
            let bytes: Vec<&[u8]> = bytes.iter().map(|name| &name[..]).collect();
            assert_eq!(guess(&bytes), names);
        };
        same(IBM866, &["set/кот/0.png", "set/пёс/0.png", "set/собака/0.png"]);
        same(IBM866, &["КОТ/1.png", "СОВА/1.png"]);
        same(IBM866, &["Кошки/фото 1.jpg", "Собаки/фото 2.jpg"]);
        same(GBK, &["猫/1.png", "狗/1.png"]);
        same(GBK, &["图片/苹果/1.png", "图片/香蕉/2.png", "图片/橙子/3.png"]);
        same(SHIFT_JIS, &["猫/1.png", "犬/1.png"]);
        same(SHIFT_JIS, &["写真/ねこ/1.png", "写真/いぬ/表1.png", "写真/ソース/2.png"]);
        assert_eq!(guess(&[b"set/B\x84r/0.png", b"set/B\x94r/0.png"]), ["set/Bär/0.png", "set/Bör/0.png"]);
        assert_eq!(guess(&[b"\x99l/1.png", b"caf\x82/2.png"]), ["Öl/1.png", "café/2.png"]);
        assert_eq!(guess(&["日本/ä.png".as_bytes(), b"plain"]), ["日本/ä.png", "plain"]);
    }

    #[test]
    fn every_encoding_keeps_different_names_apart() {
        assert_eq!(CP437.len(), 128);
        let names: Vec<[u8; 2]> = (0..=u16::MAX)
            .map(u16::to_be_bytes)
            .filter(|n| !n.is_ascii() && n.iter().all(|&b| b > 31))
            .collect();
        for encoding in NameEncoding::ALL {
            let decoded: std::collections::BTreeSet<String> =
                names.iter().map(|name| encoding.decode(name)).collect();
            assert_eq!(decoded.len(), names.len(), "{encoding:?}");
        }
    }
}
