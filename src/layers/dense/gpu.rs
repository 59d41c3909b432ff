use super::Dense;
use crate::layers::bias_gradient;
use crate::program::{Count, Kernel, Product, Program};

pub(super) fn program(layer: &Dense, fan_in: usize) -> Program {
    let (batch, units) = (Count::Each(1), layer.units);
    let product = |way: u32, rows: Count, columns: usize, by_depth: [bool; 2]| -> Kernel {
        let columns = Count::Fixed(columns);
        Product { rows, columns, parts: 1, sliced: false, by_depth, steady: true }.kernel().with("way", way)
    };
    let mut program = Program {
        shader: vec![include_str!("gpu.wgsl")],
        constants: vec![
            ("units", units as f64),
            ("fan_in", fan_in as f64),
            ("biased", f64::from(u8::from(layer.bias))),
        ],
        forward: vec![product(0, batch, units, [true; 2])],
        backward: vec![
            product(2, Count::Fixed(units), fan_in, [false; 2]).only_dparams(),
            product(1, batch, fan_in, [true, false]).only_dx(),
        ],
        ..Program::default()
    };
    if layer.bias {
        bias_gradient(&mut program, units, 1, units * fan_in);
    }
    program
}
