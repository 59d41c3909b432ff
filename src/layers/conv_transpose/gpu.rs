use super::ConvTranspose;
use crate::layers::conv::ConvGeometry;
use crate::padding_mode::PaddingMode;
use crate::program::Program;
use crate::shape::Shape;

pub(super) fn program(layer: &ConvTranspose, input: Shape, output: Shape) -> Program {
    // Input and output have changed places: the window sweeps the output.
    let sides = ConvGeometry {
        larger: output,
        smaller: input,
        windows: layer.window,
        padding_mode: PaddingMode::ZERO,
        groups: layer.groups,
        bias: layer.bias,
        transposed: true,
    };
    sides.program()
}
