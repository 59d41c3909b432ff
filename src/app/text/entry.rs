//! What is said about numbers that are typed or pasted into a grid.

use super::link::short;
use crate::app::text::{Text, tr};

/// How a comma was read where it could have been a decimal one.
pub const COMMA_SEPARATES: Text = Text("The commas were taken as signs between numbers.");

pub const COMMA_IS_DECIMAL: Text = Text("The commas were taken as decimal ones.");

pub const NO_NUMBERS: Text = Text("There are no numbers in what was pasted.");
pub const TRUNCATED: Text = Text(
    "What was pasted leaves numbers out at “…”, so nothing was pasted. Print all of it and copy it again.",
);
pub const BRACKETS: Text = Text("The brackets in what was pasted do not match, so nothing was pasted.");
pub const WRAPPED: Text = Text(
    "A long line is broken in what was pasted: that could be one row or several, so nothing was \
     pasted. Brackets around each row make it clear.",
);
pub const HEAD_IS_ROW: Text = Text("The head of the table was taken as its first row.");
pub const NOT_HERE: Text = Text("This cell cannot be changed, so nothing was pasted.");

/// A word that is no number, in a row and column.
pub fn no_number_at([row, column]: [usize; 2], word: &str) -> String {
    tr!("Row {row}, column {column}: “{}” is not a number, so nothing was pasted.", short(word))
}

pub fn outside_brackets(word: &str) -> String {
    tr!("“{}” stands outside of the brackets, so nothing was pasted.", short(word))
}

pub fn uneven_row(row: usize, has: usize, expected: usize) -> String {
    tr!(
        "Row {row} has {has, plural, one {# number} other {# numbers}}, the rows before it {expected}, so nothing was pasted."
    )
}

/// A table that is not as large as the first: rows and columns.
pub fn uneven_table(table: usize, has: [usize; 2], expected: [usize; 2]) -> String {
    let size = |[rows, columns]: [usize; 2]| format!("{rows}×{columns}");
    tr!("Table {table} is {}, the first one {}, so nothing was pasted.", size(has), size(expected))
}

/// Groups of columns that do not follow each other.
pub fn columns_missing(has: usize, next: usize) -> String {
    tr!("Behind {has} columns, those from column {next} follow, so nothing was pasted.")
}

/// More than filters, channels, rows and columns.
pub fn too_many_axes(shape: &[usize]) -> String {
    let shape: Vec<String> = shape.iter().map(usize::to_string).collect();
    tr!("What was pasted is {}: more than four axes, so nothing was pasted.", shape.join("×"))
}

/// A single number in round brackets.
pub fn account(value: f32) -> String {
    tr!("“({value})” could be {value} or, as in accounts, −{value}, so nothing was pasted.")
}

pub fn too_long(bytes: usize, most: usize) -> String {
    tr!("What was pasted is {bytes} bytes long, and at most {most} are read, so nothing was pasted.")
}

/// A comma or a point that can be read in two ways.
pub fn ambiguous(word: &str) -> String {
    tr!(
        "In “{}” the comma could be a decimal one or stand between two numbers, so nothing was pasted. Decimal points \
         or spaces between the numbers make it clear.",
        short(word)
    )
}

/// As many tables as there is no place for.
pub fn other_channels(pasted: usize, here: usize) -> String {
    tr!(
        "What was pasted has {pasted} channels, and here {here, plural, one {is # channel} other {are # channels}}, so nothing was pasted."
    )
}

/// The input has more channels, or fewer.
pub fn channels(count: usize) -> String {
    tr!("The input has {count, plural, one {# channel} other {# channels}} now.")
}

/// There are more filters, or fewer.
pub fn filters(count: usize) -> String {
    tr!("{count, plural, one {There is # filter now.} other {There are # filters now.}}")
}

pub const INPUT_CHANNELS_FIRST: Text = Text(
    "The input channels were taken as the first axis, as PyTorch has them in the weight of a transposed convolution.",
);

/// Tables for which there is no channel, of all that were pasted.
pub fn tables_left_out(left_out: usize, pasted: usize) -> String {
    tr!("There is no room for {left_out} of the {pasted} tables of what was pasted: left out.")
}

/// A grid became larger.
pub fn grew([rows, columns]: [usize; 2]) -> String {
    tr!("The grid is {rows}×{columns} now.")
}

/// What of a pasted table has no place.
pub fn left_out([rows, columns]: [usize; 2]) -> String {
    match [rows, columns] {
        [rows, 0] => tr!(
            "There is no room for {rows, plural, one {the last row} other {the last # rows}} of what was pasted: left out."
        ),
        [0, columns] => tr!(
            "There is no room for {columns, plural, one {the last column} other {the last # columns}} of what was pasted: left out."
        ),
        [rows, columns] => tr!(
            "There is no room for {rows, plural, one {the last row} other {the last # rows}} and {columns, plural, one {the last column} other {the last # columns}} of what was pasted: left out."
        ),
    }
}
