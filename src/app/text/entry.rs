//! What is said about numbers that are typed or pasted into a grid.

use super::link::short;

/// How a comma was read where it could have been a decimal one.
pub const COMMA_SEPARATES: &str = "The commas were taken as signs between numbers.";

pub const COMMA_IS_DECIMAL: &str = "The commas were taken as decimal ones.";

pub const NO_NUMBERS: &str = "There are no numbers in what was pasted.";
pub const TRUNCATED: &str =
    "What was pasted leaves numbers out at “…”, so nothing was pasted. Print all of it and copy it again.";
pub const BRACKETS: &str = "The brackets in what was pasted do not match, so nothing was pasted.";
pub const WRAPPED: &str = "A long line is broken in what was pasted: that could be one row or several, so nothing was \
     pasted. Brackets around each row make it clear.";
pub const HEAD_IS_ROW: &str = "The head of the table was taken as its first row.";
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

/// A table that is not as large as the first: rows and columns.
pub fn uneven_table(table: usize, has: [usize; 2], expected: [usize; 2]) -> String {
    let size = |[rows, columns]: [usize; 2]| format!("{rows}×{columns}");
    format!("Table {table} is {}, the first one {}, so nothing was pasted.", size(has), size(expected))
}

/// Groups of columns that do not follow each other.
pub fn columns_missing(has: usize, next: usize) -> String {
    format!("Behind {has} columns, those from column {next} follow, so nothing was pasted.")
}

/// More than filters, channels, rows and columns.
pub fn too_many_axes(shape: &[usize]) -> String {
    let shape: Vec<String> = shape.iter().map(usize::to_string).collect();
    format!("What was pasted is {}: more than four axes, so nothing was pasted.", shape.join("×"))
}

/// A single number in round brackets.
pub fn account(value: f32) -> String {
    format!("“({value})” could be {value} or, as in accounts, −{value}, so nothing was pasted.")
}

pub fn too_long(bytes: usize, most: usize) -> String {
    format!("What was pasted is {bytes} bytes long, and at most {most} are read, so nothing was pasted.")
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
    let here = if here == 1 { "is 1 channel" } else { &format!("are {here} channels") };
    format!("What was pasted has {pasted} channels, and here {here}, so nothing was pasted.")
}

/// The input has more channels, or fewer.
pub fn channels(count: usize) -> String {
    if count == 1 {
        "The input has 1 channel now.".to_owned()
    } else {
        format!("The input has {count} channels now.")
    }
}

/// There are more filters, or fewer.
pub fn filters(count: usize) -> String {
    if count == 1 { "There is 1 filter now.".to_owned() } else { format!("There are {count} filters now.") }
}

pub const INPUT_CHANNELS_FIRST: &str = "The input channels were taken as the first axis, as PyTorch has them in the weight of a transposed convolution.";

/// Tables for which there is no channel, of all that were pasted.
pub fn tables_left_out(left_out: usize, pasted: usize) -> String {
    format!("There is no room for {left_out} of the {pasted} tables of what was pasted: left out.")
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
