//! `cargo xtask measure`: figures of the built site in a real Chromium, or of the engines natively, of which nothing is
//! asserted.

use crate::cargo::{WORKSPACE, cargo};
use crate::site::{self, Audience};
use crate::tools;
use crate::trainer::Arguments;
use anyhow::{Result, bail};
use std::ffi::OsString;

#[derive(clap::Args)]
pub struct Measure {
    /// Use every place for minutes instead, and print what the page holds meanwhile
    #[arg(long)]
    soak: bool,
    /// How long that goes on
    #[arg(long, default_value_t = 600, requires = "soak")]
    seconds: u64,
    /// Let each task of Scenes learn in the page instead, from nothing
    #[arg(long, conflicts_with_all = ["soak", "gpu", "cpu"])]
    scenes: bool,
    /// Measure the engine natively on a GPU instead, in at most ten minutes
    #[arg(long, conflicts_with = "soak")]
    gpu: bool,
    /// Measure the engine natively on one thread of the CPU instead, by the time that it computed
    #[arg(long, conflicts_with_all = ["soak", "gpu"])]
    cpu: bool,
    /// For either of these: --net lenet,vgg32 --batch 1,64 --seconds 2 --profile --peak 67
    #[arg(last = true)]
    native: Vec<OsString>,
}

impl Measure {
    pub fn run(self) -> Result<()> {
        if self.gpu || self.cpu {
            let batches = ["--gpu", "--batch", "64,256,1024"].map(OsString::from);
            let first = if self.gpu { &batches[..] } else { &[] };
            return Arguments::new(first.iter().cloned().chain(self.native)).run("measure");
        }
        let chromium = tools::ensure_chromium()?;
        site::build(Audience::Everybody)?;
        let (test, seconds) = (if self.soak { "soak" } else { "measure" }, self.seconds.to_string());
        let mut cargo = cargo();
        cargo.args(["test", "--quiet", WORKSPACE, "--test", test, "--"]);
        cargo.arg(if self.scenes { "scenes" } else { &seconds });
        if !cargo.env("CHROME", chromium).status()?.success() {
            bail!("it could not be measured");
        }
        Ok(())
    }
}
