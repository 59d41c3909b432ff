use super::Conv;
use crate::layers::describe::{Field, Size, by, channels, window_sizes};
use crate::layers::pytorch::{Expression, Pytorch, conv_module, conv_padded, conv2d};
use crate::layers::{Describe, Editable, Layer, ToPytorch};
use crate::window::Window;

impl Describe for Conv {
    fn summary(&self) -> String {
        format!("conv {}", by(self.window))
    }

    fn sizes(&self) -> Vec<Size> {
        let mut sizes =
            channels([("a number of filters", self.filters), ("a number of groups", self.groups)]);
        sizes.extend(window_sizes(self.window));
        sizes
    }
}

impl Editable for Conv {
    fn fields(&self) -> Vec<Field> {
        let Window { size, stride, before, .. } = self.window[0];
        vec![
            Field::count(("Filters", "filters"), (self.filters, 1, 256), self, |conv, n| conv.filters = n),
            Field::count(("Kernel", "kernel"), (size, 1, 11), self, |conv, n| {
                conv.window = conv.window.map(|window| resized(window, n));
            }),
            Field::count(("Stride", "stride"), (stride, 1, 8), self, |conv, n| {
                *conv = conv.clone().stride(n)
            }),
            Field::count(("Padding", "padding"), (before, 0, 8), self, |conv, n| {
                *conv = conv.clone().padding(n);
            }),
            Field::count(("Groups", "groups"), (self.groups, 1, 256), self, |conv, n| conv.groups = n),
        ]
    }

    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("convolution", Self::new(16, 3).padding(1).into())]
    }
}

impl ToPytorch for Conv {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let input = code.inputs[0];
        let image = input.image();
        let x = conv_padded(&image, self, input.shape).unwrap_or(image);
        let module = code.module(conv_module(self, input.shape.c));
        let Some(table) = &self.connection_table else { return Expression::image(format!("{module}({x})")) };
        // Which channels each filter sees; a buffer that no file of weights has.
        let row = |row: &Vec<bool>| {
            let cells: Vec<&str> = row.iter().map(|&seen| if seen { "1." } else { "0." }).collect();
            format!("[{}]", cells.join(", "))
        };
        let table = table.iter().map(row).collect::<Vec<_>>().join(", ");
        let name = code.name;
        code.statements.push(format!(
            "self.register_buffer(\"{name}_table\", torch.tensor([{table}])[:, :, None, None], persistent=False)"
        ));
        let weight = format!("{module}.weight * self.{name}_table");
        Expression::image(conv2d(&x, &weight, Some(&format!("{module}.bias")), self))
    }
}

/// Another size; a window that kept the size of its input keeps it.
fn resized(window: Window, size: usize) -> Window {
    let same = window.before == window.size / 2 && window.size % 2 == 1;
    let window = Window { size, ..window };
    if same { window.padding(size / 2) } else { window }
}
