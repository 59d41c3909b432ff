//! Dense layers as products of matrices, and what they cost.

use super::{Counts, count};
use crate::app::color::{Palette, Rgb, Theme, Token, mixed};
use crate::app::figure::{Anchor, Item, Span};
use crate::app::lab::Table;
use crate::app::numbers::thousands;
use crate::app::text::counts as text;

/// What a dense layer has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DenseCost {
    /// D: how many numbers go in.
    pub inputs: u64,
    /// M: how many come out, and how many biases there are.
    pub units: u64,
}

impl DenseCost {
    /// M · D.
    pub const fn weights(self) -> u64 {
        self.inputs * self.units
    }

    /// With biases.
    pub const fn params(self) -> u64 {
        self.weights() + self.units
    }
}

/// The layers, one after the other.
///
/// ```
/// use convoscope::app::places::counts::{Counts, DenseCost, Topic, dense_costs};
/// let layers = dense_costs(&Counts::about(Topic::Dense));
/// assert_eq!(layers.iter().map(|layer| layer.params()).sum::<u64>(), 196_709_100);
/// ```
pub fn dense_costs(counts: &Counts) -> Vec<DenseCost> {
    let mut inputs = count(counts.input);
    let layer = |&units: &usize| {
        let cost = DenseCost { inputs, units: units as u64 };
        inputs = cost.units;
        cost
    };
    counts.units.iter().map(layer).collect()
}

pub(super) fn total(counts: &Counts) -> u64 {
    dense_costs(counts).into_iter().map(DenseCost::params).sum()
}

pub(super) fn table(counts: &Counts) -> Table {
    let costs = dense_costs(counts);
    let row = |(at, it): (usize, &DenseCost)| {
        let [m, d] = [it.units, it.inputs].map(thousands);
        let product = format!("({m} × {d}) · ({d} × 1)");
        let numbers = [it.weights(), it.units, it.params()].map(thousands);
        [text::layer(at), product].into_iter().chain(numbers).collect()
    };
    let sum = |of: fn(&DenseCost) -> u64| thousands(costs.iter().map(of).sum());
    let all = [sum(|it| it.weights()), sum(|it| it.units), sum(|it| it.params())];
    let total = [text::TOTAL.to_string(), String::new()].into_iter().chain(all).collect();
    Table {
        title: text::TITLES[1],
        head: text::DENSE_HEAD.map(String::from).to_vec(),
        rows: costs.iter().enumerate().map(row).chain([total]).collect(),
        chosen: Some(counts.at),
    }
}

const TYPE: f32 = 17.0;

/// W · x + b = z as blocks with their sizes; the inner two cancel.
pub(super) fn items(counts: &Counts, at: usize, [width, height]: [f32; 2], theme: Theme) -> Vec<Item> {
    let costs = dense_costs(counts);
    let Some(DenseCost { inputs, units }) = costs.get(at).copied() else { return vec![] };
    let [ink, muted, paper] = [Token::Ink, Token::Muted, Token::Paper].map(|token| token.rgb(theme));
    let [weight, value, cancels] = [Palette::Weight, Palette::Activation, Palette::Gradient]
        .map(|palette| palette.color(1.0, 1.0, theme));
    let grey = mixed(paper, muted, 0.6);
    // Sides grow with the logarithm: a true scale would hide every layer but the first.
    let long = |n: u64, room: f32| room * ((1.0 + n as f32).log2() / 20.0).clamp(0.08, 1.0);
    let scale = (width / 900.0).min(1.0);
    let size = if scale < 0.6 { 12.0 } else { TYPE };
    let (tall, wide, thin) = (height - 96.0, 0.4 * width, (26.0 * scale).max(14.0));
    let (m, d) = (long(units, tall), long(inputs, tall).max(24.0));
    let w = long(inputs, wide);
    let middle = 52.0 + tall / 2.0;
    let [m_text, d_text] = [units, inputs].map(thousands);
    struct Block<'a> {
        size: [f32; 2],
        color: Rgb,
        name: &'a str,
        after: &'a str,
    }
    let blocks = [
        Block { size: [w, m], color: weight, name: "W", after: "·" },
        Block { size: [thin, d], color: grey, name: "x", after: "+" },
        Block { size: [thin, m], color: weight, name: "b", after: "=" },
        Block { size: [thin, m], color: value, name: "z", after: "" },
    ];
    let used: f32 = blocks.iter().map(|block| block.size[0]).sum();
    let gap = ((width - used) / 5.0).min(120.0);
    let mut x = (width - used - 3.0 * gap) / 2.0;
    let mut items = Vec::new();
    for (i, Block { size: [wide, tall], color, name, after }) in blocks.into_iter().enumerate() {
        items.push(Item::Polygon {
            points: {
                let (top, bottom) = (middle - tall / 2.0, middle + tall / 2.0);
                vec![[x, top], [x + wide, top], [x + wide, bottom], [x, bottom]]
            },
            fill: color,
            opacity: if i == 0 { 0.45 } else { 0.65 },
            stroke: Some((mixed(color, ink, 0.5), 1.5)),
        });
        let center = x + wide / 2.0;
        items.push(Item::text([center, middle + tall / 2.0 + 24.0], TYPE, Anchor::Middle, name, ink, true));
        let span = |text: &str, color: Rgb| Span { text: text.to_owned(), color, bold: true };
        let spans = match i {
            0 => vec![span(&m_text, ink), span(" × ", muted), span(&d_text, cancels)],
            1 => vec![span(&d_text, cancels), span(" × ", muted), span("1", ink)],
            _ => vec![span(&m_text, ink), span(" × ", muted), span("1", ink)],
        };
        // Neighbours stand on lines of their own, so that large numbers do not run together.
        let y = middle - tall / 2.0 - if i == 1 && size < TYPE { 26.0 } else { 10.0 };
        items.push(Item::Text { x: center, y, size, anchor: Anchor::Middle, spans });
        if !after.is_empty() {
            let sign = [x + wide + gap / 2.0, middle + 9.0];
            items.push(Item::text(sign, 26.0, Anchor::Middle, after, muted, false));
        }
        x += wide + gap;
    }
    items.push(Item::text(
        [width / 2.0, height - 6.0],
        14.0,
        Anchor::Middle,
        &equation(units, inputs),
        muted,
        false,
    ));
    items
}

fn equation(units: u64, inputs: u64) -> String {
    let [m, d] = [units, inputs].map(thousands);
    format!("({m} × {d}) · ({d} × 1) = {m} × 1: {}", text::CANCELS)
}
