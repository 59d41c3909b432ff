//! A version of the site: its programs and styles in a folder that is named after their hash, so that no cache brings a file of
//! one version to another; and the list of all files by which a browser keeps it for when there is no network.

use crate::files_below;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// What stays beside that folder: addresses that others know, and data.
const FIXED: [&str; 5] = ["index.html", "manifest.webmanifest", "icon.svg", SERVICE_WORKER, "assets/"];

/// What keeps the site in a browser.
const SERVICE_WORKER: &str = "sw.js";

/// What is so large that it is only fetched when somebody wants it: no browser keeps it unasked, and no single file holds it.
pub const LARGE: &str = "assets/weights/efficientnet-lite0.";

/// Where the page finds out that it can be kept.
const START: &str = "src=\"start.js\"";

/// Letters of a version's name.
const LETTERS: usize = 12;

/// Moves the site into the folder of its version, whose name it answers; `is_kept` says whether browsers are to keep it.
pub fn stamp(site: &Path, is_kept: bool) -> Result<String> {
    let names = names(site)?;
    let mut all = Sha256::new();
    for name in &names {
        let bytes = fs::read(site.join(name))?;
        all.update(format!("{name} {} ", bytes.len()));
        all.update(bytes);
    }
    let version = hex(all.finalize())[..LETTERS].to_owned();
    let index = site.join("index.html");
    let mut page = fs::read_to_string(&index)?;
    if is_kept {
        page = page.replace(START, &format!("{START} data-offline=\"{SERVICE_WORKER}\""));
    }
    for name in names.iter().filter(|name| !FIXED.iter().any(|fixed| name.starts_with(fixed))) {
        let target = site.join(&version).join(name);
        fs::create_dir_all(target.parent().expect("a file lies in a folder"))?;
        fs::rename(site.join(name), target)?;
        page = page.replace(&format!("=\"{name}\""), &format!("=\"{version}/{name}\""));
    }
    fs::write(index, page)?;
    if is_kept {
        list(site, &version)?;
    } else {
        fs::remove_file(site.join(SERVICE_WORKER))?;
    }
    Ok(version)
}

/// Changes the first page of a stamped site.
pub fn change_page(site: &Path, change: impl Fn(&str) -> String) -> Result<()> {
    let index = site.join("index.html");
    let page = fs::read_to_string(&index)?;
    fs::write(index, change(&page))?;
    let worker = site.join(SERVICE_WORKER);
    let hash = |page: &str| hex(Sha256::digest(page));
    let script = fs::read_to_string(&worker)?.replace(&hash(&page), &hash(&change(&page)));
    Ok(fs::write(worker, script)?)
}

/// Puts the version and its files before the service worker.
fn list(site: &Path, version: &str) -> Result<()> {
    let mut files = serde_json::Map::new();
    let is_kept = |name: &String| name != SERVICE_WORKER && !name.starts_with(LARGE);
    for name in names(site)?.into_iter().filter(is_kept) {
        let hash = hex(Sha256::digest(fs::read(site.join(&name))?));
        files.insert(name, hash.into());
    }
    let worker = site.join(SERVICE_WORKER);
    let script = fs::read_to_string(&worker).context("the service worker cannot be read")?;
    let files = serde_json::Value::Object(files);
    Ok(fs::write(worker, format!("const VERSION = \"{version}\";\nconst FILES = {files};\n{script}"))?)
}

/// All files of the site, relative to it, as addresses have them.
fn names(site: &Path) -> Result<Vec<String>> {
    let name = |file: std::path::PathBuf| Ok(file.strip_prefix(site)?.to_string_lossy().replace('\\', "/"));
    files_below(site).into_iter().map(name).collect()
}

fn hex(hash: impl AsRef<[u8]>) -> String {
    hash.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_file_makes_another_version() {
        let site = std::env::temp_dir().join(format!("convoscope-version-{}", std::process::id()));
        let built = |script: &str, is_kept| {
            let _ = fs::remove_dir_all(&site);
            fs::create_dir_all(site.join("assets")).unwrap();
            let page = "<link href=\"icon.svg\"><script src=\"start.js\"></script>";
            let files = [("index.html", page), ("icon.svg", ""), ("sw.js", "// keeps"), ("start.js", script)];
            for (name, text) in files.into_iter().chain([("assets/weights", "7")]) {
                fs::write(site.join(name), text).unwrap();
            }
            stamp(&site, is_kept).unwrap();
            (names(&site).unwrap(), fs::read_to_string(site.join("index.html")).unwrap())
        };
        let (first, page) = built("1", true);
        let (second, other) = built("2", false);
        let script =
            |names: &[String]| names.iter().find(|name| name.ends_with("/start.js")).unwrap().clone();
        assert_ne!(script(&first), script(&second));
        assert!(page.contains(&format!("src=\"{}\" data-offline=\"sw.js\"", script(&first))), "{page}");
        assert!(page.contains("href=\"icon.svg\""), "{page}");
        assert!(!other.contains("data-offline") && !second.contains(&"sw.js".to_owned()), "{other}");
        assert!(first.contains(&"assets/weights".to_owned()));
        let _ = built("1", true);
        let worker = fs::read_to_string(site.join("sw.js")).unwrap();
        for name in first.iter().filter(|name| *name != "sw.js") {
            let hash = hex(Sha256::digest(fs::read(site.join(name)).unwrap()));
            assert!(worker.contains(&format!("\"{name}\":\"{hash}\"")), "{worker}");
        }
        assert!(worker.ends_with("// keeps"));
        fs::remove_dir_all(&site).unwrap();
    }
}
