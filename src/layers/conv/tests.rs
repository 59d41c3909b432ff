//! The fast convolution against the plain loops.

use super::im2col::{Im2col, InputGrad};
use super::{Conv, naive};
use crate::layers::lanes::LANES;
use crate::layers::{LayerPass, Op, Phase};
use crate::padding_mode::PaddingMode;
use crate::random::Random;
use crate::shape::Shape;
use crate::window::Window;

/// The plain loops, and beside them the taps that the page writes out, for each sample.
fn expected(conv: &Conv, shape: Shape, x: &[f32], params: &[f32], dy: &[f32]) -> [Vec<f32>; 3] {
    let output = conv.output(&[shape]).unwrap();
    let (weight, bias) = params.split_at(conv.params(&[shape])[0].len());
    let (mut y, mut dx, mut dparams) = (vec![], vec![], vec![0.0; params.len()]);
    for (x, dy) in x.chunks(shape.len()).zip(dy.chunks(output.len())) {
        let gradients = naive::backward(conv, shape, x, weight, dy).unwrap();
        dx.extend(gradients.dx);
        let sums = gradients.dweight.iter().chain(&gradients.dbias);
        dparams.iter_mut().zip(sums).for_each(|(dparam, sum)| *dparam += sum);
        let sample = naive::forward(conv, shape, x, weight, bias).unwrap();
        for (at, y) in sample.iter().enumerate() {
            let (o, i, j) = (at / output.area(), at / output.w % output.h, at % output.w);
            let taps = conv.taps(shape, o, i, j).map(|tap| weight[tap.weight] * conv.value(&tap, x));
            let sum = taps.fold(if conv.bias { bias[o] } else { 0.0 }, |sum, product| sum + product);
            let same = sum == *y || (sum.is_nan() && y.is_nan());
            assert!(same, "{sum} and {y}: {conv:?} on {shape} at {at}");
        }
        y.extend(sample);
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
        let mut x = values(batch * shape.len());
        let params = values(conv.params(&[shape]).iter().map(|p| p.len()).sum());
        let dy = values(batch * output.len());
        // With a connection table the products multiply what is not connected by 0.
        if tried % 2 == 0 && conv.connection_table.is_none() {
            let at = random.below(x.len());
            x[at] = [f32::NAN, f32::INFINITY][random.below(2)];
        }
        let (shapes, inputs): ([Shape; 1], [&[f32]; 1]) = ([shape], [&x]);
        let run = LayerPass::forward(&conv, batch, &shapes, &inputs, &params, &[], Phase::Infer).unwrap();
        let gradients = run.backward(&dy);
        let expected = expected(&conv, shape, &x, &params, &dy);
        for (name, got, want) in [
            ("y", &run.y, &expected[0]),
            ("dx", &gradients.dx[0], &expected[1]),
            ("dparams", &gradients.dparams, &expected[2]),
        ] {
            for (i, (got, want)) in got.iter().zip(want).enumerate() {
                let same = got == want || (got.is_nan() && want.is_nan());
                let close = same || (got - want).abs() < 1e-3;
                assert!(close, "{name}[{i}] {got} {want} of {conv:?} on {shape}");
            }
        }
    }
    assert!(shifted > 20, "both paths are tried");
}

/// Each product that makes a gradient of the input is computed, and nothing else: none over padding, none between strides. Of
/// a sample alone that is so with strides.
#[test]
fn input_gradient_multiplies_nothing_in_vain() {
    let (mut random, mut tried) = (Random::new(6), 0);
    while tried < 100 {
        let shape = Shape::new(1 + random.below(3), 1 + random.below(9), 1 + random.below(9));
        let conv = Conv {
            padding_mode: PaddingMode::ZERO,
            connection_table: None,
            ..random_conv(&mut random, 1, shape.c)
        };
        let Ok(output) = conv.output(&[shape]) else { continue };
        tried += 1;
        for lanes in [1, LANES] {
            let im2col = Im2col::of(&conv, shape, output, lanes);
            let weight = vec![0.0; conv.filters * im2col.offsets.len()];
            let gradient = InputGrad::of(&im2col, shape, &weight);
            if lanes == 1 && conv.window.iter().all(|window| window.stride == 1) {
                continue;
            }
            let lines = &gradient.lines;
            let pairs =
                lines.rows.iter().flat_map(|row| lines.columns.iter().map(move |column| (row, column)));
            let computed: usize =
                pairs.map(|(row, column)| row.parts.len() * column.parts.len() * column.len).sum();
            let positions = (0..output.h).flat_map(|i| (0..output.w).map(move |j| (i, j)));
            let wanted: usize = positions
                .map(|(i, j)| {
                    conv.taps(Shape { c: 1, ..shape }, 0, i, j).filter(|tap| tap.source.is_some()).count()
                })
                .sum();
            assert_eq!(computed, wanted * lanes, "{conv:?} on {shape}");
        }
    }
}
