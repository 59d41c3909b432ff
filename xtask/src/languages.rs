//! The languages of the page: `assets/languages` has a file for each, what every text of `src/app/text` is in it. The site gets
//! them in a shorter form; `cargo xtask texts TAG` says what a language lacks, and begins its file.

#[path = "../../src/app/text/key.rs"]
mod key;
mod lessons;
mod source;

use crate::{files_below, root};
use anyhow::{Context, Result};
use data_encoding::BASE64;
use key::key;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Where the files lie, and where the site has theirs.
pub const FOLDER: &str = "assets/languages";
pub const BUILT: &str = "languages";

/// A language's file.
#[derive(Default, Deserialize, Serialize)]
struct Translations {
    /// Texts that are the same as in English, as the names of functions are.
    same: BTreeSet<String>,
    /// What every other text is, by what it is in English.
    texts: BTreeMap<String, String>,
}

/// The languages that have a file, by their tags.
fn files() -> impl Iterator<Item = (String, PathBuf)> {
    let json = files_below(&root().join(FOLDER)).into_iter();
    json.filter_map(|path| Some((path.file_stem()?.to_str()?.to_owned(), path)))
}

fn read(path: &Path) -> Result<Translations> {
    let json = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    serde_json::from_str(&json).with_context(|| format!("{} is not as it should be", path.display()))
}

/// The texts that a language is to have: those of the page, and those of its lessons.
fn all() -> Result<BTreeSet<String>> {
    let mut all = source::texts(&root().join("src"))?;
    all.extend(lessons::texts(&root().join("assets/lessons/en"))?);
    Ok(all)
}

/// Writes the files of all languages into a site: a line of keys in rising order, which no compression makes shorter, as base64 of
/// four bytes each, and a line for the text of each key. A step of a lesson is translated if all of its texts are there, so those that are the same
/// are, too.
pub fn write(site: &Path) -> Result<()> {
    fs::create_dir_all(site.join(BUILT))?;
    let of_lessons = lessons::texts(&root().join("assets/lessons/en"))?;
    for (tag, path) in files() {
        let Translations { same, texts } = read(&path)?;
        let same = same.iter().filter(|text| of_lessons.contains(*text)).map(|text| (text, text));
        let texts = texts.iter().filter(|(_, text)| !text.is_empty());
        let lines: BTreeMap<[u8; 4], &str> =
            texts.chain(same).map(|(english, text)| (key(english).to_be_bytes(), text.as_str())).collect();
        let (keys, texts): (Vec<[u8; 4]>, Vec<&str>) = lines.into_iter().unzip();
        let file = format!("{}\n{}\n", BASE64.encode(keys.as_flattened()), texts.join("\n"));
        fs::write(site.join(BUILT).join(format!("{tag}.txt")), file)?;
    }
    Ok(())
}

#[derive(clap::Args)]
pub struct Texts {
    /// The language's tag (BCP 47), which is the name of its file: de, zh-Hans
    tag: String,
}

impl Texts {
    /// Brings the file of a language up to date: what is new is there with an empty translation, which is shown in English
    /// until it has one, and what is no longer said is gone.
    pub fn run(&self) -> Result<()> {
        let path = root().join(FOLDER).join(format!("{}.json", self.tag));
        let mut file = if path.exists() { read(&path)? } else { Translations::default() };
        let all = all()?;
        file.same.retain(|text| all.contains(text));
        file.texts.retain(|english, _| all.contains(english));
        let missing: Vec<&String> =
            all.iter().filter(|text| !file.same.contains(*text) && !file.texts.contains_key(*text)).collect();
        println!("{} of {} texts are missing", missing.len(), all.len());
        file.texts.extend(missing.into_iter().map(|english| (english.clone(), String::new())));
        Ok(fs::write(&path, serde_json::to_string_pretty(&file)? + "\n")?)
    }
}

#[cfg(test)]
mod tests;
