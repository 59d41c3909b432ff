//! The picture of a pool at a step: the window on the input, what comes out, and the way of the gradient back.

use super::{Computed, Kind, Mode, Part, Pooling};
use crate::app::color::Palette;
use crate::app::figure::{Badge, Cell, Figure, Grid, Layout, Look, Operand, OperandId, Spot, pair, range};
use crate::app::lab::values::CellIndex;
use crate::app::lab::{Example, Pointer, padded_input};
use crate::app::numbers::trimmed;
use crate::app::text::Text;
use crate::app::text::{lab, pool as text};
use crate::shape::Shape;
use crate::window::Window;

/// A pool at the step that is shown, with all that its picture is made of.
pub(super) struct Shown<'a> {
    pub pooling: &'a Pooling,
    pub computed: Computed,
    /// The step that is shown, while the timeline may be elsewhere.
    pub step: usize,
    /// The input cell whose gradient is pointed at.
    pub place: Option<CellIndex>,
    pub hidden: bool,
    pub parts: Vec<Part>,
}

impl Pooling {
    pub(super) fn picture(&self, pointer: &Pointer) -> Figure {
        let shown = Shown::of(self, pointer);
        Figure {
            title: self.title(),
            example: self.name(),
            brief: self.brief(),
            step: [self.at + 1, self.steps()],
            settings: self.settings_line(),
            size: self.output_size().map(|size| size.said()).unwrap_or_default(),
            remark: shown.remark().unwrap_or_default(),
            layout: Layout::Line,
            operands: shown.operands(),
            symbols: self.symbols(),
            formula: shown.formula(),
            lines: 1,
        }
    }

    fn title(&self) -> Text {
        let [forward, gradient] = match self.kind {
            Kind::Max => text::MAX_POOLING,
            Kind::Average | Kind::AverageInside => text::AVERAGE_POOLING,
            Kind::Global => text::GLOBAL_POOLING,
            Kind::Convolution => text::STRIDED,
        };
        if self.mode == Mode::Forward { forward } else { gradient }
    }

    fn settings_line(&self) -> String {
        let (windows, size) = (self.kind != Kind::Global, self.window.map(|window| window.size));
        let settings = [
            windows.then(|| lab::setting(text::WINDOW_IS.get(), &lab::size(size, size))),
            windows
                .then(|| lab::setting(lab::STRIDE_IS.get(), &pair(self.window.map(|window| window.stride)))),
            windows
                .then(|| lab::setting(lab::PADDING_IS.get(), &pair(self.window.map(|window| window.before)))),
            (self.kind == Kind::AverageInside).then(|| text::PADDING_NOT_COUNTED.to_string()),
            (windows && self.ceil_mode).then(|| text::CEIL_IS_ON.to_string()),
        ];
        lab::settings(self.input, settings, self.fitting_output())
    }

    /// Stride and padding, where there are windows.
    fn brief(&self) -> String {
        let of = |of: fn(&Window) -> usize| pair([of(&self.window[0]), of(&self.window[1])]);
        match self.kind {
            Kind::Global => String::new(),
            _ => lab::stride_and_padding(&of(|window| window.stride), &of(|window| window.before)),
        }
    }

    /// The palette of the output, and where it ends: that of the input, unless weights changed what the values are.
    pub(super) fn output_palette(&self, y: &[f32]) -> (Palette, f32) {
        match self.kind {
            Kind::Convolution => (Palette::Activation, range(y, 1.0)),
            _ => (Palette::Ink, 2.0 * range(&self.x, 1.0)),
        }
    }

    /// The kernel of the convolution to compare with.
    pub fn kernel_grid(&self) -> Grid {
        let range = 1.2 * range(&self.weight, 1.0);
        let cells = self.weight.iter().map(|&weight| Cell::new(weight, Palette::Weight, range));
        let (testid, name) = ("pool-kernel".to_owned(), lab::KERNEL.to_string());
        Grid { editable: true, ..Grid::new(testid, name, self.window[1].size, cells) }
    }
}

impl<'a> Shown<'a> {
    fn of(pooling: &'a Pooling, pointer: &Pointer) -> Self {
        let (computed, spot) = (pooling.compute(), pointer.spot);
        let parts = pooling.parts(&computed, pointer.at);
        let place = spot.and_then(|spot: Spot| pooling.gradient_of(spot));
        Self { pooling, computed, step: pointer.at, place, hidden: pointer.hidden, parts }
    }

    fn operands(&self) -> Vec<Operand> {
        let pooling = self.pooling;
        let mut operands = vec![self.input()];
        if pooling.kind == Kind::Convolution {
            let size = pooling.window.map(|window| window.size);
            let (size, grids) = (lab::size(size, size), vec![pooling.kernel_grid()]);
            let kernel = Operand::new(OperandId::Kernel, lab::KERNEL, size, grids, 0);
            operands.push(Operand { sign: "∗", ..kernel });
        }
        match pooling.mode {
            Mode::Forward => {
                let sign = if operands.len() > 1 { "=" } else { "→" };
                operands.push(Operand { sign, ..self.output() });
            }
            Mode::Gradient => {
                operands.push(self.gradient());
                operands.push(Operand { sign: "←", ..self.upstream() });
            }
        }
        operands
    }

