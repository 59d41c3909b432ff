//! Numbers in lines: spreadsheets, CSV files, columns between spaces. What a comma is depends on what else is there; where
//! it could be two things, nothing is read.

use super::{Rows, number, same_size, same_width};
use crate::app::text::Text;
use crate::app::text::entry as text;

/// The tables of a text: one, or several of the same size between empty lines. And how they were read where that could be
/// asked.
pub(super) fn tables(text: &str) -> Result<(Vec<Rows>, Option<Text>), String> {
    let lines: Vec<&str> = text.lines().collect();
    let parts: Vec<&[&str]> =
        lines.split(|line| line.trim().is_empty()).filter(|part| !part.is_empty()).collect();
    // In a single column, or in a sheet, an empty line is an empty cell or row; single rows are one table.
    let is_column = lines
        .iter()
        .all(|line| line.split([' ', '\t', ',', ';']).filter(|cell| !cell.is_empty()).count() <= 1);
    if parts.len() < 2 || is_column || parts.iter().any(|part| part.len() < 2) {
        let (rows, said) = rows(text)?;
        return Ok((vec![rows], said));
    }
    let (mut tables, mut said) = (Vec::new(), None);
    for part in parts {
        let (rows, how) = rows(&part.join("\n"))?;
        tables.push(rows);
        said = said.or(how);
    }
    match same_size(tables) {
        Err(_) if text.contains('\t') => rows(text).map(|(rows, said)| (vec![rows], said)),
        tables => Ok((tables?, said)),
    }
}

/// The rows of a table, and how they were read where that could be asked.
fn rows(table: &str) -> Result<(Rows, Option<Text>), String> {
    let lines: Vec<&str> = table.trim_matches('\n').lines().collect();
    let has = |c: char| lines.iter().any(|line| unquoted(line, c));
    if has('\t') {
        return Ok((separated(&lines, '\t')?, None));
    }
    if has(';') {
        // Or MATLAB's rows without their brackets.
        let ends: Vec<&str> = table.split([';', '\n']).filter(|end| !end.trim().is_empty()).collect();
        let width = |end: &&str| end.split_ascii_whitespace().count();
        let even = ends
            .first()
            .is_some_and(|first| width(first) > 1 && ends.iter().all(|end| width(end) == width(first)));
        let said = has(',').then_some(text::COMMA_IS_DECIMAL);
        return match separated(&lines, ';') {
            Err(_) if even => Ok((words(&ends)?, said)),
            rows => Ok((rows?, said)),
        };
    }
    if table.contains('"') {
        return Ok((separated(&lines, ',')?, None));
    }
    if !has(',') {
        return Ok((words(&lines)?, None));
    }
    match comma(&lines)? {
        Comma::Decimal => Ok((words(&lines)?, None)),
        Comma::Separator => Ok((listed(&lines)?, None)),
        Comma::Taken => Ok((listed(&lines)?, Some(text::COMMA_SEPARATES))),
    }
}

/// What a comma is.
enum Comma {
    Decimal,
    Separator,
    /// A separator, most likely.
    Taken,
}

fn comma(lines: &[&str]) -> Result<Comma, String> {
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    let words = || lines.iter().flat_map(|line| line.split_ascii_whitespace());
    let commas = |word: &str| word.matches(',').count();
    // Commas between two digits, beside some with a space or between words that are numbers without one.
    let tight = words().find(|word| word.trim_matches(',').contains(','));
    let is_loose = lines.iter().any(|line| line.contains(", ") || line.contains(" ,"));
    let has_points = words().count() > lines.len() && words().any(|word| word.contains('.'));
    if let Some(word) = tight.filter(|_| is_loose || has_points) {
        return Err(text::ambiguous(word.trim_matches(',')));
    }
    if is_loose || lines.iter().any(|line| line.ends_with(',')) {
        return Ok(Comma::Separator);
    }
    if let Some(grouped) = words().find(|word| is_grouped(word)) {
        return Err(text::ambiguous(grouped));
    }
    if words().any(|word| commas(word) > 1 || word.contains('.')) {
        return Ok(Comma::Separator);
    }
    if words().count() > lines.len() || words().any(|word| commas(word) == 0) {
        return Ok(Comma::Decimal);
    }
    // From here on each line is two runs of digits with one comma between them.
    let pairs: Vec<(&str, &str)> = words().filter_map(|word| word.split_once(',')).collect();
    if pairs.iter().any(|(before, after)| before.is_empty() || !after.bytes().all(|c| c.is_ascii_digit())) {
        return Ok(Comma::Separator);
    }
    let nought = pairs.iter().any(|(before, _)| number(before) == Some(0.0));
    let digits = pairs[0].1.len();
    let varies = pairs.iter().any(|(_, after)| after.len() != digits);
    match (nought, pairs.len()) {
        (true, 1) => Ok(Comma::Decimal),
        (true, _) if varies || digits > 1 => Ok(Comma::Decimal),
        (false, 2..) if !varies => Ok(Comma::Taken),
        _ => Err(text::ambiguous(words().next().unwrap_or_default())),
    }
}

