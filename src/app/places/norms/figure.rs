//! Batch, statistics, parameters and output as grids, and the present value's arithmetic.

use super::{Computed, Kind, Norms};
use crate::app::color::Palette;
use crate::app::figure::{
    Cell, Figure, Formula, Grid, Layout, Operand, OperandId, Role, Symbol, Word, range,
};
use crate::app::lab::{Example, Pointer};
use crate::app::numbers::{bracketed, trimmed};
use crate::app::text::Text;
use crate::app::text::lab::{self, UNKNOWN};
use crate::app::text::norms as text;

impl Norms {
    pub(super) fn picture(&self, pointer: &Pointer) -> Figure {
        let computed = self.compute();
        let kind = self.kind as usize;
        let alone = self.kind == Kind::Batch && self.samples == 1 && !self.infers;
        let remark = if alone { text::ALONE } else { text::REMARKS[kind][usize::from(self.infers)] };
        let settings =
            [text::batch([self.samples, self.features]), text::PHASES[usize::from(self.infers)].to_string()];
        Figure {
            title: text::KINDS[kind],
            example: Text::EMPTY,
            brief: String::new(),
            size: String::new(),
            lines: 1,
            step: [self.at + 1, self.steps()],
            settings: settings.join(" · "),
            remark: remark.to_string(),
            layout: Layout::Line,
            operands: self.operands(&computed, pointer),
            symbols: self.symbols(),
            formula: self.formula(&computed, pointer),
        }
    }

