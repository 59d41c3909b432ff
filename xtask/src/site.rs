//! `cargo xtask build`: the whole site in `dist/`, plain files that any static host can serve.

use crate::cargo::{WASM, cargo, ensure_target};
use crate::{files_below, root};
use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, io, thread};

/// What the browser fetches when a place asks for it; the rest it fetches before the first prediction.
const LATER: [&str; 20] = [
    "assets/lessons/",
    "assets/photographs/",
    "assets/pictures/",
    "assets/weights/dense.",
    "assets/weights/digits.md",
    "assets/weights/efficientnet-lite0.",
    "assets/weights/gap.",
    "assets/weights/lenet5.",
    "explain.js",
    "explain_bg.wasm",
    "explain-worker.js",
    "lab.js",
    "lab_bg.wasm",
    "lessons.js",
    "lessons_bg.wasm",
    "networks.js",
    "networks_bg.wasm",
    "train.js",
    "train_bg.wasm",
    "train-worker.js",
];

/// The programs of the site, which lie in `src/bin`, and the modules that they become.
const PROGRAMS: [(&str, &str); 6] = [
    ("page", "convoscope"),
    ("explain", "explain"),
    ("lab", "lab"),
    ("train", "train"),
    ("networks", "networks"),
    ("lessons", "lessons"),
];

/// Every proposal that the code may use: simd128 is on in `.cargo/config.toml`, the others by default in rustc.
const WASM_OPT: [&str; 8] = [
    "-O3",
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-reference-types",
];

/// For whom the site is.
#[derive(Clone, Copy, PartialEq)]
pub enum Audience {
    /// Whoever opens it where it is hosted: small and fast, in `dist/`.
    Everybody,
    /// Whoever has built it: soon there, in `dist.local/`.
    Developers,
}

pub struct Site {
    pub folder: PathBuf,
    /// Gzipped bytes until the first prediction, before `wasm-opt` makes fewer of them.
    pub first_load: usize,
}

/// Builds everything beside its folder and swaps it in at the end: who serves that never serves half a site.
pub fn build(audience: Audience) -> Result<Site> {
    let name = if audience == Audience::Everybody { "dist" } else { "dist.local" };
    let [dist, new, old] = ["", ".new", ".old"].map(|suffix| root().join(format!("{name}{suffix}")));
    remove(&new)?;
    fs::create_dir(&new)?;
    let compiled = compile(if audience == Audience::Everybody { "release" } else { "local" })?;
    thread::scope(|scope| {
        let binding = compiled.iter().map(|(wasm, name)| scope.spawn(|| bind(wasm, name, &new)));
        binding.collect::<Vec<_>>().into_iter().try_for_each(|bound| bound.join().expect("no panic"))
    })?;
    fs::copy(root().join("index.html"), new.join("index.html")).context("index.html cannot be copied")?;
    copy_folder(&root().join("www"), &new)?;
    copy_folder(&root().join("assets"), &new.join("assets"))?;
    let mut first_load = 0;
    if audience == Audience::Everybody {
        first_load = print_sizes(&new)?;
        if optimise(&PROGRAMS.map(|(_, name)| new.join(format!("{name}_bg.wasm"))))? {
            println!("after wasm-opt:");
            print_sizes(&new)?;
        }
    }
    remove(&old)?;
    if dist.exists() {
        fs::rename(&dist, &old)?;
    }
    fs::rename(&new, &dist)?;
    remove(&old)?;
    Ok(Site { folder: dist, first_load })
}

/// Compiles the programs and answers where the wasm of each lies, which only cargo knows for sure, and the name of its module.
fn compile(profile: &str) -> Result<Vec<(PathBuf, &'static str)>> {
    ensure_target(WASM)?;
    let output = cargo()
        .args(["build", "--bins", "--package", "convoscope", "--target", WASM])
        .args(["--profile", profile, "--message-format=json-render-diagnostics"])
        .stderr(Stdio::inherit())
        .output()
        .context("cargo could not be started")?;
    if !output.status.success() {
        bail!("the page did not compile; the compiler's reasons stand above");
    }
    let files: Vec<PathBuf> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|message| message["filenames"].as_array().cloned())
        .flatten()
        .filter_map(|name| Some(PathBuf::from(name.as_str()?)))
        .collect();
    let find = |(program, name): (&str, &'static str)| {
        let file = files.iter().find(|file| file.ends_with(format!("{program}.wasm")));
        Ok((file.with_context(|| format!("cargo compiled no {program}.wasm"))?.clone(), name))
    };
    PROGRAMS.into_iter().map(find).collect()
}

/// Writes `<name>.js`, which finds `<name>_bg.wasm` beside itself wherever that is.
fn bind(wasm: &Path, name: &str, to: &Path) -> Result<()> {
    wasm_bindgen_cli_support::Bindgen::new()
        .input_path(wasm)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(to)
        .context("wasm-bindgen could not bind the wasm")
}

/// Lets `wasm-opt` work on these files; without it they stay as they are.
fn optimise(programs: &[PathBuf]) -> Result<bool> {
    let local =
        root().join("node_modules/.bin").join(if cfg!(windows) { "wasm-opt.cmd" } else { "wasm-opt" });
    let answers = |tool: &PathBuf| Command::new(tool).arg("--version").stdout(Stdio::null()).status().is_ok();
    let Some(tool) = [PathBuf::from("wasm-opt"), local].into_iter().find(answers) else {
        println!("wasm-opt was not found: the wasm works, but is larger (`npm install binaryen` brings one)");
        return Ok(false);
    };
    for wasm in programs {
        let status = Command::new(&tool).args(WASM_OPT).arg(wasm).arg("-o").arg(wasm).status()?;
        if !status.success() {
            bail!("{} failed ({status})", tool.display());
        }
    }
    Ok(true)
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for file in files_below(from) {
        let target = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(target.parent().expect("a file lies in a folder"))?;
        fs::copy(&file, &target).with_context(|| format!("{} cannot be copied", file.display()))?;
    }
    Ok(())
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be removed", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Prints the size of every file and answers what the first load weighs, gzipped.
fn print_sizes(site: &Path) -> Result<usize> {
    let mut first_load = 0;
    println!("{:>10} {:>10}", "bytes", "gzipped");
    for file in files_below(site) {
        let bytes = fs::read(&file)?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&bytes)?;
        let gzipped = gzip.finish()?.len();
        let name = file.strip_prefix(site)?.to_string_lossy().replace('\\', "/");
        if !LATER.iter().any(|later| name.starts_with(later)) {
            first_load += gzipped;
        }
        println!("{:>10} {gzipped:>10}  {name}", bytes.len());
    }
    println!("{:>10} {first_load:>10}  the first load", "");
    Ok(first_load)
}
