//! `cargo xtask test`: everything that can be wrong, cheapest first. It never skips: what is missing gets installed, or
//! the run fails and says what to install.

use crate::cargo::{WASI, WASM, WORKSPACE, cargo, ensure_components, ensure_target};
use crate::site::{self, Audience};
use crate::{imports, single_file, tools, wasm32};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::Stdio;
use std::thread;
use std::time::Instant;

// In the profile that the site is built in next, which shares the macros that both have to compile.
const FOR_THE_BROWSER: [&str; 3] = ["--release", "--target", WASM];
const DENY: [&str; 3] = ["--", "-D", "warnings"];

/// What the first load may weigh, gzipped, without `wasm-opt`.
const FIRST_LOAD: usize = 450_000;

/// For how long every reader gets hostile input; `cargo xtask fuzz` goes on.
const FUZZ_SECONDS: &str = "60";

/// How many tests passed and how many failed.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
}

#[derive(Args)]
pub struct Test {
    /// Leave out what needs a GPU or a driver that stands in for one
    #[arg(long)]
    no_gpu: bool,
    /// Only open large files of others, which a script fetches with Python, and have onnxruntime read ours
    #[arg(long)]
    imports: bool,
    /// Only use every place in WebKit, which takes Debian's `webkit2gtk-driver` and `xvfb`
    #[arg(long, conflicts_with = "imports")]
    webkit: bool,
}

impl Test {
    pub fn run(&self) -> Result<()> {
        if self.imports {
            return imports::run();
        }
        if self.webkit {
            return webkit();
        }
        let mut tally = Tally::default();
        let chromium = step("tools", || {
            ensure_components()?;
            [WASM, WASI].into_iter().try_for_each(ensure_target)?;
            tools::ensure_chromium()
        })?;
        step("format", || check("fmt", &["--all", "--check"]))?;
        // All targets are those that `cargo test` runs: not these.
        let others = ["browser", "measure", "parity", "pictures", "soak", "wasm32", "webkit"]
            .map(|test| ["--test", test])
            .concat();
        step("clippy", || check("clippy", &[&[WORKSPACE, "--all-targets"], &others[..], &DENY].concat()))?;
        step("clippy, wasm", || {
            check("clippy", &[&["--lib", "--bins"], &FOR_THE_BROWSER[..], &DENY].concat())
        })?;
        step("documentation", || check("doc", &["--no-deps", "--document-private-items"]))?;
        // The site is compiled meanwhile: its last part, linking both programs, keeps but one core busy.
        let site = thread::spawn(|| step("site", first_load_is_small));
        step("native tests", || tally.add(&[WORKSPACE], &[]))?;
        // On one core, beside what follows: most of that is compiling.
        let hostile_input = thread::spawn(|| step("hostile input", fuzz));
        if !self.no_gpu {
            step("tests on Vulkan", || {
                tools::ensure_vulkan()?;
                tally.add(&[WORKSPACE, "--test", "parity"], &[])
            })?;
        }
        let chrome = ("CHROME", chromium);
        let axe = ("AXE", step("axe-core", tools::ensure_axe)?);
        let firefox = ("FIREFOX", step("Firefox", tools::ensure_firefox)?);
        step("tests on wasm32", || {
            let program = ("WASM_TESTS", wasm32::compile_tests()?);
            tally.add(&[WORKSPACE, "--test", "wasm32"], &[&chrome, &program])
        })?;
        tally.merge(hostile_input.join().expect("no panic")?);
        step("waiting for the site", || site.join().expect("no panic"))?;
        let mut browser = vec![WORKSPACE, "--test", "browser", "--", "--test-threads=2"];
        if self.no_gpu {
            browser.extend(["--skip", "gpu::"]);
        }
        step("browser tests", || tally.add(&browser, &[&chrome, &axe, &firefox]))?;
        let left_out = if self.no_gpu { "; the graphics engine was not tested" } else { "" };
        println!("{} passed, {} failed{left_out}", tally.passed, tally.failed);
        if tally.failed > 0 {
            bail!("there are failed tests, listed above");
        }
        Ok(())
    }
}

fn webkit() -> Result<()> {
    tools::ensure_webkit()?;
    site::build(Audience::Everybody)?;
    let arguments = ["test", "--quiet", WORKSPACE, "--test", "webkit"];
    if !cargo().args(arguments).status()?.success() {
        bail!("a place does not work in WebKit");
    }
    Ok(())
}

fn fuzz() -> Result<Tally> {
    let mut tally = Tally::default();
    tally.add(&[WORKSPACE, "--test", "fuzz", "--", "--seconds", FUZZ_SECONDS], &[])?;
    Ok(tally)
}

fn first_load_is_small() -> Result<()> {
    let site = site::build(Audience::Everybody)?;
    single_file::write(&site)?;
    let first_load = site.first_load;
    if first_load > FIRST_LOAD {
        bail!("the first load is {first_load} bytes gzipped without wasm-opt, more than {FIRST_LOAD}");
    }
    Ok(())
}

fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("== {name}");
    let since = Instant::now();
    let result = work().context(format!("{name} failed"));
    println!("== {name}: {:.1} s", since.elapsed().as_secs_f32());
    result
}

fn check(command: &str, arguments: &[&str]) -> Result<()> {
    let status = cargo().arg(command).args(arguments).env("RUSTDOCFLAGS", "-D warnings").status()?;
    if !status.success() {
        bail!("`cargo {command} {}` ended with {status}", arguments.join(" "));
    }
    Ok(())
}

impl Tally {
    /// Runs `cargo test`, shows what it says, and counts from that. Failed tests are counted and not an error here, so
    /// that a run tells of all of them.
    fn add(&mut self, arguments: &[&str], variables: &[&(&str, PathBuf)]) -> Result<()> {
        let mut command = cargo();
        command.args(["test", "--no-fail-fast"]).args(arguments).stdout(Stdio::piped());
        command.envs(variables.iter().map(|(name, path)| (name, path)));
        let mut child = command.spawn()?;
        let (mut passed, mut failed) = (0, 0);
        for line in BufReader::new(child.stdout.take().expect("piped")).lines() {
            let line = line?;
            println!("{line}");
            if line.starts_with("test result: ") {
                passed += number_before(&line, " passed");
                failed += number_before(&line, " failed");
            }
        }
        let status = child.wait()?;
        if !status.success() && failed == 0 {
            bail!("`cargo test {}` ended with {status}", arguments.join(" "));
        }
        if passed + failed == 0 {
            bail!("`cargo test {}` ran no test", arguments.join(" "));
        }
        self.merge(Self { passed, failed });
        Ok(())
    }

    fn merge(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The number that stands right before `word`.
fn number_before(line: &str, word: &str) -> usize {
    let before = line.split(word).next().unwrap_or_default();
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::number_before;

    #[test]
    fn counts_what_cargo_test_says() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s";
        assert_eq!((number_before(line, " passed"), number_before(line, " failed")), (12, 3));
    }
}
