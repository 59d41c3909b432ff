//! Matrices as MATLAB, Octave and Julia print them: below a name, in groups of columns, with a common factor, or slice by
//! slice.

use super::{Rows, number, same_size};
use crate::app::text::entry as text;

/// What a line says about the numbers below it.
#[derive(PartialEq)]
enum Head {
    /// "A =", "ans(:,:,2) =", "[:, :, 2] =", "2×2 Matrix{Float64}:".
    Table,
    /// "Columns 1 through 8": the number of the first.
    Columns(usize),
    /// "1.0e+03 *": the power of ten.
    Factor(i32),
}

/// Whether a text has such a line, and no brackets that would hold the numbers.
pub(super) fn is(text: &str) -> bool {
    let (heads, numbers): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| head(line).is_some());
    !heads.is_empty() && !numbers.iter().any(|line| line.contains(['[', '(', '{', ',', ';', '\t']))
}

/// The tables of a text.
pub(super) fn tables(text: &str) -> Result<Vec<Rows>, String> {
    let mut tables: Vec<Rows> = vec![];
    let (mut rows, mut group, mut exponent) = (Rows::new(), Rows::new(), 0);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match head(line) {
            None => {
                let row = group.len();
                let cells: Vec<_> =
                    line.split_whitespace().map(|word| (word, scaled(word, exponent))).collect();
                if let Some(odd) = cells.iter().position(|(_, value)| value.is_none()) {
                    return Err(text::no_number_at([row, odd], cells[odd].0));
                }
                let expected = group.first().map_or(cells.len(), Vec::len);
                if cells.len() != expected {
                    return Err(text::uneven_row(row, cells.len(), expected));
                }
                group.push(cells.into_iter().map(|(_, value)| value).collect());
            }
            Some(Head::Factor(factor)) => exponent = factor,
            Some(Head::Columns(first)) => {
                join(&mut rows, &mut group)?;
                let has = rows.first().map_or(0, Vec::len);
                if has + 1 != first {
                    return Err(text::columns_missing(has, first));
                }
            }
            Some(Head::Table) => {
                join(&mut rows, &mut group)?;
                tables.extend((!rows.is_empty()).then(|| std::mem::take(&mut rows)));
                exponent = 0;
            }
        }
    }
    join(&mut rows, &mut group)?;
    tables.extend((!rows.is_empty()).then_some(rows));
    same_size(tables)
}

/// A group of columns joins those before it.
fn join(rows: &mut Rows, group: &mut Rows) -> Result<(), String> {
    let group = std::mem::take(group);
    if rows.is_empty() {
        *rows = group;
        return Ok(());
    }
    if rows.len() != group.len() {
        return Err(text::uneven_table(1, [group.len(), 0], [rows.len(), 0]));
    }
    rows.iter_mut().zip(group).for_each(|(row, more)| row.extend(more));
    Ok(())
}

/// A number times a power of ten, rounded once.
fn scaled(word: &str, exponent: i32) -> Option<f32> {
    let value = number(word)?;
    match exponent {
        0 => Some(value),
        _ => number(&format!("{word}e{exponent}")),
    }
}

fn head(line: &str) -> Option<Head> {
    let line = line.trim();
    if let Some(name) = line.strip_suffix('=') {
        return is_name(name.trim_end()).then_some(Head::Table);
    }
    if let Some(factor) = line.strip_suffix('*') {
        let (one, exponent) = factor.trim_end().split_once(['e', 'E'])?;
        return (number(one)? == 1.0).then_some(Head::Factor(exponent.parse().ok()?));
    }
    if let Some(kind) = line.strip_suffix(':').filter(|kind| kind.ends_with('}')) {
        let size = kind.split(' ').next()?;
        return (size.contains('×') || size.ends_with("-element")).then_some(Head::Table);
    }
    let mut words = line.trim_end_matches(':').split_whitespace();
    let first = match words.next()? {
        "Column" | "Columns" => words.next()?.parse().ok()?,
        _ => return None,
    };
    match (words.next(), words.next().map(str::parse::<usize>), words.next()) {
        (None, ..) | (Some("through" | "to" | "and"), Some(Ok(_)), None) => Some(Head::Columns(first)),
        _ => None,
    }
}

/// A variable, or one slice of an array of three axes.
fn is_name(name: &str) -> bool {
    let (name, index) = match name.find(['(', '[']) {
        Some(at) => name.split_at(at),
        None => (name, ""),
    };
    let index: String = index.chars().filter(|c| !c.is_whitespace()).collect();
    let slice = index.trim_matches(['(', ')', '[', ']']).strip_prefix(":,:,").map(str::parse::<usize>);
    let is_slice = index.is_empty() || slice.is_some_and(|slice| slice.is_ok());
    let is_word = name.chars().all(|c| c.is_alphanumeric() || c == '_');
    is_slice
        && is_word
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && !(name.is_empty() && index.is_empty())
}
