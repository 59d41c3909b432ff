//! How an example is seen: by letters, with counts of uses, moved, and stepped.

use crate::app::link::{Key, by_name, finite, flag, flagged, key, named, nearest, one_of};
use crate::app::places::convolve::{Convolve, Letters, MAX_NUDGE, Order};
use crate::app::text::link as text;

/// The farthest that an input is moved.
const FARTHEST: i128 = MAX_NUDGE as i128;

/// Letters, counts of uses, the nudge and the learning rate.
pub(super) const SEEN_AS: &[Key<Convolve>] = &[
    key!("letters", text::LETTERS, letters.shown, flag, flagged, text::ON_OFF),
    key!(
        "base",
        text::LETTER_BASE,
        letters.base,
        |base: &usize| named(&Letters::BASES, *base),
        |id| by_name(&Letters::BASES, id),
        one_of(&Letters::BASES)
    ),
    key!(
        "order",
        text::LETTER_ORDER,
        letters.order,
        |order: &Order| named(&Order::ALL, *order),
        |id| by_name(&Order::ALL, id),
        one_of(&Order::ALL)
    ),
    Key {
        name: "nudge",
        what: text::SHIFT,
        print: |to| format!("{}.{}", to.nudge[0], to.nudge[1]),
        read: |to, text| {
            let (rows, columns) = text.split_once('.')?;
            let read = |text| nearest(text, -FARTHEST, FARTHEST);
            let ((rows, rows_fit), (columns, columns_fit)) = (read(rows)?, read(columns)?);
            to.nudge = [rows as isize, columns as isize];
            (rows_fit && columns_fit).then_some(())
        },
        expects: |_, _| text::shift_between(-MAX_NUDGE, MAX_NUDGE),
    },
    key!("uses", text::USE_COUNTS, counts_uses, flag, flagged, text::ON_OFF),
    key!(
        "rate",
        text::LEARNING_RATE,
        rate,
        |rate: &Option<f32>| rate.map_or_else(String::new, |rate| rate.to_string()),
        |text| finite(text).filter(|rate| *rate > 0.0).map(Some),
        text::POSITIVE_NUMBER
    ),
];
