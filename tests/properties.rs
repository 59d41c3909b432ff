//! Layers on random shapes against their definitions, written as plain loops over every index.

use convoscope::layers::conv::Conv;
use convoscope::layers::conv_transpose::ConvTranspose;
use convoscope::layers::dropout::Dropout;
use convoscope::layers::merge::{Add, Concat};
use convoscope::layers::pool::{Pool, PoolKind};
use convoscope::layers::{CpuOp, Layer, LayerPass, Op, Phase};
use convoscope::random::Random;
use convoscope::shape::Shape;
use convoscope::window::Window;

/// `n` normally distributed values, rounded so that some are equal.
fn values(random: &mut Random, n: usize) -> Vec<f32> {
    (0..n).map(|_| (random.normal() * 4.0).round() / 4.0).collect()
}

/// The same with some values NaN or infinite.
fn extremes(random: &mut Random, n: usize) -> Vec<f32> {
    let mut values = values(random, n);
    for value in &mut values {
        if random.below(8) == 0 {
            *value = [f32::NAN, -f32::NAN, f32::INFINITY, f32::NEG_INFINITY][random.below(4)];
        }
    }
    values
}

fn assert_close(what: &str, got: &[f32], wanted: &[f32]) {
    assert_eq!(got.len(), wanted.len(), "{what}");
    for (i, (got, wanted)) in got.iter().zip(wanted).enumerate() {
        let close = match wanted.is_finite() {
            true => (got - wanted).abs() <= 1e-5 + 1e-5 * wanted.abs(),
            false => got == wanted || (got.is_nan() && wanted.is_nan()),
        };
        assert!(close, "{what}: value {i} is {got} instead of {wanted}");
    }
}

