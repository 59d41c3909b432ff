//! Networks on points of the plane.

use super::*;
use crate::data::{Feature, Features, Generator, Source};
use crate::layers::Layer;
use crate::session::{Loss, UNIT_STRIDE};

fn units_of(config: &TrainConfig) -> Vec<usize> {
    let layers = config.network.nodes.iter();
    layers
        .filter_map(|node| if let Layer::Dense(dense) = &node.layer { Some(dense.units) } else { None })
        .collect()
}

#[test]
fn a_toy_is_edited_by_layers_and_units() {
    let config = TrainConfig::default().with_data(DataSource::of(Source::Xor));
    assert_eq!(
        (units_of(&config), config.activation(), config.pace),
        (vec![4, 3, 2], Activation::Tanh, Pace::Epochs(1))
    );
    let more = config.with_hidden_layer(true);
    assert_eq!((units_of(&more), more.hidden_layers().len()), (vec![4, 3, 3, 2], 3));
    assert!(more.plan(0).is_ok());
    assert_eq!(more.with_hidden_layer(false), config);
    let none = config.with_hidden_layer(false).with_hidden_layer(false);
    assert_eq!((units_of(&none), none.with_hidden_layer(false)), (vec![2], none.clone()));
    assert_eq!(units_of(&none.with_hidden_layer(true)), [4, 2]);
    let other = config.with_units(config.hidden_layers()[0], 7).with_activation(Activation::Relu);
    assert_eq!((units_of(&other), other.activation()), (vec![7, 3, 2], Activation::Relu));
    // Another set of points keeps the network, and its last layer has a unit for each class.
    let blobs = other.with_data(DataSource::of(Source::Blobs));
    assert_eq!(units_of(&blobs), [7, 3, 3]);
    let counts = config.with_counts(240, 30);
    assert!(matches!(counts.data, DataSource::Generated { training: 168, validation: 72, .. }));
}

/// x · y alone tells the signs apart that x and y do not.
#[test]
fn features_are_what_the_network_is_given() {
    let config = TrainConfig::default().with_data(DataSource::of(Source::Xor));
    let mut config = config.with_hidden_layer(false).with_hidden_layer(false);
    config.settings.schedule.rate = 0.1;
    let accuracy = |config: &TrainConfig| {
        let link = crate::format::link(config.to_pairs());
        let mut page = Page::new(&link);
        assert_eq!(page.config(), config, "{link}");
        page.ask(TrainAction::Steps(400));
        page.rest();
        page.first().accuracy().unwrap().0
    };
    assert!(accuracy(&config) < 0.8, "{}", accuracy(&config));
    let product = config.with_feature(Feature::Product);
    assert_eq!(product.data.shape(), Shape::flat(3));
    assert!(accuracy(&product) > 0.97, "{}", accuracy(&product));
    assert_eq!(Features::from_link("x.x"), None);
    // A sample is what is trained on, and looks like its point.
    let (values, _) = product.data.sample(5);
    let (_, point) = product.data.picture(5);
    assert!((values[2] - point[0] * point[1]).abs() < 0.01);
}

#[test]
fn planes_come_with_every_picture_and_weights_can_be_set() {
    let mut page = Page::new("data=circle&count=60.40&net=dense-1");
    let plane = page.first().boundary.clone().unwrap();
    assert_eq!((plane.side, plane.unit_side(), plane.classes()), (97, 33, 2));
    assert_eq!(plane.unit_side(), plane.side.div_ceil(UNIT_STRIDE));
    let graph = UnitGraph::of(page.first());
    let sizes: Vec<[usize; 2]> = graph.columns.iter().map(|column| [column.units, column.shown]).collect();
    assert_eq!(sizes, [[2, 2], [30, 12], [2, 2]]);
    assert_eq!(graph.edges.len(), 12 * 2 + 2 * 12);
    // The plane of a unit is σ(w · x + b) with what the graph says.
    let first = |page: &Page, to: usize| {
        let graph = UnitGraph::of(page.first());
        let weights = graph.edges.iter().filter(|edge| edge.to == [1, to]).map(|edge| edge.weight);
        let [x, y] = weights.collect::<Vec<_>>()[..] else { panic!() };
        (x, y, graph.columns[1].biases[to])
    };
    let corner = |page: &Page| page.first().boundary.as_ref().unwrap().unit(0, 3).unwrap()[0];
    let (x, y, bias) = first(&page, 3);
    let sigmoid = |z: f32| 1.0 / (1.0 + (-z).exp());
    assert!((corner(&page) - sigmoid(bias.value - x.value - y.value)).abs() < 1e-6);
    page.ask(TrainAction::SetParam { run: 0, index: x.index, value: 2.5 });
    let (set, ..) = first(&page, 3);
    assert_eq!((set.value, set.index), (2.5, x.index));
    assert!((corner(&page) - sigmoid(bias.value - 2.5 - y.value)).abs() < 1e-6);
    assert!(page.train.runs.status.as_ref().unwrap().contains("dense1, unit 4, input 1"));
    // It goes on from there, and can come back to it.
    page.ask(TrainAction::Steps(2));
    page.rest();
    assert_ne!(first(&page, 3).0.value, 2.5);
    assert!(first(&page, 3).0.gradient.is_some_and(|gradient| gradient != 0.0));
    page.ask(TrainAction::Seek(0));
    assert_eq!(first(&page, 3).0.value, 2.5);
}

