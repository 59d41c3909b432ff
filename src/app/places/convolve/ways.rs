//! Both ways of a [`Bottleneck`] as a figure: blocks of numbers, what each convolution costs, and bars of what each way does.

use super::{Bottleneck, Convolve, Stage, total};
use crate::app::color::{Theme, Token};
use crate::app::figure::{Anchor, Cuboid, Draw, Drawing, Figure, Formula, Item, Layout};
use crate::app::lab::Table;
use crate::app::numbers::{thousands, trimmed};
use crate::app::text::Text;
use crate::app::text::convolve as text;
use crate::shape::Shape;

/// The side and the depth of the input's block.
const BLOCK: [f32; 2] = [64.0, 46.0];

impl Bottleneck {
    /// Both ways with their names.
    pub fn ways(self) -> [(Text, Vec<Stage>); 2] {
        [(text::WAYS[0], self.direct()), (text::WAYS[1], self.through())]
    }

    /// How many times fewer, or more, multiply-adds the 1×1 convolution needs.
    pub fn verdict(self) -> String {
        let [direct, through] = [self.direct(), self.through()].map(|stages| total(&stages).macs);
        let times = direct.max(through) as f64 / direct.min(through) as f64;
        text::verdict(through.cmp(&direct), &trimmed(times as f32))
    }

    /// Up to how many filters it saves any.
    pub fn pays(self) -> String {
        let [c, _, _, k, f, _] = self.numbers();
        text::pays_below([c, k, f], &trimmed(self.break_even() as f32))
    }

    /// The side and the depth of a block in pixels: they grow with the root of the numbers, so that thin ones are seen, too.
    pub fn block(self, shape: Shape) -> [f32; 2] {
        let scale = |n: usize, of: usize, px: f32| (px * (n as f32 / of as f32).sqrt()).clamp(4.0, 2.0 * px);
        [scale(shape.h, self.input.h, BLOCK[0]), scale(shape.c, self.input.c, BLOCK[1])]
    }

    /// What each convolution costs, and each way.
    pub fn costs(self) -> Table {
        let row = |way: &str, what: &str, [macs, params]: [u64; 2]| {
            vec![way.to_owned(), what.to_owned(), thousands(macs), thousands(params)]
        };
        let rows = self.ways().into_iter().flat_map(|(way, stages)| {
            let cost = total(&stages);
            let each =
                stages.into_iter().map(|stage| row(&way, &stage.what, [stage.cost.macs, stage.cost.params]));
            each.chain([row(&way, &text::TOGETHER, [cost.macs, cost.params])]).collect::<Vec<_>>()
        });
        let head = text::COSTS.map(String::from).to_vec();
        Table { title: text::WHAT_1X1_SAVES, head, rows: rows.collect(), chosen: None }
    }

    /// A program for PyTorch that prints what both ways cost.
    pub(super) fn pytorch(self) -> String {
        let Shape { c, h, w } = self.input;
        let Self { kernel, filters, reduced, .. } = self;
        format!(
            "import torch
from torch import nn

x = torch.randn(1, {c}, {h}, {w})
ways = {{
    \"directly\": [nn.Conv2d({c}, {filters}, {kernel}, padding=\"same\")],
    \"through 1x1\": [nn.Conv2d({c}, {reduced}, 1), nn.Conv2d({reduced}, {filters}, {kernel}, padding=\"same\")],
}}
for name, convolutions in ways.items():
    y, macs, params = x, 0, 0
    for convolution in convolutions:
        y = convolution(y)
        macs += convolution.weight.numel() * y[0, 0].numel()
        params += sum(p.numel() for p in convolution.parameters())
    print(name, tuple(y.shape), macs, \"multiply-adds,\", params, \"parameters\")
"
        )
    }
}

impl Convolve {
    /// The figure of the view 1×1.
    pub(super) fn ways(&self, bottleneck: Bottleneck) -> Figure {
        Figure {
            title: text::WHAT_1X1_SAVES,
            example: self.name(),
            brief: String::new(),
            step: [1, 1],
            settings: bottleneck.verdict(),
            size: String::new(),
            remark: bottleneck.pays(),
            layout: Layout::Drawing(Drawing::new(Ways(bottleneck))),
            operands: vec![],
            symbols: vec![],
            formula: Formula::default(),
            lines: 1,
        }
    }
}

struct Ways(Bottleneck);

impl Draw for Ways {
    fn items(&self, [width, height]: [f32; 2], theme: Theme) -> Vec<Item> {
        let ways = self.0.ways();
        let most = |cost: fn(&Stage) -> u64| {
            let all = ways.iter().map(|(_, stages)| stages.iter().map(cost).sum());
            all.max().unwrap_or(1u64).max(1) as f32
        };
        let most = [most(|stage| stage.cost.macs), most(|stage| stage.cost.params)];
        let each = height / 2.0;
        let way = |(i, (name, stages)): (usize, &(Text, Vec<Stage>))| {
            let top = i as f32 * each;
            let mut items =
                vec![Item::text([0.0, top + 16.0], 16.0, Anchor::Start, name, Token::Ink.rgb(theme), true)];
            self.chain(stages, top + 0.5 * each - 14.0, width, theme, &mut items);
            let cost = total(stages);
            let half = (width - 28.0) / 2.0;
            let bars =
                [(cost.macs, text::multiply_adds(cost.macs)), (cost.params, text::parameters(cost.params))];
            for (j, (count, said)) in bars.into_iter().enumerate() {
                let at = [j as f32 * (half + 28.0), top + each - 36.0];
                bar(at, half, [count as f32 / most[j], 1.0], &said, theme, &mut items);
            }
            items
        };
        ways.iter().enumerate().flat_map(way).collect()
    }

