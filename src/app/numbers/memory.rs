//! Memory as people read it: in thousands, millions and billions of bytes.

use std::fmt;

use super::exact;
use crate::network::Bytes;

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self.0 as f64 {
            bytes if bytes < 0.9995e6 => format!("{:.0} KB", bytes / 1e3),
            bytes if bytes < 0.9995e9 => format!("{:.0} MB", bytes / 1e6),
            bytes => format!("{} GB", exact((bytes / 1e8).round() / 10.0)),
        })
    }
}
