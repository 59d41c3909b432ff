//! `cargo xtask fuzz`: hostile input to every reader, for as long as it is told.

use crate::cargo::{WORKSPACE, cargo};
use anyhow::{Result, bail};

#[derive(clap::Args)]
pub struct Fuzz {
    /// How long, for all targets together
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// The same seed makes the same inputs
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Parts of the names of targets; all if left out
    targets: Vec<String>,
}

impl Fuzz {
    pub fn run(&self) -> Result<()> {
        let (seconds, seed) = (self.seconds.to_string(), self.seed.to_string());
        let mut cargo = cargo();
        cargo.args(["test", WORKSPACE, "--test", "fuzz", "--"]);
        cargo.args(["--seconds", &seconds, "--seed", &seed]).args(&self.targets);
        if !cargo.status()?.success() {
            bail!("something failed; its input is kept in tests/corpus");
        }
        Ok(())
    }
}
