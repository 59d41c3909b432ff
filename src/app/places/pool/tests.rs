mod arithmetic;

use super::*;
use crate::app::lab::Nudge;
use crate::app::lab::setting::Settings;
use crate::app::lab::{Example, Linked};
use crate::random::Random;

/// Every pool that a person could set up: random settings that fit, with ties and negative numbers.
fn random_pooling(random: &mut Random) -> Pooling {
    loop {
        let shape = Shape::new(1 + random.below(3), 1 + random.below(7), 1 + random.below(7));
        let mut window =
            || Window::new(1 + random.below(4)).stride(1 + random.below(4)).padding(random.below(3));
        let window = [window(), window()];
        let kind = Kind::ALL[random.below(5)].0;
        let ceil = random.below(2) == 0;
        let Some(mut pooling) = Pooling::new(shape, kind, window, ceil, random.next_u64()) else { continue };
        pooling.x.iter_mut().for_each(|x| *x = (*x / 2.0).floor() - 2.0);
        let pooling = pooling.in_mode(Mode::ALL[random.below(2)].0);
        let nudge = [random.below(7) as isize - 3, random.below(7) as isize - 3];
        return Pooling { at: random.below(pooling.steps()), nudge, ..pooling };
    }
}

fn example(id: &str) -> Pooling {
    presets().iter().find(|preset| preset.id == id).unwrap().example()
}

/// What is written out on the page is what the core computes, for every kind, window, stride, padding and rounding.
#[test]
fn parts_add_up_to_what_the_core_computes() {
    let mut random = Random::new(4);
    let mut kinds = [0; 5];
    for _ in 0..500 {
        let pooling = random_pooling(&mut random);
        kinds[Kind::ALL.iter().position(|(kind, ..)| *kind == pooling.kind).unwrap()] += 1;
        let computed = pooling.compute();
        assert_eq!(Ok(computed.output), pooling.layer().op().output(&[pooling.input]));
        for (step, &y) in computed.y.iter().enumerate() {
            let parts = pooling.parts(&computed, step);
            let sum: f32 = parts.iter().map(|part| part.share * part.value).sum();
            assert!((sum - y).abs() < 1e-4, "{step}: {sum} {y} in {pooling:?}");
            if pooling.kind == Kind::Max {
                assert!(parts.iter().all(|part| part.value <= y));
                // The first of the largest wins.
                let first = parts.iter().find(|part| part.value == y).unwrap();
                assert_eq!((first.share, pooling.index(first.cell)), (1.0, pooling.winner(&computed, step)));
            }
        }
        if pooling.mode == Mode::Gradient {
            for (i, &value) in computed.accumulated.iter().enumerate() {
                let routed = pooling.routed(&computed, CellIndex::of(i, pooling.input));
                let come = routed.iter().filter(|routed| routed.step <= pooling.at);
                let sum: f32 = come.map(|routed| routed.upstream * routed.share).sum();
                assert!((sum - value).abs() < 1e-4, "{i}: {sum} {value} in {pooling:?}");
            }
        }
    }
    assert!(kinds.iter().all(|&count| count > 50), "{kinds:?}");
}

/// The numbers of the lectures.
#[test]
fn examples_give_the_lectures_numbers() {
    let y = |id: &str| example(id).compute().y;
    assert_eq!(y("max"), [6., 8., 3., 4.]);
    assert_eq!(y("average"), [3.25, 5.25, 2., 2.]);
    assert_eq!(y("convolution"), [-5., -6., 1., -3.]);
    assert_eq!([y("overlapping").len(), y("ceil").len(), y("global").len()], [9, 9, 3]);
    let routed = |pooling: Pooling| Pooling { mode: Mode::Gradient, at: 3, ..pooling }.compute().accumulated;
    assert_eq!(routed(example("max")), [0., 0., 0., 0., 0., 1., 0., 2., 3., 0., 0., 0., 0., 0., 0., 4.]);
    assert_eq!(routed(example("average"))[..4], [0.25, 0.25, 0.5, 0.5]);
}

#[test]
fn the_first_of_equals_wins() {
    let tie = Pooling { at: 3, ..example("tie") };
    let computed = tie.compute();
    assert_eq!((0..4).map(|step| tie.tied(&computed, step)).collect::<Vec<_>>(), [3, 3, 2, 4]);
    assert_eq!(computed.winners, [0, 3, 8, 10]);
    assert_eq!(computed.accumulated.iter().filter(|value| **value != 0.0).count(), 4);
    assert_eq!(example("average").tied(&example("average").compute(), 0), 0);
}

