//! `cargo xtask build`: the whole site in `dist/`, plain files that any static host can serve.

use crate::cargo::{WASM, cargo, ensure_target};
use crate::{files_below, languages, minify, root, single_file, version};
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
    "assets/weights/scenes-",
    "assets/weights/vae.",
    "explain-worker.js",
    "languages/",
    "networks-worker.js",
    "places.css",
    "places.js",
    "places_bg.wasm",
    "sw.js",
    "train-worker.js",
    "workers.js",
    "workers_bg.wasm",
];

/// How programs that compute are compiled for everybody.
const FAST: &[&str] = &["--release"];
/// How programs that draw, and compute little but matrix products, are. The same profile shares the macros with the others.
const SMALL: &[&str] = &[
    "--release",
    "--config",
    "profile.release.opt-level = 'z'",
    "--config",
    "profile.release.package.convoscope-gemm.opt-level = 3",
];
/// How all of them are compiled for developers, who wait for it.
const LOCAL: &[&str] = &["--profile", "local"];

/// The programs of the site, which lie in `src/bin`, the modules that they become, and how they are compiled for everybody.
const PROGRAMS: [(&str, &str, &[&str]); 3] =
    [("page", "convoscope", SMALL), ("places", "places", SMALL), ("workers", "workers", FAST)];

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

#[derive(clap::Args)]
pub struct Build {
    /// The address that the site will have, for those who show links to it with a picture; all else works anywhere
    #[arg(long, value_parser = address)]
    base: Option<String>,
    /// Write dist/convoscope.html, too: all of it in one file, which opens without a server
    #[arg(long)]
    single_file: bool,
}

impl Build {
    pub fn run(&self) -> Result<()> {
        let site = build(Audience::Everybody)?;
        if self.single_file {
            single_file::write(&site)?;
        }
        let Some(base) = &self.base else { return Ok(()) };
        version::change_page(&site.folder, |page| introduced(page, base))
    }
}

/// An address of a folder, in letters that markup leaves alone.
fn address(base: &str) -> Result<String, String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/%".contains(c);
    let has_scheme = base.starts_with("https://") || base.starts_with("http://");
    match has_scheme && base.chars().all(is_plain) {
        true => Ok(format!("{}/", base.trim_end_matches('/'))),
        false => Err("this is no address, as https://example.org/convoscope/ is one".to_owned()),
    }
}

/// The page with its address, and that of a picture of it.
fn introduced(page: &str, base: &str) -> String {
    let tags = format!(
        "  <link rel=\"canonical\" href=\"{base}\">\n  <meta property=\"og:url\" content=\"{base}\">\n  \
         <meta property=\"og:image\" content=\"{base}assets/pictures/draw.png\">\n</head>"
    );
    page.replacen("</head>", &tags, 1)
}

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
    /// The name of the folder in it that has its programs and styles.
    pub version: String,
    /// Gzipped bytes until the first prediction, before `wasm-opt` makes fewer of them.
    pub first_load: usize,
}

/// Builds everything beside its folder and swaps it in at the end: who serves that never serves half a site.
pub fn build(audience: Audience) -> Result<Site> {
    let name = if audience == Audience::Everybody { "dist" } else { "dist.local" };
    let [dist, new, old] = ["", ".new", ".old"].map(|suffix| root().join(format!("{name}{suffix}")));
    remove(&new)?;
    fs::create_dir(&new)?;
    let compiled = compile(audience)?;
    thread::scope(|scope| {
        let binding = compiled.iter().map(|(wasm, name)| scope.spawn(|| bind(wasm, name, &new)));
        binding.collect::<Vec<_>>().into_iter().try_for_each(|bound| bound.join().expect("no panic"))
    })?;
    fs::copy(root().join("index.html"), new.join("index.html")).context("index.html cannot be copied")?;
    copy_folder(&root().join("www"), &new)?;
    for file in files_below(&root().join("www")) {
        let to = new.join(file.strip_prefix(root().join("www"))?);
        let minified = match file.extension().and_then(|extension| extension.to_str()) {
            Some("js") => minify::script(&fs::read_to_string(&to)?)?,
            Some("css") => minify::style(&fs::read_to_string(&to)?),
            _ => continue,
        };
        fs::write(to, minified)?;
    }
    copy_folder(&root().join("assets"), &new.join("assets"))?;
    // The site has them in another form.
    remove(&new.join(languages::FOLDER))?;
    languages::write(&new)?;
    let mut first_load = 0;
    if audience == Audience::Everybody {
        first_load = print_sizes(&new)?;
        if optimise(&PROGRAMS.map(|(_, name, _)| new.join(format!("{name}_bg.wasm"))))? {
            println!("after wasm-opt:");
            print_sizes(&new)?;
        }
    }
    let version = version::stamp(&new, audience == Audience::Everybody)?;
    remove(&old)?;
    if dist.exists() {
        fs::rename(&dist, &old)?;
    }
    fs::rename(&new, &dist)?;
    remove(&old)?;
    Ok(Site { folder: dist, version, first_load })
}

/// Compiles the programs and answers where the wasm of each lies, and the name of its module.
fn compile(audience: Audience) -> Result<Vec<(PathBuf, &'static str)>> {
    ensure_target(WASM)?;
    let mut compiled = Vec::new();
    let everybody = audience == Audience::Everybody;
    for flags in if everybody { vec![FAST, SMALL] } else { vec![LOCAL] } {
        let is_in = |own: &[&str]| !everybody || own == flags;
        let programs: Vec<_> = PROGRAMS.into_iter().filter(|(.., own)| is_in(own)).collect();
        let files = compile_with(flags, &programs.iter().map(|(program, ..)| *program).collect::<Vec<_>>())?;
        for (program, name, _) in programs {
            let file = files.iter().find(|file| file.ends_with(format!("{program}.wasm")));
            compiled.push((file.with_context(|| format!("cargo compiled no {program}.wasm"))?.clone(), name));
        }
    }
    Ok(compiled)
}

/// Compiles some programs and answers the files that cargo wrote, which only cargo knows for sure.
fn compile_with(flags: &[&str], programs: &[&str]) -> Result<Vec<PathBuf>> {
    let output = cargo()
        .args(["build", "--package", "convoscope", "--target", WASM])
        .args(programs.iter().flat_map(|program| ["--bin", program]))
        .args(flags)
        .arg("--message-format=json-render-diagnostics")
        .stderr(Stdio::inherit())
        .output()
        .context("cargo could not be started")?;
    if !output.status.success() {
        bail!("the page did not compile; the compiler's reasons stand above");
    }
    Ok(String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|message| message["filenames"].as_array().cloned())
        .flatten()
        .filter_map(|name| Some(PathBuf::from(name.as_str()?)))
        .collect())
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
        .context("wasm-bindgen could not bind the wasm")?;
    minify::program(to, name)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_is_the_address_of_a_folder() {
        assert_eq!(address("https://example.org/a"), address("https://example.org/a/"));
        for wrong in ["example.org", "ftp://example.org", "https://example.org/\"><script>"] {
            assert!(address(wrong).is_err(), "{wrong}");
        }
        let page = introduced("<head>\n</head>", "https://example.org/a/");
        assert!(page.contains("\"https://example.org/a/assets/pictures/draw.png\">\n</head>"), "{page}");
    }
}