    fn operands(&self, computed: &Computed, pointer: &Pointer) -> Vec<Operand> {
        let [sample, feature] = self.cell(pointer.at);
        let size = |rows: usize, columns: usize| lab::size([rows, columns], [rows, columns]);
        let limit = range(&self.x, 1.0);
        let (n, c) = (self.samples, self.features);
        let value = |i: usize| Cell {
            lit: self.counts([sample, feature], self.cell(i)),
            ..Cell::new(self.x[i], Palette::Activation, 1.3 * limit)
        };
        let input = grid(0, c, (0..n * c).map(value).collect()).editable();
        let result = |i: usize| Cell {
            lit: i == pointer.at,
            value: Some(computed.y[i]).filter(|_| !(pointer.hidden && i == pointer.at)),
            ..Cell::new(0.0, Palette::Activation, 1.3 * range(&computed.y, 1.0))
        };
        let output = Grid { pointable: true, ..grid(4, c, (0..n * c).map(result).collect()).0 };
        let pairs = |id: usize, values: &[f32], palette: Palette, is_lit: bool| {
            let limit = 1.5 * range(values, 1.0);
            let cell = |(i, value): (usize, &f32)| Cell {
                lit: is_lit && i % c == feature,
                ..Cell::new(*value, palette, limit)
            };
            grid(id, c, values.iter().enumerate().map(cell).collect())
        };
        let operand = |id: OperandId, sign: &'static str, title: Text, size: String, grid: Grid| Operand {
            sign,
            ..Operand::new(id, title, size, vec![grid], 0)
        };
        let mut operands = vec![operand(OperandId::Input, "", text::INPUT, text::batch([n, c]), input)];
        let trains = self.kind != Kind::Batch || !self.infers;
        if trains {
            let (columns, cells, title) = self.statistics(computed, [sample, feature], pointer.hidden);
            let rows = cells.len() / columns;
            let statistics = grid(1, columns, cells).0;
            operands.push(operand(OperandId::Statistics, "→", title, size(rows, columns), statistics));
        }
        if self.kind == Kind::Batch {
            let running = pairs(2, &self.running, Palette::Ink, self.infers).editable();
            operands.push(operand(OperandId::Running, ",", text::RUNNING_STATISTICS, size(2, c), running));
        }
        if self.kind != Kind::LocalResponse {
            let parameters = pairs(3, &self.scale_shift, Palette::Weight, true).editable();
            operands.push(operand(
                OperandId::ScaleShift,
                ",",
                Text::of(text::SCALE_SHIFT),
                size(2, c),
                parameters,
            ));
        }
        operands.push(operand(OperandId::Output, "→", text::OUTPUT, text::batch([n, c]), output));
        operands
    }

    /// Means above variances for each feature; beside each other for each sample; bases of powers for each value.
    fn statistics(&self, computed: &Computed, at: [usize; 2], hidden: bool) -> (usize, Vec<Cell>, Text) {
        let (means, variances) = (&computed.means, &computed.variances);
        let chosen = self.statistic(at);
        let limit = 2.0 * range(&[&means[..], variances].concat(), 1.0);
        let cell = |i: usize, value: f32| Cell {
            lit: i == chosen,
            value: Some(value).filter(|_| !(hidden && i == chosen)),
            ..Cell::new(0.0, Palette::Ink, limit)
        };
        match self.kind {
            Kind::Batch => {
                let rows = [means, variances].into_iter().flat_map(|row| row.iter().enumerate());
                (self.features, rows.map(|(i, value)| cell(i, *value)).collect(), Text::of(text::STATISTICS))
            }
            Kind::Layer => {
                let rows = means.iter().zip(variances).enumerate();
                (
                    2,
                    rows.flat_map(|(i, (mean, var))| [cell(i, *mean), cell(i, *var)]).collect(),
                    Text::of(text::STATISTICS),
                )
            }
            Kind::LocalResponse => {
                let cells = variances.iter().enumerate().map(|(i, base)| cell(i, *base));
                (self.features, cells.collect(), Text::of(text::SUMS))
            }
        }
    }

    /// The formula in letters.
    fn symbols(&self) -> Vec<Symbol> {
        let index = if self.kind == Kind::Layer { "n" } else { "c" };
        let at = |letter: &'static str, index: &str| Symbol::Indexed(letter, index.to_owned());
        let sign = Symbol::Operator;
        let letter = |letter: &str| Symbol::Index(letter.to_owned());
        let output = vec![at("y", "n,c"), sign("=")];
        let rest = match self.kind {
            Kind::LocalResponse => vec![
                at("x", "n,c"),
                sign("/ ("),
                letter("k"),
                sign("+"),
                letter("α/n"),
                sign("·"),
                Symbol::Sum("j"),
                at("x²", "n,j"),
                sign(")"),
                letter("^β"),
            ],
            Kind::Batch | Kind::Layer => vec![
                at("γ", "c"),
                sign("· ("),
                at("x", "n,c"),
                sign("−"),
                at("μ", index),
                sign(") / √("),
                at("σ²", index),
                sign("+"),
                letter("ε"),
                sign(") +"),
                at("β", "c"),
            ],
        };
        [output, rest].concat()
    }

    /// The present value in numbers.
    fn formula(&self, computed: &Computed, pointer: &Pointer) -> Formula {
        let [sample, feature] = self.cell(pointer.at);
        let statistic = self.statistic([sample, feature]);
        let (x, y) = (self.x[pointer.at], computed.y[pointer.at]);
        let variance = computed.variances[statistic];
        let word =
            |value: f32, palette: Palette| Word { text: bracketed(value), role: Role::Value(value, palette) };
        let (ink, sign) = (|value: f32| word(value, Palette::Ink), |text: &str| Word::sign(text));
        let parts = match self.kind {
            Kind::LocalResponse => vec![
                vec![word(x, Palette::Activation), sign(" / ")],
                vec![ink(variance), sign(&format!("^{}", trimmed(self.local.beta)))],
            ],
            Kind::Batch | Kind::Layer => {
                let [scale, shift] = [feature, self.features + feature].map(|i| self.scale_shift[i]);
                vec![
                    vec![word(scale, Palette::Weight), sign(" · (")],
                    vec![
                        word(x, Palette::Activation),
                        sign(" − "),
                        ink(computed.means[statistic]),
                        sign(")"),
                    ],
                    vec![sign(" / √("), ink(variance), sign(&format!(" + {})", trimmed(self.eps)))],
                    vec![sign(" + "), word(shift, Palette::Weight)],
                ]
            }
        };
        let total = Word { text: trimmed(y), role: Role::Total(y, Palette::Activation) };
        let of = format!("y({sample}, {feature})");
        if pointer.hidden {
            return Formula { of, parts: vec![], later: UNKNOWN.to_owned() };
        }
        let parts = parts.into_iter().chain([vec![sign(" = "), total]]).collect();
        Formula { of, parts, later: String::new() }
    }
}

/// A grid that is still to be said of whether it can be changed.
struct Bare(Grid);

impl Bare {
    fn editable(self) -> Grid {
        Grid { editable: true, ..self.0 }
    }
}

/// One of the grids: input, statistics, running statistics, parameters, output.
fn grid(which: usize, columns: usize, cells: Vec<Cell>) -> Bare {
    let (id, name) = [
        ("input", text::INPUT),
        ("statistics", Text::of(text::STATISTICS)),
        ("running", text::RUNNING_STATISTICS),
        ("parameters", Text::of(text::SCALE_SHIFT)),
        ("output", text::OUTPUT),
    ][which];
    Bare(Grid::new(format!("norms-{id}"), name.to_string(), columns, cells))
}
