//! A value of a convolution as the sum that it is, with this step's numbers, and all settings in one line.

use super::Quantity;
use super::content::{Tone, Word};
use super::convolution::target;
use crate::app::numbers::{decimals, sig3};
use crate::app::places::convolve::{Computed, Convolve, Mode, Target, Term};
use crate::padding_mode::PaddingMode;

/// More products than this are shown as one sum for each channel.
const MOST: usize = 27;

/// The formula of the value that the timeline is at. The words of each part stay together on a line.
pub(super) fn words(convolve: &Convolve, computed: &Computed) -> Vec<Vec<Word>> {
    let at = convolve.default_target();
    let forward = convolve.mode == Mode::Forward;
    let mut terms = convolve.terms(at);
    terms.retain(|term| forward || term.step <= convolve.at);
    let index = (0..convolve.result_shape().len()).find(|&index| target(convolve, index) == at);
    let value = index.and_then(|index| computed.accumulated.get(index)).copied().unwrap_or(0.0);
    let mut words = Words(vec![]);
    words.sum(convolve, at, &terms);
    words.add(&[
        ("= ", Tone::Muted, false),
        (&number(value), Tone::Of(sign(value), Quantity::Activation), true),
    ]);
    words.0
}

struct Words(Vec<Vec<Word>>);

impl Words {
    fn add(&mut self, words: &[(&str, Tone, bool)]) {
        let word = |(text, tone, bold): &(&str, Tone, bool)| Word::new(text, *tone, *bold);
        self.0.push(words.iter().map(word).collect());
    }

    /// The products, or one sum for each channel where there are several or too many, and the bias.
    fn sum(&mut self, convolve: &Convolve, at: Target, terms: &[Term]) {
        let (ink, muted) = (Tone::Ink, Tone::Muted);
        let mut channels: Vec<usize> = terms.iter().map(|term| term.channel).collect();
        channels.dedup();
        let several = channels.len() > 1 && convolve.mode != Mode::WeightGradient;
        self.add(&[(&format!("{} = ", name(convolve, at)), muted, false)]);
        if terms.is_empty() {
            self.add(&[("0 ", ink, false)]);
        } else if several || terms.len() > MOST {
            for (i, channel) in channels.iter().enumerate() {
                let plus = if i > 0 { "+ " } else { "" };
                let products = terms.iter().filter(|term| term.channel == *channel);
                let sum: f32 = products.map(|term| term.a * term.b).sum();
                let color = Tone::Of(sign(sum), Quantity::Activation);
                let label = format!("{plus}channel {channel}: ");
                self.add(&[(&label, muted, false), (&format!("{} ", bracketed(sum)), color, true)]);
            }
        } else {
            let quantity =
                if convolve.mode == Mode::WeightGradient { Quantity::Gradient } else { Quantity::Weight };
            for (i, term) in terms.iter().enumerate() {
                let plus = if i > 0 { "+ " } else { "" };
                let color = if term.b == 0.0 { ink } else { Tone::Of(sign(term.b), quantity) };
                self.add(&[
                    (plus, muted, false),
                    (&bracketed(term.a), ink, false),
                    ("·", muted, false),
                    (&bracketed(term.b), color, true),
                    (" ", muted, false),
                ]);
            }
        }
        if let Some(bias) = convolve.bias_of(at).filter(|&bias| bias != 0.0) {
            self.add(&[("+ bias ", muted, false), (&format!("{} ", bracketed(bias)), ink, true)]);
        }
    }
}

/// As in "y(2, 3)": rows and columns from 0, and the channel where there are several.
fn name(convolve: &Convolve, at: Target) -> String {
    let several = convolve.result_shape().c > 1;
    match at {
        Target::Cell(place) => {
            let letter = if convolve.mode == Mode::InputGradient { "∂L/∂x" } else { "y" };
            let channel = if several { format!("{}, ", place.channel) } else { String::new() };
            format!("{letter}({channel}{}, {})", place.row, place.column)
        }
        Target::Weight { filter, channel, tap: [row, column] } => {
            let channel = if several { format!("{filter}, {channel}, ") } else { String::new() };
            format!("∂L/∂w({channel}{row}, {column})")
        }
    }
}

/// A number as it was typed, if it is a whole one; else its first digits.
pub(super) fn number(value: f32) -> String {
    if value.fract() == 0.0 { decimals(value, 0) } else { sig3(value) }
}

/// Negative factors and terms stand in brackets.
fn bracketed(value: f32) -> String {
    if value < 0.0 { format!("({})", number(value)) } else { number(value) }
}

fn sign(value: f32) -> f32 {
    if value == 0.0 { 1.0 } else { value.signum() }
}

/// All settings in one line.
pub(super) fn settings(convolve: &Convolve) -> String {
    let [rows, columns] = convolve.conv.window;
    let pair = |a: usize, b: usize| if a == b { a.to_string() } else { format!("{a}×{b}") };
    let sides = [rows.before, rows.after, columns.before, columns.after];
    let padding = match sides {
        [top, bottom, left, right] if top != bottom || left != right || top != left => {
            format!("padding {top} above, {bottom} below, {left} left, {right} right")
        }
        [all, ..] => format!("padding {all}"),
    };
    let padding_mode = match convolve.conv.padding_mode {
        _ if convolve.mode == Mode::Transposed || sides == [0; 4] => String::new(),
        PaddingMode::Constant(value) => format!(" of value {}", number(value)),
        PaddingMode::Reflect => " by reflection".to_owned(),
        PaddingMode::Symmetric => ", symmetric".to_owned(),
        PaddingMode::Replicate => " by replication".to_owned(),
        PaddingMode::Circular => ", circular".to_owned(),
    };
    let output = convolve.fitting_output();
    let mut settings = vec![
        format!("input {}", convolve.input),
        format!("kernel {}×{}", rows.size, columns.size),
        format!("stride {}", pair(rows.stride, columns.stride)),
        format!("dilation {}", pair(rows.dilation, columns.dilation)),
        padding + &padding_mode,
    ];
    if convolve.mode == Mode::Transposed && convolve.output_padding != [0; 2] {
        settings
            .push(format!("output padding {}", pair(convolve.output_padding[0], convolve.output_padding[1])));
    }
    if convolve.conv.groups > 1 {
        settings.push(format!("{} groups", convolve.conv.groups));
    }
    if convolve.flip {
        settings.push("kernel flipped".to_owned());
    }
    settings.push(format!("output {output}"));
    settings.join(" · ")
}
