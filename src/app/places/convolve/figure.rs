//! The picture of a convolution at a step: what goes in, what it is multiplied with, what comes out.

use std::collections::{HashMap, HashSet};

use super::pointed::Pointed;
use super::{Computed, Convolve, Mode, Target, Term, View};
use crate::app::color::Palette;
use crate::app::figure::{Badge, Cell, Figure, Grid, Look, Operand, OperandId, range};
use crate::app::lab::values::CellIndex;
use crate::app::lab::{Example, Pointer, padded_input};
use crate::app::numbers::trimmed;
use crate::app::text::Text;
use crate::app::text::{convolve as text, lab};
use crate::window::Window;

/// The least end of a palette.
pub(super) const LEAST: f32 = 1e-6;

/// A convolution at the step that is shown, with all that its picture is made of.
pub(super) struct Shown<'a> {
    pub convolve: &'a Convolve,
    pub computed: Computed,
    pub target: Target,
    pub hidden: bool,
    /// How many products of the step are shown; `None` for all.
    pub products: Option<usize>,
    pub pointed: Pointed,
    /// The cells that are read, by the step or wherever what is pointed at is used, and what each is multiplied with as far
    /// as products are shown.
    cells: HashMap<(usize, isize, isize), Option<f32>>,
    weights: HashSet<(usize, usize, [usize; 2])>,
    pub targets: HashSet<Target>,
    steps: HashSet<usize>,
}

impl Convolve {
    /// Its picture at the step where it is.
    pub(super) fn picture(&self, pointer: &Pointer) -> Figure {
        let shown = Shown::of(self, pointer);
        let (layout, operands) = match self.view {
            View::Matrix => shown.matrix(),
            _ => (shown.layout(), shown.operands()),
        };
        Figure {
            title: match self.mode {
                Mode::Forward => text::CONVOLUTION,
                Mode::WeightGradient => text::OF_WEIGHTS,
                Mode::InputGradient => text::OF_INPUT,
                Mode::Transposed => text::TRANSPOSED_CONVOLUTION,
            },
            example: self.name(),
            brief: self.brief(),
            step: [self.at + 1, self.steps()],
            settings: self.settings_line(),
            size: self.output_size().said(),
            remark: shown.padding().or_else(|| shown.uses()).unwrap_or_else(|| self.remark()),
            layout,
            operands,
            symbols: self.symbols(),
            formula: shown.formula(),
            lines: self.formula_lines(),
        }
    }

    /// What happens in this mode, and what of it is not seen.
    fn remark(&self) -> String {
        match self.cut_products(self.at) {
            0 => self.sentence().to_string(),
            cut => format!("{} {}", self.sentence(), text::cut(cut)),
        }
    }

    /// What happens in this mode, in one sentence.
    fn sentence(&self) -> Text {
        match (self.mode, self.flip) {
            (Mode::Forward, false) => text::NOT_FLIPPED,
            (Mode::Forward, true) => text::FLIPPED,
            (Mode::WeightGradient, _) => text::ADDS_TO_WEIGHTS,
            (Mode::InputGradient, _) => text::ADDS_TO_INPUT,
            (Mode::Transposed, _) => text::ADDS_TO_OUTPUT,
        }
    }
}

impl<'a> Shown<'a> {
    fn of(convolve: &'a Convolve, pointer: &Pointer) -> Self {
        let pointed = convolve.pointed(pointer.spot);
        let products = convolve.products_at(pointed);
        let shown = pointer.products.filter(|shown| *shown < products.len());
        let cell = |(i, (_, term)): (usize, &(Target, Term))| {
            let is_shown = shown.is_none_or(|shown| i < shown);
            ((term.cell.channel, term.cell.row, term.cell.column), is_shown.then_some(term.b))
        };
        // Where one product comes after the other, the weight of the present one.
        let weights = match shown {
            Some(shown) => &products[shown.saturating_sub(1)..shown],
            None => &products[..],
        };
        let target = pointer.spot.and_then(|spot| convolve.target_of(spot));
        Self {
            convolve,
            computed: convolve.compute(),
            target: target.unwrap_or_else(|| convolve.default_target()),
            hidden: pointer.hidden || shown.is_some(),
            products: shown,
            pointed,
            cells: products.iter().enumerate().map(cell).collect(),
            weights: weights.iter().map(|(_, term)| term.weight).collect(),
            targets: products.iter().map(|(target, _)| *target).collect(),
            steps: products.iter().map(|(_, term)| term.step).collect(),
        }
    }

    /// The input cell that is pointed at, where the timeline does not walk over the input.
    fn pointed_input(&self) -> Option<CellIndex> {
        match self.pointed {
            Pointed::Cell(place) => Some(place),
            _ => None,
        }
    }

    /// Where a cell of the padding takes its value from, in one sentence.
    fn padding(&self) -> Option<String> {
        let place = self.pointed_input().filter(|_| !self.hidden)?;
        let value = trimmed(self.convolve.input_value(place));
        match self.convolve.source(place) {
            Some(source) if source == place => None,
            Some(CellIndex { row, column, .. }) => Some(text::padding_copies(row, column, &value)),
            None => Some(text::padding_holds(&value)),
        }
    }

    fn operands(&self) -> Vec<Operand> {
        let several = self.convolve.has_several_channels();
        let [a, b] = match self.convolve.mode {
            Mode::Forward | Mode::Transposed => [self.input(), self.kernels()],
            Mode::WeightGradient => [self.input(), self.upstream()],
            Mode::InputGradient => [self.upstream(), self.kernels()],
        };
        let becomes = if self.convolve.mode == Mode::Forward { "=" } else { "→" };
        let mut operands = vec![a, Operand { sign: "∗", ..b }, Operand { sign: becomes, ..self.result() }];
        if several {
            // Titles of several stand close together: only what is said nowhere else is in them.
            let said = |operand: &Operand| self.convolve.flip && operand.id == OperandId::Kernel;
            for operand in &mut operands {
                operand.sign = "";
                if !said(operand) {
                    operand.size.clear();
                }
            }
            operands.extend(self.made_by_filters());
        }
        operands
    }

