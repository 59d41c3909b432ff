//! Hostile input to everything that reads: links, networks, files, checkpoints, messages. An input may be refused with any
//! error; no code may panic, take more memory than the input is worth, or read its own output as something else.
//!
//! Plain `cargo test` reads the corpus and a few inputs made from it; `cargo xtask fuzz` goes on for as long as it is told, and
//! keeps what failed in `tests/corpus`, where it is read ever after. The same seed makes the same inputs.

mod files;
mod learning;
mod links;
mod mutate;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{env, fs};

use convoscope::random::Random;
use mutate::Mutator;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Inputs for each target where no time is given.
const FEW: u64 = 300;
/// The most inputs that new ones are made from.
const POOL: usize = 2000;

/// Something that reads.
struct Target {
    name: &'static str,
    /// What it is to read: what new inputs are made from.
    seeds: fn() -> Vec<Vec<u8>>,
    /// Reads an input. Answers what it took it for, in any words, or what of its promises it broke.
    read: fn(&[u8]) -> Result<String, String>,
    /// Bytes that it may take in any case, and for each byte of the input.
    memory: [usize; 2],
}

thread_local! {
    /// What the last panic said.
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

#[derive(Default)]
struct Options {
    time: Option<Duration>,
    seed: u64,
    targets: Vec<String>,
}

fn options() -> Options {
    let (mut options, mut rest) = (Options::default(), env::args().skip(1));
    while let Some(word) = rest.next() {
        let mut number = || rest.next().and_then(|next| next.parse().ok()).expect("a whole number");
        match word.as_str() {
            "--seconds" => options.time = Some(Duration::from_secs(number())),
            "--seed" => options.seed = number(),
            _ => options.targets.push(word),
        }
    }
    options
}

fn main() -> ExitCode {
    let options = options();
    panic::set_hook(Box::new(|info| PANIC.set(info.to_string())));
    let is_chosen = |target: &&Target| {
        options.targets.is_empty() || options.targets.iter().any(|name| target.name.contains(name))
    };
    let targets = [links::TARGETS, files::TARGETS, learning::TARGETS].concat();
    let chosen: Vec<&Target> = targets.iter().copied().filter(is_chosen).collect();
    let time = options.time.map(|time| time / chosen.len().max(1) as u32);
    let failed = chosen.iter().filter(|target| !fuzz(target, time, options.seed)).count();
    // As the other tests end, whose numbers are added up.
    let (word, passed) = (if failed == 0 { "ok" } else { "FAILED" }, chosen.len() - failed);
    println!("test result: {word}. {passed} passed; {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Whether the target kept its promises.
fn fuzz(target: &Target, time: Option<Duration>, seed: u64) -> bool {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(target.name);
    let (mut seen, mut failures) = (BTreeSet::new(), 0);
    let mut pool: Vec<(Option<PathBuf>, Vec<u8>)> =
        (target.seeds)().into_iter().map(|seed| (None, seed)).collect();
    pool.extend(kept(&folder));
    for (path, input) in &pool {
        match attempt(target, input) {
            Ok(what) => drop(seen.insert(what)),
            Err(why) => {
                let place = path.as_ref().map_or("a seed".into(), |path| path.display().to_string());
                println!("{}: {place}: {why}", target.name);
                failures += 1;
            }
        }
    }
    let mutator = Mutator::of(pool.iter().map(|(_, input)| input.as_slice()));
    let (since, mut slowest, mut count) = (Instant::now(), Duration::ZERO, 0);
    while failures == 0 && time.map_or(count < FEW, |time| since.elapsed() < time) {
        let mut random = Random::split(seed, count);
        let pick = |random: &mut Random| pool[random.below(pool.len())].1.as_slice();
        let (one, other) = (pick(&mut random), pick(&mut random));
        let input = mutator.mutated(one, other, &mut random);
        let began = Instant::now();
        let done = attempt(target, &input);
        slowest = slowest.max(began.elapsed());
        count += 1;
        match done {
            // What is read in a way that nothing before was leads further.
            Ok(what) => {
                if pool.len() < POOL && seen.insert(what) {
                    pool.push((None, input));
                }
            }
            Err(why) => {
                let path = keep(&folder, &shrunk(target, input));
                println!("{}, input {count} of seed {seed}: {why}\nkept as {}", target.name, path.display());
                failures += 1;
            }
        }
    }
    let rate = count as f32 / since.elapsed().as_secs_f32();
    println!(
        "fuzz {}: {count} inputs, {rate:.0} a second, the slowest in {} ms, {} ways to read them",
        target.name,
        slowest.as_millis(),
        seen.len()
    );
    failures == 0
}

/// The files of a folder, if there is one.
fn kept(folder: &Path) -> Vec<(Option<PathBuf>, Vec<u8>)> {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (Some(path.clone()), fs::read(path).expect("a readable file"))).collect()
}

fn keep(folder: &Path, input: &[u8]) -> PathBuf {
    let name = input.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let path = folder.join(format!("{name:016x}"));
    fs::create_dir_all(folder).and_then(|()| fs::write(&path, input)).expect("a place in tests/corpus");
    path
}

/// Reads an input, and answers in which way, without its numbers.
fn attempt(target: &Target, input: &[u8]) -> Result<String, String> {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let done = panic::catch_unwind(AssertUnwindSafe(|| (target.read)(input)));
    let used = MEMORY.peak_usage().saturating_sub(before);
    let [always, each] = target.memory;
    match done {
        Err(_) => Err(PANIC.take()),
        Ok(Err(why)) => Err(why),
        Ok(Ok(_)) if used > always + each * input.len() => {
            Err(format!("{used} bytes of memory for an input of {} bytes", input.len()))
        }
        Ok(Ok(what)) => Ok(what.chars().filter(|c| c.is_ascii_alphabetic() || *c == ' ').take(60).collect()),
    }
}

/// A shorter input that fails, too.
fn shrunk(target: &Target, mut input: Vec<u8>) -> Vec<u8> {
    let mut part = input.len() / 2;
    while part > 0 {
        let mut at = 0;
        while at + part <= input.len() {
            let shorter = [&input[..at], &input[at + part..]].concat();
            if attempt(target, &shorter).is_err() {
                input = shorter;
            } else {
                at += part;
            }
        }
        part /= 2;
    }
    input
}
