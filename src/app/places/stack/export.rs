//! The table as Markdown.

use super::recurrence;
use super::tower::Tower;
use crate::app::text::stack as text;

/// A table in Markdown: a line for each row, with the recurrence's numbers.
///
/// ```
/// use convoscope::app::places::stack::{Source, Tower, markdown};
/// let tower = Tower::new(Source::parse("5:conv3p1,conv2").unwrap(), 1)?;
/// let table = markdown(&tower);
/// assert!(table.ends_with("| conv2 | conv 2×2 | 1×4×4 | 1, 1, 2, 2 | 3 + (2 − 1)·1 = 4 | 1·1 = 1 | −1 − 0·1 = −1 |\n"));
/// # Ok::<(), convoscope::network::PlanError>(())
/// ```
pub fn markdown(tower: &Tower) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut lines = line(&text::HEADS.map(String::from));
    lines += &format!("|{}\n", ":--|:--|--:|:--|--:|--:|--:|");
    for (at, row) in tower.rows.iter().enumerate() {
        let from = recurrence(&tower.rows, at);
        let numbers = row.field.map_or_else(
            || [text::NONE; 3].map(str::to_owned),
            |[_, field]| {
                let is = |from: &str, number: String| {
                    if from.contains('·') { format!("{from} = {number}") } else { number }
                };
                [
                    is(&from.size, field.size.to_string()),
                    is(&from.jump, field.stride.to_string()),
                    is(&from.start, text::signed(field.start)),
                ]
            },
        );
        let cells =
            [row.label.clone(), row.summary.clone(), text::shape(row.output), text::filter(&row.filter)];
        lines += &line(&[&cells[..], &numbers[..]].concat());
    }
    lines
}
