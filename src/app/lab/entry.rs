//! How numbers get into a grid: typed, pasted, painted, and how the keyboard walks there.

/// The number that someone typed: "1.5", "−2", "0,25"; nothing if it is none.
///
/// ```
/// use convoscope::app::lab::entry::number;
/// assert_eq!(["1.5", " −2", "0,25", "+.5", "1e3"].map(number), [Some(1.5), Some(-2.0), Some(0.25), Some(0.5), Some(1e3)]);
/// assert_eq!(["", "-", "one", "inf", "1 2"].map(number), [None; 5]);
/// ```
pub fn number(text: &str) -> Option<f32> {
    let text = text.trim().replace('−', "-").replace(',', ".");
    text.parse().ok().filter(|value: &f32| value.is_finite())
}

/// The rows of numbers in a pasted text, with tabs, spaces, semicolons or commas between them; nothing if a word of it is
/// no number. A comma is a decimal point where tabs or semicolons stand between the numbers.
///
/// ```
/// use convoscope::app::lab::entry::block;
/// assert_eq!(block("1 2\n-3 4\n"), Some(vec![vec![1.0, 2.0], vec![-3.0, 4.0]]));
/// assert_eq!(block("[[1, 2.5],\n [0, 1]]"), Some(vec![vec![1.0, 2.5], vec![0.0, 1.0]]));
/// assert_eq!(block("0,5\t1,5"), Some(vec![vec![0.5, 1.5]]));
/// assert_eq!([block("a b"), block(" \n")], [None, None]);
/// ```
pub fn block(text: &str) -> Option<Vec<Vec<f32>>> {
    let decimal_comma = text.contains(['\t', ';']);
    let between = |c: char| c.is_whitespace() || c == ';' || c == ',' && !decimal_comma;
    // Brackets come along from Python.
    let lines = text.lines().map(|line| line.replace(['[', ']'], " "));
    let row = |line: String| -> Option<Vec<f32>> {
        line.split(between).filter(|word| !word.is_empty()).map(number).collect()
    };
    let rows: Vec<Vec<f32>> = lines.map(row).collect::<Option<_>>()?;
    let rows: Vec<Vec<f32>> = rows.into_iter().filter(|row| !row.is_empty()).collect();
    (!rows.is_empty()).then_some(rows)
}

/// Where a key takes the focus in a grid of this many rows and columns; nothing if the key is for something else.
pub fn walk(
    key: &str,
    ctrl: bool,
    [row, column]: [usize; 2],
    [rows, columns]: [usize; 2],
) -> Option<[usize; 2]> {
    let [bottom, right] = [rows.saturating_sub(1), columns.saturating_sub(1)];
    Some(match key {
        "ArrowLeft" => [row, column.saturating_sub(1)],
        "ArrowRight" => [row, right.min(column + 1)],
        "ArrowUp" => [row.saturating_sub(1), column],
        "ArrowDown" => [bottom.min(row + 1), column],
        "Home" if ctrl => [0, 0],
        "End" if ctrl => [bottom, right],
        "Home" => [row, 0],
        "End" => [row, right],
        _ => return None,
    })
}

/// The cells that a pointer crossed between two of its events, without the first: quick hands leave no gaps.
///
/// ```
/// use convoscope::app::lab::entry::crossed;
/// assert_eq!(crossed([0, 0], [2, 4]), [[1, 1], [1, 2], [2, 3], [2, 4]]);
/// ```
pub fn crossed(from: [usize; 2], to: [usize; 2]) -> Vec<[usize; 2]> {
    let steps = from[0].abs_diff(to[0]).max(from[1].abs_diff(to[1]));
    let along = |i: usize, step: usize| {
        let (from, to) = (from[i] as f32, to[i] as f32);
        (from + (to - from) * step as f32 / steps as f32).round() as usize
    };
    (1..=steps).map(|step| [along(0, step), along(1, step)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_walk_and_stop_at_the_edges() {
        let at = |key, ctrl| walk(key, ctrl, [1, 1], [2, 3]);
        assert_eq!(at("ArrowLeft", false), Some([1, 0]));
        assert_eq!(at("ArrowDown", false), Some([1, 1]));
        assert_eq!(at("End", false), Some([1, 2]));
        assert_eq!(at("Home", true), Some([0, 0]));
        assert_eq!(at("a", false), None);
    }
}
