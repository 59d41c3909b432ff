//! Which tensors of two networks are the same when their names are not: by order and shape.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use super::error::Doubt;
use super::names::Tensor;
use super::search::Search;
use crate::tensors::short;

/// Nobody gives longer names, and comparing them is work.
const LONGEST_NAME: usize = 500;

/// In how many ways the tensors of a file can be those of a network.
#[derive(Debug, PartialEq)]
pub(super) enum Order {
    None,
    /// For each tensor of the network the one of the file, an index.
    One(Vec<usize>),
    /// Two of the ways, which differ in these layers.
    Several(Vec<Doubt>),
}

/// Layers of both are the same if they have the same parts and shapes, and if the order that the names of the file say is that of
/// the network. Of names that differ in nothing but a number, as `conv2` and `conv10` or `layer1.0.bn2` and `layer1.1.bn1`, the
/// smaller one comes first; `encoder` and `decoder` say nothing. Where that leaves several ways, those are left out that tear
/// modules apart or order the parts of modules in one row differently.
///
/// What is not told apart by this is not guessed.
pub(super) fn by_order(ours: &[Tensor<'_>], theirs: &[Tensor<'_>]) -> Order {
    if ours.len() != theirs.len() || theirs.iter().any(|tensor| tensor.name.len() > LONGEST_NAME) {
        return Order::None;
    }
    let (ours, theirs) = (layers(ours), layers(theirs));
    if ours.len() != theirs.len() {
        return Order::None;
    }
    let search = Search::new(&ours, &theirs);
    let ways = search.ways(false);
    let one = |way: &[usize]| Order::One(tensors(&ours, &theirs, way));
    let (first, second) = match &ways[..] {
        [] => return Order::None,
        [way] => return one(way),
        [first, second, ..] => (first, second),
    };
    let nested = search.ways(true);
    let (first, second) = match &nested[..] {
        [] => (first, second),
        [way] => return one(way),
        [first, second, ..] => (first, second),
    };
    let differ = (0..ours.len()).filter(|&i| first[i] != second[i]);
    let name = |their: usize| short(theirs[their].name);
    let doubt = |i: usize| Doubt { ours: short(ours[i].name), theirs: [name(first[i]), name(second[i])] };
    Order::Several(differ.map(doubt).collect())
}

/// For each tensor of the network that of the file, where `way` says it for each layer.
fn tensors(ours: &[Layer<'_>], theirs: &[Layer<'_>], way: &[usize]) -> Vec<usize> {
    let pairs = ours.iter().zip(way).flat_map(|(our, &their)| {
        // Both have the same parts.
        our.tensors.values().copied().zip(theirs[their].tensors.values().copied())
    });
    let mut pairs: Vec<(usize, usize)> = pairs.collect();
    pairs.sort_unstable();
    pairs.into_iter().map(|(_, their)| their).collect()
}

/// The dimensions of each part of a layer, as of "weight".
pub(super) type Shapes<'a> = BTreeMap<&'a str, &'a [usize]>;

#[derive(Debug, Default)]
pub(super) struct Layer<'a> {
    pub name: &'a str,
    pub shapes: Shapes<'a>,
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
pub(super) fn row(name: &str) -> String {
    runs(name).map(|run| if is_number(run) { "#" } else { run }).collect()
}

/// Whether one name says that it comes before another: they first differ in a number, and nothing else of that component differs.
pub(super) fn precedes(a: &str, b: &str) -> bool {
    let (a, b) = (a.split('.'), b.split('.'));
    a.zip(b).find(|(a, b)| a != b).is_some_and(|(a, b)| row(a) == row(b) && natural(a, b).is_lt())
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
        assert!(matches!(
            order(same, &[("encoder.weight", SMALL), ("decoder.weight", SMALL)]),
            Order::Several(doubts) if doubts.len() == 2
        ));
        // What no other looks like may be called anything.
        assert_eq!(
            order(&[LARGE, SMALL], &[("a.weight", SMALL), ("b.weight", LARGE)]),
            Order::One(vec![1, 0])
        );
        // One row goes another way than the network.
        assert_eq!(order(&[LARGE, SMALL], &[("fc1.weight", SMALL), ("fc2.weight", LARGE)]), Order::None);
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
