//! What is said about numbers that are typed or pasted into a grid.

use super::link::short;

/// How a comma was read where it could have been a decimal one.
pub const COMMA_SEPARATES: &str = "The commas were taken as signs between numbers.";

pub const COMMA_IS_DECIMAL: &str = "The commas were taken as decimal ones.";

pub const NO_NUMBERS: &str = "There are no numbers in what was pasted.";
pub const TRUNCATED: &str =
    "What was pasted leaves numbers out at “…”, so nothing was pasted. Print all of it and copy it again.";
pub const BRACKETS: &str = "The brackets in what was pasted do not match, so nothing was pasted.";
pub const NOT_HERE: &str = "This cell cannot be changed, so nothing was pasted.";

/// A word that is no number, in a row and column.
pub fn no_number_at([row, column]: [usize; 2], word: &str) -> String {
    format!("Row {row}, column {column}: “{}” is not a number, so nothing was pasted.", short(word))
}

pub fn outside_brackets(word: &str) -> String {
    format!("“{}” stands outside of the brackets, so nothing was pasted.", short(word))
}

pub fn uneven_row(row: usize, has: usize, expected: usize) -> String {
    format!("Row {row} has {}, the rows before it {expected}, so nothing was pasted.", numbers(has))
}

/// A comma or a point that can be read in two ways.
pub fn ambiguous(word: &str) -> String {
    format!(
        "In “{}” the comma could be a decimal one or stand between two numbers, so nothing was pasted. Decimal points \
         or spaces between the numbers make it clear.",
        short(word)
    )
}

/// As many tables as there is no place for.
pub fn other_channels(pasted: usize, here: usize) -> String {
    let here = if here == 1 { "1 channel" } else { &format!("{here} channels") };
    format!("What was pasted has {pasted} channels, and here is {here}, so nothing was pasted.")
}

/// A grid became larger.
pub fn grew([rows, columns]: [usize; 2]) -> String {
    format!("The grid is {rows}×{columns} now.")
}

/// What of a pasted table has no place.
pub fn left_out([rows, columns]: [usize; 2]) -> String {
    let lines = |count: usize, name: &str| match count {
        0 => None,
        1 => Some(format!("the last {name}")),
        _ => Some(format!("the last {count} {name}s")),
    };
    let both = [lines(rows, "row"), lines(columns, "column")].into_iter().flatten().collect::<Vec<_>>();
    format!("There is no room for {} of what was pasted: left out.", both.join(" and "))
}

fn numbers(count: usize) -> String {
    if count == 1 { "1 number".to_owned() } else { format!("{count} numbers") }
}
