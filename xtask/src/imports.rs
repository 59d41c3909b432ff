//! `cargo xtask test --imports`: files of others that are too large to be kept here, and what onnxruntime makes of ours. It needs a
//! Python with the packages that `tests/formats/onnx/fetch.py` names; the variable `PYTHON` says which.

use crate::cargo::{WORKSPACE, cargo};
use crate::root;
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

pub fn run() -> Result<()> {
    let (scripts, folder) = (root().join("tests/formats/onnx"), root().join("target/imports"));
    let (fetched, exported) = (folder.join("fetched"), folder.join("exported"));
    for folder in [&fetched, &exported] {
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    let python = std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
    let script = |name: &str, folder: &Path| {
        let mut command = Command::new(&python);
        command.arg(scripts.join(name)).args((name == "fetch.py").then_some("--all")).arg(folder);
        command
    };
    done(script("fetch.py", &fetched))?;
    let mut tests = cargo();
    // Optimised: some of these networks take billions of multiply-adds.
    tests.args(["test", "--release", WORKSPACE, "--test", "onnx", "--", "--nocapture"]);
    done_in(tests, &[("CONVOSCOPE_IMPORTS", fetched.as_path()), ("CONVOSCOPE_EXPORTS", &exported)])?;
    done(script("check.py", &exported))
}

fn done_in(mut command: Command, variables: &[(&str, &Path)]) -> Result<()> {
    command.envs(variables.iter().copied());
    done(command)
}

fn done(mut command: Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{command:?} cannot be started"))?;
    if status.success() { Ok(()) } else { bail!("{command:?} ended with {status}") }
}
