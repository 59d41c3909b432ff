//! The gradient of the weights, all of it at once: a line for each weight, the patches side by side, the paths from a weight to
//! the loss, and the step against it.

use super::{Convolve, Mode, Target, Term};
use crate::app::color::Palette;
use crate::app::figure::{Cell, Grid, OperandId, Role, Spot, Word, range};
use crate::app::lab::Example;
use crate::app::numbers::{bracketed, trimmed};
use crate::app::text::convolve as text;

/// The gradient of one weight as a sum.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct WeightGradient {
    /// "∂L/∂w₁".
    pub of: String,
    pub target: Target,
    /// For each position the words of its product.
    pub products: Vec<Vec<Word>>,
    /// What they come to, if they are numbers.
    pub sum: Option<Word>,
}

/// One position of the window: what it sees, and the upstream value that multiplies it.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Patch {
    pub step: usize,
    pub grid: Grid,
    pub upstream: Word,
}

/// The way from a weight over one output to the loss.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Path {
    /// The output: "z₁".
    pub output: String,
    /// ∂z/∂w: what the window sees there.
    pub input: Word,
    /// ∂L/∂z.
    pub upstream: Word,
}

impl WeightGradient {
    /// All of it as one text.
    pub fn text(&self) -> String {
        let words = |words: &Vec<Word>| words.iter().map(|word| word.text.as_str()).collect::<String>();
        let sum = self.sum.as_ref().map(|sum| format!(" = {}", sum.text)).unwrap_or_default();
        format!("{} = {}{sum}", self.of, self.products.iter().map(words).collect::<Vec<_>>().join(" + "))
    }
}

impl Convolve {
    /// The gradients of all weights of a kernel, whatever the timeline has reached.
    pub fn weight_gradients(&self, filter: usize, channel: usize) -> Vec<WeightGradient> {
        let Some(backward) = self.in_mode(Mode::WeightGradient) else { return Vec::new() };
        let [rows, columns] = self.conv.window.map(|window| window.size);
        let line = |i: usize| {
            let tap = [i / columns, i % columns];
            let target = Target::Weight { filter, channel, tap };
            let terms = backward.terms(target);
            let sum: f32 = terms.iter().map(|term| term.a * term.b).sum();
            WeightGradient {
                of: if self.letters.shown {
                    backward.target_letter(target)
                } else {
                    backward.value_name(target)
                },
                target,
                products: terms.iter().map(|term| backward.product(term)).collect(),
                sum: (!self.letters.shown)
                    .then(|| Word { text: trimmed(sum), role: Role::Total(sum, Palette::Gradient) }),
            }
        };
        (0..rows * columns).map(line).collect()
    }

    /// A product in words: "a₁δ₁", or "3·(−1)".
    pub(super) fn product(&self, term: &Term) -> Vec<Word> {
        let (a, b) = self.palettes();
        let [first, second] = self.factors(term);
        let word = |text: String, value, palette| Word { text, role: Role::Value(value, palette) };
        let is_number = !self.letters.shown || !first.starts_with('a') && !first.starts_with('δ');
        let dot = is_number.then(|| Word::sign("·"));
        [word(first, term.a, a)].into_iter().chain(dot).chain([word(second, term.b, b)]).collect()
    }

    /// Both factors of a product as they are written.
    fn factors(&self, term: &Term) -> [String; 2] {
        let numbers = [bracketed(term.a), bracketed(term.b)];
        if !self.letters.shown {
            return numbers;
        }
        let [a, b] = numbers;
        let [first, second] = self.factors_in_letters(term);
        [first.unwrap_or(a), second.unwrap_or(b)]
    }

    /// The palettes of the grids that both factors come from.
    pub(super) const fn palettes(&self) -> (Palette, Palette) {
        match self.mode {
            Mode::Forward | Mode::Transposed => (Palette::Ink, Palette::Weight),
            Mode::WeightGradient => (Palette::Ink, Palette::Gradient),
            Mode::InputGradient => (Palette::Gradient, Palette::Weight),
        }
    }

    /// The weight that a target is the gradient of, by its name: "w₁", or "w(0, 0)".
    pub fn name_of(&self, target: Target) -> String {
        let name = if self.letters.shown { self.target_letter(target) } else { self.value_name(target) };
        name.replace("∂L/∂", "")
    }

    /// The cell of the result that stands for a weight's gradient.
    pub fn spot_of(&self, target: Target) -> Option<Spot> {
        let Target::Weight { filter, channel, tap: [u, v] } = target else { return None };
        let grid = filter * self.channels_per_group() + channel;
        Some(Spot { operand: OperandId::WeightGradient, grid, row: u as isize, column: v as isize })
    }

    /// What the window sees at each position, for a kernel, with the upstream value of that position.
    pub fn patches(&self, filter: usize, channel: usize) -> Vec<Patch> {
        let area = self.stepped_grid().area();
        let columns = self.conv.window[1].size;
        let range = 2.0 * range(&self.x, 1e-6);
        let lines: Vec<Vec<Term>> = (0..self.conv.taps_per_kernel())
            .map(|i| {
                let tap = [i / columns, i % columns];
                self.terms(Target::Weight { filter, channel, tap })
            })
            .collect();
        let patch = |position: usize| {
            let cell = |terms: &Vec<Term>| {
                let term = &terms[position];
                let letter = self.letters.shown.then(|| self.factors(term)[0].as_str().into());
                Cell { letter, ..Cell::new(term.a, Palette::Ink, range) }
            };
            let term = &lines[0][position];
            Patch {
                step: filter * area + position,
                grid: Grid::new(
                    format!("conv-patch-{position}"),
                    text::patch(position),
                    columns,
                    lines.iter().map(cell),
                ),
                upstream: Word {
                    text: self.factors(term)[1].clone(),
                    role: Role::Value(term.b, Palette::Gradient),
                },
            }
        };
        (0..area).map(patch).collect()
    }

