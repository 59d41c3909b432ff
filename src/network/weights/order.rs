//! Which tensors of two networks are the same when their names are not: by order and shape.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use super::names::Tensor;

/// In how many ways the tensors of a file can be those of a network.
#[derive(Debug, PartialEq)]
pub(super) enum Order {
    None,
    /// For each tensor of the network the one of the file, an index.
    One(Vec<usize>),
    Several,
}

/// A layer whose parts and shapes no other has can only be the one that has them, too. Of layers that look the same the numbers
/// in their names say the order, if the names differ in nothing else: those of `encoder` and `decoder` say nothing. Names of
/// one row, as `conv1`, `conv2`, `conv10`, are those of layers that follow each other in the network as well, whatever the
/// shapes.
pub(super) fn by_order(ours: &[Tensor<'_>], theirs: &[Tensor<'_>]) -> Order {
    if ours.len() != theirs.len() {
        return Order::None;
    }
    let (our_layers, mut their_layers) = (layers(ours), layers(theirs));
    their_layers.sort_by(|a, b| natural(a.name, b.name));
    let mut alike: HashMap<&Shapes<'_>, Vec<usize>> = HashMap::new();
    for (index, layer) in their_layers.iter().enumerate() {
        alike.entry(&layer.shapes).or_default().push(index);
    }
    let mut seen: HashMap<&Shapes<'_>, usize> = HashMap::new();
    let mut assigned = Vec::new();
    for layer in &our_layers {
        let before = seen.entry(&layer.shapes).or_default();
        let Some(&index) = alike.get(&layer.shapes).and_then(|alike| alike.get(*before)) else {
            return Order::None;
        };
        *before += 1;
        assigned.push(index);
    }
    let rows: Vec<String> = their_layers.iter().map(|layer| row(layer.name)).collect();
    let mut last: HashMap<&str, usize> = HashMap::new();
    let follow = |&index: &usize| last.insert(&rows[index], index).is_none_or(|before| before < index);
    if !assigned.iter().all(follow)
        || alike.values().any(|alike| alike.iter().any(|&index| rows[index] != rows[alike[0]]))
    {
        return Order::Several;
    }
    let mut tensors = vec![0; ours.len()];
    for (layer, index) in our_layers.iter().zip(assigned) {
        // Both have the same parts.
        for (&our, &their) in layer.tensors.values().zip(their_layers[index].tensors.values()) {
            tensors[our] = their;
        }
    }
    Order::One(tensors)
}

/// The dimensions of each part of a layer, as of "weight".
type Shapes<'a> = BTreeMap<&'a str, &'a [usize]>;

#[derive(Debug, Default)]
struct Layer<'a> {
    name: &'a str,
    shapes: Shapes<'a>,
    /// Where each part is among all tensors.
    tensors: BTreeMap<&'a str, usize>,
}

/// The layers that tensors belong to, in the order of the first tensor of each.
fn layers<'a>(tensors: &[Tensor<'a>]) -> Vec<Layer<'a>> {
    let mut layers: Vec<Layer<'a>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (index, tensor) in tensors.iter().enumerate() {
        let (name, part) = tensor.name.rsplit_once('.').unwrap_or(("", tensor.name));
        let place = *places.entry(name).or_insert(layers.len());
        if place == layers.len() {
            layers.push(Layer { name, ..Layer::default() });
        }
        layers[place].shapes.insert(part, tensor.dims);
        layers[place].tensors.insert(part, index);
    }
    layers
}

/// A name without its numbers: "layer1.0.conv2" is "layer#.#.conv#".
fn row(name: &str) -> String {
    runs(name).map(|run| if is_number(run) { "#" } else { run }).collect()
}

/// As people sort: "conv2" comes before "conv10".
fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (runs(a), runs(b));
    loop {
        let (x, y) = match (left.next(), right.next()) {
            (Some(x), Some(y)) => (x, y),
            (x, y) => return x.cmp(&y).then_with(|| a.cmp(b)),
        };
        let order = if is_number(x) && is_number(y) {
            let (x, y) = (x.trim_start_matches('0'), y.trim_start_matches('0'));
            x.len().cmp(&y.len()).then_with(|| x.cmp(y))
        } else {
            x.cmp(y)
        };
        if order.is_ne() {
            return order;
        }
    }
}

/// The longest parts of a name that are numbers, and what is between them.
fn runs(name: &str) -> impl Iterator<Item = &str> {
    name.as_bytes().chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit()).scan(0, |at, run| {
        let start = *at;
        *at += run.len();
        Some(&name[start..*at])
    })
}

fn is_number(run: &str) -> bool {
    run.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &[usize] = &[2, 2];
    const LARGE: &[usize] = &[9, 9];

    fn order(ours: &[&'static [usize]], theirs: &[(&str, &'static [usize])]) -> Order {
        let names: Vec<String> = (0..ours.len()).map(|i| format!("ours{i}.weight")).collect();
        let ours: Vec<Tensor<'_>> =
            names.iter().zip(ours).map(|(name, dims)| Tensor { name, dims }).collect();
        let theirs: Vec<Tensor<'_>> = theirs.iter().map(|&(name, dims)| Tensor { name, dims }).collect();
        by_order(&ours, &theirs)
    }

    #[test]
    fn names_are_sorted_as_people_do() {
        let mut names = ["conv10", "conv2", "1", "10.0", "9.5", "conv", "layer1.10.a", "layer1.9.b", "é1"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["1", "9.5", "10.0", "conv", "conv2", "conv10", "layer1.9.b", "layer1.10.a", "é1"]);
        assert_eq!(row("é12layer1.0.conv10"), "é#layer#.#.conv#");
        assert_eq!(natural("a1", "a01"), Ordering::Greater);
    }

    #[test]
    fn only_one_way_is_taken() {
        let same = &[SMALL, SMALL][..];
        assert_eq!(order(same, &[("conv10.weight", SMALL), ("conv9.weight", SMALL)]), Order::One(vec![1, 0]));
        // Two layers that look the same, of which nothing says which comes first.
        assert_eq!(order(same, &[("encoder.weight", SMALL), ("decoder.weight", SMALL)]), Order::Several);
        // What no other looks like may be called anything.
        assert_eq!(
            order(&[LARGE, SMALL], &[("a.weight", SMALL), ("b.weight", LARGE)]),
            Order::One(vec![1, 0])
        );
        // One row goes another way than the network.
        assert_eq!(order(&[LARGE, SMALL], &[("fc1.weight", SMALL), ("fc2.weight", LARGE)]), Order::Several);
        for theirs in [
            &[("fc1.weight", SMALL)][..],
            &[("fc1.weight", SMALL), ("fc2.weight", LARGE)],
            &[("fc1.weight", SMALL), ("fc2.bias", SMALL)],
            &[("fc1.weight", SMALL), ("weight", SMALL), ("fc1.more", SMALL)],
        ] {
            assert_eq!(order(same, theirs), Order::None);
        }
    }
}
