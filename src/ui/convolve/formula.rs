//! The formula twice: in symbols, and with the numbers of the value that is looked at.

use yew::prelude::*;

use crate::app::color::{Palette, Theme};
use crate::app::numbers::{plural, trimmed};
use crate::app::places::convolve::{Computed, Convolve, Mode, Target, Term};
use crate::shape::Shape;

/// More products than this are shown as one sum for each channel.
const MOST: usize = 27;

pub fn formula(convolve: &Convolve, computed: &Computed, target: Target, hidden: bool, theme: Theme) -> Html {
    let forward = convolve.mode == Mode::Forward;
    let terms = convolve.terms(target);
    let (now, later): (Vec<Term>, Vec<Term>) =
        terms.into_iter().partition(|term| forward || term.step <= convolve.at);
    let value = value(convolve, computed, target);
    html! {
        <div class="arithmetic">
            { Html::from_html_unchecked(AttrValue::from(symbols(convolve))) }
            <p class="formula-numbers" data-testid="formula-numbers" aria-live="polite">
                <span class="of">{ name(convolve, target) }</span>{ " = " }
                { if hidden { html! { "?" } } else { sum(convolve, target, &now, value, theme) } }
                if !later.is_empty() && !hidden {
                    <span class="later">{ format!("  ({} more to come)", plural(later.len(), "product")) }</span>
                }
            </p>
        </div>
    }
}

/// The products, or where there are too many a partial sum for each channel, the bias, and what they come to.
fn sum(convolve: &Convolve, target: Target, terms: &[Term], value: f32, theme: Theme) -> Html {
    let bias = convolve.bias_of(target);
    // Factors have the colours of the grids that they come from.
    let (a, b) = match convolve.mode {
        Mode::Forward | Mode::Transposed => (Palette::Ink, Palette::Weight),
        Mode::WeightGradient => (Palette::Ink, Palette::Gradient),
        Mode::InputGradient => (Palette::Gradient, Palette::Weight),
    };
    let made = if convolve.bias_of(target).is_some() { Palette::Activation } else { Palette::Gradient };
    let mut channels: Vec<usize> = terms.iter().map(|term| term.channel).collect();
    channels.dedup();
    let product = |(i, term): (usize, &Term)| {
        let sign = if i > 0 { " + " } else { "" };
        html! { <>{ sign }<b style={color(a, term.a, theme)}>{ bracketed(term.a) }</b>{ "·" }<b style={color(b, term.b, theme)}>{ bracketed(term.b) }</b></> }
    };
    let partial = |(i, channel): (usize, &usize)| {
        let terms = terms.iter().filter(|term| term.channel == *channel);
        let sum: f32 = terms.map(|term| term.a * term.b).sum();
        let sign = if i > 0 { " + " } else { "" };
        html! { <>{ sign }<span class="channel">{ format!("channel {channel}: ") }</span><b style={color(made, sum, theme)}>{ bracketed(sum) }</b></> }
    };
    let several = channels.len() > 1 && convolve.mode != Mode::WeightGradient;
    let parts: Html = match () {
        () if terms.is_empty() => html! { "0" },
        () if several || terms.len() > MOST => channels.iter().enumerate().map(partial).collect(),
        () => terms.iter().enumerate().map(product).collect(),
    };
    html! {
        <>
            { parts }
            if let Some(bias) = bias.filter(|bias| *bias != 0.0 || several) { { " + bias " }<b>{ bracketed(bias) }</b> }
            { " = " }<b class="total" style={color(made, value, theme)} title={value.to_string()}>{ trimmed(value) }</b>
        </>
    }
}

/// The value of a target, as the core computed it.
fn value(convolve: &Convolve, computed: &Computed, target: Target) -> f32 {
    let Shape { h, w, .. } = convolve.result_shape();
    let index = match target {
        Target::Cell(place) => (place.channel * h + place.row as usize) * w + place.column as usize,
        Target::Weight { filter, channel, tap } => {
            ((filter * convolve.channels_per_group() + channel) * h + tap[0]) * w + tap[1]
        }
    };
    let values = if convolve.mode == Mode::Forward { &computed.y } else { &computed.accumulated };
    values.get(index).copied().unwrap_or(0.0)
}