/// What comes later on the timeline has not arrived yet.
#[test]
fn the_gradient_accumulates_step_by_step() {
    let mut pooling = Pooling { mode: Mode::Gradient, ..example("overlapping") };
    for at in 0..pooling.steps() {
        pooling.at = at;
        let arrived: f32 = pooling.compute().accumulated.iter().sum();
        assert_eq!(arrived, pooling.upstream[..=at].iter().sum::<f32>());
    }
    // The 9 wins in more than one window, and collects from each.
    let nine = CellIndex { channel: 0, row: 2, column: 2 };
    assert!(pooling.routed(&pooling.compute(), nine).len() > 1);
}

#[test]
fn a_nudge_moves_the_input_and_nothing_else() {
    let nudged = example("max").nudged_to([0, 1]).nudged();
    assert_eq!(nudged.x, [0., 1., 1., 2., 0., 5., 6., 7., 0., 3., 2., 1., 0., 1., 2., 3.]);
    assert_eq!(nudged.y, [5., 7., 3., 3.]);
    assert_eq!(Nudge::count(&nudged.output_changed), (3, 0.75));
    let stays = example("max").nudged();
    assert_eq!((Nudge::count(&stays.input_changed).0, stays.y), (0, vec![6., 8., 3., 4.]));
    let global = Pooling { nudge: [1, 0], ..example("nudge").of_kind(Kind::Global) };
    assert_eq!(Nudge::count(&global.nudged().output_changed).0, 0);
    // The example shows what it is for.
    let nudge = example("nudge").nudged();
    assert!(Nudge::count(&nudge.output_changed).0 < Nudge::count(&nudge.input_changed).0);
    assert_eq!(example("max").nudged_to([9, isize::MIN]).nudge, [3, -3]);
}

#[test]
fn links_bring_everything_back() {
    let mut random = Random::new(8);
    let read = |pooling: &Pooling| Pooling::from_rest(&pooling.to_rest());
    for preset in presets() {
        let pooling = preset.example();
        assert_eq!(read(&pooling), (pooling.clone(), vec![]), "{}", preset.id);
        assert!(pooling.to_rest().len() < 40, "{}", preset.id);
        let moved = pooling.nudged_to([-1, 2]).in_mode(Mode::Gradient);
        assert_eq!(read(&moved), (moved.clone(), vec![]), "{}", preset.id);
    }
    for _ in 0..300 {
        let mut pooling = random_pooling(&mut random);
        pooling.x[0] = -12.25;
        assert_eq!(read(&pooling), (pooling.clone(), vec![]));
    }
    let mut edited = example("nudge");
    edited.x.iter_mut().enumerate().for_each(|(i, x)| *x = i as f32 - 31.5);
    assert!(edited.to_rest().len() < 2000);
}

#[test]
fn hostile_links_are_bounded() {
    for rest in [
        "x=4000.4000.4000",
        "x=1.17.1",
        "x=0.4.4",
        "x=1.4.4&window=0.2",
        "x=1.4.4&window=5.5",
        "x=1.4.4&stride=0.0",
        "x=1.4.4&pad=2.2",
        "x=1.4.4&pad=18446744073709551615.0",
        "x=1.4.4&kind=min",
        "x=",
        "preset=none",
    ] {
        let (pooling, problems) = Pooling::from_rest(rest);
        assert!(pooling.fits() && problems.len() == 1, "{rest}: {problems:?}");
    }
    let (pooling, _) = Pooling::from_rest("at=99999&nudge=9.-9223372036854775808");
    assert_eq!((pooling.at, pooling.nudge), (3, [3, -3]));
}

#[test]
fn bounds_are_the_last_that_fit() {
    let mut random = Random::new(2);
    for _ in 0..60 {
        let pooling = random_pooling(&mut random);
        for field in
            [Field::Length(0), Field::Channels, Field::Kernel(1), Field::Stride(0), Field::Padding(1)]
        {
            let (least, largest) = pooling.bounds(field);
            assert!(least <= pooling.get(field) && pooling.get(field) <= largest);
            for value in [least, largest] {
                let other = pooling.with(field, value).expect("the bounds fit");
                assert_eq!(other.compute().y.len(), other.upstream.len(), "{field:?}");
            }
            assert!(pooling.with(field, largest + 1).is_none() || field == Field::Length(0), "{field:?}");
            assert_eq!(pooling.nearest(field, usize::MAX).unwrap_or(pooling.clone()).get(field), largest);
        }
    }
}

fn text(words: Vec<crate::app::figure::Word>) -> String {
    words.into_iter().map(|word| word.text).collect()
}

