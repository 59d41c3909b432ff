//! The arithmetic of one value in numbers, and what there is to say about it.

use super::figure::Shown;
use super::{Computed, Kind, Mode, Part, Pooling};
use crate::app::color::Palette;
use crate::app::figure::{Formula, Role, Word};
use crate::app::lab::values::CellIndex;
use crate::app::lab::{OutputSize, Rounding};
use crate::app::numbers::{bracketed, equals, read_back, trimmed};
use crate::app::text::pool as text;

impl Shown<'_> {
    /// The input cell whose gradient the formula is about. A step reaches several: the first stands for them.
    fn formula_place(&self) -> Option<CellIndex> {
        let reached = |part: &&Part| part.share != 0.0 && self.pooling.index(part.cell).is_some();
        match self.pooling.mode {
            Mode::Forward => None,
            Mode::Gradient => self.place.or_else(|| Some(self.parts.iter().find(reached)?.cell)),
        }
    }

    pub(super) fn formula(&self) -> Formula {
        let (pooling, out) = (self.pooling, self.pooling.cell_of_step(self.step));
        let (letter, at, words) = match self.formula_place() {
            // A gradient's cell would tell where it goes.
            _ if self.hidden && pooling.mode == Mode::Gradient => {
                let value = pooling.upstream[self.step];
                let upstream = Word { text: trimmed(value), role: Role::Value(value, Palette::Gradient) };
                ("∂L/∂y", out, vec![upstream, Word::sign(" → "), Word::sign("?")])
            }
            _ if self.hidden => ("y", out, vec![Word::sign("?")]),
            Some(place) => ("∂L/∂x", place, pooling.routed_formula(&self.computed, place)),
            None => ("y", out, pooling.formula(&self.computed, self.step)),
        };
        let channel = if pooling.input.c > 1 { format!("{}, ", at.channel) } else { String::new() };
        Formula {
            of: format!("{letter}({channel}{}, {})", at.row, at.column),
            parts: words.into_iter().map(|word| vec![word]).collect(),
            later: String::new(),
        }
    }

    /// A sentence about the value that is looked at, where there is something to notice.
    pub(super) fn remark(&self) -> Option<String> {
        match self.formula_place() {
            _ if self.hidden => None,
            Some(place) if self.pooling.routed(&self.computed, place).is_empty() => {
                let max = self.pooling.kind == Kind::Max;
                Some(if max { text::WINS_NOWHERE } else { text::IN_NO_WINDOW }.to_string())
            }
            _ => self.pooling.remark(&self.computed, self.step),
        }
    }
}

/// More values than these are not written out.
const MAX_VALUES: usize = 36;

impl Pooling {
    /// How output value `step` comes about: "max(1, 1, 5, 6) = 6".
    pub fn formula(&self, computed: &Computed, step: usize) -> Vec<Word> {
        let parts = self.parts(computed, step);
        let values = parts.iter().map(|part| match self.kind {
            Kind::Max => {
                let role =
                    if part.share > 0.0 { Role::Winner } else { Role::Value(part.value, Palette::Ink) };
                vec![Word { text: trimmed(part.value), role }]
            }
            Kind::Convolution => product(part.value, Palette::Ink, part.share),
            _ => vec![summand(part.value, Palette::Ink)],
        });
        let (open, between, close) = match self.kind {
            Kind::Max => (format!("{}(", text::MAX), ", ", ")".to_owned()),
            Kind::Convolution => (String::new(), " + ", String::new()),
            _ => ("(".to_owned(), " + ", format!(") / {}", parts.len())),
        };
        let mut formula = vec![quiet(&open)];
        formula.extend(joined(values.collect(), between));
        let result = result(computed.y[step], self.kind == Kind::Convolution);
        // What comes out if the numbers are taken as they are shown.
        let calculated: f64 = match self.kind {
            Kind::Max => read_back(&result.text),
            Kind::Convolution => parts.iter().map(|part| shown(part.value) * shown(part.share)).sum(),
            _ => parts.iter().map(|part| shown(part.value)).sum::<f64>() / parts.len() as f64,
        };
        let sign = format!(" {} ", equals(calculated, &result.text));
        formula.extend([quiet(&close), quiet(&sign), result]);
        formula
    }

