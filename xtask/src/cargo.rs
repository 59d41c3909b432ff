//! Cargo and rustup, started in the repository's root with the toolchain that runs this very program.

use crate::root;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A cargo to give arguments to.
pub fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    cargo
}

/// What is built here shares its dependencies only if cargo is always asked for all packages, whose features add up.
pub const WORKSPACE: &str = "--workspace";

/// What the browser gets is compiled for this target.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The same with a program's beginning and end, for tests.
pub const WASI: &str = "wasm32-wasip1";

/// Adds what compiles for a target, unless it is there. Asking rustc is quicker than asking rustup.
pub fn ensure_target(target: &str) -> Result<()> {
    let output = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", target])
        .current_dir(root())
        .output()
        .context("rustc could not be started; install Rust from https://rustup.rs")?;
    if !PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()).is_dir() {
        rustup(&["target", "add", target])?;
    }
    Ok(())
}

/// Adds rustfmt and clippy, unless they are there.
pub fn ensure_components() -> Result<()> {
    for (component, command) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        let found =
            cargo().args([command, "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        if !found.success() {
            rustup(&["component", "add", component])?;
        }
    }
    Ok(())
}

fn rustup(arguments: &[&str]) -> Result<()> {
    let command = format!("rustup {}", arguments.join(" "));
    let status = Command::new("rustup").args(arguments).current_dir(root()).status().with_context(|| {
        format!("`{command}` is needed, but rustup could not be started; install it from https://rustup.rs")
    })?;
    if !status.success() {
        bail!("`{command}` failed ({status})");
    }
    Ok(())
}
