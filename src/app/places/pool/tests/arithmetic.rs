//! What is written out adds up to what is shown, for every kind and setting.

use super::*;
use crate::app::tests::{Kind as Left, assert_adds_up};

#[test]
fn shown_terms_come_to_the_shown_result() {
    let mut random = Random::new(78);
    let mut rounded = 0;
    for round in 0..600 {
        let mut pooling = random_pooling(&mut random);
        if round % 2 == 0 {
            let parts = [1.0, 0.5, 1.0 / 3.0, 0.01, 1234.567, 1e-5, 0.0, -0.125];
            let mut untidy = |value: &mut f32| {
                *value = (random.below(19) as f32 - 9.0) * parts[random.below(parts.len())];
            };
            pooling.x.iter_mut().for_each(&mut untidy);
            pooling.weight.iter_mut().for_each(&mut untidy);
            pooling.upstream.iter_mut().for_each(&mut untidy);
        }
        let computed = pooling.compute();
        for step in 0..pooling.steps() {
            let formula = text(pooling.formula(&computed, step));
            rounded += usize::from(formula.contains('≈'));
            match pooling.kind {
                // Not all of it is written out.
                _ if formula.contains('…') => {}
                Kind::Max => assert_adds_up(&formula, Left::Max),
                Kind::Convolution => assert_adds_up(&formula, Left::Sum),
                _ => assert_adds_up(&formula, Left::Mean),
            }
        }
        for index in 0..pooling.x.len() {
            if pooling.mode == Mode::Gradient {
                let formula = text(pooling.routed_formula(&computed, CellIndex::of(index, pooling.input)));
                if formula.contains(['=', '≈']) {
                    assert_adds_up(&formula, Left::Sum);
                }
            }
        }
    }
    assert!(rounded > 200, "{rounded}");
}
