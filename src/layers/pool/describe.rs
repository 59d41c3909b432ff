use super::{Pool, PoolKind};
use crate::layers::describe::{Field, Size, by, window_sizes};
use crate::layers::pytorch::{Expression, Pytorch, pool2d};
use crate::layers::{Describe, Editable, Layer, ToPytorch};
use crate::window::Window;

impl Describe for Pool {
    fn summary(&self) -> String {
        format!("{} pool {}", if self.kind == PoolKind::Max { "max" } else { "average" }, by(self.window))
    }

    fn sizes(&self) -> Vec<Size> {
        window_sizes(self.window)
    }
}

impl Editable for Pool {
    fn fields(&self) -> Vec<Field> {
        let Window { size, stride, .. } = self.window[0];
        vec![
            Field::count(("Window", "kernel"), (size, 1, 8), self, |pool, n| {
                pool.window = pool.window.map(|window| Window { size: n, ..window });
            }),
            Field::count(("Stride", "stride"), (stride, 1, 8), self, |pool, n| {
                pool.window = pool.window.map(|window| window.stride(n));
            }),
        ]
    }

    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("max pool", Self::max(2).into()), ("average pool", Self::average(2).into())]
    }
}

impl ToPytorch for Pool {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let input = code.inputs[0];
        let (text, average) = pool2d(&input.image(), self, input.shape);
        code.average |= average;
        Expression::image(text)
    }
}
