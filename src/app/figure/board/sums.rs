//! What filters make at a step, as a table: a column for each filter, a row for each channel and the bias.

use super::draft::{Draft, width};
use crate::app::color::Token;
use crate::app::figure::{Anchor, Room, Word};
use crate::app::text::lab as text;

/// What a filter makes at the step that is shown. What is still to come, or is to be predicted, is missing.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct FilterSum {
    /// The sum of each channel of its group.
    pub channels: Vec<Option<Word>>,
    pub bias: Option<Word>,
    pub value: Option<Word>,
}

/// The sums of all filters as a table, right of the input where there is room for it. Answers what is left below it.
pub(super) fn table(
    draft: &mut Draft,
    sums: &[FilterSum],
    room: &Room,
    (left, bottom): (f32, f32),
) -> Option<[f32; 4]> {
    let FilterSum { channels, .. } = sums.first()?;
    let size = room.title + 2.0;
    let (line, label) = (size * 1.4, width(9, size) + 4.0);
    let columns = sums.len() as f32;
    let each = width(6, room.title) + 10.0;
    let right = left + label + columns * each;
    if right > room.width || (channels.len() + 3) as f32 * line > bottom {
        return None;
    }
    let mut y = size + line;
    let x = |filter: usize| left + label + (filter + 1) as f32 * each;
    draft.title([left, size], room.title, text::THE_SUM.get(), "");
    for filter in 0..sums.len() {
        draft.say([x(filter), size], room.title, Anchor::End, &text::filter(filter), Token::Muted);
    }
    let rows = (0..channels.len()).map(|channel| {
        let word = move |sum: &FilterSum| sum.channels.get(channel).cloned().flatten();
        (text::channel(channel), Box::new(word) as Box<dyn Fn(&FilterSum) -> Option<Word>>)
    });
    let bias = (text::BIAS_IS.to_string(), Box::new(|sum: &FilterSum| sum.bias.clone()) as Box<_>);
    for (name, word) in rows.chain([bias]) {
        draft.say([left, y], size, Anchor::Start, &name, Token::Ink);
        for (filter, sum) in sums.iter().enumerate() {
            if let Some(word) = word(sum) {
                draft.word([x(filter), y], size + 1.0, Anchor::End, &word);
            }
        }
        y += line;
    }
    let rule = y - line + 0.5 * size;
    draft.board.guides.push(vec![[left, rule, right, rule]]);
    draft.say([left, y + 0.2 * size], size, Anchor::Start, text::OUTPUT.get(), Token::Ink);
    for (filter, sum) in sums.iter().enumerate() {
        if let Some(word) = &sum.value {
            draft.word([x(filter), y + 0.2 * size], size + 4.0, Anchor::End, word);
        }
    }
    let below = y + size;
    Some([left, below, room.width - left, (bottom - below).max(0.0)])
}
