//! `cargo xtask measure`: figures of the built site in a real Chromium, of which nothing is asserted.

use crate::cargo::cargo;
use crate::site::{self, Audience};
use crate::tools;
use anyhow::{Result, bail};

#[derive(clap::Args)]
pub struct Measure {
    /// Use every place for minutes instead, and print what the page holds meanwhile
    #[arg(long)]
    soak: bool,
    /// How long that goes on
    #[arg(long, default_value_t = 600, requires = "soak")]
    seconds: u64,
}

impl Measure {
    pub fn run(&self) -> Result<()> {
        let chromium = tools::ensure_chromium()?;
        site::build(Audience::Everybody)?;
        let (test, seconds) = (if self.soak { "soak" } else { "measure" }, self.seconds.to_string());
        let mut cargo = cargo();
        cargo.args(["test", "--quiet", "--package", "convoscope", "--test", test, "--", &seconds]);
        if !cargo.env("CHROME", chromium).status()?.success() {
            bail!("it could not be measured");
        }
        Ok(())
    }
}
