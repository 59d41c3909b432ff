//! Functions and derivatives over x on one plot, with a point that is moved.

use super::{FUNCTIONS, Functions};
use crate::app::color::{Palette, Rgb, Theme, Token, mixed};
use crate::app::figure::{Anchor, Draw, Item, OperandId, Spot};
use crate::app::lab::Table;
use crate::app::numbers::{decimals, in_language, trimmed};
use crate::app::text::functions as text;
use crate::layers::Describe;
use crate::layers::activation::Activation;

/// x at both ends of the plot, and y.
const X: [f32; 2] = [-6.0, 6.0];
const Y: [f32; 2] = [-1.25, 2.5];
/// Steps for each 1 of x.
pub(super) const PER_UNIT: usize = 20;
/// Steps of the timeline.
pub(super) const STEPS: usize = 12 * PER_UNIT + 1;
/// The step at which x is 0.
pub(super) const ORIGIN: usize = 6 * PER_UNIT;

/// x at a step of the timeline.
///
/// ```
/// use convoscope::app::places::functions::curve_x;
/// assert_eq!([0, 120, 240].map(curve_x), [-6.0, 0.0, 6.0]);
/// ```
pub fn curve_x(step: usize) -> f32 {
    X[0] + step as f32 / PER_UNIT as f32
}

/// The largest derivative on a fine grid around zero.
///
/// ```
/// use convoscope::app::places::functions::largest_slope;
/// use convoscope::layers::activation::Activation;
/// assert_eq!([Activation::Sigmoid, Activation::Tanh, Activation::Relu].map(largest_slope), [0.25, 1.0, 1.0]);
/// ```
pub fn largest_slope(activation: Activation) -> f64 {
    let slope = |i: i32| f64::from(slope(activation, i as f32 / 100.0));
    (-600..=600).map(slope).fold(0.0, f64::max)
}

pub(super) fn slope(activation: Activation, x: f32) -> f32 {
    activation.derivative(x, activation.value(x))
}

/// A small number with all digits that matter.
pub(super) fn precise(value: f64) -> String {
    if value < 1e-4 && value > 0.0 {
        return trimmed(value as f32);
    }
    let text = format!("{value:.8}");
    in_language(text.trim_end_matches('0').trim_end_matches('.').to_owned())
}

pub(super) fn table(functions: &Functions) -> Table {
    let x = curve_x(functions.at);
    let row = |(activation, _): &(Activation, &str)| {
        let largest = largest_slope(*activation);
        vec![
            activation.summary(),
            decimals(activation.value(x), 4),
            decimals(slope(*activation, x), 4),
            trimmed(largest as f32),
            precise(largest.powi(functions.layers as i32)),
        ]
    };
    let power = text::over_layers(functions.layers);
    Table {
        title: text::TITLES[0],
        head: text::CURVES_HEAD.map(String::from).into_iter().chain([power]).collect(),
        rows: FUNCTIONS.iter().map(row).collect(),
        chosen: Some(functions.function),
    }
}

/// The plot, at an x.
pub(super) struct Curves {
    pub functions: Functions,
    pub at: usize,
    pub hidden: bool,
}

/// For numbers at the axes.
const LEFT: f32 = 34.0;
const BELOW: f32 = 26.0;
const TYPE: f32 = 13.0;

struct Scale([f32; 2]);

impl Scale {
    fn x(&self, x: f32) -> f32 {
        LEFT + (x - X[0]) / (X[1] - X[0]) * (self.0[0] - LEFT - 8.0)
    }

    fn y(&self, y: f32) -> f32 {
        let tall = self.0[1] - BELOW - 6.0;
        6.0 + (Y[1] - y.clamp(Y[0], Y[1])) / (Y[1] - Y[0]) * tall
    }

    /// A function as lines; what is above or below the plot is left out.
    fn curve(&self, f: impl Fn(f32) -> f32) -> Vec<[f32; 4]> {
        let points: Vec<[f32; 2]> = (0..STEPS).map(|step| [curve_x(step), f(curve_x(step))]).collect();
        let inside = |y: f32| (Y[0]..=Y[1]).contains(&y);
        let seen = points.windows(2).filter(|pair| inside(pair[0][1]) || inside(pair[1][1]));
        seen.map(|pair| [self.x(pair[0][0]), self.y(pair[0][1]), self.x(pair[1][0]), self.y(pair[1][1])])
            .collect()
    }
}

fn dot([x, y]: [f32; 2], radius: f32, fill: Rgb, edge: Rgb) -> Item {
    let corner = |i: i32| {
        let turn = i as f32 * std::f32::consts::TAU / 20.0;
        [x + radius * turn.cos(), y + radius * turn.sin()]
    };
    Item::Polygon { points: (0..20).map(corner).collect(), fill, opacity: 1.0, stroke: Some((edge, 2.0)) }
}

/// The largest slope of a function as a dashed line.
fn bound(scale: &Scale, activation: Activation, color: Rgb, theme: Theme) -> [Item; 2] {
    let largest = largest_slope(activation) as f32;
    let y = scale.y(largest);
    let dash = |i: i32| {
        let from = scale.x(X[0] + 12.0 * i as f32 / 60.0);
        [from, y, from + 6.0, y]
    };
    let pale = mixed(Token::Paper.rgb(theme), color, 0.6);
    let label = text::at_most(&trimmed(largest));
    [
        Item::Lines { lines: (0..60).map(dash).collect(), color: pale, width: 1.25 },
        Item::text(
            [scale.x(X[0]) + 6.0, y - 6.0],
            14.0,
            Anchor::Start,
            &label,
            readable(color, theme),
            false,
        ),
    ]
}

