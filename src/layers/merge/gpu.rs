use crate::program::{Count, Groups, Kernel, Program};
use crate::shape::Shape;

/// How the inputs lie in the output.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::layers) enum Merge {
    /// All in the same place.
    Sum,
    /// One behind the other.
    Sequence,
}

pub(in crate::layers) fn program(merge: Merge, inputs: &[Shape], output: Shape) -> Program {
    let mut program = Program {
        shader: vec![include_str!("gpu.wgsl")],
        constants: vec![("out_length", output.len() as f64)],
        ..Program::default()
    };
    let mut start = 0;
    for (input, shape) in inputs.iter().enumerate() {
        let kernel = |entry| {
            Kernel::new(entry, Groups::threads(Count::Each(shape.len())))
                .of_input(input)
                .with("length", shape.len() as u32)
                .with("start", start as u32)
                .with("adds", u8::from(merge == Merge::Sum && input > 0))
        };
        program.forward.push(kernel("forward"));
        program.backward.push(kernel("backward").only_dx());
        if merge == Merge::Sequence {
            start += shape.len();
        }
    }
    program
}

/// The product of two inputs, the second of which may have one value for each channel.
pub(super) fn product(inputs: &[Shape], output: Shape) -> Program {
    let lengths = [inputs[0].len(), inputs[1].len()];
    let threads = |input: usize| Groups::threads(Count::Each(lengths[input]));
    let mut program = Program {
        shader: vec![include_str!("product.wgsl")],
        constants: [
            ("first_length", lengths[0]),
            ("second_length", lengths[1]),
            ("each", output.len() / lengths[1]),
        ]
        .map(|(name, n)| (name, n as f64))
        .to_vec(),
        ..Program::default()
    };
    program.forward =
        vec![Kernel::new("save_first", threads(0)), Kernel::new("forward", threads(0)).of_input(1)];
    program.backward = vec![
        Kernel::new("backward_first", threads(0)).only_dx(),
        Kernel::new("backward_second", threads(1)).of_input(1).only_dx(),
    ];
    program
}
