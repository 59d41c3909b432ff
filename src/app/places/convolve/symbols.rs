//! The formula in symbols, with the numbers of the settings in its indices (Dumoulin and Visin, "A guide to convolution
//! arithmetic for deep learning", 2016, for those that go backward).

use super::{Convolve, Mode};
use crate::app::figure::Symbol::{self, Gradient, Index, Indexed, Operator, Sum, Words};
use crate::app::lab::read_place as place;
use crate::app::text::convolve as text;
use crate::padding_mode::PaddingMode;
use crate::window::Window;

impl Convolve {
    /// What stands on the left has free indices; what is summed over stands under the sum, and a condition says how they hang
    /// together where no index can.
    pub(super) fn symbols(&self) -> Vec<Symbol> {
        let [rows, columns] = self.conv.window;
        let (equals, plus, dot) = (Operator("="), Operator("+"), Operator("·"));
        let bias = Indexed("b", "o".to_owned());
        // The weight as it is typed: flipped, its taps are counted from the other end.
        let taps = [tap("u", rows, self.flip), tap("v", columns, self.flip)];
        let weight = Indexed("w", format!("o, c, {}, {}", taps[0], taps[1]));
        let read = |flip| {
            let [row, column] = [place("i", "u", rows, flip), place("j", "v", columns, flip)];
            format!("c, {row}, {column}")
        };
        let (dy, dw) = (|| Gradient("y", "o, i, j".to_owned()), Gradient("w", "o, c, u, v".to_owned()));
        match self.mode {
            Mode::Forward => {
                let y = Indexed("y", "o, i, j".to_owned());
                vec![y, equals, bias, plus, Sum("c, u, v"), weight, dot, Indexed("x", read(false))]
            }
            Mode::WeightGradient => {
                vec![dw, equals, Sum("i, j"), Indexed("x", read(self.flip)), dot, dy()]
            }
            Mode::InputGradient => {
                let dx = Gradient("x", "c, k, l".to_owned());
                let sum = vec![dx, equals, Sum("o, u, v"), weight, dot, dy()];
                // Where padding copies cells, the gradient of a copy goes to what it copies.
                let copies = !matches!(self.conv.padding_mode, PaddingMode::Constant(_))
                    && self.conv.window.iter().any(|window| window.before + window.after > 0);
                [sum, self.condition(copies)].concat()
            }
            Mode::Transposed => {
                let y = Indexed("y", "o, k, l".to_owned());
                let x = Indexed("x", "c, i, j".to_owned());
                let sum = vec![y, equals, bias, plus, Sum("c, u, v"), weight, dot, x];
                [sum, self.condition(false)].concat()
            }
        }
    }

    /// Which rows i and columns j belong to row k and column l by taps u and v; there may be none.
    fn condition(&self, copies: bool) -> Vec<Symbol> {
        let [rows, columns] = self.conv.window;
        let copied = if copies { vec![Words(text::COPIES)] } else { vec![Operator("=")] };
        let is = |place: String, letter: &str| {
            [vec![Index(place)], copied.clone(), vec![Index(letter.to_owned())]].concat()
        };
        [
            vec![Words(text::WHERE)],
            is(place("i", "u", rows, false), "k"),
            vec![Words(text::AND)],
            is(place("j", "v", columns, false), "l"),
        ]
        .concat()
    }
}

/// A tap of the kernel as it is typed: "u", or "2−u" where a kernel of three is flipped.
fn tap(letter: &str, window: Window, flip: bool) -> String {
    match window.size {
        size if flip && size > 1 => format!("{}−{letter}", size - 1),
        _ => letter.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::presets;
    use super::*;

    fn symbols(id: &str, change: impl Fn(&mut Convolve)) -> String {
        let mut convolve = presets().iter().find(|preset| preset.id == id).unwrap().example();
        change(&mut convolve);
        Symbol::text(&convolve.symbols())
    }

    #[test]
    fn flipped_kernels_have_flipped_indices() {
        let flipped = |mode| {
            symbols("edges", |to| {
                (to.flip, to.mode) = (true, mode);
                to.conv.window[0] = Window::new(3).dilation(2).padding(1);
            })
        };
        let forward = flipped(Mode::Forward);
        assert!(forward.contains("w(o, c, 2−u, 2−v)·x(c, i+2u−1, j+v"), "{forward}");
        // The gradient is that of the kernel as it is typed.
        let gradient = flipped(Mode::WeightGradient);
        assert!(gradient.starts_with("∂L/∂w(o, c, u, v) = ∑(i, j) x(c, i−2u+3, j−v+"), "{gradient}");
        assert!(symbols("edges", |_| ()).contains("w(o, c, u, v)"));
    }

    #[test]
    fn free_indices_stand_on_the_left() {
        let backward = symbols("edges", |to| {
            to.mode = Mode::InputGradient;
            to.conv.padding_mode = PaddingMode::ZERO;
            to.conv.window = [Window::new(3).stride(2).padding(1), Window::new(3)];
        });
        assert_eq!(
            backward,
            "∂L/∂x(c, k, l) = ∑(o, u, v) w(o, c, u, v)·∂L/∂y(o, i, j) where 2i+u−1 = k and j+v = l"
        );
        let copying = symbols("reflect", |to| to.mode = Mode::InputGradient);
        assert!(copying.contains(" is or copies k and "), "{copying}");
        let transposed = symbols("transposed", |_| ());
        assert!(transposed.starts_with("y(o, k, l) = b(o) + ∑(c, u, v) w(o, c, u, v)·x(c, i, j) where 2i+u"));
    }
}
