//! How large an output is: the formula in letters, then in numbers (Dumoulin and Visin, "A guide to convolution arithmetic for
//! deep learning", 2016).

use crate::app::numbers::trimmed;
use crate::app::text::lab as text;
use crate::window::Window;

/// How an output's size follows from the settings of both axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutputSize {
    /// Rows and columns of the input.
    pub input: [usize; 2],
    /// How rows and columns are swept.
    pub window: [Window; 2],
    /// Rows and columns of the output.
    pub output: [usize; 2],
    /// How a quotient that is not whole is rounded.
    pub rounding: Rounding,
}

/// How the number of positions is rounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rounding {
    /// Down: what is left over at the border is not seen.
    Floor,
    /// Up: a last window may reach beyond the border. It is dropped where it would begin there.
    Ceil,
    /// A transposed convolution needs none; so many rows and columns are added at the end.
    Transposed([usize; 2]),
}

impl OutputSize {
    /// The formula in letters alone: input n, kernel f, padding p, stride s, dilation d.
    pub fn letters(&self) -> String {
        let (padding, dilated) = (self.is_symmetric(), self.is_dilated());
        let padding = |sign| if padding { format!("{sign} 2p") } else { format!("{sign} p₁ {sign} p₂") };
        let kernel = |sign: &str, one: &str| match dilated {
            true => format!("{sign} d·(f − 1) {one}"),
            false => format!("{sign} f"),
        };
        match self.rounding {
            Rounding::Transposed(more) => {
                let more = if more == [0; 2] { "" } else { " + o" };
                format!("(n − 1)·s {} {}{more}", padding("−"), kernel("+", "+ 1"))
            }
            _ => self.rounded(&format!("(n {} {}) / s + 1", padding("+"), kernel("−", "− 1"))),
        }
    }

    /// The formula of an axis with its numbers: "⌊(7 + 2·0 − 3) / 3 + 1⌋ = ⌊2.33⌋ = 2".
    ///
    /// ```
    /// use convoscope::app::lab::{OutputSize, Rounding};
    /// use convoscope::window::Window;
    /// let window = [Window::new(3).stride(3); 2];
    /// let size = OutputSize { input: [7; 2], window, output: [2; 2], rounding: Rounding::Floor };
    /// assert_eq!(size.letters(), "⌊(n + 2p − f) / s + 1⌋");
    /// assert_eq!(size.numbers(0), "⌊(7 + 2·0 − 3) / 3 + 1⌋ = ⌊2.33⌋ = 2");
    /// ```
    pub fn numbers(&self, axis: usize) -> String {
        let (n, window, output) = (self.input[axis], self.window[axis], self.output[axis]);
        let Window { size, stride, dilation, before, after } = window;
        let padding = |sign: &str| match self.is_symmetric() {
            true => format!("{sign} 2·{before}"),
            false => format!("{sign} {before} {sign} {after}"),
        };
        let kernel = |sign: &str, one: &str| match self.is_dilated() {
            true => format!("{sign} {dilation}·({size} − 1) {one}"),
            false => format!("{sign} {size}"),
        };
        if let Rounding::Transposed(more) = self.rounding {
            let more = if more == [0; 2] { String::new() } else { format!(" + {}", more[axis]) };
            return format!("({n} − 1)·{stride} {} {}{more} = {output}", padding("−"), kernel("+", "+ 1"));
        }
        let inside = format!("({n} {} {}) / {stride} + 1", padding("+"), kernel("−", "− 1"));
        let quotient = (n + before + after) as f32 - window.span() as f32;
        let quotient = quotient / stride as f32 + 1.0;
        let is_whole = quotient.fract() == 0.0;
        let between =
            if is_whole { String::new() } else { format!(" = {}", self.rounded(&trimmed(quotient))) };
        let rounded = if self.rounding == Rounding::Ceil { quotient.ceil() } else { quotient.floor() };
        let dropped = if rounded as isize > output as isize { " − 1" } else { "" };
        format!(
            "{}{dropped}{between}{} = {output}",
            self.rounded(&inside),
            if is_whole { "" } else { dropped }
        )
    }

    /// The formula in letters, and in numbers: for both axes where they differ.
    pub fn line(&self) -> String {
        let [rows, columns] = [0, 1].map(|axis| self.numbers(axis));
        match rows == columns {
            true => format!("{} = {rows}", self.letters()),
            false => format!("{} · {} {rows} · {} {columns}", self.letters(), text::ROWS, text::COLUMNS),
        }
    }

    /// The formula, and what the floor leaves out.
    pub fn said(&self) -> String {
        [self.line()].into_iter().chain(self.left_out()).collect::<Vec<_>>().join(" · ")
    }

    /// What the floor leaves out, in one sentence.
    fn left_out(&self) -> Option<String> {
        let unused = [0, 1].map(|axis| self.window[axis].unused(self.input[axis]));
        (self.rounding == Rounding::Floor && unused != [0, 0])
            .then(|| text::floor_leaves_out(unused[0], unused[1]))
    }

    fn rounded(&self, inside: &str) -> String {
        match self.rounding {
            Rounding::Ceil => format!("⌈{inside}⌉"),
            _ => format!("⌊{inside}⌋"),
        }
    }

    fn is_symmetric(&self) -> bool {
        self.window.iter().all(|window| window.before == window.after)
    }

    fn is_dilated(&self) -> bool {
        self.window.iter().any(|window| window.dilation > 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(n: usize, window: Window, output: usize, rounding: Rounding) -> OutputSize {
        OutputSize { input: [n; 2], window: [window; 2], output: [output; 2], rounding }
    }

    /// The lectures': n = 7, f = 3 and strides 1, 2, 3.
    #[test]
    fn lecture_sizes_are_written_out() {
        let line =
            |stride, output| size(7, Window::new(3).stride(stride), output, Rounding::Floor).numbers(0);
        assert_eq!(line(1, 5), "⌊(7 + 2·0 − 3) / 1 + 1⌋ = 5");
        assert_eq!(line(2, 3), "⌊(7 + 2·0 − 3) / 2 + 1⌋ = 3");
        assert_eq!(line(3, 2), "⌊(7 + 2·0 − 3) / 3 + 1⌋ = ⌊2.33⌋ = 2");
    }

    #[test]
    fn other_settings_have_other_letters() {
        let dilated = Window { before: 1, after: 2, ..Window::new(3).dilation(2) };
        let floor = size(6, dilated, 5, Rounding::Floor);
        assert_eq!(
            floor.line(),
            "⌊(n + p₁ + p₂ − d·(f − 1) − 1) / s + 1⌋ = ⌊(6 + 1 + 2 − 2·(3 − 1) − 1) / 1 + 1⌋ = 5"
        );
        let transposed = size(4, Window::new(3).stride(2).padding(1), 8, Rounding::Transposed([1; 2]));
        assert_eq!(transposed.line(), "(n − 1)·s − 2p + f + o = (4 − 1)·2 − 2·1 + 3 + 1 = 8");
        let ceil = size(5, Window::new(2).stride(2), 3, Rounding::Ceil);
        assert_eq!(ceil.line(), "⌈(n + 2p − f) / s + 1⌉ = ⌈(5 + 2·0 − 2) / 2 + 1⌉ = ⌈2.5⌉ = 3");
        let dropped = size(2, Window::new(1).stride(3).padding(1), 1, Rounding::Ceil);
        assert_eq!(dropped.numbers(0), "⌈(2 + 2·1 − 1) / 3 + 1⌉ − 1 = 1");
    }
}
