//! Each thing that goes wrong is said of a run in which it does, and its remedy mends that run. Of healthy runs nothing is said.

use super::*;
use crate::data::{Dataset, Generator, Source, Split};
use crate::layers::Layer;

/// Trains, and answers all that is said on the way, each thing once.
fn train(page: &mut Page, steps: u32) -> Vec<Diagnosis> {
    let mut said: Vec<Diagnosis> = Vec::new();
    let mut left = steps;
    while left > 0 {
        let some = left.min(20);
        page.ask(TrainAction::Steps(some));
        page.rest();
        left -= some;
        let now = page.train.diagnosis();
        said.extend(now.filter(|now| said.iter().all(|known| kind(known) != kind(now))));
    }
    said
}

fn kind(diagnosis: &Diagnosis) -> std::mem::Discriminant<Diagnosis> {
    std::mem::discriminant(diagnosis)
}

fn accuracy(page: &Page) -> f32 {
    page.first().accuracy().unwrap().0
}

/// What is said last of a run after so many steps, and how much is right then and with the remedy.
fn mended(mut page: Page, [steps, then]: [u32; 2]) -> (Diagnosis, f32, f32) {
    train(&mut page, steps);
    let said = page.train.diagnosis().unwrap_or_else(|| panic!("nothing is said at {}", accuracy(&page)));
    assert!(said.sentence().ends_with('.'), "{}", said.sentence());
    let before = accuracy(&page);
    page.ask(TrainAction::TryRemedy);
    assert_eq!(page.first().last.step, 0, "it begins anew");
    page.ask(TrainAction::Pause);
    let after = train(&mut page, then);
    assert_eq!(page.train.diagnosis(), None, "{said:?}, {before}, {}: {after:?}", accuracy(&page));
    (said, before, accuracy(&page))
}

#[test]
fn healthy_runs_are_left_alone() {
    for (link, steps, least) in [
        ("count=3000.500", 320, 0.9),
        ("count=1000.300&net=dense-2", 400, 0.8),
        ("count=1000.300&net=softmax", 160, 0.8),
        ("data=circle&net=dense-1&rate=0.03", 1640, 0.95),
        ("data=blobs&net=softmax&batch=20", 400, 0.95),
    ] {
        let mut page = Page::new(link);
        let said = train(&mut page, steps);
        assert!(said.is_empty(), "{link}: {said:?}");
        assert!(accuracy(&page) > least, "{link}: {}", accuracy(&page));
    }
}

#[test]
fn rates_that_are_too_high_and_too_low() {
    let (said, before, after) = mended(Page::new("count=600.200&net=dense-1&rate=100"), [120, 200]);
    assert!(matches!(said, Diagnosis::Diverging { .. }), "{said:?}");
    assert!(before < 0.5 && after > 0.8, "{before} {after}");
    let (said, before, after) = mended(Page::new("count=600.200&net=dense-1&rate=0.0000001"), [120, 200]);
    assert!(matches!(said, Diagnosis::SmallSteps { .. }), "{said:?}");
    assert!(before < 0.3 && after > 0.8, "{before} {after}");
}

#[test]
fn weights_that_begin_equal_and_gradients_that_vanish() {
    let (said, before, after) = mended(Page::new("count=600.200&net=dense-2&init=zero"), [160, 300]);
    assert_eq!(said, Diagnosis::EqualWeights);
    assert!(before < 0.3 && after > 0.7, "{before} {after}");
    let deep = "count=600.200&net=dense-4&init=normal:0.1&optimizer=sgd&rate=0.05";
    let (said, before, after) = mended(Page::new(deep), [200, 400]);
    assert!(matches!(said, Diagnosis::VanishingGradient { factor } if factor > 30.0), "{said:?}");
    assert!(before < 0.3 && after > 0.6, "{before} {after}");
}

#[test]
fn units_that_die() {
    let config =
        TrainConfig::default().with_template(Template::Dense { hidden: 2 }).with_activation(Activation::Relu);
    let mut page = Page::new("count=600.200");
    page.change(|old| {
        old.network = config.network;
        old.settings.schedule.rate = 0.3;
    });
    let (said, before, after) = mended(page, [160, 300]);
    assert!(matches!(said, Diagnosis::DyingUnits { share } if share > 0.4), "{said:?}");
    assert!(before < 0.5 && after > 0.8, "{before} {after}");
}

#[test]
fn running_statistics_of_single_samples() {
    let (said, before, after) = mended(Page::new("count=1000.200&net=modern&batch=1"), [1000, 320]);
    assert_eq!(said, Diagnosis::TinyBatchNorm { samples: 1 });
    assert!(before < 0.3 && after > 0.9, "{before} {after}");
    // Statistics that hardly move are not those of the batches either.
    let mut page = Page::new("count=1000.200&net=modern");
    page.change(|config| {
        for node in &mut config.network.nodes {
            if let Layer::BatchNorm(norm) = &mut node.layer {
                norm.momentum = 0.001;
            }
        }
    });
    let (said, before, after) = mended(page, [200, 320]);
    assert!(matches!(said, Diagnosis::RunningStatistics { training, .. } if training > 0.9), "{said:?}");
    assert!(before < 0.7 && after > 0.9, "{before} {after}");
}

/// 98 of 100 points lie outside of the circle.
#[test]
fn one_class_of_a_hundred_to_two() {
    let all = Generator::of(Source::Circle).dataset(0..4000);
    let mut data = Dataset { images: vec![], labels: vec![], ..all.clone() };
    let mut inside = 0;
    for i in 0..all.len() {
        inside += usize::from(all.labels[i] == 0);
        if all.labels[i] == 1 || inside % 50 == 0 {
            data.images.extend(all.image(i));
            data.labels.push(all.labels[i]);
        }
    }
    let own = CustomDataset { name: "rings".into(), data: data.into(), validation: Split::DEFAULT };
    let mut page = Page::new("data=circle&net=dense-1");
    page.ask(TrainAction::UseDataset(std::rc::Rc::new(own)));
    page.change(|config| {
        config.network = Template::Dense { hidden: 1 }.network(Shape::flat(2), 2);
        config.settings.schedule.rate = 0.03;
    });
    train(&mut page, 180);
    let recall = |page: &Page| page.first().evaluation.as_ref().unwrap().recall(0).unwrap();
    let before = recall(&page);
    let (said, _, after) = mended(page, [20, 2500]);
    let Diagnosis::MajorityClass { class, share } = said else { panic!("{said:?}") };
    assert!(class == "outside" && share > 0.97 && before == 0.0, "{class} {share} {before}");
    assert!(after > 0.9, "{after}");
}

/// A network that is large for a few points learns their noise, until large weights cost something.
#[test]
fn noise_that_is_learnt_by_heart() {
    let mut page = Page::new("data=circle&count=60.300&noise=0.25&rate=0.03");
    page.change(|config| config.network = config.with_activation(Activation::Relu).network);
    let loss = |page: &Page| page.first().evaluation.as_ref().unwrap().loss;
    train(&mut page, 1500);
    let said = page.train.diagnosis();
    assert!(matches!(said, Some(Diagnosis::Overfitting { training, .. }) if training > 0.9), "{said:?}");
    let before = loss(&page);
    page.ask(TrainAction::TryRemedy);
    page.ask(TrainAction::Pause);
    train(&mut page, 1500);
    assert!(loss(&page) < 0.5 * before, "{} {before}", loss(&page));
}
