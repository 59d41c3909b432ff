//! `cargo xtask train`, `evaluate` and `convert-lite0`: the package `trainer`, compiled when it is asked for.

use crate::cargo::cargo;
use crate::root;
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::process;

/// What follows the name of the task; the trainer itself reads it.
#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub struct Arguments {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    all: Vec<OsString>,
}

impl Arguments {
    pub fn run(self, task: &str) -> Result<()> {
        let manifest = root().join("Cargo.toml");
        let trainer = |command: &str| {
            let mut cargo = cargo();
            cargo.args([command, "--profile", "trainer", "--package", "trainer", "--manifest-path"]);
            cargo.arg(&manifest);
            cargo
        };
        if !trainer("build").status().context("cargo could not be started")?.success() {
            bail!("the trainer did not compile; the compiler's reasons stand above");
        }
        // Paths among the arguments are meant from where this was started. What went wrong the trainer says itself.
        let mut run = trainer("run");
        run.current_dir(std::env::current_dir()?).args(["--quiet", "--", task]).args(self.all);
        process::exit(run.status()?.code().unwrap_or(1))
    }
}
