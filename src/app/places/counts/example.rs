use super::drawing::Counted;
use super::{Counts, Topic, connections, dense, dense_costs, flatten};
use crate::app::color::Palette;
use crate::app::figure::{Drawing, Figure, Formula, Layout, OperandId, Role, Spot, Word};
use crate::app::lab::{Example, Pointer};
use crate::app::numbers::{thousands, trimmed};
use crate::app::text::Text;
use crate::app::text::counts as text;
use crate::shape::Shape;

impl Example for Counts {
    const FILE: &'static str = "counts";

    fn steps(&self) -> usize {
        match self.topic {
            Topic::Connections => connections::outputs(self),
            Topic::Dense => self.units.len(),
            Topic::Pooling => text::SAVINGS.len(),
            Topic::Flatten => flatten::rows(self),
        }
    }

    fn at(&self) -> usize {
        self.at
    }

    fn with_step(self, at: usize) -> Self {
        Self { at: at.min(self.steps() - 1), ..self }
    }

    fn row(&self) -> usize {
        if self.topic == Topic::Flatten { self.input.h } else { 1 }
    }

    fn has(&self, spot: Spot) -> bool {
        self.step_of(spot).is_some()
    }

    fn step_of(&self, spot: Spot) -> Option<usize> {
        let row = usize::try_from(spot.row).ok().filter(|row| *row < self.steps())?;
        (self.topic == Topic::Flatten && spot.operand == OperandId::Output).then_some(row)
    }

    fn figure(&self, pointer: &Pointer) -> Figure {
        let remark = if pointer.hidden { String::new() } else { self.remark() };
        let counted = Counted { counts: self.clone(), at: pointer.at, remark: remark.clone() };
        Figure {
            title: text::TITLES[self.topic as usize],
            example: Text::EMPTY,
            brief: String::new(),
            size: String::new(),
            lines: 1,
            step: [self.at + 1, self.steps()],
            settings: self.input.to_string(),
            remark,
            layout: Layout::Drawing(Drawing::new(counted)),
            operands: vec![],
            symbols: vec![],
            formula: self.formula(pointer),
        }
    }

    fn pytorch(&self) -> String {
        let Shape { c, h, w } = self.input;
        let layers: Vec<String> = match self.topic {
            Topic::Connections => {
                let Self { filters, kernel, stride, padding, .. } = self;
                vec![format!("nn.Conv2d({c}, {filters}, {kernel}, stride={stride}, padding={padding})")]
            }
            Topic::Pooling => {
                let Self { filters, kernel, pool, .. } = self;
                let Shape { h, w, .. } = self.pooled();
                vec![
                    format!("nn.MaxPool2d({pool})"),
                    format!("nn.Conv2d({c}, {filters}, {kernel}, padding=\"same\")"),
                    "nn.Flatten()".to_owned(),
                    format!("nn.Linear({}, {})", filters * h * w, self.units[0]),
                ]
            }
            Topic::Dense | Topic::Flatten => {
                let dense = |it: super::DenseCost| format!("nn.Linear({}, {})", it.inputs, it.units);
                let dense = dense_costs(self).into_iter().map(dense);
                let shown = if self.topic == Topic::Dense { usize::MAX } else { 0 };
                ["nn.Flatten()".to_owned()].into_iter().chain(dense.take(shown)).collect()
            }
        };
        format!(
            "import torch\nfrom torch import nn\n\n# On the meta device nothing is stored: shapes and counts are all there is.\n\
             with torch.device(\"meta\"):\n    net = nn.Sequential(\n        {},\n    )\n    x = torch.zeros(1, {c}, {h}, {w})\n\n\
             print(net(x).shape)\nprint(sum(p.numel() for p in net.parameters()))\n",
            layers.join(",\n        ")
        )
    }

    fn table(&self) -> String {
        self.counted().markdown()
    }
}

impl Counts {
    fn remark(&self) -> String {
        let Shape { c, h, w } = self.input;
        match self.topic {
            Topic::Connections => {
                let [dense, _, shared] = connections(self);
                text::fewer(dense.weights, shared.weights)
            }
            Topic::Dense => text::dense(dense::total(self), &text::memory(dense::total(self))),
            Topic::Pooling => text::pooling(self.pool, [self.input.area(), self.pooled().area()]),
            Topic::Flatten => text::flatten([c, h, w], self.input.len()),
        }
    }

    fn formula(&self, pointer: &Pointer) -> Formula {
        let Shape { c, h, w } = self.input;
        let (of, sum, total) = match self.topic {
            Topic::Connections => {
                let (k, n) = (self.kernel, self.filters);
                let [_, _, shared] = connections(self);
                (text::WEIGHTS_OF, format!("{n} · {k}·{k}·{c}"), thousands(shared.weights))
            }
            Topic::Dense => {
                let term = |it: super::DenseCost| {
                    let [d, m] = [it.inputs, it.units].map(thousands);
                    format!("{d} · {m} + {m}")
                };
                let terms: Vec<String> = dense_costs(self).into_iter().map(term).collect();
                (text::PARAMETERS, terms.join(" + "), thousands(dense::total(self)))
            }
            Topic::Pooling => {
                let pooled = self.pooled();
                let times = self.input.area() as f32 / pooled.area() as f32;
                (text::SHRINKS_BY, format!("({h}·{w}) / ({}·{})", pooled.h, pooled.w), trimmed(times))
            }
            Topic::Flatten => {
                let [channel, row] = [pointer.at / h, pointer.at % h];
                let [first, _] = flatten::places(self.input, pointer.at);
                let sum = format!("(c·H + y)·W + 0 = ({channel}·{h} + {row})·{w}");
                (text::PLACE, sum, thousands(first as u64))
            }
        };
        let parts = match pointer.hidden {
            true => vec![vec![Word::sign(sum)]],
            false => {
                let total = Word { text: total, role: Role::Total(1.0, Palette::Ink) };
                vec![vec![Word::sign(sum)], vec![Word::sign(" = "), total]]
            }
        };
        Formula { of: of.to_string(), parts, later: String::new() }
    }
}
