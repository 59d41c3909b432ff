//! A value as the sum that it is, with this step's numbers, in lines.

use super::sheets::target;
use super::{Quantity, Rgb, Span};
use crate::app::convolve::{Computed, Convolve, Mode, Target, Term};
use crate::app::numbers::{fixed, short};
use crate::fill::Fill;

/// Size of type.
pub(super) const SIZE: f32 = 16.0;
/// More products than this are shown as one sum for each channel.
const MOST: usize = 27;

/// About as wide as a text of this size gets: nobody can measure it here.
pub(super) fn width(text: &str, size: f32) -> f32 {
    0.58 * size * text.chars().count() as f32
}

/// Parts that stay together on a line.
struct Words<C> {
    ink: Rgb,
    muted: Rgb,
    color: C,
    parts: Vec<Vec<Span>>,
}

/// The formula of the value that the timeline is at, in lines of this width.
pub(super) fn lines(
    convolve: &Convolve,
    computed: &Computed,
    room: f32,
    (ink, muted): (Rgb, Rgb),
    color: impl Fn(f32, Quantity) -> Rgb,
) -> Vec<Vec<Span>> {
    let at = convolve.default_target();
    let forward = convolve.mode == Mode::Forward;
    let mut terms = convolve.terms(at);
    terms.retain(|term| forward || term.step <= convolve.at);
    let index = (0..convolve.result_shape().len()).find(|&index| target(convolve, index) == at);
    let value = index.and_then(|index| computed.so_far.get(index)).copied().unwrap_or(0.0);
    let mut words = Words { ink, muted, color, parts: vec![] };
    words.sum(convolve, at, &terms);
    words.add(&[
        ("= ", muted, false),
        (&number(value), (words.color)(sign(value), Quantity::Activation), true),
    ]);
    let mut lines: Vec<Vec<Span>> = vec![vec![]];
    let mut used = 0.0;
    for part in words.parts {
        let wide: f32 = part.iter().map(|span| width(&span.text, SIZE)).sum();
        if used > 0.0 && used + wide > room {
            lines.push(vec![]);
            used = 0.0;
        }
        used += wide;
        lines.last_mut().expect("there is a line").extend(part);
    }
    lines
}

impl<C: Fn(f32, Quantity) -> Rgb> Words<C> {
    fn add(&mut self, spans: &[(&str, Rgb, bool)]) {
        let span = |(text, color, bold): &(&str, Rgb, bool)| Span {
            text: (*text).to_owned(),
            color: *color,
            bold: *bold,
        };
        self.parts.push(spans.iter().map(span).collect());
    }

    /// The products, or one sum for each channel where there are several or too many, and the bias.
    fn sum(&mut self, convolve: &Convolve, at: Target, terms: &[Term]) {
        let (ink, muted) = (self.ink, self.muted);
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
                let color = (self.color)(sign(sum), Quantity::Activation);
                let label = format!("{plus}channel {channel}: ");
                self.add(&[(&label, muted, false), (&format!("{} ", bracketed(sum)), color, true)]);
            }
        } else {
            let quantity =
                if convolve.mode == Mode::WeightGradient { Quantity::Gradient } else { Quantity::Weight };
            for (i, term) in terms.iter().enumerate() {
                let plus = if i > 0 { "+ " } else { "" };
                let color = if term.b == 0.0 { ink } else { (self.color)(sign(term.b), quantity) };
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
    if value.fract() == 0.0 { fixed(value, 0) } else { short(value) }
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
    let fill = match convolve.conv.fill {
        _ if convolve.mode == Mode::Transposed || sides == [0; 4] => String::new(),
        Fill::Constant(value) => format!(" of value {}", number(value)),
        Fill::Reflect => " by reflection".to_owned(),
        Fill::Symmetric => ", symmetric".to_owned(),
        Fill::Replicate => " by replication".to_owned(),
        Fill::Circular => ", circular".to_owned(),
    };
    let output = convolve.fitting_output();
    let mut settings = vec![
        format!("input {}", convolve.input),
        format!("kernel {}×{}", rows.size, columns.size),
        format!("stride {}", pair(rows.stride, columns.stride)),
        format!("dilation {}", pair(rows.dilation, columns.dilation)),
        padding + &fill,
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
