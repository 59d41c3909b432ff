//! What the tests need beside cargo, installed where that is possible without asking.

use crate::browsers;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Finds Chromium, or installs Debian's.
pub fn ensure_chromium() -> Result<PathBuf> {
    if let Some(found) = browsers::find_chromium() {
        return Ok(found);
    }
    if let Some(chosen) = std::env::var_os("CHROME") {
        bail!("the variable CHROME says {}, but there is no such file", chosen.display());
    }
    install("Chromium", &["chromium"]);
    browsers::find_chromium().context(
        "the browser tests need Chromium: install it (Debian: `apt-get install chromium`; elsewhere Chromium or Google \
         Chrome), or let the variable CHROME name its program",
    )
}

/// Finds Firefox, or installs Debian's.
pub fn ensure_firefox() -> Result<PathBuf> {
    if browsers::find_firefox().is_none() {
        install("Firefox", &["firefox-esr"]);
    }
    browsers::find_firefox().context(
        "the browser tests need Firefox, too: install it (Debian: `apt-get install firefox-esr`), or let the variable FIREFOX \
         name its program",
    )
}

/// Finds WebKit's driver and a display for it, or installs Debian's.
pub fn ensure_webkit() -> Result<()> {
    let needed = ["WebKitWebDriver", "xvfb-run", "dbus-run-session"];
    let is_there = || needed.into_iter().all(|name| browsers::find_program(name).is_some());
    if !is_there() {
        install("WebKit", &["webkit2gtk-driver", "xvfb", "dbus"]);
    }
    if !is_there() {
        bail!("this needs {needed:?}: install them (Debian: `apt-get install webkit2gtk-driver xvfb dbus`)");
    }
    Ok(())
}

/// Finds a driver for Vulkan, or installs Debian's, which has one that needs no GPU.
pub fn ensure_vulkan() -> Result<()> {
    if !has_vulkan() {
        install("A driver for Vulkan", &["mesa-vulkan-drivers", "libvulkan1"]);
    }
    if !has_vulkan() {
        bail!(
            "the tests of the graphics engine need a driver for Vulkan: install one (Debian: `apt-get install \
             mesa-vulkan-drivers libvulkan1`), or leave them out with `cargo xtask test --no-gpu`"
        );
    }
    Ok(())
}

/// The version of axe-core whose rules the pages are checked by.
const AXE: &str = "4.14.1";

/// Fetches axe-core, which checks pages for accessibility, from npm; it is part of the tests alone. The path of its script.
pub fn ensure_axe() -> Result<PathBuf> {
    // Beside what cargo builds.
    let here = std::env::current_exe()?;
    let target = here.ancestors().nth(2).context("this program lies in cargo's target directory")?;
    let folder = target.join(format!("axe-core-{AXE}"));
    let script = folder.join("package/axe.min.js");
    if script.is_file() {
        return Ok(script);
    }
    let works = |command: &mut Command| command.status().is_ok_and(|status| status.success());
    if !works(Command::new("npm").arg("--version").stdout(Stdio::null())) {
        install("npm", &["npm"]);
    }
    std::fs::create_dir_all(&folder)?;
    let archive = folder.join(format!("axe-core-{AXE}.tgz"));
    let package = format!("axe-core@{AXE}");
    let fetched = works(Command::new("npm").args(["pack", "--silent", &package]).current_dir(&folder));
    if !fetched || !works(Command::new("tar").arg("xzf").arg(&archive).current_dir(&folder)) {
        bail!("the browser tests need axe-core {AXE} from npm: install npm (Debian: `apt-get install npm`)");
    }
    Ok(script)
}

fn has_vulkan() -> bool {
    const PLACES: [&str; 3] =
        ["/usr/share/vulkan/icd.d", "/usr/local/share/vulkan/icd.d", "/etc/vulkan/icd.d"];
    let has_files = |folder: &str| Path::new(folder).read_dir().is_ok_and(|mut files| files.next().is_some());
    // Elsewhere drivers come with the system, and the tests themselves tell whether there is one.
    !cfg!(target_os = "linux") || PLACES.into_iter().any(has_files)
}

/// Installs packages of Debian, if this is one and nobody need be asked.
fn install(what: &str, packages: &[&str]) {
    let apt_get = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .status()
            .is_ok_and(|status| status.success())
    };
    if is_root() {
        println!("{what} is missing: installing Debian's {}", packages.join(" and "));
        apt_get(&["update", "-qq"]);
        apt_get(&[&["install", "-qq", "-y", "--no-install-recommends"], packages].concat());
    }
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