/// As in "y(2, 3)": rows and columns from 0, and the channel where there are several.
fn name(convolve: &Convolve, target: Target) -> String {
    let several = convolve.result_shape().c > 1;
    match target {
        Target::Cell(place) => {
            let letter = if convolve.mode == Mode::InputGradient { "∂L/∂x" } else { "y" };
            let channel = if several { format!("{}, ", place.channel) } else { String::new() };
            format!("{letter}({channel}{}, {})", place.row, place.column)
        }
        Target::Weight { filter, channel, tap: [u, v] } => {
            let channel = if several { format!("{filter}, {channel}, ") } else { String::new() };
            format!("∂L/∂w({channel}{u}, {v})")
        }
    }
}

/// A factor or term: negative ones in brackets.
pub fn bracketed(value: f32) -> String {
    if value < 0.0 { format!("({})", trimmed(value)) } else { trimmed(value) }
}

fn color(palette: Palette, value: f32, theme: Theme) -> String {
    format!("color:{}", palette.word(value, theme))
}

/// The formula in symbols, as MathML.
fn symbols(convolve: &Convolve) -> String {
    let [rows, columns] = convolve.conv.window;
    let index = |i: &str, tap: &str, window: crate::window::Window| {
        let times = |factor: usize, letter: &str| {
            if factor == 1 {
                format!("<mi>{letter}</mi>")
            } else {
                format!("<mn>{factor}</mn><mi>{letter}</mi>")
            }
        };
        let minus =
            if window.before > 0 { format!("<mo>−</mo><mn>{}</mn>", window.before) } else { String::new() };
        format!("{}<mo>+</mo>{}{minus}", times(window.stride, i), times(window.dilation, tap))
    };
    let (row, column) = (index("i", "u", rows), index("j", "v", columns));
    let at = |letter: &str, index: &str| format!("<msub><mi>{letter}</mi><mrow>{index}</mrow></msub>");
    let sum = |over: &str| format!("<munder><mo>∑</mo><mrow>{over}</mrow></munder>");
    let comma = "<mo>,</mo>";
    let gradient = |letter: &str, index: &str| {
        format!(
            "<mfrac><mrow><mo>∂</mo><mi>L</mi></mrow><mrow><mo>∂</mo>{}</mrow></mfrac>",
            at(letter, index)
        )
    };
    let w = at("w", &format!("<mi>o</mi>{comma}<mi>c</mi>{comma}<mi>u</mi>{comma}<mi>v</mi>"));
    let y = format!("<mi>o</mi>{comma}<mi>i</mi>{comma}<mi>j</mi>");
    let x = at("x", &format!("<mi>c</mi>{comma}{row}{comma}{column}"));
    let all =
        |letters: &str| letters.chars().map(|c| format!("<mi>{c}</mi>")).collect::<Vec<_>>().join(comma);
    let body = match convolve.mode {
        Mode::Forward => format!(
            "{}<mo>=</mo>{}<mo>+</mo>{}{w}<mo>·</mo>{x}",
            at("y", &y),
            at("b", "<mi>o</mi>"),
            sum(&all("cuv"))
        ),
        Mode::WeightGradient => {
            let weight = format!("<mi>o</mi>{comma}<mi>c</mi>{comma}<mi>u</mi>{comma}<mi>v</mi>");
            format!(
                "{}<mo>=</mo>{}{x}<mo>·</mo>{}",
                gradient("w", &weight),
                sum(&all("ij")),
                gradient("y", &y)
            )
        }
        Mode::InputGradient => {
            let place = format!("<mi>c</mi>{comma}{row}{comma}{column}");
            format!(
                "{}<mo>=</mo>{}{w}<mo>·</mo>{}",
                gradient("x", &place),
                sum(&all("oijuv")),
                gradient("y", &y)
            )
        }
        Mode::Transposed => {
            let place = format!("<mi>o</mi>{comma}{row}{comma}{column}");
            let x = at("x", &format!("<mi>c</mi>{comma}<mi>i</mi>{comma}<mi>j</mi>"));
            format!(
                "{}<mo>=</mo>{}<mo>+</mo>{}{w}<mo>·</mo>{x}",
                at("y", &place),
                at("b", "<mi>o</mi>"),
                sum(&all("cijuv"))
            )
        }
    };
    format!("<math>{body}</math>")
}
