//! The arithmetic of dropout, batch norm and updates, with the numbers of the last step.

use super::*;
use crate::app::numbers::{read_back, sig3};
use crate::layers::batch_norm::BatchNorm;
use crate::layers::dense::Dense;
use crate::layers::dropout::Dropout;

/// A page with dropout and batch norm, after some steps.
fn page(link: &str, look: Look) -> Page {
    let mut page = Page::new(link);
    page.change(|config| {
        let mut network = Network::new(Shape::flat(2));
        network.chain([
            Dense::new(12).into(),
            BatchNorm::default().into(),
            Activation::Tanh.into(),
            Dropout { rate: 0.25 }.into(),
            Dense::new(2).into(),
        ]);
        (config.network, config.look) = (network, look);
    });
    page.ask(TrainAction::Steps(5));
    page.rest();
    page
}

const LINK: &str = "data=xor&count=60.40&batch=20";

#[test]
fn dropout_is_scaled_in_training_alone() {
    let page = page(LINK, Look::Masks);
    let lens = page.train.seen_through_lens().unwrap();
    let [(_, x), (_, mask), (_, training), (_, inference)] = &lens.maps[..] else { panic!("{lens:?}") };
    assert_eq!((x.len(), x), (12, inference));
    for ((x, m), y) in x.iter().zip(mask.iter()).zip(training.iter()) {
        assert!((y - x * m / 0.75).abs() < 1e-6 && [0.0, 1.0].contains(m), "{x} {m} {y}");
    }
    let kept = mask.iter().filter(|m| **m == 1.0).count();
    assert!(lens.lines.last().unwrap().starts_with(&format!("{kept} of 12 kept")), "{:?}", lens.lines);
}

#[test]
fn batch_norm_is_by_the_batch_in_training_and_by_running_statistics_else() {
    let mut page = page(LINK, Look::Statistics);
    page.ask(TrainAction::Lens(LensChoice { layer: 0, index: 3 }));
    let lens = page.train.seen_through_lens().unwrap();
    assert_eq!((lens.count, lens.choice.index, lens.maps.len()), (12, 3, 3));
    // What comes out for the chosen sample in inference is what the network computes.
    let inferred = &lens.maps[2].1;
    let (id, statistics) = (NodeId(2), page.first().values[0].clone());
    let [x, mean, variance] = [lens.maps[0].1[3], statistics[24 + 3], statistics[36 + 3]];
    let plan = page.first().plan.clone();
    page.change(|config| config.look = Look::Weights);
    let params = &page.first().values[1];
    assert_eq!(params.len(), plan.params_of(id).len());
    let y = params[3] * (x - mean) / (variance + 1e-5).sqrt() + params[15];
    assert!((inferred[3] - y).abs() < 1e-4, "{} {y}", inferred[3]);
    // m = 0.1, and 20 values of each channel, whose unbiased variance is 20 / 19 as large.
    let moved = |before: f32, batch: f32| 0.9 * before + 0.1 * batch;
    assert!((moved(statistics[48 + 3], statistics[3]) - mean).abs() < 1e-5);
    assert!((moved(statistics[60 + 3], statistics[12 + 3] * 20.0 / 19.0) - variance).abs() < 1e-4);
    assert!(lens.lines[2].ends_with(&format!("= {}", bracketed(mean))), "{} {mean}", lens.lines[2]);
    assert!(lens.lines[3].contains(" · 20 / 19 = "), "{}", lens.lines[3]);
}

fn bracketed(value: f32) -> String {
    let text = sig3(value);
    if text.starts_with('−') { format!("({text})") } else { text }
}

/// θ ← (1 − ηλ) θ − η ∇L, with the numbers as they are shown.
#[test]
fn an_update_is_spelt_out_for_one_weight() {
    let mut page = page(&format!("{LINK}&optimizer=sgd&l2=0.1&rate=0.5"), Look::Updates);
    page.ask(TrainAction::Lens(LensChoice { layer: 2, index: 5 }));
    let lens = page.train.seen_through_lens().unwrap();
    assert_eq!(
        (&lens.layers[..], lens.count),
        (&["dense1", "batch_norm1", "dense2"].map(str::to_owned)[..], 26)
    );
    assert_eq!(lens.lines[0], "θ ← (1 − ηλ) θ − η ∇L");
    let [rule, result] = lens.lines[1].split(" = ").collect::<Vec<_>>()[..] else { panic!("{lens:?}") };
    let numbers: Vec<f64> =
        rule.split([' ', '·']).map(read_back).filter(|number| number.is_finite()).collect();
    let [one, rate, lambda, before, again, slope] = numbers[..] else { panic!("{numbers:?} of {rule}") };
    assert_eq!((one, rate, lambda, again), (1.0, 0.5, 0.1, 0.5));
    let after = (1.0 - rate * lambda) * before - rate * slope;
    assert!((after - read_back(result)).abs() < 0.01, "{after} in {}", lens.lines[1]);
    // A prior over each weight: N λ of 60 samples.
    let ([l1, l2], words) = page.train.prior(0).unwrap();
    assert!(l1 == 0.0 && (l2 - 6.0).abs() < 1e-5 && words.contains("N(0, 1 / (λN))"), "{l1} {l2} {words}");
    // AdamW shrinks the weight beside the gradient.
    page.change(|config| config.settings.optimizer = crate::session::Optimizer::from_link("adamw").unwrap());
    page.ask(TrainAction::Steps(1));
    page.rest();
    let lines = page.train.seen_through_lens().unwrap().lines;
    assert!(
        lines[0].starts_with("θ ← (1 − ηλ) θ − η m̂") && lines[2].starts_with("θ ← (1 − 0.5 · 0.01) · "),
        "{lines:?}"
    );
}
