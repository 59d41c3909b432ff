//! `cargo xtask build --single-file`: the whole site in one file that opens by a double click, from a stick or a share, without
//! a server.

use crate::files_below;
use crate::languages::BUILT as LANGUAGES;
use crate::site::Site;
use crate::version::LARGE;
use anyhow::{Context, Result, ensure};
use data_encoding::BASE64;
use libdeflater::{CompressionLvl, Compressor};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// The file, beside the site.
const NAME: &str = "convoscope.html";
/// More bytes are too many for a mail.
const LARGEST: usize = 6_000_000;
/// The programs that workers run here, which are scripts and no modules there.
const WORKERS: [&str; 1] = ["workers.js"];
/// The scripts of the page, after what stands in for the server.
const SCRIPTS: [&str; 2] = ["start.js", "crash.js"];

/// Writes the file.
pub fn write(site: &Site) -> Result<()> {
    let folder = site.folder.join(&site.version);
    let read =
        |name: &str| fs::read_to_string(folder.join(name)).with_context(|| format!("{name} is missing"));
    let mut scripts = vec![include_str!("single_file.js").to_owned()];
    for name in SCRIPTS {
        scripts.push(read(name)?);
    }
    let page = fs::read_to_string(site.folder.join("index.html"))?;
    let style = read("style.css")? + &read("places.css")?;
    let page = one_file(&page, &scripts, &style, &data(site, &folder)?)?;
    ensure!(page.len() <= LARGEST, "{NAME} has {} bytes, more than {LARGEST}", page.len());
    println!("{:>10}  {NAME}", page.len());
    Ok(fs::write(site.folder.join(NAME), page)?)
}

/// The elements that hold the files.
fn data(site: &Site, folder: &Path) -> Result<String> {
    let mut data = String::new();
    let mut add = |name: &str, text: String| {
        data += &format!("<script type=\"text/plain\" data-file=\"{name}\">{text}</script>\n");
    };
    // The program of the places has the page, too, and that of workers infers.
    let alone = |file: &PathBuf| {
        let stem = file.file_stem().map(|name| name.to_string_lossy().into_owned());
        stem.is_some_and(|name| name.trim_end_matches("_bg") == "convoscope")
    };
    for file in files_below(folder).into_iter().filter(|file| !alone(file)) {
        let name = file.file_name().expect("it is a file").to_string_lossy();
        let module = name.trim_end_matches("_bg.wasm").trim_end_matches(".js");
        if folder.join(format!("{module}_bg.wasm")).exists() {
            add(&name, packed(&fs::read(&file)?)?);
        }
    }
    for file in files_below(&folder.join(LANGUAGES)) {
        let name = file.file_name().expect("it is a file").to_string_lossy();
        add(&format!("{LANGUAGES}/{name}"), packed(&fs::read(&file)?)?);
    }
    for name in WORKERS.iter().filter(|name| folder.join(name).exists()) {
        let script = fs::read_to_string(folder.join(name))?;
        add(&format!("classic/{name}"), BASE64.encode(classic(&script)?.as_bytes()));
    }
    for file in files_below(&site.folder.join("assets")).iter().filter(|file| !is_text(file)) {
        let name = file.strip_prefix(&site.folder)?.to_string_lossy().replace('\\', "/");
        // Pictures are for the README, and lessons lie in their program.
        if !["assets/pictures/", "assets/lessons/", LARGE].iter().any(|other| name.starts_with(other)) {
            add(&name, packed(&fs::read(file)?)?);
        }
    }
    Ok(data)
}

/// A module of wasm-bindgen as a script that is none.
fn classic(module: &str) -> Result<String> {
    let script = format!("\n{module}")
        .replace("\nexport function ", "\nfunction ")
        .replace("\nexport class ", "\nclass ")
        .replace("\nexport { initSync, __wbg_init as default };", "\n")
        .replace("import.meta.url", "location.href");
    let is_none = !script.lines().any(|line| line.starts_with("export ") || line.starts_with("import "));
    ensure!(is_none && !script.contains("import.meta"), "wasm-bindgen writes modules in another way by now");
    Ok(script)
}

/// The page with its scripts, styles and files inside, under a policy that lets in nothing else.
fn one_file(page: &str, scripts: &[String], style: &str, data: &str) -> Result<String> {
    let outside =
        ["Content-Security-Policy", "rel=\"icon\"", "manifest", "stylesheet", "preload", "<script "];
    let mut lines: Vec<String> = page
        .lines()
        .filter(|line| !outside.iter().any(|tag| line.contains(tag)))
        .map(str::to_owned)
        .collect();
    let hash = |text: &str| format!("'sha256-{}'", BASE64.encode(&Sha256::digest(text)));
    let hashes: Vec<String> = scripts.iter().map(|script| hash(script)).collect();
    let policy = format!(
        "default-src 'none'; script-src 'wasm-unsafe-eval' blob: {}; style-src {}; img-src data: blob:; \
         media-src blob:; worker-src blob:; base-uri 'none'; form-action 'none'",
        hashes.join(" "),
        hash(style)
    );
    let at = |lines: &[String], tag: &str| lines.iter().position(|line| line.contains(tag));
    let head = at(&lines, "charset").context("the page has no charset")? + 1;
    lines.insert(head, format!("  <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"));
    let end = at(&lines, "</head>").context("the page has no head")?;
    lines.insert(end, format!("<style>{style}</style>"));
    let end = at(&lines, "</body>").context("the page has no body")?;
    let scripts = scripts.iter().map(|script| format!("<script>{script}</script>\n")).collect::<String>();
    lines.insert(end, data.to_owned() + &scripts);
    Ok(lines.join("\n"))
}

