//! `cargo xtask pictures`: what the README shows of every place, taken from the built site in a real Chromium.

use crate::cargo::{WORKSPACE, cargo};
use crate::root;
use crate::site::{self, Audience};
use crate::tools;
use anyhow::{Result, bail};

pub fn run() -> Result<()> {
    let chromium = tools::ensure_chromium()?;
    site::build(Audience::Everybody)?;
    let mut cargo = cargo();
    cargo.args(["test", "--quiet", WORKSPACE, "--test", "pictures"]);
    cargo.env("CHROME", chromium).env("SCREENSHOTS", root().join(".github/pictures"));
    if !cargo.status()?.success() {
        bail!("a picture could not be taken");
    }
    Ok(())
}
