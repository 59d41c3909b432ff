//! What is written out adds up to what is shown, for every mode and setting.

use super::*;
use crate::app::figure::{OperandId, Spot};
use crate::app::lab::Pointer;
use crate::app::tests::{Kind, assert_adds_up};

/// Numbers as people type them: whole ones, decimals, thirds, large and tiny ones.
fn untidy(random: &mut Random, values: &mut [f32]) {
    let third = [1.0, 0.5, 1.0 / 3.0, 0.01, 1234.567, 1e-5, 0.0, -0.125];
    values
        .iter_mut()
        .for_each(|value| *value = (random.below(19) as f32 - 9.0) * third[random.below(third.len())]);
}

#[test]
fn shown_terms_come_to_the_shown_result() {
    let mut random = Random::new(77);
    let (mut modes, mut rounded) = ([0; 4], 0);
    for round in 0..600 {
        let mut convolve = random_convolve(&mut random);
        if round % 2 == 0 {
            untidy(&mut random, &mut convolve.x);
            untidy(&mut random, &mut convolve.weight);
            untidy(&mut random, &mut convolve.upstream);
            untidy(&mut random, &mut convolve.bias);
        }
        modes[Mode::ALL.iter().position(|(mode, ..)| *mode == convolve.mode).unwrap()] += 1;
        let operand = match convolve.mode {
            Mode::Forward | Mode::Transposed => OperandId::Output,
            Mode::WeightGradient => OperandId::WeightGradient,
            Mode::InputGradient => OperandId::InputGradient,
        };
        let shape = convolve.result_shape();
        let at = convolve.at;
        for _ in 0..6 {
            let [grid, row, column] = [shape.c, shape.h, shape.w].map(|count| random.below(count));
            let spot = Spot { operand, grid, row: row as isize, column: column as isize };
            let at = convolve.step_of(spot).unwrap_or(at);
            let formula = convolve.figure(&Pointer { spot: Some(spot), ..Pointer::at_step(at) }).formula;
            let text = formula.text();
            rounded += usize::from(text.contains('≈'));
            assert_adds_up(&text, Kind::Sum);
        }
    }
    assert!(modes.iter().all(|count| *count > 50) && rounded > 200, "{modes:?}, {rounded}");
}