/// Whether a point or a comma in it may stand between thousands: "1.234,5", "1,234.5", "1,234".
fn is_grouped(word: &str) -> bool {
    let digits = |text: &str, counts: std::ops::RangeInclusive<usize>| {
        counts.contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit())
    };
    let grouped = |whole: &str, between: char| {
        let mut groups = whole.trim_start_matches(['-', '−', '+']).split(between);
        let first = groups.next().is_some_and(|first| digits(first, 1..=3) && number(first) != Some(0.0));
        let mut rest = groups.peekable();
        first && rest.peek().is_some() && rest.all(|group| digits(group, 3..=3))
    };
    match (word.find('.'), word.rfind(',')) {
        (Some(point), Some(comma)) if point < comma => grouped(&word[..comma], '.'),
        (Some(point), Some(_)) => grouped(&word[..point], ','),
        (None, Some(_)) => word.matches(',').count() == 1 && grouped(word, ','),
        _ => false,
    }
}

/// Whether a line has this sign outside of quotes.
fn unquoted(line: &str, sign: char) -> bool {
    line.split('"').step_by(2).any(|part| part.contains(sign))
}

/// Cells with a sign between them, which a cell in quotes may have, too.
fn separated(lines: &[&str], separator: char) -> Result<Rows, String> {
    let cells = |line: &&str| {
        let (mut cells, mut quoted) = (vec![String::new()], false);
        for c in line.chars() {
            match c {
                '"' => quoted = !quoted,
                c if c == separator && !quoted => cells.push(String::new()),
                c => cells.last_mut().into_iter().for_each(|cell| cell.push(c)),
            }
        }
        cells
    };
    let rows: Vec<Vec<String>> = lines.iter().map(cells).collect();
    // A comma is a decimal one if some other cell shows it, and none has a point.
    let with_commas = || rows.iter().flatten().map(|cell| cell.trim()).filter(|cell| cell.contains(','));
    let has_points = rows.iter().flatten().any(|cell| cell.contains('.'));
    let is_decimal = with_commas().any(|cell| !is_grouped(cell)) && !has_points;
    let odd = with_commas().find(|cell| !is_decimal && (has_points || is_grouped(cell)));
    match odd.filter(|cell| number(cell).is_some()) {
        Some(cell) => Err(text::ambiguous(cell)),
        None => rows.iter().enumerate().map(|(i, row)| read(i, row.iter().map(String::as_str))).collect(),
    }
}

/// Commas between them, or spaces.
fn listed(lines: &[&str]) -> Result<Rows, String> {
    let lines = lines.iter().filter(|line| !line.trim().is_empty());
    let cells = |line: &str| -> Vec<String> {
        let parts =
            line.split(',').map(|part| part.split_ascii_whitespace().map(str::to_owned).collect::<Vec<_>>());
        parts.flat_map(|words| if words.is_empty() { vec![String::new()] } else { words }).collect()
    };
    lines.enumerate().map(|(row, line)| read(row, cells(line).iter().map(String::as_str))).collect()
}

/// Spaces between them. In a single column an empty line is an empty cell.
fn words(lines: &[&str]) -> Result<Rows, String> {
    let is_column = lines.iter().all(|line| line.split_ascii_whitespace().count() <= 1);
    let lines = lines.iter().filter(|line| is_column || !line.trim().is_empty());
    let rows = lines.enumerate().map(|(row, line)| read(row, line.split_ascii_whitespace()));
    let rows: Rows = rows.collect::<Result<_, _>>()?;
    if is_column { Ok(rows) } else { same_width(rows) }
}

/// The cells of a row, without empty ones at its end.
pub(super) fn read<'a>(row: usize, cells: impl Iterator<Item = &'a str>) -> Result<Vec<Option<f32>>, String> {
    let cell = |(column, cell): (usize, &str)| match (cell.trim(), number(cell)) {
        ("", _) => Ok(None),
        (_, Some(value)) => Ok(Some(value)),
        (word, None) => Err(text::no_number_at([row, column], word)),
    };
    let mut cells: Vec<Option<f32>> = cells.enumerate().map(cell).collect::<Result<_, _>>()?;
    cells.truncate(cells.iter().rposition(Option::is_some).map_or(0, |last| last + 1));
    Ok(cells)
}