    /// The channel that the step is at.
    fn current(&self) -> usize {
        self.step / self.computed.output.area()
    }

    /// The input with its padding, and the window in it. Who wins is hidden where it is to be predicted.
    fn input(&self) -> Operand {
        let pooling = self.pooling;
        let range = 2.0 * range(&pooling.x, 1.0);
        let tied = pooling.tied(&self.computed, self.step) > 1;
        let cell = |place: CellIndex| {
            let (index, part) = (pooling.index(place), self.parts.iter().find(|part| part.cell == place));
            let badge = part.and_then(|part| match pooling.kind {
                Kind::Max if self.hidden => None,
                Kind::Max if part.share > 0.0 => Some(Badge::word(text::MAX.get())),
                Kind::Max if tied && Some(&part.value) == self.computed.y.get(self.step) => {
                    Some(Badge::word("="))
                }
                Kind::Convolution => Some(Badge::times(part.share)),
                _ => None,
            });
            Cell {
                value: index.map(|index| pooling.x[index]).or(self.counts(place).then_some(0.0)),
                lit: part.is_some(),
                badge,
                ..Cell::new(0.0, Palette::Ink, range)
            }
        };
        padded_input(pooling.swept(), pooling.input, ["pool-input", lab::INPUT.get()], self.current(), cell)
            .with(|grid| grid.pointable = false)
    }

    /// Whether a padded cell counts, as a zero.
    fn counts(&self, place: CellIndex) -> bool {
        let ([rows, columns], Shape { h, w, .. }) = (self.pooling.window, self.pooling.input);
        match self.pooling.kind {
            Kind::Convolution => true,
            Kind::Average => {
                place.row < (h + rows.after) as isize && place.column < (w + columns.after) as isize
            }
            _ => false,
        }
    }

    /// The output: what the timeline has reached, and what is pointed at.
    fn output(&self) -> Operand {
        let (palette, range) = self.pooling.output_palette(&self.computed.y);
        let cell = |i: usize| {
            let reached = (i <= self.pooling.at || i == self.step) && !(self.hidden && i == self.step);
            let look = if reached { Look::Plain } else { Look::Empty };
            Cell { look, lit: i == self.step, ..Cell::new(self.computed.y[i], palette, range) }
        };
        Operand::of_shape(
            OperandId::Output,
            lab::OUTPUT,
            ["pool-output", lab::OUTPUT.get()],
            self.computed.output,
            self.current(),
            cell,
        )
        .with(|grid| grid.pinnable = true)
    }

    /// The upstream gradient; what has not been sent back yet is dim.
    fn upstream(&self) -> Operand {
        let (pooling, range) = (self.pooling, range(&self.pooling.upstream, 1.0));
        let lit: Vec<usize> = match self.place {
            Some(place) => {
                let routed = pooling.routed(&self.computed, place);
                routed.iter().map(|routed| routed.step).filter(|step| *step <= pooling.at).collect()
            }
            None => vec![self.step],
        };
        let cell = |i: usize| {
            let look = if i <= pooling.at { Look::Plain } else { Look::Dim };
            Cell { look, lit: lit.contains(&i), ..Cell::new(pooling.upstream[i], Palette::Gradient, range) }
        };
        let shape = self.computed.output;
        Operand::of_shape(
            OperandId::Upstream,
            lab::UPSTREAM,
            ["pool-upstream", lab::UPSTREAM.get()],
            shape,
            self.current(),
            cell,
        )
        .with(|grid| (grid.editable, grid.pinnable) = (true, true))
    }

    /// The input's gradient as far as it has come. The step lights the cells that it reaches, unless a cell is pointed at.
    /// Those are hidden where they are to be predicted.
    fn gradient(&self) -> Operand {
        let pooling = self.pooling;
        // The range of the whole way, so that colours stay as they are while it goes on.
        let whole = pooling.clone().with_step(pooling.steps() - 1).compute().accumulated;
        let range = range(&whole, 1.0).max(range(&pooling.upstream, 1.0));
        let parts: &[Part] = if self.place.is_some() { &[] } else { &self.parts };
        let cell = |i: usize| {
            let place = CellIndex::of(i, pooling.input);
            let part = parts.iter().find(|part| part.cell == place && part.share != 0.0);
            let badge = part.and_then(|part| match pooling.kind {
                Kind::Max => None,
                Kind::Convolution => Some(Badge::times(part.share)),
                _ => Some(Badge::word(&format!("/{}", trimmed((1.0 / part.share).round())))),
            });
            let cell = Cell::new(self.computed.accumulated[i], Palette::Gradient, range);
            match self.hidden && parts.iter().any(|part| part.cell == place) {
                true => Cell { look: Look::Empty, lit: true, ..cell },
                false => Cell { lit: part.is_some() || self.place == Some(place), badge, ..cell },
            }
        };
        Operand::of_shape(
            OperandId::InputGradient,
            lab::INPUT_GRADIENT,
            ["pool-gradient", lab::INPUT_GRADIENT.get()],
            pooling.input,
            self.current(),
            cell,
        )
        .with(|grid| grid.pinnable = true)
    }
}