#[test]
fn the_arithmetic_is_written_out() {
    let formula = |id: &str, step| text(example(id).formula(&example(id).compute(), step));
    assert_eq!(formula("max", 0), "max(1, 1, 5, 6) = 6");
    assert_eq!(formula("average", 0), "(1 + 1 + 5 + 6) / 4 = 3.25");
    assert_eq!(formula("convolution", 0), "1·1 + 1·0 + 5·0 + 6·(−1) = −5");
    let largest = Pooling::new(Shape::new(1, 16, 16), Kind::Global, [Window::new(2); 2], false, 1).unwrap();
    let formula = text(largest.formula(&largest.compute(), 0));
    assert!(formula.contains(" + … 237 more … + ") && formula.contains(") / 256 ≈ "), "{formula}");

    let nine = CellIndex { channel: 0, row: 2, column: 2 };
    let at_end = |id: &str| Pooling { mode: Mode::Gradient, at: 3, ..example(id) };
    let overlapping = Pooling { at: 8, ..at_end("overlapping") };
    assert_eq!(text(overlapping.routed_formula(&overlapping.compute(), nine)), "1 + 2 + 4 + 5 = 12");
    let average = at_end("average");
    assert_eq!(text(average.routed_formula(&average.compute(), nine)), "4 / 4 = 1");
    let max = at_end("max");
    assert_eq!(text(max.routed_formula(&max.compute(), nine)), "0");
}

#[test]
fn rounding_that_shows_is_said() {
    let thirds = Pooling { x: vec![1.0 / 3.0; 16], ..example("average") };
    assert_eq!(text(thirds.formula(&thirds.compute(), 0)), "(0.333 + 0.333 + 0.333 + 0.333) / 4 = 0.333");
    // (1 + 1 + 1 + 1.01) / 4 is 1.0025, of which three digits are shown.
    let mut long = Pooling { x: vec![1.0; 16], ..example("average") };
    long.x[5] = 1.01;
    let formula = text(long.formula(&long.compute(), 0));
    assert!(formula.ends_with("1.01) / 4 ≈ 1"), "{formula}");
}

#[test]
fn what_is_odd_is_said() {
    let remark = |pooling: &Pooling, step| pooling.remark(&pooling.compute(), step).unwrap_or_default();
    let tie = example("tie");
    assert_eq!(
        remark(&tie, 0),
        "3 cells hold 4: the first of them, in reading order, wins and gets all of the gradient."
    );
    assert_eq!(remark(&example("max"), 0), "");
    assert_eq!(remark(&example("padded"), 0), "Padded cells count as zeros.");
    let inside = example("padded").of_kind(Kind::AverageInside);
    assert_eq!(remark(&inside, 0), "Padded cells do not count: the sum is divided by 4.");
    let floor = example("ceil").rounding(false).unwrap();
    assert!(floor.leaves_out() && !example("ceil").leaves_out());
    assert!(remark(&floor, 0).contains("floor"));
}

#[test]
fn the_size_is_calculated() {
    let numbers = |pooling: &Pooling, axis| pooling.output_size().map(|size| size.numbers(axis));
    assert_eq!(numbers(&example("max"), 0).unwrap(), "⌊(4 + 2·0 − 2) / 2 + 1⌋ = 2");
    assert_eq!(numbers(&example("ceil"), 1).unwrap(), "⌈(5 + 2·0 − 2) / 2 + 1⌉ = ⌈2.5⌉ = 3");
    assert_eq!(numbers(&example("global"), 1), None);
    let mut random = Random::new(6);
    for _ in 0..200 {
        let pooling = random_pooling(&mut random);
        let Some(text) = numbers(&pooling, 0) else { continue };
        let window = pooling.window[0];
        let quotient =
            ((pooling.input.h + 2 * window.before) as f32 - window.size as f32) / window.stride as f32 + 1.0;
        let rounded = if pooling.ceil_mode { quotient.ceil() } else { quotient.floor() } as isize;
        let positions = text.rsplit(' ').next().unwrap().parse::<isize>().unwrap();
        assert_eq!(rounded - isize::from(text.contains("− 1 =")), positions, "{text} {pooling:?}");
    }
}

/// Every pool loses something: another input has the same output.
#[test]
fn different_inputs_have_the_same_output() {
    for preset in presets() {
        let pooling = preset.example();
        if pooling.kind == Kind::Convolution {
            continue;
        }
        let Some(x) = pooling.another_input() else { panic!("{}", preset.id) };
        assert_ne!(x, pooling.x, "{}", preset.id);
        let other = Pooling { x, ..pooling.clone() };
        for (a, b) in other.compute().y.iter().zip(pooling.compute().y) {
            assert!((a - b).abs() < 1e-4, "{}", preset.id);
        }
    }
}
