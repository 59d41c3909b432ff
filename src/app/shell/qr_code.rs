//! A link as a QR code (ISO/IEC 18004), which a class scans from the wall.

use std::fmt::Write as _;

use qrcodegen::{QrCode as Code, QrCodeEcc};

/// Light modules around it, without which it cannot be found.
const QUIET_ZONE: usize = 4;

/// A QR code as a picture of square modules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrCode {
    /// Modules along each side, with the light ones around.
    pub side: usize,
    /// Where it is dark: the data of an SVG path, a unit for each module.
    pub path: String,
}

impl QrCode {
    /// The code of a text with the fewest modules: at the lowest level of error correction, since nothing covers a part of a wall.
    /// `None` for more than it holds, which are 2 953 bytes.
    ///
    /// ```
    /// use convoscope::app::shell::qr_code::QrCode;
    /// let code = QrCode::of("https://example.org/#/pool").unwrap();
    /// // 26 bytes are version 2, 25 × 25 modules, and 4 on each side. Its upper left corner is a bar of 7.
    /// assert_eq!(code.side, 25 + 8);
    /// assert!(code.path.starts_with("M4 4h7v1h-7z"));
    /// assert_eq!(QrCode::of(&"x".repeat(2954)), None);
    /// ```
    pub fn of(text: &str) -> Option<Self> {
        let code = Code::encode_text(text, QrCodeEcc::Low).ok()?;
        let modules = code.size();
        let mut path = String::new();
        for y in 0..modules {
            let mut x = 0;
            while x < modules {
                let length = (x..modules).take_while(|&x| code.get_module(x, y)).count() as i32;
                if length > 0 {
                    let (left, top) = (x + QUIET_ZONE as i32, y + QUIET_ZONE as i32);
                    write!(path, "M{left} {top}h{length}v1h-{length}z").expect("texts take all");
                }
                x += length.max(1);
            }
        }
        Some(Self { side: modules as usize + 2 * QUIET_ZONE, path })
    }
}
