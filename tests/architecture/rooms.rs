//! Which rooms of `src/app` may see which.

use super::{Source, check, report, sources};

/// What each room of `src/app` may import of the others. The colours and the picture know no place; a place knows no other,
/// but for Train, which shows networks as Draw does, and takes back what was edited as a lab does; and Scenes, which knows of what learns
/// there what Train knows of its runs.
const ROOMS: &[(&str, &[&str])] = &[
    ("color", &[]),
    ("custom_dataset", &[]),
    ("heartbeat", &[]),
    ("numbers", &[]),
    ("place", &[]),
    ("show", &[]),
    ("text", &["color", "heartbeat", "numbers", "place"]),
    ("trained_network", &[]),
    ("link", &["text"]),
    ("figure", &["color", "numbers", "show", "text"]),
    ("lab", &["figure", "link", "numbers", "text"]),
    ("pytorch", &["text"]),
    (
        "places::draw",
        &[
            "color",
            "custom_dataset",
            "figure",
            "heartbeat",
            "lab",
            "link",
            "numbers",
            "text",
            "trained_network",
        ],
    ),
    ("places::convolve", &["color", "figure", "lab", "link", "numbers", "pytorch", "text"]),
    ("places::pool", &["color", "figure", "lab", "link", "numbers", "pytorch", "text"]),
    ("places::stack", &["color", "figure", "lab", "link", "numbers", "pytorch", "text"]),
    ("places::volumes", &["color", "figure", "lab", "link", "numbers", "text"]),
    ("places::counts", &["color", "figure", "lab", "link", "numbers", "text"]),
    ("places::functions", &["color", "figure", "lab", "link", "numbers", "text"]),
    ("places::measure", &["link", "text"]),
    ("places::norms", &["color", "figure", "lab", "link", "numbers", "text"]),
    (
        "places::train",
        &[
            "custom_dataset",
            "heartbeat",
            "lab",
            "link",
            "numbers",
            "places::draw",
            "pytorch",
            "text",
            "trained_network",
        ],
    ),
    (
        "places::networks",
        &["color", "figure", "heartbeat", "link", "numbers", "pytorch", "text", "trained_network"],
    ),
    ("places::scenes", &["link", "numbers", "places::train", "text", "trained_network"]),
    (
        "shell",
        &[
            "color",
            "lab",
            "link",
            "place",
            "places::convolve",
            "places::counts",
            "places::draw",
            "places::functions",
            "places::norms",
            "places::pool",
            "places::stack",
            "places::volumes",
            "show",
            "text",
        ],
    ),
    (
        "lessons",
        &[
            "color",
            "figure",
            "lab",
            "link",
            "numbers",
            "place",
            "places::convolve",
            "places::counts",
            "places::draw",
            "places::functions",
            "places::networks",
            "places::norms",
            "places::pool",
            "places::scenes",
            "places::stack",
            "places::train",
            "places::volumes",
            "shell",
            "text",
        ],
    ),
];

/// The room of `src/app` that a path of modules leads to.
fn room(path: &str) -> &str {
    let longest = ROOMS.iter().filter(|(name, _)| path == *name || path.starts_with(&format!("{name}::")));
    longest.map(|(name, _)| *name).next().unwrap_or_default()
}

#[test]
fn rooms_of_the_page_see_what_the_table_says() {
    let mut failures = Vec::new();
    for Source { path, bare, .. } in sources() {
        let inner = path.strip_prefix("src/app/").filter(|inner| !inner.contains("tests"));
        let Some(inner) = inner.filter(|inner| !["mod.rs", "places/mod.rs"].contains(inner)) else {
            continue;
        };
        let this = room(inner.trim_end_matches(".rs").replace('/', "::").as_str()).to_owned();
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == this) else {
            failures.push(format!("{path}:1: the table of rooms in tests/architecture.rs lacks it"));
            continue;
        };
        let code = bare.split_once("#[cfg(test)]").map_or(bare.as_str(), |(code, _)| code);
        check(&mut failures, &path, code, |line| {
            let mut seen = line.split("crate::app::").skip(1).map(|rest| {
                let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
                room(rest[..end.unwrap_or(rest.len())].trim_end_matches(':')).to_owned()
            });
            let foreign = seen.find(|other| *other != this && !allowed.contains(&other.as_str()))?;
            Some(format!("{this} may not see {foreign:?}"))
        });
    }
    report(&failures);
}
