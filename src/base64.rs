//! Bytes as text in the link-safe alphabet of base64 (RFC 4648, section 5), with nothing filled up at the end.
//!
//! ```
//! use convoscope::base64;
//! assert_eq!(base64::text(&[0, 16, 131, 255]), "ABCD_w");
//! assert_eq!(base64::bytes(b"ABCD_w"), [0, 16, 131, 255]);
//! ```

/// Digits of base64.
pub const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The text of these bytes.
pub fn text(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, i| bits << 8 | u32::from(*three.get(i).unwrap_or(&0)));
        // Three bytes are four digits, two are three, one is two; nothing is filled up.
        for i in 0..=three.len() {
            text.push(ALPHABET[(bits >> (18 - 6 * i)) as usize & 63].into());
        }
    }
    text
}

/// The bytes up to the first character that is no digit.
pub fn bytes(text: &[u8]) -> Vec<u8> {
    let digits: Vec<u32> = text
        .iter()
        .map_while(|letter| ALPHABET.iter().position(|digit| digit == letter))
        .map(|digit| digit as u32)
        .collect();
    let mut bytes = Vec::new();
    for four in digits.chunks(4) {
        let bits = (0..4).fold(0, |bits, i| bits << 6 | four.get(i).unwrap_or(&0));
        bytes.extend((1..four.len()).map(|i| (bits >> (24 - 8 * i)) as u8));
    }
    bytes
}
