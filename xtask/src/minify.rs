//! The files that a browser reads, without what only people need.

use anyhow::{Result, ensure};
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use walrus::ModuleConfig;

/// Minifies `<name>.js` and `<name>_bg.wasm` of this folder. What both call each other ends in a hash, which stands in both and which no
/// compression makes shorter: it gets another name.
pub fn program(folder: &Path, name: &str) -> Result<()> {
    let (wasm, script) = (folder.join(format!("{name}_bg.wasm")), folder.join(format!("{name}.js")));
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    let mut module = config.parse(&fs::read(&wasm)?)?;
    let text = fs::read_to_string(&script)?;
    let shared = format!("./{name}_bg.js");
    let imported = module.imports.iter().filter(|import| import.module == shared).map(|import| &import.name);
    let exported = module.exports.iter().map(|export| &export.name).filter(|name| ends_in_hash(name));
    let names = short_names(imported.chain(exported).cloned().collect(), &text);
    for import in module.imports.iter_mut().filter(|import| import.module == shared) {
        import.name.clone_from(&names[&import.name]);
    }
    for export in module.exports.iter_mut() {
        if let Some(short) = names.get(&export.name) {
            export.name.clone_from(short);
        }
    }
    let text = renamed(&self::script(&text)?, &names);
    ensure!(!words(&text).any(|word| names.contains_key(word)), "{name}.js has a name that its wasm has not");
    fs::write(wasm, module.emit_wasm())?;
    Ok(fs::write(script, text)?)
}

/// Whether a name ends as those of closures do.
fn ends_in_hash(name: &str) -> bool {
    let hash = name.rsplit_once("__h").map(|(_, hash)| hash);
    hash.is_some_and(|hash| hash.len() == 16 && hash.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

/// A name for each that the script does not have yet.
fn short_names(names: BTreeSet<String>, script: &str) -> HashMap<String, String> {
    let taken: BTreeSet<&str> = words(script).collect();
    let free = (0..).map(|number| format!("_{number}")).filter(|name| !taken.contains(&name[..]));
    names.into_iter().zip(free).collect()
}

/// The words of a script: names, and what looks like one.
fn words(script: &str) -> impl Iterator<Item = &str> {
    script.split(|c: char| !is_of_word(c)).filter(|word| !word.is_empty())
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// The script with other names.
fn renamed(script: &str, names: &HashMap<String, String>) -> String {
    let (mut text, mut rest) = (String::new(), script);
    while !rest.is_empty() {
        let (between, tail) = rest.split_at(rest.find(is_of_word).unwrap_or(rest.len()));
        let (word, tail) = tail.split_at(tail.find(|c: char| !is_of_word(c)).unwrap_or(tail.len()));
        text += between;
        text += names.get(word).map_or(word, String::as_str);
        rest = tail;
    }
    text
}

/// A script without indentation, and without lines that are empty or a comment. It may have no text over several lines, and of the
/// comments that go over several lines only those that begin with two stars.
pub fn script(script: &str) -> Result<String> {
    let lines = || script.lines().map(str::trim_start);
    let is_other = |line: &str| {
        line.matches('`').count() % 2 == 1
            || line.starts_with("/*") && !line.starts_with("/**") && !line.contains("*/")
    };
    ensure!(
        !lines().any(is_other),
        "a script has a text over several lines, or a comment that does not begin with /**"
    );
    let is_code = |line: &&str| !line.is_empty() && !["//", "/*", "*"].iter().any(|of| line.starts_with(of));
    Ok(lines().filter(is_code).flat_map(|line| [line, "\n"]).collect())
}

/// A style sheet without comments and indentation.
pub fn style(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let begin = parts.next().unwrap_or_default().to_owned();
    let bare = parts.fold(begin, |bare, part| bare + part.split_once("*/").map_or("", |(_, rest)| rest));
    bare.lines().map(str::trim).filter(|line| !line.is_empty()).flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_are_replaced_by_free_ones() {
        let long = ["__wbg_new_0123456789abcdef", "__wbg_new_0123456789abcdef0"].map(str::to_owned);
        let script = "/**\n * A comment.\n */\nlet _0 = {\n    __wbg_new_0123456789abcdef: function() {\n    },\n\n    \
                      __wbg_new_0123456789abcdef0: 1,\n};\n";
        let names = short_names(long.into(), script);
        assert_eq!(
            renamed(&super::script(script).unwrap(), &names),
            "let _0 = {\n_1: function() {\n},\n_2: 1,\n};\n"
        );
    }

    #[test]
    fn what_goes_over_several_lines_is_refused() {
        for odd in ["let a = `b", "/* One.\n * Two. */"] {
            assert!(super::script(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn style_sheets_lose_their_comments() {
        let sheet =
            "/* One. */\na {\n  color: red; /* two */\n}\n\n/* Three\n   lines. */\nb { margin: 0 }\n";
        assert_eq!(style(sheet), "a {\ncolor: red;\n}\nb { margin: 0 }\n");
    }

    #[test]
    fn closures_are_told_by_their_hash() {
        assert!(ends_in_hash("wasm_bindgen__convert__closures_____invoke__h9fc06cf4ae9b208c"));
        assert!(!ends_in_hash("start_page") && !ends_in_hash("with__hands"));
    }
}