/// A wave is learnt as the sum of the hidden units, each times its weight, and the bias.
#[test]
fn a_wave_is_the_sum_of_its_units() {
    let accuracy = |units: usize| {
        let config = TrainConfig::default().with_data(DataSource::of(Source::Wave));
        assert_eq!((units_of(&config), config.settings.loss), (vec![8, 1], Loss::MeanSquaredError));
        let config = config.with_units(config.hidden_layers()[0], units);
        let mut page = Page::new(&crate::format::link(config.to_pairs()));
        page.ask(TrainAction::Steps(6000));
        page.rest();
        let plane = page.first().boundary.clone().unwrap();
        let graph = UnitGraph::of(page.first());
        let terms = graph.terms(&plane);
        assert_eq!((plane.is_line, terms.len()), (true, units));
        let bias = graph.columns[2].biases[0].value;
        for (i, height) in plane.heights().iter().step_by(UNIT_STRIDE).enumerate() {
            let sum = bias + terms.iter().map(|term| term[i]).sum::<f32>();
            assert!((sum - height).abs() < 1e-5, "{sum} {height}");
        }
        page.first().accuracy().unwrap().0
    };
    let [one, many] = [1, 12].map(accuracy);
    assert!(many > 0.7 && many > one + 0.2, "{one} {many}");
}

/// A number over the plane is learnt: a slope by no hidden layer at all, six Gaussians by one, and hardly without.
#[test]
fn a_plane_and_gaussians_are_learnt_as_numbers() {
    let loss = |source: Source, hidden: &[usize]| {
        let config = TrainConfig::default().with_data(DataSource::of(source));
        assert_eq!((config.settings.loss, config.data.names().len()), (Loss::MeanSquaredError, 1));
        let network = super::super::toy::network((Shape::flat(2), 1), hidden, Activation::Tanh);
        let mut page = Page::new(&crate::format::link(TrainConfig { network, ..config }.to_pairs()));
        page.ask(TrainAction::Steps(3000));
        page.rest();
        let plane = page.first().boundary.clone().unwrap();
        assert!(plane.is_regression() && !plane.is_line && plane.boundary().is_empty());
        assert_eq!(plane.heights().len(), plane.side * plane.side);
        page.first().points.last().unwrap().loss
    };
    let slope = loss(Source::Plane, &[]);
    let [alone, hidden] = [&[][..], &[8]].map(|hidden| loss(Source::Gaussians, hidden));
    assert!(slope < 1e-3 && hidden < 0.6 * alone, "{slope} {alone} {hidden}");
}

/// A paced run waits until its picture is shown, and comes to the same.
#[test]
fn pace_is_so_many_steps_a_picture() {
    let steps = |pace: &str| {
        let mut page = Page::new(&format!("data=xor&count=60.40&epochs=5&pace={pace}"));
        page.ask(TrainAction::Play);
        let mut pictures = 0;
        while page.session.is_training() {
            for event in pollster::block_on(page.session.slice(1e9, &|| 0.0)) {
                let Event::Run { run, .. } = event else { panic!("{event:?}") };
                let effects = page.train.answered(event);
                page.run(effects);
                pictures += 1;
                page.ask(TrainAction::ReportAck(run));
            }
        }
        (pictures, page.first().points.clone())
    };
    let [(by_step, steps_), (by_epoch, epochs), (at_once, max)] = ["step", "epoch", "max"].map(steps);
    assert_eq!((by_step, by_epoch, at_once), (30, 5, 1));
    assert!(steps_ == epochs && epochs == max);
}

#[test]
fn the_boundary_lies_where_two_classes_are_equally_probable() {
    // Three classes on 3 × 3 points, the first in the first column, the second in the last, the third nowhere.
    let row = vec![2.0, 0.0, -1.0, 1.0, 1.0, -1.0, 0.0, 2.0, -1.0];
    let plane = DecisionPlane::new(3, &[row.clone(), row.clone(), row], vec![]);
    assert!(plane.boundary().starts_with('M'));
    assert!(
        plane
            .boundary()
            .split(['M', 'L', ' '])
            .filter(|n| !n.is_empty())
            .all(|n| ["0.0", "50.0", "100.0"].contains(&n))
    );
    let winners: Vec<(usize, f32)> = plane.winners().collect();
    assert_eq!((winners[0].0, winners[2].0, winners[1].1), (0, 1, 0.5));
    assert_eq!(Generator::of(Source::Xor).shape(), Shape::flat(2));
}