impl Draw for Curves {
    fn items(&self, size: [f32; 2], theme: Theme) -> Vec<Item> {
        let scale = Scale(size);
        let [ink, muted, paper, dash] =
            [Token::Ink, Token::Muted, Token::Paper, Token::Dash].map(|token| token.rgb(theme));
        let [value_color, slope_color] =
            [Palette::Activation, Palette::Gradient].map(|palette| palette.color(1.0, 1.0, theme));
        let (chosen, x) = (self.functions.activation(), curve_x(self.at));
        let grid = (-5..=5).map(|x| x as f32).map(|x| [scale.x(x), scale.y(Y[1]), scale.x(x), scale.y(Y[0])]);
        let across = |y: f32| [scale.x(X[0]), scale.y(y), scale.x(X[1]), scale.y(y)];
        let faint = mixed(paper, dash, 0.5);
        let mut items = vec![
            Item::Lines {
                lines: grid.chain([-1.0, 1.0, 2.0].map(across)).collect(),
                color: faint,
                width: 1.0,
            },
            Item::Lines {
                lines: vec![across(0.0), [scale.x(0.0), scale.y(Y[1]), scale.x(0.0), scale.y(Y[0])]],
                color: muted,
                width: 1.25,
            },
        ];
        for x in (-6..=6).step_by(2) {
            let at = [scale.x(x as f32), size[1] - 6.0];
            items.push(Item::text(at, TYPE, Anchor::Middle, &trimmed(x as f32), muted, false));
        }
        for y in [-1.0, 0.0, 1.0, 2.0] {
            let at = [LEFT - 8.0, scale.y(y) + 4.5];
            items.push(Item::text(at, TYPE, Anchor::End, &trimmed(y), muted, false));
        }
        let others = FUNCTIONS.iter().filter(|(other, _)| *other != chosen);
        for (i, (other, _)) in others.enumerate() {
            // A hair's breadth of difference keeps items of one colour apart.
            let color = mixed(paper, muted, 0.42 + 0.005 * i as f32);
            items.push(Item::Lines { lines: scale.curve(|x| other.value(x)), color, width: 1.0 });
        }
        if !self.hidden {
            items.extend(bound(&scale, chosen, slope_color, theme));
        }
        items.push(Item::Lines { lines: scale.curve(|x| slope(chosen, x)), color: slope_color, width: 3.0 });
        items.push(Item::Lines { lines: scale.curve(|x| chosen.value(x)), color: value_color, width: 3.0 });
        items.push(Item::Lines {
            lines: vec![[scale.x(x), scale.y(Y[1]), scale.x(x), scale.y(Y[0])]],
            color: ink,
            width: 1.0,
        });
        let (value, slope) = (chosen.value(x), slope(chosen, x));
        let inside = |y: f32| (Y[0]..=Y[1]).contains(&y);
        let name = self.functions.name();
        // Labels stand beside the point, on the side with more room, one above the other.
        let is_right = scale.x(x) > size[0] - 190.0;
        let (right, anchor) = if is_right { (-12.0, Anchor::End) } else { (12.0, Anchor::Start) };
        let points = [(slope, slope_color, text::derivative(&name)), (value, value_color, name)];
        for (i, (y, color, name)) in points.into_iter().enumerate() {
            let said = if self.hidden { name } else { format!("{name} = {}", decimals(y, 4)) };
            let near = if (value >= slope) == (i == 1) { -14.0 } else { 18.0 };
            let at = [scale.x(x) + right, (scale.y(y) + 5.0 + near).clamp(18.0, size[1] - BELOW)];
            if inside(y) {
                items.push(dot([scale.x(x), scale.y(y)], 6.0, color, paper));
            }
            items.push(Item::text(at, 16.0, anchor, &said, readable(color, theme), true));
        }
        let at = [(scale.x(x)).clamp(LEFT + 30.0, size[0] - 40.0), size[1] - BELOW + 1.0];
        items.push(Item::text(at, 14.0, Anchor::Middle, &format!("x = {}", decimals(x, 2)), ink, true));
        items
    }

    fn spot_at(&self, size: [f32; 2], [x, _]: [f32; 2]) -> Option<Spot> {
        let part = (x - LEFT) / (size[0] - LEFT - 8.0);
        let step = (part * (STEPS - 1) as f32).round();
        let inside = (-8.0..=(STEPS + 7) as f32).contains(&step);
        let column = step.clamp(0.0, (STEPS - 1) as f32) as isize;
        inside.then_some(Spot { operand: OperandId::Input, grid: 0, row: 0, column })
    }

    fn caption(&self) -> String {
        let (activation, x) = (self.functions.activation(), curve_x(self.at));
        let [value, slope] = [activation.value(x), slope(activation, x)].map(trimmed);
        text::curves_caption(&self.functions.name(), &trimmed(x), &value, &slope)
    }
}

/// Type needs more contrast than a line.
fn readable(color: Rgb, theme: Theme) -> Rgb {
    mixed(color, Token::Ink.rgb(theme), 0.35)
}
