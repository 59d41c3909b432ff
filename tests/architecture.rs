//! What ARCHITECTURE.md promises about the source, checked by reading it: which module may see which, what none may do,
//! how long a file may be, and that the map is true.

#[path = "architecture/policy.rs"]
mod policy;
#[path = "architecture/rooms.rs"]
mod rooms;
#[path = "architecture/text.rs"]
mod text;

use std::fs;
use std::path::Path;

/// What each module of `src` may import; its own test module may import anything. Every module stands below those that
/// it sees, so imports go one way.
const IMPORTS: &[(&str, &[&str])] = &[
    ("shape", &[]),
    ("window", &[]),
    ("padding_mode", &[]),
    ("random", &[]),
    ("format", &[]),
    ("drawing", &[]),
    ("data", &["shape", "random", "drawing"]),
    ("embedding", &["random"]),
    ("tensors", &["data"]),
    ("program", &[]),
    ("layers", &["shape", "window", "padding_mode", "random", "program"]),
    ("network", &["shape", "window", "padding_mode", "random", "tensors", "layers"]),
    ("onnx", &["shape", "window", "padding_mode", "tensors", "layers", "network"]),
    ("zoo", &["shape", "window", "layers", "network"]),
    ("loss", &["program"]),
    ("optimizer", &["program"]),
    ("engine", &["shape", "random", "program", "layers", "network", "loss", "optimizer"]),
    ("explain", &["shape", "random", "layers", "network", "loss", "engine"]),
    (
        "training",
        &["format", "shape", "window", "random", "layers", "network", "loss", "optimizer", "engine"],
    ),
    (
        "session",
        &[
            "format",
            "shape",
            "random",
            "data",
            "embedding",
            "layers",
            "network",
            "zoo",
            "loss",
            "optimizer",
            "engine",
            "explain",
            "training",
        ],
    ),
    (
        "app",
        &[
            "shape",
            "window",
            "padding_mode",
            "random",
            "format",
            "layers",
            "network",
            "zoo",
            "drawing",
            "data",
            "session",
        ],
    ),
    ("ui", &["shape", "window", "padding_mode", "layers", "network", "drawing", "data", "session", "app"]),
    ("bin", &["session", "ui"]),
];

/// Lines of the longest file.
const LONGEST: usize = 300;