    fn caption(&self) -> String {
        self.0.verdict()
    }
}

impl Ways {
    /// Blocks with arrows between them, around this height.
    fn chain(&self, stages: &[Stage], middle: f32, width: f32, theme: Theme, items: &mut Vec<Item>) {
        let [ink, muted, soft] = [Token::Ink, Token::Muted, Token::Soft].map(|token| token.rgb(theme));
        let arrow = ((width - 420.0) / 2.0).clamp(120.0, 210.0);
        let mut left = 0.0;
        let block = |shape: Shape, left: &mut f32, items: &mut Vec<Item>| {
            let [side, depth] = self.0.block(shape);
            let cuboid = Cuboid {
                left: *left,
                top: middle - side / 2.0,
                width: side,
                height: side,
                depth,
                color: soft,
                opacity: 1.0,
            };
            items.extend(cuboid.items(theme));
            let words = format!("{}×{}×{}", shape.h, shape.w, shape.c);
            let center = *left + cuboid.extent()[0] / 2.0;
            items.push(Item::text(
                [center, middle + side / 2.0 + 18.0],
                13.0,
                Anchor::Middle,
                &words,
                ink,
                true,
            ));
            *left += cuboid.extent()[0].max(72.0) + 18.0;
        };
        block(self.0.input, &mut left, items);
        for Stage { what, shape, cost } in stages {
            let (center, end) = (left + arrow / 2.0, left + arrow);
            items.push(Item::Lines { lines: vec![[left, middle, end, middle]], color: ink, width: 2.0 });
            items.push(Item::Polygon {
                points: vec![[end + 8.0, middle], [end, middle - 5.0], [end, middle + 5.0]],
                fill: ink,
                opacity: 1.0,
                stroke: None,
            });
            let lines = [
                (what.clone(), -10.0, 15.0, ink, true),
                (text::multiply_adds(cost.macs), 18.0, 12.0, muted, false),
                (text::parameters(cost.params), 34.0, 12.0, muted, false),
            ];
            for (words, down, size, color, bold) in lines {
                items.push(Item::text([center, middle + down], size, Anchor::Middle, &words, color, bold));
            }
            left = end + 26.0;
            block(*shape, &mut left, items);
        }
    }
}

/// A bar that is filled up to a part, under what it counts.
fn bar([x, y]: [f32; 2], width: f32, parts: [f32; 2], words: &str, theme: Theme, items: &mut Vec<Item>) {
    let [ink, soft] = [Token::Ink, Token::Soft].map(|token| token.rgb(theme));
    items.push(Item::text([x, y], 13.0, Anchor::Start, words, ink, false));
    for (part, fill) in parts.into_iter().zip([ink, soft]).rev() {
        let (right, top, bottom) = (x + (part * width).max(2.0), y + 8.0, y + 20.0);
        let points = vec![[x, top], [right, top], [right, bottom], [x, bottom]];
        items.push(Item::Polygon { points, fill, opacity: 1.0, stroke: None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::figure::svg;
    use crate::app::lab::{Example, Pointer};
    use crate::app::places::convolve::{View, presets};

    /// The drawing says all that the page does.
    #[test]
    fn both_ways_are_drawn_with_their_costs() {
        for bottleneck in Bottleneck::EXAMPLES {
            let convolve = Convolve { view: View::Bottleneck(bottleneck), ..presets()[0].example() };
            let figure = convolve.figure(&Pointer::at_step(0));
            for theme in [Theme::LIGHT, Theme::DARK] {
                let svg = svg(&figure.scene(theme));
                for (name, stages) in bottleneck.ways() {
                    assert!(svg.contains(name.get()));
                    for Stage { what, cost, .. } in stages {
                        assert!(svg.contains(&what) && svg.contains(&thousands(cost.macs)), "{what}");
                    }
                }
                assert!(svg.contains(&bottleneck.verdict()) && svg.contains(&bottleneck.pays()));
            }
            assert_eq!(convolve.table().lines().count(), 2 + 5);
            assert!(convolve.pytorch().contains("nn.Conv2d"));
        }
        let lecture = Convolve { view: View::Bottleneck(Bottleneck::LECTURE), ..presets()[0].example() };
        assert!(
            lecture.table().contains("| 5×5, 32 filters | 163\u{202f}840\u{202f}000 | 160\u{202f}032 |"),
            "{}",
            lecture.table()
        );
    }
}
