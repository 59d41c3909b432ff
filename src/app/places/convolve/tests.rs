mod arithmetic;

use super::*;
use crate::app::lab::setting::Settings;
use crate::app::lab::{Example, Linked};
use crate::padding_mode::PaddingMode;
use crate::random::Random;
use crate::window::Window;

/// Every convolution that a person could set up: random settings that fit.
pub(super) fn random_convolve(random: &mut Random) -> Convolve {
    loop {
        let groups = 1 + random.below(2);
        let shape = Shape::new(groups * (1 + random.below(2)), 1 + random.below(6), 1 + random.below(6));
        let mut window = || {
            let window =
                Window::new(1 + random.below(3)).stride(1 + random.below(2)).dilation(1 + random.below(2));
            Window { before: random.below(3), after: random.below(3), ..window }
        };
        let window = [window(), window()];
        let fills = [
            PaddingMode::Constant(2.0),
            PaddingMode::Reflect,
            PaddingMode::Symmetric,
            PaddingMode::Replicate,
            PaddingMode::Circular,
        ];
        let filters = groups * (1 + random.below(2));
        let conv = Conv {
            filters,
            window,
            padding_mode: fills[random.below(5)],
            groups,
            bias: true,
            connection_table: None,
        };
        let Some(convolve) = Convolve::new(shape, conv, random.next_u64()) else { continue };
        let bias = (0..filters).map(|i| i as f32 - 0.5).collect();
        let convolve = Convolve { flip: random.below(2) == 0, bias, ..convolve };
        let mode = Mode::ALL[random.below(4)].0;
        let Some(convolve) = convolve.in_mode(mode) else { continue };
        return Convolve { at: random.below(convolve.steps()), ..convolve };
    }
}

/// What is written out on the page — all products of a value, added up until now — is what the core computes, for every
/// mode, padding_mode, stride, dilation and group.
#[test]
fn terms_add_up_to_what_the_core_computes() {
    let mut random = Random::new(4);
    let mut modes = [0; 4];
    for _ in 0..300 {
        let convolve = random_convolve(&mut random);
        modes[Mode::ALL.iter().position(|(mode, ..)| *mode == convolve.mode).unwrap()] += 1;
        let computed = convolve.compute();
        let (shape, per_group) = (convolve.result_shape(), convolve.channels_per_group());
        for (i, &value) in computed.accumulated.iter().enumerate() {
            let (channel, row, column) = (i / shape.area(), i / shape.w % shape.h, i % shape.w);
            let target = match convolve.mode {
                Mode::WeightGradient => Target::Weight {
                    filter: channel / per_group,
                    channel: channel % per_group,
                    tap: [row, column],
                },
                _ => Target::Cell(CellIndex { channel, row: row as isize, column: column as isize }),
            };
            let until = if convolve.mode == Mode::Forward { usize::MAX } else { convolve.at };
            let terms = convolve.terms(target);
            let sum: f32 = terms.iter().filter(|term| term.step <= until).map(|term| term.a * term.b).sum();
            let sum = sum + convolve.bias_of(target).unwrap_or(0.0);
            assert!((sum - value).abs() < 1e-3, "{target:?}: {sum} {value} in {convolve:?}");
        }
    }
    assert!(modes.iter().all(|&count| count > 20), "{modes:?}");
}

#[test]
fn links_bring_everything_back() {
    let mut random = Random::new(8);
    let read = |convolve: &Convolve| Convolve::from_rest(&convolve.to_rest());
    for preset in presets() {
        let convolve = preset.example();
        assert_eq!(read(&convolve), (convolve.clone(), vec![]), "{}", preset.id);
        assert!(convolve.to_rest().len() < 40, "{}", preset.id);
    }
    for _ in 0..300 {
        let mut convolve = random_convolve(&mut random);
        convolve.x[0] = -12.25;
        let (view, _) = View::ALL[random.below(4)];
        convolve = convolve.in_view(view).unwrap_or(convolve);
        assert_eq!(read(&convolve), (convolve.clone(), vec![]));
    }
    let mut edited = presets()[15].example();
    edited.x.iter_mut().enumerate().for_each(|(i, x)| *x = i as f32 - 31.5);
    assert!(edited.to_rest().len() < 2000);
}

/// The largest input, and the largest upstream gradient, are read to their last number.
#[test]
fn links_bring_the_largest_back() {
    let conv = Conv::new(4, 1).padding(11);
    let mut largest = Convolve::new(Shape::new(4, 64, 64), conv, 1).unwrap();
    largest.x.iter_mut().enumerate().for_each(|(i, x)| *x = (i % 7) as f32);
    *largest.upstream.last_mut().unwrap() = -12.5;
    let (read, problems) = Convolve::from_rest(&largest.to_rest());
    assert!(read == largest && problems.is_empty());
}

#[test]
fn hostile_links_are_bounded() {
    for rest in [
        "x=4000.4000.4000&w=1.3.3",
        "x=1.6.6&w=0.3.3",
        "x=1.6.6&w=1.9.9",
        "x=1.1.1&w=1.1.1&pad=9999999.0.0.0",
        "x=1.1.1&w=1.1.1&more=4294967295.18446744073709551615",
        "x=64.64.64&w=64.64.64&groups=64",
        "w=&x=",
    ] {
        let (convolve, problems) = Convolve::from_rest(rest);
        assert!(convolve.fits() && !problems.is_empty(), "{rest}: {problems:?}");
    }
}

