//! The recurrence of receptive fields with its numbers filled in (Araujo, Norris and Sim, "Computing receptive fields of
//! convolutional neural networks", Distill, 2019): r ← r + (k − 1)·d·j, start ← start − p·j, j ← j·s.

use super::rows::Row;
use crate::app::text::stack as text;
use crate::network::Field;
use crate::window::Window;

/// One row's numbers, each with what it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Recurrence {
    /// "5 + (3 − 1)·2": empty where nothing is calculated.
    pub size: String,
    pub jump: String,
    pub start: String,
}

/// Where a row's field comes from, along the columns; nothing is calculated for the input, and a sentence stands for what joins
/// branches.
///
/// ```
/// use convoscope::app::places::stack::{Source, Tower, recurrence};
/// let tower = Tower::new(Source::parse("28:conv3,max2,conv3s2p1d2").unwrap(), 1)?;
/// let [_, _, _, last] = [0, 1, 2, 3].map(|row| recurrence(&tower.rows, row));
/// assert_eq!(last.size, "4 + (3 − 1)·2·2");
/// assert_eq!((last.jump.as_str(), last.start.as_str()), ("2·2", "0 − 1·2"));
/// # Ok::<(), convoscope::network::PlanError>(())
/// ```
pub fn recurrence(rows: &[Row], at: usize) -> Recurrence {
    let nothing = || Recurrence { size: String::new(), jump: String::new(), start: String::new() };
    let row = &rows[at];
    let Some((from, window)) = row.window() else {
        let size = if row.joins() { text::WIDEST_OF_ITS_PATHS.to_string() } else { String::new() };
        return Recurrence { size, ..nothing() };
    };
    let Some([_, Field { size, stride: jump, start }]) = rows[from].field else { return nothing() };
    let Window { size: kernel, stride, dilation, before, .. } = window;
    let dilation = if dilation == 1 { String::new() } else { format!("{dilation}·") };
    Recurrence {
        size: format!("{size} + ({kernel} − 1)·{dilation}{jump}"),
        jump: format!("{jump}·{stride}"),
        start: format!("{} − {before}·{jump}", text::signed(start)),
    }
}
