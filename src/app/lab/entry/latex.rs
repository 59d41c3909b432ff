//! Matrices as LaTeX writes them: "\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}".

use super::table::read;
use super::{Rows, same_size, same_width};
use crate::app::text::entry as text;

const BEGIN: &str = "\\begin{";
const END: &str = "\\end{";

/// Whether a text is written in LaTeX.
pub(super) fn is(text: &str) -> bool {
    text.contains(BEGIN) || text.contains('&') && text.contains("\\\\")
}

/// The matrices of a text.
pub(super) fn tables(text: &str) -> Result<Vec<Rows>, String> {
    if !text.contains(BEGIN) {
        return Ok(vec![rows(text)?]);
    }
    let (mut tables, mut rest) = (Vec::new(), text);
    while let Some((before, begun)) = rest.split_once(BEGIN) {
        says_nothing(before)?;
        let (name, body) = begun.split_once('}').ok_or(text::BRACKETS)?;
        let (body, after) = body.split_once(&format!("{END}{name}}}")).ok_or(text::BRACKETS)?;
        // How the columns are aligned.
        let aligned = body.trim_start().strip_prefix('{').and_then(|rest| rest.split_once('}'));
        tables.push(rows(aligned.map_or(body, |(_, body)| body))?);
        rest = after;
    }
    says_nothing(rest)?;
    same_size(tables)
}

fn rows(body: &str) -> Result<Rows, String> {
    let body = body.replace("\\hline", " ");
    let rows = body.split("\\\\").filter(|row| !row.trim().is_empty()).enumerate();
    same_width(rows.map(|(i, row)| read(i, row.split('&'))).collect::<Result<_, _>>()?)
}

/// What stands beside a matrix may be its name, but no factor, power or sign.
fn says_nothing(beside: &str) -> Result<(), String> {
    let calculates = |word: &&str| {
        word.contains(|c: char| c.is_ascii_digit() || "*/+-−^'·×".contains(c))
            || ["\\frac", "\\cdot", "\\times", "\\top"].iter().any(|known| word.contains(known))
    };
    beside.split_whitespace().find(calculates).map_or(Ok(()), |word| Err(text::outside_brackets(word)))
}
