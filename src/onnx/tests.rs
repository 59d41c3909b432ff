//! Small models written by hand: what they become, and what is refused, in which words. Files of others are in
//! `tests/formats/onnx`.

use super::*;
use crate::layers::Layer;
use crate::network::Plan;

/// A field of bytes.
fn bytes(number: u8, value: &[u8]) -> Vec<u8> {
    let mut field = vec![number << 3 | 2];
    let mut len = value.len();
    while len > 127 {
        field.push((len & 127) as u8 | 128);
        len >>= 7;
    }
    field.push(len as u8);
    [&field[..], value].concat()
}

/// A field of a small whole number.
fn int(number: u8, value: u8) -> Vec<u8> {
    vec![number << 3, value]
}

fn tensor(name: &str, dims: &[u8], values: &[f32]) -> Vec<u8> {
    let dims = dims.iter().flat_map(|dim| int(1, *dim));
    let raw: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    dims.chain(int(2, 1)).chain(bytes(8, name.as_bytes())).chain(bytes(9, &raw)).collect()
}

fn node(op: &str, inputs: &[&str], output: &str, settings: &[Vec<u8>]) -> Vec<u8> {
    let inputs = inputs.iter().flat_map(|input| bytes(1, input.as_bytes()));
    let settings = settings.iter().flat_map(|setting| bytes(5, setting));
    inputs.chain(bytes(2, output.as_bytes())).chain(bytes(4, op.as_bytes())).chain(settings).collect()
}

fn ints(name: &str, values: &[u8]) -> Vec<u8> {
    bytes(1, name.as_bytes()).into_iter().chain(values.iter().flat_map(|value| int(8, *value))).collect()
}

/// An input or an output; a dimension of 0 is not said.
fn value(name: &str, dims: &[u8]) -> Vec<u8> {
    let dim = |dim: &u8| bytes(1, &if *dim == 0 { bytes(2, b"n") } else { int(1, *dim) });
    let shape: Vec<u8> = dims.iter().flat_map(dim).collect();
    let tensor = [int(1, 1), bytes(2, &shape)].concat();
    [bytes(1, name.as_bytes()), bytes(2, &bytes(1, &tensor))].concat()
}

fn model(nodes: &[Vec<u8>], tensors: &[Vec<u8>], input: &[u8], output: &str) -> Vec<u8> {
    let graph: Vec<u8> = nodes
        .iter()
        .flat_map(|node| bytes(1, node))
        .chain(tensors.iter().flat_map(|tensor| bytes(5, tensor)))
        .chain(bytes(11, &value("x", input)))
        .chain(bytes(12, &value(output, &[])))
        .collect();
    [int(1, 8), bytes(7, &graph), bytes(8, &int(2, 13))].concat()
}

fn kinds(imported: &Imported) -> Vec<&'static str> {
    imported.network.nodes.iter().map(|node| node.layer.kind()).collect()
}

#[test]
fn a_factor_for_each_channel_joins_the_convolution_before() {
    let nodes = [
        node("Conv", &["x", "c.weight"], "a", &[]),
        node("Mul", &["a", "s"], "b", &[]),
        node("Add", &["b", "t"], "y", &[]),
    ];
    let weights = [
        tensor("c.weight", &[2, 1, 1, 1], &[3.0, 5.0]),
        tensor("s", &[2, 1, 1], &[10.0, 100.0]),
        tensor("t", &[1, 2, 1, 1], &[0.5, 0.25]),
    ];
    let read = read(&model(&nodes, &weights, &[1, 1, 2, 2], "y"), None).unwrap();
    assert_eq!(kinds(&read), ["Conv"]);
    assert_eq!(read.network.nodes[0].name.as_deref(), Some("c"));
    assert_eq!(read.weights.params, [30.0, 500.0, 0.5, 0.25]);
    // Where somebody else takes what comes before, it is a layer of its own.
    let shared = [&nodes[..], &[node("Add", &["a", "y"], "z", &[])]].concat();
    let read = super::read(&model(&shared, &weights, &[1, 1, 2, 2], "z"), None).unwrap();
    assert_eq!(kinds(&read), ["Conv", "Conv", "Add"]);
    assert_eq!(read.weights.params, [3.0, 5.0, 10.0, 100.0, 0.5, 0.25]);
    assert_eq!(Plan::new(read.network).unwrap().params(), 6);
}

