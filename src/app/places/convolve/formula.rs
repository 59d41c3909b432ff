//! The formula with the numbers of the value that is looked at; and all settings in one line.

use super::figure::Shown;
use super::{Convolve, Mode, Target, Term};
use crate::app::color::Palette;
use crate::app::figure::{Formula, OperandId, Role, Spot, Word, pair};
use crate::app::numbers::{bracketed, equals, read_back, trimmed};
use crate::app::text::{convolve as text, lab};
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
        let letters = self.convolve.letters.shown;
        let of = match letters {
            true => self.convolve.target_letter(self.target),
            false => self.convolve.value_name(self.target),
        };
        if let Some(shown) = self.products {
            return self.sum_so_far(of, &now[..shown.min(now.len())]);
        }
        if self.hidden {
            return Formula { of, parts: vec![vec![Word::sign("?")]], later: String::new() };
        }
        let later = match later.len() {
            0 => String::new(),
            n => text::more_to_come(n),
        };
        let parts = if letters { self.sum_in_letters(&now) } else { self.sum(&now) };
        Formula { of, parts, later }
    }

    /// The products that are shown so far, and what they come to.
    fn sum_so_far(&self, of: String, terms: &[Term]) -> Formula {
        let plus = |i: usize| Word::sign(if i > 0 { " + " } else { "" });
        let product = |(i, term): (usize, &Term)| [vec![plus(i)], self.convolve.product(term)].concat();
        let sum: f32 = terms.iter().map(|term| term.a * term.b).sum();
        let sum = if self.convolve.letters.shown { String::new() } else { trimmed(sum) };
        Formula { of, parts: terms.iter().enumerate().map(product).collect(), later: text::so_far(&sum) }
    }

    /// All products and the bias, in letters.
    fn sum_in_letters(&self, terms: &[Term]) -> Vec<Vec<Word>> {
        let plus = |i: usize| Word::sign(if i > 0 { " + " } else { "" });
        let product = |(i, term): (usize, &Term)| [vec![plus(i)], self.convolve.product(term)].concat();
        let mut parts: Vec<Vec<Word>> = terms.iter().enumerate().map(product).collect();
        let bias = self.convolve.bias_of(self.target).filter(|bias| *bias != 0.0);
        if let (Some(bias), Target::Cell(place)) = (bias, self.target) {
            let text = self.convolve.bias_letter(place.channel);
            let bias = Word { text, role: Role::Value(bias, Palette::Weight) };
            parts.push(vec![plus(parts.len()), bias]);
        }
        if parts.is_empty() { vec![vec![Word::sign("0")]] } else { parts }
    }

    /// The products, or one sum for each channel where there are several or too many, the bias, and what they come to.
    fn sum(&self, terms: &[Term]) -> Vec<Vec<Word>> {
        let (convolve, bias) = (self.convolve, self.convolve.bias_of(self.target));
        // Factors have the colours of the grids that they come from.
        let (a, b) = convolve.palettes();
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
                    let terms: Vec<&Term> = terms.iter().filter(|term| term.channel == *channel).collect();
                    let label = Word { text: text::sum_of_channel(*channel), role: Role::Label };
                    let sum: f32 = terms.iter().map(|term| term.a * term.b).sum();
                    calculated += shown(sum);
                    let mut part = vec![plus(i), label];
                    let spot = self.sum_spot(terms[0]);
                    if self.pointed == self.convolve.pointed(Some(spot)) {
                        part.extend(terms.iter().enumerate().flat_map(|(i, term)| {
                            [plus(i), word(term.a, a), Word::sign("·"), word(term.b, b)]
                        }));
                        let products = terms.iter().map(|term| shown(term.a) * shown(term.b)).sum();
                        part.push(Word::sign(format!(" {} ", equals(products, &trimmed(sum)))));
                    }
                    part.push(Word { text: bracketed(sum), role: Role::Partial(sum, made, spot) });
                    part
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
            parts.push(vec![Word::sign(format!(" + {} ", text::BIAS_TERM)), word(bias, Palette::Weight)]);
        }
        let value = self.value();
        let total = Word { text: trimmed(value), role: Role::Total(value, made) };
        let sign = format!(" {} ", equals(calculated, &total.text));
        parts.push(vec![Word::sign(sign), total]);
        parts
    }

    /// What is pointed at for the sum of a term's channel to unfold.
    fn sum_spot(&self, term: &Term) -> Spot {
        let (filter, channel, _) = term.weight;
        let grid = filter * self.convolve.channels_per_group() + channel;
        Spot { operand: OperandId::Products, grid, row: 0, column: 0 }
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
    pub(super) fn value_name(&self, target: Target) -> String {
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

    /// Stride and padding.
    pub(super) fn brief(&self) -> String {
        let [rows, columns] = self.conv.window;
        let padding = match rows.before == rows.after && columns.before == columns.after {
            true => pair([rows.before, columns.before]),
            false => format!("{}+{}, {}+{}", rows.before, rows.after, columns.before, columns.after),
        };
        lab::stride_and_padding(&pair([rows.stride, columns.stride]), &padding)
    }

    pub(super) fn settings_line(&self) -> String {
        let [rows, columns] = self.conv.window;
        let sides = [rows.before, rows.after, columns.before, columns.after];
        let transposed = self.mode == Mode::Transposed;
        let padding_mode = Some(self.conv.padding_mode).filter(|_| !transposed && sides != [0; 4]);
        let (more, size) = (transposed && self.output_padding != [0; 2], [rows.size, columns.size]);
        let settings = [
            Some(lab::setting(text::KERNEL_GRID.get(), &lab::size(size, size))),
            Some(lab::setting(lab::STRIDE_IS.get(), &pair([rows.stride, columns.stride]))),
            Some(lab::setting(text::DILATION_IS.get(), &pair([rows.dilation, columns.dilation]))),
            Some(text::padding(sides, padding_mode)),
            more.then(|| lab::setting(text::OUTPUT_PADDING_IS.get(), &pair(self.output_padding))),
            (self.conv.groups > 1).then(|| text::groups(self.conv.groups)),
            self.flip.then(|| text::KERNEL_FLIPPED.to_string()),
        ];
        lab::settings(self.input, settings, self.fitting_output())
    }
}
