//! What a pool saves of all that comes behind it.

use super::{Counts, count};
use crate::app::color::{Theme, Token, mixed};
use crate::app::figure::{Anchor, Item};
use crate::app::lab::Table;
use crate::app::numbers::{percent, thousands};
use crate::app::text::Text;
use crate::app::text::counts as text;
use crate::layers::Op;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::pool::Pool;
use crate::shape::Shape;

/// A cost without and with the pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Saving {
    pub without: u64,
    pub with: u64,
}

impl Counts {
    /// The maps behind the pool.
    pub fn pooled(&self) -> Shape {
        Pool::max(self.pool).output(&[self.input]).unwrap_or(self.input)
    }
}

/// Multiply-adds of the next convolution, values of the maps, parameters of a dense layer behind that convolution, which keeps
/// the size. They are the layers' own counts.
///
/// ```
/// use convoscope::app::places::counts::{Counts, Saving, Topic, savings};
/// let [compute, memory, _] = savings(&Counts::about(Topic::Pooling));
/// assert_eq!(memory, Saving { without: 64 * 28 * 28, with: 64 * 14 * 14 });
/// assert_eq!(compute.without, 4 * compute.with);
/// ```
pub fn savings(counts: &Counts) -> [Saving; 3] {
    let mut conv = Conv::new(counts.filters, counts.kernel);
    for window in &mut conv.window {
        (window.before, window.after) = ((counts.kernel - 1) / 2, counts.kernel / 2);
    }
    let dense = Dense::new(counts.units.first().copied().unwrap_or(1));
    let costs = |maps: Shape| {
        let behind = [Shape { c: counts.filters, ..maps }];
        [conv.macs(&[maps]), count(maps), dense.macs(&behind) + dense.units as u64]
    };
    let (without, with) = (costs(counts.input), costs(counts.pooled()));
    std::array::from_fn(|i| Saving { without: without[i], with: with[i] })
}

pub(super) fn table(counts: &Counts) -> Table {
    let row = |(name, it): (Text, Saving)| {
        let share = percent(it.with as f32 / it.without.max(1) as f32);
        vec![name.to_string(), thousands(it.without), thousands(it.with), share]
    };
    Table {
        title: text::TITLES[2],
        head: text::POOLING_HEAD.map(String::from).to_vec(),
        rows: text::SAVINGS.into_iter().zip(savings(counts)).map(row).collect(),
        chosen: Some(counts.at),
    }
}

/// Two bars for each cost: without and with the pool.
pub(super) fn items(counts: &Counts, at: usize, [width, height]: [f32; 2], theme: Theme) -> Vec<Item> {
    let [ink, muted, paper] = [Token::Ink, Token::Muted, Token::Paper].map(|token| token.rgb(theme));
    let group = height / 3.0;
    let bar = (0.24 * group).min(30.0);
    let name_size = if width < 560.0 { 13.0 } else { 17.0 };
    let mut items = Vec::new();
    for (i, (name, Saving { without, with })) in text::SAVINGS.into_iter().zip(savings(counts)).enumerate() {
        let y = i as f32 * group;
        items.push(Item::text([0.0, y + 18.0], name_size, Anchor::Start, name.get(), ink, i == at));
        let most = without.max(with).max(1) as f64;
        for (line, (value, which)) in [without, with].into_iter().zip(text::WITHOUT_AND_WITH).enumerate() {
            let top = y + 30.0 + line as f32 * (bar + 5.0);
            let length = (f64::from(0.62 * width) * value as f64 / most) as f32;
            let fill = if line == 0 { mixed(paper, muted, 0.6) } else { ink };
            items.push(Item::rectangle([0.0, top, length.max(2.0), bar], fill));
            let said = format!("{} {which}", thousands(value));
            let at = [length.max(2.0) + 10.0, top + bar / 2.0 + 5.0];
            items.push(Item::text(at, name_size.min(14.0), Anchor::Start, &said, muted, false));
        }
    }
    items
}