/// A source file for rules that are about code.
struct Source {
    path: String,
    /// Without comments.
    code: String,
    /// Without comments and strings.
    bare: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder`, sorted, with `/` between the parts of its path; dot files left out.
fn files(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap_or_else(|e| panic!("{folder}: {e}"));
    let mut paths: Vec<String> = entries
        .map(|entry| format!("{folder}/{}", entry.unwrap().file_name().to_str().expect("a name in UTF-8")))
        .filter(|path| !path.contains("/."))
        .collect();
    paths.sort();
    let below = |path: String| if root().join(&path).is_dir() { files(&path) } else { vec![path] };
    paths.into_iter().flat_map(below).collect()
}

fn read(path: &str) -> String {
    let bytes = fs::read(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    String::from_utf8_lossy(&bytes).into_owned()
}

fn sources() -> Vec<Source> {
    let source = |path: String| {
        let text = read(&path);
        Source { code: blanked(&text, false), bare: blanked(&text, true), path }
    };
    files("src").into_iter().map(source).collect()
}

/// Rust without its comments, and without its strings if `strings`; every line stays where it is.
fn blanked(text: &str, strings: bool) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(first) = rest.chars().next() {
        let raw = rest.strip_prefix('r').map(|r| r.len() - r.trim_start_matches('#').len());
        let word = out.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let upto =
            |end: &str, from: usize| rest[from..].find(end).map_or(rest.len(), |i| from + i + end.len());
        let (len, blank) = match raw {
            _ if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), true),
            _ if rest.starts_with("/*") => (upto("*/", 2), true),
            Some(hashes) if !word && rest[1 + hashes..].starts_with('"') => {
                (upto(&format!("\"{}", "#".repeat(hashes)), 2 + hashes), strings)
            }
            _ if first == '"' => (string(rest), strings),
            // A quoted character; a lone quote begins a lifetime.
            _ if rest.starts_with("'\\") => (upto("'", 3), strings),
            _ if first == '\'' && rest.chars().nth(2) == Some('\'') => (upto("'", 1), strings),
            _ => (first.len_utf8(), false),
        };
        let (token, after) = rest.split_at(len);
        out.extend(token.chars().map(|c| if blank && c != '\n' { ' ' } else { c }));
        rest = after;
    }
    out
}

/// Length of the string that `text` begins with.
fn string(text: &str) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|&(_, c)| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |(i, _)| i + 1)
}

/// The top-level module that a file belongs to.
fn module(path: &str) -> &str {
    let inner = path.strip_prefix("src/").expect("a source file");
    inner.split('/').next().unwrap_or(inner).trim_end_matches(".rs")
}

/// The names in a line of code.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// Notes every line of `text` in which `wrong` finds something, and what.
fn check(failures: &mut Vec<String>, path: &str, text: &str, wrong: impl Fn(&str) -> Option<String>) {
    let found = text.lines().enumerate().filter_map(|(i, line)| Some((i, wrong(line)?)));
    failures.extend(found.map(|(i, what)| format!("{path}:{}: {what}", i + 1)));
}

fn report(failures: &[String]) {
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
}

#[test]
fn imports_go_one_way() {
    let position = |module: &str| IMPORTS.iter().position(|(name, _)| *name == module);
    let mut failures = Vec::new();
    for (index, (name, allowed)) in IMPORTS.iter().enumerate() {
        let upwards = allowed.iter().filter(|other| position(other).is_none_or(|at| at >= index));
        failures.extend(upwards.map(|other| format!("the table lets {name} see {other}, not below it")));
    }
    for Source { path, bare, .. } in sources().iter().filter(|source| source.path != "src/lib.rs") {
        let this = module(path);
        let Some((_, allowed)) = IMPORTS.iter().find(|(name, _)| *name == this) else {
            failures.push(format!("{path}:1: the table of imports in tests/architecture.rs lacks {this}"));
            continue;
        };
        // Tests may see everything: they stand at the end of a file, or in a file of their own.
        let (code, tests) = bare.split_once("#[cfg(test)]").unwrap_or((bare, ""));
        let last = ["\nmod tests;", "\nmod tests {"].iter().any(|start| tests.starts_with(start));
        let goes_on = tests.split_once("\n}").is_some_and(|(_, after)| !after.trim().is_empty());
        if goes_on || !tests.is_empty() && !last {
            failures.push(format!("{path}:{}: the test module comes last", code.lines().count()));
        }
        let is_root = [format!("src/{this}.rs"), format!("src/{this}/mod.rs")].contains(path);
        let roundabout = ["crate::{", if is_root { "super::" } else { "super::super" }];
        let is_test = path.ends_with("/tests.rs") || path.contains("/tests/");
        check(&mut failures, path, if is_test { "" } else { code }, |line| {
            let mut seen = line.split("crate::").skip(1).map(|rest| words(rest).next().unwrap_or_default());
            if roundabout.iter().any(|way| line.contains(way)) {
                return Some("other modules are named as crate::module, one by one".into());
            }
            if this == "app" && words(line).any(|word| word == "Session") {
                return Some("app may see the protocol, not the Session, which runs in the worker".into());
            }
            let foreign = seen.find(|other| *other != this && !allowed.contains(other))?;
            Some(format!("{this} may not see {foreign}"))
        });
    }
    report(&failures);
}

#[test]
fn only_the_page_and_the_worker_know_the_browser() {
    let mut failures = Vec::new();
    for Source { path, bare, .. } in sources() {
        if ["ui", "bin"].contains(&module(&path)) || path == "src/session/worker.rs" {
            continue;
        }
        let browser = ["yew", "web_sys", "js_sys", "wasm_bindgen", "gloo"];
        let clocks = ["Instant", "SystemTime", "rand", "getrandom"];
        check(&mut failures, &path, &bare, |line| {
            let web = words(line).find(|word| browser.iter().any(|name| word.starts_with(name)));
            let clock = words(line).find(|word| clocks.contains(word));
            web.map(|word| format!("only ui, the entries of programs and the worker may name {word}"))
                .or(clock.map(|word| format!("times and seeds come in as arguments, not from {word}")))
        });
    }
    report(&failures);
}

#[test]
fn nothing_is_unsafe_unfinished_or_left_over() {
    let macros = ["todo", "unimplemented", "dbg", "print", "println", "eprint", "eprintln"];
    let is_called = |line: &str, name: &str| line.contains(&format!("{name}!"));
    let mut failures = Vec::new();
    for Source { path, bare, .. } in sources() {
        check(&mut failures, &path, &bare, |line| {
            let banned = |word: &&str| {
                *word == "unsafe" || macros.iter().any(|name| name == word && is_called(line, name))
            };
            words(line).find(banned).map(|name| format!("{name} has no place in src"))
        });
    }
    report(&failures);
}

#[test]
fn no_file_is_too_long() {
    let sources = ["src", "trainer/src", "xtask/src", "tests"].into_iter().flat_map(files);
    let lengths = sources
        .filter(|path| [".rs", ".wgsl"].iter().any(|end| path.ends_with(end)))
        .map(|path| (read(&path).lines().count(), path));
    let long = lengths.filter(|(lines, _)| *lines > LONGEST);
    let failures: Vec<String> =
        long.map(|(lines, path)| format!("{path}:{lines}: a file has at most {LONGEST} lines")).collect();
    report(&failures);
}

#[test]
fn the_page_asks_no_other_host() {
    let mut texts = vec![("index.html".to_owned(), read("index.html"))];
    texts.extend(files("www").into_iter().map(|path| (path.clone(), read(&path))));
    texts.extend(sources().into_iter().map(|source| (source.path, source.code)));
    let mut failures = Vec::new();
    for (path, text) in texts {
        check(&mut failures, &path, &text, |line| {
            // The names of XML's languages look like addresses; nobody fetches them.
            let line = line.replace("http://www.w3.org/", "");
            let foreign = ["://", "\"//", "'//", "(//", "=//"].iter().find(|start| line.contains(**start))?;
            Some(format!("an address of another host ({foreign}): the page is complete in itself"))
        });
    }
    report(&failures);
}

#[test]
fn the_map_is_true() {
    let (map, mut named, mut failures) = (read("ARCHITECTURE.md"), Vec::new(), Vec::new());
    let section = map.lines().enumerate().skip_while(|(_, line)| *line != "## Code map").skip(1);
    for (number, line) in section.take_while(|(_, line)| !line.starts_with("## ")) {
        for name in line.split('`').skip(1).step_by(2) {
            let is_path =
                name.contains('/') || [".html", ".md", ".toml"].iter().any(|end| name.ends_with(end));
            if is_path && !root().join(name).exists() {
                failures.push(format!("ARCHITECTURE.md:{}: {name} does not exist", number + 1));
            }
            named.push(name);
        }
    }
    check(&mut failures, "src/lib.rs", &read("src/lib.rs"), |line| {
        let module = line.strip_prefix("pub mod ")?.strip_suffix(';')?;
        let names = [format!("src/{module}.rs"), format!("src/{module}")];
        (!named.iter().any(|name| names.iter().any(|it| it == name)))
            .then(|| format!("ARCHITECTURE.md's code map lacks {module}"))
    });
    report(&failures);
}
