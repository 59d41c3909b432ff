//! Where Chromium lies on this machine. The browser tests look with this module too.

use std::env::{self, consts::EXE_SUFFIX};
use std::path::PathBuf;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Where installers put it that leave the `PATH` alone.
const PLACES: [&str; 3] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
];

/// The variable CHROME decides where it is set; else the first one found.
pub fn find() -> Option<PathBuf> {
    if let Some(chosen) = env::var_os("CHROME") {
        return Some(PathBuf::from(chosen)).filter(|path| path.is_file());
    }
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    let named =
        NAMES.iter().flat_map(|name| folders.iter().map(move |dir| dir.join(format!("{name}{EXE_SUFFIX}"))));
    named.chain(PLACES.map(PathBuf::from)).find(|path| path.is_file())
}