/// Gzipped as small as it gets, as letters.
fn packed(bytes: &[u8]) -> Result<String> {
    let mut compressor = Compressor::new(CompressionLvl::best());
    let mut packed = vec![0; compressor.gzip_compress_bound(bytes.len())];
    let len = compressor.gzip_compress(bytes, &mut packed)?;
    Ok(letters(&packed[..len]))
}

/// The number of bytes, a colon, and two letters for every 13 bits, the lowest first. These are the 91 of ASCII that mean nothing in an
/// element, nor between quotation marks: a quarter more bytes than were put in, where base64 takes a third.
fn letters(bytes: &[u8]) -> String {
    let letter = |digit: u32| {
        let at = |taken: u32, left_out: u8| taken + u32::from(taken >= u32::from(left_out));
        let code = [b'"', b'<', b'\\'].into_iter().fold(u32::from(b'!') + digit, at);
        char::from(u8::try_from(code).expect("ASCII"))
    };
    let mut text = format!("{}:", bytes.len());
    let (mut held, mut bits) = (0, 0);
    for byte in bytes.iter().map(|&byte| u32::from(byte)).chain([0, 0]) {
        held |= byte << bits;
        bits += 8;
        if bits >= 13 {
            let value = held & 0x1fff;
            text.extend([letter(value / 91), letter(value % 91)]);
            (held, bits) = (held >> 13, bits - 13);
        }
    }
    text
}

fn is_text(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "md")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 65 bits are five times 13; letters on both sides of those that are left out.
    #[test]
    fn bytes_become_letters_that_need_no_escape() {
        assert_eq!(letters(&[]), "0:!!");
        let text = letters(&[0, 0, 0, 255, 255, 255, 255, 255, 1]);
        let all: String = (0..=255).map(|byte| letters(&[byte, 255 - byte, byte ^ 0x55])).collect();
        assert!(all.chars().all(|letter| letter.is_ascii_graphic() && !"\"<\\".contains(letter)), "{all}");
        let digit = |letter: char| {
            let code = letter as u32 - u32::from(b'!');
            code - u32::from(code > 1) - u32::from(code > 27) - u32::from(code > 59)
        };
        let digits: Vec<u32> = text.split_once(':').unwrap().1.chars().map(digit).collect();
        let values: Vec<u32> = digits.chunks_exact(2).map(|pair| 91 * pair[0] + pair[1]).collect();
        assert_eq!(values[..5], [0, 0x1800, 0x1fff, 0x1fff, 0x1fff]);
        assert_eq!(values[5], 0);
    }

    #[test]
    fn modules_become_scripts() {
        let module = "let wasm;\nexport function start_worker() {\n}\nasync function __wbg_init() {\n    \
            new URL('a.wasm', import.meta.url);\n}\nexport { initSync, __wbg_init as default };\n";
        let script = classic(module).unwrap();
        assert!(script.contains("\nfunction start_worker()") && !script.contains("export"), "{script}");
        assert!(classic("import a from './a.js';\n").is_err());
    }

    #[test]
    fn a_module_becomes_a_script() {
        let module =
            "export function start() {}\nfunction other() {}\nexport { initSync, __wbg_init as default };\n";
        assert_eq!(classic(module).unwrap().trim(), "function start() {}\nfunction other() {}");
        assert!(classic("export * from 'elsewhere';").is_err());
    }

    #[test]
    fn all_that_runs_is_in_the_policy_and_nothing_is_left_outside() {
        let page = include_str!("../../index.html");
        let scripts = ["let a = 1;".to_owned(), "let b = 2;".to_owned()];
        let made =
            one_file(page, &scripts, "p { color: red }", "<script type=\"text/plain\"></script>\n").unwrap();
        for inside in scripts.iter().map(String::as_str).chain(["p { color: red }"]) {
            let hash = BASE64.encode(&Sha256::digest(inside));
            assert!(made.contains(&hash) && made.contains(inside), "{made}");
        }
        assert!(!made.contains("src=\"") && !made.contains("href=\""), "{made}");
        assert!(made.contains("id=\"crash\"") && made.contains("id=\"trouble\""), "{made}");
    }
}
