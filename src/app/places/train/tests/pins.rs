//! Runs that are pinned, and comparisons of several.

use super::*;
use crate::session::Regularization;

#[test]
fn a_pinned_run_stays_beside_the_next_one() {
    let mut page = Page::new(LINK);
    page.ask(TrainAction::Steps(6));
    page.rest();
    page.ask(TrainAction::Pin);
    let pinned = page.first().clone();
    assert_eq!((page.train.pins.list.len(), page.train.shown_runs().len()), (1, 1));
    page.change(|config| config.network = config.with_activation(Activation::Relu).network);
    page.ask(TrainAction::Steps(3));
    page.rest();
    let shown = page.train.shown_runs();
    assert_eq!((shown.len(), shown[0].last.step, shown[1].last.step), (2, 3, 6));
    assert_eq!(page.train.pins.list[0].progress.points, pinned.points);
    assert!(page.train.name_of_run(1).is_some_and(|name| name != page.train.name_of_run(0).unwrap()));
    // Other looks and earlier steps are those of both.
    page.change(|config| config.look = Look::Weights);
    let shown = page.train.shown_runs();
    assert!(shown.iter().all(|run| run.look == Look::Weights && !run.values.is_empty()));
    page.ask(TrainAction::Seek(2));
    assert_eq!(page.train.shown_runs().iter().map(|run| run.last.step).collect::<Vec<_>>(), [2, 2]);
    // The next one that is pinned takes its place; both stay in the list.
    page.ask(TrainAction::Pin);
    page.ask(TrainAction::Reset);
    assert_eq!((page.train.pins.list.len(), page.train.shown_runs()[1].last.step), (2, 2));
    page.ask(TrainAction::Unpin(1));
    assert_eq!((page.train.pins.list.len(), page.train.shown_runs().len()), (1, 1));
}

#[test]
fn a_comparison_trains_and_pins_one_run_after_the_other() {
    let mut page = Page::new("data=xor&count=60.40&epochs=3&net=dense-1");
    page.ask(TrainAction::Compare(Comparison::L1L2));
    page.rest();
    let pins = &page.train.pins.list;
    assert_eq!(pins.len(), 2, "{:?}", page.train.runs.status);
    let penalties: Vec<Regularization> = pins.iter().map(|pin| pin.config.settings.regularization).collect();
    assert_eq!(
        penalties.iter().map(|penalty| (penalty.l1, penalty.l2)).collect::<Vec<_>>(),
        [(0.0, 0.0), (1e-3, 0.0)]
    );
    assert_eq!(page.config().settings.regularization.l2, 1e-3);
    assert!(pins.iter().all(|pin| pin.progress.last.step == 18 && pin.progress.evaluation.is_some()));
    assert_eq!(page.first().last.step, 18);
    assert!(pins[1].name.ends_with(", L1 0.001"), "{}", pins[1].name);
    // Whatever else differs is said in words, too, and none of them is a key of links.
    let config =
        Train::new("data=xor&optimizer=momentum:0.95&init=zero&balanced=1&rate=0.5&loss=mse&batch=1").config;
    assert_eq!(
        config.run_name(),
        "2 × 30 sigmoid, momentum, rate 0.5, batch 1, mean squared error, zero initialization, balanced classes"
    );
    // Whoever pauses ends it.
    page.ask(TrainAction::Compare(Comparison::HiddenLayers));
    page.ask(TrainAction::Pause);
    page.rest();
    assert_eq!(page.train.pins.list.len(), 2);
}

/// Every comparison differs in one thing, and all of its networks can be trained.
#[test]
fn comparisons_are_of_networks_that_can_be_planned() {
    for link in ["", "data=shapes", "data=xor"] {
        let config = Train::new(link).config;
        for (comparison, name, _) in
            Comparison::ALL.into_iter().filter(|(comparison, ..)| comparison.is_of(&config))
        {
            let configs = comparison.configs(&config);
            assert!(configs.len() > 1, "{name}");
            for (i, of) in configs.iter().enumerate() {
                assert!(of.plan(0).is_ok(), "{name} {i}: {:?}", of.plan(0));
                assert!(configs[..i].iter().all(|other| other != of), "{name} {i}");
                assert_eq!((&of.data, of.settings.seed), (&config.data, config.settings.seed));
            }
        }
    }
    // The average over all places costs a twentieth of the parameters.
    let heads = Comparison::Heads.configs(&TrainConfig::default());
    let [flatten, average] = [0, 1].map(|i| heads[i].plan(0).unwrap().params());
    assert!(flatten > 15 * average, "{flatten} {average}");
}
