//! Tables as Markdown writes them, with "|" between the cells and a line of "-" below the head.

use super::table::read;
use super::{Rows, number};
use crate::app::text::Text;
use crate::app::text::entry as text;

/// Whether a text is a table of Markdown.
pub(super) fn is(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).peekable();
    lines.peek().is_some() && lines.all(|line| line.contains('|'))
}

/// Its rows. A head without a number names the columns; one of numbers is a row, which is said.
pub(super) fn rows(text: &str) -> Result<(Rows, Option<Text>), String> {
    let mut lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let is_rule = |line: &&str| line.contains('-') && line.chars().all(|c| "|-: ".contains(c));
    let rule = lines.iter().position(is_rule);
    let mut said = None;
    if let Some(rule) = rule {
        lines.remove(rule);
        let is_named = |line: &str| cells(line).all(|cell| number(cell).is_none());
        if rule == 1 && is_named(lines[0]) {
            lines.remove(0);
        } else if rule > 0 {
            said = Some(text::HEAD_IS_ROW);
        }
    }
    let rows =
        lines.iter().enumerate().map(|(row, line)| read(row, cells(line))).collect::<Result<_, _>>()?;
    Ok((rows, said))
}

fn cells(line: &str) -> impl Iterator<Item = &str> {
    let line = line.strip_prefix('|').unwrap_or(line);
    line.strip_suffix('|').unwrap_or(line).split('|')
}