    /// The paths from a weight to the loss: one over each output of its filter, and they add.
    pub fn paths(&self, target: Target) -> Vec<Path> {
        let path = |term: &Term| {
            let [input, upstream] = self.factors(term);
            let place = self.cell_of_step(term.step);
            Path {
                output: if self.letters.shown {
                    self.output_letter("z", place)
                } else {
                    format!("y({}, {})", place.row, place.column)
                },
                input: Word { text: input, role: Role::Value(term.a, Palette::Ink) },
                upstream: Word { text: upstream, role: Role::Value(term.b, Palette::Gradient) },
            }
        };
        self.terms(target).iter().map(path).collect()
    }

    /// The loss whose gradient is the upstream one: L = ½ Σ (z − t)², where the targets are t = z − δ, so L = ½ Σ δ².
    pub fn loss(&self) -> f32 {
        0.5 * self.upstream.iter().map(|delta| delta * delta).sum::<f32>()
    }

    /// The same convolution after the step w ← w − rate · ∂L/∂w of gradient descent on [`loss`](Self::loss), with the same
    /// targets; `None` if a number would be too large.
    pub fn after_step(&self, rate: f32) -> Option<Self> {
        let (gradient, before) = (self.whole_weight_gradient()?, self.compute().y);
        let step = |(weight, slope): (&f32, &f32)| weight - rate * slope;
        let weight: Vec<f32> = self.weight.iter().zip(&gradient).map(step).collect();
        let moved = Self { weight, ..self.clone() };
        let change = moved.compute().y.into_iter().zip(before).map(|(after, before)| after - before);
        let upstream: Vec<f32> =
            self.upstream.iter().zip(change).map(|(delta, change)| delta + change).collect();
        let is_finite = moved.weight.iter().chain(&upstream).all(|value| value.abs() < 1e12);
        is_finite.then_some(Self { upstream, ..moved })
    }

    /// A rate with which the loss falls, as 0.02: the best one, gᵀg / ‖J g‖², rounded down to 1, 2 or 5 of its magnitude.
    pub fn good_rate(&self) -> f32 {
        let Some(gradient) = self.whole_weight_gradient() else { return 0.1 };
        let square = |values: &[f32]| values.iter().map(|value| f64::from(*value).powi(2)).sum::<f64>();
        let moved: Vec<f32> =
            self.weight.iter().zip(&gradient).map(|(weight, slope)| weight + slope).collect();
        let (before, after) = (self.compute().y, Self { weight: moved, ..self.clone() }.compute().y);
        let change: Vec<f32> = after.iter().zip(&before).map(|(after, before)| after - before).collect();
        let best = square(&gradient) / square(&change);
        if !best.is_finite() || best <= 0.0 {
            return 0.1;
        }
        let magnitude = 10f64.powf(best.log10().floor());
        let digit = [5.0, 2.0, 1.0].into_iter().find(|digit| digit * magnitude <= best).unwrap_or(1.0);
        ((digit * magnitude) as f32).clamp(1e-6, 10.0)
    }

    /// ∂L/∂W over all positions, in the order of the weights.
    fn whole_weight_gradient(&self) -> Option<Vec<f32>> {
        let backward = self.in_mode(Mode::WeightGradient)?;
        let last = backward.steps() - 1;
        Some(backward.with_step(last).compute().accumulated)
    }
}

#[cfg(test)]
mod tests {
    use super::super::presets;
    use super::super::tests::random_convolve;
    use super::*;
    use crate::random::Random;

    #[test]
    fn loss_falls_with_a_good_rate() {
        let mut random = Random::new(5);
        let mut fell = 0;
        for _ in 0..80 {
            let convolve = random_convolve(&mut random);
            let Some(convolve) = convolve.in_mode(Mode::WeightGradient) else { continue };
            let after = convolve.after_step(convolve.good_rate()).unwrap();
            assert!(after.loss() <= convolve.loss() * 1.0001, "{convolve:?}");
            fell += usize::from(after.loss() < convolve.loss());
        }
        assert!(fell > 40, "{fell}");
    }

    /// The slope of the loss along the gradient is −‖∂L/∂w‖².
    #[test]
    fn small_steps_lower_the_loss_by_the_gradient() {
        let convolve = presets().iter().find(|preset| preset.id == "backward").unwrap().example();
        let gradient = convolve.whole_weight_gradient().unwrap();
        let square: f32 = gradient.iter().map(|slope| slope * slope).sum();
        let rate = 1e-5;
        let fallen = convolve.loss() - convolve.after_step(rate).unwrap().loss();
        assert!((fallen / (rate * square) - 1.0).abs() < 0.02, "{fallen} {square}");
    }

    #[test]
    fn patches_times_upstream_add_up_to_the_gradient() {
        let convolve = presets().iter().find(|preset| preset.id == "backward").unwrap().example();
        let patches = convolve.patches(0, 0);
        assert_eq!(patches.len(), 4);
        let gradient = convolve.whole_weight_gradient().unwrap();
        for (i, slope) in gradient.iter().enumerate() {
            let sum: f32 = patches
                .iter()
                .map(|patch| patch.grid.cells[i].value.unwrap() * convolve.upstream[patch.step])
                .sum();
            assert_eq!(sum, *slope);
        }
        let paths = convolve.paths(Target::Weight { filter: 0, channel: 0, tap: [0, 0] });
        assert_eq!(
            paths.iter().map(|path| path.output.as_str()).collect::<Vec<_>>(),
            ["y(0, 0)", "y(0, 1)", "y(1, 0)", "y(1, 1)"]
        );
    }
}
