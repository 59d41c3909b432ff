//! The library's unit tests as a program for wasm32, with the checks of the profile `dev`.

use crate::cargo::{WASI, cargo};
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::Stdio;

/// Compiles them, and answers where the program lies.
pub fn compile_tests() -> Result<PathBuf> {
    let output = cargo()
        .args(["test", "--no-run", "--package", "convoscope", "--lib", "--target", WASI])
        .arg("--message-format=json-render-diagnostics")
        .stderr(Stdio::inherit())
        .output()
        .context("cargo could not be started")?;
    if !output.status.success() {
        bail!("the tests did not compile for wasm32; the compiler's reasons stand above");
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .context("cargo compiled no tests for wasm32")
}