/// The numbers of the lectures.
#[test]
fn examples_give_the_lectures_numbers() {
    let y = |id: &str| presets().iter().find(|preset| preset.id == id).unwrap().example().compute().y;
    assert_eq!(y("sum"), [4., 3., 4., 2., 4., 3., 2., 3., 4.]);
    assert_eq!([&y("edges")[..3], &y("edges")[6..9]], [[-10., 2., 1.], [-15., 3., 0.]]);
    assert_eq!(y("stride").len(), 4);
    let reflected = [
        5., 6., 0., 6., 5., 6., 0., 3., 4., 1., 4., 3., 4., 1., 5., 6., 0., 6., 5., 6., 0., 9., 7., 2., 7.,
        9., 7., 2., 5., 6., 0., 6., 5., 6., 0.,
    ];
    assert_eq!(y("reflect"), reflected);
    assert_eq!(y("symmetric")[..16], [1., 6., 6., 1., 1., 7., 7., 1., 4., 1., 1., 4., 2., 3., 3., 2.]);
    assert_eq!(
        [&y("circular")[..8], &y("circular")[16..24]],
        [[1., 4., 1., 2., 1., 4., 1., 2.], [2., 3., 1., 4., 2., 3., 1., 4.]]
    );
    assert_eq!(y("channels").len(), 2 * 9);
    assert_eq!(y("identity"), presets()[15].example().x);
}

/// The lecture's term list: ∂L/∂w₁ = a₁δ₁ + a₃δ₂ + a₁₁δ₃ + a₁₃δ₄.
#[test]
fn the_weight_gradient_is_the_lectures_term_list() {
    let convolve = presets().iter().find(|preset| preset.id == "backward").unwrap().example();
    let places = |tap| {
        let terms = convolve.terms(Target::Weight { filter: 0, channel: 0, tap });
        terms.iter().map(|term| 1 + term.cell.row * 5 + term.cell.column).collect::<Vec<_>>()
    };
    assert_eq!(places([0, 0]), [1, 3, 11, 13]);
    assert_eq!(places([2, 2]), [13, 15, 23, 25]);
}

#[test]
fn bounds_are_the_last_that_fit() {
    let mut random = Random::new(2);
    for _ in 0..40 {
        let convolve = random_convolve(&mut random);
        for field in [
            Field::Length(0),
            Field::Kernel(1),
            Field::Stride(0),
            Field::Dilation(1),
            Field::Before(0),
            Field::Groups,
        ] {
            let (least, largest) = convolve.bounds(field);
            assert!(least <= convolve.get(field) && convolve.get(field) <= largest);
            assert!(
                convolve.with(field, least).is_some() && convolve.with(field, largest).is_some(),
                "{field:?}"
            );
        }
        assert!(
            convolve.with(Field::Length(0), 0).is_none() && convolve.with(Field::Kernel(0), 99).is_none()
        );
    }
}

/// A result is equal to what is shown only if who adds that comes to it.
#[test]
fn sums_are_equal_only_as_they_are_shown() {
    let formula = |id: &str| {
        let convolve = presets().iter().find(|preset| preset.id == id).unwrap().example();
        crate::app::lab::Lab::new(convolve).figure().formula.text()
    };
    assert!(formula("box").contains("·0.111 ≈ "), "{}", formula("box"));
    assert!(formula("edges").contains(" = −10") && !formula("edges").contains('≈'), "{}", formula("edges"));
    assert!(formula("channels").contains(" = "), "{}", formula("channels"));
}

#[test]
fn products_that_are_cut_are_counted_and_said() {
    let edges = presets()[0].example();
    let padded = edges.padded("full").unwrap().in_mode(Mode::InputGradient).unwrap();
    // The window at the corner has eight of nine cells in the padding.
    assert_eq!((padded.cut_products(0), edges.cut_products(0)), (8, 0));
    let remark = crate::app::lab::Lab::new(padded).figure().remark;
    assert!(remark.ends_with("8 products fall into the padding and are cut."), "{remark}");
    let mut random = Random::new(21);
    for _ in 0..200 {
        let convolve = random_convolve(&mut random);
        let all = match convolve.mode {
            Mode::InputGradient => convolve.channels_per_group(),
            Mode::Transposed => convolve.conv.filters / convolve.conv.groups,
            _ => continue,
        };
        let (cut, kept) = (convolve.cut_products(convolve.at), convolve.products_of_step(convolve.at).len());
        assert_eq!(cut + kept, all * convolve.conv.taps_per_kernel(), "{convolve:?}");
    }
}

/// The reflection that the lecture asks for stays hidden with the result.
#[test]
fn padded_cells_are_predicted_first() {
    let reflect = presets().iter().find(|preset| preset.id == "reflect").unwrap().example();
    let texts = |hidden| {
        let figure =
            reflect.figure(&crate::app::lab::Pointer { hidden, ..crate::app::lab::Pointer::at_step(0) });
        let cells = figure.operands[0].grids[0].cells.clone();
        cells.iter().filter(|cell| cell.shown().is_some()).count()
    };
    assert_eq!([texts(true), texts(false)], [9, 35]);
}
