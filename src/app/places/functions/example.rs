use super::curves::{Curves, ORIGIN, PER_UNIT, STEPS, curve_x, largest_slope, precise, slope};
use super::maps::Maps;
use super::{Functions, Topic};
use crate::app::color::Palette;
use crate::app::figure::{Drawing, Edit, Figure, Formula, Layout, OperandId, Role, Spot, Word};
use crate::app::lab::entry::block;
use crate::app::lab::{Example, Pointer};
use crate::app::numbers::{bracketed, trimmed};
use crate::app::text::Text;
use crate::app::text::{functions as text, lab::UNKNOWN};

impl Example for Functions {
    const FILE: &'static str = "functions";

    fn steps(&self) -> usize {
        match self.topic {
            Topic::Curves => STEPS,
            Topic::Linear => 4,
            Topic::Maps => Maps::COUNT,
        }
    }

    fn at(&self) -> usize {
        self.at
    }

    fn with_step(self, at: usize) -> Self {
        Self { at: at.min(self.steps() - 1), ..self }
    }

    fn row(&self) -> usize {
        match self.topic {
            Topic::Curves => PER_UNIT,
            Topic::Linear | Topic::Maps => 2,
        }
    }

    fn has(&self, spot: Spot) -> bool {
        self.step_of(spot).is_some()
    }

    fn step_of(&self, Spot { operand, row, column, .. }: Spot) -> Option<usize> {
        let [row, column] = [usize::try_from(row).ok()?, usize::try_from(column).ok()?];
        match (self.topic, operand) {
            (Topic::Curves, OperandId::Input) => (column < STEPS).then_some(column),
            (Topic::Linear, OperandId::Matrix(2)) => (row < 2 && column < 2).then_some(2 * row + column),
            _ => None,
        }
    }

    fn edit(&mut self, spot: Spot, edit: &Edit) -> Option<String> {
        let (values, columns): (&mut [f32], usize) = match spot.operand {
            OperandId::Matrix(0) => (&mut self.second, 2),
            OperandId::Matrix(1) => (&mut self.first, 2),
            OperandId::Matrix(3) => (&mut self.x, 1),
            _ => return None,
        };
        let mut set = |[row, column]: [isize; 2], value: f32| {
            let inside = (0..columns as isize).contains(&column) && row >= 0;
            let place = values.get_mut(row.max(0) as usize * columns + column.max(0) as usize);
            place.filter(|_| inside).into_iter().for_each(|place| *place = value);
        };
        match edit {
            Edit::Set { cells, value, .. } => cells.iter().for_each(|cell| set(*cell, *value)),
            Edit::Paste { at: [top, left], text } => match block(text) {
                Ok(table) => {
                    for (y, line) in table.planes[0].iter().enumerate() {
                        for (x, value) in line.iter().enumerate() {
                            if let Some(value) = value {
                                set([top + y as isize, left + x as isize], *value);
                            }
                        }
                    }
                }
                Err(said) => return Some(said),
            },
        }
        None
    }

    fn figure(&self, pointer: &Pointer) -> Figure {
        let (layout, operands, remark, formula) = match self.topic {
            Topic::Curves => {
                let curves = Curves { functions: self.clone(), at: pointer.at, hidden: pointer.hidden };
                let layout = Layout::Drawing(Drawing::new(curves));
                let remark = if pointer.hidden { String::new() } else { self.slopes_remark() };
                (layout, vec![], remark, self.power_formula(pointer))
            }
            Topic::Linear => {
                let all = super::collapsed(self);
                let remark = match all.with_function == all.two_layers {
                    true => text::LINEAR_REMARK.to_string(),
                    false => format!("{} {}", text::LINEAR_REMARK, text::not_linear(&self.name())),
                };
                (Layout::Line, self.matrices(pointer), remark, self.product_formula(pointer))
            }
            Topic::Maps => {
                let maps = Maps::of(self);
                (
                    Layout::Line,
                    maps.operands(pointer.at),
                    maps.remark(&self.name()),
                    maps.formula(self, pointer),
                )
            }
        };
        Figure {
            title: text::TITLES[self.topic as usize],
            example: Text::EMPTY,
            brief: String::new(),
            size: String::new(),
            lines: 1,
            step: [self.at + 1, self.steps()],
            settings: self.name(),
            remark,
            layout,
            operands,
            symbols: vec![],
            formula,
        }
    }

    fn pytorch(&self) -> String {
        let layer = self.activation().pytorch_of("x");
        format!(
            "import torch\nimport torch.nn.functional as F\nfrom torch import nn\n\nx = torch.linspace(-6, 6, 241, requires_grad=True)\n\
             y = {layer}\ny.sum().backward()\n\ni = {}\nprint(x[i].item(), y[i].item(), x.grad[i].item())\nprint(x.grad.max().item() ** {})\n",
            if self.topic == Topic::Curves { self.at } else { ORIGIN },
            self.layers
        )
    }

    fn table(&self) -> String {
        self.numbers().markdown()
    }
}

impl Functions {
    fn slopes_remark(&self) -> String {
        let largest = largest_slope(self.activation());
        let all = precise(largest.powi(self.layers as i32));
        text::curves(&self.name(), &trimmed(largest as f32), self.layers, &all)
    }

    /// The slope at x, as many times as there are layers.
    fn power_formula(&self, pointer: &Pointer) -> Formula {
        let x = curve_x(pointer.at);
        let slope = slope(self.activation(), x);
        let of = text::power(&self.name(), &trimmed(x), self.layers);
        let factor = |i: usize| {
            let sign = if i > 0 { " · " } else { "" };
            let word = Word { text: bracketed(slope), role: Role::Value(slope, Palette::Gradient) };
            vec![Word::sign(sign), word]
        };
        if pointer.hidden {
            return Formula { of, parts: vec![], later: UNKNOWN.to_owned() };
        }
        let mut parts: Vec<Vec<Word>> = (0..self.layers).map(factor).collect();
        if self.layers > 1 {
            let product = f64::from(slope).powi(self.layers as i32);
            let text = if product < 0.0 { trimmed(product as f32) } else { precise(product) };
            let total = Word { text, role: Role::Total(product as f32, Palette::Gradient) };
            parts.push(vec![Word::sign(" = "), total]);
        }
        Formula { of, parts, later: String::new() }
    }
}
