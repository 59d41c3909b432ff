//! Layers on random shapes against their definitions, written as plain loops over every index.

use convoscope::layers::pool::{Pool, PoolKind};
use convoscope::layers::{Layer, Op, Phase, Run};
use convoscope::random::Random;
use convoscope::shape::Shape;
use convoscope::window::Window;

/// `n` normally distributed values, rounded so that some are equal.
fn values(random: &mut Random, n: usize) -> Vec<f32> {
    (0..n).map(|_| (random.normal() * 4.0).round() / 4.0).collect()
}

fn assert_close(what: &str, got: &[f32], wanted: &[f32]) {
    assert_eq!(got.len(), wanted.len(), "{what}");
    for (i, (got, wanted)) in got.iter().zip(wanted).enumerate() {
        let close = (got - wanted).abs() <= 1e-5 + 1e-5 * wanted.abs();
        assert!(close, "{what}: value {i} is {got} instead of {wanted}");
    }
}

fn forward<'a>(layer: &'a dyn Op, batch: usize, shapes: &'a [Shape], x: &'a [&'a [f32]]) -> Run<'a> {
    Run::forward(layer, batch, shapes, x, &[], &[], Phase::Infer).unwrap()
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
                best = Some(best.filter(|&best| x[best] >= x[at]).unwrap_or(at));
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
        let pool = Pool { kind: kinds[random.below(3)], window, ceil: random.below(2) == 0 };
        let Ok(output) = pool.output(&[input]) else { continue };
        ran += 1;
        quarters += usize::from(
            window == Pool::max(2).window && input.h.is_multiple_of(2) && input.w.is_multiple_of(2),
        );
        let what = format!("{pool:?} on {input}");
        let lens = [(input.h, window[0]), (input.w, window[1])].map(|(len, w)| pooled(len, w, pool.ceil));
        assert_eq!([output.h as isize, output.w as isize], lens, "{what}");

        let (x, dy) = (values(&mut random, 2 * input.len()), values(&mut random, 2 * output.len()));
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

#[test]
fn pool_shows_a_nan() {
    let mut x = [0.0; 16];
    x[5] = f32::NAN;
    for pool in [Pool::max(2), Pool { window: [Window::new(3); 2], ..Pool::max(3) }] {
        let (shapes, inputs) = ([Shape::new(1, 4, 4)], [x.as_slice()]);
        assert!(forward(&pool, 1, &shapes, &inputs).y[0].is_nan());
    }
}