    /// How the gradient of an input cell has come about until now: "1 + 4 = 5".
    pub fn routed_formula(&self, computed: &Computed, cell: CellIndex) -> Vec<Word> {
        let total = self.index(cell).map_or(0.0, |index| computed.accumulated[index]);
        let routed: Vec<_> = self.routed(computed, cell).into_iter().filter(|r| r.step <= self.at).collect();
        let mut calculated = 0.0;
        let summands = routed.iter().map(|routed| {
            let upstream = summand(routed.upstream, Palette::Gradient);
            match self.kind {
                Kind::Max => {
                    calculated += shown(routed.upstream);
                    vec![upstream]
                }
                Kind::Convolution => {
                    calculated += shown(routed.upstream) * shown(routed.share);
                    product(routed.upstream, Palette::Gradient, routed.share)
                }
                _ => {
                    let count = (1.0 / routed.share).round();
                    calculated += shown(routed.upstream) / f64::from(count);
                    vec![upstream, quiet(&format!(" / {}", trimmed(count)))]
                }
            }
        });
        let mut formula = joined(summands.collect(), " + ");
        if !formula.is_empty() {
            formula.push(quiet(&format!(" {} ", equals(calculated, &trimmed(total)))));
        }
        formula.push(Word { text: trimmed(total), role: Role::Total(total, Palette::Gradient) });
        formula
    }

    /// A sentence about output value `step`, where there is something to notice.
    pub fn remark(&self, computed: &Computed, step: usize) -> Option<String> {
        let (parts, windows) = (self.parts(computed, step), self.swept());
        let tied = self.tied(computed, step);
        if tied > 1 {
            return Some(text::tie(tied, &trimmed(computed.y[step]), self.mode == Mode::Gradient));
        }
        let outside = parts.len() < windows[0].size * windows[1].size;
        let padded = parts.iter().any(|part| self.index(part.cell).is_none());
        Some(match self.kind {
            Kind::Max if outside => text::PADDING_NEVER_WINS.to_string(),
            Kind::AverageInside if outside => text::padding_does_not_count(parts.len()),
            Kind::Average if outside => text::beyond_does_not_count(parts.len()),
            Kind::Average | Kind::Convolution if padded => text::PADDING_IS_ZERO.to_string(),
            Kind::Global => text::ONE_NUMBER.to_string(),
            _ if self.leaves_out() => text::LEFT_OUT.to_string(),
            _ => return None,
        })
    }

    /// Whether cells at the end of an axis are in no window.
    pub fn leaves_out(&self) -> bool {
        (0..2).any(|axis| self.swept()[axis].unused([self.input.h, self.input.w][axis]) > 0)
    }

    /// How large the output is; `None` for a global average, which makes one number of each channel.
    pub fn output_size(&self) -> Option<OutputSize> {
        let output = self.fitting_output();
        (self.kind != Kind::Global).then_some(OutputSize {
            input: [self.input.h, self.input.w],
            window: self.window,
            output: [output.h, output.w],
            rounding: if self.ceil_mode { Rounding::Ceil } else { Rounding::Floor },
        })
    }
}

fn quiet(text: &str) -> Word {
    Word::sign(text)
}

/// What comes out, in the colours of the grid that it stands in.
fn result(value: f32, weighted: bool) -> Word {
    let palette = if weighted { Palette::Activation } else { Palette::Ink };
    Word { text: trimmed(value), role: Role::Total(value, palette) }
}

/// A value as it is shown, to calculate with.
fn shown(value: f32) -> f64 {
    read_back(&trimmed(value))
}

/// A value in the colours of the grid that it stands in.
fn summand(value: f32, palette: Palette) -> Word {
    Word { text: bracketed(value), role: Role::Value(value, palette) }
}

fn product(value: f32, palette: Palette, weight: f32) -> Vec<Word> {
    vec![summand(value, palette), quiet("·"), summand(weight, Palette::Weight)]
}

/// Summands with signs between them; too many are counted instead of written.
fn joined(summands: Vec<Vec<Word>>, between: &str) -> Vec<Word> {
    let (count, mut all) = (summands.len(), Vec::new());
    for (i, summand) in summands.into_iter().enumerate() {
        let hidden = count > MAX_VALUES && (MAX_VALUES / 2..count - 1).contains(&i);
        if hidden && i > MAX_VALUES / 2 {
            continue;
        }
        if i > 0 {
            all.push(quiet(between));
        }
        match hidden {
            true => all.push(quiet(&text::more(count - 1 - MAX_VALUES / 2))),
            false => all.extend(summand),
        }
    }
    all
}