    /// The input with its padding. The source of a padded cell that is pointed at is framed instead of the window.
    fn input(&self) -> Operand {
        let convolve = self.convolve;
        let transposed = convolve.mode == Mode::Transposed;
        let windows = if transposed { [Window::new(1); 2] } else { convolve.conv.window };
        let range = 2.0 * range(&convolve.x, LEAST);
        let badges = convolve.mode == Mode::Forward && !matches!(self.pointed, Pointed::Cell(_));
        let (now, pointed) = (convolve.cell_of_step(convolve.at), self.pointed_input());
        let counts = (convolve.counts_uses && !transposed).then(|| convolve.use_counts());
        let most_uses = counts.iter().flatten().max().copied().unwrap_or(1).max(1) as f32;
        let [rows, columns] = convolve.conv.window;
        let count = |place: CellIndex| {
            let row = (place.row + rows.before as isize) as usize;
            let column = (place.column + columns.before as isize) as usize;
            counts.as_ref().map_or(0, |counts| counts[row * columns.padded(convolve.input.w) + column])
        };
        let letter =
            |place: CellIndex| convolve.letters.shown.then(|| convolve.input_letter(place)).flatten();
        let source = pointed.and_then(|place| convolve.source(place).filter(|source| *source != place));
        // What padding copies is to be predicted, too.
        let is_asked = |place: CellIndex| {
            let is_copy = convolve.source(place).is_some_and(|source| source != place);
            self.hidden && self.products.is_none() && is_copy
        };
        let cell = |place: CellIndex| {
            let touched = self.cells.get(&(place.channel, place.row, place.column));
            let cell = match counts {
                Some(_) => Cell::new(count(place) as f32, Palette::Ink, 1.6 * most_uses),
                None => Cell::new(convolve.input_value(place), Palette::Ink, range).lettered(letter(place)),
            };
            Cell {
                value: cell.value.filter(|_| counts.is_some() || !is_asked(place)),
                lit: match source {
                    Some(source) => place == source || pointed == Some(place),
                    None if transposed && !self.pointed.is_used() => place == now,
                    None => touched.is_some(),
                },
                badge: touched
                    .filter(|_| badges && !convolve.counts_uses)
                    .and_then(|weight| weight.map(Badge::times)),
                ..cell
            }
        };
        let current = if transposed { now.channel } else { 0 };
        let operand =
            padded_input(windows, convolve.input, ["conv-input", text::INPUT_GRID.get()], current, cell);
        match counts {
            // What is counted is no number that can be changed.
            Some(_) => Operand { title: text::USES, ..operand }.with(|grid| grid.editable = false),
            None => operand,
        }
    }

    /// All kernels, as they were typed.
    fn kernels(&self) -> Operand {
        let convolve = self.convolve;
        let ([rows, columns], taps) =
            (convolve.conv.window.map(|window| window.size), convolve.conv.taps_per_kernel());
        let (range, per_group) = (range(&convolve.weight, LEAST), convolve.channels_per_group());
        let several = convolve.weights() > taps;
        let grid = |kernel: usize| {
            let (filter, channel) = (kernel / per_group, kernel % per_group);
            let cell = |(i, weight): (usize, &f32)| Cell {
                lit: self.weights.contains(&(filter, channel, [i / columns, i % columns])),
                ..Cell::new(*weight, Palette::Weight, range).lettered(
                    convolve
                        .letters
                        .shown
                        .then(|| convolve.weight_letter((filter, channel, [i / columns, i % columns]))),
                )
            };
            let testid = if several { format!("conv-kernel-{kernel}") } else { "conv-kernel".to_owned() };
            let name = text::kernel_grid(filter, channel);
            let weights = convolve.weight[kernel * taps..][..taps].iter();
            Grid {
                editable: true,
                pointable: true,
                ..Grid::new(testid, name, columns, weights.enumerate().map(cell))
            }
        };
        Operand::new(
            OperandId::Kernel,
            if convolve.has_several_channels() { lab::FILTER } else { lab::KERNEL },
            text::kernel_size([rows, columns], convolve.flip),
            (0..convolve.conv.filters * per_group).map(grid).collect(),
            convolve.cell_of_step(convolve.at).channel,
        )
    }

    /// The upstream gradient, over which the timeline walks.
    fn upstream(&self) -> Operand {
        let (convolve, shape) = (self.convolve, self.convolve.upstream_shape());
        let range = range(&convolve.upstream, LEAST);
        let cell = |step: usize| {
            let look = if step > convolve.at { Look::Dim } else { Look::Plain };
            let letter =
                convolve.letters.shown.then(|| convolve.output_letter("δ", convolve.cell_of_step(step)));
            let cell = Cell::new(convolve.upstream[step], Palette::Gradient, range).lettered(letter);
            let lit = if self.pointed.is_used() { self.steps.contains(&step) } else { step == convolve.at };
            Cell { lit, look, ..cell }
        };
        let (names, current) =
            (["conv-upstream", text::UPSTREAM_GRID.get()], convolve.cell_of_step(convolve.at).channel);
        Operand::of_shape(OperandId::Upstream, lab::UPSTREAM, names, shape, current, cell)
            .with(|grid| grid.editable = true)
    }
}
