//! Paths from a unit down to the input, along the columns: through which units, and how many.

use std::collections::BTreeMap;

use super::rows::Row;

/// How many paths lead to each unit of a row; none to those that are not there. Beyond 2⁵³ they are rounded.
pub type Counts = BTreeMap<usize, f64>;

/// How many paths lead from unit `unit` of row `top` to the units of each row down to `bottom`: the last of the list is `top`'s,
/// and the first `bottom`'s.
pub fn paths(rows: &[Row], top: usize, unit: usize, bottom: usize) -> Vec<Counts> {
    let inputs: Vec<usize> = (0..rows[top].inputs.len()).collect();
    paths_by(rows, (top, unit), bottom, &inputs)
}

/// The same for paths that begin with these inputs of the top row.
pub fn paths_by(rows: &[Row], (top, unit): (usize, usize), bottom: usize, inputs: &[usize]) -> Vec<Counts> {
    let mut counts = vec![Counts::new(); top + 1 - bottom];
    counts[top - bottom].insert(unit, 1.0);
    for at in (bottom + 1..=top).rev() {
        let (below, here) = counts.split_at_mut(at - bottom);
        for (number, (from, [_, window])) in rows[at].inputs.iter().enumerate() {
            if *from < bottom || at == top && !inputs.contains(&number) {
                continue;
            }
            let to = &mut below[from - bottom];
            for (&unit, paths) in &here[0] {
                for tap in window.taps(unit, rows[*from].width()) {
                    let cell = window.input_from_output(unit, tap) as usize;
                    *to.entry(cell).or_default() += paths;
                }
            }
        }
    }
    counts
}
