//! The fast convolution against the plain loop, which stays here for ever.

use super::Conv;
use crate::layers::{LayerPass, Op, Phase};
use crate::padding_mode::PaddingMode;
use crate::random::Random;
use crate::shape::Shape;
use crate::window::Window;

/// The convolution tap by tap, forward and backward: slow and plain.
fn naive(conv: &Conv, shape: Shape, batch: usize, x: &[f32], params: &[f32], dy: &[f32]) -> [Vec<f32>; 3] {
    let output = conv.output(&[shape]).unwrap();
    let weights = params.len() - if conv.bias { conv.filters } else { 0 };
    let (mut y, mut dx, mut dparams) = (vec![], vec![0.0; x.len()], vec![0.0; params.len()]);
    for n in 0..batch {
        let x = &x[n * shape.len()..(n + 1) * shape.len()];
        for o in 0..output.c {
            for i in 0..output.h {
                for j in 0..output.w {
                    let dy = dy[y.len()];
                    let mut sum = if conv.bias { params[weights + o] } else { 0.0 };
                    if conv.bias {
                        dparams[weights + o] += dy;
                    }
                    for tap in conv.taps(shape, o, i, j) {
                        sum += params[tap.weight] * conv.value(&tap, x);
                        dparams[tap.weight] += dy * conv.value(&tap, x);
                        if let Some(source) = tap.source {
                            dx[n * shape.len() + source] += dy * params[tap.weight];
                        }
                    }
                    y.push(sum);
                }
            }
        }
    }
    [y, dx, dparams]
}

fn random_conv(random: &mut Random, groups: usize, channels: usize) -> Conv {
    let mut window = || {
        let window =
            Window::new(1 + random.below(4)).stride(1 + random.below(3)).dilation(1 + random.below(2));
        Window { before: random.below(3), after: random.below(3), ..window }
    };
    let window = [window(), window()];
    let fills = [
        PaddingMode::Constant(0.7),
        PaddingMode::Reflect,
        PaddingMode::Symmetric,
        PaddingMode::Replicate,
        PaddingMode::Circular,
    ];
    let filters = groups * (1 + random.below(6));
    let table = (random.below(3) == 0).then(|| {
        (0..filters).map(|_| (0..channels / groups).map(|_| random.below(2) == 0).collect()).collect()
    });
    Conv {
        filters,
        window,
        padding_mode: fills[random.below(5)],
        groups,
        bias: random.below(2) == 0,
        connection_table: table,
    }
}

#[test]
fn fast_path_equals_the_naive_loop_on_random_shapes() {
    let mut random = Random::new(5);
    let (mut tried, mut shifted) = (0, 0);
    while tried < 300 {
        let groups = 1 + random.below(3);
        let shape = Shape::new(groups * (1 + random.below(3)), 1 + random.below(9), 1 + random.below(9));
        let conv = random_conv(&mut random, groups, shape.c);
        let Ok(output) = conv.output(&[shape]) else { continue };
        (tried, shifted) = (tried + 1, shifted + usize::from(conv.window.iter().all(|w| w.stride == 1)));
        let mut values = |n: usize| -> Vec<f32> { (0..n).map(|_| random.normal()).collect() };
        let batch = 2;
        let x = values(batch * shape.len());
        let params = values(conv.params(&[shape]).iter().map(|p| p.len()).sum());
        let dy = values(batch * output.len());
        let (shapes, inputs): ([Shape; 1], [&[f32]; 1]) = ([shape], [&x]);
        let run = LayerPass::forward(&conv, batch, &shapes, &inputs, &params, &[], Phase::Infer).unwrap();
        let gradients = run.backward(&dy);
        let expected = naive(&conv, shape, batch, &x, &params, &dy);
        for (name, got, want) in [
            ("y", &run.y, &expected[0]),
            ("dx", &gradients.dx[0], &expected[1]),
            ("dparams", &gradients.dparams, &expected[2]),
        ] {
            for (i, (got, want)) in got.iter().zip(want).enumerate() {
                assert!((got - want).abs() < 1e-3, "{name}[{i}] {got} {want} of {conv:?} on {shape}");
            }
        }
    }
    assert!(shifted > 20, "both paths are tried");
}
