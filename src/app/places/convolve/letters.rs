//! Letters instead of numbers, as the lectures write them: a input, w weights, z output, δ upstream gradient, each with the
//! number of its cell below, and the number of its channel above where there are several.

use super::{Convolve, Mode, Target, Term};
use crate::app::lab::values::CellIndex;
use crate::app::text::Text;
use crate::app::text::convolve as text;
use crate::shape::Shape;

/// How cells are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letters {
    /// Whether letters stand where numbers do.
    pub shown: bool,
    /// The number of the first cell: 0 or 1.
    pub base: usize,
    /// Whether cells are counted row by row or column by column.
    pub order: Order,
}

/// In which order the cells of a grid are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Order {
    #[default]
    Rows,
    Columns,
}

impl Order {
    /// All orders, as the link names them and as the page does.
    pub const ALL: [(Self, &'static str, Text); 2] =
        [(Self::Rows, "rows", text::ROWS_FIRST), (Self::Columns, "columns", text::COLUMNS_FIRST)];
}

impl Letters {
    /// What may be the number of the first cell.
    pub const BASES: [(usize, &'static str, Text); 2] = [(0, "0", Text::of("0")), (1, "1", Text::of("1"))];

    /// The name of the cell of a grid with so many rows and columns: "a₁₃", "w²₁".
    fn name(
        self,
        letter: &str,
        above: &[usize],
        [row, column]: [usize; 2],
        [rows, columns]: [usize; 2],
    ) -> String {
        let number = match self.order {
            Order::Rows => row * columns + column,
            Order::Columns => column * rows + row,
        };
        let above: String = above.iter().map(|number| digits(number + self.base, SUPERSCRIPT)).collect();
        format!("{letter}{above}{}", digits(number + self.base, SUBSCRIPT))
    }
}

impl Default for Letters {
    fn default() -> Self {
        Self { shown: false, base: 1, order: Order::Rows }
    }
}

const SUBSCRIPT: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
const SUPERSCRIPT: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

fn digits(number: usize, digits: [char; 10]) -> String {
    number.to_string().bytes().map(|digit| digits[usize::from(digit - b'0')]).collect()
}

impl Convolve {
    /// The letter of an input cell. A padded cell has that of the cell that it copies; `None` if it holds the constant.
    pub(super) fn input_letter(&self, place: CellIndex) -> Option<String> {
        let source = self.source(place)?;
        let Shape { c, h, w } = self.input;
        let above = if c > 1 { vec![place.channel] } else { vec![] };
        Some(self.letters.name("a", &above, [source.row as usize, source.column as usize], [h, w]))
    }

    /// The letter of a weight: its filter and its channel stand above where there are several.
    pub(super) fn weight_letter(&self, (filter, channel, tap): (usize, usize, [usize; 2])) -> String {
        let filter = (self.conv.filters > 1).then_some(filter);
        let channel = (self.channels_per_group() > 1).then_some(channel);
        let above: Vec<usize> = filter.into_iter().chain(channel).collect();
        self.letters.name("w", &above, tap, self.conv.window.map(|window| window.size))
    }

    /// The letter of an output value, or of its gradient, as "z₁" and "δ₁".
    pub(super) fn output_letter(&self, letter: &str, place: CellIndex) -> String {
        let shape = if self.mode == Mode::Transposed { self.fitting_output() } else { self.upstream_shape() };
        let above = if shape.c > 1 { vec![place.channel] } else { vec![] };
        self.letters.name(letter, &above, [place.row as usize, place.column as usize], [shape.h, shape.w])
    }

    /// The letter of a filter's bias.
    pub(super) fn bias_letter(&self, filter: usize) -> String {
        match self.conv.filters {
            1 => "b".to_owned(),
            _ => format!("b{}", digits(filter + self.letters.base, SUPERSCRIPT)),
        }
    }

    /// The letter of a value that is a sum of products: "z₁", "∂L/∂w₁", "∂L/∂a₁".
    pub(super) fn target_letter(&self, target: Target) -> String {
        match (self.mode, target) {
            (_, Target::Weight { filter, channel, tap }) => {
                format!("∂L/∂{}", self.weight_letter((filter, channel, tap)))
            }
            (Mode::InputGradient, Target::Cell(place)) => {
                format!("∂L/∂{}", self.input_letter(place).unwrap_or_default())
            }
            (_, Target::Cell(place)) => self.output_letter("z", place),
        }
    }

    /// The letters of both factors of a product; a number where a padded cell has none.
    pub(super) fn factors_in_letters(&self, term: &Term) -> [Option<String>; 2] {
        let weight = Some(self.weight_letter(term.weight));
        let upstream = || Some(self.output_letter("δ", self.cell_of_step(term.step)));
        match self.mode {
            Mode::Forward | Mode::Transposed => [self.input_letter(term.cell), weight],
            Mode::WeightGradient => [self.input_letter(term.cell), upstream()],
            Mode::InputGradient => [upstream(), weight],
        }
    }

    /// The letter of a cell of the result's grid, whose title says whether it is a gradient.
    pub(super) fn result_letter(&self, target: Target) -> String {
        self.target_letter(target).replace("∂L/", "")
    }
}

#[cfg(test)]
mod tests {
    use super::super::presets;
    use super::*;
    use crate::app::lab::{Example, Lab};

    fn example(id: &str) -> Convolve {
        let example = presets().iter().find(|preset| preset.id == id).unwrap().example();
        Convolve { letters: Letters { shown: true, ..Letters::default() }, ..example }
    }

    /// Deck 003: ∂L/∂w₁ = a₁δ₁ + a₃δ₂ + a₁₁δ₃ + a₁₃δ₄, … ∂L/∂w₉ = a₁₃δ₁ + a₁₅δ₂ + a₂₃δ₃ + a₂₅δ₄.
    #[test]
    fn all_weight_gradients_are_those_of_the_lecture() {
        let convolve = example("backward").with_step(3);
        let lines: Vec<String> = convolve.weight_gradients(0, 0).iter().map(|line| line.text()).collect();
        let places = [
            [1, 3, 11, 13],
            [2, 4, 12, 14],
            [3, 5, 13, 15],
            [6, 8, 16, 18],
            [7, 9, 17, 19],
            [8, 10, 18, 20],
            [11, 13, 21, 23],
            [12, 14, 22, 24],
            [13, 15, 23, 25],
        ];
        for (i, (line, places)) in lines.iter().zip(places).enumerate() {
            let terms: Vec<String> = places
                .iter()
                .zip(1..)
                .map(|(a, d)| format!("a{}δ{}", digits(*a, SUBSCRIPT), digits(d, SUBSCRIPT)))
                .collect();
            assert_eq!(*line, format!("∂L/∂w{} = {}", SUBSCRIPT[i + 1], terms.join(" + ")));
        }
        assert_eq!(lines.len(), 9);
    }

    /// Deck 003: z₁ = w₁a₁ + w₂a₂ + w₃a₃ + w₄a₆ + … + w₉a₁₃.
    #[test]
    fn outputs_are_sums_in_letters() {
        let formula = |convolve: Convolve| Lab::new(convolve).figure().formula;
        let backward = example("backward").in_mode(Mode::Forward).unwrap();
        let first = formula(backward.clone());
        assert_eq!(first.of, "z₁");
        assert!(first.text().starts_with("a₁w₁ + a₂w₂ + a₃w₃ + a₆w₄") && first.text().ends_with("a₁₃w₉"));
        let by_columns = Letters { order: Order::Columns, base: 0, shown: true };
        let text = formula(Convolve { letters: by_columns, ..backward }).text();
        assert!(text.starts_with("a₀w₀ + a₅w₃ + a₁₀w₆ + a₁w₁"), "{text}");
        // Several filters and channels have numbers above, and padding that holds a constant has none.
        let channels = formula(example("channels"));
        assert_eq!(channels.of, "z¹₁");
        assert!(
            channels.text().contains("a²₁w¹²₅") && channels.text().contains("0·w¹¹₁"),
            "{}",
            channels.text()
        );
    }

    #[test]
    fn grids_show_letters() {
        let figure = Lab::new(example("reflect")).figure();
        let texts: Vec<String> = figure.operands[0].grids[0]
            .cells
            .iter()
            .map(|cell| cell.paint(crate::app::color::Theme::LIGHT).text)
            .collect();
        // Reflection says which cell each padded one copies.
        assert_eq!(texts[..7].concat(), "a₆a₅a₄a₅a₆a₅a₄");
    }
}