fn forward<'a>(layer: &'a dyn CpuOp, batch: usize, shapes: &'a [Shape], x: &'a [&'a [f32]]) -> LayerPass<'a> {
    LayerPass::forward(layer, batch, shapes, x, &[], &[], Phase::Infer).unwrap()
}

/// PyTorch's rule for the length of a pooled axis, in its own words: `pooling_output_shape`.
fn pooled(len: usize, window: Window, ceil: bool) -> isize {
    let (len, stride) = (len as isize, window.stride as isize);
    let round = if ceil { stride - 1 } else { 0 };
    let room = len + (window.before + window.after) as isize - window.span() as isize + round;
    let positions = room.div_euclid(stride) + 1;
    if ceil && (positions - 1) * stride >= len + window.before as isize { positions - 1 } else { positions }
}

/// The value, the winner of a max pool and the divisor of an average pool at one output cell.
fn pool_cell(pool: &Pool, input: Shape, x: &[f32], out: [usize; 2]) -> (f32, usize, f32) {
    let [rows, columns] = pool.window;
    let (mut sum, mut best, mut seen, mut padded) = (0.0, None::<usize>, 0, 0);
    for tap_row in 0..rows.size {
        for tap_column in 0..columns.size {
            let r = rows.input_from_output(out[0], tap_row);
            let c = columns.input_from_output(out[1], tap_column);
            let within = |i: isize, len: usize, after: usize| i < (len + after) as isize;
            padded += usize::from(within(r, input.h, rows.after) && within(c, input.w, columns.after));
            if r >= 0 && c >= 0 && within(r, input.h, 0) && within(c, input.w, 0) {
                let at = r as usize * input.w + c as usize;
                (sum, seen) = (sum + x[at], seen + 1);
                // PyTorch's condition: a NaN wins, too, and of several the last.
                let wins = |best: usize| x[at] > x[best] || x[at].is_nan();
                best = Some(best.filter(|&best| !wins(best)).unwrap_or(at));
            }
        }
    }
    let best = best.expect("a window that sees nothing");
    match pool.kind {
        PoolKind::Max => (x[best], best, 1.0),
        PoolKind::Average { count_padding } => {
            let divisor = if count_padding { padded } else { seen } as f32;
            (sum / divisor, best, divisor)
        }
    }
}

#[test]
fn pool_is_its_definition() {
    let mut random = Random::new(1);
    let kinds = [true, false].map(|count_padding| PoolKind::Average { count_padding });
    let kinds = [PoolKind::Max, kinds[0], kinds[1]];
    let (mut ran, mut quarters) = (0, 0);
    for round in 0..3000 {
        let input = Shape::new(1 + random.below(2), 1 + random.below(9), 1 + random.below(9));
        let mut axis = || {
            let size = 1 + random.below(4);
            let window = Window::new(size).stride(1 + random.below(4)).dilation(1 + random.below(2));
            Window { before: random.below(size / 2 + 1), after: random.below(size / 2 + 1), ..window }
        };
        let window = if round % 5 == 0 { Pool::max(2).window } else { [axis(), axis()] };
        let pool = Pool { kind: kinds[random.below(3)], window, ceil_mode: random.below(2) == 0 };
        let what = format!("{pool:?} on {input}");
        let lens = [(input.h, window[0]), (input.w, window[1])]
            .map(|(len, w)| (len, w, pooled(len, w, pool.ceil_mode)));
        let all_see = lens.iter().all(|&(len, window, positions)| {
            let inside = |out, tap| (0..len as isize).contains(&window.input_from_output(out, tap));
            positions > 0 && (0..positions as usize).all(|out| (0..window.size).any(|tap| inside(out, tap)))
        });
        assert_eq!(pool.output(&[input]).is_ok(), all_see, "{what}");
        let Ok(output) = pool.output(&[input]) else { continue };
        ran += 1;
        quarters += usize::from(
            window == Pool::max(2).window && input.h.is_multiple_of(2) && input.w.is_multiple_of(2),
        );
        assert_eq!([output.h as isize, output.w as isize], lens.map(|(.., positions)| positions), "{what}");

        let fill = if round % 3 == 0 { extremes } else { values };
        let (x, dy) = (fill(&mut random, 2 * input.len()), values(&mut random, 2 * output.len()));
        let (mut y, mut dx) = (vec![0.0; dy.len()], vec![0.0; x.len()]);
        for channel in 0..2 * input.c {
            let (x, dx) = (&x[channel * input.area()..][..input.area()], &mut dx[channel * input.area()..]);
            for out in 0..output.area() {
                let position = [out / output.w, out % output.w];
                let i = channel * output.area() + out;
                let (value, best, divisor) = pool_cell(&pool, input, x, position);
                y[i] = value;
                if pool.kind == PoolKind::Max {
                    dx[best] += dy[i];
                    continue;
                }
                for (r, c) in (0..input.h).flat_map(|r| (0..input.w).map(move |c| (r, c))) {
                    let sees = |window: Window, out, cell| {
                        (0..window.size).any(|tap| window.input_from_output(out, tap) == cell as isize)
                    };
                    if sees(window[0], position[0], r) && sees(window[1], position[1], c) {
                        dx[r * input.w + c] += dy[i] / divisor;
                    }
                }
            }
        }
        let (shapes, inputs) = ([input], [x.as_slice()]);
        let run = forward(&pool, 2, &shapes, &inputs);
        assert_close(&what, &run.y, &y);
        assert_close(&format!("{what}, dx"), &run.backward(&dy).dx[0], &dx);
        // What `ceil` adds, written as padding, is the same sweep.
        let swept = pool.swept(input);
        assert_eq!(
            [swept[0].positions(input.h), swept[1].positions(input.w)],
            [Some(output.h), Some(output.w)]
        );
    }
    assert!(ran > 1500 && quarters > 50, "{ran} pools, {quarters} of quarters");
}

#[test]
fn pool_refuses_what_no_window_sees() {
    let refuses = |window: Window, len: usize| {
        let pool = Layer::from(Pool { window: [window; 2], ..Pool::max(2) });
        let error = pool.op().output(&[Shape::new(1, len, len)]).expect_err("refused").to_string();
        assert!(error.starts_with("max pool"), "{error}");
    };
    refuses(Window::new(2).padding(2), 4);
    refuses(Window::new(5), 4);
    refuses(Window::new(0), 4);
    refuses(Window::new(2).stride(0), 4);
    refuses(Window::new(2).dilation(2).padding(1), 1); // Both taps beside the only cell.
}

fn dot(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum()
}

/// ⟨conv(x), y⟩ = ⟨x, conv_transpose(y)⟩ with the same weights, for every x and y.
#[test]
fn conv_transpose_is_the_adjoint_of_conv() {
    let mut random = Random::new(2);
    let mut ran = 0;
    for _ in 0..500 {
        let groups = 1 + random.below(2);
        let input = Shape::new(groups * (1 + random.below(2)), 1 + random.below(8), 1 + random.below(8));
        let mut axis = || Window {
            size: 1 + random.below(3),
            stride: 1 + random.below(3),
            dilation: 1 + random.below(2),
            before: random.below(3),
            after: random.below(3),
        };
        let window = [axis(), axis()];
        let filters = groups * (1 + random.below(2));
        let conv = Conv { window, groups, bias: false, ..Conv::new(filters, 1) };
        let Ok(output) = conv.output(&[input]) else { continue };
        // Cells at the end that the convolution does not reach are those that the transposed one has to add.
        let output_padding = [window[0].unused(input.h), window[1].unused(input.w)];
        let transposed = ConvTranspose { filters: input.c, window, output_padding, groups, bias: false };
        let what = format!("{transposed:?} on {output}");
        assert_eq!(transposed.output(&[output]), Ok(input), "{what}");
        ran += 1;

        let params = values(&mut random, conv.params(&[input])[0].len());
        assert_eq!(params.len(), transposed.params(&[output])[0].len(), "{what}");
        let (x, y) = (values(&mut random, 2 * input.len()), values(&mut random, 2 * output.len()));
        let run = |op: &dyn CpuOp, shape: Shape, x: &[f32]| {
            LayerPass::forward(op, 2, &[shape], &[x], &params, &[], Phase::Infer).unwrap().y
        };
        let (left, right) = (dot(&run(&conv, input, &x), &y), dot(&x, &run(&transposed, output, &y)));
        assert!((left - right).abs() <= 1e-4 * left.abs().max(1.0), "{what}: {left} and {right}");
    }
    assert!(ran > 200, "{ran} ran");
}

#[test]
fn joins_are_their_definitions() {
    let mut random = Random::new(3);
    for _ in 0..100 {
        let (h, w, batch) = (1 + random.below(3), 1 + random.below(3), 1 + random.below(3));
        let inputs = 2 + random.below(3);
        let shapes: Vec<Shape> = (0..inputs).map(|_| Shape::new(1 + random.below(3), h, w)).collect();
        let x: Vec<Vec<f32>> = shapes.iter().map(|shape| values(&mut random, batch * shape.len())).collect();
        let x: Vec<&[f32]> = x.iter().map(Vec::as_slice).collect();
        let mut wanted: Vec<f32> = Vec::new();
        for sample in 0..batch {
            for (x, shape) in x.iter().zip(&shapes) {
                wanted.extend(&x[sample * shape.len()..(sample + 1) * shape.len()]);
            }
        }
        assert_eq!(forward(&Concat, batch, &shapes, &x).y, wanted);

        let shapes = vec![shapes[0]; inputs];
        let x: Vec<Vec<f32>> = shapes.iter().map(|shape| values(&mut random, batch * shape.len())).collect();
        let x: Vec<&[f32]> = x.iter().map(Vec::as_slice).collect();
        let wanted: Vec<f32> = (0..x[0].len()).map(|i| x.iter().map(|x| x[i]).sum()).collect();
        assert_eq!(forward(&Add, batch, &shapes, &x).y, wanted);
    }
}

#[test]
fn joins_refuse_what_disagrees() {
    let (a, b) = (Shape::new(2, 3, 4), Shape::new(1, 3, 4));
    assert!(Add.output(&[a, b]).is_err() && Concat.output(&[a, b]).is_ok());
    assert!(Concat.output(&[a, Shape::new(2, 4, 3)]).is_err());
    assert!(Add.output(&[a]).is_err() && Concat.output(&[a]).is_err());
}

#[test]
fn dropout_keeps_the_mean() {
    let x = vec![1.0; 100_000];
    for rate in [0.0, 0.2, 0.5, 0.9] {
        let (dropout, shapes, x) = (Dropout { rate }, [Shape::flat(x.len())], [x.as_slice()]);
        let run =
            |seed| LayerPass::forward(&dropout, 1, &shapes, &x, &[], &[], Phase::Train { seed }).unwrap().y;
        let y = run(1);
        let dropped = y.iter().filter(|&&y| y == 0.0).count() as f32 / 1e5;
        let mean = y.iter().sum::<f32>() / 1e5;
        assert!((dropped - rate).abs() < 0.01 && (mean - 1.0).abs() < 0.03, "{rate}: {dropped}, {mean}");
        assert_eq!(y, run(1), "the same seed, the same mask");
        assert!(rate == 0.0 || y != run(2), "another seed, another mask");
    }
    assert!(Dropout { rate: 1.0 }.output(&[Shape::flat(1)]).is_err());
}
