//! Where browsers lie on this machine. The browser tests look with this module too.

use std::env::{self, consts::EXE_SUFFIX};
use std::path::PathBuf;

/// The variable CHROME decides where it is set; else the first Chromium found.
pub fn find_chromium() -> Option<PathBuf> {
    const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    const PLACES: [&str; 3] = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];
    find("CHROME", &NAMES, &PLACES)
}

/// The variable FIREFOX decides where it is set; else the first Firefox found.
pub fn find_firefox() -> Option<PathBuf> {
    const NAMES: [&str; 2] = ["firefox-esr", "firefox"];
    const PLACES: [&str; 2] =
        ["/Applications/Firefox.app/Contents/MacOS/firefox", r"C:\Program Files\Mozilla Firefox\firefox.exe"];
    find("FIREFOX", &NAMES, &PLACES)
}

/// What a variable names, or else the first of these on the `PATH`, or where installers put it that leave the `PATH` alone.
fn find(variable: &str, names: &[&str], places: &[&str]) -> Option<PathBuf> {
    if let Some(chosen) = env::var_os(variable) {
        return Some(PathBuf::from(chosen)).filter(|path| path.is_file());
    }
    let installed = || places.iter().map(PathBuf::from).find(|path| path.is_file());
    names.iter().find_map(|name| find_program(name)).or_else(installed)
}

/// The first program of this name on the `PATH`.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let folders = env::split_paths(&env::var_os("PATH")?).collect::<Vec<_>>();
    folders.into_iter().map(|dir| dir.join(format!("{name}{EXE_SUFFIX}"))).find(|path| path.is_file())
}
