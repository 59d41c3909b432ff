use super::*;
use crate::app::color::Theme;
use crate::app::figure::Layout;
use crate::app::lab::{Example, Linked, Pointer};

fn example(id: &str) -> Counts {
    presets().iter().find(|preset| preset.id == id).unwrap().example()
}

fn params(id: &str) -> u64 {
    dense_costs(&example(id)).into_iter().map(DenseCost::params).sum()
}

/// The numbers of lectures 003 and 004.
#[test]
fn the_lectures_numbers_are_right() {
    assert_eq!(params("lecture"), 196_709_100);
    assert_eq!(params("hd"), 6_220_901_100);
    assert_eq!(params("digits"), 23_860);
    assert!(example("hd").counted().rows[0][1].starts_with("(1\u{202f}000 × 6\u{202f}220\u{202f}800) · "));
    assert_eq!(example("rows").input.len(), 196);
    assert_eq!(example("colours").input.len(), 3072);
}

#[test]
fn local_connections_are_as_many_as_those_of_a_convolution_without_sharing() {
    let [dense, local, shared] = connections(&example("photograph"));
    assert_eq!(dense.weights, 196_608 * 64 * 65_536);
    assert_eq!((local.connections, local.weights), (shared.connections, 27 * 64 * 65_536));
    assert_eq!((shared.weights, shared.biases), (27 * 64, 64));
}

/// Nothing wraps at the bounds of the settings.
#[test]
fn the_largest_counts_are_exact() {
    let mut counts = Counts::default();
    for field in [Field::Channels, Field::Rows, Field::Columns, Field::Filters, Field::Padding, Field::Kernel]
    {
        counts = counts.with(field, usize::MAX).unwrap();
    }
    let [dense, local, _] = connections(&counts);
    let values = 512u128 * 2048 * 2048;
    assert_eq!(u128::from(dense.connections), values * values);
    assert_eq!(u128::from(local.connections), values * 121 * 512);
    let layers = [Field::Layers, Field::Units(0), Field::Units(1), Field::Units(2), Field::Units(3)];
    let dense = layers
        .iter()
        .fold(Counts { topic: Topic::Dense, ..counts }, |it, field| it.with(*field, usize::MAX).unwrap());
    assert_eq!(dense_costs(&dense)[0].weights(), 512 * 2048 * 2048 * 100_000);
    assert!(dense.counted().rows.len() == 5);
}

/// A pool's savings against the plan of a network with and without it.
#[test]
fn savings_are_those_of_planned_networks() {
    use crate::layers::{Layer, conv::Conv, dense::Dense, pool::Pool};
    use crate::network::{Network, Plan};
    let counts = example("lenet5");
    let cost = |pooled: bool| {
        let mut network = Network::new(counts.input);
        network.chain(pooled.then(|| Layer::from(Pool::max(2))));
        network.chain([Layer::from(Conv::new(16, 5).padding(2)), Dense::new(120).into()]);
        let plan = Plan::new(network).unwrap();
        let ids: Vec<_> = plan.ids().skip(usize::from(pooled)).collect();
        [plan.cost(ids[1]).macs, plan.shape(ids[0]).len() as u64, plan.cost(ids[2]).params]
    };
    let saved = savings(&counts);
    assert_eq!(saved.map(|saving| saving.without), cost(false));
    assert_eq!(saved.map(|saving| saving.with), cost(true));
}

#[test]
fn links_are_read_as_they_are_printed() {
    for preset in presets() {
        let example = preset.example();
        let last = example.clone().with_step(example.steps() - 1);
        assert_eq!(Counts::from_rest(&last.to_rest()), (last, vec![]), "{}", preset.id);
    }
    assert_eq!(example("hd").to_rest(), "v=2&view=counts&preset=hd");
    let own = Counts { units: vec![50, 10], ..example("lecture") };
    assert_eq!(own.to_rest(), "v=2&view=counts&preset=lecture&units=50.10");
    let (read, said) = Counts::from_rest("view=counts&topic=weights&units=1.2.3.4.5&x=1.2.2&pad=0");
    assert_eq!((read, said.len()), (Counts::default(), 3), "{said:?}");
}

#[test]
fn every_example_is_drawn_at_every_step() {
    for preset in presets() {
        let example = preset.example();
        for at in [0, example.steps() - 1] {
            let figure = example.figure(&Pointer::at_step(at));
            let Layout::Drawing(drawing) = &figure.layout else { panic!("it is a drawing") };
            for size in [[960.0, 330.0], [362.0, 300.0]] {
                assert!(drawing.draw().items(size, Theme::LIGHT).len() > 3, "{}", preset.id);
            }
            assert!(!figure.formula.text().is_empty() && !figure.remark.is_empty());
        }
    }
    let flat = example("colours").with_step(40);
    assert_eq!(flat.counted().rows[0], ["This row", "1", "8", "1\u{202f}280 … 1\u{202f}311"]);
}
