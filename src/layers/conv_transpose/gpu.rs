use super::ConvTranspose;
use crate::fill::Fill;
use crate::layers::conv::Sides;
use crate::program::Program;
use crate::shape::Shape;

pub(super) fn program(layer: &ConvTranspose, input: Shape, output: Shape) -> Program {
    // Input and output have changed places: the window sweeps the output.
    let sides = Sides {
        larger: output,
        smaller: input,
        windows: layer.window,
        fill: Fill::ZERO,
        groups: layer.groups,
        bias: layer.bias,
        transposed: true,
    };
    sides.program()
}
