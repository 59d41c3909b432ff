//! The formula with the numbers of the value that is looked at; and all settings in one line.

use super::figure::Shown;
use super::{Convolve, Mode, Target, Term};
use crate::app::color::Palette;
use crate::app::figure::{Formula, Role, Word, pair};
use crate::app::numbers::{bracketed, equals, read_back, trimmed};
use crate::app::text::{convolve as text, lab};
use crate::padding_mode::PaddingMode;
use crate::shape::Shape;

/// More products than this are shown as one sum for each channel.
const MAX_PRODUCTS: usize = 27;

impl Shown<'_> {
    /// The value that is looked at, as the sum that it is.
    pub(super) fn formula(&self) -> Formula {
        let forward = self.convolve.mode == Mode::Forward;
        let terms = self.convolve.terms(self.target);
        let (now, later): (Vec<Term>, Vec<Term>) =
            terms.into_iter().partition(|term| forward || term.step <= self.convolve.at);
        let of = self.convolve.value_name(self.target);
        if self.hidden {
            return Formula { of, parts: vec![vec![Word::sign("?")]], later: String::new() };
        }
        let later = match later.len() {
            0 => String::new(),
            n => text::more_to_come(n),
        };
        Formula { of, parts: self.sum(&now), later }
    }

    /// The products, or one sum for each channel where there are several or too many, the bias, and what they come to.
    fn sum(&self, terms: &[Term]) -> Vec<Vec<Word>> {
        let (convolve, bias) = (self.convolve, self.convolve.bias_of(self.target));
        // Factors have the colours of the grids that they come from.
        let (a, b) = match convolve.mode {
            Mode::Forward | Mode::Transposed => (Palette::Ink, Palette::Weight),
            Mode::WeightGradient => (Palette::Ink, Palette::Gradient),
            Mode::InputGradient => (Palette::Gradient, Palette::Weight),
        };
        let made = if bias.is_some() { Palette::Activation } else { Palette::Gradient };
        let word =
            |value: f32, palette: Palette| Word { text: bracketed(value), role: Role::Value(value, palette) };
        let plus = |i: usize| Word::sign(if i > 0 { " + " } else { "" });
        let shown = |value: f32| read_back(&trimmed(value));
        // What comes out if the numbers are taken as they are shown.
        let mut calculated = 0.0;
        let mut channels: Vec<usize> = terms.iter().map(|term| term.channel).collect();
        channels.dedup();
        let several = channels.len() > 1 && convolve.mode != Mode::WeightGradient;
        let mut parts: Vec<Vec<Word>> = match () {
            () if terms.is_empty() => vec![vec![Word::sign("0")]],
            () if several || terms.len() > MAX_PRODUCTS => {
                let partial = |(i, channel): (usize, &usize)| {
                    let terms = terms.iter().filter(|term| term.channel == *channel);
                    let label = Word { text: text::sum_of_channel(*channel), role: Role::Label };
                    let sum = terms.map(|term| term.a * term.b).sum();
                    calculated += shown(sum);
                    vec![plus(i), label, word(sum, made)]
                };
                channels.iter().enumerate().map(partial).collect()
            }
            () => {
                let product = |(i, term): (usize, &Term)| {
                    calculated += shown(term.a) * shown(term.b);
                    vec![plus(i), word(term.a, a), Word::sign("·"), word(term.b, b)]
                };
                terms.iter().enumerate().map(product).collect()
            }
        };
        if let Some(bias) = bias.filter(|bias| *bias != 0.0 || several) {
            calculated += shown(bias);
            parts.push(vec![Word::sign(text::PLUS_BIAS), word(bias, Palette::Weight)]);
        }
        let value = self.value();
        let total = Word { text: trimmed(value), role: Role::Total(value, made) };
        let sign = format!(" {} ", equals(calculated, &total.text));
        parts.push(vec![Word::sign(sign), total]);
        parts
    }

    /// The value that is looked at, as the core computed it.
    fn value(&self) -> f32 {
        let (convolve, Shape { h, w, .. }) = (self.convolve, self.convolve.result_shape());
        let index = match self.target {
            Target::Cell(place) => (place.channel * h + place.row as usize) * w + place.column as usize,
            Target::Weight { filter, channel, tap } => {
                ((filter * convolve.channels_per_group() + channel) * h + tap[0]) * w + tap[1]
            }
        };
        self.computed.accumulated.get(index).copied().unwrap_or(0.0)
    }
}

impl Convolve {
    /// As in "y(2, 3)": rows and columns from 0, and the channel where there are several.
    fn value_name(&self, target: Target) -> String {
        let several = self.result_shape().c > 1;
        match target {
            Target::Cell(place) => {
                let letter = if self.mode == Mode::InputGradient { "∂L/∂x" } else { "y" };
                let channel = if several { format!("{}, ", place.channel) } else { String::new() };
                format!("{letter}({channel}{}, {})", place.row, place.column)
            }
            Target::Weight { filter, channel, tap: [u, v] } => {
                let channel = if several { format!("{filter}, {channel}, ") } else { String::new() };
                format!("∂L/∂w({channel}{u}, {v})")
            }
        }
    }

    pub(super) fn settings_line(&self) -> String {
        let [rows, columns] = self.conv.window;
        let sides = [rows.before, rows.after, columns.before, columns.after];
        let transposed = self.mode == Mode::Transposed;
        let padding_mode = match self.conv.padding_mode {
            _ if transposed || sides == [0; 4] => String::new(),
            PaddingMode::Constant(value) => text::of_value(&trimmed(value)),
            PaddingMode::Reflect => text::PADDED_BY[0].to_owned(),
            PaddingMode::Symmetric => text::PADDED_BY[1].to_owned(),
            PaddingMode::Replicate => text::PADDED_BY[2].to_owned(),
            PaddingMode::Circular => text::PADDED_BY[3].to_owned(),
        };
        let (more, size) = (transposed && self.output_padding != [0; 2], [rows.size, columns.size]);
        let settings = [
            Some(lab::setting(text::KERNEL_GRID, &lab::size(size, size))),
            Some(lab::setting(lab::STRIDE_IS, &pair([rows.stride, columns.stride]))),
            Some(lab::setting(text::DILATION_IS, &pair([rows.dilation, columns.dilation]))),
            Some(text::padding(sides, &padding_mode)),
            more.then(|| lab::setting(text::OUTPUT_PADDING_IS, &pair(self.output_padding))),
            (self.conv.groups > 1).then(|| lab::setting(&self.conv.groups.to_string(), text::GROUPS_ARE)),
            self.flip.then(|| text::KERNEL_FLIPPED.to_owned()),
        ];
        lab::settings(self.input, settings, self.fitting_output())
    }
}
