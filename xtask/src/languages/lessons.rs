//! The texts of the lessons and of the glossary, as their Markdown has them.

use super::source::has_words;
use crate::files_below;
use anyhow::Result;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What stands before a text in its line.
const MARKS: [&str; 7] = ["# ", "## ", "Part: ", "Question: ", "Point at: ", "> ", "- "];
/// Lines without a text: links to places, what computes an answer, numbers, the line below a table's head.
const NONE: [&str; 5] = ["[", "Answer: ", "Decks: ", "Minutes: ", "|--"];

/// All texts of the files in a folder.
pub fn texts(folder: &Path) -> Result<BTreeSet<String>> {
    let mut texts = BTreeSet::new();
    for file in files_below(folder) {
        let mut is_head = true;
        for line in fs::read_to_string(file)?.lines().map(str::trim) {
            let in_table = line.starts_with('|');
            if let Some((name, sentence)) = term(line) {
                texts.extend([name.to_owned(), sentence.to_owned()]);
            } else if in_table && is_head {
                // The names of bars are names.
                texts.extend(line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()));
            } else if !in_table && !NONE.iter().any(|start| line.starts_with(start)) {
                let text = MARKS.iter().find_map(|mark| line.strip_prefix(mark)).unwrap_or(line);
                texts.insert(text.to_owned());
            }
            is_head = !in_table;
        }
    }
    texts.retain(|text| has_words(text));
    Ok(texts)
}

/// "- **stride**: By how many cells the window moves. (3.2)".
fn term(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.strip_prefix("- **")?.split_once("**: ")?;
    Some((name, rest.strip_suffix(')')?.rsplit_once(" (")?.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_is_read() {
        let folder = std::env::temp_dir().join("convoscope lesson texts");
        fs::create_dir_all(&folder).unwrap();
        let lesson = "# Title\n\nDecks: 002\n\n## Step\n\nOne sentence.\n\n[Pool](#/pool)\n\nQuestion: How many?\n\n- 3\n- no\n\n\
                      Answer: `size`\n\n> A note.\n\n| year | error |\n|---|---|\n| 2012 AlexNet | 16.4 |\n- **unit**: One sum. (1.2)\n";
        fs::write(folder.join("lesson.md"), lesson).unwrap();
        let expected = [
            "A note.",
            "How many?",
            "One sentence.",
            "One sum.",
            "Step",
            "Title",
            "error",
            "no",
            "unit",
            "year",
        ];
        assert_eq!(texts(&folder).unwrap().into_iter().collect::<Vec<_>>(), expected);
        fs::remove_dir_all(folder).unwrap();
    }
}
