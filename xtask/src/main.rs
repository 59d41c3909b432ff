//! What a checkout can do, with cargo alone: `cargo xtask serve`, `cargo xtask test`, `cargo xtask build`.

mod browsers;
mod cargo;
mod files;
mod fuzz;
mod http;
mod imports;
mod languages;
#[cfg(test)]
mod licences;
mod measure;
mod minify;
mod pictures;
mod serve;
mod single_file;
mod site;
mod test;
mod tools;
mod trainer;
mod version;
mod wasm32;

use clap::Parser;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about)]
enum Task {
    /// Build the site, serve it on this machine and open the browser
    Serve(serve::Serve),
    /// Check everything: format, lints, native tests, the site in a real Chromium
    Test(test::Test),
    /// Measure how fast the site is in a real Chromium, and print a table
    Measure(measure::Measure),
    /// Take the pictures of the README, of every place
    Pictures,
    /// Read hostile input for as long as it is told, and keep in tests/corpus what something failed on
    Fuzz(fuzz::Fuzz),
    /// Build the site into dist/
    Build(site::Build),
    /// Bring the file of a language up to date with the texts of the page
    Texts(languages::Texts),
    /// Train a network that reads drawn digits
    Train(trainer::Arguments),
    /// Print the accuracy of the trained network on IDX files
    Evaluate(trainer::Arguments),
    /// Convert EfficientNet-Lite0's weights from PyTorch's file
    ConvertLite0(trainer::Arguments),
}

fn main() -> ExitCode {
    let done = match Task::parse() {
        Task::Serve(serve) => serve.run(),
        Task::Test(test) => test.run(),
        Task::Measure(measure) => measure.run(),
        Task::Pictures => pictures::run(),
        Task::Fuzz(fuzz) => fuzz.run(),
        Task::Build(build) => build.run(),
        Task::Texts(texts) => texts.run(),
        Task::Train(arguments) => arguments.run("train"),
        Task::Evaluate(arguments) => arguments.run("evaluate"),
        Task::ConvertLite0(arguments) => arguments.run("convert-lite0"),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The repository's root folder.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository")
}

/// The file itself, or every file at any depth of the folder, in the order of their names.
fn files_below(path: &Path) -> Vec<PathBuf> {
    match path.read_dir() {
        Ok(entries) => {
            let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
            entries.sort();
            entries.iter().flat_map(|entry| files_below(entry)).collect()
        }
        Err(_) if path.is_file() => vec![path.to_path_buf()],
        Err(_) => Vec::new(),
    }
}
