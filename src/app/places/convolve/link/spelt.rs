//! The convolution that a link spells out, and what of its grids is missing.

use super::{KERNELS, SHAPES, SPELT_OUT};
use crate::app::lab::{PRESET, spelt_out};
use crate::app::link::{Bounds, get, miscounted, parts};
use crate::app::places::convolve::{Convolve, Mode};
use crate::app::text::link as text;
use crate::shape::Shape;
use crate::window::Window;

impl Convolve {
    /// The convolution that a link spells out, over an example.
    pub(super) fn spelt_out(
        pairs: &[(&str, &str)],
        example: &Self,
        problems: &mut Vec<String>,
    ) -> Option<Self> {
        let [input, kernel, named] = ["x", "w", PRESET].map(|name| get(pairs, name).is_some());
        match (input, kernel) {
            (true, false) if !named => problems.push(text::NO_KERNEL.to_string()),
            (false, true) if !named => problems.push(text::NO_INPUT.to_string()),
            _ => {}
        }
        let mut over = match input && kernel || !named && (input || kernel) {
            true => example.without_settings(),
            false => example.clone(),
        };
        // A transposed convolution may fit where a convolution does not.
        if pairs.contains(&("mode", "transposed")) {
            over.mode = Mode::Transposed;
        }
        let typed = spelt_out(SPELT_OUT, pairs, &over, problems)?;
        problems.extend(typed.miscounted(pairs));
        Some(typed)
    }

    /// The same input and kernel where nothing else is set: what a link begins with that has its own.
    fn without_settings(&self) -> Self {
        let mut plain =
            Self { input: self.input, x: self.x.clone(), weight: self.weight.clone(), ..Self::blank() };
        plain.conv.filters = self.conv.filters;
        plain.conv.window = self.conv.window.map(|window| Window::new(window.size));
        plain
    }

    /// A sentence for each grid for which a link has too few numbers, too many, or what is none.
    fn miscounted(&self, pairs: &[(&str, &str)]) -> Vec<String> {
        let Shape { c, h, w } = self.input;
        let [rows, columns] = self.conv.window.map(|window| window.size);
        // Sizes that were left out were said already.
        let has = |name, bounds: Bounds<3>, sizes| {
            get(pairs, name).is_some_and(|value| bounds.read(parts(value).0) == Some(sizes))
        };
        let kernels = [self.conv.filters, rows, columns];
        let (input, kernel) = (has("x", SHAPES, [c, h, w]), has("w", KERNELS, kernels));
        [
            input.then(|| miscounted(pairs, "x", text::INPUT.get(), true, self.input.len())),
            kernel.then(|| miscounted(pairs, "w", text::KERNEL.get(), true, self.weights())),
            Some(miscounted(pairs, "b", text::BIAS.get(), false, self.conv.filters)),
            Some(miscounted(pairs, "d", text::UPSTREAM.get(), false, self.upstream_shape().len())),
        ]
        .into_iter()
        .flatten()
        .flatten()
        .collect()
    }
}