#[test]
fn a_softmax_at_the_end_is_left_out_and_dead_ends_too() {
    let nodes = [
        node("Einsum", &["x"], "nobody takes it", &[]),
        node("Flatten", &["x"], "f", &[]),
        node("MatMul", &["f", "w"], "a", &[]),
        node("Softmax", &["a"], "y", &[]),
    ];
    // Two rows of three columns: three units.
    let weights = [tensor("w", &[2, 3], &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0])];
    let read = read(&model(&nodes, &weights, &[0, 2, 1, 1], "y"), None).unwrap();
    assert_eq!((kinds(&read), read.softmax), (vec!["Dense"], true));
    assert_eq!(read.weights.params, [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
    assert_eq!(read.outputs, [NodeId(1)]);
}

#[test]
fn what_is_the_same_padding_depends_on_the_size() {
    let conv = [ints("strides", &[2, 2]), [bytes(1, b"auto_pad"), bytes(4, b"SAME_UPPER")].concat()];
    let nodes = [node("Conv", &["x", "w"], "y", &conv)];
    let weights = [tensor("w", &[1, 1, 3, 3], &[0.0; 9])];
    let read = read(&model(&nodes, &weights, &[1, 1, 6, 7], "y"), None).unwrap();
    let Layer::Conv(conv) = &read.network.nodes[0].layer else { panic!("no convolution") };
    assert_eq!(conv.window.map(|window| [window.before, window.after]), [[0, 1], [1, 1]]);
}

#[test]
fn a_size_that_is_not_said_is_asked_for() {
    let file = model(&[node("Relu", &["x"], "y", &[])], &[], &[0, 3, 0, 0], "y");
    let error = read(&file, None).unwrap_err();
    assert_eq!(error.to_string(), "the file does not say how large the input is: 3 × ? × ?");
    let read = read(&file, Some(Shape::new(1, 8, 9))).unwrap();
    assert_eq!(read.network.input, Shape::new(3, 8, 9));
}

#[test]
fn what_cannot_be_is_said_with_its_node() {
    let one = |node: Vec<u8>, tensors: &[Vec<u8>]| {
        read(&model(&[node], tensors, &[1, 2, 4, 4], "y"), None).unwrap_err().to_string()
    };
    let wide = tensor("w", &[1, 3, 1, 1], &[0.0; 3]);
    for (found, expected) in [
        (one(node("Einsum", &["x"], "y", &[]), &[]), "the operation Einsum of node “y” is not known here"),
        (one(node("Relu", &["z"], "y", &[]), &[]), "Relu of node “y”: z is not computed before it"),
        (
            one(node("Conv", &["x", "w"], "y", &[]), &[wide]),
            "Conv of node “y”: its kernels are not those of 2 channels",
        ),
        (
            one(node("Conv", &["x", "x"], "y", &[]), &[]),
            "Conv of node “y”: its input 1 depends on the network's input, and must not",
        ),
        (
            one(node("MaxPool", &["x"], "y", &[ints("kernel_shape", &[9, 9])]), &[]),
            "MaxPool of node “y”: max pool on 2 × 4 × 4: its window spans 9 cells along the height, but \
             only 4 are there",
        ),
        (
            one(node("Add", &["x", "w"], "y", &[]), &[tensor("w", &[4], &[0.0; 4])]),
            "Add of node “y”: [4] is not one number, nor one for each channel",
        ),
    ] {
        assert_eq!(found, expected);
    }
    let few = tensor("w", &[2, 2], &[0.0; 3]);
    assert_eq!(
        one(node("Relu", &["x"], "y", &[]), &[few]),
        "the tensor w holds another number of values than its dimensions say"
    );
    assert!(read(b"", None).is_err() && read(b"\x08\x08", None).is_err());
}

/// Lengths beyond the file, numbers beyond 64 bits, and messages in messages without end.
#[test]
fn hostile_files_are_refused_without_work() {
    let whole = model(&[node("Relu", &["x"], "y", &[])], &[], &[1, 1, 1, 1], "y");
    assert!(read(&whole, None).is_ok());
    for len in 0..whole.len() - 5 {
        assert!(read(&whole[..len], None).is_err(), "cut to {len} bytes");
    }
    for file in [
        &b"\x3a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"[..],
        &[0x80; 20],
        &[0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f],
    ] {
        assert!(matches!(read(file, None), Err(OnnxError::Damaged { .. })), "{file:?}");
    }
    // A graph in a setting of a node of a graph, and so on: nothing of it is looked at.
    let mut graph = Vec::new();
    for _ in 0..2000 {
        graph = bytes(1, &bytes(5, &bytes(6, &graph)));
    }
    assert!(read(&bytes(7, &graph), None).is_err());
    // A constant of so many numbers takes no memory until a layer has a place for it.
    let dims = [
        bytes(1, b"value").as_slice(),
        &bytes(5, &[&int(1, 8)[..], &int(2, 7), &bytes(9, &[0x7f; 64])].concat()),
    ]
    .concat();
    let nodes = [
        node("Constant", &[], "d", &[dims]),
        node("ConstantOfShape", &["d"], "w", &[]),
        node("Conv", &["x", "w"], "y", &[]),
    ];
    assert!(read(&model(&nodes, &[], &[1, 1, 1, 1], "y"), None).is_err());
}
