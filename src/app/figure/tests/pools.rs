use std::rc::Rc;

use crate::app::figure::formula::number;
use crate::app::figure::{Example, svg};
use crate::app::places::pool::{Kind, Mode, Pooling, presets};

fn preset(id: &str) -> Pooling {
    presets().iter().find(|preset| preset.id == id).unwrap().pooling()
}

fn code(pooling: &Pooling) -> String {
    Example::Pool(Rc::new(pooling.clone())).pytorch()
}

fn texts(pooling: &Pooling) -> Vec<String> {
    let svg =
        svg(&Example::Pool(Rc::new(pooling.clone())).scene(|value, range, _| [(value / range) as u8; 3]));
    let document = roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{error}:\n{svg}"));
    let spans = document.descendants().filter(|node| node.tag_name().name() == "tspan");
    spans.filter_map(|node| node.text()).map(|text| text.trim().to_owned()).collect()
}

/// What the calls must look like was found by running the programs of random pools with PyTorch.
#[test]
fn every_kind_becomes_its_pytorch_call() {
    for (pooling, calls) in [
        (preset("max"), &["y = F.max_pool2d(x, (2, 2), stride=(2, 2))", "print(y)"][..]),
        (preset("average"), &["y = F.avg_pool2d(x, (2, 2), stride=(2, 2), count_include_pad=True)"]),
        (preset("average").of_kind(Kind::AverageInside), &["count_include_pad=False"]),
        (preset("ceil"), &["ceil_mode=True"]),
        (preset("global"), &["y = F.adaptive_avg_pool2d(x, 1)"]),
        (preset("convolution"), &["y = F.conv2d(x, w, stride=(2, 2))", "reshape(1, 1, 2, 2)"]),
        (
            preset("ceil").of_kind(Kind::Convolution),
            &["padded = F.pad(x, (0, 1, 0, 1))", "F.conv2d(padded, w"],
        ),
        (preset("max").in_mode(Mode::Gradient), &[".requires_grad_()", "y.backward(dy)", "print(x.grad)"]),
        (preset("tie").in_mode(Mode::Gradient), &["# Where several cells hold the largest value, the first"]),
    ] {
        let code = code(&pooling);
        for call in calls {
            assert!(code.contains(call), "it lacks {call}:\n{code}");
        }
    }
    assert!(!code(&preset("max").in_mode(Mode::Gradient)).contains("# Where several"));
}

#[test]
fn every_number_is_in_the_drawing() {
    for preset in presets() {
        for (mode, ..) in Mode::ALL {
            let pooling = preset.pooling().in_mode(mode);
            let pooling = Pooling { at: pooling.steps() - 1, ..pooling };
            let mut texts = texts(&pooling);
            for &value in pooling.x.iter().chain(&pooling.compute().accumulated) {
                let found = texts.iter().position(|text| *text == number(value));
                texts.swap_remove(found.unwrap_or_else(|| panic!("{} {mode:?} lacks {value}", preset.id)));
            }
        }
    }
}

#[test]
fn the_drawing_comes_as_far_as_the_timeline() {
    let at = |at| texts(&Pooling { at, ..preset("max") });
    assert!(at(0).contains(&"step 1 of 4".to_owned()) && at(3).contains(&"step 4 of 4".to_owned()));
    // Three outputs more.
    let numbers = |texts: Vec<String>| texts.iter().filter(|text| text.parse::<f32>().is_ok()).count();
    assert!(numbers(at(3)) >= numbers(at(0)) + 3);
}
