//! The library's unit tests where it runs: compiled for wasm32, whose `usize` has 32 bits, with overflow checks, in a real Chromium.
//! `cargo xtask test` compiles them and runs this; the variable WASM_TESTS names the program.

#[allow(dead_code, unused_imports, reason = "the tests use all of it")]
mod harness;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use harness::{Page, Site, View};

const PATIENCE: Duration = Duration::from_secs(900);

/// How many of the last lines are shown if it fails.
const LAST: usize = 40;

/// The test that is left out takes most of the time of all together, and its numbers are small.
const PAGE: &str = "<!doctype html><title>tests</title><link rel='icon' href='data:,'><script>
    said = ''; ended = null;
    const worker = new Worker('wasi.js');
    worker.onmessage = ({ data }) => { said += data.said ?? ''; ended = data.ended ?? ended; };
    worker.onerror = error => { ended = error.message; };
    worker.postMessage(['tests', '--test-threads=1', '--nocapture', '--color=never', '--skip=learns_digits_to_97_percent']);
</script>";

fn main() -> ExitCode {
    if harness::chromium::kept() {
        return ExitCode::SUCCESS;
    }
    let program = std::env::var_os("WASM_TESTS").expect("WASM_TESTS names the compiled tests");
    let site = Site::empty();
    site.replace("index.html", PAGE);
    site.replace("wasi.js", include_str!("wasi.js"));
    site.replace("tests.wasm", std::fs::read(program).expect("the compiled tests"));
    let mut page = Page::open_at(site, "", View::PROJECTOR);
    let since = Instant::now();
    while page.evaluate("ended").is_null() {
        assert!(since.elapsed() < PATIENCE, "no end after {PATIENCE:?}:\n{}", said(&mut page));
        std::thread::sleep(Duration::from_millis(200));
    }
    let (ended, said) = (page.evaluate("ended"), said(&mut page));
    page.finish();
    let passed = said.lines().find(|line| line.starts_with("test result: ok. "));
    let Some(result) = passed.filter(|_| ended == 0) else {
        // A test that fails ends all of them: there is no unwinding.
        let lines: Vec<&str> = said.lines().collect();
        println!("{}\nended with {ended}", lines[lines.len().saturating_sub(LAST)..].join("\n"));
        println!("test result: FAILED. 0 passed; 1 failed");
        return ExitCode::FAILURE;
    };
    println!("wasm32 with overflow checks, {:.1} s", since.elapsed().as_secs_f32());
    println!("{result}");
    ExitCode::SUCCESS
}

fn said(page: &mut Page) -> String {
    page.evaluate("said").as_str().expect("a text").to_owned()
}
