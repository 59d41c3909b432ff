use super::PRelu;
use crate::program::{Count, Groups, Kernel, Program, SUMS};
use crate::shape::Shape;

pub(super) fn program(prelu: PRelu, shape: Shape) -> Program {
    let slopes = prelu.slopes(shape);
    let threads = Groups::threads(Count::Each(shape.len()));
    Program {
        shader: vec![SUMS, include_str!("gpu.wgsl")],
        constants: [("channels", shape.c), ("area", shape.area()), ("slopes", slopes)]
            .map(|(name, n)| (name, n as f64))
            .to_vec(),
        forward: vec![Kernel::new("forward", threads)],
        backward: vec![
            Kernel::new("backward", threads).only_dx(),
            Kernel::new("slope_gradient", Groups::each(Count::Fixed(slopes))).only_dparams(),
        ],
        ..Program::default()
    }
}
